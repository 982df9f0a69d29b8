//! The operations of one source: those of a page that have one method and path are one.

use super::names::{self, Names, pascal, snake};
use super::schema::{Sample, Shaper};
use super::{Context, PageRead, headers};
use crate::dialect::{NoticeFact, OperationFact, RequestFact, ResponseFact, singular};
use crate::model::{Evidence, Example, Location, Message, Operation, Origin, Parameter, Response, Status};
use crate::source::Span;

/// Makes the operations of a source's page. The spans of the notices that went to a variant are added to
/// `on_variants`.
pub(super) fn lower(context: &Context<'_>, on_variants: &mut Vec<Span>) -> Vec<Operation> {
    let page = context.documented.page;
    let mut groups: Vec<(&str, Vec<&OperationFact>)> = Vec::new();
    for operation in &page.facts.operations {
        let key = operation.key();
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(operation),
            None => groups.push((key, vec![operation])),
        }
    }
    let mut operation_names = Names::default();
    let mut type_names = Names::default();
    // names that the module has anyway
    for name in
        ["Client", "BlockingClient", "Extra", "Secret", "Serialize", "Deserialize", "Request", "Response"]
    {
        type_names.take(name.to_owned());
    }
    for name in ["new", "with_transport"] {
        operation_names.take(name.to_owned());
    }
    groups
        .iter()
        .filter_map(|(key, group)| {
            operation(context, key, group, &mut operation_names, &mut type_names, on_variants)
        })
        .collect()
}

fn operation(
    context: &Context<'_>,
    key: &str,
    group: &[&OperationFact],
    operation_names: &mut Names,
    type_names: &mut Names,
    on_variants: &mut Vec<Span>,
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

    let requests =
        || group.iter().flat_map(|operation| operation.requests.iter().map(move |it| (operation, it)));
    let samples: Vec<Sample<'_>> = requests()
        .filter_map(|(operation, request)| {
            let notices = notices_of(page, request);
            let body = request.body.as_ref()?;
            Some(Sample { page, body, rows: &operation.rows, answered: &[], notices })
        })
        .collect();
    let mut shape = |samples: &[Sample<'_>], root: String, response: bool| {
        let resource = resource.clone();
        let mut shaper =
            Shaper { context, operation: key, samples, names: type_names, root, response, resource };
        (!samples.is_empty()).then(|| shaper.body())
    };
    let request_body = shape(&samples, pascal(&name), false);
    if has_variants(request_body.as_ref()) {
        on_variants
            .extend(samples.iter().flat_map(|sample| &sample.notices).map(|notice| notice.span.clone()));
    }
    let responses: Vec<Sample<'_>> = group
        .iter()
        .flat_map(|operation| answers(operation).map(move |response| (operation, response)))
        .filter_map(|(operation, response)| {
            let (body, answered) = (response.body.as_ref()?, operation.answered.as_slice());
            Some(Sample { page, body, rows: &[], answered, notices: Vec::new() })
        })
        .collect();
    let status = group.iter().flat_map(|operation| answers(operation)).find_map(|response| response.status);
    let response = shape(&responses, pascal(&format!("{name} response")), true);

    let mut sent: Vec<String> = Vec::new();
    for (_, request) in requests() {
        for (header, _) in headers::asked(request) {
            let known = context.headers.iter().find(|known| known.name.eq_ignore_ascii_case(header));
            if let Some(known) = known.filter(|known| !sent.contains(&known.name)) {
                sent.push(known.name.clone());
            }
        }
    }
    Some(Operation {
        name,
        summary,
        method: first.method.clone(),
        path: route.to_owned(),
        headers: sent,
        parameters: parameters(
            page,
            first,
            route,
            &requests().map(|(_, request)| request).collect::<Vec<_>>(),
        ),
        request_body,
        response: response.map(|body| Response { status, body }),
        statuses: statuses(page, group),
        examples: examples(context, key),
        evidence: group.iter().map(|operation| page.evidence(&operation.span, Origin::ApiFormat)).collect(),
    })
}

/// The statuses that responses show, in page order, each once.
fn statuses(page: &PageRead, group: &[&OperationFact]) -> Vec<Status> {
    let mut statuses: Vec<Status> = Vec::new();
    for response in group.iter().flat_map(|operation| &operation.responses) {
        let Some(code) = response.status else { continue };
        let evidence = page.evidence(&response.fence, Origin::Sample);
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

/// Notices of the part of the page that a request stands in, those of the whole page left out.
fn notices_of<'a>(page: &'a PageRead, request: &RequestFact) -> Vec<&'a NoticeFact> {
    let above: Vec<usize> = std::iter::successors(request.section, |at| {
        page.facts.sections.get(*at).and_then(|section| section.parent)
    })
    .filter(|at| *at > 0)
    .collect();
    page.facts.notices.iter().filter(|notice| notice.section.is_some_and(|at| above.contains(&at))).collect()
}

/// The parameters of the path, the query string, and the headers.
fn parameters(
    page: &PageRead,
    operation: &OperationFact,
    route: &str,
    requests: &[&RequestFact],
) -> Vec<Parameter> {
    let evidence: Vec<Evidence> = vec![page.evidence(&operation.span, Origin::ApiFormat)];
    let mut idents = Names::default();
    let mut parameter = |name: &str, placeholder: &str, location| Parameter {
        name: name.to_owned(),
        ident: idents.take(snake(name)),
        location,
        required: location == Location::Path,
        description: description(operation, &[name, placeholder]),
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

/// The words of the row that has one of `names`, braces or not.
fn description(operation: &OperationFact, names: &[&str]) -> Option<String> {
    let bare = |name: &str| name.trim_matches(['{', '}']).to_owned();
    let named = |row: &&crate::dialect::RowFact| names.iter().any(|name| bare(&row.name.value) == bare(name));
    operation.rows.iter().find(named).map(|row| row.description.clone()).filter(|text| !text.is_empty())
}

/// The samples of an operation on all pages that document its source.
fn examples(context: &Context<'_>, wanted: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let documented = context.documented;
    for page in std::iter::once(documented.page).chain(documented.others.iter().copied()) {
        let operations: Vec<_> =
            page.facts.operations.iter().filter(|operation| operation.key() == wanted).collect();
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
