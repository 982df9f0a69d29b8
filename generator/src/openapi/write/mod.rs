//! An [`Api`] to an OpenAPI document: keys in a fixed order, same model, same bytes.
//!
//! What OpenAPI has no word for is said in `x-docwright-…`, so that nothing is lost to who reads it with [`read`](super::read).

mod constraint;
mod document;
mod finish;
mod merge;
mod operation;
mod paths;
mod schema;
mod server;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{DocumentFormat, Version, yaml};
use crate::model::{Api, Header, HeaderKind, Source};
use document::{Components, Info, SpecDocument, SpecTag};
use schema::{BodyDirection, SchemaWriter};

/// How a document is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteOptions {
    /// For which version of OpenAPI.
    pub version: Version,
    /// In which format.
    pub format: DocumentFormat,
    /// What the pages do not say of the API.
    pub about: DocumentInfo,
}

/// What the pages of an API do not say of it, and a document has to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentInfo {
    /// The API's version.
    pub version: Option<String>,
    /// What it is, in a line.
    pub summary: Option<String>,
    /// What it is, at length.
    pub description: Option<String>,
    /// Whom to ask.
    pub contact: BTreeMap<String, String>,
    /// On which terms it is documented.
    pub license: BTreeMap<String, String>,
}

/// Writes a document.
pub fn write(api: &Api, options: &WriteOptions) -> String {
    text(&document(api, options), options.format)
}

/// The text of a document.
pub(super) fn text(document: &Value, format: DocumentFormat) -> String {
    match format {
        DocumentFormat::Yaml => yaml::text(document),
        // a value has no keys but texts
        DocumentFormat::Json => serde_json::to_string_pretty(document).unwrap_or_default() + "\n",
    }
}

fn document(api: &Api, options: &WriteOptions) -> Value {
    let keys = named_keys(api);
    let schemas = SchemaWriter::new(options.version, &keys);
    for named in &api.schemas {
        if let Some(key) = keys.get(&named.name) {
            let mut object = schemas.object(&named.schema, BodyDirection::Both);
            if let (Some(members), Some(source)) = (object.as_object_mut(), schema::source(&named.evidence)) {
                members.insert("x-docwright-name".to_owned(), named.name.as_str().into());
                members.insert("x-docwright-source".to_owned(), source.into());
            }
            schemas.components.borrow_mut().insert(key.clone(), object);
        }
    }
    let tags = tags(api);
    let (paths, apart) = paths::write(api, &tags, &schemas);
    let document = SpecDocument {
        openapi: match options.version {
            Version::V31 => "3.1.0",
            Version::V30 => "3.0.3",
        },
        info: info(api, options),
        servers: vec![server::write(api.server.as_ref())],
        tags,
        paths,
        apart,
        components: Components {
            schemas: schemas.components.take(),
            security_schemes: api.headers.iter().filter_map(security_scheme).collect(),
            ..Components::default()
        },
    };
    let mut document = serde_json::to_value(document).unwrap_or_default();
    finish::part_examples(&mut document);
    finish::part_unused(&mut document);
    document
}

/// For each object that has a name the key of its schema.
fn named_keys(api: &Api) -> HashMap<String, String> {
    let mut taken = BTreeSet::new();
    let mut keys = HashMap::new();
    for named in &api.schemas {
        let name = schema::key(&named.ident);
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let mut free = std::iter::once(name.clone()).chain(numbered).filter(|key| !taken.contains(key));
        let key = free.next().unwrap_or(name);
        taken.insert(key.clone());
        keys.entry(named.name.clone()).or_insert(key);
    }
    keys
}

fn info(api: &Api, options: &WriteOptions) -> Info {
    let about = &options.about;
    let pages = match api.sources.len() {
        1 => "1 page".to_owned(),
        count => format!("{count} pages"),
    };
    let or = |stated: &BTreeMap<String, String>, otherwise: [(&str, &str); 2]| -> IndexMap<String, String> {
        match stated.is_empty() {
            true => otherwise.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
            false => stated.clone().into_iter().collect(),
        }
    };
    let contact = format!("{} documentation", api.name);
    let mut contact = or(&about.contact, [("name", &contact), ("", "")]);
    contact.shift_remove("");
    Info {
        title: api.name.clone(),
        // version 3.0 has none
        summary: about.summary.clone().filter(|_| options.version == Version::V31),
        description: about
            .description
            .clone()
            .or_else(|| about.summary.clone())
            .unwrap_or_else(|| format!("As {pages} of its documentation describe it.")),
        contact,
        license: or(
            &about.license,
            [("name", "Not stated by the documentation"), ("url", "https://license.invalid")],
        ),
        version: about.version.clone().unwrap_or_else(|| "0.0.0".to_owned()),
    }
}

/// A tag for each source, whose names are all different.
fn tags(api: &Api) -> Vec<SpecTag> {
    let mut taken = BTreeSet::new();
    let tag = |source: &Source| {
        let title = if source.title.trim().is_empty() { &source.module } else { &source.title };
        let name = match taken.contains(title) {
            true => format!("{title} ({})", source.module),
            false => title.clone(),
        };
        taken.insert(name.clone());
        let description = source.description.clone().filter(|text| !text.trim().is_empty());
        SpecTag {
            name,
            description: description.unwrap_or_else(|| format!("Documented in {}.", source.page)),
            module: source.module.clone(),
            source: format!("{}:{}", source.page, source.title_line.max(1)),
        }
    };
    api.sources.iter().map(tag).collect()
}

fn security_scheme(header: &Header) -> Option<(String, Value)> {
    let scheme = match header.kind {
        HeaderKind::Text => return None,
        HeaderKind::Bearer => json!({ "type": "http", "scheme": "bearer" }),
        HeaderKind::Basic => json!({ "type": "http", "scheme": "basic" }),
        HeaderKind::Secret => json!({ "type": "apiKey", "name": header.name, "in": "header" }),
    };
    Some((operation::scheme_key(header), scheme))
}
