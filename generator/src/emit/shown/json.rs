//! JSON of a sample as an example has it: in few lines, and shortened where it is long.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use serde_json::Value;

use crate::emit::sample::{pretty, raw};
use crate::model::{Object, Property, Schema, Variant};

/// Characters on one line.
const WIDTH: usize = 88;
/// Lines beyond which an answer is shortened.
const LONG: usize = 16;

/// `json` without what is long in it and may be absent: items of lists after the first, members that not every answer
/// has.
pub(super) fn shortened(schema: &Schema, json: &Value) -> Value {
    let is_long = |json: &Value| size(json) > LONG * WIDTH || lines(json, 0, 0).lines().nth(LONG).is_some();
    let mut short = json.clone();
    for drops_members in [false, true] {
        if is_long(&short) {
            shorten(schema, &mut short, drops_members);
        }
    }
    short
}

fn shorten(schema: &Schema, json: &mut Value, drops_members: bool) {
    let members = |object: &Object, json: &mut Value| {
        let Some(members) = json.as_object_mut() else { return };
        let named = object.properties.iter().rev().map(|property| (property.name.as_str(), property));
        let named: HashMap<&str, &Property> = named.collect();
        let known = |name: &str| named.get(name);
        if drops_members {
            members.retain(|name, _| known(name).is_some_and(|property| property.required));
        }
        for (name, value) in members.iter_mut() {
            known(name).iter().for_each(|held| shorten(&held.schema, value, drops_members));
        }
    };
    match (schema, json) {
        (Schema::Object(object), json) => members(object, json),
        (Schema::OneOf(one_of), json) => {
            let tag = json.get(&one_of.tag).cloned();
            let is_it = |variant: &&Variant| tag.as_ref().is_some_and(|tag| *tag == variant.value);
            let variant = one_of.variants.iter().find(is_it);
            if let (Some(variant), Some(content)) = (variant, json.get_mut(&one_of.content)) {
                members(&variant.content, content);
            }
        }
        (Schema::Array { items }, Value::Array(values)) => {
            values.truncate(1);
            values.iter_mut().for_each(|value| shorten(items, value, drops_members));
        }
        (Schema::Map { values: items }, Value::Object(members)) => {
            let rest: Vec<String> = members.keys().skip(1).cloned().collect();
            rest.iter().for_each(|name| drop(members.shift_remove(name)));
            members.values_mut().for_each(|value| shorten(items, value, drops_members));
        }
        (Schema::Any, Value::Array(values)) => values.truncate(1),
        _ => {}
    }
}

/// `json` as a literal.
pub(super) fn text(json: &Value) -> TokenStream {
    // What is printed within a function loses the four spaces of its body.
    let literal = raw(&lines(json, 0, "let json = r##".len()).replace('\n', "\n    "));
    // One that is not raw has no line of its own anyway.
    if literal.to_string().starts_with('r') { literal } else { raw(&line(json)) }
}

/// `json` in lines that are not too long, `indent` deep, the first from `column`.
pub(super) fn lines(json: &Value, indent: usize, column: usize) -> String {
    let line = line(json);
    if column + line.chars().count() <= WIDTH {
        return line;
    }
    let inner = indent + 2;
    let member = |(name, value): (&String, &Value)| {
        let name = Value::from(name.as_str());
        format!("{name}: {}", lines(value, inner, inner + name.to_string().len() + 2))
    };
    let (open, items, close): (char, Vec<String>, char) = match json {
        Value::Object(members) => ('{', members.iter().map(member).collect(), '}'),
        Value::Array(values) => ('[', values.iter().map(|value| lines(value, inner, inner)).collect(), ']'),
        _ => return line,
    };
    let items = items.join(&format!(",\n{:inner$}", ""));
    format!("{open}\n{:inner$}{items}\n{:indent$}{close}", "", "")
}

/// About how many characters it takes.
pub(super) fn size(json: &Value) -> usize {
    match json {
        Value::String(text) => text.len(),
        Value::Array(values) => values.iter().map(|value| 2 + size(value)).sum(),
        Value::Object(members) => members.iter().map(|(name, value)| 4 + name.len() + size(value)).sum(),
        _ => 4,
    }
}

/// How many values lie within each other.
pub(super) fn depth(json: &Value) -> usize {
    let inner = match json {
        Value::Array(values) => values.iter().map(depth).max(),
        Value::Object(members) => members.values().map(depth).max(),
        _ => None,
    };
    1 + inner.unwrap_or_default()
}

/// `json` on one line.
pub(super) fn line(json: &Value) -> String {
    // No text within JSON has a line break.
    pretty(json).lines().map(str::trim_start).collect::<Vec<_>>().join(" ")
}
