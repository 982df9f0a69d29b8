//! What the program reads: what it says to bad input, and that it writes nothing of it.

use std::fs;
use std::process::Command;

use crate::support::{PAGE, docwright};

#[test]
fn bad_input_is_reported_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("latin.md"), b"# ok\n\nna\xefve\n").unwrap();
    fs::write(at.join("words.md"), "# Only words\n").unwrap();
    fs::write(at.join("page.md"), PAGE).unwrap();
    fs::create_dir(at.join("empty")).unwrap();
    fs::write(at.join("wrong.yaml"), "apy: x\n").unwrap();
    let whole = |docs| vec!["generate", "--docs", docs, "--out", "out", "--crate-name", "x"];
    for (arguments, expected) in [
        (whole("nowhere"), "nowhere: no such file or folder"),
        (whole("empty"), "empty: no pages in it"),
        (whole("latin.md"), "latin.md:3:3: not UTF-8: found byte 0xef"),
        (whole("words.md"), "words.md:1: no operation in these docs"),
        (vec!["inspect", "latin.md"], "latin.md:3:3: not UTF-8"),
        (vec!["inspect", "nowhere"], "nowhere: no such file or folder"),
        (vec!["generate"], "no docwright.yaml in"),
        (
            vec!["generate", "--config", "wrong.yaml"],
            "wrong.yaml:1:1: unknown key `apy`; the nearest is `api`",
        ),
        (vec!["generate", "--docs", "page.md"], "--out"),
        (vec!["generate", "--docs", "page.md", "--out", "out", "--crate-name", "9 x"], "expected a letter"),
        (vec!["init", "nowhere"], "nowhere: no such file or folder"),
    ] {
        let output = docwright(at, &arguments);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
        assert!(message.contains(expected), "{arguments:?} says\n{message}\nnot\n{expected}");
        assert!(!at.join("out").exists(), "{arguments:?} wrote something");
    }
}

#[test]
fn a_project_is_read_from_the_folder_of_its_configuration() {
    for locale in ["en", "."] {
        let folder = tempfile::tempdir().unwrap();
        let config = format!("api: Widgets\nlocales:\n  en: {locale}\noutput:\n  folder: out\n");
        fs::create_dir_all(folder.path().join(locale)).unwrap();
        fs::write(folder.path().join("docwright.yaml"), config).unwrap();
        fs::write(folder.path().join(locale).join("page.md"), PAGE).unwrap();
        let output = docwright(folder.path(), &["generate"]);
        assert_eq!(output.status.code(), Some(0), "{locale}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(folder.path().join("out/lib.rs").exists());
    }
}

#[test]
fn standard_input_is_a_page_and_json_is_whole() {
    use std::io::Write;
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_docwright"))
        .args(["inspect", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(PAGE.as_bytes()).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["version", "dialect", "pages", "findings"]);
    assert_eq!(
        json["pages"][0]["operations"][0]["samples"][0]["body"],
        serde_json::json!({ "a": 1, "b": 2 })
    );
}

/// One page that is not UTF-8 is a finding; the others are read. Nothing is written of it, nor into it.
#[test]
fn a_page_that_is_not_utf8_is_a_finding_beside_others() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir_all(at.join("docs-input/en")).unwrap();
    fs::create_dir(at.join(".git")).unwrap();
    let config = "api: W\nlocales:\n  en: en\noutput:\n  folder: ../generated\n";
    fs::write(at.join("docs-input/docwright.yaml"), config).unwrap();
    let page = "# A\n\n```https\nGET /a\n```\n\ncaf?\n";
    fs::write(at.join("docs-input/en/good.md"), page).unwrap();
    let bytes: Vec<u8> = page.bytes().map(|byte| if byte == b'?' { 0xe9 } else { byte }).collect();
    fs::write(at.join("docs-input/en/latin.md"), &bytes).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_docwright"));
        let output = command.current_dir(at).args(arguments).output().unwrap();
        let words = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&words).into_owned())
    };
    for arguments in [
        &["inspect", "docs-input/en", "--format", "concise"][..],
        &["inspect", "docs-input/en", "--format", "concise", "--fix"],
        &["check", "--format", "concise"],
        &["generate"],
        &["generate", "--force"],
        &["generate", "--docs", "docs-input/en", "--out", "out", "--crate-name", "w"],
    ] {
        let (status, words) = run(arguments);
        assert!(status == Some(1) && words.contains("not-utf8"), "{arguments:?}: {status:?}: {words}");
        assert!(words.contains("latin.md:7:4"), "{arguments:?}: {words}");
        assert_eq!(fs::read(at.join("docs-input/en/latin.md")).unwrap(), bytes, "{arguments:?}");
        assert!(!at.join("generated/latin.rs").exists() && !at.join("out/src").exists(), "{arguments:?}");
    }
    let good = fs::read_to_string(at.join("docs-input/en/good.md")).unwrap();
    assert!(good.contains("```http\n"), "the other page was repaired: {good}");
    let (status, words) = run(&["diff", "docs-input/en", "docs-input/en"]);
    assert!(status == Some(2) && words.contains("not UTF-8"), "{status:?}: {words}");
}
