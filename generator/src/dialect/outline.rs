//! A page's blocks as what they show, in order: operations, requests, JSON, tables and fields, each with the labels that it
//! is under.

use foldhash::{HashSet, HashSetExt};

use super::facts::{
    Deprecated, Deprecation, NoticeFact, PageFacts, Quoted, RequestFact, ResponseFact, Section, Stated,
    Unread,
};
use super::field::{Field, FieldLocation, FieldShape, JsonKind, Requirement};
use super::labels::{self, Label};
use super::operation::{self, Shown, shown};
use super::recognise::draft::FieldDraft;
use super::recognise::line::{self, Setting};
use super::recognise::words::{self, FieldWords};
use super::recognise::{cells, component, name};
use super::shapes::LineShape;
use super::words::fold;
use super::{Dialect, deprecation, lifecycle, types};
use crate::markdown::{Block, Code, Kind, Marked, Marker, Table, Tag, Text};
use crate::sample::http::RequestLine;
use crate::source::Span;

/// Something that a page shows.
pub(super) struct Entry<'a> {
    pub shows: Shows<'a>,
    pub role: Role,
    pub section: Option<usize>,
    pub span: Span,
}

/// What it is.
pub(super) enum Shows<'a> {
    /// Lines that name operations, all that one fence or one table has.
    Lines {
        lines: Vec<RequestLine>,
        label: Option<Stated<String>>,
        shape: LineShape,
    },
    /// Requests, whole.
    Requests {
        requests: Vec<RequestFact>,
        written_out: bool,
        responses: Vec<ResponseFact>,
    },
    /// A body, or a response with its status line.
    Json {
        fact: ResponseFact,
        has_status: bool,
    },
    Table(&'a Table),
    Field(Box<Field>),
    /// A directive that brings in a file, which was not read.
    Elsewhere,
}

/// What the labels of a place say together, the nearest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Role {
    /// Whether what is here is answered, or sent; none where no label says.
    pub answered: Option<bool>,
    pub errors: bool,
    /// Whether a label names what is sent as a whole.
    pub sends: bool,
    pub place: Option<FieldLocation>,
    pub requirement: Requirement,
    pub status: Option<u16>,
    /// Whether a label announces fields.
    pub announces: bool,
    pub objects: bool,
    pub examples: bool,
    pub lines: bool,
    /// The method that a label names.
    pub method: Option<String>,
    pub subject: Option<String>,
    /// Whether a footnote says of names with a star something else than that they are required.
    pub other_stars: bool,
}

/// A page in order.
pub(super) struct Outline<'a> {
    pub entries: Vec<Entry<'a>>,
    /// Title, sections, notices, quoted words, and what was not understood.
    pub facts: PageFacts,
    /// What each section's heading says.
    pub labels: Vec<Label>,
}

/// A label that is no heading.
struct LocalLabel {
    label: Label,
    /// A bold line, a fold's or a tab's title counts up to the next; a sentence for what follows it.
    lasts: bool,
    /// Whether items have used it.
    used: bool,
}

/// A heading that may document a field, as long as its section is read.
struct FieldHeading {
    name: Stated<String>,
    words: FieldWords,
    codes: Vec<Code>,
    links: Vec<String>,
    /// The section around it.
    section: Option<usize>,
    span: Span,
    is_stated: bool,
}

/// Reads the blocks of a page.
pub(super) fn read<'a>(blocks: &'a [Block], dialect: &'a Dialect) -> Outline<'a> {
    let outline = Outline { entries: Vec::new(), facts: PageFacts::default(), labels: Vec::new() };
    let mut walker = Walker {
        outline,
        dialect,
        local: None,
        items: Vec::new(),
        list: 0,
        heading: None,
        components: Vec::new(),
        pair: (None, None),
        summary: false,
        other_languages: None,
        named: HashSet::new(),
    };
    for block in blocks {
        walker.block(block);
    }
    walker.end_heading();
    walker.outline.leave_out(dialect);
    walker.outline
}

