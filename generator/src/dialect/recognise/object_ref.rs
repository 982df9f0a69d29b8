//! The object that a text says is answered, or sent, as a whole: `Returns: [Kite](kite.md)`, `This method returns a list of
//! [Kite](kite.md) objects.` Whether an object of that name is defined is not known here.

use super::label::Label;
use super::labels;
use super::table::heads_names;
use super::{name, types};
use crate::dialect::facts::ObjectRef;
use crate::dialect::facts::field::JsonKind;
use crate::dialect::words::{fold, is_apart};
use crate::dialect::{Dialect, Phrases, is_plural};
use crate::markdown::{Table, Text};
use crate::source::Span;

/// How many words may be between what says that something is answered and the name of the object.
const FEW: usize = 8;

/// The objects that a text refers to, with whether each is answered; else it is sent. `is_answered` is whether labels say of the
/// whole text that it is about what is answered.
pub(in super::super) fn read(text: &Text, is_answered: bool, dialect: &Dialect) -> Vec<(bool, ObjectRef)> {
    let mut starts: Vec<usize> = vec![0];
    starts.extend(&text.breaks);
    let ends = starts.iter().skip(1).copied().chain([text.text.len()]);
    let lines = starts.iter().zip(ends).map(|(start, end)| *start..end);
    lines.filter_map(|line| of_line(text, line, is_answered, dialect)).collect()
}

/// The objects that rows of a table name beside a status of success, beside a label of answers, or as the body.
pub(in super::super) fn of_table(table: &Table, dialect: &Dialect) -> Vec<(bool, ObjectRef)> {
    let is_of_names = heads_names(table, dialect);
    table.rows.iter().filter_map(|row| of_row(&row.cells, is_of_names, dialect)).collect()
}

fn of_row(cells: &[Text], is_of_names: bool, dialect: &Dialect) -> Option<(bool, ObjectRef)> {
    let (first, others) = cells.split_first()?;
    // a row of the whole body: `body`, which is in the body, and its type
    let is_body = |cell: &Text| cell.plain().trim().eq_ignore_ascii_case("body");
    if is_body(first) && others.iter().any(is_body) {
        return others
            .iter()
            .find_map(|cell| of_type(cell, 0..cell.text.len(), dialect))
            .map(|it| (false, it));
    }
    let label = labels::title(&first.plain(), dialect);
    // a field may be called `result`
    if label.status.is_none() && (is_of_names || !first.codes.is_empty()) {
        return None;
    }
    let answered = says_whole(&label).filter(|answered| *answered)?;
    let named = others.iter().find_map(|cell| of_type(cell, 0..cell.text.len(), dialect));
    named.map(|object| (answered, object))
}

fn of_line(text: &Text, line: Span, is_answered: bool, dialect: &Dialect) -> Option<(bool, ObjectRef)> {
    let words = text.text.get(line.clone())?;
    if let Some(colon) = words.find(':') {
        let label = labels::title(words.get(..colon)?.trim_matches(['*', '_', '`', ' ']), dialect);
        if let Some(answered) = says_whole(&label) {
            return of_type(text, line.start + colon + 1..line.end, dialect).map(|object| (answered, object));
        }
    }
    if is_answered && let Some(object) = of_type(text, line.clone(), dialect) {
        return Some((true, object));
    }
    let mut start = line.start;
    words.split_inclusive(". ").find_map(|sentence| {
        let range = start..start + sentence.len();
        start = range.end;
        of_sentence(text, range, dialect)
    })
}

/// Whether a label announces all that is answered, or all that is sent.
fn says_whole(label: &Label) -> Option<bool> {
    let is_of_parts = label.errors || label.parameters || label.fields || label.examples || label.lines;
    label.is_answered().filter(|_| !is_of_parts && label.status.is_none_or(|status| status < 400))
}

