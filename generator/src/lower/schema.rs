//! Samples and documented fields of one body to its schema.
//!
//! The samples decide names, shape and wire type; the documentation decides meaning, and all of it where no sample shows a
//! field. Values of one field in several samples are laid over each other.

use super::fields::{FieldsByPath, Rows, join};
use super::keys::{items, keys, members, values};
use super::notices::Notices;
use super::objects::NamedSample;
use super::seen::{BodySample, Operations, Seen};
use super::{Context, PageRead, maps, types};
use crate::dialect::{
    Carrier, Field, List, ObjectRef, is_secret, is_secret_placeholder, is_secret_within, singular,
};
use crate::model::{Encoding, Evidence, Object, Origin, Property, Schema};
use crate::naming::{Names, pascal, snake};
use crate::sample::json::{Value, field_path};

/// Objects and lists in each other beyond which what they hold is of any kind: the compiler has limits, and no reader of the
/// documentation sees types so deep.
pub const DEEPEST: usize = 16;

/// Makes the schemas of one body.
pub(super) struct Shaper<'a, 'c> {
    pub context: &'c Context<'c, 'a>,
    /// The operation's key.
    pub operation: &'c str,
    pub samples: &'c [BodySample<'a>],
    pub rows: &'c Rows<'a>,
    pub notices: &'c Notices<'a>,
    /// Names of types that are taken in the source's module.
    pub names: &'c mut Names,
    /// What the body's type is named.
    pub root: String,
    /// Which body it is.
    pub part: BodyPart,
    /// What `id` at the root identifies.
    pub resource: String,
    /// The named object that words say it is, or a list of.
    pub whole: Option<&'c ObjectRef>,
    /// What samples show of named objects.
    pub shown: &'c mut Vec<NamedSample<'a>>,
    /// In how many objects and lists the value in question is.
    pub depth: usize,
}

/// Which body of an operation is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyPart {
    /// What is sent.
    Request,
    /// What is answered: nothing in it is asked for.
    Answer,
    /// What is answered when it fails. The documentation of answers is not about it.
    Error,
}

