//! What docwright depends on: every dependency has a licence that `deny.toml` allows and comes from the registry, pinned by
//! its checksum. Needs nothing that building does not need.

use std::fs;
use std::process::Command;

use serde_json::Value;

/// The licences that `deny.toml` allows.
fn allowed() -> Vec<String> {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../deny.toml")).unwrap();
    let (_, list) = text.split_once("\nallow = [").expect("deny.toml has a list of licences");
    let list = list.split(']').next().unwrap_or_default();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether a licence expression can be met with what is allowed. `/` is an old way to write `OR`; `AND` binds closer.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    any(&words, &mut at, allowed) && at == words.len()
}

fn any(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = all(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all(words, at, allowed);
    }
    met
}

fn all(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allowed);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word == "(" {
        let met = any(words, at, allowed);
        *at += 1;
        return met;
    }
    let mut licence = word.to_owned();
    if words.get(*at) == Some(&"WITH") {
        licence = format!("{word} WITH {}", words.get(*at + 1).copied().unwrap_or_default());
        *at += 2;
    }
    allowed.contains(&licence)
}

#[test]
fn expressions_are_read_as_they_are_meant() {
    let allowed = ["A".to_owned(), "B".to_owned(), "C WITH x".to_owned()];
    for (expression, met) in [
        ("A", true),
        ("X", false),
        ("X OR A", true),
        ("X/A", true),
        ("X AND A", false),
        ("A AND B OR X", true),
        ("A AND (X OR B)", true),
        ("X AND (A OR B)", false),
        ("A OR B AND X", true),
        ("C WITH x", true),
        ("A WITH x", false),
        ("", false),
        ("A B", false),
    ] {
        assert_eq!(is_met(expression, &allowed), met, "{expression}");
    }
}

#[test]
fn dependencies_have_licences_that_are_allowed() {
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let about = String::from_utf8(rustc.stdout).unwrap();
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    // what other platforms need may not be on this machine
    let output = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["metadata", "--offline", "--locked", "--format-version=1", "--filter-platform", host])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let (allowed, mut refused) = (allowed(), Vec::new());
    let packages = metadata["packages"].as_array().unwrap();
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        if !is_met(licence, &allowed) {
            refused.push(format!("{} {}: {licence:?}", package["name"], package["version"]));
        }
    }
    assert!(packages.len() > 50 && !allowed.is_empty());
    assert!(refused.is_empty(), "no licence of these is in deny.toml:\n{}", refused.join("\n"));
}

#[test]
fn dependencies_come_from_the_registry() {
    let lock = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock")).unwrap();
    let mut own = Vec::new();
    for package in lock.split("[[package]]\n").skip(1) {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")));
            line.map(|line| line.trim_end_matches('"'))
        };
        let name = value("name").unwrap();
        match value("source") {
            None => own.push(name),
            Some(source) => {
                assert!(source.starts_with("registry+https://"), "{name} comes from {source}");
                assert!(value("checksum").is_some(), "{name} is not pinned");
            }
        }
    }
    assert_eq!(own, ["docwright", "docwright-runtime", "flow-service"]);
}

/// The fuzz targets are outside of the workspace, with a lock of their own: it goes with what docwright depends on now.
#[test]
fn the_lock_of_the_fuzz_targets_is_not_behind() {
    let dependencies = |lock: &str| -> Vec<String> {
        let lock = fs::read_to_string(format!("{}/{lock}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let (_, own) = lock.split_once("name = \"docwright\"\n").expect("the lock has docwright in it");
        let own = own.split("[[package]]").next().unwrap_or_default();
        let quoted = own.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\","));
        // a version follows a name where there are several
        quoted.filter_map(|it| it.split(' ').next()).map(str::to_owned).collect()
    };
    let own = dependencies("../Cargo.lock");
    assert!(own.len() > 5, "{own:?}");
    assert_eq!(dependencies("fuzz/Cargo.lock"), own);
}
