//! `docwright diff` as it is run: on pages, folders, models and revisions in git; and what `check` and `generate` say of
//! docs that are ahead of the client.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const OLD: &str = "# Widgets\n\n## Create a widget\n\n```http\nPOST /widgets\n```\n\n```shell\ncurl -X POST \
                   'https://a.test/v1/widgets' -d '{\"name\": \"{NAME}\"}'\n```\n\n| Field | Description |\n|---|---|\n\
                   | `name` | Its name. |\n\n```json\n{\"id\": \"1\"}\n```\n";

/// The page with an optional field more.
fn grown() -> String {
    OLD.replace("{NAME}\"}", "{NAME}\", \"size\": 4}")
}

/// The page with a parameter that must be given.
fn broken() -> String {
    grown().replace("| `name` | Its name. |\n", "| `name` | Its name. |\n| `size` | How large it is. |\n")
}

/// The page with other words.
fn reworded() -> String {
    OLD.replace("Its name.", "What it is called.")
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Output {
    Command::new(program).current_dir(folder).args(arguments).output().unwrap()
}

fn docwright(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = run(folder, env!("CARGO_BIN_EXE_docwright"), arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A project of one page.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("Cargo.toml"), "").unwrap();
    fs::create_dir_all(at.join("docs-input/en")).unwrap();
    fs::write(at.join("docs-input/en/widgets.md"), OLD).unwrap();
    let (status, _, reported) = docwright(at, &["init"]);
    assert_eq!(status, Some(0), "{reported}");
    folder
}

#[test]
fn the_json_is_what_the_interface_says() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("old.md"), OLD).unwrap();
    fs::write(at.join("new.md"), grown()).unwrap();
    let (status, text, _) = docwright(at, &["diff", "old.md", "new.md", "--format", "json"]);
    assert_eq!(status, Some(1));
    let found = json(&text);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&found), ["version", "bump", "wire", "docs_only", "changes"]);
    let summary = [&found["version"], &found["bump"], &found["wire"], &found["docs_only"]];
    assert_eq!(summary, [&Value::from(1), &"minor".into(), &"fine".into(), &Value::from(0)]);
    let change = &found["changes"][0];
    let expected = ["class", "wire", "bump", "source", "operation", "path", "old", "new", "message"];
    assert_eq!(keys(change), expected);
    assert_eq!((&change["class"], &change["old"]), (&"optional-field-added".into(), &Value::Null));
    assert_eq!((&change["operation"], &change["path"]), (&"POST /widgets".into(), &"size".into()));
    assert_eq!(change["new"], serde_json::json!({ "page": "new.md", "line": 10, "text": "size" }));
}

#[test]
fn the_exit_status_follows_what_changed() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("old.md"), OLD).unwrap();
    for (new, expected) in [
        // --fail-on: none given, error, warning, info, never
        (OLD.to_owned(), [0, 0, 0, 0, 0]),
        (reworded(), [0, 0, 0, 0, 0]),
        (grown(), [1, 0, 0, 1, 0]),
        (OLD.replace("{\"id\": \"1\"}", "{\"id\": 1}"), [1, 1, 1, 1, 0]),
        (OLD.replace("name", "title"), [1, 1, 1, 1, 0]),
        (broken(), [1, 1, 1, 1, 0]),
    ] {
        fs::write(at.join("new.md"), &new).unwrap();
        let found = [None, Some("error"), Some("warning"), Some("info"), Some("never")].map(|threshold| {
            let mut arguments = vec!["diff", "old.md", "new.md"];
            arguments.extend(threshold.into_iter().flat_map(|it| ["--fail-on", it]));
            docwright(at, &arguments).0.unwrap()
        });
        assert_eq!(found, expected, "{new}");
    }
    // and what narrows it only
    fs::write(at.join("old.md"), broken()).unwrap();
    fs::write(at.join("new.md"), OLD).unwrap();
    assert_eq!(docwright(at, &["diff", "old.md", "new.md", "--fail-on", "error"]).0, Some(0));
    assert_eq!(docwright(at, &["diff", "old.md", "new.md", "--fail-on", "warning"]).0, Some(1));
}

