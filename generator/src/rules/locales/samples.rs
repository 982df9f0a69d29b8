//! Samples of a translation against those of its source page.
//!
//! Names of placeholders are words, and so are the values of members for people; nothing else may differ.

use std::collections::{BTreeMap, BTreeSet};

use super::{Translated, title};
use crate::dialect::{Dialect, OperationFact, RequestFact, ResponseFact, Stated, nameless, words_of};
use crate::finding::{Finding, LOCALE_SAMPLE_DIFFERS, Place};
use crate::lower::PageRead;
use crate::sample::json::{Node, Value};
use crate::source::Span;

/// A sample is not the source page's: another URL, header or body, one too many or too few.
pub(in crate::rules) fn sample_differs(pair: Translated<'_>, dialect: &Dialect) -> Vec<Finding> {
    let Translated { source, page } = pair;
    let (there, here) = [source, page].map(|page| samples(page, |it| &it.requests)).into();
    let mut findings = numbers(pair, "a request", &there, &here, |request| &request.fence);
    for (one, other) in pairs(&there, &here) {
        findings.extend(request_differs(pair, one, other, dialect));
    }
    let (there, here) = [source, page].map(|page| samples(page, |it| &it.responses)).into();
    findings.extend(numbers(pair, "an answer", &there, &here, |response| &response.fence));
    findings.extend(pairs(&there, &here).filter_map(|(one, other)| answer_differs(pair, one, other)));
    findings
}

/// Samples by their operation, in page order.
type Samples<'a, T> = BTreeMap<&'a str, Vec<&'a T>>;

fn samples<T>(page: &PageRead, of: fn(&OperationFact) -> &[T]) -> Samples<'_, T> {
    let mut all = Samples::new();
    for operation in &page.facts.operations {
        all.entry(operation.key()).or_default().extend(of(operation));
    }
    all
}

/// The samples that both pages have.
fn pairs<'a, T>(there: &'a Samples<'a, T>, here: &'a Samples<'a, T>) -> impl Iterator<Item = (&'a T, &'a T)> {
    let both = there.iter().filter_map(|(key, there)| Some((there, here.get(key)?)));
    both.flat_map(|(there, here)| there.iter().copied().zip(here.iter().copied()))
}

/// The samples that one page has and the other has not.
fn numbers<T>(
    pair: Translated<'_>,
    what: &str,
    there: &Samples<'_, T>,
    here: &Samples<'_, T>,
    fence: impl Fn(&T) -> &Span,
) -> Vec<Finding> {
    let Translated { source, page } = pair;
    let count = |all: &Samples<'_, T>, key: &str| all.get(key).map_or(0, Vec::len);
    let mut findings = Vec::new();
    for (key, samples) in there {
        findings.extend(samples.iter().skip(count(here, key)).map(|sample| {
            let message = format!("the source page shows {what} of `{key}` that is not here");
            differs(title(page), message).related(source.place(fence(sample)), "shown here")
        }));
    }
    for (key, samples) in here {
        findings.extend(samples.iter().skip(count(there, key)).map(|sample| {
            let message = format!("{what} of `{key}` that the source page does not show");
            differs(page.place(fence(sample)), message).related(title(source), "not shown on this page")
        }));
    }
    findings
}

fn differs(place: Place, message: String) -> Finding {
    Finding::new(&LOCALE_SAMPLE_DIFFERS, place, message, "bring the translation up to its source page")
}

fn request_differs(
    pair: Translated<'_>,
    there: &RequestFact,
    here: &RequestFact,
    dialect: &Dialect,
) -> Vec<Finding> {
    let mut findings = head_differs(pair, there, here);
    findings.extend(body_differs(pair, there, here, dialect));
    findings
}

/// What a request shows otherwise, and where either page shows it.
fn otherwise(pair: Translated<'_>, message: String, here: &Span, there: &Span) -> Finding {
    differs(pair.page.place(here), message).related(pair.source.place(there), "on the source page")
}

