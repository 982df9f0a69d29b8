use super::super::{JsonDocument, read};
use crate::sample::TextEdit;

mod property;

/// The texts after `fixes`: the edits of one text, each in its place.
fn apply(text: &str, fixes: &[TextEdit]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for fix in fixes {
        out += &text[at..fix.span.start];
        out += &fix.replacement;
        at = fix.span.end;
    }
    out + &text[at..]
}

/// The values and what was repaired, with lines; what all fixes together make must be sound and mean the same.
fn read_and_fix(text: &str) -> (String, Vec<String>) {
    let JsonDocument { roots, repairs, .. } = read(text);
    let values: Vec<String> = roots.iter().map(|root| root.to_json().to_string()).collect();
    let reported = repairs.iter().map(|repair| {
        let line = text[..repair.at].matches('\n').count() + 1;
        format!("{line}: {}", repair.describe())
    });
    let reported = reported.collect();
    let fixes: Option<Vec<TextEdit>> = repairs.iter().map(|repair| repair.fix.clone()).collect();
    if let (Some(mut fixes), [_]) = (fixes, roots.as_slice()) {
        fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
        let fixed = apply(text, &fixes);
        let again: serde_json::Value =
            serde_json::from_str(&fixed).unwrap_or_else(|e| panic!("{e} in {fixed}"));
        assert_eq!(again.to_string(), values[0], "{fixed}");
    }
    (values.join(" "), reported)
}

fn check(text: &str, value: &str, reported: &[&str]) {
    let (values, found) = read_and_fix(text);
    assert_eq!(
        (values.as_str(), found),
        (value, reported.iter().map(ToString::to_string).collect()),
        "{text}"
    );
}

