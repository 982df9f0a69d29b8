//! Paragraphs: operations, labels, and the fields that they list.

use super::super::outline::{OutlineEntry, Shows};
use super::super::recognise::line::{self, Setting};
use super::super::recognise::object_ref;
use super::super::words::fold;
use super::super::words::plural::is_plural;
use super::field_paragraphs::MOST_LINES;
use super::{LocalLabel, Walker, first_word};
use crate::dialect::facts::shapes::LineShape;
use crate::dialect::recognise::label::Label;
use crate::dialect::recognise::labels;
use crate::markdown::{Block, BlockKind, Text};
use crate::sample::http::{self, RequestLine};
use crate::source::Span;

impl<'a> Walker<'a> {
    pub(super) fn paragraph(&mut self, text: &Text, block: &Block) {
        self.quoted(&text.codes);
        if self.awaited(text, block) {
            return;
        }
        if self.inline_calls(text, block) {
            return;
        }
        if let Some(at) = self.item_at(block.depth) {
            let rest = self.typed_by(at, text);
            return self.add_words(at, rest);
        }
        self.end_items();
        if block.quoted && self.signature(&text.text, &block.span) {
            return;
        }
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
        let (lines, shape) = self.named_by(text, Setting::Paragraph);
        if !lines.is_empty() {
            self.lines(lines, None, shape, &block.span);
            return self.label_at_end(text);
        }
        let lines = line::own_line(text);
        // what an example calls is named elsewhere
        if !lines.is_empty() && !self.is_history() && !self.dialect.examples.is_in(&text.text) {
            return self.lines(lines, None, LineShape::Paragraph, &block.span);
        }
        if let Some(line) = self.element_line(text) {
            return self.lines(vec![line], None, LineShape::Component, &block.span);
        }
        if self.pairs(text) {
            // `**Query params:** `limit`` in a line below the method and the path
            let ends = text.breaks.iter().skip(1).copied().chain([text.text.len()]);
            for (start, end) in text.breaks.iter().copied().zip(ends).take(MOST_LINES) {
                self.inline_fields(&text.part(start..end), block);
            }
            return;
        }
        if self.is_of_items(text) {
            return;
        }
        if self.given_field(text, block) || self.field_paragraph(text, block) {
            return;
        }
        if let Some(at) = self.components.last().and_then(|open| open.field) {
            return self.add_words(at, &text.text);
        }
        if self.inline_fields(text, block) {
            return;
        }
        if self.is_unannounced(text, block) {
            self.unread("paragraph", "no label says what the name that it begins with is of", &block.span);
        }
        self.leads(text, block);
        self.whole_objects(text, &block.span);
        self.authenticates(text, &block.span);
        let whole = text.text.trim();
        // what a fence's content is of says nothing of its role
        if is_content_type(whole) {
            return;
        }
        self.of_answers(whole, &block.span);
        self.is_to_user = whole.ends_with([':', '：']) && self.dialect.labels.to_user.is_in(whole);
        self.in_sentence(text, block);
        self.attribute_of_all(text);
        if let Some(status) = self.status_in_code(text) {
            self.entry(Shows::Status { status, is_above: true }, block.span.clone());
        }
        let is_bold = text.strong.iter().any(|strong| strong.start == 0 && strong.end + 2 >= whole.len());
        let whole = self.below_bold_line(text, whole);
        let brings_in = whole.ends_with([':', '：']) || self.points_below(whole);
        if is_bold || self.summary {
            self.lasting(whole.trim_end_matches(':'));
            self.bold_sentence(whole);
            self.answer_of_label(self.local.as_ref().and_then(|local| local.label.status), &block.span);
        } else if let Some(label) = self.short_label(whole) {
            if let Some(status) = label.status {
                self.entry(Shows::Status { status, is_above: false }, block.span.clone());
            }
            self.announces_parameters(&label);
            self.under(label, false);
        } else if let Some(status) = self.bare_status(whole) {
            self.entry(Shows::Status { status, is_above: false }, block.span.clone());
        } else if brings_in && self.is_of_open_field(text) {
            self.of_open_field(text);
        } else if brings_in || block.quoted {
            let label = labels::sentence(last_sentence(whole), self.dialect);
            if brings_in && self.brings_in_values(text, last_sentence(whole)) {
                // what is listed below are no fields, whatever other labels say
                self.closed = Some(0);
            } else if label.is_role() {
                let of_fields = labels::pointing(whole, self.dialect)
                    .filter(|pointing| pointing.is_answered() != label.is_answered());
                if self.dialect.labels.points.is_in(whole) {
                    self.announces_parameters(&label);
                }
                self.under(label, block.quoted);
                self.local.iter_mut().for_each(|local| local.of_fields = of_fields.clone());
            } else if block.quoted && self.local.as_ref().is_some_and(|local| local.lasts && !local.is_bold) {
                // one caption ends what the one before said
                self.local = None;
            }
        } else if let Some(label) = self.announcing(whole) {
            self.under(label, false);
        } else if !self.of_open_field(text) {
            self.local = self.local.take().and_then(LocalLabel::ended);
        }
    }

