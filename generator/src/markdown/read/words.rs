//! Words, and the tags among them.

use super::{PageReader, Term, inline};
use crate::markdown::html::{self, HtmlPart, HtmlPiece, read_tag};
use crate::markdown::{BlockKind, Code, Text, raised};
use crate::source::Span;

/// HTML that begins a line of its own; other tags are within a word as well as between words.
const BLOCK_TAGS: &[&str] = &["br", "div", "hr", "li", "ol", "p", "pre", "table", "td", "th", "tr", "ul"];

/// Whether what looks like a tag is a placeholder of a path, behind whose slash it is: words, none of which an element is
/// called.
fn is_placeholder(html: &str) -> bool {
    const ELEMENTS: &[&str] = &[
        "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "mark", "q",
        "s", "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr",
    ];
    let inner = html.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or_default();
    let mut words = inner.split(' ').map(str::to_ascii_lowercase);
    let is_element = |name: &str| ELEMENTS.contains(&name) || BLOCK_TAGS.contains(&name);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.');
    !inner.is_empty() && inner.chars().all(is_name) && words.next().is_some_and(|first| !is_element(&first))
}

impl PageReader<'_> {
    /// A block of HTML: its tags, and as running text, as items and as tables what is between them.
    pub(super) fn html(&mut self, range: Span) {
        let source = self.source;
        let block = source.get(range.clone()).unwrap_or_default();
        // in what defines a term it is an example of a value
        if !self.in_definition
            && let Some((body, end)) = html::preformatted(block)
        {
            let place = |at: usize| range.start + at;
            let body = place(body.start)..place(body.end);
            self.code_block(place(0)..place(end), body.start..body.start, body);
            if !block.get(end..).unwrap_or_default().trim().is_empty() {
                self.html(place(end)..range.end);
            }
            return;
        }
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
                    let Some(text) = self.of_definition(text, &within, &span) else { continue };
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
        if !self.in_definition {
            self.end_term();
        }
    }

    /// Takes words of a list of definitions, `<dt>` and the `<dd>` that follow it; gives others back.
    fn of_definition(&mut self, text: Text, within: &[String], span: &Span) -> Option<Text> {
        if self.in_definition {
            return Some(text);
        }
        match within.iter().rfind(|name| matches!(name.as_str(), "dt" | "dd")).map(String::as_str) {
            None => return Some(text),
            Some("dt") => {
                self.end_term();
                let is_defined = false;
                self.term = Some(Term { term: text, span: span.clone(), words: Text::default(), is_defined });
            }
            Some(_) => match &mut self.term {
                Some(term) => {
                    term.words.append(text);
                    term.is_defined = true;
                    term.span.end = span.end;
                }
                None => return Some(text),
            },
        }
        None
    }

    pub(super) fn words(&mut self, words: &str, range: &Span) {
        self.open(range).push(words);
    }

    /// A tag among words. What is in the double braces of a shortcode, or names no element, is words.
    pub(super) fn tag(&mut self, html: &str, range: Span) {
        let is_shortcode = self.source.get(..range.start).is_some_and(|before| before.ends_with("{{"));
        let is_behind_name = self.is_behind_name(html, &range);
        let is_placeholder =
            (self.open(&range).text.ends_with('/') || is_behind_name) && is_placeholder(html);
        let Some(mut tag) = read_tag(html, range.clone()).filter(|_| !is_shortcode && !is_placeholder) else {
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
            ("i" | "em", _) => self.italics(tag.closes, &range),
            ("sup" | "sub", false) => self.raised = Some(self.open(&range).text.len()),
            ("sup" | "sub", true) => {
                if let (Some(at), Some(text)) = (self.raised.take(), &mut self.text) {
                    raised::raise(text, at, tag.name == "sub");
                }
            }
            _ => {}
        }
        if tag.name == "br" {
            let text = self.open(&range);
            text.breaks.push(text.text.len());
        }
        if BLOCK_TAGS.contains(&tag.name.as_str()) {
            self.words(" ", &range);
        }
        let text = self.open(&range);
        tag.at = text.text.len();
        text.tags.push(tag);
    }

    /// Whether what looks like a tag is right behind code or bold words, and nothing closes it: `` `limit` <integer> ``.
    fn is_behind_name(&mut self, html: &str, range: &Span) -> bool {
        let source = self.source;
        let text = self.open(range);
        let before = text.text.trim_end();
        let is_bold = text.strong.last().is_some_and(|strong| strong.end == before.len());
        let close = html.replacen('<', "</", 1);
        let line = source.get(range.end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        (before.ends_with('`') || is_bold) && !line.contains(&close)
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

    /// Emphasis that is a whole segment of a path is a placeholder of it: `/kites/*id*`.
    pub(super) fn placeholder(&mut self, range: &Span) {
        let raw = self.source.get(range.clone()).unwrap_or_default();
        let inner = raw.trim_matches(['*', '_']);
        let is_name = inner.starts_with(char::is_alphabetic)
            && inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        let Some(text) = self.text.as_mut().filter(|_| is_name) else { return };
        let Some(before) = text.text.strip_suffix(inner).filter(|before| before.ends_with('/')) else {
            return;
        };
        let path = before.rsplit([' ', '`', '(']).next().unwrap_or_default();
        if path.starts_with('/') || path.contains("://") {
            let at = before.len();
            text.text.insert(at, '{');
            text.text.push('}');
        }
    }

    pub(super) fn bold(&mut self, closes: bool, range: &Span) {
        let at = self.open(range).text.len();
        if !closes {
            self.strong.push(at);
        } else if let (Some(start), Some(text)) = (self.strong.pop(), &mut self.text) {
            text.strong.push(start..at);
        }
    }

    pub(super) fn italics(&mut self, closes: bool, range: &Span) {
        let at = self.open(range).text.len();
        if !closes {
            self.emphasis.push(at);
        } else if let (Some(start), Some(text)) = (self.emphasis.pop(), &mut self.text) {
            text.emphasis.push(start..at);
        }
    }

    /// The text that is being read; begins one where none is (a tight list item).
    pub(super) fn open(&mut self, range: &Span) -> &mut Text {
        let text = self.text.get_or_insert_with(|| Text { span: range.clone(), ..Text::default() });
        text.span.end = text.span.end.max(range.end);
        text
    }

    pub(super) fn take(&mut self) -> Text {
        self.code = None;
        self.raised = None;
        self.strong.clear();
        self.emphasis.clear();
        self.text.take().unwrap_or_default().finish()
    }
}
