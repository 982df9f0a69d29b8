//! A source and its types, each once. Writes no Rust.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::aliases::aliases;
use super::docs::DocComment;
use super::names::ident;
use super::text::code;
use super::types::{Role, Shape, Type, TypeSite, Types};
use crate::model::{NamedSchema, Operation, Schema, Source};
use crate::naming::{required_name, type_name};

/// A source and its types.
#[derive(Clone)]
pub(super) struct SourceModule {
    pub(super) source: Source,
    pub(super) types: Vec<Type>,
    /// The objects that the docs define by a name, of all sources.
    pub(super) named: Arc<[NamedSchema]>,
    /// The names of its types and constants, as identifiers.
    pub(super) names: HashSet<String>,
    /// Names of types that are another one's too, and that one's.
    pub(super) aliases: BTreeMap<String, String>,
}

impl SourceModule {
    /// The types of a source, a type before those that it holds, requests before answers.
    pub(super) fn of(source: Source, named: &Arc<[NamedSchema]>) -> Self {
        let mut types = Types::default();
        types.aliases = aliases(&source);
        let call = |operation: &Operation| code(&format!("{} {}", operation.method, operation.path));
        for operation in &source.operations {
            let docs = DocComment::new().say(&format!("The request body of {}.", call(operation)));
            let body = TypeSite { role: Role::Request, is_body: true, docs, words: &[] };
            match operation.own_body() {
                Some(object) => types.held(object, Role::Request),
                None => operation.body().into_iter().for_each(|schema| types.collect(schema, &body)),
            }
            for parameter in &operation.parameters {
                let docs = DocComment::new().say(&format!(
                    "Parameter {} of {}.",
                    code(&parameter.name),
                    call(operation)
                ));
                let words = parameter.description.as_slice();
                types.collect(
                    &parameter.schema,
                    &TypeSite { role: Role::Request, is_body: false, docs, words },
                );
            }
        }
        for operation in &source.operations {
            let bodies = operation
                .responses
                .iter()
                .filter_map(|response| Some((response.status, response.body.as_ref()?)));
            for (status, body) in bodies {
                let status = status.map(|status| format!(" with {status}")).unwrap_or_default();
                let what = if matches!(body, Schema::Array { .. }) {
                    "An item of the response"
                } else {
                    "The response"
                };
                let docs = DocComment::new().say(&format!("{what} body of {}{status}.", call(operation)));
                types.collect(body, &TypeSite { role: Role::Response, is_body: true, docs, words: &[] });
            }
        }
        let mut names = names(&source, &types.all);
        names.extend(types.aliases.keys().cloned());
        let required: Vec<String> = names.iter().map(|name| required_name(name)).collect();
        names.extend(required);
        let (types, aliases) = (types.all, types.aliases);
        Self { source, types, named: Arc::clone(named), names, aliases }
    }
}

/// The names of the types of a source, of its operations, and of their constants.
fn names(source: &Source, types: &[Type]) -> HashSet<String> {
    let mut names: HashSet<String> = source.operations.iter().map(type_name).collect();
    names.extend(types.iter().map(|held| ident(held.name()).to_string()));
    let held = types.iter().filter_map(|held| match &held.shape {
        Shape::Object(object) => Some(object),
        Shape::OneOf(_) | Shape::Enum(_) => None,
    });
    for object in source.operations.iter().filter_map(Operation::own_body).chain(held) {
        for property in &object.properties {
            names.extend(property.template.iter().map(|template| ident(&template.name).to_string()));
            names.extend(property.constant.iter().map(|constant| ident(&constant.name).to_string()));
        }
    }
    names
}
