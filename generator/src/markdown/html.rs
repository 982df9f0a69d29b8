//! HTML and components: tags with their attributes, and blocks of them as tags, texts and tables.

use super::{Row, Table, Tag, Text};
use crate::source::Span;

/// A part of a block of HTML.
pub(super) enum HtmlPart {
    Tag(Tag),
    /// Where words are, without tags among them.
    Words(Span),
    Table(Table, Span),
}

/// Reads one tag, which is at `span`.
pub(super) fn read_tag(html: &str, span: Span) -> Option<Tag> {
    let inner = html.trim().strip_prefix('<')?;
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let is_name = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let name: String = inner.chars().take_while(is_name).collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let rest = inner.get(name.len()..).unwrap_or_default();
    let is_empty = rest.trim_end_matches('>').trim_end().ends_with('/');
    let attributes = if closes { Vec::new() } else { attributes(rest) };
    Some(Tag { name: name.to_ascii_lowercase(), attributes, closes, is_empty, at: 0, span })
}

/// The tags of a text at `start` that Markdown takes for words, where it is nothing else: of a component whose name has a dot,
/// `<Tabs.Item>`, a line each, or one whose attributes have elements in them and go over several lines.
pub(super) fn component_tags(text: &str, start: usize) -> Option<Vec<Tag>> {
    let whole = text.trim_end();
    let is_component = whole.strip_prefix('<').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    if is_component && whole.contains('\n') && tag_end(whole) == whole.len() {
        return read_tag(whole, start..start + whole.len()).map(|tag| vec![tag]);
    }
    let mut at = start;
    let lines = text.split_inclusive('\n').map(|line| {
        let begins = at + line.len() - line.trim_start().len();
        at += line.len();
        let line = line.trim();
        let tag = read_tag(line, begins..begins + line.len()).filter(|_| tag_end(line) == line.len());
        tag.filter(|tag| tag.name.contains('.'))
    });
    lines.collect::<Option<Vec<Tag>>>().filter(|tags| !tags.is_empty())
}

/// `type="x" required default={5}` up to the end of the tag.
fn attributes(text: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && !rest.starts_with('>') {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>')).unwrap_or(rest.len());
        let (name, after) =
            rest.split_at(end.max(rest.chars().next().map_or(1, char::len_utf8)).min(rest.len()));
        let after = after.trim_start();
        let name = name.trim_end_matches('/').to_owned();
        let (value, after) = match after.strip_prefix('=').map(str::trim_start) {
            Some(value) => attribute_value(value),
            None => ("true".to_owned(), after),
        };
        if !name.is_empty() {
            attributes.push((name, value));
        }
        rest = after.trim_start();
    }
    attributes
}

/// The value that a text begins with, and what follows it.
fn attribute_value(text: &str) -> (String, &str) {
    let until = |open: usize, end: Option<usize>, width: usize| {
        let end = end.map_or(text.len(), |end| end + open);
        let value = text.get(open..end).unwrap_or_default();
        (value.to_owned(), text.get(end + width..).unwrap_or_default())
    };
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => until(1, text.get(1..).and_then(|rest| rest.find(quote)), 1),
        Some('{') => {
            let mut depth = 0_usize;
            let end = text.char_indices().find(|(_, c)| {
                depth += usize::from(*c == '{');
                depth -= usize::from(*c == '}').min(depth);
                depth == 0
            });
            let (value, rest) = until(1, end.map(|(at, _)| at.saturating_sub(1)), 1);
            (value.trim().trim_matches(['"', '\'', '`']).to_owned(), rest)
        }
        _ => until(0, text.find(|c: char| c.is_whitespace() || c == '>'), 0),
    }
}

