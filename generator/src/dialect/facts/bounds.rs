//! What the words of a row say of the values that its field takes: the default, a list of values, bounds.
//!
//! A phrase of the dialect opens a bound; the number that it speaks of follows in the same sentence.

use crate::dialect::Phrases;
use crate::dialect::words::fold;
use crate::dialect::words::vocabulary::BoundWords;
use crate::model::Limit;

/// What a description says of its field's values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bounds {
    /// What is taken where the field is left out.
    pub default: Option<String>,
    /// The values that are listed, in their order, where the list says to be whole.
    pub values: Vec<String>,
    /// The one value that the words give it.
    pub fixed: Option<String>,
    /// The bounds, each kind once.
    pub limits: Vec<Limit>,
}

impl Bounds {
    /// The values that are listed, or the one that is fixed.
    pub fn all_values(&self) -> &[String] {
        match (&self.fixed, self.values.as_slice()) {
            (Some(fixed), []) => std::slice::from_ref(fixed),
            (_, listed) => listed,
        }
    }
}

/// The bounds that a description sets.
pub(in crate::dialect) fn limits(description: &str, words: &BoundWords) -> Vec<Limit> {
    let mut limits: Vec<Limit> = Vec::new();
    for sentence in sentences(description) {
        let folded = fold(sentence);
        let open = |phrases: &Phrases| after(sentence, &folded, phrases);
        let number = |phrases: &Phrases| open(phrases).and_then(|rest| numbers(rest).next());
        let (least, most) = match open(&words.between).and_then(two_numbers) {
            Some((least, most)) => (Some(least), Some(most)),
            None => (number(&words.at_least), number(&words.at_most)),
        };
        for limit in [least.map(Limit::AtLeast), most.map(Limit::AtMost)].into_iter().flatten() {
            let same_kind = |known: &Limit| std::mem::discriminant(known) == std::mem::discriminant(&limit);
            if !limits.iter().any(same_kind) {
                limits.push(limit);
            }
        }
    }
    limits
}

/// What follows the first of some phrases that is in a sentence as words of its own. `folded` is the sentence with
/// its letters as those of the phrases are.
fn after<'a>(sentence: &'a str, folded: &str, phrases: &[String]) -> Option<&'a str> {
    let ends = phrases.iter().filter_map(|phrase| {
        folded.match_indices(phrase.as_str()).map(|(at, found)| (at, at + found.len())).find(
            |(start, end)| {
                let before = folded.get(..*start).is_some_and(|text| text.ends_with(char::is_alphanumeric));
                let behind = folded.get(*end..).is_some_and(|text| text.starts_with(char::is_alphanumeric));
                !before && !behind
            },
        )
    });
    let (_, end) = ends.min()?;
    // letters are as many as they were, if not as long
    let letters = folded.get(..end)?.chars().count();
    let (end, _) = sentence.char_indices().nth(letters).unwrap_or((sentence.len(), ' '));
    sentence.get(end..)
}

/// Parts of a text that end with a stop and a blank, or with the text; no stop within backticks ends one.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let (mut start, mut in_code) = (0, false);
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        in_code ^= c == '`';
        let ends = match c {
            '。' => true,
            '.' | ';' => rest.peek().is_none_or(|(_, next)| next.is_whitespace()),
            _ => false,
        };
        if ends && !in_code {
            sentences.extend(text.get(start..at));
            start = at + c.len_utf8();
        }
    }
    sentences.extend(text.get(start..));
    sentences
}

/// `1 and 100`: two numbers at a text's beginning, and a word between them.
fn two_numbers(text: &str) -> Option<(i64, i64)> {
    let mut words = text.split_whitespace();
    let first = numbers(words.next()?).next()?;
    let second = numbers(words.nth(1)?).next()?;
    Some((first, second))
}

/// The whole numbers of a text, in their order; `1,000` is one.
fn numbers(text: &str) -> impl Iterator<Item = i64> {
    let words = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | ',' | '.' | '_')));
    words.filter_map(|word| {
        let plain: String =
            word.trim_end_matches(['.', ',', '-']).chars().filter(|c| !matches!(c, ',' | '_')).collect();
        plain.parse().ok()
    })
}

#[cfg(test)]
mod tests;