#[test]
fn quotes_that_are_missing() {
    check("{\n  \"a\": \"x y,\n  \"b\": 1\n}", r#"{"a":"x y","b":1}"#, &["2: missing closing quote"]);
    check("{\n  \"a\": \"{X}\n}", r#"{"a":"{X}"}"#, &["2: missing closing quote"]);
    check("{\n  \"a\": {X}\",\n  \"b\": 1\n}", r#"{"a":"{X}","b":1}"#, &["2: missing opening quote"]);
    check("{\n  \"a\": [!x] y\"\n}", r#"{"a":"[!x] y"}"#, &["2: missing opening quote"]);
    check("{\n  \"a: \"x\"\n}", r#"{"a":"x"}"#, &["2: missing closing quote"]);
    check("{\n  a\": \"x\"\n}", r#"{"a":"x"}"#, &["2: missing opening quote"]);
    check("[\"a, \"b\"]", r#"["a","b"]"#, &["1: missing closing quote"]);
    check(
        "{\"a\": \"one, two: three, \"b\": 1}",
        r#"{"a":"one, two: three","b":1}"#,
        &["1: missing closing quote"],
    );
    check("{\"t\": \"\\\"a-b\\\", \"u\": 1}", r#"{"t":"\"a-b\"","u":1}"#, &["1: missing closing quote"]);
    // The comma went with the quote: one fault.
    check("{\n  \"a\": \"x\n  \"b\": 1\n}", r#"{"a":"x","b":1}"#, &["2: missing closing quote"]);
}

#[test]
fn commas_and_colons() {
    check("{\n  \"a\": \"x\"\n  \"b\": 1\n}", r#"{"a":"x","b":1}"#, &["2: missing comma"]);
    check("[1 2]", "[1,2]", &["1: missing comma"]);
    check("[\n  {\"a\": 1}\n  {\"a\": 2}\n]", r#"[{"a":1},{"a":2}]"#, &["2: missing comma"]);
    check("{\"a\" 1}", r#"{"a":1}"#, &["1: missing colon"]);
    check("{\n  \"a\": 1,\n}", r#"{"a":1}"#, &["2: trailing comma"]);
    check("[1, 2,]", "[1,2]", &["1: trailing comma (ambiguous)"]);
    check("{\"a\": 1,, \"b\": 2}", r#"{"a":1,"b":2}"#, &["1: comma with nothing before it"]);
    check("[1,, 2]", "[1,2]", &["1: comma with nothing before it (ambiguous)"]);
    check("{\"a\": , \"b\": 2}", r#"{"a":null,"b":2}"#, &["1: missing value (ambiguous)"]);
    check("{: 1}", r#"{"":1}"#, &["1: missing key (ambiguous)"]);
}

#[test]
fn openers_that_are_missing() {
    let text = "{\n  \"auth\": {\n    \"kind\": \"k\",\n    \"params\":\n      \"a\": 1,\n      \"b\": 2\n    }\n  },\n  \"c\": 3\n}";
    check(text, r#"{"auth":{"kind":"k","params":{"a":1,"b":2}},"c":3}"#, &["4: missing `{`"]);
    check("  \"a\": 1,\n  \"b\": 2\n}", r#"{"a":1,"b":2}"#, &["1: missing `{`"]);
    check("[\n  \"a\": 1\n  }\n]", r#"[{"a":1}]"#, &["2: missing `{`"]);
    check(
        "{\n  \"s\":\n    \"a\",\n    \"b\"\n  ],\n  \"c\": 1\n}",
        r#"{"s":["a","b"],"c":1}"#,
        &["2: missing `[`"],
    );
    check("{\"s\": {\"a\": 1}, {\"a\": 2}]}", r#"{"s":[{"a":1},{"a":2}]}"#, &["1: missing `[`"]);
    check("{\"a\": 1}, {\"b\": 2}]", r#"[{"a":1},{"b":2}]"#, &["1: missing `[`"]);
    // Both of them: what is left of an object shown in part.
    check("\"a\": {\n  \"b\": 1\n}", r#"{"a":{"b":1}}"#, &["1: missing `{`", "3: missing `}`"]);
}

#[test]
fn closers_that_are_missing_go_where_the_indentation_shows_the_end() {
    check("{\n  \"a\": {\n    \"b\": 1\n}", r#"{"a":{"b":1}}"#, &["4: missing `}`"]);
    check("{\n  \"a\": {\n    \"b\": 1,\n  \"c\": 2\n}", r#"{"a":{"b":1},"c":2}"#, &["4: missing `}`"]);
    // The line with the closer and its comma: one fault.
    check("{\n  \"a\": {\n    \"b\": 1\n  \"c\": 2\n}", r#"{"a":{"b":1},"c":2}"#, &["4: missing `}`"]);
    check("{\n  \"a\": [\n    \"b\"\n  \"c\": 2\n}", r#"{"a":["b"],"c":2}"#, &["4: missing `]`"]);
    let two = "{\n  \"a\": {\n    \"b\": [\n      1\n  },\n  \"c\": 2\n}";
    check(two, r#"{"a":{"b":[1]},"c":2}"#, &["5: missing `]`"]);
    check("{\n  \"a\": {\n    \"b\": 1\n  }", r#"{"a":{"b":1}}"#, &["4: missing `}`"]);
    check("{\n  \"a\": 1\n  ", r#"{"a":1}"#, &["3: missing `}`"]);
    check("{\"a\": [1, 2}", r#"{"a":[1,2]}"#, &["1: missing `]` (ambiguous)"]);
    check("{\"a\": {\"b\": 1, \"c\": 2}", r#"{"a":{"b":1,"c":2}}"#, &["1: missing `}` (ambiguous)"]);
    check("{\"a\": 1, \"c\": 2", r#"{"a":1,"c":2}"#, &["1: missing `}`"]);
    // Cut out of a command, a text has lost the indentation of its first line.
    let cut = "{\n        \"a\": {\n            \"b\": 1\n        \"c\": 2\n    }";
    check(cut, r#"{"a":{"b":1},"c":2}"#, &["4: missing `}`"]);
}

#[test]
fn closers_that_are_wrong() {
    check("{\n  \"a\": [\n    1\n  }\n]", r#"{"a":[1]}"#, &["4: closers in the wrong order"]);
    check("{\n  \"a\": [\n    1\n  },\n  \"b\": 2\n}", r#"{"a":[1],"b":2}"#, &["4: `}` where `]` belongs"]);
    check("{\"a\": 1}}", r#"{"a":1}"#, &["1: `}` closes nothing"]);
}

#[test]
fn what_is_no_json_but_is_often_shown() {
    check("{\"a\": 1, // one\n\"u\": \"http://x\"}", r#"{"a":1,"u":"http://x"}"#, &["1: comment in JSON"]);
    check("/* a\n*/ {\"a\": 1 # b\n}", r#"{"a":1}"#, &["1: comment in JSON", "2: comment in JSON"]);
    check("{\"a\": 1, ...}", r#"{"a":1}"#, &["1: ellipsis in JSON"]);
    check("[\n  1,\n  … and more\n]", "[1]", &["3: ellipsis in JSON"]);
    check("{\"a\": {...}, \"b\": \"...\"}", r#"{"a":{},"b":"..."}"#, &["1: ellipsis in JSON"]);
    check("{\"a\": 1}\n{\"a\": 2}", r#"{"a":1} {"a":2}"#, &["2: several values in a row"]);
    check("{\"a\": 1},\n{\"a\": 2},\n{}", r#"{"a":1} {"a":2} {}"#, &["1: several values in a row"]);
    check("HTTP/1.1 200 OK\nA: b\n\n{\"a\": 1}", r#"{"a":1}"#, &["1: text that is no JSON"]);
    check("\u{feff}{\"a\": 1}", r#"{"a":1}"#, &["1: blank that is none in JSON"]);
}

#[test]
fn literals_in_another_dress() {
    check(
        "{'a': 'it''s'}",
        r#"{"a":"it''s"}"#,
        &["1: string in single quotes", "1: string in single quotes", "1: unescaped quote in a string"],
    );
    check(
        "['it\\'s \"so\"']",
        r#"["it's \"so\""]"#,
        &["1: string in single quotes", "1: backslash that escapes nothing"],
    );
    check("{\"a\": “x”}", r#"{"a":"x"}"#, &["1: string in typographic quotes"]);
    check("{a: 1}", r#"{"a":1}"#, &["1: key without quotes"]);
    check(
        "{\"a\": {PORT}, \"b\": <int>}",
        r#"{"a":"{PORT}","b":"<int>"}"#,
        &["1: value without quotes", "1: value without quotes"],
    );
    check("{\"a\": {{port}}}", r#"{"a":"{{port}}"}"#, &["1: value without quotes"]);
    check("{\"u\": https://x.y/z?a=b}", r#"{"u":"https://x.y/z?a=b"}"#, &["1: value without quotes"]);
    check(
        "{\"a\": some words, \"b\": 007}",
        r#"{"a":"some words","b":"007"}"#,
        &["1: value without quotes", "1: value without quotes (ambiguous)"],
    );
    check(
        "[True, None]",
        "[true,null]",
        &["1: literal of another language", "1: literal of another language"],
    );
}

#[test]
fn strings_with_faults_within() {
    check("{\"a\": \"x\ny\"}", r#"{"a":"x\ny"}"#, &["1: line end in a string"]);
    check("{\"a\": \"x\n\ny\", \"b\": 1}", r#"{"a":"x\n\ny","b":1}"#, &["1: line end in a string"]);
    check("[\"x\ty\"]", r#"["x\ty"]"#, &["1: control character in a string"]);
    check("[\"C:\\dir\"]", r#"["C:\\dir"]"#, &["1: backslash that escapes nothing"]);
    check("{\"a\": \"say \"hi\" now\"}", r#"{"a":"say \"hi\" now"}"#, &["1: unescaped quote in a string"]);
}

#[test]
fn faults_do_not_hide_each_other() {
    let text = "{\n  \"a\": \"x\"\n  \"b\": {\n    \"c\": \"y,\n    \"d\":\n      \"e\": 1,\n    }\n  ,\n  \"f\": [1, 2\n}";
    let reported = [
        "2: missing comma",
        "4: missing closing quote",
        "5: missing `{`",
        "6: trailing comma",
        "8: missing `}`",
        "9: missing `]`",
    ];
    check(text, r#"{"a":"x","b":{"c":"y","d":{"e":1}},"f":[1,2]}"#, &reported);
}

#[test]
fn sloppy_indentation_is_no_fault() {
    let text = "{\n    \"a\": {\n    \"b\": \"x\",\n    \"c\": {\n        \"d\": 1\n        \"e\": 2\n        }\n    },\n    \"f\": {\n        \"g\": 1\n    }\n}";
    check(text, r#"{"a":{"b":"x","c":{"d":1,"e":2}},"f":{"g":1}}"#, &["5: missing comma"]);
}
