//! Findings as JUnit's XML: a suite for each page, a failure for each finding, and one test passed for a page without any.

use std::collections::BTreeMap;

use super::Report;
use super::text::visible;
use crate::finding::Finding;

pub(super) fn print(report: &Report<'_>) -> String {
    // by page: its place among the suites, and what was found in it
    let names = report.files.names().into_iter().enumerate().map(|(at, page)| (page, (at, Vec::new())));
    let mut pages: BTreeMap<&str, (usize, Vec<&Finding>)> = names.collect();
    for finding in report.findings {
        let next = pages.len();
        pages.entry(&finding.place.page).or_insert((next, Vec::new())).1.push(finding);
    }
    let mut pages: Vec<_> = pages.into_iter().collect();
    pages.sort_by_key(|(_, (at, _))| *at);
    let suites: String = pages.iter().map(|(page, (_, found))| suite(page, found, report)).collect();
    let failures = report.findings.len();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"docwright\" failures=\"{failures}\">\n{suites}</testsuites>\n"
    )
}

fn suite(page: &str, of_page: &[&Finding], report: &Report<'_>) -> String {
    let (failures, tests) = (of_page.len(), of_page.len().max(1));
    let page = escaped(page);
    let cases: String = match of_page.is_empty() {
        true => format!("    <testcase classname=\"{page}\" name=\"no findings\"/>\n"),
        false => of_page.iter().map(|finding| case(&page, finding, report)).collect(),
    };
    format!(
        "  <testsuite name=\"{page}\" tests=\"{tests}\" failures=\"{failures}\">\n{cases}  </testsuite>\n"
    )
}

fn case(page: &str, finding: &Finding, report: &Report<'_>) -> String {
    let region = report.files.region(&finding.place);
    let at = region.start;
    let (rule, severity) = (finding.rule.name, finding.severity.name());
    let (message, help) = (escaped(&finding.message), escaped(&finding.help));
    let path = escaped(&region.path);
    format!(
        "    <testcase classname=\"{page}\" name=\"{rule} {at}\">\n      \
         <failure type=\"{severity}\" message=\"{message}\">{path}:{at}: {help}</failure>\n    </testcase>\n"
    )
}

/// Text as XML holds it, in attributes too. What XML cannot hold at all is spelled out.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn ends_of_lines_are_spelled_out() {
        assert_eq!(super::escaped("a\r\nb\n"), "a&#13;&#10;b&#10;");
    }
}
