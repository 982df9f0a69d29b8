//! The names of types, of what is in them, and of constants: types of one shape keep one name.

use std::collections::HashMap;

use super::represented::{bare, fixed, is_listed, represent};
use super::reserved::{MEMBERS, OPERATION, SETTERS, VARIANTS};
use super::unique::Namespace;
use super::{Role, null_name, pascal};
use crate::model::{EnumValue, Object, Schema, Variant};

/// The names of types and constants that a namespace has given out.
#[derive(Default)]
pub(super) struct TypeNames {
    pub(super) names: Namespace,
    /// What the members are in that are being named; empty at the root.
    owner: String,
    constant_names: Namespace,
    /// What has a name: by the name in the model and who makes it, its shape and the name it has now.
    shapes: HashMap<(String, Role), Vec<(Schema, String)>>,
    /// The same of constants, with their values as JSON.
    constants: HashMap<(String, String), String>,
}

impl TypeNames {
    /// Names of which some are taken.
    pub(super) fn reserving(taken: impl IntoIterator<Item = &'static str>) -> Self {
        let taken: Vec<&str> = taken.into_iter().collect();
        Self { names: Namespace::reserving(&taken), ..Self::default() }
    }

    /// Names the types of a schema.
    pub(super) fn schema(&mut self, schema: &mut Schema, role: Role, takes_files: bool) {
        match schema {
            Schema::Array { items } | Schema::Map { values: items } => self.schema(items, role, takes_files),
            Schema::Object(object) => self.object(object, role, takes_files),
            Schema::Enum(one_of) if !is_listed(one_of) => {}
            Schema::Enum(one_of) => {
                let mut variants = Namespace::reserving(VARIANTS);
                for EnumValue { name, .. } in &mut one_of.values {
                    *name = variants.take(name, "Value");
                }
                // one that is sent and answered is one type
                let shape = shape(Schema::Enum(one_of.clone()), takes_files);
                one_of.name = self.name(&one_of.name, Role::Request, shape);
            }
            Schema::OneOf(one_of) => {
                one_of
                    .variants
                    .iter_mut()
                    .for_each(|variant| self.object(&mut variant.content, role, takes_files));
                let mut variants = Namespace::reserving(VARIANTS);
                for Variant { name, .. } in &mut one_of.variants {
                    *name = variants.take(name, "Variant");
                }
                let shape = shape(Schema::OneOf(one_of.clone()), takes_files);
                one_of.name = self.name(&one_of.name, role, shape);
            }
            _ => {}
        }
    }

    fn object(&mut self, object: &mut Object, role: Role, takes_files: bool) {
        self.members_of(object, role, takes_files);
        let shape = shape(Schema::Object(object.clone()), takes_files);
        object.name = self.name(&object.name, role, shape);
    }

    /// The members of the body that is an operation's own, beside what the operation has already.
    pub(super) fn own(&mut self, object: &mut Object, name: String, taken: Vec<String>, takes_files: bool) {
        let mut members = Namespace::reserving(&[SETTERS, MEMBERS, OPERATION].concat());
        taken.into_iter().for_each(|ident| members.reserve(ident));
        self.properties(object, Role::Request, members, takes_files);
        object.name = name;
    }

    /// The members of an object that has its name already.
    pub(super) fn members_of(&mut self, object: &mut Object, role: Role, takes_files: bool) {
        let owner = std::mem::replace(&mut self.owner, object.name.clone());
        self.properties(object, role, Namespace::reserving(&[SETTERS, MEMBERS].concat()), takes_files);
        self.owner = owner;
    }

    fn properties(&mut self, object: &mut Object, role: Role, mut members: Namespace, takes_files: bool) {
        let nulls = object.properties.iter().filter(|it| it.nullable).map(|it| null_name(&it.ident));
        nulls.collect::<Vec<String>>().into_iter().for_each(|null| members.reserve(null));
        for property in &mut object.properties {
            property.ident = members.take(&property.ident, "_");
            self.schema(&mut property.schema, role, takes_files);
            if let Some(fixed) = fixed(property, takes_files) {
                let name = self.constant(&fixed.name, &fixed.value);
                property.constant.iter_mut().for_each(|constant| constant.name.clone_from(&name));
            }
            if let Some(template) = &mut property.template {
                let shape = Schema::Id { name: template.pattern.clone() };
                template.name = self.name(&template.name, role, shape);
                let mut parts = Namespace::default();
                for part in &mut template.parts {
                    part.ident = parts.take(&part.ident, "_");
                }
            }
        }
    }

    fn name(&mut self, name: &str, role: Role, shape: Schema) -> String {
        let known = self.shapes.entry((name.to_owned(), role)).or_default();
        if let Some((_, name)) = known.iter().find(|(known, _)| *known == shape) {
            return name.clone();
        }
        let suffix = if role == Role::Response { "Response" } else { "Body" };
        let of_owner = pascal(&format!("{} {name}", self.owner));
        let is_free = |name: &String| self.names.is_free_type(name);
        // `Self_`, as it is written alone, is no keyword with more behind it
        let with_suffix = format!("{}{suffix}", name.trim_end_matches('_'));
        let plain = [name.to_owned(), with_suffix, of_owner].into_iter().find(is_free);
        let free = self.names.take_type(plain.as_deref().unwrap_or(name), suffix);
        known.push((shape, free.clone()));
        free
    }

    fn constant(&mut self, name: &str, value: &serde_json::Value) -> String {
        let key = (name.to_owned(), value.to_string());
        let known = self.constants.entry(key);
        known.or_insert_with(|| self.constant_names.take(name, "_ALSO")).clone()
    }
}

/// What must be equal for one type to do.
fn shape(mut schema: Schema, takes_files: bool) -> Schema {
    represent(&mut schema, takes_files);
    bare(schema)
}
