//! The operations of one source: those of a page that have one method and path are one.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::bodies::{Bodies, BodyKind, shown_text};
use super::fields::Rows;
use super::notices::Notices;
use super::objects::NamedSample;
use super::operation_name::{NameSource, OperationNames};
use super::responses::{self, is_answer};
use super::schema::{BodyPart, Shaper};
use super::seen::BodySample;
use super::{Context, PageRead, headers, parameters};
use crate::dialect::{OperationFact, RequestFact, shortcodes, singular};
use crate::model::{Deprecation, Example, Message, Operation, Origin, PathTemplate, Schema};
use crate::naming::{Names, pascal, snake};
use crate::source::Span;

/// Names that a module has anyway.
const TYPES: &[&str] =
    &["Client", "BlockingClient", "Extra", "Secret", "Serialize", "Deserialize", "Request", "Response"];

/// Makes the operations of a source's page. Where the notices begin that went to a variant is added to
/// `on_variants`.
pub(super) fn lower<'a>(
    context: &Context<'_, 'a>,
    on_variants: &mut BTreeSet<usize>,
    shown: &mut Vec<NamedSample<'a>>,
) -> Vec<Operation> {
    let documented = context.documented;
    let pages = std::iter::once(documented.page).chain(documented.others.iter().copied());
    let pages: Vec<Grouped<'_>> = pages.map(Grouped::of).collect();
    let Some(own) = pages.first() else { return Vec::new() };
    let notices = Notices::of(own.page);
    let firsts = own.keys.iter().filter_map(|key| own.groups.get(key)?.first().copied());
    let mut maker = OperationMaker {
        context,
        known: SourceLookup { pages: &pages, notices: &notices },
        operation_names: OperationNames::of(&own.page.facts, &documented.module, context.dialect, firsts),
        type_names: Names::but(TYPES),
        on_variants,
        shown,
    };
    let groups = own.keys.iter().filter_map(|key| Some((*key, own.groups.get(key)?)));
    groups.flat_map(|(key, group)| maker.operations(key, group)).collect()
}

/// A page's operations by their keys.
struct Grouped<'a> {
    page: &'a PageRead,
    /// In page order, each once.
    keys: Vec<&'a str>,
    groups: HashMap<&'a str, Vec<&'a OperationFact>>,
}

impl<'a> Grouped<'a> {
    fn of(page: &'a PageRead) -> Self {
        let mut grouped = Self { page, keys: Vec::new(), groups: HashMap::new() };
        for operation in &page.facts.operations {
            let group = grouped.groups.entry(operation.key()).or_default();
            if group.is_empty() {
                grouped.keys.push(operation.key());
            }
            group.push(operation);
        }
        grouped
    }
}

/// What is looked up for every operation of a source.
struct SourceLookup<'k, 'a> {
    /// The page that counts first.
    pages: &'k [Grouped<'a>],
    /// The notices of that page.
    notices: &'k Notices<'a>,
}

/// Makes the operations of one source.
struct OperationMaker<'m, 'a> {
    context: &'m Context<'m, 'a>,
    known: SourceLookup<'m, 'a>,
    operation_names: OperationNames<'m, 'a>,
    type_names: Names,
    /// Where the notices begin that went to a variant.
    on_variants: &'m mut BTreeSet<usize>,
    shown: &'m mut Vec<NamedSample<'a>>,
}

