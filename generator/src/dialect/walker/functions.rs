//! Signatures of the functions of a client, each below the heading that is called like it.

use super::super::outline::Shows;
use super::super::recognise::function;
use super::Walker;
use crate::source::Span;

impl Walker<'_> {
    /// Takes the signature of the function that calls the operation of the section; whether the first line of a text, a fence of one
    /// line or a quote, is one.
    pub(super) fn signature(&mut self, text: &str, span: &Span) -> bool {
        let first = text.trim().lines().next().unwrap_or_default();
        let section = self.section().filter(|at| self.named.contains(at));
        let title = section.and_then(|at| self.outline.facts.sections.get(at)).map(|it| it.title.as_str());
        let is_one = title.is_some_and(|title| function::is_signature(first, title));
        if is_one {
            self.entry(Shows::Function, span.clone());
        }
        is_one
    }
}
