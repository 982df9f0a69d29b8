//! Findings as a code quality report of GitLab.

use serde::ser::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{Report, fingerprints};
use crate::finding::{Finding, Severity};

/// One issue a finding, each as it is when it is written.
pub(super) struct Issues<'a>(pub &'a Report<'a>);

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings = self.0.findings;
        let numbered = findings.iter().zip(fingerprints(findings));
        serializer.collect_seq(numbered.map(|(finding, print)| issue(finding, &print, self.0)))
    }
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
