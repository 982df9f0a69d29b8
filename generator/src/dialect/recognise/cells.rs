//! Operations in a table's rows: a column of methods and a column of paths, or one column of both.

use super::super::words::fold;
use super::super::{Dialect, Phrases};
use super::line;
use crate::markdown::{Row, Table, Text};
use crate::sample::http::{RequestLine, request_line};
use crate::sample::target;
use crate::source::Span;

/// The operations that a table's rows name, row by row; none where it has no such columns.
pub(in super::super) fn operations(table: &Table, dialect: &Dialect) -> Option<Vec<RequestLine>> {
    if let Some(lines) =
        pair(table, dialect).or_else(|| whole(table, dialect)).or_else(|| of_header(table, dialect))
    {
        return Some(lines);
    }
    let heads: Vec<String> = table.header.iter().map(|cell| fold(&cell.plain()).trim().to_owned()).collect();
    // one cell alone is the rest of a broken row
    let is_whole = |row: &&Row| row.cells.iter().filter(|cell| !cell.text.trim().is_empty()).count() > 1;
    let rows: Vec<&Row> = table.rows.iter().filter(is_whole).collect();
    let column = |at: usize| rows.iter().filter_map(move |row| row.cells.get(at));
    let most = |at: usize, test: &dyn Fn(&Text) -> bool| {
        !rows.is_empty() && column(at).filter(|cell| test(cell)).count() * 2 > rows.len()
    };
    let method = (0..heads.len()).find(|at| most(*at, &|cell| !methods(cell, dialect).is_empty()))?;
    let headed = |at: &usize| heads.get(*at).is_some_and(|head| dialect.columns.path.has(head));
    let all_paths = |at: &usize| most(*at, &|cell| path(cell).is_some());
    let others = || (0..heads.len()).filter(|at| *at != method);
    // whatever heads it, a column of nothing but paths is one of them beside a column of methods
    let are_targets = |at: &usize| column(*at).all(|cell| path(cell).is_some_and(|it| is_target(&it)));
    let only =
        || others().find(are_targets).filter(|at| others().filter(are_targets).all(|other| other == *at));
    let path_column = others().find(|at| headed(at) && all_paths(at)).or_else(only)?;
    let head = heads.get(method)?;
    if !dialect.columns.method.has(head) {
        return None;
    }
    let mut lines = Vec::new();
    for row in rows {
        let (Some(methods), Some(path)) = (
            row.cells.get(method).map(|cell| methods(cell, dialect)),
            row.cells.get(path_column).and_then(path),
        ) else {
            continue;
        };
        let named = methods.into_iter().filter_map(|method| request_line(&format!("{method} {path}")));
        lines.extend(named.map(|line| RequestLine { span: row.span.clone(), ..line }));
    }
    Some(lines)
}

/// The operations of the first column whose cells are `METHOD path`, whatever heads it. A row that leads to another page only
/// refers to the operation, which is documented there.
fn whole(table: &Table, dialect: &Dialect) -> Option<Vec<RequestLine>> {
    let of_column = |at: usize| {
        let own = table.rows.iter().filter(|row| !row.cells.iter().any(leads_away));
        let cells: Vec<(&Text, &Span)> =
            own.filter_map(|row| Some((row.cells.get(at)?, &row.span))).collect();
        let filled = cells.iter().filter(|(cell, _)| !cell.text.trim().is_empty()).count();
        let lines: Vec<Vec<RequestLine>> = cells
            .iter()
            .map(|(cell, span)| {
                let here = |line| RequestLine { span: (*span).clone(), ..line };
                of_cell(cell, dialect).into_iter().map(here).collect()
            })
            .collect();
        let named = lines.iter().filter(|lines| !lines.is_empty()).count();
        // the header of a table without one is a row
        let head = table.header.get(at).map(|cell| (of_cell(cell, dialect), &cell.span));
        let head = head.into_iter().flat_map(|(lines, span)| {
            lines.into_iter().map(|line| RequestLine { span: span.clone(), ..line }).collect::<Vec<_>>()
        });
        (named > 0 && named * 2 > filled.max(table.rows.len() / 2))
            .then(|| head.chain(lines.into_iter().flatten()).collect())
    };
    (0..table.header.len()).find_map(of_column)
}

/// The operation of a table that is nothing but its header: `| GET | /things |`.
fn of_header(table: &Table, dialect: &Dialect) -> Option<Vec<RequestLine>> {
    let [method, target, ..] = table.header.as_slice() else { return None };
    let target = path(target).filter(|_| table.rows.is_empty())?;
    let lines =
        methods(method, dialect).into_iter().filter_map(|method| request_line(&format!("{method} {target}")));
    let lines: Vec<RequestLine> =
        lines.map(|line| RequestLine { span: method.span.clone(), ..line }).collect();
    (!lines.is_empty()).then_some(lines)
}

/// Whether a cell is a link to another page, and nothing else.
fn leads_away(cell: &Text) -> bool {
    let is_whole = |range: &Span| range.start == 0 && range.end + 1 >= cell.text.len();
    cell.links.iter().any(|link| is_whole(&link.range) && !link.target.starts_with('#'))
}

/// The operations that a cell names, a line each, and nothing else before them.
fn of_cell(cell: &Text, dialect: &Dialect) -> Vec<RequestLine> {
    let stops = cell.tags.iter().filter(|tag| tag.name == "br").map(|tag| tag.at).chain(cell.breaks.clone());
    let mut stops: Vec<usize> = stops.filter(|at| *at > 0).collect();
    stops.sort_unstable();
    stops.dedup();
    let starts = std::iter::once(0).chain(stops.iter().copied());
    let ends = stops.iter().copied().chain([cell.text.len()]);
    starts.zip(ends).flat_map(|(start, end)| line::of_part(&cell.part(start..end), dialect)).collect()
}

/// The operation of a table of two columns, where one row has the method behind its name and another the path.
fn pair(table: &Table, dialect: &Dialect) -> Option<Vec<RequestLine>> {
    let rows =
        std::iter::once(table.header.as_slice()).chain(table.rows.iter().map(|row| row.cells.as_slice()));
    let pairs: Vec<(String, &Text)> = rows
        .filter_map(|cells| match cells {
            [name, value] => Some((fold(&name.plain()).trim().trim_end_matches(':').to_owned(), value)),
            _ => None,
        })
        .collect();
    let value = |words: &Phrases| pairs.iter().find(|(name, _)| words.has(name)).map(|(_, value)| *value);
    let methods = methods(value(&dialect.columns.method)?, dialect);
    let path = path(value(&dialect.columns.path)?)?;
    let first = table.rows.first()?;
    let lines = methods.iter().filter_map(|method| request_line(&format!("{method} {path}")));
    let lines: Vec<RequestLine> =
        lines.map(|line| RequestLine { span: first.span.clone(), ..line }).collect();
    (!lines.is_empty()).then_some(lines)
}

/// The methods that a cell names, in whatever case where it is one that most have.
fn methods(cell: &Text, dialect: &Dialect) -> Vec<String> {
    line::methods_in_any_case(&cell.plain(), dialect)
}

/// Whether a path begins at the root of a server, or with its address.
fn is_target(path: &str) -> bool {
    path.starts_with('/') || path.contains("://")
}

/// The path that a cell names.
fn path(cell: &Text) -> Option<String> {
    let text = match cell.codes.first() {
        Some(code) => code.text.replace("\\|", "|"),
        None => cell.plain(),
    };
    let text = text.trim();
    let is_path = text.starts_with(['/', ':', '{', '<']) || text.contains('/');
    (is_path && target::end(text) == text.len()).then(|| text.to_owned())
}
