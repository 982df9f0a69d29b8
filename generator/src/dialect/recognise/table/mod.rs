//! Which tables document fields, and what each of their rows says.

mod cell;
mod columns;
mod lines;
mod listed;
mod marks;
mod nested;
mod notes;
mod row;

use crate::dialect::Dialect;
use crate::dialect::facts::field::{Field, FieldLocation, Requirement};
use crate::dialect::facts::{Stated, StatedStatus, Unread};
use crate::dialect::recognise::cell_list;
use crate::dialect::recognise::field_match::SampledFields;
use crate::dialect::words::fold;
use crate::markdown::{Code, Row, Table, Text};
use cell::{name_of, others_of, says_none};
use columns::Columns;
use nested::NestedTable;

/// What is known of a table beside its cells.
#[derive(Debug, Clone, Copy)]
pub(in crate::dialect) struct TableContext {
    /// Whether a label announces fields.
    pub is_announced: bool,
    /// Whether it is where an operation's own fields are: there a column called `Name` is of these.
    pub is_own: bool,
    pub section: Option<usize>,
    /// Whether a star at a name says that it is required.
    pub stars_require: bool,
    /// Whether fields are required beside some that a mark says are optional: they are sent, and no words speak of all.
    pub others_required: bool,
}

/// Whether the first column of a table is headed as one of names.
pub(in crate::dialect) fn heads_names(table: &Table, dialect: &Dialect) -> bool {
    table.header.first().is_some_and(|head| columns::heads_names(&fold(&head.plain()), dialect))
}

/// Where the fields are sent that the first column of a table names, as its head says.
pub(in crate::dialect) fn place_of_names(table: &Table, dialect: &Dialect) -> Option<FieldLocation> {
    table.header.first().and_then(|head| columns::place_of_head(&head.plain(), dialect))
}

/// Whether a column says what must be given: what is answered has none.
pub(in crate::dialect) fn states_requirement(table: &Table, dialect: &Dialect) -> bool {
    table.header.iter().any(|head| dialect.columns.required.has(&fold(head.plain().trim())))
}

/// The statuses that the rows of a table list, with these: all its first cells are some, and its head, or a label, says what of.
pub(in crate::dialect) fn statuses(
    table: &Table,
    is_of_answers: bool,
    dialect: &Dialect,
) -> Option<Vec<StatedStatus>> {
    const OF_OTHERS: &[&str] = &["0", "default"];
    let head = fold(table.header.first()?.plain().trim());
    let words = &dialect.labels;
    let is_headed = words.statuses.has(&head) || words.status_words.has(&head);
    // the code of no answer stands for all others
    let is_of_others =
        |row: &&Row| row.cells.first().is_some_and(|cell| OF_OTHERS.contains(&&*fold(cell.plain().trim())));
    let status = |row: &Row| {
        let first = row.cells.first()?.plain();
        let status = first.split_whitespace().next().filter(|code| code.len() == 3)?.parse().ok()?;
        let is_one = (100..600).contains(&status);
        is_one.then(|| StatedStatus { status, is_row: true, span: row.span.clone() })
    };
    let rows = table.rows.iter().filter(|row| !is_of_others(row));
    let statuses: Vec<StatedStatus> = rows.map(status).collect::<Option<_>>()?;
    (!statuses.is_empty() && (is_headed || is_of_answers)).then_some(statuses)
}

/// Reads the rows of a table that documents `fields`.
pub(in crate::dialect) fn read(
    table: &Table,
    fields: &SampledFields,
    about: TableContext,
    dialect: &Dialect,
) -> (Vec<Field>, Vec<Unread>) {
    let mut rows = Vec::new();
    let mut unread = Vec::new();
    let mut miss = |row: &Row, why: &str| {
        unread.push(Unread { what: "table row", why: why.to_owned(), span: row.span.clone() });
    };
    let mut nested = NestedTable::of(table);
    let plain = nested.as_ref().map(|nested| nested.table.clone());
    let table = plain.as_ref().unwrap_or(table);
    let columns = columns::of(table, fields, about, dialect);
    let joined = columns.filter(|_| nested.is_none()).and_then(|columns| lines::joined(table, columns));
    let table = joined.as_ref().unwrap_or(table);
    for (at, row) in table.rows.iter().enumerate() {
        match columns {
            None => miss(row, "no column of its table names fields of a sample"),
            Some(columns) => match row::read(row, table, columns, fields, about, dialect) {
                Some(mut fact) => {
                    let is_field = nested.as_mut().is_none_or(|it| it.place(at, &mut fact, columns, fields));
                    if !is_field || nested::is_whole_body(&fact) {
                        miss(row, "it is of a value as a whole, or of what another table holds");
                        continue;
                    }
                    let cell = columns.description.and_then(|at| row.cells.get(at));
                    let inner = cell.and_then(cell_list::of);
                    let inner = inner.map(|list| listed::take(&mut fact, list, fields, dialect));
                    let others = others(&mut fact, row, columns, (fields, dialect));
                    rows.push(fact);
                    rows.extend(inner.into_iter().flatten());
                    rows.extend(others);
                }
                // `None` in the place of a name says that there is no field
                None if row.cells.get(columns.name).is_some_and(|cell| says_none(cell, dialect)) => {}
                None => miss(row, "its first cell is not the name of a field"),
            },
        }
    }
    (rows, unread)
}

