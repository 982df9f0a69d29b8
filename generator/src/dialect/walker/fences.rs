//! Fences: operations, requests and bodies, as the labels right above them say.

use super::super::facts::{ResponseFact, Stated};
use super::super::outline::{OutlineEntry, SectionRole, Shows};
use super::{Walker, sampled};
use crate::dialect::facts::shapes::LineShape;
use crate::dialect::recognise::label::Label;
use crate::dialect::recognise::labels;
use crate::dialect::recognise::operation::{self, FenceContent, shown};
use crate::dialect::recognise::payload;
use crate::markdown::Fence;
use crate::sample::http::{self, RequestLine};
use crate::sample::json::Value;
use crate::sample::{program, target};
use crate::source::Span;

impl<'a> Walker<'a> {
    pub(super) fn fence(&mut self, fence: &'a Fence, span: &Span) {
        let item = self.item_at(self.depth);
        let is_of_item = item.is_some() || self.open_field.is_some();
        match self.depth {
            0 => self.end_items(),
            depth => self.end_items_below(depth),
        }
        let methods = std::mem::take(&mut self.methods_above);
        let section = self.section();
        let links = http::next_links(fence.body.text());
        for line in &links {
            self.entry(Shows::NextLink, fence.body.origin_span(line));
        }
        let is_to_user = std::mem::take(&mut self.is_to_user);
        let text = fence.body.text();
        let is_line = text.trim().lines().count() == 1;
        if is_line && self.signature(text, span) || self.declaration(fence, span) {
            return self.used();
        }
        match shown(fence, span, section, self.dialect, self.rootless) {
            content if is_to_user && self.is_sent_to_user(&content) => {
                self.unread("fence", "it shows what the service sends to its user", span);
            }
            FenceContent::Operations(lines) => {
                let label = Stated { value: fence.info.clone(), span: fence.info_span.clone() };
                let here =
                    |line: RequestLine| RequestLine { span: fence.body.origin_span(&line.span), ..line };
                let lines = lines.into_iter().map(here).collect();
                self.lines(lines, Some(label), LineShape::Fence, span);
            }
            FenceContent::Requests { requests, written_out, responses, unread } => {
                self.outline.facts.unread.extend(unread);
                let sent = requests.iter().filter_map(|request| request.body.as_ref());
                self.sample(span.start, sent);
                self.called_pair(&requests);
                self.entry(Shows::Requests { requests, written_out, responses }, span.clone());
            }
            FenceContent::Responses { has_status: false, responses }
                if (is_of_item && self.is_of_parameters()) || self.is_of_field(item, &responses) =>
            {
                self.unread("fence", "JSON in the item of a parameter: a value of it", span);
            }
            FenceContent::Responses { responses, has_status } => {
                let of_info = operation::status_of_info(&fence.info);
                self.sample(span.start, sampled::bodies(&responses));
                let label = self.label_above.take().filter(|(_, depth)| self.depth >= *depth);
                let label = label.map(|(label, _)| label);
                let own =
                    operation::label_of_info(&fence.info).map(|label| labels::title(label, self.dialect));
                let own = own.filter(|label| label.is_answered().is_some());
                if has_status && responses.iter().all(|it| it.body.is_none()) && has_body(fence) {
                    self.unread("fence", "its body is no JSON", span);
                }
                for mut fact in responses {
                    fact.status = fact.status.or(of_info);
                    self.entry(Shows::Json { fact, has_status }, span.clone());
                    self.below_item(label.as_ref());
                    self.labelled(own.as_ref());
                }
            }
            FenceContent::OtherLanguage(language) => {
                self.other_language(language, span);
                self.called_by_program(fence, span);
            }
            FenceContent::Nothing(_) if !links.is_empty() && http::is_headers(fence.body.text()) => {}
            FenceContent::Nothing(why) if is_xml(fence) && !self.role_here().errors => {
                let status = operation::status_of_info(&fence.info);
                let payload = payload::markup(&fence.body);
                self.entry(Shows::Markup { payload, status, why }, span.clone());
            }
            // what is answered as text is an answer, of which no more is known
            FenceContent::Nothing(why) if methods.is_empty() && self.is_answer() => {
                self.unread("fence", why, span);
                let fact = ResponseFact {
                    fence: span.clone(),
                    status: operation::status_of_info(&fence.info),
                    is_failure: false,
                    body: None,
                    repairs: Vec::new(),
                };
                self.entry(Shows::Json { fact, has_status: true }, span.clone());
            }
            FenceContent::Nothing(_)
                if self.fence_of_half(&methods, fence)
                    || self.fence_of_path(&methods, fence)
                    || self.fence_of_pairs(fence) => {}
            FenceContent::Nothing(why) => self.unread("fence", why, span),
        }
        // what announced a list goes on behind a fence of one item
        if self.local.as_ref().is_some_and(|local| local.depth >= self.depth) {
            self.used();
        }
    }

