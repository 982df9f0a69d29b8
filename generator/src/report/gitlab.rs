//! Findings as a code quality report of GitLab.

use serde_json::{Value, json};

use super::{Report, fingerprints};
use crate::finding::{Finding, Severity};

/// One issue a finding.
pub(super) fn issues(report: &Report<'_>) -> Vec<Value> {
    let numbered = report.findings.iter().zip(fingerprints(report.findings));
    numbered.map(|(finding, print)| issue(finding, &print, report)).collect()
}

fn issue(finding: &Finding, print: &str, report: &Report<'_>) -> Value {
    let at = report.files.region(&finding.place);
    let severity = match finding.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    };
    json!({
        "description": format!("{}; {}", finding.message, finding.help),
        "check_name": finding.rule.name,
        "fingerprint": print,
        "severity": severity,
        "location": { "path": at.path, "lines": { "begin": at.start.line, "end": at.end.line } },
    })
}