    /// Takes the first words of a section for what it is about.
    fn leads(&mut self, text: &Text, block: &Block) {
        let whole = text.text.trim();
        let section = self.section();
        // `**Returns:** …` says one thing of it
        let is_bold = text.strong.iter().any(|strong| {
            let rest = whole.get(strong.end..).unwrap_or_default();
            let bold = whole.get(strong.clone()).unwrap_or_default();
            strong.start == 0 && (rest.len() <= 2 || rest.starts_with(':') || bold.ends_with(':'))
        });
        let is_lead = !whole.ends_with([':', '：']) && whole.contains(' ') && !is_bold && !block.quoted;
        let is_label = || self.short_label(whole).is_some();
        let shows_more = self.outline.entries.last().is_some_and(|entry| {
            entry.section == section && matches!(entry.shows, Shows::Table(_) | Shows::Field(_))
        });
        if !is_lead || block.depth > 0 || shows_more || is_label() {
            return;
        }
        if let Some(section) = section.and_then(|at| self.outline.facts.sections.get_mut(at)) {
            section.lead.get_or_insert_with(|| whole.to_owned());
        }
    }

    /// Takes the label that the last of several lines is: `Query:`, above a list.
    fn label_at_end(&mut self, text: &Text) {
        let last = text.breaks.iter().chain(&text.lines).copied().max().filter(|at| *at > 0);
        let last = last.and_then(|at| text.text.get(at..)).unwrap_or_default().trim();
        let label = last.strip_suffix([':', '：']).map(|title| labels::title(title, self.dialect));
        if let Some(label) = label.filter(Label::is_role) {
            self.under(label, false);
        }
    }

    /// Takes the label right above a fence that announces parameters.
    pub(super) fn announces_parameters(&mut self, label: &Label) {
        let announces = label.parameters && label.is_answered() == Some(false);
        let is_below_answer = || self.role(self.section(), &[]).answered == Some(true);
        self.label_above = (announces && !is_below_answer()).then(|| (label.clone(), 0));
    }

    /// Takes what a text says of what is answered: of JSON below it, or, with a status, of something else than the JSON above.
    pub(super) fn of_answers(&mut self, text: &str, span: &Span) {
        self.answers_nothing(text, span);
        let is_of_operation = self.section().is_some_and(|at| self.named.contains(&at));
        let is_told = self.says_answer
            && !matches!(self.outline.entries.last(), Some(OutlineEntry { shows: Shows::Json { .. }, .. }));
        if text.ends_with([':', '：'])
            || !is_of_operation
            || is_told
            || !self.dialect.labels.answers.is_in(text)
        {
            return;
        }
        let label = labels::sentence(text, self.dialect);
        if !label.answers || label.sends {
            return;
        }
        // without a body, JSON elsewhere is none
        self.says_answer |= label.status != Some(204);
        let section = self.section();
        let above = self.outline.entries.last_mut().filter(|entry| entry.section == section);
        if let Some(OutlineEntry { shows: Shows::Json { has_status: false, .. }, role, .. }) = above {
            role.is_before_answer |= label.status.is_some_and(|status| status < 300);
        }
    }

