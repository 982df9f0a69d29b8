//! `--fix`, `--unsafe-fixes` and `--diff`: what they change, and that they change nothing else.

use std::fs;
use std::process::{Command, Stdio};

use crate::support::docwright;

const PAGE: &str = "# W\n\n## Create a widget\n\n```https\nPOST /w\n```\n\n```shell\ncurl -X POST 'https://a.test/w' -H 'Content-Type: application/json' -d '{\n    \
                    \"color\": 1\n    \"size\": 2\n  }'\n```\n\n| Property | Description |\n| --- | --- |\n| `colro` | Its color. |\n\n\
                    ```json\n{\"id\": \"1\"}\n```\n";

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder with one page.
fn folder(page: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("p.md"), page).unwrap();
    folder
}

#[test]
fn fixes_change_what_they_are_about_and_no_other_byte() {
    for (before, options, after, summary) in [
        (
            PAGE.to_owned(),
            &["--fix"][..],
            PAGE.replace("https\nP", "http\nP").replace("colro", "color"),
            "2 faults fixed in 1 file",
        ),
        (
            PAGE.to_owned(),
            &["--unsafe-fixes"],
            PAGE.replace("https\nP", "http\nP").replace("colro", "color").replace("1\n    ", "1,\n    "),
            "3 faults fixed in 1 file",
        ),
        (
            PAGE.to_owned(),
            &["--fix", "--select", "path-typo"],
            PAGE.replace("colro", "color"),
            "1 fault fixed in 1 file",
        ),
        (PAGE.to_owned(), &["--fix", "--ignore", "MU,TB"], PAGE.to_owned(), "nothing fixed"),
        // a byte order mark, other line ends, blanks and no line end at the end
        (
            format!("\u{feff}{}  \t\r\n\n  x", PAGE.replace('\n', "\r\n")),
            &["--fix"],
            format!(
                "\u{feff}{}  \t\r\n\n  x",
                PAGE.replace("https\nP", "http\nP").replace("colro", "color").replace('\n', "\r\n")
            ),
            "2 faults fixed in 1 file",
        ),
    ] {
        let folder = folder(&before);
        let output = docwright(folder.path(), &[&["inspect", "p.md"], options].concat());
        assert_eq!(fs::read_to_string(folder.path().join("p.md")).unwrap(), after, "{options:?}");
        let notes = words(&output.stderr);
        assert!(notes.contains(summary), "{options:?}: {notes}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "a file is left over");
    }
}

#[test]
fn what_is_left_is_reported_and_decides_the_exit_status() {
    let folder = folder(PAGE);
    let first = docwright(folder.path(), &["inspect", "p.md", "--format", "concise"]);
    assert!(
        words(&first.stderr).contains("; --fix fixes 2, --unsafe-fixes 1 more"),
        "{}",
        words(&first.stderr)
    );
    assert_eq!(first.status.code(), Some(1));
    let safe = docwright(folder.path(), &["inspect", "p.md", "--format", "concise", "--fix"]);
    let reported = words(&safe.stdout);
    assert!(reported.contains("[json-invalid]") && !reported.contains("[path-typo]"), "{reported}");
    assert_eq!(safe.status.code(), Some(1));
    assert_eq!(docwright(folder.path(), &["inspect", "p.md", "--unsafe-fixes"]).status.code(), Some(0));
}

/// What `--diff` prints is what `patch` takes, and it writes nothing.
#[test]
fn a_diff_shows_and_writes_nothing() {
    let folder = folder(PAGE);
    let output = docwright(folder.path(), &["inspect", "p.md", "--diff"]);
    let expected = "--- a/p.md\n+++ b/p.md\n@@ -2,7 +2,7 @@\n \n ## Create a widget\n \n-```https\n+```http\n POST /w\n ```\n \n@@ \
                    -15,7 +15,7 @@\n \n | Property | Description |\n | --- | --- |\n-| `colro` | Its color. |\n+| `color` | Its color. \
                    |\n \n ```json\n {\"id\": \"1\"}\n";
    assert_eq!(words(&output.stdout), expected);
    assert!(words(&output.stderr).contains("2 faults would be fixed in 1 file"));
    assert_eq!(output.status.code(), Some(1), "the errors are there still");
    assert_eq!(fs::read_to_string(folder.path().join("p.md")).unwrap(), PAGE);
}

#[test]
fn standard_input_is_shown_and_not_written() {
    use std::io::Write;
    let run = |arguments: &[&str]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_docwright"))
            .args(["inspect", "-"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(PAGE.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    let shown = run(&["--diff"]);
    assert!(words(&shown.stdout).contains("+```http\n"), "{}", words(&shown.stdout));
    let refused = run(&["--fix"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(words(&refused.stderr).contains("standard input: has no file to write to; --diff shows"));
}

/// The shell takes the quotes off a word that is in none, and then JSON asks for them again. The safe fixes are made all
/// the same.
#[test]
fn fixes_that_feed_each_other_are_left_out() {
    let (before, rest) = PAGE.split_once("-d '{").unwrap();
    let page = format!("{before}-d word{}", rest.split_once("}'").unwrap().1);
    let folder = folder(&page);
    let output = docwright(folder.path(), &["inspect", "p.md", "--unsafe-fixes"]);
    let notes = words(&output.stderr);
    let after = fs::read_to_string(folder.path().join("p.md")).unwrap();
    assert_eq!(after, page.replace("https\nP", "http\nP"));
    assert!(
        notes.contains("p.md: its unsafe fixes feed each other and were left out; fix it by hand"),
        "{notes}"
    );
}

/// Pages of one name below two paths are two pages.
#[test]
fn each_of_two_pages_of_one_name_is_repaired() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("a/p.md"), PAGE).unwrap();
    fs::write(folder.path().join("b/p.md"), PAGE.replace("colro", "sise")).unwrap();
    let output = docwright(folder.path(), &["inspect", "a", "b", "--fix", "--format", "concise"]);
    assert!(words(&output.stdout).contains("a/p.md:12"), "{}", words(&output.stdout));
    let after = |name: &str| fs::read_to_string(folder.path().join(name).join("p.md")).unwrap();
    assert!(after("a").contains("| `color` |") && after("b").contains("| `size` |"));
}

const CONFIG: &str = "# ours\napi: W\nlocales:\n  en: en\noutput:\n  folder: ../generated\n\nresolutions:\n  # about a\n  - source: w\n    \
                      field: a\n    disputed: [x, y]\n    holds: x\n    reason: >-\n      Because\n      of it.\n\n  # about b\n  - source: w\n    \
                      field: b  # here\n    disputed:\n      - x\n      - y\n    holds: x\n    reason: So.\n# end\nrules:\n  path-typo: error\n";

#[test]
fn a_project_is_fixed_with_its_configuration_and_its_output() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir_all(at.join("docs-input/en")).unwrap();
    fs::write(at.join("Cargo.toml"), "").unwrap();
    fs::write(at.join("docs-input/en/w.md"), PAGE).unwrap();
    fs::write(at.join("docs-input/docwright.yaml"), CONFIG).unwrap();
    let diff = docwright(at, &["check", "--diff"]);
    let shown = words(&diff.stdout);
    assert!(
        shown.contains("--- a/docs-input/en/w.md\n") && shown.contains("--- a/docs-input/docwright.yaml\n"),
        "{shown}"
    );
    assert!(!at.join("generated").exists());

    // both entries are unused (resolution-unused), and nothing is generated yet (output-stale)
    let output = docwright(at, &["check", "--unsafe-fixes", "--format", "concise"]);
    assert_eq!(output.status.code(), Some(0), "{}", words(&output.stderr));
    assert_eq!(words(&output.stdout), "", "{}", words(&output.stderr));
    let notes = words(&output.stderr);
    assert!(notes.contains("5 faults fixed in 2 files\n") && notes.contains(" files generated\n"), "{notes}");
    let config = fs::read_to_string(at.join("docs-input/docwright.yaml")).unwrap();
    let (before, _) = CONFIG.split_once("  - source").unwrap();
    assert_eq!(config, format!("{before}\n  # about b\n# end\nrules:\n  path-typo: error\n"));
    assert_eq!(docwright(at, &["generate", "--check"]).status.code(), Some(0));
}

/// `--fix` generates, but not over what a hand changed (output-edited).
#[test]
fn what_a_hand_changed_is_not_repaired() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir_all(at.join("docs-input/en")).unwrap();
    fs::write(at.join("Cargo.toml"), "").unwrap();
    fs::write(at.join("docs-input/en/w.md"), PAGE).unwrap();
    fs::write(at.join("docs-input/docwright.yaml"), CONFIG.split("resolutions").next().unwrap()).unwrap();
    assert_eq!(docwright(at, &["generate"]).status.code(), Some(0));
    fs::write(at.join("generated/w.rs"), "// mine\n").unwrap();
    let output = docwright(at, &["check", "--unsafe-fixes", "--format", "concise"]);
    assert_eq!(output.status.code(), Some(1), "{}", words(&output.stderr));
    assert!(words(&output.stdout).contains("error[output-edited]"), "{}", words(&output.stdout));
    assert_eq!(fs::read_to_string(at.join("generated/w.rs")).unwrap(), "// mine\n");
    assert!(
        fs::read_to_string(at.join("docs-input/en/w.md")).unwrap().contains("| `color` |"),
        "the page is fixed"
    );
}

/// A page that is a link is fixed where it lies, and may be read by those who could read it before.
#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (page, link) = (folder.path().join("real"), folder.path().join("p.md"));
    fs::write(&page, PAGE).unwrap();
    fs::set_permissions(&page, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real", &link).unwrap();
    assert_eq!(docwright(folder.path(), &["inspect", "p.md", "--unsafe-fixes"]).status.code(), Some(0));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&page).unwrap().contains("| `color` |"));
    assert_eq!(fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o640);
}
