//! Bodies within words: ``**Content:** `{"id": 1}` ``, ``returns `{"ok": true}` ``.

use super::super::facts::ResponseFact;
use super::super::outline::{SectionRole, Shows};
use super::super::recognise::sketch;
use super::Walker;
use crate::dialect::facts::field::FieldLocation;
use crate::dialect::recognise::label::Label;
use crate::dialect::recognise::labels;
use crate::markdown::{Block, Code, Text};
use crate::sample::json::{Node, Value};

impl Walker<'_> {
    /// The JSON that a text has in code right behind words that say what it is of.
    pub(super) fn inline_bodies(&mut self, text: &Text, block: &Block) {
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
            let Some(role) = self.role_of_body(lead).filter(|_| is_body(&code.text)) else { continue };
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
