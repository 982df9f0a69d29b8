//! Values that stand for what no sample shows: of the documented type, listed where the docs list some, fixed where they
//! fix one.
//!
//! Knows values of JSON and no Rust.

use serde_json::{Map, Value};

use crate::model::{Definitions, Encoding, Object, Property, Schema};

/// Objects within objects beyond which only what is required is made up.
const DEEP: usize = 4;

/// A value of a schema: with all that is documented, or only with what is required.
pub(in crate::emit) fn value(schema: &Schema, is_full: bool, definitions: &Definitions<'_>) -> Value {
    of(schema, if is_full { 0 } else { DEEP }, definitions)
}

fn of(schema: &Schema, depth: usize, definitions: &Definitions<'_>) -> Value {
    let number = |encoding: &Encoding, number: Value| match encoding {
        Encoding::Native => number,
        Encoding::Text => number.to_string().into(),
    };
    match schema {
        Schema::String => "text".into(),
        Schema::Secret => "secret".into(),
        Schema::Id { .. } => "id".into(),
        Schema::Boolean { encoding } => number(encoding, true.into()),
        Schema::Integer { encoding } | Schema::Number { encoding } => number(encoding, 1.into()),
        Schema::BigInteger | Schema::BigNumber | Schema::SecretInteger => 1.into(),
        Schema::Enum(one_of) => one_of.values.first().map_or("text", |listed| &listed.value).into(),
        Schema::Binary => "content".into(),
        Schema::Any => "anything".into(),
        Schema::Array { items } => {
            let items = if items.is_text() { &Schema::String } else { &**items };
            vec![of(items, depth, definitions)].into()
        }
        Schema::Map { values } => {
            let values = if values.is_text() { &Schema::String } else { &**values };
            Map::from_iter([("key".to_owned(), of(values, depth, definitions))]).into()
        }
        Schema::Object(object) => object_of(object, depth, definitions),
        Schema::Named { name } => match definitions.get(name) {
            // what holds itself has an end
            Some(object) if depth < 2 * DEEP => object_of(object, depth, definitions),
            _ => Value::Null,
        },
        Schema::OneOf(one_of) => {
            let Some(variant) = one_of.variants.first() else { return Value::Null };
            let tag = (one_of.tag.clone(), variant.value.as_str().into());
            let content = (one_of.content.clone(), object_of(&variant.content, depth, definitions));
            let pair = if one_of.content_first { [content, tag] } else { [tag, content] };
            Map::from_iter(pair).into()
        }
    }
}

fn object_of(object: &Object, depth: usize, definitions: &Definitions<'_>) -> Value {
    let asked = |property: &&Property| property.required || property.dispute.is_some();
    let properties = object.properties.iter().filter(|property| depth < DEEP || asked(property));
    let members =
        properties.map(|property| (property.name.clone(), property_of(property, depth + 1, definitions)));
    Value::Object(members.collect())
}

fn property_of(property: &Property, depth: usize, definitions: &Definitions<'_>) -> Value {
    let fixed = property.constant.as_ref().filter(|_| property.required).map(|it| &it.value);
    if let Some(fixed) = fixed {
        return if property.schema.is_text() { fixed.to_string().into() } else { fixed.clone() };
    }
    match (&property.template, &property.schema) {
        // a pattern has its placeholders for values
        (Some(template), _) => template.pattern.as_str().into(),
        (None, Schema::String) => property.values.first().map_or("text", String::as_str).into(),
        (None, schema) => of(schema, depth, definitions),
    }
}
