//! Rules that state a convention: they report the exceptions to what the pages that are read together do themselves.
//!
//! Where these have no such habit, or another one, a rule of this kind is silent: documentation that never shows a
//! response has decided so, and a reader learns nothing from a finding for each operation.

use std::collections::BTreeMap;

use super::undocumented::{self, DocumentedFields};
use super::{answers, samples, tables};
use crate::dialect::Dialect;
use crate::finding::{FENCE_LANGUAGE, Finding};
use crate::lower::PageRead;

/// A convention: which places of a page do without it, and how many it could hold for.
struct Convention {
    exceptions: fn(&PageRead, &Lookup<'_>) -> Vec<Finding>,
    places: fn(&PageRead) -> usize,
    /// Of ten places, in how many it may not hold while it is still a habit.
    tolerated: usize,
}

/// What a rule looks up.
struct Lookup<'a> {
    dialect: &'a Dialect,
    documented: DocumentedFields<'a>,
}

const CONVENTIONS: &[Convention] = &[
    Convention { exceptions: |page, _| samples::response_missing(page), places: operations, tolerated: 1 },
    Convention {
        exceptions: |page, _| samples::content_type_missing(page),
        places: json_bodies,
        tolerated: 1,
    },
    // samples that leave out what is optional show nothing of a row that they lack
    Convention {
        exceptions: |page, _| tables::row_not_in_sample(page),
        places: tables::shown_rows,
        tolerated: 1,
    },
    Convention {
        exceptions: |page, known| answers::absent(page, known.dialect),
        places: |page| answers::shown_rows(page).count(),
        tolerated: 1,
    },
    Convention {
        exceptions: |page, _| undocumented::body_undocumented(page),
        places: undocumented::sent_bodies,
        tolerated: 1,
    },
    // half of what pages sample may be documented elsewhere, and they still document what they send
    Convention {
        exceptions: |page, known| undocumented::field_undocumented(page, &known.documented),
        places: undocumented::sent_fields,
        tolerated: 5,
    },
];

/// The exceptions to the conventions that `pages` have.
pub(super) fn exceptions(pages: &[&PageRead], dialect: &Dialect) -> Vec<Finding> {
    let mut findings = fence_language(pages);
    let known = Lookup { dialect, documented: DocumentedFields::by(pages) };
    for convention in CONVENTIONS {
        let places = pages.iter().map(|page| (convention.places)(page)).sum();
        let found: Vec<Finding> =
            pages.iter().flat_map(|page| (convention.exceptions)(page, &known)).collect();
        if is_habit(places, found.len(), convention.tolerated) {
            findings.extend(found);
        }
    }
    findings
}

/// Whether what does not hold in some of these places holds in the others by habit. A single exception is one wherever it is
/// outnumbered: three operations say something of the fourth.
pub(super) fn is_habit(places: usize, exceptions: usize, tolerated: usize) -> bool {
    let kept = places.saturating_sub(exceptions);
    exceptions * 10 <= places * tolerated || (exceptions == 1 && kept > 1)
}

fn operations(page: &PageRead) -> usize {
    samples::answering(page).count()
}

fn json_bodies(page: &PageRead) -> usize {
    samples::json_requests(page).count()
}

/// The language that an HTTP message has for those who highlight code.
const HTTP: &str = "http";
/// Words that name no language and are close to [`HTTP`] by chance.
const OTHERS: &[&str] = &["htm", "html"];

/// The fence of a `METHOD /path` line is labelled otherwise than most; or with a misspelling, whatever most are.
fn fence_language(pages: &[&PageRead]) -> Vec<Finding> {
    let all = pages.iter().flat_map(|page| page.facts.operations.iter().map(move |it| (*page, it)));
    let labels: Vec<_> = all.filter_map(|(page, it)| Some((page, it.label.as_ref()?))).collect();
    let usual = usual(labels.iter().map(|(_, label)| label.value.to_ascii_lowercase()));
    let exceptions = labels.iter().filter_map(|(page, label)| {
        let own = label.value.to_ascii_lowercase();
        let wanted = match &usual {
            Some(usual) if *usual != own => usual,
            _ if is_misspelled(&own) => HTTP,
            _ => return None,
        };
        let message = match own.as_str() {
            "" => "the fence of a request line has no label".to_owned(),
            _ => format!("the fence of a request line is labelled `{}`", label.value),
        };
        let help = format!("label it `{wanted}`");
        let finding = Finding::new(&FENCE_LANGUAGE, page.place(&label.span), message, help);
        Some(finding.fix(true, label.span.clone(), wanted))
    });
    exceptions.collect()
}

/// The label that at least half of all fences have, if it is one; of two, the language of HTTP messages.
fn usual(labels: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = 0;
    for label in labels {
        *counts.entry(label).or_default() += 1;
        all += 1;
    }
    let (usual, count) = counts.into_iter().max_by_key(|(label, count)| (*count, label == HTTP))?;
    (!usual.is_empty() && !is_misspelled(&usual) && count * 2 >= all && count > 1).then_some(usual)
}

fn is_misspelled(label: &str) -> bool {
    label != HTTP && !OTHERS.contains(&label) && strsim::damerau_levenshtein(label, HTTP) == 1
}

#[cfg(test)]
mod tests;
