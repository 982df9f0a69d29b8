//! Definitions: fields whose names are the terms.

use super::super::facts::Stated;
use super::super::outline::{OutlineEntry, Shows};
use super::super::recognise::draft::FieldDraft;
use super::super::recognise::labels;
use super::super::recognise::name;
use super::super::recognise::words;
use super::{Walker, with_mark};
use crate::dialect::facts::field::{FieldShape, Requirement};
use crate::markdown::Text;
use crate::source::Span;

impl Walker<'_> {
    pub(super) fn definition(&mut self, term: &Text, definition: &Text, span: &Span) {
        self.quoted(&term.codes);
        self.quoted(&definition.codes);
        if let Some(local) = &mut self.local {
            local.used = true;
        }
        let role = self.role_here();
        let is_definition = |entry: &OutlineEntry<'_>| {
            matches!(&entry.shows, Shows::Field(field) if field.shape == FieldShape::Definition)
                && entry.section == self.section()
        };
        if !self.outline.entries.last().is_some_and(is_definition) {
            self.list = span.start;
        }
        let words = words::read(&definition.linked_part(0..definition.text.len()), self.dialect);
        let plain = labels::shortcodes(&term.plain());
        let (first, rest) = plain.trim().split_once(' ').unwrap_or((plain.trim(), ""));
        let of_term = words::read(rest, self.dialect);
        // nothing but marks and a type is beside a name
        let is_name = term.text.starts_with('`') || first.starts_with(char::is_lowercase) || role.announces;
        let stands_alone = rest.is_empty()
            || rest.starts_with(['(', '–', '-'])
            || (of_term.description.is_empty() && is_name);
        let named = name::bare_name(first).filter(|_| stands_alone);
        let is_typed = words.type_words.is_some()
            || words.is_marked
            || of_term.is_marked
            || of_term.type_words.is_some();
        // behind an answer, a name in code and nothing else is of what it has
        let is_of_answer = role.answered == Some(true) && rest.is_empty() && term.text.starts_with('`');
        let is_field = role.announces || is_of_answer || (is_typed && role.answered != Some(true));
        match named.filter(|_| !role.errors && is_field) {
            Some((value, required)) => {
                let mut words = with_mark(words, required);
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
}
