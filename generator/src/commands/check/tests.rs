use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use twox_hash::xxhash3_64::Hasher;

use super::super::generate::Built;
use super::super::{Cli, Command};
use super::{Made, checked, client};
use crate::config::{Config, FILE_NAME};
use crate::dialect::Dialect;
use crate::output::{BEGIN, END, LOCK, entries, fingerprint};

/// A project whose client was just written: two locales beside each other and one elsewhere, earlier revisions, and a
/// manifest with a block.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    copy(&docs, &at.join("docs-input"));
    copy(&docs.join("fr"), &at.join("elsewhere/de"));
    edit(&at.join("docs-input").join(FILE_NAME), |text| {
        text.replace("  fr: fr\n", "  fr: fr\n  de: ../elsewhere/de\n")
    });
    fs::write(at.join("Cargo.toml"), format!("[features]\n{BEGIN}\n{END}\n")).unwrap();
    made(at, Made { believes: false, writes: true }).plan.write().unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(target).unwrap(),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

fn edit(path: &Path, change: impl Fn(String) -> String) {
    let text = fs::read_to_string(path).unwrap();
    let changed = change(text.clone());
    assert_ne!(changed, text, "{} is not changed", path.display());
    fs::write(path, changed).unwrap();
}

fn config(at: &Path) -> Config {
    Config::load(&at.join("docs-input").join(FILE_NAME)).unwrap()
}

fn made(at: &Path, made: Made) -> Built {
    let dialect = Dialect::default_dialect().unwrap();
    client(config(at), &dialect, None, made, &mut |_, _| Ok(())).unwrap()
}

/// What `check` prints in a project, and whether it ends with 1.
fn told(at: &Path, format: &str, believes: bool) -> (String, String, bool) {
    let config = at.join("docs-input").join(FILE_NAME);
    let config = config.to_str().unwrap();
    // that what is wrong in the pages is told in the same way `tests/projects.rs` holds
    let line = ["docwright", "check", "--config", config, "--format", format, "--ignore", "MU,TB,SM,XP,LC"];
    let cli = Cli::parse_from(line);
    let Command::Check(arguments) = &cli.command else { panic!("not check") };
    let mut out = Vec::new();
    let outcome = checked(arguments, &cli.common, at, believes, &mut out).unwrap();
    (String::from_utf8(out).unwrap() + &outcome.text, outcome.notes, outcome.failed)
}

/// What is done to a project, whether its list is believed still, and whether something is stale.
type Case = (&'static str, fn(&Path), bool, bool);

const CASES: &[Case] = &[
    ("nothing", |_| {}, true, false),
    ("a file that is nobody's", |at| fs::write(at.join("generated/mine.txt"), "mine").unwrap(), true, false),
    ("a page touched", |at| touch(at, "docs-input/en/oracle.md"), false, true),
    (
        "a page says else",
        |at| edit(&at.join("docs-input/en/oracle.md"), |text| text.replace("\"name\"", "\"title\"")),
        false,
        true,
    ),
    ("a translation touched", |at| touch(at, "docs-input/fr/oracle-service-cloud.md"), false, true),
    (
        "an earlier revision touched",
        |at| touch(at, "docs-input/history/oracle/2020-connector.md"),
        false,
        true,
    ),
    ("a page elsewhere touched", |at| touch(at, "elsewhere/de/oracle-service-cloud.md"), false, true),
    ("a page more", |at| fs::write(at.join("docs-input/new.md"), "# New\n").unwrap(), false, true),
    (
        "a page less",
        |at| fs::remove_file(at.join("docs-input/history/oracle/2020-connector.md")).unwrap(),
        false,
        true,
    ),
    ("the configuration touched", |at| touch(at, "docs-input/docwright.yaml"), false, true),
    (
        "another dialect",
        |at| edit(&at.join("docs-input/docwright.yaml"), |text| without(&text, "dialect: experience-league")),
        false,
        true,
    ),
    ("a file edited", |at| touch(at, "generated/oracle.rs"), false, true),
    (
        "the model edited",
        |at| edit(&at.join("generated/model.json"), |text| text.replace("\"name\"", "\"title\"")),
        false,
        true,
    ),
    ("a file missing", |at| fs::remove_file(at.join("generated/shared.rs")).unwrap(), false, true),
    ("the list missing", |at| fs::remove_file(list(at)).unwrap(), false, true),
    ("an entry missing", |at| edit(&list(at), |text| without(&text, " lib.rs")), false, true),
    ("an entry of docs missing", |at| edit(&list(at), |text| without(&text, " en/oracle.md")), false, true),
    (
        "another version's list",
        |at| edit(&list(at), |text| text.replace("docwright 0", "docwright 9")),
        false,
        true,
    ),
    ("nobody's list", |at| edit(&list(at), |text| without(&text, env!("CARGO_PKG_VERSION"))), false, true),
    ("a run was ended", |at| touch(at, "generated/.docwright/lib.rs"), false, false),
    (
        "a run was ended while it put files in place",
        |at| touch(at, "generated/.docwright/docwright.lock"),
        false,
        false,
    ),
    (
        "the manifest's block edited",
        |at| edit(&at.join("Cargo.toml"), |text| text.replace("oracle = []\n", "")),
        true,
        true,
    ),
];

fn list(at: &Path) -> PathBuf {
    at.join("generated").join(LOCK)
}

fn touch(at: &Path, path: &str) {
    let path = at.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let text = fs::read_to_string(&path).unwrap_or_default();
    fs::write(path, text + "\n").unwrap();
}

fn without(list: &str, name: &str) -> String {
    list.split_inclusive('\n').filter(|line| !line.trim_end().ends_with(name)).collect()
}

#[test]
fn the_list_is_believed_where_it_holds_and_both_ways_say_the_same() {
    let written = project();
    for (name, change, is_believed, is_stale) in CASES {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        copy(written.path(), at);
        change(at);
        let built = made(at, Made { believes: true, writes: false });
        assert_eq!(built.plan.is_as_listed(), *is_believed, "{name}");
        let short = told(at, "json", true);
        assert_eq!(short, told(at, "json", false), "{name}");
        assert_eq!(short.2, *is_stale, "{name}: {}", short.0);
    }
}

#[test]
fn what_a_list_that_holds_tells_is_not_looked_into() {
    let folder = project();
    let at = folder.path();
    let file = at.join("generated/oracle.rs");
    let print = || format!("{:016x}", Hasher::oneshot(&fs::read(&file).unwrap()));
    let before = print();
    touch(at, "generated/oracle.rs");
    let after = print();
    // as only docwright writes it
    edit(&list(at), |text| {
        let text = text.replace(&before, &after);
        let (seal, _) = entries(&text, "by").next().unwrap();
        let rest = text.splitn(3, '\n').nth(2).unwrap();
        text.replace(seal, &format!("{:016x}", fingerprint(rest.as_bytes())))
    });
    assert!(!told(at, "concise", true).2 && told(at, "concise", false).2);
}
