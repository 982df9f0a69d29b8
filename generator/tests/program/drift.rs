//! Following the docs by itself: `examples/drift/drift` on a repository with a remote, from one revision of the pages to the next.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Pages about the boats of a lake, in words and what can be sent.
fn page(words: &str, body: &str) -> String {
    format!(
        "# Boats\n\n{words}\n\n## Rent a boat\n\n```http\nPOST /rentals\n```\n\n```shell\n\
         curl -X POST 'https://lake.example.test/v1/rentals' -d '{body}'\n```\n\n| Property | Description |\n| --- | --- |\n\
         | `boat` | Which boat, by its name. |\n"
    )
}

fn first() -> String {
    page("Boats are rented by the hour.", "{\"boat\": \"Otter\"}")
}

/// A lake: a project whose client is written, its remote, and the folder that the newest pages come from.
struct Lake {
    folder: tempfile::TempDir,
}

impl Lake {
    fn new() -> Self {
        let lake = Self { folder: tempfile::tempdir().unwrap() };
        for name in ["work/docs-input/en", "pages", "forge", "bin"] {
            fs::create_dir_all(lake.at(name)).unwrap();
        }
        lake.git("", &["init", "--quiet", "--bare", "--initial-branch=main", "remote.git"]);
        lake.git("work", &["init", "--quiet", "--initial-branch=main"]);
        lake.git("work", &["remote", "add", "origin", "../remote.git"]);
        let config = "api: Lake\nlocales:\n  en: en\noutput:\n  folder: ../generated\n";
        fs::write(lake.at("work/docs-input/docwright.yaml"), config).unwrap();
        fs::write(lake.at("work/docs-input/en/boats.md"), first()).unwrap();
        let generated = Command::new(env!("CARGO_BIN_EXE_docwright"))
            .args(["generate"])
            .current_dir(lake.at("work"))
            .output()
            .unwrap();
        assert!(generated.status.success(), "{}", words(&generated));
        lake.commit("work", "The client");
        lake.git("work", &["push", "--quiet", "origin", "main"]);
        lake.newest(&first());
        lake
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn git(&self, folder: &str, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        git.current_dir(self.at(folder)).args(["-c", "user.name=A", "-c", "user.email=a@lake.test"]);
        let output = git.args(arguments).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", words(&output));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn commit(&self, folder: &str, message: &str) {
        self.git(folder, &["add", "--all"]);
        self.git(folder, &["commit", "--quiet", "--message", message]);
    }

    /// The newest pages, as they come.
    fn newest(&self, text: &str) {
        fs::write(self.at("pages/boats.md"), text).unwrap();
    }

    /// The script, with a command in place of a forge: it keeps a file for each branch.
    fn drift(&self) -> Command {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/drift/drift");
        let mut drift = Command::new(script);
        drift.current_dir(self.at("work")).env("DOCWRIGHT", env!("CARGO_BIN_EXE_docwright"));
        drift.env("DRIFT_UPDATE", format!("cp {}/*.md docs-input/en/", self.at("pages").display()));
        let open = "cp \"$DRIFT_NOTE\" \"$FORGE/${DRIFT_BRANCH//\\//_}-to-$DRIFT_BASE\"; echo \"$DRIFT_TITLE\" > \"$FORGE/title\"";
        drift.env("DRIFT_OPEN", open).env("FORGE", self.at("forge"));
        for name in ["DRIFT_BRANCH", "DRIFT_BASE", "DRIFT_REMOTE", "GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"] {
            drift.env_remove(name);
        }
        // whoever runs this test has a name
        drift.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        drift
    }

    fn run(&self, expected: i32) -> String {
        self.end(&mut self.drift(), expected)
    }

    fn end(&self, drift: &mut Command, expected: i32) -> String {
        let before = self.git("work", &["rev-parse", "HEAD"]);
        let output = drift.output().unwrap();
        assert_eq!(output.status.code(), Some(expected), "{}", words(&output));
        // nobody's files are touched, and nothing is left
        assert_eq!(self.git("work", &["status", "--porcelain"]), "");
        assert_eq!(self.git("work", &["rev-parse", "HEAD"]), before);
        assert_eq!(self.git("work", &["worktree", "list"]).lines().count(), 1);
        words(&output)
    }

    /// What the remote has: branches, without the main one.
    fn branches(&self) -> Vec<String> {
        let listed = self.git("remote.git", &["for-each-ref", "--format=%(refname:short)", "refs/heads"]);
        listed.lines().filter(|name| *name != "main").map(str::to_owned).collect()
    }

    /// The open pull requests, each with its text.
    fn requests(&self) -> Vec<(String, String)> {
        let files = fs::read_dir(self.at("forge")).unwrap().map(|file| file.unwrap().path());
        let read = |path: PathBuf| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        };
        files.map(read).filter(|(name, _)| name != "title").collect()
    }

