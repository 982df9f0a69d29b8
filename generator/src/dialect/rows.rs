//! Which field of a sample a row means.

use std::collections::BTreeSet;

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
    known: BTreeSet<String>,
}

impl Fields {
    /// Adds the fields of one more sample.
    pub fn add(&mut self, paths: impl IntoIterator<Item = String>) {
        for path in paths {
            if self.known.insert(path.clone()) {
                self.paths.push(path);
            }
        }
    }

    /// The field that `name` means: the same path, a bare last name, the end of a path, another case, or the
    /// one nearest spelling. The first rule that gives anything decides.
    pub fn meant_by(&self, name: &str) -> Option<Meant> {
        let name = name.replace("[]", "").replace("[0]", "");
        let name = name.trim_matches(['.', '{', '}', '"', '\'']);
        if name.is_empty() {
            return None;
        }
        let bare = !name.contains('.');
        let found = |path: &String, typo| Some(Meant { path: path.clone(), typo });
        let ends_with = |path: &str, end: &str| {
            path.strip_suffix(end).is_some_and(|start| start.is_empty() || start.ends_with('.'))
        };
        if self.known.contains(name) {
            return found(&name.to_owned(), false);
        }
        if let Some(path) = self.shallowest(|path| ends_with(path, name)) {
            return found(path, !bare);
        }
        let lower = name.to_lowercase();
        if let Some(path) = self.shallowest(|path| ends_with(&path.to_lowercase(), &lower)) {
            return found(path, true);
        }
        self.nearest(&lower, bare).and_then(|path| found(path, true))
    }

    fn shallowest(&self, fits: impl Fn(&str) -> bool) -> Option<&String> {
        self.paths.iter().filter(|path| fits(path)).min_by_key(|path| path.matches('.').count())
    }

    /// The one path that is a few letters away; none where two are equally near.
    fn nearest(&self, lower: &str, bare: bool) -> Option<&String> {
        let allowed = match lower.chars().count() {
            0..=3 => return None,
            4..=7 => 1,
            _ => 2,
        };
        let mut distances: Vec<(usize, &String)> = self
            .paths
            .iter()
            .map(|path| {
                let full = path.to_lowercase();
                let last = full.rsplit('.').next().unwrap_or_default();
                (strsim::osa_distance(lower, if bare { last } else { &full }), path)
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
