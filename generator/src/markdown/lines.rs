//! What is read by lines, before or beside the parser: front matter, the cells of a row as they are written.

use crate::source::{File, Span};

/// The front matter's span and where the body starts.
pub(super) fn split_front_matter(file: &File) -> (Option<Span>, usize) {
    let bom = if file.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut start = None;
    for (at, line) in file.lines_from(bom) {
        let fence = line.starts_with('-') && line.trim_end() == "---";
        match start {
            None if fence => start = Some(at + line.len()),
            None => return (None, bom),
            Some(start) if fence => return (Some(start..at), at + line.len()),
            Some(_) => {}
        }
    }
    (None, bom)
}

/// The spans of a row's cells as they are written.
pub(super) fn split_cells(row: &str) -> Vec<Span> {
    let trimmed = row.trim_end();
    let mut cells = Vec::new();
    let mut start = row.len() - row.trim_start().len();
    if trimmed.get(start..).is_some_and(|rest| rest.starts_with('|')) {
        start += 1;
    }
    let first = start;
    for at in memchr::memchr_iter(b'|', trimmed.as_bytes()).skip_while(|at| *at < first) {
        let before = trimmed.as_bytes().get(first..at).unwrap_or_default();
        let escapes = before.iter().rev().take_while(|byte| **byte == b'\\').count();
        if escapes % 2 == 0 {
            cells.push(start..at);
            start = at + 1;
        }
    }
    if start < trimmed.len() {
        cells.push(start..trimmed.len());
    }
    cells
}
