//! Operations whose method and path are behind their names: `URL: `/things``, `Method: `GET``, in either order, in one text
//! or in several that follow each other.

use std::collections::BTreeSet;

use super::super::Phrases;
use super::super::recognise::line;
use super::super::recognise::name::is_method;
use super::super::words::fold;
use super::Walker;
use crate::dialect::facts::RequestFact;
use crate::dialect::facts::route::{below_server, split_url};
use crate::dialect::facts::shapes::LineShape;
use crate::markdown::{Fence, Text};
use crate::model::PathTemplate;
use crate::sample::http::{RequestLine, request_line};
use crate::sample::target;
use crate::source::Span;

/// What was named so far.
#[derive(Debug, Default)]
pub(super) struct NamedPair {
    methods: Option<(Vec<String>, Span)>,
    path: Option<(String, Span)>,
    /// The half that a text names which has nothing else in it: the next one gives it.
    pub(super) awaits: Option<Half>,
    /// Whether the path is a heading's, for all that is below it.
    is_of_heading: bool,
    /// The method that the heading names with it.
    known: Option<String>,
    /// Where in the ledger the fence is of the half that waits for the other.
    unread: Option<usize>,
    /// Whether requests gave the methods that the path is called with.
    is_called: bool,
}

impl NamedPair {
    /// A pair whose path a heading names, alone or with a method that needs no second name.
    pub fn below(path: &str, method: Option<&str>, span: &Span) -> Self {
        Self {
            path: Some((path.to_owned(), span.clone())),
            is_of_heading: true,
            known: method.map(str::to_owned),
            ..Self::default()
        }
    }
}

/// A half of what names an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Method,
    Path,
}