#[test]
fn what_is_about_the_docs_only_is_counted_and_listed_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("old.md"), OLD).unwrap();
    fs::write(at.join("new.md"), reworded()).unwrap();
    let (_, text, _) = docwright(at, &["diff", "old.md", "new.md"]);
    assert!(text.contains("docs only: 1 change; --all lists them"), "{text}");
    assert!(!text.contains("row-reworded"), "{text}");
    let (_, text, _) = docwright(at, &["diff", "old.md", "new.md", "--all"]);
    assert!(text.contains("+ new.md:15: What it is called."), "{text}");
}

#[test]
fn folders_and_models_are_compared_as_pages_are() {
    let folder = project();
    let at = folder.path();
    assert_eq!(docwright(at, &["generate"]).0, Some(0));
    fs::create_dir_all(at.join("later/deep")).unwrap();
    // moved, but its page id says which it is
    let id = "---\npage-id: w-1\n---\n";
    fs::write(at.join("docs-input/en/widgets.md"), format!("{id}{OLD}")).unwrap();
    fs::write(at.join("docs-input/en/a-shelf.md"), OLD.replace("idget", "shelf")).unwrap();
    fs::write(at.join("later/deep/widgets-two.md"), format!("{id}{}", grown())).unwrap();
    fs::write(at.join("later/a-shelf.md"), OLD.replace("idget", "shelf")).unwrap();
    let (status, text, reported) = docwright(at, &["diff", "docs-input/en", "later", "--format", "json"]);
    assert_eq!(status, Some(1), "{reported}");
    let found = json(&text);
    let classes: Vec<&str> =
        found["changes"].as_array().unwrap().iter().map(|it| it["class"].as_str().unwrap()).collect();
    assert_eq!(classes, ["page-moved", "optional-field-added"]);
    assert_eq!(found["changes"][1]["new"]["page"], "later/deep/widgets-two.md");

    let (status, text, reported) =
        docwright(at, &["diff", "generated/model.json", "later/deep/widgets-two.md"]);
    assert_eq!(status, Some(1), "{reported}");
    assert!(text.contains("optional-field-added") && text.contains("version: minor"), "{text}");
    let (status, text, reported) = docwright(at, &["diff", "generated/model.json", "generated/model.json"]);
    assert_eq!((status, reported.as_str()), (Some(0), ""));
    assert!(text.starts_with("nothing changed\n"), "{text}");
}

/// A model in which each value has a line, what a field has none of is null, and names are as lowering proposes them.
#[test]
fn older_layouts_of_the_model_are_read() {
    fn with_nulls(json: &mut Value) {
        match json {
            Value::Object(members) => {
                members.values_mut().for_each(with_nulls);
                if members.contains_key("required") && members.contains_key("schema") {
                    for name in ["constant", "dispute", "settled", "template"] {
                        members.entry(name).or_insert(Value::Null);
                    }
                }
            }
            Value::Array(values) => values.iter_mut().for_each(with_nulls),
            _ => {}
        }
    }
    let folder = project();
    let at = folder.path();
    // the client has a module of this name
    fs::rename(at.join("docs-input/en/widgets.md"), at.join("docs-input/en/runtime.md")).unwrap();
    assert_eq!(docwright(at, &["generate"]).0, Some(0));
    let text = fs::read_to_string(at.join("generated/model.json")).unwrap();
    assert!(!text.contains("\"dispute\": null"), "{text}");
    let decided = "\"runtime_source\"";
    assert!(text.contains(decided), "{text}");
    let mut model = json(&text.replace(decided, "\"runtime\""));
    with_nulls(&mut model);
    let older = serde_json::to_string_pretty(&model).unwrap();
    assert!(older.contains("\"dispute\": null"), "{older}");
    fs::write(at.join("older.json"), older).unwrap();
    let (status, text, reported) = docwright(at, &["diff", "older.json", "generated/model.json"]);
    assert_eq!((status, reported.as_str()), (Some(0), ""));
    assert!(text.starts_with("nothing changed\n"), "{text}");
}

#[test]
fn every_class_can_be_explained() {
    let folder = tempfile::tempdir().unwrap();
    for class in docwright::diff::CLASSES {
        let (status, text, reported) = docwright(folder.path(), &["explain", class.name]);
        assert_eq!(status, Some(0), "{reported}");
        assert!(text.contains(class.summary) && text.contains(class.wire.label()), "{text}");
        assert!(text.contains(class.unless), "{text}");
    }
}

