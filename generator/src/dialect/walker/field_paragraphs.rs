//! Fields that have a paragraph each: the name in code or in bold with marks behind it, and what it is in the next line or in the
//! paragraphs below.

use super::Walker;
use crate::dialect::facts::field::Requirement;
use crate::dialect::recognise::words::{FieldWords, bold_requirement};
use crate::dialect::recognise::{labels, name, types};
use crate::dialect::words::fold;
use crate::markdown::{Block, Text};

/// The field whose paragraphs are being read.
pub(super) struct OpenField {
    section: Option<usize>,
    /// The field's entry.
    entry: usize,
    /// Where the first of those begins that follow each other.
    list: usize,
}

impl Walker<'_> {
    /// Reads a paragraph that begins a field; whether it does.
    pub(super) fn field_paragraph(&mut self, text: &Text, block: &Block) -> bool {
        let role = self.role_here();
        if role.errors || !role.announces || block.depth > 0 || block.quoted {
            return false;
        }
        let Some(name) = name::leading(text, false) else { return false };
        let end = text.breaks.first().copied().unwrap_or(text.text.len());
        let Some(marks) = text.text.get(name.end..end) else { return false };
        let follows =
            self.open_field.as_ref().filter(|open| open.section == self.section()).map(|it| it.list);
        let (words, is_marked) = self.marks(text, name.end, end, marks);
        let is_alone = marks.trim().is_empty();
        let goes_on = end < text.text.len() || follows.is_some();
        let is_label = labels::title(&name.value, self.dialect).is_role();
        if !(is_marked || (is_alone && goes_on && !is_label)) {
            return false;
        }
        let description = text.text.get(end..).unwrap_or_default().trim().to_owned();
        let words = FieldWords { description, ..words };
        self.list = follows.unwrap_or(block.span.start);
        self.item_field(text, block, name, words, None);
        self.end_items();
        let entry = self.outline.entries.len().saturating_sub(1);
        self.open_field = Some(OpenField { section: self.section(), entry, list: self.list });
        true
    }

    /// What the marks behind a name say, and whether they say anything and nothing else stands there: bold words, tags.
    fn marks(&self, text: &Text, start: usize, end: usize, line: &str) -> (FieldWords, bool) {
        let words = &self.dialect.requirement;
        let of_word = |word: &str| match () {
            () if words.required.has(word) => Requirement::Required,
            () if words.optional.has(word) => Requirement::Optional,
            () => Requirement::Unstated,
        };
        let tags = text.tags.iter().filter(|tag| !tag.closes && tag.at >= start && tag.at <= end);
        let by_tag = tags.map(|tag| of_word(&tag.name)).fold(Requirement::Unstated, Requirement::or);
        let strong = text.strong.iter().filter(|strong| strong.start >= start && strong.end <= end);
        let strong: Vec<String> = strong.map(|strong| text.plain_part(strong.clone())).collect();
        let type_words = strong.iter().find(|part| types::names_kind(part, self.dialect)).cloned();
        let by_bold = bold_requirement(text, start, self.dialect);
        let rest = strong.iter().fold(line.to_owned(), |rest, part| rest.replacen(part.as_str(), "", 1));
        let rest = fold(rest.trim());
        let is_condition = words.cases.is_in(&rest);
        let requirement = match by_tag.or(by_bold) {
            Requirement::Required if is_condition => Requirement::Conditional,
            stated => stated,
        };
        let says = requirement != Requirement::Unstated || !strong.is_empty();
        let is_stated = requirement != Requirement::Unstated;
        let is_marked = says && (rest.is_empty() || (is_stated && is_condition));
        (FieldWords { type_words, requirement, is_marked, ..FieldWords::default() }, is_marked)
    }

    /// Adds a paragraph to the field that it describes; whether there is one.
    pub(super) fn of_open_field(&mut self, text: &Text) -> bool {
        let section = self.section();
        let Some(open) = self.open_field.as_ref().filter(|open| open.section == section) else {
            return false;
        };
        let at = open.entry;
        self.add_words(at, &text.text);
        true
    }
}
