//! The newtypes of ids: which there are, and the evidence of the properties that hold one.

use std::collections::BTreeSet;

use foldhash::HashMap;
use proc_macro2::Ident;

use super::docs::Pointed;
use super::names::{Mentions, ident};
use super::ready::bodies;
use crate::model::{Property, Schema, Source};

/// Newtypes of ids.
#[derive(Default)]
pub(super) struct Ids {
    /// Their names, in the order in which they are met.
    pub(super) all: Vec<(String, Pointed)>,
    places: HashMap<String, usize>,
}

impl Ids {
    /// Adds a property that holds one.
    pub(super) fn add(&mut self, name: &str, held: &Property) {
        let at = match self.places.get(name) {
            Some(at) => *at,
            None => {
                self.places.insert(name.to_owned(), self.all.len());
                self.all.push((name.to_owned(), Pointed::default()));
                self.all.len() - 1
            }
        };
        self.all.get_mut(at).into_iter().for_each(|(_, known)| known.add(&held.evidence));
    }

    /// Those that are named, in their order.
    pub(super) fn named(&self, by: &Mentions) -> Vec<Ident> {
        let places: BTreeSet<usize> = by.idents().filter_map(|name| self.places.get(name)).copied().collect();
        places.into_iter().filter_map(|at| self.all.get(at)).map(|(name, _)| ident(name)).collect()
    }
}

/// Finds the newtypes of ids that the properties of a source hold.
pub(super) fn each<'a>(source: &'a Source, mut found: impl FnMut(&'a str, &'a Property)) {
    for body in source.operations.iter().flat_map(bodies) {
        body.properties(&mut |property| {
            if let Schema::Id { name } = property.schema.innermost() {
                found(name, property);
            }
        });
    }
}
