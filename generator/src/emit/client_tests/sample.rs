//! What tests need to know of a sample besides the call it makes: where its secrets are, and whether its order is the
//! client's.

use serde_json::Value;

use crate::model::{Definitions, Object, Schema};

/// Whether the members of `json` are in the order in which the client writes them.
pub(super) fn is_in_order(schema: &Schema, json: &Value, definitions: &Definitions<'_>) -> bool {
    match (schema, json) {
        (Schema::Array { items }, Value::Array(values)) => {
            values.iter().all(|value| is_in_order(items, value, definitions))
        }
        (Schema::Map { values }, Value::Object(members)) => {
            members.keys().is_sorted()
                && members.values().all(|value| is_in_order(values, value, definitions))
        }
        (Schema::Named { name }, _) => {
            definitions.get(name).is_none_or(|object| is_object_in_order(object, json, definitions))
        }
        (Schema::Object(object), _) => is_object_in_order(object, json, definitions),
        (Schema::OneOf(one_of), Value::Object(members)) => {
            let first = if one_of.content_first { &one_of.content } else { &one_of.tag };
            let content = one_of.variant(json).zip(members.get(&one_of.content));
            members.keys().next() == Some(first)
                && content
                    .is_none_or(|(variant, json)| is_object_in_order(&variant.content, json, definitions))
        }
        _ => true,
    }
}

fn is_object_in_order(object: &Object, json: &Value, definitions: &Definitions<'_>) -> bool {
    let Some(members) = json.as_object() else { return true };
    let find = object.finder(members.len());
    let known = members.iter().map(|(name, value)| (find(name), value));
    let known: Vec<_> = known.collect();
    // What the docs do not describe is written last.
    known.is_sorted_by_key(|(known, _)| known.map_or(usize::MAX, |(at, _)| at))
        && known.into_iter().all(|(known, value)| {
            known.is_none_or(|(_, property)| is_in_order(&property.schema, value, definitions))
        })
}

/// JSON pointers to the texts in `json` that are secrets.
pub(in crate::emit) fn secrets(schema: &Schema, json: &Value, definitions: &Definitions<'_>) -> Vec<String> {
    let mut found = Vec::new();
    find_secrets(schema, json, definitions, "", &mut found);
    found
}

fn find_secrets(
    schema: &Schema,
    json: &Value,
    definitions: &Definitions<'_>,
    at: &str,
    found: &mut Vec<String>,
) {
    let below = |object: &Object, json: &Value, at: &str, found: &mut Vec<String>| {
        for (property, value) in object.shown(json) {
            find_secrets(&property.schema, value, definitions, &step(at, &property.name), found);
        }
    };
    match (schema, json) {
        (Schema::Secret, Value::String(_)) => found.push(at.to_owned()),
        (Schema::Array { items }, Value::Array(values)) => {
            for (number, value) in values.iter().enumerate() {
                find_secrets(items, value, definitions, &step(at, &number.to_string()), found);
            }
        }
        (Schema::Map { values }, Value::Object(members)) => {
            for (key, value) in members {
                find_secrets(values, value, definitions, &step(at, key), found);
            }
        }
        (Schema::Named { name }, _) => {
            definitions.get(name).into_iter().for_each(|object| below(object, json, at, found));
        }
        (Schema::Object(object), _) => below(object, json, at, found),
        (Schema::OneOf(one_of), _) => {
            let variant = one_of.variant(json);
            if let (Some(variant), Some(content)) = (variant, json.get(&one_of.content)) {
                below(&variant.content, content, &step(at, &one_of.content), found);
            }
        }
        _ => {}
    }
}

fn step(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// A JSON pointer.
pub(in crate::emit) fn pointer(path: &[String]) -> String {
    path.iter().fold(String::new(), |at, name| step(&at, name))
}
