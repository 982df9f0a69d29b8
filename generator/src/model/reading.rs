//! Bodies made ready to hold many samples against them: what a sample has, or must have, is looked up in its schema.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::schema::{NamedSchema, Object, OneOf, Property, Schema, Variant};

/// From how many on properties and variants are looked up: fewer are as soon looked through.
const MANY: usize = 16;

/// Schemas made ready to hold many texts against them.
#[derive(Debug, Default)]
pub struct Reading<'a> {
    /// What is known of each object of the schemas that has many properties, by where the object is.
    objects: HashMap<*const Object, Known<'a>>,
    /// The places of the variants by their values, likewise.
    variants: HashMap<*const OneOf, HashMap<&'a str, usize>>,
    /// The objects that schemas refer to by their names.
    named: HashMap<&'a str, &'a Object>,
}

/// The properties of an object by their places.
#[derive(Debug, Default)]
struct Known<'a> {
    named: HashMap<&'a str, usize>,
    /// Those that are required, or in dispute.
    wanted: Vec<usize>,
}

impl<'a> Reading<'a> {
    /// Makes schemas ready.
    pub fn of(schemas: impl IntoIterator<Item = &'a Schema>) -> Self {
        let mut reading = Self::default();
        schemas.into_iter().for_each(|schema| reading.add(schema));
        reading
    }

    /// The same with the objects that schemas refer to by their names.
    #[must_use]
    pub fn with(mut self, named: &'a [NamedSchema]) -> Self {
        for NamedSchema { name, schema, .. } in named {
            self.named.insert(name, schema);
            self.add_object(schema);
        }
        self
    }

    /// The object that a name refers to.
    pub fn named(&self, name: &str) -> Option<&'a Object> {
        self.named.get(name).copied()
    }

    fn add(&mut self, schema: &'a Schema) {
        match schema {
            Schema::Array { items } | Schema::Map { values: items } => self.add(items),
            Schema::Object(object) => self.add_object(object),
            Schema::OneOf(one_of) => {
                if one_of.variants.len() >= MANY {
                    let values = one_of.variants.iter().enumerate().rev();
                    let values = values.map(|(at, variant)| (variant.value.as_str(), at)).collect();
                    self.variants.insert(one_of, values);
                }
                one_of.variants.iter().for_each(|variant| self.add_object(&variant.content));
            }
            _ => {}
        }
    }

    fn add_object(&mut self, object: &'a Object) {
        if object.properties.len() >= MANY {
            let properties = || object.properties.iter().enumerate();
            let known = Known {
                named: properties().rev().map(|(at, property)| (property.name.as_str(), at)).collect(),
                wanted: properties().filter(|(_, it)| is_wanted(it)).map(|(at, _)| at).collect(),
            };
            self.objects.insert(object, known);
        }
        object.properties.iter().for_each(|property| self.add(&property.schema));
    }

    /// The property of `object` that is called `name`, and its place.
    pub fn property<'o>(&self, object: &'o Object, name: &str) -> Option<(usize, &'o Property)> {
        let at = match self.objects.get(&std::ptr::from_ref(object)) {
            Some(known) => *known.named.get(name)?,
            None => object.properties.iter().position(|property| property.name == name)?,
        };
        Some((at, object.properties.get(at)?))
    }

    /// The properties of `object` that are required or in dispute, in its order.
    pub fn wanted<'o>(&self, object: &'o Object) -> impl Iterator<Item = &'o Property> {
        let known = self.objects.get(&std::ptr::from_ref(object));
        in_order(object, known.map(|it| it.wanted.clone())).filter(|it| is_wanted(it))
    }

    /// The properties of `object` that `json` has, in its order, each with its value.
    pub fn shown<'o, 'j>(
        &self,
        object: &'o Object,
        json: &'j Value,
    ) -> impl Iterator<Item = (&'o Property, &'j Value)> {
        self.places(object, json, false).filter_map(|(property, value)| Some((property, value?)))
    }

    /// The properties of `object` that `json` has, or that are required or in dispute, in its order.
    pub fn held<'o, 'j>(
        &self,
        object: &'o Object,
        json: &'j Value,
    ) -> impl Iterator<Item = (&'o Property, Option<&'j Value>)> {
        self.places(object, json, true)
    }

    fn places<'o, 'j>(
        &self,
        object: &'o Object,
        json: &'j Value,
        with_wanted: bool,
    ) -> impl Iterator<Item = (&'o Property, Option<&'j Value>)> + use<'o, 'j> {
        let known = self.objects.get(&std::ptr::from_ref(object));
        let members = json.as_object();
        let places = known.map(|known| {
            let there = members.into_iter().flat_map(|it| it.keys());
            let there = there.filter_map(|key| known.named.get(key.as_str()));
            let wanted = if with_wanted { known.wanted.as_slice() } else { &[] };
            there.chain(wanted).copied().collect::<BTreeSet<usize>>().into_iter().collect()
        });
        let value = move |it: &Property| members.and_then(|members| members.get(&it.name));
        let properties = in_order(object, places).map(move |property| (property, value(property)));
        properties.filter(move |(property, value)| value.is_some() || with_wanted && is_wanted(property))
    }

    /// The variant that `json` says it is, by its tag.
    pub fn variant<'o>(&self, one_of: &'o OneOf, json: &Value) -> Option<&'o Variant> {
        let tag = json.get(&one_of.tag)?.as_str()?;
        match self.variants.get(&std::ptr::from_ref(one_of)) {
            Some(places) => one_of.variants.get(*places.get(tag)?),
            None => one_of.variants.iter().find(|variant| variant.value == tag),
        }
    }
}

