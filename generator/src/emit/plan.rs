//! What is to be written for an API: its model with every name unique, and the types of each source, each once.
//!
//! Objects of one name are one type, and share what is told of them. Writes no Rust.

use super::docs::Docs;
use super::requests::Common;
use super::text::code;
use super::{requests, share, unique};
use crate::model::{Api, Object, OneOf, Operation, Property, Schema, Source, Variant};

/// Who makes values of a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
pub(super) struct Module {
    pub(super) source: Source,
    pub(super) types: Vec<Type>,
}

/// An API and its modules.
pub(super) struct Plan {
    pub(super) api: Api,
    pub(super) modules: Vec<Module>,
    /// The types that several modules have in common.
    pub(super) shared: Vec<Type>,
    /// The requests that several modules make.
    pub(super) requests: Vec<Common>,
    /// The names of the newtypes of ids, and the properties that hold one.
    pub(super) ids: Vec<(String, Vec<Property>)>,
}

impl Plan {
    /// Whether modules have anything in common.
    pub(super) fn has_shared(&self) -> bool {
        !self.shared.is_empty() || !self.requests.is_empty()
    }

    /// The plan for `api`.
    pub(super) fn new(api: &Api) -> Self {
        let api = unique::named(api);
        let mut ids = Vec::new();
        for operation in api.sources.iter().flat_map(|source| &source.operations) {
            let response = operation.response.iter().map(|response| &response.body);
            operation.request_body.iter().chain(response).for_each(|schema| find_ids(schema, &mut ids));
        }
        let mut modules: Vec<Module> = api.sources.iter().map(|source| module(source.clone())).collect();
        let shared = share::share(&mut modules);
        let requests = requests::common(&api, &modules);
        Self { api, modules, shared, requests, ids }
    }
}

fn find_ids(schema: &Schema, ids: &mut Vec<(String, Vec<Property>)>) {
    for property in properties(schema) {
        let mut held = &property.schema;
        while let Schema::Array { items } = held {
            held = items;
        }
        if let Schema::Id { name } = held {
            match ids.iter_mut().find(|(known, _)| known == name) {
                Some((_, held)) => held.push(property.clone()),
                None => ids.push((name.clone(), vec![property.clone()])),
            }
        }
        find_ids(&property.schema, ids);
    }
}

/// The properties of the objects that `schema` is made of, not those within them.
fn properties(schema: &Schema) -> Vec<&Property> {
    match schema {
        Schema::Array { items } => properties(items),
        Schema::Object(object) => object.properties.iter().collect(),
        Schema::OneOf(one_of) => {
            one_of.variants.iter().flat_map(|variant| &variant.content.properties).collect()
        }
        _ => Vec::new(),
    }
}

/// The types of a source, a type before those that it holds, requests before answers.
fn module(source: Source) -> Module {
    let mut types = Types(Vec::new());
    let call = |operation: &Operation| code(&format!("{} {}", operation.method, operation.path));
    for operation in &source.operations {
        let docs = Docs::new().say(&format!("What {} sends.", call(operation)));
        let body = At { role: Role::Request, is_body: true, docs, words: &[] };
        operation.request_body.iter().for_each(|schema| types.collect(schema, &body));
    }
    for operation in &source.operations {
        if let Some(response) = &operation.response {
            let status = response.status.map(|status| format!(" with {status}")).unwrap_or_default();
            let docs = Docs::new().say(&format!("What {} answers{status}.", call(operation)));
            types.collect(&response.body, &At { role: Role::Response, is_body: true, docs, words: &[] });
        }
    }
    Module { source, types: types.0 }
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

struct Types(Vec<Type>);

impl Types {
    fn collect(&mut self, schema: &Schema, at: &At<'_>) {
        match schema {
            Schema::Array { items } => self.collect(items, at),
            Schema::Object(object) => self.object(object, at),
            Schema::OneOf(one_of) => {
                let is_known =
                    |known: &Type| matches!(&known.shape, Shape::OneOf(known) if known.name == one_of.name);
                if !self.0.iter().any(is_known) {
                    self.0.push(at.found(Shape::OneOf(one_of.clone())));
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
        let known = self.0.iter_mut().find_map(|known| match &mut known.shape {
            Shape::Object(shape) if shape.name == object.name => Some((shape, &mut known.is_body)),
            _ => None,
        });
        match known {
            Some((known, is_body)) => {
                merge(known, object);
                *is_body |= at.is_body;
            }
            None => self.0.push(at.found(Shape::Object(object.clone()))),
        }
        for property in &object.properties {
            let docs = Docs::new().say(&format!("Member {}.", code(&property.path)));
            let words = &property.descriptions;
            self.collect(&property.schema, &At { role: at.role, is_body: false, docs, words });
        }
    }
}

/// Adds to `known` what is told of an object of the same shape.
pub(super) fn merge(known: &mut Object, other: &Object) {
    add(&mut known.evidence, &other.evidence);
    for (known, other) in known.properties.iter_mut().zip(&other.properties) {
        add(&mut known.descriptions, &other.descriptions);
        add(&mut known.evidence, &other.evidence);
        known.settled = known.settled.take().or_else(|| other.settled.clone());
        if let (Some(known), Some(other)) = (&mut known.dispute, &other.dispute) {
            add(&mut known.claims, &other.claims);
        }
    }
}

fn add<T: Clone + PartialEq>(known: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !known.contains(item) {
            known.push(item.clone());
        }
    }
}
