//! Items of lists: fields, operations, and labels of what is listed below them.

use super::super::facts::Stated;
use super::super::outline::{OutlineEntry, Shows};
use super::super::recognise::draft::FieldDraft;
use super::super::recognise::function;
use super::super::recognise::labels;
use super::super::recognise::line::Setting;
use super::super::recognise::name::{self, Name};
use super::super::recognise::words::FieldWords;
use super::super::recognise::{trait_line, types};
use super::super::words::fold;
use super::item_cases::is_field;
use super::item_signs::starts_bold;
use super::paragraphs::last_sentence;
use super::{LocalLabel, Walker, with_mark};
use crate::dialect::facts::field::{FieldShape, JsonKind};
use crate::dialect::recognise::label::Label;
use crate::markdown::{Block, BlockKind, Code, Text};

/// A field's item that is open.
pub(super) struct FieldItem {
    depth: usize,
    /// The field's entry.
    pub entry: usize,
    /// Whether its name is in bold.
    pub is_bold: bool,
    /// Whether its name is in code or in bold.
    pub is_marked: bool,
}

/// What is known of the fields of a list that are in none other: where an item beside them begins, and how they are set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Siblings {
    pub depth: usize,
    /// Whether their names are in code or in bold.
    pub are_marked: bool,
}

