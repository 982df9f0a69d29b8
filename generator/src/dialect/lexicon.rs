//! Lists of phrases that are looked for together: one pass over a text tells which of them have a phrase in it.

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError};

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

/// Lists of phrases in one automaton.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    finder: Option<AhoCorasick>,
    /// Of each phrase, its list.
    lists: Vec<List>,
}

/// Which lists have a phrase in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mentions(u32);

impl Lexicon {
    /// What rows are searched for.
    ///
    /// # Errors
    /// When the phrases are too many.
    pub fn of_rows(dialect: &Dialect) -> Result<Self, BuildError> {
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
    ///
    /// # Errors
    /// When the phrases are too many.
    pub fn new(lists: &[(List, &Phrases)]) -> Result<Self, BuildError> {
        let all = || lists.iter().flat_map(|(list, phrases)| phrases.iter().map(move |it| (*list, it)));
        // what is soon built is soon enough
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        let finder =
            AhoCorasick::builder().ascii_case_insensitive(true).kind(kind).build(all().map(|(_, it)| it))?;
        Ok(Self { finder: Some(finder), lists: all().map(|(list, _)| list).collect() })
    }

    /// Which lists have a phrase in `text`, as [`Phrases::is_in`] tells it.
    pub fn mentions(&self, text: &str) -> Mentions {
        let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(fold(text)) };
        let mut mentions = Mentions::default();
        for found in self.finder.iter().flat_map(|finder| finder.find_overlapping_iter(&*text)) {
            if let Some(list) = self.lists.get(found.pattern().as_usize())
                && !mentions.has(*list)
                && is_apart(&text, found.range())
            {
                mentions.0 |= 1 << *list as u32;
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
