//! Lists of phrases that are looked for together: one pass over a text tells which of them have a phrase in it.

use std::borrow::Cow;
use std::ops::Range;

use super::words::{fold, is_apart};
use super::{Dialect, Phrases};

/// A list of phrases of the dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Words that name a type: a boolean,
    Boolean,
    /// an integer,
    Integer,
    /// a list.
    Array,
    /// Words that mean an integer: a port number.
    MeaningInteger,
    /// Words that name a type in a column, and may mean anything in a sentence: a number,
    ColumnNumber,
    /// a string,
    ColumnString,
    /// an object.
    ColumnObject,
    /// Words that say in a sentence that a field need not be given.
    NotNeeded,
    /// Marks of fields that must be given,
    Required,
    /// and of others.
    Optional,
    /// Words before a default.
    Default,
    /// Words before a list of all values,
    Listed,
    /// and before one that may be of one value.
    ListedOne,
    /// Words before an example.
    Examples,
    /// Words before the least that a value may be,
    AtLeast,
    /// before the most,
    AtMost,
    /// and before both.
    Between,
    /// Words of what may still change,
    Beta,
    /// and of what is to end.
    Deprecated,
    /// Words in names of what must not be shown.
    Secret,
}

/// Lists of phrases, found by the first two bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    /// Phrases with their lists, by their [start].
    phrases: Vec<(Box<[u8]>, List)>,
    /// Of each start, where the phrases that may begin so stand.
    of_start: Vec<Range<usize>>,
}

/// Which lists have a phrase in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mentions(u32);

/// A number for the first two bytes of a phrase, the same for capitals as for small letters.
fn start(first: u8, second: u8) -> usize {
    usize::from(first & 31) << 5 | usize::from(second & 31)
}

impl Lexicon {
    /// What rows are searched for.
    pub fn of_rows(dialect: &Dialect) -> Self {
        let Dialect { types, defaults, listed, examples, requirement, bounds, optional, .. } = dialect;
        Self::new(&[
            (List::Boolean, &types.boolean),
            (List::Integer, &types.integer),
            (List::Array, &types.array),
            (List::MeaningInteger, &types.meaning_integer),
            (List::ColumnNumber, &types.column_number),
            (List::ColumnString, &types.column_string),
            (List::ColumnObject, &types.column_object),
            (List::NotNeeded, optional),
            (List::Required, &requirement.required),
            (List::Optional, &requirement.optional),
            (List::Default, &defaults.before),
            (List::Listed, &listed.before),
            (List::ListedOne, &listed.before_one),
            (List::Examples, examples),
            (List::AtLeast, &bounds.at_least),
            (List::AtMost, &bounds.at_most),
            (List::Between, &bounds.between),
        ])
    }

    /// Lists of phrases.
    pub fn new(lists: &[(List, &Phrases)]) -> Self {
        let mut all = Vec::new();
        for (list, phrase) in lists.iter().flat_map(|(list, them)| them.iter().map(move |it| (*list, it))) {
            let bytes: Box<[u8]> = phrase.as_bytes().into();
            match *bytes {
                [] => {}
                // what follows may be anything
                [only] => all.extend((0..32).map(|next| (start(only, next), (bytes.clone(), list)))),
                [first, second, ..] => all.push((start(first, second), (bytes, list))),
            }
        }
        all.sort_by_key(|(start, _)| *start);
        let range =
            |start| all.partition_point(|(its, _)| *its < start)..all.partition_point(|(its, _)| *its <= start);
        let of_start = (0..=start(u8::MAX, u8::MAX)).map(range).collect();
        Self { phrases: all.into_iter().map(|(_, phrase)| phrase).collect(), of_start }
    }

    /// Which lists have a phrase in `text`, as [`Phrases::is_in`] tells it.
    pub fn mentions(&self, text: &str) -> Mentions {
        let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(fold(text)) };
        let mut mentions = Mentions::default();
        let bytes = text.as_bytes();
        let nexts = bytes.iter().skip(1).chain(&[0]);
        let mut within = false;
        for (at, (byte, next)) in bytes.iter().zip(nexts).enumerate() {
            // what begins within a word stands for itself nowhere
            let goes_on = within && byte.is_ascii_alphanumeric();
            within = byte.is_ascii_alphanumeric();
            if goes_on {
                continue;
            }
            let phrases = self.of_start.get(start(*byte, *next)).and_then(|them| self.phrases.get(them.clone()));
            for (phrase, list) in phrases.unwrap_or_default() {
                let part = at..at + phrase.len();
                let found = bytes.get(part.clone());
                if !mentions.has(*list)
                    && found.is_some_and(|found| found.eq_ignore_ascii_case(phrase))
                    && is_apart(&text, part)
                {
                    mentions.0 |= 1 << *list as u32;
                }
            }
        }
        mentions
    }
}

impl Mentions {
    /// Whether this list has one.
    pub fn has(self, list: List) -> bool {
        self.0 & (1 << list as u32) != 0
    }
}
