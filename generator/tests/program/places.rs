//! What else may be in the output folder: links, folders, pipes, other runs. Nothing outside of it is touched, nothing in it
//! is left half.

#[path = "../../../build.rs"]
#[allow(dead_code)]
mod build_script;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const CONFIG: &str = "api: W\nlocales:\n  en: en\noutput:\n  folder: ../generated\n";

/// A project of one page, beside which is a folder that is nobody's business.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir_all(at.join("docs-input/en")).unwrap();
    fs::create_dir(at.join("elsewhere")).unwrap();
    fs::write(at.join("elsewhere/a"), "a").unwrap();
    fs::write(at.join("elsewhere/lib.rs"), "mine").unwrap();
    // as a list that names them has them
    fs::write(at.join("elsewhere/docwright.lock"), "file 0000000000000000 a\n").unwrap();
    fs::write(at.join("Cargo.toml"), "").unwrap();
    fs::write(at.join("docs-input/docwright.yaml"), CONFIG).unwrap();
    page(at, "w", "widgets");
    folder
}

fn page(at: &Path, name: &str, thing: &str) {
    let text = format!(
        "# {thing}\n\n```http\nPOST /{thing}\n```\n\n```shell\ncurl -X POST 'https://a.test/{thing}' -H 'x-key: {{KEY}}' \
         -d '{{\"{thing}\": 1}}'\n```\n\n```json\n{{\"id\": \"1\"}}\n```\n"
    );
    fs::write(at.join(format!("docs-input/en/{name}.md")), text).unwrap();
}

fn command(at: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docwright"));
    command.current_dir(at).args(arguments).stdin(Stdio::null());
    command
}

