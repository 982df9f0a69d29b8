//! What is not reported, or reported as less: severities in `docwright.yaml`, comments in pages, a baseline.

use std::fs;
use std::path::Path;

use crate::support::docwright;

/// A page with one typo, one undocumented field and one label that is not `http`.
const PAGE: &str = "# W\n\n## Create a widget\n\n```https\nPOST /w\n```\n\n```shell\ncurl -X POST 'https://a.test/w' -H 'Content-Type: application/json' -d '{\n    \
                    \"color\": 1,\n    \"size\": 2\n  }'\n```\n\n| Property | Description |\n| --- | --- |\n| `colro` | Its color. |\n\n\
                    ```json\n{\"id\": \"1\"}\n```\n";
const CONFIG: &str = "api: W\nlocales:\n  en: en\noutput:\n  folder: ../generated\n";

/// A project of one page whose output is in step.
fn project(page: &str, config: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir_all(at.join("docs-input/en")).unwrap();
    fs::write(at.join("Cargo.toml"), "").unwrap();
    fs::write(at.join("docs-input/en/w.md"), page).unwrap();
    fs::write(at.join("docs-input/docwright.yaml"), format!("{CONFIG}{config}")).unwrap();
    folder
}

/// `check -v --format concise`: lines as `severity[rule]`, what was said on the other stream, and the exit status.
fn check(folder: &Path, arguments: &[&str]) -> (Vec<String>, String, i32) {
    assert_eq!(docwright(folder, &["generate", "-q"]).status.code(), Some(0));
    let output = docwright(folder, &[&["check", "-v", "--format", "concise"], arguments].concat());
    let text = String::from_utf8(output.stdout).unwrap();
    let reported = text.lines().map(|line| line.split_whitespace().nth(1).unwrap().to_owned()).collect();
    (reported, String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
}

#[test]
fn the_configuration_says_how_severe_a_rule_is() {
    for (rules, arguments, expected, status) in [
        ("", &[][..], &["warning[fence-language]", "info[field-undocumented]", "error[path-typo]"][..], 1),
        ("rules:\n", &[], &["warning[fence-language]", "info[field-undocumented]", "error[path-typo]"], 1),
        (
            "rules: { path-typo: warning, tb104: off, fence-language: error }\n",
            &[],
            &["error[fence-language]", "warning[path-typo]"],
            1,
        ),
        (
            "rules: { path-typo: info }\n",
            &[],
            &["warning[fence-language]", "info[field-undocumented]", "info[path-typo]"],
            0,
        ),
        // what is asked for by name is reported
        ("rules: { path-typo: off }\n", &["--select", "TB101"], &["error[path-typo]"], 1),
        ("rules: { path-typo: off }\n", &["--select", "MU"], &["warning[fence-language]"], 0),
    ] {
        let folder = project(PAGE, rules);
        let (reported, notes, code) = check(folder.path(), arguments);
        assert_eq!(
            (reported, code),
            (expected.iter().map(|it| (*it).to_owned()).collect(), status),
            "{rules}{notes}"
        );
    }
}

#[test]
fn severities_that_cannot_be_understood_are_told_with_their_place() {
    for (rules, expected) in [
        (
            "rules:\n  path-tpyo: off\n",
            "docwright.yaml:7:3: no rule is called `path-tpyo`; the nearest is `path-typo`",
        ),
        ("rules:\n  path-typo: of\n", "docwright.yaml:7:14: unknown value `of`; the nearest is `off`"),
        (
            "rules:\n  path-typo: off\n  TB101: error\n",
            "docwright.yaml:8:3: `TB101` is `path-typo`, which is set already",
        ),
    ] {
        let output = docwright(project(PAGE, rules).path(), &["check"]);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains(expected), "{message}\nnot\n{expected}");
    }
}

