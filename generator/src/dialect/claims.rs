//! What a page claims of a field in more than one place: a fixed identifier, the pattern of a connection string.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::facts::{PageFacts, RowFact};
use super::rows::field_of;
use crate::model::Origin;
use crate::sample::json::{Node, Value};
use crate::sample::template::{self, Piece, Template};
use crate::source::Span;

/// One place's word about a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The value, without punctuation that is no part of it.
    pub value: String,
    /// What kind of text says so.
    pub from: Origin,
    /// Where.
    pub span: Span,
}

/// All that a page says of one field of one operation, in page order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// The operation's [key](super::OperationFact::key).
    pub operation: String,
    /// The field's path in the body.
    pub path: String,
    /// At least one from a table or a sentence, and one from a sample.
    pub claims: Vec<Claim>,
}

impl Claims {
    /// The values, each once, in page order.
    pub fn values(&self) -> Vec<&str> {
        let mut values: Vec<&str> = Vec::new();
        for claim in &self.claims {
            if !values.contains(&claim.value.as_str()) {
                values.push(&claim.value);
            }
        }
        values
    }
}

/// Fields that samples give an identifier and that words give one too.
pub(super) fn constants(facts: &PageFacts) -> Vec<Claims> {
    let mut fields = Fields::default();
    for (field, value, span) in sampled(facts, |value| identifier(value).is_some()) {
        fields.add(field, identifier(value).unwrap_or(value), Origin::Sample, span);
    }
    for (field, row) in own_rows(facts) {
        for (identifier, span) in identifiers(row) {
            fields.add(field.clone(), identifier, Origin::Table, span);
        }
    }
    for (path, row) in credentials(facts) {
        for (identifier, span) in identifiers(row) {
            for field in fields.meant(facts, path, identifier, |one, other| one == other) {
                fields.add(field, identifier, Origin::Table, span);
            }
        }
    }
    // A sentence names no field: it speaks of the one whose samples have its identifier.
    for quoted in &facts.quoted {
        let Some(identifier) = identifier(&quoted.text) else { continue };
        for field in fields.with(identifier) {
            fields.add(field, identifier, Origin::Prose, &quoted.span);
        }
    }
    fields.claimed(|claims| {
        claims.iter().any(|claim| claim.from == Origin::Sample)
            && claims.iter().any(|claim| claim.from != Origin::Sample)
    })
}

/// The identifiers that a row gives, examples left out.
fn identifiers(row: &RowFact) -> impl Iterator<Item = (&str, &Span)> {
    let codes = row.codes.iter().enumerate().filter(|(at, _)| !row.examples.contains(at));
    codes.filter_map(|(_, code)| Some((identifier(&code.value)?, &code.span)))
}

/// Fields whose value is a pattern with placeholders, in rows or in samples.
pub(super) fn templates(facts: &PageFacts) -> Vec<Claims> {
    let mut fields = Fields::default();
    let mut alternatives: Vec<Field<'_>> = Vec::new();
    let sent = sampled(facts, |value| template::read(value).is_some());
    for (field, value, span) in &sent {
        fields.add(field.clone(), value, Origin::Sample, span);
    }
    let own: Vec<(Field<'_>, &RowFact)> = own_rows(facts).chain(strays(facts, &sent)).collect();
    let general = credentials(facts).map(|(path, row)| (None, path, row));
    let rows = own.iter().map(|(field, row)| (Some(field), field.1.as_ref(), *row)).chain(general);
    for (field, path, row) in rows {
        let patterns: Vec<_> =
            row.codes.iter().filter(|code| template::read(&code.value).is_some()).collect();
        let Some(first) = patterns.first() else { continue };
        let value = first.value.trim_end_matches(['.', ',']);
        let meant = match field {
            Some(field) => vec![field.clone()],
            None => fields.meant(facts, path, value, same_pattern),
        };
        for field in meant {
            match patterns.len() {
                1 => fields.add(field, value, Origin::Table, &first.span),
                // a row that offers a choice of patterns disputes none of them
                _ => alternatives.push(field),
            }
        }
    }
    let all = fields.claimed(|_| true).into_iter();
    all.filter(|it| !alternatives.iter().any(|(key, path)| *key == it.operation && *path == it.path))
        .collect()
}

/// Rows that name no field but quote nearly the pattern that a sample sends, with that sample's field.
fn strays<'a>(facts: &'a PageFacts, sent: &[Sent<'a>]) -> impl Iterator<Item = (Field<'a>, &'a RowFact)> {
    const NEAR: f64 = 0.8;
    facts.operations.iter().flat_map(|operation| &operation.rows).filter(|row| row.path.is_none()).filter_map(
        move |row| {
            let code = row.codes.iter().find(|code| template::read(&code.value).is_some())?;
            let near = |value: &str| strsim::normalized_levenshtein(value, &code.value) >= NEAR;
            sent.iter().find(|(_, value, _)| near(value)).map(|(field, ..)| (field.clone(), row))
        },
    )
}

/// Whether two patterns say the same but for the names of their placeholders.
pub fn same_pattern(one: &str, other: &str) -> bool {
    match (template::read(one), template::read(other)) {
        (Some(one), Some(other)) => literals(&one).eq(literals(&other)),
        _ => one == other,
    }
}

fn literals(template: &Template) -> impl Iterator<Item = Option<&str>> {
    template.pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => Some(text.as_str()),
        Piece::Placeholder(_) => None,
    })
}