    /// The operation that a program calls, for where nothing else names it.
    fn called_by_program(&mut self, fence: &Fence, span: &Span) {
        let line = program::call(fence.body.text()).filter(|line| target::fault(&line.path).is_none());
        if let Some(line) = line.filter(|_| !self.is_history() && self.role_here().answered != Some(true)) {
            let lines = vec![RequestLine { span: fence.body.origin_span(&line.span), ..line }];
            let shape = LineShape::Program;
            self.entry(Shows::Lines { lines, label: None, shape }, span.clone());
        }
    }

    /// Whether a fence below words of what the service sends to its user is that: no answer, which other words may speak of.
    fn is_sent_to_user(&self, content: &FenceContent<'_>) -> bool {
        match content {
            FenceContent::Operations(_) | FenceContent::Requests { written_out: true, .. } => true,
            FenceContent::Responses { has_status: false, .. } => self.role_here().answered != Some(true),
            _ => false,
        }
    }

    /// Whether bodies in the item of a field that is sent have that in them: they are examples of it.
    fn is_of_field(&self, item: Option<usize>, bodies: &[ResponseFact]) -> bool {
        let entry = item.and_then(|at| self.outline.entries.get(at));
        let Some(OutlineEntry { shows: Shows::Field(field), role, .. }) = entry else { return false };
        let has_it = |body: &ResponseFact| match body.body.as_ref().map(|body| &body.value) {
            Some(Value::Object(members)) => members.iter().any(|member| member.key == field.name.value),
            _ => false,
        };
        role.answered == Some(false) && bodies.iter().all(has_it)
    }

    /// Whether a label says that a sample of what is answered where nothing fails is here.
    fn is_answer(&self) -> bool {
        let role = self.role_here();
        let is_below_label = self.local.as_ref().is_some_and(|local| local.label.is_answered() == Some(true));
        role.answered == Some(true) && !role.errors && (role.examples || is_below_label)
    }

    /// Puts the body that was read last under the label of the item right above it: JSON below `**Parameters**:` is what is
    /// sent, or stands for what the URL has.
    fn below_item(&mut self, label: Option<&Label>) {
        let Some(entry) = self.outline.entries.last_mut() else { return };
        let Some(label) = label else { return };
        if entry.role.answered.is_none() {
            entry.role.add(label);
        } else if label.is_answered() == entry.role.answered {
            entry.role.status = entry.role.status.or(label.status);
        }
        entry.role.stands_for_parameters = label.parameters && entry.role.answered == Some(false);
    }

    /// Puts the body that was read last under the label that the words behind its opening fence are.
    fn labelled(&mut self, label: Option<&Label>) {
        let (Some(entry), Some(label)) = (self.outline.entries.last_mut(), label) else { return };
        let mut role = SectionRole::default();
        role.add(label);
        entry.role.answered = role.answered;
        entry.role.errors = role.errors;
        entry.role.sends = role.sends;
        entry.role.status = role.status.or(entry.role.status);
    }
}

/// Whether the response that a fence is has a body.
fn has_body(fence: &Fence) -> bool {
    let body = http::response(fence.body.text()).and_then(|answer| answer.body);
    body.is_some_and(|body| !body.text().trim().is_empty())
}

/// Whether a fence has XML, and no page of a browser.
fn is_xml(fence: &Fence) -> bool {
    let is_labelled = fence.info.trim().is_empty() || fence.info.to_ascii_lowercase().contains("xml");
    is_labelled && payload::is_markup(fence.body.text().trim())
}
