//! A source and its types, each once. Writes no Rust.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::aliases::aliases;
use super::types::{Role, Shape, Type, TypeSite, Types};
use crate::emit::docs::comment::DocComment;
use crate::emit::docs::text::code;
use crate::emit::syntax::names::ident;
use crate::model::{NamedSchema, Operation, Schema, Source};
use crate::naming::{required_name, type_name};

/// A source and its types.
#[derive(Clone)]
pub(in crate::emit) struct SourceModule {
    pub(in crate::emit) source: Source,
    pub(in crate::emit) types: Vec<Type>,
    /// The objects that the docs define by a name, of all sources.
    pub(in crate::emit) named: Arc<[NamedSchema]>,
    /// The names of its types and constants, as identifiers.
    pub(in crate::emit) names: HashSet<String>,
    /// Names of types that are another one's too, and that one's.
    pub(in crate::emit) aliases: BTreeMap<String, String>,
}

impl SourceModule {
    /// The types of a source, a type before those that it holds, requests before answers.
    pub(in crate::emit) fn of(source: Source, named: &Arc<[NamedSchema]>) -> Self {
        let mut types = Types::default();
        types.aliases = aliases(&source);
        for operation in &source.operations {
            let [docs, linked] = of_operation("The request body of", operation, "");
            let linked = Some(linked);
            let body = TypeSite { role: Role::Request, is_body: true, docs, linked, words: &[] };
            match operation.own_body() {
                Some(object) => types.held(object, Role::Request),
                None => operation.body().into_iter().for_each(|schema| types.collect(schema, &body)),
            }
            for parameter in &operation.parameters {
                let what = format!("Parameter {} of", code(&parameter.name));
                let [docs, linked] = of_operation(&what, operation, "");
                let (linked, words) = (Some(linked), parameter.description.as_slice());
                types.collect(
                    &parameter.schema,
                    &TypeSite { role: Role::Request, is_body: false, docs, linked, words },
                );
            }
        }
        let errors = source.operations.iter().flat_map(Operation::errors).filter_map(|it| it.body.as_ref());
        let mut uses: HashMap<&str, usize> = HashMap::new();
        errors.filter_map(object_name).for_each(|name| *uses.entry(name).or_default() += 1);
        for operation in &source.operations {
            let bodies = operation
                .responses
                .iter()
                .filter_map(|response| Some((response.status, response.body.as_ref()?)));
            for (status, body) in bodies {
                let is_common = object_name(body).and_then(|name| uses.get(name)).is_some_and(|it| *it > 1);
                let status = status.map(|status| format!(" with {status}")).unwrap_or_default();
                let what = match body {
                    Schema::Array { .. } => "An item of the response body of",
                    _ => "The response body of",
                };
                let [docs, linked] = of_operation(what, operation, &status);
                let (docs, linked) = match is_common {
                    true => (DocComment::new().say("The body of several errors."), None),
                    false => (docs, Some(linked)),
                };
                let site = TypeSite { role: Role::Response, is_body: true, docs, linked, words: &[] };
                types.collect(body, &site);
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

/// What a type is of an operation, which is named by its call, and by a link to its type.
fn of_operation(what: &str, operation: &Operation, behind: &str) -> [DocComment; 2] {
    let call = code(&format!("{} {}", operation.method, operation.path));
    let link = format!("[`{}`]", ident(&type_name(operation)));
    [call, link].map(|named| DocComment::new().say(&format!("{what} {named}{behind}.")))
}

fn object_name(schema: &Schema) -> Option<&str> {
    match schema {
        Schema::Object(object) => Some(&object.name),
        _ => None,
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
