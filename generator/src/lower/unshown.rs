//! What is documented of a body and that no sample shows: its type, and whether it is required.

use super::fields::{join, origin, stated};
use super::schema::Shaper;
use super::seen::Operations;
use super::{maps, types};
use crate::dialect::{Field, singular};
use crate::model::{Evidence, Object, Property, Schema, Why};
use crate::naming::{Names, snake};

impl Shaper<'_, '_> {
    /// What is documented for some operations of an object and that no sample shows.
    pub(super) fn unshown_names(&self, path: &str, operations: &Operations) -> Vec<String> {
        let documented = self.documented();
        let is_meant = |name: &&String| documented.speaks_of(&join(path, name), operations);
        documented.unshown(path).filter(is_meant).cloned().collect()
    }

    /// An object that no sample shows.
    pub(super) fn unshown_object(&mut self, path: &str, name: &str, operations: &Operations) -> Object {
        let name = self.type_name(path, name);
        let mut idents = Names::default();
        let keys = self.unshown_names(path, operations);
        let properties: Vec<Property> = keys
            .iter()
            .map(|key| self.unshown_property(path, key, idents.take(snake(key)), operations))
            .collect();
        let mut evidence = self.unshown_evidence(path, operations);
        if evidence.is_empty() {
            evidence.extend(properties.iter().flat_map(|property| property.evidence.first().cloned()));
        }
        Object { name, properties, evidence }
    }

    /// A member that no sample shows.
    pub(super) fn unshown_property(
        &mut self,
        parent: &str,
        key: &str,
        ident: String,
        operations: &Operations,
    ) -> Property {
        let path = join(parent, key);
        let schema = self.unshown_schema(&path, key, operations);
        let fields: Vec<&Field> = self.documented().at(&path, operations).collect();
        let (required, why) = self.configured(&path).unwrap_or_else(|| stated(&fields));
        let nullable = schema != Schema::Any && fields.iter().any(|field| field.nullable);
        let mut property = Property {
            name: key.to_owned(),
            ident,
            schema,
            format: types::format(&fields),
            nullable,
            required: required && !self.is_response(),
            why,
            descriptions: super::property::descriptions(fields.iter().copied()),
            evidence: self.unshown_evidence(&path, operations),
            path,
            ..Property::default()
        };
        super::property::bound(&mut property, &fields);
        if matches!(property.schema, Schema::Map { .. }) {
            property.descriptions.extend(self.words_of_keys(&property.path, &[], operations));
        }
        let fixed = fields.iter().find_map(|field| field.bounds.fixed.as_deref());
        // samples that do without it show that it need not be sent
        let is_sent = property.required || (self.samples.is_empty() && property.why != Why::Stated);
        if let Some(fixed) = fixed.filter(|_| is_sent && !self.is_response()) {
            super::property::fix(&mut property, fixed);
        }
        self.list(&mut property);
        property
    }

    /// What is documented of single keys of a map, of those that samples show and of others.
    pub(super) fn words_of_keys(&self, path: &str, shown: &[&str], operations: &Operations) -> Vec<String> {
        let others = self.unshown_names(path, operations);
        let keys = shown.iter().copied().chain(others.iter().map(String::as_str));
        let words = keys.flat_map(|key| {
            let fields = self.documented().at(&join(path, key), operations);
            super::property::descriptions(fields).into_iter().map(move |words| format!("`{key}`: {words}"))
        });
        words.collect()
    }

    /// The type of a value that no sample shows.
    pub(super) fn unshown_schema(&mut self, path: &str, name: &str, operations: &Operations) -> Schema {
        let stated = types::stated(&self.documented().at(path, operations).collect::<Vec<_>>());
        let is_list = self.documented().is_list(path) || matches!(stated, Some(Schema::Array { .. }));
        let is_map = maps::are_stated(&[], &self.documented().at(path, operations).collect::<Vec<_>>());
        if !is_map && !self.unshown_names(path, operations).is_empty() {
            let name = if is_list { singular(name) } else { name.to_owned() };
            let object = Schema::Object(self.unshown_object(path, &name, operations));
            return if is_list { Schema::Array { items: Box::new(object) } } else { object };
        }
        let objects = self.context.objects;
        let named = |field: &Field| objects.find([field.refers_to.as_deref()?]).map(|it| it.name.to_owned());
        let stated = match (stated, self.documented().at(path, operations).find_map(named)) {
            (Some(Schema::Map { .. }), Some(name)) => Some(Schema::Named { name }),
            (Some(Schema::Array { items }), Some(name)) if matches!(*items, Schema::Map { .. }) => {
                Some(Schema::Array { items: Box::new(Schema::Named { name }) })
            }
            (stated, _) => stated,
        };
        match stated {
            Some(Schema::String) => self.unshown_text(path, name),
            Some(Schema::Array { items }) if *items == Schema::String => {
                Schema::Array { items: Box::new(self.unshown_text(path, name)) }
            }
            Some(Schema::Map { values }) if *values == Schema::String => {
                Schema::Map { values: Box::new(self.unshown_text(path, name)) }
            }
            Some(schema) if is_list && !matches!(schema, Schema::Array { .. }) => {
                Schema::Array { items: Box::new(schema) }
            }
            Some(schema) => schema,
            None if is_list => Schema::Array { items: Box::new(Schema::Any) },
            None if self.documented().at(path, operations).any(lists_words) => Schema::String,
            None if self.is_secret(path, name, &[]) => Schema::Secret,
            None => Schema::Any,
        }
    }

    /// What the items of lists are that samples show empty.
    pub(super) fn unshown_items(&mut self, path: &str, name: &str, operations: &Operations) -> Schema {
        match self.unshown_schema(path, name, operations) {
            Schema::Array { items } => *items,
            object @ Schema::Object(_) => object,
            _ => Schema::Any,
        }
    }

    fn unshown_text(&self, path: &str, name: &str) -> Schema {
        match self.is_secret(path, name, &[]) {
            true => Schema::Secret,
            false => Schema::String,
        }
    }

    fn unshown_evidence(&self, path: &str, operations: &Operations) -> Vec<Evidence> {
        let page = self.context.documented.page;
        let fields = self.documented().at(path, operations);
        let mut evidence: Vec<Evidence> =
            fields.map(|field| page.evidence(&field.name.span, origin(field))).collect();
        evidence.sort();
        evidence.dedup();
        evidence
    }
}

/// Whether the values that a field lists are words.
fn lists_words(field: &Field) -> bool {
    let values = &field.bounds.values;
    let is_word = |value: &String| serde_json::from_str::<serde_json::Value>(value).is_err();
    !values.is_empty() && values.iter().all(is_word)
}
