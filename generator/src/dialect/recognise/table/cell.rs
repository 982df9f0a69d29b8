//! What one cell of a table gives: a name, a value, a type.

use crate::dialect::facts::Stated;
use crate::dialect::facts::field::{FieldLocation, Requirement};
use crate::dialect::recognise::line::is_joint;
use crate::dialect::recognise::name::{bare_name, behind_star, unquoted};
use crate::dialect::recognise::types;
use crate::dialect::words::fold;
use crate::dialect::{Dialect, Phrases, words_of};
use crate::markdown::{Code, Text, notes_at_start, without_notes};
use crate::source::Span;

/// A cell's text with the marks of its links.
pub(super) fn linked(cell: &Text) -> String {
    cell.linked_part(0..cell.text.len())
}

pub(super) fn codes(text: &Text) -> Vec<Stated<String>> {
    text.codes.iter().map(|code| Stated { value: code.text.clone(), span: code.span.clone() }).collect()
}

/// The value that a cell gives: its one code span, or its one word.
pub(super) fn value_of(cell: &Text) -> Option<Stated<String>> {
    match cell.codes.as_slice() {
        [code] => Some(Stated { value: code.text.trim().to_owned(), span: code.span.clone() }),
        [] if !cell.text.is_empty() && !without_notes(&cell.text).contains(' ') => {
            Some(Stated { value: without_notes(&cell.text).to_owned(), span: cell.span.clone() })
        }
        _ => None,
    }
}

/// The name that a cell gives.
pub(super) struct CellName<'a> {
    pub value: &'a str,
    pub span: &'a Span,
    /// What follows it in the cell.
    pub rest: &'a str,
    /// Whether a mark says that it is required, or optional.
    pub required: Option<bool>,
}

/// Whether a cell has a word for none where others have a name.
pub(super) fn says_none(cell: &Text, dialect: &Dialect) -> bool {
    let text = cell.text.trim();
    dialect.defaults.none.has(&fold(text)) && !text.starts_with(char::is_lowercase)
}

/// The names that a cell lists behind its first one: `` `limit`, `offset` ``; whether any one of them will do.
pub(super) fn others_of<'t>(cell: &'t Text, dialect: &Dialect) -> (Vec<&'t Code>, bool) {
    let words = &dialect.listed;
    let between: Vec<&str> = cell.text.split('`').step_by(2).map(str::trim).collect();
    let [first, joints @ .., last] = between.as_slice() else { return (Vec::new(), false) };
    let are_names = cell.codes.iter().all(|code| bare_name(&code.text).is_some());
    let is_list = first.is_empty() && last.is_empty() && joints.iter().all(|joint| is_joint(joint, dialect));
    match is_list && are_names {
        true => (
            cell.codes.iter().skip(1).collect(),
            joints.iter().any(|joint| matches!(*joint, "/" | "|") || words.choice.has(&fold(joint))),
        ),
        false => (Vec::new(), false),
    }
}

/// The name that a cell gives, its code span or its one word, and where it is.
pub(super) fn name_of<'t>(cell: &'t Text, dialect: &Dialect) -> Option<CellName<'t>> {
    let text = without_notes(&cell.text).trim();
    // `* name`, `\*name`
    let starred = behind_star(text);
    let text = starred.unwrap_or(text);
    let says = &dialect.requirement;
    // ``**name** `required` ``
    let is_name = |code: &&Code| {
        let folded = fold(&code.text);
        text.starts_with('`') || !(says.required.has(&folded) || says.optional.has(&folded))
    };
    if let Some(code) = cell.codes.first().filter(is_name) {
        // `` `name**` ``: marks of bold words that were forgotten
        let value = unquoted(code.text.trim().trim_start_matches("**").trim_end_matches("**"));
        let value =
            given(value).filter(|(_, given)| given.starts_with(['<', '['])).map_or(value, |(name, _)| name);
        let rest = text.strip_prefix('`').and_then(|rest| rest.split_once('`')).map_or("", |(_, rest)| rest);
        let rest = rest.trim_start();
        let rest = rest.get(notes_at_start(rest)..).unwrap_or_default();
        let mark = (starred.is_some() || rest.trim().starts_with(['*', '†'])).then_some(true);
        // a flag of a command is no field
        return Some(value).filter(|value| !value.starts_with('-')).map(|value| {
            match value.strip_suffix('?') {
                Some(value) => CellName { value, span: &code.span, rest, required: Some(false) },
                None => CellName { value: bare(value), span: &code.span, rest, required: mark },
            }
        });
    }
    let end = text.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(text.len());
    let (word, rest) = given(text).map(|(name, _)| (name, "")).or_else(|| text.split_at_checked(end))?;
    let rest = rest.trim();
    let word = without_notes(word);
    let (word, mark) =
        match (word.trim_end_matches(['*', '\\']).strip_suffix('?'), word.trim_end_matches(['*', '\\'])) {
            (Some(word), _) => (word, Some(false)),
            (None, plain) => (plain, (plain.len() < word.len()).then_some(true)),
        };
    let word = bare(unquoted(without_notes(word)));
    // `name *`
    let mark = mark.or((starred.is_some() || rest.starts_with('*')).then_some(true));
    let is_name = !word.is_empty()
        && !word.starts_with('-')
        && word.chars().all(|c| c.is_alphanumeric() || "._-[]{}$@<>#:".contains(c))
        && word.chars().any(char::is_alphabetic)
        && (rest.is_empty()
            || rest.starts_with(['(', '*', '[', '`'])
            || says.required.has(&fold(rest))
            || says.optional.has(&fold(rest)));
    is_name.then_some(CellName { value: word, span: &cell.span, rest, required: mark })
}

