//! A document that was read, written as one of another version, with all that is in it: the model has no words for much of it.
//!
//! Sees the tree of the document, and never the model.

mod call;
mod swagger;
mod version;
mod walk;

use serde_json::{Map, Value, json};

use super::{Document, Version, WriteOptions, write};

/// Writes a document that was read: what others made of it stays, keywords that docwright does not know among it.
pub fn rewrite(document: &Document, options: &WriteOptions) -> String {
    let mut members = match document.tree.to_json() {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    if members.contains_key("swagger") {
        members = swagger::upgraded(members);
    }
    let (start, number) = match options.version {
        Version::V31 => ("3.1", "3.1.0"),
        Version::V30 => ("3.0", "3.0.3"),
    };
    let is_its = members.get("openapi").and_then(Value::as_str).is_some_and(|it| it.starts_with(start));
    if !is_its {
        members.insert("openapi".to_owned(), number.into());
    }
    complete(&mut members);
    let mut tree = Value::Object(members);
    version::convert(&mut tree, options.version);
    write::text(&tree, options.format)
}

/// Adds what every version of OpenAPI 3 asks for.
fn complete(document: &mut Map<String, Value>) {
    if let Some(info) = document.entry("info").or_insert_with(|| json!({})).as_object_mut() {
        info.entry("title").or_insert_with(|| "API".into());
        info.entry("version").or_insert_with(|| "0.0.0".into());
    }
    let paths = document.entry("paths").or_insert_with(|| json!({}));
    for item in paths.as_object_mut().into_iter().flat_map(Map::values_mut) {
        for (key, operation) in item.as_object_mut().into_iter().flatten() {
            let Some(operation) = operation.as_object_mut().filter(|_| swagger::is_method(key)) else {
                continue;
            };
            let responses = operation.entry("responses").or_insert_with(|| json!({}));
            let Some(responses) = responses.as_object_mut() else { continue };
            if responses.is_empty() {
                responses.insert("default".to_owned(), json!({}));
            }
            for response in responses.values_mut().filter_map(Value::as_object_mut) {
                if !response.contains_key("$ref") {
                    response.entry("description").or_insert_with(|| "".into());
                }
            }
        }
    }
}
