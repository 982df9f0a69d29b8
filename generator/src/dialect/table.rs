//! Which tables document fields, and what each of their columns says.

use super::Dialect;
use super::facts::{Stated, Unread};
use super::field::{Field, FieldShape, Requirement};
use super::field_match::SampledFields;
use super::said::{self, Said};
use super::types;
use super::words::{Phrases, fold};
use crate::markdown::{Row, Table, Text};
use crate::source::Span;

/// What the columns of a table are.
#[derive(Debug, Clone, Copy)]
struct Columns {
    name: usize,
    description: Option<usize>,
    kind: Option<usize>,
    required: Option<usize>,
    default: Option<usize>,
}

/// Reads the rows of a table that documents `fields`.
pub(super) fn read(
    table: &Table,
    fields: &SampledFields,
    section: Option<usize>,
    dialect: &Dialect,
) -> (Vec<Field>, Vec<Unread>) {
    let mut rows = Vec::new();
    let mut unread = Vec::new();
    let mut miss = |row: &Row, why: &str| {
        unread.push(Unread { what: "table row", why: why.to_owned(), span: row.span.clone() });
    };
    let columns = columns(table, fields, dialect);
    for row in &table.rows {
        match columns {
            None => miss(row, "no column of its table names fields of a sample"),
            Some(columns) => match row_fact(row, table, columns, fields, section, dialect) {
                Some(fact) => rows.push(fact),
                None => miss(row, "its first cell is not the name of a field"),
            },
        }
    }
    (rows, unread)
}

/// How many rows of the table name one of `fields`.
pub(super) fn resolved(table: &Table, fields: &SampledFields, dialect: &Dialect) -> usize {
    let Some(columns) = columns(table, fields, dialect) else { return 0 };
    let names = table.rows.iter().filter_map(|row| row.cells.get(columns.name).and_then(name_of));
    names.filter(|(name, _)| fields.meant_by(name).is_some()).count()
}

/// The column that names fields is the first that does; a heading word decides where no sample can.
fn columns(table: &Table, fields: &SampledFields, dialect: &Dialect) -> Option<Columns> {
    let heads: Vec<String> = table.header.iter().map(|cell| fold(&cell.plain())).collect();
    let heads: Vec<&str> =
        heads.iter().map(|head| head.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let headed = |words: &Phrases| heads.iter().position(|head| words.has(head));
    let cells = |at: usize| table.rows.iter().filter_map(move |row| row.cells.get(at));
    let names_fields = |at: &usize| {
        let names = || cells(*at).filter_map(name_of);
        names().count() * 2 >= table.rows.len() && names().any(|(name, _)| fields.meant_by(name).is_some())
    };
    let name = (0..table.header.len()).find(names_fields).or_else(|| headed(&dialect.columns.name))?;
    let length = |at: usize| cells(at).map(|cell| cell.text.len()).sum::<usize>();
    let words = &dialect.columns;
    let said = [&words.kind, &words.required, &words.example, &words.default].map(&headed);
    let description = headed(&words.description).filter(|at| *at != name).or_else(|| {
        let others = (0..table.header.len()).filter(|at| *at != name && !said.contains(&Some(*at)));
        others.max_by_key(|at| (length(*at), usize::MAX - at))
    });
    let other = |words: &Phrases| headed(words).filter(|at| *at != name && Some(*at) != description);
    Some(Columns {
        name,
        description,
        kind: other(&dialect.columns.kind),
        required: other(&dialect.columns.required),
        default: other(&dialect.columns.default),
    })
}

fn row_fact(
    row: &Row,
    table: &Table,
    columns: Columns,
    fields: &SampledFields,
    section: Option<usize>,
    dialect: &Dialect,
) -> Option<Field> {
    let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at));
    let (name, span) = cell(Some(columns.name)).and_then(name_of)?;
    let meant = fields.meant_by(name);
    let name = Stated { value: name.to_owned(), span: span.clone() };
    let description = cell(columns.description);
    let text = description.map(|cell| cell.text.as_str()).unwrap_or_default();
    // more words than these say when it is, or for whom
    const FEW: usize = 2;
    let default = cell(columns.default).and_then(value_of);
    let Said { mentions, bounds, examples, marks } =
        said::read(text, default.as_ref().map(|told| told.value.as_str()), dialect);
    let said = cell(columns.required).map(|cell| fold(&cell.plain()));
    let said = said.filter(|said| said.split_whitespace().count() <= FEW);
    let column = match said {
        Some(said) if dialect.no.is_in(&said) => Requirement::Optional,
        Some(said) if dialect.yes.is_in(&said) => Requirement::Required,
        _ => Requirement::Unstated,
    };
    let type_words = cell(columns.kind).map(|cell| cell.plain());
    let stated = type_words.as_ref().map(|words| types::read(words, dialect)).unwrap_or_default();
    Some(Field {
        path: meant.as_ref().map(|meant| meant.path.clone()),
        typo: meant.is_some_and(|meant| meant.typo),
        name,
        location: None,
        kinds: stated.kinds,
        format: stated.format,
        items: stated.items,
        refers_to: stated.refers_to,
        required: if column == Requirement::Unstated { marks.requirement() } else { column },
        nullable: stated.nullable,
        description: text.to_owned(),
        codes: description.map(codes).unwrap_or_default(),
        examples,
        kind_mentions: type_words.as_ref().map(|words| dialect.of_rows.mentions(words)).unwrap_or_default(),
        type_words,
        mentions,
        bounds,
        default,
        marks,
        cells: (row.cells.len(), table.header.len()),
        section,
        table: table.rows.first().map_or(row.span.start, |first| first.span.start),
        span: row.span.clone(),
        shape: FieldShape::Table,
    })
}

fn codes(text: &Text) -> Vec<Stated<String>> {
    text.codes.iter().map(|code| Stated { value: code.text.clone(), span: code.span.clone() }).collect()
}

/// The value that a cell gives: its one code span, or its one word.
fn value_of(cell: &Text) -> Option<Stated<String>> {
    match cell.codes.as_slice() {
        [code] => Some(Stated { value: code.text.trim().to_owned(), span: code.span.clone() }),
        [] if !cell.text.is_empty() && !cell.text.contains(' ') => {
            Some(Stated { value: cell.text.clone(), span: cell.span.clone() })
        }
        _ => None,
    }
}

/// The name that a cell gives, its code span or its one word, and where it stands.
fn name_of(cell: &Text) -> Option<(&str, &Span)> {
    if let Some(code) = cell.codes.first() {
        return Some((code.text.trim(), &code.span));
    }
    let word = cell.text.trim().trim_end_matches('*');
    let is_name = !word.is_empty()
        && word.chars().all(|c| c.is_alphanumeric() || "._-[]{}$@".contains(c))
        && word.chars().any(char::is_alphabetic);
    is_name.then_some((word, &cell.span))
}
