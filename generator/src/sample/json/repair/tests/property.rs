//! Take sound text, take one token out of it: what is read is the original, or is reported as ambiguous.

use super::{read, read_and_fix};

/// In the shapes that docs show.
const SOUND: [&str; 6] = [
    r#"{"name": "A source", "auth": {"kind": "Basic", "params": {"host": "{HOST}", "port": 1521, "tls": true}}, "spec": {"id": "0a-1b", "version": "1.0"}}"#,
    r#"{"id": "4c-d3", "etag": "\"1700-00\"", "next": null}"#,
    r#"{"items": [{"id": "x-1", "tags": ["a", "b"], "auth": {"params": {"url": "https://a.b/c?d=e,f"}}}, {"id": "x-2", "tags": []}], "page": {"count": 2}}"#,
    r#"[{"op": "add", "path": "/a/b", "value": {"c": 1.5}}, {"op": "remove", "path": "/d"}]"#,
    r#"{"connection": "Host={HOST};Port={PORT};Sid={SID}", "scopes": ["read", "write"], "empty": {}}"#,
    r#"{"error": {"code": 400, "message": "Wrong host, see 'params': try again", "details": [{"field": "a.b", "reason": "none"}]}}"#,
];

/// A span and whether what is left of the text still shows what was there.
struct Part {
    start: usize,
    end: usize,
    shows: bool,
}

/// Every bracket, comma and colon, every quote mark, every literal.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        at += 1;
        match bytes[start] {
            b'"' => {
                while bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
                parts.push(Part { start, end: start + 1, shows: true });
                parts.push(Part { start: at - 1, end: at, shows: true });
                parts.push(Part { start, end: at, shows: false });
            }
            byte if byte.is_ascii_whitespace() => {}
            byte if b"{}[],:".contains(&byte) => parts.push(Part { start, end: at, shows: true }),
            _ => {
                while !b",}] \n".contains(&bytes[at]) {
                    at += 1;
                }
                parts.push(Part { start, end: at, shows: false });
            }
        }
    }
    parts
}

/// How many of the repairs gave the original: (certainly, with doubt, not).
fn rate(text: &str) -> (usize, usize, usize) {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let original = value.to_string();
    let (mut certain, mut doubted, mut other) = (0, 0, 0);
    for Part { start, end, shows } in parts(text) {
        let cut = format!("{}{}", &text[..start], &text[end..]);
        if serde_json::from_str::<serde_json::Value>(&cut).is_ok() {
            continue; // `[1]` without its 1: nothing shows that there was one.
        }
        let repairs = read(&cut).repairs;
        assert_ne!(repairs, [], "silent about {cut}");
        let ambiguous = repairs.iter().any(|repair| repair.ambiguous);
        let (read, reported) = read_and_fix(&cut);
        match (read == original, ambiguous) {
            (true, false) => certain += usize::from(shows),
            (true, true) => doubted += usize::from(shows),
            (false, ambiguous) => {
                assert!(ambiguous, "{reported:?}: {read} from {cut}");
                other += usize::from(shows);
            }
        }
    }
    (certain, doubted, other)
}

fn pretty(text: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    serde_json::to_string_pretty(&value).unwrap()
}

fn add(all: (usize, usize, usize), one: (usize, usize, usize)) -> (usize, usize, usize) {
    (all.0 + one.0, all.1 + one.1, all.2 + one.2)
}

#[test]
fn a_token_missing_from_text_in_lines_is_put_back() {
    for wider in [1, 2] {
        let texts = SOUND.iter().map(|text| pretty(text).replace("  ", &"  ".repeat(wider)));
        let (certain, doubted, other) = texts.map(|text| rate(&text)).fold((0, 0, 0), add);
        assert_eq!(other, 0, "all are put back");
        assert!(doubted * 100 <= certain, "{doubted} of {certain} in doubt");
    }
}

#[test]
fn a_token_missing_from_text_on_one_line_is_put_back_or_ambiguous() {
    let (certain, doubted, other) = SOUND.iter().map(|text| rate(text)).fold((0, 0, 0), add);
    let all = certain + doubted + other;
    assert!(
        (certain + doubted) * 100 >= all * 95 && certain * 100 >= all * 85,
        "{certain} {doubted} {other}"
    );
}

/// A few bytes changed at random, always the same ones: nothing panics, all spans lie in the text.
#[test]
fn no_text_is_too_faulty() {
    const PIECES: [&str; 24] = [
        "\"", "'", "{", "}", "[", "]", ",", ":", "\n", "\\", " ", "//", "...", "#", "“", "é", "\t", "/*",
        "*/", "1", "true", "{X}", "\\ud800", "\u{1}",
    ];
    let mut seed = 88_172_645_463_325_252_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap()
    };
    for round in 0..600 {
        let mut text = pretty(SOUND[round % SOUND.len()]);
        for _ in 0..=random(5) {
            let mut at = random(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            match random(2) {
                0 => text.insert_str(at, PIECES[random(PIECES.len())]),
                _ => drop(text.remove(at)),
            }
        }
        let document = read(&text);
        for root in &document.roots {
            assert!(root.leaves().iter().all(|(_, leaf)| text.get(leaf.span.clone()).is_some()), "{text}");
        }
        for repair in &document.repairs {
            let fixed = repair.fix.as_ref().is_none_or(|fix| text.get(fix.span.clone()).is_some());
            assert!(text.is_char_boundary(repair.at) && fixed, "{repair:?} in {text}");
        }
        let sound = serde_json::from_str::<serde_json::Value>(&text);
        assert_eq!(sound.is_ok(), document.repairs.is_empty() && document.roots.len() == 1, "{text}");
    }
}

/// Long text without any sense takes time in proportion, not more.
#[test]
fn hopeless_text_ends() {
    for piece in ["[}", "{a", "\"a\n", "\"a\": "] {
        let text = piece.repeat(10_000 / piece.len());
        assert_ne!(read(&text).repairs, [], "{piece}");
    }
}
