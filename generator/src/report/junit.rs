//! Findings as JUnit's XML: a suite for each page, a failure for each finding, and one test passed for a page without any.

use indexmap::IndexMap;
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::Report;
use super::text::one_line;
use crate::finding::Finding;

pub(super) fn print(report: &Report<'_>) -> String {
    let mut pages: IndexMap<&str, Vec<&Finding>> =
        report.files.names().into_iter().map(|page| (page, Vec::new())).collect();
    for finding in report.findings {
        pages.entry(&finding.place.page).or_default().push(finding);
    }
    let mut junit = quick_junit::Report::new("docwright");
    junit.add_test_suites(pages.iter().map(|(page, found)| suite(page, found, report)));
    // what is written into memory cannot fail
    junit.to_string().unwrap_or_default()
}

fn suite(page: &str, found: &[&Finding], report: &Report<'_>) -> TestSuite {
    let page = one_line(page);
    let mut suite = TestSuite::new(&*page);
    if found.is_empty() {
        suite.add_test_case(case(&page, "no findings", TestCaseStatus::success()));
    }
    suite.add_test_cases(found.iter().map(|finding| failure(&page, finding, report)));
    suite
}

fn failure(page: &str, finding: &Finding, report: &Report<'_>) -> TestCase {
    let region = report.files.region(&finding.place);
    let (path, at) = (one_line(&region.path), region.start);
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status
        .set_type(finding.severity.name())
        .set_message(one_line(&finding.message))
        .set_description(format!("{path}:{at}: {}", one_line(&finding.help)));
    case(page, &format!("{} {at}", finding.rule.name), status)
}

fn case(page: &str, name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(page);
    case
}
