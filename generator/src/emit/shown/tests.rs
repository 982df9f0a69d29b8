//! Which values become examples, where they are said to stand, and how they are written.

use serde_json::{Value, json};

use super::Examples;
use crate::emit::names::ident;
use crate::emit::plan::Plan;
use crate::model::Api;

/// The examples that samples give the types of a source that sends `request` and is answered `response`: of each type
/// its name, and of each of its examples the title and the code.
fn examples(
    request: &Value,
    response: &Value,
    samples: &Value,
    is_shared: bool,
) -> Vec<(String, Vec<String>)> {
    let responses = json!([{ "status": 200, "body": response, "evidence": [] }]);
    let request = json!({ "schema": request, "required": true });
    let api = json!({
        "version": 1, "name": "Acme", "server": null, "headers": [], "sources": [{
            "module": "things", "page": "a.md", "page_id": null, "title": "Things", "description": null,
            "lifecycle": "ga", "notices": [], "operations": [{
                "name": "create", "summary": "", "method": "POST", "path": "/things", "headers": [],
                "parameters": [], "request_body": request, "responses": responses, "examples": samples,
                "evidence": [],
            }],
        }],
    });
    let api: Api = serde_json::from_value(api).unwrap();
    let plan = Plan::new(&api);
    let all = Examples::new(&plan.modules[0], &ident("acme"), is_shared, |_| true).unwrap();
    let shown = all.0.into_iter().map(|(name, shown)| {
        let shown = shown.into_iter().map(|it| format!("{}\n{}", it.title, it.lines.join("\n")));
        (name, shown.collect())
    });
    shown.collect()
}

fn object(name: &str, line: usize, properties: &[Value]) -> Value {
    json!({ "type": "object", "name": name, "properties": properties, "evidence": [sampled(line)] })
}

fn sampled(line: usize) -> Value {
    json!({ "page": "a.md", "line": line, "from": "sample" })
}

fn member(name: &str, schema: &Value, required: bool) -> Value {
    json!({
        "name": name, "ident": name, "path": name, "schema": schema, "required": required, "why": "every-sample",
        "descriptions": [], "constant": null, "dispute": null, "settled": null, "template": null, "evidence": [],
    })
}

fn sent(line: usize, body: &Value) -> Value {
    json!({ "page": "a.md", "line": line, "ordinal": 0, "request": { "url": "", "headers": [], "body": body } })
}

