//! Lists of phrases that are looked for together: one pass over a text says which of them have a phrase in it.

use std::borrow::Cow;

use aho_corasick::AhoCorasick;

use crate::dialect::Phrases;
use crate::dialect::words::vocabulary::{LifecycleWords, Vocabulary};
use crate::dialect::words::{fold, is_apart};

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
    /// Words that say that another field may be given in its place,
    Exclusive,
    /// or that one of those that are named must be given.
    Either,
    /// Words before a default.
    Default,
    /// Words before a list of all values,
    Listed,
    /// and before one that may be of one value.
    ListedOne,
    /// Words that call an object a map.
    Map,
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
    /// Words of labels: what is answered,
    Answers,
    /// where something went wrong,
    Errors,
    /// and where nothing did;
    Successes,
    /// what is sent,
    Sends,
    /// field by field;
    Parameters,
    /// fields of whatever,
    Fields,
    /// and objects;
    Objects,
    /// the line that names an operation;
    Lines,
    /// examples;
    Shown,
    /// the words before a status.
    Statuses,
    /// Words of labels for where fields are: in the path,
    InPath,
    /// the query string,
    InQuery,
    /// headers,
    InHeader,
    /// cookies,
    InCookie,
    /// a form,
    InForm,
    /// the body,
    InBody,
    /// or anywhere in the URL.
    InUrl,
}

/// Lists of phrases, all of which one automaton finds.
#[derive(Debug, Clone, Default)]
pub(in crate::dialect) struct Lexicon {
    /// None where there are no phrases.
    finder: Option<AhoCorasick>,
    /// The list of each phrase.
    lists: Vec<List>,
}

/// Which lists have a phrase in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mentions(u64);

impl Lexicon {
    /// What rows are searched for.
    pub fn of_rows(words: &Vocabulary) -> Self {
        let Vocabulary { types, defaults, listed, examples, requirement, bounds, optional, .. } = words;
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
            (List::Exclusive, &requirement.exclusive),
            (List::Either, &requirement.either),
            (List::Default, &defaults.before),
            (List::Default, &defaults.alone),
            (List::Listed, &listed.before),
            (List::ListedOne, &listed.before_one),
            (List::Map, &types.maps),
            (List::Examples, examples),
            (List::AtLeast, &bounds.at_least),
            (List::AtMost, &bounds.at_most),
            (List::Between, &bounds.between),
        ])
    }

    /// What titles and notices are searched for.
    pub fn of_maturity(words: &LifecycleWords) -> Self {
        Self::new(&[(List::Beta, &words.beta), (List::Deprecated, &words.deprecated)])
    }

    /// What labels are searched for.
    pub fn of_labels(words: &Vocabulary) -> Self {
        let Vocabulary { labels, requirement, .. } = words;
        Self::new(&[
            (List::Answers, &labels.answers),
            (List::Errors, &labels.errors),
            (List::Successes, &labels.successes),
            (List::Sends, &labels.sends),
            (List::Parameters, &labels.parameters),
            (List::Fields, &labels.fields),
            (List::Objects, &labels.objects),
            (List::Lines, &labels.lines),
            (List::Shown, &labels.examples),
            (List::Statuses, &labels.statuses),
            (List::InPath, &labels.path),
            (List::InQuery, &labels.query),
            (List::InHeader, &labels.header),
            (List::InCookie, &labels.cookie),
            (List::InForm, &labels.form),
            (List::InBody, &labels.body),
            (List::InUrl, &labels.url),
            (List::Required, &requirement.required),
            (List::Optional, &requirement.optional),
        ])
    }

    /// Lists of phrases.
    fn new(lists: &[(List, &Phrases)]) -> Self {
        let phrases = lists.iter().flat_map(|(list, phrases)| phrases.iter().map(move |it| (*list, it)));
        let (lists, phrases): (Vec<List>, Vec<&String>) =
            phrases.filter(|(_, phrase)| !phrase.is_empty()).unzip();
        let mut builder = AhoCorasick::builder();
        // too many phrases for an automaton are none that a dialect has
        Self { finder: builder.ascii_case_insensitive(true).build(phrases).ok(), lists }
    }

    /// Which lists have a phrase in `text`, as [`Phrases::is_in`] decides it.
    pub fn mentions(&self, text: &str) -> Mentions {
        let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(fold(text)) };
        let mut mentions = Mentions::default();
        let found = self.finder.iter().flat_map(|finder| finder.find_overlapping_iter(&*text));
        for found in found {
            let list = self.lists.get(found.pattern().as_usize());
            if let Some(list) = list.filter(|list| !mentions.has(**list) && is_apart(&text, found.range())) {
                mentions.0 |= 1 << *list as u64;
            }
        }
        mentions
    }
}

impl Mentions {
    /// Whether this list has one.
    pub fn has(self, list: List) -> bool {
        self.0 & (1 << list as u64) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;

    #[test]
    fn a_phrase_is_found_where_it_stands_by_itself() {
        let dialect = Dialect::default_dialect().unwrap();
        let Vocabulary { types, examples, bounds, optional, requirement, lifecycle, .. } = &*dialect;
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
