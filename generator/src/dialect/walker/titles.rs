//! Headings that read as labels and are none: what they name is an operation or a type that is called so. And those of versions.

use std::collections::{HashMap, HashSet};

use super::Walker;
use crate::dialect::Dialect;
use crate::dialect::facts::route::{below_server, split_url};
use crate::dialect::facts::sections_around;
use crate::dialect::facts::shapes::LineShape;
use crate::dialect::outline::Shows;
use crate::dialect::recognise::label::Label;
use crate::dialect::recognise::line::{self, Setting};
use crate::dialect::words::{fold, letters};
use crate::markdown::{Block, BlockKind, Link, Row, Text};
use crate::model::PathTemplate;
use crate::sample::http::RequestLine;
use crate::sample::{curl, http};

/// A method, and a path below the server.
type MethodAndPath = (String, String);

/// The operations that lines so far have named, for headings that are called like them.
#[derive(Default)]
pub(super) struct NamedAbove {
    /// Those of tables and lists by their paths, one of each method.
    by_path: HashMap<String, Vec<RequestLine>>,
    /// Those of fences of several by the section and the last word of their paths; none where several end so.
    by_end: HashMap<(usize, String), Option<RequestLine>>,
}

/// Which headings are titles of tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TabTitles {
    None,
    /// The next one, and those of its level.
    Any,
    OfLevel(u8),
}

impl NamedAbove {
    pub fn add(&mut self, lines: &[RequestLine], shape: LineShape, section: Option<usize>) {
        for line in lines {
            let template = PathTemplate::parse(below_server(&line.path));
            if matches!(shape, LineShape::Row | LineShape::Item) {
                let known = self.by_path.entry(template.nameless()).or_default();
                if !known.iter().any(|known| known.method == line.method) {
                    known.push(line.clone());
                }
            } else if let (LineShape::Fence, Some(at), Some(end)) = (shape, section, template.resource())
                && lines.len() > 1
            {
                let end = (at, end.to_ascii_lowercase());
                let one = if self.by_end.contains_key(&end) { None } else { Some(line.clone()) };
                self.by_end.insert(end, one);
            }
        }
    }
}