impl Outline<'_> {
    /// Makes what has a shape that the dialect does not read unread.
    fn leave_out(&mut self, dialect: &Dialect) {
        let not_read = &dialect.not_read;
        let unread = &mut self.facts.unread;
        self.entries.retain(|entry| {
            let what = match &entry.shows {
                Shows::Lines { shape, .. } if not_read.operations.contains(shape) => "operation",
                Shows::Field(field) if not_read.fields.contains(&field.shape) => "field",
                Shows::Table(_) if not_read.fields.contains(&FieldShape::Table) => "table",
                _ => return true,
            };
            let why = "the dialect does not read this shape".to_owned();
            unread.push(Unread { what, why, span: entry.span.clone() });
            false
        });
    }
}

struct Walker<'a> {
    outline: Outline<'a>,
    dialect: &'a Dialect,
    local: Option<LocalLabel>,
    /// The fields of the items that are open: their depths, and their entries.
    items: Vec<(usize, usize)>,
    /// Where the list begins that is being read.
    list: usize,
    heading: Option<FieldHeading>,
    /// The components that are open, and the entries of those that are fields.
    components: Vec<(String, Option<usize>)>,
    /// A method and a path that pairs of words named, each with its place.
    pair: (Option<Stated<String>>, Option<Stated<String>>),
    /// Whether the title of what can be unfolded is being read.
    summary: bool,
    /// Where in the ledger the entry is for samples in other languages that follow each other.
    other_languages: Option<usize>,
    /// The sections that name operations.
    named: HashSet<usize>,
}

impl<'a> Walker<'a> {
    fn block(&mut self, block: &'a Block) {
        let span = &block.span;
        if matches!(block.kind, Kind::Heading { .. } | Kind::Table(_) | Kind::Notice { .. }) {
            self.other_languages = None;
        }
        match &block.kind {
            Kind::Heading { level, text } => self.heading(*level, text, span),
            Kind::Paragraph(text) => self.paragraph(text, block),
            Kind::Item(text) => self.item(text, block),
            Kind::Definition { term, words } => self.definition(term, words, span),
            Kind::Tag(tag) => self.tag(tag),
            Kind::Notice { kind, text } => self.notice(kind, text, span),
            Kind::Fence(fence) => {
                let is_of_item = self.item_at(block.depth).is_some();
                self.end_items();
                let section = self.section();
                match shown(fence, span, section) {
                    Shown::Operations(lines) => {
                        let label = Stated { value: fence.info.clone(), span: fence.info_span.clone() };
                        let here = |line: RequestLine| RequestLine {
                            span: fence.body.origin_span(&line.span),
                            ..line
                        };
                        let lines = lines.into_iter().map(here).collect();
                        self.lines(lines, Some(label), LineShape::Fence, span);
                    }
                    Shown::Requests { requests, written_out, responses, unread } => {
                        self.outline.facts.unread.extend(unread);
                        self.entry(Shows::Requests { requests, written_out, responses }, span.clone());
                    }
                    Shown::Responses { has_status: false, .. } if is_of_item && self.is_of_parameters() => {
                        self.unread("fence", "JSON in the item of a parameter: a value of it", span);
                    }
                    Shown::Responses { responses, has_status } => {
                        for fact in responses {
                            self.entry(Shows::Json { fact, has_status }, span.clone());
                        }
                    }
                    Shown::OtherLanguage(language) => self.other_language(language, span),
                    Shown::Nothing(why) => self.unread("fence", why, span),
                }
                self.used();
            }
            Kind::Table(table) => {
                self.end_items();
                match cells::operations(table, self.dialect) {
                    Some(lines) => {
                        for row in &table.rows {
                            let says = |cell: &&Text| deprecation::is_of_row(cell, self.dialect);
                            if let Some(cell) = row.cells.iter().find(says) {
                                self.deprecated(Deprecated::Place, cell.plain(), &row.span);
                            }
                        }
                        self.lines(lines, None, LineShape::Row, span)
                    }
                    None => self.entry(Shows::Table(table), span.clone()),
                }
                self.used();
            }
            Kind::Marker(Marker::FoldOpen(title) | Marker::Tab(title)) => self.lasting(title),
            Kind::Marker(Marker::FoldClose | Marker::TabsEnd) => self.local = None,
            Kind::Marker(_) => {}
        }
    }

    fn section(&self) -> Option<usize> {
        self.outline.facts.sections.len().checked_sub(1)
    }

