//! What tests need to know of a sample besides the call it makes: settings, where its secrets are, whether its order
//! is the client's, and what of an answer there is to compare.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;

use super::construct::json_tokens;
use super::names::ident;
use super::value::is_text;
use crate::model::{Api, HeaderKind, Object, Schema};

/// `Settings` with the values that a sample's headers have.
pub(super) fn settings(api: &Api, headers: &[(String, String)]) -> TokenStream {
    let sent =
        |name: &str| headers.iter().find(|(sent, _)| sent.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let value = |header: &crate::model::Header| {
        sent(&header.name).map(|value| match header.kind {
            HeaderKind::Bearer => value.strip_prefix("Bearer ").unwrap_or(value),
            HeaderKind::Secret | HeaderKind::Text => value,
        })
    };
    let required: Vec<_> = api.headers.iter().filter(|header| header.required).collect();
    let given = required.iter().map(|header| value(header).unwrap_or_default());
    let made = if required.is_empty() { quote!(default()) } else { quote!(new(#(#given),*)) };
    let optional = api.headers.iter().filter(|header| !header.required).filter_map(|header| {
        let (set, value) = (ident(&header.ident), value(header)?);
        Some(quote!(.#set(#value)))
    });
    quote!(Settings::#made #(#optional)*)
}

/// Whether the members of `json` stand in the order in which the client writes them.
pub(super) fn is_in_order(schema: &Schema, json: &Value) -> bool {
    match (schema, json) {
        (Schema::Array { items }, Value::Array(values)) => {
            values.iter().all(|value| is_in_order(items, value))
        }
        (Schema::Object(object), _) => is_object_in_order(object, json),
        (Schema::OneOf(one_of), Value::Object(members)) => {
            let content = members.get(&one_of.content);
            let first = if one_of.content_first { &one_of.content } else { &one_of.tag };
            members.keys().next() == Some(first)
                && one_of
                    .variants
                    .iter()
                    .filter(|variant| members.get(&one_of.tag) == Some(&Value::from(variant.value.as_str())))
                    .all(|variant| {
                        content.is_none_or(|content| is_object_in_order(&variant.content, content))
                    })
        }
        _ => true,
    }
}

fn is_object_in_order(object: &Object, json: &Value) -> bool {
    let Some(members) = json.as_object() else { return true };
    let names = object.properties.iter().enumerate();
    let places: BTreeMap<&str, usize> = names.map(|(at, property)| (property.name.as_str(), at)).collect();
    // What the docs do not tell of is written last.
    let place = |name: &String| places.get(name.as_str()).copied().unwrap_or(usize::MAX);
    let places: Vec<usize> = members.keys().map(place).collect();
    places.is_sorted()
        && object.properties.iter().all(|property| {
            members.get(&property.name).is_none_or(|value| is_in_order(&property.schema, value))
        })
}

/// JSON pointers to the secrets in `json`.
pub(super) fn secrets(schema: &Schema, json: &Value) -> Vec<String> {
    let mut found = Vec::new();
    find_secrets(schema, json, "", &mut found);
    found
}

fn find_secrets(schema: &Schema, json: &Value, at: &str, found: &mut Vec<String>) {
    let below = |object: &Object, json: &Value, at: &str, found: &mut Vec<String>| {
        for property in &object.properties {
            let Some(value) = json.get(&property.name) else { continue };
            find_secrets(&property.schema, value, &step(at, &property.name), found);
        }
    };
    match (schema, json) {
        (Schema::Secret, Value::String(_)) => found.push(at.to_owned()),
        (Schema::Array { items }, Value::Array(values)) => {
            for (number, value) in values.iter().enumerate() {
                find_secrets(items, value, &step(at, &number.to_string()), found);
            }
        }
        (Schema::Object(object), _) => below(object, json, at, found),
        (Schema::OneOf(one_of), _) => {
            let tag = json.get(&one_of.tag).and_then(Value::as_str);
            let variant = one_of.variants.iter().find(|variant| Some(variant.value.as_str()) == tag);
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
pub(super) fn fields(schema: &Schema, json: &Value, place: &TokenStream) -> Vec<(TokenStream, TokenStream)> {
    match (schema, json) {
        (Schema::Object(object), Value::Object(_)) => {
            let shown =
                object.properties.iter().filter_map(|property| Some((property, json.get(&property.name)?)));
            let fields = shown.map(|(property, value)| {
                let name = ident(&property.ident);
                // What may be absent is compared as a whole.
                match property.required {
                    true => fields(&property.schema, value, &quote!(#place.#name)),
                    false => vec![leaf(&property.schema, value, &quote!(#place.#name))],
                }
            });
            fields.flatten().collect()
        }
        (Schema::Array { items }, Value::Array(values)) if matches!(**items, Schema::Object(_)) => {
            let count = proc_macro2::Literal::usize_unsuffixed(values.len());
            let items = values.iter().enumerate().flat_map(|(number, value)| {
                let number = proc_macro2::Literal::usize_unsuffixed(number);
                fields(items, value, &quote!(#place[#number]))
            });
            std::iter::once((quote!(#place.len()), count.into_token_stream())).chain(items).collect()
        }
        _ => vec![leaf(schema, json, place)],
    }
}

fn leaf(schema: &Schema, json: &Value, place: &TokenStream) -> (TokenStream, TokenStream) {
    let meant =
        json.as_str().filter(|_| is_text(schema)).and_then(|text| serde_json::from_str::<Value>(text).ok());
    (place.clone(), json_tokens(meant.as_ref().unwrap_or(json)))
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
