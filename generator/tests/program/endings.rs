//! How the program ends, and what it prints on the way.

use std::fs;
use std::process::Command;

use crate::support::{PAGE, docwright, project};

/// 0: nothing at or above the threshold. 1: something is, or output is stale. 2: the program could not do its job.
#[test]
fn every_command_ends_as_it_should() {
    let folder = project(|config| config);
    let at = folder.path();
    fs::write(at.join("page.md"), PAGE).unwrap();
    fs::write(
        at.join("typo.md"),
        PAGE.replace("\n```json", "\n| Property | Is |\n| --- | --- |\n| `A` | a |\n\n```json"),
    )
    .unwrap();
    fs::create_dir(at.join("mixed")).unwrap();
    fs::write(at.join("mixed/a.md"), PAGE).unwrap();
    fs::write(at.join("mixed/b.md"), b"# na\xefve\n").unwrap();
    let config = fs::read_to_string(at.join("docs-input/docwright.yaml")).unwrap();
    fs::write(at.join("wrong.yaml"), config + "\nrules:\n  nothing-of-ours: off\n").unwrap();
    for (arguments, status) in [
        (&["diff"][..], 2),
        (&["check"], 1),
        (&["generate", "--check"], 1),
        (&["generate", "--check", "--fail-on", "never"], 1),
        (&["generate", "--fail-on", "error"], 1),
        (&["generate"], 0),
        (&["generate", "--check"], 0),
        (&["diff"], 0),
        (&["diff", "docs-input"], 2),
        (&["diff", "docs-input", "docs-input", "--git", "HEAD"], 2),
        (&["check"], 1),
        (&["check", "--fail-on", "never"], 0),
        (&["check", "--ignore", "MU,TB", "--fail-on", "info"], 0),
        (&["check", "--format", "json", "--select", "TB104"], 0),
        (&["check", "--format", "sarif", "--select", "TB104", "--fail-on", "info"], 1),
        (&["check", "--diff"], 1),
        (&["check", "--write-baseline", "docs-input"], 2),
        (&["check", "--baseline", "nowhere.json"], 2),
        (&["check", "--format", "yaml"], 2),
        (&["check", "--config", "page.md"], 2),
        (&["inspect", "page.md"], 0),
        (&["inspect", "typo.md"], 1),
        (&["inspect", "typo.md", "--fail-on", "never"], 0),
        (&["inspect", "typo.md", "--fix"], 0),
        (&["inspect"], 2),
        (&["inspect", "nowhere"], 2),
        (&["inspect", "--format", "json", "mixed"], 1),
        (&["inspect", "page.md", "mixed"], 1),
        (&["inspect", "--config", "wrong.yaml", "page.md"], 2),
        (&["explain", "path-typo"], 0),
        (&["explain", "nothing-of-ours"], 2),
        (&["explain", "oracle::nothing"], 2),
        (&["init", "docs-input"], 2),
        (&["--version"], 0),
        (&["nothing"], 2),
    ] {
        let output = docwright(at, arguments);
        let reported = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {reported}");
        // what the program could not do is reported, and nothing that looks like a result
        assert!(
            status != 2 || (!reported.is_empty() && output.stdout.is_empty()),
            "{arguments:?}: {reported}"
        );
    }
}

#[test]
fn the_exit_status_follows_the_threshold() {
    let folder = tempfile::tempdir().unwrap();
    let warned = PAGE.replace("```http", "```https");
    fs::write(folder.path().join("page.md"), warned).unwrap();
    for (threshold, status) in [("error", 0), ("warning", 1), ("info", 1), ("never", 0)] {
        let output = docwright(folder.path(), &["inspect", "page.md", "--fail-on", threshold]);
        assert_eq!(output.status.code(), Some(status), "{threshold}");
    }
}

