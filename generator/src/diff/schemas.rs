//! The objects that the docs define by name, in two revisions.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::class::*;
use super::shape::Shapes;
use super::{ChangeLog, Wire, place, source_of};
use crate::model::{Api, NamedSchema, Object, Origin, Property, Schema};

/// Reports what changed in them.
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
                boxes(log, (was, &in_old), (is, &in_new));
            }),
        }
    }
    for was in old.schemas.iter().filter(|was| !in_new.contains_key(was.name.as_str())) {
        log.begin(&source_of(old, new, Some(&was.evidence)), None);
        let message = "the docs do not define this object any more";
        log.within(&was.name, |log| log.report(&OBJECT_REMOVED, "", at(was), None, message));
    }
}

/// An object that may hold itself is boxed where it does: which properties are, is seen by those that use the client.
fn boxes(
    log: &mut ChangeLog,
    (was, in_old): (&NamedSchema, &ByName<'_>),
    (is, in_new): (&NamedSchema, &ByName<'_>),
) {
    let old = held_directly(&was.schema);
    for (path, (property, name)) in held_directly(&is.schema) {
        let Some((before, _)) = old.get(path).filter(|(_, known)| *known == name) else { continue };
        let (was_boxed, is_boxed) = (holds(name, &was.name, in_old), holds(name, &is.name, in_new));
        if was_boxed != is_boxed {
            let message = match is_boxed {
                true => format!("`{path}` may hold what it is part of now: the client boxes it"),
                false => {
                    format!("`{path}` can not hold what it is part of any more: the client does not box it")
                }
            };
            let at = |property: &Property| place(&property.evidence, Origin::Prose, &property.name);
            log.report(TYPE_CHANGED.on_the_wire(Wire::Compatible), path, at(before), at(property), message);
        }
    }
}

/// The properties of an object, and of those within it, that are one named object each: by their paths.
fn held_directly(object: &Object) -> BTreeMap<&str, (&Property, &str)> {
    let mut held = BTreeMap::new();
    let mut open = vec![object];
    while let Some(object) = open.pop() {
        for property in &object.properties {
            match &property.schema {
                Schema::Named { name } => {
                    held.insert(property.path.as_str(), (property, name.as_str()));
                }
                Schema::Object(inner) => open.push(inner),
                _ => {}
            }
        }
    }
    held
}

/// Whether one of the named objects holds another, itself or by others.
fn holds(holder: &str, held: &str, objects: &ByName<'_>) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![holder];
    while let Some(name) = open.pop() {
        if name == held {
            return true;
        }
        let named = objects.get(name).filter(|_| seen.insert(name));
        open.extend(named.iter().flat_map(|named| held_directly(&named.schema)).map(|(_, (_, name))| name));
    }
    false
}

type ByName<'a> = HashMap<&'a str, &'a NamedSchema>;

fn by_name(api: &Api) -> ByName<'_> {
    api.schemas.iter().map(|named| (named.name.as_str(), named)).collect()
}
