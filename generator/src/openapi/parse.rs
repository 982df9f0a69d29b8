//! Text of JSON or YAML to a tree with lines: the only user of the YAML parser.
//!
//! What is wrong with the text ends the tree where it is wrong, and is a problem; what was read before it stays.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};
use serde_json::Number;

use super::problem::Problem;
use super::tree::{MapEntry, SpecNode, SpecValue};
use crate::sample::json;
use crate::source::File;

/// Values beyond which aliases are not followed any more.
const MOST: usize = 2_000_000;

/// Lists and maps within each other beyond which a document is not read.
const DEEPEST: usize = 128;

/// Quoted texts that are indented anew, at most: for each the document is read again.
const MOST_INDENTED: usize = 50;

/// The tree of a document; none where there is nothing to read.
pub(super) fn parse(file: &File, problems: &mut Vec<Problem>) -> Option<SpecNode> {
    let text = file.text.trim_start_matches('\u{feff}');
    match text.trim_start().starts_with('{') {
        true => of_json(file, problems),
        false => of_yaml(text, problems),
    }
}

fn of_json(file: &File, problems: &mut Vec<Problem>) -> Option<SpecNode> {
    let document = json::read(&file.text);
    problems.extend(
        document
            .repairs
            .iter()
            .map(|it| Problem::at(file.line(it.at), format!("no JSON: {}", it.describe()))),
    );
    let root = document.roots.into_iter().next()?;
    Some(SpecNode::of_json(root, file))
}

/// What is open while YAML is read: the collections around the next event.
struct OpenCollection {
    node: SpecNode,
    /// Of a map: the key that waits for its value, and its line.
    key: Option<(String, usize)>,
    /// Whether members of another map were merged into it.
    is_merged: bool,
    anchor: usize,
}

impl OpenCollection {
    fn new(line: usize, value: SpecValue, anchor: usize) -> Self {
        Self { node: SpecNode { line, value }, key: None, is_merged: false, anchor }
    }
}

/// Reads YAML as most of its readers do, for which a quoted text may go on at the very left.
fn of_yaml(text: &str, problems: &mut Vec<Problem>) -> Option<SpecNode> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..MOST_INDENTED {
        let mut found = Vec::new();
        let (root, fault) = tree(&text, &mut found);
        let is_indentation = |fault: &ScanError| fault.info().ends_with("indentation in quoted scalar");
        let indented =
            fault.as_ref().filter(|it| is_indentation(it)).and_then(|it| indented(&text, it.marker()));
        match indented {
            Some(indented) => text = Cow::Owned(indented),
            None => {
                problems.extend(found);
                return root;
            }
        }
    }
    tree(&text, problems).0
}

/// The text with the lines of a quoted text farther to the right than all else, which says the same.
fn indented(text: &str, start: &Marker) -> Option<String> {
    let (before, quoted) =
        text.split_at_checked(text.char_indices().nth(start.index()).map(|(at, _)| at)?)?;
    let quote = quoted.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    // the second of two single quotes opens again what the first has closed
    let mut is_escaped = false;
    let mut ends = quoted.char_indices().skip(1).filter(|(_, c)| {
        let is_end = *c == quote && !is_escaped;
        is_escaped = *c == '\\' && quote == '"' && !is_escaped;
        is_end
    });
    let is_doubled =
        |at: usize| quote == '\'' && quoted.get(at + 1..).is_some_and(|it| it.starts_with(quote));
    let mut end = ends.next()?.0;
    while is_doubled(end) {
        ends.next();
        end = ends.next()?.0;
    }
    let (quoted, rest) = quoted.split_at_checked(end)?;
    let margin = format!("\n{}", " ".repeat(DEEPEST));
    quoted.contains('\n').then(|| [before, &quoted.replace('\n', &margin), rest].concat())
}

/// The tree of a text of YAML, and what ends it before its end.
fn tree(text: &str, problems: &mut Vec<Problem>) -> (Option<SpecNode>, Option<ScanError>) {
    let mut open: Vec<OpenCollection> = Vec::new();
    let mut anchors: HashMap<usize, SpecNode> = HashMap::new();
    let mut count = 0;
    let (mut root, mut fault) = (None, None);
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                problems.push(Problem::at(error.marker().line(), format!("no YAML: {}", error.info())));
                fault = Some(error);
                break;
            }
        };
        let line = span.start.line();
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => {
                let value = match style {
                    ScalarStyle::Plain => plain(&text),
                    _ => SpecValue::String(text.into_owned()),
                };
                (SpecNode { line, value }, anchor)
            }
            Event::Alias(anchor) => match anchors.get(&anchor) {
                Some(node) => {
                    count += size(node);
                    (SpecNode { line, value: node.value.clone() }, 0)
                }
                None => (SpecNode { line, value: SpecValue::Null }, 0),
            },
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= DEEPEST => {
                problems.push(Problem::at(line, format!("nested more than {DEEPEST} deep")));
                break;
            }
            Event::SequenceStart(anchor, _) => {
                open.push(OpenCollection::new(line, SpecValue::List(Vec::new()), anchor));
                continue;
            }
            Event::MappingStart(anchor, _) => {
                open.push(OpenCollection::new(line, SpecValue::Map(Vec::new()), anchor));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(closed) => (closed.node, closed.anchor),
                None => continue,
            },
            // of several documents the first counts
            Event::DocumentEnd => break,
            _ => continue,
        };
        count += 1;
        if count > MOST {
            problems.push(Problem::at(line, "aliases of aliases: too many values"));
            break;
        }
        if anchor > 0 {
            anchors.insert(anchor, node.clone());
        }
        match open.last_mut() {
            Some(holder) => holder.add(node),
            None => root = Some(node),
        }
    }
    // what was open where the text broke off is closed there
    while let Some(closed) = open.pop() {
        match open.last_mut() {
            Some(holder) => holder.add(closed.node),
            None => root = Some(closed.node),
        }
    }
    (root, fault)
}

