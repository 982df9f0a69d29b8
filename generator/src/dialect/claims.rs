//! What a page claims of a field in more than one place: a fixed identifier, the pattern of a connection string.

use std::collections::BTreeMap;

use super::facts::{PageFacts, RowFact};
use crate::model::Origin;
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

/// All that a page says of one field, in page order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
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
pub fn constants(facts: &PageFacts) -> Vec<Claims> {
    let mut fields = Fields::default();
    for (path, value, span) in sampled(facts) {
        if let Some(identifier) = identifier(value) {
            fields.add(&path, identifier, Origin::Sample, span);
        }
    }
    for (path, row) in rows(facts) {
        for code in &row.codes {
            if let Some(identifier) = identifier(&code.value) {
                fields.add(&path, identifier, Origin::Table, code.span.clone());
            }
        }
    }
    // A sentence names no field: it speaks of the one whose samples have its identifier.
    for quoted in &facts.quoted {
        let Some(identifier) = identifier(&quoted.text) else { continue };
        for path in fields.with(identifier) {
            fields.add(&path, identifier, Origin::Prose, quoted.span.clone());
        }
    }
    fields.claimed(|claims| {
        claims.iter().any(|claim| claim.from == Origin::Sample)
            && claims.iter().any(|claim| claim.from != Origin::Sample)
    })
}

/// Fields whose value is a pattern with placeholders, in rows or in samples.
pub fn templates(facts: &PageFacts) -> Vec<Claims> {
    let mut fields = Fields::default();
    let mut alternatives = Vec::new();
    for (path, value, span) in sampled(facts) {
        if template::read(value).is_some() {
            fields.add(&path, value, Origin::Sample, span);
        }
    }
    for (path, row) in rows(facts).chain(strays(facts)) {
        let patterns: Vec<_> =
            row.codes.iter().filter(|code| template::read(&code.value).is_some()).collect();
        match patterns.as_slice() {
            [pattern] => {
                let value = pattern.value.trim_end_matches(['.', ',']);
                fields.add(&path, value, Origin::Table, pattern.span.clone());
            }
            [] => {}
            // a row that offers a choice of patterns disputes none of them
            _ => alternatives.push(path),
        }
    }
    fields.claimed(|_| true).into_iter().filter(|claims| !alternatives.contains(&claims.path)).collect()
}

/// Rows that name no field but quote nearly the pattern that a sample sends, with that sample's field.
fn strays(facts: &PageFacts) -> impl Iterator<Item = (String, &RowFact)> {
    const NEAR: f64 = 0.8;
    let sent: Vec<(String, &str)> = sampled(facts)
        .filter(|(_, value, _)| template::read(value).is_some())
        .map(|(path, value, _)| (path, value))
        .collect();
    facts.operations.iter().flat_map(|operation| &operation.rows).filter(|row| row.path.is_none()).filter_map(
        move |row| {
            let code = row.codes.iter().find(|code| template::read(&code.value).is_some())?;
            let near = |value: &str| strsim::normalized_levenshtein(value, &code.value) >= NEAR;
            sent.iter().find(|(_, value)| near(value)).map(|(path, _)| (path.clone(), row))
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

/// Every string in the bodies of requests, with its path.
fn sampled(facts: &PageFacts) -> impl Iterator<Item = (String, &str, Span)> {
    let bodies = facts.operations.iter().flat_map(|operation| &operation.requests);
    bodies.filter_map(|request| request.body.as_ref()).flat_map(|body| body.leaves()).filter_map(
        |(path, node)| match &node.value {
            crate::sample::json::Value::String(text) => {
                Some((path.replace("[]", ""), text.as_str(), node.span.clone()))
            }
            _ => None,
        },
    )
}

/// Every row that means a field, with that field's path.
fn rows(facts: &PageFacts) -> impl Iterator<Item = (String, &RowFact)> {
    let own = facts.operations.iter().flat_map(|operation| &operation.rows);
    let all = facts.credentials.iter().chain(own);
    all.filter_map(|row| row.path.clone().map(|path| (path, row)))
}

#[derive(Default)]
struct Fields(BTreeMap<String, Vec<Claim>>);

impl Fields {
    fn add(&mut self, path: &str, value: &str, from: Origin, span: Span) {
        self.0.entry(path.to_owned()).or_default().push(Claim { value: value.to_owned(), from, span });
    }

    fn with(&self, value: &str) -> Vec<String> {
        let has = |claims: &Vec<Claim>| claims.iter().any(|claim| claim.value == value);
        self.0.iter().filter(|(_, claims)| has(claims)).map(|(path, _)| path.clone()).collect()
    }

    fn claimed(self, enough: impl Fn(&[Claim]) -> bool) -> Vec<Claims> {
        let mut all: Vec<Claims> = self
            .0
            .into_iter()
            .filter(|(_, claims)| enough(claims))
            .map(|(path, mut claims)| {
                claims.sort_by_key(|claim| claim.span.start);
                Claims { path, claims }
            })
            .collect();
        all.sort_by_key(|claims| claims.claims.first().map_or(0, |claim| claim.span.start));
        all
    }
}
