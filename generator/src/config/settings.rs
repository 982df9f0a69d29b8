//! What a configuration says, as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::yaml::{list, ordered, unique, uniques};

/// A project's configuration, as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// What people call the API.
    pub api: String,
    /// Where its pages are published: a URL with `{page}` (`guide/page.md`) or `{path}` (`guide/page`), and perhaps `{line}`.
    pub docs_url: Option<String>,
    /// How its pages are written: a built-in dialect's name, or the path of a file.
    pub dialect: Option<String>,
    /// A folder of pages for each language; the first is the source, the others translate it.
    #[serde(deserialize_with = "ordered")]
    pub locales: Vec<(String, String)>,
    /// For a source (by its module's name): the folder of earlier revisions of its page.
    #[serde(default, deserialize_with = "ordered")]
    pub history: Vec<(String, String)>,
    /// Where the client goes.
    pub output: OutputSettings,
    /// The API as an OpenAPI document, if one is wanted.
    pub openapi: Option<OpenApi>,
    /// Names that the generated code gives otherwise than it would.
    #[serde(default)]
    pub renames: Renames,
    /// Fields that must be given though the pages do not say so.
    #[serde(default, deserialize_with = "list")]
    pub required: Vec<Required>,
    /// Disputes between places of the docs, settled.
    #[serde(default, deserialize_with = "list")]
    pub resolutions: Vec<Resolution>,
    /// How much the findings of a rule matter, by its name or code.
    #[serde(default, deserialize_with = "ordered")]
    pub rules: Vec<(String, Level)>,
    /// The file of the findings that are accepted, from this file's folder.
    pub baseline: Option<String>,
}

/// How much the findings of a rule matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// They are not reported.
    Off,
    /// Worth knowing.
    Info,
    /// Will mislead a reader.
    Warning,
    /// Wrong.
    Error,
}

/// Where the client goes.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OutputSettings {
    /// The folder of the generated files.
    pub folder: String,
    /// The manifest whose `[features]` get a block of one feature per source.
    pub manifest: Option<String>,
    /// The name of the crate that the folder is the source of; the API's name, unless it is given.
    #[serde(rename = "crate")]
    pub crate_name: Option<String>,
    /// Whether the folder is a whole crate that builds by itself.
    #[serde(default)]
    pub whole_crate: bool,
    /// Where the runtime is; within a whole crate and a dependency of others, unless it is given.
    pub runtime: Option<RuntimePlace>,
}

/// Where the runtime of a client is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuntimePlace {
    /// A module of the client, which then depends on nothing of docwright's.
    Inside,
    /// The crate `docwright-runtime`.
    Dependency,
}

/// An OpenAPI document of the API, and what the pages do not say of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OpenApi {
    /// Its file in the output folder: `openapi.yaml`, `openapi.json`.
    pub file: String,
    /// Which OpenAPI: `"3.1"`, unless it is `"3.0"`.
    pub spec: Option<String>,
    /// The API's version.
    pub version: Option<String>,
    /// What the API is, in a line.
    pub summary: Option<String>,
    /// What it is, at length.
    pub description: Option<String>,
    /// Whom to ask: `name`, `url`, `email`.
    #[serde(default)]
    pub contact: BTreeMap<String, String>,
    /// On which terms: `name`, and `url` or `identifier`.
    #[serde(default)]
    pub license: BTreeMap<String, String>,
}

/// Names that the generated code gives otherwise than it would.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Renames {
    /// From a header's name to its setting's.
    #[serde(default, deserialize_with = "unique")]
    pub headers: BTreeMap<String, String>,
    /// For a source (by its module's name): from an operation, such as `POST /things`, to its function's name.
    #[serde(default, deserialize_with = "uniques")]
    pub operations: BTreeMap<String, BTreeMap<String, String>>,
    /// From a page, below its locale's folder, to its module's name.
    #[serde(default, deserialize_with = "unique")]
    pub sources: BTreeMap<String, String>,
}

/// A field that must be given.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Required {
    /// Of which source; of all of them if it is left out.
    pub source: Option<String>,
    /// From the body's root, with dots.
    pub field: String,
    /// Why.
    pub reason: String,
}

/// A dispute between places of the docs, settled.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Resolution {
    /// The source's module.
    pub source: String,
    /// From the body's root, with dots.
    pub field: String,
    /// The values as the docs have them, in any order.
    pub disputed: Vec<String>,
    /// The value that holds.
    pub holds: String,
    /// Why it does.
    pub reason: String,
}
