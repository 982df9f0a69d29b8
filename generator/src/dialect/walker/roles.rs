//! What the labels of a place say together: those of its headings, of the items that hold it, and of the lines above.

use super::Walker;
use crate::dialect::outline::{SectionRole, Shows};
use crate::dialect::recognise::label::Label;
use crate::source::Span;

impl Walker<'_> {
    /// What the labels say together that a place in a section is under.
    pub(super) fn role(&self, section: Option<usize>, local: &[&Label]) -> SectionRole {
        let mut role = SectionRole::default();
        local.iter().for_each(|label| role.add(label));
        self.item_labels.iter().rev().for_each(|(_, label)| role.add(label));
        let label = |at: usize| self.outline.labels.get(at).filter(|label| label.is_role());
        let parent = |at: usize| self.outline.facts.sections.get(at).and_then(|section| section.parent);
        let mut at = section;
        while let Some(here) = at {
            if let Some(stated) = self.of_all.get(&here).filter(|_| role.answered != Some(true)) {
                role.requirement = role.requirement.or(*stated);
            }
            match label(here) {
                // what an operation is named below is called so, and fails no more than others
                Some(label) if self.named.contains(&here) => {
                    role.add(&Label { errors: false, ..label.clone() });
                }
                Some(label) => role.add(label),
                // a heading of its own within what is sent or answered; not one that an operation is named below
                None if self.named.contains(&here) => break,
                None => {
                    let above = parent(here).and_then(label);
                    if !above.is_some_and(|label| label.is_answered().is_some() || label.place.is_some()) {
                        break;
                    }
                }
            }
            at = parent(here);
        }
        if role.answered == Some(false) && !self.named.is_empty() {
            role.requirement = role.requirement.or(self.of_page);
        }
        // what has to be given is sent, where nothing says that it is answered
        if local.first().is_some_and(|label| label.is_bare) && role.answered.is_none() && !role.announces {
            role.add(&Label { parameters: true, ..Label::default() });
        }
        role
    }

    /// The answer of a label that names a status: one without a body, if none is shown below it.
    pub(super) fn answer_of_label(&mut self, status: Option<u16>, span: &Span) {
        if let Some(status) = status.filter(|_| !self.is_history()) {
            self.entry(Shows::Answer(status), span.clone());
        }
    }

    /// Whether this place is among parameters, rather than where a body is shown whole.
    pub(super) fn is_of_parameters(&self) -> bool {
        let role = self.role_here();
        role.answered == Some(false) && !role.sends
    }

    /// What the labels say of this place.
    pub(super) fn role_here(&self) -> SectionRole {
        let local = self.local.as_ref();
        let outer = local.and_then(|local| local.outer.as_deref());
        let labels: Vec<&Label> = [local, outer].into_iter().flatten().map(|local| &local.label).collect();
        self.role(self.section(), &labels)
    }
}
