//! SM: samples by themselves, and against the API format.

use crate::dialect::{Dialect, OperationFact, RequestFact, is_secret, split_url};
use crate::finding::{
    CURL_BROKEN, Finding, JSON_INVALID, NO_OPERATION, PATH_MISMATCH, PLACEHOLDER_REUSE, RESPONSE_MISSING,
    VERB_MISMATCH,
};
use crate::lower::PageRead;
use crate::sample::json::Value;
use crate::sample::{Family, Repair};

/// A body that a strict parser rejects, or a command that a shell does: one finding a repair.
pub(super) fn broken(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    let operations = &page.facts.operations;
    let requests = operations.iter().flat_map(|it| &it.requests).flat_map(|it| &it.repairs);
    let responses = operations.iter().flat_map(|it| &it.responses).flat_map(|it| &it.repairs);
    requests.chain(responses).map(|repair| repaired(page, repair)).collect()
}

fn repaired(page: &PageRead, repair: &Repair) -> Finding {
    let (rule, reader) = match repair.kind.family() {
        Family::Json => (&JSON_INVALID, "a strict JSON parser"),
        Family::Shell => (&CURL_BROKEN, "a shell"),
    };
    let what = repair.describe();
    let message = format!("{reader} rejects this sample: {what}");
    let finding = Finding::new(rule, page.place(&(repair.at..repair.at)), message, "mend the sample here");
    match &repair.fix {
        Some(edit) => finding.fix(false, edit.span.clone(), edit.replacement.clone()),
        None => finding,
    }
}

/// curl's method is not the API format's.
pub(super) fn verb_mismatch(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    against_format(page)
        .filter(|(operation, request)| operation.method != request.method.value)
        .map(|(operation, request)| {
            let message =
                format!("curl sends {}, the API format says {}", request.method.value, operation.method);
            let help = format!("send {} with curl, or correct the API format", operation.method);
            Finding::new(&VERB_MISMATCH, page.place(&request.method.span), message, help)
                .related(page.place(&operation.span), "the API format")
        })
        .collect()
}

/// curl's URL does not match the API format's path.
pub(super) fn path_mismatch(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    against_format(page)
        .filter(|(operation, request)| !ends_like(&split_url(&request.url.value).0, &operation.path))
        .map(|(operation, request)| {
            let message = format!("the URL does not end in `{}` as the API format does", operation.path);
            let help = "correct the URL or the API format";
            Finding::new(&PATH_MISMATCH, page.place(&request.url.span), message, help)
                .related(page.place(&operation.span), "the API format")
        })
        .collect()
}

/// Requests below an API format, each with it.
fn against_format(page: &PageRead) -> impl Iterator<Item = (&OperationFact, &RequestFact)> {
    let operations = page.facts.operations.iter().filter(|operation| operation.label.is_some());
    operations.flat_map(|operation| operation.requests.iter().map(move |request| (operation, request)))
}

/// Whether a path ends as a template does; `{…}` stands for any one part.
fn ends_like(path: &str, template: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        text.split('/').filter(|part| !part.is_empty()).rev().map(str::to_owned).collect()
    };
    let (path, template) = (parts(path), parts(&split_url(template).0));
    template.len() <= path.len()
        && template.iter().zip(&path).all(|(wanted, found)| wanted == found || wanted.contains('{'))
}

/// A placeholder of a header that must not be shown stands for a field of the body too.
pub(super) fn placeholder_reuse(page: &PageRead, dialect: &Dialect) -> Vec<Finding> {
    let requests = page.facts.operations.iter().flat_map(|operation| &operation.requests);
    requests.flat_map(|request| reused(page, request, dialect)).collect()
}

fn reused(page: &PageRead, request: &RequestFact, dialect: &Dialect) -> Vec<Finding> {
    let secret = |name: &str| name.eq_ignore_ascii_case("authorization") || is_secret(name, dialect);
    let headers = request.headers.iter().filter(|(name, _)| secret(name));
    let leaves: Vec<_> = request.body.iter().flat_map(|body| body.leaves()).collect();
    headers
        .filter_map(|(_, value)| Some((value, placeholder(value.value.split_whitespace().last()?)?)))
        .flat_map(|(value, name)| {
            let again = leaves.iter().filter(move |(_, node)| {
                matches!(&node.value, Value::String(text) if placeholder(text) == Some(name))
            });
            again.map(move |(path, node)| {
                let message = format!("`{name}` stands for a header's value and for `{path}`");
                let help = "give the field a placeholder of its own";
                Finding::new(&PLACEHOLDER_REUSE, page.place(&node.span), message, help)
                    .field(path)
                    .related(page.place(&value.span), "the header's value")
            })
        })
        .collect()
}

/// A text that is one placeholder.
fn placeholder(text: &str) -> Option<&str> {
    let name = text.strip_prefix('{')?.strip_suffix('}')?;
    (!name.is_empty() && !name.contains(['{', '}', ' '])).then_some(text)
}

/// A page that shows no request.
pub(super) fn no_operation(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    if !page.facts.operations.is_empty() {
        return Vec::new();
    }
    let start = page.facts.title.as_ref().map_or(0..0, |title| title.span.clone());
    let message = "no operation: neither a `METHOD /path` fence nor a curl command";
    let help = "show the request, or keep the page out of the docs folder; it gives no client";
    vec![Finding::new(&NO_OPERATION, page.place(&start), message, help)]
}

/// An operation without a response sample.
pub(super) fn response_missing(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    let without = page.facts.operations.iter().filter(|operation| operation.responses.is_empty());
    without
        .map(|operation| {
            let message = format!("no response sample for {} {}", operation.method, operation.path);
            let help = "show what it answers, so that its type is known";
            Finding::new(&RESPONSE_MISSING, page.place(&operation.span), message, help)
        })
        .collect()
}