    /// Whether a sentence brings in values of the one thing that it has in code: ``The `state` property has one of these values:``.
    fn brings_in_values(&self, text: &Text, sentence: &str) -> bool {
        let labels = &self.dialect.labels;
        let folded = fold(sentence);
        let mut words = folded.split(|c: char| !c.is_alphanumeric());
        let names_several =
            words.any(|word| (labels.parameters.has(word) || labels.fields.has(word)) && is_plural(word));
        text.codes.len() == 1
            && sentence.contains('`')
            && !names_several
            && self.dialect.listed.before.is_in(&folded)
    }

    /// Puts what follows under the label that a sentence is.
    fn under(&mut self, label: Label, lasts: bool) {
        self.open_field = None;
        self.local = Some(LocalLabel::new(label, lasts, self.depth).below(self.local.take()));
    }

    /// The objects that a text says are answered or sent.
    pub(super) fn whole_objects(&mut self, text: &Text, span: &Span) {
        let role = self.role_here();
        let is_answered = role.answered == Some(true) && !role.errors;
        for (answered, object) in object_ref::read(text, is_answered, self.dialect) {
            self.entry(Shows::Object { answered, object }, span.clone());
        }
    }

    /// The operations that a text begins with, or that are all that it has behind a label, and how surely.
    pub(super) fn named_by(&self, text: &Text, setting: Setting) -> (Vec<RequestLine>, LineShape) {
        if self.is_history() {
            return (Vec::new(), LineShape::Item);
        }
        let leading = line::leading(text, setting, self.dialect);
        if !leading.is_empty() {
            let shape = match setting {
                Setting::Item => LineShape::Item,
                Setting::Heading | Setting::Paragraph => LineShape::Paragraph,
            };
            return (leading, shape);
        }
        // `GET Kites`, alone
        if let Some(line) = self.one_word(text).filter(|_| setting == Setting::Paragraph) {
            return (vec![line], LineShape::Paragraph);
        }
        let is_label = |label: &str| {
            let label = labels::title(label, self.dialect);
            (label.lines || (label.sends && !label.parameters)) && !label.examples
        };
        let labelled = line::labelled(text, is_label);
        if !labelled.is_empty() {
            return (labelled, LineShape::Pair);
        }
        let titled = if setting == Setting::Item { line::titled(text) } else { Vec::new() };
        if !titled.is_empty() {
            return (titled, LineShape::Item);
        }
        (self.behind_unknown_label(text, setting), LineShape::Sentence)
    }

    /// The operation of a text that is a method and one word in code, below a heading, where paths lack their first slash.
    fn one_word(&self, text: &Text) -> Option<RequestLine> {
        let [code] = text.codes.as_slice() else { return None };
        let is_alone = text.text.trim().len() == code.text.len() + 2;
        let line = http::word_line(&code.text).filter(|_| is_alone && self.rootless && self.is_first)?;
        Some(RequestLine { span: code.span.clone(), ..line })
    }

    /// A sentence that says of all fields of its section whether they are required: `All parameters are optional.`
    pub(super) fn attribute_of_all(&mut self, text: &Text) {
        const MOST: usize = 10;
        let is_of_all = |sentence: &&str| {
            self.dialect.labels.all_of.has(first_word(&fold(sentence)))
                && sentence.split_whitespace().count() <= MOST
                && !sentence.contains('`')
        };
        // in a line of its own below the kind of a notice
        let begins = text.breaks.iter().chain(&text.lines).filter_map(|at| text.text.get(*at..));
        let firsts = begins.filter_map(|line| line.trim_start().split(". ").next());
        let sentences = text.text.split(". ").chain(firsts).filter(is_of_all);
        let label = sentences.map(|sentence| labels::sentence(sentence, self.dialect));
        let mut stated =
            label.filter(|label| label.parameters || label.fields).map(|label| label.requirement);
        if let (Some(requirement), Some(section)) = (stated.next(), self.section()) {
            self.of_all.insert(section, requirement);
            if self.named.is_empty() {
                self.of_page = requirement;
            }
        }
    }

