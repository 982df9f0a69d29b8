//! From pulldown-cmark's events to blocks.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag as Start, TagEnd};

use super::blocks_of_code::{self, PagePiece};
use super::html::{self, HtmlPart, HtmlPiece, read_tag};
use super::inline::read_marker;
use super::lines::{split_cells, split_front_matter};
use super::{Block, BlockKind, Code, Comment, Fence, Link, Marker, Page, Row, Table, Text, loose, unclosed};
use crate::source::{Excerpt, File, Span};

/// Reads a page. Any text is one.
pub fn read(file: &File) -> Page {
    let (front_matter, body) = split_front_matter(file);
    // a block takes about so many bytes
    let blocks = Vec::with_capacity(file.text.len() / 64);
    let mut reader = PageReader { source: &file.text, blocks, ..PageReader::default() };
    for part in unclosed::parts(file, body) {
        for piece in blocks_of_code::pieces(&file.text, part) {
            match piece {
                PagePiece::Markdown(span) => reader.read(span, options() | Options::ENABLE_DEFINITION_LIST),
                PagePiece::Code { whole, cell, info, body } => {
                    if let Some(cell) = cell {
                        let words = inline(&file.text, cell.clone());
                        reader.push(BlockKind::Paragraph(words), cell);
                    }
                    reader.code_block(whole, info, body);
                }
            }
        }
    }
    reader.blocks.shrink_to_fit();
    Page { front_matter, blocks: reader.blocks, comments: reader.comments }
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES
}

/// The words of a part of a page by itself: a cell that the parser did not see as one.
fn inline(source: &str, part: Span) -> Text {
    let raw = source.get(part.clone()).unwrap_or_default();
    let start = part.start + raw.len() - raw.trim_start().len();
    let part = start..start + raw.trim().len();
    let mut reader = PageReader { source, ..PageReader::default() };
    reader.read(part.clone(), options());
    let texts = reader.blocks.into_iter().filter_map(|block| match block.kind {
        BlockKind::Paragraph(text) | BlockKind::Item(text) | BlockKind::Heading { text, .. } => Some(text),
        _ => None,
    });
    let mut whole = Text { span: part, ..Text::default() };
    texts.for_each(|text| whole.append(text));
    whole
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

/// A term while its definition is read.
struct Term {
    term: Text,
    span: Span,
    words: Text,
    /// Whether a blank follows the colon before what defines it: `:::` begins no definition.
    is_defined: bool,
}

#[derive(Default)]
struct PageReader<'a> {
    source: &'a str,
    blocks: Vec<Block>,
    comments: Vec<Comment>,
    /// The text that is being read; code and links nest in it.
    text: Option<Text>,
    /// Targets of the links that are open, and where in the text they begin.
    links: Vec<(String, usize)>,
    /// Where in the text the bold parts begin that are open.
    strong: Vec<usize>,
    /// Where in the text an element of code begins that is open, and where on the page its words do.
    code: Option<(usize, usize)>,
    /// Whether each item that is open has its first text.
    items: Vec<bool>,
    /// The term whose definition is being read, and what defines it so far.
    term: Option<Term>,
    in_definition: bool,
    /// Whether what begins as a definition is the next term.
    is_next_term: bool,
    /// Whether a block of HTML is being read, all of which comes at its end.
    in_html: bool,
    fence: Option<(Fence, Span)>,
    table: Option<Table>,
    cells: Vec<Text>,
    /// For each open quote: where it starts, and the notice it turned out to be.
    quotes: Vec<(usize, Option<(String, Text)>)>,
}

