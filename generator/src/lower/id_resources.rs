//! What operations are about: things of a kind, which a path is of, and the ids that answers give out for them.

use crate::dialect::is_plural;
use crate::model::{Definitions, Object, Operation, PathPiece, Schema, Segment};

/// An answer that is one thing, or a list of such things.
pub(super) struct AnsweredThing<'o> {
    /// The path of all things of the kind.
    pub(super) resource: &'o [Segment],
    /// One of them.
    pub(super) object: &'o Object,
    /// The type of its id.
    pub(super) id: Option<String>,
}

/// What an operation is answered with; none where it is not about things of one kind, or shows no `id`.
///
/// Counts what is read: one of them, or a list. What is answered to a change may be what it changed, or what that belongs
/// to; only what is answered to a new one is not, where it belongs to nothing.
pub(super) fn given<'o>(
    operation: &'o Operation,
    definitions: &'o Definitions<'_>,
) -> Option<AnsweredThing<'o>> {
    let segments = operation.path.segments();
    let end = segments.iter().rposition(|segment| !segment.is_empty())?;
    let is_of_one = parameter(segments.get(end)?).is_some();
    let resource = segments.get(..if is_of_one { end } else { end + 1 })?;
    let name = resource.last().and_then(literal)?;
    let is_of_all = || is_plural(name) && resource.iter().all(|segment| literal(segment).is_some());
    let answer = match (operation.method.as_str(), operation.answer()?) {
        ("GET", Schema::Array { items }) if !is_of_one => items,
        ("GET", answer) if is_of_one => answer,
        ("POST", answer) if !is_of_one && is_of_all() => answer,
        _ => return None,
    };
    let object = match answer {
        Schema::Object(object) => object,
        Schema::Named { name } => definitions.get(name)?,
        _ => return None,
    };
    let id = match &object.properties.iter().find(|property| property.name == "id")?.schema {
        Schema::Id { name } => Some(name.clone()),
        _ => None,
    };
    // what a new one is answered with may be something else, such as a task
    (operation.method != "POST" || id.is_some()).then_some(AnsweredThing { resource, object, id })
}

/// A path without the names of its parameters.
pub(super) fn nameless(segments: &[Segment]) -> String {
    let text = |segment: &Segment| -> String {
        segment.iter().map(|piece| if let PathPiece::Literal(text) = piece { text } else { "{}" }).collect()
    };
    segments.iter().map(|segment| format!("/{}", text(segment))).collect()
}

/// The text of a segment that has no parameter.
pub(super) fn literal(segment: &Segment) -> Option<&str> {
    match segment.as_slice() {
        [PathPiece::Literal(text)] => Some(text),
        _ => None,
    }
}

/// The name of a segment that is a parameter.
pub(super) fn parameter(segment: &Segment) -> Option<&str> {
    match segment.as_slice() {
        [PathPiece::Parameter(name)] => Some(name),
        _ => None,
    }
}
