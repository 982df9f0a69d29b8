//! What words say of the page, a section or an operation: notices, deprecations, and how calls are authenticated.

use super::Walker;
use crate::dialect::facts::{Deprecated, DeprecationFact, NoticeFact};
use crate::dialect::recognise::deprecation;
use crate::dialect::words::lifecycle;
use crate::markdown::Text;
use crate::source::Span;

impl Walker<'_> {
    pub(super) fn notice(&mut self, kind: &str, text: &Text, span: &Span) {
        self.quoted(&text.codes);
        let section = self.section();
        self.deprecates(text, span);
        self.authenticates(text, span);
        self.attribute_of_all(text);
        self.outline.facts.notices.push(NoticeFact {
            kind: kind.to_owned(),
            text: text.text.clone(),
            lifecycle: lifecycle::of(&text.text, self.dialect),
            section,
            span: span.clone(),
        });
    }

    /// Takes what a text says of how calls are authenticated.
    pub(super) fn authenticates(&mut self, text: &Text, span: &Span) {
        let says = |sentence: &&str| {
            self.dialect.basic.is_in(sentence) && !self.dialect.listed.not_all.is_in(sentence)
        };
        if self.outline.facts.basic.is_none() && text.text.split(". ").find(says).is_some() {
            self.outline.facts.basic = Some(span.clone());
        }
    }

    /// Takes what a text says of this place, or of its operation: that it is deprecated.
    pub(super) fn deprecates(&mut self, text: &Text, span: &Span) {
        if let Some(of) = deprecation::said(&text.linked_part(0..text.text.len()), self.dialect) {
            self.deprecated(of, text.text.clone(), span);
        }
    }

    pub(super) fn deprecated(&mut self, of: Deprecated, text: String, span: &Span) {
        let section = self.section();
        self.outline.facts.deprecations.push(DeprecationFact { text, of, section, span: span.clone() });
    }
}
