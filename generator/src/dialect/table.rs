//! Which tables document fields, and what each of their columns says.

use super::Dialect;
use super::facts::{Stated, Unread};
use super::field::{Field, FieldLocation, FieldShape, JsonKind, Requirement};
use super::field_match::SampledFields;
use super::lexicon::List;
use super::recognise::cell_list::{self, CellList};
use super::recognise::draft::FieldDraft;
use super::recognise::name;
use super::recognise::words::{self, FieldWords};
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
    location: Option<usize>,
    nullable: Option<usize>,
    /// Whether the column of what is required has marks for that alone, and cells without.
    only_yes: bool,
    /// Whether a mark says of some names that they are optional.
    marks_optional: bool,
}

/// What is known of a table beside its cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    /// Whether a label announces fields.
    pub is_announced: bool,
    /// Whether it is where an operation's own fields are: there a column called `Name` is of these.
    pub is_own: bool,
    pub section: Option<usize>,
    /// Whether a star at a name says that it is required.
    pub stars_require: bool,
    /// Whether its fields are sent.
    pub is_sent: bool,
}

/// Reads the rows of a table that documents `fields`.
pub(super) fn read(
    table: &Table,
    fields: &SampledFields,
    about: About,
    dialect: &Dialect,
) -> (Vec<Field>, Vec<Unread>) {
    let mut rows = Vec::new();
    let mut unread = Vec::new();
    let mut miss = |row: &Row, why: &str| {
        unread.push(Unread { what: "table row", why: why.to_owned(), span: row.span.clone() });
    };
    let columns = columns(table, fields, about, dialect);
    for row in &table.rows {
        match columns {
            None => miss(row, "no column of its table names fields of a sample"),
            Some(columns) => match row_fact(row, table, columns, fields, about, dialect) {
                Some(mut fact) => {
                    let cell = columns.description.and_then(|at| row.cells.get(at));
                    let inner = cell.and_then(cell_list::of);
                    let inner = inner.map(|list| listed(&mut fact, list, fields, dialect));
                    rows.push(fact);
                    rows.extend(inner.into_iter().flatten());
                }
                None => miss(row, "its first cell is not the name of a field"),
            },
        }
    }
    (rows, unread)
}

/// How many rows of the table name one of `fields`.
pub(super) fn resolved(table: &Table, fields: &SampledFields, dialect: &Dialect) -> usize {
    let Some(columns) = columns(
        table,
        fields,
        About { is_announced: true, is_own: true, section: None, stars_require: true, is_sent: true },
        dialect,
    ) else {
        return 0;
    };
    let names = table.rows.iter().filter_map(|row| row.cells.get(columns.name).and_then(name_of));
    names.filter(|it| fields.meant_by(it.value).is_some()).count()
}

