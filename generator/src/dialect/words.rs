//! Words in names and sentences, in any script.

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use serde::{Deserialize, Deserializer};

use crate::source::Span;

/// The words of a name, in lower case: `connectionSpec.id`, `SAS_key-name` and `sasKeyName` alike.
pub fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut previous = ' ';
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let next_is_lower = rest.peek().is_some_and(|next| next.is_lowercase());
        let starts_word = c.is_uppercase()
            && (previous.is_lowercase()
                || previous.is_numeric()
                || (previous.is_uppercase() && next_is_lower));
        if (starts_word || !c.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        previous = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// One of a plural, as far as its ending tells.
pub fn singular(word: &str) -> String {
    let without = |end: &str| word.strip_suffix(end).filter(|rest| !rest.is_empty());
    if let Some(rest) = without("ies") {
        return format!("{rest}y");
    }
    let hisses = ["sses", "shes", "ches", "xes"].iter().any(|end| word.ends_with(end));
    let rest = match ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        true => None,
        false => without(if hisses { "es" } else { "s" }),
    };
    rest.unwrap_or(word).to_owned()
}

/// Phrases that are looked for together, in one pass over a text, however many they are. Case and the kind of
/// apostrophe do not matter, and they are found as whole words only, where the script has words.
///
/// As a slice they are folded: in lower case, with one kind of apostrophe and one kind of blank.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Phrases {
    phrases: Vec<String>,
    finder: AhoCorasick,
}

impl TryFrom<Vec<String>> for Phrases {
    type Error = aho_corasick::BuildError;

    fn try_from(phrases: Vec<String>) -> Result<Self, Self::Error> {
        let phrases: Vec<String> = phrases.iter().map(|phrase| fold(phrase)).collect();
        // the lists are many and short: what is soon built is soon enough
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        let finder = AhoCorasick::builder().ascii_case_insensitive(true).kind(kind).build(&phrases)?;
        Ok(Self { phrases, finder })
    }
}

impl std::ops::Deref for Phrases {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.phrases
    }
}

impl Phrases {
    /// Whether `text` has one of them in it.
    pub fn is_in(&self, text: &str) -> bool {
        let is_in = |text| self.finder.find_overlapping_iter(text).any(|found| is_apart(text, found.range()));
        if text.is_ascii() { is_in(text) } else { is_in(&fold(text)) }
    }

    /// Whether `text`, folded, is one of them.
    pub fn has(&self, text: &str) -> bool {
        self.phrases.iter().any(|phrase| phrase == text)
    }
}

/// Several lists of phrases, looked for together: one pass over a text tells which of them have a phrase in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    finder: Option<AhoCorasick>,
    /// Of each phrase, its list.
    lists: Vec<usize>,
}

/// Which lists of a [`Lexicon`] have a phrase in a text, by their places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mentions(u32);

impl Lexicon {
    /// A lexicon of lists, each with its place below 32.
    ///
    /// # Errors
    /// When the phrases are too many.
    pub fn new(lists: &[(usize, &Phrases)]) -> Result<Self, aho_corasick::BuildError> {
        let all = || lists.iter().flat_map(|(at, list)| list.iter().map(move |it| (*at, it)));
        let finder = AhoCorasick::builder().ascii_case_insensitive(true).build(all().map(|(_, it)| it))?;
        Ok(Self { finder: Some(finder), lists: all().map(|(at, _)| at).collect() })
    }

    /// Which lists have a phrase in `text`, as [`Phrases::is_in`] tells it.
    pub fn mentions(&self, text: &str) -> Mentions {
        let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(fold(text)) };
        let mut mentions = Mentions::default();
        for found in self.finder.iter().flat_map(|finder| finder.find_overlapping_iter(&*text)) {
            let list = self.lists.get(found.pattern().as_usize()).copied().unwrap_or_default();
            if !mentions.has(list) && is_apart(&text, found.range()) {
                mentions.0 |= 1 << list;
            }
        }
        mentions
    }
}

impl Mentions {
    /// Whether the list at this place has one.
    pub fn has(self, list: usize) -> bool {
        self.0 & (1 << list) != 0
    }
}

/// Whether `text` has `phrase` in it, as [`Phrases::is_in`] tells it.
pub fn contains_words(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (fold(text), fold(phrase));
    text.match_indices(&phrase).any(|(at, found)| is_apart(&text, at..at + found.len()))
}

/// Whether a part of a text is made of whole words. Scripts without blanks between words have no word ends.
fn is_apart(text: &str, part: Span) -> bool {
    let is_word = |c: char| c.is_alphanumeric() && !is_ideographic(c);
    let glued = |at: usize| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at..).and_then(|text| text.chars().next());
        before.is_some_and(is_word) && after.is_some_and(is_word)
    };
    !glued(part.start) && !glued(part.end)
}

/// Reads lists of words, folded.
pub(super) fn folded<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<String>>, D::Error> {
    let mut lists: Vec<Vec<String>> = Vec::deserialize(deserializer)?;
    lists.iter_mut().flatten().for_each(|word| *word = fold(word));
    Ok(lists)
}

/// Lower case, with one kind of apostrophe and one kind of blank.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '’' | 'ʼ' | '‘' => '\'',
            '\u{a0}' | '\u{202f}' => ' ',
            c => c,
        })
        .collect()
}

fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}
