use super::{JsonDocument, Value, read};
use crate::sample::RepairKind;

fn sound(text: &str) -> serde_json::Value {
    let JsonDocument { roots, repairs, .. } = read(text);
    assert_eq!(repairs, [], "{text}");
    let [root] = roots.as_slice() else { panic!("{} roots in {text}", roots.len()) };
    root.to_json()
}

#[test]
fn sound_text_is_read_as_any_reader_reads_it() {
    let texts = [
        "null",
        " true ",
        "\"\"",
        "-12.5e-3",
        "[]",
        "{}",
        "[1, [2, [3]], {\"a\": {}}]",
        "{\"a\": \"b\", \"c\": [true, false, null], \"d\": 18446744073709551615}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00 é 😀\"",
        "\r\n\t{\r\n\t\"a\"\t:\t1\r\n}\n",
        "{\"etag\": \"\\\"4500-0000\\\"\"}",
    ];
    for text in texts {
        assert_eq!(sound(text), serde_json::from_str::<serde_json::Value>(text).unwrap(), "{text}");
    }
}

#[test]
fn whatever_a_strict_reader_rejects_needs_a_repair() {
    let texts = [
        "[1,]",
        "{\"a\":1,}",
        "[01]",
        "[1.]",
        "[.5]",
        "[+1]",
        "[1e]",
        "\"a\tb\"",
        "\"\\x\"",
        "\"\\u12\"",
        "[True]",
        "\"\\ud800\"",
        "'a'",
        "{a: 1}",
        "[1] [2]",
        "[1 2]",
        "// x\n1",
        "\u{feff}{}",
        "[\u{a0}1]",
        "{\"a\"}",
    ];
    for text in texts {
        assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text} is sound");
        assert_ne!(read(text).repairs, [], "{text}");
    }
}

#[test]
fn every_part_knows_where_it_stands() {
    let text = "{ \"a\": [10, \"x\\ty\"],\n \"b\" : {} }";
    let root = &read(text).roots[0];
    assert_eq!(&text[root.span.clone()], text);
    let a = root.member("a").unwrap();
    assert_eq!(&text[a.key_span.clone()], "\"a\"");
    assert_eq!(&text[a.value.span.clone()], "[10, \"x\\ty\"]");
    let Value::Array(elements) = &a.value.value else { panic!("{a:?}") };
    assert_eq!(&text[elements[0].span.clone()], "10");
    assert_eq!(&text[elements[1].span.clone()], "\"x\\ty\"");
    assert_eq!(&text[root.member("b").unwrap().value.span.clone()], "{}");
}

#[test]
fn leaves_have_dotted_paths_and_stand_where_they_say() {
    let text = r#"{"id": 1, "auth": {"params": {"host": "h", "none": {}}}, "items": [{"id": 2}, {"id": 3}], "m": [[4]]}"#;
    let root = &read(text).roots[0];
    let leaves = root.leaves();
    let paths: Vec<_> = leaves.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["id", "auth.params.host", "auth.params.none", "items[].id", "items[].id", "m[][]"]);
    let texts: Vec<_> = leaves.iter().map(|(_, leaf)| &text[leaf.span.clone()]).collect();
    assert_eq!(texts, ["1", "\"h\"", "{}", "2", "3", "4"]);
}

#[test]
fn of_a_repeated_key_the_last_counts() {
    let text = r#"{"a": 1, "b": {"a": 2}, "a": 3, "a": 4}"#;
    let document = read(text);
    assert_eq!(document.roots[0].to_json(), serde_json::json!({"a": 4, "b": {"a": 2}}));
}

#[test]
fn text_too_deep_to_walk_is_kept_as_text() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let document = read(&deep);
        assert_eq!(document.repairs.len(), 1);
        assert_eq!(document.repairs[0].describe(), "nested too deep");
        let leaf = document.roots[0].leaves()[0].1;
        assert!(matches!(&leaf.value, Value::String(text) if *text == deep[leaf.span.clone()]));
        assert_eq!(document.clone(), document);
        // Without its closers it is as deep.
        assert_eq!(read(&open.repeat(100_000)).roots.len(), 1);
    }
}

#[test]
fn text_without_a_value_has_no_root() {
    for text in ["", " \n ", "just a few words", "HTTP/1.1 204 No Content\nDate: today\n"] {
        assert_eq!(read(text).roots, [], "{text}");
    }
}

#[test]
fn what_is_left_out_is_read_over() {
    for (text, expected) in [
        ("{\"a\": 1, ...}", "{\"a\":1}"),
        ("{\n  \"a\": 1,\n  // ... more of them\n}", "{\"a\":1}"),
        ("{\n  \"a\": 1, // …\n  \"b\": 2 /* ... */\n}", "{\"a\":1,\"b\":2}"),
        ("[\n  {\"a\": 1},\n  # ...\n  {\"a\": 2}\n]", "[{\"a\":1},{\"a\":2}]"),
        ("{\"a\": {...}, \"b\": [ … ]}", "{\"a\":{},\"b\":[]}"),
    ] {
        let document = read(text);
        assert_eq!(document.roots[0].to_json().to_string(), expected, "{text}");
        assert!(
            document.repairs.iter().all(|it| it.kind == RepairKind::Ellipsis && it.fix.is_none()),
            "{text}"
        );
        assert_ne!(document.repairs, []);
    }
}

#[test]
fn numbers_keep_all_their_digits() {
    let text = "[123456789012345678901234567890, 1.50, 1e999, 3.14159265358979323846]";
    let document = read(text);
    assert_eq!(document.repairs, []);
    let Value::Array(items) = &document.roots[0].value else { panic!("{document:?}") };
    let digits: Vec<&str> = items.iter().map(|item| &text[item.span.clone()]).collect();
    let kept = items.iter().map(|item| match &item.value {
        Value::Number(number) => number.text(),
        other => panic!("{other:?}"),
    });
    assert_eq!(kept.collect::<Vec<_>>(), digits);
}
