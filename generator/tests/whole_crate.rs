//! Each page of `docs-input/` alone, without a configuration, as a crate that stands by itself: it compiles without a
//! warning, its own tests pass, and they fail when the sample that they hold is changed.

mod crates;

use std::fs;

use crates::{cargo, generate, is_clean, root, words};

const PAGES: &[&str] = &[
    "en/oracle.md",
    "en/oracle-service-cloud.md",
    "fr/oracle-service-cloud.md",
    "history/oracle/2020-connector.md",
    "history/oracle/2021-base-connection.md",
];

/// The feature of the page's source, without an HTTP stack: the crates' tests need none.
fn alone(page: &str) -> [String; 2] {
    ["--no-default-features".into(), format!("--features={}", docwright::lower::module_name(page))]
}

#[test]
fn each_page_alone_gives_a_crate_whose_tests_hold_it_to_the_page() {
    for page in PAGES {
        let name = format!("alone-{}", page.trim_end_matches(".md").replace('/', "-"));
        let folder = generate(&root().join("docs-input").join(page), &name);
        let features = alone(page);
        let test = |what: &str| cargo(&folder, &["test", what, &features[0], &features[1]]);

        let passed = test("--tests");
        is_clean(&passed, page);
        assert!(words(&passed).contains("test result: ok."), "{page}");
        let documented = cargo(&folder, &["doc", "--no-deps", &features[0], &features[1]]);
        is_clean(&documented, page);

        // the first value of the first sample that the crate holds
        let file = folder.join(format!("tests/samples/{}.rs", docwright::lower::module_name(page)));
        let text = fs::read_to_string(&file).unwrap();
        let at = text.find("\"name\": \"").unwrap() + "\"name\": \"".len();
        fs::write(&file, format!("{}Changed {}", &text[..at], &text[at..])).unwrap();
        let changed = test("--tests");
        assert!(!changed.status.success(), "{page}: a changed sample goes unnoticed");
        assert!(words(&changed).contains("post_connections ... FAILED"), "{page}:\n{}", words(&changed));
    }
}

#[test]
fn with_every_feature_the_crate_and_its_examples_compile() {
    let folder = generate(&root().join("docs-input/en/oracle.md"), "every-feature");
    let clippy = cargo(&folder, &["clippy", "--all-features", "--all-targets"]);
    is_clean(&clippy, "clippy");
    let examples = cargo(&folder, &["test", "--doc", "--all-features"]);
    is_clean(&examples, "examples");
}
