//! What is to be written for an API: the modules of its sources, and what these have in common.
//!
//! Writes no Rust, and gives no names.

pub(super) mod aliases;
pub(super) mod fullest;
pub(super) mod ids;
pub(super) mod init;
pub(super) mod item_module;
pub(super) mod named;
pub(super) mod references;
pub(super) mod settings;
pub(super) mod shared_types;
pub(super) mod source_module;
pub(super) mod types;

use std::sync::Arc;

use rayon::prelude::*;

use self::fullest::Fullest;
use self::ids::Ids;
use self::named::NamedObjects;
use self::references::References;
use self::settings::ClientHeaders;
use self::source_module::SourceModule;
use self::types::Type;
use crate::emit::docs::links::PageLinks;
use crate::model::{Api, NamedSchema, Server, Source};

/// An API and its modules.
pub(in crate::emit) struct ClientPlan<'a> {
    /// What people call it.
    pub(in crate::emit) name: &'a str,
    /// What makes links of places of its documentation, where that is published.
    pub(in crate::emit) links: Option<PageLinks<'a>>,
    /// Where it is.
    pub(in crate::emit) server: Option<&'a Server>,
    /// What every call sends.
    pub(in crate::emit) headers: ClientHeaders,
    /// One for each source.
    pub(in crate::emit) modules: Vec<SourceModule>,
    /// The types that several modules have in common, each with the evidence of all.
    pub(in crate::emit) shared: Vec<Type>,
    /// The newtypes of ids, with the evidence of the properties that hold one.
    pub(in crate::emit) ids: Ids,
    /// The sample that sends most of what every call sends.
    pub(in crate::emit) fullest: Fullest,
    /// The objects that the docs define by a name, and what they hold.
    pub(in crate::emit) named: NamedObjects,
}

impl<'a> ClientPlan<'a> {
    /// The plan for `api`, whose names are decided.
    pub(in crate::emit) fn new(api: &'a Api) -> Self {
        let references = References::of(api);
        let schemas: Arc<[NamedSchema]> = api.schemas.iter().map(|it| references.schema(it)).collect();
        let module = |source: &Source| SourceModule::of(references.source(source), &schemas);
        let mut modules: Vec<SourceModule> = api.sources.par_iter().map(module).collect();
        let documented: Vec<String> = api.schemas.iter().map(|named| named.name.clone()).collect();
        let named = NamedObjects::of(&schemas, &documented, modules.iter().map(|module| &module.source));
        let headers = ClientHeaders::of(api.headers.clone());
        let shared = shared_types::share(&mut modules);
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
    pub(in crate::emit) fn has_shared(&self) -> bool {
        !self.shared.is_empty()
    }
}
