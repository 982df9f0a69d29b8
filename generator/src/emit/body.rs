//! The body of a request as Rust: the type of its argument, and how it gets into a request.
//!
//! Knows the body as a whole; what is in it is another's.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::value;
use crate::model::{MediaType, RequestBody, Schema};

/// The argument of a method.
pub(super) fn argument(body: &RequestBody) -> TokenStream {
    let ty = match (&body.media_type, &body.schema) {
        (MediaType::Other(_), _) => return raw_argument(body.required),
        (_, Schema::String) => quote!(str),
        (_, Schema::Array { items }) => {
            let item = value::field(value::item(items));
            quote!([#item])
        }
        (_, schema) => value::field(schema),
    };
    if body.required { quote!(body: &#ty) } else { quote!(body: Option<&#ty>) }
}

/// The argument of a function that takes bodies of all types.
pub(super) fn any_argument(body: &RequestBody) -> TokenStream {
    let ty = match (&body.media_type, is_unsized(body)) {
        (MediaType::Other(_), _) => return raw_argument(body.required),
        (_, true) => quote!((impl Serialize + ?Sized)),
        (_, false) => quote!(impl Serialize),
    };
    match (body.required, is_unsized(body)) {
        (true, _) => quote!(body: &#ty),
        (false, true) => quote!(body: Option<&#ty>),
        (false, false) => quote!(body: Option<&(#ty)>),
    }
}

fn raw_argument(is_required: bool) -> TokenStream {
    if is_required { quote!(body: impl AsRef<[u8]>) } else { quote!(body: Option<&[u8]>) }
}

/// Whether a body is taken as a reference to a type without a known length.
pub(super) fn is_unsized(body: &RequestBody) -> bool {
    matches!(body.schema, Schema::String | Schema::Array { .. })
}

/// The variable `body` as the argument of a call.
pub(super) fn given(body: &RequestBody) -> TokenStream {
    match (&body.media_type, body.required) {
        (_, true) => quote!(&body),
        (MediaType::Other(_), false) => quote!(Some(body.as_ref())),
        (_, false) => quote!(Some(&body)),
    }
}

/// The call that puts the argument `body` into a request.
pub(super) fn sent(body: &RequestBody) -> TokenStream {
    let put: Ident = match &body.media_type {
        MediaType::Json => format_ident!("json"),
        MediaType::Form => format_ident!("form"),
        MediaType::Multipart => format_ident!("multipart"),
        MediaType::Other(name) if body.required => return quote!(.raw(#name, body)),
        MediaType::Other(name) => {
            return quote!(.body_opt(body, |request, body| request.raw(#name, body)));
        }
    };
    if body.required {
        quote!(.#put(body))
    } else {
        quote!(.body_opt(body, |request, body| request.#put(body)))
    }
}

/// A body as the tests read it: JSON, the fields of a form, or the text itself.
pub(super) fn text(sent: &RequestBody, json: &Value) -> String {
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
