//! What the words of a description say of a value: that it must be given, which there are, which holds where none is
//! given.
//!
//! Only words that mean nothing else count: a mark by itself, a list that says to be whole.

use crate::dialect::facts::bounds::{self, Bounds};
use crate::dialect::facts::field::Marks;
use crate::dialect::recognise::types::names_kind;
use crate::dialect::recognise::value_list::{self, begin};
use crate::dialect::words::fold;
use crate::dialect::words::lexicon::{List, Mentions};
use crate::dialect::words::vocabulary::{DefaultWords, ListWords, RequirementWords};
use crate::dialect::{Dialect, Phrases, identifier};

/// What a description says of its field's values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::dialect) struct SaidOfValues {
    /// Which lists of words it has words of.
    pub mentions: Mentions,
    pub bounds: Bounds,
    /// The code spans that are examples, from 0.
    pub examples: Vec<usize>,
    pub marks: Marks,
}

/// Reads a row's description; `default` is what a column says is taken where the field is left out, `kind` the words of
/// its type.
pub(in crate::dialect) fn read(
    text: &str,
    default: Option<&str>,
    kind: Option<&str>,
    dialect: &Dialect,
) -> SaidOfValues {
    let mentions = dialect.of_rows.mentions(text);
    let one_of = |lists: &[List]| lists.iter().any(|list| mentions.has(*list));
    let marked = |list, words| one_of(&[list]) && is_marked(text, words, &dialect.requirement);
    let mut said = SaidOfValues { mentions, ..SaidOfValues::default() };
    said.bounds.default = match default {
        Some(stated) => Some(stated.to_owned()),
        None if one_of(&[List::Default]) => self::default(text, &dialect.defaults),
        None => None,
    };
    let announces = one_of(&[List::Listed, List::ListedOne]);
    said.bounds.values = value_list::of_words(text, announces, dialect);
    if let Some(kind) = kind.filter(|_| said.bounds.values.is_empty()) {
        said.bounds.values = value_list::of_type(kind);
    }
    if said.bounds.values.is_empty() && text.contains('`') {
        match one_value(text, &dialect.listed) {
            Some(One::Fixed(value)) => said.bounds.fixed = Some(value).filter(|it| !names_kind(it, dialect)),
            Some(One::Listed(value)) => said.bounds.values = vec![value],
            None => {}
        }
    }
    if one_of(&[List::AtLeast, List::AtMost, List::Between]) {
        said.bounds.limits = bounds::limits(text, &dialect.bounds);
    }
    if one_of(&[List::Examples]) {
        said.examples = examples(text, &dialect.examples);
    }
    said.marks = Marks {
        required: marked(List::Required, &dialect.requirement.required),
        optional: marked(List::Optional, &dialect.requirement.optional),
    };
    said
}

/// Whether `text` is marked with one of `words`: `(Required)`, `Required. The name`, `The name. Required.`, `The name, required`,
/// `A required name`, `Is required and`.
fn is_marked(text: &str, words: &Phrases, around: &RequirementWords) -> bool {
    const AROUND: &[char] = &['*', '_', ' '];
    let text = fold(text);
    let marks = |word: &String| {
        text.match_indices(word).any(|(at, found)| {
            let before = text.get(..at).unwrap_or_default().trim_end_matches(AROUND);
            let after = text.get(at + found.len()..).unwrap_or_default().trim_start_matches(AROUND);
            let bracketed = before.ends_with(['(', '[', '（']) && after.starts_with([')', ']', '）']);
            let stops =
                after.is_empty() || after.starts_with(['.', ',', ':', ';', '-', '–', '—', ')', '。', '：']);
            let is_sentence = before.ends_with(['.', ';', '。'])
                && (after.is_empty() || after.starts_with(['.', ',', '。']));
            let subject = before.rsplit(['.', ';', '。']).next().unwrap_or_default().trim();
            let begins = subject.is_empty() || around.subjects.has(subject);
            let goes_on = after.split_whitespace().next().is_some_and(|next| around.joints.has(next));
            let is_last = before.ends_with(',') && after.is_empty();
            // `An optional note`
            let is_of_it = around.articles.has(before) && !stops;
            bracketed || is_sentence || is_last || is_of_it || (begins && (stops || goes_on))
        })
    };
    words.iter().any(marks)
}

/// Which of the code spans of `text`, counted from 0, its words call examples.
fn examples(text: &str, words: &Phrases) -> Vec<usize> {
    let mut sentence = String::new();
    let mut found = Vec::new();
    for (at, piece) in text.split('`').step_by(2).enumerate() {
        begin(&mut sentence, piece);
        if words.is_in(&sentence) {
            found.push(at);
        }
    }
    found
}

/// The one value that a sentence says a field has.
enum One {
    /// `Always X.`
    Fixed(String),
    /// `Currently, only X is supported.`
    Listed(String),
}

/// The value in a code span that a sentence says is the only one, and with which the sentence ends: what follows would say
/// when.
fn one_value(text: &str, words: &ListWords) -> Option<One> {
    let pieces: Vec<&str> = text.split('`').collect();
    let mut sentence = String::new();
    for (at, piece) in pieces.iter().enumerate().step_by(2) {
        begin(&mut sentence, piece);
        let [code, rest] = pieces.get(at + 1..at + 3)? else { return None };
        let value = code.trim().trim_matches('"');
        let value = identifier(value).unwrap_or(value).to_owned();
        let rest = fold(rest);
        let end = rest.find(['.', ';', '。']).filter(|at| {
            rest.get(at + 1..).is_none_or(|behind| behind.is_empty() || behind.starts_with([' ', '\n']))
        });
        let ending = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let ending = ending.trim_matches([' ', ')', '"', '。', '*', '_']);
        let before = fold(&sentence);
        let before = before.trim_end_matches([' ', '"', ':', '*', '_']);
        // a condition, or what stands for values, is none
        let is_value = !value.is_empty()
            && value != "null"
            && !value.contains(|c: char| c.is_whitespace() || "${}<>=|*".contains(c));
        if !is_value || words.not_all.is_in(before) {
            continue;
        }
        let ends = ending.is_empty() || words.fixed_for.iter().any(|it| ending.starts_with(it.as_str()));
        if ends && words.fixed.end(before) {
            return Some(One::Fixed(value));
        }
        if words.only_ends.has(ending) && words.only.end(before) {
            return Some(One::Listed(value));
        }
    }
    None
}

/// The code span that `text` says holds where no value is given.
fn default(text: &str, words: &DefaultWords) -> Option<String> {
    let pieces: Vec<&str> = text.split('`').collect();
    pieces.windows(3).step_by(2).find_map(|piece| {
        let [before, code, behind] = piece else { return None };
        let before = fold(before);
        let before = before.trim_end();
        // `Default` and a value are a sentence, or what is in brackets
        let is_alone = || {
            let last = before.rsplit(['.', '(', ';', '。', '[']).next().unwrap_or_default();
            words.alone.has(last.trim()) && !behind.trim_start().starts_with(char::is_alphanumeric)
        };
        (words.before.end(before) || is_alone()).then(|| code.trim().to_owned())
    })
}
