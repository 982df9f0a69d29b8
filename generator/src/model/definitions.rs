//! What a body of JSON has of an object's properties, and which objects schemas refer to by name.

use std::collections::HashMap;

use serde_json::Value;

use super::schema::{NamedSchema, Object, OneOf, Property, Schema, Variant};

/// From how many names on they are looked up: fewer are as soon looked through.
const MANY: usize = 16;

/// The objects that schemas refer to by their names.
#[derive(Debug, Default)]
pub struct Definitions<'a>(HashMap<&'a str, &'a Object>);

impl<'a> Definitions<'a> {
    /// Those of an API.
    pub fn of(schemas: &'a [NamedSchema]) -> Self {
        Self(schemas.iter().map(|NamedSchema { name, schema, .. }| (name.as_str(), schema)).collect())
    }

    /// The object that a name refers to.
    pub fn get(&self, name: &str) -> Option<&'a Object> {
        self.0.get(name).copied()
    }
}

impl Object {
    /// Finds properties by their names, each with its index; `count` of them are going to be asked for.
    pub fn finder<'o>(&'o self, count: usize) -> impl Fn(&str) -> Option<(usize, &'o Property)> {
        let is_large = count.min(self.properties.len()) >= MANY;
        let by_name: Option<HashMap<&str, usize>> = is_large.then(|| {
            let all = self.properties.iter().enumerate().rev();
            all.map(|(index, property)| (property.name.as_str(), index)).collect()
        });
        move |name| {
            let index = match &by_name {
                Some(by_name) => *by_name.get(name)?,
                None => self.properties.iter().position(|property| property.name == name)?,
            };
            Some((index, self.properties.get(index)?))
        }
    }

    /// The properties that a type asks for whatever else is there: those that are required or in dispute.
    pub fn wanted(&self) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(|property| property.is_wanted())
    }

    /// The properties that a constructor asks for. Where there are none there is no `new`, but a `default`.
    pub fn asked(&self) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(|property| property.is_asked())
    }

    /// The properties that `json` has, each with its value.
    pub fn shown<'o, 'j>(&'o self, json: &'j Value) -> impl Iterator<Item = (&'o Property, &'j Value)> {
        self.properties.iter().filter_map(|property| Some((property, json.get(&property.name)?)))
    }

    /// The properties that `json` has, or that are wanted.
    pub fn held<'o, 'j>(
        &'o self,
        json: &'j Value,
    ) -> impl Iterator<Item = (&'o Property, Option<&'j Value>)> {
        let all = self.properties.iter().map(|property| (property, json.get(&property.name)));
        all.filter(|(property, value)| value.is_some() || property.is_wanted())
    }
}

impl Property {
    /// Whether a constructor asks for it: neither do the docs fix it, nor is it an object that asks for nothing.
    pub fn is_asked(&self) -> bool {
        let is_filled =
            |schema: &Schema| matches!(schema, Schema::Object(held) if held.asked().next().is_none());
        let is_given = || self.constant.is_some() || (!self.nullable && is_filled(&self.schema));
        self.dispute.is_some() || (self.required && !is_given())
    }

    fn is_wanted(&self) -> bool {
        self.required || self.dispute.is_some()
    }
}

impl OneOf {
    /// The variant that `json` says it is, by its tag.
    pub fn variant(&self, json: &Value) -> Option<&Variant> {
        let tag = json.get(&self.tag)?.as_str()?;
        self.variants.iter().find(|variant| variant.value == tag)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn properties_are_found_by_the_first_of_a_name() {
        let property = |name: String| {
            json!({ "name": name, "ident": "f", "path": "f", "schema": { "type": "string" }, "why": "unstated",
                    "required": false, "descriptions": [], "evidence": [] })
        };
        let names = (0..2 * MANY).map(|number| format!("f{}", number / 2));
        let properties: Vec<_> = names.map(property).collect();
        let object: Object =
            serde_json::from_value(json!({ "name": "O", "properties": properties, "evidence": [] })).unwrap();
        for count in [1, 2 * MANY] {
            let find = object.finder(count);
            let found = ["f0", "f3", "f99"].map(|name| find(name).map(|(index, _)| index));
            assert_eq!(found, [Some(0), Some(6), None], "{count}");
        }
    }
}
