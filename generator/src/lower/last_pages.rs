//! What the last page of a list does without: samples show pages that others follow, and say nothing of that one.

use std::collections::BTreeSet;

use crate::model::{Definitions, NamedSchema, Object, Operation, Pagination, Schema, Source, Why};

/// Makes the properties optional that say where the next page is, and the objects that hold these.
pub(super) fn ease(sources: &mut [Source], schemas: &mut [NamedSchema]) {
    let definitions = Definitions::of(schemas);
    let mut in_named = BTreeSet::new();
    for operation in sources.iter_mut().flat_map(|source| &mut source.operations) {
        let pages = Pagination::of(operation, &definitions);
        let Some(mark) = pages.and_then(|pages| pages.continued_by()) else { continue };
        let path: Vec<String> = mark.properties().map(|property| property.name.clone()).collect();
        if let Some(answer) = answer(operation) {
            let_absent(answer, &path, &mut in_named);
        }
    }
    while let Some((name, path)) = in_named.pop_first() {
        for named in schemas.iter_mut().filter(|named| named.name == name) {
            let_absent_in(&mut named.schema, &path, &mut in_named);
        }
    }
}

/// Properties of named objects, by these and by the names that lead there.
type InNamed = BTreeSet<(String, Vec<String>)>;

/// What [`Operation::answer`] gives.
fn answer(operation: &mut Operation) -> Option<&mut Schema> {
    let mut successes = operation.responses.iter_mut().filter(|response| !response.is_error());
    successes.find_map(|response| response.body.as_mut())
}

fn let_absent(schema: &mut Schema, path: &[String], in_named: &mut InNamed) {
    match schema {
        Schema::Object(object) => let_absent_in(object, path, in_named),
        Schema::Named { name } if !path.is_empty() => {
            in_named.insert((name.clone(), path.to_vec()));
        }
        _ => {}
    }
}

fn let_absent_in(object: &mut Object, path: &[String], in_named: &mut InNamed) {
    let Some((name, rest)) = path.split_first() else { return };
    for property in object.properties.iter_mut().filter(|property| property.name == *name) {
        if property.required {
            property.required = false;
            property.why = Why::Unstated;
        }
        let_absent(&mut property.schema, rest, in_named);
    }
}