#[test]
fn what_cannot_be_compared_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("page.md"), OLD).unwrap();
    fs::write(at.join("words.md"), "# Only words\n").unwrap();
    fs::write(at.join("wrong.json"), "{\"version\": 1}\n").unwrap();
    for (arguments, expected) in [
        (vec!["page.md", "nowhere.md"], "nowhere.md: no such file or folder"),
        (vec!["words.md", "words.md"], "words.md, words.md: no operation in these docs"),
        (vec!["wrong.json", "page.md"], "wrong.json:1:14: missing field"),
        (vec!["page.md"], "expected NEW beside OLD"),
        (vec![], "no docwright.yaml"),
        (vec!["--git", "HEAD"], "no docwright.yaml says where the docs are"),
        (vec!["--git", "HEAD", "."], "git rev-parse: "),
        (vec!["--git=--output=x..HEAD", "."], "`--output=x`: no revision can be called so"),
        (vec!["--git=..HEAD", "."], "``: no revision can be called so"),
    ] {
        let all: Vec<&str> = std::iter::once("diff").chain(arguments).collect();
        let (status, _, reported) = docwright(at, &all);
        assert_eq!(status, Some(2), "{all:?}: {reported}");
        assert!(reported.contains(expected), "{all:?} says\n{reported}\nnot\n{expected}");
        assert!(!at.join("x").exists());
    }
}

#[test]
fn revisions_in_git_have_the_configuration_of_their_time() {
    let folder = project();
    let at = folder.path();
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=a", "-c", "user.email=a@b.test", "-c", "init.defaultBranch=main"];
        let output = run(at, "git", &[&who[..], arguments].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let page = at.join("docs-input/en/widgets.md");
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "one"]);
    // the docs move to another folder, and the configuration with them
    fs::create_dir(at.join("docs-input/english")).unwrap();
    fs::write(at.join("docs-input/english/widgets.md"), grown()).unwrap();
    fs::remove_file(&page).unwrap();
    let config = at.join("docs-input/docwright.yaml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, text.replace("en: en", "en: english")).unwrap();
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "two"]);

    let (status, text, reported) = docwright(at, &["diff", "--git", "HEAD~1..HEAD", "--format", "json"]);
    assert_eq!((status, reported.as_str()), (Some(1), ""));
    let found = json(&text);
    assert_eq!(found["changes"][0]["class"], "page-moved");
    assert_eq!(found["changes"][1]["class"], "optional-field-added");
    assert_eq!(found["changes"][1]["new"]["page"], "docs-input/english/widgets.md");
    // against the files as they are
    fs::write(at.join("docs-input/english/widgets.md"), broken()).unwrap();
    let (_, text, reported) = docwright(at, &["diff", "--git", "HEAD"]);
    assert!(text.contains("optional-to-required"), "{text}{reported}");
    let (status, _, reported) = docwright(at, &["diff", "--git", "HEAD~7..HEAD"]);
    assert_eq!(status, Some(2));
    assert!(reported.contains("git rev-parse: no revision is called `HEAD~7`"), "{reported}");
    // a configuration that is broken in its revision is reported as that revision's
    fs::write(&config, "apy: x\n").unwrap();
    git(&["commit", "--quiet", "-am", "three"]);
    let (_, _, reported) = docwright(at, &["diff", "--git", "HEAD~1..HEAD", "docs-input"]);
    assert!(
        reported.contains("docwright: HEAD: docs-input/docwright.yaml:1:1: unknown key `apy`"),
        "{reported}"
    );
}