    fn entry(&mut self, shows: Shows<'a>, span: Span) {
        let (role, section) = (self.role_here(), self.section());
        self.outline.entries.push(Entry { shows, role, section, span });
    }

    fn lines(
        &mut self,
        lines: Vec<RequestLine>,
        label: Option<Stated<String>>,
        shape: LineShape,
        span: &Span,
    ) {
        let start = lines.first().map_or(span.start, |line| line.span.start.min(span.start));
        self.pair = (None, None);
        self.named.extend(self.section());
        // a heading that announces fields, and no operation's own: `Import certificates and keys`
        let heading = self.section().and_then(|at| self.outline.labels.get_mut(at));
        if let Some(heading) = heading.filter(|label| label.is_of_fields_only()) {
            *heading = Label::default();
        }
        self.entry(Shows::Lines { lines, label, shape }, start..span.end);
    }

    fn unread(&mut self, what: &'static str, why: &str, span: &Span) {
        self.outline.facts.unread.push(Unread { what, why: why.to_owned(), span: span.clone() });
    }

    /// Samples of one request in several languages are one entry.
    fn other_language(&mut self, language: &str, span: &Span) {
        let entry = self.other_languages.and_then(|at| self.outline.facts.unread.get_mut(at));
        if let Some(entry) = entry {
            if !entry.why.split([' ', ',']).any(|known| known == language) {
                entry.why.push_str(", ");
                entry.why.push_str(language);
            }
        } else {
            self.other_languages = Some(self.outline.facts.unread.len());
            self.unread("fence", &format!("{}: {language}", operation::IN_ANOTHER_LANGUAGE), span);
        }
    }

    fn quoted(&mut self, codes: &[Code]) {
        let codes = codes.iter().map(|code| Quoted { text: code.text.clone(), span: code.span.clone() });
        self.outline.facts.quoted.extend(codes);
    }

    fn notice(&mut self, kind: &str, text: &Text, span: &Span) {
        self.quoted(&text.codes);
        let section = self.section();
        self.deprecates(text, span);
        self.outline.facts.notices.push(NoticeFact {
            kind: kind.to_owned(),
            text: text.text.clone(),
            lifecycle: lifecycle::of(&text.text, self.dialect),
            section,
            span: span.clone(),
        });
    }

    /// Takes what a text says of this place, or of its operation: that it is deprecated.
    fn deprecates(&mut self, text: &Text, span: &Span) {
        if let Some(of) = deprecation::said(&text.linked_part(0..text.text.len()), self.dialect) {
            self.deprecated(of, text.text.clone(), span);
        }
    }

    fn deprecated(&mut self, of: Deprecated, text: String, span: &Span) {
        let section = self.section();
        self.outline.facts.deprecations.push(Deprecation { text, of, section, span: span.clone() });
    }

    /// What the labels say together that a place in a section is under.
    fn role(&self, section: Option<usize>, local: Option<&Label>) -> Role {
        let mut role = Role::default();
        local.into_iter().for_each(|label| role.add(label));
        let label = |at: usize| self.outline.labels.get(at).filter(|label| label.is_role());
        let parent = |at: usize| self.outline.facts.sections.get(at).and_then(|section| section.parent);
        let mut at = section;
        while let Some(here) = at {
            match label(here) {
                // what an operation is named below is called so, and fails no more than others
                Some(label) if self.named.contains(&here) => {
                    role.add(&Label { errors: false, ..label.clone() });
                }
                Some(label) => role.add(label),
                // a heading of its own within what is sent or answered; not one that an operation is named below
                None if self.named.contains(&here) => break,
                None => {
                    let above = parent(here).and_then(label);
                    if !above.is_some_and(|label| label.is_answered().is_some() || label.place.is_some()) {
                        break;
                    }
                }
            }
            at = parent(here);
        }
        role
    }

    /// Whether this place is among parameters, rather than where a body is shown whole.
    fn is_of_parameters(&self) -> bool {
        let role = self.role_here();
        role.answered == Some(false) && !role.sends
    }

    /// What the labels say of this place.
    fn role_here(&self) -> Role {
        self.role(self.section(), self.local.as_ref().map(|local| &local.label))
    }