    fn proposed(&self) -> String {
        self.git("remote.git", &["rev-parse", "docwright/drift"])
    }
}

fn words(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn a_change_of_behaviour_is_one_branch_and_words_are_none() {
    let lake = Lake::new();
    let reported = lake.run(0);
    assert!(reported.contains("nothing to propose"), "{reported}");

    // other words, and the same to send
    lake.newest(&page("Boats are rented by the hour, paddles are in them.", "{\"boat\": \"Otter\"}"));
    lake.run(0);
    assert_eq!((lake.branches(), lake.requests()), (vec![], vec![]));

    // something else to send
    let second = page("Boats are rented by the hour.", "{\"boat\": \"Otter\", \"hours\": 2}");
    lake.newest(&second);
    lake.run(0);
    assert_eq!(lake.branches(), ["docwright/drift"]);
    let requests = lake.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].0, "docwright_drift-to-main");
    for part in ["- **version**: ", "`POST /rentals`", "`hours`", "docs-input/en/boats.md"] {
        assert!(requests[0].1.contains(part), "no {part} in {}", requests[0].1);
    }
    let title = fs::read_to_string(lake.at("forge/title")).unwrap();
    assert_eq!(title, "Follow the API's docs (minor)\n");
    // the branch is one commit, with the pages and the client that follows from them
    assert_eq!(lake.git("remote.git", &["rev-list", "--count", "main..docwright/drift"]), "1");
    lake.git("", &["clone", "--quiet", "--branch=docwright/drift", "remote.git", "clone"]);
    assert_eq!(fs::read_to_string(lake.at("clone/docs-input/en/boats.md")).unwrap(), second);
    let mut check = Command::new(env!("CARGO_BIN_EXE_docwright"));
    let checked = check.current_dir(lake.at("clone")).args(["generate", "--check"]).output().unwrap();
    assert!(checked.status.success(), "{}", words(&checked));

    // the same again is the same
    let (before, text) = (lake.proposed(), lake.requests());
    let reported = lake.run(0);
    assert!(reported.contains("proposes this already"), "{reported}");
    assert_eq!((lake.proposed(), lake.requests()), (before.clone(), text.clone()));

    // more is in the same place, and so is what is for another commit
    lake.newest(&page("Boats.", "{\"boat\": \"Otter\", \"hours\": 2, \"paddles\": 4}"));
    lake.run(0);
    assert_eq!((lake.branches().len(), lake.requests().len()), (1, 1));
    assert_ne!(lake.proposed(), before);
    assert!(lake.requests()[0].1.contains("`paddles`"));
    fs::write(lake.at("work/README.md"), "Boats").unwrap();
    lake.commit("work", "A readme");
    lake.git("work", &["push", "--quiet", "origin", "main"]);
    lake.run(0);
    let log = lake.git("remote.git", &["log", "--format=%an %s", "docwright/drift", "-2"]);
    assert_eq!(log, "docwright Follow the API's docs (minor)\nA A readme");

    // when it is merged there is nothing more, and the branch goes
    lake.git("work", &["pull", "--quiet", "origin", "docwright/drift"]);
    lake.git("work", &["push", "--quiet", "origin", "main"]);
    let reported = lake.run(0);
    assert!(reported.contains("docwright/drift is gone"), "{reported}");
    assert_eq!(lake.branches(), [""; 0]);
}