/// The column that names fields is the first that does; a heading word decides where no sample can.
fn columns(table: &Table, fields: &SampledFields, about: About, dialect: &Dialect) -> Option<Columns> {
    // what is in code names the parent of the fields below
    let plain = |cell: &Text| cell.text.split('`').step_by(2).collect::<String>();
    let plain = |cell: &Text| {
        Some(plain(cell)).filter(|text| !text.trim().is_empty()).unwrap_or_else(|| cell.plain())
    };
    let heads: Vec<String> = table.header.iter().map(|cell| fold(&plain(cell))).collect();
    let heads: Vec<&str> =
        heads.iter().map(|head| head.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let headed = |words: &Phrases| heads.iter().position(|head| words.has(head));
    let cells = |at: usize| table.rows.iter().filter_map(move |row| row.cells.get(at));
    let words = &dialect.columns;
    let names_fields = |at: &usize| {
        let names = || cells(*at).filter_map(name_of);
        // a word may be spelled nearly like a field by chance
        let is_headed = heads.get(*at).is_some_and(|head| words.name.has(head));
        let is_named =
            |name: Name<'_>| fields.meant_by(name.value).is_some_and(|meant| is_headed || !meant.typo);
        // what documents a part of the path says so by its marks
        let is_placeholder = |cell: &Text| cell.text.trim_start_matches('`').starts_with(['{', '<', ':']);
        let is_of_path = || is_headed && cells(*at).any(is_placeholder);
        names().count() * 2 >= table.rows.len() && (names().any(is_named) || is_of_path())
    };
    // `Query parameter`, `Property name`
    let several = || heads.iter().position(|head| names_of_several(head, &words.names));
    // a column of `optional` and `required` states no type, whatever it is headed
    let requires = |at: &usize| {
        let of_requirement = |cell: &&Text| {
            requirement(&cell.plain(), dialect) != Requirement::Unstated
                && !types::names_kind(&linked(cell), dialect)
        };
        let count = cells(*at).filter(of_requirement).count();
        count > 0 && count * 2 >= table.rows.len()
    };
    let of_types = |at: &usize| heads.get(*at).is_some_and(|head| words.kind.has(head));
    let (unlike, known_kind): (Vec<usize>, Vec<usize>) =
        (0..heads.len()).filter(of_types).partition(|at| requires(at));
    let known_kind = known_kind.first().copied();
    let named = (0..table.header.len()).find(names_fields).or_else(|| headed(&words.name)).or_else(several);
    // a cell that lists names is the name of nothing
    let lists = |cell: &&Text| cell.codes.len() > 1 && cell.text.contains("`, `");
    let name = named.filter(|at| cells(*at).filter(lists).count() * 2 < table.rows.len().max(1))?;
    let is_kind = |at: &usize| {
        let head = |cell: &Text| linked(cell).split(" (").next().unwrap_or_default().to_owned();
        let is_type = |cell: &&Text| types::names_kind(&head(cell), dialect);
        let count = cells(*at).filter(is_type).count();
        let is_plain = |cell: &Text| types::is_plain(&linked(cell), dialect);
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
    let required = other(&words.required).or(unlike.first().copied().filter(|at| *at != name));
    let default = other(&words.default);
    let only_yes = required.is_some_and(|at| {
        let yes = |cell: &Text| requirement(&cell.plain(), dialect) == Requirement::Required;
        let mut marked = cells(at).filter(|cell| !cell.plain().trim().is_empty()).peekable();
        marked.peek().is_some() && marked.all(yes)
    });
    // a list of values has names too
    let is_of_names =
        heads.get(name).is_some_and(|head| matches!(*head, "name" | "key" | "value" | "header"));
    let is_of_fields =
        about.is_announced || about.is_own || kind.is_some() || required.is_some() || !is_of_names;
    is_of_fields.then_some(Columns {
        name,
        description,
        kind,
        required,
        default,
        location: other(&words.location),
        nullable: other(&words.nullable),
        only_yes,
        marks_optional: cells(name).filter_map(name_of).any(|name| name.required == Some(false)),
    })
}

/// Whether a header of several words is of a column of names.
fn names_of_several(head: &str, words: &Phrases) -> bool {
    const MOST: usize = 3;
    let parts: Vec<&str> = head.split_whitespace().collect();
    let is_last = parts.last().is_some_and(|last| words.has(last) || words.has(&super::singular(last)));
    let first_is = parts.first().is_some_and(|first| words.has(first) || words.has(&super::singular(first)));
    parts.len() <= MOST
        && (is_last && parts.len() > 1
            || (first_is && parts.len() > 1 && is_last)
            || (parts.len() == 1 && is_last))
}

fn row_fact(
    row: &Row,
    table: &Table,
    columns: Columns,
    fields: &SampledFields,
    about: About,
    dialect: &Dialect,
) -> Option<Field> {
    let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at));
    let Name { value, span, rest, required: mark } = cell(Some(columns.name)).and_then(name_of)?;
    let meant = fields.meant_by(value);
    let name = Stated { value: value.to_owned(), span: span.clone() };
    let description = cell(columns.description);
    let text = description.map(|cell| cell.text.as_str()).unwrap_or_default();
    let of_name = words::read(rest, dialect);
    // `(Integer, required) Which page`
    let led = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let led =
        led.filter(|_| columns.kind.is_none()).map(|(inner, _)| words::read(&format!("({inner})"), dialect));
    let (led_type, led_requirement) = led.map(|led| (led.type_words, led.requirement)).unwrap_or_default();
    let default_cell = cell(columns.default);
    let requires = default_cell.is_some_and(|cell| dialect.requirement.required.has(&fold(&cell.plain())));
    let default = default_cell.filter(|_| !requires).and_then(value_of);
    let Said { mentions, bounds, examples, marks } =
        said::read(text, default.as_ref().map(|stated| stated.value.as_str()), dialect);
    let column = cell(columns.required).map_or(Requirement::Unstated, |cell| match cell.plain().trim() {
        // where a mark says yes, none says no
        "" if columns.only_yes => Requirement::Optional,
        text => requirement(text, dialect),
    });
    let type_words =
        cell(columns.kind).map(|cell| linked(cell).replace('`', "")).or(of_name.type_words).or(led_type);
    let stated = type_words.as_ref().map(|words| types::read(words, dialect)).unwrap_or_default();
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
    let by_default = match (requires, default_cell.is_some_and(|cell| !cell.text.trim().is_empty())) {
        (true, _) => Requirement::Required,
        (false, true) => Requirement::Optional,
        (false, false) => Requirement::Unstated,
    };
    let stated_requirements = [column, by_words, by_mark, led_requirement, by_default];
    // where a mark says that some are optional, the others are required
    let by_others = match columns.marks_optional && about.is_sent {
        true => Requirement::Required,
        false => Requirement::Unstated,
    };
    let required = stated_requirements.into_iter().fold(Requirement::Unstated, Requirement::or).or(by_others);
    let location = cell(columns.location).and_then(|cell| location(&cell.plain(), dialect));
    let links = row.cells.iter().flat_map(|cell| &cell.links).map(|link| link.target.clone()).collect();
    Some(Field {
        path: meant.as_ref().map(|meant| meant.path.clone()),
        typo: meant.is_some_and(|meant| meant.typo),
        name,
        location,
        kinds: stated.kinds,
        format: stated.format,
        items: stated.items,
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
            || dialect.types.nullable.is_in(text),
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
        section: about.section,
        table: table.rows.first().map_or(row.span.start, |first| first.span.start),
        span: row.span.clone(),
        shape: FieldShape::Table,
    })
}

