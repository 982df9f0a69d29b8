//! A line of a field's own that says one thing of it: `Type: integer`, `**Required**: yes`, `Default – 10`, `Optional`.

use std::borrow::Borrow;

use super::name::bare_name;
use super::presence::{opposite, requirement};
use super::punctuation::SEPARATORS;
use super::types;
use super::words::FieldWords;
use crate::dialect::Dialect;
use crate::dialect::facts::field::Requirement;
use crate::dialect::words::fold;
use crate::markdown::Text;

/// What a line says of the field that it is below; none where it says something else.
pub(in super::super) fn read(line: &Text, dialect: &Dialect) -> Option<FieldWords> {
    // what is in code is a name
    if line.text.starts_with('`') {
        return None;
    }
    let plain = line.plain();
    let whole = plain.trim().trim_end_matches('.');
    let (head, value) = match whole.split_once([':', '：']).or_else(|| whole.split_once(" - ")) {
        Some((head, value)) => {
            (head, value.trim_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c)))
        }
        None => (whole, ""),
    };
    let head = fold(head.trim());
    let columns = &dialect.columns;
    let stated = |requirement: Requirement| {
        let words = FieldWords { requirement, ..FieldWords::default() };
        Some(words).filter(|words| words.requirement != Requirement::Unstated)
    };
    match () {
        () if value.is_empty() && dialect.requirement.required.has(&head) => stated(Requirement::Required),
        () if value.is_empty() && dialect.requirement.optional.has(&head) => stated(Requirement::Optional),
        () if value.is_empty() => None,
        () if columns.kind.has(&head) => {
            let type_words =
                line.linked_part(0..line.text.len()).split_once([':', '：', '-'])?.1.replace('`', "");
            let type_words = type_words.trim().to_owned();
            types::is_type(&type_words, dialect)
                .then(|| FieldWords { type_words: Some(type_words), ..FieldWords::default() })
        }
        () if columns.required.has(&head) => stated(requirement(value, dialect)),
        () if dialect.requirement.optional.has(&head) => stated(opposite(requirement(value, dialect))),
        () if columns.default.has(&head) => {
            let default =
                (!dialect.defaults.none.has(&fold(value))).then(|| value.trim_matches('"').to_owned());
            Some(FieldWords { default, ..FieldWords::default() })
        }
        () if columns.description.has(&head) => {
            Some(FieldWords { description: value.to_owned(), ..FieldWords::default() })
        }
        () if columns.example.has(&head) || dialect.listed.before.is_in(&head) => {
            Some(FieldWords { description: line.text.trim().to_owned(), ..FieldWords::default() })
        }
        () => None,
    }
}

/// What the lines below a field say of it, where each says one thing; none where they are fields themselves: two that are
/// given as types, as in `type: string`, `description: string`, are.
pub(in super::super) fn read_all<T: Borrow<Text>>(lines: &[T], dialect: &Dialect) -> Option<FieldWords> {
    if lines.is_empty() || lines.iter().filter(|line| is_typed((*line).borrow(), dialect)).count() > 1 {
        return None;
    }
    let mut all = FieldWords::default();
    for line in lines {
        all.add(read(line.borrow(), dialect)?);
    }
    Some(all)
}

/// The word for an object, where each of the lines below a field names one of its own with a type: `name: string`.
pub(in super::super) fn object_of(lines: &[&Text], dialect: &Dialect) -> Option<String> {
    let are_fields = lines.len() > 1 && lines.iter().all(|line| is_typed(line, dialect));
    dialect.types.objects.iter().next().filter(|_| are_fields).cloned()
}

/// Whether a line is a word and a type.
fn is_typed(line: &Text, dialect: &Dialect) -> bool {
    let plain = line.plain();
    plain.split_once([':', '：']).is_some_and(|(name, value)| {
        bare_name(name).is_some()
            && types::names_kind(value.trim(), dialect)
            && types::is_plain(value, dialect)
    })
}