    fn heading(&mut self, level: u8, text: &Text, span: &Span) {
        self.end_heading();
        self.end_items();
        self.local = None;
        self.pair = (None, None);
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
        facts.sections.push(Section {
            level,
            title: text.text.clone(),
            plain_title: without_products(text, self.dialect),
            parent,
            span: span.clone(),
        });
        if deprecation::is_marked(text, self.dialect) {
            self.deprecated(Deprecated::Section, String::new(), span);
        }
        let named = line::leading(text, Setting::Heading);
        let field = field_heading(text, parent, span);
        let label = match named.is_some() || field.is_some() {
            true => Label::default(),
            false => labels::title(&text.text, self.dialect),
        };
        self.outline.labels.push(label);
        if let Some(line) = named {
            self.lines(vec![line], None, LineShape::Heading, span);
        }
        self.heading = field;
    }

    /// Ends the heading that may document a field: it does if its section states the type.
    fn end_heading(&mut self) {
        let Some(heading) = self.heading.take().filter(|heading| heading.is_stated) else { return };
        let FieldHeading { name, words, codes, links, section, span, .. } = heading;
        let role = self.role(section, None);
        let list = section.and_then(|at| self.outline.facts.sections.get(at)).map_or(0, |it| it.span.start);
        let shape = FieldShape::Heading;
        let draft = FieldDraft {
            name,
            words,
            codes,
            links,
            location: None,
            section,
            list,
            span: span.clone(),
            shape,
        };
        let field = Box::new(draft.finish(self.dialect));
        self.outline.entries.push(Entry { shows: Shows::Field(field), role, section, span });
    }

    fn paragraph(&mut self, text: &Text, block: &Block) {
        self.quoted(&text.codes);
        if let Some(at) = self.item_at(block.depth) {
            return self.add_words(at, &text.text);
        }
        self.end_items();
        if self.heading_words(text) {
            return;
        }
        if line::brings_in(&text.text) {
            self.unread("paragraph", "it brings in another file", &block.span);
            return self.entry(Shows::Elsewhere, block.span.clone());
        }
        self.footnote(text);
        self.deprecates(text, &block.span);
        self.inline_tags(text);
        if let Some(line) = line::leading(text, Setting::Paragraph) {
            return self.lines(vec![line], None, LineShape::Paragraph, &block.span);
        }
        self.pairs(text);
        if let Some((_, Some(at))) = self.components.last() {
            let at = *at;
            return self.add_words(at, &text.text);
        }
        if self.inline_fields(text, block) {
            return;
        }
        let whole = text.text.trim();
        let is_bold = text.strong.iter().any(|strong| strong.start == 0 && strong.end + 2 >= whole.len());
        if is_bold || self.summary {
            self.lasting(whole.trim_end_matches(':'));
        } else if let Some(label) = self.short_label(whole) {
            self.local = Some(LocalLabel { label, lasts: false, used: false });
        } else if whole.ends_with([':', '：']) || block.quoted {
            let label = labels::sentence(last_sentence(whole), self.dialect);
            if label.is_role() {
                self.local = Some(LocalLabel { label, lasts: block.quoted, used: false });
            }
        } else if let Some(label) = self.attribute_of_all(whole) {
            self.local = Some(LocalLabel { label, lasts: false, used: false });
        } else if self.local.as_ref().is_some_and(|local| !local.lasts) {
            self.local = None;
        }
    }

    /// A sentence by itself that says of all fields whether they are required: `All parameters are optional.`
    fn attribute_of_all(&self, text: &str) -> Option<Label> {
        const MOST: usize = 8;
        let folded = fold(text);
        let is_of_all = self.dialect.labels.all_of.has(first_word(&folded));
        let label = labels::sentence(text, self.dialect);
        let says = label.requirement != Requirement::Unstated && (label.parameters || label.fields);
        (is_of_all && says && folded.split_whitespace().count() <= MOST).then_some(label)
    }

