//! Operations behind labels that say nothing by themselves: `HTTP: GET /things/{id}`, ``**Call** `POST /things` ``, each all that its
//! line or its item has.

use super::Walker;
use crate::dialect::facts::shapes::LineShape;
use crate::dialect::outline::{OutlineEntry, Shows};
use crate::dialect::recognise::label::Label;
use crate::dialect::recognise::labels;
use crate::dialect::recognise::line::{self, Setting};
use crate::dialect::words::fold;
use crate::markdown::Text;
use crate::sample::http::RequestLine;

impl Walker<'_> {
    /// The operations that a text has behind a label of a few words, where nothing else names one in its section so far: they count
    /// where nothing names them more surely.
    pub(super) fn behind_unknown_label(&self, text: &Text, setting: Setting) -> Vec<RequestLine> {
        let section = self.section();
        let goes_on = setting == Setting::Item
            && self.outline.entries.last().is_some_and(|last| is_said(last) && last.section == section);
        let is_named = section.is_some_and(|at| self.named.contains(&at));
        if is_named && !goes_on {
            return Vec::new();
        }
        let lines = line::labelled(text, |label| self.may_name(label));
        if lines.is_empty() || self.is_elsewhere() { Vec::new() } else { lines }
    }

    /// Whether a label may be one of the line that names an operation: it is of a few words, none of which points elsewhere, says
    /// what is sent or answered, or brings in an example.
    fn may_name(&self, label: &str) -> bool {
        const MOST: usize = 3;
        let is_plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '-' || c == '/';
        let said = labels::title(label, self.dialect);
        let is_other = Label { lines: false, method: None, ..said } != Label::default();
        label.split_whitespace().count() <= MOST
            && label.starts_with(char::is_alphabetic)
            && label.chars().all(is_plain)
            && !is_other
            && !self.dialect.labels.elsewhere.is_in(label)
            && !self.dialect.examples.is_in(label)
    }

    /// Whether what is here leads to what is documented elsewhere, or is answered or an example.
    fn is_elsewhere(&self) -> bool {
        let role = self.role_here();
        let title = self.section().and_then(|at| self.outline.facts.sections.get(at));
        role.answered == Some(true)
            || role.errors
            || (role.examples && !role.lines)
            || title.is_some_and(|it| self.dialect.labels.elsewhere.has(&fold(it.title.trim())))
    }
}

/// Whether an entry is of operations that words name.
fn is_said(entry: &OutlineEntry<'_>) -> bool {
    matches!(entry.shows, Shows::Lines { shape: LineShape::Sentence, .. })
}
