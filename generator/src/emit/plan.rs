//! What is to be written for an API: the modules of its sources, and what these have in common.
//!
//! Writes no Rust, and gives no names.

use std::sync::Arc;

use rayon::prelude::*;

use super::fullest::Fullest;
use super::ids::Ids;
use super::links::PageLinks;
use super::named::NamedObjects;
use super::references::References;
use super::settings::ClientHeaders;
use super::share;
use super::source_module::SourceModule;
use super::types::Type;
use crate::model::{Api, NamedSchema, Server, Source};

/// An API and its modules.
pub(super) struct ClientPlan<'a> {
    /// What people call it.
    pub(super) name: &'a str,
    /// What makes links of places of its documentation, where that is published.
    pub(super) links: Option<PageLinks<'a>>,
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
    /// The plan for `api`, whose names are decided.
    pub(super) fn new(api: &'a Api) -> Self {
        let references = References::of(api);
        let schemas: Arc<[NamedSchema]> = api.schemas.iter().map(|it| references.schema(it)).collect();
        let module = |source: &Source| SourceModule::of(references.source(source), &schemas);
        let mut modules: Vec<SourceModule> = api.sources.par_iter().map(module).collect();
        let documented: Vec<String> = api.schemas.iter().map(|named| named.name.clone()).collect();
        let named = NamedObjects::of(&schemas, &documented, modules.iter().map(|module| &module.source));
        let headers = ClientHeaders::of(api.headers.clone());
        let shared = share::share(&mut modules);
        let ids = Ids::of(&modules, &named.schemas);
        let fullest = Fullest::of(&modules, &headers);
        Self {
            name: &api.name,
            links: PageLinks::of(api),
            server: api.server.as_ref(),
            headers,
            modules,
            shared,
            ids,
            fullest,
            named,
        }
    }

    /// Whether modules have anything in common.
    pub(super) fn has_shared(&self) -> bool {
        !self.shared.is_empty()
    }
}
