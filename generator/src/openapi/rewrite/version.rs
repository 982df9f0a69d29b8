//! Keywords of schemas as a version of OpenAPI 3 has them.

use serde_json::{Map, Value, json};

use super::super::Version;
use super::walk;

/// Keywords that version 3.0 does not have: there they are extensions, and are themselves again in version 3.1.
const NEWER: &[&str] = &[
    "$comment",
    "$id",
    "$schema",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "jsonSchemaDialect",
    "maxContains",
    "minContains",
    "pathItems",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "webhooks",
];

/// Brings a document to a version.
pub(super) fn convert(document: &mut Value, version: Version) {
    walk::objects(document, &mut |members| match version {
        Version::V31 => newer(members),
        Version::V30 => older(members),
    });
}

fn rename(members: &mut Map<String, Value>, from: impl Fn(&str) -> String, to: impl Fn(&str) -> String) {
    for key in NEWER {
        if let Some(value) = members.shift_remove(&from(key)) {
            members.insert(to(key), value);
        }
    }
}

fn extension(key: &str) -> String {
    format!("x-{key}")
}

/// Null as a type, limits as numbers.
fn newer(members: &mut Map<String, Value>) {
    rename(members, extension, str::to_owned);
    for (key, limit) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        match members.get(key) {
            Some(Value::Bool(true)) => {
                members.shift_remove(key);
                let number = members.shift_remove(limit);
                members.extend(number.map(|it| (key.to_owned(), it)));
            }
            Some(Value::Bool(false)) => {
                members.shift_remove(key);
            }
            _ => {}
        }
    }
    // a property may well be called so
    let Some(Value::Bool(nullable)) = members.get("nullable").cloned() else { return };
    members.shift_remove("nullable");
    if !nullable {
        return;
    }
    if let Some(values) = members.get_mut("enum").and_then(Value::as_array_mut)
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    match members.get_mut("type") {
        Some(Value::Array(kinds)) if !kinds.iter().any(|it| it == "null") => kinds.push("null".into()),
        Some(kind @ Value::String(_)) => *kind = json!([kind.take(), "null"]),
        Some(_) => {}
        None => nullable_parts(members),
    }
}

/// Null beside what has no type of its own.
fn nullable_parts(members: &mut Map<String, Value>) {
    let null = json!({ "type": "null" });
    let key = ["oneOf", "anyOf"].into_iter().find(|key| members.contains_key(*key));
    if let Some(parts) = key.and_then(|key| members.get_mut(key)).and_then(Value::as_array_mut) {
        return parts.push(null);
    }
    for key in ["$ref", "allOf"] {
        if let Some(inner) = members.shift_remove(key) {
            members.insert("anyOf".to_owned(), Value::Array(vec![json!({ key: inner }), null]));
            return;
        }
    }
}

/// One type, `nullable`, and a reference by itself.
fn older(members: &mut Map<String, Value>) {
    rename(members, str::to_owned, extension);
    for (key, limit) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if members.get(key).is_some_and(Value::is_number) {
            let number = members.shift_remove(key).unwrap_or_default();
            members.insert(limit.to_owned(), number);
            members.insert(key.to_owned(), true.into());
        }
    }
    let is_schema = |members: &Map<String, Value>| !members.contains_key("in");
    if let Some(value) = members.shift_remove("const").filter(|_| is_schema(members)) {
        members.insert("enum".to_owned(), json!([value]));
    }
    if let Some(Value::Array(examples)) = members.get("examples").cloned() {
        members.shift_remove("examples");
        let mut examples = examples.into_iter();
        members.extend(examples.next().map(|first| ("example".to_owned(), first)));
        let others: Vec<Value> = examples.collect();
        if !others.is_empty() {
            members.insert("x-examples".to_owned(), others.into());
        }
    }
    match members.get("type").cloned() {
        Some(Value::Array(kinds)) => types(members, kinds),
        Some(Value::String(kind)) if kind == "null" => {
            members.insert("type".to_owned(), "object".into());
            members.insert("nullable".to_owned(), true.into());
            members.insert("enum".to_owned(), json!([null]));
        }
        _ => {}
    }
    let is_alone = members.len() < 2;
    if let Some(Value::String(reference)) = members.get("$ref").cloned()
        && reference.starts_with("#/components/schemas/")
        && !is_alone
    {
        members.shift_remove("$ref");
        let part = json!({ "$ref": reference });
        match members.get_mut("allOf").and_then(Value::as_array_mut) {
            Some(parts) => parts.push(part),
            None => drop(members.insert("allOf".to_owned(), json!([part]))),
        }
    }
}

/// Several types are shapes of one type each.
fn types(members: &mut Map<String, Value>, kinds: Vec<Value>) {
    let is_nullable = kinds.iter().any(|it| it == "null");
    let mut kinds: Vec<Value> = kinds.into_iter().filter(|it| it != "null").collect();
    members.shift_remove("type");
    if kinds.len() == 1 {
        members.extend(kinds.pop().map(|kind| ("type".to_owned(), kind)));
        if is_nullable {
            members.insert("nullable".to_owned(), true.into());
        }
        return;
    }
    let part = |kind: Value| match is_nullable {
        true => json!({ "type": kind, "nullable": true }),
        false => json!({ "type": kind }),
    };
    let parts: Value = match kinds.is_empty() {
        true => json!([{ "type": "object", "nullable": true, "enum": [null] }]),
        false => kinds.into_iter().map(part).collect(),
    };
    match members.contains_key("anyOf") {
        true => match members.get_mut("allOf").and_then(Value::as_array_mut) {
            Some(all) => all.push(json!({ "anyOf": parts })),
            None => drop(members.insert("allOf".to_owned(), json!([{ "anyOf": parts }]))),
        },
        false => drop(members.insert("anyOf".to_owned(), parts)),
    }
}
