//! Fences that declare the type of what their label speaks of: an interface below `Request body`, a struct below `Response`.

use super::super::facts::Stated;
use super::super::outline::Shows;
use super::super::recognise::declaration::{self, DeclaredField};
use super::super::recognise::draft::FieldDraft;
use super::super::recognise::words::FieldWords;
use super::Walker;
use crate::dialect::facts::field::{FieldShape, Requirement};
use crate::dialect::words::languages;
use crate::markdown::Fence;
use crate::source::Span;

impl Walker<'_> {
    /// Reads the fields that a fence declares, where a label says what they are of; whether it has any.
    pub(super) fn declaration(&mut self, fence: &Fence, span: &Span) -> bool {
        let role = self.role_here();
        let says = role.answered.is_some() || role.place.is_some() || role.announces || role.objects;
        if !says || role.errors || self.is_history() || !self.items.is_empty() {
            return false;
        }
        // a schema of queries declares no body
        let info = fence.info.trim();
        if !info.is_empty() && !info.starts_with("json") && languages::of(info).is_none() {
            return false;
        }
        let Some((fields, next)) = declaration::read(fence.body.text()) else { return false };
        fields.into_iter().for_each(|field| self.declared(field, fence, span));
        if let Some(at) = next {
            let behind = fence.body.origin_span(&(at..fence.body.text().len()));
            self.unread("fence", "it declares another type than the one that its label speaks of", &behind);
        }
        true
    }

    fn declared(&mut self, field: DeclaredField, fence: &Fence, span: &Span) {
        let DeclaredField { name, span: place, type_words, required, description } = field;
        let place = fence.body.origin_span(&place);
        let requirement = match required {
            Some(true) => Requirement::Required,
            Some(false) => Requirement::Optional,
            None => Requirement::Unstated,
        };
        let draft = FieldDraft {
            name: Stated { value: name, span: place.clone() },
            words: FieldWords {
                type_words: Some(type_words),
                requirement,
                description,
                ..FieldWords::default()
            },
            codes: Vec::new(),
            links: Vec::new(),
            location: None,
            section: self.section(),
            list: span.start,
            span: place.clone(),
            shape: FieldShape::Declaration,
        };
        let field = Box::new(draft.finish(self.dialect));
        self.entry(Shows::Field(field), place);
    }
}
