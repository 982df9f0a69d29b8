//! Which types several sources have in common.
//!
//! Types are common where they are called the same and have the same members, whatever each page says of these and
//! whatever it fixes them to. What holds a type that is a source's own is a source's own too. Users name a type by
//! its source's module wherever it is written: a page that changes gives its source a type of its own again, and
//! breaks nobody. Writes no Rust.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::init::{FieldInit, init, is_fixed};
use super::source_module::SourceModule;
use super::types::{Role, Shape, Type};
use crate::model::{Constant, Object, Property, Schema};
use crate::naming::bare;

/// What must be equal for one type to do: who makes it, its name, and its members.
#[derive(PartialEq, Hash)]
struct SharedKey(Role, String, Schema);

// JSON has no number that is not equal to itself
impl Eq for SharedKey {}

/// A type that several modules have, and where it is: in which module, and its index there.
struct SharedType {
    key: SharedKey,
    places: Vec<(usize, usize)>,
}

/// Finds the types that several modules have in common, marks them there, and gives each once, with the evidence of all.
pub(in crate::emit) fn share(modules: &mut [SourceModule]) -> Vec<Type> {
    let common = common(modules);
    let mut types = Vec::with_capacity(common.len());
    for SharedType { places, .. } in common {
        let mut shared: Option<Type> = None;
        for (module, at) in places {
            let held = modules.get_mut(module).and_then(|module| module.types.get_mut(at));
            let Some(held) = held else { continue };
            held.is_shared = true;
            match &mut shared {
                Some(shared) => agree(shared, held),
                None => shared = Some(held.clone()),
            }
        }
        types.extend(shared);
    }
    types
}

/// The types that several modules have, and that hold no others.
fn common(modules: &[SourceModule]) -> Vec<SharedType> {
    let keys = |module: &SourceModule| module.types.iter().map(key).collect();
    let keys: Vec<Vec<Option<SharedKey>>> = modules.par_iter().map(keys).collect();
    let mut all: HashMap<SharedKey, Vec<(usize, usize)>> = HashMap::new();
    for (module, keys) in keys.into_iter().enumerate() {
        for (at, key) in keys.into_iter().enumerate().filter_map(|(at, key)| Some((at, key?))) {
            all.entry(key).or_default().push((module, at));
        }
    }
    let several = all.into_iter().filter(|(_, places)| places.len() > 1);
    let mut common = most_common(several.map(|(key, places)| SharedType { key, places }).collect());
    loop {
        let members: HashMap<&str, &Schema> =
            common.iter().map(|one| (one.key.1.as_str(), &one.key.2)).collect();
        let fits: Vec<bool> = common.iter().map(|one| holds_common(&one.key.2, &members)).collect();
        if fits.iter().all(|fits| *fits) {
            return common;
        }
        let mut fits = fits.into_iter();
        common.retain(|_| fits.next().unwrap_or_default());
    }
}

/// Of types that are called the same, the one that more modules have; in the order in which they are met.
fn most_common(mut all: Vec<SharedType>) -> Vec<SharedType> {
    all.sort_by(|one, other| one.places.cmp(&other.places));
    let mut common: Vec<SharedType> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for one in all {
        let at = *places.entry(one.key.1.clone()).or_insert(common.len());
        match common.get_mut(at) {
            Some(known) if known.places.len() < one.places.len() => *known = one,
            Some(_) => {}
            None => common.push(one),
        }
    }
    common
}

/// None for what is a source's own matter: enums, disputes, connection strings, and what names a constant.
fn key(held: &Type) -> Option<SharedKey> {
    let Shape::Object(object) = &held.shape else { return None };
    // Its `new` takes what is fixed, and so names no constant.
    let is_free = held.role == Role::Response || is_fixed(object) && !held.is_body;
    let names_constant = |property: &Property| match init(property) {
        FieldInit::Constant(_) => !is_free,
        FieldInit::Default => !is_free && matches!(&property.schema, Schema::Object(held) if is_fixed(held)),
        // The docs of its setter name it.
        FieldInit::Asked | FieldInit::Absent => property.constant.is_some() && held.role == Role::Request,
    };
    let is_own = |property: &Property| {
        names_constant(property) || property.dispute.is_some() || property.template.is_some()
    };
    (!object.properties.iter().any(is_own)).then(|| {
        let mut schema = bare(Schema::Object(object.clone()));
        blank(&mut schema);
        SharedKey(held.role, object.name.clone(), schema)
    })
}

/// Takes the values of constants away.
fn blank(schema: &mut Schema) {
    match schema {
        Schema::Array { items } => blank(items),
        Schema::Object(object) => {
            for property in &mut object.properties {
                if let Some(constant) = &mut property.constant {
                    **constant = Constant { name: String::new(), value: serde_json::Value::Null };
                }
                blank(&mut property.schema);
            }
        }
        _ => {}
    }
}

/// Whether all types that a type holds are common.
fn holds_common(schema: &Schema, common: &HashMap<&str, &Schema>) -> bool {
    let Schema::Object(object) = schema else { return false };
    object.properties.iter().all(|property| match property.schema.innermost() {
        Schema::Object(object) => {
            common.get(object.name.as_str()).is_some_and(|one| has_members(one, object))
        }
        Schema::OneOf(_) | Schema::Enum(_) => false,
        _ => true,
    })
}

/// Whether `schema` is `object`, whose name it does not have.
fn has_members(schema: &Schema, object: &Object) -> bool {
    matches!(schema, Schema::Object(known) if known.properties == object.properties)
}

/// Adds the evidence of `other`, and keeps the words that both have.
fn agree(shared: &mut Type, other: &Type) {
    shared.words.retain(|words| other.words.contains(words));
    shared.is_body |= other.is_body;
    let (Shape::Object(shared), Shape::Object(other)) = (&mut shared.shape, &other.shape) else { return };
    shared.evidence.extend_from_slice(&other.evidence);
    for (property, other) in shared.properties.iter_mut().zip(&other.properties) {
        property.evidence.extend_from_slice(&other.evidence);
        let words: HashSet<&String> = other.descriptions.iter().collect();
        property.descriptions.retain(|own| words.contains(own));
        property.settled = None;
    }
}

#[cfg(test)]
mod tests;
