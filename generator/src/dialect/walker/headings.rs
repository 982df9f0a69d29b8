//! Headings: sections and their labels, operations, and fields that have a heading each.

use super::super::Dialect;
use super::super::facts::{Deprecated, Section, Stated, sections_around};
use super::super::outline::{OutlineEntry, SectionRole, Shows};
use super::super::recognise::deprecation;
use super::super::recognise::draft::FieldDraft;
use super::super::recognise::line::{self, Setting};
use super::super::recognise::words::{self, FieldWords};
use super::super::recognise::{name, presence, trait_line, types};
use super::super::words::fold;
use super::field_paragraphs::MOST_LINES;
use super::{NamedPair, Walker, with_mark};
use crate::dialect::facts::field::{FieldShape, JsonKind, Requirement};
use crate::dialect::facts::shapes::LineShape;
use crate::dialect::recognise::label::Label;
use crate::dialect::recognise::labels;
use crate::markdown::{BlockKind, Code, Marked, Text};
use crate::sample::http::{RequestLine, request_line};
use crate::source::Span;

/// A heading that may document a field, as long as its section is read.
pub(super) struct FieldHeading {
    name: Stated<String>,
    /// The other names that it has in code, of which the same is said.
    others: Vec<Stated<String>>,
    words: FieldWords,
    codes: Vec<Code>,
    links: Vec<String>,
    /// The section around it.
    section: Option<usize>,
    span: Span,
    is_stated: bool,
    /// The sample that has the field.
    of_sample: Option<usize>,
    /// The label above that announces it, below the heading around it.
    label: Option<Label>,
    /// Whether all below it, up to the next heading, is said of it.
    holds_all: bool,
}

impl<'a> Walker<'a> {
    pub(super) fn heading(&mut self, level: u8, text: &Text, span: &Span) {
        self.end_heading();
        self.end_items();
        let label = self.local.take().map(|local| local.label);
        let around = self.section();
        self.says_answer = false;
        self.is_first = true;
        let (title, mut named, path) = self.named_in_title(level, text);
        // a line of the section's own names it more surely
        let mut shape = LineShape::Heading;
        if named.is_empty() && path.is_none() {
            named.extend(self.listed_as(text));
            shape = LineShape::Row;
        }
        if let Some(path) = path.as_deref().filter(|_| named.is_empty()) {
            named = self.listed_at(path, level, text);
            shape = LineShape::Row;
        }
        if named.is_empty() && path.is_none() {
            named.extend(self.listed_by_end(level, text));
            shape = LineShape::Heading;
        }
        let facts = &mut self.outline.facts;
        if facts.title.is_none() {
            facts.title = Some(Stated { value: text.text.clone(), span: span.clone() });
            let products = marked_products(text, self.dialect);
            facts.products =
                products.filter_map(|it| text.text.get(it.range.clone())).map(str::to_owned).collect();
        }
        let mut parent = facts.sections.len().checked_sub(1);
        while let Some(above) = parent.and_then(|at| facts.sections.get(at)) {
            if above.level < level {
                break;
            }
            parent = above.parent;
        }
        // headings right below a label, and those beside them, are below it
        if let Some(label) = label.filter(|_| parent == around) {
            self.announced = Some((around, label));
        }
        self.announced = self.announced.take().filter(|(section, _)| *section == parent);
        facts.sections.push(Section {
            level,
            plain_title: title.clone().unwrap_or_else(|| without_products(text, self.dialect)),
            title: title.unwrap_or_else(|| text.text.clone()),
            parent,
            lead: None,
            span: span.clone(),
        });
        let is_path = path.is_some();
        self.paths.push(path.filter(|_| named.is_empty()));
        if let ([line], Some(at)) = (named.as_slice(), self.section()) {
            self.called.insert(at, (line.method.clone(), line.path.clone()));
        }
        let half = self.half_named(&text.plain());
        let is_beside = |at: usize| {
            self.outline.facts.sections.get(at).is_some_and(|it| it.level == level && it.parent == parent)
        };
        let kept = std::mem::take(&mut self.pair);
        let kept = Some(kept).filter(|_| half.is_some() && around.is_some_and(is_beside));
        self.pair = match (self.path_above(), self.called_above().filter(|_| named.is_empty())) {
            (Some(path), _) => NamedPair::below(path, None, span),
            (None, Some((method, path))) => NamedPair::below(path, Some(method), span),
            (None, None) => kept.unwrap_or_default(),
        };
        self.pair.awaits = half;
        if deprecation::is_marked(text, self.dialect) {
            self.deprecated(Deprecated::Section, String::new(), span);
        }
        let field =
            self.field_heading(text, parent, span).or_else(|| self.sampled_heading(text, parent, span));
        // ``The `/things` endpoint`` is of that path, and no label
        let has_path = text.plain().split_whitespace().any(|word| word.len() > 1 && word.starts_with('/'));
        let label = match !named.is_empty() || has_path || is_path || field.is_some() {
            true => Label::default(),
            false => self.label_of(labels::title(&text.text, self.dialect), level, text),
        };
        self.announces_parameters(&label);
        let status = label.status;
        self.outline.labels.push(label);
        self.answer_of_label(status, span);
        if !named.is_empty() {
            self.lines(named, None, shape, span);
        }
        self.heading = field;
    }

