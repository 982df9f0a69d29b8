//! What each column of a table says of the fields that it documents.

use super::TableContext;
use super::cell::{CellName, linked, name_of, type_of};
use super::{marks, notes};
use crate::dialect::Dialect;
use crate::dialect::facts::field::{FieldLocation, Requirement};
use crate::dialect::recognise::field_match::SampledFields;
use crate::dialect::recognise::labels;
use crate::dialect::recognise::presence::requirement;
use crate::dialect::recognise::types;
use crate::dialect::words::{Phrases, fold};
use crate::markdown::{Table, Text, without_notes};

/// What the columns of a table are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    pub name: usize,
    pub description: Option<usize>,
    pub kind: Option<usize>,
    pub required: Option<usize>,
    /// Whether the one of what is required is headed `Optional`.
    pub is_of_optional: bool,
    pub default: Option<usize>,
    pub location: Option<usize>,
    pub nullable: Option<usize>,
    /// A second column of words, for remarks.
    pub notes: Option<usize>,
    /// Whether remarks say of some fields that they are optional, and of none that they are required.
    pub notes_optional: bool,
    /// Whether the column of what is required has marks for that alone, and cells without.
    pub only_yes: bool,
    /// How full the mark is that says yes in a column of nothing but marks, of two kinds.
    pub fullest: Option<u8>,
    /// Whether a mark says of some names that they are optional.
    pub marks_optional: bool,
}

