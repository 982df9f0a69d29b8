//! Which operation a body is of that a fence shows alone, or that words name: what is answered, and what is sent.

use std::collections::{HashMap, HashSet};

use super::PageParts;
use super::homes::Homes;
use super::location::is_asking;
use super::named_calls::is_named_call;
use super::requests::{bare_request, send};
use crate::dialect::Dialect;
use crate::dialect::facts::{
    ObjectRef, OperationFact, Payload, RequestFact, ResponseFact, StatedStatus, Unread,
};
use crate::dialect::outline::{OutlineEntry, SectionRole, Shows};
use crate::dialect::recognise::payload::stand_in;
use crate::dialect::words::fold;
use crate::sample::http::RequestLine;
use crate::source::Span;

/// Why a body is not read that calls a method by its name, where no endpoint takes it.
const OF_NAMED_CALL: &str =
    "a call of a method by its name (JSON-RPC), and no endpoint is named by method and path";

impl PageParts<'_> {
    /// The operation that a body is of: the one that was called last in its section, unless one is named below that.
    pub(super) fn owner(&self, section: Option<usize>, offset: usize) -> Option<usize> {
        let nearest = self.homes.nearest(section, offset)?;
        let first = self.homes.around(section).first()?.1;
        // beside a call of its own a section may show one of another operation
        let home = |at: usize| self.operations.get(at).map(|it| self.homes.of(it.section));
        let is_others =
            |at: &usize| self.shows_own.contains(&self.homes.of(section)) && home(*at) != home(first);
        let is_answered = |at: &usize| self.groups.with(nearest).contains(at) || is_others(at);
        let called = self.called.get(&first).copied().filter(is_answered);
        Some(called.unwrap_or(nearest))
    }

    /// An object that is answered or sent as a whole. What is said first counts.
    pub(super) fn object(&mut self, answered: bool, object: &ObjectRef, section: Option<usize>, span: &Span) {
        let Some(at) = self.owner(section, span.start) else { return };
        for other in self.groups.with(at) {
            let Some(operation) = self.operations.get_mut(other) else { continue };
            if answered || !is_asking(&operation.method) {
                let place = if answered { &mut operation.returns } else { &mut operation.takes };
                place.get_or_insert_with(|| object.clone());
            }
        }
    }

    /// The operation that a request of the section around a place called last.
    pub(super) fn called_in(&self, section: Option<usize>) -> Option<usize> {
        let (_, first) = self.homes.around(section).first()?;
        self.called.get(first).copied()
    }

    pub(super) fn response(
        &mut self,
        mut response: ResponseFact,
        role: &SectionRole,
        section: Option<usize>,
        span: &Span,
        dialect: &Dialect,
    ) {
        let owner = self.owner(section, span.start).filter(|at| {
            let is_below = self.operations.get(*at).is_some_and(|it| it.span.start > span.start);
            !is_below || role.answered == Some(true) || self.called_in(section).is_some()
        });
        let Some(at) = owner else {
            let is_first = self.operations.iter().all(|it| it.span.start > span.start);
            let why = match response.body.as_ref().is_some_and(is_named_call) {
                true => OF_NAMED_CALL,
                false if is_first => "JSON before any operation",
                false => "JSON in a section of no operation",
            };
            return self.unread.push(Unread { what: "fence", why: why.to_owned(), span: span.clone() });
        };
        if self.homes.around(section).first().is_some_and(|(_, first)| self.left.contains(first)) {
            let why = "what answers the call above, which is of another URL than the operation's".to_owned();
            return self.unread.push(Unread { what: "fence", why, span: span.clone() });
        }
        response.status = response.status.or(role.status);
        response.is_failure = role.errors && !self.is_about_errors(at, dialect);
        let all = self.groups.with(at);
        let of_method = |other: &usize| {
            let method = self.operations.get(*other).map(|it| &it.method);
            role.method.is_some() && method == role.method.as_ref()
        };
        let named: Vec<usize> = all.iter().copied().filter(of_method).collect();
        let at = if named.contains(&at) { at } else { named.first().copied().unwrap_or(at) };
        let is_called = self.called_in(section) == Some(at);
        let is_known = !named.is_empty() || (!self.is_of_fence(at) && is_called);
        let is_printed = |request: &RequestFact| request.fence == *span;
        let is_of_call = self.operations.get(at).is_some_and(|it| it.requests.iter().any(is_printed));
        let sharing = match is_of_call {
            true => self.sharing_call(at, is_known, is_called),
            false => self.sharing(at, is_known, is_called),
        };
        for other in sharing {
            if let Some(operation) = self.operations.get_mut(other) {
                operation.responses.push(response.clone());
            }
        }
    }

    /// XML is sent, as it is, where a label says so, or where none says otherwise and nothing else is sent yet; else it is answered,
    /// and of an answer no more than that is known.
    pub(super) fn markup(
        &mut self,
        payload: Payload,
        (status, why): (Option<u16>, &'static str),
        role: &SectionRole,
        section: Option<usize>,
        span: &Span,
        dialect: &Dialect,
    ) {
        let unread = Unread { what: "fence", why: why.to_owned(), span: span.clone() };
        let Some(operation) = self.owner(section, span.start).and_then(|at| self.operations.get_mut(at))
        else {
            return self.unread.push(unread);
        };
        let is_open = || operation.requests.iter().all(|request| request.payload == Payload::None);
        if !is_asking(&operation.method) && role.answered != Some(true) && is_open() {
            let request = RequestFact { payload, ..request_of(operation, span) };
            return operation.requests.push(request);
        }
        self.unread.push(unread);
        let fact =
            ResponseFact { fence: span.clone(), status, is_failure: false, body: None, repairs: Vec::new() };
        self.response(fact, role, section, span, dialect);
    }

    /// The entries that a label makes answers, with the operation that each is of.
    pub(super) fn answers(&self, entries: &[OutlineEntry<'_>]) -> Vec<(usize, usize)> {
        let answer = |(number, entry): (usize, &OutlineEntry<'_>)| {
            let is_answer = match &entry.shows {
                Shows::Json { has_status, .. } => {
                    (*has_status || entry.role.answered == Some(true)) && !entry.role.errors
                }
                _ => false,
            };
            let owner = self.homes.nearest(entry.section, entry.span.start).filter(|_| is_answer);
            owner.map(|owner| (number, owner))
        };
        entries.iter().enumerate().filter_map(answer).collect()
    }

    /// Gives the status that words state by themselves to the answer above them that has none, if it may be `of_above`; else it is
    /// of an answer of which no body is shown.
    pub(super) fn status(&mut self, status: u16, of_above: bool, section: Option<usize>, span: &Span) {
        let Some(at) = self.homes.nearest(section, span.start) else {
            let status = StatedStatus { status, is_row: false, span: span.clone() };
            return self.stated_before.push((section, status));
        };
        let Some(operation) = self.operations.get_mut(at) else { return };
        let open = operation.responses.iter_mut().filter(|it| it.status.is_none() && !it.is_failure);
        match open.last().filter(|_| of_above) {
            Some(response) => response.status = Some(status),
            None => self.stated.push((at, StatedStatus { status, is_row: false, span: span.clone() })),
        }
    }

    /// Whether an operation is about errors: `GET /errors`.
    fn is_about_errors(&self, at: usize, dialect: &Dialect) -> bool {
        let path = self.operations.get(at).map_or("", |operation| operation.path.as_str());
        path.split(|c: char| !c.is_alphanumeric()).any(|word| dialect.labels.errors.has(&fold(word)))
    }

    /// A body waits for the request that sends it; one that only names a file above it may be that.
    pub(super) fn payload(&mut self, body: ResponseFact, section: Option<usize>, span: &Span) {
        let Some(at) = self.owner(section, span.start) else {
            let known = self.before_requests.insert(self.homes.of(section), (span.clone(), body));
            return known.into_iter().for_each(|(span, body)| self.unsent(span, &body));
        };
        self.end_payload(at);
        self.payloads.insert(at, (span.clone(), body, section));
    }

    /// A body of a section in which nothing is called.
    pub(super) fn unsent(&mut self, span: Span, body: &ResponseFact) {
        let is_named = body.body.as_ref().is_some_and(is_named_call);
        let why = if is_named { OF_NAMED_CALL } else { "a body in a section of no operation" };
        self.unread.push(Unread { what: "fence", why: why.to_owned(), span });
    }

    /// A body that no request sends is a sample by itself.
    pub(super) fn end_payload(&mut self, at: usize) {
        if let Some((span, body, _)) = self.payloads.remove(&at) {
            self.send_alone(at, span, body);
        }
    }

    pub(super) fn send_alone(&mut self, at: usize, span: Span, body: ResponseFact) {
        let Some(operation) = self.operations.get_mut(at) else { return };
        // the request above it may name the file that it shows
        let waits = |request: &&mut RequestFact| {
            matches!(request.payload, Payload::Raw { .. }) && request.body.is_none()
        };
        if let Some(request) = operation.requests.iter_mut().rev().find(waits) {
            self.filled.extend(stand_in(request).cloned());
            return send(request, span, body);
        }
        let mut request = request_of(operation, &span);
        request.payload = Payload::Json;
        (request.body, request.repairs) = (body.body, body.repairs);
        operation.requests.push(request);
        operation.requests.sort_by_key(|request| request.fence.start);
    }
}

/// A request of an operation that a fence shows, as far as its line says it.
fn request_of(operation: &OperationFact, fence: &Span) -> RequestFact {
    let line = RequestLine {
        method: operation.method.clone(),
        path: operation.path.clone(),
        query: operation.query.clone(),
        span: operation.span.clone(),
    };
    bare_request(line, fence, operation.section)
}

/// The entries of statuses that words state above the answers of their sections, and the statuses by the entries of those: the
/// first JSON below, where none is above.
pub(super) fn statuses_above(
    entries: &[OutlineEntry<'_>],
    homes: &Homes<'_>,
) -> (HashSet<usize>, HashMap<usize, u16>) {
    let (mut above, mut stated) = (HashSet::new(), HashMap::new());
    let mut section = None;
    let mut has_answer = false;
    let mut waits: Option<(usize, u16)> = None;
    for (number, entry) in entries.iter().enumerate() {
        if entry.section != section || matches!(entry.shows, Shows::Lines { .. }) {
            // a label below the one whose words state it: `Example response` in `Response`
            let goes_on = homes.is_label_below(entry.section, section) && !entry.role.errors;
            waits = waits.filter(|_| goes_on);
            (section, has_answer) = (entry.section, false);
        }
        match entry.shows {
            Shows::Status { status, .. } if !has_answer => waits = Some((number, status)),
            Shows::Json { .. } if entry.role.answered != Some(false) => {
                has_answer = waits.is_none();
                if let Some((at, status)) = waits.take() {
                    above.insert(at);
                    stated.insert(number, status);
                }
            }
            _ => {}
        }
    }
    (above, stated)
}
