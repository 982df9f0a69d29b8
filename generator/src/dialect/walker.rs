//! Reads a page's blocks one after the other, under their labels.

mod components;
mod declarations;
mod definitions;
mod fences;
mod field_paragraphs;
mod functions;
mod headings;
mod inline_bodies;
mod inline_calls;
mod inline_fields;
mod item_cases;
mod item_names;
mod item_signs;
mod items;
mod local_label;
mod notices;
mod pairs;
mod paragraphs;
mod roles;
mod said_statuses;
mod sampled;
mod sentences;
mod titles;
mod unknown_labels;

use std::collections::{HashMap, HashSet};

use super::Dialect;
use super::facts::{CodeSpan, Deprecated, PageFacts, Stated, Unread, sections_around};
use super::outline::{OutlineEntry, PageOutline, SectionRole, Shows};
use super::recognise::cells;
use super::recognise::deprecation;
use super::recognise::object_ref;
use super::recognise::words::FieldWords;
use crate::dialect::facts::field::Requirement;
use crate::dialect::facts::shapes::LineShape;
use crate::dialect::recognise::label::Label;
use crate::dialect::recognise::{labels, operation, sentence};
use crate::markdown::{Block, BlockKind, Code, Marker, Table, Text};
use crate::sample::http::{self, RequestLine};
use crate::sample::target;
use crate::source::Span;
use field_paragraphs::OpenField;
use headings::FieldHeading;
use items::{FieldItem, Siblings};
use local_label::LocalLabel;
use pairs::NamedPair;
use sampled::Sampled;
use titles::{NamedAbove, TabTitles};

/// Reads the blocks of a page.
///
/// `stated` is the operation that the front matter names, which counts where nothing else on the page names it.
pub(super) fn read<'a>(
    blocks: &'a [Block],
    stated: Option<RequestLine>,
    dialect: &'a Dialect,
) -> PageOutline<'a> {
    let outline = PageOutline { entries: Vec::new(), facts: PageFacts::default(), labels: Vec::new() };
    let mut walker = Walker {
        outline,
        dialect,
        local: None,
        items: Vec::new(),
        siblings: None,
        closed: None,
        list: 0,
        taken: 0,
        announced: None,
        heading: None,
        components: Vec::new(),
        pair: NamedPair::default(),
        item_labels: Vec::new(),
        depth: 0,
        element: None,
        summary: false,
        other_languages: None,
        open_field: None,
        label_above: None,
        methods_above: Vec::new(),
        is_to_user: false,
        is_below_line: false,
        says_answer: false,
        is_first: false,
        sampled: Vec::new(),
        paths: Vec::new(),
        called: HashMap::new(),
        listed: HashMap::new(),
        named_above: NamedAbove::default(),
        named: HashSet::new(),
        rootless: blocks.iter().any(is_rootless),
        only_method: sentence::only_method(blocks, dialect),
        of_all: HashMap::new(),
        of_page: Requirement::Unstated,
        starred: HashSet::new(),
        tabs: TabTitles::None,
        below: &[],
    };
    if let Some(line) = stated {
        let span = line.span.clone();
        walker.lines(vec![line], None, LineShape::Sentence, &span);
    }
    for (at, block) in blocks.iter().enumerate() {
        walker.below = blocks.get(at + 1..).unwrap_or_default();
        walker.block(block);
    }
    walker.end_heading();
    walker.outline.leave_out(dialect);
    walker.outline
}

