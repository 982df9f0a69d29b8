//! The newtypes of ids: which there are, and the evidence of the properties that hold one; of the parameters where none does.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::Ident;

use super::source_module::SourceModule;
use crate::emit::syntax::names::{TokenNames, ident};
use crate::model::{Evidence, NamedSchema, Operation, Property, Schema, Source};

/// Newtypes of ids.
#[derive(Default)]
pub(in crate::emit) struct Ids {
    /// Their names, in the order in which they are met.
    pub(in crate::emit) all: Vec<(String, Vec<Evidence>)>,
    places: HashMap<String, usize>,
}

impl Ids {
    /// Those of modules and of named objects.
    pub(in crate::emit) fn of(modules: &[SourceModule], named: &[NamedSchema]) -> Self {
        let mut ids = Self::default();
        for property in named.iter().flat_map(|named| &named.schema.properties) {
            held(property, &mut |name, held| ids.add(name, &held.evidence));
            property
                .schema
                .properties(&mut |inner| held(inner, &mut |name, held| ids.add(name, &held.evidence)));
        }
        for module in modules {
            each(&module.source, |name, held| ids.add(name, &held.evidence));
        }
        let operations = modules.iter().flat_map(|module| &module.source.operations);
        for parameter in operations.flat_map(|operation| &operation.parameters) {
            if let Schema::Id { name } = parameter.schema.innermost()
                && !ids.places.contains_key(name)
            {
                ids.add(name, &parameter.evidence);
            }
        }
        ids
    }

    fn add(&mut self, name: &str, evidence: &[Evidence]) {
        let next = self.all.len();
        let at = *self.places.entry(name.to_owned()).or_insert(next);
        match self.all.get_mut(at) {
            Some((_, known)) => known.extend_from_slice(evidence),
            None => self.all.push((name.to_owned(), evidence.to_vec())),
        }
    }

    /// Those that are named, in their order.
    pub(in crate::emit) fn named(&self, by: &TokenNames) -> Vec<Ident> {
        let places: BTreeSet<usize> = by.idents().filter_map(|name| self.places.get(name)).copied().collect();
        places.into_iter().filter_map(|at| self.all.get(at)).map(|(name, _)| ident(name)).collect()
    }
}

/// Finds the newtypes of ids that the properties of a source hold.
pub(in crate::emit) fn each<'a>(source: &'a Source, mut found: impl FnMut(&'a str, &'a Property)) {
    for body in source.operations.iter().flat_map(Operation::bodies) {
        body.properties(&mut |property| held(property, &mut found));
    }
}

fn held<'a>(property: &'a Property, found: &mut impl FnMut(&'a str, &'a Property)) {
    if let Schema::Id { name } = property.schema.innermost() {
        found(name, property);
    }
}
