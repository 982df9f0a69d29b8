//! Fields that docs list beside the object that they are in.

use crate::model::{Object, Property, Schema};

/// Puts a documented field into the object beside it in which the document has a field of that name, where that is the only one
/// and the docs have it as well.
pub(super) fn sink(old: &mut Schema, new: &Schema) {
    let (Some(was), Some(is)) = (held_mut(old), held(new)) else { return };
    let holder_of = |field: &Property| {
        let mut holders =
            is.properties.iter().filter(|it| held(&it.schema).is_some_and(|it| has(it, &field.name)));
        match (holders.next(), holders.next()) {
            (Some(only), None) => Some(only.name.clone()),
            _ => None,
        }
    };
    let found: Vec<(Property, String)> =
        was.properties.iter().filter_map(|it| Some((it.clone(), holder_of(it)?))).collect();
    for (field, holder) in found {
        let Some(holder) = was.properties.iter_mut().find(|it| it.name == holder && it.name != field.name)
        else {
            continue;
        };
        let path = format!("{}.{}", holder.path, field.name);
        let Some(object) = held_mut(&mut holder.schema) else { continue };
        let name = field.name.clone();
        if !has(object, &name) {
            object.properties.push(Property { path, ..field });
        }
        // where the document has one of that name in both, so may the docs
        if !has(is, &name) {
            was.properties.retain(|it| it.name != name);
        }
    }
}

/// The object that a schema is, or holds a list of.
fn held(schema: &Schema) -> Option<&Object> {
    match schema.innermost() {
        Schema::Object(object) => Some(object),
        _ => None,
    }
}

fn held_mut(schema: &mut Schema) -> Option<&mut Object> {
    match schema {
        Schema::Array { items } | Schema::Map { values: items } => held_mut(items),
        Schema::Object(object) => Some(object),
        _ => None,
    }
}

fn has(object: &Object, name: &str) -> bool {
    object.properties.iter().any(|it| it.name == name)
}
