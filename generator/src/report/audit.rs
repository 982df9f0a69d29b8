//! An audit of a crate for programs and for people: its counts, what could not be read, and coverage by page.

use std::fmt::Write;

use serde_json::{Value, json};

use super::Files;
use crate::audit::{Audit, Counts};
use crate::finding::Finding;

/// The JSON of an audit, with these of its findings.
pub fn to_json(audit: &Audit, findings: &[&Finding], files: &Files<'_>) -> Value {
    let Counts { documented, implemented, unknown, unresolved } = audit.counts;
    let unread: Vec<Value> = audit
        .unresolved
        .iter()
        .map(|it| json!({ "file": it.file, "line": it.line, "item": it.item, "why": it.why }))
        .collect();
    json!({
        "version": 1,
        "crate": audit.name,
        "operations": {
            "documented": documented, "implemented": implemented, "unknown": unknown, "unresolved": unresolved,
        },
        "findings": findings.iter().map(|it| one(it, files)).collect::<Vec<_>>(),
        "unresolved": unread,
    })
}

fn one(finding: &Finding, files: &Files<'_>) -> Value {
    let at = files.position(&finding.place);
    let docs = finding
        .related
        .as_deref()
        .map(|it| json!({ "page": it.place.page, "line": files.position(&it.place).line }));
    json!({
        "code": finding.rule.code,
        "name": finding.rule.name,
        "severity": finding.severity.name(),
        "file": finding.place.page,
        "line": at.line,
        "column": at.column,
        "item": finding.item,
        "operation": finding.operation,
        "field": finding.field,
        "docs": docs,
        "message": finding.message,
        "help": finding.help,
    })
}

/// What could not be read, a line each.
pub fn unresolved(audit: &Audit) -> String {
    audit.unresolved.iter().fold(String::new(), |mut text, it| {
        let item = if it.item.is_empty() { String::new() } else { format!(" {}:", it.item) };
        let _ = writeln!(text, "{}:{}: unresolved:{item} {}", it.file, it.line, it.why);
        text
    })
}

/// A table: a line for each page, and one for all.
pub fn coverage(audit: &Audit) -> String {
    let row = |name: &str, it: &Counts| {
        (name.to_owned(), [it.documented, it.implemented, it.unknown, it.unresolved].map(|it| it.to_string()))
    };
    let head = ("page".to_owned(), ["documented", "implemented", "unknown", "unresolved"].map(str::to_owned));
    let mut rows = vec![head];
    let name = |page: &str| if page.is_empty() { "(no page)".to_owned() } else { page.to_owned() };
    rows.extend(audit.pages.iter().map(|it| row(&name(&it.page), &it.counts)));
    rows.push(row("all", &audit.counts));
    let wide = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    rows.iter().fold(String::new(), |mut text, (name, counts)| {
        let _ = write!(text, "{name:wide$}");
        for count in counts {
            let _ = write!(text, "  {count:>11}");
        }
        text.push('\n');
        text
    })
}
