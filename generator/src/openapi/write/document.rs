//! The parts of a document, with their keys in the order in which they are written.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Map, Value};

/// A whole document.
#[derive(Debug, Serialize)]
pub(super) struct SpecDocument {
    pub openapi: &'static str,
    pub info: Info,
    pub servers: Vec<SpecServer>,
    pub tags: Vec<SpecTag>,
    pub paths: IndexMap<String, IndexMap<String, SpecOperation>>,
    /// Those that no request can be recognised as.
    #[serde(rename = "x-docwright-paths", skip_serializing_if = "IndexMap::is_empty")]
    pub apart: IndexMap<String, IndexMap<String, SpecOperation>>,
    #[serde(skip_serializing_if = "Components::is_empty")]
    pub components: Components,
}

#[derive(Debug, Serialize)]
pub(super) struct Info {
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    pub description: String,
    pub contact: IndexMap<String, String>,
    pub license: IndexMap<String, String>,
    pub version: String,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct SpecServer {
    pub url: String,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub variables: IndexMap<String, Variable>,
    #[serde(rename = "x-docwright-unstated", skip_serializing_if = "is_false")]
    pub unstated: bool,
    #[serde(rename = "x-docwright-source", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Variable {
    pub default: String,
    pub description: String,
}

#[derive(Debug, Serialize)]
pub(super) struct SpecTag {
    pub name: String,
    pub description: String,
    #[serde(rename = "x-docwright-module")]
    pub module: String,
    #[serde(rename = "x-docwright-source")]
    pub source: String,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SpecOperation {
    pub tags: Vec<String>,
    /// As the documentation writes it, where that is otherwise.
    #[serde(rename = "x-docwright-path", skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    pub summary: String,
    pub description: String,
    pub operation_id: String,
    #[serde(skip_serializing_if = "is_false")]
    pub deprecated: bool,
    #[serde(rename = "x-docwright-deprecation", skip_serializing_if = "Option::is_none")]
    pub deprecation: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<SpecServer>,
    #[serde(rename = "x-docwright-elsewhere", skip_serializing_if = "std::ops::Not::not")]
    pub elsewhere: bool,
    #[serde(rename = "x-docwright-next-link", skip_serializing_if = "std::ops::Not::not")]
    pub next_link: bool,
    pub security: Vec<IndexMap<String, Vec<String>>>,
    /// Where it is that of other operations, as the documentation does not call this one.
    #[serde(rename = "x-docwright-security", skip_serializing_if = "Option::is_none")]
    pub security_source: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<SpecParameter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_body: Option<SpecRequestBody>,
    pub responses: IndexMap<String, SpecResponse>,
    #[serde(rename = "x-docwright-source", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Of an operation that several sources document: what each of them says.
    #[serde(rename = "x-docwright-operations", skip_serializing_if = "Vec::is_empty")]
    pub of_sources: Vec<SpecOperation>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct SpecParameter {
    pub name: String,
    #[serde(rename = "in")]
    pub location: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explode: Option<bool>,
    pub schema: Value,
    #[serde(rename = "x-docwright-flag", skip_serializing_if = "is_false")]
    pub flag: bool,
    /// Where the documentation does not say whether it is required.
    #[serde(rename = "x-docwright-required", skip_serializing_if = "Option::is_none")]
    pub unstated: Option<&'static str>,
    #[serde(rename = "x-docwright-source", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct SpecRequestBody {
    pub required: bool,
    pub content: IndexMap<String, SpecMediaType>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct SpecMediaType {
    pub schema: Value,
    /// How the lists of a form are sent.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub encoding: Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub examples: Map<String, Value>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct SpecResponse {
    pub description: String,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub content: IndexMap<String, SpecMediaType>,
    /// `unstated` where the documentation names no status, `undocumented` where it shows no such response.
    #[serde(rename = "x-docwright-status", skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    #[serde(rename = "x-docwright-source", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Components {
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub schemas: Map<String, Value>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub security_schemes: IndexMap<String, Value>,
    /// Objects that are defined and that nothing refers to.
    #[serde(rename = "x-docwright-schemas", skip_serializing_if = "Map::is_empty")]
    pub unused: Map<String, Value>,
}

impl Components {
    fn is_empty(&self) -> bool {
        self.schemas.is_empty() && self.security_schemes.is_empty() && self.unused.is_empty()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants it so")]
fn is_false(flag: &bool) -> bool {
    !flag
}
