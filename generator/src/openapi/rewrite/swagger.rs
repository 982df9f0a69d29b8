//! Swagger 2.0 to OpenAPI 3.0: what has another place or another name there. All else stays.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::{call, walk};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Whether a path's item has an operation under a key.
pub(super) fn is_method(key: &str) -> bool {
    METHODS.contains(&key)
}

/// Where what is defined once for several operations is in version 3.
const MOVED: [(&str, &str); 3] = [
    ("#/definitions/", "#/components/schemas/"),
    ("#/parameters/", "#/components/parameters/"),
    ("#/responses/", "#/components/responses/"),
];

/// A document of version 2.0 as one of 3.0.
pub(super) fn upgraded(mut old: Map<String, Value>) -> Map<String, Value> {
    let mut new = Map::from_iter([("openapi".to_owned(), "3.0.3".into())]);
    let context = call::CallContext::of(&old);
    let mut components = Map::new();
    let servers = servers(&old);
    for key in ["swagger", "host", "basePath", "schemes", "consumes", "produces"] {
        old.shift_remove(key);
    }
    for (key, mut value) in old {
        match key.as_str() {
            "info" => {
                new.insert(key, value);
                if !servers.is_empty() {
                    new.insert("servers".to_owned(), servers.clone().into());
                }
            }
            "paths" => {
                for item in value.as_object_mut().into_iter().flat_map(Map::values_mut) {
                    if let Some(item) = item.as_object_mut() {
                        call::item(&context, item);
                    }
                }
                new.insert(key, value);
            }
            "definitions" => {
                components.insert("schemas".to_owned(), value);
            }
            "parameters" => call::shared(&context, value, &mut components),
            "responses" => {
                let produces = context.produces.clone();
                for response in value.as_object_mut().into_iter().flat_map(Map::values_mut) {
                    call::response(response, &produces);
                }
                components.insert(key, value);
            }
            "securityDefinitions" => {
                for scheme in value.as_object_mut().into_iter().flat_map(Map::values_mut) {
                    if let Some(scheme) = scheme.as_object_mut() {
                        security_scheme(scheme);
                    }
                }
                components.insert("securitySchemes".to_owned(), value);
            }
            _ => {
                new.insert(key, value);
            }
        }
    }
    for group in components.values_mut().filter_map(Value::as_object_mut) {
        *group = std::mem::take(group).into_iter().map(|(name, it)| (component_key(&name), it)).collect();
    }
    if !components.is_empty() {
        new.insert("components".to_owned(), Value::Object(components));
    }
    let mut new = Value::Object(new);
    walk::objects(&mut new, &mut schema);
    match new {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn servers(old: &Map<String, Value>) -> Vec<Value> {
    let text = |key: &str| old.get(key).and_then(Value::as_str);
    let base = text("basePath").unwrap_or_default();
    let Some(host) = text("host") else {
        return if base.is_empty() { Vec::new() } else { vec![json!({ "url": base })] };
    };
    let schemes: Vec<&str> = old
        .get("schemes")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let schemes = if schemes.is_empty() { vec!["https"] } else { schemes };
    schemes.iter().map(|scheme| json!({ "url": format!("{scheme}://{host}{base}") })).collect()
}

/// What any object of version 2 says otherwise: references, files, null, and the property that tells shapes apart.
fn schema(members: &mut Map<String, Value>) {
    if let Some(Value::String(reference)) = members.get_mut("$ref") {
        let moved = MOVED.iter().find_map(|(old, new)| {
            let (name, below) = split(reference.strip_prefix(old)?);
            Some(format!("{new}{}{below}", component_key(&name)))
        });
        if let Some(moved) = moved {
            *reference = moved;
        }
    }
    if members.get("type").and_then(Value::as_str) == Some("file") {
        members.insert("type".to_owned(), "string".into());
        members.insert("format".to_owned(), "binary".into());
    }
    if let Some(nullable) = members.shift_remove("x-nullable") {
        members.insert("nullable".to_owned(), nullable);
    }
    if let Some(Value::String(name)) = members.get("discriminator").cloned() {
        members.insert("discriminator".to_owned(), json!({ "propertyName": name }));
    }
}

/// The name that a reference goes on with, without escapes, and what is below it.
fn split(reference: &str) -> (String, &str) {
    let (name, below) = reference.split_at(reference.find('/').unwrap_or(reference.len()));
    let name = percent_decode_str(name).decode_utf8_lossy().replace("~1", "/").replace("~0", "~");
    (name, below)
}

/// A name as version 3 lets components have it: each other character by its number.
fn component_key(name: &str) -> String {
    let mut key = String::new();
    for c in name.chars() {
        match c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') {
            true => key.push(c),
            false => key.push_str(&format!("_{:X}", u32::from(c))),
        }
    }
    key
}

fn security_scheme(scheme: &mut Map<String, Value>) {
    match scheme.get("type").and_then(Value::as_str) {
        Some("basic") => {
            scheme.insert("type".to_owned(), "http".into());
            scheme.insert("scheme".to_owned(), "basic".into());
        }
        Some("oauth2") => {
            let name = match scheme.shift_remove("flow").as_ref().and_then(Value::as_str) {
                Some("accessCode") => "authorizationCode",
                Some("application") => "clientCredentials",
                Some("password") => "password",
                _ => "implicit",
            };
            let mut flow = Map::new();
            for key in ["authorizationUrl", "tokenUrl"] {
                flow.extend(scheme.shift_remove(key).map(|it| (key.to_owned(), it)));
            }
            flow.insert("scopes".to_owned(), scheme.shift_remove("scopes").unwrap_or_else(|| json!({})));
            scheme.insert("flows".to_owned(), json!({ name: flow }));
        }
        _ => {}
    }
}
