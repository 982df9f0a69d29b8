//! Documents that are written are read again with nothing lost, in both versions and both formats; those of others are read
//! and written with all their operations, parameters and schemas.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use docwright::model::{Api, Schema, Server};
use docwright::openapi::{self, DocumentFormat, DocumentInfo, Version, WriteOptions};
use docwright::source::File;

const WAYS: [(Version, DocumentFormat); 4] = [
    (Version::V31, DocumentFormat::Yaml),
    (Version::V31, DocumentFormat::Json),
    (Version::V30, DocumentFormat::Yaml),
    (Version::V30, DocumentFormat::Json),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn written(api: &Api, (version, format): (Version, DocumentFormat)) -> String {
    openapi::write(api, &WriteOptions { version, format, about: DocumentInfo::default() })
}

/// Writes an API, and reads it again.
fn again(api: &Api, way: (Version, DocumentFormat)) -> Api {
    let text = written(api, way);
    assert_eq!(text, written(api, way), "same model, same bytes");
    let read = openapi::read(&File::new("spec", text)).unwrap();
    assert_eq!(read.problems, [], "{way:?}");
    read.api
}

/// What must not be lost, in short: operations with their parameters, and the properties of all bodies.
fn inventory(api: &Api) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for operation in api.sources.iter().flat_map(|source| &source.operations) {
        let mut lines: Vec<String> = operation
            .parameters
            .iter()
            .map(|it| format!("{:?} {} {} {}", it.location, it.name, it.required, it.values.join("|")))
            .collect();
        let bodies =
            operation.body().into_iter().chain(operation.responses.iter().filter_map(|it| it.body.as_ref()));
        for body in bodies {
            lines.push(kind(body));
            body.properties(&mut |it| {
                let constant = it.constant.as_ref().map_or(serde_json::Value::Null, |it| it.value.clone());
                lines.push(format!(
                    "{} {} {} {} {constant}",
                    it.path,
                    kind(&it.schema),
                    it.required,
                    it.nullable
                ));
            });
        }
        lines.sort();
        all.insert(format!("{} {}", operation.method, operation.path), lines);
    }
    for named in &api.schemas {
        let mut lines = Vec::new();
        Schema::Object(named.schema.clone())
            .properties(&mut |it| lines.push(format!("{} {}", it.path, kind(&it.schema))));
        all.insert(named.name.clone(), lines);
    }
    all
}

fn kind(schema: &Schema) -> String {
    match schema {
        Schema::Array { items } => format!("list of {}", kind(items)),
        Schema::Map { values } => format!("map of {}", kind(values)),
        Schema::Named { name } => name.clone(),
        other => serde_json::to_value(other).unwrap()["type"].as_str().unwrap().to_owned(),
    }
}

#[test]
fn documents_lose_nothing() {
    lose_nothing(&root().join("generator/tests/openapi"));
}

#[test]
#[ignore = "reads what lies beside this checkout"]
fn documents_of_others_lose_nothing() {
    lose_nothing(&root().join("../shared/families/specs"));
}

/// Holds that what is written of each document of a folder is read as the same.
fn lose_nothing(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return println!("skipped: no documents in {}", folder.display());
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "yaml" || end == "json"));
    assert!(!files.is_empty(), "no documents in {}", folder.display());
    for file in files {
        let read = openapi::read(&File::read(&file, "spec").unwrap()).unwrap().api;
        let expected = inventory(&read);
        assert!(!expected.is_empty());
        for way in WAYS {
            let found = inventory(&again(&read, way));
            for (name, lines) in &expected {
                assert_eq!(found.get(name), Some(lines), "{} {way:?} {name}", file.display());
            }
        }
    }
}

/// Version 3.0 lets nothing count beside a reference, not even `nullable`; and a part of its own without need is a fault to linters.
#[test]
fn a_reference_stands_alone_in_3_0_and_lets_null_through_where_it_may() {
    let text = r##"{
        "openapi": "3.1.0", "info": { "title": "Fleet", "version": "1" }, "servers": [{ "url": "https://fleet.test" }],
        "paths": { "/fleet": { "get": { "responses": { "200": { "description": "It.", "content": {
            "application/json": { "schema": { "$ref": "#/components/schemas/Fleet" } } } } } } } },
        "components": { "schemas": {
            "Boat": { "type": "object", "properties": { "length": { "type": "number" } } },
            "Fleet": { "type": "object", "properties": {
                "boats": { "type": "array", "items": { "$ref": "#/components/schemas/Boat" } },
                "first": { "anyOf": [{ "$ref": "#/components/schemas/Boat" }, { "type": "null" }] },
                "last": { "anyOf": [{ "$ref": "#/components/schemas/Boat" }, { "type": "null" }], "x-docwright-default": "none" },
                "spare": { "$ref": "#/components/schemas/Boat", "description": "Another." } } } } }
    }"##;
    let api = openapi::read(&File::new("spec", text)).unwrap().api;
    let document: serde_json::Value =
        serde_json::from_str(&written(&api, (Version::V30, DocumentFormat::Json))).unwrap();
    let boat = serde_json::json!({ "$ref": "#/components/schemas/Boat" });
    let or_null =
        serde_json::json!([boat, { "type": "object", "nullable": true, "enum": [serde_json::Value::Null] }]);
    let properties = &document["components"]["schemas"]["Fleet"]["properties"];
    assert_eq!(properties["boats"]["items"], boat);
    assert_eq!(properties["first"]["anyOf"], or_null);
    assert_eq!(properties["last"]["anyOf"], or_null);
    assert_eq!(properties["last"]["x-docwright-default"], "none");
    assert_eq!(properties["spare"]["allOf"], serde_json::json!([boat]));
    assert_eq!(properties["spare"]["description"], "Another.");
    for way in WAYS {
        assert_eq!(inventory(&again(&api, way)), inventory(&api), "{way:?}");
    }
}