impl<'a> Shaper<'a, '_> {
    /// The schema of the whole body; none where neither a sample nor the documentation has one.
    pub fn body(&mut self) -> Option<Schema> {
        let seen: Vec<Seen<'a>> =
            self.samples.iter().enumerate().map(|(sample, it)| Seen { node: it.body, sample }).collect();
        let root = self.root.clone();
        if !seen.is_empty() {
            return Some(self.schema("", &root, &seen));
        }
        match self.documented().has_unshown() {
            true => Some(Schema::Object(self.unshown_object("", &root, &None))),
            false => self.whole_unshown(),
        }
    }

    /// The object that documentation and samples make of a body, whatever its keys.
    pub fn root_object(&mut self) -> Object {
        let seen: Vec<Seen<'a>> =
            self.samples.iter().enumerate().map(|(sample, it)| Seen { node: it.body, sample }).collect();
        let root = self.root.clone();
        if seen.is_empty() {
            return self.unshown_object("", &root, &None);
        }
        let unshown = self.unshown_names("", &None);
        self.object("", &root, &seen, &unshown)
    }

    /// The schema of values that samples show. A `null` among others says nothing of their type.
    pub(super) fn schema(&mut self, path: &str, name: &str, seen: &[Seen<'a>]) -> Schema {
        self.depth += 1;
        let schema = self.of_values(path, name, seen);
        self.depth -= 1;
        schema
    }

    fn of_values(&mut self, path: &str, name: &str, seen: &[Seen<'a>]) -> Schema {
        let all = |fits: fn(&Value) -> bool| !seen.is_empty() && seen.iter().all(|it| fits(&it.node.value));
        let is_nested = |value: &Value| matches!(value, Value::Object(_) | Value::Array(_));
        if self.depth > DEEPEST && seen.iter().any(|it| is_nested(&it.node.value)) {
            return Schema::Any;
        }
        if all(|value| matches!(value, Value::Object(_))) {
            return self.of_objects(path, name, seen);
        }
        if all(|value| matches!(value, Value::Array(_))) {
            return self.of_arrays(path, name, seen);
        }
        if all(|value| matches!(value, Value::Bool(_))) {
            return Schema::Boolean { encoding: Encoding::Native };
        }
        if all(|value| matches!(value, Value::Number(number) if number.is_i64())) {
            return self.whole(path, seen);
        }
        if all(|value| matches!(value, Value::Number(number) if number.is_integer())) {
            return Schema::BigInteger;
        }
        if seen.iter().any(|it| matches!(&it.node.value, Value::Number(number) if !number.is_exact()))
            && all(|value| matches!(value, Value::Number(_)))
        {
            return Schema::BigNumber;
        }
        if all(|value| matches!(value, Value::Number(_))) {
            return Schema::Number { encoding: Encoding::Native };
        }
        if all(|value| matches!(value, Value::String(_))) {
            return self.text(path, name, seen);
        }
        Schema::Any
    }

    /// Whole numbers, unless the documentation says that others may come.
    fn whole(&self, path: &str, seen: &[Seen<'a>]) -> Schema {
        let encoding = Encoding::Native;
        match types::stated(&self.fields(path, seen)) {
            Some(Schema::Number { .. }) => Schema::Number { encoding },
            _ => Schema::Integer { encoding },
        }
    }

    fn of_objects(&mut self, path: &str, name: &str, seen: &[Seen<'a>]) -> Schema {
        if let Some(named) = self.named(path, seen) {
            return named;
        }
        let operations = self.operations(seen);
        let has_unshown = self
            .documented()
            .unshown(path)
            .any(|name| self.documented().speaks_of(&join(path, name), &operations));
        let empty =
            seen.iter().all(|it| matches!(&it.node.value, Value::Object(members) if members.is_empty()));
        let is_stated = maps::are_stated(seen, &self.fields(path, seen));
        if empty && is_stated && !path.is_empty() {
            return self.unshown_schema(path, name, &operations);
        }
        if empty && !has_unshown && !path.is_empty() {
            return Schema::Map { values: Box::new(Schema::Any) };
        }
        if self.are_maps(path, seen) {
            let values: Vec<Seen<'a>> = values(seen).into_values().flat_map(|(_, values)| values).collect();
            let values = match self.schema(&join(path, "*"), &singular(name), &values) {
                Schema::String if self.holds_secrets(path, seen) => Schema::Secret,
                values => self.of_any_key(path, seen, values),
            };
            return Schema::Map { values: Box::new(values) };
        }
        if !has_unshown && let Some(one_of) = self.one_of(path, name, seen) {
            return Schema::OneOf(one_of);
        }
        let unshown = self.unshown_names(path, &operations);
        Schema::Object(self.object(path, name, seen, &unshown))
    }

    /// What a map holds, of which samples show a few keys: whole numbers there say nothing of those by other keys.
    fn of_any_key(&self, path: &str, seen: &[Seen<'a>], values: Schema) -> Schema {
        let are_whole = |field: &&Field| field.says(List::Integer) || field.says(List::MeaningInteger);
        match values {
            Schema::Integer { encoding } if !self.fields(path, seen).iter().any(are_whole) => {
                Schema::Number { encoding }
            }
            values => values,
        }
    }

    /// Whether the keys of objects are data, of which the documentation says nothing one by one.
    pub(super) fn are_maps(&self, path: &str, seen: &[Seen<'a>]) -> bool {
        let operations = self.operations(seen);
        let is_documented = |key: &str| self.documented().speaks_of(&join(path, key), &operations);
        let has_unshown = self.documented().unshown(path).any(|name| is_documented(name));
        let fields = self.fields(path, seen);
        maps::are_stated(seen, &fields) || !has_unshown && maps::are_maps(seen, &fields, is_documented)
    }

    fn of_arrays(&mut self, path: &str, name: &str, seen: &[Seen<'a>]) -> Schema {
        let items: Vec<Seen<'a>> = seen.iter().flat_map(|it| items(*it)).collect();
        let name = singular(name);
        let items = match items.is_empty() {
            true => self.unshown_items(path, &name, &self.operations(seen)),
            false => self.schema(path, &name, &items),
        };
        Schema::Array { items: Box::new(items) }
    }

    /// A string, or what the words say that the string means.
    fn text(&self, path: &str, name: &str, seen: &[Seen<'a>]) -> Schema {
        let last = path.rsplit('.').next().unwrap_or(path);
        if self.is_secret(path, name, seen) {
            return Schema::Secret;
        }
        if self.is_response() {
            return match last == "id" && !path.contains('.') {
                true => Schema::Id { name: pascal(&format!("{} id", self.resource)) },
                false => Schema::String,
            };
        }
        let said = |list| self.rows(path, seen).iter().any(|(_, row)| row.says(list));
        let stated = types::stated(&self.fields(path, seen));
        let reads = |reads: fn(&str) -> bool| {
            seen.iter().all(|it| matches!(&it.node.value, Value::String(text) if reads(text)))
        };
        let integer = |text: &str| text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
        if reads(|text| matches!(text, "true" | "false"))
            && (said(List::Boolean) || matches!(stated, Some(Schema::Boolean { .. })))
        {
            return Schema::Boolean { encoding: Encoding::Text };
        }
        if reads(integer) && (said(List::Integer) || said(List::MeaningInteger)) {
            return Schema::Integer { encoding: Encoding::Text };
        }
        Schema::String
    }

    /// Whether a text must not be shown: by its own name, by the object it is in, or by a placeholder that samples have
    /// for it.
    pub(super) fn is_secret(&self, path: &str, name: &str, seen: &[Seen<'a>]) -> bool {
        let dialect = self.context.dialect;
        // a key may have dots of its own
        let key = if path.ends_with(name) { name } else { path.rsplit('.').next().unwrap_or(path) };
        let parent = path.strip_suffix(key).and_then(|above| above.strip_suffix('.'));
        let parent = parent.and_then(|above| above.rsplit('.').next());
        let is_placeholder = |it: &Seen<'a>| matches!(&it.node.value, Value::String(text) if is_secret_placeholder(text, dialect));
        is_secret(key, Carrier::Data, dialect)
            || parent.is_some_and(|parent| is_secret_within(key, parent, dialect))
            || seen.iter().any(is_placeholder)
    }

    /// Whether a map holds texts that must not be shown: by its own name, or by that of one of them.
    fn holds_secrets(&self, path: &str, seen: &[Seen<'_>]) -> bool {
        let mut names = seen.iter().flat_map(|it| members(it.node)).map(|member| member.key.as_str());
        let own = path.rsplit('.').next().unwrap_or(path);
        names.any(|name| self.is_secret(&join(path, name), name, &[]))
            || is_secret(own, Carrier::Data, self.context.dialect)
    }

    /// An object with what samples have in it, and with what else is documented of it.
    pub(super) fn object(&mut self, path: &str, name: &str, seen: &[Seen<'a>], unshown: &[String]) -> Object {
        let name = self.type_name(path, name);
        let mut idents = Names::default();
        let mut properties: Vec<Property> = Vec::new();
        let operations = self.operations(seen);
        let values = values(seen);
        for key in keys(&values, seen) {
            let values = values.get(key).map_or(&[][..], |(_, values)| values);
            let ident = idents.take(snake(key));
            properties.push(self.property(path, key, ident, values, seen));
        }
        for key in unshown.iter().filter(|key| !values.contains_key(key.as_str())) {
            let ident = idents.take(snake(key));
            properties.push(self.unshown_property(path, key, ident, &operations));
        }
        if !self.is_response() {
            self.fix_beside(&mut properties, seen);
        }
        Object { name, properties, evidence: self.evidence(seen) }
    }

    /// What the documentation says of this body.
    pub(super) fn documented(&self) -> &FieldsByPath<'_> {
        match self.part {
            BodyPart::Request => &self.rows.sent,
            BodyPart::Answer => &self.rows.answered,
            BodyPart::Error => &self.rows.none,
        }
    }

    /// Whether the service makes it.
    pub(super) fn is_response(&self) -> bool {
        self.part != BodyPart::Request
    }

    /// The operations that samples are of.
    pub(super) fn operations(&self, seen: &[Seen<'a>]) -> Operations {
        let samples = seen.iter().filter_map(|it| self.samples.get(it.sample));
        Some(samples.map(|it| it.operation).collect())
    }

    /// The fields that document a path of this body for some samples.
    pub(super) fn fields(&self, path: &str, seen: &[Seen<'a>]) -> Vec<&Field> {
        match self.is_response() {
            true => self.documented().at(path, &self.operations(seen)).collect(),
            false => self.rows(path, seen).into_iter().map(|(_, row)| row).collect(),
        }
    }

    /// The fields that document a path for some samples: those of their own tables, else the page's credentials.
    pub(super) fn rows(&self, path: &str, seen: &[Seen<'a>]) -> Vec<(&PageRead, &Field)> {
        let page = self.context.documented.page;
        // tables speak of what is sent, unless they are among those that document what is answered
        if !self.is_response() {
            let own: Vec<_> =
                self.rows.sent.at(path, &self.operations(seen)).map(|row| (page, row)).collect();
            if !own.is_empty() {
                return own;
            }
        }
        let general = self.rows.credentials.get(field_path(path).as_ref());
        general.into_iter().flatten().map(|row| (page, *row)).collect()
    }

    pub(super) fn evidence(&self, seen: &[Seen<'a>]) -> Vec<Evidence> {
        let samples = seen.iter().filter_map(|it| Some((self.samples.get(it.sample)?.page, it.node)));
        samples.map(|(page, node)| page.evidence(&node.span, Origin::Sample)).collect()
    }

    /// The name of the type of what is at a path: its own, else with that of the whole before it, else with what it is in besides.
    pub(super) fn type_name(&mut self, path: &str, name: &str) -> String {
        let rooted = pascal(&format!("{} {name}", self.root));
        let path = field_path(path);
        let parents = path.split('.').rev().skip(1);
        let within = parents.scan(name.to_owned(), |name, parent| {
            *name = format!("{parent} {name}");
            Some(pascal(&format!("{} {name}", self.root)))
        });
        let own = path.rsplit('.').next().map(|own| pascal(&format!("{} {own}", self.root)));
        let mut names = [pascal(name), rooted.clone()].into_iter().chain(within).chain(own);
        let name = names.find(|name| self.names.is_free(name)).unwrap_or(rooted);
        self.names.take(name)
    }
}
