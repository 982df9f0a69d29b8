//! LC: translated pages held against their source pages.
//!
//! Words may differ, and so may the names of placeholders, for they are words. What is sent may not.

use std::collections::BTreeMap;

use super::across::words_of;
use crate::dialect::claims::{self, Claim, Claims};
use crate::dialect::{
    Dialect, RequestFact, ResponseFact, RowFact, Stated, nameless, words_of as words_of_name,
};
use crate::finding::{
    Finding, LOCALE_CONSTANT_DIFFERS, LOCALE_LIFECYCLE_DIFFERS, LOCALE_MISSING, LOCALE_ROWS_DIFFER,
    LOCALE_SAMPLE_DIFFERS, Place,
};
use crate::lower::PageRead;
use crate::model::{Lifecycle, Origin};
use crate::sample::json::{Node, Value};
use crate::source::Span;

/// A page and the page that it translates.
#[derive(Debug, Clone, Copy)]
pub struct Translated<'a> {
    /// The page that counts.
    pub source: &'a PageRead,
    /// The same in another language.
    pub page: &'a PageRead,
}

/// A sample is not the source page's: another URL, header or body, one too many or too few.
pub(super) fn sample_differs(pair: Translated<'_>, dialect: &Dialect) -> Vec<Finding> {
    let Translated { source, page } = pair;
    let (there, here) = (requests(source), requests(page));
    let mut findings = numbers(pair, "a request", &there, &here, |request| &request.fence);
    for (one, other) in pairs(&there, &here) {
        findings.extend(request_differs(pair, one, other, dialect));
    }
    let (there, here) = (responses(source), responses(page));
    findings.extend(numbers(pair, "an answer", &there, &here, |response| &response.fence));
    findings.extend(pairs(&there, &here).filter_map(|(one, other)| answer_differs(pair, one, other)));
    findings
}

/// Samples by their operation, in page order.
type Samples<'a, T> = BTreeMap<String, Vec<&'a T>>;

fn requests(page: &PageRead) -> Samples<'_, RequestFact> {
    let mut all = Samples::new();
    for operation in &page.facts.operations {
        all.entry(operation.key()).or_default().extend(&operation.requests);
    }
    all
}

fn responses(page: &PageRead) -> Samples<'_, ResponseFact> {
    let mut all = Samples::new();
    for operation in &page.facts.operations {
        all.entry(operation.key()).or_default().extend(&operation.responses);
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
    let Translated { source, page } = pair;
    let mut findings = Vec::new();
    let mut differ = |message: String, here: &Span, there: &Span| {
        findings.push(differs(page.place(here), message).related(source.place(there), "on the source page"));
    };
    for (what, shown, told) in [("method", &here.method, &there.method), ("URL", &here.url, &there.url)] {
        if !same_text(&shown.value, &told.value) {
            let message =
                format!("the {what} is `{}` here, and `{}` on the source page", shown.value, told.value);
            differ(message, &shown.span, &told.span);
        }
    }
    for (name, told) in &there.headers {
        match header(here, name) {
            Some(shown) if same_text(&shown.value, &told.value) => {}
            Some(shown) => {
                let message =
                    format!("`{name}` is `{}` here, and `{}` on the source page", shown.value, told.value);
                differ(message, &shown.span, &told.span);
            }
            None => {
                differ(format!("no header `{name}`, which the source page sends"), &here.url.span, &told.span)
            }
        }
    }
    for (name, shown) in here.headers.iter().filter(|(name, _)| header(there, name).is_none()) {
        differ(
            format!("a header `{name}`, which the source page does not send"),
            &shown.span,
            &there.url.span,
        );
    }
    let (told, shown) = (leaves(there.body.as_ref()), leaves(here.body.as_ref()));
    for (field, told) in &told {
        let path = &field.0;
        match shown.get(field) {
            None => differ(format!("no `{path}`, which the source page sends"), &here.fence, &told.span),
            Some(shown) if is_free_text(path, dialect) || same_value(shown, told) => {}
            Some(shown) => {
                let (value, other) = (text(shown), text(told));
                let message = format!("`{path}` is `{value}` here, and `{other}` on the source page");
                differ(message, &shown.span, &told.span);
            }
        }
    }
    for ((path, _), shown) in shown.iter().filter(|(field, _)| !told.contains_key(*field)) {
        differ(format!("`{path}`, which the source page does not send"), &shown.span, &there.fence);
    }
    findings
}

/// What a request has in a header.
fn header<'a>(request: &'a RequestFact, name: &str) -> Option<&'a Stated<String>> {
    let found = request.headers.iter().find(|(known, _)| known.trim().eq_ignore_ascii_case(name.trim()));
    found.map(|(_, value)| value)
}

/// The leaves of a body, by their paths and by how many of the same path stand before them.
fn leaves(body: Option<&Node>) -> BTreeMap<(String, usize), &Node> {
    let mut leaves = BTreeMap::new();
    for (path, node) in body.into_iter().flat_map(Node::leaves) {
        let before = leaves.keys().filter(|(known, _): &&(String, usize)| *known == path).count();
        leaves.insert((path, before), node);
    }
    leaves
}

/// Whether a member holds a sentence for people.
fn is_free_text(path: &str, dialect: &Dialect) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path);
    dialect.free_text.contains(&words_of_name(last).join(" "))
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
    let paths = |response: &ResponseFact| -> Vec<String> {
        let mut paths: Vec<String> =
            response.body.iter().flat_map(|body| body.leaves()).map(|(path, _)| path).collect();
        paths.sort();
        paths.dedup();
        paths
    };
    let (told, shown) = (paths(there), paths(here));
    let missing = told.iter().filter(|path| !shown.contains(path)).map(|path| format!("not `{path}`"));
    let extra = shown.iter().filter(|path| !told.contains(path)).map(|path| format!("also `{path}`"));
    let all: Vec<String> = missing.chain(extra).collect();
    let message = format!("the answer has other members than on the source page: {}", all.join(", "));
    (!all.is_empty()).then(|| {
        differs(pair.page.place(&here.fence), message)
            .related(pair.source.place(&there.fence), "on the source page")
    })
}

