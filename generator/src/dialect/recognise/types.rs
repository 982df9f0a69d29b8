//! The words that state a field's type, as JSON kinds.
//!
//! `string`, `Array of Integer`, `integer/string`, `?[Account]`, `map<string, int64>`: several may stand beside each
//! other; an array's items are in their own list; a name that is no word for a kind is an object's.

use std::borrow::Cow;

use super::map_types;
use super::program_types::{self, linked_list, linked_page};
use super::type_text::{
    alternatives, behind_mark, is_of_booleans, is_of_literals, linked_name, object_name, strip_word,
    without_marks,
};
use crate::dialect::Dialect;
use crate::dialect::facts::field::{JsonKind, ValueFormat};
use crate::dialect::words::fold;
use crate::dialect::words::vocabulary::TypeWords;

/// Bytes of a text beyond which it is no type, however many maps of maps it has.
const LONGEST: usize = 1_000;

/// What words say a type is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::dialect) struct StatedType {
    /// Sorted, each once.
    pub kinds: Vec<JsonKind>,
    pub format: Option<ValueFormat>,
    /// Of an array, or of a map.
    pub items: Vec<JsonKind>,
    /// The object that it names.
    pub refers_to: Option<String>,
    pub nullable: bool,
    /// Whether it is an object whose keys are data, as programs write one.
    pub map: bool,
    /// Whether a link leads to the object that it names.
    is_linked: bool,
}

impl StatedType {
    /// The same where these values are listed: a name that leads nowhere is that of a text with these.
    pub fn of_values(self, values: &[String]) -> Self {
        match self.kinds.as_slice() {
            [JsonKind::Object] if self.refers_to.is_some() && !self.is_linked && !values.is_empty() => {
                Self { kinds: vec![JsonKind::String], refers_to: None, ..self }
            }
            _ => self,
        }
    }

    fn add(&mut self, kind: JsonKind) {
        if let Err(at) = self.kinds.binary_search(&kind) {
            self.kinds.insert(at, kind);
        }
    }
}

/// Reads the words of a place that states a type.
pub(in crate::dialect) fn read(text: &str, dialect: &Dialect) -> StatedType {
    let words = &dialect.types;
    if text.len() > LONGEST {
        return StatedType::default();
    }
    if is_of_booleans(text) {
        return StatedType { kinds: vec![JsonKind::Boolean], ..StatedType::default() };
    }
    let text = &*program_types::plain(text);
    let plain = without_marks(text);
    let plain = behind_mark(&plain);
    let plain = linked_list(plain).filter(|_| text.contains("](")).unwrap_or(plain);
    let mut stated = StatedType { nullable: words.null.is_in(text), ..StatedType::default() };
    // `[string, number][]`
    if text.trim().starts_with('[') && text.trim().ends_with("][]") && text.contains(", ") {
        return StatedType { kinds: vec![JsonKind::Array], items: vec![JsonKind::Array], ..stated };
    }
    // `[List](Kite.md)`: what a list is of is all that its link tells
    if let Some((_, item)) = linked_page(text).filter(|(name, _)| words.lists.has(&fold(name))) {
        alternative(&format!("{item}[]"), words, &mut stated);
        return stated;
    }
    for part in alternatives(plain) {
        alternative(&listed(part, text, words), words, &mut stated);
    }
    stated
}

/// A type whose brackets hold that of its items, `[string]`, as `string[]`. A link is none.
fn listed<'t>(part: &'t str, text: &str, words: &TypeWords) -> Cow<'t, str> {
    let items = part.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    // a name in capitals may be a link whose target is missing
    let is_plain_name = |items: &str| {
        items.starts_with(char::is_lowercase) && items.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    let items = items
        .filter(|items| !text.contains('(') && (is_word_for(&fold(items), words) || is_plain_name(items)));
    items.map_or(Cow::Borrowed(part), |items| format!("{items}[]").into())
}

/// The words of a cell of types without their backticks. In these a name in brackets is no link: `` `[Kite]` `` is `Kite[]`.
pub(in super::super) fn without_code(text: &str) -> String {
    let items = text.trim().strip_prefix("`[").and_then(|rest| rest.strip_suffix("]`"));
    let is_name = |items: &&str| !items.is_empty() && items.chars().all(|c| c.is_alphanumeric() || c == '_');
    match items.filter(is_name) {
        Some(items) => format!("{items}[]"),
        None => text.replace('`', ""),
    }
}

