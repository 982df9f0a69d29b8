//! Whose id an answer gives out: the type of its `id` is right, or text.
//!
//! A path says what an operation is about, but what is answered to a change may be what it changed, what that belongs to, or a
//! task: `POST /shelves/{id}/jars` may be answered with the shelf. What is read there says what such things look like; an answer
//! has the id of what it is most like.

use std::collections::{BTreeSet, HashMap};

use super::id_resources::{AnsweredThing, given, literal, nameless, parameter};
use crate::dialect::is_plural;
use crate::model::{Definitions, NamedSchema, Object, PathTemplate, Schema, Segment, Source};

/// Gives the ids of answers the types of what was answered.
pub(super) fn settle(sources: &mut [Source], schemas: &[NamedSchema]) {
    let definitions = Definitions::of(schemas);
    let readings = Readings::of(sources, &definitions);
    for operation in sources.iter_mut().flat_map(|source| &mut source.operations) {
        let is_read = operation.method == "GET";
        // what a path of such things is read as is what they are
        let is_reading = is_read && given(operation, &definitions).is_some();
        let (method, path) = (&operation.method, &operation.path);
        for response in &mut operation.responses {
            let is_error = response.is_error();
            let Some(object) = response.body.as_mut().and_then(one_of) else { continue };
            let names = names(object);
            let Some(id) = object.properties.iter_mut().find(|property| property.name == "id") else {
                continue;
            };
            if !matches!(id.schema, Schema::Id { .. }) || (is_reading && !is_error) {
                continue;
            }
            let alike = readings.most_like(path, &names).filter(|_| !is_error);
            if let Some(name) = alike {
                id.schema = Schema::Id { name: name.to_owned() };
            } else if is_error || !(is_read || readings.leave(method, path, &names)) {
                id.schema = Schema::String;
            }
        }
    }
}

/// What is read of the things of one kind.
#[derive(Default)]
struct Reading {
    names: BTreeSet<String>,
    ids: BTreeSet<Option<String>>,
}

/// What is read, by the path of all things of a kind.
struct Readings(HashMap<String, Reading>);

impl Readings {
    fn of(sources: &[Source], definitions: &Definitions<'_>) -> Self {
        let mut all: HashMap<String, Reading> = HashMap::new();
        let operations = sources.iter().flat_map(|source| &source.operations);
        for operation in operations.filter(|operation| operation.method == "GET") {
            let Some(AnsweredThing { resource, object, id }) = given(operation, definitions) else {
                continue;
            };
            let reading = all.entry(nameless(resource)).or_default();
            reading.names.extend(names(object));
            reading.ids.insert(id);
        }
        Self(all)
    }

    /// The id of what an answer is most like: of the things that a path is about, or of those that they belong to. At least
    /// half of its properties are read there as well, and more than of anything else.
    fn most_like(&self, path: &PathTemplate, names: &BTreeSet<String>) -> Option<&str> {
        let segments = path.segments();
        let kinds = (0..segments.len()).filter_map(|end| segments.get(..=end));
        let kinds = kinds.filter(|kind| kind.last().and_then(literal).is_some());
        let read = kinds.filter_map(|kind| self.0.get(&nameless(kind)));
        let mut known: Vec<(usize, &Reading)> =
            read.map(|reading| (reading.names.intersection(names).count(), reading)).collect();
        known.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let (count, reading) = *known.first()?;
        let is_alone = known.get(1).is_none_or(|(next, _)| *next < count);
        let is_like = count > 0 && count * 2 >= names.len();
        let mut ids = reading.ids.iter();
        let id = ids.next().filter(|_| ids.next().is_none())?.as_deref();
        id.filter(|_| is_alone && is_like)
    }

    /// Whether an answer may be taken for what the path is about: things that belong to nothing, of which nothing else is known.
    fn leave(&self, method: &str, path: &PathTemplate, names: &BTreeSet<String>) -> bool {
        let segments = path.segments();
        let Some(end) = segments.iter().rposition(|segment| !segment.is_empty()) else { return false };
        let is_of_one = segments.get(end).and_then(parameter).is_some();
        let resource = segments.get(..if is_of_one { end } else { end + 1 }).unwrap_or_default();
        let is_of_all = || method == "POST" && resource.last().and_then(literal).is_some_and(is_plural);
        let belongs_to_nothing = resource.iter().all(|segment: &Segment| literal(segment).is_some());
        let is_unknown = names.is_empty() || !self.0.contains_key(&nameless(resource));
        belongs_to_nothing && is_unknown && (is_of_one || is_of_all())
    }
}

/// The object that an answer is, or that it is a list of.
fn one_of(answer: &mut Schema) -> Option<&mut Object> {
    match answer {
        Schema::Object(object) => Some(object),
        Schema::Array { items } => match items.as_mut() {
            Schema::Object(object) => Some(object),
            _ => None,
        },
        _ => None,
    }
}

/// What an object is known by.
fn names(object: &Object) -> BTreeSet<String> {
    object.properties.iter().map(|property| property.name.clone()).filter(|name| name != "id").collect()
}