impl Walker<'_> {
    /// Whether a heading is the title of a tab, and names no operation, nor the path or the method of one.
    pub(super) fn is_tab(&mut self, level: u8, text: &Text) -> bool {
        if !matches!(self.tabs, TabTitles::Any) && self.tabs != TabTitles::OfLevel(level) {
            return false;
        }
        let (_, lines, path) = self.named_in_title(level, text);
        let names =
            !lines.is_empty() || path.is_some() || line::methods_of_heading(text, self.dialect).is_some();
        self.tabs = if names { TabTitles::None } else { TabTitles::OfLevel(level) };
        !names
    }

    /// Takes what the rows of a table of operations call each of them, or lead to below.
    pub(super) fn calls_rows(&mut self, rows: &[Row], lines: &[RequestLine]) {
        let by_row: HashMap<usize, &RequestLine> = lines.iter().map(|line| (line.span.start, line)).collect();
        for row in rows {
            if let Some(line) = by_row.get(&row.span.start) {
                let words = row.cells.iter().map(Text::plain);
                self.calls(line, words, row.cells.iter().flat_map(|cell| &cell.links));
            }
        }
    }

    /// Takes what an item calls the one operation that it has in code, or leads to below.
    pub(super) fn calls_item(&mut self, text: &Text) {
        let mut lines =
            text.codes.iter().filter_map(|code| Some((code, http::request_line(code.text.trim())?)));
        if let (Some((code, line)), None) = (lines.next(), lines.next()) {
            let words = text.plain().replacen(code.text.as_str(), "", 1);
            self.calls(&line, std::iter::once(words), text.links.iter());
        }
    }

    /// Takes what an operation is called, in several words, or the link to where it is documented on the page.
    fn calls<'l>(
        &mut self,
        line: &RequestLine,
        words: impl Iterator<Item = String>,
        links: impl Iterator<Item = &'l Link>,
    ) {
        let words = words.filter(|words| words.trim_matches(|c: char| !c.is_alphanumeric()).contains(' '));
        let links = links.map(|link| link.target.clone()).filter(|target| target.starts_with('#'));
        let keys: HashSet<String> = words.chain(links).map(|words| letters(&words)).collect();
        for key in keys.into_iter().filter(|key| !key.is_empty()) {
            let known = self.listed.entry(key).or_insert_with(|| Some(line.clone()));
            let is_same = |known: &RequestLine| known.method == line.method && known.path == line.path;
            *known = known.take().filter(is_same);
        }
    }

    /// The operation that a table or a list above calls as a heading is called, or leads to it for.
    pub(super) fn listed_as(&self, text: &Text) -> Option<RequestLine> {
        let line = self.listed.get(&letters(&text.plain()))?.clone()?;
        Some(RequestLine { span: text.span.clone(), ..line })
    }

    /// The operations that tables and lists above have at the path that a heading is, where no heading below it is a method's.
    pub(super) fn listed_at(&self, path: &str, level: u8, text: &Text) -> Vec<RequestLine> {
        let own = self.below.iter().map_while(|block| match &block.kind {
            BlockKind::Heading { level: next, .. } if *next <= level => None,
            kind => Some(kind),
        });
        let names_method = |kind: &BlockKind| match kind {
            BlockKind::Heading { text, .. } => line::methods_of_heading(text, self.dialect).is_some(),
            _ => false,
        };
        let named = self.named_above.by_path.get(&PathTemplate::parse(path).nameless());
        let here = |line: &RequestLine| RequestLine { span: text.span.clone(), ..line.clone() };
        let named: Vec<RequestLine> = named.into_iter().flatten().map(here).collect();
        if !named.is_empty() && own.into_iter().any(names_method) { Vec::new() } else { named }
    }

    /// The operation that a heading is called like which is below the fence that lists it with others: the one of them whose path
    /// ends so.
    pub(super) fn listed_by_end(&self, level: u8, text: &Text) -> Option<RequestLine> {
        let end = text.plain().trim().to_ascii_lowercase();
        let sections = &self.outline.facts.sections;
        let above = sections_around(sections, self.section());
        let above = above.filter(|at| sections.get(*at).is_some_and(|it| it.level < level));
        let mut named = above.filter_map(|at| self.named_above.by_end.get(&(at, end.clone())));
        let line = named.next().filter(|_| named.next().is_none())?.as_ref()?;
        Some(RequestLine { span: text.span.clone(), ..line.clone() })
    }

    /// The label that a heading is; none where its one word is the name of an operation of its own, beside another's, or that of a
    /// type.
    pub(super) fn label_of(&self, label: Label, level: u8, text: &Text) -> Label {
        let is_one_word = !text.text.trim().contains(char::is_whitespace);
        let is_name = || {
            let title = text.text.trim();
            self.is_type(title) || self.is_of_objects(level) || self.is_operation(&label, level, title)
        };
        match is_one_word && label.is_role() && label.status.is_none() && is_name() {
            true => Label::default(),
            false => label,
        }
    }

    /// Whether a table above has a type of this name, as of a list: `[]Path`, `Path[]`, `array of Path`.
    fn is_type(&self, name: &str) -> bool {
        let lists = [format!("[]{name}"), format!("{name}[]"), format!("[{name}]"), format!("<{name}>")];
        let is_list = |cell: &Text| {
            let plain = cell.plain();
            let plain = plain.trim();
            let mut words = plain.split_whitespace().rev();
            let is_of = words.next() == Some(name)
                && words.next().is_some_and(|word| self.dialect.types.of.has(word));
            is_of || lists.iter().any(|list| plain.ends_with(list.as_str()))
        };
        name.starts_with(char::is_uppercase)
            && self
                .outline
                .entries
                .iter()
                .rev()
                .take_while(|entry| !matches!(entry.shows, Shows::Lines { .. }))
                .any(|entry| match &entry.shows {
                    Shows::Table(table) => table.rows.iter().flat_map(|row| &row.cells).any(is_list),
                    _ => false,
                })
    }

    /// Whether a heading that comes now, of this level, is below one that is of several objects.
    fn is_of_objects(&self, level: u8) -> bool {
        let sections = &self.outline.facts.sections;
        let above = sections_around(sections, sections.len().checked_sub(2));
        let mut above = above.skip_while(|at| sections.get(*at).is_some_and(|it| it.level >= level));
        above.next().and_then(|at| self.outline.labels.get(at)).is_some_and(|label| label.of_objects)
    }

    /// Whether the section of a heading that comes now, of this level, has an operation of its own: it calls a path that ends as
    /// the heading is called, and another than the section does that is before it, whose heading is no label.
    fn is_operation(&self, label: &Label, level: u8, title: &str) -> bool {
        let sections = &self.outline.facts.sections;
        let Some(at) = self.section() else { return false };
        let parent = sections.get(at).and_then(|it| it.parent);
        let is_beside = |other: &usize| {
            sections.get(*other).is_some_and(|it| it.level == level && it.parent == parent)
                && self.outline.labels.get(*other).is_some_and(|label| !label.is_role())
        };
        let Some(beside) = (0..at).rev().find(is_beside) else { return false };
        let Some((method, path)) = first_call(self.below, level, label.answers, self.dialect) else {
            return false;
        };
        let template = PathTemplate::parse(&path);
        // a call that only differs may be a sample with faults
        if !template.resource().is_some_and(|last| last.eq_ignore_ascii_case(title)) {
            return false;
        }
        let is_same = |(known_method, known): &MethodAndPath| {
            let known_template = PathTemplate::parse(known);
            *known_method == method
                && (template.nameless() == known_template.nameless()
                    || known_template.values_at_end(&path).is_some()
                    || template.values_at_end(known).is_some())
        };
        let mut known = self.calls_of(beside).peekable();
        known.peek().is_some() && !known.any(|call| is_same(&call))
    }

    /// What the entries from a section on name or call.
    fn calls_of(&self, section: usize) -> impl Iterator<Item = MethodAndPath> {
        let own = self.outline.entries.iter().filter(move |entry| entry.section >= Some(section));
        own.flat_map(|entry| match &entry.shows {
            Shows::Lines { lines, .. } => {
                lines.iter().map(|line| (line.method.clone(), below_server(&line.path).to_owned())).collect()
            }
            Shows::Requests { requests, .. } => {
                let path = |url: &str| split_url(url).0.to_owned();
                requests.iter().map(|it| (it.method.value.clone(), path(&it.url.value))).collect()
            }
            _ => Vec::new(),
        })
    }
}

