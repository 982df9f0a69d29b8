//! The signs of what an item of a list is: what its text, the items around it and the labels above say.

use super::item_cases::{Sign, Signs};
use super::paragraphs::last_sentence;
use super::{Walker, first_word};
use crate::dialect::facts::field::{Field, FieldShape, JsonKind, Requirement};
use crate::dialect::outline::{OutlineEntry, SectionRole, Shows};
use crate::dialect::recognise::labels;
use crate::dialect::recognise::name::Name;
use crate::dialect::recognise::words::FieldWords;
use crate::markdown::{Block, BlockKind, Text};
use crate::sample::http;

/// Where an item is.
pub(super) struct ItemPlace {
    pub role: SectionRole,
    /// The entry of the field whose item holds it.
    pub parent: Option<usize>,
    /// Whether a label, or an item beside it, says that it is a field.
    pub announced: bool,
    /// Whether it is a note below a table.
    is_note: bool,
}

impl Walker<'_> {
    /// Where an item is that begins now.
    pub(super) fn item_place(&self, block: &Block) -> ItemPlace {
        let role = self.role_here();
        let parent = self.items.last().map(|item| item.entry);
        // where one item of a list is a field the others are, but none that holds or is beside a label of these
        let is_of_fields = self.outline.entries.last().is_some_and(|entry| {
            matches!(&entry.shows, Shows::Field(field) if field.shape == FieldShape::List && field.table == self.list)
        });
        let is_beside = is_of_fields
            && block.depth == 1
            && self.siblings.is_some_and(|siblings| siblings.depth == block.depth);
        let is_note = self.local.as_ref().is_some_and(|local| local.tabled);
        // what a note below a table lists are values
        let is_of_note = is_note && block.depth > 1 && parent.is_none();
        let announced = (role.announces || is_beside)
            && !role.errors
            && parent.is_none()
            && self.closed.is_none()
            && !is_of_note;
        ItemPlace { role, parent, announced, is_note }
    }

    /// What is known of an item that begins with a name.
    pub(super) fn signs_of_item(
        &self,
        text: &Text,
        block: &Block,
        place: &ItemPlace,
        (name, words): (&Name, &FieldWords),
    ) -> Signs {
        let role = &place.role;
        let behind = text.text.get(name.end..).unwrap_or_default().trim();
        let is_code = text.text.starts_with('`');
        let has_type = words.type_words.is_some();
        let is_set_apart = behind.starts_with([':', '(', '-', '–', '—']);
        let holder = self.items.last().filter(|_| !self.lists_values(place.parent));
        let is_answered = role.answered == Some(true);
        let local = self.local.as_ref();
        let is_in_answer = self
            .item_labels
            .last()
            .is_some_and(|(depth, label)| *depth + 1 == block.depth && label.is_answered() == Some(true));
        let is_label_word = labels::title(&name.value, self.dialect).is_role();
        let above = || self.sample_above(&name.value, self.section()).filter(|_| is_answered);
        let sampled =
            || self.sample_here(&name.value).or_else(above).or_else(|| self.sample_of_list(text, block));
        let is_sampled = name.is_marked && sampled().is_some();
        [
            (Sign::Announced, place.announced),
            (Sign::UnderBareLabel, local.is_some_and(|local| local.label.is_bare)),
            (Sign::UnderExamples, role.examples),
            (Sign::UnderErrors, role.errors),
            (Sign::UnderAnswerSentence, is_answered && local.is_some_and(|local| !local.lasts)),
            (Sign::UnderAnswerLabel, is_answered && local.is_none_or(|local| local.lasts)),
            (Sign::InAnswerItem, is_answered && is_in_answer),
            (Sign::BelowLine, self.is_below_line && block.depth == 1),
            (Sign::BelowTable, place.is_note),
            (Sign::Outermost, place.parent.is_none()),
            (Sign::InObject, self.are_children(place.parent)),
            (Sign::AmongValues, self.lists_values(place.parent)),
            (Sign::InBareItem, holder.is_some_and(|item| !item.is_marked)),
            (Sign::InBoldItem, holder.is_some_and(|item| item.is_bold)),
            (Sign::AmongMarked, self.siblings.is_some_and(|siblings| siblings.are_marked)),
            (Sign::Marked, name.is_marked),
            (Sign::Code, is_code),
            (Sign::Bold, starts_bold(text)),
            (Sign::Capital, name.value.starts_with(char::is_uppercase)),
            (Sign::Small, name.value.starts_with(char::is_lowercase)),
            (Sign::Quoted, text.text.starts_with(['"', '\'', '“', '‘'])),
            (Sign::LabelWord, is_label_word),
            (Sign::HeadsItems, is_label_word && !is_code && self.heads_items(text, block, (name, behind))),
            (Sign::Sampled, is_sampled),
            (Sign::ShowsValue, name.given.is_none() && shows_value(text)),
            (Sign::ValueOnly, is_value(&words.description)),
            (Sign::HeaderOnly, is_header(behind)),
            (Sign::Typed, has_type),
            (Sign::Stated, words.is_marked && (has_type || words.requirement != Requirement::Unstated)),
            (Sign::Parted, words.is_parted),
            (Sign::SetApart, is_set_apart),
            (Sign::Sentence, behind.starts_with(char::is_uppercase)),
            (Sign::Bracket, behind.starts_with('(')),
            (Sign::BracketOnly, behind.starts_with('(') && behind.ends_with(')')),
            (Sign::ColonOnly, behind == ":"),
            (Sign::NameOnly, behind.is_empty()),
            (Sign::Undescribed, words.description.is_empty()),
            (Sign::ColonWithin, words.description.trim_end_matches(':').contains(':')),
            (Sign::Purpose, self.dialect.labels.purposes.has(first_word(&words.description))),
        ]
        .into_iter()
        .filter_map(|(sign, is)| is.then_some(sign))
        .collect()
    }

    /// Whether an item is a label of those that it holds: `**Parameters**: (headers)`.
    fn heads_items(&self, text: &Text, item: &Block, (name, behind): (&Name, &str)) -> bool {
        let inner = behind.trim_start_matches(':').trim_start();
        let next = self.below.first();
        name.is_marked
            && (inner.is_empty() || (inner.starts_with('(') && inner.ends_with(')')))
            && next.is_some_and(|next| matches!(next.kind, BlockKind::Item(_)) && next.depth > item.depth)
            && labels::title(&text.plain(), self.dialect).is_role()
    }

    /// Whether what an item lists below it are the fields of its own: of an object, or of a list of objects.
    fn are_children(&self, parent: Option<usize>) -> bool {
        let Some(OutlineEntry { shows: Shows::Field(field), .. }) =
            parent.and_then(|at| self.outline.entries.get(at))
        else {
            return false;
        };
        let last = last_sentence(&field.description);
        let label = labels::sentence(last, self.dialect);
        let holds = field.kinds.contains(&JsonKind::Object) || field.items.contains(&JsonKind::Object);
        !self.lists_values(parent) && (holds || (last.ends_with(':') && label.fields))
    }

    /// Whether the words of a field bring in a list of its values.
    fn lists_values(&self, field: Option<usize>) -> bool {
        match field.and_then(|at| self.outline.entries.get(at)) {
            Some(OutlineEntry { shows: Shows::Field(field), .. }) => {
                self.dialect.listed.before.is_in(last_sentence(&field.description))
            }
            _ => false,
        }
    }

    /// The values that the words of a field bring in: the code that each item right below it begins with.
    pub(super) fn values_below(&self, field: &Field, item: &Block) -> Vec<String> {
        let last = last_sentence(&field.description);
        let words = &self.dialect.listed;
        let is_object = field.kinds.contains(&JsonKind::Object);
        if is_object || !words.before.is_in(last) || words.not_all.is_in(last) {
            return Vec::new();
        }
        let below = self.below.iter().take_while(|it| it.depth > item.depth);
        let own = below.filter_map(|it| match &it.kind {
            BlockKind::Item(text) if it.depth == item.depth + 1 => Some(text),
            _ => None,
        });
        let value = |text: &Text| {
            let code = text.codes.first().filter(|_| text.text.starts_with('`'))?;
            Some(code.text.trim_matches('"').to_owned())
        };
        own.map(value).collect::<Option<Vec<_>>>().unwrap_or_default()
    }
}

/// Whether words are a value in code, and nothing else: ``Single string: `"word"` ``.
fn is_value(words: &str) -> bool {
    let shown = words.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
    shown.is_some_and(|shown| shown.starts_with(['"', '[', '{']))
}

/// Whether the first code span of a text gives a name a value: `limit=20`.
fn shows_value(text: &Text) -> bool {
    text.codes.first().is_some_and(|code| code.text.contains('='))
}

pub(super) fn starts_bold(text: &Text) -> bool {
    text.strong.first().is_some_and(|strong| strong.start == 0)
}

/// Whether a text is headers with their values, each in code.
fn is_header(text: &str) -> bool {
    let text = text.trim_start_matches([':', '*', ' ']);
    let mut codes = text.split('`').skip(1).step_by(2).peekable();
    text.starts_with('`') && codes.peek().is_some() && codes.all(http::is_headers)
}
