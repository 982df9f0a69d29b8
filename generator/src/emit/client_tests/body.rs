//! The body of a sample as tests read it: as text, or as the fields of a form.
//!
//! Knows JSON and no Rust.

use serde_json::Value;

use crate::model::{MediaType, RequestBody};

/// A body as the tests read it: JSON, the fields of a form, or the text itself.
pub(in crate::emit) fn text(sent: &RequestBody, json: &Value) -> String {
    match &sent.media_type {
        MediaType::Json => json.to_string(),
        MediaType::Form | MediaType::Multipart => fields(json).join("&"),
        MediaType::Other(_) => json.as_str().map_or_else(|| json.to_string(), str::to_owned),
    }
}

/// The fields of a form that a sample shows, each as `name=value`.
fn fields(json: &Value) -> Vec<String> {
    let mut fields = Vec::new();
    field(json, "", &mut fields);
    fields
}

fn field(json: &Value, name: &str, fields: &mut Vec<String>) {
    match json {
        Value::Null => {}
        Value::String(text) => fields.push(format!("{name}={text}")),
        Value::Bool(_) | Value::Number(_) => fields.push(format!("{name}={json}")),
        Value::Array(values) => {
            for value in values {
                let mark = if value.is_object() && !name.ends_with("[]") { "[]" } else { "" };
                field(value, &format!("{name}{mark}"), fields);
            }
        }
        Value::Object(members) => {
            for (key, value) in members {
                let inner = if name.is_empty() { key.clone() } else { format!("{name}[{key}]") };
                field(value, &inner, fields);
            }
        }
    }
}
