//! Which operation everything on a page belongs to.
//!
//! What is in an operation's own section is its own: what follows its line, up to the next one, and what precedes the first.
//! A request belongs to the operation whose method and path it calls, if one of that section has them. What was named
//! together shares all.

use std::collections::HashMap;

use super::facts::{
    OperationFact, PageFacts, Payload, RawContent, RequestFact, ResponseFact, Stated, Unread,
};
use super::field::FieldLocation;
use super::fields::Documented;
use super::homes::{self, Groups, Homes};
use super::outline::{Entry, Outline, Role, Shows};
use super::page::split_url;
use super::route::below_server;
use super::shapes::LineShape;
use super::words::fold;
use super::{Dialect, fields};
use crate::model::PathTemplate;
use crate::sample::http::RequestLine;
use crate::sample::json::Node;
use crate::source::Span;

/// The facts of a page from its outline.
pub(super) fn attribute(outline: Outline<'_>, dialect: &Dialect) -> PageFacts {
    let Outline { entries, mut facts, labels } = outline;
    let sections = std::mem::take(&mut facts.sections);
    let mut page = Page {
        operations: Vec::new(),
        templates: Vec::new(),
        groups: Groups::default(),
        homes: Homes::new(&sections, &labels),
        named: HashMap::new(),
        called: HashMap::new(),
        payloads: HashMap::new(),
        before_requests: HashMap::new(),
        unread: Vec::new(),
        listed: None,
    };
    let mut rest = page.name(entries);
    let documented = page.place(&mut rest, dialect);
    let Page { mut operations, homes, groups, unread, .. } = page;
    facts.unread.extend(unread);
    fields::place(documented, &mut operations, &groups, &homes, &sections, &mut facts, dialect);
    homes::in_order(&mut operations);
    facts.operations = operations;
    facts.sections = sections;
    facts
}

struct Page<'a> {
    operations: Vec<OperationFact>,
    /// The path of each.
    templates: Vec<PathTemplate>,
    groups: Groups,
    homes: Homes<'a>,
    /// The operation of each section, method and path.
    named: HashMap<(Option<usize>, String, String), usize>,
    /// The operation that was called last in each home, by the first operation of the home.
    called: HashMap<usize, usize>,
    /// A body that waits for the request that sends it, by its operation.
    payloads: HashMap<usize, (Span, ResponseFact, Option<usize>)>,
    /// The same, by the section of an operation that only its request will name.
    before_requests: HashMap<Option<usize>, (Span, ResponseFact)>,
    unread: Vec<Unread>,
    /// The group of the item that named an operation last, and where that item ends.
    listed: Option<(usize, usize)>,
}

impl<'a> Page<'a> {
    /// Whether the operation of an item is a variant of the one that the item right above names.
    fn is_one_list(&self, group: usize, lines: &[RequestLine], end: usize, span: &Span) -> bool {
        const GAP: usize = 8;
        let Some(first) = self.operations.get(group) else { return false };
        span.start.saturating_sub(end) <= GAP && lines.iter().all(|line| line.method == first.method)
    }

