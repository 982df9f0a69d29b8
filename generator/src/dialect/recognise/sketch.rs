//! JSON whose values are words for types: `{"id": integer, "name": string}`. It is a sketch of what is sent or answered, and is
//! read as a value of each type.

use std::borrow::Cow;
use std::collections::HashSet;

use super::types;
use crate::dialect::Dialect;
use crate::dialect::facts::field::JsonKind;
use crate::dialect::words::fold;
use crate::sample::json::{self, JsonDocument, JsonNumber, Node, Value};
use crate::sample::{Repair, RepairKind};

/// Reads JSON, a sketch as what it sketches: of one nothing needs to be repaired.
pub(in crate::dialect) fn read(text: &str, dialect: &Dialect) -> JsonDocument {
    let plain = without_remarks(text, dialect);
    let mut document = json::read(&plain);
    let mut words = TypeWordCounts::default();
    // what needs no repairing has its words in quotes, and most of it has another value too
    if !document.repairs.is_empty() || !document.roots.iter().any(has_literal) {
        document.roots.iter().for_each(|root| words.count(root, "", 0, &plain, dialect));
    }
    if words.is_sketch() {
        document.roots.iter_mut().for_each(|root| settle(root, "", dialect));
        document.repairs.clear();
        return document;
    }
    match plain {
        Cow::Borrowed(_) => document,
        Cow::Owned(_) => json::read(text),
    }
}

/// Reads JSON that is answered: what stands in it for a value without quotes, as `<kite>`, is of any type.
pub(in crate::dialect) fn read_answer(text: &str, dialect: &Dialect) -> JsonDocument {
    let mut document = read(text, dialect);
    let mut stand_ins = HashSet::new();
    document.roots.iter_mut().for_each(|root| open_stand_ins(root, text, &mut stand_ins, dialect));
    let stands_in = |repair: &Repair| stand_ins.contains(&repair.at);
    document.repairs.retain(|repair| repair.kind != RepairKind::UnquotedValue || !stands_in(repair));
    document
}