    /// The operations that a heading names, and the title that it gives them, if it says something else beside them; or the
    /// path that it names for the methods below it.
    pub(super) fn named_in_title(
        &self,
        level: u8,
        text: &Text,
    ) -> (Option<String>, Vec<RequestLine>, Option<String>) {
        let leading = line::leading(text, Setting::Heading, self.dialect);
        if !leading.is_empty() {
            return (None, leading, None);
        }
        let path_first = line::path_first(text, self.dialect);
        if !path_first.is_empty() {
            return (None, path_first, None);
        }
        if let Some((title, lines)) = line::closing(text) {
            let is_sample = labels::title(&title, self.dialect).examples;
            return if is_sample { (None, Vec::new(), None) } else { (Some(title), lines, None) };
        }
        let is_label = |label: &str| self.dialect.columns.path.has(&fold(label));
        let path = line::path_of_heading(text, is_label);
        let sections = &self.outline.facts.sections;
        let above = sections_around(sections, self.section());
        let mut above = above.skip_while(|at| sections.get(*at).is_some_and(|it| it.level >= level));
        let of_above = above.find_map(|at| self.paths.get(at).and_then(Option::as_ref));
        match (path, of_above, line::methods_of_heading(text, self.dialect)) {
            (None, Some(path), Some((title, methods))) => {
                let line = |method: &String| request_line(&format!("{method} {path}"));
                let lines = methods.iter().filter_map(line);
                let lines = lines.map(|line| RequestLine { span: text.span.clone(), ..line });
                (title, lines.collect(), None)
            }
            (path, ..) => (None, Vec::new(), path),
        }
    }

    /// The path that the nearest heading names which this place is below.
    fn path_above(&self) -> Option<&str> {
        let sections = &self.outline.facts.sections;
        let mut above = sections_around(sections, self.section());
        above.find_map(|at| self.paths.get(at).and_then(Option::as_deref))
    }

    /// The operation that the nearest heading around this one names.
    fn called_above(&self) -> Option<&(String, String)> {
        let sections = &self.outline.facts.sections;
        let above = sections_around(sections, self.section());
        above.skip(1).find_map(|at| self.called.get(&at))
    }

    /// Ends the heading that may document a field: it does if its section states the type.
    pub(super) fn end_heading(&mut self) {
        let Some(heading) = self.heading.take().filter(|heading| heading.is_stated) else { return };
        let FieldHeading { name, others, words, codes, links, section, span, of_sample, label, .. } = heading;
        let labels: Vec<&Label> = label.iter().collect();
        let role = self.role(section, &labels);
        let role = SectionRole { of_sample: of_sample.filter(|_| role.answered.is_none()), ..role };
        let list = section.and_then(|at| self.outline.facts.sections.get(at)).map_or(0, |it| it.span.start);
        for name in std::iter::once(name).chain(others) {
            let draft = FieldDraft {
                name,
                words: words.clone(),
                codes: codes.clone(),
                links: links.clone(),
                location: None,
                section,
                list,
                span: span.clone(),
                shape: FieldShape::Heading,
            };
            let shows = Shows::Field(Box::new(draft.finish(self.dialect)));
            let (role, span) = (role.clone(), span.clone());
            self.outline.entries.push(OutlineEntry { shows, role, section, span });
        }
    }

