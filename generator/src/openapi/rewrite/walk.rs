//! Every object of a document that is no data of its users: not what an example, a default or an extension holds.

use serde_json::{Map, Value};

/// Keys whose members are names, whatever they are called.
const NAMES: &[&str] = &[
    "$defs",
    "callbacks",
    "content",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// Keys that hold data.
const DATA: &[&str] = &["const", "default", "enum", "example", "examples", "mapping", "scopes", "value"];

/// Calls `each` with every such object, inner ones first.
pub(super) fn objects(value: &mut Value, each: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| objects(item, each)),
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                let is_data = DATA.contains(&key.as_str()) || key.starts_with("x-");
                // `parameters` is a list but in `components`
                let is_map = key == "parameters" && member.is_object() || NAMES.contains(&key.as_str());
                match member {
                    Value::Object(named) if is_map => named.values_mut().for_each(|it| objects(it, each)),
                    _ if is_data => {}
                    _ => objects(member, each),
                }
            }
            each(members);
        }
        _ => {}
    }
}