impl OpenCollection {
    fn add(&mut self, node: SpecNode) {
        match (&mut self.node.value, self.key.take()) {
            (SpecValue::List(items), _) => items.push(node),
            (SpecValue::Map(_), None) => self.key = Some((node.scalar().unwrap_or_default(), node.line)),
            // the members of another map, which the map's own go before
            (SpecValue::Map(entries), Some((key, _))) if key == "<<" && !node.entries().is_empty() => {
                self.is_merged = true;
                for entry in node.entries() {
                    if !entries.iter().any(|known| known.key == entry.key) {
                        entries.push(entry.clone());
                    }
                }
            }
            (SpecValue::Map(entries), Some((key, line))) => {
                let known = self.is_merged.then(|| entries.iter_mut().find(|it| it.key == key)).flatten();
                match known {
                    Some(known) => known.value = node,
                    None => entries.push(MapEntry { key, line, value: node }),
                }
            }
            _ => {}
        }
    }
}

/// How many values there are in one.
fn size(node: &SpecNode) -> usize {
    let inner: usize = match &node.value {
        SpecValue::List(items) => items.iter().map(size).sum(),
        SpecValue::Map(entries) => entries.iter().map(|entry| size(&entry.value)).sum(),
        _ => 0,
    };
    inner + 1
}

/// A scalar without quotes, by YAML's core schema.
fn plain(text: &str) -> SpecValue {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return SpecValue::Null,
        "true" | "True" | "TRUE" => return SpecValue::Bool(true),
        "false" | "False" | "FALSE" => return SpecValue::Bool(false),
        _ => {}
    }
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    let number = || {
        let digits = text.strip_prefix('+').unwrap_or(text);
        let whole = digits.parse::<i64>().ok().map(Number::from);
        let whole = whole.or_else(|| digits.parse::<u64>().ok().map(Number::from));
        whole.or_else(|| Number::from_f64(digits.parse::<f64>().ok()?))
    };
    match is_number.then(number).flatten() {
        Some(number) => SpecValue::Number(number),
        None => SpecValue::String(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> (serde_json::Value, usize) {
        let mut problems = Vec::new();
        let tree = parse(&File::new("x", text), &mut problems);
        (tree.map_or(serde_json::Value::Null, |tree| tree.to_json()), problems.len())
    }

    #[test]
    fn scalars_are_those_of_the_core_schema() {
        let text = "a: 1\nb: '1'\nc: 1.5\nd: yes\ne: true\nf: ~\ng: 2020-01-01\nh: |\n  x\n  y\ni: -3\nj: \"\\u00e9\"\nk: 1e400\n200: ok\n";
        let expected = json!({
            "a": 1, "b": "1", "c": 1.5, "d": "yes", "e": true, "f": null, "g": "2020-01-01", "h": "x\ny\n", "i": -3,
            "j": "é", "k": "1e400", "200": "ok",
        });
        assert_eq!(read(text), (expected, 0));
    }

    #[test]
    fn anchors_and_merge_keys_are_followed() {
        let text = "a: &a {x: 1, y: 2}\nb: *a\nc:\n  <<: *a\n  y: 3\n";
        let pair = json!({ "x": 1, "y": 2 });
        let expected = json!({ "a": pair, "b": pair, "c": { "x": 1, "y": 3 } });
        assert_eq!(read(text), (expected, 0));
    }

    #[test]
    fn lines_are_those_of_the_text() {
        for text in ["a:\n  - b: 1\n", "{\n  \"a\": [{ \"b\": 1 }] }"] {
            let tree = parse(&File::new("x", text), &mut Vec::new()).unwrap();
            let b = tree.get("a").unwrap().items()[0].entry("b").unwrap();
            assert_eq!((b.key.as_str(), b.line), ("b", 2), "{text}");
        }
    }

    #[test]
    fn what_is_read_before_a_fault_stays() {
        let (tree, problems) = read("a: 1\nb: [1, 2\nc: {\n");
        assert_eq!((tree.get("a"), problems), (Some(&json!(1)), 1));
        let (tree, problems) = read("{\"a\": 1, \"b\": [1, 2}");
        assert_eq!((tree.get("a"), problems > 0), (Some(&json!(1)), true));
    }

    #[test]
    fn quoted_texts_may_go_on_at_the_left() {
        let text = "a:\n  b: \"one\n  two\n\nthree \\\" four\"\n  c: 'it''s\nso'\nd: 1\n";
        let expected = json!({ "a": { "b": "one two\nthree \" four", "c": "it's so" }, "d": 1 });
        assert_eq!(read(text), (expected, 0));
    }

    #[test]
    fn a_bomb_is_a_problem() {
        let mut bomb = String::from("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (this, last) in "bcdefghijk".chars().zip("abcdefghij".chars()) {
            bomb.push_str(&format!("{this}: &{this} [{}]\n", vec![format!("*{last}"); 9].join(",")));
        }
        assert_eq!(read(&bomb).1, 1);
        assert_eq!(read(&"[".repeat(100_000)).1, 1);
    }
}