#[test]
fn what_somebody_added_is_kept_and_what_fails_proposes_nothing() {
    let lake = Lake::new();
    lake.newest("# Boats\n\nThere are none.\n");
    let reported = lake.run(2);
    assert!(reported.contains("could not be generated"), "{reported}");
    let reported = lake.end(lake.drift().env("DRIFT_UPDATE", "exit 3"), 2);
    assert!(reported.contains("DRIFT_UPDATE failed"), "{reported}");
    let reported = lake.end(lake.drift().env("DRIFT_BRANCH", "main"), 2);
    assert!(reported.contains("main is the branch to propose on"), "{reported}");
    assert_eq!((lake.branches(), lake.requests()), (vec![], vec![]));

    lake.newest(&page("Boats.", "{\"boat\": \"Otter\", \"hours\": 2}"));
    lake.git("work", &["config", "commit.gpgSign", "true"]);
    lake.git("work", &["config", "gpg.program", "false"]);
    let reported = lake.run(2);
    assert!(reported.contains("drift: nothing could be committed"), "{reported}");
    assert_eq!((lake.branches(), lake.requests()), (vec![], vec![]));
    lake.git("work", &["config", "commit.gpgSign", "false"]);

    let worktrees = lake.at("work/.git/worktrees");
    assert!(!worktrees.exists());
    fs::write(&worktrees, "no folder").unwrap();
    let reported = lake.run(2);
    assert!(reported.contains("drift: no copy of the commit could be made"), "{reported}");
    fs::remove_file(worktrees).unwrap();

    let reported = lake.end(lake.drift().env("DRIFT_OPEN", "exit 3"), 2);
    assert!(reported.contains("DRIFT_OPEN failed"), "{reported}");
    // the next run opens what that did not
    lake.run(0);
    assert_eq!(lake.requests().len(), 1);

    lake.git("", &["clone", "--quiet", "--branch=docwright/drift", "remote.git", "clone"]);
    fs::write(lake.at("clone/note"), "Mine.").unwrap();
    lake.commit("clone", "A note");
    lake.git("clone", &["push", "--quiet"]);
    let before = lake.proposed();
    lake.newest(&page("Boats.", "{\"boat\": \"Otter\", \"hours\": 3, \"paddles\": 4}"));
    let reported = lake.run(2);
    assert!(reported.contains("docwright/drift has a commit that is not this script's"), "{reported}");
    assert_eq!(lake.proposed(), before);
}

/// What is outside of the copy would be written to in its place.
#[test]
fn a_configuration_is_of_the_copy() {
    let lake = Lake::new();
    lake.newest(&page("Boats.", "{\"boat\": \"Otter\", \"hours\": 2}"));
    let config = lake.at("work/docs-input/docwright.yaml").display().to_string();
    for arguments in [vec!["--config".to_owned(), config.clone()], vec![format!("--config={config}")]] {
        let reported = lake.end(lake.drift().args(&arguments), 2);
        let refused = format!("{}: expected a path from this folder", arguments.last().unwrap());
        assert!(reported.contains(&refused), "{reported}");
        assert_eq!((lake.branches(), lake.requests()), (vec![], vec![]));
    }
    lake.end(lake.drift().args(["--config", "docs-input/docwright.yaml"]), 0);
    assert_eq!(lake.branches(), ["docwright/drift"]);
}

