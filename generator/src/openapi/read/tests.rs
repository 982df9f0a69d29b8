use super::*;
use crate::model::{Operation, Schema};

fn document(text: &str) -> Document {
    read(&File::new("spec.yaml", text)).unwrap()
}

/// An operation in short: parameters, body and responses, each with its type; `!` is required, `?` nullable.
fn short(operation: &Operation) -> Vec<String> {
    let of = |schema: &Schema| match serde_json::to_value(schema).unwrap() {
        serde_json::Value::Object(members) => {
            let text = |key: &str| members.get(key).and_then(|it| it.as_str()).unwrap_or_default().to_owned();
            match schema {
                Schema::Named { name } => format!("named {name}"),
                Schema::Array { items } => format!("list of {}", kind(items)),
                Schema::Object(object) => {
                    let property = |it: &crate::model::Property| {
                        let required = if it.required { "!" } else { "" };
                        let nullable = if it.nullable { "?" } else { "" };
                        let fixed = it.constant.as_ref().map_or(String::new(), |it| format!("={}", it.value));
                        format!("{}: {}{required}{nullable}{fixed}", it.name, kind(&it.schema))
                    };
                    format!("{{{}}}", object.properties.iter().map(property).collect::<Vec<_>>().join(", "))
                }
                _ => text("type"),
            }
        }
        other => other.to_string(),
    };
    let mut lines = vec![format!("{} {} {}", operation.method, operation.path, operation.name)];
    for it in &operation.parameters {
        let required = if it.required { "!" } else { "" };
        let values = if it.values.is_empty() { String::new() } else { format!(" {}", it.values.join("|")) };
        lines.push(format!(
            "{:?} {}: {}{required}{values} :{}",
            it.location,
            it.name,
            of(&it.schema),
            it.evidence[0].line
        ));
    }
    if let Some(body) = &operation.request_body {
        lines.push(format!("body {} {}", body.media_type.name(), of(&body.schema)));
    }
    for it in &operation.responses {
        let body = it.body.as_ref().map_or_else(|| "nothing".to_owned(), of);
        let status = it.status.map_or_else(|| "any".to_owned(), |status| status.to_string());
        lines.push(format!("{}{status} {body}", if it.is_error() { "error " } else { "" }));
    }
    lines
}

fn kind(schema: &Schema) -> String {
    match schema {
        Schema::Named { name } => name.clone(),
        Schema::Array { items } => format!("[{}]", kind(items)),
        Schema::Map { values } => format!("map of {}", kind(values)),
        other => serde_json::to_value(other).unwrap()["type"].as_str().unwrap_or_default().to_owned(),
    }
}

const V2: &str = include_str!("../../../tests/openapi/boats-2.0.yaml");

const V3: &str = include_str!("../../../tests/openapi/boats-3.0.json");

const V31: &str = include_str!("../../../tests/openapi/boats-3.1.yaml");

#[test]
fn three_versions_are_read() {
    let cases: [(&str, &str, &str, &[&str]); 3] = [
        (
            V2,
            "https://boats.test/v1",
            "X-Key",
            &[
                "PUT /boats/{id} rename_boat",
                "Path id: integer! :9",
                "Query kinds: list of string sloop|yawl :20",
                "body multipart/form-data {name: string!, flag: binary}",
                "200 named Boat",
                "error any nothing",
            ],
        ),
        (
            V3,
            "https://eu.boats.test/v1",
            "Authorization",
            &[
                "POST /boats post_boats",
                "Query page: integer :5",
                "Query w: string calm|storm :12",
                "Cookie crew: string :11",
                "body application/json {tree: Tree!, tags: map of string, mast: Tree?, any: any}",
                "201 list of Tree",
                "error any {error: string}",
            ],
        ),
        (
            V31,
            "",
            "",
            &[
                "POST /drives post_drives",
                "body application/json {note: string?, drive: one-of!, port: integer, version: string=\"1.0\"}",
                "204 nothing",
            ],
        ),
    ];
    for (text, server, header, expected) in cases {
        let Document { api, problems, .. } = document(text);
        assert_eq!(problems, [], "{text}");
        let operation = &api.sources[0].operations[0];
        // parameters are grouped by location
        let mut found = short(operation);
        found.sort_by_key(|line| !line.starts_with(&operation.method));
        assert_eq!(found, expected);
        assert_eq!(api.server.map_or_else(String::new, |it| it.url), server);
        assert_eq!(api.headers.first().map_or("", |it| &it.name), header);
        assert_eq!(operation.headers.first().map_or("", |it| it.as_str()), header);
        assert_eq!(operation.deprecated.is_some(), text == V31);
    }
}