/// Findings of `inspect` as `line name`.
fn inspect(page: &str, arguments: &[&str]) -> (Vec<String>, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("p.md"), page).unwrap();
    let all = [&["inspect", "p.md", "--format", "json"], arguments].concat();
    let json: serde_json::Value = serde_json::from_slice(&docwright(folder.path(), &all).stdout).unwrap();
    let reported = json["findings"].as_array().unwrap().iter();
    let reported = reported.map(|it| format!("{} {}", it["line"], it["name"].as_str().unwrap())).collect();
    (reported, fs::read_to_string(folder.path().join("p.md")).unwrap())
}

/// The page with a comment put somewhere, what is reported of it, and whether `--fix` leaves the page as it was then.
#[test]
fn comments_silence_findings() {
    let disable = |rest: &str| format!("<!-- docwright-{rest} -->");
    for (from, to, expected) in [
        (
            "```https",
            format!("{}\n```https", disable("disable-next-line fence-language")),
            vec!["13 field-undocumented", "19 path-typo"],
        ),
        // blank lines between a comment and what it is about
        (
            "```https",
            format!("{}\r\n\n```https", disable("disable-next-line MU001")),
            vec!["14 field-undocumented", "20 path-typo"],
        ),
        (
            "Its color. |",
            format!("Its color. {} |", disable("disable-line path-typo")),
            vec!["5 fence-language", "12 field-undocumented"],
        ),
        ("# W", format!("# W\n\n{}", disable("disable path-typo, mu001,TB104")), vec![]),
        (
            "```shell",
            format!("{}\n\n```shell", disable("disable field-undocumented path-typo")),
            vec!["5 fence-language"],
        ),
    ] {
        let page = PAGE.replacen(from, &to, 1);
        let (reported, _) = inspect(&page, &[]);
        let unused: Vec<&String> = reported.iter().filter(|it| it.ends_with("disable-unused")).collect();
        assert!(unused.is_empty(), "{to}: {reported:?}");
        assert_eq!(reported, expected, "{page}");
    }
}

#[test]
fn what_is_disabled_can_be_enabled_again() {
    let (disable, enable) = ("<!-- docwright-disable TB104 -->", "<!-- docwright-enable TB104 -->");
    let page = PAGE.replacen("```shell", &format!("{disable}\n\n```shell"), 1);
    let around = page.replacen("| Property", &format!("{enable}\n\n| Property"), 1);
    assert_eq!(inspect(&around, &[]).0, ["5 fence-language", "22 path-typo"]);
    let before = page.replacen(disable, &format!("{disable}\n{enable}"), 1);
    let reported = ["5 fence-language", "9 disable-unused", "15 field-undocumented", "21 path-typo"];
    assert_eq!(inspect(&before, &[]).0, reported);
}

