//! The bodies of errors: what several operations or statuses are answered alike is called after none of them.

use std::collections::HashMap;

use super::represented::bare;
use crate::model::{Object, Schema, Source};

/// What such a body is called.
const SHARED: &str = "ApiError";

/// Gives the bodies of errors of a source that most have alike one name.
pub(super) fn name_shared(source: &mut Source) {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut counts: Vec<usize> = Vec::new();
    for object in bodies(source) {
        let at = *known.entry(shape(object)).or_insert(counts.len());
        match counts.get_mut(at) {
            Some(count) => *count += 1,
            None => counts.push(1),
        }
    }
    let Some(most) = counts.iter().max().copied().filter(|most| *most > 1) else { return };
    let first = counts.iter().position(|count| *count == most);
    for object in bodies(source).filter(|object| known.get(&shape(object)).copied() == first) {
        SHARED.clone_into(&mut object.name);
    }
}

/// The objects that errors have as their bodies.
fn bodies(source: &mut Source) -> impl Iterator<Item = &mut Object> {
    let responses = source.operations.iter_mut().flat_map(|operation| &mut operation.responses);
    responses.filter(|response| response.is_error()).filter_map(|response| match &mut response.body {
        Some(Schema::Object(object)) if !object.properties.is_empty() => Some(object),
        _ => None,
    })
}

/// What must be equal for one type to do.
fn shape(object: &Object) -> String {
    serde_json::to_string(&bare(Schema::Object(object.clone()))).unwrap_or_default()
}