struct Walker<'a> {
    outline: PageOutline<'a>,
    dialect: &'a Dialect,
    local: Option<LocalLabel>,
    /// The fields of the items that are open.
    items: Vec<FieldItem>,
    /// The fields of the list that are in none other.
    siblings: Option<Siblings>,
    /// How deep the item is, below which nothing is a field, as it could not be read itself.
    closed: Option<usize>,
    /// Where the list begins that is being read.
    list: usize,
    /// The label that the headings of a section are below, with that section: they may be fields.
    announced: Option<(Option<usize>, Label)>,
    /// Where what was read ahead ends.
    taken: usize,
    heading: Option<FieldHeading>,
    /// The components that are open.
    components: Vec<components::OpenComponent>,
    pair: NamedPair,
    /// The items that are labels of what is below them, with their depths.
    item_labels: Vec<(usize, Label)>,
    /// How many items hold the block that is being read.
    depth: usize,
    /// The method that the element states whose words come next, and where.
    element: Option<(String, Span)>,
    /// Whether the title of what can be unfolded is being read.
    summary: bool,
    /// Where in the ledger the entry is for samples in other languages that follow each other.
    other_languages: Option<usize>,
    /// The field whose paragraphs are being read.
    open_field: Option<OpenField>,
    /// The label right above, and how many items hold what it counts for.
    label_above: Option<(Label, usize)>,
    /// The methods of the sentence right above, which brings in a URL.
    methods_above: Vec<String>,
    /// Whether the sentence right above says what the service sends to its user.
    is_to_user: bool,
    /// Whether the block right above is a line that names operations.
    is_below_line: bool,
    /// Whether words of the section say what is answered.
    says_answer: bool,
    /// Whether no paragraph of the section was read yet.
    is_first: bool,
    /// The names of the samples so far.
    sampled: Vec<Sampled>,
    /// The paths that headings name, of each section.
    paths: Vec<Option<String>>,
    /// The method and the path of the operation that the heading of each section names, where it is one alone.
    called: HashMap<usize, (String, String)>,
    /// What tables and lists of operations call each, or lead to, by its letters; none where it is said of several.
    listed: HashMap<String, Option<RequestLine>>,
    /// What lines have named so far.
    named_above: NamedAbove,
    /// The sections that name operations.
    named: HashSet<usize>,
    /// Whether paths of the page lack their first slash.
    rootless: bool,
    /// The method that words of the page say to call with, where it has no other.
    only_method: Option<String>,
    /// What sentences say of all parameters of their sections.
    of_all: HashMap<usize, Requirement>,
    /// The same of all that is sent, from above the first operation.
    of_page: Requirement,
    /// The sections in which a legend says that a star means something else than that a field is required.
    starred: HashSet<Option<usize>>,
    /// Which headings are titles of tabs.
    tabs: TabTitles,
    /// What follows the block that is being read.
    below: &'a [Block],
}

