//! The objects that the docs define by name, in two revisions.

use std::collections::HashMap;

use super::class::*;
use super::shape::Shapes;
use super::{ChangeLog, place, source_of};
use crate::model::{Api, NamedSchema, Origin};

/// Tells what changed in them.
pub(super) fn compare(log: &mut ChangeLog, old: &Api, new: &Api) {
    let (in_old, in_new) = (by_name(old), by_name(new));
    let at = |named: &NamedSchema| place(&named.evidence, Origin::Prose, &named.name);
    for is in &new.schemas {
        log.begin(&source_of(old, new, Some(&is.evidence)), None);
        match in_old.get(is.name.as_str()) {
            None => {
                let message = "the docs define this object now";
                log.within(&is.name, |log| log.report(&OBJECT_ADDED, "", None, at(is), message));
            }
            Some(was) if *was == is => {}
            Some(was) => log.within(&is.name, |log| {
                if was.ident != is.ident {
                    let message =
                        format!("the client calls the type `{}` now; it was `{}`", is.ident, was.ident);
                    log.report(&NAME_CHANGED, "", at(was), at(is), message);
                }
                Shapes::by_definition().members(log, "", &was.schema, &is.schema);
            }),
        }
    }
    for was in old.schemas.iter().filter(|was| !in_new.contains_key(was.name.as_str())) {
        log.begin(&source_of(old, new, Some(&was.evidence)), None);
        let message = "the docs do not define this object any more";
        log.within(&was.name, |log| log.report(&OBJECT_REMOVED, "", at(was), None, message));
    }
}

fn by_name(api: &Api) -> HashMap<&str, &NamedSchema> {
    api.schemas.iter().map(|named| (named.name.as_str(), named)).collect()
}
