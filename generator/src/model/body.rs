//! What a call sends: a body, and how it is written.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::schema::Schema;

/// The body of a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestBody {
    /// How it is written.
    #[serde(default, skip_serializing_if = "MediaType::is_json")]
    pub media_type: MediaType,
    /// What it is. Of a form and of a multipart body an object, whose properties are its fields and parts; a file is
    /// [`Schema::Binary`].
    pub schema: Schema,
    /// Whether a call must send one.
    pub required: bool,
}

impl RequestBody {
    /// Whether files can be in it: elsewhere a file is its text.
    pub fn takes_files(&self) -> bool {
        self.media_type == MediaType::Multipart
    }

    /// A sample as its type means it: the texts of a form as the numbers and booleans that they are written for, and a field
    /// that may be repeated as a list.
    pub fn meant(&self, json: &Value) -> Value {
        let mut json = json.clone();
        if matches!(self.media_type, MediaType::Form | MediaType::Multipart)
            && let (Schema::Object(object), Some(members)) = (&self.schema, json.as_object_mut())
        {
            for property in &object.properties {
                members.get_mut(&property.name).into_iter().for_each(|value| mean(&property.schema, value));
            }
        }
        json
    }
}

fn mean(schema: &Schema, json: &mut Value) {
    match (schema, json) {
        (Schema::Array { items }, Value::Array(values)) => {
            values.iter_mut().for_each(|value| mean(items, value));
        }
        (Schema::Array { items }, json @ Value::String(_)) => {
            mean(items, json);
            *json = Value::Array(vec![json.take()]);
        }
        (Schema::Integer { .. } | Schema::Number { .. } | Schema::Boolean { .. }, json) => {
            let meant = json.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
            if let Some(meant) = meant.filter(|it| it.is_number() || it.is_boolean()) {
                *json = meant;
            }
        }
        _ => {}
    }
}

/// How a body is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MediaType {
    /// JSON, whatever exactly its media type is called.
    #[default]
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// Any other, by its name: the body is text or bytes.
    Other(String),
}

impl MediaType {
    /// Reads the value of a `Content-Type` header.
    pub fn of(content_type: &str) -> Self {
        let name = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match name.as_str() {
            "application/x-www-form-urlencoded" => Self::Form,
            "multipart/form-data" => Self::Multipart,
            name if name == "application/json" || name == "text/json" || name.ends_with("+json") => {
                Self::Json
            }
            _ => Self::Other(name),
        }
    }

    /// Whether it is JSON.
    pub fn is_json(&self) -> bool {
        *self == Self::Json
    }

    /// Its name as a header has it.
    pub fn name(&self) -> &str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
            Self::Multipart => "multipart/form-data",
            Self::Other(name) => name,
        }
    }
}