/// A row is on one of the pages only. Rows are the same where they mean one field, or have one name.
pub(super) fn rows_differ(pair: Translated<'_>) -> Vec<Finding> {
    let Translated { source, page } = pair;
    let same = |one: &RowFact, other: &RowFact| {
        one.name.value == other.name.value || (one.path.is_some() && one.path == other.path)
    };
    let help = "bring the translation's table up to its source page's";
    let mut findings = Vec::new();
    for (there, here) in [(credentials(source), credentials(page)), (own(source), own(page))] {
        let last = here.last().map_or_else(|| title(page), |row| page.place(&row.name.span));
        for row in there.iter().filter(|row| !here.iter().any(|other| same(row, other))) {
            let message = format!("the source page documents `{}`, and this page does not", row.name.value);
            findings.push(
                Finding::new(&LOCALE_ROWS_DIFFER, last.clone(), message, help)
                    .related(source.place(&row.name.span), "the source page's row"),
            );
        }
        for row in here.iter().filter(|row| !there.iter().any(|other| same(row, other))) {
            let message = format!("the source page does not document `{}`", row.name.value);
            findings.push(
                Finding::new(&LOCALE_ROWS_DIFFER, page.place(&row.name.span), message, help)
                    .related(title(source), "the source page"),
            );
        }
    }
    findings
}

fn credentials(page: &PageRead) -> Vec<&RowFact> {
    page.facts.credentials.iter().collect()
}

fn own(page: &PageRead) -> Vec<&RowFact> {
    page.facts.operations.iter().flat_map(|operation| &operation.rows).collect()
}

/// The words fix another identifier, or another pattern, than the source page's words do.
pub(super) fn constant_differs(pair: Translated<'_>) -> Vec<Finding> {
    let of = |find: fn(&crate::dialect::PageFacts) -> Vec<Claims>| {
        (find(&pair.source.facts), find(&pair.page.facts))
    };
    let (there, here) = of(claims::constants);
    let mut findings = claims_differ(pair, &there, &here, |one, other| one == other);
    let (there, here) = of(claims::templates);
    findings.extend(claims_differ(pair, &there, &here, claims::same_pattern));
    findings
}

fn claims_differ(
    pair: Translated<'_>,
    there: &[Claims],
    here: &[Claims],
    same: fn(&str, &str) -> bool,
) -> Vec<Finding> {
    let worded = |claims: &'_ Claims| -> Vec<Claim> {
        claims.claims.iter().filter(|claim| claim.from != Origin::Sample).cloned().collect()
    };
    let mut findings = Vec::new();
    for claims in here {
        let told = there
            .iter()
            .find(|known| known.path == claims.path && known.operation == claims.operation)
            .map(worded)
            .unwrap_or_default();
        let Some(first) = told.first() else { continue };
        let odd =
            worded(claims).into_iter().filter(|claim| !told.iter().any(|it| same(&it.value, &claim.value)));
        findings.extend(odd.map(|claim| {
            let (path, shown, value) = (&claims.path, &claim.value, &first.value);
            let message = format!("`{path}` is `{shown}` here and `{value}` on the source page");
            let help = "find out which one holds and correct the other";
            Finding::new(&LOCALE_CONSTANT_DIFFERS, pair.page.place(&claim.span), message, help)
                .field(path)
                .related(pair.source.place(&first.span), "on the source page")
        }));
    }
    findings
}

/// The pages say different things of their maturity.
pub(super) fn lifecycle_differs(pair: Translated<'_>) -> Vec<Finding> {
    let Translated { source, page } = pair;
    let (told, said) = (source.facts.lifecycle, page.facts.lifecycle);
    if told == said {
        return Vec::new();
    }
    let message = format!("this page {}; the source page {}", says(said), says(told));
    let help = "find out which one holds and correct the other";
    let finding = Finding::new(&LOCALE_LIFECYCLE_DIFFERS, says_so(page), message, help);
    vec![finding.related(says_so(source), "the source page says so here")]
}

fn says(lifecycle: Lifecycle) -> &'static str {
    match lifecycle {
        Lifecycle::Ga => "says nothing of its maturity",
        Lifecycle::Beta => "says that it is in beta",
        Lifecycle::Deprecated => "says that it is deprecated",
    }
}

/// Where a page says how mature it is: in a notice, else in its title.
fn says_so(page: &PageRead) -> Place {
    let of_the_page = page.facts.notices.iter().filter(|notice| matches!(notice.section, None | Some(0)));
    let mut saying = of_the_page.filter(|notice| notice.lifecycle == Some(page.facts.lifecycle));
    saying.next().map_or_else(|| title(page), |notice| page.place(&words_of(page, &notice.span)))
}

/// A source page that a language lacks.
pub(super) fn untranslated(source: &PageRead, locale: &str) -> Finding {
    let message = format!("no page of the locale `{locale}` translates this page");
    Finding::new(
        &LOCALE_MISSING,
        title(source),
        message,
        "translate it, or leave it: the client needs no translation",
    )
}

/// A translation of no page.
pub(super) fn without_source(page: &PageRead) -> Finding {
    let message = "this page translates no page that there is";
    let help = "take it away, or give it the path of the page that it translates";
    Finding::new(&LOCALE_MISSING, title(page), message, help)
}

fn title(page: &PageRead) -> Place {
    page.place(&page.facts.title.as_ref().map_or(0..0, |title| title.span.clone()))
}
