//! Words in names and sentences, in any script; below: the lists of words that a dialect knows.

pub(super) mod dates;
pub(super) mod languages;
pub(super) mod lexicon;
pub(super) mod lifecycle;
pub(super) mod plural;
pub(super) mod secrets;
pub(super) mod vocabulary;
pub(super) mod word_lists;

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use crate::source::Span;

/// The words of a name, in lower case: `connectionSpec.id`, `SAS_key-name` and `sasKeyName` alike.
pub fn words_of(name: &str) -> Vec<String> {
    parted(name).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words of a name as [`words_of`] has them, one blank between them.
pub(in crate::dialect) fn parted(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    // whether the next letter belongs to the word before it
    let mut goes_on = true;
    let mut previous = ' ';
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let next_is_lower = rest.peek().is_some_and(|next| next.is_lowercase());
        let starts_word = c.is_uppercase()
            && (previous.is_lowercase()
                || previous.is_numeric()
                || (previous.is_uppercase() && next_is_lower));
        goes_on &= !starts_word && c.is_alphanumeric();
        if c.is_alphanumeric() {
            if !goes_on && !words.is_empty() {
                words.push(' ');
            }
            goes_on = true;
            match c.is_ascii() {
                true => words.push(c.to_ascii_lowercase()),
                false => words.extend(c.to_lowercase()),
            }
        }
        previous = c;
    }
    words
}

/// Phrases that are looked for in texts, as whole words only, where the script has words. Case and the kind of apostrophe do
/// not matter: as a slice they are folded, in lower case, with one kind of apostrophe and one kind of blank.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Phrases {
    folded: Vec<String>,
    /// Finds them; made when the first text is asked about. Boxed, as a dialect has very many.
    index: OnceLock<Box<PhraseIndex>>,
}

/// What finds phrases.
#[derive(Debug, Clone)]
struct PhraseIndex {
    /// In texts; none where they are too many for an automaton, which no dialect has.
    finder: Option<AhoCorasick>,
    /// Each of them, and each word of one.
    words: HashSet<String>,
}

impl From<Vec<String>> for Phrases {
    fn from(phrases: Vec<String>) -> Self {
        Self::of_folded(phrases.iter().map(|phrase| fold(phrase)).collect())
    }
}

impl std::ops::Deref for Phrases {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.folded
    }
}

impl Phrases {
    pub(in crate::dialect) fn of_folded(folded: Vec<String>) -> Self {
        Self { folded, index: OnceLock::new() }
    }

    /// Whether `text` has one of them in it.
    pub fn is_in(&self, text: &str) -> bool {
        match is_folded(text) {
            true => self.found(text).next().is_some(),
            false => self.found(&fold(text)).next().is_some(),
        }
    }

    /// Whether a text that is folded ends with one of them.
    pub(in crate::dialect) fn end(&self, text: &str) -> bool {
        self.iter().any(|phrase| {
            let before = text.strip_suffix(phrase.as_str());
            before.is_some_and(|before| !before.ends_with(char::is_alphanumeric) || !phrase.is_ascii())
        })
    }

    /// Where the first of them is in a text that is folded, the longest of those that begin there.
    pub(in crate::dialect) fn first_in(&self, text: &str) -> Option<Span> {
        self.found(text).min_by_key(|part| (part.start, Reverse(part.end)))
    }

    /// Whether a word, folded, is one of them, or one of the words that one of them is made of.
    pub(in crate::dialect) fn has_word(&self, word: &str) -> bool {
        self.index().words.contains(word)
    }

    /// Each of them, and each word that one of them is made of.
    fn with_words(&self) -> impl Iterator<Item = &str> {
        self.iter().flat_map(|phrase| phrase.split([' ', '-']).chain([phrase.as_str()]))
    }

    /// Where they are in a text that is folded.
    fn found(&self, text: &str) -> impl Iterator<Item = Span> {
        let found = self.index().finder.iter().flat_map(move |finder| finder.find_overlapping_iter(text));
        found.map(|found| found.range()).filter(move |part| is_apart(text, part.clone()))
    }

    fn index(&self) -> &PhraseIndex {
        self.index.get_or_init(|| {
            let words = self.with_words().map(str::to_owned).collect();
            Box::new(PhraseIndex { finder: AhoCorasick::new(&self.folded).ok(), words })
        })
    }

    /// Whether `text`, folded, is one of them.
    pub fn has(&self, text: &str) -> bool {
        self.iter().any(|phrase| phrase == text)
    }
}

/// Whether `text` has `phrase` in it, as [`Phrases::is_in`] decides it.
pub fn contains_words(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (&*fold(text), &*fold(phrase));
    text.match_indices(phrase).any(|(at, found)| is_apart(text, at..at + found.len()))
}

/// Whether a part of a text is made of whole words. Scripts without blanks between words have no word ends.
pub(in crate::dialect) fn is_apart(text: &str, part: Span) -> bool {
    let is_word = |c: char| c.is_alphanumeric() && !is_ideographic(c);
    let glued = |at: usize| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at..).and_then(|text| text.chars().next());
        before.is_some_and(is_word) && after.is_some_and(is_word)
    };
    !glued(part.start) && !glued(part.end)
}

/// Whether folding would change nothing, as far as is seen at once.
fn is_folded(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

/// The letters and digits of a text, by which a heading and the words, or the link, that lead to it are the same.
pub(in crate::dialect) fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Lower case, with one kind of apostrophe and one kind of blank.
pub(in crate::dialect) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(other) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let (ascii, from) = rest.split_at_checked(other).unwrap_or_default();
        folded.push_str(ascii);
        let mut chars = from.chars();
        match chars.next() {
            Some('’' | 'ʼ' | '‘') => folded.push('\''),
            Some('\u{a0}' | '\u{202f}') => folded.push(' '),
            Some(c) => folded.extend(c.to_lowercase()),
            None => {}
        }
        rest = chars.as_str();
    }
    folded.push_str(rest);
    folded.make_ascii_lowercase();
    folded
}

/// Whether a letter is of a script that has no blanks between words.
pub(in crate::dialect) fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// The identifier that a text is, punctuation at its end left out: long, of one word, with a digit in it.
pub fn identifier(text: &str) -> Option<&str> {
    let word = text.trim().trim_end_matches(['.', ',', ';', ':']);
    let shaped = word.len() >= 16
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        && word.bytes().any(|byte| byte.is_ascii_digit());
    shaped.then_some(word)
}