/// Whether a description says that the value may be `null`: `` `null` on success ``.
pub(in super::super) fn may_be_null(description: &str, dialect: &Dialect) -> bool {
    let plain = description.replace('`', "");
    dialect.types.nullable.is_in(&plain) && !dialect.types.not_null.is_in(&plain)
}

/// Whether words are of a type, and of nothing else, and name a kind or link to an object.
pub(in crate::dialect) fn names_kind(text: &str, dialect: &Dialect) -> bool {
    is_of_literals(text)
        || is_of_booleans(text)
        || is_type(text, dialect)
            && (text.contains("](") || first_kind(&fold(text), &dialect.types).is_some())
}

/// Whether a word is a type's before all: `string`, and not `email`.
pub(in crate::dialect) fn is_plain(text: &str, dialect: &Dialect) -> bool {
    let words = &dialect.types;
    let plain = [
        &words.boolean,
        &words.integer,
        &words.column_number,
        &words.column_string,
        &words.column_object,
        &words.lists,
    ];
    text.contains("](")
        || is_of_literals(text)
        || is_of_booleans(text)
        || plain.iter().any(|phrases| phrases.is_in(text))
}

/// Whether words are of a type, and of nothing else.
pub(in crate::dialect) fn is_type(text: &str, dialect: &Dialect) -> bool {
    let words = &dialect.types;
    let plain = fold(&without_marks(text));
    if is_of_booleans(text) || plain.strip_prefix("multi-").is_some_and(|items| is_word_for(items, words)) {
        return true;
    }
    let vocabulary = [
        &words.strings,
        &words.integers,
        &words.numbers,
        &words.booleans,
        &words.objects,
        &words.lists,
        &words.null,
        &words.of,
        &words.beside,
    ];
    let known = |part: &str| vocabulary.iter().any(|phrases| phrases.has_word(part));
    // a name that is no word for a kind may stand for an object, by itself or as items
    let parts = plain.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|part| !part.is_empty());
    let unknown = parts.filter(|part| !known(part)).take(2).count();
    let is_linked = text.contains("](") || text.starts_with('[');
    // most cells are sentences, and only a link or a map may have several words of its own
    if unknown > 1 && !is_linked && !text.contains(['<', '[', '{']) {
        return false;
    }
    let stated = read(text, dialect);
    if stated.kinds.is_empty() || stated.map {
        return stated.map;
    }
    let names_object = stated.refers_to.is_some();
    unknown == 0
        || (names_object
            && (unknown == 1 || is_linked)
            && (is_linked || !plain.contains(' ') || !stated.items.is_empty()))
}

fn alternative(text: &str, words: &TypeWords, stated: &mut StatedType) {
    let bare = text.trim_matches(['?', ' ']);
    stated.nullable |= bare.len() != text.len() || words.null.is_in(text);
    let folded = fold(bare);
    if let Some(values) = map_types::values(bare, words) {
        stated.add(JsonKind::Object);
        stated.map = true;
        let mut of_values = StatedType::default();
        alternatives(values).into_iter().for_each(|part| alternative(part, words, &mut of_values));
        stated.items = of_values.kinds;
        return;
    }
    if let Some(items) = items_of(bare, &folded, words) {
        stated.add(JsonKind::Array);
        let mut of_items = StatedType::default();
        alternatives(items).into_iter().for_each(|part| alternative(part, words, &mut of_items));
        stated.items = of_items.kinds;
        stated.refers_to = stated.refers_to.take().or(of_items.refers_to);
        stated.format = stated.format.or(of_items.format);
        return;
    }
    // what is in brackets only says more
    let head = folded.split(['(', '<', '{']).next().map(str::trim).filter(|head| !head.is_empty());
    let head = head.unwrap_or(&folded);
    // what a link leads to is an object, unless its name is a word for something else
    if let Some(name) = linked_name(bare)
        && !is_word_for(&fold(name), words)
    {
        stated.add(JsonKind::Object);
        stated.is_linked = true;
        stated.refers_to.get_or_insert_with(|| name.to_owned());
        return;
    }
    stated.format = stated.format.or_else(|| format(&folded, words));
    match kind(head, words) {
        _ if head.starts_with(['"', '\'']) => stated.add(JsonKind::String),
        Some(kind) => stated.add(kind),
        None => {
            if let Some(name) = object_name(bare) {
                stated.add(JsonKind::Object);
                stated.refers_to.get_or_insert_with(|| name.to_owned());
            }
        }
    }
}

