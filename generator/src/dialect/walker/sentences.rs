//! Sentences that name operations: ``Send a `POST` request to `/things`.``, or the method of a path that stands apart from
//! them, in the items of a list, in a paragraph or a fence of its own.

use super::super::outline::Shows;
use super::super::recognise::sentence;
use super::paragraphs::last_sentence;
use super::{Walker, first_word};
use crate::dialect::facts::shapes::LineShape;
use crate::dialect::words::fold;
use crate::markdown::{Block, BlockKind, Fence, Text};
use crate::sample::http::{RequestLine, request_line};
use crate::sample::target;
use crate::source::Span;

impl Walker<'_> {
    /// The operations that a sentence names: the first paragraph of a section in any, the others in one that says what to send.
    pub(super) fn in_sentence(&mut self, text: &Text, block: &Block) {
        let is_first = std::mem::take(&mut self.is_first);
        if self.is_history() || block.depth > 0 {
            return;
        }
        if text.text.trim_end().ends_with(':') && (is_first || sentence::asks(text, self.dialect)) {
            self.methods_above = sentence::methods_of_sentence(text, self.dialect);
        }
        if self.dialect.labels.to_user.is_in(&text.text) {
            return;
        }
        let is_example = self.dialect.examples.is_in(&text.text);
        // a path with no placeholder may be an example of another that has one
        let is_of_all = |line: &RequestLine| !is_example || line.path.contains(['{', '<', ':', '[']);
        let mut named = if is_first { sentence::named(text, self.dialect) } else { Vec::new() };
        if named.is_empty() && is_first {
            named = sentence::accepted(text, self.dialect);
        }
        if named.is_empty() {
            named = sentence::requested(text, self.dialect).into_iter().filter(is_of_all).collect();
        }
        let lines: Vec<RequestLine> =
            named.into_iter().filter(|line| target::fault(&line.path).is_none()).collect();
        if lines.is_empty() {
            return;
        }
        self.entry(Shows::Lines { lines, label: None, shape: LineShape::Sentence }, block.span.clone());
    }

    /// The operations of a path that begins an item, or is all of a paragraph, below a sentence that has their method and
    /// brings it in, or above one that says what the method is; whether there are any.
    pub(super) fn awaited(&mut self, text: &Text, block: &Block) -> bool {
        let is_item = matches!(block.kind, BlockKind::Item(_));
        let above = match is_item {
            true => self.methods_above.clone(),
            false => std::mem::take(&mut self.methods_above),
        };
        let Some(code) = text.codes.first().filter(|_| text.text.starts_with('`')) else { return false };
        let is_all = text.text.trim().len() == code.text.len() + 2;
        let path = code.text.trim();
        if !(is_item || is_all) || !is_path(path) {
            return false;
        }
        let methods = match above.is_empty() && is_all && !is_item {
            true => self.methods_below(),
            false => above,
        };
        let found = self.of_methods(&methods, path, &code.span, LineShape::Paragraph);
        if !found && is_all && !is_item && self.is_called_like_an_operation() {
            self.unread(
                "paragraph",
                "it is a URL, and nothing says by which method it is called",
                &block.span,
            );
        }
        found
    }

    /// Whether the section is called like an operation, and none is named in it.
    fn is_called_like_an_operation(&self) -> bool {
        let section = self.section().filter(|at| !self.named.contains(at));
        let title = section.and_then(|at| self.outline.facts.sections.get(at)).map(|it| fold(&it.title));
        title.is_some_and(|title| self.dialect.operations.verbs.has(first_word(&title)))
    }

    /// The operations of a fence that has nothing but the path, below a sentence that has their method and brings it in, or
    /// above one that says what the method is; whether there are any.
    pub(super) fn fence_of_path(&mut self, above: &[String], fence: &Fence) -> bool {
        let text = fence.body.text();
        let url = text.trim();
        let start = text.len() - text.trim_start().len();
        let span = fence.body.origin_span(&(start..start + url.len()));
        let url = match url.strip_prefix("http(s)://") {
            Some(rest) => format!("https://{rest}"),
            None => url.to_owned(),
        };
        if !is_path(&url) {
            return false;
        }
        let below = if above.is_empty() { self.methods_below() } else { Vec::new() };
        let named = if above.is_empty() { &below } else { above };
        if named.is_empty() {
            let of_page: Vec<String> =
                self.only_method.iter().filter(|_| self.is_of_call()).cloned().collect();
            return self.of_methods(&of_page, &url, &span, LineShape::Paragraph);
        }
        self.of_methods(named, &url, &span, LineShape::Paragraph)
    }

    /// Whether a label says that what is called is here: `Request`, `Endpoint`.
    fn is_of_call(&self) -> bool {
        let role = self.role_here();
        role.lines || (role.sends && role.answered == Some(false))
    }

    fn of_methods(&mut self, methods: &[String], path: &str, span: &Span, shape: LineShape) -> bool {
        let lines = methods.iter().filter_map(|method| request_line(&format!("{method} {path}")));
        let lines: Vec<RequestLine> = lines.map(|line| RequestLine { span: span.clone(), ..line }).collect();
        let found = !lines.is_empty();
        if found {
            self.lines(lines, None, shape, span);
        }
        found
    }

    /// The methods that a sentence right below says a path has, in a section that names no operation yet.
    fn methods_below(&self) -> Vec<String> {
        const MOST: usize = 2;
        if self.section().is_none_or(|at| self.named.contains(&at)) {
            return Vec::new();
        }
        let words = self.below.iter().map_while(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(text),
            _ => None,
        });
        let mut said = words
            .take(MOST)
            .map(|text| sentence::methods_said(text, self.dialect))
            .filter(|methods| !methods.is_empty());
        said.next().unwrap_or_default()
    }

    /// Whether a text points at what is right below it without a colon: `A kite has the following properties`.
    pub(super) fn points_below(&self, text: &str) -> bool {
        let last = last_sentence(text);
        let is_listed = self
            .below
            .first()
            .is_some_and(|block| matches!(block.kind, BlockKind::Item(_) | BlockKind::Table(_)));
        is_listed && !last.ends_with(['.', '!', '?']) && self.dialect.labels.points.is_in(last)
    }
}

/// Whether a text is a path or a URL, and nothing else.
fn is_path(text: &str) -> bool {
    (text.starts_with('/') || text.contains("://")) && target::end(text) == text.len()
}
