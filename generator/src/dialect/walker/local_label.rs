//! Labels that are no headings: bold lines, titles of folds and tabs, and sentences.

use crate::dialect::recognise::label::Label;

/// A label that is no heading.
#[derive(Clone)]
pub(super) struct LocalLabel {
    pub label: Label,
    /// A bold line, a fold's or a tab's title counts up to the next; a sentence for what follows it.
    pub lasts: bool,
    /// Whether items have used it.
    pub used: bool,
    /// Whether a table has: what is listed below that are notes.
    pub tabled: bool,
    /// How many items of lists hold it.
    pub depth: usize,
    /// Whether it is a bold line or a title, under which sentences have labels of their own.
    pub is_bold: bool,
    /// The bold line that a sentence is below.
    pub outer: Option<Box<LocalLabel>>,
    /// What it says of fields alone, where that is something else.
    pub of_fields: Option<Label>,
}

impl LocalLabel {
    /// A label that is no heading, at a depth.
    pub(super) fn new(label: Label, lasts: bool, depth: usize) -> Self {
        Self { label, lasts, used: false, tabled: false, depth, is_bold: false, outer: None, of_fields: None }
    }

    /// A sentence's label, below the bold line that is above it.
    pub(super) fn below(self, above: Option<LocalLabel>) -> Self {
        let outer = match above {
            // `Required:` parts what a sentence brings in
            Some(above) if above.is_bold || (self.label.is_bare && !above.label.is_bare) => {
                Some(Box::new(above))
            }
            Some(above) => above.outer,
            None => None,
        };
        Self { outer: outer.filter(|outer| outer.depth <= self.depth), ..self }
    }

    /// What counts once a sentence's label does no more.
    pub(super) fn ended(self) -> Option<Self> {
        match self.lasts {
            true => Some(self),
            false => self.outer.map(|outer| *outer),
        }
    }
}
