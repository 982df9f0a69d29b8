//! Samples and rows of one body to its schema.
//!
//! The sample decides names, shape and wire type; the rows decide meaning. Values of one field in several
//! samples are laid over each other.

use std::collections::BTreeSet;

use super::names::{Names, pascal, snake};
use super::{Context, PageRead};
use crate::dialect::{NoticeFact, Phrases, RowFact, is_secret, singular, words_of};
use crate::model::{Encoding, Evidence, Notice, Object, OneOf, Origin, Property, Schema, Variant};
use crate::sample::json::{Node, Value, field_path};

/// A sample that a body is read from.
pub(super) struct Sample<'a> {
    pub page: &'a PageRead,
    pub body: &'a Node,
    /// The rows of its operation's own tables.
    pub rows: &'a [RowFact],
    /// The rows of the tables that document what is answered.
    pub answered: &'a [RowFact],
    /// Notices of the part of the page that it stands in.
    pub notices: Vec<&'a NoticeFact>,
}

/// A value of the field in question, and which sample shows it.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub node: &'a Node,
    pub sample: usize,
}

/// Makes the schemas of one body.
pub(super) struct Shaper<'a, 'c> {
    pub context: &'c Context<'a>,
    /// The operation's key.
    pub operation: &'c str,
    pub samples: &'c [Sample<'a>],
    /// Names of types that are taken in the source's module.
    pub names: &'c mut Names,
    /// What the body's type is named.
    pub root: String,
    /// A response: nothing in it is asked for.
    pub response: bool,
    /// What `id` at the root identifies.
    pub resource: String,
}

impl Shaper<'_, '_> {
    /// The schema of the whole body.
    pub fn body(&mut self) -> Schema {
        let seen: Vec<Seen<'_>> =
            self.samples.iter().enumerate().map(|(sample, it)| Seen { node: it.body, sample }).collect();
        let root = self.root.clone();
        self.schema("", &root, &seen)
    }

