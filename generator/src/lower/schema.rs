//! Samples and rows of one body to its schema.
//!
//! The sample decides names, shape and wire type; the rows decide meaning. Values of one field in several
//! samples are laid over each other.

use std::collections::BTreeSet;

use super::disputes::Verdict;
use super::names::{Names, pascal, shouty, singular, snake};
use super::{Context, PageRead};
use crate::dialect::{Dialect, NoticeFact, RowFact, contains_words, words_of};
use crate::model::{
    Constant, Encoding, Evidence, Notice, Object, OneOf, Origin, Part, Property, Schema, Template, Variant,
    Why,
};
use crate::sample::json::{Node, Value};
use crate::sample::template::{self, Piece};

/// A sample that a body is read from.
pub(super) struct Sample<'a> {
    pub page: &'a PageRead,
    pub body: &'a Node,
    /// The rows of its operation's own tables.
    pub rows: &'a [RowFact],
    /// Notices of the part of the page that it stands in.
    pub notices: Vec<&'a NoticeFact>,
}

/// A value of the field in question, and which sample shows it.
#[derive(Clone, Copy)]
struct Seen<'a> {
    node: &'a Node,
    sample: usize,
}

/// Makes the schemas of one body.
pub(super) struct Shaper<'a, 'c> {
    pub context: &'c Context<'a>,
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