/// What sources document of one operation is one in the document, at the servers of all of them: the API's is among them where
/// one of them has no other. What each says stays beside it.
#[test]
fn an_operation_of_several_servers_is_at_the_apis_too() {
    let text = r#"{
        "openapi": "3.1.0", "info": { "title": "Fleet", "version": "1" }, "servers": [{ "url": "https://fleet.test" }],
        "paths": { "/boats": { "get": { "responses": { "204": { "description": "Done." } } } } }
    }"#;
    let read = openapi::read(&File::new("spec", text)).unwrap().api;
    let server =
        |url: &str| (!url.is_empty()).then(|| Server { url: url.to_owned(), ..read.server.clone().unwrap() });
    let (fleet, east, west) = ("https://fleet.test", "https://east.test", "https://west.test");
    for (servers, expected) in [
        ([east, west], vec![east, west]),
        ([east, ""], vec![east, fleet]),
        (["", east], vec![fleet, east]),
        (["", ""], vec![]),
    ] {
        let mut api = read.clone();
        api.sources.extend(read.sources.clone());
        for (source, url) in api.sources.iter_mut().zip(servers) {
            source.operations[0].server = server(url);
        }
        let document: serde_json::Value =
            serde_json::from_str(&written(&api, (Version::V31, DocumentFormat::Json))).unwrap();
        let urls = |operation: &serde_json::Value| -> Vec<String> {
            let servers = operation["servers"].as_array().into_iter().flatten();
            let url = |server: &serde_json::Value| {
                let host = server["variables"]["host"]["default"].as_str().unwrap_or_default();
                server["url"].as_str().unwrap().replace("{host}", host)
            };
            servers.map(url).collect()
        };
        let whole = &document["paths"]["/boats"]["get"];
        assert_eq!(urls(whole), expected, "{servers:?}");
        let own: Vec<String> =
            whole["x-docwright-operations"].as_array().unwrap().iter().map(|it| urls(it).concat()).collect();
        assert_eq!(own, servers);
    }
}

/// An operation has the words below its heading, and where no sample calls it, the credentials that all others send.
#[test]
fn an_operation_is_described_and_called_as_the_docs_have_it() {
    let page = "# Boats\n\nAll of them.\n\n## Get a boat\n\n**Returns:** a boat\n\nTells where it lies.\n\n`GET /boats/{id}`\n\n\
        ```shell\ncurl -H 'Authorization: Bearer x' https://boats.test/boats/1\n```\n\nMore words.\n\n\
        ## Sink a boat\n\n`DELETE /boats/{id}`\n\nIt is gone.\n";
    let text = docwright::parse([("boats.md", page)]).unwrap().openapi();
    let document: serde_json::Value = serde_yaml::from_str(&text).unwrap();
    let item = &document["paths"]["/boats/{id}"];
    assert_eq!(item["get"]["description"], "Tells where it lies.");
    assert_eq!(item["delete"]["description"], "It is gone.");
    assert_eq!(item["get"]["security"], item["delete"]["security"]);
    assert_eq!(item["get"]["security"].as_array().map(Vec::len), Some(1));
    assert_eq!(item["get"].get("x-docwright-security"), None);
    assert_eq!(item["delete"]["x-docwright-security"], "unstated");
    let read = openapi::read(&File::new("spec", text)).unwrap().api;
    let headers: Vec<usize> = read.sources[0].operations.iter().map(|it| it.headers.len()).collect();
    assert_eq!(headers, [1, 0]);
}

/// The lists of a form are sent an item each, which tools take for texts where nothing says so.
#[test]
fn lists_of_a_form_say_how_they_are_sent() {
    let page = "# Boats\n\n## Sink boats\n\n`POST /boats/sunk`\n\n### Form data parameters\n\n\
        - `ids` (array of string, required): Which.\n- `why` (string): The reason.\n";
    let text = docwright::parse([("boats.md", page)]).unwrap().openapi();
    let document: serde_json::Value = serde_yaml::from_str(&text).unwrap();
    let content = &document["paths"]["/boats/sunk"]["post"]["requestBody"]["content"];
    let form = &content["application/x-www-form-urlencoded"];
    assert_eq!(form["encoding"], serde_json::json!({ "ids": { "style": "form", "explode": true } }));
}