    pub(super) fn schema(&mut self, path: &str, name: &str, seen: &[Seen<'_>]) -> Schema {
        let all = |fits: fn(&Value) -> bool| !seen.is_empty() && seen.iter().all(|it| fits(&it.node.value));
        if all(|value| matches!(value, Value::Object(_))) {
            return self
                .one_of(path, name, seen)
                .map_or_else(|| Schema::Object(self.object(path, name, seen)), Schema::OneOf);
        }
        if all(|value| matches!(value, Value::Array(_))) {
            let items: Vec<Seen<'_>> = seen.iter().flat_map(|it| items(*it)).collect();
            let name = singular(name);
            return Schema::Array { items: Box::new(self.schema(path, &name, &items)) };
        }
        if all(|value| matches!(value, Value::Bool(_))) {
            return Schema::Boolean { encoding: Encoding::Native };
        }
        if all(|value| matches!(value, Value::Number(number) if number.is_i64())) {
            return Schema::Integer { encoding: Encoding::Native };
        }
        if all(|value| matches!(value, Value::Number(number) if !number.is_u64())) {
            return Schema::Number { encoding: Encoding::Native };
        }
        if all(|value| matches!(value, Value::String(_))) {
            return self.text(path, seen);
        }
        Schema::Any
    }

    /// A string, or what the words say that the string means.
    fn text(&self, path: &str, seen: &[Seen<'_>]) -> Schema {
        let last = path.rsplit('.').next().unwrap_or(path);
        if self.response {
            return match last == "id" && !path.contains('.') {
                true => Schema::Id { name: pascal(&format!("{} id", self.resource)) },
                false => Schema::String,
            };
        }
        if is_secret(last, self.context.dialect) {
            return Schema::Secret;
        }
        let types = &self.context.dialect.types;
        let said = |words: &Phrases| {
            let texts = self.rows(path, seen).into_iter().map(|(_, row)| row);
            texts
                .flat_map(|row| [Some(&row.description), row.kind.as_ref()])
                .flatten()
                .any(|text| words.is_in(text))
        };
        let reads = |reads: fn(&str) -> bool| {
            seen.iter().all(|it| matches!(&it.node.value, Value::String(text) if reads(text)))
        };
        let integer = |text: &str| text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
        if said(&types.boolean) && reads(|text| matches!(text, "true" | "false")) {
            return Schema::Boolean { encoding: Encoding::Text };
        }
        if (said(&types.integer) || said(&types.meaning_integer)) && reads(integer) {
            return Schema::Integer { encoding: Encoding::Text };
        }
        Schema::String
    }

    fn object(&mut self, path: &str, name: &str, seen: &[Seen<'_>]) -> Object {
        let name = self.type_name(name);
        let mut idents = Names::default();
        let mut properties: Vec<Property> = Vec::new();
        for key in keys(seen) {
            let values: Vec<Seen<'_>> = seen
                .iter()
                .filter_map(|it| it.node.member(&key).map(|member| Seen { node: &member.value, ..*it }))
                .collect();
            let ident = idents.take(snake(&key));
            properties.push(self.property(path, &key, ident, &values, seen));
        }
        if !self.response {
            self.fix_beside(&mut properties, seen);
        }
        Object { name, properties, evidence: self.evidence(seen) }
    }

    /// Two members, a tag and an object: one of several shapes. A tag that the dialect does not know counts where the
    /// object has other members for each of its values; else it may be any text, such as a name.
    fn one_of(&mut self, path: &str, name: &str, seen: &[Seen<'_>]) -> Option<OneOf> {
        let Tagged { tag, content, content_first } = tagged(seen.first()?.node)?;
        let tag_of = |it: &Seen<'_>| match &it.node.member(tag)?.value.value {
            Value::String(text) if !text.contains(['{', '}']) => Some(text.clone()),
            _ => None,
        };
        let mut values: Vec<String> = Vec::new();
        for it in seen {
            tagged(it.node).filter(|it| it.tag == tag && it.content == content)?;
            let value = tag_of(it)?;
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let words = words_of(tag).join(" ");
        let members = |value: &String| -> BTreeSet<&str> {
            let own = seen.iter().filter(|it| tag_of(it).as_ref() == Some(value));
            keys_of(own.filter_map(|it| it.node.member(content)).map(|member| &member.value))
        };
        let members: Vec<BTreeSet<&str>> = values.iter().map(members).collect();
        let tells = members.windows(2).any(|pair| pair.first() != pair.last());
        if !tells && !self.context.dialect.variants.iter().any(|known| *known == words || *known == tag) {
            return None;
        }
        let name = self.type_name(name);
        let content_path = join(path, content);
        let mut taken = Names::default();
        taken.take("Other".to_owned());
        let variants = values
            .into_iter()
            .map(|value| {
                let own: Vec<Seen<'_>> = seen
                    .iter()
                    .filter(|it| tag_of(it).as_ref() == Some(&value))
                    .filter_map(|it| {
                        it.node.member(content).map(|member| Seen { node: &member.value, ..*it })
                    })
                    .collect();
                let content = self.object(&content_path, &value, &own);
                let notices = self.notices(&own);
                Variant { name: taken.take(content.name.clone()), value, content, notices }
            })
            .collect();
        Some(OneOf { name, tag: tag.to_owned(), content: content.to_owned(), content_first, variants })
    }

    fn notices(&self, seen: &[Seen<'_>]) -> Vec<Notice> {
        let samples = seen.iter().filter_map(|it| self.samples.get(it.sample));
        let mut notices: Vec<Notice> = samples
            .flat_map(|sample| {
                sample.notices.iter().map(|notice| super::notice(sample.page, notice, self.context.dialect))
            })
            .collect();
        notices.dedup();
        notices
    }

    /// The rows that document a path for some samples: those of their own tables, else the page's credentials.
    pub(super) fn rows(&self, path: &str, seen: &[Seen<'_>]) -> Vec<(&PageRead, &RowFact)> {
        let path = field_path(path);
        let samples: BTreeSet<usize> = seen.iter().map(|it| it.sample).collect();
        let samples: Vec<_> = samples.into_iter().filter_map(|at| self.samples.get(at)).collect();
        let means = |row: &&RowFact| row.path.as_deref() == Some(path.as_str());
        let mut own: Vec<(&PageRead, &RowFact)> = Vec::new();
        let mut credentials = own.clone();
        let mut known = BTreeSet::new();
        for sample in samples {
            for (found, rows) in [(&mut own, sample.rows), (&mut credentials, &sample.page.facts.credentials)]
            {
                let new = rows.iter().filter(means).filter(|row| known.insert(row.span.start));
                found.extend(new.map(|row| (sample.page, row)));
            }
        }
        if own.is_empty() { credentials } else { own }
    }

    /// The rows that document a path of what is answered.
    pub(super) fn answered(&self, path: &str, seen: &[Seen<'_>]) -> impl Iterator<Item = &RowFact> {
        let path = path.replace("[]", "");
        let samples: BTreeSet<usize> = seen.iter().map(|it| it.sample).collect();
        let rows =
            samples.into_iter().filter_map(|at| self.samples.get(at)).flat_map(|sample| sample.answered);
        rows.filter(move |row| row.path.as_deref() == Some(path.as_str()))
    }

    pub(super) fn evidence(&self, seen: &[Seen<'_>]) -> Vec<Evidence> {
        let at = |it: &Seen<'_>| {
            self.samples.get(it.sample).map(|sample| sample.page.evidence(&it.node.span, Origin::Sample))
        };
        seen.iter().filter_map(at).collect()
    }

    fn type_name(&mut self, name: &str) -> String {
        let plain = pascal(name);
        let plain = if self.names.is_free(&plain) { plain } else { pascal(&format!("{} {name}", self.root)) };
        self.names.take(plain)
    }
}

/// The names of a tag and a content.
struct Tagged<'a> {
    tag: &'a str,
    content: &'a str,
    content_first: bool,
}

/// The tag and the content of an object that has just these.
fn tagged(node: &Node) -> Option<Tagged<'_>> {
    let Value::Object(members) = &node.value else { return None };
    let [first, second] = members.as_slice() else { return None };
    match (&first.value.value, &second.value.value) {
        (Value::String(_), Value::Object(_)) => {
            Some(Tagged { tag: &first.key, content: &second.key, content_first: false })
        }
        (Value::Object(_), Value::String(_)) => {
            Some(Tagged { tag: &second.key, content: &first.key, content_first: true })
        }
        _ => None,
    }
}

fn items(seen: Seen<'_>) -> Vec<Seen<'_>> {
    match &seen.node.value {
        Value::Array(items) => items.iter().map(|node| Seen { node, ..seen }).collect(),
        _ => Vec::new(),
    }
}

/// All keys of some objects.
fn keys_of<'a>(nodes: impl Iterator<Item = &'a Node>) -> BTreeSet<&'a str> {
    let members = nodes.filter_map(|node| match &node.value {
        Value::Object(members) => Some(members),
        _ => None,
    });
    members.flatten().map(|member| member.key.as_str()).collect()
}

/// The keys of some objects: in the first one's order, later ones where their neighbour stands.
fn keys(seen: &[Seen<'_>]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for it in seen {
        let Value::Object(members) = &it.node.value else { continue };
        let mut at = 0;
        for member in members {
            match keys.iter().position(|key| *key == member.key) {
                Some(known) => at = known + 1,
                None => {
                    keys.insert(at.min(keys.len()), member.key.clone());
                    at += 1;
                }
            }
        }
    }
    keys
}

pub(super) fn join(parent: &str, key: &str) -> String {
    if parent.is_empty() { key.to_owned() } else { format!("{parent}.{key}") }
}
