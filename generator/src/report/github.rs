//! Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

use super::text::one_line;
use super::{Report, counts};
use crate::finding::{Finding, Severity};

/// As many as GitHub shows of each severity for one step.
const SHOWN: usize = 10;

/// Those most severe first, as many as are shown; a last line counts the others.
pub(super) fn print(report: &Report<'_>) -> String {
    let (mut shown, mut hidden) = (Vec::new(), Vec::new());
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let mut all = report.findings.iter().copied().filter(|finding| finding.severity == severity);
        shown.extend(all.by_ref().take(SHOWN));
        hidden.extend(all);
    }
    let mut text: String = shown.into_iter().map(|finding| command(finding, report)).collect();
    if !hidden.is_empty() {
        text.push_str(&format!("and {}, which GitHub would not show\n", counts(hidden.into_iter())));
    }
    text
}

fn command(finding: &Finding, report: &Report<'_>) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let at = report.files.region(&finding.place);
    let mut properties =
        vec![("file", at.path), ("line", at.start.line.to_string()), ("endLine", at.end.line.to_string())];
    // columns mean something within one line only
    if at.start.line == at.end.line {
        properties.push(("col", at.start.column.to_string()));
        properties.push(("endColumn", at.end.column.to_string()));
    }
    properties.push(("title", format!("{} ({})", finding.rule.name, finding.rule.code)));
    let properties: Vec<String> =
        properties.into_iter().map(|(key, value)| format!("{key}={}", property(&value))).collect();
    let message = format!("{}%0A{}", data(&finding.message), data(&finding.help));
    format!("::{name} {}::{message}\n", properties.join(","))
}

/// Text after the second `::`.
pub(super) fn data(text: &str) -> String {
    one_line(text).replace('%', "%25")
}

/// The value of a property, which a `,` or a `:` would end.
pub(super) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
