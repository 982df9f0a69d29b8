//! Names of types that are another one's too: objects of one shape are one type within a source.

use std::collections::{BTreeMap, HashMap};

use super::types::Role;
use crate::model::{Object, Schema, Source};
use crate::naming::{bare, is_own};

/// Each such name, and the first's of that shape, whose type it is.
pub(in crate::emit) fn aliases(source: &Source) -> BTreeMap<String, String> {
    let mut shapes = ObjectShapes::default();
    for object in source.operations.iter().filter_map(|operation| operation.own_body()) {
        shapes.members(object, Role::Request);
    }
    for operation in &source.operations {
        operation.parameters.iter().for_each(|it| shapes.schema(&it.schema, Role::Request));
        let body = operation.body().filter(|_| operation.own_body().is_none());
        body.into_iter().for_each(|body| shapes.schema(body, Role::Request));
        let answers = operation.responses.iter().filter_map(|response| response.body.as_ref());
        answers.for_each(|body| shapes.schema(body, Role::Response));
    }
    shapes.aliases
}

/// The shapes of objects that were met.
#[derive(Default)]
struct ObjectShapes {
    /// The first of each shape, by who makes them.
    first: HashMap<ObjectShape, String>,
    aliases: BTreeMap<String, String>,
}

/// The shape of an object, and who makes it.
#[derive(PartialEq, Hash)]
struct ObjectShape(Role, Schema);

// JSON has no number that is not equal to itself
impl Eq for ObjectShape {}

impl ObjectShapes {
    fn schema(&mut self, schema: &Schema, role: Role) {
        match schema {
            Schema::Array { items } | Schema::Map { values: items } => self.schema(items, role),
            Schema::Object(object) => self.object(object, role),
            Schema::OneOf(one_of) => {
                one_of.variants.iter().for_each(|variant| self.object(&variant.content, role));
            }
            _ => {}
        }
    }

    fn members(&mut self, object: &Object, role: Role) {
        object.properties.iter().for_each(|property| self.schema(&property.schema, role));
    }

    fn object(&mut self, object: &Object, role: Role) {
        self.members(object, role);
        if object.properties.is_empty() || object.properties.iter().any(is_own) {
            return;
        }
        let mut shape = bare(Schema::Object(object.clone()));
        self.first_names(&mut shape);
        let first = self.first.entry(ObjectShape(role, shape)).or_insert_with(|| object.name.clone());
        if *first != object.name {
            self.aliases.insert(object.name.clone(), first.clone());
        }
    }

    /// Names what a schema holds as the first of each shape.
    fn first_names(&self, schema: &mut Schema) {
        match schema {
            Schema::Array { items } | Schema::Map { values: items } => self.first_names(items),
            Schema::Object(object) => {
                if let Some(first) = self.aliases.get(&object.name) {
                    object.name.clone_from(first);
                }
                object.properties.iter_mut().for_each(|held| self.first_names(&mut held.schema));
            }
            _ => {}
        }
    }
}
