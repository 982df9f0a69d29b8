//! Findings, one line each: `page:line:column: severity[name] message`.

use rayon::prelude::*;

use super::Files;
use super::text::one_line;
use crate::finding::Finding;

/// The findings as text, one line each.
pub fn concise<'a>(findings: impl IntoIterator<Item = &'a Finding>, files: &Files<'_>) -> String {
    print(&findings.into_iter().collect::<Vec<_>>(), files)
}

pub(super) fn print(findings: &[&Finding], files: &Files<'_>) -> String {
    let line = |finding: &&Finding| {
        let at = files.position(&finding.place);
        let (page, severity, rule) = (&finding.place.page, finding.severity.name(), finding.rule.name);
        one_line(&format!("{page}:{at}: {severity}[{rule}] {}", finding.message)) + "\n"
    };
    findings.par_iter().map(line).collect()
}
