//! Each page of `docs-input/` alone, without a configuration, as a crate of its own: it compiles without a
//! warning, its own tests pass, and they fail when the sample that they hold is changed.

mod crates;

use std::fs;
use std::path::Path;

use crates::{cargo, generate, is_clean, member, root, words, workspace};
use docwright::dialect::Dialect;

const PAGES: &[&str] = &[
    "en/oracle.md",
    "en/oracle-service-cloud.md",
    "fr/oracle-service-cloud.md",
    "history/oracle/2020-connector.md",
    "history/oracle/2021-base-connection.md",
];

#[test]
fn each_page_alone_gives_a_crate_whose_tests_hold_it_to_the_page() {
    let workspace = workspace("alone");
    let crates: Vec<_> = PAGES
        .iter()
        .map(|page| {
            let name = format!("alone-{}", page.trim_end_matches(".md").replace('/', "-"));
            let folder = member(&workspace, &root().join("docs-input").join(page), &name);
            (folder, name, docwright::naming::module_name(page))
        })
        .collect();
    // without an HTTP stack: the crates' tests need none
    let modules: Vec<&str> = crates.iter().map(|(_, _, module)| module.as_str()).collect();
    let features = format!("--features={}", modules.join(","));
    let test =
        || cargo(&workspace, &["test", "--tests", "--no-fail-fast", "--no-default-features", &features]);

    let passed = test();
    is_clean(&passed, "alone");
    assert_eq!(words(&passed).matches("tests/samples.rs (").count(), PAGES.len(), "{}", words(&passed));

    // the first value of the first sample that each crate holds
    for (folder, _, module) in &crates {
        let file = folder.join(format!("tests/samples/{module}.json"));
        let text = fs::read_to_string(&file).unwrap();
        let at = text.find("\"line_").unwrap();
        let at = at + text[at..].find("\"name\": \"").unwrap() + "\"name\": \"".len();
        fs::write(&file, format!("{}Changed {}", &text[..at], &text[at..])).unwrap();
    }
    let changed = words(&test());
    for (_, name, _) in &crates {
        let fails = changed.contains(&format!("`-p {name} --test samples`"));
        assert!(fails, "{name}: a changed sample goes unnoticed:\n{changed}");
    }
    assert!(changed.contains("line_"), "{changed}");
}

/// Real pages that lie beside this checkout, where they do: all together and each alone.
#[test]
#[ignore = "takes minutes: one crate for each of many pages"]
fn pages_from_elsewhere_give_sound_crates() {
    let docs = root().join("../shared/corpus/aep/en");
    let Ok(pages) = docwright::project::pages(&docs, &Dialect::default_dialect().unwrap()) else {
        println!("skipped: no pages in {}", docs.display());
        return;
    };
    let paths = pages.iter().map(|page| (page.file.name.to_string(), docs.join(&*page.file.name)));
    for (number, (page, path)) in paths.chain([("all".to_owned(), docs.clone())]).enumerate() {
        let folder = generate(&path, &format!("elsewhere-{number}"));
        let clippy = ["clippy", "--all-features", "--all-targets", "--", "-W", "missing_docs"];
        is_clean(&cargo(&folder, &clippy), &page);
        is_clean(&cargo(&folder, &["doc", "--no-deps", "--all-features"]), &page);
        let tested = cargo(&folder, &["test", "--all-features"]);
        is_clean(&tested, &page);
        assert!(words(&tested).contains("test result: ok."), "{page}");
        println!("{page}: sound");
    }
}

#[test]
fn with_every_feature_the_crate_and_its_examples_compile() {
    let folder = generate(&root().join("docs-input/en/oracle.md"), "every-feature");
    let clippy = cargo(&folder, &["clippy", "--all-features", "--all-targets"]);
    is_clean(&clippy, "clippy");
    is_clean(&cargo(&folder, &["doc", "--no-deps", "--all-features"]), "doc");
    let examples = cargo(&folder, &["test", "--doc", "--all-features"]);
    is_clean(&examples, "examples");
}

/// Docs without a URL: whoever makes the client says where the API is.
#[test]
fn clients_that_are_told_their_server_compile() {
    let page = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-base-url.md");
    fs::write(&page, "# Notes\n\n## List the notes\n\n```\nGET /notes\n```\n").unwrap();
    let folder = generate(&page, "no-base-url");
    let clippy = cargo(&folder, &["clippy", "--all-features", "--all-targets"]);
    is_clean(&clippy, "clippy");
    let examples = cargo(&folder, &["test", "--doc", "--all-features"]);
    is_clean(&examples, "examples");
}
