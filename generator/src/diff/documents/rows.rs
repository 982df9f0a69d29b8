//! Rows of the docs that several operations share: what one of them says is said once.

use std::collections::{HashMap, HashSet};

use super::super::class::{REQUEST_FIELD_REMOVED, RESPONSE_FIELD_REMOVED};
use super::super::{Change, ChangePlace};
use crate::model::{Evidence, Object, Operation, Schema};

/// A line of a page and the field that it is of.
type RowPlace = (String, usize, String);

/// The rows of documented fields.
pub(super) struct DescribedRows {
    /// For each place of a field the row that describes it.
    described: HashMap<RowPlace, RowPlace>,
    /// Those of which the document has the field in an operation that shares them.
    known: HashSet<RowPlace>,
}

impl DescribedRows {
    /// Those of operations of the docs and of the document that are the same.
    pub fn of<'a>(pairs: impl Iterator<Item = (&'a Operation, &'a Operation)>) -> Self {
        let mut own = Self { described: HashMap::new(), known: HashSet::new() };
        for (documented, specified) in pairs {
            let names: HashSet<&str> = fields(specified).into_iter().map(|(name, _)| name).collect();
            for (name, evidence) in fields(documented) {
                let row = |it: &Evidence| (it.page.to_string(), it.line, name.to_owned());
                let Some(main) = evidence.iter().find(|it| it.from.is_field()).or(evidence.first()) else {
                    continue;
                };
                own.described.extend(evidence.iter().map(|it| (row(it), row(main))));
                if names.contains(name) {
                    own.known.insert(row(main));
                }
            }
        }
        own
    }

    /// Reports a row once, and not at all where the document has what it is of in an operation that shares it.
    pub fn once(&self, changes: &mut Vec<Change>) {
        let mut reported: HashSet<&RowPlace> = HashSet::new();
        changes.retain(|change| {
            let is_missing = [&REQUEST_FIELD_REMOVED, &RESPONSE_FIELD_REMOVED].contains(&change.class);
            let place = change.old.as_ref().filter(|_| is_missing).map(row);
            let Some(row) = place.and_then(|place| self.described.get(&place)) else { return true };
            reported.insert(row) && !self.known.contains(row)
        });
    }
}

fn row(place: &ChangePlace) -> RowPlace {
    (place.page.clone(), place.line, place.text.clone())
}

/// All fields of an operation that refers to nothing, with where they are.
fn fields(operation: &Operation) -> Vec<(&str, &[Evidence])> {
    let parameters = operation.parameters.iter();
    let mut all: Vec<(&str, &[Evidence])> =
        parameters.map(|it| (it.name.as_str(), it.evidence.as_slice())).collect();
    operation.bodies().for_each(|schema| of_schema(&mut all, schema));
    all
}

fn of_schema<'a>(all: &mut Vec<(&'a str, &'a [Evidence])>, schema: &'a Schema) {
    match schema {
        Schema::Object(object) => of_object(all, object),
        Schema::Array { items } | Schema::Map { values: items } => of_schema(all, items),
        Schema::OneOf(one_of) => one_of.variants.iter().for_each(|it| of_object(all, &it.content)),
        _ => {}
    }
}

fn of_object<'a>(all: &mut Vec<(&'a str, &'a [Evidence])>, object: &'a Object) {
    for property in &object.properties {
        all.push((&property.name, &property.evidence));
        of_schema(all, &property.schema);
    }
}
