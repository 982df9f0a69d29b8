//! What is to be written for an API: its model with every name unique, and the types of each source, each once.
//!
//! Writes no Rust.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::HashSet;
use rayon::prelude::*;

use super::call::options_type;
use super::docs::Docs;
use super::ids::Ids;
use super::named::Named;
use super::names::ident;
use super::requests::{self, Common};
use super::settings::Headers;
use super::share;
use super::text::code;
use super::types::{At, Role, Shape, Type, Types};
use super::unique;
use super::usage::Fullest;
use crate::model::{Api, NamedSchema, Operation, Server, Source};

/// A source and its types.
#[derive(Clone)]
pub(super) struct Module {
    pub(super) source: Source,
    pub(super) types: Vec<Type>,
    /// The objects that the docs define by a name, of all sources.
    pub(super) named: Arc<[NamedSchema]>,
    /// The names of its types and constants, as identifiers.
    pub(super) names: HashSet<String>,
}

/// An API and its modules.
pub(super) struct Plan<'a> {
    /// What people call it.
    pub(super) name: &'a str,
    /// Where it is.
    pub(super) server: Option<&'a Server>,
    /// What every call sends.
    pub(super) headers: Headers,
    /// One for each source.
    pub(super) modules: Vec<Module>,
    /// The types that several modules have in common, each with the evidence of all.
    pub(super) shared: Vec<Type>,
    /// The requests that several modules make.
    pub(super) requests: Vec<Common>,
    /// The newtypes of ids, with the evidence of the properties that hold one.
    pub(super) ids: Ids,
    /// The sample that sends most of what every call sends.
    pub(super) fullest: Fullest,
    /// The objects that the docs define by a name, and what they hold.
    pub(super) named: Named,
}

impl<'a> Plan<'a> {
    /// The plan for `api`.
    pub(super) fn new(api: &'a Api) -> Self {
        let ids: Vec<BTreeSet<String>> = api.sources.par_iter().map(unique::ids).collect();
        let ids: BTreeSet<String> = ids.into_iter().flatten().chain(unique::ids_of_schemas(api)).collect();
        let names = unique::modules(api.sources.iter().map(|source| source.module.as_str()));
        let schemas = unique::Schemas::of(api, &ids);
        let named = |(source, name): (&Source, String)| {
            module(unique::source(source.clone(), name, &ids, &schemas), &schemas.all)
        };
        let mut modules: Vec<Module> = api.sources.par_iter().zip(names).map(named).collect();
        let documented: Vec<String> = api.schemas.iter().map(|named| named.name.clone()).collect();
        let named = Named::of(&schemas.all, &documented, modules.iter().map(|module| &module.source));
        let headers = Headers::of(unique::headers(api));
        let shared = share::share(&mut modules);
        let requests = requests::common(&modules, &headers);
        let ids = Ids::of(&modules, &named.schemas);
        let fullest = Fullest::of(&modules, &headers);
        Self {
            name: &api.name,
            server: api.server.as_ref(),
            headers,
            modules,
            shared,
            requests,
            ids,
            fullest,
            named,
        }
    }

    /// Whether modules have anything in common.
    pub(super) fn has_shared(&self) -> bool {
        !self.shared.is_empty() || !self.requests.is_empty()
    }
}

/// The types of a source, a type before those that it holds, requests before answers.
fn module(source: Source, named: &Arc<[NamedSchema]>) -> Module {
    let mut types = Types::default();
    let call = |operation: &Operation| code(&format!("{} {}", operation.method, operation.path));
    for operation in &source.operations {
        let docs = Docs::new().say(&format!("What {} sends.", call(operation)));
        let body = At { role: Role::Request, is_body: true, docs, words: &[] };
        operation.body().into_iter().for_each(|schema| types.collect(schema, &body));
        for parameter in &operation.parameters {
            let docs =
                Docs::new().say(&format!("Parameter {} of {}.", code(&parameter.name), call(operation)));
            let words = parameter.description.as_slice();
            types.collect(&parameter.schema, &At { role: Role::Request, is_body: false, docs, words });
        }
    }
    for operation in &source.operations {
        let bodies = operation
            .responses
            .iter()
            .filter_map(|response| Some((response.status, response.body.as_ref()?)));
        for (status, body) in bodies {
            let status = status.map(|status| format!(" with {status}")).unwrap_or_default();
            let docs = Docs::new().say(&format!("What {} answers{status}.", call(operation)));
            types.collect(body, &At { role: Role::Response, is_body: true, docs, words: &[] });
        }
    }
    let names = names(&source, &types.all);
    Module { source, types: types.all, named: Arc::clone(named), names }
}

/// The names of the types of a source, of their constants, and of the options of its operations.
fn names(source: &Source, types: &[Type]) -> HashSet<String> {
    let mut names: HashSet<String> =
        source.operations.iter().map(|it| options_type(it).to_string()).collect();
    for held in types {
        names.insert(ident(held.name()).to_string());
        let Shape::Object(object) = &held.shape else { continue };
        for property in &object.properties {
            names.extend(property.template.iter().map(|template| ident(&template.name).to_string()));
            names.extend(property.constant.iter().map(|constant| ident(&constant.name).to_string()));
        }
    }
    names
}