/// Takes the list of a row's cell: its items are what the row's field holds, or all the values that it can have.
fn listed(row: &mut Field, list: CellList, fields: &SampledFields, dialect: &Dialect) -> Vec<Field> {
    let named = |(depth, item): (usize, Text)| {
        let name = name::leading(&item, false)?;
        let words = words::read(item.text.get(name.end..).unwrap_or_default(), dialect);
        Some((depth, item, name, words))
    };
    let Some(items) = list.items.into_iter().map(named).collect::<Option<Vec<_>>>() else {
        return Vec::new();
    };
    let parent = row.path.clone().unwrap_or_else(|| row.name.value.clone());
    let before = said::read(&list.before.text, row.default.as_ref().map(|it| it.value.as_str()), dialect);
    let is_shown = |name: &str| {
        let path = format!("{parent}.{name}");
        fields.meant_by(&path).is_some_and(|meant| !meant.typo && meant.path == path)
    };
    let is_scalar = !row.kinds.is_empty()
        && !row.kinds.iter().any(|kind| matches!(kind, JsonKind::Object | JsonKind::Array));
    let holds = row.kinds.contains(&JsonKind::Object)
        || row.items.contains(&JsonKind::Object)
        || before.mentions.has(List::ColumnObject)
        || items.iter().any(|(_, _, name, words)| words.type_words.is_some() || is_shown(&name.value));
    if is_scalar || !holds {
        if before.mentions.has(List::Listed) && row.bounds.values.is_empty() {
            row.bounds.values = items.into_iter().map(|(_, _, name, _)| name.value).collect();
        }
        return Vec::new();
    }
    let is_list =
        row.kinds.contains(&JsonKind::Array) || row.kinds.is_empty() && before.mentions.has(List::Array);
    let mut above = vec![format!("{}{}", row.name.value, if is_list { "[]" } else { "" })];
    let mut children = Vec::new();
    for (depth, item, name, words) in items {
        above.truncate(depth + 1);
        let own = format!("{}.{}", above.last().map(String::as_str).unwrap_or_default(), name.value);
        let requirement = match (words.requirement, name.required) {
            (Requirement::Unstated, Some(true)) => Requirement::Required,
            (Requirement::Unstated, Some(false)) => Requirement::Optional,
            (stated, _) => stated,
        };
        let draft = FieldDraft {
            name: Stated { value: own.clone(), span: name.span },
            words: FieldWords { requirement, ..words },
            codes: item.codes.iter().skip(1).cloned().collect(),
            links: item.links.iter().map(|link| link.target.clone()).collect(),
            location: row.location,
            section: row.section,
            list: row.table,
            span: row.span.clone(),
            shape: FieldShape::ListInCell,
        };
        let child = draft.finish(dialect);
        let meant = fields.meant_by(&own).filter(|meant| !meant.typo);
        above.push(format!("{own}{}", if child.kinds.contains(&JsonKind::Array) { "[]" } else { "" }));
        children.push(Field { path: meant.map(|meant| meant.path), ..child });
    }
    let Said { mentions, bounds, examples, marks } = before;
    row.codes = codes(&list.before);
    row.description = list.before.text;
    (row.mentions, row.bounds, row.examples, row.marks) = (mentions, bounds, examples, marks);
    children
}

