//! What sources have in common, in whole clients of small models.

use quote::ToTokens;
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
        let public = file(name).lines().filter_map(|line| line.strip_prefix("pub struct "));
        public.map(|line| line.trim_end_matches(" {").to_owned()).collect()
    };
    assert_eq!(structs("shared.rs"), ["Spec", "CreateResponse"]);
    assert_eq!(structs("one.rs"), ["Client<'a, C>", "Create"]);
    assert_eq!(structs("three.rs"), ["Client<'a, C>", "Create", "Spec"]);
    assert_eq!(structs("four.rs"), ["Client<'a, C>", "Create", "CreateResponse"]);
    for name in ["one.rs", "two.rs"] {
        assert!(file(name).contains("pub use crate::shared::{Spec, CreateResponse};"), "{name}");
        assert!(file(name).contains("spec: Spec::new(ID),"), "{name}: its own id is filled in");
    }
    assert!(file("three.rs").contains("pub use crate::shared::CreateResponse;"));
    assert!(file("four.rs").contains("pub use crate::shared::Spec;"));
    // The request is the same for all, whatever they send and are answered.
    let shared = "pub(crate) fn post_things<R>(body: &impl Serialize) -> runtime::Request<R> {";
    assert!(file("shared.rs").contains(shared), "{}", file("shared.rs"));
    for name in ["one.rs", "two.rs", "three.rs", "four.rs"] {
        assert!(file(name).contains("    crate::shared::post_things(body)\n"), "{name}");
    }
}

/// What users of a source's module can name.
fn names(module: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for item in syn::parse_file(module).unwrap().items {
        match item {
            syn::Item::Fn(it) => names.push(format!("fn {}", it.sig.ident)),
            syn::Item::Struct(it) => names.push(it.ident.to_string()),
            syn::Item::Use(it) => {
                let text = it.tree.to_token_stream().to_string();
                let shared = text.strip_prefix("crate :: shared :: ").unwrap_or_default();
                let shared = shared.split(['{', '}', ',', ' ']).filter(|name| !name.is_empty());
                names.extend(shared.map(str::to_owned));
            }
            _ => {}
        }
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
    assert_eq!(both, ["Answer", "Client", "Create", "Spec", "fn create"]);
}

#[test]
fn sources_share_the_requests_that_they_agree_on() {
    let text = json!({ "type": "string" });
    let header = json!({ "name": "X-Key", "ident": "key", "kind": "text", "required": true, "evidence": [] });
    let asked = |path: &str, parameter: &str, required: bool, headers: &[&str], fixed: &str| {
        json!({
            "name": "get_it", "summary": "", "method": "GET", "path": path, "headers": headers, "request_body": null,
            "parameters": [
                { "name": parameter, "ident": parameter, "location": "query", "required": required, "description": null, "evidence": [] },
            ],
            "responses": [{ "status": null, "body": text, "evidence": [] }], "evidence": [],
            "examples": [{ "page": "a.md", "line": 1, "ordinal": 0, "request": { "url": "", "headers": [["Accept", fixed]], "body": null } }],
        })
    };
    let plain = || asked("/a", "q", true, &["X-Key"], "a/b");
    let calls = |other: Value| {
        let sources: Vec<Value> = [("one", plain()), ("two", other)]
            .into_iter()
            .map(|(module, operation)| {
                let mut source = source(module, &text, &text);
                source["operations"] = json!([operation]);
                source
            })
            .collect();
        let api =
            json!({ "version": 1, "name": "Acme", "server": null, "headers": [header], "sources": sources });
        let files = client(&serde_json::from_value(api).unwrap(), "acme").unwrap().files;
        let one = files.into_iter().find(|(path, _)| path == "one.rs").unwrap().1;
        one.contains("crate::shared::get_a(q)")
    };
    assert!(calls(plain()));
    for other in [
        asked("/b", "q", true, &["X-Key"], "a/b"),
        asked("/a", "p", true, &["X-Key"], "a/b"),
        asked("/a", "q", false, &["X-Key"], "a/b"),
        asked("/a", "q", true, &[], "a/b"),
        asked("/a", "q", true, &["X-Key"], "c/d"),
    ] {
        assert!(!calls(other.clone()), "{other}");
    }
}
