//! Rows that go on in the row below them, cell by cell: there the cell of the name is empty, and so is that of the type.

use super::columns::Columns;
use crate::markdown::{Row, Table, Text};

/// A table whose rows have all their lines; none where each has one.
pub(super) fn joined(table: &Table, columns: Columns) -> Option<Table> {
    let is_blank = |cell: &Text| cell.text.trim().is_empty();
    let is_empty = |row: &Row, at: usize| row.cells.get(at).is_none_or(is_blank);
    let goes_on = |row: &Row| {
        is_empty(row, columns.name)
            && columns.kind.is_none_or(|at| is_empty(row, at))
            && !row.cells.iter().all(is_blank)
    };
    if !table.rows.iter().skip(1).any(goes_on) {
        return None;
    }
    let mut rows: Vec<Row> = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        match rows.last_mut().filter(|_| goes_on(row)) {
            Some(above) => {
                above.cells.iter_mut().zip(&row.cells).for_each(|(cell, more)| cell.go_on(more.clone()))
            }
            None => rows.push(row.clone()),
        }
    }
    Some(Table { header: table.header.clone(), rows })
}