/// The other fields of a row that names several: what it says of one it says of all, but where any one of them will do none
/// is required.
fn others(
    fact: &mut Field,
    row: &Row,
    columns: Columns,
    (fields, dialect): (&SampledFields, &Dialect),
) -> Vec<Field> {
    let (names, is_choice) =
        row.cells.get(columns.name).map(|cell| others_of(cell, dialect)).unwrap_or_default();
    fact.is_alternative |= is_choice;
    if is_choice && fact.required == Requirement::Required {
        fact.required = Requirement::Conditional;
    }
    let named = |code: &Code| {
        let meant = fields.meant_by(&code.text);
        Field {
            name: Stated { value: code.text.trim().to_owned(), span: code.span.clone() },
            path: meant.as_ref().map(|meant| meant.path.clone()),
            typo: meant.is_some_and(|meant| meant.typo),
            ..fact.clone()
        }
    };
    names.into_iter().map(named).collect()
}

/// The names in the first column of a table whose other columns have nothing but marks: which fields each variant takes. None
/// where a column says what its fields are.
pub(in crate::dialect) fn names_under_marks<'t>(table: &'t Table, dialect: &Dialect) -> Option<Vec<&'t str>> {
    const FEWEST: usize = 3;
    let words = &dialect.columns;
    let explains = |head: &String| {
        [&words.description, &words.kind, &words.required, &words.default, &words.location, &words.example]
            .iter()
            .any(|phrases| phrases.has(head))
    };
    let heads: Vec<String> = table.header.iter().skip(1).map(|cell| fold(cell.plain().trim())).collect();
    let is_mark = |cell: &Text| cell.plain().trim().chars().count() <= 1;
    let are_marks = table.rows.iter().all(|row| row.cells.iter().skip(1).all(is_mark));
    let is_one = heads.len() >= FEWEST - 1 && are_marks && !heads.iter().any(explains);
    let names = table
        .rows
        .iter()
        .map(|row| row.cells.first().and_then(|cell| name_of(cell, dialect)).map(|name| name.value));
    names.collect::<Option<Vec<&str>>>().filter(|names| is_one && !names.is_empty())
}

/// The names and values of a table of two columns that lists a value of a field in each row: it has a row for each value, or
/// names what is `known`, and no word heads its other column as one that says more of fields.
pub(in crate::dialect) fn listed_values<'t>(
    table: &'t Table,
    known: impl Fn(&str) -> bool,
    dialect: &Dialect,
) -> Option<Vec<(&'t str, String)>> {
    let [name, value] = table.header.as_slice() else { return None };
    let head = fold(value.plain().trim());
    let words = &dialect.columns;
    let explains =
        [&words.description, &words.kind, &words.required, &words.default, &words.location, &words.example]
            .iter()
            .any(|phrases| phrases.has(&head));
    if explains || !columns::heads_names(&fold(name.plain().trim()), dialect) {
        return None;
    }
    let pair = |row: &'t Row| match row.cells.as_slice() {
        [name, value] => Some((name_of(name, dialect)?.value, cell::value_of(value)?.value)),
        _ => None,
    };
    let pairs: Vec<(&str, String)> = table.rows.iter().map(pair).collect::<Option<_>>()?;
    let repeats = pairs.windows(2).any(|two| matches!(two, [(one, _), (other, _)] if one == other));
    let all_known = || pairs.iter().all(|(name, _)| known(name));
    (!pairs.is_empty() && (repeats || all_known())).then_some(pairs)
}

/// What a table says more of by its values, in the words that the head of its first column has before one for names, where all that
/// its other column does is to describe them: `Filter name`, `Description`.
pub(in crate::dialect) fn subject_of_values(table: &Table, dialect: &Dialect) -> Option<String> {
    let [name, description] = table.header.as_slice() else { return None };
    let head = fold(name.plain().trim());
    let (subject, last) = head.rsplit_once(' ')?;
    let is_of_values = last == "name" || last == "value";
    let is_described = dialect.columns.description.has(&fold(description.plain().trim()));
    (is_of_values && is_described).then(|| subject.to_owned())
}

/// How many rows of the table name one of `fields`.
pub(in crate::dialect) fn resolved(table: &Table, fields: &SampledFields, dialect: &Dialect) -> usize {
    named(table, fields, dialect).filter(|name| fields.meant_by(name).is_some()).count()
}

/// The names that a table documents, whatever samples show.
pub(in crate::dialect) fn names<'t>(
    table: &'t Table,
    dialect: &'t Dialect,
) -> impl Iterator<Item = &'t str> + use<'t> {
    named(table, &SampledFields::default(), dialect)
}

fn named<'t>(
    table: &'t Table,
    fields: &SampledFields,
    dialect: &'t Dialect,
) -> impl Iterator<Item = &'t str> + use<'t> {
    let about = TableContext {
        is_announced: true,
        is_own: true,
        section: None,
        stars_require: true,
        others_required: true,
    };
    let columns = columns::of(table, fields, about, dialect);
    let cells =
        columns.into_iter().flat_map(|it| table.rows.iter().filter_map(move |row| row.cells.get(it.name)));
    cells.filter_map(|cell| name_of(cell, dialect)).map(|name| name.value)
}
