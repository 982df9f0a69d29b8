//! One member of a body: what rows and samples say of it, whether it is required, and what the docs fix, dispute or
//! compose.

use std::collections::BTreeSet;

use super::disputes::Verdict;
use super::fields::{join, origin};
use super::keys::members;
use super::schema::Shaper;
use super::seen::Seen;
use super::{enums, types};
use crate::dialect::{Carrier, Field, List, is_secret};
use crate::model::{Constant, Encoding, PatternPart, Property, Schema, StringPattern, Why};
use crate::naming::{Names, pascal, shouty, snake};
use crate::sample::json::Value;
use crate::sample::template::{self, TemplatePart};

impl<'a> Shaper<'a, '_> {
    /// The member `key` of the objects `parents`, of which some show `values` for it.
    pub(super) fn property(
        &mut self,
        parent: &str,
        key: &str,
        ident: String,
        values: &[Seen<'a>],
        parents: &[Seen<'a>],
    ) -> Property {
        let path = join(parent, key);
        let everywhere = values.len() == parents.len();
        let typed: Vec<Seen<'a>> = values.iter().filter(|it| it.node.value != Value::Null).copied().collect();
        let schema = match typed.is_empty() {
            true => self.unshown_schema(&path, key, &self.operations(parents)),
            false => self.schema(&path, key, &typed),
        };
        let fields = self.fields(&path, parents);
        let is_null = typed.len() < values.len() || fields.iter().any(|field| field.nullable);
        let page = self.context.documented.page;
        let is_null = is_null && schema != Schema::Any;
        // what is sent as text has no way to be absent in it
        let schema = if is_null && schema.is_text() { Schema::String } else { schema };
        let mut evidence = self.evidence(values);
        evidence.extend(fields.iter().map(|field| page.evidence(&field.name.span, origin(field))));
        evidence.sort();
        evidence.dedup();
        let format = types::format(&fields);
        let stated = types::contradicted(&fields, &schema).map(Box::new);
        let mut descriptions = if self.is_response() { quoted(values) } else { Vec::new() };
        let of_fields = self::descriptions(fields.iter().copied());
        descriptions
            .extend(of_fields.into_iter().filter(|text| !descriptions.contains(text)).collect::<Vec<_>>());
        if matches!(schema, Schema::Map { .. }) {
            let mut keys: Vec<&str> =
                typed.iter().flat_map(|it| members(it.node)).map(|member| member.key.as_str()).collect();
            keys.sort_unstable();
            keys.dedup();
            descriptions.extend(self.words_of_keys(&path, &keys, &self.operations(&typed)));
        }
        let mut property = Property {
            name: key.to_owned(),
            ident,
            format,
            nullable: is_null,
            schema,
            required: false,
            descriptions,
            stated,
            evidence,
            path,
            ..Property::default()
        };
        bound(&mut property, &fields);
        (property.required, property.why) = self.required(&property, &fields, everywhere);
        if !self.is_response() {
            self.judge(&mut property);
        }
        self.list(&mut property);
        property
    }

    /// Makes a text of which values are listed one of these, unless the docs fix or compose it.
    pub(super) fn list(&mut self, property: &mut Property) {
        if property.constant.is_none() && property.dispute.is_none() && property.template.is_none() {
            let schema = std::mem::replace(&mut property.schema, Schema::Any);
            let name = || self.type_name(&property.path, &property.name);
            property.schema = enums::listed(schema, &property.values, name);
        }
    }

    /// Lays what the docs fix, dispute or compose over a property.
    fn judge(&mut self, property: &mut Property) {
        let disputes = &self.context.disputes;
        match disputes.constants.get(self.operation, &property.path) {
            Some(Verdict::Agreed(value)) => fix(property, value),
            Some(Verdict::Settled(settled)) => {
                fix(property, &settled.holds);
                property.settled = Some(Box::new(settled.clone()));
            }
            Some(Verdict::Open(dispute)) => {
                property.required = true;
                property.dispute = Some(dispute.clone());
            }
            None => {}
        }
        // what has parts is a text; a pattern says nothing of a sample's list or number
        let is_text = matches!(property.schema, Schema::String | Schema::Secret);
        match disputes.templates.get(self.operation, &property.path).filter(|_| is_text) {
            Some(Verdict::Agreed(pattern)) => property.template = self.template(&property.path, pattern),
            Some(Verdict::Settled(settled)) => {
                property.template = self.template(&property.path, &settled.holds);
                property.settled = Some(Box::new(settled.clone()));
            }
            Some(Verdict::Open(dispute)) => property.dispute = Some(dispute.clone()),
            None => {}
        }
        // what a secret is put into is as secret, whatever it is called
        let parts = property.template.iter().flat_map(|template| &template.parts);
        if property.schema == Schema::String && parts.into_iter().any(|part| part.secret) {
            property.schema = Schema::Secret;
        }
    }

    /// What is beside a fixed identifier, is never documented and never varies, is fixed with it.
    pub(super) fn fix_beside(&self, properties: &mut [Property], seen: &[Seen<'a>]) {
        let fixed = |property: &Property| property.constant.is_some() || property.dispute.is_some();
        if !properties.iter().any(fixed) {
            return;
        }
        for property in properties {
            let named = self.context.dialect.fixed_with.contains(&property.name);
            if !named || fixed(property) || property.why != Why::Unstated {
                continue;
            }
            let mut values =
                seen.iter().map(|it| it.node.member(&property.name).map(|member| member.value.to_json()));
            if let Some(Some(first)) = values.next()
                && (first.is_string() || first.is_number())
                && values.all(|value| value.as_ref() == Some(&first))
            {
                fix_as(property, first);
            }
        }
    }

    fn template(&mut self, path: &str, pattern: &str) -> Option<Box<StringPattern>> {
        let read = template::read(pattern)?;
        let mut idents = Names::default();
        let mut parts: Vec<PatternPart> = Vec::new();
        let mut known = BTreeSet::new();
        let mut before = "";
        for piece in &read.pieces {
            match piece {
                TemplatePart::Literal(text) => before = text,
                TemplatePart::Placeholder(placeholder) => {
                    let key = key_before(before).unwrap_or(placeholder);
                    let secret = [key, *placeholder]
                        .iter()
                        .any(|name| is_secret(name, Carrier::Request, self.context.dialect));
                    // a placeholder that occurs twice is one part
                    if known.insert(placeholder) {
                        let ident = idents.take(snake(key));
                        parts.push(PatternPart { placeholder: (*placeholder).to_owned(), ident, secret });
                    }
                }
            }
        }
        let name = self.names.take(pascal(&format!("{} parts", path.rsplit('.').next().unwrap_or(path))));
        Some(Box::new(StringPattern { pattern: pattern.to_owned(), name, parts }))
    }

    /// What the configuration says of a field's being required.
    pub(super) fn configured(&self, path: &str) -> Option<(bool, Why)> {
        let module = &self.context.documented.module;
        let mut configured = self.context.decisions.required.iter();
        let configured = configured.find(|required| {
            required.field == path && required.source.as_ref().is_none_or(|source| source == module)
        });
        configured.filter(|_| !self.is_response()).map(|it| (true, Why::Configured(it.reason.clone())))
    }

    fn required(&self, property: &Property, fields: &[&Field], everywhere: bool) -> (bool, Why) {
        let Property { path, schema, .. } = property;
        if self.is_response() {
            return match super::fields::stated(fields) {
                // a few answers are no proof against it
                stated @ (false, Why::Stated) => stated,
                _ if everywhere => (true, Why::EverySample),
                _ => (false, Why::SomeSamples),
            };
        }
        if let Some(configured) = self.configured(path) {
            return configured;
        }
        match super::fields::stated(fields) {
            (_, Why::Unstated) => {}
            stated => return stated,
        }
        if fields.iter().any(|field| field.mentions.has(List::NotNeeded)) {
            return (false, Why::Stated);
        }
        if !everywhere {
            return (false, Why::SomeSamples);
        }
        if fields.iter().any(|field| self.documented().is_left_unmarked(field)) {
            return (false, Why::Unmarked);
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
                    (false, Why::Unstated)
                }
            }
            _ if fields.is_empty() => (false, Why::Unstated),
            _ => (true, Why::EverySample),
        }
    }
}