    fn schema(&mut self, path: &str, name: &str, seen: &[Seen<'_>]) -> Schema {
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
        let said = |words: &[String]| {
            let texts = self.rows(path, seen).into_iter().map(|(_, row)| row);
            texts
                .flat_map(|row| [Some(&row.description), row.kind.as_ref()])
                .flatten()
                .any(|text| words.iter().any(|word| contains_words(text, word)))
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

    fn property(
        &mut self,
        parent: &str,
        key: &str,
        ident: String,
        values: &[Seen<'_>],
        parents: &[Seen<'_>],
    ) -> Property {
        let path = join(parent, key);
        let everywhere = values.len() == parents.len();
        let schema = self.schema(&path, key, values);
        let rows = self.rows(&path, parents);
        let mut evidence = self.evidence(values);
        evidence.extend(rows.iter().map(|(page, row)| page.evidence(&row.name.span, Origin::Table)));
        evidence.sort();
        evidence.dedup();
        let (required, why) = self.required(&path, &schema, &rows, everywhere);
        let mut property = Property {
            name: key.to_owned(),
            ident,
            schema,
            required,
            why,
            descriptions: descriptions(&rows),
            constant: None,
            dispute: None,
            settled: None,
            template: None,
            evidence,
            path,
        };
        if !self.response {
            self.judge(&mut property);
        }
        property
    }

    /// Lays what the docs fix, dispute or compose over a property.
    fn judge(&mut self, property: &mut Property) {
        match self.context.disputes.constants.get(&property.path) {
            Some(Verdict::Agreed(value)) => fix(property, value.as_str().into()),
            Some(Verdict::Settled(settled)) => {
                fix(property, settled.holds.as_str().into());
                property.settled = Some(settled.clone());
            }
            Some(Verdict::Open(dispute)) => {
                property.required = true;
                property.dispute = Some(dispute.clone());
            }
            None => {}
        }
        match self.context.disputes.templates.get(&property.path) {
            Some(Verdict::Agreed(pattern)) => property.template = self.template(&property.path, pattern),
            Some(Verdict::Settled(settled)) => {
                property.template = self.template(&property.path, &settled.holds);
                property.settled = Some(settled.clone());
            }
            Some(Verdict::Open(dispute)) => property.dispute = Some(dispute.clone()),
            None => {}
        }
    }

    /// What stands beside a fixed identifier, is never told of and never varies, is fixed with it.
    fn fix_beside(&self, properties: &mut [Property], seen: &[Seen<'_>]) {
        let fixed = |property: &Property| property.constant.is_some() || property.dispute.is_some();
        if !properties.iter().any(fixed) {
            return;
        }
        for property in properties {
            let named = self.context.dialect.fixed_with.contains(&property.name);
            if !named || fixed(property) || property.why != Why::Untold {
                continue;
            }
            let mut values =
                seen.iter().map(|it| it.node.member(&property.name).map(|member| member.value.to_json()));
            if let Some(Some(first)) = values.next()
                && (first.is_string() || first.is_number())
                && values.all(|value| value.as_ref() == Some(&first))
            {
                fix(property, first);
            }
        }
    }

    /// Two members, a tag and an object: one of several shapes. One tag alone counts when the dialect knows it.
    fn one_of(&mut self, path: &str, name: &str, seen: &[Seen<'_>]) -> Option<OneOf> {
        let (tag, content) = tagged(seen.first()?.node)?;
        let tag_of = |it: &Seen<'_>| match &it.node.member(&tag)?.value.value {
            Value::String(text) if !text.contains(['{', '}']) => Some(text.clone()),
            _ => None,
        };
        let mut values: Vec<String> = Vec::new();
        for it in seen {
            tagged(it.node).filter(|pair| *pair == (tag.clone(), content.clone()))?;
            let value = tag_of(it)?;
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let words = words_of(&tag).join(" ");
        if values.len() < 2
            && !self.context.dialect.variants.iter().any(|known| *known == words || *known == tag)
        {
            return None;
        }
        let name = self.type_name(name);
        let content_path = join(path, &content);
        let mut taken = Names::default();
        taken.take("Other".to_owned());
        let variants = values
            .into_iter()
            .map(|value| {
                let own: Vec<Seen<'_>> = seen
                    .iter()
                    .filter(|it| tag_of(it).as_ref() == Some(&value))
                    .filter_map(|it| {
                        it.node.member(&content).map(|member| Seen { node: &member.value, ..*it })
                    })
                    .collect();
                let content = self.object(&content_path, &value, &own);
                let notices = self.notices(&own);
                Variant { name: taken.take(content.name.clone()), value, content, notices }
            })
            .collect();
        Some(OneOf { name, tag, content, variants })
    }

    fn notices(&self, seen: &[Seen<'_>]) -> Vec<Notice> {
        let samples = seen.iter().filter_map(|it| self.samples.get(it.sample));
        let mut notices: Vec<Notice> = samples
            .flat_map(|sample| sample.notices.iter().map(|notice| super::notice(sample.page, notice)))
            .collect();
        notices.dedup();
        notices
    }

    fn template(&mut self, path: &str, pattern: &str) -> Option<Template> {
        let read = template::read(pattern)?;
        let mut idents = Names::default();
        let mut parts: Vec<Part> = Vec::new();
        let mut before = "";
        for piece in &read.pieces {
            match piece {
                Piece::Literal(text) => before = text,
                Piece::Placeholder(placeholder) => {
                    let key = key_before(before).unwrap_or(placeholder);
                    let secret = [key, placeholder].iter().any(|name| is_secret(name, self.context.dialect));
                    // a placeholder that stands twice is one part
                    if !parts.iter().any(|part| part.placeholder == *placeholder) {
                        let ident = idents.take(snake(key));
                        parts.push(Part { placeholder: placeholder.clone(), ident, secret });
                    }
                }
            }
        }
        let name = self.names.take(pascal(&format!("{} parts", path.rsplit('.').next().unwrap_or(path))));
        Some(Template { pattern: pattern.to_owned(), name, parts })
    }

    fn required(
        &self,
        path: &str,
        schema: &Schema,
        rows: &[(&PageRead, &RowFact)],
        everywhere: bool,
    ) -> (bool, Why) {
        if self.response {
            return if everywhere { (true, Why::EverySample) } else { (false, Why::SomeSamples) };
        }
        let module = &self.context.documented.module;
        let configured = self.context.decisions.required.iter().find(|required| {
            required.field == path && required.source.as_ref().is_none_or(|source| source == module)
        });
        if let Some(required) = configured {
            return (true, Why::Configured(required.reason.clone()));
        }
        if !everywhere {
            return (false, Why::SomeSamples);
        }
        let column = rows.iter().find_map(|(_, row)| row.required);
        let optional = &self.context.dialect.optional;
        let says_optional =
            rows.iter().any(|(_, row)| optional.iter().any(|word| contains_words(&row.description, word)));
        match (column, says_optional) {
            (Some(required), _) => return (required, Why::Said),
            (None, true) => return (false, Why::Said),
            (None, false) => {}
        }
        match schema {
            Schema::OneOf(_) => (true, Why::Inner),
            Schema::Object(object) if !object.properties.is_empty() => {
                let inner = |test: fn(&Property) -> bool| object.properties.iter().any(test);
                if inner(|property| property.required && property.constant.is_none()) {
                    (true, Why::Inner)
                } else if inner(|property| property.constant.is_some()) {
                    (true, Why::Fixed)
                } else {
                    (false, Why::Untold)
                }
            }
            _ if rows.is_empty() => (false, Why::Untold),
            _ => (true, Why::EverySample),
        }
    }

    /// The rows that document a path for some samples: those of their own tables, else the page's credentials.
    fn rows(&self, path: &str, seen: &[Seen<'_>]) -> Vec<(&PageRead, &RowFact)> {
        let path = path.replace("[]", "");
        let samples: BTreeSet<usize> = seen.iter().map(|it| it.sample).collect();
        let samples: Vec<_> = samples.into_iter().filter_map(|at| self.samples.get(at)).collect();
        let means = |row: &&RowFact| row.path.as_deref() == Some(path.as_str());
        let mut own: Vec<(&PageRead, &RowFact)> = Vec::new();
        let mut credentials = own.clone();
        for sample in samples {
            for (found, rows) in [(&mut own, sample.rows), (&mut credentials, &sample.page.facts.credentials)]
            {
                for row in rows.iter().filter(means) {
                    if !found.iter().any(|(_, known)| known.span == row.span) {
                        found.push((sample.page, row));
                    }
                }
            }
        }
        if own.is_empty() { credentials } else { own }
    }

    fn evidence(&self, seen: &[Seen<'_>]) -> Vec<Evidence> {
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

/// Whether a name's words say that its value must not be shown.
pub(super) fn is_secret(name: &str, dialect: &Dialect) -> bool {
    let words = words_of(name).join(" ");
    dialect.secrets.iter().any(|secret| contains_words(&words, secret))
}

fn fix(property: &mut Property, value: serde_json::Value) {
    property.constant = Some(Constant { name: shouty(&property.path), value });
    property.required = true;
    property.why = Why::Fixed;
}

/// The key that a literal ends with: `Sid` of `;Sid=`.
fn key_before(literal: &str) -> Option<&str> {
    let key = literal.strip_suffix('=')?;
    let start = key.rfind([';', '&', '?', '=', '/', '@', ':']).map_or(0, |at| at + 1);
    key.get(start..).map(str::trim).filter(|key| !key.is_empty())
}

/// The names of a tag and a content, where an object has just these.
fn tagged(node: &Node) -> Option<(String, String)> {
    match &node.value {
        Value::Object(members) => match members.as_slice() {
            [tag, content]
                if matches!(tag.value.value, Value::String(_))
                    && matches!(content.value.value, Value::Object(_)) =>
            {
                Some((tag.key.clone(), content.key.clone()))
            }
            _ => None,
        },
        _ => None,
    }
}

fn items(seen: Seen<'_>) -> Vec<Seen<'_>> {
    match &seen.node.value {
        Value::Array(items) => items.iter().map(|node| Seen { node, ..seen }).collect(),
        _ => Vec::new(),
    }
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

fn descriptions(rows: &[(&PageRead, &RowFact)]) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for (_, row) in rows {
        if !row.description.is_empty() && !texts.contains(&row.description) {
            texts.push(row.description.clone());
        }
    }
    texts
}

fn join(parent: &str, key: &str) -> String {
    if parent.is_empty() { key.to_owned() } else { format!("{parent}.{key}") }
}