impl Walker<'_> {
    pub(super) fn item(&mut self, text: &Text, block: &Block) {
        self.quoted(&text.codes);
        if self.items.is_empty() && block.depth == 1 {
            self.list = block.span.start;
        }
        while self.items.last().is_some_and(|item| item.depth >= block.depth) {
            self.items.pop();
        }
        if self.items.is_empty()
            && let Some(entry) = self.listed_below_open(text)
        {
            self.items.push(FieldItem { depth: 0, entry, is_bold: false, is_marked: true });
        }
        self.closed = self.closed.filter(|depth| block.depth > *depth);
        if block.span.start < self.taken {
            return;
        }
        if let Some(local) = &mut self.local {
            local.used = true;
        }
        if self.awaited(text, block) || self.inline_calls(text, block) {
            return;
        }
        if let Some(name) = function::content_type(text).filter(|_| self.role_here().answered != Some(true)) {
            return self.entry(Shows::ContentType(name), block.span.clone());
        }
        self.calls_item(text);
        let (lines, shape) = self.named_by(text, Setting::Item);
        if !lines.is_empty() {
            return self.lines(lines, None, shape, &block.span);
        }
        if self.pairs(text) {
            return;
        }
        let place = self.item_place(block);
        let (parent, announced) = (place.parent, place.announced);
        if let Some((parts, words)) = self.several(text).filter(|_| announced) {
            for part in parts {
                let Some(name) = name::leading(&text.part(part), false, self.dialect) else { continue };
                let words = words.clone();
                self.item_field(text, block, name, words, None);
            }
            return;
        }
        let is_own = |(name, words): &(Name, FieldWords)| {
            is_field(self.signs_of_item(text, block, &place, (name, words)))
        };
        let is_below_unread = self.closed.is_some();
        match (self.name_and_words(text).filter(is_own), parent) {
            (Some((name, words)), _) => self.item_field(text, block, name, words, parent),
            (_, Some(parent)) => self.add_words(parent, &text.text),
            _ if !announced && !is_below_unread => {
                self.attribute_of_all(text);
                self.deprecates(text, &block.span);
                self.whole_objects(text, &block.span);
                self.authenticates(text, &block.span);
                self.of_answers(&text.text, &block.span);
                if !self.inline_fields(text, block) && !self.label_below(text, block.depth) {
                    self.told_unread(text, block);
                }
            }
            _ if (place.role.announces || is_below_unread) && self.names_something(text) => {
                let why = match self.closed.get_or_insert(block.depth) {
                    0 => "it is a value of what the sentence above names",
                    _ => "it does not begin with the name of a field",
                };
                self.unread("bullet", why, &block.span)
            }
            _ => drop(self.inline_fields(text, block) || self.label_below(text, block.depth)),
        }
    }

    /// Reports an item that describes a name in code, below an operation, and that no label says anything of.
    fn told_unread(&mut self, text: &Text, block: &Block) {
        let role = self.role_here();
        let is_one = self.name_and_words(text).is_some_and(|(name, words)| {
            let is_code = text.text.get(..name.end).is_some_and(|head| head.ends_with('`'));
            is_code && words.is_parted && !words.description.is_empty()
        });
        if is_one && !role.errors && !self.named.is_empty() && !self.is_history() {
            self.unread("bullet", "no label says what the name that it begins with is of", &block.span);
        }
    }

    /// An item that is a label of what is listed below it: `**Query parameters**`, or a sentence that ends in a colon;
    /// whether it is.
    fn label_below(&mut self, text: &Text, depth: usize) -> bool {
        let whole = text.text.trim().trim_matches('"');
        let brings_in = whole.ends_with([':', '：']);
        let title = labels::title(whole.trim_end_matches([':', '：']), self.dialect);
        let label = match title.is_role() {
            true => Some(title),
            false if brings_in => Some(labels::sentence(last_sentence(whole), self.dialect)),
            false => None,
        };
        if let Some(label) = label.filter(Label::is_role) {
            // `Code: 200` is of what the item beside it shows
            let head =
                whole.split_once([':', '：']).map(|(head, _)| fold(head.trim_matches(['*', '_', ' '])));
            let names_status =
                |head: &str| self.dialect.labels.beside.has(head) || self.dialect.labels.statuses.is_in(head);
            if let Some(status) = label.status.filter(|_| head.is_some_and(|head| names_status(&head))) {
                self.entry(Shows::Status { status, is_above: true }, text.span.clone());
            } else {
                self.answer_of_label(label.status, &text.span);
            }
            // with a colon, or alone above a fence, it brings in what follows its list, too
            let is_above_fence = self.below.first().is_some_and(|next| {
                next.depth == 0
                    && matches!(next.kind, BlockKind::Fence(_))
                    && label.subject.is_none()
                    && label.status.is_none()
            });
            self.label_above = Some((label.clone(), if brings_in || is_above_fence { 0 } else { depth }));
            self.item_labels.push((depth, label));
            return true;
        }
        false
    }

    /// A field that is a paragraph by itself, its name with what it is given as: `limit=[integer]`.
    pub(super) fn given_field(&mut self, text: &Text, block: &Block) -> bool {
        let role = self.role_here();
        let named = self.name_and_words(text).filter(|(name, _)| name.given.is_some() && role.announces);
        let Some((name, words)) = named.filter(|_| !role.errors) else { return false };
        self.list = block.span.start;
        self.item_field(text, block, name, words, None);
        self.items.clear();
        true
    }

    /// What a field's words say together with the items below it, where each of these says one thing of it; they are taken
    /// then: `type: integer`, `required: yes`.
    fn with_traits(&mut self, mut words: FieldWords, item: &Block) -> FieldWords {
        let below = self.below.iter().take_while(|it| it.depth > item.depth);
        let lines = below.clone().map(|it| match &it.kind {
            BlockKind::Item(text) if it.depth == item.depth + 1 => Some(text),
            _ => None,
        });
        let kinds = words.type_words.as_ref().map(|words| types::read(words, self.dialect).kinds);
        let holds =
            kinds.is_some_and(|kinds| kinds.contains(&JsonKind::Object) || kinds.contains(&JsonKind::Array));
        let Some(lines) = lines.collect::<Option<Vec<&Text>>>().filter(|_| !holds) else { return words };
        if let Some(traits) = trait_line::read_all(&lines, self.dialect) {
            words.add(traits);
            self.taken = below.last().map_or(self.taken, |last| last.span.end);
        } else if words.type_words.is_none() && words.description.is_empty() {
            words.type_words = trait_line::object_of(&lines, self.dialect);
        }
        words
    }

    pub(super) fn item_field(
        &mut self,
        text: &Text,
        block: &Block,
        name: Name,
        words: FieldWords,
        parent: Option<usize>,
    ) {
        let value = match parent.and_then(|at| self.outline.entries.get(at)) {
            Some(OutlineEntry { shows: Shows::Field(parent), .. }) => {
                let list = if parent.kinds.contains(&JsonKind::Array) { "[]" } else { "" };
                format!("{}{list}.{}", parent.name.value, name.value)
            }
            _ => name.value.clone(),
        };
        let required = name.required.filter(|mark| !mark || !self.stars_say_other());
        let words = self.with_traits(with_mark(words, required), block);
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
        if parent.is_none() {
            self.siblings = Some(Siblings { depth: block.depth, are_marked: name.is_marked });
        }
        let item = FieldItem {
            depth: block.depth,
            entry: self.outline.entries.len(),
            is_bold: starts_bold(text),
            is_marked: name.is_marked,
        };
        self.items.push(item);
        let mut field = Box::new(draft.finish(self.dialect));
        if field.bounds.values.is_empty() {
            field.bounds.values = self.values_below(&field, block);
        }
        let of_parent = parent.and_then(|at| self.outline.entries.get(at)).and_then(|it| it.role.of_sample);
        let of_sibling = || {
            let last = self.outline.entries.last()?;
            let is_one = matches!(&last.shows, Shows::Field(it) if it.table == field.table);
            last.role.of_sample.filter(|_| is_one)
        };
        let of_sample = of_parent
            .or_else(|| self.sample_here(&field.name.value))
            .or_else(of_sibling)
            .or_else(|| self.sample_of_list(text, block).filter(|_| parent.is_none()));
        self.entry(Shows::Field(field), block.span.clone());
        if let Some(entry) = self.outline.entries.last_mut().filter(|it| it.role.answered.is_none()) {
            entry.role.of_sample = of_sample.filter(|_| !entry.role.announces);
        }
    }

    /// The field of the item that words at a depth go on with.
    pub(super) fn item_at(&self, depth: usize) -> Option<usize> {
        let item = self.items.iter().rfind(|item| item.depth <= depth && depth > 0)?;
        Some(item.entry)
    }

    pub(super) fn add_words(&mut self, at: usize, words: &str) {
        if let Some(OutlineEntry { shows: Shows::Field(field), .. }) = self.outline.entries.get_mut(at) {
            if !field.description.is_empty() {
                field.description.push_str("\n\n");
            }
            field.description.push_str(&labels::shortcodes(words));
        }
    }

    /// Takes the type in code that the first paragraph in the item of a field begins with, where nothing states one: `` `integer` — how
    /// many ``. Gives the words behind it.
    pub(super) fn typed_by<'t>(&mut self, at: usize, text: &'t Text) -> &'t str {
        let Some(OutlineEntry { shows: Shows::Field(field), .. }) = self.outline.entries.get_mut(at) else {
            return &text.text;
        };
        let is_type = |code: &&Code| {
            types::is_plain(&code.text, self.dialect) && types::names_kind(&code.text, self.dialect)
        };
        let is_open = field.kinds.is_empty() && field.description.is_empty() && text.text.starts_with('`');
        let Some(code) = text.codes.first().filter(is_type).filter(|_| is_open) else { return &text.text };
        let stated = types::read(&code.text, self.dialect);
        (field.kinds, field.format, field.items) = (stated.kinds, stated.format, stated.items);
        (field.refers_to, field.map) = (stated.refers_to, stated.map);
        field.nullable |= stated.nullable;
        field.type_words = Some(code.text.clone());
        let behind =
            text.text.get(1..).and_then(|rest| rest.split_once('`')).map_or("", |(_, behind)| behind);
        behind.trim_start_matches([' ', ',', ':', '-', '–', '—'])
    }

    /// Ends the items that do not hold what is at a depth.
    pub(super) fn end_items_below(&mut self, depth: usize) {
        self.items.retain(|item| item.depth <= depth);
    }

    /// Ends the list that is being read, and the sentence that announced it.
    pub(super) fn end_items(&mut self) {
        self.items.clear();
        (self.closed, self.siblings) = (None, None);
        if self.local.as_ref().is_some_and(|local| !local.lasts && local.used) {
            self.local = self.local.take().and_then(LocalLabel::ended);
        }
    }
}
