//! Which samples send a field, looked up by its dotted path.

use std::ops::Range;

use foldhash::HashMap;

use super::facts::PageFacts;
use crate::sample::json::{Node, Value};

/// The fields that a page's requests send, objects and lists among them. Of a list it is the first item that has a field
/// which counts, of a repeated key the last.
#[derive(Debug, Default)]
pub struct Sent<'a> {
    /// By path: the bodies that have it, by their number, in page order.
    fields: HashMap<String, Vec<(usize, &'a Node)>>,
    /// Of each operation, in page order: the numbers of its bodies.
    operations: Vec<Range<usize>>,
}

impl<'a> Sent<'a> {
    /// What a page sends.
    pub fn of(facts: &'a PageFacts) -> Self {
        let mut sent = Self::default();
        let mut bodies = 0;
        for operation in &facts.operations {
            let first = bodies;
            for body in operation.requests.iter().filter_map(|request| request.body.as_ref()) {
                sent.add(body, bodies, None, &mut String::new());
                bodies += 1;
            }
            sent.operations.push(first..bodies);
        }
        sent
    }

    /// Recursive, as the depth of bodies is bounded. `key` is what the node is called in its object, if it has one.
    fn add(&mut self, node: &'a Node, body: usize, key: Option<&str>, path: &mut String) {
        let before = path.len();
        path.extend(key.filter(|_| before > 0).map(|_| "."));
        path.push_str(key.unwrap_or_default());
        if key.is_some() {
            match self.fields.get_mut(path.as_str()) {
                Some(known) if known.last().is_some_and(|(last, _)| *last == body) => {}
                Some(known) => known.push((body, node)),
                None => drop(self.fields.insert(path.clone(), vec![(body, node)])),
            }
        }
        match &node.value {
            Value::Array(items) => items.iter().for_each(|item| self.add(item, body, None, path)),
            Value::Object(members) => {
                members.iter().rev().for_each(|it| self.add(&it.value, body, Some(&it.key), path));
            }
            _ => {}
        }
        path.truncate(before);
    }

    /// A field in each body that has it, in page order.
    pub fn all(&self, path: &str) -> impl ExactSizeIterator<Item = &'a Node> + use<'_, 'a> {
        self.of_bodies(path).iter().map(|(_, node)| *node)
    }

    /// A field in each body of an operation that has it; the operation goes by its place on the page.
    pub fn by(&self, operation: usize, path: &str) -> impl Iterator<Item = &'a Node> + use<'_, 'a> {
        let bodies = self.operations.get(operation).cloned().unwrap_or_default();
        let all = self.of_bodies(path);
        let first = all.partition_point(|(body, _)| *body < bodies.start);
        let own = all.iter().skip(first).take_while(move |(body, _)| *body < bodies.end);
        own.map(|(_, node)| *node)
    }

    /// The operations that send a field, by their places on the page, in page order.
    pub fn senders(&self, path: &str) -> impl Iterator<Item = usize> + use<'_, 'a> {
        let of = |body: usize| self.operations.partition_point(|bodies| bodies.end <= body);
        let mut last = None;
        let senders = self.of_bodies(path).iter().map(move |(body, _)| of(*body));
        senders.filter(move |operation| last.replace(*operation) != Some(*operation))
    }

    fn of_bodies(&self, path: &str) -> &[(usize, &'a Node)] {
        self.fields.get(path).map_or(&[], Vec::as_slice)
    }
}