/// The name that a text gives with its value, or with what stands for one: `page=2`, `page=<number>`, `order=[up | down]`.
fn given(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once('=')?;
    let is_name = name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let encloses = [('<', '>'), ('[', ']'), ('{', '}')];
    let is_enclosed =
        encloses.iter().any(|(open, close)| value.starts_with(*open) && value.ends_with(*close));
    let is_word = !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || c == '=');
    (is_name && (is_enclosed || is_word)).then_some((name, value))
}

/// A name without the marks of a path's parameter.
fn bare(name: &str) -> &str {
    let name = name.strip_prefix(':').filter(|rest| rest.starts_with(char::is_alphabetic)).unwrap_or(name);
    name.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(name)
}

/// The words of a cell that state a type: all, or those before what rules add to it, as in `integer, min:0` and
/// `required|string|max:20`.
pub(super) fn type_of(cell: &Text, dialect: &Dialect) -> String {
    // around bold words brackets are a link's whose target is missing: `[**number**]`
    if let [strong] = cell.strong.as_slice()
        && cell.text.trim().len() == strong.len() + 2
        && let Some(inner) = cell.text.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
    {
        return inner.to_owned();
    }
    let text = without_notes(&linked(cell)).to_owned();
    let head = text.split(" (").next().unwrap_or_default();
    if types::names_kind(head, dialect) {
        return text;
    }
    let is_type = |part: &&str| types::names_kind(part, dialect) && types::is_plain(part, dialect);
    let states = |part: &&str| dialect.yes.has(&fold(part)) || dialect.no.has(&fold(part));
    let mut parts = text.split([',', '|']).map(str::trim).skip_while(states);
    parts.next().filter(is_type).map(str::to_owned).unwrap_or(text)
}

/// What one of the parts of a cell says of being required: `path (required)`, `integer, optional`.
pub(super) fn among_parts(cell: &Text, dialect: &Dialect) -> Requirement {
    let words = fold(&cell.plain());
    let parts = || words.split([',', '|', '/', '(', ')', ';']).map(str::trim);
    match () {
        () if parts().any(|part| dialect.requirement.required.has(part)) => Requirement::Required,
        () if parts().any(|part| dialect.requirement.optional.has(part)) => Requirement::Optional,
        () => Requirement::Unstated,
    }
}

/// Where a cell says that a field is sent.
pub(super) fn location(cell: &str, dialect: &Dialect) -> Option<FieldLocation> {
    let words = &dialect.labels;
    let places = [
        (FieldLocation::Path, &words.path),
        (FieldLocation::Query, &words.query),
        (FieldLocation::Header, &words.header),
        (FieldLocation::Cookie, &words.cookie),
        (FieldLocation::Form, &words.form),
        (FieldLocation::Body, &words.body),
    ];
    // `@QueryParam`, `pathParameter`
    let parted = words_of(cell).join(" ").to_lowercase();
    let says = |phrases: &Phrases| phrases.is_in(cell) || phrases.is_in(&parted);
    places.into_iter().find(|(_, phrases)| says(phrases)).map(|(place, _)| place)
}
