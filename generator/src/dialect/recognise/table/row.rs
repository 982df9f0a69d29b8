//! The field that a row documents.

use super::TableContext;
use super::cell::{CellName, among_parts, codes, location, name_of, says_none, type_of, value_of};
use super::columns::Columns;
use super::marks;
use super::notes::{self, Noted};
use crate::dialect::Dialect;
use crate::dialect::facts::Stated;
use crate::dialect::facts::field::{Field, FieldLocation, FieldShape, Requirement};
use crate::dialect::recognise::field_match::SampledFields;
use crate::dialect::recognise::presence::{opposite, requirement};
use crate::dialect::recognise::said::{self, SaidOfValues};
use crate::dialect::recognise::words::{self, FieldWords};
use crate::dialect::recognise::{bold, noun, types};
use crate::dialect::words::fold;
use crate::markdown::{Row, Table, Text};

/// Reads a row; none where its first cell names no field.
pub(super) fn read(
    row: &Row,
    table: &Table,
    columns: Columns,
    fields: &SampledFields,
    about: TableContext,
    dialect: &Dialect,
) -> Option<Field> {
    let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at));
    let named = cell(Some(columns.name)).filter(|cell| !says_none(cell, dialect));
    let CellName { value, span, rest, required: mark } = named.and_then(|cell| name_of(cell, dialect))?;
    let location = cell(columns.location).and_then(|cell| location(&cell.plain(), dialect));
    // what a column puts elsewhere is none of the body's
    let is_elsewhere = !matches!(location, None | Some(FieldLocation::Body | FieldLocation::Form));
    let meant = fields.meant_by(value).filter(|_| !is_elsewhere);
    let name = Stated { value: value.to_owned(), span: span.clone() };
    let description = cell(columns.description);
    let text = description.map(|cell| cell.text.as_str()).unwrap_or_default();
    let of_name = words::read(rest, dialect);
    // `(Integer, required) Which page`, `Required string. Which one`
    let led = columns.kind.is_none().then(|| match text.split_once(')') {
        Some((inner, _)) if inner.starts_with('(') => words::read(&format!("{inner})"), dialect),
        _ => plainly(words::read(&format!(" {text}"), dialect), dialect),
    });
    let (led_type, led_requirement) = led.map(|led| (led.type_words, led.requirement)).unwrap_or_default();
    let Noted { requirement: noted, default: remarked } =
        cell(columns.notes).map(|cell| notes::read(cell, dialect)).unwrap_or_default();
    let default_cell = cell(columns.default);
    let requires = default_cell.is_some_and(|cell| among_parts(cell, dialect) == Requirement::Required);
    // `REQUIRED if all is false`
    let requires_sometimes = default_cell.is_some_and(|cell| {
        let words = fold(&cell.plain());
        let says = &dialect.requirement;
        says.conditional.is_in(&words)
            && words.split(' ').next().is_some_and(|first| says.required.has(first))
    });
    let default = default_cell.filter(|_| !requires && !requires_sometimes).and_then(value_of).or(remarked);
    let column = cell(columns.required).map_or(Requirement::Unstated, |cell| match cell.plain().trim() {
        // where a mark says yes, none says no
        "" if columns.only_yes && columns.is_of_optional => Requirement::Required,
        "" if columns.only_yes => Requirement::Optional,
        text => match columns.fullest.and_then(|most| marks::fullness(text).map(|mark| mark == most)) {
            Some(is_yes) if is_yes != columns.is_of_optional => Requirement::Required,
            Some(_) => Requirement::Optional,
            None if columns.is_of_optional => of_optional(text, dialect),
            None => requirement(text, dialect),
        },
    });
    let type_words = cell(columns.kind).map(|cell| types::without_code(&type_of(cell, dialect)));
    let by_words = || noun::whole(text, dialect).filter(|_| columns.kind.is_none());
    let type_words = type_words.or(of_name.type_words).or(led_type).or_else(by_words);
    let default_text = default.as_ref().map(|stated| stated.value.as_str());
    let SaidOfValues { mentions, bounds, examples, marks } =
        said::read(text, default_text, type_words.as_deref(), dialect);
    let of_kind = cell(columns.kind).map_or(Requirement::Unstated, |cell| among_parts(cell, dialect));
    let (by_lead, words_behind) =
        description.map(|text| bold::led_by_requirement(text, dialect)).unwrap_or_default();
    let stated = type_words.as_ref().map(|words| types::read(words, dialect)).unwrap_or_default();
    let stated = stated.of_values(&bounds.values);
    let by_words = match marks.requirement() {
        Requirement::Unstated => of_name.requirement,
        stated => stated,
    };
    let by_mark =
        mark.filter(|mark| !mark || about.stars_require).map_or(Requirement::Unstated, |mark| match mark {
            true => Requirement::Required,
            false => Requirement::Optional,
        });
    let is_conditional = dialect.requirement.is_conditional(text);
    // a dash is in place of a default
    let has_default = |cell: &&Text| cell.text.contains(|c: char| !(c.is_whitespace() || "-–—".contains(c)));
    let by_default = match (requires, default_cell.is_some_and(|cell| has_default(&cell))) {
        _ if requires_sometimes => Requirement::Conditional,
        (true, _) => Requirement::Required,
        (false, true) => Requirement::Optional,
        (false, false) => Requirement::Unstated,
    };
    let stated_requirements =
        [column, noted, by_words, by_mark, by_lead, of_kind, led_requirement, by_default];
    // where a mark says that some are optional, the others are required
    // where a row has more cells than the header, which of them are remarks is not known
    let is_whole = row.cells.len() <= table.header.len();
    let by_others =
        match columns.marks_optional && about.others_required || columns.notes_optional && is_whole {
            true => Requirement::Required,
            false => Requirement::Unstated,
        };
    let required = stated_requirements.into_iter().fold(Requirement::Unstated, Requirement::or).or(by_others);
    let links = row.cells.iter().flat_map(|cell| &cell.links).map(|link| link.target.clone()).collect();
    Some(Field {
        path: meant.as_ref().map(|meant| meant.path.clone()),
        typo: meant.is_some_and(|meant| meant.typo),
        name,
        location,
        kinds: stated.kinds,
        format: stated.format,
        items: stated.items,
        map: stated.map,
        refers_to: stated.refers_to,
        links,
        required: if is_conditional && column == Requirement::Unstated {
            Requirement::Conditional
        } else {
            required
        },
        nullable: stated.nullable
            || cell(columns.nullable)
                .is_some_and(|cell| requirement(&cell.plain(), dialect) == Requirement::Required)
            || types::may_be_null(text, dialect),
        description: words_behind.to_owned(),
        codes: description.map(codes).unwrap_or_default(),
        examples,
        is_alternative: false,
        kind_mentions: type_words.as_ref().map(|words| dialect.of_rows.mentions(words)).unwrap_or_default(),
        type_words,
        mentions,
        bounds,
        default,
        marks,
        section: about.section,
        table: table.rows.first().map_or(row.span.start, |first| first.span.start),
        span: row.span.clone(),
        shape: FieldShape::Table,
    })
}

/// What words say where a type among them is one before all: `Time`, or `The ID of the list`, may begin any sentence.
fn plainly(words: FieldWords, dialect: &Dialect) -> FieldWords {
    const MOST: usize = 2;
    let is_plain = |kind: &String| kind.split_whitespace().count() <= MOST && types::is_plain(kind, dialect);
    let type_words = words.type_words.filter(is_plain);
    FieldWords { type_words, ..words }
}

/// What a cell below `Optional` says of its field's being required.
fn of_optional(cell: &str, dialect: &Dialect) -> Requirement {
    let words = &dialect.requirement;
    let folded = fold(cell);
    match requirement(cell, dialect) {
        stated if words.required.has(&folded) || words.optional.has(&folded) => stated,
        stated => opposite(stated),
    }
}