/// Recursive, as the tree's depth is bounded.
fn open_stand_ins(node: &mut Node, text: &str, found: &mut HashSet<usize>, dialect: &Dialect) {
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(|item| open_stand_ins(item, text, found, dialect)),
        Value::Object(members) => {
            members.iter_mut().for_each(|it| open_stand_ins(&mut it.value, text, found, dialect));
        }
        Value::String(word) => {
            let is_one = word.len() > 2 && word.starts_with('<') && word.ends_with('>');
            let is_one = is_one && kinds(word, dialect).is_none();
            if is_one && text.get(node.span.clone()).is_some_and(|raw| raw.starts_with('<')) {
                found.insert(node.span.start);
                node.value = Value::Null;
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The values of a document, by what they are.
#[derive(Default)]
struct TypeWordCounts {
    /// TypeWordCounts for types without quotes, and other words.
    bare: usize,
    other_bare: usize,
    /// TypeWordCounts for types in quotes, those of them that are of no string, and those near the root.
    quoted: usize,
    no_strings: usize,
    outer: usize,
    /// Any other value.
    others: usize,
}

impl TypeWordCounts {
    /// Recursive, as the tree's depth is bounded.
    fn count(&mut self, node: &Node, key: &str, depth: usize, text: &str, dialect: &Dialect) {
        match &node.value {
            Value::Array(items) => items.iter().for_each(|item| self.count(item, key, depth, text, dialect)),
            Value::Object(members) => {
                members.iter().for_each(|it| self.count(&it.value, &it.key, depth + 1, text, dialect));
            }
            Value::String(word) => {
                let is_quoted =
                    text.get(node.span.clone()).is_some_and(|raw| raw.starts_with(['"', '\'', '“']));
                match (is_quoted, kinds(word, dialect)) {
                    (false, Some(_)) => self.bare += 1,
                    (false, None) => self.other_bare += 1,
                    // `"type": "string"` is a value
                    (true, Some(kinds)) if !dialect.variants.has(&fold(key)) => {
                        self.quoted += 1;
                        self.no_strings += usize::from(kinds != [JsonKind::String]);
                        self.outer += usize::from(depth <= 1);
                    }
                    (true, _) => self.others += 1,
                }
            }
            Value::Null => {}
            Value::Bool(_) | Value::Number(_) => self.others += 1,
        }
    }

    fn is_sketch(&self) -> bool {
        let is_quoted = self.quoted > 1 && self.no_strings > 0 && self.outer > 0;
        self.bare > self.other_bare || (is_quoted && self.others + self.other_bare == 0)
    }
}

/// Whether a value is a number, a boolean, or has one.
fn has_literal(node: &Node) -> bool {
    match &node.value {
        Value::Array(items) => items.iter().any(has_literal),
        Value::Object(members) => members.iter().any(|member| has_literal(&member.value)),
        Value::Bool(_) | Value::Number(_) => true,
        Value::String(_) | Value::Null => false,
    }
}

/// The kinds that a value which is a word for a type states.
fn kinds(word: &str, dialect: &Dialect) -> Option<Vec<JsonKind>> {
    const LONG: usize = 40;
    let word = bare(word);
    if word.len() > LONG || !word.starts_with(char::is_alphabetic) {
        return None;
    }
    let stated = types::read(word, dialect);
    let is_type = stated.refers_to.is_none() && types::names_kind(word, dialect);
    let is_sure = types::is_plain(word, dialect) || stated.kinds != [JsonKind::String];
    (is_type && is_sure).then_some(stated.kinds)
}

/// A word without the brackets that make it stand for a value: `<int>`.
fn bare(word: &str) -> &str {
    word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(word)
}

/// Puts a value of its type in the place of each word for one.
fn settle(node: &mut Node, key: &str, dialect: &Dialect) {
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(|item| settle(item, key, dialect)),
        Value::Object(members) => members.iter_mut().for_each(|it| settle(&mut it.value, &it.key, dialect)),
        Value::String(word) if !dialect.variants.has(&fold(key)) => {
            let stated = types::read(bare(word), dialect);
            let items = stated.items.as_slice();
            let node_of = |kind: &JsonKind| value(*kind).map(|value| Node { span: node.span.clone(), value });
            let found = match kinds(word, dialect).as_deref() {
                Some([JsonKind::Array]) => {
                    Some(Value::Array(items.iter().take(1).filter_map(node_of).collect()))
                }
                Some([kind]) => value(*kind),
                Some([JsonKind::Integer, JsonKind::Number]) => value(JsonKind::Number),
                // one of several: nothing is known
                Some(_) => Some(Value::Null),
                None => None,
            };
            if let Some(found) = found {
                node.value = found;
            }
        }
        _ => {}
    }
}

/// A value of a kind; none of a string, which the word is already.
fn value(kind: JsonKind) -> Option<Value> {
    Some(match kind {
        JsonKind::Array => Value::Array(Vec::new()),
        JsonKind::Boolean => Value::Bool(true),
        JsonKind::Integer => Value::Number(JsonNumber::read("0")?),
        JsonKind::Number => Value::Number(JsonNumber::read("0.5")?),
        JsonKind::Object => Value::Object(Vec::new()),
        JsonKind::String => return None,
    })
}

/// A text whose remarks behind words for types are blanks: `"state": string (one of: a, b),`.
fn without_remarks<'t>(text: &'t str, dialect: &Dialect) -> Cow<'t, str> {
    let mut plain = Cow::Borrowed(text);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((before, value)) = line.split_once(':') else { continue };
        let Some((word, remark)) = value.split_once('(') else { continue };
        let is_key =
            before.trim_end().ends_with(['"', '\'']) || before.trim().chars().all(char::is_alphanumeric);
        let Some(end) = remark.rfind(')').filter(|_| is_key && kinds(word.trim(), dialect).is_some()) else {
            continue;
        };
        let from = start + before.len() + 1 + word.len();
        plain.to_mut().replace_range(from..from + end + 2, &" ".repeat(end + 2));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sketches_are_read_as_what_they_sketch() {
        let dialect = Dialect::default_dialect().unwrap();
        for (text, expected) in [
            (
                "{\"id\": integer, \"ok\": bool, \"name\": string, \"tags\": array, \"at\": date,}",
                "{\"id\":0,\"ok\":true,\"name\":\"string\",\"tags\":[],\"at\":\"date\"}",
            ),
            (
                "{\n  \"id\": u64,\n  \"kind\": string (possible values: `a`, `b`),\n  \"rate\": float\n}",
                "{\"id\":0,\"kind\":\"string\",\"rate\":0.5}",
            ),
            ("[int, int, ...]", "[0,0]"),
            (
                "{\"name\": <string>, \"ttl\": <int>, \"off\": <bool>}",
                "{\"name\":\"<string>\",\"ttl\":0,\"off\":true}",
            ),
            ("{\"id\": \"integer\", \"name\": \"string\"}", "{\"id\":0,\"name\":\"string\"}"),
            ("{\"ids\": [\"integer\"], \"n\": \"number\"}", "{\"ids\":[0],\"n\":0.5}"),
        ] {
            let read = read(text, &dialect);
            assert_eq!(
                (read.roots[0].to_json().to_string().as_str(), read.repairs.len()),
                (expected, 0),
                "{text}"
            );
        }
        for text in [
            "{\"name\": \"age\", \"type\": \"integer\"}",
            "{\"properties\": {\"a\": {\"type\": \"integer\"}, \"b\": {\"type\": \"boolean\"}}}",
            "{\"columns\": {\"age\": \"integer\", \"rate\": \"float\"}}",
            "{\"word\": \"string\", \"count\": 5}",
            "{\"word\": searchterm}",
        ] {
            assert_eq!(read(text, &dialect), json::read(text), "{text}");
        }
    }
}
