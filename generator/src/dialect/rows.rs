//! Which field of a sample a row means.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::sample::json::{Node, Value};

/// The value of a field in a body, by its dotted path; of a list, that of the first item that has it.
pub fn field_of<'a>(body: &'a Node, path: &str) -> Option<&'a Node> {
    let items = match &body.value {
        _ if path.is_empty() => return Some(body),
        Value::Array(items) => return items.iter().find_map(|item| field_of(item, path)),
        Value::Object(members) => members,
        _ => return None,
    };
    items.iter().rev().find_map(|member| {
        let rest = path.strip_prefix(member.key.as_str())?;
        match rest.strip_prefix('.') {
            Some(rest) => field_of(&member.value, rest),
            None => rest.is_empty().then_some(&member.value),
        }
    })
}

/// The field that a name means, and whether it is spelled otherwise than the sample spells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meant {
    pub path: String,
    pub typo: bool,
}

/// The fields of some samples, by dotted path: leaves and the objects that hold them, in sample order.
#[derive(Debug, Default)]
pub(super) struct Fields {
    paths: Vec<String>,
    known: HashSet<String>,
}

impl Fields {
    /// The fields of some bodies.
    pub fn of<'a>(bodies: impl IntoIterator<Item = &'a Node>) -> Self {
        let mut fields = Self::default();
        for body in bodies {
            body.fields(&mut |leaf: &str, _: &Node| {
                let ends = leaf.match_indices('.').map(|(at, _)| at).chain([leaf.len()]);
                ends.filter_map(|end| leaf.get(..end)).for_each(|path| fields.add(path));
            });
        }
        fields
    }

    fn add(&mut self, path: &str) {
        if !path.is_empty() && !self.known.contains(path) {
            self.known.insert(path.to_owned());
            self.paths.push(path.to_owned());
        }
    }

    /// The field that `name` means: the same path, a bare last name, the end of a path, another case, or the
    /// one nearest spelling. The first rule that gives anything decides.
    pub fn meant_by(&self, name: &str) -> Option<Meant> {
        let plain: Cow<'_, str> = match name.contains('[') {
            true => name.replace("[]", "").replace("[0]", "").into(),
            false => name.into(),
        };
        let name = plain.trim_matches(['.', '{', '}', '"', '\'']);
        if name.is_empty() {
            return None;
        }
        let bare = !name.contains('.');
        let found = |path: &str, typo| Some(Meant { path: path.to_owned(), typo });
        let is_end = |path: &str, start: usize| start == 0 || path.as_bytes().get(start - 1) == Some(&b'.');
        if self.known.contains(name) {
            return found(name, false);
        }
        let ends = |path: &str| path.strip_suffix(name).is_some_and(|start| is_end(path, start.len()));
        if let Some(path) = self.shallowest(ends) {
            return found(path, !bare);
        }
        let lower = name.to_lowercase();
        let ends = |path: &str| {
            let path = path.to_lowercase();
            path.strip_suffix(&lower).is_some_and(|start| is_end(&path, start.len()))
        };
        if let Some(path) = self.shallowest(ends) {
            return found(path, true);
        }
        self.nearest(&lower, bare).and_then(|path| found(path, true))
    }

    fn shallowest(&self, fits: impl Fn(&str) -> bool) -> Option<&String> {
        self.paths.iter().filter(|path| fits(path)).min_by_key(|path| path.matches('.').count())
    }

    /// The one path that is a few letters away; none where two are equally near.
    fn nearest(&self, lower: &str, bare: bool) -> Option<&String> {
        let letters = lower.chars().count();
        let allowed = match letters {
            0..=3 => return None,
            4..=7 => 1,
            _ => 2,
        };
        let mut distances: Vec<(usize, &String)> = self
            .paths
            .iter()
            .filter_map(|path| {
                let last = if bare { path.rsplit('.').next().unwrap_or_default() } else { path };
                let last = last.to_lowercase();
                // to compare costs more than to count
                let near = last.chars().count().abs_diff(letters) <= allowed;
                near.then(|| (strsim::osa_distance(lower, &last), path))
            })
            .filter(|(distance, _)| *distance <= allowed)
            .collect();
        distances.sort_by_key(|(distance, _)| *distance);
        match distances.as_slice() {
            [(_, only)] => Some(only),
            [(best, path), (second, _), ..] if best < second => Some(path),
            _ => None,
        }
    }
}