/// The column that names fields is the first that does; a heading word decides where no sample can.
pub(super) fn of(
    table: &Table,
    fields: &SampledFields,
    about: TableContext,
    dialect: &Dialect,
) -> Option<Columns> {
    // what is in code names the parent of the fields below
    let plain = |cell: &Text| cell.text.split('`').step_by(2).collect::<String>();
    let plain = |cell: &Text| {
        Some(plain(cell)).filter(|text| !text.trim().is_empty()).unwrap_or_else(|| cell.plain())
    };
    let heads: Vec<String> = table.header.iter().map(|cell| fold(without_notes(&plain(cell)))).collect();
    let heads: Vec<&str> =
        heads.iter().map(|head| head.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let first = table.rows.iter().filter_map(|row| row.cells.first()).map(Text::plain);
    let of_statuses = !table.rows.is_empty() && first.into_iter().all(|cell| is_status(&cell));
    if of_statuses {
        return None;
    }
    // `Required (Y/N)`
    let bare = |head: &str| head.split_once(" (").map(|(head, _)| head.to_owned());
    let headed = |words: &Phrases| {
        let of_bare = || heads.iter().position(|head| bare(head).is_some_and(|head| words.has(&head)));
        heads.iter().position(|head| words.has(head)).or_else(of_bare)
    };
    let cells = |at: usize| table.rows.iter().filter_map(move |row| row.cells.get(at));
    let words = &dialect.columns;
    let names_fields = |at: &usize| {
        let names = || cells(*at).filter_map(|cell| name_of(cell, dialect));
        // a word may be spelled nearly like a field by chance
        let is_headed = heads.get(*at).is_some_and(|head| words.name.has(head));
        let is_named =
            |name: CellName<'_>| fields.meant_by(name.value).is_some_and(|meant| is_headed || !meant.typo);
        // what documents a part of the path says so by its marks
        let is_placeholder = |cell: &Text| cell.text.trim_start_matches('`').starts_with(['{', '<', ':']);
        let is_of_path = || is_headed && cells(*at).any(is_placeholder);
        // what types are called is no field's name
        let is_type = |cell: &&Text| types::names_kind(&cell.plain(), dialect);
        let count = || cells(*at).filter(is_type).count();
        if heads.get(*at).is_some_and(|head| words.kind.has(head)) && count() * 2 > table.rows.len() {
            return false;
        }
        names().count() * 2 >= table.rows.len() && (names().any(is_named) || is_of_path())
    };
    let several = || heads.iter().position(|head| names_of_several(head, &words.names));
    // a column of `optional` and `required` states no type, whatever it is headed
    let requires = |at: &usize| {
        let of_requirement = |cell: &&Text| {
            requirement(&cell.plain(), dialect) != Requirement::Unstated
                && !types::names_kind(&linked(cell), dialect)
        };
        // a type among them makes it a column of types, some of whose cells state none
        let states_type = |cell: &Text| types::names_kind(&type_of(cell, dialect), dialect);
        let count = cells(*at).filter(of_requirement).count();
        count > 0 && count * 2 >= table.rows.len() && !cells(*at).any(states_type)
    };
    // a column of `Query` and `Body` says where they are sent, whatever it is headed
    let labels = &dialect.labels;
    let of_places = [&labels.path, &labels.query, &labels.header, &labels.cookie, &labels.form, &labels.body];
    let is_place = |cell: &Text| {
        let word = fold(cell.plain().trim());
        of_places.iter().any(|phrases| phrases.has(&word))
    };
    let places = |at: &usize| !table.rows.is_empty() && cells(*at).all(is_place);
    let of_types = |at: &usize| heads.get(*at).is_some_and(|head| words.kind.has(head)) && !places(at);
    let (unlike, known_kind): (Vec<usize>, Vec<usize>) =
        (0..heads.len()).filter(of_types).partition(|at| requires(at));
    let known_kind = known_kind.first().copied();
    // nothing heads the columns, or a label heads the first: that one names what is announced
    let is_label = |head: &&str| {
        let label = labels::title(head, dialect);
        head.is_empty() || label.announces_fields() || label.requirement != Requirement::Unstated
    };
    let is_headless = about.is_announced
        && heads.len() > 1
        && heads.iter().skip(1).all(|head| head.is_empty())
        && heads.first().is_some_and(is_label);
    // `Query`, `Body`: what is named there is sent there
    let of_place =
        || Some(0).filter(|_| heads.first().is_some_and(|head| place_of_head(head, dialect).is_some()));
    let names = (0..table.header.len()).find(names_fields).or_else(|| headed(&words.name)).or_else(several);
    let names = names.or_else(of_place);
    // words of no language that is known head them: one names what a label announces, another states types
    let is_unknown = || {
        let is_name = |cell: &Text| name_of(cell, dialect).is_some_and(|name| name.rest.is_empty());
        let is_plain = |cell: &Text| {
            types::is_plain(&cell.plain(), dialect) && types::names_kind(&cell.plain(), dialect)
        };
        about.is_announced && cells(0).all(is_name) && (1..heads.len()).any(|at| cells(at).any(is_plain))
    };
    let named = names.or_else(|| Some(0).filter(|_| is_headless || is_unknown()));
    // of what several words call as well no column names fields
    let is_of_phrases = |at: &usize| {
        let is_phrase = |cell: &&Text| {
            cell.codes.is_empty() && name_of(cell, dialect).is_none() && cell.text.contains(' ')
        };
        cells(*at).filter(is_phrase).count() * 2 >= table.rows.len().max(1)
    };
    let named = named.filter(|at| !is_of_phrases(at));
    // a cell that lists names is the name of nothing
    let lists = |cell: &&Text| cell.codes.len() > 1 && cell.text.contains("`, `");
    let name = named.filter(|at| cells(*at).filter(lists).count() * 2 < table.rows.len().max(1))?;
    let is_kind = |at: &usize| {
        let head = |cell: &Text| type_of(cell, dialect).split(" (").next().unwrap_or_default().to_owned();
        let is_type = |cell: &&Text| types::names_kind(&head(cell), dialect);
        let count = cells(*at).filter(is_type).count();
        let is_plain = |cell: &Text| types::is_plain(&type_of(cell, dialect), dialect);
        let is_words =
            heads.get(*at).is_some_and(|head| words.description.has(head) || words.default.has(head));
        *at != name && !is_words && count * 2 >= table.rows.len() && cells(*at).any(is_plain)
    };
    let kind = known_kind.filter(|at| *at != name);
    let kind = kind.or_else(|| (0..table.header.len()).filter(|at| !unlike.contains(at)).find(is_kind));
    let length = |at: usize| cells(at).map(|cell| cell.text.len()).sum::<usize>();
    let stated =
        [&words.required, &words.example, &words.default, &words.location, &words.nullable].map(&headed);
    let description = headed(&words.description).filter(|at| *at != name).or_else(|| {
        let others = (0..table.header.len())
            .filter(|at| *at != name && Some(*at) != kind && !stated.contains(&Some(*at)));
        others.max_by_key(|at| (length(*at), usize::MAX - at))
    });
    let other = |words: &Phrases| {
        headed(words).filter(|at| *at != name && Some(*at) != description && Some(*at) != kind)
    };
    // a column of `Required` and `Optional` says so, whatever it is headed
    let is_of_words = |at: &usize| {
        let says = &dialect.requirement;
        let mut said = cells(*at).map(|cell| fold(cell.plain().trim()));
        *at != name
            && Some(*at) != kind
            && !table.rows.is_empty()
            && said.all(|word| says.required.has(&word) || says.optional.has(&word))
    };
    let required = other(&words.required).or(unlike.first().copied().filter(|at| *at != name));
    let required = required.or_else(|| (0..heads.len()).find(is_of_words));
    let optional = || other(&words.optional).or_else(|| other(&dialect.requirement.optional));
    let optional = if required.is_none() { optional() } else { None };
    let default = other(&words.default);
    let only_yes = required.or(optional).is_some_and(|at| {
        let yes = |cell: &Text| requirement(&cell.plain(), dialect) == Requirement::Required;
        let mut marked = cells(at).filter(|cell| !cell.plain().trim().is_empty()).peekable();
        // a column with no mark at all says no of each
        let says_none = marked.peek().is_none() && Some(at) == headed(&words.required);
        says_none || (marked.peek().is_some() && marked.all(yes))
    });
    let fullest = required.or(optional).and_then(|at| marks::fullest(cells(at).map(Text::plain)));
    let is_of_notes = |at: &usize| {
        let is_headed = heads.get(*at).is_some_and(|head| words.description.has(head));
        is_headed && *at != name && Some(*at) != description && Some(*at) != kind
    };
    let notes = (0..heads.len()).find(is_of_notes);
    // a list of values has names too
    let is_of_names =
        heads.get(name).is_some_and(|head| matches!(*head, "name" | "key" | "value" | "header"));
    let is_of_fields =
        about.is_announced || about.is_own || kind.is_some() || required.is_some() || !is_of_names;
    is_of_fields.then_some(Columns {
        name,
        description,
        kind,
        required: required.or(optional),
        is_of_optional: optional.is_some(),
        default,
        location: other(&words.location).or_else(|| (0..heads.len()).filter(|at| *at != name).find(places)),
        nullable: other(&words.nullable),
        notes,
        notes_optional: required.is_none()
            && notes.is_some_and(|at| notes::are_of_optional(cells(at), dialect)),
        only_yes: only_yes && fullest.is_none(),
        fullest,
        marks_optional: cells(name)
            .filter_map(|cell| name_of(cell, dialect))
            .any(|name| name.required == Some(false)),
    })
}

/// Where the fields of a column are sent, as what heads it says: `Query`, `Header`, `URL parameter`. A path alone may be one
/// within a body.
pub(super) fn place_of_head(head: &str, dialect: &Dialect) -> Option<FieldLocation> {
    let label = labels::title(head, dialect);
    let is_plain = label.is_answered() != Some(true) && !label.examples && !label.lines;
    label.place.filter(|place| is_plain && (label.parameters || *place != FieldLocation::Path))
}

/// Whether a cell is a status of HTTP, or a class of them: a table of statuses documents no fields.
fn is_status(cell: &str) -> bool {
    let first = cell.split_whitespace().next().unwrap_or_default();
    let [class, rest @ ..] = first.as_bytes() else { return false };
    (b'1'..=b'5').contains(class)
        && rest.len() == 2
        && (rest.iter().all(u8::is_ascii_digit) || rest.eq_ignore_ascii_case(b"xx"))
}

/// Whether a folded header is of a column of names.
pub(super) fn heads_names(head: &str, dialect: &Dialect) -> bool {
    dialect.columns.name.has(head) || names_of_several(head, &dialect.columns.names)
}

/// Whether a header of a few words is of a column of names: `Query parameter`, `Property name`, `Query string`.
fn names_of_several(head: &str, words: &Phrases) -> bool {
    const MOST: usize = 3;
    let parts: Vec<&str> = head.split_whitespace().collect();
    let is_last =
        parts.last().is_some_and(|last| words.has(last) || words.has(&crate::dialect::singular(last)));
    parts.len() <= MOST && (is_last || words.has(head))
}
