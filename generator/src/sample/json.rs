//! JSON text, sound or faulty, to a tree of nodes that know where they are.
//!
//! Sound text takes the strict way and costs nothing extra. Any other goes through `repair`, which gives the
//! tokens that its author meant; both ways end in `build`. Spans are byte ranges into the text given.

use std::borrow::Cow;

use crate::sample::Repair;
use crate::source::Span;

mod build;
mod decode;
mod number;
mod repair;
mod strict;
mod token;

pub use number::JsonNumber;

/// A value and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// From the first byte of the value to just past its last, quotes and brackets included.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A JSON value whose parts know where they are.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(JsonNumber),
    /// A string, unescaped.
    String(String),
    /// The elements.
    Array(Vec<Node>),
    /// The members in the order written, repeated keys included.
    Object(Vec<Member>),
}

/// One `"key": value` of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The key, unescaped.
    pub key: String,
    /// Where the key is, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// What a text holds: usually one root.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JsonDocument {
    /// The values, in order. None in a text without any, several where values are in a row.
    pub roots: Vec<Node>,
    /// What had to be repaired, by place; empty if the text is sound as it is.
    pub repairs: Vec<Repair>,
}

/// Reads `text` as its author plainly meant it. Never fails: what cannot be read is a repair.
pub fn read(text: &str) -> JsonDocument {
    let sound = build::build(text, strict::tokens(text));
    match sound {
        Some(built) if built.roots.len() == 1 => built.into_document(Vec::new()),
        _ => {
            let repaired = repair::repair(text);
            let built = build::build(text, repaired.tokens.into_iter().map(Some)).unwrap_or_default();
            built.into_document(repaired.repairs)
        }
    }
}

/// The path of a [leaf](Node::leaves) as rows name it: without the marks of lists.
pub fn field_path(leaf: &str) -> Cow<'_, str> {
    match leaf.as_bytes().windows(2).any(|pair| pair == b"[]") {
        true => leaf.replace("[]", "").trim_start_matches('.').to_owned().into(),
        false => leaf.trim_start_matches('.').into(),
    }
}

impl Node {
    /// Puts all spans where `place` says that they are.
    // Recursive, as the tree's depth is bounded by `build::MAX_DEPTH`.
    pub fn place(&mut self, place: &dyn Fn(&Span) -> Span) {
        self.span = place(&self.span);
        match &mut self.value {
            Value::Array(elements) => elements.iter_mut().for_each(|element| element.place(place)),
            Value::Object(members) => members.iter_mut().for_each(|member| {
                member.key_span = place(&member.key_span);
                member.value.place(place);
            }),
            _ => {}
        }
    }

    /// The plain value. Of a repeated key the last one counts, as it does for JSON readers.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Number(value) => value.to_json(),
            Value::String(value) => value.as_str().into(),
            Value::Array(elements) => elements.iter().map(Node::to_json).collect(),
            Value::Object(members) => {
                members.iter().map(|member| (member.key.clone(), member.value.to_json())).collect()
            }
        }
    }

    /// The member of an object by its key; the last one if the key is repeated.
    pub fn member(&self, key: &str) -> Option<&Member> {
        match &self.value {
            Value::Object(members) => members.iter().rev().find(|member| member.key == key),
            _ => None,
        }
    }

    /// Calls `each` with every value that holds no other, and its [path as rows name it](field_path).
    pub fn fields<'n>(&'n self, each: &mut impl FnMut(&str, &'n Node)) {
        const LONG: usize = 64;
        self.each_field(&mut String::with_capacity(LONG), each);
    }

    /// Recursive, as the tree's depth is bounded by [`build::MAX_DEPTH`].
    fn each_field<'n>(&'n self, path: &mut String, each: &mut impl FnMut(&str, &'n Node)) {
        match &self.value {
            Value::Array(elements) if !elements.is_empty() => {
                elements.iter().for_each(|element| element.each_field(path, each));
            }
            Value::Object(members) if !members.is_empty() => {
                for Member { key, value, .. } in members {
                    let parent = path.len();
                    match parent {
                        0 => path.push_str(key.trim_start_matches('.')),
                        _ => {
                            path.push('.');
                            path.push_str(key);
                        }
                    }
                    if key.as_bytes().contains(&b'[') {
                        *path = field_path(path).into_owned();
                    }
                    value.each_field(path, each);
                    path.truncate(parent);
                }
            }
            _ => each(path, self),
        }
    }

    /// Every value that holds no other, with its dotted path: `auth.params.host`, `items[].id`.
    pub fn leaves(&self) -> Vec<(String, &Node)> {
        let mut found = Vec::new();
        self.collect_leaves(String::new(), &mut found);
        found
    }

    /// Recursive, as the tree's depth is bounded by [`build::MAX_DEPTH`].
    fn collect_leaves<'n>(&'n self, path: String, found: &mut Vec<(String, &'n Node)>) {
        match &self.value {
            Value::Array(elements) if !elements.is_empty() => {
                for element in elements {
                    element.collect_leaves(format!("{path}[]"), found);
                }
            }
            Value::Object(members) if !members.is_empty() => {
                for Member { key, value, .. } in members {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    value.collect_leaves(path, found);
                }
            }
            _ => found.push((path, self)),
        }
    }
}

#[cfg(test)]
mod tests;