    /// The heading of one field: its name, with marks behind it or without. One in code may be any name's; another is a
    /// field's where a label announces these, and marks or what is below it say something of it.
    fn field_heading(&mut self, text: &Text, section: Option<usize>, span: &Span) -> Option<FieldHeading> {
        let plain = labels::shortcodes(&text.text);
        let (name, rest) = match plain.strip_prefix('`') {
            // the second backtick may be forgotten
            Some(inner) => inner.split_once('`').unwrap_or((inner, "")),
            None => plain.split_once(' ').unwrap_or((&plain, "")),
        };
        let is_code = plain.starts_with('`');
        let others = self.other_names(text);
        let rest = if others.is_empty() { rest } else { "" };
        let (value, required) = name::bare_name(name)?;
        let label = self.announced.as_ref().map(|(_, label)| label.clone());
        let role = self.role(section, &label.iter().collect::<Vec<_>>());
        let is_announced = role.announces;
        let words = words::read(rest, self.dialect);
        // `Kite (object)` below `Data Structures` is one of these, and no field
        let is_object = words
            .type_words
            .as_ref()
            .is_some_and(|it| types::read(it, self.dialect).kinds.contains(&JsonKind::Object));
        if role.objects && !is_code && is_object && value.starts_with(char::is_uppercase) {
            return None;
        }
        let says = words.type_words.is_some() || words.requirement != Requirement::Unstated;
        let is_name = is_code || (is_announced && !labels::title(value, self.dialect).is_role());
        // of a name in code brackets may say anything: `(deprecated)`
        let rest = rest.trim();
        let is_alone = rest.is_empty() || (is_code && rest.starts_with('('));
        // `Kite List` is a title like others
        let is_title = !is_code && !words.is_marked && value.starts_with(char::is_uppercase);
        if !is_name || !(is_alone || (says && words.description.is_empty() && !is_title)) {
            return None;
        }
        let mut words = with_mark(FieldWords { description: String::new(), ..words }, required);
        let traits = self.traits_below().filter(|_| is_announced);
        let is_stated = is_announced && (says || traits.is_some());
        if !is_stated && !is_code {
            return None;
        }
        if let Some((traits, end)) = traits {
            words.add(traits);
            self.taken = end;
        }
        let place = text.codes.first().map_or(&text.span, |code| &code.span);
        Some(FieldHeading {
            name: Stated { value: value.to_owned(), span: place.clone() },
            others,
            words,
            codes: Vec::new(),
            links: Vec::new(),
            section,
            span: span.clone(),
            is_stated,
            of_sample: None,
            label,
            holds_all: is_stated,
        })
    }

    /// The names in code behind the first one of a heading that has nothing else: `` `limit`, `offset` ``.
    fn other_names(&self, text: &Text) -> Vec<Stated<String>> {
        let between: Vec<&str> = text.text.split('`').step_by(2).map(str::trim).collect();
        let [first, joints @ .., last] = between.as_slice() else { return Vec::new() };
        let is_list =
            first.is_empty() && last.is_empty() && joints.iter().all(|it| line::is_joint(it, self.dialect));
        let named = text.codes.iter().map(|code| {
            let (name, _) = name::bare_name(&code.text)?;
            Some(Stated { value: name.to_owned(), span: code.span.clone() })
        });
        let names: Option<Vec<Stated<String>>> = named.collect();
        names.filter(|_| is_list).into_iter().flatten().skip(1).collect()
    }

    /// What the items say that a heading has right below it, each one thing, and where they end.
    fn traits_below(&self) -> Option<(FieldWords, usize)> {
        let items = self.below.iter().map_while(|block| match &block.kind {
            BlockKind::Item(text) if block.depth == 1 => Some((text, block.span.end)),
            _ => None,
        });
        let (lines, ends): (Vec<&Text>, Vec<usize>) = items.unzip();
        Some((trait_line::read_all(&lines, self.dialect)?, *ends.last()?))
    }