impl<'a> OperationMaker<'_, 'a> {
    /// The operations that one method and path is: one for each kind of body that is sent.
    fn operations(&mut self, key: &str, group: &[&'a OperationFact]) -> Vec<Operation> {
        let Some(first) = group.first() else { return Vec::new() };
        let (page, module) = (self.context.documented.page, &self.context.documented.module);
        let (name, summary) = self.operation_names.propose(&NameSource::of(first));
        let route = first.route();
        let path = PathTemplate::canonical(route);
        let pinned = self.context.decisions.operation_names.get(module);
        let pinned = pinned.and_then(|names| names.get(&format!("{} {route}", first.method)));
        let name = self.operation_names.take(pinned.map_or(name, |name| snake(name)), NameSource::of(first));
        let bodies = Bodies::of(page, group, &path);
        let kinds: Vec<BodyKind> = bodies.iter().map(|body| body.kind.clone()).collect();
        let mut made = Vec::with_capacity(bodies.len());
        for (at, body) in bodies.into_iter().enumerate() {
            let (name, summary) = match at {
                0 => (name.clone(), summary.clone()),
                _ => {
                    let kind = body.kind.name();
                    (
                        self.operation_names.take(snake(&format!("{name} as {kind}")), NameSource::of(first)),
                        with_kind(&summary, kind),
                    )
                }
            };
            let before = kinds.get(..at).unwrap_or_default();
            let own = NamedOperation { key, group, name, summary, path: &path, before };
            made.push(self.operation(own, body));
        }
        made
    }

    fn operation(&mut self, named: NamedOperation<'_, 'a>, bodies: Bodies<'a>) -> Operation {
        let NamedOperation { key, group, name, summary, path, before } = named;
        let (context, page) = (self.context, self.context.documented.page);
        let resource = singular(path.resource().unwrap_or(&name));
        let rows = Rows::of(&page.facts.credentials, group, &bodies.requests, &bodies.kind.media_type);
        let whole = |part: BodyPart| match part {
            BodyPart::Request => group.iter().find_map(|operation| operation.takes.as_ref()),
            BodyPart::Answer => group.iter().find_map(|operation| operation.returns.as_ref()),
            BodyPart::Error => None,
        };
        let (names, shown, notices) = (&mut self.type_names, &mut *self.shown, self.known.notices);
        let mut shape = |samples: &[BodySample<'a>], root: String, part: BodyPart| {
            Shaper {
                context,
                operation: key,
                samples,
                rows: &rows,
                notices,
                names: &mut *names,
                root,
                part,
                resource: resource.clone(),
                whole: whole(part),
                shown: &mut *shown,
                depth: 0,
            }
            .body()
        };
        let body =
            if bodies.is_raw() { None } else { shape(&bodies.samples, pascal(&name), BodyPart::Request) };
        if has_variants(body.as_ref()) {
            let sections: BTreeSet<Option<usize>> =
                bodies.samples.iter().map(|sample| sample.section).collect();
            let notices = sections.into_iter().flat_map(|section| notices.above(page, section));
            self.on_variants.extend(notices.map(|notice| notice.span.start));
        }
        let responses = responses::lower(page, group, |samples, status| {
            let (root, part) = match status {
                None => (format!("{name} response"), BodyPart::Answer),
                Some(None) => (format!("{name} error"), BodyPart::Error),
                Some(Some(status)) => (format!("{name} error {status}"), BodyPart::Error),
            };
            shape(samples, pascal(&root), part)
        });
        let called = &bodies.requests;
        let parameters =
            parameters::lower(page, &name, group, path, called, context.dialect, &mut self.type_names);
        let mut sent: Vec<String> = Vec::new();
        let mut is_sent = BTreeSet::new();
        let documented = group.iter().flat_map(|operation| headers::credentials(operation));
        let documented = documented.map(|field| field.name.value.as_str());
        let cookies = headers::OwnCookies::of(group.iter().copied());
        let asked = called.iter().flat_map(|request| headers::asked(request, cookies.get(key)));
        let asked = asked.map(|(header, _)| header);
        for header in asked.chain(documented) {
            if is_sent.insert(header.to_ascii_lowercase()) {
                sent.push(header.to_owned());
            }
        }
        let is_own = |request: &RequestFact| bodies.is_sent_by(request, group, path, before);
        let examples = examples(self.known.pages, key, is_own, before.is_empty());
        Operation {
            name,
            summary,
            description: description(page, group),
            method: group.first().map(|operation| operation.method.clone()).unwrap_or_default(),
            parameters,
            path: path.clone(),
            other_paths: group.iter().flat_map(|operation| operation.other_paths()).collect(),
            // what all sources share is found after this
            server: None,
            headers: sent,
            request_body: bodies.body(body),
            responses,
            deprecated: deprecation(page, group),
            elsewhere: group
                .iter()
                .flat_map(|operation| &operation.elsewhere)
                .map(|span| page.evidence(span, Origin::Prose))
                .collect(),
            next_link: group
                .iter()
                .flat_map(|operation| &operation.next_link)
                .map(|span| page.evidence(span, Origin::Sample))
                .collect(),
            examples,
            evidence: group
                .iter()
                .map(|operation| page.evidence(&operation.span, Origin::ApiFormat))
                .collect(),
        }
    }
}

