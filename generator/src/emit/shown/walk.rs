//! The values of each type in the samples of a source, and where they stand.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use heck::ToSnakeCase;
use serde_json::Value;

use super::{Seen, What};
use crate::emit::types::Role;
use crate::emit::value;
use crate::model::{Evidence, Example, Message, Object, Origin, Reading, Schema, Source};

/// All values that samples of `source` show, by the names of their types, in the order of the samples.
pub(super) fn seen<'a>(source: &'a Source, reading: &Reading<'_>) -> BTreeMap<&'a str, Vec<Seen<'a>>> {
    let (seen, places) = (BTreeMap::new(), HashMap::new());
    let mut walk = Walk { reading, seen, places, page: "", fence: 0, role: Role::Request };
    for operation in &source.operations {
        for Example { page, line, message, .. } in &operation.examples {
            let response = operation.answer();
            let (role, schema, json, member) = match message {
                Message::Request { body, .. } => (Role::Request, operation.body(), body.as_ref(), "body"),
                Message::Response { body, .. } => (Role::Response, response, Some(body), "answer"),
            };
            (walk.page, walk.fence, walk.role) = (page, *line, role);
            if let (Some(schema), Some(json)) = (schema, json) {
                walk.walk(schema, json, member, &[], true);
            }
        }
    }
    walk.seen
}

struct Walk<'a, 'r> {
    reading: &'r Reading<'r>,
    seen: BTreeMap<&'a str, Vec<Seen<'a>>>,
    /// The pages and lines at which samples show something, by where its evidence is.
    places: HashMap<*const Evidence, BTreeSet<(&'a str, usize)>>,
    page: &'a str,
    fence: usize,
    role: Role,
}

impl<'a> Walk<'a, '_> {
    fn walk(&mut self, schema: &'a Schema, json: &'a Value, member: &str, at: &'a [Evidence], is_body: bool) {
        match (schema, json) {
            (Schema::Array { items }, Value::Array(values)) => {
                values.iter().for_each(|value| self.walk(value::item(items), value, "item", at, is_body));
            }
            (Schema::Map { values: items }, Value::Object(members)) => {
                members.values().for_each(|value| self.walk(value::item(items), value, "item", at, false));
            }
            (Schema::Object(object), _) => self.object(object, json, member, is_body),
            (Schema::OneOf(one_of), _) => {
                self.saw(&one_of.name, What::OneOf(one_of), json, member, at, is_body);
                let variant = self.reading.variant(one_of, json);
                if let (Some(variant), Some(json)) = (variant, json.get(&one_of.content)) {
                    self.object(&variant.content, json, &one_of.content.to_snake_case(), false);
                }
            }
            (Schema::Id { name }, Value::String(text)) => {
                self.saw(name, What::Id(name, text), json, member, at, false);
            }
            _ => {}
        }
    }

    fn object(&mut self, object: &'a Object, json: &'a Value, member: &str, is_body: bool) {
        self.saw(&object.name, What::Object(object), json, member, &object.evidence, is_body);
        for (property, json) in self.reading.shown(object, json) {
            let (member, at) = (&property.ident, &property.evidence);
            if let Some(template) = &property.template {
                self.saw(&template.name, What::Parts(object, property), json, member, at, false);
            }
            self.walk(&property.schema, json, member, at, false);
        }
    }

    fn saw(
        &mut self,
        name: &'a str,
        what: What<'a>,
        json: &'a Value,
        member: &str,
        at: &'a [Evidence],
        is_body: bool,
    ) {
        let (page, fence, role) = (self.page, self.fence, self.role);
        let seen = self.seen.entry(name).or_default();
        // Evidence does not tell one value of a list from the next: only the first is where it says.
        let is_first = seen.last().is_none_or(|last| (last.page, last.fence) != (page, fence));
        let places = || at.iter().filter(|at| at.from == Origin::Sample).map(|at| (&*at.page, at.line));
        let places = self.places.entry(at.as_ptr()).or_insert_with(|| places().collect());
        let next = places.range((page, fence)..).next().filter(|(at, _)| is_first && *at == page);
        let line = next.map_or(fence, |(_, line)| *line);
        seen.push(Seen { what, json, member: member.to_owned(), page, fence, line, role, is_body });
    }
}