/// The pages may be a submodule, of which a copy of the commit has nothing yet.
#[test]
fn the_workflow_updates_a_submodule() {
    let lake = Lake::new();
    let commit = |text: &str| {
        fs::write(lake.at("docs/boats.md"), text).unwrap();
        lake.commit("docs", "The pages");
    };
    lake.git("", &["init", "--quiet", "--initial-branch=main", "docs"]);
    commit(&first());
    let from = lake.at("docs").display().to_string();
    fs::remove_dir_all(lake.at("work/docs-input/en")).unwrap();
    let local = "protocol.file.allow=always";
    lake.git("work", &["rm", "--quiet", "-r", "--cached", "docs-input/en"]);
    lake.git("work", &["-c", local, "submodule", "--quiet", "add", &from, "docs-input/en"]);
    lake.commit("work", "The pages are a submodule");
    lake.git("work", &["push", "--quiet", "origin", "main"]);
    // a fresh checkout has no submodules
    lake.git("work", &["submodule", "--quiet", "deinit", "--force", "docs-input/en"]);
    commit(&page("Boats.", "{\"boat\": \"Otter\", \"hours\": 2}"));

    let workflow =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/drift/github.yml"))
            .unwrap();
    let update = workflow.lines().find_map(|line| line.trim().strip_prefix("update: ")).unwrap();
    let mut drift = lake.drift();
    drift.env("DRIFT_UPDATE", update).env("GIT_CONFIG_COUNT", "1");
    drift.env("GIT_CONFIG_KEY_0", "protocol.file.allow").env("GIT_CONFIG_VALUE_0", "always");
    lake.end(&mut drift, 0);
    let newest = lake.git("docs", &["rev-parse", "HEAD"]);
    assert_eq!(lake.git("remote.git", &["rev-parse", "docwright/drift:docs-input/en"]), newest);
}

/// No forge takes a text of any length: what is left out is said.
#[test]
fn a_note_that_is_too_long_says_so() {
    let lake = Lake::new();
    let fields: String =
        (0..700).map(|number| format!(", \"oar_number_{number}_of_the_boat\": {number}")).collect();
    lake.newest(&page("Boats.", &format!("{{\"boat\": \"Otter\"{fields}}}")));
    lake.run(0);
    let (_, text) = lake.requests().remove(0);
    assert!(
        text.len() < 65_536 && text.ends_with("… and more; docwright diff --all lists them.\n"),
        "{}",
        text.len()
    );
}

/// A command that stands for GitHub's: somebody's fork has a pull request of every branch.
const GH: &str = r#"#!/usr/bin/env bash
printf '%s\n' "$1 $2 $3" >> "$FORGE/calls"
own=$(cat "$FORGE/number" 2> /dev/null)
case $2 in
  create) echo 7 > "$FORGE/number" ;;
  list)
    requests='{"number": 13, "isCrossRepository": true}'
    if [ -n "$own" ]; then requests+=", {\"number\": $own, \"isCrossRepository\": false}"; fi
    case "$*" in
      *"--json number,isCrossRepository --jq "*"select(.isCrossRepository | not)"*) ;;
      *) echo 13; exit ;;
    esac
    # what is asked for is the last argument
    if command -v jq > /dev/null; then jq -r "${!#}" <<< "[$requests]"; else echo "$own"; fi
    ;;
esac
"#;

/// Without a command of one's own it is GitHub's: it opens one pull request, and then changes that, never one of a fork.
#[test]
fn githubs_own_command_opens_one_and_updates_it() {
    let lake = Lake::new();
    fs::write(lake.at("bin/gh"), GH).unwrap();
    fs::set_permissions(lake.at("bin/gh"), fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", lake.at("bin").display(), std::env::var("PATH").unwrap());
    for hours in [2, 2, 3] {
        lake.newest(&page("Boats.", &format!("{{\"boat\": \"Otter\", \"hours\": {hours}}}")));
        lake.end(lake.drift().env_remove("DRIFT_OPEN").env("PATH", &path), 0);
    }
    let calls = fs::read_to_string(lake.at("forge/calls")).unwrap();
    let expected = "pr list --head\npr create --head\npr list --head\npr edit 7\npr list --head\npr edit 7\n";
    assert_eq!(calls, expected);
}
