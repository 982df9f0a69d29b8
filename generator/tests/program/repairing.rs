//! Faulty JSON and shell, and what their author plainly meant.

use docwright::sample::json::{self, Node};
use docwright::sample::{Repair, curl};
use serde_json::Value;

fn reported(text: &str, repairs: &[Repair]) -> Vec<String> {
    let line = |repair: &Repair| text[..repair.at].matches('\n').count() + 1;
    repairs.iter().map(|repair| format!("{} {}", line(repair), repair.kind.describe())).collect()
}

#[test]
fn faulty_json_is_read_as_it_was_meant() {
    for (text, meant, repairs) in [
        ("{\n \"a\": \"x,\n \"b\": 1\n}", r#"{"a":"x","b":1}"#, vec!["2 missing closing quote"]),
        ("{\n \"a\": x\",\n \"b\": 1\n}", r#"{"a":"x","b":1}"#, vec!["2 missing opening quote"]),
        ("{\n \"a\": \"x\"\n \"b\": 1\n}", r#"{"a":"x","b":1}"#, vec!["2 missing comma"]),
        ("{\n \"a\" \"x\"\n}", r#"{"a":"x"}"#, vec!["2 missing colon"]),
        (
            "{\n \"p\":\n   \"a\": 1,\n   \"b\": 2\n },\n \"c\": 3\n}",
            r#"{"p":{"a":1,"b":2},"c":3}"#,
            vec!["2 missing `{`"],
        ),
        ("{\n \"p\": {\n   \"a\": 1\n}", r#"{"p":{"a":1}}"#, vec!["4 missing `}`"]),
        ("{\n \"l\": [\n  1, 2\n }\n]\n", r#"{"l":[1,2]}"#, vec!["4 closers in the wrong order"]),
        ("{\n \"a\": 1,\n}", r#"{"a":1}"#, vec!["2 trailing comma"]),
        ("{\n \"a\": 1 // one\n}", r#"{"a":1}"#, vec!["2 comment in JSON"]),
        ("{ 'a': 'x' }", r#"{"a":"x"}"#, vec!["1 string in single quotes", "1 string in single quotes"]),
        ("{ a: 1 }", r#"{"a":1}"#, vec!["1 key without quotes"]),
        ("{ \"a\": {ID} }", r#"{"a":"{ID}"}"#, vec!["1 value without quotes"]),
        (
            "{ \"a\": True, \"b\": None }",
            r#"{"a":true,"b":null}"#,
            vec!["1 literal of another language", "1 literal of another language"],
        ),
        (
            "{ “a”: “x” }",
            r#"{"a":"x"}"#,
            vec!["1 string in typographic quotes", "1 string in typographic quotes"],
        ),
        ("{\"a\": 1}", r#"{"a":1}"#, vec![]),
    ] {
        let document = json::read(text);
        let read = document.roots.first().map(Node::to_json);
        assert_eq!(read, serde_json::from_str::<Value>(meant).ok(), "{text}");
        assert_eq!(reported(text, &document.repairs), repairs, "{text}");
    }
}

#[test]
fn faulty_shell_is_read_as_it_was_meant() {
    for (text, method, url, headers, body, repairs) in [
        ("curl https://a.test/x", "GET", "https://a.test/x", vec![], None, vec![]),
        (
            "$ curl -XPUT 'https://a.test/{ID}' -d '{}'",
            "PUT",
            "https://a.test/{ID}",
            vec![],
            Some("{}"),
            vec![],
        ),
        (
            "curl --url https://a.test \\\n --header 'A: b' \\\n --data-raw '{\"a\": 1}'",
            "POST",
            "https://a.test",
            vec!["A: b"],
            Some("{\"a\": 1}"),
            vec![],
        ),
        (
            "curl -X POST https://a.test \\\n -H 'A: b'\n -d '{}'",
            "POST",
            "https://a.test",
            vec!["A: b"],
            Some("{}"),
            vec!["2 missing `\\` at the line's end"],
        ),
        (
            "curl https://a.test \\\n -H 'A: b' \\\n",
            "GET",
            "https://a.test",
            vec!["A: b"],
            None,
            vec!["2 dangling `\\`"],
        ),
        (
            "curl https://a.test -d '{\n \"a\": 1\n}\n",
            "POST",
            "https://a.test",
            vec![],
            Some("{\n \"a\": 1\n}"),
            vec!["3 unclosed shell quote"],
        ),
        ("curl https://a.test \\\r\n -H 'A: b'\r\n", "GET", "https://a.test", vec!["A: b"], None, vec![]),
    ] {
        let requests = curl::read(text);
        let [request] = requests.as_slice() else { panic!("{text}: {requests:?}") };
        let sent: Vec<String> =
            request.headers.iter().map(|it| format!("{}: {}", it.name, it.value)).collect();
        assert_eq!((request.method.as_str(), request.url.as_str()), (method, url), "{text}");
        assert_eq!(sent, headers, "{text}");
        assert_eq!(request.body.text().map(|body| body.text().trim_end()), body, "{text}");
        assert_eq!(reported(text, &request.repairs), repairs, "{text}");
    }
    assert_eq!(curl::read("curl https://a.test/1\n\n# then\ncurl https://a.test/2\n").len(), 2);
}

/// Texts in the shapes of docs: nested, with lists, with strings that hold marks.
const SOUND: &[&str] = &[
    "{\n  \"name\": \"A widget\",\n  \"auth\": {\n    \"specName\": \"Basic\",\n    \"params\": {\n      \"host\": \
     \"{HOST}\",\n      \"port\": 1521,\n      \"secure\": true\n    }\n  },\n  \"spec\": {\n    \"id\": \"d6-52\",\n    \
     \"version\": \"1.0\"\n  }\n}",
    "{\n    \"items\": [\n        {\n            \"id\": \"1\",\n            \"etag\": \"\\\"a-b\\\"\",\n            \
     \"state\": null\n        },\n        {\n            \"id\": \"2\",\n            \"size\": -1.5\n        }\n    ],\n    \
     \"next\": \"https://a.test/?a=b,c:d\"\n}",
    "[\n  { \"a\": 1, \"b\": [1, 2, 3] },\n  { \"a\": 2, \"b\": [] }\n]",
];

/// The marks of a text that hold it together: quotes, brackets, colons, commas.
fn marks(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut inside, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' if !escaped => {
                inside = !inside;
                found.push(at);
            }
            '{' | '}' | '[' | ']' | ':' | ',' if !inside => found.push(at),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    found
}

/// Any one mark taken away, the text is read as it was, or what is read is reported to be in doubt: never changed in
/// silence. The rate that is repaired outright is printed by `cargo test -p docwright --test program -- repairing --nocapture`.
#[test]
fn any_one_mark_may_be_missing() {
    let (mut tried, mut repaired, mut silent) = (0, 0, Vec::new());
    for text in SOUND {
        let meant: Value = serde_json::from_str(text).unwrap();
        for at in marks(text) {
            let broken = format!("{}{}", &text[..at], &text[at + 1..]);
            let document = json::read(&broken);
            let read = document.roots.first().map(Node::to_json);
            tried += 1;
            if read.as_ref() == Some(&meant) {
                repaired += 1;
            } else if document.repairs.is_empty() || !document.repairs.iter().any(|repair| repair.ambiguous) {
                silent.push(format!("{broken}\n→ {read:?}\n{:?}", reported(&broken, &document.repairs)));
            }
        }
    }
    println!("{repaired} of {tried} read as they were");
    assert!(silent.is_empty(), "{} of {tried} changed in silence:\n{}", silent.len(), silent.join("\n\n"));
    assert!(repaired * 10 >= tried * 9, "{repaired} of {tried}");
}

/// What no page should hold, and what none may break.
#[test]
fn nothing_is_too_odd_to_be_read() {
    let deep = "[".repeat(100_000);
    let closed = format!("{deep}{}", "]".repeat(100_000));
    let keys = "{\"a\":".repeat(50_000);
    for text in [
        "",
        "{",
        "\"",
        "}{",
        "{,}",
        "[:]",
        "\\",
        "{\"a\": \"\\u12\"}",
        "\u{feff}{}",
        "{\0}",
        &deep,
        &closed,
        &keys,
    ] {
        let _ = json::read(text);
        let _ = curl::read(&format!("curl -d '{text}"));
    }
}
