//! Each page of `docs-input/` alone, without a configuration, as a crate that stands by itself: it compiles without a
//! warning, its own tests pass, and they fail when the sample that they hold is changed.
//!
//! Cargo builds the crates in this checkout's target folder, with the versions that it has locked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PAGES: &[&str] = &[
    "en/oracle.md",
    "en/oracle-service-cloud.md",
    "fr/oracle-service-cloud.md",
    "history/oracle/2020-connector.md",
    "history/oracle/2021-base-connection.md",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Writes the crate of a page into a new folder.
fn generate(page: &Path, name: &str) -> PathBuf {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&out);
    let output = Command::new(env!("CARGO_BIN_EXE_docwright"))
        .args(["generate", "--crate-name", name, "--docs"])
        .arg(page)
        .arg("--out")
        .arg(&out)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::copy(root().join("Cargo.lock"), out.join("Cargo.lock")).unwrap();
    out
}

/// Runs cargo in a crate. It shares this checkout's target folder, so that what both depend on is built once.
fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(folder).env("CARGO_TARGET_DIR", target).args(arguments).output().unwrap()
}

/// Fails unless cargo succeeded, without a warning.
fn is_clean(output: &Output, what: &str) {
    let words = words(output);
    assert!(output.status.success() && !words.contains("warning: "), "{what}:\n{words}");
}

fn words(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

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
