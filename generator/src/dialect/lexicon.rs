//! Lists of phrases that are looked for together: one pass over a text tells which of them have a phrase in it.

use std::borrow::Cow;

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
}

/// Lists of phrases, found by their first bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    /// By the [kind] of their first two bytes; those of one byte are of all kinds that it begins.
    of_kind: Vec<Vec<Phrase>>,
}

#[derive(Debug, Clone)]
struct Phrase {
    text: Box<[u8]>,
    /// Its [head], and which bits of that are its own.
    head: (u64, u64),
    list: List,
}

/// Which lists have a phrase in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mentions(u32);

/// How many kinds of bytes there are: as many for capitals and small letters together as for one of these.
const KINDS: usize = 32;

/// The kind of a text's first two bytes, the same for capitals as for small letters; of its [head].
fn kind(head: u64) -> usize {
    let [first, second, ..] = head.to_le_bytes();
    usize::from(first) % KINDS * KINDS + usize::from(second) % KINDS
}

/// The first bytes of a text as one number, the same for capitals as for small letters: many texts are told apart by it at
/// once.
fn head(text: &[u8]) -> u64 {
    let first = text.first_chunk().copied().unwrap_or_else(|| {
        let mut first = [0; size_of::<u64>()];
        first.iter_mut().zip(text).for_each(|(to, byte)| *to = *byte);
        first
    });
    u64::from_le_bytes(first) | u64::from_le_bytes([b' '; size_of::<u64>()])
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
        let mut of_kind = vec![Vec::new(); KINDS * KINDS];
        for (list, text) in lists.iter().flat_map(|(list, them)| them.iter().map(move |it| (*list, it))) {
            let text: Box<[u8]> = text.as_bytes().into();
            let own = head(&vec![u8::MAX; text.len()]);
            let phrase = Phrase { head: (head(&text) & own, own), list, text };
            let first = kind(phrase.head.0);
            let kinds = match phrase.text.len() {
                0 => 0..0,
                1 => first..first + KINDS,
                _ => first..first + 1,
            };
            of_kind.get_mut(kinds).into_iter().flatten().for_each(|of_kind| of_kind.push(phrase.clone()));
        }
        Self { of_kind }
    }

    /// Which lists have a phrase in `text`, as [`Phrases::is_in`] tells it.
    pub fn mentions(&self, text: &str) -> Mentions {
        let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(fold(text)) };
        let mut mentions = Mentions::default();
        let bytes = text.as_bytes();
        let mut within = false;
        for (at, byte) in bytes.iter().enumerate() {
            // what begins within a word stands for itself nowhere
            let goes_on = within && byte.is_ascii_alphanumeric();
            within = byte.is_ascii_alphanumeric();
            if goes_on {
                continue;
            }
            let here = head(bytes.get(at..).unwrap_or_default());
            let phrases = self.of_kind.get(kind(here)).map_or(&[][..], Vec::as_slice);
            for Phrase { text: phrase, list, .. } in phrases.iter().filter(|it| here & it.head.1 == it.head.0)
            {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_where_it_stands_by_itself() {
        let dialect = Dialect::default_dialect().unwrap();
        let Dialect { types, examples, bounds, optional, requirement, lifecycle, .. } = &dialect;
        let lists = [
            (List::Boolean, &types.boolean),
            (List::Integer, &types.integer),
            (List::ColumnString, &types.column_string),
            (List::NotNeeded, optional),
            (List::Required, &requirement.required),
            (List::Examples, examples),
            (List::AtLeast, &bounds.at_least),
            (List::Beta, &lifecycle.beta),
        ];
        let lexicon = Lexicon::new(&lists);
        let around =
            [("", ""), ("a ", " z"), ("(", ")"), ("x", ""), ("", "x"), ("é", ""), ("", "é"), ("値", "値")];
        let phrases = lists.iter().flat_map(|(_, phrases)| phrases.iter());
        let cased = phrases.flat_map(|phrase| [phrase.clone(), phrase.to_uppercase()]);
        for (phrase, (before, behind)) in
            cased.flat_map(|phrase| around.map(|around| (phrase.clone(), around)))
        {
            let text = format!("{before}{phrase}{behind}");
            let mentions = lexicon.mentions(&text);
            for (list, phrases) in &lists {
                assert_eq!(mentions.has(*list), phrases.is_in(&text), "{list:?} in {text:?}");
            }
        }
        assert!(lexicon.mentions("a BOOLEAN, for example").has(List::Boolean));
        assert!(!lexicon.mentions("booleans").has(List::Boolean));
    }

    #[test]
    fn a_phrase_of_one_letter_is_found() {
        let phrases = Phrases::from(vec!["y".to_owned(), String::new()]);
        let lexicon = Lexicon::new(&[(List::Required, &phrases)]);
        let found =
            ["y", "Y.", "x y", "yes", "my", ""].map(|text| lexicon.mentions(text).has(List::Required));
        assert_eq!(found, [true, true, true, false, false, false]);
    }
}
