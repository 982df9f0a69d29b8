//! Findings as a table in Markdown, for a comment on a pull request.

use super::text::one_line;
use super::{Report, counts};

pub(super) fn print(report: &Report<'_>) -> String {
    let mut text = format!("**docwright:** {}\n", counts(report.findings.iter().copied()));
    if report.findings.is_empty() {
        return text;
    }
    text.push_str("\n| Where | Rule | What | Repair |\n| --- | --- | --- | --- |\n");
    for finding in report.findings {
        let at = report.files.region(&finding.place);
        let place = words(&format!("`{}:{}`", at.path, at.start.line));
        let rule = format!("{}: `{}`", finding.severity.name(), finding.rule.name);
        let (message, help) = (words(&finding.message), words(&finding.help));
        text.push_str(&format!("| {place} | {rule} | {message} | {help} |\n"));
    }
    text
}

/// Words for a cell or a line: code spans stay code, and nothing else is markup. Where the marks of code spans do not come in pairs
/// there are none.
pub(super) fn words(text: &str) -> String {
    let text = one_line(text);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) || text.contains("``") {
        return escaped(&text);
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        0 => escaped(part),
        _ => format!("`{}`", part.replace('|', "\\|")),
    };
    parts.iter().enumerate().map(part).collect()
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            // nobody is called by a page's words
            '@' => out.push_str("@<!-- -->"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' | '#' | '!' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
