//! MU: marks that do not say what they should.

use std::collections::{BTreeMap, BTreeSet};

use super::conventions::is_habit;
use crate::dialect::{Dialect, Stated};
use crate::finding::{
    EMPTY_TABLE, Finding, LITERAL_PUNCTUATION, NO_OPERATION, RAGGED_ROW, STRAY_MARKUP, UNCLOSED_CONTAINER,
};
use crate::lower::PageRead;
use crate::markdown::{Block, BlockKind, Marker, Row, Table, Text};
use crate::sample::http::METHODS;
use crate::sample::json::{Node, Value};
use crate::sample::template;
use crate::source::Span;

/// A page whose headings name a method or a path, of which no request was read, and that defines no object. What is about a
/// program, or about what was changed, only mentions them.
pub(super) fn no_operation(page: &PageRead, blocks: &[Block], dialect: &Dialect) -> Vec<Finding> {
    let facts = &page.facts;
    let title = facts.title.as_ref().map_or("", |title| &title.value);
    let words = &dialect.labels;
    if !(facts.operations.is_empty() && facts.objects.is_empty())
        || words.programs.is_in(title)
        || words.history.is_in(title)
    {
        return Vec::new();
    }
    let texts = || blocks.iter().flat_map(|block| texts(&block.kind)).flat_map(|text| words_in(&text.text));
    let names_method = texts().any(|word| METHODS.contains(&word));
    let headings = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading { text, .. } => Some(text.text.as_str()),
        _ => None,
    });
    let is_headed = headings.flat_map(words_in).any(|word| METHODS.contains(&word) || is_path(word));
    if !names_method || !is_headed || !texts().any(is_path) {
        return Vec::new();
    }
    let start = facts.title.as_ref().map_or(0..0, |title| title.span.clone());
    let message = "no operation was read, though the page has headings of methods or paths";
    let help = "show the request as a `METHOD /path` line or with curl, or keep the page out of the docs folder; it \
                gives no client";
    vec![Finding::new(&NO_OPERATION, page.place(&start), message, help)]
}

/// The texts of a block.
fn texts(kind: &BlockKind) -> Vec<&Text> {
    match kind {
        BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) | BlockKind::Item(text) => vec![text],
        BlockKind::Notice { text, .. } => vec![text],
        BlockKind::Definition { term, words } => vec![term, words],
        BlockKind::Table(table) => {
            table.header.iter().chain(table.rows.iter().flat_map(|row| &row.cells)).collect()
        }
        BlockKind::Tag(_) | BlockKind::Fence(_) | BlockKind::Marker(_) => Vec::new(),
    }
}

/// The words of a text, without the marks around them.
fn words_in(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|word| word.trim_matches(['`', '*', '[', ']', '(', ')', '"', ',', '.', ':']))
}

/// Whether a word is the path of a request: `/things/{id}`.
fn is_path(word: &str) -> bool {
    let rest = word.split_once("://").and_then(|(_, rest)| rest.split_once('/').map(|(_, path)| path));
    let path = rest.or_else(|| word.strip_prefix('/')).unwrap_or_default();
    path.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '{' | ':' | '<'))
}

/// Punctuation inside a code literal, or a sample's pattern, that is not part of it.
pub(super) fn literal_punctuation(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    let facts = &page.facts;
    let rows = facts.credentials.iter().chain(facts.operations.iter().flat_map(|it| &it.rows));
    let codes: Vec<&Stated<String>> = rows.flat_map(|row| &row.codes).collect();
    let mut stray: Vec<Finding> =
        codes.iter().filter_map(|code| stray_bracket_in(page, &code.value, &code.span)).collect();
    let requests = facts.operations.iter().flat_map(|it| &it.requests);
    for body in requests.filter_map(|request| request.body.as_ref()) {
        body.fields(&mut |_: &str, node: &Node| {
            if let Value::String(text) = &node.value {
                stray.extend(stray_bracket_in(page, text, &node.span));
            }
        });
    }
    codes.iter().filter_map(|code| full_stop(page, code)).chain(stray).collect()
}

/// Angle brackets around a placeholder that has braces of its own.
fn stray_bracket_in(page: &PageRead, text: &str, span: &Span) -> Option<Finding> {
    if !text.as_bytes().windows(2).any(|pair| matches!(pair, b"<{" | b"}>")) {
        return None;
    }
    template::read(text)?;
    let message = "a placeholder in braces has angle brackets beside it";
    let help = "take the `<` and `>` beside `{…}` away";
    Some(Finding::new(&LITERAL_PUNCTUATION, page.place(span), message, help))
}

