//! Bodies within words: ``**Content:** `{"id": 1}` ``, ``returns `{"ok": true}` ``.

use super::super::facts::ResponseFact;
use super::super::outline::{SectionRole, Shows};
use super::super::recognise::{arrow, sketch};
use super::Walker;
use crate::dialect::facts::field::FieldLocation;
use crate::dialect::recognise::label::Label;
use crate::dialect::recognise::labels;
use crate::markdown::{Block, Code, Text};
use crate::sample::json::{Node, Value};

impl Walker<'_> {
    /// The JSON that a text has in code right behind words that say what it is of.
    pub(super) fn inline_bodies(&mut self, text: &Text, block: &Block) {
        // whether the text itself names the operation
        let names = self.outline.entries.last().is_some_and(|last| {
            matches!(last.shows, Shows::Lines { .. }) && last.span.end >= block.span.end.min(text.span.end)
        });
        if names {
            self.status_behind_arrow(text);
        }
        let is_of_operation = !self.named.is_empty() && !self.is_history();
        if !is_of_operation || !self.items.is_empty() || self.open_field.is_some() {
            return;
        }
        let mut at = 0;
        for code in &text.codes {
            let Some(start) = text.text.get(at..).and_then(|rest| rest.find('`')).map(|found| at + found)
            else {
                return;
            };
            let ticks =
                text.text.get(start..).map_or(0, |rest| rest.len() - rest.trim_start_matches('`').len());
            let end = start + 2 * ticks + code.text.len();
            let lead = text.text.get(at..start).unwrap_or_default();
            let breaks = text.breaks.iter().chain(&text.lines).filter(|it| (at..start).contains(*it)).max();
            let lead = breaks.and_then(|line| text.text.get(*line..start)).unwrap_or(lead);
            at = end;
            if !is_body(&code.text) {
                continue;
            }
            let before = text.text.get(..start).unwrap_or_default();
            let Some(role) = self.role_behind_arrow(before, names).or_else(|| self.role_of_body(lead)) else {
                continue;
            };
            let Some(body) = body(code, self) else { continue };
            let status = text.text.get(end..).map(|rest| labels::sentence(rest, self.dialect));
            let status =
                status.filter(|label| label.is_role()).and_then(|label| label.status).or(role.status);
            let fact = ResponseFact {
                fence: block.span.clone(),
                status: status.filter(|_| role.answered == Some(true)),
                is_failure: false,
                body: Some(body),
                repairs: Vec::new(),
            };
            self.entry(Shows::Json { fact, has_status: false }, code.span.clone());
            if let Some(entry) = self.outline.entries.last_mut() {
                entry.role = role;
            }
        }
    }

    /// What is said of a body right behind an arrow, or behind one and a status: where an operation is before it, or a word of what is
    /// answered or a status, that it is answered.
    fn role_behind_arrow(&self, before: &str, names: bool) -> Option<SectionRole> {
        let (head, tail) = arrow::around_last(before)?;
        let status = arrow::status_alone(tail);
        if status.is_none() && !tail.trim().is_empty() {
            return None;
        }
        let of_head = arrow::status_alone(head.trim_end());
        // ``Body: `{…}` → `{…}` ``
        let is_below_sent = ["}`", "]`"].iter().any(|end| head.trim_end().ends_with(end));
        let role = self.role_of_body(&head.replace('`', "")).filter(|_| !is_below_sent);
        let role = match role.filter(|role| role.answered.is_some()) {
            Some(role) => role,
            None if names || is_below_sent || of_head.is_some() => {
                SectionRole { answered: Some(true), ..SectionRole::default() }
            }
            None => return None,
        };
        let status = status.or(of_head).or(role.status);
        let errors = role.errors || status.is_some_and(|status| status >= 400);
        Some(SectionRole { status, errors, ..role })
    }

    /// Takes the status alone that a line of an operation has behind an arrow: ``DELETE /things/{id}` → 204``.
    pub(super) fn status_behind_arrow(&mut self, text: &Text) {
        let status = arrow::around_last(&text.text).and_then(|(_, tail)| arrow::status_alone(tail));
        if let Some(status) = status {
            let end = text.span.end;
            self.entry(Shows::Status { status, is_above: false }, end.saturating_sub(1)..end);
        }
    }

    /// What words right before a body say of it; none where they say nothing.
    fn role_of_body(&self, lead: &str) -> Option<SectionRole> {
        let clause =
            lead.rsplit(['.', ';', ',', '(']).next().unwrap_or(lead).trim_matches(['*', '_', ' ', '-']);
        let clause = clause.trim_end_matches([':', '*', '_', ' ']);
        let label = match labels::title(clause, self.dialect) {
            label if label.is_role() => label,
            _ => labels::sentence(clause, self.dialect),
        };
        let here = self.role_here();
        let is_content = self.dialect.labels.contents.has(&crate::dialect::words::fold(clause));
        let says = Label { fields: false, ..label.clone() };
        let is_said =
            says.is_answered().is_some() && !label.parameters || says.place == Some(FieldLocation::Body);
        if !(is_said || is_content && here.answered.is_some()) {
            return None;
        }
        let mut role = SectionRole::default();
        role.add(&label);
        role.answered = role.answered.or(here.answered);
        if role.answered == here.answered {
            role.errors |= here.errors;
            role.status = role.status.or(here.status);
        }
        role.sends = role.answered != Some(true);
        Some(role)
    }
}

/// Whether code is an object, or a list of something.
fn is_body(code: &str) -> bool {
    let code = code.trim();
    (code.starts_with('{') && code.ends_with('}') && code.contains(':'))
        || (code.starts_with('[') && code.ends_with(']') && code.contains(['{', '"']))
}

/// The JSON of a code span, if it has anything in it.
fn body(code: &Code, walker: &Walker<'_>) -> Option<Node> {
    let mut root = sketch::read(&code.text, walker.dialect).roots.into_iter().next()?;
    let holds = match &root.value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    };
    let start = code.span.start;
    root.place(&|span| start + span.start..start + span.end);
    holds.then_some(root)
}
