//! Which operation everything on a page belongs to.
//!
//! What is in an operation's own section is its own: what follows its line, up to the next one, and what precedes the first.
//! A request belongs to the operation whose method and path it calls, if one of that section has them. What was named
//! together shares all.

mod alternatives;
mod arguments;
mod bodies;
mod fields;
mod homes;
mod location;
mod named_calls;
mod naming;
mod requests;
mod templates;
mod unlabelled;

use std::collections::{HashMap, HashSet};

use super::Dialect;
use super::facts::field::{FieldLocation, Requirement};
use super::facts::route::below_server;
use super::facts::{OperationFact, PageFacts, ResponseFact, Stated, StatedStatus, Unread};
use super::outline::{OutlineEntry, PageOutline, SectionRole, Shows};
use super::recognise::table;
use crate::model::PathTemplate;
use crate::sample::http::RequestLine;
use crate::source::Span;
pub(super) use alternatives::settle as settle_alternatives;
pub(super) use arguments::{are_respelled, settle as settle_arguments};
use fields::FieldGroup;
use homes::{Groups, Homes};
pub(super) use location::settle as settle_locations;
pub(super) use named_calls::settle as settle_named_calls;
use templates::{EndWords, TemplateShapes};
use unlabelled::SamplesOfGroups;

/// The facts of a page from its outline.
pub(super) fn attribute(outline: PageOutline<'_>, dialect: &Dialect) -> PageFacts {
    let PageOutline { entries, mut facts, labels } = outline;
    let sections = std::mem::take(&mut facts.sections);
    let mut page = PageParts {
        operations: Vec::new(),
        templates: Vec::new(),
        other_templates: HashMap::new(),
        words: HashSet::new(),
        by_shape: TemplateShapes::default(),
        by_words: HashMap::new(),
        groups: Groups::default(),
        homes: Homes::new(&sections, &labels),
        named: HashMap::new(),
        called: HashMap::new(),
        payloads: HashMap::new(),
        before_requests: HashMap::new(),
        unread: Vec::new(),
        stated: Vec::new(),
        stated_before: Vec::new(),
        filled: Vec::new(),
        listed: None,
        borrowed: HashSet::new(),
        left: HashSet::new(),
        shows_own: HashSet::new(),
    };
    let mut rest = page.name(entries);
    page.shows_own = page.sections_with_calls(&rest);
    let documented = page.place(&mut rest, dialect);
    let PageParts { mut operations, homes, groups, unread, filled, .. } = page;
    facts.unread.retain(|it| !filled.contains(&it.span));
    facts.unread.extend(unread);
    fields::place(documented, &mut operations, &groups, &homes, &sections, &mut facts, dialect);
    homes::in_order(&mut operations);
    facts.operations = operations;
    facts.sections = sections;
    facts
}

struct PageParts<'a> {
    operations: Vec<OperationFact>,
    /// The path of each.
    templates: Vec<PathTemplate>,
    /// The other paths of those of which parts may be left out or chosen.
    other_templates: HashMap<usize, Vec<PathTemplate>>,
    /// The words that paths have.
    words: HashSet<String>,
    /// The operations that the page names, by the shapes of their paths,
    by_shape: TemplateShapes,
    /// and those whose paths are of any length by the first and the last word of these.
    by_words: HashMap<EndWords, Vec<usize>>,
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
    /// The statuses that words state by themselves, each with its operation.
    stated: Vec<(usize, StatedStatus)>,
    /// Those of sections in which nothing was called yet.
    stated_before: Vec<(Option<usize>, StatedStatus)>,
    /// The bodies that stand for others, which were found.
    filled: Vec<Span>,
    /// The group of the item that named an operation last, and where that item ends.
    listed: Option<(usize, usize)>,
    /// The sections that name no operation and call one of another section.
    borrowed: HashSet<Option<usize>>,
    /// The homes, by their first operation, in which something was called last that none of them is.
    left: HashSet<usize>,
    /// The sections that show a call of their own operation.
    shows_own: HashSet<Option<usize>>,
}

impl<'a> PageParts<'a> {
    fn add(
        &mut self,
        operation: OperationFact,
        group: usize,
        (home, start): (Option<usize>, usize),
        is_listed: bool,
    ) {
        let at = self.operations.len();
        let template = PathTemplate::parse(below_server(&PathTemplate::whole(&operation.path)));
        let others = operation.other_paths();
        if !others.is_empty() {
            self.other_templates.insert(at, others);
        }
        self.words.extend(template.literals().map(str::to_owned));
        // a path with placeholders names one, wherever it is written
        let is_named = operation.is_named || template.parameters().next().is_some();
        if let Some(ends) = templates::ends(&template).filter(|_| is_named) {
            if templates::is_of_any_length(&template) {
                self.by_words.entry(ends).or_default().push(at);
            } else {
                self.by_shape.add(&operation.method, &template, at);
            }
        }
        self.templates.push(template);
        self.groups.0.push(group);
        self.homes.add(home, start, at, is_listed);
        self.operations.push(operation);
    }