/// A sentence's full stop that slipped into an identifier or a pattern.
fn full_stop(page: &PageRead, code: &Stated<String>) -> Option<Finding> {
    let inner = code.value.trim_end_matches(['.', ',']);
    let is_literal = || crate::dialect::identifier(inner).is_some() || template::read(inner).is_some();
    if inner.len() == code.value.len() || !is_literal() {
        return None;
    }
    let start = code.span.start + inner.len();
    let extra = start..code.span.end;
    let message = format!("`{}` ends with punctuation that is not part of it", code.value);
    let (help, repaired, repair) = match behind(page, &extra) {
        Some((span, text)) => ("move it behind the closing backtick", span, text),
        None => ("take it away", extra.clone(), String::new()),
    };
    Some(Finding::new(&LITERAL_PUNCTUATION, page.place(&extra), message, help).fix(true, repaired, repair))
}

/// The punctuation that ends a code literal, with the backticks that close it, and both the other way round; none where
/// punctuation is behind them already, or where other marks close it.
fn behind(page: &PageRead, extra: &Span) -> Option<(Span, String)> {
    let rest = page.file.text.get(extra.end..)?;
    let after = rest.trim_start_matches(' ').trim_start_matches('`');
    let closing = rest.get(..rest.len() - after.len())?;
    if !closing.ends_with('`') || after.starts_with(['.', ',', ';', ':', '!', '?', '。', '、']) {
        return None;
    }
    Some((extra.start..extra.end + closing.len(), format!("{closing}{}", page.file.slice(extra))))
}

/// A row with another number of cells than its header. Where the rows of a page leave out cells at their end by habit, that is
/// none: many of all rows do, or of those whose last cell says nothing.
pub(super) fn ragged_row(page: &PageRead, blocks: &[Block], _: &Dialect) -> Vec<Finding> {
    let tables = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    });
    let rows: Vec<_> =
        tables.flat_map(|table| table.rows.iter().map(move |row| (width(table), row))).collect();
    // `a | b |` in a table whose rows begin with a cell: the last one is blank
    let has_blank = |row: &Row| {
        let text = page.file.slice(&row.span).trim();
        text.ends_with('|') && !text.starts_with('|')
    };
    let is_short = |(header, row): &&(usize, &Row)| {
        row.cells.len() + usize::from(row.cells.len() < *header && has_blank(row)) < *header
    };
    let short = rows.iter().filter(is_short).count();
    let says_nothing = |row: &Row| row.cells.last().is_some_and(|cell| cell.text.is_empty());
    let written = rows.iter().filter(|(header, row)| row.cells.len() == *header && says_nothing(row)).count();
    let without_last = rows.iter().filter(|(header, row)| row.cells.len() + 1 == *header).count();
    let leaves_out = without_last > 1 && !is_habit(written + without_last, without_last, 1);
    let are_exceptions = short == 1 || (is_habit(rows.len(), short, 3) && !leaves_out);
    let ragged = rows.iter().filter(|pair| pair.1.cells.len() > pair.0 || (are_exceptions && is_short(pair)));
    ragged
        .map(|(header, row)| {
            let cells = match row.cells.len() {
                1 => "1 cell".to_owned(),
                count => format!("{count} cells"),
            };
            let message = format!("{cells} where the header has {header}");
            Finding::new(&RAGGED_ROW, page.place(&row.span), message, "give the row one cell for each column")
        })
        .collect()
}

/// How many columns a table has: as many as its header has cells, or one more, where that leaves out its last.
fn width(table: &Table) -> usize {
    let width = table.header.len();
    let wider = table.rows.iter().filter(|row| row.cells.len() == width + 1).count();
    width + usize::from(wider > 1 && wider * 2 > table.rows.len())
}

/// A table without a row, whose header is no operation.
pub(super) fn empty_table(page: &PageRead, blocks: &[Block], _: &Dialect) -> Vec<Finding> {
    let is_empty = |kind: &BlockKind| matches!(kind, BlockKind::Table(table) if table.rows.is_empty());
    // `| GET | /things |` says all that it has to
    let operations: BTreeSet<usize> = page.facts.operations.iter().map(|it| it.span.start).collect();
    let names_operation = |block: &Block| operations.range(block.span.clone()).next().is_some();
    let tables = blocks.iter().filter(|block| is_empty(&block.kind) && !names_operation(block));
    let message = "this table has a header and no rows";
    tables
        .map(|block| {
            let end =
                block.span.start + page.file.slice(&block.span).lines().next().unwrap_or_default().len();
            let place = page.place(&(block.span.start..end));
            Finding::new(&EMPTY_TABLE, place, message, "fill it, or take it away")
        })
        .collect()
}

