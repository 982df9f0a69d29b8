//! The operations of one source: those of a page that have one method and path are one.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt};

use super::names::{self, Names, pascal, snake};
use super::schema::{Notices, Rows, Sample, Shaper};
use super::{Context, PageRead, headers};
use crate::dialect::{Field, OperationFact, RequestFact, ResponseFact, singular};
use crate::model::{Evidence, Example, Location, Message, Operation, Origin, Parameter, Response, Status};
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
    let known = Known { pages: &pages, notices: &notices };
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
struct Known<'a> {
    /// The page that counts first.
    pages: &'a [Grouped<'a>],
    /// The notices of that page.
    notices: &'a Notices<'a>,
}

fn operation(
    context: &Context<'_>,
    known: &Known<'_>,
    key: &str,
    group: &[&OperationFact],
    operation_names: &mut Names,
    type_names: &mut Names,
    on_variants: &mut BTreeSet<usize>,
) -> Option<Operation> {
    let page = context.documented.page;
    let first = group.first()?;
    let module = &context.documented.module;
    let (name, summary) = names::operation(first, &page.facts, module, context.dialect, operation_names);
    let route = first.route();
    let pinned = context.decisions.operation_names.get(module);
    let pinned = pinned.and_then(|names| names.get(&format!("{} {route}", first.method)));
    let name = operation_names.take(pinned.map_or(name, |name| snake(name)));
    let resource = route.split('/').rfind(|part| !part.is_empty() && !part.starts_with('{'));
    let resource = singular(resource.unwrap_or(&name));

    let numbered = || group.iter().enumerate();
    let requests = || group.iter().flat_map(|operation| &operation.requests);
    let samples: Vec<Sample<'_>> = numbered()
        .flat_map(|(at, operation)| operation.requests.iter().map(move |request| (at, request)))
        .filter_map(|(operation, request)| {
            Some(Sample { body: request.body.as_ref()?, operation, section: request.section })
        })
        .collect();
    let rows = Rows::of(&page.facts.credentials, group);
    let mut shape = |samples: &[Sample<'_>], root: String, response: bool| {
        let mut shaper = Shaper {
            context,
            operation: key,
            samples,
            rows: &rows,
            notices: known.notices,
            names: type_names,
            root,
            response,
            resource: resource.clone(),
        };
        (!samples.is_empty()).then(|| shaper.body())
    };
    let request_body = shape(&samples, pascal(&name), false);
    if has_variants(request_body.as_ref()) {
        let sections: BTreeSet<Option<usize>> = samples.iter().map(|sample| sample.section).collect();
        let notices = sections.into_iter().flat_map(|section| known.notices.above(page, section));
        on_variants.extend(notices.map(|notice| notice.span.start));
    }
    let responses: Vec<Sample<'_>> = numbered()
        .flat_map(|(at, operation)| answers(operation).map(move |response| (at, response)))
        .filter_map(|(operation, response)| {
            Some(Sample { body: response.body.as_ref()?, operation, section: None })
        })
        .collect();
    let status = group.iter().flat_map(|operation| answers(operation)).find_map(|response| response.status);
    let response = shape(&responses, pascal(&format!("{name} response")), true);

    let mut sent: Vec<String> = Vec::new();
    let mut is_sent = BTreeSet::new();
    for (header, _) in requests().flat_map(headers::asked) {
        if is_sent.insert(header.to_ascii_lowercase()) {
            sent.push(header.to_owned());
        }
    }
    Some(Operation {
        name,
        summary,
        method: first.method.clone(),
        path: route.to_owned(),
        headers: sent,
        parameters: parameters(page, first, route, &requests().collect::<Vec<_>>()),
        request_body,
        response: response.map(|body| Response { status, body }),
        statuses: statuses(page, group),
        examples: examples(known.pages, key),
        evidence: group.iter().map(|operation| page.evidence(&operation.span, Origin::ApiFormat)).collect(),
    })
}

/// The statuses that responses show, in page order, each once.
fn statuses(page: &PageRead, group: &[&OperationFact]) -> Vec<Status> {
    let mut statuses: Vec<Status> = Vec::new();
    for response in group.iter().flat_map(|operation| &operation.responses) {
        let Some(code) = response.status else { continue };
        let evidence = page.evidence(&response.fence, Origin::Sample);
        // there are not many codes
        match statuses.iter_mut().find(|known| known.code == code) {
            Some(known) => known.evidence.push(evidence),
            None => statuses.push(Status { code, evidence: vec![evidence] }),
        }
    }
    statuses
}

/// What an operation answers when it succeeds. A failure is an error of the client, whatever it looks like.
fn answers(operation: &OperationFact) -> impl Iterator<Item = &ResponseFact> {
    operation.responses.iter().filter(|response| response.status.is_none_or(|status| status < 400))
}

fn has_variants(body: Option<&crate::model::Schema>) -> bool {
    use crate::model::Schema;
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

/// The parameters of the path, the query string, and the headers.
fn parameters(
    page: &PageRead,
    operation: &OperationFact,
    route: &str,
    requests: &[&RequestFact],
) -> Vec<Parameter> {
    let evidence: Vec<Evidence> = vec![page.evidence(&operation.span, Origin::ApiFormat)];
    let mut rows = Named::new();
    for (at, row) in operation.rows.iter().enumerate() {
        rows.entry(bare(&row.name.value)).or_insert((at, row));
    }
    let mut idents = Names::default();
    let mut parameter = |name: &str, placeholder: &str, location| Parameter {
        name: name.to_owned(),
        ident: idents.take(snake(name)),
        location,
        required: location == Location::Path,
        description: description(&rows, &[name, placeholder]),
        evidence: evidence.clone(),
    };
    let in_path =
        route.split('/').filter_map(|part| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')));
    let mut parameters: Vec<Parameter> = in_path.map(|name| parameter(name, name, Location::Path)).collect();
    let pairs = operation.query_pairs();
    parameters.extend(pairs.iter().map(|pair| parameter(&pair.name, &pair.value, Location::Query)));
    for (name, required, value) in headers::of_call(requests) {
        let mut header = parameter(name, name, Location::Header);
        header.required = required;
        header.evidence = vec![page.evidence(&value.span, Origin::Sample)];
        parameters.push(header);
    }
    parameters
}

/// Rows by their names, braces or not: the first of each, with its place.
type Named<'a> = HashMap<&'a str, (usize, &'a Field)>;

fn bare(name: &str) -> &str {
    name.trim_matches(['{', '}'])
}

/// The words of the first row that has one of `names`.
fn description(rows: &Named<'_>, names: &[&str]) -> Option<String> {
    let named = names.iter().filter_map(|name| rows.get(bare(name)));
    let (_, row) = named.min_by_key(|(at, _)| *at)?;
    Some(row.description.clone()).filter(|text| !text.is_empty())
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
            let body = request.body.as_ref().map(|body| body.to_json());
            let message = Message::Request { url: request.url.value.clone(), headers, body };
            add(ordinal, &request.fence, message);
        }
        let responses = operations.iter().flat_map(|operation| answers(operation));
        for (ordinal, response) in responses.enumerate() {
            if let Some(body) = &response.body {
                let message = Message::Response { status: response.status, body: body.to_json() };
                add(ordinal, &response.fence, message);
            }
        }
    }
    examples
}