fn answered(line: usize, body: &Value) -> Value {
    json!({ "page": "a.md", "line": line, "ordinal": 0, "response": { "status": null, "body": body } })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

#[test]
fn examples_show_all_setters_with_as_few_samples_as_it_takes() {
    let properties = ["a", "b", "c"].map(|name| member(name, &text(), false));
    let item = object("Item", 12, &properties);
    let samples = json!([
        sent(10, &json!([{ "a": "1" }, { "a": "1", "b": "2" }])),
        sent(20, &json!([{ "c": "3" }, { "b": "2" }])),
    ]);
    let found = examples(&list(&item), &text(), &samples, false);
    // The second of a list stands somewhere below the fence, and so does what no evidence tells of.
    let expected = [
        "Line 10 of `a.md`:\nuse acme::things::Item;\nlet item = Item::default().a(\"1\").b(\"2\");",
        "Line 20 of `a.md`:\nuse acme::things::Item;\nlet item = Item::default().c(\"3\");",
    ];
    assert_eq!(found, [("Item".to_owned(), expected.map(str::to_owned).to_vec())]);
    let first = examples(&list(&item), &text(), &json!([sent(10, &json!([{ "a": "1" }]))]), false);
    assert!(first[0].1[0].starts_with("Line 12 of `a.md`:"), "{first:?}");
}

#[test]
fn long_answers_are_shortened_and_said_to_be() {
    let item = object("Item", 1, &[member("id", &text(), true), member("note", &text(), false)]);
    let answer = object("Answer", 1, &[member("items", &list(&item), true)]);
    let items: Vec<Value> =
        (0..40).map(|number| json!({ "id": number.to_string(), "note": "n".repeat(60) })).collect();
    let found = examples(&text(), &answer, &json!([answered(1, &json!({ "items": items }))]), false);
    let (name, shown) = &found[0];
    assert_eq!(name, "Answer");
    assert!(shown[0].starts_with("Line 1 of `a.md`, shortened:\n"), "{shown:?}");
    assert_eq!(shown[0].matches("\"id\"").count(), 1, "{shown:?}");
    assert!(shown[0].contains("nnn"), "a member was dropped where the first item is short: {shown:?}");

    let many: Vec<Value> = (0..40).map(|number| member(&format!("m{number}"), &text(), number < 2)).collect();
    let wide: Value = (0..40).map(|number| (format!("m{number}"), json!("x".repeat(9)))).collect();
    let found = examples(&text(), &object("Wide", 1, &many), &json!([answered(1, &wide)]), false);
    let json = "r#\"{ \"m0\": \"xxxxxxxxx\", \"m1\": \"xxxxxxxxx\" }\"#";
    assert!(found[0].1[0].contains(json), "{found:?}");
}

#[test]
fn deep_values_are_read_from_their_text_and_endless_ones_are_no_example() {
    let nested = |depth: usize| {
        let schema =
            (0..depth).fold(text(), |held, at| object(&format!("T{at}"), 1, &[member("a", &held, true)]));
        let json = (0..depth).fold(json!("x"), |held, _| json!({ "a": held }));
        examples(&schema, &text(), &json!([sent(1, &json)]), false)
    };
    let code = |found: Vec<(String, Vec<String>)>, name: &str| -> String {
        found.into_iter().find(|(known, _)| known == name).unwrap().1.remove(0)
    };
    assert!(code(nested(11), "T10").contains("let body = T10::new("));
    assert!(code(nested(20), "T19").contains("let body: T19 = serde_json::from_str(json)?;"));
    assert!(code(nested(20), "T1").contains("let a = T1::new(T0::new(\"x\"));"));

    let body = object("Body", 1, &[member("a", &text(), true)]);
    for (length, count) in [(9_000, 2), (11_000, 0)] {
        let json = json!({ "a": "x".repeat(length) });
        let answer = object("Answer", 1, &[member("a", &text(), true)]);
        let found = examples(&body, &answer, &json!([sent(1, &json), answered(9, &json)]), false);
        assert_eq!(found.len(), count, "{length}");
    }
}

#[test]
fn what_a_type_cannot_read_is_no_example() {
    let answer = object("Answer", 1, &[member("id", &text(), true)]);
    let samples =
        json!([answered(1, &json!({})), answered(5, &json!({ "id": 7 })), answered(9, &json!("x"))]);
    assert_eq!(examples(&text(), &answer, &samples, false), []);
    let samples = json!([answered(1, &json!({})), answered(5, &json!({ "id": "7" }))]);
    assert!(examples(&text(), &answer, &samples, false)[0].1[0].starts_with("Line 5 of `a.md`:"));
}

#[test]
fn what_is_shared_is_shown_where_its_source_is_compiled() {
    let answer = object("Answer", 1, &[member("id", &text(), true)]);
    let found = examples(&text(), &answer, &json!([answered(1, &json!({ "id": "7" }))]), true);
    let expected = "Line 1 of `a.md`:\n\
        # #[cfg(feature = \"things\")] {\n\
        use acme::things::Answer;\n\
        let answer: Answer = serde_json::from_str(r#\"{ \"id\": \"7\" }\"#)?;\n\
        assert_eq!(answer.id, \"7\");\n\
        # }\n\
        # Ok::<(), Box<dyn std::error::Error>>(())";
    assert_eq!(found, [("Answer".to_owned(), vec![expected.to_owned()])]);
}

#[test]
fn json_is_written_in_lines_that_fit() {
    let long = "x".repeat(40);
    let json = json!({ "a": [1, { "b": null }], "c": { "d": long, "e": [long] }, "f": [] });
    let expected = format!(
        "{{\n  \"a\": [ 1, {{ \"b\": null }} ],\n  \"c\": {{\n    \"d\": \"{long}\",\n    \"e\": [ \"{long}\" ]\n  }},\n  \"f\": []\n}}"
    );
    assert_eq!(super::json::lines(&json, 0, 0), expected);
    assert_eq!(serde_json::from_str::<Value>(&expected).unwrap(), json);
}
