//! Findings, one line each: `page:line:column: severity[name] message`.

use super::text::one_line;
use super::{Files, Take, each};
use crate::finding::Finding;

/// The findings as text, one line each.
pub fn concise<'a>(findings: impl IntoIterator<Item = &'a Finding>, files: &Files<'_>) -> String {
    let mut text = String::new();
    print(&findings.into_iter().collect::<Vec<_>>(), files, &mut |line| text.push_str(line));
    text
}

pub(super) fn print(findings: &[&Finding], files: &Files<'_>, take: &mut Take<'_>) {
    let line = |finding: &Finding| {
        let at = files.position(&finding.place);
        let (page, severity, rule) = (&finding.place.page, finding.severity.name(), finding.rule.name);
        one_line(&format!("{page}:{at}: {severity}[{rule}] {}", finding.message)) + "\n"
    };
    each(findings, line, take);
}
