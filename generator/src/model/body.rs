//! What a call sends: a body, and how it is written.

use serde::{Deserialize, Serialize};

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