#[test]
fn parts_of_an_object_are_merged_and_shapes_kept_apart() {
    let api = document(V2).api;
    let boat = Schema::Object(api.schemas[0].schema.clone());
    let mut properties = Vec::new();
    boat.properties(&mut |it| properties.push((it.name.clone(), kind(&it.schema), it.required, it.nullable)));
    let expected =
        [("id", "integer", true, false), ("name", "string", true, false), ("mast", "number", false, true)];
    assert_eq!(
        properties,
        expected.map(|(name, kind, required, null)| (name.to_owned(), kind.to_owned(), required, null))
    );
    let api = document(V31).api;
    let body = api.sources[0].operations[0].body().unwrap().clone();
    let mut variants = Vec::new();
    body.properties(&mut |property| {
        if let Schema::OneOf(one_of) = &property.schema {
            variants.extend(
                one_of.variants.iter().map(|it| (it.value.clone(), it.content.properties[0].path.clone())),
            );
        }
    });
    assert_eq!(
        variants,
        [
            ("oar".to_owned(), "drive.params.length".to_owned()),
            ("sail".to_owned(), "drive.params.area".to_owned())
        ]
    );
}

/// What is broken is named by its line, and the rest is read.
#[test]
fn what_is_not_understood_is_a_problem_and_is_left_out() {
    for (from, to, expected) in [
        (
            "'#/definitions/Thing'",
            "'#/definitions/Nothing'",
            "27: `#/definitions/Nothing` refers to nothing: left out",
        ),
        (
            "'#/definitions/Thing'",
            "'other.yaml#/Thing'",
            "27: `other.yaml#/Thing` is in another file: left out",
        ),
        ("'#/definitions/Thing'", "'#/definitions/Boat'", ""),
        ("type: file", "type: scroll", "19: `scroll` is no type of JSON: read as any"),
        ("default: {", "soon: {", "23: `soon` is no status: left out"),
        ("name: name, in: formData", "in: formData", "18: a parameter without `name` or `in`: left out"),
        ("  /boats/{id}:", "  boats/{id}:", "11: `boats/{id}` is no path: expected `/…`"),
        ("definitions:\n", "definitions: [\n", "26: no YAML: "),
    ] {
        assert!(V2.contains(from), "{from}");
        let Document { api, problems, .. } = document(&V2.replacen(from, to, 1));
        let found: Vec<String> = problems.iter().map(|it| format!("{}: {}", it.line, it.message)).collect();
        let is_expected =
            expected.is_empty() && found.is_empty() || found.iter().any(|it| it.starts_with(expected));
        assert!(is_expected, "{to}: {found:?}");
        assert_eq!(api.name, "Boats");
    }
    assert!(read(&File::new("x.yaml", "a: 1\n")).is_err());
    assert!(read(&File::new("x.yaml", "")).is_err());
}

/// A schema that is too deep, or that holds itself under no name, is read as far as a limit, and that is said.
#[test]
fn what_is_nested_too_deep_is_any_and_a_problem() {
    let nested =
        |levels: usize| "{type: array, items: ".repeat(levels) + "{type: string}" + &"}".repeat(levels);
    let itself = "definitions:\n  Nest: {type: array, items: {$ref: '#/definitions/Nest'}}\n";
    for (schema, definitions, expected) in [
        (nested(60), "", &[][..]),
        (nested(70), "", &["8: nested more than 64 deep: read as any"]),
        ("{type: string}".to_owned(), itself, &["10: nested more than 64 deep: read as any"]),
    ] {
        let text = format!(
            "swagger: '2.0'\ninfo: {{title: Nests, version: '1'}}\npaths:\n  /nests:\n    get:\n      responses:\n        200:\n          \
             {{description: One., schema: {schema}}}\n{definitions}"
        );
        let Document { problems, .. } = document(&text);
        let found: Vec<String> = problems.iter().map(|it| format!("{}: {}", it.line, it.message)).collect();
        assert_eq!(found, expected, "{schema}");
    }
}