/// What the blocks of a section call first. What is shown before that, if it `answers`, is an answer to another call.
fn first_call(blocks: &[Block], level: u8, answers: bool, dialect: &Dialect) -> Option<MethodAndPath> {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { level: next, .. } if *next <= level => return None,
            BlockKind::Paragraph(text) | BlockKind::Item(text) => {
                if let Some(line) = line::leading(text, Setting::Paragraph, dialect).into_iter().next() {
                    return Some((line.method, below_server(&line.path).to_owned()));
                }
            }
            BlockKind::Fence(fence) => {
                let text = fence.body.text();
                if let Some(request) = curl::read(text).into_iter().next() {
                    return Some((request.method, split_url(&request.url).0.to_owned()));
                }
                let line = text.lines().find(|line| !line.trim().is_empty()).map(http::request_lines);
                if let Some(line) = line.into_iter().flatten().next() {
                    return Some((line.method, below_server(&line.path).to_owned()));
                }
                if answers {
                    return None;
                }
            }
            BlockKind::Table(_) if answers => return None,
            _ => {}
        }
    }
    None
}

impl Walker<'_> {
    /// Whether what is read says what changed, version by version.
    pub(super) fn is_history(&self) -> bool {
        let sections = &self.outline.facts.sections;
        let above = sections_around(sections, self.section());
        let titles = above.filter_map(|at| sections.get(at)).map(|section| fold(&section.title));
        titles.into_iter().any(|title| self.is_of_history(&title) || is_version(&title))
    }

    /// Whether a title is one of a list of changes; `Get the changes of a kite` is what an operation does.
    fn is_of_history(&self, title: &str) -> bool {
        let first = title.split_whitespace().next().unwrap_or_default();
        !self.dialect.operations.verbs.has(first) && self.dialect.labels.history.is_in(title)
    }
}

/// Whether a title is a version's: `2.0.1 (2020-04-01)`, `[v1.2]`, `Version 3.0`.
fn is_version(title: &str) -> bool {
    let is_number = |part: &str| {
        let part = part.trim_start_matches('v');
        part.contains('.') && part.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let mut parts = title.split(|c: char| !(c.is_alphanumeric() || c == '.')).filter(|part| !part.is_empty());
    let has_number = parts.clone().any(is_number);
    has_number && parts.all(|part| is_number(part) || part == "version" || part.parse::<u32>().is_ok())
}
