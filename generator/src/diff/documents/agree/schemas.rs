//! Schemas of two sides, made alike where one is silent.

use super::super::habits::{Habits, inner};
use super::{Strictness, are_comparable, plain};
use crate::model::{Encoding, Object, Origin, Property, Schema, Why};

/// Adds what another object has.
pub(super) fn extend(object: &mut Object, other: &Object) {
    for property in &other.properties {
        if !object.properties.iter().any(|it| it.name == property.name) {
            object.properties.push(property.clone());
        }
    }
}

/// Where the docs show the whole of an answer, and the document what is within an envelope, that is compared.
pub(super) fn unwrap(old: &mut Schema, new: &Schema, habits: &Habits) {
    // `{{ STREAM }}`: something is answered, and nothing is said of it
    if matches!(old, Schema::Object(object) if object.properties.is_empty()) && is_whole(new) {
        old.clone_from(new);
    }
    let (Schema::Object(was), Schema::Object(is)) = (&mut *old, new) else { return };
    match inner(was, is).map(|inner| inner.schema.clone()) {
        Some(inner) => *old = inner,
        None => habits.without_envelope(was, is),
    }
}

/// Whether a body is a file or a text as a whole.
pub(super) fn is_whole(schema: &Schema) -> bool {
    matches!(schema, Schema::String | Schema::Binary)
}

pub(super) fn schema(old: &mut Schema, new: &mut Schema, how: Strictness) {
    for schema in [&mut *old, &mut *new] {
        if let Some(simple) = simple(schema) {
            *schema = simple;
        }
    }
    let is_number = |it: &Schema| matches!(it, Schema::Integer { .. } | Schema::Number { .. });
    let is_scalar = |it: &Schema| is_number(it) || matches!(it, Schema::String | Schema::Boolean { .. });
    match (&mut *old, &mut *new) {
        (Schema::Array { items: was }, Schema::Array { items: is }) => schema(was, is, how),
        (Schema::Object(was), Schema::Object(is))
            if !was.properties.is_empty() && !is.properties.is_empty() =>
        {
            is.name.clone_from(&was.name);
            object(was, is, how);
        }
        (Schema::OneOf(was), Schema::OneOf(is)) if was.tag == is.tag && was.content == is.content => {
            is.name.clone_from(&was.name);
            for was in &mut was.variants {
                if let Some(is) = is.variants.iter_mut().find(|is| is.value == was.value) {
                    is.name.clone_from(&was.name);
                    is.notices.clone_from(&was.notices);
                    is.content.name.clone_from(&was.content.name);
                    object(&mut was.content, &mut is.content, how);
                }
            }
        }
        // a map is an object whose members are not stated, and what is one of several is any of them
        (Schema::Any | Schema::OneOf(_), _) | (_, Schema::Any | Schema::OneOf(_)) => new.clone_from(old),
        (Schema::Object(_) | Schema::Map { .. }, Schema::Object(_) | Schema::Map { .. }) => {
            new.clone_from(old)
        }
        (was, is) if is_number(was) && is_number(is) => new.clone_from(old),
        // in text, a list is its items with commas between
        (was, is)
            if how.as_text
                && (is_scalar(was) || matches!(was, Schema::Array { .. }))
                && (*was == Schema::String || *is == Schema::String) =>
        {
            new.clone_from(old);
        }
        _ => {}
    }
}

/// The type on the wire, where that is text by another name, or a number.
fn simple(schema: &Schema) -> Option<Schema> {
    let encoding = Encoding::Native;
    match schema {
        Schema::Secret | Schema::Id { .. } | Schema::Enum(_) | Schema::Binary => Some(Schema::String),
        Schema::Boolean { encoding: Encoding::Text }
        | Schema::Integer { encoding: Encoding::Text }
        | Schema::Number { encoding: Encoding::Text } => Some(Schema::String),
        Schema::BigInteger | Schema::SecretInteger => Some(Schema::Integer { encoding }),
        Schema::BigNumber => Some(Schema::Number { encoding }),
        _ => None,
    }
}

