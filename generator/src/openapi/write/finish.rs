//! A whole document, put right: examples that do not fit their schemas are kept apart, and schemas that nothing refers to.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::validate;

/// The start of the references to schemas.
const SCHEMAS: &str = "#/components/schemas/";

/// Where the schemas are kept that nothing refers to.
const UNUSED: &str = "x-docwright-schemas";

/// Moves examples that are none of their schema's values to `x-docwright-sample`.
pub(super) fn part_examples(document: &mut Value) {
    let root = json!({ "components": document.get("components") });
    visit(document, &mut |members| {
        if !(members.contains_key("schema") && members.contains_key("examples")) {
            return;
        }
        let schema = members.get("schema").cloned().unwrap_or_default();
        let Some(examples) = members.get_mut("examples").and_then(Value::as_object_mut) else { return };
        let mut samples = Map::new();
        let is_sound = |it: &Value| it.get("value").is_none_or(|value| validate::fits(&schema, value, &root));
        let names: Vec<String> =
            examples.iter().filter(|(_, it)| !is_sound(it)).map(|(name, _)| name.clone()).collect();
        for name in names {
            if let Some(example) = examples.shift_remove(&name) {
                samples.insert(name, example);
            }
        }
        if examples.is_empty() {
            members.shift_remove("examples");
        }
        if !samples.is_empty() {
            members.insert("x-docwright-sample".to_owned(), Value::Object(samples));
        }
    });
}

fn visit(value: &mut Value, each: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            each(members);
            members.values_mut().for_each(|member| visit(member, each));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, each)),
        _ => {}
    }
}

/// Moves the schemas that no operation refers to where no other tool looks for them: they are a fault to most.
pub(super) fn part_unused(document: &mut Value) {
    let schemas =
        document.pointer("/components/schemas").and_then(Value::as_object).cloned().unwrap_or_default();
    let mut used = BTreeSet::new();
    let mut open = Vec::new();
    if let Some(paths) = document.get("paths") {
        references(paths, &mut open);
    }
    while let Some(name) = open.pop() {
        if let Some(schema) = schemas.get(&name).filter(|_| !used.contains(&name)) {
            references(schema, &mut open);
            used.insert(name);
        }
    }
    let (used_schemas, unused): (Map<String, Value>, Map<String, Value>) =
        schemas.into_iter().partition(|(name, _)| used.contains(name));
    let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) else { return };
    if used_schemas.is_empty() {
        components.shift_remove("schemas");
    } else {
        components.insert("schemas".to_owned(), Value::Object(used_schemas));
    }
    if unused.is_empty() {
        return;
    }
    let names: BTreeSet<String> = unused.keys().cloned().collect();
    components.insert(UNUSED.to_owned(), Value::Object(unused));
    visit(document, &mut |members| {
        for (key, value) in members.iter_mut() {
            let name = value.as_str().and_then(|text| text.strip_prefix(SCHEMAS)).map(str::to_owned);
            if let Some(name) = name.filter(|name| key != "summary" && names.contains(name)) {
                *value = format!("#/components/{UNUSED}/{name}").into();
            }
        }
    });
}

/// The names of the schemas that a value refers to, but for what is docwright's own.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members.iter().filter(|(key, _)| !key.starts_with("x-")) {
                let name = value.as_str().and_then(|text| text.strip_prefix(SCHEMAS));
                match name.filter(|_| key == "$ref") {
                    Some(name) => found.push(name.to_owned()),
                    None => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}