impl<'a> Walker<'a> {
    fn block(&mut self, block: &'a Block) {
        let span = &block.span;
        self.depth = block.depth;
        let is_item = matches!(block.kind, BlockKind::Item(_));
        let is_left = |depth: usize| depth > block.depth || (is_item && depth > 0 && depth >= block.depth);
        self.item_labels.retain(|(depth, _)| !is_left(*depth));
        while self.local.as_ref().is_some_and(|local| is_left(local.depth)) {
            self.local = self.local.take().and_then(|local| local.outer).map(|outer| *outer);
        }
        if matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Table(_) | BlockKind::Notice { .. }) {
            self.other_languages = None;
        }
        match block.kind {
            BlockKind::Paragraph(_) | BlockKind::Tag(_) | BlockKind::Item(_) => {}
            BlockKind::Heading { .. } => self.open_field = None,
            _ => self.close_field(),
        }
        if !matches!(block.kind, BlockKind::Fence(_)) {
            self.label_above = None;
            self.is_to_user = false;
        }
        if !matches!(block.kind, BlockKind::Fence(_) | BlockKind::Paragraph(_) | BlockKind::Item(_)) {
            self.methods_above.clear();
        }
        if !matches!(block.kind, BlockKind::Fence(_) | BlockKind::Paragraph(_))
            && let Some(local) = &mut self.local
            && let Some(of_fields) = local.of_fields.take()
        {
            local.label = of_fields;
        }
        self.is_below_line &= is_item;
        match &block.kind {
            BlockKind::Heading { level, text } if self.is_tab(*level, text) => {
                self.end_items();
                self.lasting(text.plain().trim());
            }
            BlockKind::Heading { level, text } => self.heading(*level, text, span),
            BlockKind::Paragraph(text) => {
                self.paragraph(text, block);
                self.inline_bodies(text, block);
            }
            BlockKind::Item(text) => {
                self.item(text, block);
                self.inline_bodies(text, block);
            }
            BlockKind::Definition { term, words } => self.definition(term, words, span),
            BlockKind::Tag(tag) => self.tag(tag),
            BlockKind::Notice { kind, text } => self.notice(kind, text, span),
            BlockKind::Fence(fence) => self.fence(fence, span),
            BlockKind::Table(table) => {
                self.end_items();
                match cells::operations(table, self.dialect) {
                    Some(lines) => {
                        self.calls_rows(&table.rows, &lines);
                        let is_one_a_row =
                            lines.iter().any(|line| Some(&line.span) != lines.first().map(|it| &it.span));
                        for row in &table.rows {
                            if is_one_a_row && !lines.iter().any(|line| line.span == row.span) {
                                self.unread("table row", "it names no operation as the others do", &row.span);
                            }
                            let says = |cell: &&Text| deprecation::is_of_row(cell, self.dialect);
                            if let Some(cell) = row.cells.iter().find(says) {
                                self.deprecated(Deprecated::Place, cell.plain(), &row.span);
                            }
                        }
                        self.lines(lines, None, LineShape::Row, span);
                        self.fields_of_rows(table);
                    }
                    None => {
                        for (answered, object) in object_ref::of_table(table, self.dialect) {
                            self.entry(Shows::Object { answered, object }, span.clone());
                        }
                        self.entry(Shows::Table(table), span.clone());
                        self.under_head(table);
                    }
                }
                self.local.iter_mut().for_each(|local| local.tabled = true);
                self.used();
            }
            BlockKind::Marker(Marker::FoldOpen(title) | Marker::Tab(title)) => self.lasting(title),
            BlockKind::Marker(Marker::FoldClose) => self.local = None,
            BlockKind::Marker(Marker::TabsBegin) => self.tabs = TabTitles::Any,
            BlockKind::Marker(Marker::TabsEnd) => (self.local, self.tabs) = (None, TabTitles::None),
            BlockKind::Marker(_) => {}
        }
    }

    /// Puts the table that was read last under the label that heads its first column, where nothing heads the others:
    /// `Optional query parameters`.
    fn under_head(&mut self, table: &Table) {
        let [head, others @ ..] = table.header.as_slice() else { return };
        let is_blank = |cell: &Text| cell.plain().trim().is_empty();
        if others.is_empty() || !others.iter().all(is_blank) {
            return;
        }
        let label = labels::title(&head.plain(), self.dialect);
        let is_bare = label.requirement != Requirement::Unstated && !label.announces_fields();
        if label.is_of_fields_only() || !(label.announces_fields() || is_bare) {
            return;
        }
        let label = Label { is_bare, ..label };
        let role = self.role(self.section(), &[&label]);
        if let Some(entry) = self.outline.entries.last_mut() {
            entry.role = SectionRole { says_answer: entry.role.says_answer, ..role };
        }
    }

    fn section(&self) -> Option<usize> {
        self.outline.facts.sections.len().checked_sub(1)
    }

    fn entry(&mut self, shows: Shows<'a>, span: Span) {
        let (role, section) = (self.role_here(), self.section());
        let other_stars = self.stars_say_other();
        let role = SectionRole { says_answer: self.says_answer, other_stars, ..role };
        self.outline.entries.push(OutlineEntry { shows, role, section, span });
    }

    /// Whether a legend of this section, or of one around it, says that a star means something else than `required`.
    fn stars_say_other(&self) -> bool {
        let mut around =
            sections_around(&self.outline.facts.sections, self.section()).map(Some).chain([None]);
        !self.starred.is_empty() && around.any(|at| self.starred.contains(&at))
    }

    fn lines(
        &mut self,
        lines: Vec<RequestLine>,
        label: Option<Stated<String>>,
        shape: LineShape,
        span: &Span,
    ) {
        let start = lines.first().map_or(span.start, |line| line.span.start.min(span.start));
        let (lines, others): (Vec<_>, Vec<_>) =
            lines.into_iter().partition(|line| target::fault(&line.path).is_none());
        for line in others {
            self.unread("operation", target::fault(&line.path).unwrap_or_default(), &line.span);
        }
        if lines.is_empty() {
            return;
        }
        self.pair = NamedPair::default();
        self.says_answer = false;
        self.is_below_line =
            matches!(shape, LineShape::Paragraph | LineShape::Heading | LineShape::Fence | LineShape::Pair);
        self.named.extend(self.section());
        // a heading that announces fields, and no operation's own: `Import certificates and keys`
        let heading = self.section().and_then(|at| self.outline.labels.get_mut(at));
        if let Some(heading) = heading.filter(|label| label.is_of_fields_only()) {
            *heading = Label::default();
        }
        self.named_above.add(&lines, shape, self.section());
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
        let codes = codes.iter().map(|code| CodeSpan { text: code.text.clone(), span: code.span.clone() });
        self.outline.facts.quoted.extend(codes);
    }
}

fn with_mark(words: FieldWords, required: Option<bool>) -> FieldWords {
    let requirement = words.requirement.or(Requirement::of_mark(required));
    FieldWords { requirement, ..words }
}

/// Whether a block has a request line whose path lacks its first slash.
fn is_rootless(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Fence(fence) => fence.body.text().lines().any(http::is_rootless_line),
        BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) | BlockKind::Item(text) => {
            text.codes.iter().any(|code| http::is_rootless_line(&code.text))
        }
        _ => false,
    }
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}
