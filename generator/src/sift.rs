//! What becomes of findings once all rules have run: each learns in which operation it stands, and those that a comment in
//! the page silences go.

mod disable;

use crate::finding::Finding;
use crate::lower::PageRead;

/// Sifts the findings of some pages, and adds those about comments that silence nothing.
pub fn pages<'a>(findings: &mut Vec<Finding>, pages: impl IntoIterator<Item = &'a PageRead>) {
    let unused: Vec<Finding> = pages.into_iter().flat_map(|it| page(findings, it)).collect();
    findings.extend(unused);
}

/// Sifts the findings of one page among others; gives those about its comments that silence nothing.
pub fn page(findings: &mut Vec<Finding>, page: &PageRead) -> Vec<Finding> {
    let mut unused = disable::apply(findings, page);
    for finding in findings.iter_mut().chain(&mut unused) {
        if finding.place.page == page.file.name {
            finding.operation = operation_at(page, finding.place.span.start);
        }
    }
    unused
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
