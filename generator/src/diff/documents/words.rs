//! Differences in words: what the documentation says, and what the spec does.

use super::super::class::*;
use super::super::{Bump, Change, ChangePlace, title};
use crate::model::{Operation, Source};

/// An operation that the document does not have.
pub(super) fn missing(source: &Source, operation: &Operation, at: Option<ChangePlace>) -> Change {
    Change {
        class: &OPERATION_REMOVED,
        wire: OPERATION_REMOVED.wire,
        bump: OPERATION_REMOVED.bump,
        source: source.module.clone(),
        operation: Some(title(operation)),
        path: None,
        old: at,
        new: None,
        message: format!("`{}` is documented, not in the spec", title(operation)),
    }
}

/// A change as a difference of both sides, each with its place: where one does not have the thing itself, that of its operation.
/// None where it is no difference of what they say of the API.
pub(super) fn worded(change: Change, places: &(Option<ChangePlace>, Option<ChangePlace>)) -> Option<Change> {
    let name = change.path.clone().unwrap_or_default();
    let text = |place: &Option<ChangePlace>| place.as_ref().map_or_else(String::new, |it| it.text.clone());
    let (old, new) = (text(&change.old), text(&change.new));
    let both = || format!("`{name}` is {old} in the documentation, {new} in the spec");
    let class = change.class;
    let is = |classes: &[&'static Class]| classes.contains(&class);
    let message = if is(&[&METHOD_CHANGED]) {
        change.message.clone()
    } else if is(&[&REQUIRED_FIELD_ADDED, &REQUIRED_HEADER_ADDED]) {
        format!("`{name}` is required in the spec, and not documented")
    } else if is(&[&OPTIONAL_FIELD_ADDED]) {
        format!("`{name}` is in the spec, not documented")
    } else if is(&[&REQUEST_FIELD_REMOVED]) && name.is_empty() {
        "a request body is documented, and none is in the spec".to_owned()
    } else if is(&[&REQUEST_FIELD_REMOVED]) {
        format!("`{name}` is documented, not in the spec")
    } else if is(&[&RESPONSE_FIELD_REMOVED]) {
        format!("`{name}` of the response is documented, not in the spec")
    } else if is(&[&FIELD_RENAMED]) {
        format!("`{old}` is documented and not in the spec, `{new}` is in the spec and not documented")
    } else if is(&[&TYPE_CHANGED, &TYPE_NARROWED, &TYPE_WIDENED]) {
        match name.is_empty() {
            true => format!("it is {old} in the documentation, {new} in the spec"),
            false => both(),
        }
    } else if is(&[&OPTIONAL_TO_REQUIRED]) {
        format!("`{name}` is optional in the documentation, required in the spec")
    } else if is(&[&REQUIRED_TO_OPTIONAL]) {
        format!("`{name}` is required in the documentation, optional in the spec")
    } else if is(&[&REQUEST_ENUM_VALUE_ADDED, &REQUEST_ENUM_VALUE_REMOVED, &RESPONSE_ENUM_VALUE_ADDED]) {
        format!("of `{name}` the documentation lists {old}; the spec lists {new}")
    } else if is(&[&DEFAULT_CHANGED]) {
        format!("where `{name}` is left out, the documentation says `{old}`, the spec `{new}`")
    } else if is(&[&CONSTRAINT_TIGHTENED, &CONSTRAINT_LOOSENED]) {
        both()
    } else if is(&[&STATUS_CHANGED]) {
        format!("the response is {old} in the documentation, {new} in the spec")
    } else if is(&[&DEPRECATED]) {
        "it is deprecated in the spec, not in the documentation".to_owned()
    } else if is(&[&LIFECYCLE_CHANGED]) {
        "it is deprecated in the documentation, not in the spec".to_owned()
    } else if is(&[&VARIANT_ADDED]) {
        format!("`{name}` can be `{new}` in the spec, not in the documentation")
    } else if is(&[&VARIANT_REMOVED]) {
        format!("`{name}` can be `{old}` in the documentation, not in the spec")
    } else {
        return None;
    };
    Some(Change {
        old: change.old.or_else(|| places.0.clone()),
        new: change.new.or_else(|| places.1.clone()),
        message,
        // what the docs are silent about is reported when it is asked for
        bump: match class {
            _ if is(&[&LIFECYCLE_CHANGED]) => DEPRECATED.bump,
            _ if is(&[&OPTIONAL_FIELD_ADDED]) => Bump::None,
            _ => change.bump,
        },
        ..change
    })
}
