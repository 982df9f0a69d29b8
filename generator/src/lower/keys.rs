//! What objects of samples have by each key.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

use super::seen::Seen;
use crate::sample::json::{Member, Node, Value};

pub(super) fn items(seen: Seen<'_>) -> Vec<Seen<'_>> {
    match &seen.node.value {
        Value::Array(items) => items.iter().map(|node| Seen { node, ..seen }).collect(),
        _ => Vec::new(),
    }
}

/// All keys of some objects.
pub(super) fn keys_of<'a>(nodes: impl Iterator<Item = &'a Node>) -> BTreeSet<String> {
    nodes.flat_map(members).map(|member| member.key.clone()).collect()
}

pub(super) fn members(node: &Node) -> &[Member] {
    match &node.value {
        Value::Object(members) => members,
        _ => &[],
    }
}

/// By key, in the order in which keys come first: which object has it last, and what objects have by it.
pub(super) type ValuesByKey<'a> = IndexMap<&'a str, (usize, Vec<Seen<'a>>)>;

/// What some objects have by each key; of a repeated key the last.
pub(super) fn values<'a>(seen: &[Seen<'a>]) -> ValuesByKey<'a> {
    let first = seen.first().map_or(&[][..], |it| members(it.node));
    let mut values = ValuesByKey::with_capacity(first.len());
    for (object, it) in seen.iter().enumerate() {
        for member in members(it.node) {
            let value = Seen { node: &member.value, ..*it };
            let (last, known) = values.entry(&member.key).or_insert((usize::MAX, Vec::new()));
            if *last == object {
                known.pop();
            }
            *last = object;
            known.push(value);
        }
    }
    values
}

/// The keys of some objects: in the first one's order, later ones where their neighbour is.
pub(super) fn keys<'a>(values: &ValuesByKey<'a>, seen: &[Seen<'a>]) -> Vec<&'a str> {
    if seen.len() == 1 {
        return values.keys().copied().collect();
    }
    // a list, as keys are put between others: of each the one behind it
    let mut next: HashMap<Option<&str>, &str> = HashMap::new();
    let mut known: HashSet<&str> = HashSet::new();
    for it in seen {
        let mut before = None;
        for member in members(it.node) {
            let key = member.key.as_str();
            if known.insert(key)
                && let Some(behind) = next.insert(before, key)
            {
                next.insert(Some(key), behind);
            }
            before = Some(key);
        }
    }
    std::iter::successors(next.get(&None), |key| next.get(&Some(**key))).copied().collect()
}
