//! A document of OpenAPI 3.1, 3.0 or Swagger 2.0 to an [`Api`], with a line of it as the evidence of every item.
//!
//! Real documents are large and broken: what is not understood is a [`Problem`] and is left out, never a failure of the
//! whole. Operations of one tag are one source.

mod context;
mod keyword;
mod operation;
mod parameter;
mod schema;
mod server;

use std::collections::HashMap;

use heck::ToPascalCase;

use super::parse::parse;
use super::problem::Problem;
use super::tree::{SpecNode, SpecValue};
use crate::model::{self, Api, Header, HeaderKind, NamedSchema, Operation, PathTemplate, Source};
use crate::source::File;
use context::{ReadContext, name_of};
use schema::ident;

/// A document that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it describes.
    pub api: Api,
    /// What was not understood, by line.
    pub problems: Vec<Problem>,
    /// All of it, for who writes it again.
    pub(super) tree: SpecNode,
}

/// Why a file is no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{file}: no OpenAPI document: expected `openapi: 3.1.0`, `openapi: 3.0.3` or `swagger: \"2.0\"` at its top"
)]
pub struct NoDocument {
    /// The file.
    pub file: String,
}

/// The keys by which a document says what it is.
const VERSIONS: [&str; 2] = ["openapi", "swagger"];

/// The methods that a path item has a key for. Others are in a key of our own.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Reads a document.
///
/// # Errors
/// When the file is none.
pub fn read(file: &File) -> Result<Document, NoDocument> {
    let mut problems = Vec::new();
    let root = parse(file, &mut problems);
    let root = root.filter(|root| VERSIONS.iter().any(|key| root.get(key).is_some()));
    let root = root.ok_or_else(|| NoDocument { file: file.name.to_string() })?;
    let context = ReadContext::new(&root, file.name.clone(), problems);
    let api = api(&context);
    let mut problems = context.into_problems();
    problems.sort_by_key(|problem| problem.line);
    problems.dedup();
    Ok(Document { api, problems, tree: root })
}

fn api(context: &ReadContext<'_>) -> Api {
    let root = context.root;
    let name = root.get("info").and_then(|info| info.text("title")).unwrap_or("API");
    Api {
        version: model::VERSION,
        name: name.to_owned(),
        docs_url: None,
        server: server::of_document(context),
        headers: headers(context),
        schemas: schemas(context),
        sources: sources(context, name),
    }
}

/// The headers that carry credentials, each once.
fn headers(context: &ReadContext<'_>) -> Vec<Header> {
    let mut headers: Vec<Header> = Vec::new();
    for entry in context.security_schemes() {
        let Some((name, kind)) = context.follow(&entry.value).and_then(credential) else { continue };
        if !headers.iter().any(|known| known.name.eq_ignore_ascii_case(&name)) {
            headers.push(Header {
                ident: ident(&entry.key),
                name,
                kind,
                required: true,
                evidence: context.evidence(entry.line),
            });
        }
    }
    headers
}

/// The header that a security scheme asks for.
fn credential(scheme: &SpecNode) -> Option<(String, HeaderKind)> {
    let authorization = |kind| Some(("Authorization".to_owned(), kind));
    match scheme.text("type")? {
        "apiKey" if scheme.text("in") == Some("header") => {
            Some((scheme.text("name")?.to_owned(), HeaderKind::Secret))
        }
        "http" if scheme.text("scheme").is_some_and(|it| it.eq_ignore_ascii_case("bearer")) => {
            authorization(HeaderKind::Bearer)
        }
        "http" if scheme.text("scheme").is_some_and(|it| it.eq_ignore_ascii_case("basic")) => {
            authorization(HeaderKind::Basic)
        }
        "basic" => authorization(HeaderKind::Basic),
        "http" => authorization(HeaderKind::Secret),
        "oauth2" | "openIdConnect" => authorization(HeaderKind::Bearer),
        _ => None,
    }
}

/// The objects that the document defines by name.
fn schemas(context: &ReadContext<'_>) -> Vec<NamedSchema> {
    let named = context.definitions().filter_map(|entry| {
        let object = schema::named(context, &entry.key, &entry.value)?;
        Some(NamedSchema {
            name: name_of(&entry.key, &entry.value),
            ident: entry.key.to_pascal_case(),
            schema: object,
            evidence: context.evidence(entry.line),
        })
    });
    named.collect()
}

/// The operations, a source for each first tag.
fn sources(context: &ReadContext<'_>, title: &str) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut source_of = |tag: &str, module: Option<&str>, line: usize, description: Option<&str>| {
        *known.entry(tag.to_owned()).or_insert_with(|| {
            sources.push(Source {
                module: module.map_or_else(|| ident(tag), str::to_owned),
                page: context.page.clone(),
                title: tag.to_owned(),
                title_line: line,
                description: description.map(str::to_owned),
                ..Source::default()
            });
            sources.len() - 1
        })
    };
    for tag in context.root.get("tags").map_or(&[][..], SpecNode::items) {
        if let Some(name) = tag.text("name") {
            source_of(name, tag.text("x-docwright-module"), tag.line, tag.text("description"));
        }
    }
    let mut operations = Vec::new();
    let paths = ["paths", "x-docwright-paths"].into_iter().filter_map(|key| context.root.get(key));
    for path in paths.flat_map(SpecNode::entries) {
        if !path.key.starts_with('/') {
            if !path.key.starts_with("x-") {
                context.problem(path.line, format!("`{}` is no path: expected `/…`", path.key));
            }
            continue;
        }
        let Some(item) = context.follow(&path.value) else { continue };
        let template = PathTemplate::canonical(&PathTemplate::whole(&path.key));
        let others: Vec<PathTemplate> = PathTemplate::alternatives(&path.key)
            .iter()
            .map(|path| PathTemplate::canonical(path))
            .filter(|path| *path != template)
            .collect();
        for entry in item.entries() {
            let own = entry.key.strip_prefix("x-docwright-");
            let Some(method) = own.or_else(|| METHODS.contains(&&*entry.key).then_some(&*entry.key)) else {
                continue;
            };
            if matches!(entry.value.value, SpecValue::Map(_)) {
                // of an operation that several sources document, what each of them says
                let own = entry.value.get("x-docwright-operations").map_or(&[][..], SpecNode::items);
                let own = if own.is_empty() { std::slice::from_ref(&entry.value) } else { own };
                for node in own {
                    let line = if own.len() > 1 { node.line } else { entry.line };
                    let operation = Operation {
                        other_paths: others.clone(),
                        ..operation::read(context, method, &template, item, node, line)
                    };
                    let tags = node.get("tags").map_or(&[][..], SpecNode::items);
                    let tag = tags.first().and_then(SpecNode::as_str).unwrap_or(title);
                    operations.push((source_of(tag, None, line, None), operation));
                }
            }
        }
    }
    for (at, operation) in operations {
        if let Some(source) = sources.get_mut(at) {
            source.operations.push(operation);
        }
    }
    sources.retain(|source| !source.operations.is_empty());
    sources
}

#[cfg(test)]
mod tests;