/// The object that a part of a text names, where that is a type and nothing else.
fn of_type(text: &Text, range: Span, dialect: &Dialect) -> Option<ObjectRef> {
    let linked = text.linked_part(range.clone());
    let linked = linked.trim_matches(['*', '_', ' ', '.']);
    let linked = name::without_article(linked, dialect);
    // one or the other is neither
    if linked.matches("](").count() > 1 || !types::names_kind(linked, dialect) {
        return None;
    }
    let stated = types::read(linked, dialect);
    let is_list = match stated.kinds.as_slice() {
        [JsonKind::Object] => false,
        [JsonKind::Array] => true,
        _ => return None,
    };
    let target = text.links.iter().find(|link| range.contains(&link.range.start)).map(|link| &*link.target);
    Some(object(text, &stated.refers_to?, target, is_list))
}

/// What a sentence says is answered or sent; nothing where it names several.
fn of_sentence(text: &Text, range: Span, dialect: &Dialect) -> Option<(bool, ObjectRef)> {
    let is_within = |inner: &Span| inner.start >= range.start && inner.end <= range.end;
    let links = text.links.iter().filter(|link| is_within(&link.range));
    let linked = links.map(|link| (link.range.clone(), Some(link.target.as_str())));
    let named = called_objects(text, range.clone(), dialect).into_iter().map(|span| (span, None));
    let mut found = linked.chain(named).filter_map(|(span, target)| {
        let before = text.text.get(range.start..span.start)?;
        let (answered, is_list) = said_before(before, dialect)?;
        let name = text.text.get(span.clone())?.trim_matches(['`', '*', '_']);
        let behind = fold(text.text.get(span.end..range.end)?);
        let behind = behind.split_whitespace().next().unwrap_or_default();
        let behind = behind.trim_matches(|c: char| !c.is_alphanumeric());
        let are_many = is_plural(name) || (is_plural(behind) && dialect.labels.objects.has(behind));
        Some((span.start, answered, object(text, name, target, is_list || are_many)))
    });
    let (start, answered, object) = found.next()?;
    found.all(|(other, ..)| other == start).then_some((answered, object))
}

/// The words that an object is called by, as capitals or code before a word for one: ``a `Kite` object``.
fn called_objects(text: &Text, range: Span, dialect: &Dialect) -> Vec<Span> {
    let mut found = Vec::new();
    let mut name: Option<Span> = None;
    let mut at = range.start;
    for word in text.text.get(range).unwrap_or_default().split_inclusive(' ') {
        let bare = word.trim_end().trim_end_matches(['.', ',', ';', ')']);
        let span = at..at + bare.len();
        at += word.len();
        if bare.starts_with(char::is_uppercase) || bare.starts_with('`') && bare.ends_with('`') {
            name = Some(name.map_or(span.start, |name| name.start)..span.end);
        } else if let Some(name) = name.take()
            && dialect.labels.objects.has(&fold(bare))
        {
            found.push(name);
        }
    }
    let is_link = |name: &Span| {
        text.links.iter().any(|link| name.start <= link.range.end && link.range.start <= name.end)
    };
    found.retain(|name| !is_link(name));
    found
}

/// Whether the words before an object's name say that it is answered, or sent, and whether a list of it.
fn said_before(before: &str, dialect: &Dialect) -> Option<(bool, bool)> {
    let words = &dialect.labels;
    let folded = fold(before);
    let last = |phrases: &Phrases, counts: &dyn Fn(&str) -> bool| {
        let ends = phrases.iter().filter(|phrase| counts(phrase)).flat_map(|phrase| {
            let places = folded.match_indices(phrase.as_str()).map(|(at, found)| at..at + found.len());
            places.filter(|place| is_apart(&folded, place.clone())).collect::<Vec<_>>()
        });
        ends.max_by_key(|place| place.end)
    };
    if words.errors.is_in(before) {
        return None;
    }
    let answers = last(&words.answers, &|_| true);
    // what is answered has a body too
    let sends = last(&words.sends, &|phrase| !words.body.is_in(phrase));
    let body = [&words.body, &words.sends].into_iter().filter_map(|phrases| last(phrases, &|_| true));
    let answered =
        answers.as_ref().is_some_and(|answers| sends.as_ref().is_none_or(|sends| answers.end >= sends.end));
    let place = answers.into_iter().chain(body).max_by_key(|place| place.end)?;
    let denies = folded
        .get(..place.start)?
        .split_whitespace()
        .rev()
        .take(2)
        .any(|word| dialect.listed.not_all.has(word));
    let between: Vec<&str> = folded
        .get(place.end..)?
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_kind =
        |word: &str| dialect.types.lists.has(word) || words.objects.has(word) || is_of_list(word, dialect);
    // `of` belongs to what is before it: `a list of`, `a representation of`
    let goes_on = between.iter().enumerate().all(|(at, word)| {
        let follows_kind = at.checked_sub(1).and_then(|at| between.get(at)).is_some_and(|word| is_kind(word));
        !words.ends.has(word) || (dialect.types.of.has(word) && follows_kind)
    });
    let is_list = between.iter().any(|word| is_of_list(word, dialect));
    (!denies && goes_on && between.len() <= FEW).then_some((answered, is_list))
}

