//! The program as it is run: what it says to bad input, and how it ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn docwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_docwright")).current_dir(folder).args(arguments).output().unwrap()
}

const PAGE: &str = "# W\n\n## Create a widget\n\n```http\nPOST /w\n```\n\n```shell\ncurl -X POST \
                    'https://a.test/v1/w' -H 'Content-Type: application/json' -d '{\"a\": 1, \"b\": 2}'\n```\n\n\
                    | Field | What |\n| --- | --- |\n| `b` | A number. |\n\n```json\n{\"id\": \"1\"}\n```\n";

#[test]
fn bad_input_is_told_and_nothing_is_written() {
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
        // a finding as it is drawn, what an operation stands on, and what changed
        "error[output-stale]: out/page.rs is not what the docs give",
        "<code>POST /w</code>",
        "optional-field-added",
    ] {
        assert!(page.contains(shown), "{shown} is not in\n{page}");
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

#[test]
fn rules_are_selected_and_ignored() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.md"), PAGE.replace("```http", "```https")).unwrap();
    let told = |arguments: &[&str]| {
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
    assert_eq!(told(&[]), ["MU001", "TB104"]);
    assert_eq!(told(&["--select", "fence-language"]), ["MU001"]);
    assert_eq!(told(&["--select", "MU,TB", "--ignore", "TB104"]), ["MU001"]);
    let unknown = docwright(folder.path(), &["inspect", "page.md", "--ignore", "fence-langauge"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("the nearest is `fence-language`"));
}

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
    let told = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(told.contains("widgets.rs:1:1: error[output-stale]"), "{told}");
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

/// The project's docs, in a folder of their own, with parts of the configuration replaced.
fn project(edit: impl Fn(String) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    let at = folder.path();
    for page in ["en/oracle.md", "en/oracle-service-cloud.md"] {
        let target = at.join("docs-input").join(page);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(docs.join(page), target).unwrap();
    }
    let config = fs::read_to_string(docs.join("docwright.yaml")).unwrap();
    let config = config.replace("  fr: fr\n", "").replace("history:\n  oracle: history/oracle\n", "");
    let config = edit(config.replace("  manifest: ../Cargo.toml\n", ""));
    fs::write(at.join("docs-input/docwright.yaml"), config).unwrap();
    fs::write(at.join("Cargo.toml"), "").unwrap();
    folder
}

#[test]
fn a_dispute_that_nothing_settles_is_asked_of_the_caller_and_told() {
    // with both resolutions the client asks for neither
    let settled = project(|config| config);
    let output = docwright(settled.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    let client = |folder: &Path| fs::read_to_string(folder.join("generated/oracle.rs")).unwrap();
    let text = client(settled.path());
    assert!(text.contains("struct ConnectionStringParts"));
    assert!(text.contains("pub const CONNECTION_SPEC_ID: &str = \"d6b52d86-f0f8-475f-89d4-ce54c8527328\""));

    // without them it asks for the id, has no typed parts, and the findings say why
    let open = project(|config| config.split("resolutions:").next().unwrap_or_default().to_owned());
    let output = docwright(open.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    for (rule, line) in
        [("constant-mismatch", "en/oracle.md:142:"), ("template-mismatch", "en/oracle.md:76:")]
    {
        assert!(told.contains(rule) && told.contains(line), "{rule} is not told:\n{told}");
    }
    let text = client(open.path());
    assert!(!text.contains("ConnectionStringParts") && !text.contains("CONNECTION_SPEC_ID"));
    assert!(text.contains("pub struct ConnectionSpec(id: impl Into<String>)"), "{text}");
}

#[test]
fn a_resolution_for_another_text_has_expired() {
    let expired = project(|config| config.replacen("- 26d738e0", "- 36d738e0", 1));
    let output = docwright(expired.path(), &["check", "--format", "concise"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        told.contains("error[resolution-expired] the dispute about `connectionSpec.id` of `oracle`"),
        "{told}"
    );
    assert!(told.contains("the docs have `d6b52d86-f0f8-475f-89d4-ce54c8527328` and `26d738e0-"), "{told}");
}

#[test]
fn a_resolution_of_nothing_is_unused() {
    let unused =
        project(|config| config.replacen("field: connectionSpec.id", "field: connectionSpec.version", 1));
    let output = docwright(unused.path(), &["check", "--format", "concise"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let expected =
        "warning[resolution-unused] nothing is disputed about `connectionSpec.version` of `oracle`";
    assert!(told.contains(expected), "{told}");
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
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {told}");
        // what the program could not do is told, and nothing that looks like a result
        assert!(status != 2 || (!told.is_empty() && output.stdout.is_empty()), "{arguments:?}: {told}");
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
            let told =
                (text.contains('\u{1b}'), text.contains("field-undocumented"), !output.stderr.is_empty());
            assert_eq!(told, (has_color, has_info, has_notes), "{arguments:?}: {text}");
            assert!(text.contains("fence-language"), "{arguments:?}: {text}");
        }
    }
}

/// A full device is told; a reader that leaves is none.
#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    let text = (0..3_000).map(|n| format!("## Part {n}\n\n```http\nGET /p{n}\n```\n\n")).collect::<String>();
    std::fs::write(folder.path().join("page.md"), text).unwrap();
    let run = |command: &str| {
        let script = format!("set -o pipefail; {command}");
        let mut shell = std::process::Command::new("bash");
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

/// What a crate cannot be called, and where it cannot go.
#[test]
fn a_crate_has_a_name_that_works_and_a_place_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::create_dir_all(at.join("docs/more")).unwrap();
    std::fs::write(at.join("docs/page.md"), "# A\n\n```http\nGET /a\n```\n").unwrap();
    let run = |out: &str, name: &str| {
        let arguments = ["generate", "--docs", "docs", "--out", out, "--crate-name", name];
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_docwright"));
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
    assert_eq!(std::fs::read_dir(at.join("docs")).unwrap().count(), 2);
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
    let told = docwright(at, &[&generate[..], &["--check"]].concat());
    assert_eq!(told.status.code(), Some(0), "{}", String::from_utf8_lossy(&told.stderr));
    let root = fs::read_to_string(at.join("out/src/lib.rs")).unwrap();
    let sources = root.matches("#[cfg(feature = \"").count();
    assert!(root.contains("pub mod lib_source;") && sources >= 7, "{root}");
    assert!(at.join("out/src/lib_source.rs").is_file());
}

/// One page that is not UTF-8 is a finding; the others are read. Nothing is written of it, nor into it.
#[test]
fn a_page_that_is_not_utf8_is_a_finding_beside_others() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::create_dir_all(at.join("docs-input/en")).unwrap();
    std::fs::create_dir(at.join(".git")).unwrap();
    let config = "api: W\nlocales:\n  en: en\noutput:\n  folder: ../generated\n";
    std::fs::write(at.join("docs-input/docwright.yaml"), config).unwrap();
    let page = "# A\n\n```https\nGET /a\n```\n\ncaf?\n";
    std::fs::write(at.join("docs-input/en/good.md"), page).unwrap();
    let bytes: Vec<u8> = page.bytes().map(|byte| if byte == b'?' { 0xe9 } else { byte }).collect();
    std::fs::write(at.join("docs-input/en/latin.md"), &bytes).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_docwright"));
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
        assert_eq!(std::fs::read(at.join("docs-input/en/latin.md")).unwrap(), bytes, "{arguments:?}");
        assert!(!at.join("generated/latin.rs").exists() && !at.join("out/src").exists(), "{arguments:?}");
    }
    let good = std::fs::read_to_string(at.join("docs-input/en/good.md")).unwrap();
    assert!(good.contains("```http\n"), "the other page was repaired: {good}");
    let (status, words) = run(&["diff", "docs-input/en", "docs-input/en"]);
    assert!(status == Some(2) && words.contains("not UTF-8"), "{status:?}: {words}");
}
