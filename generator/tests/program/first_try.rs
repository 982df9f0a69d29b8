//! The first minutes with any folder of docs: `init`, the command that it prints, and what a folder of many pages says.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::support::docwright;

const PAGE: &str = "# Lamps\n\n## Light a lamp\n\n```http\nPOST /lamps/{id}\n```\n\n| Parameter | Type |\n|---|---|\n\
                    | `id` | string |\n| `glow` | integer |\n\n```sh\ncurl -X POST https://a.test/lamps/1 -d '{\"glow\": 3}'\n\
                    ```\n\n```json\n{\"id\": \"1\"}\n```\n\n```\nnothing that is read\n```\n";

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Runs a line as a shell does.
fn shell(line: &str, folder: &Path) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_docwright")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    Command::new("sh").args(["-c", line]).env("PATH", path).current_dir(folder).output().unwrap()
}

#[test]
fn the_command_that_init_prints_works_as_it_is_printed() {
    for (files, cwd, docs, made) in [
        (vec!["docs/lamps.md"], ".", "docs", "docs/generated"),
        (vec!["lamps.md"], ".", ".", "generated"),
        (vec!["docs-input/lamps.md"], ".", "docs-input", "docs-input/generated"),
        (vec!["a b's/docs/lamps.mdx"], ".", "a b's/docs", "a b's/docs/generated"),
        (vec!["x/y/docs/v1/lamps.md", "elsewhere/z.txt"], "elsewhere", "../x/y/docs", "x/y/docs/generated"),
        // where nothing is named: the folder that is called as docs are, or this one
        (vec!["docs/lamps.md", "README.md"], ".", "", "docs/generated"),
        (vec!["lamps.md"], ".", "", "generated"),
        // part of a project: beside the docs
        (vec!["Cargo.toml", "docs/lamps.md"], ".", "docs", "generated"),
        (
            vec!["Cargo.toml", "docs/en/lamps.md", "docs/fr/lamps.md", "docs/README.md"],
            "docs",
            ".",
            "generated",
        ),
        // what is there is kept
        (vec!["Cargo.toml", "docs/lamps.md", "generated/mine.txt"], ".", "docs", "docwright-generated"),
    ] {
        let contents = |name: &&str| match name.contains("lamps") {
            true => PAGE,
            false => "",
        };
        let at = folder(&files.iter().map(|name| (*name, contents(name))).collect::<Vec<_>>());
        let cwd = at.path().join(cwd);
        let named = Some(docs).filter(|docs| !docs.is_empty());
        let output = docwright(&cwd, &["init"].into_iter().chain(named).collect::<Vec<_>>());
        let reported = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(
            reported.contains("\nread:   1 operation, 2 parameters, 1 sample of requests, 1 of responses\n")
                || files.len() > 2,
            "{reported}"
        );
        assert!(reported.contains("fence: neither a request nor JSON"), "{reported}");
        let next = reported.lines().last().unwrap().trim();
        for _ in 0..2 {
            let output = shell(next, &cwd);
            assert_eq!(output.status.code(), Some(0), "{next}: {}", text(&output.stderr));
        }
        let made = at.path().join(made);
        assert!(made.join("Cargo.toml").is_file() && made.join("src/lamps.rs").is_file(), "{next}");
        let again = shell(&next.replace("generate", "generate --check"), &cwd);
        assert_eq!(again.status.code(), Some(0), "{}", text(&again.stderr));
    }
}

#[test]
fn init_takes_the_dialect_that_reads_most_and_says_why() {
    let marked = PAGE.replace("# Lamps", "---\nexl-id: 1-2\n---\n# [!DNL Big Lamp] lamps");
    for (page, more, dialect, why) in [
        (PAGE, None, "general", "dialect: general reads 5 facts (`experience-league` 5)\n"),
        (
            marked.as_str(),
            None,
            "experience-league",
            "dialect: experience-league reads 7 facts (`general` 5)\n",
        ),
        (PAGE, Some("docs/ours.yaml"), "./ours.yaml", "dialect: docs/ours.yaml, as you say\n"),
    ] {
        let at = folder(&[("docs/lamps.md", page), ("docs/ours.yaml", "extends: general\n")]);
        let arguments =
            [&["init", "docs"], more.map_or(vec![], |it| vec!["--dialect", it]).as_slice()].concat();
        let reported = text(&docwright(at.path(), &arguments).stdout);
        assert!(reported.contains(why), "{reported}");
        let config = fs::read_to_string(at.path().join("docs/docwright.yaml")).unwrap();
        assert!(config.contains(&format!("dialect: \"{dialect}\"\n")), "{config}");
        let generated = docwright(at.path(), &["generate", "--config", "docs/docwright.yaml"]);
        assert_eq!(generated.status.code(), Some(0), "{}", text(&generated.stderr));
    }
}

