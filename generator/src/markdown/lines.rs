//! What is read by lines, before or beside the parser: front matter, the cells of a row as they are written.

use crate::source::Span;

/// The front matter's span and where the body starts.
pub(super) fn split_front_matter(text: &str) -> (Option<Span>, usize) {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = bom;
    let mut start = None;
    for line in text.get(bom..).unwrap_or_default().split_inclusive('\n') {
        let fence = line.trim_end() == "---";
        match start {
            None if fence => start = Some(at + line.len()),
            None => return (None, bom),
            Some(start) if fence => return (Some(start..at), at + line.len()),
            Some(_) => {}
        }
        at += line.len();
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
    let mut escaped = false;
    let first = start;
    for (at, byte) in trimmed.bytes().enumerate().skip(first) {
        if byte == b'|' && !escaped {
            cells.push(start..at);
            start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    if start < trimmed.len() {
        cells.push(start..trimmed.len());
    }
    cells
}