impl Walker<'_> {
    /// Reads the methods and paths that a text names; whether it has any.
    pub(super) fn pairs(&mut self, text: &Text) -> bool {
        let marked = self.with_colons(text);
        let is_marked = marked.is_some();
        let plain = marked.unwrap_or_else(|| text.plain());
        let mut found = false;
        if let Some(half) = self.pair.awaits.take() {
            found |= self.half(half, &plain, &text.span);
            // words may bring it in
            self.pair.awaits = Some(half).filter(|_| !found && plain.trim_end().ends_with(':'));
        }
        // `POST`, alone, below a heading that is the path
        if self.pair.is_of_heading && self.pair.known.is_none() && is_method(plain.trim()) {
            found |= self.half(Half::Method, &plain, &text.span);
        }
        let mut at = 0;
        let breaks = text.breaks.iter().filter(|_| !is_marked);
        let starts = std::iter::once(0).chain(breaks.copied());
        for start in starts.map(|start| plain_offset(&text.text, start)) {
            if start < at {
                continue;
            }
            at = start;
            while let Some((half, value, end)) = self.named(plain.get(at..).unwrap_or_default()) {
                at += end;
                found |= self.half(half, &value, &text.span);
                let behind = plain.get(at..).unwrap_or_default();
                at += behind.len() - behind.trim_start_matches(['|', '·', ';', ',', ' ']).len();
            }
        }
        if !found && let Some(half) = self.half_named(&plain) {
            self.pair.awaits = Some(half);
        }
        if found {
            self.name_pair();
        }
        found
    }

    /// Names the operations of which both halves are known.
    fn name_pair(&mut self) {
        let (Some((methods, of_methods)), Some((path, of_path))) = (&self.pair.methods, &self.pair.path)
        else {
            return;
        };
        let is_of_heading = self.pair.is_of_heading;
        let span = match is_of_heading {
            true => of_methods.clone(),
            false => of_methods.start.min(of_path.start)..of_methods.end.max(of_path.end),
        };
        let is_known = |method: &&String| is_of_heading && self.pair.known.as_ref() == Some(method);
        let named = methods
            .iter()
            .filter(|method| !is_known(method))
            .filter_map(|method| request_line(&format!("{method} {path}")));
        let lines: Vec<RequestLine> = named.map(|line| RequestLine { span: span.clone(), ..line }).collect();
        self.half_is_read();
        if !lines.is_empty() {
            // a heading of each method names it more surely
            let shape = if is_of_heading { LineShape::Paragraph } else { LineShape::Pair };
            self.lines(lines, None, shape, &span);
        }
    }

    /// Takes the fence of a half from the ledger, as the other one was found.
    fn half_is_read(&mut self) {
        if let Some(at) = self.pair.unread.take().filter(|at| *at < self.outline.facts.unread.len()) {
            self.outline.facts.unread.remove(at);
            self.other_languages = None;
        }
    }

    /// Reads a fence that has the half alone which the heading or the words above it name; whether it is one.
    pub(super) fn fence_of_half(&mut self, methods: &[String], fence: &Fence) -> bool {
        let text = fence.body.text();
        let value = text.trim();
        let Some(half) = self.pair.awaits.take().filter(|_| !value.contains('\n')) else { return false };
        let start = text.len() - text.trim_start().len();
        let place = fence.body.origin_span(&(start..start + value.len()));
        if !self.half(half, value, &place) {
            return false;
        }
        if self.pair.methods.is_some() && self.pair.path.is_some() {
            self.name_pair();
            return true;
        }
        if half == Half::Path && self.fence_of_path(methods, fence) {
            return true;
        }
        self.pair.unread = Some(self.outline.facts.unread.len());
        self.unread("fence", "no method and path are named together: it has one of them alone", &place);
        true
    }

    /// Names the operations whose path alone words above name, by the requests that call it with values.
    pub(super) fn called_pair(&mut self, requests: &[RequestFact]) {
        let is_open = self.pair.is_called || !self.section().is_some_and(|at| self.named.contains(&at));
        let Some((path, place)) = self.pair.path.clone().filter(|_| !self.pair.is_of_heading && is_open)
        else {
            return;
        };
        let template = PathTemplate::parse(below_server(&path));
        let is_call =
            |request: &&RequestFact| template.values_at_end(split_url(&request.url.value).0).is_some();
        let named = requests.iter().filter(is_call).map(|request| request.method.value.as_str());
        let methods: BTreeSet<&str> = named.collect();
        let lines = methods.into_iter().filter_map(|method| request_line(&format!("{method} {path}")));
        let lines: Vec<RequestLine> = lines.map(|line| RequestLine { span: place.clone(), ..line }).collect();
        if !lines.is_empty() {
            self.half_is_read();
            self.lines(lines, None, LineShape::Pair, &place);
            // another request below may call it with another method
            self.pair = NamedPair { path: Some((path, place)), is_called: true, ..NamedPair::default() };
        }
    }

    /// Reads a fence whose lines all name one: `Method: GET`, `URL: /things`; whether it is one.
    pub(super) fn fence_of_pairs(&mut self, fence: &Fence) -> bool {
        let body = fence.body.text().trim();
        let whole = 0..fence.body.text().len();
        let lines = body.lines().map(str::trim);
        let is_one = |line: &str| self.named(line).is_some_and(|(_, _, end)| end == line.len());
        if body.is_empty() || !lines.clone().all(is_one) {
            return false;
        }
        let span = fence.body.origin_span(&whole);
        lines
            .filter(|line| {
                self.pairs(&Text { text: (*line).to_owned(), span: span.clone(), ..Text::default() })
            })
            .count()
            > 1
    }

    /// The words of a text, with a colon behind those in bold where it has none at all: `**Method** `GET``.
    fn with_colons(&self, text: &Text) -> Option<String> {
        let labels: Vec<&Span> = text.strong.iter().collect();
        let is_half = |strong: &&Span| self.half_named(&text.plain_part((*strong).clone())).is_some();
        if text.text.contains(": ") || labels.len() < 2 || !labels.iter().all(is_half) {
            return None;
        }
        let mut plain = String::new();
        let mut at = 0;
        for label in labels {
            plain.extend([text.plain_part(at..label.end), ":".to_owned()]);
            at = label.end;
        }
        Some(plain + &text.plain_part(at..text.text.len()))
    }

    /// The half that words name, with or without a colon.
    pub(super) fn half_named(&self, words: &str) -> Option<Half> {
        let label = fold(words.trim().trim_end_matches([':', '：']).trim_matches(['*', ' ']));
        let columns = &self.dialect.columns;
        let is = |phrases: &Phrases| phrases.has(&label);
        match () {
            () if is(&columns.method) => Some(Half::Method),
            () if is(&columns.path) => Some(Half::Path),
            () => None,
        }
    }

    /// The half that a text begins with, its value, and where that ends.
    fn named(&self, text: &str) -> Option<(Half, String, usize)> {
        let (label, rest) = text.split_once([':', '：'])?;
        let half = self.half_named(label)?;
        let value = rest.trim_start_matches(|c: char| c == '*' || c.is_whitespace());
        let before = text.len() - value.len();
        let of_half = |word: &str| match half {
            Half::Method => {
                line::is_joint(word, self.dialect)
                    || !line::methods_in_any_case(word, self.dialect).is_empty()
            }
            Half::Path => false,
        };
        let mut end = 0;
        if half == Half::Path {
            end = target::end(value);
        }
        for word in value.get(end..).unwrap_or_default().split_inclusive(char::is_whitespace) {
            if end > 0 && !of_half(word.trim()) {
                break;
            }
            end += word.len();
        }
        Some((half, value.get(..end)?.trim().to_owned(), before + end))
    }

    fn half(&mut self, half: Half, value: &str, span: &Span) -> bool {
        let value = value.trim_matches([' ', ',', ';']);
        // the stars of `/kites/*id*` are a part of it, those around bold words are not
        let value = Some(value)
            .filter(|value| value.contains("/*"))
            .unwrap_or(value.trim_matches(['*', ' ', ',', ';']));
        match half {
            Half::Method => {
                let methods = line::methods_in_any_case(value, self.dialect);
                let found = !methods.is_empty();
                self.pair.methods =
                    Some((methods, span.clone())).filter(|_| found).or(self.pair.methods.take());
                found
            }
            Half::Path => {
                // emphasis that does not close is none
                let value = value.trim_matches('`');
                let value =
                    Some(value.trim_start_matches('_')).filter(|rest| rest.starts_with('/')).unwrap_or(value);
                let found = is_path(value);
                let path = (value.to_owned(), span.clone());
                self.pair.is_of_heading &= !found;
                self.pair.path = Some(path).filter(|_| found).or(self.pair.path.take());
                found
            }
        }
    }
}

/// Where a place of a text is in it without its backticks.
fn plain_offset(text: &str, at: usize) -> usize {
    at - text.get(..at).unwrap_or_default().matches('`').count().min(at)
}

fn is_path(text: &str) -> bool {
    let begins = text.starts_with(['/', '{', '<', '$']) || text.contains("://") || is_rootless(text);
    begins && target::end(text) == text.len()
}

/// Whether a text is a path of several segments that lacks its first slash, and no type of content.
fn is_rootless(text: &str) -> bool {
    const OF_CONTENT: [&str; 6] = ["application", "text", "multipart", "image", "audio", "video"];
    let is_of_path = |c: char| c.is_ascii_alphanumeric() || "/._-{}:<>".contains(c);
    let first = text.split('/').next().unwrap_or_default();
    let begins = first.starts_with(|c: char| c.is_ascii_alphanumeric()) && !OF_CONTENT.contains(&first);
    begins && text.len() > first.len() + 1 && text.chars().all(is_of_path)
}
