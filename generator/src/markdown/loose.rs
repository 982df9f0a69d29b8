//! What the parser takes for running text, and readers before it did not: tables whose delimiter row has another number of
//! cells than the header, and headings without a blank behind their marks.

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

/// The level of a heading that has no blank behind its marks, and where in the line its title is: `##Title##`. One mark alone
/// begins a heading only where another one ends it.
pub(super) fn heading(line: &str) -> Option<(u8, Span)> {
    const DEEPEST: usize = 6;
    let line = line.trim_end();
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let title = rest.trim_end_matches('#');
    let is_one = (2..=DEEPEST).contains(&level) || (level == 1 && title.len() < rest.len());
    let title = title.trim_end();
    (is_one && title.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '`' | '[' | '*')))
        .then(|| (level as u8, level..level + title.len()))
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn marks_without_a_blank_begin_headings() {
        for (line, expected) in [
            ("##Make a kite##", Some((2, "Make a kite"))),
            ("###`GET /kites` ##\n", Some((3, "`GET /kites`"))),
            ("#Kites#", Some((1, "Kites"))),
            ("#kites are fun", None),
            ("#######Kites", None),
            ("## Kites", None),
            ("##", None),
            ("Kites ##", None),
        ] {
            let found = heading(line).map(|(level, title)| (level, &line[title]));
            assert_eq!(found, expected, "{line}");
        }
    }
}
