//! What the last page of a list does without: samples show pages that others follow, and tell nothing of that one.

use std::collections::BTreeSet;

use crate::model::{Definitions, NamedSchema, Object, Operation, Pagination, Schema, Source, Why};

/// Makes the properties optional that say where the next page is.
pub(super) fn ease(sources: &mut [Source], schemas: &mut [NamedSchema]) {
    let definitions = Definitions::of(schemas);
    let mut in_named: BTreeSet<(String, String)> = BTreeSet::new();
    for operation in sources.iter_mut().flat_map(|source| &mut source.operations) {
        let pages = Pagination::of(operation, &definitions);
        let Some(property) = pages.and_then(|pages| pages.continued_by()) else { continue };
        let property = property.name.clone();
        match answer(operation) {
            Some(Schema::Object(object)) => let_absent(object, &property),
            Some(Schema::Named { name }) => drop(in_named.insert((name.clone(), property))),
            _ => {}
        }
    }
    for (name, property) in in_named {
        let named = schemas.iter_mut().filter(|named| named.name == name);
        named.for_each(|named| let_absent(&mut named.schema, &property));
    }
}

/// What [`Operation::answer`] gives.
fn answer(operation: &mut Operation) -> Option<&mut Schema> {
    let mut successes = operation.responses.iter_mut().filter(|response| !response.is_error());
    successes.find_map(|response| response.body.as_mut())
}

fn let_absent(object: &mut Object, name: &str) {
    for property in object.properties.iter_mut().filter(|it| it.name == name && it.required) {
        property.required = false;
        property.why = Why::Unstated;
    }
}