    /// The fields that a paragraph lists behind a label in bold: `**Required parameters**: `a` as its name, `b`.`
    fn inline_fields(&mut self, text: &Text, block: &Block) -> bool {
        let Some(strong) = text.strong.first().filter(|strong| strong.start == 0) else { return false };
        let label = labels::title(text.plain_part(strong.clone()).trim_end_matches(':'), self.dialect);
        let rest = text.text.get(strong.end..).unwrap_or_default().trim_start_matches([':', '*', '_', ' ']);
        if !label.parameters || !rest.starts_with('`') {
            return false;
        }
        let before = text.text.len() - rest.len();
        let skipped = text.text.get(..before).unwrap_or_default().matches('`').count() / 2;
        let role = Role { announces: true, ..self.role(self.section(), Some(&label)) };
        let pieces: Vec<&str> = rest.split('`').collect();
        let (mut found, mut follows) = (false, true);
        for (at, code) in text.codes.iter().skip(skipped).enumerate() {
            let lead = pieces.get(2 * at).copied().unwrap_or_default().trim();
            let last = lead.split_whitespace().next_back().unwrap_or_default();
            // a name stands first, or is joined to another: a value does neither
            follows &= lead.is_empty() || lead.ends_with(',') || self.dialect.listed.between.has(last);
            if !follows {
                continue;
            }
            let Some((name, required)) = name::bare_name(&code.text) else { continue };
            let description = pieces.get(2 * at + 2).copied().unwrap_or_default();
            let words = FieldWords {
                description: description.split(", ").next().unwrap_or_default().trim().to_owned(),
                ..FieldWords::default()
            };
            let draft = FieldDraft {
                name: Stated { value: name.to_owned(), span: code.span.clone() },
                words: with_mark(words, required),
                codes: Vec::new(),
                links: Vec::new(),
                location: None,
                section: self.section(),
                list: block.span.start,
                span: code.span.clone(),
                shape: FieldShape::List,
            };
            let field = Box::new(draft.finish(self.dialect));
            let (role, section) = (role.clone(), self.section());
            self.outline.entries.push(Entry {
                shows: Shows::Field(field),
                role,
                section,
                span: code.span.clone(),
            });
            found = true;
        }
        found
    }

    /// A footnote below tables says what a star at a name means.
    fn footnote(&mut self, text: &Text) {
        let is_one = text.text.starts_with(['*', '†']);
        if !is_one || self.dialect.requirement.required.is_in(&fold(&text.text)) {
            return;
        }
        let section = self.section();
        let own = self.outline.entries.iter_mut().rev().take_while(|entry| entry.section == section);
        own.filter(|entry| matches!(entry.shows, Shows::Table(_)))
            .for_each(|entry| entry.role.other_stars = true);
    }

    /// A line of a few words that are all a label's: `Example of a response`.
    fn short_label(&self, text: &str) -> Option<Label> {
        const MOST: usize = 6;
        let is_short = text.split_whitespace().count() <= MOST && !text.ends_with(['.', ':', '：']);
        Some(labels::title(text, self.dialect))
            .filter(|label| is_short && label.is_role() && label.subject.is_none())
    }

    /// A bold line, or the title of a fold or a tab.
    fn lasting(&mut self, title: &str) {
        let label = labels::title(title, self.dialect);
        self.local = label.is_role().then_some(LocalLabel { label, lasts: true, used: false });
    }

    /// What a sentence has announced has come.
    fn used(&mut self) {
        if self.local.as_ref().is_some_and(|local| !local.lasts) {
            self.local = None;
        }
    }

    /// Ends the list that is being read, and the sentence that announced it.
    fn end_items(&mut self) {
        self.items.clear();
        if self.local.as_ref().is_some_and(|local| !local.lasts && local.used) {
            self.local = None;
        }
    }

    /// The field of the item that words at a depth go on with.
    fn item_at(&self, depth: usize) -> Option<usize> {
        let (_, at) = self.items.iter().rfind(|(of, _)| *of <= depth && depth > 0)?;
        Some(*at)
    }

    fn add_words(&mut self, at: usize, words: &str) {
        if let Some(Entry { shows: Shows::Field(field), .. }) = self.outline.entries.get_mut(at) {
            if !field.description.is_empty() {
                field.description.push_str("\n\n");
            }
            field.description.push_str(&labels::shortcodes(words));
        }
    }