/// The exit status, and all words. A run that hangs has none.
fn docwright(at: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut child = command(at, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(30) {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    (status.code(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

/// Every file below a folder with its text, links and pipes as what they are.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let entry = entry.unwrap();
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            let name = path.display().to_string();
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() {
                found.push((name, fs::read_to_string(path).unwrap()));
            } else {
                found.push((name, format!("{kind:?}")));
            }
        }
    }
    found.sort();
    found
}

fn pipe(at: &Path) {
    assert!(Command::new("mkfifo").arg(at).status().unwrap().success());
}

/// What is in the way: how it comes there, in a project whose client is written, and what is said of it.
type Case = (&'static str, fn(&Path), &'static str);

const CASES: &[Case] = &[
    (
        "the stage is a link",
        |at| symlink("../elsewhere", at.join("generated/.docwright")).unwrap(),
        "generated/.docwright: is a link",
    ),
    (
        "a list in the stage is a link",
        |at| {
            fs::create_dir(at.join("generated/.docwright")).unwrap();
            symlink("../../elsewhere/docwright.lock", at.join("generated/.docwright/ended.lock")).unwrap();
        },
        "generated/.docwright/ended.lock: is a link",
    ),
    (
        "the list is a link",
        |at| {
            fs::remove_file(at.join("generated/docwright.lock")).unwrap();
            symlink("../elsewhere/docwright.lock", at.join("generated/docwright.lock")).unwrap();
        },
        "generated/docwright.lock: is a link",
    ),
    (
        "a file is a link",
        |at| {
            fs::remove_file(at.join("generated/lib.rs")).unwrap();
            symlink("../elsewhere/lib.rs", at.join("generated/lib.rs")).unwrap();
        },
        "generated/lib.rs: is a link",
    ),
    (
        "a file is a link to nothing",
        |at| {
            fs::remove_file(at.join("generated/lib.rs")).unwrap();
            symlink("../elsewhere/new.rs", at.join("generated/lib.rs")).unwrap();
        },
        "generated/lib.rs: is a link",
    ),
    (
        "a file that goes is behind a link",
        |at| {
            symlink("../elsewhere", at.join("generated/old")).unwrap();
            let list = at.join("generated/docwright.lock");
            let text = fs::read_to_string(&list).unwrap() + "file 0000000000000000 old/a\n";
            fs::write(list, text).unwrap();
        },
        "generated/old: is a link",
    ),
    (
        "a folder where a file goes",
        |at| {
            fs::remove_file(at.join("generated/samples.rs")).unwrap();
            fs::create_dir(at.join("generated/samples.rs")).unwrap();
        },
        "generated/samples.rs: expected a file or nothing there",
    ),
    (
        "a pipe where a file goes",
        |at| {
            fs::remove_file(at.join("generated/samples.rs")).unwrap();
            pipe(&at.join("generated/samples.rs"));
        },
        "generated/samples.rs: expected a file or nothing there",
    ),
    (
        "a pipe where the list goes",
        |at| {
            fs::remove_file(at.join("generated/docwright.lock")).unwrap();
            pipe(&at.join("generated/docwright.lock"));
        },
        "generated/docwright.lock: expected a file or nothing there",
    ),
];

#[test]
fn what_is_in_the_way_is_named_and_nothing_is_touched() {
    for (name, put, words) in CASES {
        let folder = project();
        let at = folder.path();
        assert_eq!(docwright(at, &["generate"]).0, Some(0));
        put(at);
        page(at, "w", "gadgets");
        page(at, "x", "widgets");
        let before = files(at);
        for arguments in [&["generate"][..], &["generate", "--force"], &["generate", "--check"], &["check"]] {
            let (status, reported) = docwright(at, arguments);
            assert!(
                status == Some(2) && reported.contains(words),
                "{name}, {arguments:?}: {status:?}: {reported}"
            );
            assert_eq!(files(at), before, "{name}, {arguments:?}");
        }
    }
}

/// The same for a crate without a workspace: its folders may be links too.
#[test]
fn a_crate_is_not_written_through_a_link() {
    let folder = project();
    let at = folder.path();
    fs::create_dir(at.join("out")).unwrap();
    symlink("../elsewhere", at.join("out/src")).unwrap();
    let before = files(at);
    let (status, reported) =
        docwright(at, &["generate", "--docs", "docs-input/en", "--out", "out", "--crate-name", "w"]);
    assert!(status == Some(2) && reported.contains("out/src: is a link"), "{status:?}: {reported}");
    assert_eq!(files(at), before);
}

/// A folder that is no longer there is no fault, nor is what a hand put in place of a file that would go.
#[test]
fn what_would_go_and_is_gone_or_is_no_file_is_left() {
    let folder = project();
    let at = folder.path();
    page(at, "x", "gadgets");
    assert_eq!(docwright(at, &["generate"]).0, Some(0));
    fs::remove_file(at.join("docs-input/en/x.md")).unwrap();
    fs::remove_file(at.join("generated/x.rs")).unwrap();
    fs::create_dir(at.join("generated/x.rs")).unwrap();
    let (status, reported) = docwright(at, &["generate"]);
    assert_eq!(status, Some(0), "{reported}");
    assert!(at.join("generated/x.rs").is_dir());
}

/// Runs at the same time leave what one of them leaves alone, and the next has nothing to do.
#[test]
fn runs_at_once_leave_whole_clients() {
    let folder = project();
    let at = folder.path();
    (0..20).for_each(|number| page(at, &format!("p{number}"), "widgets"));
    let configs: Vec<String> = ["one", "two"]
        .map(|api| {
            let path = format!("docs-input/{api}.yaml");
            fs::write(at.join(&path), CONFIG.replace("api: W", &format!("api: {api}"))).unwrap();
            path
        })
        .into();
    for round in 0..5 {
        let mut children: Vec<_> = (0..6)
            .map(|number| {
                let arguments = ["generate", "--config", &configs[(round + number) % 2]];
                command(at, &arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
            })
            .collect();
        for child in children.drain(..) {
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let states = configs.iter().map(|config| docwright(at, &["generate", "--check", "--config", config]));
        let whole = states.filter(|(status, _)| *status == Some(0)).count();
        assert_eq!(whole, 1, "round {round}: the client is neither the one nor the other");
    }
}

/// A page whose name has two lines (`page-name`) is one page wherever it is named: in the list, for the build script, in
/// reports.
#[test]
fn a_name_of_two_lines_is_one_name() {
    let folder = project();
    let at = folder.path();
    let victim = at.join("generated/victim.txt");
    fs::create_dir(at.join("generated")).unwrap();
    fs::write(&victim, "mine").unwrap();
    let name = "a\nfile 0000000000000000 victim.txt\n\u{202e}";
    page(at, name, "gadgets");
    assert_eq!(docwright(at, &["generate"]).0, Some(0));
    assert_eq!(build_script::changed(at), Vec::<String>::new());
    for format in ["full", "concise", "github", "gitlab", "sarif", "junit", "markdown", "html", "json"] {
        let (_, reported) = docwright(at, &["check", "-v", "--format", format]);
        assert!(reported.contains("page-name") || format == "sarif", "{format}: {reported}");
        assert!(!reported.lines().any(|line| line.starts_with("file 0000")), "{format}: {reported}");
        assert!(!reported.contains('\u{202e}'), "{format}: {reported}");
    }
    fs::remove_file(at.join(format!("docs-input/en/{name}.md"))).unwrap();
    assert_eq!(build_script::changed(at).len(), 1);
    assert_eq!(docwright(at, &["generate", "--force"]).0, Some(0));
    assert!(victim.exists(), "the name forged a line of the list");
}
