//! Operations of one method and path that several sources document, as the one that a document can have: it takes
//! whatever one of them takes. What each source says stays beside it.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::document::{
    SpecMediaType, SpecOperation, SpecParameter, SpecRequestBody, SpecResponse, SpecServer,
};

/// One operation of several, which is the only one where there is only one; `api` is the server of the document.
pub(super) fn merge(mut operations: Vec<SpecOperation>, api: &SpecServer) -> Option<SpecOperation> {
    if operations.len() < 2 {
        return operations.pop();
    }
    let mut whole = operations.first()?.clone();
    whole.source = None;
    whole.path = None;
    whole.servers = servers(&operations, api);
    for other in operations.iter().skip(1) {
        for tag in &other.tags {
            if !whole.tags.contains(tag) {
                whole.tags.push(tag.clone());
            }
        }
        if !whole.description.split("\n\n").any(|text| text == other.description) {
            whole.description = format!("{}\n\n{}", whole.description, other.description);
        }
        whole.deprecated &= other.deprecated;
        whole.elsewhere |= other.elsewhere;
        whole.next_link &= other.next_link;
        for security in &other.security {
            if !whole.security.contains(security) {
                whole.security.push(security.clone());
            }
        }
        parameters(&mut whole.parameters, &other.parameters);
        whole.request_body = body(whole.request_body.take(), other.request_body.as_ref());
        responses(&mut whole.responses, &other.responses);
    }
    let some_do_without = operations.iter().any(|it| it.security.is_empty());
    if some_do_without && !whole.security.is_empty() {
        whole.security.push(IndexMap::new());
    }
    if !whole.deprecated {
        whole.deprecation = None;
    }
    whole.of_sources = operations;
    Some(whole)
}

/// The servers of all; none where each is at the document's.
fn servers(operations: &[SpecOperation], api: &SpecServer) -> Vec<SpecServer> {
    let mut all: Vec<SpecServer> = Vec::new();
    if operations.iter().all(|it| it.servers.is_empty()) {
        return all;
    }
    for operation in operations {
        let own = if operation.servers.is_empty() { std::slice::from_ref(api) } else { &operation.servers };
        for server in own {
            // of hosts that stand in for others the URLs are alike
            let is_same = |it: &SpecServer| it.url == server.url && it.variables == server.variables;
            if !all.iter().any(is_same) {
                all.push(server.clone());
            }
        }
    }
    all
}

/// Parameters of the path are the same by their order; others by their names.
fn parameters(whole: &mut Vec<SpecParameter>, others: &[SpecParameter]) {
    for known in whole.iter_mut().filter(|it| it.location != "path") {
        known.required &= others.iter().any(|it| it.required && is_same(it, known));
    }
    for other in others.iter().filter(|it| it.location != "path") {
        match whole.iter_mut().find(|it| is_same(it, other)) {
            Some(known) => known.schema = any_of(known.schema.take(), &other.schema),
            None => whole.push(SpecParameter { required: false, ..other.clone() }),
        }
    }
}

fn is_same(one: &SpecParameter, other: &SpecParameter) -> bool {
    one.location == other.location
        && (one.name == other.name || one.location == "header" && one.name.eq_ignore_ascii_case(&other.name))
}

fn body(whole: Option<SpecRequestBody>, other: Option<&SpecRequestBody>) -> Option<SpecRequestBody> {
    let Some(mut whole) = whole else {
        return other.map(|body| SpecRequestBody { required: false, ..body.clone() });
    };
    whole.required &= other.is_some_and(|other| other.required);
    if let Some(other) = other {
        content(&mut whole.content, &other.content);
    }
    Some(whole)
}

fn content(whole: &mut IndexMap<String, SpecMediaType>, other: &IndexMap<String, SpecMediaType>) {
    for (name, more) in other {
        match whole.get_mut(name) {
            Some(known) => {
                known.schema = any_of(known.schema.take(), &more.schema);
                known.examples.extend(more.examples.clone());
            }
            None => {
                whole.insert(name.clone(), more.clone());
            }
        }
    }
}

fn responses(whole: &mut IndexMap<String, SpecResponse>, other: &IndexMap<String, SpecResponse>) {
    for (status, more) in other {
        match whole.get_mut(status) {
            Some(known) => {
                let is_documented = known.status != Some("undocumented");
                content(&mut known.content, &more.content);
                if !is_documented {
                    known.status = more.status;
                    known.description.clone_from(&more.description);
                }
            }
            None => {
                whole.insert(status.clone(), more.clone());
            }
        }
    }
    // what one source documents says what the others do not
    let documented = |start: char| {
        whole.iter().any(|(key, it)| key.starts_with(start) && it.status != Some("undocumented"))
    };
    let starts: Vec<char> = ['2', '4'].into_iter().filter(|start| documented(*start)).collect();
    whole.retain(|key, it| {
        it.status != Some("undocumented") || !starts.iter().any(|start| key.starts_with(*start))
    });
}

/// One of two schemas, or the one that they both are but for where the documentation says so.
fn any_of(whole: Value, other: &Value) -> Value {
    if plain(&whole) == plain(other) {
        return whole;
    }
    match whole
        .get("anyOf")
        .and_then(Value::as_array)
        .filter(|_| whole.as_object().is_some_and(|it| it.len() == 1))
    {
        Some(parts) if parts.iter().any(|part| plain(part) == plain(other)) => whole,
        Some(parts) => {
            let parts: Vec<&Value> = parts.iter().chain([other]).collect();
            json!({ "anyOf": parts })
        }
        None => json!({ "anyOf": [whole, other] }),
    }
}

/// A schema without what is docwright's own.
fn plain(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let own = members.iter().filter(|(key, _)| !key.starts_with("x-docwright-"));
            Value::Object(own.map(|(key, value)| (key.clone(), plain(value))).collect())
        }
        Value::Array(items) => items.iter().map(plain).collect(),
        other => other.clone(),
    }
}