    /// Makes the operations that lines name; gives what is left.
    fn name(&mut self, entries: Vec<Entry<'a>>) -> Vec<Entry<'a>> {
        let surest = surest(&entries);
        let mut rest = Vec::with_capacity(entries.len());
        for entry in entries {
            let Entry { shows: Shows::Lines { lines, label, shape }, role, section, span } = entry else {
                rest.push(entry);
                continue;
            };
            let home = self.homes.of(section);
            let others = self.homes.around(home);
            let is_sample = shape == LineShape::Fence && role.examples && !role.lines && !others.is_empty();
            if is_sample {
                let requests = lines.into_iter().map(|line| bare_request(line, &span, section)).collect();
                rest.push(Entry {
                    shows: Shows::Requests { requests, written_out: true, responses: Vec::new() },
                    role,
                    section,
                    span,
                });
                continue;
            }
            let group = match self.listed.take() {
                Some((group, end))
                    if shape == LineShape::Item && self.is_one_list(group, &lines, end, &span) =>
                {
                    group
                }
                _ => self.operations.len(),
            };
            if shape == LineShape::Item {
                self.listed = Some((group, span.end));
            }
            for line in lines {
                let key = key_of(&line);
                let named = (home, line.method.clone(), line.path.clone());
                if let Some(at) = self.named.get(&named).copied() {
                    // a second line that differs in its query only shows the same operation
                    if let Some(known) = self.operations.get_mut(at) {
                        known.query = joined(known.query.take(), line.query);
                        known.label = known.label.take().or_else(|| label.clone());
                    }
                    continue;
                }
                let is_weak = matches!(shape, LineShape::Item | LineShape::Row | LineShape::Paragraph);
                if is_weak && surest.get(&key).is_some_and(|surest| *surest < shape) {
                    continue;
                }
                self.named.insert(named, self.operations.len());
                let start = line.span.start;
                let named = operation(line, label.clone(), section, true);
                self.add(OperationFact { is_row: shape == LineShape::Row, ..named }, group, home, start);
            }
        }
        rest
    }

    fn add(&mut self, operation: OperationFact, group: usize, home: Option<usize>, start: usize) {
        let at = self.operations.len();
        self.templates.push(PathTemplate::parse(below_server(&operation.path)));
        self.groups.0.push(group);
        self.homes.add(home, start, at, operation.is_row);
        self.operations.push(operation);
    }

    /// Gives requests and bodies to their operations; gives back what documents fields.
    fn place(&mut self, entries: &mut Vec<Entry<'a>>, dialect: &Dialect) -> Vec<Documented<'a>> {
        let mut documented = Vec::new();
        for Entry { shows, role, section, span } in entries.drain(..) {
            match shows {
                Shows::Requests { requests, written_out, responses } => {
                    requests.into_iter().for_each(|request| self.request(request, written_out));
                    for response in responses {
                        self.response(response, &role, section, &span, dialect);
                    }
                }
                Shows::Json { fact, has_status } => {
                    let is_body = role.place == Some(FieldLocation::Body) && role.answered != Some(true);
                    if !has_status && (is_body || (role.answered == Some(false) && role.sends)) {
                        self.payload(fact, section, &span);
                    } else {
                        self.response(fact, &role, section, &span, dialect);
                    }
                }
                Shows::Table(table) => documented.push(Documented::table(table, role, section, span)),
                Shows::Field(field) => documented.push(Documented::field(*field, role, section, span)),
                Shows::Elsewhere if role.answered == Some(true) => {}
                Shows::Elsewhere => self.elsewhere(section, &span),
                Shows::Lines { .. } => {}
            }
        }
        let waiting: Vec<usize> = self.payloads.keys().copied().collect();
        waiting.into_iter().for_each(|at| self.end_payload(at));
        let mut unsent: Vec<Span> = self.before_requests.drain().map(|(_, (span, _))| span).collect();
        unsent.sort_by_key(|span| span.start);
        unsent.into_iter().for_each(|span| self.unsent(span));
        documented
    }

    /// More of what the operations of a place take is documented in a file that is brought in there.
    fn elsewhere(&mut self, section: Option<usize>, span: &Span) {
        let Some(at) = self.homes.nearest(section, span.start) else { return };
        for other in self.groups.with(at) {
            if let Some(operation) = self.operations.get_mut(other) {
                operation.elsewhere.push(span.clone());
            }
        }
    }

    /// Whether a request calls an operation.
    fn calls(&self, request: &RequestFact, at: usize) -> bool {
        let path = split_url(&request.url.value).0.trim_end_matches('/');
        let same_method = self.operations.get(at).is_some_and(|it| it.method == request.method.value);
        same_method && self.templates.get(at).is_some_and(|template| template.values_at_end(path).is_some())
    }

    /// The operation of a request: of its section the one that it calls, else the nearest.
    fn called_by(&self, request: &RequestFact) -> Option<usize> {
        let own = self.homes.around(request.section);
        let nearest = self.homes.nearest(request.section, request.fence.start)?;
        let is_named = self.operations.get(nearest).is_some_and(|it| it.is_named);
        if self.calls(request, nearest) {
            return is_named.then_some(nearest);
        }
        let before = own.partition_point(|(start, _)| *start <= request.fence.start);
        let (above, below) = own.split_at_checked(before).unwrap_or_default();
        let mut others = above.iter().rev().chain(below);
        let called = others.find(|(_, at)| self.calls(request, *at)).map(|(_, at)| *at);
        called.or(Some(nearest)).filter(|at| self.operations.get(*at).is_some_and(|it| it.is_named))
    }

    fn request(&mut self, mut request: RequestFact, written_out: bool) {
        let at = match self.called_by(&request) {
            Some(at) => at,
            None => self.unnamed(&request, written_out),
        };
        // a body above the request of one of several lines waits with the last of them
        let waits = |line: &usize| self.payloads.contains_key(line);
        let waiting = std::iter::once(at).chain(self.groups.with(at)).find(waits);
        let waiting = waiting.or_else(|| self.waiting_above(&request)).unwrap_or(at);
        let above = self.payloads.remove(&waiting).map(|(span, body, _)| (span, body));
        let sends = !matches!(request.method.value.as_str(), "GET" | "HEAD" | "OPTIONS");
        let home = self.homes.of(request.section);
        let above = above.or_else(|| self.before_requests.remove(&home).filter(|_| sends));
        if let Some((span, body)) = above {
            match request.payload {
                Payload::None | Payload::Raw { .. } => send(&mut request, span, body),
                _ => self.send_alone(at, span, body),
            }
        }
        if let Some((_, first)) = self.homes.around(request.section).first() {
            self.called.insert(*first, at);
        }
        let is_called = self.calls(&request, at);
        for other in self.sharing(at, is_called && !self.is_of_fence(at), is_called) {
            if let Some(operation) = self.operations.get_mut(other) {
                operation.requests.push(request.clone());
            }
        }
    }

    /// The operations of one group that a sample of one of them is of: that one alone where it `is_known`, all where nothing says
    /// which, but none whose path goes on where that of the one that `is_called` ends.
    fn sharing(&self, at: usize, is_known: bool, is_called: bool) -> Vec<usize> {
        let mut sharing = self.groups.with(at);
        sharing.retain(|other| {
            let is_anothers = is_known || (is_called && self.is_beyond(at, *other));
            *other == at || !is_anothers
        });
        sharing
    }

    /// Whether the path of one operation goes on where that of the other ends: `/pets` and `/pets/{ID}` are of a list and of
    /// what is in it.
    fn is_beyond(&self, one: usize, other: usize) -> bool {
        let path = |at: usize| self.operations.get(at).map_or("", |it| it.path.trim_end_matches('/'));
        let goes_on = |long: &str, short: &str| {
            long.strip_prefix(short).is_some_and(|rest| rest.starts_with('/')) && !short.is_empty()
        };
        let method = |at: usize| self.operations.get(at).map(|it| &it.method);
        // what is sent by another method has the same body more often than not
        method(one) == method(other) && (goes_on(path(one), path(other)) || goes_on(path(other), path(one)))
    }

    /// The operation above a request, named by no line either, with which a body waits that the request sends.
    fn waiting_above(&self, request: &RequestFact) -> Option<usize> {
        let sends_file = matches!(request.payload, Payload::Raw { content: RawContent::File(_), .. });
        let home = self.homes.of(request.section);
        let is_above = |at: &usize| {
            let operation = self.operations.get(*at);
            operation.is_some_and(|it| !it.is_named && self.homes.of(it.section) == home)
        };
        let waiting = self.payloads.iter().filter(|(at, _)| sends_file && is_above(at));
        waiting.max_by_key(|(_, (span, ..))| span.start).map(|(at, _)| *at)
    }

    /// Whether a line of a fence names an operation.
    fn is_of_fence(&self, at: usize) -> bool {
        self.operations.get(at).is_some_and(|it| it.label.is_some())
    }

    /// An operation that nothing but a request names.
    fn unnamed(&mut self, request: &RequestFact, written_out: bool) -> usize {
        let (path, query) = split_url(&request.url.value);
        let start = match written_out {
            true => request.method.span.clone(),
            false => request.fence.start..request.fence.start,
        };
        let line = RequestLine {
            method: request.method.value.clone(),
            path: path.to_owned(),
            query: query.map(str::to_owned),
            span: start.clone(),
        };
        let home = self.homes.of(request.section);
        let at = self.operations.len();
        self.add(operation(line, None, request.section, false), at, home, start.start);
        at
    }

    /// The operation that a body is of: the one that was called last in its section, unless one is named below that.
    fn owner(&self, section: Option<usize>, offset: usize) -> Option<usize> {
        let nearest = self.homes.nearest(section, offset)?;
        let first = self.homes.around(section).first()?.1;
        let called = self.called.get(&first).copied().filter(|at| self.groups.with(nearest).contains(at));
        Some(called.unwrap_or(nearest))
    }

    /// The operation that a request of the section around a place called last.
    fn called_in(&self, section: Option<usize>) -> Option<usize> {
        let (_, first) = self.homes.around(section).first()?;
        self.called.get(first).copied()
    }

    fn response(
        &mut self,
        mut response: ResponseFact,
        role: &Role,
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
            let why =
                if is_first { "JSON before any operation" } else { "JSON in a section of no operation" };
            return self.unread.push(Unread { what: "fence", why: why.to_owned(), span: span.clone() });
        };
        response.status = response.status.or(role.status);
        response.is_failure = role.errors && !self.is_about_errors(at, dialect);
        let all = self.groups.with(at);
        let of_method = |other: &usize| {
            let method = self.operations.get(*other).map(|it| &it.method);
            role.method.is_some() && method == role.method.as_ref()
        };
        let named: Vec<usize> = all.iter().copied().filter(of_method).collect();
        let at = if named.contains(&at) { at } else { named.first().copied().unwrap_or(at) };
        let is_known = !named.is_empty() || (!self.is_of_fence(at) && self.called_in(section) == Some(at));
        let is_called = self.called_in(section) == Some(at);
        for other in self.sharing(at, is_known, is_called) {
            if let Some(operation) = self.operations.get_mut(other) {
                operation.responses.push(response.clone());
            }
        }
    }

    /// Whether an operation is about errors: `GET /errors`.
    fn is_about_errors(&self, at: usize, dialect: &Dialect) -> bool {
        let path = self.operations.get(at).map_or("", |operation| operation.path.as_str());
        path.split(|c: char| !c.is_alphanumeric()).any(|word| dialect.labels.errors.has(&fold(word)))
    }

    /// A body waits for the request that sends it; one that only names a file above it may be that.
    fn payload(&mut self, body: ResponseFact, section: Option<usize>, span: &Span) {
        let Some(at) = self.owner(section, span.start) else {
            let known = self.before_requests.insert(self.homes.of(section), (span.clone(), body));
            return known.into_iter().for_each(|(span, _)| self.unsent(span));
        };
        self.end_payload(at);
        self.payloads.insert(at, (span.clone(), body, section));
    }

    /// A body of a section in which nothing is called.
    fn unsent(&mut self, span: Span) {
        let why = "a body in a section of no operation".to_owned();
        self.unread.push(Unread { what: "fence", why, span });
    }

    /// A body that no request sends is a sample by itself.
    fn end_payload(&mut self, at: usize) {
        if let Some((span, body, _)) = self.payloads.remove(&at) {
            self.send_alone(at, span, body);
        }
    }

    fn send_alone(&mut self, at: usize, span: Span, body: ResponseFact) {
        let Some(operation) = self.operations.get_mut(at) else { return };
        // the request above it may name the file that it shows
        let waits = |request: &&mut RequestFact| {
            matches!(request.payload, Payload::Raw { .. }) && request.body.is_none()
        };
        if let Some(request) = operation.requests.iter_mut().rev().find(waits) {
            return send(request, span, body);
        }
        let line = RequestLine {
            method: operation.method.clone(),
            path: operation.path.clone(),
            query: operation.query.clone(),
            span: operation.span.clone(),
        };
        let mut request = bare_request(line, &span, operation.section);
        request.payload = Payload::Json;
        (request.body, request.repairs) = (body.body, body.repairs);
        operation.requests.push(request);
        operation.requests.sort_by_key(|request| request.fence.start);
    }
}

/// Makes a body that a fence shows a request's.
fn send(request: &mut RequestFact, span: Span, body: ResponseFact) {
    request.payload = Payload::Json;
    request.body = body.body;
    request.repairs.extend(body.repairs);
    request.payload_fence = Some(span);
}

/// The surest line that names each operation.
fn surest(entries: &[Entry<'_>]) -> HashMap<String, LineShape> {
    let mut surest: HashMap<String, LineShape> = HashMap::new();
    for entry in entries {
        let Shows::Lines { lines, shape, .. } = &entry.shows else { continue };
        for line in lines {
            let known = surest.entry(key_of(line)).or_insert(*shape);
            *known = (*known).min(*shape);
        }
    }
    surest
}

fn key_of(line: &RequestLine) -> String {
    format!("{} {}", line.method, PathTemplate::parse(below_server(&line.path)).nameless())
}

/// A request of which only its line is shown.
fn bare_request(line: RequestLine, fence: &Span, section: Option<usize>) -> RequestFact {
    let url = match &line.query {
        Some(query) => format!("{}?{query}", line.path),
        None => line.path,
    };
    RequestFact {
        fence: fence.clone(),
        section,
        method: Stated { value: line.method, span: line.span.clone() },
        url: Stated { value: url, span: line.span },
        headers: Vec::new(),
        body: None,
        form: None,
        payload: Payload::None,
        payload_fence: None,
        credentials: None,
        repairs: Vec::new(),
    }
}

/// The bodies that an operation's samples send, forms among them.
pub(super) fn bodies(operation: &OperationFact) -> impl Iterator<Item = &Node> {
    operation.requests.iter().filter_map(|request| request.body.as_ref().or(request.form.as_ref()))
}

fn operation(
    line: RequestLine,
    label: Option<Stated<String>>,
    section: Option<usize>,
    is_named: bool,
) -> OperationFact {
    OperationFact {
        method: line.method,
        path: line.path,
        query: line.query,
        span: line.span,
        label,
        section,
        is_named,
        is_row: false,
        deprecated: None,
        requests: Vec::new(),
        rows: Vec::new(),
        responses: Vec::new(),
        answered: Vec::new(),
        elsewhere: Vec::new(),
        route: String::new(),
        key: String::new(),
    }
}

/// Two query strings as one.
fn joined(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if one != other => Some(one + "&" + &other),
        (one, other) => one.or(other),
    }
}
