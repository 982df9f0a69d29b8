//! XP: pages against each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::dialect::{Claims, Statement};
use crate::dialect::{Date, Dialect, OperationFact, RequestFact, Stated, announced_end, nameless};
use crate::finding::{
    FOREIGN_CONSTANT, Finding, ID_COLLISION, PAGE_ID_DUPLICATE, PLACEHOLDER_ALIAS, Place, SCHEME_DRIFT,
    SERVER_DRIFT, SUNSET_PASSED,
};
use crate::lower::{AUTHORIZATION, Numbered, PageRead, scheme, server_of, usual_scheme};
use crate::model::{Lifecycle, Origin};
use crate::source::Span;

/// A page, and where it documents something.
type Documents<'a> = (&'a PageRead, &'a Statement);

/// A sample has an identifier that its page gives the field otherwise, and that another page documents as its own.
pub(super) fn foreign_constant(pages: &[&PageRead]) -> Vec<Finding> {
    let known = || pages.iter().map(|page| (*page, &page.facts.constants));
    // by operation, field and value: the pages that document it, in their order
    let mut owners: BTreeMap<(&str, &str, &str), Vec<Documents<'_>>> = BTreeMap::new();
    for (page, all) in known() {
        for claims in all {
            if let Some(row) = only_documented(claims) {
                owners.entry((&claims.operation, &claims.path, &row.value)).or_default().push((page, row));
            }
        }
    }
    let mut findings = Vec::new();
    for (page, all) in known() {
        for Claims { operation, path, claims } in all {
            let documented = claims.iter().filter(|claim| is_documented(claim));
            let own: BTreeSet<&str> = documented.map(|claim| claim.value.as_str()).collect();
            let odd = claims.iter().filter(|claim| !is_documented(claim) && !own.contains(&*claim.value));
            findings.extend(odd.filter_map(|claim| {
                let owners = owners.get(&(operation.as_str(), path.as_str(), claim.value.as_str()))?;
                let (owner, row) = owners.iter().find(|(other, _)| other.file.name != page.file.name)?;
                let message = format!(
                    "`{}` is the `{path}` that {} documents as its own",
                    claim.value, owner.file.name
                );
                let help = "find out which one this sample needs and correct it";
                Some(
                    Finding::new(&FOREIGN_CONSTANT, page.place(&claim.span), message, help)
                        .field(path)
                        .related(owner.place(&row.span), "documented here"),
                )
            }));
        }
    }
    findings
}

fn is_documented(claim: &Statement) -> bool {
    claim.from != Origin::Sample
}

/// The first place that documents a value, where all places document the same.
fn only_documented(claims: &Claims) -> Option<&Statement> {
    let mut documented = claims.claims.iter().filter(|claim| is_documented(claim));
    let first = documented.next()?;
    documented.all(|claim| claim.value == first.value).then_some(first)
}

/// Two sources document one identifier for a field that tells the other sources apart.
pub(super) fn id_collision(pages: &[&PageRead]) -> Vec<Finding> {
    type Users<'a> = Vec<(&'a PageRead, &'a Span)>;
    // by operation and field: who documents which value
    let mut fields: BTreeMap<(&str, &str), BTreeMap<&str, Users<'_>>> = BTreeMap::new();
    for page in pages {
        for claims in &page.facts.constants {
            let Some(own) = only_documented(claims) else { continue };
            let field = fields.entry((&claims.operation, &claims.path)).or_default();
            field.entry(&own.value).or_default().push((page, &own.span));
        }
    }
    let mut findings = Vec::new();
    for ((_, path), values) in fields.iter().filter(|(_, values)| values.len() > 1) {
        for (value, users) in values {
            // what three have is common to them, and identifies none
            let [(first, there), (second, here)] = users.as_slice() else { continue };
            let message =
                format!("`{path}` is `{value}` here and in {}; other sources have others", first.file.name);
            let help = "find out whose it is and correct the other";
            findings.push(
                Finding::new(&ID_COLLISION, second.place(here), message, help)
                    .field(*path)
                    .related(first.place(there), "the other source's"),
            );
        }
    }
    findings
}

