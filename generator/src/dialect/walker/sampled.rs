//! The names that samples have, for lists and headings below them that no label announces.

use std::collections::HashSet;

use super::super::facts::ResponseFact;
use super::Walker;
use crate::sample::json::{Node, Value};

/// The names of a fence's JSON.
pub(super) struct Sampled {
    section: Option<usize>,
    /// Where the fence begins.
    start: usize,
    names: HashSet<String>,
}

impl Walker<'_> {
    /// Takes the names that bodies at an offset have.
    pub(super) fn sample<'b>(&mut self, start: usize, bodies: impl Iterator<Item = &'b Node>) {
        let mut names = HashSet::new();
        bodies.for_each(|body| add_names(body, &mut names));
        if !names.is_empty() {
            let section = self.section();
            self.sampled.push(Sampled { section, start, names });
        }
    }

    /// The sample that has a name: the last one, if it is in this section.
    pub(super) fn sample_here(&self, name: &str) -> Option<usize> {
        let last = self.sampled.last().filter(|last| last.section == self.section())?;
        last.names.contains(name).then_some(last.start)
    }

    /// The sample that has a name, of the section of an operation above a heading.
    pub(super) fn sample_above(&self, name: &str, section: Option<usize>) -> Option<usize> {
        let sections = &self.outline.facts.sections;
        let above: Vec<usize> =
            std::iter::successors(section, |at| sections.get(*at).and_then(|it| it.parent)).collect();
        let of_operation = above.iter().position(|at| self.named.contains(at))?;
        let own = above.get(..=of_operation)?;
        let is_own = |it: &&Sampled| it.section.is_some_and(|section| own.contains(&section));
        let found = self.sampled.iter().rev().filter(is_own).find(|it| it.names.contains(name))?;
        Some(found.start)
    }
}

/// The bodies of responses.
pub(super) fn bodies(responses: &[ResponseFact]) -> impl Iterator<Item = &Node> {
    responses.iter().filter_map(|response| response.body.as_ref())
}

fn add_names(node: &Node, names: &mut HashSet<String>) {
    match &node.value {
        Value::Object(members) => {
            for member in members {
                names.insert(member.key.clone());
                add_names(&member.value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| add_names(item, names)),
        _ => {}
    }
}