    fn item(&mut self, text: &Text, block: &Block) {
        self.quoted(&text.codes);
        if self.items.is_empty() && block.depth == 1 {
            self.list = block.span.start;
        }
        while self.items.last().is_some_and(|(depth, _)| *depth >= block.depth) {
            self.items.pop();
        }
        if let Some(local) = &mut self.local {
            local.used = true;
        }
        if let Some(line) = line::leading(text, Setting::Item) {
            return self.lines(vec![line], None, LineShape::Item, &block.span);
        }
        if self.pairs(text) {
            return;
        }
        let role = self.role_here();
        let parent = self.items.last().map(|(_, at)| *at);
        // where one item of a list is a field the others are
        let is_of_fields = self.outline.entries.last().is_some_and(|entry| {
            matches!(&entry.shows, Shows::Field(field) if field.shape == FieldShape::List && field.table == self.list)
        });
        let announced =
            (role.announces || (is_of_fields && block.depth == 1)) && !role.errors && parent.is_none();
        let is_link = text.links.iter().any(|link| link.range.start == 0);
        let named = name::leading(text, !is_link).map(|name| {
            let rest = text.text.get(name.end..).unwrap_or_default();
            let mut words = words::read(rest, self.dialect);
            let given = name.given.clone().filter(|given| types::names_kind(given, self.dialect));
            words.type_words = words.type_words.or(given);
            (name, words)
        });
        let is_field = |name: &name::Name, words: &FieldWords| {
            let is_typed =
                words.is_marked && (words.type_words.is_some() || words.requirement != Requirement::Unstated);
            let is_typed = is_typed && (name.is_marked || announced);
            let is_listed =
                announced && words.is_parted && (name.is_marked || !words.description.contains(':'));
            // `` `depth` to look deeper ``
            let goes_on = announced && text.text.starts_with('`') && !words.is_parted;
            let goes_on = goes_on && self.dialect.labels.purposes.has(first_word(&words.description));
            is_typed || is_listed || goes_on || (announced && words.type_words.is_some())
        };
        match (named.filter(|(name, words)| is_field(name, words)), parent) {
            (Some((name, words)), _) if !role.errors => self.item_field(text, block, name, words, parent),
            (_, Some(parent)) => self.add_words(parent, &text.text),
            _ if !announced => self.deprecates(text, &block.span),
            _ if role.announces && text.text.starts_with('`') => {
                self.unread("bullet", "it does not begin with the name of a field", &block.span)
            }
            _ => {}
        }
    }

    fn item_field(
        &mut self,
        text: &Text,
        block: &Block,
        name: name::Name,
        words: FieldWords,
        parent: Option<usize>,
    ) {
        let value = match parent.and_then(|at| self.outline.entries.get(at)) {
            Some(Entry { shows: Shows::Field(parent), .. }) => {
                let list = if parent.kinds.contains(&JsonKind::Array) { "[]" } else { "" };
                format!("{}{list}.{}", parent.name.value, name.value)
            }
            _ => name.value,
        };
        let words = with_mark(words, name.required);
        let line_end = block.span.start + text.text.len();
        let draft = FieldDraft {
            name: Stated { value, span: name.span },
            words,
            codes: text.codes.iter().skip(1).cloned().collect(),
            links: text.links.iter().map(|link| link.target.clone()).collect(),
            location: None,
            section: self.section(),
            list: self.list,
            span: block.span.start..line_end.min(block.span.end).max(block.span.start),
            shape: FieldShape::List,
        };
        self.items.push((block.depth, self.outline.entries.len()));
        let field = Box::new(draft.finish(self.dialect));
        self.entry(Shows::Field(field), block.span.clone());
    }

