//! What becomes of findings once all rules have run: each learns in which operation it is, and those that a comment in
//! the page silences go.

mod disable;

use std::sync::Arc;

use rayon::prelude::*;
use std::collections::HashMap;

use crate::dialect::OperationFact;
use crate::finding::{self, Finding, Findings};
use crate::lower::PageRead;

/// Findings, however they are grouped, sifted and [in order](finding::sort). Those about comments that silence nothing are
/// added for the pages of which all findings were looked for: `pages` says of each whether they were.
pub fn suppress<'a>(
    findings: impl IntoIterator<Item = Vec<Finding>>,
    pages: impl IntoIterator<Item = (&'a PageRead, bool)>,
) -> Findings {
    let mut by_page: HashMap<Arc<str>, Vec<Finding>> = HashMap::new();
    for group in findings {
        let Some(page) = group.first().map(|first| Arc::clone(&first.place.page)) else { continue };
        // most groups are those of one page: there may be many
        if !by_page.contains_key(&page) && group.iter().all(|finding| finding.place.page == page) {
            by_page.insert(page, group);
            continue;
        }
        for finding in group {
            by_page.entry(Arc::clone(&finding.place.page)).or_default().push(finding);
        }
    }
    let with_own = |(page, is_whole): (&'a PageRead, bool)| {
        (page, is_whole, by_page.remove(&page.file.name).unwrap_or_default())
    };
    let pages: Vec<_> = pages.into_iter().map(with_own).collect();
    let sifted = |(page, is_whole, own)| of_page(page, is_whole, own);
    let mut sifted: Vec<Vec<Finding>> = pages.into_par_iter().map(sifted).collect();
    // what is in no page: in the configuration
    sifted.extend(by_page.into_values());
    sifted.par_iter_mut().for_each(finding::sort);
    // the findings of a page are together: what is left is the order of pages
    let page = |of_page: &Vec<Finding>| of_page.first().map(|finding| Arc::clone(&finding.place.page));
    sifted.sort_by_cached_key(page);
    sifted.into_iter().collect()
}

/// The findings of one page, sifted. A fix that changes nothing is none.
fn of_page(page: &PageRead, is_whole: bool, mut findings: Vec<Finding>) -> Vec<Finding> {
    let unused = disable::apply(&mut findings, page);
    findings.extend(unused.into_iter().filter(|_| is_whole));
    let parts = parts(page);
    for finding in &mut findings {
        finding.operation = operation_at(&parts, page.file.line(finding.place.span.start));
        finding.fix.take_if(|fix| fix.edits.iter().all(|edit| page.file.slice(&edit.span) == edit.text));
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

/// The operation whose part of the page a line is in.
fn operation_at(parts: &[(usize, Arc<str>)], line: usize) -> Option<Arc<str>> {
    let before = parts.partition_point(|(start, _)| *start <= line);
    parts.get(before.checked_sub(1)?).map(|(_, operation)| Arc::clone(operation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{PATH_TYPO, Place};
    use crate::source::File;

    #[test]
    fn a_fix_that_changes_nothing_is_none() {
        let file = File::new("a.md", "# Word\n");
        let page = PageRead { file, facts: Default::default(), comments: Vec::new(), findings: Vec::new() };
        let found = |text: &str| {
            let place = Place { page: "a.md".into(), span: 2..6 };
            let finding = Finding::new(&PATH_TYPO, place, "m", "h").fix(true, 2..6, text);
            let found = suppress([vec![finding]], [(&page, false)]);
            found.into_iter().map(|it| it.fix.is_some()).collect::<Vec<_>>()
        };
        assert_eq!((found("Word"), found("Words")), (vec![false], vec![true]));
    }
}