/// An operation is called on another server than most samples of it are.
pub(super) fn server_drift(pages: &[&PageRead]) -> Vec<Finding> {
    let mut operations: BTreeMap<&str, Vec<(String, &PageRead, &Span)>> = BTreeMap::new();
    for (page, operation, request) in requests(pages) {
        if let Some(server) = server_of(&request.url.value, operation.route()) {
            operations.entry(operation.key()).or_default().push((nameless(&server), page, &request.url.span));
        }
    }
    operations.values().flat_map(|calls| drifted(calls)).collect()
}

fn drifted(calls: &[(String, &PageRead, &Span)]) -> Vec<Finding> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (server, ..) in calls {
        *counts.entry(server).or_default() += 1;
    }
    let most = counts.values().max().copied();
    let is_usual = |server: &str| counts.get(server).copied() == most;
    let Some((usual, known, there)) = calls.iter().find(|(server, ..)| is_usual(server)) else {
        return Vec::new();
    };
    // one page that calls two servers tells them apart
    let usual_calls = calls.iter().filter(|(server, ..)| server == usual);
    let calls_both: BTreeSet<&str> = usual_calls.map(|(_, page, _)| &*page.file.name).collect();
    let mut reported: BTreeSet<(&str, &str)> = BTreeSet::new();
    let odd = calls.iter().filter(|(server, page, _)| {
        let name = &*page.file.name;
        server != usual && !calls_both.contains(name) && reported.insert((server, name))
    });
    odd.map(|(server, page, here)| {
        let message = format!("the server is `{server}` here; it is `{usual}` in {}", known.file.name);
        let help = "correct the URL, or say why this page has a server of its own";
        Finding::new(&SERVER_DRIFT, page.place(here), message, help)
            .related(known.place(there), "the usual server")
    })
    .collect()
}

/// Credentials are sent in another scheme than in most samples; reported once a page and scheme.
pub(super) fn scheme_drift(pages: &[&PageRead]) -> Vec<Finding> {
    let requests = requests(pages);
    let sent = requests.iter().flat_map(|(page, _, request)| {
        let own = request.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(AUTHORIZATION));
        own.map(|(_, value)| (*page, value))
    });
    let sent: Vec<(&PageRead, &Stated<String>)> = sent.collect();
    let Some(usual) = usual_scheme(sent.iter().map(|(_, value)| value.value.as_str())) else {
        return Vec::new();
    };
    let is_usual = |value: &Stated<String>| scheme(&value.value) == usual;
    let Some((known, there)) = sent.iter().find(|(_, value)| is_usual(value)) else { return Vec::new() };
    let name = |scheme: &str| match scheme {
        "" => "no scheme".to_owned(),
        scheme => format!("the scheme `{scheme}`"),
    };
    let mut reported: BTreeSet<(&str, String)> = BTreeSet::new();
    let odd = sent.iter().filter(|(page, value)| {
        !is_usual(value) && reported.insert((&*page.file.name, scheme(&value.value)))
    });
    odd.map(|(page, value)| {
        let (here, most) = (name(&scheme(&value.value)), name(&usual));
        let message = format!("credentials are sent with {here} here; most samples have {most}");
        let help =
            "correct the header, if it is wrong: where it is right, the client's call takes the whole header";
        Finding::new(&SCHEME_DRIFT, page.place(&value.span), message, help)
            .related(known.place(&there.span), "the usual scheme")
    })
    .collect()
}

/// A header's value is a placeholder of another name than in most samples; reported once a name.
pub(super) fn placeholder_alias(pages: &[&PageRead]) -> Vec<Finding> {
    // by header and the text around the placeholder: a header of these, and its placeholder's names, with their places
    type Uses<'a> = (&'a str, Vec<(&'a str, &'a PageRead, &'a Span)>);
    let mut headers: BTreeMap<(usize, &str, &str), Uses<'_>> = BTreeMap::new();
    let mut known = Numbered::default();
    for (page, _, request) in requests(pages) {
        for (header, Stated { value, span }) in &request.headers {
            if let Some((before, name, after)) = only_placeholder(value) {
                let uses = headers.entry((known.of(header), before, after));
                uses.or_insert((header, Vec::new())).1.push((name, page, span));
            }
        }
    }
    headers.values().flat_map(|(header, uses)| aliases(&header.to_ascii_lowercase(), uses)).collect()
}

/// The one placeholder of a text, with what is around it.
fn only_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    (!name.is_empty() && !name.contains('{') && !after.contains('{')).then_some((before, name, after))
}