    fn definition(&mut self, term: &Text, definition: &Text, span: &Span) {
        self.quoted(&term.codes);
        self.quoted(&definition.codes);
        if let Some(local) = &mut self.local {
            local.used = true;
        }
        let role = self.role_here();
        let words = words::read(&definition.linked_part(0..definition.text.len()), self.dialect);
        let plain = labels::shortcodes(&term.plain());
        let (first, rest) = plain.trim().split_once(' ').unwrap_or((plain.trim(), ""));
        let named = name::bare_name(first).filter(|_| rest.is_empty() || rest.starts_with(['(', '–', '-']));
        let is_typed = words.type_words.is_some() || words.is_marked;
        match named.filter(|_| !role.errors && (role.announces || (is_typed && role.answered != Some(true))))
        {
            Some((value, required)) => {
                let mut words = with_mark(words, required);
                let of_term = words::read(rest, self.dialect);
                words.type_words = words.type_words.or(of_term.type_words);
                words.default = words.default.or(of_term.default);
                if words.requirement == Requirement::Unstated {
                    words.requirement = of_term.requirement;
                }
                let draft = FieldDraft {
                    name: Stated { value: value.to_owned(), span: term.span.clone() },
                    words,
                    codes: definition.codes.clone(),
                    links: definition.links.iter().map(|link| link.target.clone()).collect(),
                    location: None,
                    section: self.section(),
                    list: self.list,
                    span: span.clone(),
                    shape: FieldShape::Definition,
                };
                let field = Box::new(draft.finish(self.dialect));
                self.entry(Shows::Field(field), span.clone());
            }
            None => {
                let why = if role.errors { "its list is of errors" } else { "its term is no field's name" };
                self.unread("definition", why, span);
            }
        }
    }

    /// What a paragraph says of the field that the heading above it names.
    fn heading_words(&mut self, text: &Text) -> bool {
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
                heading.words.requirement = said.requirement;
            } else if columns.default.has(label) {
                heading.words.default = Some(value(of_line).trim_matches('`').to_owned());
            } else {
                continue;
            }
            found = true;
        }
        if found {
            heading.codes.extend(text.codes.iter().cloned());
            heading.links.extend(text.links.iter().map(|link| link.target.clone()));
        }
        found
    }

    /// A method or a path that a paragraph or an item gives behind its name; an operation once both are known.
    fn pairs(&mut self, text: &Text) -> bool {
        let plain = text.plain();
        let mut found = false;
        for part in plain.split('\n') {
            let Some((label, value)) = part.split_once(':') else { continue };
            let label = fold(label.trim().trim_matches('*'));
            let value = value.trim().trim_matches(['*', ' ']);
            let columns = &self.dialect.columns;
            if columns.method.has(&label) && name::is_method(value) {
                self.pair.0 = Some(Stated { value: value.to_owned(), span: text.span.clone() });
                found = true;
            } else if columns.path.has(&label) && is_path(value) {
                self.pair.1 = Some(Stated { value: value.to_owned(), span: text.span.clone() });
                found = true;
            }
        }
        if let (Some(method), Some(path)) = (&self.pair.0, &self.pair.1) {
            let line = crate::sample::http::request_line(&format!("{} {}", method.value, path.value));
            let span = method.span.start.min(path.span.start)..method.span.end.max(path.span.end);
            if let Some(line) = line.filter(|_| found) {
                self.lines(vec![RequestLine { span: span.clone(), ..line }], None, LineShape::Pair, &span);
            }
        }
        found
    }

    fn tag(&mut self, tag: &Tag) {
        if tag.name == "summary" {
            self.summary = !tag.closes;
            return;
        }
        if tag.closes {
            if let Some(at) = self.components.iter().rposition(|(name, _)| *name == tag.name) {
                self.components.truncate(at);
            }
            if tag.name == "details" {
                self.local = None;
            }
            return;
        }
        // a field's attribute is of the field
        if deprecation::is_tag(tag, self.dialect) && component::field(tag).is_none() {
            self.deprecated(Deprecated::Place, String::new(), &tag.span);
        }
        if let Some(line) = component::operation(tag, None) {
            return self.lines(vec![line], None, LineShape::Component, &tag.span.clone());
        }
        let title = tag.attributes.iter().find(|(name, _)| matches!(name.as_str(), "title" | "label"));
        if let Some((_, title)) = title {
            self.lasting(title);
        }
        let field = self.component_field(tag);
        if !tag.is_empty {
            self.components.push((tag.name.clone(), field));
        }
    }

    /// The entry of the field that a component states.
    fn component_field(&mut self, tag: &Tag) -> Option<usize> {
        let stated = component::field(tag)?;
        let parent = self.components.iter().rev().find_map(|(_, at)| *at);
        let value = match parent.and_then(|at| self.outline.entries.get(at)) {
            Some(Entry { shows: Shows::Field(parent), .. }) => {
                let list = if parent.kinds.contains(&JsonKind::Array) { "[]" } else { "" };
                format!("{}{list}.{}", parent.name.value, stated.name)
            }
            _ => stated.name,
        };
        let requirement = match stated.required {
            Some(true) => Requirement::Required,
            Some(false) => Requirement::Optional,
            None => Requirement::Unstated,
        };
        let words = FieldWords {
            type_words: stated.type_words,
            requirement,
            default: stated.default,
            ..FieldWords::default()
        };
        let draft = FieldDraft {
            name: Stated { value, span: stated.span.clone() },
            words,
            codes: Vec::new(),
            links: Vec::new(),
            location: stated.location,
            section: self.section(),
            list: stated.span.start,
            span: stated.span.clone(),
            shape: FieldShape::Component,
        };
        let field = Box::new(draft.finish(self.dialect));
        self.entry(Shows::Field(field), stated.span);
        let at = self.outline.entries.len() - 1;
        if stated.is_answered
            && let Some(entry) = self.outline.entries.last_mut()
        {
            entry.role.answered = Some(true);
        }
        Some(at)
    }

    /// The components within a paragraph.
    fn inline_tags(&mut self, text: &Text) {
        for tag in text.tags.iter().filter(|tag| !tag.closes) {
            let words = component::words_within(text, tag);
            if let Some(line) = component::operation(tag, words) {
                self.lines(vec![line], None, LineShape::Component, &tag.span.clone());
            } else if let Some(at) = self.component_field(tag)
                && let Some(words) = words
            {
                let words = words.trim().to_owned();
                self.add_words(at, &words);
            }
        }
    }
}

