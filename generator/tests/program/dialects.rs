//! Dialects as the program takes them: built in, or a file of one's own.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const PAGE: &str =
    "# Lamps\n\n## Light a lamp\n\n```http\nPOST /lamps\n```\n\n**Knobs**\n\n- `glow`: how bright it is\n";
const KNOBS: &str = "extends: general\nwords:\n  labels:\n    parameters: [knobs]\n";
const CONFIG: &str = "api: Lamps\ndialect: ./ours.yaml\nlocales:\n  en: pages\noutput:\n  folder: out\n";

/// Runs the program: the status it ends with, and what it prints on both streams.
fn docwright(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let program = env!("CARGO_BIN_EXE_docwright");
    let output = Command::new(program).current_dir(folder).args(arguments).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn project() -> TempDir {
    folder(&[("docwright.yaml", CONFIG), ("ours.yaml", KNOBS), ("pages/lamps.md", PAGE)])
}

#[test]
fn pages_without_a_configuration_are_read_in_the_dialect_that_is_named() {
    let at = project();
    let inspected = |more: &[&str]| {
        let arguments = [&["inspect", "--format", "json", "pages"], more].concat();
        let (status, text) = docwright(at.path(), &arguments);
        assert_eq!(status, Some(0), "{text}");
        (text.contains("\"name\": \"glow\""), text)
    };
    let (general, own) = (inspected(&[]), inspected(&["--dialect", "ours.yaml"]));
    assert_eq!((general.0, own.0), (false, true));
    assert!(general.1.contains("\"dialect\": \"general\"") && own.1.contains("\"dialect\": \"ours.yaml\""));
    for command in [
        vec![
            "generate",
            "--docs",
            "pages",
            "--out",
            "out",
            "--crate-name",
            "lamps",
            "--dialect",
            "ours.yaml",
        ],
        vec!["openapi", "--docs", "pages", "--out", "lamps.yaml", "--dialect", "ours.yaml"],
    ] {
        assert_eq!(docwright(at.path(), &command).0, Some(0), "{command:?}");
    }
    assert!(fs::read_to_string(at.path().join("lamps.yaml")).unwrap().contains("glow"));
    assert!(fs::read_to_string(at.path().join("out/src/lamps.rs")).unwrap().contains("glow"));
}

#[test]
fn a_project_is_read_in_its_own_dialect_and_is_stale_when_that_changes() {
    let at = project();
    let at = at.path();
    assert_eq!(docwright(at, &["generate"]).0, Some(0));
    assert!(fs::read_to_string(at.join("out/lamps.rs")).unwrap().contains("glow"));
    assert!(fs::read_to_string(at.join("out/docwright.lock")).unwrap().contains(" ours.yaml\n"));
    assert_eq!(docwright(at, &["check"]).0, Some(0));
    fs::write(at.join("ours.yaml"), "extends: general\n").unwrap();
    let (status, reported) = docwright(at, &["check"]);
    assert_eq!(status, Some(1), "{reported}");
    assert!(reported.contains("output-stale"), "{reported}");
}

#[test]
fn a_revision_has_its_own_dialect() {
    let at = project();
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=a", "-c", "user.email=a@b.test", "-c", "init.defaultBranch=main"];
        let all = [&who, arguments].concat();
        assert!(Command::new("git").current_dir(at.path()).args(all).status().unwrap().success());
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "one"]);
    let (status, reported) = docwright(at.path(), &["diff", "--git", "HEAD.."]);
    assert_eq!(status, Some(0), "{reported}");
    fs::write(at.path().join("ours.yaml"), "extends: general\n").unwrap();
    let (status, reported) = docwright(at.path(), &["diff", "--git", "HEAD.."]);
    assert!(status == Some(1) && reported.contains("glow"), "{reported}");
}

#[test]
fn what_is_wrong_with_a_dialect_ends_the_program_with_its_place() {
    for (config, ours, arguments, expected) in [
        (
            CONFIG,
            "extends: general\nwords:\n  label: {}\n",
            vec!["check"],
            "ours.yaml:3:3: unknown key `label`; the nearest is `labels`",
        ),
        (CONFIG, "words: [", vec!["inspect", "pages", "--dialect", "./ours.yaml"], "ours.yaml:1:"),
        (
            "api: L\ndialect: genral\nlocales: {en: pages}\noutput: {folder: out}\n",
            KNOBS,
            vec!["generate"],
            "docwright.yaml:2:10: no dialect is called `genral`; the nearest is `general`",
        ),
        (
            "api: L\ndialect: ./no.yaml\nlocales: {en: pages}\noutput: {folder: out}\n",
            KNOBS,
            vec!["generate"],
            "docwright.yaml:2:10: ",
        ),
        (CONFIG, KNOBS, vec!["inspect", "pages", "--dialect", "./no.yaml"], "no.yaml: "),
        (
            CONFIG,
            KNOBS,
            vec!["generate", "--dialect", "general"],
            "docwright.yaml: `--dialect` is for pages without a configuration",
        ),
        (
            CONFIG,
            KNOBS,
            vec!["inspect", "pages", "--dialect", "general", "--config", "docwright.yaml"],
            "cannot be used with",
        ),
    ] {
        let at = folder(&[("docwright.yaml", config), ("ours.yaml", ours), ("pages/lamps.md", PAGE)]);
        let (status, reported) = docwright(at.path(), &arguments);
        assert_eq!(status, Some(2), "{reported}");
        assert!(reported.contains(expected), "{reported}\n{expected}");
        assert!(!at.path().join("out").exists());
    }
}

#[test]
fn the_readme_shows_a_dialect() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md")).unwrap();
    let (_, section) = readme.split_once("## A dialect of your own\n").unwrap();
    let block = |language: &str| {
        section.split_once(&format!("```{language}\n")).unwrap().1.split_once("```").unwrap().0
    };
    let at = folder(&[("ours.yaml", block("yaml")), ("page.md", PAGE)]);
    let (status, reported) =
        docwright(at.path(), &["inspect", "page.md", "--dialect", "ours.yaml", "--format", "json"]);
    assert!(status == Some(0) && reported.contains("\"name\": \"glow\""), "{reported}");
    fs::write(at.path().join("ours.yaml"), block("yaml").replace("parameters:", "parameter:")).unwrap();
    let (_, reported) = docwright(at.path(), &["inspect", "page.md", "--dialect", "ours.yaml"]);
    let expected = block("text").trim_end().trim_end_matches('…');
    assert!(reported.contains(expected), "{reported}\n{expected}");
}