/// The words of the `<pre>` that a block of HTML begins with, and where that ends; none where other tags are among them.
pub(super) fn preformatted(block: &str) -> Option<(Span, usize)> {
    const CLOSE: &str = "</pre>";
    let start = block.len() - block.trim_start().len();
    let tag = read_tag(block.get(start..start + tag_end(block.get(start..)?))?, 0..0)?;
    if tag.name != "pre" || tag.closes {
        return None;
    }
    let open = start + tag_end(block.get(start..)?);
    let close = open + block.get(open..)?.find(CLOSE)?;
    let inner = block.get(open..close)?;
    let code = inner.trim_start();
    let from = match code.strip_prefix("<code").filter(|rest| rest.starts_with(['>', ' '])) {
        Some(_) => close - code.len() + tag_end(code),
        None => open,
    };
    let words = block.get(from..close)?;
    let words = words.trim_end().strip_suffix("</code>").unwrap_or(words);
    let words = words.strip_prefix('\n').map_or(from, |_| from + 1)..from + words.len();
    let has_tags = block.get(words.clone())?.contains("</");
    (!has_tags).then_some((words, close + CLOSE.len()))
}

/// The parts of a block of HTML in `source`; `inline` reads the words of a cell.
pub(super) fn parts(source: &str, block: Span, inline: impl Fn(Span) -> Text) -> Vec<HtmlPart> {
    let mut parts = Vec::new();
    let mut table: Option<(TableDraft, usize)> = None;
    for piece in pieces(source, block, |tag| !INLINE_TAGS.contains(&tag.name.as_str())) {
        match (&mut table, piece) {
            (None, HtmlPiece::Tag(tag)) if tag.name == "table" && !tag.closes => {
                table = Some((TableDraft::default(), tag.span.start));
            }
            (Some((draft, start)), HtmlPiece::Tag(tag)) if tag.name == "table" && tag.closes => {
                parts.extend(
                    std::mem::take(draft).finish().map(|table| HtmlPart::Table(table, *start..tag.span.end)),
                );
                table = None;
            }
            (Some((draft, _)), HtmlPiece::Tag(tag)) => draft.tag(&tag, &inline),
            (Some(_), HtmlPiece::Words(_)) => {}
            (None, HtmlPiece::Tag(tag)) => parts.push(HtmlPart::Tag(tag)),
            (None, HtmlPiece::Words(span)) => parts.push(HtmlPart::Words(span)),
        }
    }
    if let Some((draft, start)) = table {
        let end = draft.end;
        parts.extend(draft.finish().map(|table| HtmlPart::Table(table, start..end.max(start))));
    }
    parts
}

/// A tag, or what is between tags.
pub(super) enum HtmlPiece {
    Tag(Tag),
    Words(Span),
}

/// All tags of a part of `source`, and what is between them.
pub(super) fn tags_and_words(source: &str, part: Span) -> Vec<HtmlPiece> {
    pieces(source, part, |_| true)
}

/// Tags that are among words.
const INLINE_TAGS: &[&str] =
    &["a", "abbr", "b", "br", "code", "em", "i", "kbd", "small", "span", "strong", "sub", "sup", "tt", "u"];

/// The tags that `parts` what is between them, and that; comments are left out.
fn pieces(source: &str, block: Span, parts: impl Fn(&Tag) -> bool) -> Vec<HtmlPiece> {
    let text = source.get(block.clone()).unwrap_or_default();
    let mut pieces = Vec::new();
    let mut at = 0;
    let words = |pieces: &mut Vec<HtmlPiece>, from: usize, to: usize| {
        let part = text.get(from..to).unwrap_or_default();
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let start = block.start + from + part.len() - part.trim_start().len();
            pieces.push(HtmlPiece::Words(start..start + trimmed.len()));
        }
    };
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|rest| rest.find('<')).map(|open| from + open) {
        let rest = text.get(open..).unwrap_or_default();
        if rest.starts_with("<!--") {
            words(&mut pieces, at, open);
            at = rest.find("-->").map_or(text.len(), |end| open + end + 3);
            from = at;
            continue;
        }
        // an end is looked for of what begins as a tag alone, as that may take all of the text
        let inner = rest.get(1..).unwrap_or_default();
        if !inner.strip_prefix('/').unwrap_or(inner).starts_with(|c: char| c.is_ascii_alphabetic()) {
            from = open + 1;
            continue;
        }
        let end = tag_end(rest);
        let span = block.start + open..block.start + open + end;
        match read_tag(rest.get(..end).unwrap_or_default(), span) {
            Some(tag) if !parts(&tag) => from = open + end,
            Some(tag) => {
                words(&mut pieces, at, open);
                pieces.push(HtmlPiece::Tag(tag));
                (at, from) = (open + end, open + end);
            }
            None => from = open + 1,
        }
    }
    words(&mut pieces, at, text.len());
    pieces
}

