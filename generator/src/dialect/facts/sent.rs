//! Which samples send a field, looked up by its dotted path.

use std::ops::Range;

use std::collections::HashMap;

use crate::dialect::facts::PageFacts;
use crate::sample::json::{Node, Value};

/// The fields that a page's requests send, objects and lists among them. Of a list it is the first item that has a field
/// which counts, of a repeated key the last.
#[derive(Debug, Default)]
pub struct SampleIndex<'a> {
    /// By path: which one it is.
    paths: HashMap<String, usize>,
    /// Of each path, and behind the last: where its fields begin.
    starts: Vec<usize>,
    /// Path by path: the bodies that have it, by their number, in page order.
    fields: Vec<(usize, &'a Node)>,
    /// Of each operation, in page order: the numbers of its bodies.
    operations: Vec<Range<usize>>,
}

impl<'a> SampleIndex<'a> {
    /// What a page sends.
    pub fn of(facts: &'a PageFacts) -> Self {
        let (mut sent, mut found) = (Self::default(), BodyFields::new());
        let mut bodies = 0;
        for operation in &facts.operations {
            let first = bodies;
            for body in operation.requests.iter().filter_map(|request| request.body.as_ref()) {
                found.add(body, bodies, None, &mut String::new());
                bodies += 1;
            }
            sent.operations.push(first..bodies);
        }
        let BodyFields { paths, last, mut fields } = found;
        fields.sort_by_key(|(path, ..)| *path);
        sent.starts = (0..=last.len()).map(|path| fields.partition_point(|(of, ..)| *of < path)).collect();
        sent.fields = fields.into_iter().map(|(_, body, node)| (body, node)).collect();
        Self { paths, ..sent }
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
        let own = self.paths.get(path).and_then(|path| {
            let start = *self.starts.get(*path)?;
            self.fields.get(start..*self.starts.get(path + 1)?)
        });
        own.unwrap_or_default()
    }
}

/// The fields of bodies while they are looked for.
struct BodyFields<'a> {
    paths: HashMap<String, usize>,
    /// Of each path: the last body that has it.
    last: Vec<usize>,
    /// Path, body and node, body by body.
    fields: Vec<(usize, usize, &'a Node)>,
}

impl<'a> BodyFields<'a> {
    /// Room for those of a page as most are.
    fn new() -> Self {
        const FIELDS: usize = 50;
        let (last, fields) = (Vec::with_capacity(FIELDS), Vec::with_capacity(FIELDS));
        Self { paths: HashMap::with_capacity(FIELDS), last, fields }
    }

    /// Recursive, as the depth of bodies is bounded. `key` is what the node is called in its object, if it has one.
    fn add(&mut self, node: &'a Node, body: usize, key: Option<&str>, path: &mut String) {
        let before = path.len();
        if let Some(key) = key {
            if before > 0 {
                path.push('.');
            }
            path.push_str(key);
            self.field(node, body, path);
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

    fn field(&mut self, node: &'a Node, body: usize, path: &str) {
        let at = match self.paths.get(path) {
            Some(known) => *known,
            None => {
                self.paths.insert(path.to_owned(), self.last.len());
                self.last.push(usize::MAX);
                self.last.len() - 1
            }
        };
        if let Some(last) = self.last.get_mut(at).filter(|last| **last != body) {
            *last = body;
            self.fields.push((at, body, node));
        }
    }
}