/// The identifier that a text is, punctuation at its end left out: long, of one word, with a digit in it.
pub fn identifier(text: &str) -> Option<&str> {
    let word = text.trim().trim_end_matches(['.', ',', ';', ':']);
    let shaped = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && word.chars().any(|c| c.is_ascii_digit())
        && word.len() >= 16;
    shaped.then_some(word)
}

/// An operation's key, and a field's path in its bodies.
type Field<'a> = (&'a str, Cow<'a, str>);

/// A string that a body sends, with its field and its place.
type Sent<'a> = (Field<'a>, &'a str, &'a Span);

/// The strings in the bodies of requests that `counts` says count.
fn sampled(facts: &PageFacts, counts: impl Fn(&str) -> bool) -> Vec<Sent<'_>> {
    let mut found = Vec::new();
    for operation in &facts.operations {
        for body in operation.requests.iter().filter_map(|request| request.body.as_ref()) {
            body.fields(&mut |path: &str, node: &Node| {
                if let Value::String(text) = &node.value
                    && counts(text)
                {
                    found.push(((operation.key(), Cow::Owned(path.to_owned())), text.as_str(), &node.span));
                }
            });
        }
    }
    found
}

/// Every row of an operation's own tables that means a field, with it.
fn own_rows(facts: &PageFacts) -> impl Iterator<Item = (Field<'_>, &RowFact)> {
    facts.operations.iter().flat_map(|operation| {
        let meaning = operation.rows.iter().filter_map(|row| Some((row.path.as_deref()?, row)));
        meaning.map(|(path, row)| ((operation.key(), Cow::Borrowed(path)), row))
    })
}

/// Every row of a prerequisites table that means a field, with its path.
fn credentials(facts: &PageFacts) -> impl Iterator<Item = (&str, &RowFact)> {
    facts.credentials.iter().filter_map(|row| Some((row.path.as_deref()?, row)))
}

#[derive(Default)]
struct Fields<'a>(BTreeMap<Field<'a>, Vec<Claim>>);

impl<'a> Fields<'a> {
    fn add(&mut self, field: Field<'a>, value: &str, from: Origin, span: &Span) {
        let claim = Claim { value: value.to_owned(), from, span: span.clone() };
        self.0.entry(field).or_default().push(claim);
    }

    fn with(&self, value: &str) -> Vec<Field<'a>> {
        let has = |claims: &Vec<Claim>| claims.iter().any(|claim| claim.value == value);
        self.0.iter().filter(|(_, claims)| has(claims)).map(|(field, _)| field.clone()).collect()
    }

    /// The fields that a row of no operation's own may mean: of all that are sent those that have its value, else the
    /// first of which no row of its own speaks.
    fn meant(
        &self,
        facts: &'a PageFacts,
        path: &'a str,
        value: &str,
        same: fn(&str, &str) -> bool,
    ) -> Vec<Field<'a>> {
        let mut sent: Vec<Field<'a>> = Vec::new();
        for operation in &facts.operations {
            let field = (operation.key(), Cow::Borrowed(path));
            let mut bodies = operation.requests.iter().filter_map(|request| request.body.as_ref());
            if !sent.contains(&field) && bodies.any(|body| field_of(body, path).is_some()) {
                sent.push(field);
            }
        }
        let claims = |field: &Field<'a>| -> &[Claim] { self.0.get(field).map_or(&[], Vec::as_slice) };
        let agrees = |field: &&Field<'a>| claims(field).iter().any(|claim| same(&claim.value, value));
        let is_free = |field: &&Field<'a>| claims(field).iter().all(|claim| claim.from == Origin::Sample);
        let agreeing: Vec<Field<'a>> = sent.iter().filter(agrees).cloned().collect();
        match agreeing.is_empty() {
            true => sent.iter().find(is_free).or(sent.first()).cloned().into_iter().collect(),
            false => agreeing,
        }
    }

    fn claimed(self, enough: impl Fn(&[Claim]) -> bool) -> Vec<Claims> {
        let mut all: Vec<Claims> = self
            .0
            .into_iter()
            .filter(|(_, claims)| enough(claims))
            .map(|((operation, path), mut claims)| {
                claims.sort_by_key(|claim| claim.span.start);
                claims.shrink_to_fit();
                Claims { operation: operation.to_owned(), path: path.into_owned(), claims }
            })
            .collect();
        all.sort_by_key(|claims| claims.claims.first().map_or(0, |claim| claim.span.start));
        all
    }
}
