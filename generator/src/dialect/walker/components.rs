//! Components and HTML elements: operations and fields that their attributes state, folds and tabs.

use super::super::facts::{Deprecated, Stated};
use super::super::outline::{OutlineEntry, Shows};
use super::super::recognise::component;
use super::super::recognise::draft::FieldDraft;
use super::super::recognise::words::FieldWords;
use super::Walker;
use crate::dialect::facts::field::{FieldShape, JsonKind, Requirement};
use crate::dialect::facts::shapes::LineShape;
use crate::dialect::recognise::deprecation;
use crate::markdown::{Tag, Text};
use crate::sample::http::{RequestLine, request_line};

/// A component that is open.
pub(super) struct OpenComponent {
    name: String,
    /// The entry of the field that it is.
    pub field: Option<usize>,
    /// Whether it names the role of what is in it.
    is_label: bool,
}

impl<'a> Walker<'a> {
    pub(super) fn tag(&mut self, tag: &Tag) {
        if tag.name == "summary" {
            self.summary = !tag.closes;
            return;
        }
        if tag.closes {
            let open = self.components.iter().rposition(|open| open.name == tag.name);
            let closed = open.map(|at| self.components.split_off(at)).unwrap_or_default();
            if tag.name == "details" || closed.iter().any(|open| open.is_label) {
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
        self.element = component::method(tag).map(|method| (method, tag.span.clone()));
        let label = component::label(tag, self.dialect);
        if let Some(label) = &label {
            self.lasting(label);
        }
        let field = self.component_field(tag);
        if !tag.is_empty {
            self.components.push(OpenComponent { name: tag.name.clone(), field, is_label: label.is_some() });
        }
    }

    /// The entry of the field that a component states.
    fn component_field(&mut self, tag: &Tag) -> Option<usize> {
        let stated = component::field(tag)?;
        let parent = self.components.iter().rev().find_map(|open| open.field);
        let value = match parent.and_then(|at| self.outline.entries.get(at)) {
            Some(OutlineEntry { shows: Shows::Field(parent), .. }) => {
                let list = if parent.kinds.contains(&JsonKind::Array) { "[]" } else { "" };
                format!("{}{list}.{}", parent.name.value, stated.name)
            }
            _ => stated.name,
        };
        let requirement = Requirement::of_mark(stated.required);
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

    /// The operation of an element that states the method and holds the path: `<div class="endpoint get">/things</div>`.
    pub(super) fn element_line(&mut self, text: &Text) -> Option<RequestLine> {
        let (method, span) = self.element.take()?;
        let line = request_line(&format!("{method} {}", text.plain().trim()))?;
        Some(RequestLine { span: span.start..text.span.end.max(span.end), ..line })
    }

    /// The components within a paragraph.
    pub(super) fn inline_tags(&mut self, text: &Text) {
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
