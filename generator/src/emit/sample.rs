//! What tests need to know of a sample besides the call it makes: where its secrets are, whether its order is the
//! client's, and what of an answer there is to compare.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;

use super::construct::json_tokens;
use super::names::ident;
use super::value::is_text;
use crate::model::{Object, Reading, Schema};

/// Whether the members of `json` stand in the order in which the client writes them.
pub(super) fn is_in_order(schema: &Schema, json: &Value, reading: &Reading<'_>) -> bool {
    match (schema, json) {
        (Schema::Array { items }, Value::Array(values)) => {
            values.iter().all(|value| is_in_order(items, value, reading))
        }
        (Schema::Map { values }, Value::Object(members)) => {
            members.keys().is_sorted() && members.values().all(|value| is_in_order(values, value, reading))
        }
        (Schema::Named { name }, _) => {
            reading.named(name).is_none_or(|object| is_object_in_order(object, json, reading))
        }
        (Schema::Object(object), _) => is_object_in_order(object, json, reading),
        (Schema::OneOf(one_of), Value::Object(members)) => {
            let first = if one_of.content_first { &one_of.content } else { &one_of.tag };
            let content = reading.variant(one_of, json).zip(members.get(&one_of.content));
            members.keys().next() == Some(first)
                && content.is_none_or(|(variant, json)| is_object_in_order(&variant.content, json, reading))
        }
        _ => true,
    }
}

fn is_object_in_order(object: &Object, json: &Value, reading: &Reading<'_>) -> bool {
    let Some(members) = json.as_object() else { return true };
    let known = members.iter().map(|(name, value)| (reading.property(object, name), value));
    let known: Vec<_> = known.collect();
    // What the docs do not tell of is written last.
    known.is_sorted_by_key(|(known, _)| known.map_or(usize::MAX, |(at, _)| at))
        && known.into_iter().all(|(known, value)| {
            known.is_none_or(|(_, property)| is_in_order(&property.schema, value, reading))
        })
}

/// JSON pointers to the secrets in `json`.
pub(super) fn secrets(schema: &Schema, json: &Value, reading: &Reading<'_>) -> Vec<String> {
    let mut found = Vec::new();
    find_secrets(schema, json, reading, "", &mut found);
    found
}

fn find_secrets(schema: &Schema, json: &Value, reading: &Reading<'_>, at: &str, found: &mut Vec<String>) {
    let below = |object: &Object, json: &Value, at: &str, found: &mut Vec<String>| {
        for (property, value) in reading.shown(object, json) {
            find_secrets(&property.schema, value, reading, &step(at, &property.name), found);
        }
    };
    match (schema, json) {
        (Schema::Secret, Value::String(_)) => found.push(at.to_owned()),
        (Schema::Array { items }, Value::Array(values)) => {
            for (number, value) in values.iter().enumerate() {
                find_secrets(items, value, reading, &step(at, &number.to_string()), found);
            }
        }
        (Schema::Map { values }, Value::Object(members)) => {
            for (key, value) in members {
                find_secrets(values, value, reading, &step(at, key), found);
            }
        }
        (Schema::Named { name }, _) => {
            reading.named(name).into_iter().for_each(|object| below(object, json, at, found));
        }
        (Schema::Object(object), _) => below(object, json, at, found),
        (Schema::OneOf(one_of), _) => {
            let variant = reading.variant(one_of, json);
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
pub(super) fn pointer(path: &[String]) -> String {
    path.iter().fold(String::new(), |at, name| step(&at, name))
}

/// What is to be equal once `json` was read: the expression of each documented field, and its value.
pub(super) fn fields(
    schema: &Schema,
    json: &Value,
    place: &TokenStream,
    reading: &Reading<'_>,
) -> Vec<(TokenStream, TokenStream)> {
    match (schema, json) {
        (Schema::Object(object), Value::Object(_)) => {
            let fields = reading.shown(object, json).map(|(property, value)| {
                let name = ident(&property.ident);
                // What may be absent is compared as a whole.
                match property.required && !property.nullable {
                    true => fields(&property.schema, value, &quote!(#place.#name), reading),
                    false => vec![leaf(&property.schema, value, &quote!(#place.#name))],
                }
            });
            fields.flatten().collect()
        }
        (Schema::Array { items }, Value::Array(values)) if matches!(**items, Schema::Object(_)) => {
            let count = proc_macro2::Literal::usize_unsuffixed(values.len());
            let items = values.iter().enumerate().flat_map(|(number, value)| {
                let number = proc_macro2::Literal::usize_unsuffixed(number);
                fields(items, value, &quote!(#place[#number]), reading)
            });
            std::iter::once((quote!(#place.len()), quote!(json!(#count)))).chain(items).collect()
        }
        _ => vec![leaf(schema, json, place)],
    }
}

fn leaf(schema: &Schema, json: &Value, place: &TokenStream) -> (TokenStream, TokenStream) {
    let meant =
        json.as_str().filter(|_| is_text(schema)).and_then(|text| serde_json::from_str::<Value>(text).ok());
    (place.clone(), expected(meant.as_ref().unwrap_or(json)))
}

/// `json` as an expression of the tests.
pub(super) fn expected(json: &Value) -> TokenStream {
    match json_tokens(json) {
        Some(json) => quote!(json!(#json)),
        None => {
            let text = raw(&json.to_string());
            quote!(read::<super::Value>(#text)?)
        }
    }
}

/// `json` in lines.
pub(super) fn pretty(json: &Value) -> String {
    serde_json::to_string_pretty(json).unwrap_or_default()
}

/// `text` as a raw string where its characters can be seen, else as an escaped one.
pub(super) fn raw(text: &str) -> TokenStream {
    let is_plain =
        text.chars().all(|c| c == '\n' || c.escape_debug().len() == 1 || matches!(c, '"' | '\'' | '\\'));
    let longest = text.split('"').skip(1).map(|tail| tail.len() - tail.trim_start_matches('#').len()).max();
    let hashes = "#".repeat(longest.unwrap_or_default() + 1);
    let raw = format!("r{hashes}\"{text}\"{hashes}").parse::<Literal>().ok().filter(|_| is_plain);
    raw.unwrap_or_else(|| Literal::string(text)).into_token_stream()
}
