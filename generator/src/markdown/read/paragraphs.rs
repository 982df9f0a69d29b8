//! What a paragraph, a row or a term turns out to be.

use super::{PageReader, Term, inline};
use crate::markdown::inline::read_marker;
use crate::markdown::lines::split_cells;
use crate::markdown::{Block, BlockKind, Marker, Row, Text, html, loose};
use crate::source::Span;

impl PageReader<'_> {
    /// Ends a text that has no end of its own: that of a tight list item.
    pub(super) fn flush(&mut self) {
        if let Some(text) = &self.text {
            let span = text.span.clone();
            self.paragraph(span);
        }
    }

    /// A paragraph is text, or lines that mark containers, or the first line of a notice.
    pub(super) fn paragraph(&mut self, span: Span) {
        if self.is_next_term {
            return self.next_term(span);
        }
        let raw = self.source.get(span.clone()).unwrap_or_default();
        let marks = memchr::memchr(b'+', raw.as_bytes()).is_some() || !self.quotes.is_empty();
        let mut at = span.start;
        let mut found = false;
        for line in if marks { raw } else { "" }.split_inclusive('\n') {
            let line_span = at..at + line.trim_end().len();
            at += line.len();
            let line = line.trim().trim_start_matches(['>', ' ']);
            if let Some(marker) = self.marker(line) {
                self.push(BlockKind::Marker(marker), line_span);
                found = true;
            } else if let Some((_, notice @ None)) = self.quotes.last_mut()
                && let Some((kind, "", _)) = read_marker(line)
            {
                *notice = Some((kind.to_owned(), Text { span: line_span, ..Text::default() }));
            }
        }
        let text = self.take();
        if let Some((_, Some((_, notice)))) = self.quotes.last_mut() {
            notice.append(text);
        } else if let Some(term) = self.term.as_mut().filter(|_| self.in_definition) {
            term.words.append(text);
        } else if !(found && self.only_markers(&span)) {
            self.running_text(text, span);
        }
    }

    /// Running text, the first of an item, or a table that is none to the parser.
    fn running_text(&mut self, text: Text, span: Span) {
        let source = self.source;
        let raw = source.get(span.clone()).unwrap_or_default();
        if let Some(tags) = html::component_tags(raw, span.start) {
            return tags.into_iter().for_each(|tag| {
                let place = tag.span.clone();
                self.push(BlockKind::Tag(tag), place);
            });
        }
        if raw.trim_start().starts_with('|') && self.goes_on(raw, &span) {
            return;
        }
        if raw.contains('#') && self.items.is_empty() && self.quotes.is_empty() && self.tight(raw, &span) {
            return;
        }
        let table =
            if raw.contains('|') { loose::table(raw, &span, |part| inline(source, part)) } else { None };
        let kind = match (table, self.items.last_mut()) {
            (Some(table), _) => BlockKind::Table(table),
            (None, Some(has_text @ false)) => {
                *has_text = true;
                BlockKind::Item(text)
            }
            _ => BlockKind::Paragraph(text),
        };
        self.push(kind, span);
    }

    /// Adds lines to the table above, from which an empty line parts them; whether they are rows of it.
    fn goes_on(&mut self, raw: &str, span: &Span) -> bool {
        let source = self.source;
        let Some(Block { kind: BlockKind::Table(table), span: above, .. }) = self.blocks.last_mut() else {
            return false;
        };
        let is_right_below =
            source.get(above.end..span.start).is_some_and(|between| between.trim().is_empty());
        let is_row = |line: &str| {
            let line = line.trim();
            let is_whole = line.starts_with('|') && line.ends_with('|') && line.len() > 1;
            is_whole && split_cells(line).len() == table.header.len() && !loose::is_delimiter(line)
        };
        if !is_right_below || !raw.lines().all(is_row) {
            return false;
        }
        let mut at = span.start;
        for line in raw.split_inclusive('\n') {
            let start = at + line.len() - line.trim_start().len();
            let here = start..at + line.trim_end().len();
            at += line.len();
            let cells = split_cells(line.trim()).into_iter();
            let cells = cells.map(|cell| inline(source, start + cell.start..start + cell.end)).collect();
            table.rows.push(Row { cells, span: here });
        }
        above.end = span.end;
        true
    }

    /// Headings without a blank behind their marks, and the running text between them; whether there are any.
    fn tight(&mut self, raw: &str, span: &Span) -> bool {
        let source = self.source;
        let mut at = span.start;
        let mut text: Option<Span> = None;
        let mut found = false;
        let mut parts = Vec::new();
        for line in raw.split_inclusive('\n') {
            let here = at..at + line.len();
            at = here.end;
            match loose::heading(line) {
                Some((level, title)) => {
                    found = true;
                    parts.extend(text.take().map(|text| (None, text)));
                    parts.push((Some(level), here.start + title.start..here.start + title.end));
                }
                None => text = Some(text.map_or(here.start, |text| text.start)..here.end),
            }
        }
        if !found {
            return false;
        }
        parts.extend(text.map(|text| (None, text)));
        for (level, part) in parts {
            let words = inline(source, part.clone());
            match level {
                Some(level) => self.push(BlockKind::Heading { level, text: words }, part),
                None => self.running_text(words, part),
            }
        }
        true
    }

    fn only_markers(&self, span: &Span) -> bool {
        self.source
            .get(span.clone())
            .unwrap_or_default()
            .lines()
            .map(|line| line.trim().trim_start_matches(['>', ' ']))
            .all(|line| line.is_empty() || self.marker(line).is_some())
    }

    /// Reads a line that opens, closes or names a container.
    fn marker(&self, line: &str) -> Option<Marker> {
        if let Some(title) = line.strip_prefix("+++") {
            let title = title.trim();
            return Some(match title.is_empty() {
                true => Marker::FoldClose,
                false => Marker::FoldOpen(title.to_owned()),
            });
        }
        if self.quotes.is_empty() {
            return None;
        }
        if let Some(inner) = line.strip_prefix("[!").filter(|_| !line.contains(']')) {
            let name = inner.trim_end();
            return name
                .starts_with(|c: char| c.is_ascii_uppercase())
                .then(|| Marker::Broken(name.to_owned()));
        }
        match read_marker(line)? {
            ("BEGINTABS", ..) => Some(Marker::TabsBegin),
            ("ENDTABS", ..) => Some(Marker::TabsEnd),
            ("TAB", title, rest) => Some(Marker::Tab(format!("{title}{}", rest.trim_end()))),
            _ => None,
        }
    }

    /// A row; a container's line right below a table is no row of it.
    pub(super) fn row(&mut self, range: Span) {
        let mut cells = std::mem::take(&mut self.cells);
        let raw = self.source.get(range.clone()).unwrap_or_default();
        if let Some(marker) = self.marker(raw.trim().trim_matches('|').trim()) {
            if let Some(table) = self.table.take() {
                let start = table.header.first().map_or(range.start, |cell| cell.span.start);
                self.push(BlockKind::Table(table), start..range.start);
            }
            return self.push(BlockKind::Marker(marker), range);
        }
        // The parser fills up short rows and cuts long ones; count what is written.
        let mut written = split_cells(raw);
        // `{ #id } Caption` right below the rows
        if matches!(written.as_slice(), [_]) && is_attributes(raw.trim()) {
            return;
        }
        // `|^`: the row goes on with the one above
        let is_marked = ["|^", "|+"].iter().any(|mark| raw.trim_end().ends_with(mark));
        let width = self.table.as_ref().map_or(usize::MAX, |table| table.header.len());
        if is_marked && written.len() > width {
            written.pop();
        }
        cells.truncate(written.len());
        for span in written.get(cells.len()..).unwrap_or_default() {
            let mut text = Text { span: range.start + span.start..range.start + span.end, ..Text::default() };
            text.push(raw.get(span.clone()).unwrap_or_default().trim());
            cells.push(text);
        }
        match &mut self.table {
            Some(table) => table.rows.push(Row { cells, span: range }),
            // below a container's line that ended the table
            None => self.push(BlockKind::Paragraph(Text::default()), range),
        }
    }

    /// Begins the next term with the words that were read: `:name`.
    pub(super) fn next_term(&mut self, span: Span) {
        self.is_next_term = false;
        let text = self.take();
        let term = Text { text: format!(":{}", text.text), ..text };
        self.term = Some(Term { term, span, words: Text::default(), is_defined: false });
    }

    /// Ends the term that is being defined.
    pub(super) fn end_term(&mut self) {
        let Some(Term { term, span, words, is_defined }) = self.term.take() else { return };
        if is_defined {
            self.push(BlockKind::Definition { term, words: Box::new(words) }, span);
        } else {
            self.running_text(term, span);
        }
    }
}

/// Whether a line begins with the attributes of what is above it: `{ #id }`, `{.wide}`.
fn is_attributes(line: &str) -> bool {
    let inner = line.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(inner, _)| inner.trim());
    inner.is_some_and(|inner| inner.starts_with(['#', '.']) && inner.len() > 1)
}