/// The first words of the section that operations are named in, or of one around it that is of no others.
fn description(page: &PageRead, group: &[&OperationFact]) -> Option<String> {
    let sections = &page.facts.sections;
    let parent = |at: &usize| sections.get(*at).and_then(|section| section.parent);
    let is_own = |operation: &OperationFact| group.iter().any(|own| own.span == operation.span);
    let others = page.facts.operations.iter().filter(|operation| !is_own(operation));
    let others: BTreeSet<usize> =
        others.flat_map(|operation| std::iter::successors(operation.section, parent)).collect();
    let around = std::iter::successors(group.first()?.section, parent);
    let mut own = around.take_while(|at| !others.contains(at));
    let lead = own.find_map(|at| sections.get(at)?.lead.as_deref())?;
    Some(shortcodes(lead).trim().to_owned())
}

/// An operation with its name, before its types are made.
struct NamedOperation<'n, 'a> {
    key: &'n str,
    group: &'n [&'a OperationFact],
    name: String,
    summary: String,
    path: &'n PathTemplate,
    /// What the operations of its method and path before it are sent.
    before: &'n [BodyKind],
}

/// A summary that also says how the body is sent, where there are several ways.
fn with_kind(summary: &str, kind: &str) -> String {
    if summary.is_empty() { String::new() } else { format!("{summary} (as {kind})") }
}

/// That all of an operation is deprecated: the words that say so, and where they are.
fn deprecation(page: &PageRead, group: &[&OperationFact]) -> Option<Deprecation> {
    let all: Option<Vec<_>> = group.iter().map(|operation| operation.deprecated.as_ref()).collect();
    let all = all.filter(|all| !all.is_empty())?;
    let text = all.iter().map(|said| &said.value).find(|text| !text.is_empty());
    let mut evidence: Vec<_> = all.iter().map(|said| page.evidence(&said.span, Origin::Prose)).collect();
    evidence.dedup();
    Some(Deprecation { text: text.cloned().unwrap_or_default(), evidence })
}

fn has_variants(body: Option<&Schema>) -> bool {
    match body {
        Some(Schema::OneOf(_)) => true,
        Some(Schema::Object(object)) => {
            object.properties.iter().any(|property| has_variants(Some(&property.schema)))
        }
        _ => false,
    }
}

/// The samples of an operation on all pages that document its source: of the requests those that are its own, of the answers all
/// where it is the first of its method and path.
fn examples(
    pages: &[Grouped<'_>],
    wanted: &str,
    is_own: impl Fn(&RequestFact) -> bool,
    is_first: bool,
) -> Vec<Example> {
    let mut examples = Vec::new();
    for Grouped { page, groups, .. } in pages {
        let operations = groups.get(wanted).map_or(&[][..], Vec::as_slice);
        let mut add = |ordinal, fence: &Span, message| {
            let line = page.file.line(fence.start);
            examples.push(Example { page: page.file.name.clone(), line, ordinal, message });
        };
        let requests = operations.iter().flat_map(|operation| &operation.requests);
        for (ordinal, request) in requests.enumerate().filter(|(_, request)| is_own(request)) {
            let headers =
                request.headers.iter().map(|(name, value)| (name.clone(), value.value.clone())).collect();
            let body = request.body.as_ref().or(request.form.as_ref()).map(|body| body.to_json());
            let body = body.or_else(|| shown_text(request).map(Value::from));
            let message = Message::Request { url: request.url.value.clone(), headers, body };
            add(ordinal, &request.fence, message);
        }
        let responses = operations
            .iter()
            .flat_map(|operation| &operation.responses)
            .filter(|it| is_first && is_answer(it));
        for (ordinal, response) in responses.enumerate() {
            if let Some(body) = &response.body {
                let message = Message::Response { status: response.status, body: body.to_json() };
                add(ordinal, &response.fence, message);
            }
        }
    }
    examples
}