/// Fixes a property as the value that a text stands for in its type.
pub(super) fn fix(property: &mut Property, text: &str) {
    let value = match &property.schema {
        Schema::Boolean { encoding: Encoding::Native }
        | Schema::Integer { encoding: Encoding::Native }
        | Schema::Number { encoding: Encoding::Native } => serde_json::from_str(text).ok(),
        _ => None,
    };
    fix_as(property, value.unwrap_or_else(|| text.into()));
}

fn fix_as(property: &mut Property, value: serde_json::Value) {
    property.constant = Some(Box::new(Constant { name: shouty(&property.path), value }));
    property.required = true;
    property.why = Why::Fixed;
}

/// The key that a literal ends with: `Sid` of `;Sid=`.
fn key_before(literal: &str) -> Option<&str> {
    let key = literal.strip_suffix('=')?;
    let start = key.rfind([';', '&', '?', '=', '/', '@', ':']).map_or(0, |at| at + 1);
    key.get(start..).map(str::trim).filter(|key| !key.is_empty())
}

/// What is to be said of an answer's text that holds quotation marks of its own, as entity tags do.
fn quoted(values: &[Seen<'_>]) -> Vec<String> {
    let is_quoted = |it: &Seen<'_>| matches!(&it.node.value, Value::String(text) if text.len() > 1 && text.starts_with('"') && text.ends_with('"'));
    let all = !values.is_empty() && values.iter().all(is_quoted);
    all.then(|| "Its quotation marks are part of it.".to_owned()).into_iter().collect()
}

/// Adds what fields say of a property's values: the first that says anything counts.
pub(super) fn bound(property: &mut Property, fields: &[&Field]) {
    let bounds = || fields.iter().map(|field| &field.bounds);
    property.default = bounds().find_map(|it| it.default.clone());
    property.values = bounds().map(|it| &it.values).find(|it| !it.is_empty()).cloned().unwrap_or_default();
    property.limits = bounds().map(|it| &it.limits).find(|it| !it.is_empty()).cloned().unwrap_or_default();
}

/// The words of fields, no two alike.
pub(super) fn descriptions<'f>(fields: impl Iterator<Item = &'f Field>) -> Vec<String> {
    let mut known = BTreeSet::new();
    let texts = fields.map(|field| &field.description).filter(|text| !text.is_empty());
    texts.filter(|text| known.insert(*text)).cloned().collect()
}
