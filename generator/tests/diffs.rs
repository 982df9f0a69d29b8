//! One folder a case below `tests/diffs`: two revisions of a page, and what `docwright diff --all` must say of them.
//!
//! | file | what |
//! |---|---|
//! | `old.md`, `new.md` | the page, in our own words |
//! | `names.txt` | where the page is in each revision, if that is not the same place |
//! | `changes.txt` | the changes, and what they come to |
//!
//! A folder is called after the class of change that it shows; what is after `--` sets it apart from others of that class.
//! `DOCWRIGHT_BLESS=1 cargo test -p docwright --test diffs` writes `changes.txt` anew; read the difference before it is
//! kept. `semver.rs` holds the advice against the clients that the pages give.

mod cases;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use cases::{Case, cases, revision};
use docwright::dialect::Dialect;
use docwright::diff::{Bump, CLASSES, Diff, Wire, compare};
use docwright::lower::Decisions;
use docwright::report::changes::{self, ChangeFilter};

#[test]
fn every_case_says_what_it_should() {
    let mut wrong = Vec::new();
    for case in cases() {
        let found = changes::text(&case.diff(), ChangeFilter::All, "--all");
        let path = case.folder.join("changes.txt");
        if std::env::var_os("DOCWRIGHT_BLESS").is_some() {
            fs::write(&path, found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != found {
            wrong.push(format!("{}\nexpected:\n{expected}\nfound:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_class_has_a_case_and_every_case_a_class() {
    let classes: BTreeSet<&str> = CLASSES.iter().map(|class| class.name).collect();
    let mut shown = BTreeSet::new();
    for case in cases() {
        let diff = case.diff();
        let wanted = case.name().split("--").next().unwrap();
        let class = diff.changes.iter().map(|change| change.class.name).find(|name| *name == wanted);
        shown.insert(class.unwrap_or_else(|| panic!("{} does not show its class:\n{diff:#?}", case.name())));
    }
    assert_eq!(shown, classes);
}

#[test]
fn a_page_compared_with_itself_has_not_changed() {
    for Case { old, new, .. } in cases() {
        assert_eq!(compare(&old, &old), Diff::default());
        assert_eq!(compare(&new, &new), Diff::default());
    }
}

/// What is about the docs only never counts.
#[test]
fn what_a_revision_comes_to_is_what_its_changes_come_to() {
    for case in cases() {
        let diff = case.diff();
        let docs_only = diff.changes.iter().all(|change| change.bump == Bump::None);
        assert_eq!(diff.bump() == Bump::None, docs_only, "{}", case.name());
        assert!(!docs_only || diff.wire() == Wire::Compatible, "{}", case.name());
    }
}

/// Sources keep who they are: by page id, by page, by what they alone fix, by title and fields.
#[test]
fn sources_are_followed_across_renames() {
    let page = |title: &str, id: &str, kind: &str, field: &str| {
        let front = if id.is_empty() { String::new() } else { format!("---\npage-id: {id}\n---\n") };
        format!(
            "{front}# {title}\n\n## Create a widget\n\n```shell\ncurl -X POST 'https://a.test/v1/widgets' \
             -d '{{\"kind\": \"{kind}\", \"{field}\": \"x\"}}'\n```\n\n| Field | Description |\n|---|---|\n\
             | `kind` | Always `{kind}`. |\n"
        )
    };
    let dialect = Dialect::default_dialect().unwrap();
    let of_pages = |pages: &[(&str, String)]| {
        let mut all = pages
            .iter()
            .map(|(name, text)| revision(name, &format!("{name}.md"), text, Decisions::NONE, &dialect));
        let mut first = all.next().unwrap();
        first.api.sources.extend(all.flat_map(|it| it.api.sources));
        first
    };
    let (k1, k2, plain) = ("a3f9-widget-0001-std", "b7c2-widget-0002-std", "{KIND}");
    let old = of_pages(&[
        ("one", page("Left widgets", "w-1", k1, "left")),
        ("two", page("Right widgets", "", k2, "right")),
        ("three", page("Widgets of the upper shelf", "", plain, "upper")),
        ("four", page("Bolts", "", plain, "bolt")),
    ]);
    let new = of_pages(&[
        ("nuts", page("Nuts, of which nothing is like anything", "", plain, "nut")),
        ("top", page("Widgets of an upper shelf", "", plain, "upper")),
        ("second", page("All about those on the other side", "", k2, "right")),
        ("first", page("Something else", "w-1", k2, "sinister")),
    ]);
    let diff = compare(&old, &new);
    let moved: Vec<_> = diff
        .changes
        .iter()
        .filter(|change| change.class.name == "page-moved")
        .map(|change| {
            (change.old.as_ref().unwrap().page.as_str(), change.new.as_ref().unwrap().page.as_str())
        })
        .collect();
    assert_eq!(moved, [("three.md", "top.md"), ("two.md", "second.md"), ("one.md", "first.md")]);
    let whole: Vec<_> = diff
        .changes
        .iter()
        .filter(|change| change.class.name.starts_with("operation-"))
        .map(|change| (change.class.name, change.source.as_str()))
        .collect();
    assert_eq!(whole, [("operation-added", "nuts"), ("operation-removed", "four")]);
}

/// The history of the project's own page, read with what the project decides.
#[test]
fn the_projects_own_history() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    let config = docwright::config::Config::load(&docs.join("docwright.yaml")).unwrap();
    let dialect = Dialect::named(config.settings.dialect.as_deref().unwrap()).unwrap();
    let read = |page: &str| {
        let text = fs::read_to_string(docs.join(page)).unwrap();
        revision("oracle", "oracle.md", &text, Decisions::of(&config), &dialect)
    };
    let [first, second, third] =
        ["history/oracle/2020-connector.md", "history/oracle/2021-base-connection.md", "en/oracle.md"]
            .map(read);
    let classes = |diff: &Diff| diff.changes.iter().map(|it| it.class.name).collect::<Vec<_>>();

    let diff = compare(&first, &second);
    assert_eq!((diff.bump(), diff.wire()), (Bump::None, Wire::Compatible), "{diff:#?}");
    assert!(classes(&diff).contains(&"lifecycle-changed"), "{diff:#?}");

    let diff = compare(&second, &third);
    assert_eq!((diff.bump(), diff.wire()), (Bump::Minor, Wire::Compatible), "{diff:#?}");
    let real: Vec<_> = diff.changes.iter().filter(|change| !change.is_docs_only()).collect();
    assert_eq!(real.len(), 1, "{real:#?}");
    assert_eq!((real[0].class.name, real[0].path.as_deref()), ("variant-added", Some("auth")));
    for field in ["server", "port", "database", "username", "password", "schema", "sslMode"] {
        assert!(real[0].message.contains(field), "{field} is not reported: {}", real[0].message);
    }
    for (class, line) in [("constant-mismatch", 142), ("path-typo", 154), ("type-mismatch", 156)] {
        let came = diff.changes.iter().find(|it| it.message.starts_with(class)).unwrap();
        assert_eq!(
            (came.class.name, came.new.as_ref().unwrap().line),
            ("documentation-contradiction-added", line)
        );
    }
    let renamed = diff.changes.iter().find(|it| it.class.name == "placeholder-renamed").unwrap();
    let text = |place: &Option<docwright::diff::ChangePlace>| place.as_ref().unwrap().text.clone();
    assert_eq!((text(&renamed.old), text(&renamed.new)), ("{IMS_ORG}".to_owned(), "{ORG_ID}".to_owned()));
    for class in
        ["product-renamed", "table-moved", "documentation-contradiction-removed", "sample-value-changed"]
    {
        assert!(classes(&diff).contains(&class), "no {class}: {diff:#?}");
    }
}
