//! What sources have in common, in whole clients of small models.

use serde_json::{Value, json};

use crate::emit::tests::{client, property};
use crate::model::Api;

/// A source that sends `spec` and is answered `answer`.
fn source(module: &str, spec: &Value, answer: &Value) -> Value {
    let body = json!({ "type": "object", "name": "Create", "evidence": [], "properties": [
        property("name", json!({ "type": "string" }), true, None), property("spec", spec.clone(), true, None),
    ] });
    json!({
        "module": module, "page": format!("{module}.md"), "page_id": null, "title": module, "description": null,
        "lifecycle": "ga", "notices": [], "operations": [{
            "name": "create", "summary": "", "method": "POST", "path": "/things", "headers": [], "parameters": [],
            "request_body": { "schema": body, "required": true },
            "responses": [{ "status": null, "body": answer, "evidence": [] }], "examples": [], "evidence": [],
        }],
    })
}

#[test]
fn what_sources_have_in_common_is_written_once() {
    let text = || json!({ "type": "string" });
    let object = |name: &str, properties: Vec<Value>| json!({ "type": "object", "name": name, "properties": properties, "evidence": [] });
    let spec = |id: &str| object("Spec", vec![property("id", text(), true, Some(json!(id)))]);
    let other_spec = object("Spec", vec![property("id", text(), false, None)]);
    let answer = || object("CreateResponse", vec![property("etag", text(), true, None)]);
    let other_answer = object("CreateResponse", vec![property("etag", text(), false, None)]);
    let api: Api = serde_json::from_value(json!({
        "version": 1, "name": "Acme", "server": null, "headers": [], "sources": [
            source("one", &spec("1"), &answer()), source("two", &spec("2"), &answer()),
            source("three", &other_spec, &answer()), source("four", &spec("4"), &other_answer),
        ],
    }))
    .unwrap();
    let written = client(&api, "acme").unwrap();
    let file = |name: &str| &written.files.iter().find(|(path, _)| path == name).unwrap().1;
    let structs = |name: &str| -> Vec<String> {
        let public = file(name).lines().filter_map(|line| line.trim_start().strip_prefix("pub struct "));
        public.map(|line| line.split(['(', ' ']).next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(structs("shared.rs"), ["Spec", "CreateResponse"]);
    assert_eq!(structs("one.rs"), ["Create"]);
    assert_eq!(structs("three.rs"), ["Create", "Spec"]);
    assert_eq!(structs("four.rs"), ["Create", "CreateResponse"]);
    for name in ["one.rs", "two.rs"] {
        assert!(file(name).contains("pub use crate::shared::{Spec, CreateResponse};"), "{name}");
        assert!(file(name).contains("Spec::new(ID)"), "{name}: its own id is filled in");
    }
    assert!(file("three.rs").contains("pub use crate::shared::CreateResponse;"));
    assert!(file("four.rs").contains("pub use crate::shared::Spec;"));
}

/// What users of a source's module can name.
fn names(module: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in module.lines().map(str::trim) {
        let until = |text: &str| text.split(['(', ' ', '{', ';']).next().unwrap_or_default().to_owned();
        names.extend(line.strip_prefix("pub struct ").map(until));
        let shared = line.strip_prefix("pub use crate::shared::").unwrap_or_default();
        let shared = shared.split(['{', '}', ',', ' ', ';']).filter(|name| !name.is_empty());
        names.extend(shared.map(str::to_owned));
    }
    names.sort();
    names
}

#[test]
fn a_source_that_goes_takes_nothing_of_another() {
    let text = || json!({ "type": "string" });
    let spec = json!({ "type": "object", "name": "Spec", "evidence": [], "properties": [property("id", text(), true, None)] });
    let answer = json!({ "type": "object", "name": "Answer", "evidence": [], "properties": [property("etag", text(), true, None)] });
    let api = |modules: &[&str]| -> Api {
        let sources: Vec<Value> = modules.iter().map(|module| source(module, &spec, &answer)).collect();
        serde_json::from_value(
            json!({ "version": 1, "name": "Acme", "server": null, "headers": [], "sources": sources }),
        )
        .unwrap()
    };
    let module = |modules: &[&str]| {
        let files = client(&api(modules), "acme").unwrap().files;
        let (shares, one) = (
            files.iter().any(|(path, _)| path == "shared.rs"),
            files.iter().find(|(path, _)| path == "one.rs").unwrap().1.clone(),
        );
        (shares, names(&one))
    };
    let ((shares, both), (alone_shares, alone)) = (module(&["one", "two"]), module(&["one"]));
    assert!(shares && !alone_shares);
    assert_eq!(both, alone);
    assert_eq!(both, ["Answer", "Create", "Spec"]);
}
