//! SM: requests against the `METHOD /path` lines that they are below.

use std::collections::BTreeMap;

use super::tables::is_plain_typo;
use crate::dialect::{Dialect, OperationFact, RequestFact, below_server, split_url, words_of};
use crate::finding::{Finding, PATH_MISMATCH, VERB_MISMATCH};
use crate::lower::PageRead;
use crate::model::{PathPiece, PathTemplate};

/// A sample's method is not the API format's.
pub(super) fn verb_mismatch(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    let is_other = |(operation, request): &(&OperationFact, &RequestFact)| {
        // to ask for the headers alone is to ask
        let asks = operation.method == "GET" && request.method.value == "HEAD";
        operation.method != request.method.value && !asks
    };
    let pairs = against_format(page).map(|(operation, request, _)| (operation, request));
    pairs
        .filter(is_other)
        .map(|(operation, request)| {
            let message = format!(
                "the sample sends {}, the API format says {}",
                request.method.value, operation.method
            );
            let help = format!("send {} in the sample, or correct the API format", operation.method);
            Finding::new(&VERB_MISMATCH, page.place(&request.method.span), message, help)
                .related(page.place(&operation.span), "the API format")
        })
        .collect()
}

/// A sample's URL does not match the API format's path.
pub(super) fn path_mismatch(page: &PageRead, dialect: &Dialect) -> Vec<Finding> {
    against_format(page)
        .filter(|(operation, request, lines)| {
            let path = split_url(&request.url.value).0;
            !ends_like(path, operation) && !is_quoted(path, page) && contradicts(path, lines, dialect)
        })
        .map(|(operation, request, _)| {
            let message = format!("the URL does not end in `{}` as the API format does", operation.path);
            let help = "correct the URL or the API format";
            Finding::new(&PATH_MISMATCH, page.place(&request.url.span), message, help)
                .related(page.place(&operation.span), "the API format")
        })
        .collect()
}

/// Whether the page's words name a path: another address of the same.
fn is_quoted(path: &str, page: &PageRead) -> bool {
    let path = path.trim_end_matches('/');
    page.facts.quoted.iter().any(|code| code.text.trim_end_matches('/') == path && path.starts_with('/'))
}

/// Whether a path that is none of these lines is a fault in one of them, or in itself, rather than an address of something
/// else.
fn contradicts(path: &str, lines: &[&OperationFact], dialect: &Dialect) -> bool {
    let templates = lines.iter().flat_map(|line| PathTemplate::alternatives(split_url(&line.path).0));
    let templates: Vec<PathTemplate> = templates.map(|it| PathTemplate::parse(below_server(&it))).collect();
    let called = PathTemplate::parse(below_server(path));
    let is_relative = path.starts_with('/');
    let is_another_address = |template: &PathTemplate| {
        (is_relative && is_end_of(&called, template)) || goes_on_in_parameter(path, template, dialect)
    };
    // where docs have several paths for one thing, a sample may well have one more; unless it only misspells one of them
    let is_of_several = lines.len() > 1 && !templates.iter().any(|it| misspells(&called, it));
    let shares = |template: &PathTemplate| {
        // `/events&page=2` has its query in the wrong place
        let own = || called.literals().filter_map(|text| text.split('&').next());
        template.literals().any(|one| own().any(|other| one == other || is_plain_typo(other, one)))
    };
    // what has nothing in common with a path that another sample calls is a step after that
    let is_called = || {
        let requests = lines.iter().flat_map(|line| line.requests.iter().map(move |request| (line, request)));
        requests.into_iter().any(|(line, request)| ends_like(split_url(&request.url.value).0, line))
    };
    let is_other_step = !templates.iter().any(shares) && is_called();
    !is_of_several && !is_other_step && !templates.iter().any(is_another_address)
}

/// Whether a path is most of a template, without what that begins with.
fn is_end_of(called: &PathTemplate, template: &PathTemplate) -> bool {
    let (own, all) = (called.segments(), template.segments());
    let Some(end) = all.len().checked_sub(own.len()).and_then(|start| all.get(start..)) else { return false };
    let fits = |(one, other): (&Vec<PathPiece>, &Vec<PathPiece>)| match (one.as_slice(), other.as_slice()) {
        ([PathPiece::Literal(one)], [PathPiece::Literal(other)]) => one == other,
        (_, [PathPiece::Parameter(_) | PathPiece::Rest(_)]) => true,
        _ => one == other,
    };
    own.len() * 2 > all.len() && own.iter().zip(end).all(fits)
}

/// Whether a path is of a template of which the last parameter holds several segments, as its name says.
fn goes_on_in_parameter(path: &str, template: &PathTemplate, dialect: &Dialect) -> bool {
    let Some((last, before)) = template.segments().split_last() else { return false };
    let [PathPiece::Parameter(name)] = last.as_slice() else { return false };
    if !words_of(name).iter().any(|word| dialect.paths.has(word)) {
        return false;
    }
    let mut shorter = path.trim_end_matches('/');
    while let Some((rest, _)) = shorter.rsplit_once('/') {
        if template.values_at_end(shorter).is_some() {
            return true;
        }
        shorter = rest;
    }
    before.is_empty()
}

/// Whether two paths differ in the spelling of one segment.
fn misspells(called: &PathTemplate, template: &PathTemplate) -> bool {
    let pairs = || called.segments().iter().zip(template.segments());
    let mut others = pairs().filter_map(|(one, other)| match (one.as_slice(), other.as_slice()) {
        ([PathPiece::Literal(one)], [PathPiece::Literal(other)]) => (one != other).then_some((one, other)),
        _ => None,
    });
    let first = others.next();
    called.segments().len() == template.segments().len()
        && others.next().is_none()
        && first.is_some_and(|(one, other)| is_plain_typo(one, other))
}

/// Requests below an API format, each with it and with all lines that it may be of. Lines that were named together share
/// their samples: each is of the line that it fits, or of the first.
fn against_format(
    page: &PageRead,
) -> impl Iterator<Item = (&OperationFact, &RequestFact, Vec<&OperationFact>)> {
    let mut lines: BTreeMap<usize, Vec<(&OperationFact, &RequestFact)>> = BTreeMap::new();
    for operation in page.facts.operations.iter().filter(|operation| operation.is_named) {
        // a body that is shown alone is sent as its own line says
        let is_shown = |request: &&RequestFact| request.url.span.start != operation.span.start;
        for request in operation.requests.iter().filter(is_shown) {
            lines.entry(request.url.span.start).or_default().push((operation, request));
        }
    }
    let fits = |(operation, request): &(&OperationFact, &RequestFact)| {
        operation.method == request.method.value && ends_like(split_url(&request.url.value).0, operation)
    };
    lines.into_values().filter_map(move |lines| {
        let (operation, request) = lines.iter().copied().find(fits).or(lines.first().copied())?;
        let alike = lines.iter().map(|(line, _)| *line).filter(|line| line.method == operation.method);
        Some((operation, request, alike.collect()))
    })
}

/// Whether a path ends as an operation's does, in whatever spelling that has its parameters.
fn ends_like(path: &str, operation: &OperationFact) -> bool {
    let template = split_url(&operation.path).0;
    let path = path.trim_end_matches('/');
    let fits =
        |template: &str| PathTemplate::parse(template.trim_end_matches('/')).values_at_end(path).is_some();
    PathTemplate::alternatives(template).iter().any(|template| fits(template))
}
