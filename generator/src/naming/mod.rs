//! Every name that a client has in Rust, decided in one place, after lowering: the model, what compares and explains it, and
//! the client have the same names.
//!
//! Lowering proposes names that follow from the documentation's; here each becomes one that Rust takes and that nothing else
//! has. Changes names alone. Knows no page, and writes no Rust.

mod errors;
mod identifier;
mod represented;
mod reserved;
mod types;
mod unique;

use std::collections::BTreeSet;

use rayon::prelude::*;

pub use identifier::{field_name, identifier, is_keyword, module_name, pascal, shouty, snake};
pub use represented::{bare, is_listed, is_own, represent_object, represent_operation};
pub use unique::{Names, Namespace};

use crate::model::{Api, Operation, Schema, Source};
use represented::each_schema;
use reserved::{FUNCTIONS, MODULES, OPERATION, ROOT, SETTERS, TYPES};
use types::TypeNames;

/// Who makes values of a type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// The caller.
    Request,
    /// The service.
    Response,
}

/// Decides the names of an API. Names that are decided already stay as they are.
pub fn decide(api: &mut Api) {
    let mut names = Namespace::reserving(SETTERS);
    for header in &mut api.headers {
        header.ident = names.take(&header.ident, "_");
    }
    let mut names = Namespace::reserving(MODULES);
    for source in &mut api.sources {
        source.module = names.take(&source.module, "_source");
    }
    let ids = ids(api);
    schemas(api, &ids);
    let named = api.schemas.iter().flat_map(|named| [required_name(&named.ident), named.ident.clone()]);
    let taken: Vec<String> = ids.into_iter().chain(named).collect();
    api.sources.par_iter_mut().for_each(|it| source(it, &taken));
}

/// Names the newtypes of identifiers, and gives the names back.
fn ids(api: &mut Api) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for named in &mut api.schemas {
        let properties = &mut named.schema.properties;
        properties.iter_mut().for_each(|it| free_ids(&mut it.schema, &mut |id| ids.insert(id.to_owned())));
    }
    for operation in api.sources.iter_mut().flat_map(|source| &mut source.operations) {
        each_schema(operation, &mut |schema, _| free_ids(schema, &mut |id| ids.insert(id.to_owned())));
    }
    ids
}

/// Gives another name to identifiers that have one of the root's or of Rust's.
fn free_ids(schema: &mut Schema, found: &mut impl FnMut(&str) -> bool) {
    match schema {
        Schema::Id { name } => {
            let is_taken = ROOT.contains(&name.as_str()) || TYPES.contains(&name.as_str());
            *name = identifier(&if is_taken { format!("{name}Id") } else { name.clone() });
            found(name);
        }
        Schema::Array { items } | Schema::Map { values: items } => free_ids(items, found),
        Schema::Object(object) => {
            object.properties.iter_mut().for_each(|held| free_ids(&mut held.schema, found));
        }
        Schema::OneOf(one_of) => {
            let held = one_of.variants.iter_mut().flat_map(|variant| &mut variant.content.properties);
            held.for_each(|held| free_ids(&mut held.schema, found));
        }
        _ => {}
    }
}

/// Names the objects that the docs define by a name.
fn schemas(api: &mut Api, ids: &BTreeSet<String>) {
    let mut types = TypeNames::reserving(TYPES.iter().chain(ROOT).copied());
    ids.iter().for_each(|name| drop(types.names.take(name, "")));
    for named in &mut api.schemas {
        named.ident = types.names.take_type(&named.ident, "Object");
    }
    for named in &mut api.schemas {
        types.members_of(&mut named.schema, Role::Response, true);
        named.schema.name.clone_from(&named.ident);
    }
}

/// Names what a source has; `taken` are names of types that all sources have.
fn source(source: &mut Source, taken: &[String]) {
    operations(source);
    errors::name_shared(source);
    let mut types = TypeNames::reserving(TYPES.iter().copied());
    let operations = source.operations.iter().map(type_name).flat_map(|name| [required_name(&name), name]);
    for name in taken.iter().cloned().chain(operations) {
        types.names.take(&name, "");
    }
    let is_own: Vec<bool> = source.operations.iter().map(|it| it.own_body().is_some()).collect();
    for (operation, _) in source.operations.iter_mut().zip(&is_own).filter(|(_, is_own)| **is_own) {
        let name = type_name(operation);
        let taken = operation.parameters.iter().map(|parameter| parameter.ident.clone()).collect();
        let Some(body) = &mut operation.request_body else { continue };
        let takes_files = body.takes_files();
        if let Schema::Object(object) = &mut body.schema {
            types.own(object, name, taken, takes_files);
        }
    }
    for (operation, is_own) in source.operations.iter_mut().zip(is_own) {
        operation.parameters.iter_mut().for_each(|it| types.schema(&mut it.schema, Role::Request, true));
        if let Some(body) = operation.request_body.as_mut().filter(|_| !is_own) {
            let takes_files = body.takes_files();
            types.schema(&mut body.schema, Role::Request, takes_files);
        }
        let responses = operation.responses.iter_mut().filter_map(|response| response.body.as_mut());
        responses.for_each(|body| types.schema(body, Role::Response, true));
    }
}

fn operations(source: &mut Source) {
    let mut names = Namespace::reserving(FUNCTIONS);
    let mut types = Namespace::reserving(TYPES);
    for operation in &mut source.operations {
        let proposed = operation.name.clone();
        loop {
            operation.name = names.take(&proposed, "_again");
            let ty = type_name(operation);
            let required = required_name(&ty);
            if !types.has(&ty) && !types.has(&required) {
                types.reserve(ty);
                types.reserve(required);
                break;
            }
        }
        let mut idents = Namespace::reserving(&[SETTERS, OPERATION].concat());
        for parameter in &mut operation.parameters {
            parameter.ident = idents.take(&parameter.ident, "_");
        }
    }
}

/// The name of an operation's type.
pub fn type_name(operation: &Operation) -> String {
    identifier(&operation.type_name())
}

/// The name of the struct of what a type requires.
pub fn required_name(name: &str) -> String {
    format!("{}Required", name.trim_start_matches("r#"))
}

/// The name of the setter that sends `null` for a property; what sets a name apart from a keyword is not in it.
pub fn null_name(property: &str) -> String {
    format!("{}_null", property.trim_end_matches('_'))
}

#[cfg(test)]
mod tests;