/// A bracket too many or too few on a line that opens a fold or names a tab or a notice.
pub(super) fn stray_markup(page: &PageRead, blocks: &[Block], _: &Dialect) -> Vec<Finding> {
    blocks.iter().filter_map(|block| stray_bracket(page, block)).collect()
}

fn stray_bracket(page: &PageRead, block: &Block) -> Option<Finding> {
    let line = page.file.slice(&block.span);
    let (title, bracket) = match &block.kind {
        BlockKind::Marker(Marker::Broken(name)) => {
            let start = block.span.start + line.find("[!")?;
            let end = block.span.start + line.trim_end().len();
            let message = format!("the marker `[!{name}` has no `]`");
            return Some(
                Finding::new(&STRAY_MARKUP, page.place(&(start..end)), message, "close it with `]`").fix(
                    true,
                    end..end,
                    "]",
                ),
            );
        }
        BlockKind::Marker(Marker::FoldOpen(title) | Marker::Tab(title)) => {
            match title.matches(']').count().cmp(&title.matches('[').count()) {
                std::cmp::Ordering::Greater => (title, ']'),
                std::cmp::Ordering::Less => (title, '['),
                std::cmp::Ordering::Equal => return None,
            }
        }
        _ => return None,
    };
    let from = block.span.start + line.rfind(bracket)?;
    let other = if bracket == ']' { '[' } else { ']' };
    let span = from..from + 1;
    let message = format!("a `{bracket}` without its `{other}` in the title `{title}`");
    Some(Finding::new(&STRAY_MARKUP, page.place(&span), message, "remove it").fix(true, span, ""))
}

/// A fence, a fold or a tag that is never closed.
pub(super) fn unclosed_container(page: &PageRead, blocks: &[Block], _: &Dialect) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |span: &Span, what: &str, close: &str| {
        let message = format!("{what} is never closed");
        let help = format!("close it with `{close}`");
        findings.push(Finding::new(&UNCLOSED_CONTAINER, page.place(span), message, help));
    };
    let mut folds = Vec::new();
    let mut tabs = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Fence(fence) if !fence.closed => {
                report(&(block.span.start..fence.info_span.end), "this fence", "```")
            }
            BlockKind::Marker(Marker::FoldOpen(_)) => folds.push(&block.span),
            BlockKind::Marker(Marker::FoldClose) => drop(folds.pop()),
            BlockKind::Marker(Marker::TabsBegin) => tabs.push(&block.span),
            BlockKind::Marker(Marker::TabsEnd) => drop(tabs.pop()),
            BlockKind::Table(table) => {
                for tag in table.rows.iter().flat_map(|row| &row.cells).flat_map(unclosed_tags) {
                    report(&tag.span, &format!("<{}>", tag.name), &format!("</{}>", tag.name));
                }
            }
            _ => {}
        }
    }
    folds.iter().for_each(|span| report(span, "this fold", "+++"));
    for span in tabs {
        let is_comment = page.file.slice(span).starts_with("<!--");
        let close = if is_comment { "<!-- tabs:end -->" } else { ">[!ENDTABS]" };
        report(span, "this run of tabs", close);
    }
    findings
}

/// Tags of one cell that have no end there and need one.
fn unclosed_tags(text: &Text) -> Vec<&crate::markdown::Tag> {
    const VOID: &[&str] = &["br", "hr", "img", "input", "wbr", "p"];
    let mut open: BTreeMap<&str, Vec<(usize, &crate::markdown::Tag)>> = BTreeMap::new();
    for (at, tag) in text.tags.iter().enumerate() {
        if tag.closes {
            open.get_mut(tag.name.as_str()).and_then(Vec::pop);
        } else if !VOID.contains(&tag.name.as_str()) {
            open.entry(&tag.name).or_default().push((at, tag));
        }
    }
    let mut open: Vec<_> = open.into_values().flatten().collect();
    open.sort_by_key(|(at, _)| *at);
    open.into_iter().map(|(_, tag)| tag).collect()
}
