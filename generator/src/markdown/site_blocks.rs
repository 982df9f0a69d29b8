//! Blocks of JSON between marks of a site, `[block:parameters]` up to `[/block]`, as the tables, the code, the headings and the notices
//! that they stand for.

use std::collections::BTreeMap;

use crate::source::{Excerpt, Span};

/// A text of the JSON: what it says, and where it is, quotes left out.
#[derive(Debug, Clone, Default)]
pub(super) struct BlockText {
    pub text: Excerpt,
    pub span: Span,
}

/// What a block stands for.
pub(super) enum SiteBlock {
    /// The cells of the header, and of each row.
    Table {
        header: Vec<BlockText>,
        rows: Vec<Vec<BlockText>>,
    },
    /// Code, with its language and its title.
    Codes(Vec<BlockCode>),
    Heading(BlockText),
    Notice {
        kind: String,
        text: BlockText,
    },
    /// Nothing that documents an API.
    Other,
}

/// The code of one tab.
#[derive(Debug, Default)]
pub(super) struct BlockCode {
    pub code: BlockText,
    pub language: BlockText,
    pub name: BlockText,
}

/// The name that the line opens a block by: `[block:code]`.
pub(super) fn opening(line: &str) -> Option<&str> {
    line.trim_end().strip_prefix("[block:")?.strip_suffix(']')
}

/// Whether a line closes a block.
pub(super) fn closes(line: &str) -> bool {
    line.trim_end() == "[/block]"
}

/// Reads the block of a name whose JSON is at a place of `source`.
pub(super) fn read(name: &str, source: &str, json: Span) -> SiteBlock {
    let members = members(source.get(json.clone()).unwrap_or_default(), json.start);
    let one = |key: &str| {
        let at = members.iter().position(|member| member.key == key)?;
        members.get(at).map(|member| member.value.clone())
    };
    match name {
        "parameters" => table(members),
        "code" => SiteBlock::Codes(codes(members)),
        "api-header" => one("title").map_or(SiteBlock::Other, SiteBlock::Heading),
        "callout" => match (one("type"), one("body")) {
            (kind, Some(text)) => {
                let kind = kind.map(|kind| kind.text.text().to_uppercase()).unwrap_or_default();
                SiteBlock::Notice { kind, text }
            }
            _ => SiteBlock::Other,
        },
        _ => SiteBlock::Other,
    }
}

/// `h-0` heads the first column, `2-0` is its third cell.
fn table(members: Vec<BlockMember>) -> SiteBlock {
    let mut header = BTreeMap::new();
    let mut rows: BTreeMap<usize, BTreeMap<usize, BlockText>> = BTreeMap::new();
    for BlockMember { key, value, .. } in members {
        let Some((row, column)) = key.split_once('-') else { continue };
        let Ok(column) = column.parse::<usize>() else { continue };
        match row.parse() {
            Ok(row) => drop(rows.entry(row).or_default().insert(column, value)),
            Err(_) if row == "h" => drop(header.insert(column, value)),
            Err(_) => {}
        }
    }
    let rows: Vec<Vec<BlockText>> = rows.into_values().map(|row| row.into_values().collect()).collect();
    SiteBlock::Table { header: header.into_values().collect(), rows }
}

fn codes(members: Vec<BlockMember>) -> Vec<BlockCode> {
    let mut codes: BTreeMap<usize, BlockCode> = BTreeMap::new();
    for BlockMember { object, key, value } in members {
        let code = codes.entry(object).or_default();
        match key.as_str() {
            "code" => code.code = value,
            "language" => code.language = value,
            "name" => code.name = value,
            _ => {}
        }
    }
    codes.into_values().filter(|code| !code.code.text.text().is_empty()).collect()
}

/// A member of an object that is a text.
struct BlockMember {
    /// Which object it is of, by where that begins.
    object: usize,
    key: String,
    value: BlockText,
}

/// The members of all objects of a JSON that are texts, in order.
fn members(json: &str, start: usize) -> Vec<BlockMember> {
    let mut members = Vec::new();
    let mut objects: Vec<usize> = Vec::new();
    let mut key: Option<BlockText> = None;
    let mut at = 0;
    while let Some(byte) = json.as_bytes().get(at).copied() {
        match byte {
            b'{' => objects.push(at),
            b'}' => drop(objects.pop()),
            b'"' => {
                let (text, end) = quoted(json, at, start);
                at = end;
                let is_key = json.get(at..).is_some_and(|rest| rest.trim_start().starts_with(':'));
                if is_key {
                    key = Some(text);
                } else if let (Some(key), Some(object)) = (key.take(), objects.last()) {
                    members.push(BlockMember {
                        object: *object,
                        key: key.text.text().to_owned(),
                        value: text,
                    });
                }
                continue;
            }
            // what is no text
            b',' => key = None,
            _ => {}
        }
        at += 1;
    }
    members
}

/// The text whose opening quote is at a place, and the place behind its closing one.
fn quoted(json: &str, open: usize, start: usize) -> (BlockText, usize) {
    let mut text = Excerpt::with_capacity(16);
    let mut at = open + 1;
    let mut from = at;
    while let Some(byte) = json.as_bytes().get(at).copied().filter(|byte| *byte != b'"') {
        if byte != b'\\' {
            at += 1;
            continue;
        }
        text.push(json.get(from..at).unwrap_or_default(), start + from);
        let (said, length) = escaped(json.get(at..).unwrap_or_default());
        text.push(&said.map(String::from).unwrap_or_default(), start + at);
        at += length;
        from = at;
    }
    text.push(json.get(from..at).unwrap_or_default(), start + from);
    (BlockText { text, span: start + open + 1..start + at.min(json.len()) }, at + 1)
}

/// The letter that an escape stands for, and how long that is.
fn escaped(text: &str) -> (Option<char>, usize) {
    let hex = |at: usize| text.get(at..at + 4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match text.as_bytes().get(1) {
        Some(b'n') => (Some('\n'), 2),
        Some(b't') => (Some('\t'), 2),
        Some(b'r' | b'b' | b'f') => (None, 2),
        Some(b'u') => match (hex(2), text.get(6..8), hex(8)) {
            (Some(high @ 0xd800..0xdc00), Some("\\u"), Some(low @ 0xdc00..0xe000)) => {
                (char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)), 12)
            }
            (Some(code), ..) => (char::from_u32(code), 6),
            (None, ..) => (None, 2),
        },
        Some(_) => {
            let letter = text.get(1..).and_then(|rest| rest.chars().next());
            (letter, 1 + letter.map_or(0, char::len_utf8))
        }
        None => (None, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_that_are_texts_are_read() {
        let json =
            r#"{"data": {"h-0": "A \"b\"", "0-0": "`c`\nd", "n": 2, "x": null}, "t": "\u00e9\ud83d\ude00"}"#;
        let shown: Vec<String> =
            members(json, 10).iter().map(|it| format!("{}={}", it.key, it.value.text.text())).collect();
        assert_eq!(shown, ["h-0=A \"b\"", "0-0=`c`\nd", "t=é😀"]);
        let spans: Vec<&str> = members(json, 0).iter().map(|it| &json[it.value.span.clone()]).collect();
        assert_eq!(spans, [r#"A \"b\""#, r"`c`\nd", r"\u00e9\ud83d\ude00"]);
    }

    #[test]
    fn broken_json_ends() {
        for json in ["{\"a", "{\"a\": \"\\", "{\"a\": \"\\u12", "}", "\"", "{\"a\": \"é\\é"] {
            members(json, 0);
        }
    }
}