/// Whether a name is made of words for plain kinds alone.
fn is_word_for(folded: &str, words: &TypeWords) -> bool {
    let kinds = [
        &words.strings,
        &words.integers,
        &words.numbers,
        &words.booleans,
        &words.null,
        &words.beside,
        &words.objects,
    ];
    let mut parts = folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).peekable();
    let is_word =
        |part: &str| kinds.iter().any(|phrases| phrases.has(part)) && !words.formats.binary.has(part);
    parts.peek().is_some() && parts.all(is_word)
}

/// What the words call the items of an array; none where they call it none.
fn items_of<'a>(text: &'a str, folded: &str, words: &TypeWords) -> Option<&'a str> {
    if let Some(items) = text.strip_suffix("[]") {
        return Some(items.trim());
    }
    // `multi-string`
    if let Some(items) = folded.strip_prefix("multi-").filter(|items| is_word_for(items, words)) {
        return text.get(folded.len() - items.len()..);
    }
    if linked_name(text).is_some() {
        // `[Item](item.md) collection`
        let (link, behind) = text.split_once(']')?;
        let is_list = words.lists.iter().any(|list| fold(behind).trim().starts_with(list.as_str()));
        return text.get(..link.len() + 1).filter(|_| is_list);
    }
    if let Some(items) = text.strip_prefix("[]") {
        return Some(items.trim());
    }
    let end = words.lists.first_in(folded)?.end;
    let before = folded.get(..end)?;
    let first_kind = first_kind(folded, words).filter(|(_, kind)| *kind != JsonKind::Array);
    let first_kind = first_kind.map_or(usize::MAX, |(at, _)| at);
    let rest = text.get(end..).filter(|_| text.len() == folded.len()).unwrap_or_default();
    let is_first = first_kind >= before.len();
    let is_last = rest.trim().is_empty();
    if is_first {
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace());
        let rest = words.of.iter().find_map(|of| strip_word(rest, of)).unwrap_or(rest);
        return Some(rest.trim_matches(['<', '>', '(', ')', ' ', ':']));
    }
    // `string array`
    let start = end - before.len() + before.trim_end().len();
    let is_of = words.of.is_in(before);
    (is_last && !is_of)
        .then(|| text.get(..start).unwrap_or_default().trim_end_matches(char::is_alphabetic).trim())
}

fn first_kind(text: &str, words: &TypeWords) -> Option<(usize, JsonKind)> {
    let lists = [
        (JsonKind::Integer, &words.integers),
        (JsonKind::Number, &words.numbers),
        (JsonKind::Boolean, &words.booleans),
        (JsonKind::Object, &words.objects),
        (JsonKind::String, &words.strings),
        (JsonKind::Array, &words.lists),
    ];
    let found = lists.into_iter().filter_map(|(kind, phrases)| Some((phrases.first_in(text)?, kind)));
    found.min_by_key(|(part, _)| (part.start, usize::MAX - part.end)).map(|(part, kind)| (part.start, kind))
}

/// The kind that words name, the first that they do.
fn kind(folded: &str, words: &TypeWords) -> Option<JsonKind> {
    first_kind(folded, words).map(|(_, kind)| kind)
}

fn format(folded: &str, words: &TypeWords) -> Option<ValueFormat> {
    use ValueFormat::{Binary, Date, DateTime, Email, Int32, Int64, Uri, Uuid};
    let formats = &words.formats;
    let lists = [
        (DateTime, &formats.date_time),
        (Date, &formats.date),
        (Uuid, &formats.uuid),
        (Uri, &formats.uri),
        (Email, &formats.email),
        (Binary, &formats.binary),
        (Int32, &formats.int32),
        (Int64, &formats.int64),
    ];
    lists.into_iter().find(|(_, phrases)| phrases.first_in(folded).is_some()).map(|(format, _)| format)
}

#[cfg(test)]
mod tests;
