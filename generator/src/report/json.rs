//! Findings as the `findings` of the commands' JSON.

use serde_json::{Value, json};

use super::{Files, Report};
use crate::finding::{Finding, Fix, Place};

/// The findings of a report.
pub(super) fn findings(report: &Report<'_>) -> Vec<Value> {
    report.findings.iter().map(|finding| one(finding, report.files)).collect()
}

fn one(finding: &Finding, files: &Files<'_>) -> Value {
    let at = files.position(&finding.place);
    json!({
        "code": finding.rule.code,
        "name": finding.rule.name,
        "severity": finding.severity.name(),
        "page": finding.place.page,
        "line": at.line,
        "column": at.column,
        "message": finding.message,
        "help": finding.help,
        "fix": finding.fix.as_deref().map(|it| fix(it, &finding.place, files)),
    })
}

fn fix(fix: &Fix, place: &Place, files: &Files<'_>) -> Value {
    let edits: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| {
            let region = files.region(&Place { span: edit.span.clone(), ..place.clone() });
            json!({
                "start": { "line": region.start.line, "column": region.start.column },
                "end": { "line": region.end.line, "column": region.end.column },
                "text": edit.text,
            })
        })
        .collect();
    json!({ "applicability": if fix.safe { "safe" } else { "unsafe" }, "edits": edits })
}