impl Role {
    /// Adds what a label says that is further away than those before.
    fn add(&mut self, label: &Label) {
        if self.answered.is_none() {
            self.answered = label.is_answered();
            self.errors = label.errors || label.status.is_some_and(|status| status >= 400);
            self.sends = label.sends;
        }
        self.place = self.place.or(label.place);
        if self.requirement == Requirement::Unstated {
            self.requirement = label.requirement;
        }
        self.status = self.status.or(label.status);
        self.announces |= label.announces_fields();
        self.objects |= label.objects;
        self.examples |= label.examples;
        self.lines |= label.lines;
        self.method = self.method.take().or_else(|| label.method.clone());
        if self.subject.is_none() {
            self.subject = label.subject.clone();
        }
    }
}

fn with_mark(words: FieldWords, required: Option<bool>) -> FieldWords {
    let requirement = match (words.requirement, required) {
        (Requirement::Unstated, Some(true)) => Requirement::Required,
        (Requirement::Unstated, Some(false)) => Requirement::Optional,
        (stated, _) => stated,
    };
    FieldWords { requirement, ..words }
}

/// The heading of one field: its name in code and nothing else, or the name with marks.
fn field_heading(text: &Text, section: Option<usize>, span: &Span) -> Option<FieldHeading> {
    let inner = text.text.strip_prefix('`')?;
    // the second backtick may be forgotten
    let (name, rest) = inner.split_once('`').unwrap_or((inner, ""));
    let place = text.codes.first().map_or(&text.span, |code| &code.span);
    let rest = labels::shortcodes(rest);
    let rest = rest.trim();
    let (value, required) = name::bare_name(name).filter(|_| rest.is_empty() || rest.starts_with('('))?;
    let requirement = match rest.to_lowercase() {
        rest if rest.contains("optional") => Requirement::Optional,
        rest if rest.contains("required") => Requirement::Required,
        _ => Requirement::Unstated,
    };
    let words = with_mark(FieldWords { requirement, ..FieldWords::default() }, required);
    let name = Stated { value: value.to_owned(), span: place.clone() };
    Some(FieldHeading {
        name,
        words,
        codes: Vec::new(),
        links: Vec::new(),
        section,
        span: span.clone(),
        is_stated: false,
    })
}

fn is_path(text: &str) -> bool {
    (text.starts_with(['/', '{', '<']) || text.contains("://")) && !text.contains(' ')
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

/// The last sentence of a text.
fn last_sentence(text: &str) -> &str {
    text.rsplit(". ").next().unwrap_or(text)
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