/// Whether a type asks for a property whatever else is there.
fn is_wanted(property: &Property) -> bool {
    property.required || property.dispute.is_some()
}

/// The properties of an object at some places, or all.
fn in_order(object: &Object, places: Option<Vec<usize>>) -> impl Iterator<Item = &Property> {
    let count = places.as_ref().map_or(object.properties.len(), Vec::len);
    let place = move |number| places.as_ref().map_or(Some(number), |places| places.get(number).copied());
    (0..count).filter_map(move |number| object.properties.get(place(number)?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// An object of many properties is looked up where it was made ready, and looked through where it was not.
    #[test]
    fn what_is_looked_up_is_what_is_found_by_looking_through() {
        let property = |number: usize| {
            json!({
                "name": format!("f{number}"), "ident": "f", "path": "f", "schema": { "type": "string" }, "why": "unstated",
                "required": number.is_multiple_of(3), "descriptions": [], "evidence": [],
            })
        };
        let object = |count: usize| -> Object {
            let properties: Vec<_> = (0..count).map(property).collect();
            serde_json::from_value(json!({ "name": "O", "properties": properties, "evidence": [] })).unwrap()
        };
        let body = json!({ "f5": 1, "f1": 2, "f40": 3, "f6": 4, "g": 5 });
        for count in [0, 2, MANY, 3 * MANY] {
            let schema = Schema::Object(object(count));
            let Schema::Object(object) = &schema else { unreachable!() };
            let told = |reading: &Reading<'_>| {
                let name = |it: &Property| it.name.clone();
                let held = reading.held(object, &body).map(|(it, value)| (name(it), value.cloned()));
                let shown = reading.shown(object, &body).map(|(it, value)| (name(it), Some(value.clone())));
                let wanted = reading.wanted(object).map(name);
                let places = ["f1", "f40", "g"].map(|name| reading.property(object, name).map(|(at, _)| at));
                (held.collect::<Vec<_>>(), shown.collect::<Vec<_>>(), wanted.collect::<Vec<_>>(), places)
            };
            assert_eq!(told(&Reading::of([&schema])), told(&Reading::default()), "{count}");
        }
    }
}
