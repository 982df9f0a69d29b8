//! What becomes of findings once all rules have run: each learns in which operation it stands, and those that a comment in
//! the page silences go.

mod disable;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::dialect::OperationFact;
use crate::finding::Finding;
use crate::lower::PageRead;

/// Sifts findings. Those about comments that silence nothing are added for the pages of which all findings were looked
/// for: `pages` tells with each whether they were.
pub fn sift<'a>(findings: &mut Vec<Finding>, pages: impl IntoIterator<Item = (&'a PageRead, bool)>) {
    let mut by_page: BTreeMap<Arc<str>, Vec<Finding>> = BTreeMap::new();
    for finding in findings.drain(..) {
        by_page.entry(finding.place.page.clone()).or_default().push(finding);
    }
    let with_own = |(page, is_whole): (&'a PageRead, bool)| {
        (page, is_whole, by_page.remove(&page.file.name).unwrap_or_default())
    };
    let pages: Vec<_> = pages.into_iter().map(with_own).collect();
    let sifted = |(page, is_whole, own)| of_page(page, is_whole, own);
    let sifted: Vec<Vec<Finding>> = pages.into_par_iter().map(sifted).collect();
    findings.extend(sifted.into_iter().chain(by_page.into_values()).flatten());
}

/// The findings of one page, sifted.
fn of_page(page: &PageRead, is_whole: bool, mut findings: Vec<Finding>) -> Vec<Finding> {
    let unused = disable::apply(&mut findings, page);
    findings.extend(unused.into_iter().filter(|_| is_whole));
    let parts = parts(page);
    for finding in &mut findings {
        finding.operation = operation_at(&parts, page.file.line(finding.place.span.start));
    }
    findings
}

/// The operations of a page, each with the line on which its part of the page begins: that of the fence of its `METHOD /path`
/// line.
fn parts(page: &PageRead) -> Vec<(usize, Arc<str>)> {
    let start = |it: &OperationFact| {
        it.label.as_ref().map_or(it.span.start, |label| label.span.start.min(it.span.start))
    };
    let operations = page.facts.operations.iter();
    let name = |it: &OperationFact| format!("{} {}", it.method, it.path).into();
    let mut parts: Vec<_> = operations.map(|it| (page.file.line(start(it)), name(it))).collect();
    parts.sort_by_key(|(line, _)| *line);
    parts
}

/// The operation whose part of the page a line stands in.
fn operation_at(parts: &[(usize, Arc<str>)], line: usize) -> Option<Arc<str>> {
    let before = parts.partition_point(|(start, _)| *start <= line);
    parts.get(before.checked_sub(1)?).map(|(_, operation)| Arc::clone(operation))
}
