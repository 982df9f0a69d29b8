//! The operations of one source: those of a page that have one method and path are one.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::bodies::{Bodies, shown_text};
use super::fields::Rows;
use super::responses::{self, is_answer};
use super::schema::{BodyPart, BodySample, Shaper};
use super::variants::Notices;
use super::{Context, PageRead, headers, operation_name, parameters};
use crate::dialect::{OperationFact, RequestFact, singular};
use crate::model::{Deprecation, Example, Message, Operation, Origin, PathTemplate, Schema};
use crate::naming::{Names, pascal, snake};
use crate::source::Span;

/// Names that a client has anyway.
const OPERATIONS: &[&str] = &["new", "with_transport"];
/// Names that a module has anyway.
const TYPES: &[&str] =
    &["Client", "BlockingClient", "Extra", "Secret", "Serialize", "Deserialize", "Request", "Response"];

/// Makes the operations of a source's page. Where the notices begin that went to a variant is added to
/// `on_variants`.
pub(super) fn lower(context: &Context<'_>, on_variants: &mut BTreeSet<usize>) -> Vec<Operation> {
    let documented = context.documented;
    let pages = std::iter::once(documented.page).chain(documented.others.iter().copied());
    let pages: Vec<Grouped<'_>> = pages.map(Grouped::of).collect();
    let Some(own) = pages.first() else { return Vec::new() };
    let notices = notices_of(own.page);
    let mut operation_names = Names::but(OPERATIONS);
    let mut type_names = Names::but(TYPES);
    let known = SourceLookup { pages: &pages, notices: &notices };
    let groups = own.keys.iter().filter_map(|key| Some((*key, own.groups.get(key)?)));
    groups
        .filter_map(|(key, group)| {
            operation(context, &known, key, group, &mut operation_names, &mut type_names, on_variants)
        })
        .collect()
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
struct SourceLookup<'a> {
    /// The page that counts first.
    pages: &'a [Grouped<'a>],
    /// The notices of that page.
    notices: &'a Notices<'a>,
}

fn operation(
    context: &Context<'_>,
    known: &SourceLookup<'_>,
    key: &str,
    group: &[&OperationFact],
    operation_names: &mut Names,
    type_names: &mut Names,
    on_variants: &mut BTreeSet<usize>,
) -> Option<Operation> {
    let page = context.documented.page;
    let first = group.first()?;
    let module = &context.documented.module;
    let (name, summary) =
        operation_name::operation(first, &page.facts, module, context.dialect, operation_names);
    let route = first.route();
    let pinned = context.decisions.operation_names.get(module);
    let pinned = pinned.and_then(|names| names.get(&format!("{} {route}", first.method)));
    let name = operation_names.take(pinned.map_or(name, |name| snake(name)));
    let path = PathTemplate::canonical(route);
    let resource = singular(path.resource().unwrap_or(&name));

    let requests = || group.iter().flat_map(|operation| &operation.requests);
    let bodies = Bodies::of(group, &path);
    let rows = Rows::of(&page.facts.credentials, group);
    let mut shape = |samples: &[BodySample<'_>], root: String, part: BodyPart| {
        Shaper {
            context,
            operation: key,
            samples,
            rows: &rows,
            notices: known.notices,
            names: type_names,
            root,
            part,
            resource: resource.clone(),
            depth: 0,
        }
        .body()
    };
    let body = if bodies.is_raw() { None } else { shape(&bodies.samples, pascal(&name), BodyPart::Request) };
    if has_variants(body.as_ref()) {
        let sections: BTreeSet<Option<usize>> = bodies.samples.iter().map(|sample| sample.section).collect();
        let notices = sections.into_iter().flat_map(|section| known.notices.above(page, section));
        on_variants.extend(notices.map(|notice| notice.span.start));
    }
    let responses = responses::lower(page, group, |samples, status| {
        let (root, part) = match status {
            None => (format!("{name} response"), BodyPart::Answer),
            Some(None) => (format!("{name} error"), BodyPart::Error),
            Some(Some(status)) => (format!("{name} error {status}"), BodyPart::Error),
        };
        shape(samples, pascal(&root), part)
    });

    let called: Vec<&RequestFact> = requests().collect();
    let parameters = parameters::lower(page, &name, group, &path, &called, context.dialect, type_names);

    let mut sent: Vec<String> = Vec::new();
    let mut is_sent = BTreeSet::new();
    let documented = group.iter().flat_map(|operation| headers::credentials(operation));
    let documented = documented.map(|field| field.name.value.as_str());
    for header in requests().flat_map(headers::asked).map(|(header, _)| header).chain(documented) {
        if is_sent.insert(header.to_ascii_lowercase()) {
            sent.push(header.to_owned());
        }
    }
    Some(Operation {
        name,
        summary,
        method: first.method.clone(),
        parameters,
        path,
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
        examples: examples(known.pages, key),
        evidence: group.iter().map(|operation| page.evidence(&operation.span, Origin::ApiFormat)).collect(),
    })
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

/// The notices of a page by their sections, those of the whole page left out.
fn notices_of(page: &PageRead) -> Notices<'_> {
    let mut notices = Notices::default();
    for notice in &page.facts.notices {
        if let Some(section) = notice.section.filter(|section| *section > 0) {
            notices.0.entry(section).or_default().push(notice);
        }
    }
    notices
}

/// The samples of an operation on all pages that document its source.
fn examples(pages: &[Grouped<'_>], wanted: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    for Grouped { page, groups, .. } in pages {
        let operations = groups.get(wanted).map_or(&[][..], Vec::as_slice);
        let mut add = |ordinal, fence: &Span, message| {
            let line = page.file.line(fence.start);
            examples.push(Example { page: page.file.name.clone(), line, ordinal, message });
        };
        let requests = operations.iter().flat_map(|operation| &operation.requests);
        for (ordinal, request) in requests.enumerate() {
            let headers =
                request.headers.iter().map(|(name, value)| (name.clone(), value.value.clone())).collect();
            let body = request.body.as_ref().or(request.form.as_ref()).map(|body| body.to_json());
            let body = body.or_else(|| shown_text(request).map(Value::from));
            let message = Message::Request { url: request.url.value.clone(), headers, body };
            add(ordinal, &request.fence, message);
        }
        let responses =
            operations.iter().flat_map(|operation| &operation.responses).filter(|it| is_answer(it));
        for (ordinal, response) in responses.enumerate() {
            if let Some(body) = &response.body {
                let message = Message::Response { status: response.status, body: body.to_json() };
                add(ordinal, &response.fence, message);
            }
        }
    }
    examples
}