/// Where a tag ends that a text begins with: no `>` within quotes or braces does.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => depth = depth.saturating_sub(1),
            (None, '>') if depth == 0 => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// How many cells of a row are heads, and how many are not.
#[derive(Debug, Clone, Copy, Default)]
struct Heads {
    heads: usize,
    others: usize,
}

/// A table of HTML while it is read.
#[derive(Default)]
struct TableDraft {
    rows: Vec<(Row, Heads)>,
    row: Option<(Vec<Text>, usize, Heads)>,
    /// Where the words of the open cell begin.
    cell: Option<usize>,
    end: usize,
}

impl TableDraft {
    fn tag(&mut self, tag: &Tag, inline: &impl Fn(Span) -> Text) {
        let Span { start, end } = tag.span;
        self.end = end;
        match (tag.name.as_str(), tag.closes) {
            ("tr", false) => {
                self.end_row(start, inline);
                self.row = Some((Vec::new(), start, Heads::default()));
            }
            ("tr", true) => self.end_row(end, inline),
            ("td" | "th", false) => {
                self.end_cell(start, inline);
                self.cell = Some(end);
                if let Some((_, _, heads)) = &mut self.row {
                    let count = if tag.name == "th" { &mut heads.heads } else { &mut heads.others };
                    *count += 1;
                }
            }
            ("td" | "th", true) => self.end_cell(start, inline),
            _ => {}
        }
    }

    fn end_cell(&mut self, at: usize, inline: &impl Fn(Span) -> Text) {
        if let Some(start) = self.cell.take()
            && let Some((cells, ..)) = &mut self.row
        {
            cells.push(inline(start..at.max(start)));
        }
    }

    fn end_row(&mut self, at: usize, inline: &impl Fn(Span) -> Text) {
        self.end_cell(at, inline);
        if let Some((cells, start, heads)) = self.row.take()
            && !cells.is_empty()
        {
            self.rows.push((Row { cells, span: start..at }, heads));
        }
    }

    /// The table; the first row is its header, unless its heads are of the row itself: then nothing heads the columns.
    fn finish(self) -> Option<Table> {
        let (first, heads) = self.rows.first()?;
        let is_headless = heads.heads > 0 && heads.others > 0;
        let empty =
            || vec![Text { span: first.span.start..first.span.start, ..Text::default() }; first.cells.len()];
        let header = is_headless.then(empty);
        let mut rows = self.rows.into_iter().map(|(row, _)| row);
        let header = header.or_else(|| rows.next().map(|row| row.cells))?;
        Some(Table { header, rows: rows.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_preformatted_is_code() {
        for (html, expected) in [
            ("<pre>\n{\"a\": 1}\n</pre>", Some("{\"a\": 1}\n")),
            ("<pre class=\"x\">\n<code>\n{}\n</code>\n</pre>\n<p>", Some("{}\n")),
            ("<pre><code class='json'>[]</code></pre>", Some("[]")),
            ("<pre><span>GET</span> /a</pre>", None),
            ("<div>\n<pre>\n</pre>", None),
            ("<pre>", None),
        ] {
            let found = preformatted(html);
            assert_eq!(found.map(|(words, _)| html.get(words).unwrap()), expected, "{html}");
        }
    }

    #[test]
    fn a_tag_has_its_attributes() {
        for (html, name, attributes) in [
            ("<Param path=\"id\" type='string' required>", "param", "path=id type=string required=true"),
            ("<Field name=\"a\" default={5} ok={ {a: 1} } />", "field", "name=a default=5 ok={a: 1}"),
            ("<a href=x>", "a", "href=x"),
            ("</Tabs>", "tabs", ""),
        ] {
            let tag = read_tag(html, 0..html.len()).unwrap();
            let found: Vec<String> =
                tag.attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
            assert_eq!((tag.name.as_str(), found.join(" ").as_str()), (name, attributes), "{html}");
        }
        assert!(read_tag("< 5", 0..3).is_none());
        assert_eq!(tag_end("<A b={x > 1} c=\">\">d"), 19);
    }
}
