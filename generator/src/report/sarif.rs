//! Findings as a SARIF log, version 2.1.0: what GitHub's code scanning and many editors read.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Region, Report, fingerprints};
use crate::finding::{Finding, Place, Related, Rule, Severity};

/// The log: one run, with the rules that found something.
pub(super) fn log(report: &Report<'_>) -> Value {
    let mut rules: Vec<&Rule> = report.findings.iter().map(|finding| finding.rule).collect();
    rules.sort_by_key(|rule| rule.code);
    rules.dedup();
    let numbered = report.findings.iter().zip(fingerprints(report.findings));
    let results = numbered.map(|(finding, print)| result(finding, &print, &rules, report));
    let driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().map(|it| rule(it)).collect::<Vec<_>>(),
    });
    let run = json!({
        "tool": { "driver": driver },
        "columnKind": "unicodeCodePoints",
        "results": results.collect::<Vec<_>>(),
    });
    json!({ "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run] })
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.summary },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(finding: &Finding, print: &str, rules: &[&Rule], report: &Report<'_>) -> Value {
    let mut result = json!({
        "ruleId": finding.rule.code,
        "ruleIndex": rules.iter().position(|rule| *rule == finding.rule),
        "level": level(finding.severity),
        "message": { "text": plain(&format!("{}\n{}", finding.message, finding.help)) },
        "locations": [location(&finding.place, report)],
        "partialFingerprints": { "docwright/v1": print },
    });
    let Some(object) = result.as_object_mut() else { return result };
    if let Some(Related { place, label }) = finding.related.as_deref() {
        let mut related = location(place, report);
        if let Some(related) = related.as_object_mut() {
            related.insert("id".to_owned(), json!(1));
            related.insert("message".to_owned(), json!({ "text": plain(label) }));
        }
        object.insert("relatedLocations".to_owned(), json!([related]));
    }
    if let Some(fix) = &finding.fix {
        let page = &finding.place.page;
        let replacement = |edit: &crate::finding::Edit| {
            let place = Place { page: page.clone(), span: edit.span.clone() };
            let deleted = region(&report.files.region(&place));
            json!({ "deletedRegion": deleted, "insertedContent": { "text": edit.text } })
        };
        let fix = json!({
            "description": { "text": plain(&finding.help) },
            "artifactChanges": [{
                "artifactLocation": artifact(&report.files.path(page)),
                "replacements": fix.edits.iter().map(replacement).collect::<Vec<_>>(),
            }],
        });
        object.insert("fixes".to_owned(), json!([fix]));
    }
    result
}

fn location(place: &Place, report: &Report<'_>) -> Value {
    let at = report.files.region(place);
    json!({ "physicalLocation": { "artifactLocation": artifact(&at.path), "region": region(&at) } })
}

fn region(region: &Region) -> Value {
    json!({
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
    })
}

/// A path as a URI: below the repository where the program runs at its root.
fn artifact(path: &str) -> Value {
    /// What is plain in a path besides letters and digits.
    const ESCAPED: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    let encoded = utf8_percent_encode(path, ESCAPED).to_string();
    match path.starts_with('/') {
        true => json!({ "uri": format!("file://{encoded}") }),
        false => json!({ "uri": encoded, "uriBaseId": "%SRCROOT%" }),
    }
}

/// Text that a viewer shows as it is: `[words](address)` would be a link, wherever a page says it leads.
fn plain(text: &str) -> String {
    match text.contains("](") {
        true => text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_of_a_page_are_no_link() {
        assert_eq!(super::plain("`a[]` is [1]"), "`a[]` is [1]");
        assert_eq!(super::plain("see [x\\y](http://a.test)"), "see \\[x\\\\y\\](http://a.test)");
    }
}
