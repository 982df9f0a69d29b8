//! What is to be written for an API: its model with every name unique, and the types of each source, each once.
//!
//! Objects of one name are one type, and share what is told of them. Writes no Rust.

use super::docs::Docs;
use super::text::code;
use super::unique;
use crate::model::{Api, Object, OneOf, Operation, Property, Schema, Source, Variant};

/// Who makes values of a type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The caller.
    Request,
    /// The service.
    Response,
}

/// A type to be written.
pub(super) struct Type {
    pub(super) shape: Shape,
    pub(super) role: Role,
    /// What it is.
    pub(super) docs: Docs,
}

/// What kind of type.
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
    /// The names of the newtypes of ids, and the properties that hold one.
    pub(super) ids: Vec<(String, Vec<Property>)>,
}

impl Plan {
    /// The plan for `api`.
    pub(super) fn new(api: &Api) -> Self {
        let api = unique::named(api);
        let mut ids = Vec::new();
        for operation in api.sources.iter().flat_map(|source| &source.operations) {
            let response = operation.response.iter().map(|response| &response.body);
            operation.request_body.iter().chain(response).for_each(|schema| find_ids(schema, &mut ids));
        }
        let modules = api.sources.iter().map(|source| module(source.clone())).collect();
        Self { api, modules, ids }
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
    let mut types = Vec::new();
    let call = |operation: &Operation| code(&format!("{} {}", operation.method, operation.path));
    for operation in &source.operations {
        let docs = Docs::new().say(&format!("What {} sends.", call(operation)));
        operation.request_body.iter().for_each(|schema| collect(schema, Role::Request, &docs, &mut types));
    }
    for operation in &source.operations {
        if let Some(response) = &operation.response {
            let status = response.status.map(|status| format!(" with {status}")).unwrap_or_default();
            let docs = Docs::new().say(&format!("What {} answers{status}.", call(operation)));
            collect(&response.body, Role::Response, &docs, &mut types);
        }
    }
    Module { source, types }
}

fn collect(schema: &Schema, role: Role, docs: &Docs, types: &mut Vec<Type>) {
    match schema {
        Schema::Array { items } => collect(items, role, docs, types),
        Schema::Object(object) => collect_object(object, role, docs, types),
        Schema::OneOf(one_of) => {
            if !types
                .iter()
                .any(|known| matches!(&known.shape, Shape::OneOf(known) if known.name == one_of.name))
            {
                types.push(Type { shape: Shape::OneOf(one_of.clone()), role, docs: docs.clone() });
            }
            for Variant { value, content, notices, .. } in &one_of.variants {
                let docs = Docs::new()
                    .say(&format!("{} of {}.", code(&one_of.content), code(value)))
                    .notices(notices);
                collect_object(content, role, &docs, types);
            }
        }
        _ => {}
    }
}

fn collect_object(object: &Object, role: Role, docs: &Docs, types: &mut Vec<Type>) {
    let known = types.iter_mut().find_map(|known| match &mut known.shape {
        Shape::Object(known) if known.name == object.name => Some(known),
        _ => None,
    });
    match known {
        Some(known) => merge(known, object),
        None => types.push(Type { shape: Shape::Object(object.clone()), role, docs: docs.clone() }),
    }
    for property in &object.properties {
        let docs = Docs::new().say(&format!("Member {}.", code(&property.path)));
        let docs = property.descriptions.iter().fold(docs, |docs, words| docs.words(words));
        collect(&property.schema, role, &docs, types);
    }
}

/// Adds to `known` what is told of an object of the same shape.
fn merge(known: &mut Object, other: &Object) {
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
