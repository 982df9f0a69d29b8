//! Rows whose names begin with a mark for each level that they are below others, `» id`, `»» name`, or with the branch of a tree,
//! `└ name`; and rows of a whole body.

use super::columns::Columns;
use crate::dialect::facts::field::{Field, FieldLocation, JsonKind};
use crate::dialect::recognise::field_match::SampledFields;
use crate::markdown::Table;

/// What generators call a value that has no name, and all those whose names are data.
const UNNAMED: &[&str] = &["anonymous", "additionalProperties"];

/// What draws the branch of a tree.
const BRANCHES: &[char] = &['└', '├', '─', '│', '╰', '↳', '→', '>'];

/// A table whose names are without marks, and how many each row had.
pub(super) struct NestedTable {
    pub table: Table,
    depths: Vec<usize>,
    /// What the rows above are called, by their depths; nothing where they have no name of their own.
    above: Vec<String>,
}

impl NestedTable {
    /// Reads the marks of a table; none where it has none.
    pub fn of(table: &Table) -> Option<Self> {
        let depth = |text: &str| match text.chars().take_while(|c| *c == '»').count() {
            0 => usize::from(
                text.starts_with(BRANCHES) && text.trim_start_matches(BRANCHES).starts_with([' ', '`']),
            ),
            marks => marks,
        };
        let first = |row: &crate::markdown::Row| row.cells.first().map_or(0, |cell| depth(&cell.text));
        let depths: Vec<usize> = table.rows.iter().map(first).collect();
        if depths.iter().all(|depth| *depth == 0) {
            return None;
        }
        let mut table = table.clone();
        for cell in table.rows.iter_mut().filter_map(|row| row.cells.first_mut()) {
            let plain = cell.text.trim_start_matches(['»', ' ']);
            let plain = if plain.starts_with(BRANCHES) {
                plain.trim_start_matches(BRANCHES).trim_start()
            } else {
                plain
            };
            *cell = cell.part(cell.text.len() - plain.len()..cell.text.len());
        }
        Some(Self { table, depths, above: Vec::new() })
    }

    /// Puts the field of a row below those above it. Whether it is one: a row may be of what holds the others and has no name, or
    /// below what another table has.
    pub fn place(&mut self, row: usize, field: &mut Field, columns: Columns, fields: &SampledFields) -> bool {
        let depth = self.depths.get(row).copied().unwrap_or_default();
        let holds = self.depths.get(row + 1).is_some_and(|next| *next > depth);
        let is_body = depth == 0 && field.location == Some(FieldLocation::Body) && holds;
        let is_unnamed = columns.name == 0 && UNNAMED.contains(&field.name.value.as_str());
        // what is at the first level is held by the value as a whole, which need have no row
        let is_lost = depth > 1 && depth > self.above.len();
        self.above.truncate(depth);
        self.above.resize(depth, String::new());
        if is_lost {
            self.above.clear();
            return false;
        }
        if is_body || is_unnamed {
            self.above.push(String::new());
            return false;
        }
        let mut path: Vec<&str> =
            self.above.iter().map(String::as_str).filter(|step| !step.is_empty()).collect();
        // `↳ owner.name` below `owner` says so itself
        let root = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
        let is_below =
            |first: &&str| field.name.value.contains('.') && root(&field.name.value) == root(first);
        let is_whole = path.first().is_some_and(is_below);
        path.retain(|_| !is_whole);
        path.push(&field.name.value);
        let path = path.join(".");
        let list = if field.kinds.contains(&JsonKind::Array) { "[]" } else { "" };
        self.above.push(format!("{}{list}", field.name.value));
        if path != field.name.value {
            let meant = fields.meant_by(&path).filter(|meant| !meant.typo);
            field.path = meant.map(|meant| meant.path);
            field.typo = false;
            field.name.value = path;
        }
        true
    }
}

/// Whether a row is of the body as a whole, by the name that generators give it.
pub(super) fn is_whole_body(field: &Field) -> bool {
    let may_be = field.kinds.is_empty()
        || field.kinds.iter().any(|kind| matches!(kind, JsonKind::Object | JsonKind::Array));
    let is_called_so = field.name.value.eq_ignore_ascii_case("body") && field.path.is_none();
    field.location == Some(FieldLocation::Body) && may_be && is_called_so
}