#[test]
fn rules_are_selected_and_ignored() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.md"), PAGE.replace("```http", "```https")).unwrap();
    let reported = |arguments: &[&str]| {
        let all = [&["inspect", "page.md", "--format", "json"], arguments].concat();
        let output = docwright(folder.path(), &all);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        json["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["code"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(reported(&[]), ["MU001", "TB104"]);
    assert_eq!(reported(&["--select", "fence-language"]), ["MU001"]);
    assert_eq!(reported(&["--select", "MU,TB", "--ignore", "TB104"]), ["MU001"]);
    let unknown = docwright(folder.path(), &["inspect", "page.md", "--ignore", "fence-langauge"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("the nearest is `fence-language`"));
}

#[test]
fn classes_of_changes_are_selected_and_ignored() {
    let folder = tempfile::tempdir().unwrap();
    let page = |fields: &str| format!("# Kites\n\n```http\nPOST /kites\n\n{fields}\n```\n");
    fs::write(folder.path().join("old.md"), page("{ \"name\": \"a\", \"tail\": 1 }")).unwrap();
    fs::write(folder.path().join("new.md"), page("{ \"name\": 1, \"string\": true }")).unwrap();
    let classes = |arguments: &[&str]| {
        let all = [&["diff", "old.md", "new.md", "--format", "json"], arguments].concat();
        let output = docwright(folder.path(), &all);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let classes = json["changes"].as_array().unwrap().iter();
        let classes: Vec<_> = classes.map(|it| it["class"].as_str().unwrap().to_owned()).collect();
        (classes, output.status.code())
    };
    let all = ["type-changed", "optional-field-added", "request-field-removed"].map(str::to_owned).to_vec();
    assert_eq!(classes(&[]), (all.clone(), Some(1)));
    assert_eq!(classes(&["--select", "type-changed"]), (vec![all[0].clone()], Some(1)));
    assert_eq!(classes(&["--ignore", "type-changed,OPTIONAL-FIELD-ADDED"]), (vec![all[2].clone()], Some(1)));
    assert_eq!(classes(&["--select", "error-added"]), (vec![], Some(0)));
    for arguments in [
        ["diff", "old.md", "new.md", "--select", "TB101"],
        ["inspect", "old.md", "-q", "--ignore", "type-changed"],
    ] {
        let output = docwright(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("of changes")
                || String::from_utf8_lossy(&output.stderr).contains("is a rule")
        );
    }
}

#[test]
fn colours_quiet_and_verbose() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("docs-input")).unwrap();
    fs::write(folder.path().join("docs-input/page.md"), PAGE.replace("```http", "```https")).unwrap();
    fs::write(folder.path().join("Cargo.toml"), "").unwrap();
    assert_eq!(docwright(folder.path(), &["init"]).status.code(), Some(0));
    assert_eq!(docwright(folder.path(), &["generate"]).status.code(), Some(0));
    for (arguments, has_color, has_info, has_notes) in [
        (&["check"][..], false, false, true),
        (&["check", "--color", "always"], true, false, true),
        (&["check", "--color", "never", "-v"], false, true, true),
        (&["check", "--color", "auto", "-q"], false, false, false),
        (&["-v", "--quiet", "check"], false, true, false),
        (&["check", "--color", "always", "--format", "concise", "-v"], false, true, true),
    ] {
        for no_color in ["", "1"] {
            let output = Command::new(env!("CARGO_BIN_EXE_docwright"))
                .current_dir(folder.path())
                .args(arguments)
                .env("NO_COLOR", no_color)
                .output()
                .unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            let reported =
                (text.contains('\u{1b}'), text.contains("field-undocumented"), !output.stderr.is_empty());
            assert_eq!(reported, (has_color, has_info, has_notes), "{arguments:?}: {text}");
            assert!(text.contains("fence-language"), "{arguments:?}: {text}");
        }
    }
}

/// A full device is reported; a reader that leaves is no failure.
#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    let text = (0..3_000).map(|n| format!("## Part {n}\n\n```http\nGET /p{n}\n```\n\n")).collect::<String>();
    fs::write(folder.path().join("page.md"), text).unwrap();
    let run = |command: &str| {
        let script = format!("set -o pipefail; {command}");
        let mut shell = Command::new("bash");
        shell
            .current_dir(folder.path())
            .args(["-c", &script])
            .env("DOCWRIGHT", env!("CARGO_BIN_EXE_docwright"));
        let output = shell.output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for format in ["full", "json", "sarif"] {
        let (status, words) = run(&format!("$DOCWRIGHT inspect page.md --format {format} > /dev/full"));
        assert!(
            status == Some(2) && words.contains("standard output: cannot be written"),
            "{status:?} {words}"
        );
        let (status, words) =
            run(&format!("$DOCWRIGHT -q inspect page.md --fail-on never --format {format} | head -c1"));
        assert_eq!((status, words.as_str()), (Some(0), ""), "{format}");
        let (status, _) = run(&format!(
            "$DOCWRIGHT inspect page.md --fail-on never --format {format} > /dev/null 2> /dev/full"
        ));
        assert_eq!(status, Some(0), "{format}");
    }
}

#[test]
fn a_summary_of_many_calls_names_some_and_counts_the_others() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("docs")).unwrap();
    for number in 0..53 {
        fs::write(folder.path().join(format!("docs/page-{number}.md")), PAGE).unwrap();
    }
    let arguments = ["generate", "--docs", "docs", "--out", "out", "--crate-name", "many"];
    let notes = String::from_utf8(docwright(folder.path(), &arguments).stderr).unwrap();
    assert_eq!(notes.lines().filter(|line| line.contains("POST /w")).count(), 6, "{notes}");
    assert!(notes.contains("\n  … and 47 more\n"), "{notes}");
}

#[test]
fn check_writes_a_page_of_all_that_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("en")).unwrap();
    fs::write(at.join("docwright.yaml"), "api: Widgets\nlocales:\n  en: en\noutput:\n  folder: out\n")
        .unwrap();
    fs::write(at.join("en/page.md"), PAGE).unwrap();
    docwright(at, &["generate"]);
    fs::write(at.join("en/page.md"), PAGE.replace("\"b\": 2", "\"c\": 2")).unwrap();
    let output = docwright(at, &["check", "--format", "html", "--out", "report.html"]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]));
    let page = fs::read_to_string(at.join("report.html")).unwrap();
    for shown in [
        "<title>Widgets: documentation report</title>",
        // a finding as it is drawn, the evidence of an operation, and what changed
        "error[output-stale]: out/page.rs is not what the docs give",
        "<code>POST /w</code>",
        "optional-field-added",
    ] {
        assert!(page.contains(shown), "{shown} is not in\n{page}");
    }
}