pub(super) fn object(old: &mut Object, new: &mut Object, how: Strictness) {
    for properties in [&mut old.properties, &mut new.properties] {
        for property in properties {
            property.name = plain(&property.name);
        }
    }
    for was in &mut old.properties {
        if let Some(is) = new.properties.iter_mut().find(|is| is.name == was.name) {
            is.path.clone_from(&was.path);
            property(was, is, how);
        }
    }
    if how.answers {
        // samples need not show all that is answered
        let known: Vec<String> = old.properties.iter().map(|it| it.name.clone()).collect();
        new.properties.retain(|it| known.contains(&it.name));
    }
}

pub(super) fn property(old: &mut Property, new: &mut Property, how: Strictness) {
    for property in [&mut *old, &mut *new] {
        if let Some(constant) = property.constant.take() {
            let value = constant.value.as_str().map_or_else(|| constant.value.to_string(), str::to_owned);
            property.values = vec![value];
        }
        if let Schema::Enum(listed) = property.schema.innermost()
            && property.values.is_empty()
        {
            property.values = listed.values.iter().map(|it| it.value.clone()).collect();
        }
        (property.dispute, property.settled, property.template) = (None, None, None);
        property.nullable = false;
        property.format = None;
    }
    let is_stated = |own: &Property, other: &Property| {
        own.stated.as_ref().is_some_and(|stated| stated.is_like(&other.schema))
            || is_meant(&own.schema, &other.schema)
            || is_widened(own, &other.schema)
    };
    if is_stated(old, new) || is_stated(new, old) {
        new.schema.clone_from(&old.schema);
    }
    (old.stated, new.stated) = (None, None);
    // rows below one that no sample shows are of what it holds, be that one or a list of them
    let is_shown =
        |own: &Property| own.evidence.iter().any(|it| matches!(it.from, Origin::Sample | Origin::Spec));
    if let (Schema::Object(_), Schema::Array { items }) = (&old.schema, &new.schema)
        && !is_shown(old)
    {
        new.schema = (**items).clone();
    }
    schema(&mut old.schema, &mut new.schema, how);
    new.descriptions.clone_from(&old.descriptions);
    let is_stated = |why: &Why| matches!(why, Why::Stated | Why::Configured(_));
    let is_silent = !is_stated(&old.why) || !is_stated(&new.why) || how.answers || how.no_required;
    if is_silent {
        new.required = old.required;
    }
    new.why = old.why.clone();
    let lower = |values: &[String]| -> Vec<String> {
        let mut lower: Vec<String> = values.iter().map(|it| it.to_ascii_lowercase()).collect();
        // nothing is no value
        lower.retain(|it| !matches!(it.as_str(), "" | "null"));
        lower.sort();
        lower.dedup();
        lower
    };
    let (was, is) = (lower(&old.values), lower(&new.values));
    // one value is what a sample of one case shows
    let is_one_case = was.len() == 1 && was.iter().all(|it| is.contains(it));
    if was.is_empty() || is.is_empty() || was == is || is_one_case || how.answers {
        old.values.clear();
        new.values.clear();
    }
    if !are_comparable(old.default.as_deref(), new.default.as_deref()) {
        (old.default, new.default) = (None, None);
    }
    if old.limits.is_empty() || new.limits.is_empty() || how.answers {
        old.limits.clear();
        new.limits.clear();
    }
}

/// Whether a text is, by the words that describe it, a list or may be one: "a comma-separated string", "or a JSON array".
fn is_widened(property: &Property, other: &Schema) -> bool {
    let is_text_or_list = |text: &String| {
        let text = text.to_ascii_lowercase();
        let is_list = ["array", "list"].iter().any(|word| text.contains(word));
        let has_commas = text.contains("comma");
        has_commas && (is_list || ["separated", "delimited"].iter().any(|word| text.contains(word)))
            || ["array of", "list of"].iter().any(|words| text.contains(words))
    };
    matches!(property.schema, Schema::String | Schema::Enum(_))
        && matches!(other, Schema::Array { .. })
        && property.descriptions.iter().any(is_text_or_list)
}

/// Whether a text is, by what the words say of it, a value of the other type.
fn is_meant(schema: &Schema, other: &Schema) -> bool {
    match schema {
        Schema::Boolean { encoding: Encoding::Text } => matches!(other, Schema::Boolean { .. }),
        Schema::Integer { encoding: Encoding::Text } | Schema::Number { encoding: Encoding::Text } => {
            matches!(
                other,
                Schema::Integer { .. } | Schema::Number { .. } | Schema::BigInteger | Schema::BigNumber
            )
        }
        _ => false,
    }
}
