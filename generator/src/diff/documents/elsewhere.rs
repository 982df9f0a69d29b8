//! Fields that the two sides keep in different places of one operation.
//!
//! Docs list the fields of a thing below a request that has none, the parameters of a filter beside it, the query as a body; what
//! only stands elsewhere in the other side is not missing there.

use super::super::class::*;
use super::super::{Change, Class};
use super::agree::plain;
use super::sections::NamedInText;
use crate::model::{Location, Object, Operation, Schema};

/// Headers that a document says elsewhere than among parameters, as OpenAPI asks for.
const IMPLIED: [&str; 3] = ["accept", "content-type", "authorization"];

/// Where an operation has fields: each with the last part of its name.
pub(super) struct FieldPlaces {
    fields: Vec<(String, String)>,
}

impl FieldPlaces {
    /// Those of an operation that refers to nothing.
    pub fn of(operation: &Operation) -> Self {
        let mut own = Self { fields: Vec::new() };
        for parameter in &operation.parameters {
            let place = match parameter.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
            };
            own.add(place, &parameter.name);
        }
        if let Some(body) = operation.body() {
            own.schema("body", body);
        }
        for response in &operation.responses {
            if let Some(body) = &response.body {
                own.schema(if response.is_error() { "error" } else { "answer" }, body);
            }
        }
        own
    }

    fn add(&mut self, within: &str, name: &str) -> String {
        let place = format!("{within}.{}", plain(name));
        self.fields.push((plain(name), place.clone()));
        place
    }

    fn schema(&mut self, within: &str, schema: &Schema) {
        match schema {
            Schema::Object(object) => self.object(within, object),
            Schema::Array { items } | Schema::Map { values: items } => self.schema(within, items),
            Schema::OneOf(one_of) => {
                one_of.variants.iter().for_each(|variant| self.object(within, &variant.content));
            }
            _ => {}
        }
    }

    fn object(&mut self, within: &str, object: &Object) {
        for property in &object.properties {
            let place = self.add(within, &property.name);
            self.schema(&place, &property.schema);
        }
    }

    /// Whether it answers a field that another operation sends.
    fn answers_any_of(&self, other: &Self) -> bool {
        let sent = other.fields.iter().filter_map(|(_, place)| place.strip_prefix("body."));
        let is_answered =
            |name: &str| self.fields.iter().any(|(_, it)| it.strip_prefix("answer.") == Some(name));
        sent.into_iter().any(is_answered)
    }

    /// Whether it has a field by this path, and nothing in it: a text that holds more, or an object that is not described.
    fn is_opaque(&self, path: &str) -> bool {
        let ends = format!(".{path}");
        let mut holders = self.fields.iter().filter(|(_, place)| place.ends_with(&ends)).peekable();
        let within = |holder: &str| self.fields.iter().any(|(_, it)| it.starts_with(&format!("{holder}.")));
        holders.peek().is_some() && holders.all(|(_, holder)| !within(holder))
    }

    /// Whether it has a field of a name in a place in which another operation has none.
    fn has_beside(&self, name: &str, other: &Self) -> bool {
        let places = self.fields.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        places.into_iter().any(|(_, place)| !other.fields.iter().any(|(_, known)| known == place))
    }
}

/// Whether what a change misses on one side, docs or document, is elsewhere in the operation there, or named in its words.
pub(super) fn is_elsewhere(
    change: &Change,
    (documented, specified): &(FieldPlaces, FieldPlaces),
    words: &NamedInText<'_>,
) -> bool {
    let Some(path) = &change.path else {
        // what is shown below a request that has no body is its answer
        return change.class == &REQUEST_FIELD_REMOVED && specified.answers_any_of(documented);
    };
    let last = plain(path.rsplit('.').next().unwrap_or(path));
    let is = |classes: &[&'static Class]| classes.contains(&change.class);
    let is_documented = |name: &str| documented.has_beside(name, specified) || (words.in_docs)(name);
    let is_specified = |name: &str| specified.has_beside(name, documented) || (words.in_spec)(name);
    if is(&[&REQUEST_FIELD_REMOVED, &RESPONSE_FIELD_REMOVED]) {
        let parent = path.rsplit_once('.').map(|(parent, _)| parent);
        let is_implied = IMPLIED.iter().any(|name| name.eq_ignore_ascii_case(path));
        return is_implied || is_specified(&last) || parent.is_some_and(|parent| specified.is_opaque(parent));
    }
    if is(&[&REQUIRED_FIELD_ADDED, &REQUIRED_HEADER_ADDED, &OPTIONAL_FIELD_ADDED]) {
        return is_documented(&last);
    }
    let was = change.old.as_ref().map(|it| plain(&it.text));
    is(&[&FIELD_RENAMED]) && (is_documented(&last) || was.is_some_and(|was| is_specified(&was)))
}