#[test]
fn resolutions_hold_in_every_revision_of_their_source() {
    let folder = project();
    let at = folder.path();
    let (one, other) = ("a1b2c3d4-0000-1111", "a1b2c3d4-2222-3333");
    let dispute =
        |said: &str| OLD.replace("{NAME}", one).replace("Its name.", &format!("Its name, always `{said}`."));
    fs::write(at.join("docs-input/en/widgets.md"), dispute(other)).unwrap();
    fs::write(at.join("before.md"), dispute(one)).unwrap();
    let compared = || docwright(at, &["diff", "before.md", "docs-input/en/widgets.md"]);
    let (status, text, _) = compared();
    assert_eq!(status, Some(1));
    assert!(text.contains("the docs dispute `name` now, and nothing settles it"), "{text}");
    assert!(text.contains("version: major"), "{text}");

    let config = at.join("docs-input/docwright.yaml");
    let entry = format!(
        "resolutions:\n  - source: widgets\n    field: name\n    disputed: [{one}, {other}]\n    holds: {one}\n    \
         reason: it was so first\n"
    );
    fs::write(&config, fs::read_to_string(&config).unwrap() + &entry).unwrap();
    let (status, text, reported) = compared();
    assert_eq!(status, Some(0), "{text}{reported}");
    assert!(text.contains("docwright.yaml settles it"), "{text}");

    // a dispute about other values is another one: the entry has expired, and both are reported
    let third = "a1b2c3d4-4444-5555";
    fs::write(at.join("docs-input/en/widgets.md"), dispute(third)).unwrap();
    let (status, text, _) = docwright(at, &["check", "--format", "concise"]);
    assert_eq!(status, Some(1));
    let expected = format!("it was made for `{one}` and `{other}`; the docs have `{one}` and `{third}` now");
    assert!(text.contains("error[resolution-expired]") && text.contains(&expected), "{text}");
    assert!(compared().1.contains("version: major"));
}

/// Without sides: what the client was generated from, and the docs as they are.
#[test]
fn a_client_is_compared_with_its_docs() {
    let folder = project();
    let at = folder.path();
    let (status, _, reported) = docwright(at, &["diff"]);
    let expected = "generated/model.json: no client to compare the docs with; `docwright generate` writes it";
    assert!(status == Some(2) && reported.contains(expected), "{reported}");
    assert_eq!(docwright(at, &["generate"]).0, Some(0));
    for (text, status, expected) in [
        (OLD.to_owned(), 0, "nothing changed"),
        (reworded(), 0, "docs only: 1 change"),
        (grown(), 1, "+ docs-input/en/widgets.md:10: size"),
    ] {
        fs::write(at.join("docs-input/en/widgets.md"), text).unwrap();
        let (is, text, reported) = docwright(at, &["diff"]);
        assert!(is == Some(status) && text.contains(expected), "{is:?}: {text}{reported}");
    }
}

#[test]
fn check_and_generate_say_what_changed() {
    let folder = project();
    let at = folder.path();
    assert_eq!(docwright(at, &["generate", "--changes", "NOTE.md"]).0, Some(0));
    assert!(!at.join("NOTE.md").exists(), "there was nothing to compare with");
    let (status, text, _) = docwright(at, &["check", "--format", "json"]);
    assert_eq!((status, &json(&text)["changes"]), (Some(0), &serde_json::json!([])));

    fs::write(at.join("docs-input/en/widgets.md"), grown()).unwrap();
    let (status, text, _) = docwright(at, &["check", "--format", "json"]);
    let found = json(&text);
    assert_eq!((status, &found["stale"]), (Some(1), &Value::from(true)));
    assert_eq!(found["changes"][0]["class"], "optional-field-added");
    let (_, text, _) = docwright(at, &["check"]);
    assert!(text.contains("the docs are ahead of") && text.contains("`size` can be given now"), "{text}");

    let (_, text, _) = docwright(at, &["check", "--format", "concise"]);
    assert!(text.contains("en/widgets.md:10: minor[optional-field-added] `size` can be given now"), "{text}");

    fs::write(at.join("mine.md"), "# My notes\n").unwrap();
    let (status, _, reported) = docwright(at, &["generate", "--changes", "mine.md"]);
    assert_eq!(status, Some(2));
    assert!(reported.contains("mine.md: is there, and is no release note of docwright's"), "{reported}");
    assert_eq!(fs::read_to_string(at.join("mine.md")).unwrap(), "# My notes\n");

    let (status, _, reported) = docwright(at, &["generate", "--changes", "NOTE.md"]);
    assert_eq!(status, Some(0));
    assert!(
        reported.contains("`size` can be given now") && reported.contains("version: minor"),
        "{reported}"
    );
    let note = fs::read_to_string(at.join("NOTE.md")).unwrap();
    assert!(note.contains("- **optional-field-added** (minor): `size` can be given now"), "{note}");
    // nothing changed since: the note stays
    let (_, _, reported) = docwright(at, &["generate", "--changes", "NOTE.md"]);
    assert!(!reported.contains("what changed"), "{reported}");
    assert_eq!(fs::read_to_string(at.join("NOTE.md")).unwrap(), note);
}
