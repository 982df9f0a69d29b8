//! `docwright init`: a configuration that the other commands take.

use std::fs;

use crate::support::{PAGE, docwright};

#[test]
fn init_writes_a_configuration_that_generate_takes() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("Cargo.toml"), "").unwrap();
    fs::create_dir_all(at.join("docs-input/en")).unwrap();
    fs::write(at.join("docs-input/en/widgets.md"), PAGE).unwrap();
    assert_eq!(docwright(at, &["init"]).status.code(), Some(0));
    assert_eq!(docwright(at, &["init"]).status.code(), Some(2), "an existing file is kept");

    let first = docwright(at, &["generate"]);
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    assert!(at.join("generated/src/widgets.rs").is_file());
    assert_eq!(docwright(at, &["generate", "--check"]).status.code(), Some(0));

    fs::write(at.join("docs-input/en/widgets.md"), PAGE.replace("\"a\"", "\"b\"")).unwrap();
    let stale = docwright(at, &["generate", "--check"]);
    assert_eq!(stale.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&stale.stderr).contains("changed  src/widgets.rs"));
    let checked = docwright(at, &["check", "--format", "concise"]);
    assert_eq!(checked.status.code(), Some(1));
    let reported = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(reported.contains("widgets.rs:1:1: error[output-stale]"), "{reported}");
}

#[test]
fn init_writes_a_configuration_for_docs_that_are_no_part_of_anything() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("docs")).unwrap();
    fs::write(at.join("docs/widgets.md"), PAGE).unwrap();
    assert_eq!(docwright(at, &["init", "docs"]).status.code(), Some(0));
    for _ in 0..2 {
        let written = docwright(&at.join("docs"), &["generate"]);
        assert_eq!(written.status.code(), Some(0), "{}", String::from_utf8_lossy(&written.stderr));
        assert!(at.join("docs/generated/src/widgets.rs").is_file());
    }
}
