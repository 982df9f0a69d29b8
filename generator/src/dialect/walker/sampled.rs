//! The names that samples have, for lists and headings below them that no label announces.

use std::collections::HashSet;

use super::super::facts::{ResponseFact, sections_around};
use super::super::outline::{OutlineEntry, Shows};
use super::Walker;
use crate::markdown::{Block, BlockKind, Text};
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

    /// The sample above an item that has most of the names of its list, which are all in code, whatever heading is between: no
    /// label says what they are of, and no operation is named below the sample.
    pub(super) fn sample_of_list(&self, text: &Text, item: &Block) -> Option<usize> {
        const FEWEST: usize = 2;
        let last = self.sampled.last().filter(|_| item.depth == 1)?;
        let names_lines = |entry: &&OutlineEntry<'_>| matches!(entry.shows, Shows::Lines { .. });
        let is_below_line =
            self.outline.entries.iter().rev().find(names_lines).is_some_and(|it| it.span.start > last.start);
        let role = self.role_here();
        if is_below_line || role.announces || role.answered == Some(false) {
            return None;
        }
        let others = self.below.iter().map_while(|block| match &block.kind {
            BlockKind::Item(text) => Some((text, block.depth)),
            _ => None,
        });
        let others = others.filter(|(_, depth)| *depth == item.depth).map(|(text, _)| text);
        let names: Vec<Option<&str>> = std::iter::once(text).chain(others).map(first_code).collect();
        let known = names.iter().flatten().filter(|name| last.names.contains(**name)).count();
        let are_names = names.len() >= FEWEST && names.iter().all(Option::is_some);
        (are_names && known * 3 >= names.len() * 2).then_some(last.start)
    }

    /// The sample that has a name, of the section of an operation above a heading.
    pub(super) fn sample_above(&self, name: &str, section: Option<usize>) -> Option<usize> {
        let sections = &self.outline.facts.sections;
        let above: Vec<usize> = sections_around(sections, section).collect();
        let of_operation = above.iter().position(|at| self.named.contains(at))?;
        let own = above.get(..=of_operation)?;
        let is_own = |it: &&Sampled| it.section.is_some_and(|section| own.contains(&section));
        let found = self.sampled.iter().rev().filter(is_own).find(|it| it.names.contains(name))?;
        Some(found.start)
    }
}

/// The code that a text begins with.
fn first_code(text: &Text) -> Option<&str> {
    text.codes.first().filter(|_| text.text.starts_with('`')).map(|code| code.text.as_str())
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