    /// A footnote below tables, or a legend, says what a star at a name means.
    fn footnote(&mut self, text: &Text) {
        let plain = fold(&text.text);
        let words = &self.dialect.requirement;
        let is_of_optional = || words.optional.is_in(&plain) && labels::is_legend(&plain, self.dialect);
        let is_footnote = text.text.starts_with(['*', '†']);
        if words.required.is_in(&plain) || !(is_footnote || is_of_optional()) {
            return;
        }
        let section = self.section();
        if is_of_optional() {
            self.starred.insert(section);
        }
        let own = self.outline.entries.iter_mut().rev().take_while(|entry| entry.section == section);
        own.filter(|entry| matches!(entry.shows, Shows::Table(_)))
            .for_each(|entry| entry.role.other_stars = true);
    }

    /// A short sentence that announces parameters, without a colon: `Takes three params for now`.
    fn announcing(&self, text: &str) -> Option<Label> {
        const MOST: usize = 7;
        let label = labels::sentence(text, self.dialect);
        let is_short = text.split_whitespace().count() <= MOST && !text.ends_with('.');
        (is_short && label.parameters && label.is_answered() == Some(false)).then_some(label)
    }

    /// A line of a few words that are all a label's: `Example of a response`.
    pub(super) fn short_label(&self, text: &str) -> Option<Label> {
        const MOST: usize = 6;
        let is_short = text.split_whitespace().count() <= MOST && !text.ends_with(['.', ':', '：']);
        Some(labels::title(text, self.dialect))
            .filter(|label| is_short && label.is_role() && label.subject.is_none())
    }

    /// What a text has below a first line in bold that is a label, which counts for what follows.
    fn below_bold_line<'t>(&mut self, text: &Text, whole: &'t str) -> &'t str {
        let Some(end) = text.breaks.iter().chain(&text.lines).copied().min() else { return whole };
        let Some((line, rest)) = whole.split_at_checked(end) else { return whole };
        let is_line = |strong: &Span| strong.start == 0 && (strong.end..=strong.end + 2).contains(&end);
        let is_bold = text.strong.iter().any(is_line);
        let line = line.trim().trim_end_matches(':');
        if !is_bold || !labels::title(line, self.dialect).is_role() {
            return whole;
        }
        self.lasting(line);
        rest.trim_start()
    }

    /// A bold line, or the title of a fold or a tab.
    pub(super) fn lasting(&mut self, title: &str) {
        let label = labels::title(title, self.dialect);
        let label = match label.is_role() || !matches!(self.below.first(), Some(block) if is_fence(block)) {
            true => label,
            false => labels::of_sample(title, self.dialect),
        };
        let is_of_operation = self.section().is_some_and(|at| self.named.contains(&at));
        let is_bare = is_of_operation && labels::sentence(title, self.dialect).is_bare;
        let label = Label { is_bare, ..label };
        self.announces_parameters(&label);
        self.open_field = None;
        let depth = self.depth;
        let bold = |label| LocalLabel { is_bold: true, ..LocalLabel::new(label, true, depth) };
        self.local = label.is_role().then(|| bold(label));
    }

    /// Takes a sentence in bold that ends in a colon for the label of the fields right below it, if it announces any:
    /// `**Include the following URL parameters:**`.
    fn bold_sentence(&mut self, text: &str) {
        let is_above_fields = self
            .below
            .first()
            .is_some_and(|block| matches!(block.kind, BlockKind::Item(_) | BlockKind::Table(_)));
        if self.local.is_some() || !text.ends_with([':', '：']) || !is_above_fields {
            return;
        }
        let label = labels::sentence(text, self.dialect);
        if label.announces_fields() && !label.errors {
            self.under(label, false);
        }
    }

    /// What a sentence has announced has come.
    pub(super) fn used(&mut self) {
        self.local = self.local.take().and_then(LocalLabel::ended);
    }
}

fn is_fence(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Fence(_))
}

/// Whether a text is the header that names what content follows: `Content-Type: application/json`.
fn is_content_type(text: &str) -> bool {
    let bare = text.replace(['`', '*', '_'], "").to_ascii_lowercase();
    bare.starts_with("content-type:") && bare.split_whitespace().count() <= 3
}

/// The last sentence of a text.
pub(super) fn last_sentence(text: &str) -> &str {
    text.rsplit(". ").next().unwrap_or(text)
}
