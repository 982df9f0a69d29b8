//! What is to be written for an API: its model with every name unique, and the types of each source, each once.
//!
//! Objects of one name are one type, and share what is told of them. Writes no Rust.

use std::collections::BTreeSet;
use std::hash::Hash;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::call::options_type;
use super::docs::Docs;
use super::ids::Ids;
use super::names::ident;
use super::requests::{self, Common};
use super::settings::Headers;
use super::share;
use super::text::code;
use super::unique;
use super::usage::Fullest;
use crate::model::{Api, Claim, Evidence, Object, OneOf, Operation, Schema, Server, Source, Variant};

/// Who makes values of a type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Role {
    /// The caller.
    Request,
    /// The service.
    Response,
}

/// A type to be written.
#[derive(Clone)]
pub(super) struct Type {
    pub(super) shape: Shape,
    pub(super) role: Role,
    /// Whether it is all that a call sends or is answered.
    pub(super) is_body: bool,
    /// Whether it stands in the module of what sources have in common.
    pub(super) is_shared: bool,
    /// What it is.
    pub(super) docs: Docs,
    /// The docs' words for it.
    pub(super) words: Vec<String>,
}

impl Type {
    /// Its name in Rust.
    pub(super) fn name(&self) -> &str {
        match &self.shape {
            Shape::Object(object) => &object.name,
            Shape::OneOf(one_of) => &one_of.name,
        }
    }

    /// Its name, and those of the parts of its connection strings.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let properties = match &self.shape {
            Shape::Object(object) => object.properties.as_slice(),
            Shape::OneOf(_) => &[],
        };
        let templates = properties.iter().filter_map(|property| property.template.as_ref());
        std::iter::once(self.name()).chain(templates.map(|template| template.name.as_str()))
    }

    /// All that is told of it.
    pub(super) fn told(&self) -> Docs {
        self.words.iter().fold(self.docs.clone(), |docs, words| docs.words(words))
    }
}

/// What kind of type.
#[derive(Clone)]
pub(super) enum Shape {
    Object(Object),
    OneOf(OneOf),
}

/// A source and its types.
#[derive(Clone)]
pub(super) struct Module {
    pub(super) source: Source,
    pub(super) types: Vec<Type>,
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
}

impl<'a> Plan<'a> {
    /// The plan for `api`.
    pub(super) fn new(api: &'a Api) -> Self {
        let ids: Vec<BTreeSet<String>> = api.sources.par_iter().map(unique::ids).collect();
        let ids: BTreeSet<String> = ids.into_iter().flatten().collect();
        let names = unique::modules(api.sources.iter().map(|source| source.module.as_str()));
        let named = |(source, name): (&Source, String)| module(unique::source(source.clone(), name, &ids));
        let mut modules: Vec<Module> = api.sources.par_iter().zip(names).map(named).collect();
        let headers = Headers::of(unique::headers(api));
        let shared = share::share(&mut modules);
        let requests = requests::common(&modules, &headers);
        let ids = Ids::of(&modules);
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
        }
    }

    /// Whether modules have anything in common.
    pub(super) fn has_shared(&self) -> bool {
        !self.shared.is_empty() || !self.requests.is_empty()
    }
}

/// The types of a source, a type before those that it holds, requests before answers.
fn module(source: Source) -> Module {
    let mut types = Types::default();
    let call = |operation: &Operation| code(&format!("{} {}", operation.method, operation.path));
    for operation in &source.operations {
        let docs = Docs::new().say(&format!("What {} sends.", call(operation)));
        let body = At { role: Role::Request, is_body: true, docs, words: &[] };
        operation.body().into_iter().for_each(|schema| types.collect(schema, &body));
    }
    for operation in &source.operations {
        let bodies =
            operation.successes().filter_map(|response| Some((response.status, response.body.as_ref()?)));
        for (status, body) in bodies {
            let status = status.map(|status| format!(" with {status}")).unwrap_or_default();
            let docs = Docs::new().say(&format!("What {} answers{status}.", call(operation)));
            types.collect(body, &At { role: Role::Response, is_body: true, docs, words: &[] });
        }
    }
    let names = names(&source, &types.all);
    Module { source, types: types.all, names }
}

