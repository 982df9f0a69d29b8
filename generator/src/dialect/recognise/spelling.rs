//! Which of some fields is spelled nearly as a name is.

use std::borrow::Cow;

use indexmap::IndexSet;

/// Among more fields than this there is always one that is a letter or two away, and that says nothing.
const MOST: usize = 2_000;

/// Dotted paths, each once.
pub(in crate::dialect) type FieldPaths = IndexSet<String>;

/// How fields are spelled, in lower case: whole, and by their last names.
#[derive(Debug, Default)]
pub(in crate::dialect) struct Spelled {
    /// Of each path, what tells most spellings apart.
    whole: Vec<Letters>,
    /// Of the last name of each path.
    last: Vec<Letters>,
}

impl Spelled {
    /// All `paths`, of which the first may be in it already.
    pub fn of(&mut self, paths: &FieldPaths) -> &Self {
        for path in paths.iter().skip(self.whole.len()) {
            self.whole.push(Letters::of(&in_lower_case(path)));
            self.last.push(Letters::of(&last_of(path)));
        }
        self
    }

    /// The one of `paths` that is a few letters away; none where two are equally near. A bare name is compared with last
    /// names.
    pub fn nearest(&self, paths: &FieldPaths, lower: &str, bare: bool) -> Option<usize> {
        let own = Letters::of(lower);
        let allowed: usize = match own.count {
            0..=3 => return None,
            4..=7 => 1,
            _ => 2,
        };
        let all = if bare { &self.last } else { &self.whole };
        if all.len() > MOST {
            return None;
        }
        let mut nearest: Option<(usize, Option<usize>)> = None;
        let near = all.iter().enumerate().filter(|(_, other)| own.may_be(**other, allowed));
        for (at, path) in near.filter_map(|(at, _)| Some((at, paths.get_index(at)?))) {
            let spelled = if bare { last_of(path) } else { in_lower_case(path) };
            let distance = strsim::osa_distance(lower, &spelled);
            match nearest {
                _ if distance > allowed => {}
                Some((least, _)) if least < distance => {}
                Some((least, _)) if least == distance => nearest = Some((distance, None)),
                _ => nearest = Some((distance, Some(at))),
            }
        }
        nearest?.1
    }
}

/// The last name of a path, in lower case.
fn last_of(path: &str) -> Cow<'_, str> {
    in_lower_case(path.rsplit('.').next().unwrap_or_default())
}

/// How many letters a text has, and which, of 64 kinds.
#[derive(Debug, Clone, Copy)]
struct Letters {
    count: usize,
    kinds: u64,
}

impl Letters {
    fn of(text: &str) -> Self {
        let add = |Self { count, kinds }: Self, c| Self {
            count: count + 1,
            kinds: kinds | 1 << (u32::from(c) % 64),
        };
        text.chars().fold(Self { count: 0, kinds: 0 }, add)
    }

    /// Whether the texts can be `allowed` changes apart. One change takes one letter away and brings another: to count
    /// them costs less than to compare.
    fn may_be(self, other: Self, allowed: usize) -> bool {
        self.count.abs_diff(other.count) <= allowed
            && (self.kinds ^ other.kinds).count_ones() as usize <= 2 * allowed
    }
}

/// A text in lower case.
pub(in crate::dialect) fn in_lower_case(text: &str) -> Cow<'_, str> {
    match text.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        true => text.to_lowercase().into(),
        false => text.into(),
    }
}