    /// The heading of a field that a sample of the operation above has: its name and nothing else.
    fn sampled_heading(&self, text: &Text, section: Option<usize>, span: &Span) -> Option<FieldHeading> {
        let plain = text.text.trim();
        let is_name = plain.starts_with(|c: char| c.is_lowercase() || c == '_')
            && plain.chars().all(|c| c.is_alphanumeric() || c == '_')
            && !labels::title(plain, self.dialect).is_role();
        let of_sample = self.sample_above(plain, section).filter(|_| is_name);
        Some(FieldHeading {
            name: Stated { value: plain.to_owned(), span: text.span.clone() },
            others: Vec::new(),
            words: FieldWords::default(),
            codes: Vec::new(),
            links: Vec::new(),
            section,
            span: span.clone(),
            is_stated: true,
            of_sample: Some(of_sample?),
            label: None,
            holds_all: true,
        })
    }

    /// What a paragraph says of the field that the heading above it names.
    pub(super) fn heading_words(&mut self, text: &Text) -> bool {
        let is_of_answer = self.short_label(text.text.trim()).is_some_and(|label| label.status.is_some());
        let Some(heading) = &mut self.heading else { return false };
        let mut found = false;
        for (at, strong) in text.strong.iter().enumerate() {
            let label = fold(&text.plain_part(strong.clone()));
            let label = label.trim().trim_end_matches(':').trim();
            let end = text.strong.get(at + 1).map_or(text.text.len(), |next| next.start);
            let of_line = text.breaks.iter().find(|at| **at >= strong.end).map_or(end, |at| (*at).min(end));
            let value = |end: usize| {
                let value = text.linked_part(strong.end..end);
                labels::shortcodes(value.trim().trim_start_matches(':').trim().trim_end_matches('\\').trim())
            };
            let columns = &self.dialect.columns;
            if columns.kind.has(label) {
                heading.words.type_words = Some(value(of_line));
                heading.is_stated = true;
            } else if columns.description.has(label) {
                heading.words.description = value(end);
            } else if columns.required.has(label) {
                let said = words::read(&format!("({})", value(of_line)), self.dialect);
                let of_word = presence::requirement(&value(of_line), self.dialect);
                heading.words.requirement = said.requirement.or(of_word);
            } else if columns.default.has(label) {
                heading.words.default = Some(value(of_line).trim_matches('`').to_owned());
            } else {
                continue;
            }
            found = true;
        }
        if !found && let Some(traits) = trait_line::read_all(&lines_of(text), self.dialect) {
            heading.words.add(traits);
            (heading.is_stated, found) = (true, true);
        }
        if !found && heading.holds_all && !is_of_answer {
            if !heading.words.description.is_empty() {
                heading.words.description.push_str("\n\n");
            }
            heading.words.description.push_str(&text.text);
            found = true;
        }
        if found {
            heading.codes.extend(text.codes.iter().cloned());
            heading.links.extend(text.links.iter().map(|link| link.target.clone()));
        }
        found
    }
}

/// The lines of a text.
pub(super) fn lines_of(text: &Text) -> Vec<Text> {
    let mut starts: Vec<usize> =
        text.breaks.iter().chain(&text.lines).copied().filter(|at| *at > 0).collect();
    starts.sort_unstable();
    let ends = starts.iter().copied().chain([text.text.len()]);
    std::iter::once(0)
        .chain(starts.iter().copied())
        .zip(ends)
        .take(MOST_LINES)
        .map(|(start, end)| text.part(start..end))
        .collect()
}

/// A heading's words less the ones that a product's marker holds.
fn without_products(text: &Text, dialect: &Dialect) -> String {
    let mut words = text.text.clone();
    for marked in marked_products(text, dialect).rev() {
        if words.get(marked.range.clone()).is_some() {
            words.replace_range(marked.range.clone(), "");
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts of a text that a marker makes a product's name.
fn marked_products<'a>(text: &'a Text, dialect: &'a Dialect) -> impl DoubleEndedIterator<Item = &'a Marked> {
    text.marked.iter().filter(|marked| dialect.product_markers.contains(&marked.marker))
}
