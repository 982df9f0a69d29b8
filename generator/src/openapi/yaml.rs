//! JSON values to text of YAML, in their own order.
//!
//! A scalar is written plain only where every reader of YAML 1.1 and 1.2 takes it for the same text.

use serde_json::{Map, Value};

/// The text of a document.
pub(super) fn text(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Object(members) if !members.is_empty() => map(&mut out, members, 0),
        Value::Array(items) if !items.is_empty() => list(&mut out, items, 0),
        other => {
            out.push_str(&scalar(other, 0));
            out.push('\n');
        }
    }
    out
}

fn map(out: &mut String, members: &Map<String, Value>, depth: usize) {
    for (at, (key, value)) in members.iter().enumerate() {
        // the first member of a map in a list is in the line of the dash
        if at > 0 || !out.ends_with("- ") {
            indent(out, depth);
        }
        out.push_str(&line(key));
        out.push(':');
        below(out, value, depth);
    }
}

fn list(out: &mut String, items: &[Value], depth: usize) {
    for item in items {
        indent(out, depth);
        out.push_str("- ");
        match item {
            Value::Object(members) if !members.is_empty() => map(out, members, depth + 1),
            Value::Array(inner) if !inner.is_empty() => {
                out.pop();
                out.push('\n');
                list(out, inner, depth + 1);
            }
            other => {
                out.push_str(&scalar(other, depth + 1));
                out.push('\n');
            }
        }
    }
}

/// The value of a key, whose colon was written.
fn below(out: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            out.push('\n');
            map(out, members, depth + 1);
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            list(out, items, depth + 1);
        }
        other => {
            out.push(' ');
            out.push_str(&scalar(other, depth + 1));
            out.push('\n');
        }
    }
}

fn indent(out: &mut String, depth: usize) {
    out.extend(std::iter::repeat_n("  ", depth));
}

fn scalar(value: &Value, depth: usize) -> String {
    match value {
        Value::String(text) if is_block(text) => {
            let mut block = String::from("|-");
            for line in text.split('\n') {
                block.push('\n');
                if !line.is_empty() {
                    indent(&mut block, depth);
                    block.push_str(line);
                }
            }
            block
        }
        Value::String(text) => line(text),
        other => other.to_string(),
    }
}

/// A text in one line.
fn line(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    // what JSON leaves as it is and YAML takes for a line end, or for no text at all
    let is_odd = |c: char| {
        matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let quoted = Value::String(text.to_owned()).to_string();
    match quoted.contains(is_odd) {
        false => quoted,
        true => {
            let escaped = |c: char| match is_odd(c) {
                true => format!("\\u{:04x}", u32::from(c)),
                false => c.to_string(),
            };
            quoted.chars().map(escaped).collect()
        }
    }
}

/// Whether a text of several lines can be written as they are.
fn is_block(text: &str) -> bool {
    let is_sound = |c: char| {
        c == '\n'
            || !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    text.contains('\n')
        && !text.starts_with([' ', '\n'])
        && !text.ends_with('\n')
        && text.chars().all(is_sound)
        && !text.split('\n').any(|line| line.trim().is_empty() && !line.is_empty())
}

/// Words of letters that mean something else than themselves in some version of YAML.
const RESERVED: [&str; 10] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan"];

fn is_plain(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '_' | '$'));
    let may_be = |c: char| c.is_alphanumeric() || " _/.-,()'$;+=<>{}[]@".contains(c);
    let ends = text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ')' | '_' | '/' | '}'));
    starts
        && ends
        && text.chars().all(may_be)
        && !text.contains('\u{a0}')
        && !RESERVED.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::parse::parse;
    use super::*;
    use crate::source::File;

    #[test]
    fn what_is_written_is_read_again() {
        let texts = [
            "",
            "a",
            "true",
            "No",
            "1",
            "1.5",
            "-",
            "- a",
            "a: b",
            "a #b",
            "'",
            "\"",
            "\\",
            "{a}",
            "[a]",
            "/a/{b}",
            "é",
            "a\nb",
            "a\n\n  b",
            " a\nb",
            "a\n",
            "a\n \nb",
            "\t",
            "\u{85}",
            "\u{2028}",
            "\u{feff}x",
            "~",
            "x: ",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "a,b",
            "200",
            "0x1f",
            "1e3",
            "2020-01-01",
            "=",
            "<<",
            "null",
            "a\u{0}b",
            "a\r\nb",
            "😀",
            "`a`",
            "|",
            ">",
            "?",
            "a:",
        ];
        let mut members = Map::new();
        for text in texts {
            members.insert(text.to_owned(), text.into());
        }
        let inner = json!([[], {}, [[1, [2]], {"a": [], "b": {}, "c": [{"d": 1, "e": [null, true]}]}], texts.to_vec()]);
        let value = json!({ "a": members, "b": inner, "c": -1, "d": 1.5 });
        let mut problems = Vec::new();
        let read = parse(&File::new("x.yaml", text(&value)), &mut problems).unwrap();
        assert_eq!((read.to_json(), problems), (value, vec![]));
    }

    #[test]
    fn text_is_as_a_person_writes_it() {
        let value = json!({ "openapi": "3.1.0", "paths": { "/a/{b}": { "200": ["x", { "w": "two\nlines", "z": {} }] } } });
        let expected = "openapi: \"3.1.0\"\npaths:\n  /a/{b}:\n    \"200\":\n      - x\n      - w: |-\n          two\n          lines\n        z: {}\n";
        assert_eq!(text(&value), expected);
    }
}