    /// Gives requests and bodies to their operations; gives back what documents fields.
    fn place(&mut self, entries: &mut Vec<OutlineEntry<'a>>, dialect: &Dialect) -> Vec<FieldGroup<'a>> {
        let mut documented = Vec::new();
        let shown = SamplesOfGroups::of(self, entries, dialect);
        let (goes_ahead, stated) = bodies::statuses_above(entries, &self.homes);
        let mut entries = entries.drain(..).enumerate().peekable();
        let mut next_links = Vec::new();
        // the fence of several bodies that is passed over
        let mut several: Option<Span> = None;
        // the status line right above
        let mut status_line: Option<u16> = None;
        // the status above what is sent is of what is answered below that
        let mut owed: Option<(Option<usize>, u16)> = None;
        while let Some((number, OutlineEntry { shows, role, section, span })) = entries.next() {
            let before = status_line.take();
            match shows {
                Shows::Status { status, is_above } => {
                    let is_below = entries.peek().is_some_and(|(_, next)| {
                        matches!(next.shows, Shows::Json { .. }) && next.section == section
                    });
                    if !is_below && !goes_ahead.contains(&number) {
                        // of an error it is of what follows, if of any
                        let is_of_above = !is_above && status < 400 && !role.errors;
                        self.status(status, is_of_above, section, &span);
                    }
                }
                Shows::Answer(status) => self.status(status, false, section, &span),
                Shows::Requests { requests, written_out, responses } => {
                    let mut responses = responses.into_iter().peekable();
                    for (number, request) in requests.into_iter().enumerate() {
                        self.request(request, written_out);
                        while let Some((_, response)) = responses.next_if(|(of, _)| *of == number) {
                            self.response(response, &role, section, &span, dialect);
                        }
                    }
                }
                // `Status: 201 Created` in a fence right above the one of the body
                Shows::Json { fact, has_status: true }
                    if fact.body.is_none()
                        && entries.peek().is_some_and(|(_, next)| is_right_below(next, &span)) =>
                {
                    status_line = fact.status;
                }
                Shows::Json { fact, has_status: false }
                    if role.answered.is_none()
                        && self.sends_first(section, &span)
                        && (several.as_ref() == Some(&span)
                            || entries.peek().is_some_and(|(_, next)| is_of_same_fence(next, &span))) =>
                {
                    if several.as_ref() != Some(&span) {
                        let why = "several bodies, of which no label says whether they are sent";
                        self.unread.push(Unread { what: "fence", why: why.to_owned(), span: fact.fence });
                    }
                    several = Some(span);
                }
                Shows::Json { mut fact, has_status } => {
                    let of_above = owed.take().filter(|(of, _)| *of == section).map(|(_, status)| status);
                    let of_above = stated.get(&number).copied().or(of_above);
                    let own = fact.status.or(before);
                    fact.status = own.or(of_above);
                    let has_status = has_status || before.is_some();
                    let is_body = role.place == Some(FieldLocation::Body) && role.answered != Some(true);
                    let place = (section, &span);
                    if !has_status && let Some(at) = self.stood_for(&fact, &role, place, dialect) {
                        self.send_alone(at, span, fact);
                        continue;
                    }
                    if !has_status && self.is_below_whole_request(&fact, &shown, place) {
                        self.response(fact, &role, section, &span, dialect);
                        continue;
                    }
                    if !has_status && self.is_answer_ahead(&fact, &role, &shown, place) {
                        let role = SectionRole { answered: Some(true), ..role };
                        self.response(fact, &role, section, &span, dialect);
                        continue;
                    }
                    let is_body = is_body || self.is_sent(number, (&fact, &role), &shown, place, dialect);
                    if role.stands_for_parameters && self.asks(section, &span) {
                        documented.extend(self.parameters_of_json(&fact, &role, place, dialect));
                    } else if !has_status
                        && (is_body
                            || role.stands_for_parameters
                            || (role.answered == Some(false) && role.sends))
                    {
                        fact.status = own;
                        owed = of_above.map(|status| (section, status));
                        self.payload(fact, section, &span);
                    } else {
                        self.response(fact, &role, section, &span, dialect);
                    }
                }
                Shows::Markup { payload, status, why } => {
                    self.markup(payload, (status, why), &role, section, &span, dialect);
                }
                Shows::Table(table) => {
                    let place = role.place.or_else(|| table::place_of_names(table, dialect));
                    let role = SectionRole { place: place.filter(|_| !role.in_url), ..role };
                    let role = match table::states_requirement(table, dialect) {
                        true => role,
                        false => self.of_thing(role, section, &span),
                    };
                    documented.push(FieldGroup::table(table, role, section, span));
                }
                Shows::Field(field) => {
                    let role = match field.required {
                        Requirement::Unstated => self.of_thing(role, section, &span),
                        _ => role,
                    };
                    documented.push(FieldGroup::field(*field, role, section, span));
                }
                Shows::Object { answered, object } => self.object(answered, &object, section, &span),
                Shows::Function => self.of_call(section, &span, |it| it.is_function = true),
                Shows::ContentType(name) => {
                    self.of_call(section, &span, |it| it.media_type = Some(name.clone()));
                }
                Shows::Elsewhere if role.answered == Some(true) => {}
                Shows::Elsewhere => self.elsewhere(section, &span),
                // of what the same fence calls, which may name its operation
                Shows::NextLink => next_links.push((section, span)),
                Shows::Lines { .. } => {}
            }
        }
        for (section, status) in std::mem::take(&mut self.stated_before) {
            let at = self.homes.nearest(section, status.span.start);
            self.stated.extend(at.map(|at| (at, status)));
        }
        for (at, status) in std::mem::take(&mut self.stated) {
            for other in self.groups.with(at) {
                self.operations.get_mut(other).iter_mut().for_each(|it| it.state(&status));
            }
        }
        next_links.iter().for_each(|(section, span)| self.next_link(*section, span));
        let waiting: Vec<usize> = self.payloads.keys().copied().collect();
        waiting.into_iter().for_each(|at| self.end_payload(at));
        let mut unsent: Vec<(Span, ResponseFact)> =
            self.before_requests.drain().map(|(_, waiting)| waiting).collect();
        unsent.sort_by_key(|(span, _)| span.start);
        unsent.into_iter().for_each(|(span, body)| self.unsent(span, &body));
        documented
    }

    /// Whether the operation of a place sends a body of which none is shown yet, nor what is answered.
    fn sends_first(&self, section: Option<usize>, span: &Span) -> bool {
        let nearest = self.homes.nearest(section, span.start).and_then(|at| self.operations.get(at));
        nearest.is_some_and(|it| {
            matches!(it.method.as_str(), "POST" | "PUT" | "PATCH")
                && it.span.start < span.start
                && it.requests.is_empty()
                && it.responses.is_empty()
        })
    }

    /// Notes something of the operations of a place.
    fn of_call(&mut self, section: Option<usize>, span: &Span, note: impl Fn(&mut OperationFact)) {
        let Some(at) = self.homes.nearest(section, span.start) else { return };
        for other in self.groups.with(at) {
            self.operations.get_mut(other).into_iter().for_each(&note);
        }
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

    /// The answer of the operations of a place has a link to the next page.
    fn next_link(&mut self, section: Option<usize>, span: &Span) {
        let Some(at) = self.homes.nearest(section, span.start) else { return };
        for other in self.groups.with(at) {
            if let Some(operation) = self.operations.get_mut(other) {
                operation.next_link.push(span.clone());
            }
        }
    }

    /// Whether a line of a fence names an operation.
    fn is_of_fence(&self, at: usize) -> bool {
        self.operations.get(at).is_some_and(|it| it.label.is_some())
    }
}

fn parameters_as_json(span: &Span) -> Unread {
    let why = "JSON that stands for the parameters of a URL".to_owned();
    Unread { what: "fence", why, span: span.clone() }
}

/// A path below its server, without the names of its parameters.
fn nameless(path: &str) -> String {
    PathTemplate::parse(below_server(path)).nameless()
}

/// Whether an entry is JSON of the fence at a place.
fn is_of_same_fence(entry: &OutlineEntry<'_>, span: &Span) -> bool {
    matches!(entry.shows, Shows::Json { .. }) && entry.span == *span
}

/// Whether an entry is JSON right below a place.
fn is_right_below(entry: &OutlineEntry<'_>, span: &Span) -> bool {
    const GAP: usize = 4;
    let is_near = entry.span.start >= span.end && entry.span.start - span.end <= GAP;
    is_near && matches!(entry.shows, Shows::Json { has_status: false, .. })
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
        statuses: Vec::new(),
        answered: Vec::new(),
        returns: None,
        takes: None,
        is_function: false,
        media_type: None,
        elsewhere: Vec::new(),
        next_link: Vec::new(),
        unlabelled: Vec::new(),
        route: String::new(),
        key: String::new(),
    }
}
