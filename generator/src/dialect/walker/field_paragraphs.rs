//! Fields that have a paragraph each: the name in code or in bold, and what it is behind that, in the next line, or in the
//! paragraphs below.

use super::{LocalLabel, Walker};
use crate::dialect::facts::field::Requirement;
use crate::dialect::outline::{OutlineEntry, Shows};
use crate::dialect::recognise::name::{self, Name};
use crate::dialect::recognise::words::{self, FieldWords};
use crate::dialect::recognise::{bold, labels, types};
use crate::dialect::words::fold;
use crate::markdown::{Block, Text};

/// Lines of one paragraph beyond which they are not looked through for fields: each is read with all that follow it.
pub(super) const MOST_LINES: usize = 500;

/// The fields that have paragraphs each, as far as they are read.
#[derive(Clone)]
pub(super) struct OpenField {
    section: Option<usize>,
    /// The last field's entry.
    entry: usize,
    /// Its name.
    name: String,
    /// Where the first of those begins that follow each other.
    list: usize,
    /// Whether what is read goes on with the last field: nothing is between but its words and its list.
    is_open: bool,
    /// The label that announced them, for those behind what is between.
    label: Option<LocalLabel>,
}

impl Walker<'_> {
    /// Whether a text says what follows is in: `**Array of:**`.
    pub(super) fn is_of_items(&self, text: &Text) -> bool {
        let plain = text.plain();
        let words = plain.trim().strip_suffix(':').and_then(|words| words.rsplit_once(' '));
        words.is_some_and(|(kind, last)| {
            self.dialect.types.of.has(&fold(last)) && types::names_kind(kind, self.dialect)
        })
    }

    /// Reads a paragraph that begins a field; whether it does.
    pub(super) fn field_paragraph(&mut self, text: &Text, block: &Block) -> bool {
        if block.depth > 0 || block.quoted {
            return false;
        }
        let known = self.open_field.as_ref().filter(|open| open.section == self.section());
        let (is_open, list) = (known.is_some_and(|open| open.is_open), known.map(|open| open.list));
        let label = known.and_then(|open| open.label.clone()).filter(|_| self.local.is_none());
        let role = match &label {
            Some(label) => self.role(self.section(), &[&label.label]),
            None => self.role_here(),
        };
        if role.errors || !role.announces {
            return false;
        }
        if lines(text) > MOST_LINES && self.name_and_words(text).is_some() {
            self.unread("paragraph", &format!("it has over {MOST_LINES} lines"), &block.span);
            return true;
        }
        let fields = match self.own_line(text, is_open) {
            Some(field) => vec![field],
            None => self.described(text),
        };
        if fields.is_empty() {
            return false;
        }
        self.local = self.local.take().or(label);
        self.list = list.filter(|_| is_open).unwrap_or(block.span.start);
        let list = self.list;
        for (number, (part, name, words)) in fields.into_iter().enumerate() {
            let start = name.span.start.clamp(block.span.start, block.span.end);
            let span = if number == 0 { block.span.clone() } else { start..block.span.end };
            let value = name.value.clone();
            self.item_field(&part, &Block { span, ..block.clone() }, name, words, None);
            let entry = self.outline.entries.len().saturating_sub(1);
            let (section, label) = (self.section(), self.local.clone());
            self.open_field = Some(OpenField { section, entry, name: value, list, is_open: true, label });
        }
        // what is listed below is of the last of them
        self.end_items();
        true
    }

    /// Whether a paragraph describes a name in code below an operation, where no label announces fields and none is described.
    pub(super) fn is_unannounced(&self, text: &Text, block: &Block) -> bool {
        let role = self.role_here();
        let is_one = block.depth == 0 && !block.quoted && !role.errors && !self.named.is_empty();
        let is_short = lines(text) <= MOST_LINES;
        let is_part = |(part, name, _): &(Text, Name, FieldWords)| {
            part.text.starts_with('`') && part.text.get(name.end..).is_some_and(|rest| rest.starts_with(':'))
        };
        is_one
            && is_short
            && !role.announces
            && self.open_entry().is_none()
            && self.described(text).first().is_some_and(is_part)
    }

    /// The field whose name is alone in the first line, or has marks behind it that say something of it.
    fn own_line(&self, text: &Text, follows: bool) -> Option<(Text, Name, FieldWords)> {
        let name = name::leading(text, false, self.dialect)?;
        let end = text.breaks.first().copied().unwrap_or(text.text.len());
        let marks = text.text.get(name.end..end)?;
        let (words, is_marked) = match self.marks(text, name.end, end, marks) {
            (words, false) => {
                // `*string* *required*`: nothing else is there
                let read = words::read(marks, self.dialect);
                let says = read.type_words.is_some() || read.requirement != Requirement::Unstated;
                if says && read.description.is_empty() { (read, true) } else { (words, false) }
            }
            marked => marked,
        };
        let is_alone = marks.trim().is_empty();
        let goes_on = end < text.text.len() || follows;
        let is_label = labels::title(&name.value, self.dialect).is_role();
        if !(is_marked || (is_alone && goes_on && !is_label)) {
            return None;
        }
        let description = text.text.get(end..).unwrap_or_default().trim().to_owned();
        Some((text.clone(), name, FieldWords { description, ..words }))
    }

    /// The fields that the lines of a paragraph begin with, each with what it is behind it: `` `limit`: how many ``.
    fn described(&self, text: &Text) -> Vec<(Text, Name, FieldWords)> {
        let read = |part: Text| {
            let (name, words) =
                self.name_and_words(&part).filter(|(name, words)| self.is_described(&part, name, words))?;
            Some((part, name, words))
        };
        let end = text.text.len();
        let mut starts = vec![0];
        let is_start = |at: &usize| *at > 0 && read(text.part(*at..end)).is_some();
        starts.extend(text.breaks.iter().chain(&text.lines).copied().filter(is_start));
        starts.sort_unstable();
        let ends = starts.iter().copied().skip(1).chain([end]);
        let parts: Vec<Text> =
            starts.iter().copied().zip(ends).map(|(start, end)| text.part(start..end)).collect();
        let fields: Option<Vec<_>> = parts.into_iter().map(read).collect();
        fields.unwrap_or_default()
    }

    /// Whether a name in code, or in bold and spelled as names are, is parted from what it is, or has marks that say something.
    fn is_described(&self, part: &Text, name: &Name, words: &FieldWords) -> bool {
        let behind = part.text.get(name.end..).unwrap_or_default().trim_start();
        let is_parted = behind.starts_with([':', '：', '-', '–', '—', '('])
            || part.text.get(..name.end).is_some_and(|head| head.trim_end_matches(['`', '*']).ends_with(':'));
        let is_code = part.text.get(..name.end).is_some_and(|head| head.contains('`'));
        let is_key = name.value.starts_with(char::is_lowercase) || name.value.contains('_');
        let is_set = name.is_marked && !name.value.contains('/') && (is_code || is_key || words.is_marked);
        is_set && (words.is_marked || (is_parted && !words.description.is_empty()))
    }

    /// What the marks behind a name say, and whether they say anything and nothing else is there: bold words, tags.
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
        let by_bold = bold::requirement(text, start, self.dialect);
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
        let Some(at) = self.open_entry() else { return false };
        self.add_words(at, &text.text);
        true
    }

    /// The entry of the field whose paragraphs are being read.
    fn open_entry(&self) -> Option<usize> {
        let open = self.open_field.as_ref().filter(|open| open.is_open && open.section == self.section());
        open.map(|open| open.entry)
    }

    /// Whether a sentence names the field whose paragraphs are being read.
    pub(super) fn is_of_open_field(&self, text: &Text) -> bool {
        let open = self.open_field.as_ref().filter(|_| self.open_entry().is_some());
        open.is_some_and(|open| text.codes.iter().any(|code| code.text == open.name))
    }

    /// The field that has paragraphs of its own which a list goes on with: its items are no fields as others are.
    pub(super) fn listed_below_open(&self, text: &Text) -> Option<usize> {
        let at = self.open_entry()?;
        let Some(OutlineEntry { shows: Shows::Field(field), .. }) = self.outline.entries.get(at) else {
            return None;
        };
        let is_name = name::leading(text, false, self.dialect).is_some();
        (!is_name || field.description.ends_with([':', '：'])).then_some(at)
    }

    /// Ends the words of the field whose paragraphs are being read, and the fields that are read so, unless its words bring in
    /// what comes.
    pub(super) fn close_field(&mut self) {
        let brings_in = self.open_entry().and_then(|at| self.outline.entries.get(at)).is_some_and(
            |entry| matches!(&entry.shows, Shows::Field(field) if field.description.ends_with([':', '：'])),
        );
        self.open_field = self.open_field.take().filter(|_| brings_in || self.depth > 0);
        self.open_field.iter_mut().for_each(|open| open.is_open = self.depth > 0);
    }
}

/// How many lines a paragraph has beside the first.
fn lines(text: &Text) -> usize {
    text.breaks.len() + text.lines.len()
}
