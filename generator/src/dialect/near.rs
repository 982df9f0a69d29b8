//! Which of some fields is spelled nearly as a name is.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::rows::Paths;

/// In a body of more fields than this there is always one that is a letter or two away, and that tells nothing.
const MOST: usize = 2_000;

/// Fields by how they are spelled, in lower case: whole, and by their last names.
#[derive(Debug, Default)]
pub(super) struct Spelled {
    whole: Spellings,
    last: Spellings,
    /// How many paths are in it.
    read: usize,
}

impl Spelled {
    /// All `paths`, of which the first may be in it already.
    pub fn of(&mut self, paths: &Paths) -> &Self {
        for (at, path) in paths.iter().enumerate().skip(self.read) {
            self.whole.add(path.to_lowercase(), at);
            self.last.add(path.rsplit('.').next().unwrap_or_default().to_lowercase(), at);
        }
        self.read = paths.len();
        self
    }

    /// The one path that is a few letters away; none where two are equally near. A bare name is held against last names.
    pub fn nearest(&self, lower: &str, bare: bool) -> Option<usize> {
        if bare { self.last.nearest(lower) } else { self.whole.nearest(lower) }
    }
}

#[derive(Debug, Default)]
struct Spellings {
    known: HashMap<String, usize>,
    all: Vec<Spelling>,
    /// By how many letters they have, as most are told apart by that.
    by_length: BTreeMap<usize, Vec<usize>>,
}

#[derive(Debug)]
struct Spelling {
    text: String,
    letters: u64,
    /// The path that is spelled so; none where several are.
    path: Option<usize>,
}

impl Spellings {
    fn add(&mut self, text: String, path: usize) {
        if let Some(known) = self.known.get(&text).and_then(|at| self.all.get_mut(*at)) {
            known.path = None;
            return;
        }
        let at = self.all.len();
        self.by_length.entry(text.chars().count()).or_default().push(at);
        self.known.insert(text.clone(), at);
        self.all.push(Spelling { letters: letters(&text), text, path: Some(path) });
    }

    fn nearest(&self, lower: &str) -> Option<usize> {
        let length = lower.chars().count();
        let allowed: usize = match length {
            0..=3 => return None,
            4..=7 => 1,
            _ => 2,
        };
        if self.all.len() > MOST {
            return None;
        }
        let own = letters(lower);
        let mut best: Option<(usize, Option<usize>)> = None;
        let near = self.by_length.range(length - allowed..=length + allowed).flat_map(|(_, at)| at);
        for other in near.filter_map(|at| self.all.get(*at)) {
            // one change takes one letter away and brings another: to count them costs less than to compare
            if (own ^ other.letters).count_ones() as usize > 2 * allowed {
                continue;
            }
            let distance = strsim::osa_distance(lower, &other.text);
            match best {
                _ if distance > allowed => {}
                Some((nearest, _)) if nearest < distance => {}
                Some((nearest, _)) if nearest == distance => best = Some((distance, None)),
                _ => best = Some((distance, other.path)),
            }
        }
        best?.1
    }
}

/// Which letters a text has, of 64 kinds.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}