#[test]
fn what_init_cannot_do_is_reported_with_what_to_do() {
    for (files, docs, expected) in [
        (vec![("docs/a.txt", "x")], "docs", vec!["docs: no pages in it; expected files that end in .md"]),
        (
            vec![("docs/a.md", "# Words\n\n```\nmake all\n```\n")],
            "docs",
            vec![
                "docs: no operation in these docs",
                "read:   0 operations",
                "1  fence: neither",
                "GET /things/{id}",
                "docwright inspect docs",
            ],
        ),
        (
            vec![("docs/a.md", PAGE)],
            "docs/a.md",
            vec!["docs/a.md: is a file; expected the folder that it is in"],
        ),
        (vec![("docs/a.md", PAGE), ("docs/docwright.yaml", "")], "docs", vec!["is there already"]),
    ] {
        let at = folder(&files);
        let output = docwright(at.path(), &["init", docs]);
        let reported = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{reported}");
        expected.iter().for_each(|part| assert!(reported.contains(part), "{reported}\n{part}"));
        assert!(output.stdout.is_empty() && reported.lines().count() < 12, "{reported}");
    }
}

/// A folder in which the configuration cannot be made.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_has_another_way() {
    let at = folder(&[("docs/lamps.md", PAGE)]);
    std::os::unix::fs::symlink(at.path().join("gone/x"), at.path().join("docs/docwright.yaml")).unwrap();
    let output = docwright(at.path(), &["init", "docs"]);
    let reported = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{reported}");
    let (_, command) = reported.split_once('`').unwrap();
    let command = command.split('`').next().unwrap().replace("DIR", "out").replace("NAME", "lamps");
    assert_eq!(shell(&command, at.path()).status.code(), Some(0), "{command}");
    assert!(at.path().join("out/src/lamps.rs").is_file());
}

#[test]
fn hundreds_of_pages_fit_on_a_screen() {
    let at = tempfile::tempdir().unwrap();
    let docs = at.path().join("docs");
    fs::create_dir(&docs).unwrap();
    let faulty = PAGE.replace("\"glow\": 3}", "\"glow\": 3,}").replace("```http", "```https");
    for number in 0..150 {
        fs::write(docs.join(format!("page-{number}.md")), &faulty).unwrap();
    }
    let lines = |output: &Output| (text(&output.stdout) + &text(&output.stderr)).lines().count();
    for (arguments, most) in [
        (vec!["inspect", "docs"], 24),
        (vec!["init", "docs"], 12),
        (vec!["generate", "--config", "docs/docwright.yaml"], 24),
        (vec!["check", "--config", "docs/docwright.yaml"], 24),
        (vec!["generate", "--docs", "docs", "--out", "out", "--crate-name", "lamps"], 24),
    ] {
        let output = docwright(at.path(), &arguments);
        let reported = text(&output.stdout) + &text(&output.stderr);
        assert!(lines(&output) <= most, "{arguments:?}: {reported}");
        assert_ne!(output.status.code(), Some(2), "{reported}");
        assert!(arguments[0] == "check" || reported.contains("150 operations"), "{reported}");
    }
    let inspected = text(&docwright(at.path(), &["inspect", "docs"]).stdout);
    assert!(inspected.contains("   150 error   json-invalid"), "{inspected}");
    assert!(lines(&docwright(at.path(), &["inspect", "docs", "-v"])) > 1_500);
    assert_eq!(
        text(
            &docwright(at.path(), &["inspect", "docs", "--format", "concise", "--select", "json-invalid"])
                .stdout
        )
        .lines()
        .count(),
        150
    );
}