/// Whether a word is the one that matters of a phrase for lists: `an array of`.
fn is_of_list(word: &str, dialect: &Dialect) -> bool {
    let is_beside = dialect.types.of.has(word) || dialect.operations.drop.iter().any(|other| other == word);
    let mut phrases = dialect.types.lists.iter();
    !is_beside && phrases.any(|phrase| phrase.split(' ').any(|part| part == word))
}

fn object(text: &Text, name: &str, target: Option<&str>, is_list: bool) -> ObjectRef {
    let names = std::iter::once(name.to_owned()).chain(target.map(|target| named_by(target).to_owned()));
    ObjectRef { names: names.filter(|name| !name.is_empty()).collect(), is_list, span: text.span.clone() }
}

/// What a link's target is called: its anchor, else its file.
fn named_by(target: &str) -> &str {
    let inner = target
        .trim_matches(|c: char| matches!(c, '{' | '}' | '<' | '>' | '%' | '"' | '\'') || c.is_whitespace());
    let last = inner.rsplit(['#', '/', '"', ' ']).find(|part| !part.is_empty()).unwrap_or_default();
    last.split('.').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{self, BlockKind};
    use crate::source::File;

    #[test]
    fn texts_name_what_is_answered_and_sent() {
        let dialect = Dialect::default_dialect().unwrap();
        let shown = |text: &str, is_answered: bool| -> Vec<String> {
            let page = markdown::read(&File::new("kites.md", text));
            let Some(BlockKind::Paragraph(text)) = page.blocks.first().map(|block| &block.kind) else {
                panic!("{text}")
            };
            let found = super::read(text, is_answered, &dialect).into_iter();
            let say = |(answered, object): (bool, ObjectRef)| {
                let list = if object.is_list { "[]" } else { "" };
                format!("{} {}{list}", if answered { "answers" } else { "sends" }, object.names.join("/"))
            };
            found.map(say).collect()
        };
        for (text, expected) in [
            ("**Returns:** [Kite](kites.md)", "answers Kite/kites"),
            ("Returns: Array of [Kite](#a-kite)\\\nRights: all", "answers Kite/a-kite[]"),
            ("Request body: [Kite](#kite)", "sends Kite/kite"),
            (
                "If it is there, this returns a `200 OK` status and the [kite](kite.md) object.",
                "answers kite/kite",
            ),
            ("Returns a `Kite` object.", "answers Kite"),
            ("It returns the Club Kite objects of a club.", "answers Club Kite[]"),
            ("The request body is a [Kite](#kite).", "sends Kite/kite"),
            ("The request body is a `Kite` object.", "sends Kite"),
            ("The response body is a [Kite](#kite).", "answers Kite/kite"),
            ("The response payload is a list of [Kite](#kite) objects.", "answers Kite/kite[]"),
            ("In the request body, supply a representation of the [Kite](#kite).", "sends Kite/kite"),
            // one or the other, none, something about it, an error
            ("Returns a [Kite](#kite) or a [Club](#club).", ""),
            ("It does not return the [Kite](#kite).", ""),
            ("Returns true if the [Kite](#kite) flies.", ""),
            ("Returns the owner of the [Kite](#kite).", ""),
            ("On failure it returns an [Error](#error) object.", ""),
            ("See [Kite](#kite).", ""),
        ] {
            assert_eq!(shown(text, false).join(", "), expected, "{text}");
        }
        assert_eq!(shown("A [Kite](#kite).", true), ["answers Kite/kite"]);
        assert_eq!(shown("A [Kite](#kite).", false), [""; 0]);
    }
}
