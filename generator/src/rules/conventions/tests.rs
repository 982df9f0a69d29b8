use super::*;
use crate::dialect::Dialect;
use crate::source::File;

/// Pages of one operation for each label, read together: the label that each finding proposes.
fn proposed(labels: &[&str]) -> Vec<String> {
    let dialect = Dialect::default_dialect().unwrap();
    let text = |label: &&str| format!("# T\n\n```{label}\nGET /things\n```\n\n```json\n{{}}\n```\n");
    let page = |(at, label)| crate::project::understand(File::new(format!("{at}.md"), text(label)), &dialect);
    let pages: Vec<PageRead> = labels.iter().enumerate().map(page).collect();
    let found = fence_language(&pages.iter().collect::<Vec<_>>());
    found.iter().map(|finding| format!("{} {}", finding.place.page, finding.help)).collect()
}

#[test]
fn the_label_that_is_wanted_is_the_one_that_these_pages_use() {
    let cases: &[(&[&str], &[&str])] = &[
        (&["plaintext", "plaintext", "plaintext", "json"], &["3.md label it `plaintext`"]),
        (&["", "", "", "http"], &[]),
        (&["http", "https"], &["1.md label it `http`"]),
        (&["https"], &["0.md label it `http`"]),
        (&["HTTP", "http", ""], &["2.md label it `http`"]),
        (&["json", "text", "http"], &[]),
        (&["html"], &[]),
    ];
    for (labels, wanted) in cases {
        assert_eq!(proposed(labels), *wanted, "{labels:?}");
    }
}

/// Operations of a page, each with what follows its request line: where the rule of that name finds exceptions.
fn lines_of(rule: &str, operations: &[&str]) -> Vec<usize> {
    let dialect = Dialect::default_dialect().unwrap();
    let one = |(at, rest): (usize, &&str)| format!("## {at}\n\n```http\nPOST /things/{at}\n```\n\n{rest}\n");
    let text: String = operations.iter().enumerate().map(one).collect();
    let page = crate::project::understand(File::new("page.md", format!("# T\n\n{text}")), &dialect);
    let found = exceptions(&[&page], &dialect).into_iter().filter(|finding| finding.rule.name == rule);
    found.map(|finding| page.file.line(finding.place.span.start)).collect()
}

#[test]
fn what_these_docs_never_do_is_no_fault_of_each_operation() {
    let answered = "```json\n{\"id\": 1}\n```\n";
    let typed =
        "```\ncurl https://x.test/things/N -H 'Content-Type: application/json' -d '{\"a\": 1}'\n```\n";
    let bare = "```\ncurl https://x.test/things/N -d '{\"a\": 1}'\n```\n";
    let documented =
        "```\ncurl https://x.test/t -d '{\"a\": 1}'\n```\n\n| Field | Type |\n|--|--|\n| a | integer |\n";
    let partly = "```\ncurl https://x.test/t -d '{\"b\": 1}'\n```\n";
    let cases: [(&str, &[&str], &[usize]); 6] = [
        ("response-missing", &["", "", ""], &[]),
        ("response-missing", &[answered, "", ""], &[]),
        ("response-missing", &[answered, answered, ""], &[26]),
        ("content-type-mismatch", &[bare, bare], &[]),
        ("content-type-mismatch", &[typed, typed, bare], &[30]),
        ("field-undocumented", &[documented, documented, partly], &[38]),
    ];
    for (rule, operations, lines) in cases {
        assert_eq!(lines_of(rule, operations), lines, "{rule} {operations:?}");
    }
    assert_eq!(lines_of("field-undocumented", &[partly, partly]), Vec::<usize>::new());
}

#[test]
fn a_habit_has_few_exceptions() {
    let cases = [
        (1, 1, false),
        (2, 1, false),
        (3, 1, true),
        (10, 1, true),
        (10, 2, false),
        (100, 10, true),
        (100, 11, false),
    ];
    for (places, exceptions, habit) in cases {
        assert_eq!(is_habit(places, exceptions, 1), habit, "{exceptions} of {places}");
    }
}