/// Where a type is met, and what is told of it there.
struct At<'a> {
    role: Role,
    is_body: bool,
    docs: Docs,
    words: &'a [String],
}

impl At<'_> {
    fn found(&self, shape: Shape) -> Type {
        let At { role, is_body, docs, words } = self;
        let (docs, words) = (docs.clone(), words.to_vec());
        Type { shape, role: *role, is_body: *is_body, is_shared: false, docs, words }
    }
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

#[derive(Default)]
struct Types {
    all: Vec<Type>,
    /// Where those of each name are, and what is told of those that were met again.
    objects: HashMap<String, (usize, Told)>,
    enums: HashSet<String>,
}

impl Types {
    fn collect(&mut self, schema: &Schema, at: &At<'_>) {
        match schema {
            Schema::Array { items } | Schema::Map { values: items } => self.collect(items, at),
            Schema::Object(object) => self.object(object, at),
            Schema::OneOf(one_of) => {
                if self.enums.insert(one_of.name.clone()) {
                    self.all.push(at.found(Shape::OneOf(one_of.clone())));
                }
                for Variant { value, content, notices, .. } in &one_of.variants {
                    let docs = Docs::new()
                        .say(&format!("{} of {}.", code(&one_of.content), code(value)))
                        .notices(notices);
                    self.object(content, &At { role: at.role, is_body: false, docs, words: &[] });
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, object: &Object, at: &At<'_>) {
        let next = || (self.all.len(), Told::default());
        let (place, told) = self.objects.entry(object.name.clone()).or_insert_with(next);
        match self.all.get_mut(*place) {
            Some(Type { shape: Shape::Object(known), is_body, .. }) => {
                told.merge(known, object);
                *is_body |= at.is_body;
            }
            _ => self.all.push(at.found(Shape::Object(object.clone()))),
        }
        for property in &object.properties {
            let docs = Docs::new().say(&format!("Member {}.", code(&property.path)));
            let words = &property.descriptions;
            self.collect(&property.schema, &At { role: at.role, is_body: false, docs, words });
        }
    }
}

/// What is told of an object already, for others to add to.
#[derive(Default)]
struct Told {
    evidence: HashSet<Evidence>,
    properties: Vec<Words>,
}

/// What is told of a property already.
#[derive(Default)]
struct Words {
    descriptions: HashSet<String>,
    evidence: HashSet<Evidence>,
    claims: HashSet<Claim>,
}

impl Told {
    /// Adds to `known`, always the same, what is told of an object of the same shape.
    fn merge(&mut self, known: &mut Object, other: &Object) {
        self.properties.resize_with(known.properties.len(), Words::default);
        add(&mut self.evidence, &mut known.evidence, &other.evidence);
        let properties = known.properties.iter_mut().zip(&other.properties);
        for (words, (known, other)) in self.properties.iter_mut().zip(properties) {
            add(&mut words.descriptions, &mut known.descriptions, &other.descriptions);
            add(&mut words.evidence, &mut known.evidence, &other.evidence);
            known.settled = known.settled.take().or_else(|| other.settled.clone());
            if let (Some(known), Some(other)) = (&mut known.dispute, &other.dispute) {
                add(&mut words.claims, &mut known.claims, &other.claims);
            }
        }
    }
}

/// Adds those of `more` that are not `known`; `told` is what was known the last time.
fn add<T: Clone + Eq + Hash>(told: &mut HashSet<T>, known: &mut Vec<T>, more: &[T]) {
    if told.is_empty() {
        told.extend(known.iter().cloned());
    }
    known.extend(more.iter().filter(|item| told.insert((*item).clone())).cloned());
}
