//! What bold words behind a field's name state: its type, or whether it is required.
//!
//! `**string** the state of it`, `**Required** The name`

use super::punctuation::SEPARATORS;
use super::types;
use crate::dialect::Dialect;
use crate::dialect::facts::field::Requirement;
use crate::dialect::words::fold;
use crate::markdown::Text;
use crate::source::Span;

/// The type that words in bold or italics right behind a place in a text state, and where they end: `**string** the state of it`.
pub(in super::super) fn type_of(text: &Text, from: usize, dialect: &Dialect) -> Option<(String, usize)> {
    let is_between = |c: char| SEPARATORS.contains(&c) || c.is_whitespace();
    let follows = |strong: &&Span| {
        let between = text.text.get(from..strong.start);
        between.is_some_and(|between| between.chars().all(is_between))
    };
    let marked = text.strong.iter().chain(&text.emphasis).find(follows)?;
    let words = text.plain_part(marked.clone());
    let words = words.trim().trim_end_matches([':', '.', ',']);
    types::names_kind(words, dialect).then(|| (words.to_owned(), marked.end))
}

/// What a text says of being required with bold words that follow a place in it: `**Required** The name`.
pub(in super::super) fn requirement(text: &Text, from: usize, dialect: &Dialect) -> Requirement {
    bold_mark(text, from, dialect).0
}

/// What a text says of being required with bold words that it begins with, and the text behind them.
pub(in super::super) fn led_by_requirement<'t>(text: &'t Text, dialect: &Dialect) -> (Requirement, &'t str) {
    let (requirement, end) = bold_mark(text, 0, dialect);
    let behind = text.text.get(end..).filter(|_| requirement != Requirement::Unstated && end > 0);
    let is_between = |c: char| SEPARATORS.contains(&c) || c.is_whitespace() || matches!(c, '.' | ',' | ';');
    let behind = behind.filter(|_| !text.text.starts_with('('));
    (requirement, behind.map_or(text.text.as_str(), |behind| behind.trim_start_matches(is_between)))
}

/// What bold words that follow a place in a text say of being required, and where they end.
fn bold_mark(text: &Text, from: usize, dialect: &Dialect) -> (Requirement, usize) {
    let is_between = |c: char| SEPARATORS.contains(&c) || c.is_whitespace() || c == '(';
    let follows = |strong: &&Span| {
        let between = text.text.get(from..strong.start);
        between.is_some_and(|between| between.chars().all(is_between))
    };
    let Some(strong) = text.strong.iter().find(follows) else { return (Requirement::Unstated, from) };
    let said = fold(&text.plain_part(strong.clone()));
    let said = said.trim().trim_end_matches([':', '.']);
    let requirement = if dialect.requirement.required.has(said) {
        Requirement::Required
    } else if dialect.requirement.optional.has(said) {
        Requirement::Optional
    } else {
        Requirement::Unstated
    };
    (requirement, strong.end)
}
