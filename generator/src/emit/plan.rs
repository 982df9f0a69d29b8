//! What is to be written for an API: its model with every name unique, and the types of each source, each once.
//!
//! Writes no Rust.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::docs::DocComment;
use super::ids::Ids;
use super::named::NamedObjects;
use super::names::ident;
use super::objects::required_name;
use super::operation::{own_body, type_name};
use super::settings::ClientHeaders;
use super::share;
use super::text::code;
use super::types::{Role, Shape, Type, TypeSite, Types};
use super::unique;
use super::usage::Fullest;
use crate::model::{Api, NamedSchema, Operation, Server, Source};

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

/// An API and its modules.
pub(super) struct ClientPlan<'a> {
    /// What people call it.
    pub(super) name: &'a str,
    /// Where it is.
    pub(super) server: Option<&'a Server>,
    /// What every call sends.
    pub(super) headers: ClientHeaders,
    /// One for each source.
    pub(super) modules: Vec<SourceModule>,
    /// The types that several modules have in common, each with the evidence of all.
    pub(super) shared: Vec<Type>,
    /// The newtypes of ids, with the evidence of the properties that hold one.
    pub(super) ids: Ids,
    /// The sample that sends most of what every call sends.
    pub(super) fullest: Fullest,
    /// The objects that the docs define by a name, and what they hold.
    pub(super) named: NamedObjects,
}

impl<'a> ClientPlan<'a> {
    /// The plan for `api`.
    pub(super) fn new(api: &'a Api) -> Self {
        let ids: Vec<BTreeSet<String>> = api.sources.par_iter().map(unique::ids).collect();
        let ids: BTreeSet<String> = ids.into_iter().flatten().chain(unique::ids_of_schemas(api)).collect();
        let names = unique::modules(api.sources.iter().map(|source| source.module.as_str()));
        let schemas = unique::NamedSchemas::of(api, &ids);
        let named = |(source, name): (&Source, String)| {
            module(unique::source(source.clone(), name, &ids, &schemas), &schemas.all)
        };
        let mut modules: Vec<SourceModule> = api.sources.par_iter().zip(names).map(named).collect();
        let documented: Vec<String> = api.schemas.iter().map(|named| named.name.clone()).collect();
        let named = NamedObjects::of(&schemas.all, &documented, modules.iter().map(|module| &module.source));
        let headers = ClientHeaders::of(unique::headers(api));
        let shared = share::share(&mut modules);
        let ids = Ids::of(&modules, &named.schemas);
        let fullest = Fullest::of(&modules, &headers);
        Self { name: &api.name, server: api.server.as_ref(), headers, modules, shared, ids, fullest, named }
    }

    /// Whether modules have anything in common.
    pub(super) fn has_shared(&self) -> bool {
        !self.shared.is_empty()
    }
}

/// The types of a source, a type before those that it holds, requests before answers.
fn module((source, aliases): (Source, BTreeMap<String, String>), named: &Arc<[NamedSchema]>) -> SourceModule {
    let mut types = Types::default();
    types.aliases = aliases;
    let call = |operation: &Operation| code(&format!("{} {}", operation.method, operation.path));
    for operation in &source.operations {
        let docs = DocComment::new().say(&format!("The request body of {}.", call(operation)));
        let body = TypeSite { role: Role::Request, is_body: true, docs, words: &[] };
        match own_body(operation) {
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
            types.collect(&parameter.schema, &TypeSite { role: Role::Request, is_body: false, docs, words });
        }
    }
    for operation in &source.operations {
        let bodies = operation
            .responses
            .iter()
            .filter_map(|response| Some((response.status, response.body.as_ref()?)));
        for (status, body) in bodies {
            let status = status.map(|status| format!(" with {status}")).unwrap_or_default();
            let docs = DocComment::new().say(&format!("The response body of {}{status}.", call(operation)));
            types.collect(body, &TypeSite { role: Role::Response, is_body: true, docs, words: &[] });
        }
    }
    let mut names = names(&source, &types.all);
    names.extend(types.aliases.keys().cloned());
    let required: Vec<String> = names.iter().map(|name| required_name(name)).collect();
    names.extend(required);
    let (types, aliases) = (types.all, types.aliases);
    SourceModule { source, types, named: Arc::clone(named), names, aliases }
}

/// The names of the types of a source, of its operations, and of their constants.
fn names(source: &Source, types: &[Type]) -> HashSet<String> {
    let mut names: HashSet<String> = source.operations.iter().map(type_name).collect();
    names.extend(types.iter().map(|held| ident(held.name()).to_string()));
    let held = types.iter().filter_map(|held| match &held.shape {
        Shape::Object(object) => Some(object),
        Shape::OneOf(_) | Shape::Enum(_) => None,
    });
    for object in source.operations.iter().filter_map(own_body).chain(held) {
        for property in &object.properties {
            names.extend(property.template.iter().map(|template| ident(&template.name).to_string()));
            names.extend(property.constant.iter().map(|constant| ident(&constant.name).to_string()));
        }
    }
    names
}
