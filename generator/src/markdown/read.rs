//! From pulldown-cmark's events to blocks.

mod directives;
mod paragraphs;
mod site_blocks;
mod words;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag as Start, TagEnd};

use super::indented;
use super::lines::split_front_matter;
use super::raised::without_notes;
use super::site_tags::{self, PagePiece};
use super::{
    Block, BlockKind, Code, Comment, Fence, Link, Marker, Page, Table, Text, loose, own_links, unclosed,
};
use crate::source::{Excerpt, File, Span};

/// Reads a page. Any text is one.
pub fn read(file: &File) -> Page {
    let (front_matter, body) = split_front_matter(file);
    // a block takes about so many bytes
    let blocks = Vec::with_capacity(file.text.len() / 64);
    let mut reader = PageReader { name: &file.name, source: &file.text, blocks, ..PageReader::default() };
    for part in unclosed::parts(file, body) {
        for piece in site_tags::pieces(&file.text, part) {
            match piece {
                PagePiece::Markdown(span) => reader.read(span, options() | Options::ENABLE_DEFINITION_LIST),
                PagePiece::Code { whole, cell, info, body } => {
                    if let Some(cell) = cell {
                        let words = inline(&file.text, cell.clone());
                        reader.push(BlockKind::Paragraph(words), cell);
                    }
                    reader.code_block(whole, info, body);
                }
                PagePiece::Block { name, json, whole } => reader.site_block(name, json, whole),
                PagePiece::Tag(tag) => {
                    let place = tag.span.clone();
                    reader.push(BlockKind::Tag(tag), place);
                }
            }
        }
    }
    reader.blocks.shrink_to_fit();
    Page { front_matter, blocks: reader.blocks, comments: reader.comments }
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_TASKLISTS
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
    /// The page's name; none of a part that is read by itself.
    name: &'a str,
    source: &'a str,
    blocks: Vec<Block>,
    comments: Vec<Comment>,
    /// The text that is being read; code and links nest in it.
    text: Option<Text>,
    /// Targets of the links that are open, and where in the text they begin.
    links: Vec<(String, usize)>,
    /// Where in the text the bold parts begin that are open.
    strong: Vec<usize>,
    /// Where open italics began, in the text that is being read.
    emphasis: Vec<usize>,
    /// Where in the text an element of code begins that is open, and where on the page its words do.
    code: Option<(usize, usize)>,
    /// Where in the text begins what is above or below the line.
    raised: Option<usize>,
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
        let text = indented::as_items(self.source.get(part.clone()).unwrap_or_default());
        for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
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
            Event::SoftBreak => {
                let text = self.open(&range);
                text.lines.push(text.text.len());
                self.words(" ", &range);
            }
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

    /// `<!-- tabs:start -->` and `<!-- tabs:end -->`, between which headings are titles of tabs.
    fn tabs(&mut self, range: &Span) {
        let html = self.source.get(range.clone()).unwrap_or_default().trim();
        let comment = html.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
        match comment.map(str::trim) {
            Some("tabs:start") => self.push(BlockKind::Marker(Marker::TabsBegin), range.clone()),
            Some("tabs:end") => self.push(BlockKind::Marker(Marker::TabsEnd), range.clone()),
            _ => {}
        }
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
                self.tabs(&range);
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
            Start::Emphasis => self.italics(false, &range),
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
                self.links.push((own_links::within(self.name, dest_url.into_string()), at));
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
            TagEnd::Emphasis => {
                self.placeholder(&range);
                self.italics(true, &range);
            }
            TagEnd::Strong => {
                self.placeholder(&range);
                self.bold(true, &range);
            }
            TagEnd::Heading(level) => {
                let mut text = self.take();
                text.text.truncate(without_notes(&text.text).len());
                text.text.extend(self.parameter_at_end(&range));
                self.push(BlockKind::Heading { level: level as u8, text }, range);
            }
            TagEnd::CodeBlock => {
                if let Some((fence, span)) = self.fence.take()
                    && let Some(fence) = self.directive(fence, &span)
                {
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
