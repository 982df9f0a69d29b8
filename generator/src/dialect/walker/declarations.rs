//! Fences that declare the type of what their label speaks of, an interface below `Request body`, a struct below `Response`; and
//! those whose lines state fields as a list does.

use super::super::facts::Stated;
use super::super::outline::Shows;
use super::super::recognise::declaration::{self, DeclaredField};
use super::super::recognise::draft::FieldDraft;
use super::super::recognise::field_lines::{self, LineField};
use super::super::recognise::words::FieldWords;
use super::super::recognise::{json_schema, sketch};
use super::Walker;
use crate::dialect::facts::field::{FieldShape, Requirement};
use crate::dialect::words::languages;
use crate::markdown::Fence;
use crate::source::Span;

impl Walker<'_> {
    /// Reads the fields that a fence declares, where a label says what they are of; whether it has any.
    pub(super) fn declaration(&mut self, fence: &Fence, span: &Span) -> bool {
        const OF_TEXT: [&str; 7] = ["", "text", "txt", "plain", "plaintext", "yaml", "yml"];
        if self.schema(fence, span) {
            return true;
        }
        let role = self.role_here();
        let says = role.answered.is_some() || role.place.is_some() || role.announces || role.objects;
        if !says || role.errors || self.is_history() || !self.items.is_empty() {
            return false;
        }
        let info = fence.info.trim();
        let listed = Some(fence.body.text()).filter(|_| role.announces && OF_TEXT.contains(&info));
        if let Some(fields) = listed.and_then(|text| field_lines::read(text, self.dialect)) {
            fields.into_iter().for_each(|LineField { name, span: place, words }| {
                self.declared((name, place), words, fence, span);
            });
            return true;
        }
        // a schema of queries declares no body
        if !info.is_empty() && !info.starts_with("json") && languages::of(info).is_none() {
            return false;
        }
        let Some((fields, next)) = declaration::read(fence.body.text()) else { return false };
        for DeclaredField { name, span: place, type_words, required, description } in fields {
            let (type_words, requirement) = (Some(type_words), Requirement::of_mark(required));
            let words = FieldWords { type_words, requirement, description, ..FieldWords::default() };
            self.declared((name, place), words, fence, span);
        }
        if let Some(at) = next {
            let behind = fence.body.origin_span(&(at..fence.body.text().len()));
            self.unread("fence", "it declares another type than the one that its label speaks of", &behind);
        }
        true
    }

    /// Reads the fields of a schema of what is sent or answered, for which a body would be taken; whether it is one.
    fn schema(&mut self, fence: &Fence, span: &Span) -> bool {
        let text = fence.body.text();
        let may_be = text.trim_start().starts_with('{') && text.contains("\"properties\"");
        // an operation may take schemas, and show one: a label says that this is of fields
        let heading = self.section().and_then(|at| self.outline.labels.get(at));
        let mut labels = self.local.as_ref().map(|local| &local.label).into_iter().chain(heading);
        let is_of_fields = labels.any(|label| label.fields || label.objects || label.parameters);
        if !may_be || !is_of_fields || self.role_here().errors || self.is_history() {
            return false;
        }
        let root = sketch::read(text, self.dialect).roots.into_iter().next();
        let fields = root.and_then(|root| json_schema::read(&root));
        let found = fields.is_some();
        for LineField { name, span: place, words } in fields.into_iter().flatten() {
            self.declared((name, place), words, fence, span);
        }
        found
    }

    /// A field of a fence, with the place of its name there.
    fn declared(&mut self, (name, place): (String, Span), words: FieldWords, fence: &Fence, span: &Span) {
        let place = fence.body.origin_span(&place);
        let draft = FieldDraft {
            name: Stated { value: name, span: place.clone() },
            words,
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