#[test]
fn comments_that_silence_nothing_are_told_and_taken_away() {
    let sound =
        PAGE.replace("https\nP", "http\nP").replace("colro", "color").replace(",\n    \"size\": 2", "");
    assert_eq!(inspect(&sound, &[]).0, Vec::<String>::new());
    for (from, to, after) in [
        ("## Create", "<!-- docwright-disable-next-line path-typo -->\n\n## Create", "\n## Create"),
        ("## Create", "<!-- docwright-disable-next-line path-tpyo -->\n\n## Create", "\n## Create"),
        ("## Create", "<!-- docwright-disable -->\n\n## Create", "\n## Create"),
        ("## Create", "<!-- docwright-ignore path-typo -->\n\n## Create", "\n## Create"),
        ("## Create", "<!-- docwright-enable path-typo -->\n\n## Create", "\n## Create"),
        (
            "## Create",
            "<!-- docwright-disable path-typo -->\n<!-- docwright-enable path-typo -->\n\n## Create",
            "\n## Create",
        ),
        ("Its color. |", "Its color. <!-- docwright-disable-line TB101 --> |", "Its color. |"),
        (
            "## Create a widget",
            "## Create a widget <!-- docwright-disable-line MU001 -->",
            "## Create a widget",
        ),
        // a line that parts a table from what follows stays, without its words
        ("\n\n```json", "\n<!-- docwright-disable-line TB101 -->\n```json", "\n\n```json"),
        ("\n\n```json", "\r\n<!-- docwright-disable-line TB101 -->\r\n\r\n```json", "\r\n\r\n```json"),
    ] {
        let page = sound.replacen(from, to, 1);
        let (reported, _) = inspect(&page, &[]);
        let expected = to.matches("<!--").count();
        assert!(!reported.is_empty() && reported.len() <= expected, "{to}: {reported:?}");
        assert!(reported.iter().all(|it| it.ends_with(" disable-unused")), "{to}: {reported:?}");
        let (reported, repaired) = inspect(&page, &["--fix"]);
        assert_eq!((reported, repaired), (Vec::new(), sound.replacen(from, after, 1)), "{to}");
    }
    // one name of two
    let page = PAGE.replacen("color. |", "color. <!-- docwright-disable-line TB101,MU004 --> |", 1);
    let (_, repaired) = inspect(&page, &["--fix", "--select", "disable-unused"]);
    assert_eq!(repaired, PAGE.replacen("color. |", "color. <!-- docwright-disable-line TB101 --> |", 1));
    // in code it is no comment
    let page = PAGE.replacen("{\"id\"", "<!-- docwright-disable nothing -->\n{\"id\"", 1);
    assert!(!inspect(&page, &[]).0.iter().any(|it| it.ends_with("disable-unused")));
}

#[test]
fn a_comment_changes_nothing_that_is_read() {
    let read = |page: &str| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("p.md"), page).unwrap();
        let output = docwright(folder.path(), &["inspect", "p.md", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = format!("{:#}", json["pages"]);
        text.lines().filter(|line| !line.contains("\"line\":")).map(str::to_owned).collect::<Vec<_>>()
    };
    let disable = "<!-- docwright-disable-next-line MU001 -->";
    for (from, to) in [
        ("```https", format!("{disable}\n```https")),
        ("```shell", format!("{disable}\n\n```shell")),
        ("| Property", format!("{disable}\n| Property")),
        ("color. |", format!("color. {disable} |")),
        ("```json", format!("{disable}\n```json")),
    ] {
        assert_eq!(read(&PAGE.replacen(from, &to, 1)), read(PAGE), "{to}");
    }
}

#[test]
fn a_baseline_accepts_what_is_found_and_outlives_edits() {
    let folder = project(PAGE, "");
    let at = folder.path();
    let (reported, notes, status) = check(at, &["--write-baseline", "accepted.json"]);
    assert_eq!((reported.len(), status), (0, 0), "{notes}");
    assert!(notes.contains("accepted.json: 3 findings accepted"), "{notes}");
    let text = fs::read_to_string(at.join("accepted.json")).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("\"page\"")).collect();
    assert_eq!(lines.len(), 3, "one line an entry:\n{text}");
    assert!(lines.is_sorted() && !text.contains("line") && !text.contains("color`"), "{text}");

    let (reported, notes, status) = check(at, &["--baseline", "accepted.json", "--fail-on", "info"]);
    assert_eq!((reported.len(), status), (0, 0), "{notes}");
    assert!(notes.contains("3 findings not shown: the baseline accepts them"), "{notes}");

    // other lines, other words
    let page = at.join("docs-input/en/w.md");
    fs::write(
        &page,
        PAGE.replace("# W\n", "# W\n\nSome words.\n\nAnd more.\n").replace("Its color", "The color"),
    )
    .unwrap();
    assert_eq!(check(at, &["--baseline", "accepted.json"]).0, Vec::<String>::new());
    // another field is another entry
    fs::write(&page, PAGE.replace("| `colro`", "| `sise` | How big. |\n| `colro`")).unwrap();
    let (reported, notes, _) = check(at, &["--baseline", "accepted.json"]);
    assert_eq!(reported, ["error[path-typo]"], "{notes}");
    // as many as were accepted, and no more
    fs::write(&page, format!("{PAGE}\n## Again\n\n```https\nPOST /w\n```\n")).unwrap();
    let (reported, notes, _) = check(at, &["--baseline", "accepted.json", "--select", "fence-language"]);
    assert_eq!(reported, ["warning[fence-language]"], "{notes}");
    // what is gone is reported
    fs::write(&page, PAGE.replace("colro", "color")).unwrap();
    let (reported, notes, status) = check(at, &["--baseline", "accepted.json"]);
    assert_eq!((reported.len(), status), (0, 0), "{notes}");
    let gone = "the baseline accepts path-typo in en/w.md (POST /w";
    assert!(notes.contains(gone) && notes.contains("which is not found any more"), "{notes}");
}

