//! LC: translated pages compared with their source pages.
//!
//! Words may differ, and so may the names of placeholders, for they are words. What is sent may not.

mod samples;

pub(super) use samples::sample_differs;

use std::collections::{BTreeMap, BTreeSet};

use super::across::first_words;
use crate::dialect::{self, Claims, Statement};
use crate::dialect::{Field, NoticeFact};
use crate::finding::{
    Finding, LOCALE_CONSTANT_DIFFERS, LOCALE_LIFECYCLE_DIFFERS, LOCALE_MISSING, LOCALE_ROWS_DIFFER, Place,
};
use crate::lower::PageRead;
use crate::model::{Lifecycle, Origin};

/// A page and the page that it translates.
#[derive(Debug, Clone, Copy)]
pub struct Translated<'a> {
    /// The page that counts.
    pub source: &'a PageRead,
    /// The same in another language.
    pub page: &'a PageRead,
}

/// A row is on one of the pages only. Rows are the same where they mean one field, or have one name.
pub(super) fn rows_differ(pair: Translated<'_>) -> Vec<Finding> {
    let Translated { source, page } = pair;
    let help = "bring the translation's table up to its source page's";
    let mut findings = Vec::new();
    for (there, here) in [(credentials(source), credentials(page)), (own(source), own(page))] {
        let last = here.last().map_or_else(|| title(page), |row| page.place(&row.name.span));
        let (known_there, known_here) = (KnownRows::of(&there), KnownRows::of(&here));
        for row in there.iter().filter(|row| !known_here.has(row)) {
            let message = format!("the source page documents `{}`, and this page does not", row.name.value);
            findings.push(
                Finding::new(&LOCALE_ROWS_DIFFER, last.clone(), message, help)
                    .field(row.path.as_deref().unwrap_or(&row.name.value))
                    .related(source.place(&row.name.span), "the source page's row"),
            );
        }
        for row in here.iter().filter(|row| !known_there.has(row)) {
            let message = format!("the source page does not document `{}`", row.name.value);
            findings.push(
                Finding::new(&LOCALE_ROWS_DIFFER, page.place(&row.name.span), message, help)
                    .field(row.path.as_deref().unwrap_or(&row.name.value))
                    .related(title(source), "the source page"),
            );
        }
    }
    findings
}

/// The names of some rows, and the fields that they mean.
struct KnownRows<'a> {
    names: BTreeSet<&'a str>,
    paths: BTreeSet<&'a str>,
}

impl<'a> KnownRows<'a> {
    fn of(rows: &[&'a Field]) -> Self {
        Self {
            names: rows.iter().map(|row| row.name.value.as_str()).collect(),
            paths: rows.iter().filter_map(|row| row.path.as_deref()).collect(),
        }
    }

    fn has(&self, row: &Field) -> bool {
        let means_one = |path: &str| self.paths.contains(path);
        self.names.contains(row.name.value.as_str()) || row.path.as_deref().is_some_and(means_one)
    }
}

fn credentials(page: &PageRead) -> Vec<&Field> {
    page.facts.credentials.iter().collect()
}

fn own(page: &PageRead) -> Vec<&Field> {
    page.facts.operations.iter().flat_map(|operation| &operation.rows).collect()
}

/// The words fix another identifier, or another pattern, than the source page's words do.
pub(super) fn constant_differs(pair: Translated<'_>) -> Vec<Finding> {
    let (there, here) = (&pair.source.facts, &pair.page.facts);
    let mut findings = claims_differ(pair, &there.constants, &here.constants, str::to_owned);
    findings.extend(claims_differ(pair, &there.templates, &here.templates, dialect::pattern));
    findings
}

fn claims_differ(
    pair: Translated<'_>,
    there: &[Claims],
    here: &[Claims],
    same: fn(&str) -> String,
) -> Vec<Finding> {
    fn worded(claims: &Claims) -> impl Iterator<Item = &Statement> {
        claims.claims.iter().filter(|claim| claim.from != Origin::Sample)
    }
    let there: BTreeMap<(&str, &str), &Claims> =
        there.iter().rev().map(|known| ((known.operation.as_str(), known.path.as_str()), known)).collect();
    let mut findings = Vec::new();
    for claims in here {
        let Some(known) = there.get(&(claims.operation.as_str(), claims.path.as_str())) else { continue };
        let Some(first) = worded(known).next() else { continue };
        let stated: BTreeSet<String> = worded(known).map(|claim| same(&claim.value)).collect();
        let odd = worded(claims).filter(|claim| !stated.contains(&same(&claim.value)));
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
    let (at_source, here) = (source.facts.lifecycle, page.facts.lifecycle);
    if at_source == here || (here == Lifecycle::Ga && may_say_so(pair)) {
        return Vec::new();
    }
    let message = format!("this page {}; the source page {}", says(here), says(at_source));
    let help = "find out which one holds and correct the other";
    let finding = Finding::new(&LOCALE_LIFECYCLE_DIFFERS, says_so(page), message, help);
    vec![finding.related(says_so(source), "the source page says so here")]
}

/// Whether a translation may say what its source page says, in words that are not known: it has a notice of the same kind
/// in the same place, or a remark in its title too.
fn may_say_so(Translated { source, page }: Translated<'_>) -> bool {
    let (there, here): (Vec<_>, Vec<_>) = (of_the_page(source).collect(), of_the_page(page).collect());
    let notice = there.iter().position(|notice| notice.lifecycle == Some(source.facts.lifecycle));
    let remark =
        |page: &PageRead| page.facts.title.as_ref().is_some_and(|title| title.value.contains(['(', '（']));
    match notice {
        Some(at) => here.get(at).is_some_and(|other| there.get(at).is_some_and(|it| it.kind == other.kind)),
        None => remark(source) && remark(page),
    }
}

/// Notices that speak of a whole page.
fn of_the_page(page: &PageRead) -> impl Iterator<Item = &NoticeFact> {
    page.facts.notices.iter().filter(|notice| matches!(notice.section, None | Some(0)))
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
    let mut saying = of_the_page(page).filter(|notice| notice.lifecycle == Some(page.facts.lifecycle));
    saying.next().map_or_else(|| title(page), |notice| page.place(&first_words(page, &notice.span)))
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
