//! A hand-written crate against an API: what its calls and their fields differ in from the documentation, as findings in the
//! crate's own files.
//!
//! The comparison itself is [`diff::contract`](crate::diff::contract)'s. Knows no page and no Rust syntax.

mod case;
mod coverage;
mod request_test;
mod test_file;
mod wording;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diff::contract::{self, Caller, Contract, Difference};
use crate::finding::{Finding, Place, Severity};
use crate::model::{Api, Evidence};
use crate::rust::{CrateRead, Unresolved};
use crate::source::File;

pub use coverage::{Counts, PageCoverage};
pub use test_file::{TestFile, test_file};

/// What an audit found.
#[derive(Debug)]
pub struct Audit {
    /// `vaultrs 0.8.0`.
    pub name: String,
    /// By file and line; what nothing calls comes last, by page and line.
    pub findings: Vec<Finding>,
    /// What could not be read or paired, by file and line.
    pub unresolved: Vec<Unresolved>,
    /// How many operations there are of each kind.
    pub counts: Counts,
    /// The same by page.
    pub pages: Vec<PageCoverage>,
    /// For each call of the crate the documented operation, as indices of a source and an operation in it.
    pairs: Vec<Option<(usize, usize)>>,
}

/// Compares a crate with an API; `docs` are the files that its evidence points into.
pub fn audit(read: &CrateRead, api: &Api, docs: &[&File]) -> Audit {
    let callers: Vec<Caller<'_>> = read
        .endpoints
        .iter()
        .map(|it| Caller {
            item: &it.item,
            operation: &it.operation,
            links: &it.links,
            routes: &it.routes,
            body_is_whole: it.body_is_whole,
            query_is_whole: it.query_is_whole,
        })
        .collect();
    let contract = contract::compare(api, &callers, &read.envelopes);
    let files: Vec<&File> = read.files.iter().chain(docs.iter().copied()).collect();
    let mut unresolved = read.unresolved.clone();
    unresolved.extend(unclear(&contract, &callers));
    unresolved.sort();
    let counts = coverage::counts(api, &contract, unresolved.len());
    let pages = coverage::by_page(api, &contract);
    let mut findings = findings(&contract, &callers, &files);
    crate::finding::sort(&mut findings);
    // what nothing calls is said last
    findings.sort_by_key(|it| it.item.is_none());
    let name = format!("{} {}", read.name, read.version).trim_end().to_owned();
    Audit { name, findings, unresolved, counts, pages, pairs: contract.pairs }
}

/// Calls that are read, and of which it is not clear which operation they call.
fn unclear(contract: &Contract, callers: &[Caller<'_>]) -> Vec<Unresolved> {
    let at = |index: &usize, why: String| {
        let caller = callers.get(*index)?;
        let evidence = caller.operation.evidence.first()?;
        Some(Unresolved {
            file: Arc::clone(&evidence.page),
            line: evidence.line,
            item: caller.item.to_owned(),
            why,
        })
    };
    let several = contract.ambiguous.iter().filter_map(|(index, several)| {
        let listed: BTreeSet<&str> = several.iter().map(String::as_str).collect();
        let mut listed: Vec<String> = listed.into_iter().map(|it| format!("`{it}`")).collect();
        let more = listed.len().saturating_sub(3);
        listed.truncate(3);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        at(index, format!("may be any of {}{more}", listed.join(", ")))
    });
    let foreign = contract.foreign.iter().filter_map(|index| {
        at(index, "its module calls another API: next to nothing of it is documented".to_owned())
    });
    several.chain(foreign).collect()
}

/// The findings; of one that is the same for several operations, the first.
fn findings(contract: &Contract, callers: &[Caller<'_>], files: &[&File]) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for difference in &contract.differences {
        let place = difference.used.as_ref().or(difference.documented.as_ref());
        let Some(place) = place.and_then(|it| place_of(it, files)) else { continue };
        let leaf = difference.field.as_deref().and_then(|it| it.rsplit('.').next());
        let key = (difference.kind, place.page.clone(), place.span.start, leaf.map(str::to_owned));
        // a type of many answers is one mistake, wherever it is read
        if leaf.is_some() && !seen.insert(key) {
            continue;
        }
        all.push(finding(difference, place, callers, files));
    }
    all
}

fn finding(difference: &Difference, place: Place, callers: &[Caller<'_>], files: &[&File]) -> Finding {
    let rule = wording::rule(difference.kind);
    let mut finding = Finding::new(rule, place, difference.message.clone(), wording::help(difference));
    if difference.is_minor {
        finding.severity = Severity::Info;
    }
    finding.operation = difference.operation.as_deref().map(Arc::from);
    finding.field = difference.field.clone();
    finding.item = difference.caller.and_then(|index| callers.get(index)).map(|it| Arc::from(it.item));
    let related = difference.documented.as_ref().filter(|_| difference.used.is_some());
    match related.and_then(|it| place_of(it, files)) {
        Some(place) => finding.related(place, wording::label(difference)),
        None => finding,
    }
}

/// A line as a place in its file.
fn place_of(evidence: &Evidence, files: &[&File]) -> Option<Place> {
    let file = files.iter().find(|file| file.name == evidence.page)?;
    Some(Place { page: Arc::clone(&file.name), span: file.line_span(evidence.line) })
}