#[test]
fn a_baseline_accepts_how_docs_and_a_document_differ() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let page =
        "# W\n\n## Get a widget\n\n```http\nGET /w\n```\n\n```shell\ncurl 'https://a.test/w?size=2'\n```\n";
    fs::write(at.join("w.md"), page).unwrap();
    let spec = "openapi: 3.1.0\ninfo: { title: W, version: '1' }\npaths:\n  /w: { get: { responses: { '200': { description: it } } } }\n";
    fs::write(at.join("w.yaml"), spec).unwrap();
    let diff = |more: &[&str]| {
        let output = docwright(at, &[&["diff", "w.md", "w.yaml"], more].concat());
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr), output.status.code())
    };
    let (told, notes, status) = diff(&[]);
    assert!(told.contains("`size` is documented, not in the spec") && status == Some(1), "{told}{notes}");
    let (told, notes, status) = diff(&["--write-baseline", "accepted.json"]);
    assert!(told.contains("nothing differs") && status == Some(0), "{told}{notes}");
    assert!(notes.contains("accepted.json: 1 change accepted"), "{notes}");

    // other lines are no other differences, another field is one
    let page = page.replace("# W\n", "# W\n\nSome words.\n").replace("size=2", "size=2&mass=1");
    fs::write(at.join("w.md"), page).unwrap();
    let (told, notes, status) = diff(&["--baseline", "accepted.json"]);
    assert!(told.contains("`mass` is documented") && !told.contains("`size`"), "{told}{notes}");
    assert!(notes.contains("1 hidden by the baseline, 0 of its entries found no more"), "{notes}");
    assert_eq!(status, Some(1));
}

#[test]
fn a_baseline_can_be_configured_and_never_accepts_stale_output() {
    let folder = project(PAGE, "baseline: accepted.json\n");
    let at = folder.path();
    let missing = docwright(at, &["check"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("`--write-baseline` writes one"));

    // nothing is generated yet: that is said once, and not of each file
    let output =
        docwright(at, &["check", "--write-baseline", "docs-input/accepted.json", "--format", "concise"]);
    let reported = String::from_utf8(output.stdout).unwrap();
    assert!(reported.ends_with("error[output-stale] no client is generated here yet\n"), "{reported}");
    assert_eq!(reported.lines().count(), 1, "{reported}");
    assert_eq!(check(at, &[]).0, Vec::<String>::new());

    for (text, expected) in [
        ("{", "accepted.json:1: no baseline: EOF"),
        ("{\"version\": 2, \"findings\": []}", "accepted.json:1: a baseline of version 2; expected 1"),
        (
            "{\"version\": 1, \"findings\": [\n{\"page\": \"x\"}]}",
            "accepted.json:2: no baseline: missing field `rule`",
        ),
    ] {
        fs::write(at.join("docs-input/accepted.json"), text).unwrap();
        let output = docwright(at, &["check"]);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains(expected), "{message}\nnot\n{expected}");
    }
}
