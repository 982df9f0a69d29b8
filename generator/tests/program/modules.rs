//! What crates and their modules are called, and where they go.

use std::fs;
use std::process::Command;

use crate::support::{PAGE, docwright};

#[test]
fn pages_of_one_name_in_two_folders_are_two_sources() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        fs::create_dir_all(folder.path().join("docs").join(name)).unwrap();
        fs::write(folder.path().join("docs").join(name).join("widget.md"), PAGE).unwrap();
    }
    let output =
        docwright(folder.path(), &["generate", "--docs", "docs", "--out", "out", "--crate-name", "x"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    for module in ["a_widget.rs", "b_widget.rs"] {
        assert!(folder.path().join("out/src").join(module).is_file(), "{module}");
    }
}

/// What a crate cannot be called, and where it cannot go.
#[test]
fn a_crate_has_a_name_that_works_and_a_place_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir_all(at.join("docs/more")).unwrap();
    fs::write(at.join("docs/page.md"), "# A\n\n```http\nGET /a\n```\n").unwrap();
    let run = |out: &str, name: &str| {
        let arguments = ["generate", "--docs", "docs", "--out", out, "--crate-name", name];
        let mut command = Command::new(env!("CARGO_BIN_EXE_docwright"));
        let output = command.current_dir(at).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for name in ["fn", "serde", "serde-json", "std", "1a", "a b;c", "a.b", ""] {
        let (status, words) = run("out", name);
        assert!(status == Some(2) && words.contains("expected"), "{name}: {status:?}: {words}");
    }
    for out in ["docs", "docs/out", "docs/more/../x", "./docs/more"] {
        let (status, words) = run(out, "a");
        assert!(status == Some(2) && words.contains("is inside of the docs"), "{out}: {status:?}: {words}");
    }
    assert_eq!(run("docs2", "a").0, Some(0));
    assert_eq!(fs::read_dir(at.join("docs")).unwrap().count(), 2);
}

/// Pages that are called as files of the crate are have modules of other names, and the next run has nothing to do.
#[test]
fn no_page_takes_the_place_of_a_file_of_the_crate() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("docs")).unwrap();
    for name in ["lib", "main", "runtime", "shared", "schemas", "samples", "model"] {
        fs::write(at.join(format!("docs/{name}.md")), PAGE.replace("/w", &format!("/{name}"))).unwrap();
    }
    let generate = ["generate", "--docs", "docs", "--out", "out", "--crate-name", "taken"];
    for _ in 0..2 {
        let output = docwright(at, &generate);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let reported = docwright(at, &[&generate[..], &["--check"]].concat());
    assert_eq!(reported.status.code(), Some(0), "{}", String::from_utf8_lossy(&reported.stderr));
    let root = fs::read_to_string(at.join("out/src/lib.rs")).unwrap();
    let sources = root.matches("#[cfg(feature = \"").count();
    assert!(root.contains("pub mod lib_source;") && sources >= 7, "{root}");
    assert!(at.join("out/src/lib_source.rs").is_file());
}