fn aliases(header: &str, uses: &[(&str, &PageRead, &Span)]) -> Vec<Finding> {
    // of each name: where it is first used, and how often it is
    let mut names: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, (name, ..)) in uses.iter().enumerate() {
        names.entry(name).or_insert((at, 0)).1 += 1;
    }
    let most = names.values().map(|(_, count)| *count).max().unwrap_or_default();
    let mut names: Vec<(usize, usize)> = names.into_values().collect();
    names.sort_unstable();
    let usual = names.iter().find(|(_, count)| *count == most).and_then(|(at, _)| uses.get(*at));
    let Some((usual, known, there)) = usual else { return Vec::new() };
    names
        .iter()
        .filter_map(|(at, count)| {
            let (name, page, here) = uses.get(*at).filter(|(name, ..)| name != usual)?;
            let message = format!(
                "`{header}` has the placeholder `{{{name}}}` in {count} of {} samples; `{{{usual}}}` in {most}",
                uses.len(),
            );
            let help = format!("write `{{{usual}}}` in all of them");
            Some(
                Finding::new(&PLACEHOLDER_ALIAS, page.place(here), message, help)
                    .related(known.place(there), "the usual name"),
            )
        })
        .collect()
}

/// Every request sample, with its page and its operation.
fn requests<'a>(pages: &[&'a PageRead]) -> Vec<(&'a PageRead, &'a OperationFact, &'a RequestFact)> {
    let operations = pages.iter().flat_map(|page| page.facts.operations.iter().map(move |it| (*page, it)));
    operations
        .flat_map(|(page, operation)| operation.requests.iter().map(move |it| (page, operation, it)))
        .collect()
}

/// Two sources' pages have one id.
pub(super) fn page_id_duplicate(pages: &[&PageRead]) -> Vec<Finding> {
    let with_id: Vec<(&str, &PageRead)> =
        pages.iter().filter_map(|page| Some((page.facts.front_matter.page_id.as_deref()?, *page))).collect();
    let mut known: BTreeMap<&str, &PageRead> = BTreeMap::new();
    let again = with_id.iter().filter_map(|(id, page)| {
        let first = *known.entry(id).or_insert(page);
        if std::ptr::eq(first, *page) {
            return None;
        }
        let message = format!("the page id `{id}` is the one of {}", first.file.name);
        let help = "give the page that came later an id of its own";
        Some(
            Finding::new(&PAGE_ID_DUPLICATE, in_front_matter(page, id), message, help)
                .related(in_front_matter(first, id), "the other page"),
        )
    });
    again.collect()
}

/// Where a value is in the front matter.
fn in_front_matter(page: &PageRead, value: &str) -> Place {
    let span = page.facts.front_matter.span.clone();
    let at = page.file.slice(&span).find(value).map_or(span.start, |at| span.start + at);
    page.place(&(at..at + value.len()))
}

/// A notice announces an end that is over on `today`.
pub(super) fn sunset_passed(page: &PageRead, today: Date, dialect: &Dialect) -> Vec<Finding> {
    let notices = page.facts.notices.iter();
    notices
        .filter(|notice| notice.lifecycle == Some(Lifecycle::Deprecated))
        .filter_map(|notice| {
            let end = announced_end(&notice.text, dialect).filter(|end| *end < today)?;
            let message = format!("the end announced here was {end}; the page still documents it as there");
            let help = "take the page away, or correct the notice";
            Some(Finding::new(&SUNSET_PASSED, page.place(&first_words(page, &notice.span)), message, help))
        })
        .collect()
}

/// The first line of a notice that is not its marker.
pub(super) fn first_words(page: &PageRead, span: &Span) -> Span {
    let mut at = span.start;
    for line in page.file.slice(span).split_inclusive('\n') {
        let words = line.trim_start_matches(['>', ' ', '\t']);
        if !words.trim().is_empty() && !words.starts_with("[!") {
            let start = at + line.len() - words.len();
            return start..start + words.trim_end().len();
        }
        at += line.len();
    }
    span.clone()
}
