//! Tables that the parser takes for running text, as their delimiter row has another number of cells than the header.

use super::lines::split_cells;
use super::{Row, Table, Text};
use crate::source::Span;

/// The table that the lines of a paragraph at `span` are meant as; `inline` reads the words of a cell.
pub(super) fn table(raw: &str, span: &Span, inline: impl Fn(Span) -> Text) -> Option<Table> {
    let mut at = span.start;
    let mut lines = raw.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        (start, line.trim_end())
    });
    let (header_at, header) = lines.next()?;
    let (_, delimiter) = lines.next()?;
    if !is_delimiter(delimiter) || !header.contains('|') {
        return None;
    }
    let cells = |at: usize, line: &str| -> Vec<Text> {
        split_cells(line).into_iter().map(|cell| inline(at + cell.start..at + cell.end)).collect()
    };
    let mut header = cells(header_at, header);
    // an empty last cell that the header leaves out
    let end = header.last().map_or(header_at, |cell| cell.span.end);
    while header.len() < split_cells(delimiter).len() {
        header.push(Text { span: end..end, ..Text::default() });
    }
    let rows = lines
        .filter(|(_, line)| line.contains('|'))
        .map(|(at, line)| Row { cells: cells(at, line), span: at..at + line.len() })
        .collect();
    Some(Table { header, rows })
}

/// Whether a line is the delimiter row of a table.
pub(super) fn is_delimiter(line: &str) -> bool {
    line.contains('-')
        && line.contains('|')
        && line.chars().all(|c| matches!(c, '-' | '|' | ':' | ' ' | '\t'))
}
