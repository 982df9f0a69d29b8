//! Findings, one line each: `page:line:column: severity[name] message`.

use super::Report;
use super::text::one_line;

pub(super) fn print(report: &Report<'_>) -> String {
    let line = |finding: &crate::finding::Finding| {
        let at = report.files.position(&finding.place);
        let (page, severity, rule) = (&finding.place.page, finding.severity.name(), finding.rule.name);
        one_line(&format!("{page}:{at}: {severity}[{rule}] {}", finding.message)) + "\n"
    };
    report.findings.iter().map(line).collect()
}