impl PageReader<'_> {
    fn read(&mut self, part: Span, options: Options) {
        let text = self.source.get(part.clone()).unwrap_or_default();
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            self.event(event, range.start + part.start..range.end + part.start);
        }
        self.end_term();
    }

    /// A block of code that tags hold, as the fence that it stands for.
    fn code_block(&mut self, whole: Span, info: Span, body: Span) {
        let text = |span: &Span| self.source.get(span.clone()).unwrap_or_default();
        let body = Excerpt::whole(text(&body), body.start);
        let fence = Fence { info: text(&info).to_owned(), info_span: info, body, closed: true };
        self.push(BlockKind::Fence(fence), whole);
    }

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
                let text = self.open(&range);
                text.push_code(&code);
                text.codes.push(Code { text: code.into_string(), span });
            }
            Event::SoftBreak => self.words(" ", &range),
            Event::HardBreak => {
                let text = self.open(&range);
                text.breaks.push(text.text.len());
                text.push(" ");
            }
            Event::Html(_) if self.in_html => {}
            Event::Html(html) | Event::InlineHtml(html) => self.tag(&html, range),
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
        self.open(range).push(words);
    }

    /// A tag among words. What is in the double braces of a shortcode, or names no element, is words.
    fn tag(&mut self, html: &str, range: Span) {
        let is_shortcode = self.source.get(..range.start).is_some_and(|before| before.ends_with("{{"));
        let Some(mut tag) = read_tag(html, range.clone()).filter(|_| !is_shortcode) else {
            if !html.starts_with("<!--") {
                self.words(html, &range);
            }
            return;
        };
        match (tag.name.as_str(), tag.closes) {
            ("code" | "tt", false) => {
                let at = self.open(&range).text.len();
                self.code = Some((at, range.end));
            }
            ("code" | "tt", true) => self.end_code(range.start),
            ("b" | "strong", _) => self.bold(tag.closes, &range),
            _ => {}
        }
        if BLOCK_TAGS.contains(&tag.name.as_str()) {
            self.words(" ", &range);
        }
        let text = self.open(&range);
        tag.at = text.text.len();
        text.tags.push(tag);
    }

    /// Makes the words since `<code>` a code span.
    fn end_code(&mut self, end: usize) {
        let Some((at, start)) = self.code.take() else { return };
        let Some(text) = &mut self.text else { return };
        // backticks within the element are the span's already
        let is_plain = text.text.get(at..).is_some_and(|inner| !inner.contains('`') && !inner.is_empty());
        if is_plain && start <= end {
            let inner = text.text.split_off(at);
            let inner = inner.trim_end();
            text.push_code(inner);
            text.codes.push(Code { text: inner.to_owned(), span: start..end });
        }
    }

    fn bold(&mut self, closes: bool, range: &Span) {
        let at = self.open(range).text.len();
        if !closes {
            self.strong.push(at);
        } else if let (Some(start), Some(text)) = (self.strong.pop(), &mut self.text) {
            text.strong.push(start..at);
        }
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
                let text = String::with_capacity(range.len());
                self.text = Some(Text { text, span: range, ..Text::default() });
            }
            Start::Item => {
                self.flush();
                self.items.push(false);
            }
            Start::List(_) => self.flush(),
            Start::HtmlBlock => {
                self.flush();
                self.in_html = true;
            }
            Start::DefinitionListTitle => {
                self.flush();
                self.end_term();
            }
            Start::DefinitionListDefinition => {
                self.flush();
                self.in_definition = true;
                let raw = self.source.get(range.clone()).unwrap_or_default().trim_start();
                let is_defined =
                    raw.strip_prefix(':').is_some_and(|rest| rest.starts_with(char::is_whitespace));
                let first = raw.lines().next().unwrap_or_default();
                match &mut self.term {
                    Some(term) if is_defined => term.is_defined = true,
                    // a delimiter row below the header of a table
                    Some(term) if loose::is_delimiter(first) => term.span.end = range.end,
                    // `:name` is the next term
                    _ => {
                        self.end_term();
                        (self.in_definition, self.is_next_term) = (false, true);
                    }
                }
            }
            Start::Strong => self.bold(false, &range),
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
                let text = self.open(&range);
                if is_absolute(&dest_url) {
                    text.text.push('[');
                }
                let at = text.text.len();
                self.links.push((dest_url.into_string(), at));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Span) {
        match tag {
            TagEnd::Paragraph => self.paragraph(range),
            TagEnd::Item => {
                self.flush();
                self.items.pop();
            }
            TagEnd::HtmlBlock => {
                self.in_html = false;
                self.html(range);
            }
            TagEnd::DefinitionListTitle => {
                let term = self.take();
                self.term = Some(Term { term, span: range, words: Text::default(), is_defined: false });
            }
            TagEnd::DefinitionListDefinition if self.is_next_term => self.next_term(range),
            TagEnd::DefinitionListDefinition => {
                self.flush();
                self.in_definition = false;
            }
            TagEnd::DefinitionList => self.end_term(),
            TagEnd::Strong => self.bold(true, &range),
            TagEnd::Heading(level) => {
                let mut text = self.take();
                text.text.extend(self.parameter_at_end(&range));
                self.push(BlockKind::Heading { level: level as u8, text }, range);
            }
            TagEnd::CodeBlock => {
                if let Some((fence, span)) = self.fence.take() {
                    self.push(BlockKind::Fence(fence), span);
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
                    self.push(BlockKind::Table(table), range);
                }
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                if let Some((start, Some((kind, text)))) = self.quotes.pop() {
                    self.push(BlockKind::Notice { kind, text }, start..range.end);
                }
            }
            TagEnd::Link => {
                if let Some((target, start)) = self.links.pop() {
                    let text = self.open(&range);
                    let end = text.text.len();
                    if is_absolute(&target) {
                        text.text.extend(["](", &target, ")"]);
                    }
                    text.links.push(Link { target, range: start.min(end)..end });
                }
            }
            _ => {}
        }
    }

    /// `{id}` at the end of a heading that names a path, which the parser takes for attributes of the heading.
    fn parameter_at_end(&self, range: &Span) -> Option<&str> {
        let raw = self.source.get(range.clone())?.trim_end().trim_end_matches('#').trim_end();
        let (before, inner) = raw.strip_suffix('}')?.rsplit_once('{')?;
        let is_name = inner.starts_with(char::is_alphabetic)
            && inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '#' | '/'));
        let is_within = before.contains('/') && !before.ends_with(char::is_whitespace);
        (is_within && is_name).then(|| raw.get(before.len()..)).flatten()
    }

    /// Begins the next term with the words that were read: `:name`.
    fn next_term(&mut self, span: Span) {
        self.is_next_term = false;
        let text = self.take();
        let term = Text { text: format!(":{}", text.text), ..text };
        self.term = Some(Term { term, span, words: Text::default(), is_defined: false });
    }

    /// Ends the term that is being defined.
    fn end_term(&mut self) {
        let Some(Term { term, span, words, is_defined }) = self.term.take() else { return };
        if is_defined {
            self.push(BlockKind::Definition { term, words }, span);
        } else {
            self.running_text(term, span);
        }
    }

    /// A block of HTML: its tags, and as running text, as items and as tables what is between them.
    fn html(&mut self, range: Span) {
        let source = self.source;
        let block = source.get(range.clone()).unwrap_or_default();
        let mut within = Vec::new();
        for part in html::parts(source, range, |part| inline(source, part)) {
            match part {
                HtmlPart::Tag(tag) => {
                    match tag.closes {
                        true => drop(within.pop()),
                        false if !tag.is_empty => within.push(tag.name.clone()),
                        false => {}
                    }
                    let span = tag.span.clone();
                    self.push(BlockKind::Tag(tag), span);
                }
                HtmlPart::Table(table, span) => self.push(BlockKind::Table(table), span),
                HtmlPart::Words(span) => {
                    // read by themselves, words that begin with a tag are a block of HTML again
                    let text = match span.len() == block.trim().len() {
                        true => self.words_with_tags(span.clone()),
                        false => inline(source, span.clone()),
                    };
                    let within = within.last().map(String::as_str);
                    let level =
                        within.and_then(|name| name.strip_prefix('h')).and_then(|level| level.parse().ok());
                    let kind = match (level, within) {
                        (Some(level), _) => BlockKind::Heading { level, text },
                        (None, Some("li")) => BlockKind::Item(text),
                        _ => BlockKind::Paragraph(text),
                    };
                    if !matches!(within, Some("style" | "script")) {
                        self.push(kind, span);
                    }
                }
            }
        }
    }

    /// Words with tags among them, of which they have all that makes them HTML.
    fn words_with_tags(&mut self, span: Span) -> Text {
        let source = self.source;
        let mut end = span.start;
        for piece in html::tags_and_words(source, span.clone()) {
            let at = match &piece {
                HtmlPiece::Tag(tag) => tag.span.clone(),
                HtmlPiece::Words(words) => words.clone(),
            };
            if end < at.start {
                self.words(" ", &(end..at.start));
            }
            end = at.end;
            match piece {
                HtmlPiece::Tag(tag) => self.tag(source.get(tag.span.clone()).unwrap_or_default(), tag.span),
                HtmlPiece::Words(words) if words == span => {
                    self.words(source.get(words.clone()).unwrap_or_default(), &words);
                }
                HtmlPiece::Words(words) => {
                    let text = inline(source, words.clone());
                    self.open(&words).join(text);
                }
            }
        }
        self.take()
    }

    fn take(&mut self) -> Text {
        self.code = None;
        self.strong.clear();
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
                self.push(BlockKind::Table(table), start..range.start);
            }
            return self.push(BlockKind::Marker(marker), range);
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
            None => self.push(BlockKind::Paragraph(Text::default()), range),
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

    fn push(&mut self, kind: BlockKind, span: Span) {
        self.blocks.push(Block { kind, span, depth: self.items.len(), quoted: !self.quotes.is_empty() });
    }
}

fn is_absolute(target: &str) -> bool {
    target.starts_with("https://") || target.starts_with("http://")
}
