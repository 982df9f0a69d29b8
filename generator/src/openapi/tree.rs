//! A document as a tree of values that know their lines, whichever of JSON and YAML it is written in.
//!
//! Knows nothing of OpenAPI.

use serde_json::Number;

use crate::sample::json;
use crate::source::File;

/// A value, and the line on which it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SpecNode {
    /// From 1.
    pub line: usize,
    /// The value.
    pub value: SpecValue,
}

/// A value of JSON.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SpecValue {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    List(Vec<SpecNode>),
    Map(Vec<MapEntry>),
}

/// One member of a map.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MapEntry {
    pub key: String,
    /// The line of the key.
    pub line: usize,
    pub value: SpecNode,
}

impl SpecNode {
    /// What a key holds, the first where it is written twice.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// A member by its key.
    pub fn entry(&self, key: &str) -> Option<&MapEntry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The members; none of what is no map.
    pub fn entries(&self) -> &[MapEntry] {
        match &self.value {
            SpecValue::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items; none of what is no list.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            SpecValue::List(items) => items,
            _ => &[],
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            SpecValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text of the string that a key holds.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Self::as_str)
    }

    /// Whether a key holds `true`.
    pub fn is_set(&self, key: &str) -> bool {
        self.get(key).is_some_and(|node| node.value == SpecValue::Bool(true))
    }

    /// A scalar as text.
    pub fn scalar(&self) -> Option<String> {
        match &self.value {
            SpecValue::String(text) => Some(text.clone()),
            SpecValue::Number(number) => Some(number.to_string()),
            SpecValue::Bool(flag) => Some(flag.to_string()),
            SpecValue::Null | SpecValue::List(_) | SpecValue::Map(_) => None,
        }
    }

    /// The same without lines.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            SpecValue::Null => serde_json::Value::Null,
            SpecValue::Bool(flag) => (*flag).into(),
            SpecValue::Number(number) => number.clone().into(),
            SpecValue::String(text) => text.clone().into(),
            SpecValue::List(items) => items.iter().map(Self::to_json).collect(),
            SpecValue::Map(entries) => {
                let members = entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json()));
                serde_json::Value::Object(members.collect())
            }
        }
    }

    /// A tree of JSON, with faults repaired.
    pub fn of_json(node: json::Node, file: &File) -> Self {
        let line = file.line(node.span.start);
        let value = match node.value {
            json::Value::Null => SpecValue::Null,
            json::Value::Bool(flag) => SpecValue::Bool(flag),
            json::Value::Number(number) => match number.to_json() {
                serde_json::Value::Number(number) => SpecValue::Number(number),
                other => SpecValue::String(other.as_str().unwrap_or_default().to_owned()),
            },
            json::Value::String(text) => SpecValue::String(text),
            json::Value::Array(items) => {
                SpecValue::List(items.into_iter().map(|item| Self::of_json(item, file)).collect())
            }
            json::Value::Object(members) => SpecValue::Map(
                members
                    .into_iter()
                    .map(|member| MapEntry {
                        line: file.line(member.key_span.start),
                        key: member.key,
                        value: Self::of_json(member.value, file),
                    })
                    .collect(),
            ),
        };
        Self { line, value }
    }
}
