//! From pulldown-cmark's events to blocks.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag as Start, TagEnd};

use super::inline::{read_marker, read_tag};
use super::lines::{split_cells, split_front_matter};
use super::{Block, Code, Comment, Fence, Kind, Marker, Page, Row, Table, Text, unclosed};
use crate::source::{Excerpt, File, Span};

/// Reads a page. Any text is one.
pub fn read(file: &File) -> Page {
    let (front_matter, body) = split_front_matter(file);
    // a block takes about so many bytes
    let blocks = Vec::with_capacity(file.text.len() / 64);
    let mut reader = Reader { source: &file.text, blocks, ..Reader::default() };
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    for part in unclosed::parts(file, body) {
        let text = file.text.get(part.clone()).unwrap_or_default();
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            reader.event(event, range.start + part.start..range.end + part.start);
        }
    }
    reader.blocks.shrink_to_fit();
    Page { front_matter, blocks: reader.blocks, comments: reader.comments }
}

/// HTML that begins a line of its own; other tags stand within a word as well as between words.
const BLOCK_TAGS: &[&str] = &["br", "div", "hr", "li", "ol", "p", "pre", "table", "td", "th", "tr", "ul"];

/// Adds text to a fence's body. The parser leaves out the `\r` of a line's end; the line ends before it.
fn push_body(body: &mut Excerpt, source: &str, words: &str, at: usize) {
    let before = at.checked_sub(1).filter(|before| source.as_bytes().get(*before) == Some(&b'\r'));
    match (words.strip_prefix('\n'), before) {
        (Some(rest), Some(before)) => {
            body.push("\n", before);
            body.push(rest, at + 1);
        }
        _ => body.push(words, at),
    }
}

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    blocks: Vec<Block>,
    comments: Vec<Comment>,
    /// The text that is being read; code and links nest in it.
    text: Option<Text>,
    /// Whether that is a heading's or a cell's. Of other texts nobody asks the words, but in quotes.
    titled: bool,
    /// Targets of the links that are open.
    links: Vec<Option<String>>,
    fence: Option<(Fence, Span)>,
    table: Option<Table>,
    cells: Vec<Text>,
    /// For each open quote: where it starts, and the notice it turned out to be.
    quotes: Vec<(usize, Option<(String, Text)>)>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Span) {
        // a block of HTML comes in one event a line, and a comment may go over several
        if matches!(event, Event::Start(Start::HtmlBlock) | Event::InlineHtml(_)) {
            self.comments(&range);
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(words) => match &mut self.fence {
                Some((fence, _)) => push_body(&mut fence.body, self.source, &words, range.start),
                None => self.words(&words, &range),
            },
            Event::Code(code) => {
                let span = self.inside(&range, '`');
                if let Some(text) = self.words_of(&range) {
                    text.push_code(&code);
                }
                self.open(&range).codes.push(Code { text: code.into_string(), span });
            }
            Event::SoftBreak | Event::HardBreak => self.words(" ", &range),
            Event::Html(html) | Event::InlineHtml(html) => {
                let tag = read_tag(&html, range.clone());
                if tag.as_ref().is_some_and(|tag| BLOCK_TAGS.contains(&tag.name.as_str())) {
                    self.words(" ", &range);
                }
                self.open(&range).tags.extend(tag);
            }
            Event::InlineMath(words) | Event::DisplayMath(words) => self.words(&words, &range),
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn comments(&mut self, range: &Span) {
        const BEGIN: &str = "<!--";
        const END: &str = "-->";
        let raw = self.source.get(range.clone()).unwrap_or_default();
        let mut rest = raw;
        while let Some((_, inner)) = rest.split_once(BEGIN) {
            let Some((text, after)) = inner.split_once(END) else { return };
            let start = range.start + raw.len() - inner.len() - BEGIN.len();
            let span = start..range.start + raw.len() - after.len();
            self.comments.push(Comment { text: text.trim().to_owned(), span });
            rest = after;
        }
    }

    fn words(&mut self, words: &str, range: &Span) {
        if let Some(text) = self.words_of(range) {
            text.push(words);
        }
    }

    /// The text that is being read, if anybody asks its words.
    fn words_of(&mut self, range: &Span) -> Option<&mut Text> {
        self.titled &= self.text.is_some();
        let is_asked = self.titled || !self.quotes.is_empty();
        let text = self.open(range);
        is_asked.then_some(text)
    }

    /// The text that is being read; begins one where none is (a tight list item).
    fn open(&mut self, range: &Span) -> &mut Text {
        let text = self.text.get_or_insert_with(|| Text { span: range.clone(), ..Text::default() });
        text.span.end = text.span.end.max(range.end);
        text
    }

    /// A span without the marks around it.
    fn inside(&self, range: &Span, mark: char) -> Span {
        let raw = self.source.get(range.clone()).unwrap_or_default();
        let start = range.start + (raw.len() - raw.trim_start_matches(mark).len());
        let end = range.end - (raw.len() - raw.trim_end_matches(mark).len());
        start..end.max(start)
    }

    fn start(&mut self, tag: Start<'_>, range: Span) {
        match tag {
            Start::Paragraph | Start::Heading { .. } | Start::TableCell => {
                self.flush();
                self.titled = !matches!(tag, Start::Paragraph);
                let text = String::with_capacity(if self.titled { range.len() } else { 0 });
                self.text = Some(Text { text, span: range, ..Text::default() });
            }
            Start::Item | Start::List(_) | Start::HtmlBlock => self.flush(),
            Start::BlockQuote(_) => {
                self.flush();
                self.quotes.push((range.start, None));
            }
            Start::CodeBlock(kind) => {
                self.flush();
                self.fence = Some((self.fence(&kind, &range), range));
            }
            Start::Table(_) => {
                self.flush();
                self.table = Some(Table { header: Vec::new(), rows: Vec::new() });
            }
            Start::TableHead | Start::TableRow => self.cells.clear(),
            Start::Link { dest_url, .. } => {
                let absolute = dest_url.starts_with("https://") || dest_url.starts_with("http://");
                if let Some(text) = self.words_of(&range).filter(|_| absolute) {
                    text.text.push('[');
                }
                self.links.push(absolute.then(|| dest_url.into_string()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Span) {
        match tag {
            TagEnd::Paragraph => self.paragraph(range),
            TagEnd::Item | TagEnd::HtmlBlock => self.flush(),
            TagEnd::Heading(level) => {
                let text = self.take();
                self.push(Kind::Heading { level: level as u8, text }, range);
            }
            TagEnd::CodeBlock => {
                if let Some((fence, span)) = self.fence.take() {
                    self.push(Kind::Fence(fence), span);
                }
            }
            TagEnd::TableCell => {
                let text = self.take();
                self.cells.push(text);
            }
            TagEnd::TableHead => {
                let cells = std::mem::take(&mut self.cells);
                if let Some(table) = &mut self.table {
                    table.header = cells;
                }
            }
            TagEnd::TableRow => self.row(range),
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.push(Kind::Table(table), range);
                }
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                if let Some((start, Some((kind, text)))) = self.quotes.pop() {
                    self.push(Kind::Notice { kind, text }, start..range.end);
                }
            }
            TagEnd::Link => {
                if let Some(url) = self.links.pop().flatten()
                    && let Some(text) = self.words_of(&range)
                {
                    text.text.extend(["](", &url, ")"]);
                }
            }
            _ => {}
        }
    }

    fn take(&mut self) -> Text {
        self.text.take().unwrap_or_default().finish()
    }

    /// Ends a text that has no end of its own: that of a tight list item.
    fn flush(&mut self) {
        if let Some(text) = &self.text {
            let span = text.span.clone();
            self.paragraph(span);
        }
    }

    /// A paragraph is text, or lines that mark containers, or the first line of a notice.
    fn paragraph(&mut self, span: Span) {
        let raw = self.source.get(span.clone()).unwrap_or_default();
        let marks = memchr::memchr(b'+', raw.as_bytes()).is_some() || !self.quotes.is_empty();
        let mut at = span.start;
        let mut found = false;
        for line in if marks { raw } else { "" }.split_inclusive('\n') {
            let line_span = at..at + line.trim_end().len();
            at += line.len();
            let line = line.trim().trim_start_matches(['>', ' ']);
            if let Some(marker) = self.marker(line) {
                self.push(Kind::Marker(marker), line_span);
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
        } else if !(found && self.only_markers(&span)) {
            self.push(Kind::Paragraph(text.codes), span);
        }
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
    fn row(&mut self, range: Span) {
        let mut cells = std::mem::take(&mut self.cells);
        let raw = self.source.get(range.clone()).unwrap_or_default();
        if let Some(marker) = self.marker(raw.trim().trim_matches('|').trim()) {
            if let Some(table) = self.table.take() {
                let start = table.header.first().map_or(range.start, |cell| cell.span.start);
                self.push(Kind::Table(table), start..range.start);
            }
            return self.push(Kind::Marker(marker), range);
        }
        // The parser fills up short rows and cuts long ones; count what is written.
        let written = split_cells(raw);
        cells.truncate(written.len());
        for span in written.get(cells.len()..).unwrap_or_default() {
            let mut text = Text { span: range.start + span.start..range.start + span.end, ..Text::default() };
            text.push(raw.get(span.clone()).unwrap_or_default().trim());
            cells.push(text);
        }
        match &mut self.table {
            Some(table) => table.rows.push(Row { cells, span: range }),
            // below a container's line that ended the table
            None => self.push(Kind::Paragraph(Vec::new()), range),
        }
    }

    fn fence(&self, kind: &CodeBlockKind<'_>, range: &Span) -> Fence {
        let raw = self.source.get(range.clone()).unwrap_or_default();
        let first = raw.lines().next().unwrap_or_default();
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.to_string(),
            CodeBlockKind::Indented => String::new(),
        };
        let mark = first.chars().next().unwrap_or_default();
        let ticks = first.len() - first.trim_start_matches(mark).len();
        let info_start = range.start + first.find(&info).filter(|_| !info.is_empty()).unwrap_or(first.len());
        let fenced = matches!(kind, CodeBlockKind::Fenced(_));
        let last = raw.trim_end().lines().next_back().unwrap_or_default();
        let last = last.trim_start_matches(['>', ' ', '\t']);
        let closed = !fenced
            || (raw.lines().nth(1).is_some()
                && last.len() >= ticks
                && !last.is_empty()
                && last.trim_matches(mark).is_empty());
        let body = Excerpt::with_capacity(raw.len());
        Fence { info_span: info_start..info_start + info.len(), info, body, closed }
    }

    fn push(&mut self, kind: Kind, span: Span) {
        self.blocks.push(Block { kind, span });
    }
}
