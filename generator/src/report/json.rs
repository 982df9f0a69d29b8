//! Findings as the `findings` of the commands' JSON.

use serde::ser::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{Files, Report};
use crate::finding::{Finding, Fix, Place};

/// Findings, each as it is when it is written.
#[derive(Debug)]
pub struct Findings<'a>(pub &'a Report<'a>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Report { findings, files, .. } = self.0;
        serializer.collect_seq(findings.iter().map(|finding| one(finding, files)))
    }
}

/// A finding as one of them.
pub(super) fn one(finding: &Finding, files: &Files<'_>) -> Value {
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