fn head_differs(pair: Translated<'_>, there: &RequestFact, here: &RequestFact) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut compare = |what: &str, shown: &Stated<String>, source: &Stated<String>| {
        if !same_text(&shown.value, &source.value) {
            let message =
                format!("{what} is `{}` here, and `{}` on the source page", shown.value, source.value);
            findings.push(otherwise(pair, message, &shown.span, &source.span));
        }
    };
    compare("the method", &here.method, &there.method);
    compare("the URL", &here.url, &there.url);
    let (known_here, known_there) = (headers(here), headers(there));
    for (name, source) in &there.headers {
        if let Some(shown) = known_here.get(&called(name)) {
            compare(&format!("the header `{name}`"), shown, source);
        }
    }
    let missing = there.headers.iter().filter(|(name, _)| !known_here.contains_key(&called(name)));
    findings.extend(missing.map(|(name, source)| {
        let message = format!("no header `{name}`, which the source page sends");
        otherwise(pair, message, &here.url.span, &source.span)
    }));
    let extra = here.headers.iter().filter(|(name, _)| !known_there.contains_key(&called(name)));
    findings.extend(extra.map(|(name, shown)| {
        let message = format!("a header `{name}`, which the source page does not send");
        otherwise(pair, message, &shown.span, &there.url.span)
    }));
    findings
}

fn body_differs(
    pair: Translated<'_>,
    there: &RequestFact,
    here: &RequestFact,
    dialect: &Dialect,
) -> Vec<Finding> {
    let (source, shown) = (leaves(there.body.as_ref()), leaves(here.body.as_ref()));
    let mut findings = Vec::new();
    for (field, source) in &source {
        let path = &field.0;
        match shown.get(field) {
            None => {
                let message = format!("no `{path}`, which the source page sends");
                findings.push(otherwise(pair, message, &here.fence, &source.span).field(path));
            }
            Some(shown) if is_free_text(path, dialect) || same_value(shown, source) => {}
            Some(shown) => {
                let (value, other) = (text(shown), text(source));
                let message = format!("`{path}` is `{value}` here, and `{other}` on the source page");
                findings.push(otherwise(pair, message, &shown.span, &source.span).field(path));
            }
        }
    }
    let extra = shown.iter().filter(|(field, _)| !source.contains_key(*field));
    findings.extend(extra.map(|((path, _), shown)| {
        let message = format!("`{path}`, which the source page does not send");
        otherwise(pair, message, &shown.span, &there.fence).field(path)
    }));
    findings
}

/// What a request has in its headers; of a header that it has twice, the first.
fn headers(request: &RequestFact) -> BTreeMap<String, &Stated<String>> {
    request.headers.iter().rev().map(|(name, value)| (called(name), value)).collect()
}

/// A header's name, whatever its case.
fn called(name: &str) -> String {
    name.trim().to_ascii_lowercase()
}

/// The leaves of a body, by their paths and by how many of the same path are before them.
fn leaves(body: Option<&Node>) -> BTreeMap<(String, usize), &Node> {
    let mut leaves = BTreeMap::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (path, node) in body.into_iter().flat_map(Node::leaves) {
        let count = counts.entry(path.clone()).or_default();
        leaves.insert((path, *count), node);
        *count += 1;
    }
    leaves
}

/// Whether a member holds a sentence for people.
fn is_free_text(path: &str, dialect: &Dialect) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path);
    dialect.free_text.contains(&words_of(last).join(" "))
}

fn same_value(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::String(one), Value::String(other)) => same_text(one, other),
        _ => one.to_json() == other.to_json(),
    }
}

/// Whether two texts are the same but for white space and the names of their placeholders.
fn same_text(one: &str, other: &str) -> bool {
    let (one, other) = (nameless(one), nameless(other));
    one.split_whitespace().eq(other.split_whitespace())
}

fn text(node: &Node) -> String {
    match &node.value {
        Value::String(text) => text.clone(),
        _ => node.to_json().to_string(),
    }
}

/// An answer has other members. Its values are examples, and may be.
fn answer_differs(pair: Translated<'_>, there: &ResponseFact, here: &ResponseFact) -> Option<Finding> {
    let paths = |response: &ResponseFact| -> BTreeSet<String> {
        response.body.iter().flat_map(|body| body.leaves()).map(|(path, _)| path).collect()
    };
    let (source, shown) = (paths(there), paths(here));
    let missing = source.difference(&shown).map(|path| format!("not `{path}`"));
    let extra = shown.difference(&source).map(|path| format!("also `{path}`"));
    let all: Vec<String> = missing.chain(extra).collect();
    let message = format!("the answer has other members than on the source page: {}", all.join(", "));
    (!all.is_empty()).then(|| {
        differs(pair.page.place(&here.fence), message)
            .related(pair.source.place(&there.fence), "on the source page")
    })
}