/// A cell's text with the marks of its links.
fn linked(cell: &Text) -> String {
    cell.linked_part(0..cell.text.len())
}

/// What a cell says of its field's being required.
fn requirement(cell: &str, dialect: &Dialect) -> Requirement {
    // more words than these say when it is, or for whom
    const FEW: usize = 2;
    let folded = fold(cell);
    let bare = folded.trim();
    if dialect.requirement.conditional.is_in(bare) || dialect.sometimes.has(bare) {
        Requirement::Conditional
    } else if bare.split_whitespace().count() > FEW {
        let first = bare.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        match () {
            () if dialect.yes.has(first) => Requirement::Conditional,
            () if dialect.no.has(first) => Requirement::Optional,
            () => Requirement::Unstated,
        }
    } else if dialect.no.is_in(bare) {
        Requirement::Optional
    } else if dialect.yes.is_in(bare) {
        Requirement::Required
    } else {
        Requirement::Unstated
    }
}

fn location(cell: &str, dialect: &Dialect) -> Option<FieldLocation> {
    let words = &dialect.labels;
    let places = [
        (FieldLocation::Path, &words.path),
        (FieldLocation::Query, &words.query),
        (FieldLocation::Header, &words.header),
        (FieldLocation::Cookie, &words.cookie),
        (FieldLocation::Form, &words.form),
        (FieldLocation::Body, &words.body),
    ];
    places.into_iter().find(|(_, phrases)| phrases.is_in(cell)).map(|(place, _)| place)
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

/// The name that a cell gives.
struct Name<'a> {
    value: &'a str,
    span: &'a Span,
    /// What follows it in the cell.
    rest: &'a str,
    /// Whether a mark says that it is required, or optional.
    required: Option<bool>,
}

/// The name that a cell gives, its code span or its one word, and where it stands.
fn name_of(cell: &Text) -> Option<Name<'_>> {
    let text = cell.text.trim();
    if let Some(code) = cell.codes.first() {
        let value = code.text.trim();
        let rest = text.strip_prefix('`').and_then(|rest| rest.split_once('`')).map_or("", |(_, rest)| rest);
        let mark = rest.trim().starts_with(['*', '†']).then_some(true);
        // a flag of a command is no field
        return Some(value).filter(|value| !value.starts_with('-')).map(|value| {
            match value.strip_suffix('?') {
                Some(value) => Name { value, span: &code.span, rest, required: Some(false) },
                None => Name { value: bare(value), span: &code.span, rest, required: mark },
            }
        });
    }
    let end = text.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let rest = rest.trim();
    let (word, mark) = match (word.strip_suffix('?'), word.trim_end_matches(['*', '\\'])) {
        (Some(word), _) => (word, Some(false)),
        (None, plain) => (plain, (plain.len() < word.len()).then_some(true)),
    };
    let word = bare(word);
    let is_name = !word.is_empty()
        && !word.starts_with('-')
        && word.chars().all(|c| c.is_alphanumeric() || "._-[]{}$@<>#:".contains(c))
        && word.chars().any(char::is_alphabetic)
        && (rest.is_empty() || rest.starts_with(['(', '*', '[']) || matches!(rest, "required" | "optional"));
    is_name.then_some(Name { value: word, span: &cell.span, rest, required: mark })
}

/// A name without the marks of a path's parameter.
fn bare(name: &str) -> &str {
    let name = name.strip_prefix(':').filter(|rest| rest.starts_with(char::is_alphabetic)).unwrap_or(name);
    name.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(name)
}
