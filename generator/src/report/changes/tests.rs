use super::{ChangeFilter, code, excerpt, github, markdown};
use crate::diff::{Between, Bump, CLASSES, Change, ChangePlace, Diff, Wire};

#[test]
fn doc_text_cannot_become_markup() {
    for (text, expected) in [("a", "`a`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("", "nothing")] {
        assert_eq!(code(text), expected);
    }
}

#[test]
fn long_texts_are_cut_to_where_they_differ() {
    let text: Vec<char> = "0123456789".repeat(20).chars().collect();
    assert_eq!(excerpt(&text, 0), format!("{}…", "0123456789".repeat(10)));
    assert_eq!(excerpt(&text, 130), format!("…{}", "0123456789".repeat(10)));
    assert_eq!(excerpt(&text[..50], 30), "0123456789".repeat(5));
}

#[test]
fn annotations_keep_to_one_line_and_their_place() {
    let place = ChangePlace { page: "a,b:c.md".into(), line: 3, text: "x".into() };
    let change = Change {
        class: CLASSES[0],
        wire: Wire::Breaks,
        bump: Bump::Major,
        source: "s".into(),
        operation: Some("GET /a%20b".into()),
        path: None,
        old: None,
        new: Some(place),
        message: "one\ntwo".into(),
    };
    let diff = Diff { changes: vec![change], ..Diff::default() };
    let text = github(&diff, ChangeFilter::Reported);
    let first = text.lines().next().unwrap();
    assert_eq!(
        first,
        "::error file=a%2Cb%3Ac.md,line=3,title=operation-removed (major%2C breaks on the wire)::s  GET /a%2520b: one two"
    );
    assert!(markdown(&diff, ChangeFilter::Reported).contains("- **version**: major"));

    // no version follows from how a document differs
    let diff = Diff { between: Between::Documents, ..diff };
    let text = github(&diff, ChangeFilter::Reported);
    assert!(text.contains("title=operation-removed::") && !text.contains("major"), "{text}");
    let text = markdown(&diff, ChangeFilter::Reported);
    assert!(text.starts_with("## How docs and spec differ\n\n- **1 difference**\n"), "{text}");
    assert!(text.contains("- **operation-removed**: one two\n  - `x` (`a,b:c.md:3`)\n"), "{text}");
}
