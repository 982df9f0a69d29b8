//! What becomes of findings once all rules have run: each learns in which operation it stands, and those that a comment in
//! the page silences go.

mod disable;

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::lower::PageRead;

/// Sifts findings. Those about comments that silence nothing are added for the pages of which all findings were looked
/// for: `pages` tells with each whether they were.
pub fn sift<'a>(findings: &mut Vec<Finding>, pages: impl IntoIterator<Item = (&'a PageRead, bool)>) {
    let mut by_page: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in findings.drain(..) {
        by_page.entry(finding.place.page.clone()).or_default().push(finding);
    }
    for (page, is_whole) in pages {
        let mut own = by_page.remove(&page.file.name).unwrap_or_default();
        let unused = disable::apply(&mut own, page);
        own.extend(unused.into_iter().filter(|_| is_whole));
        for finding in &mut own {
            finding.operation = operation_at(page, finding.place.span.start);
        }
        findings.append(&mut own);
    }
    findings.extend(by_page.into_values().flatten());
}

/// The operation whose part of the page an offset stands in: from the fence of its `METHOD /path` line to the next's.
fn operation_at(page: &PageRead, offset: usize) -> Option<String> {
    let line = page.file.line(offset);
    let operations = page.facts.operations.iter().rev();
    let first =
        |start: usize, label: Option<usize>| page.file.line(label.map_or(start, |label| label.min(start)));
    operations
        .filter(|it| first(it.span.start, it.label.as_ref().map(|label| label.span.start)) <= line)
        .map(|it| format!("{} {}", it.method, it.path))
        .next()
}
