//! Lists of words as a dialect's files have them: read, added to each other, and described as a JSON schema.

use serde_json::{Map, Value, json};

use crate::dialect::Phrases;

/// Lists of words, of which one file gives some and another more.
pub(in crate::dialect) trait WordLists {
    /// Puts what `other` has and these have not behind these.
    fn add(&mut self, other: &Self);

    /// Takes away what `other` has.
    fn remove(&mut self, other: &Self);

    /// What a file may have here, as JSON Schema.
    fn schema() -> Value;
}

impl WordLists for Phrases {
    fn add(&mut self, other: &Self) {
        let new = other.iter().filter(|it| !self.contains(it));
        *self = Self::of_folded(self.iter().chain(new).cloned().collect());
    }

    fn remove(&mut self, other: &Self) {
        *self = Self::of_folded(self.iter().filter(|it| !other.contains(it)).cloned().collect());
    }

    fn schema() -> Value {
        json!({ "type": "array", "items": { "type": "string" } })
    }
}

/// A list for each of several things, in their order: the names of the months.
impl WordLists for Vec<Phrases> {
    fn add(&mut self, other: &Self) {
        self.resize_with(self.len().max(other.len()), Phrases::default);
        self.iter_mut().zip(other).for_each(|(own, more)| own.add(more));
    }

    fn remove(&mut self, other: &Self) {
        self.iter_mut().zip(other).for_each(|(own, less)| own.remove(less));
    }

    fn schema() -> Value {
        json!({ "type": "array", "items": Phrases::schema() })
    }
}

impl WordLists for Vec<char> {
    fn add(&mut self, other: &Self) {
        let new: Vec<char> = other.iter().filter(|it| !self.contains(it)).copied().collect();
        self.extend(new);
    }

    fn remove(&mut self, other: &Self) {
        self.retain(|it| !other.contains(it));
    }

    fn schema() -> Value {
        json!({ "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 1 } })
    }
}

/// An object of JSON Schema with these properties, each with its words, and no others.
pub(in crate::dialect) fn object(
    properties: impl IntoIterator<Item = (&'static str, String, Value)>,
) -> Value {
    let described = |(key, words, mut schema): (&str, String, Value)| {
        if let Value::Object(schema) = &mut schema {
            schema.insert("description".to_owned(), Value::String(words));
        }
        (key.to_owned(), schema)
    };
    let properties: Map<String, Value> = properties.into_iter().map(described).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

/// A struct of word lists: each field with the key that it has in a file. Every one may be left out.
macro_rules! word_lists {
    ($(#[doc = $about:literal])* $name:ident {
        $($(#[doc = $doc:literal])* $field:ident: $kind:ty = $key:literal,)*
    }) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone, Default, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $($(#[doc = $doc])* #[serde(rename = $key)] pub(crate) $field: $kind,)*
        }

        impl WordLists for $name {
            fn add(&mut self, other: &Self) {
                $(WordLists::add(&mut self.$field, &other.$field);)*
            }

            fn remove(&mut self, other: &Self) {
                $(WordLists::remove(&mut self.$field, &other.$field);)*
            }

            fn schema() -> serde_json::Value {
                $crate::dialect::words::word_lists::object([$((
                    $key,
                    concat!($($doc),*).trim().to_owned(),
                    <$kind as WordLists>::schema(),
                )),*])
            }
        }
    };
}

pub(in crate::dialect) use word_lists;
