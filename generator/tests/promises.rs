//! What a client promises whoever uses it, where no sample can show it: what does not compile, what is documented, and
//! what comes along when it is built.
//!
//! CONTRIBUTING.md lists all promises, and the tests of each.

#[allow(dead_code)]
mod crates;
mod shown;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crates::{cargo, root, words};
use serde_json::Value;

/// Programs of users, and the error that each has to be; none where it has to compile.
const PROGRAMS: &[(&str, Option<&str>, &str)] = &[
    ("all_is_given", None, r#"let _ = CreateBaseConnection::new("name", auth()).extra("more", 1);"#),
    ("an_argument_is_missing", Some("E0061"), r#"let _ = CreateBaseConnection::new("name");"#),
    (
        "what_is_fixed_is_not_asked_for",
        Some("E0061"),
        r#"let _ = CreateBaseConnection::new("name", auth(), CONNECTION_SPEC_ID);"#,
    ),
    (
        "members_of_requests_are_private",
        Some("E0451"),
        r#"let CreateBaseConnection { name: _, .. } = CreateBaseConnection::new("name", auth());"#,
    ),
    (
        "more_variants_may_come",
        Some("E0004"),
        "match Auth::from(auth()) { Auth::ConnectionString(_) | Auth::BasicAuthentication(_) | Auth::Other(_) => {} }",
    ),
    (
        "more_members_may_be_answered",
        Some("E0639"),
        r#"let _ = CreateBaseConnectionResponse { id: "1".into(), etag: "2".into() };"#,
    ),
    ("secrets_are_no_text", Some("E0277"), r#"println!("{}", flow_service::runtime::Secret::from("x"));"#),
];

#[test]
fn what_must_not_compile_does_not() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("promises");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("examples")).unwrap();
    fs::create_dir(folder.join("src")).unwrap();
    fs::write(folder.join("src/lib.rs"), "").unwrap();
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let client = serde_json::to_string(&root()).unwrap();
    let manifest = format!(
        "[package]\nname = \"promises\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         flow-service = {{ path = {client}, default-features = false, features = [\"oracle\"] }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    for (name, _, body) in PROGRAMS {
        let program = format!(
            "#![allow(unused_imports, dead_code)]\nuse flow_service::oracle::*;\n\
             fn auth() -> ConnectionString {{ ConnectionString::new(\"x\") }}\nfn main() {{ {body} }}\n"
        );
        fs::write(folder.join(format!("examples/{name}.rs")), program).unwrap();
    }
    let output = cargo(&folder, &["check", "--examples", "--keep-going", "--message-format=json"]);
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let message: Value = serde_json::from_str(line).unwrap();
        if message["message"]["level"] == "error"
            && let Some(code) = message["message"]["code"]["code"].as_str()
        {
            found.insert(message["target"]["name"].as_str().unwrap().to_owned(), code.to_owned());
        }
    }
    let expected =
        PROGRAMS.iter().filter_map(|(name, code, _)| Some(((*name).to_owned(), (*code)?.to_owned())));
    assert_eq!(found, expected.collect());
}

/// The packages that `flow-service` is built from, with these features.
fn packages(features: &[&str]) -> Vec<String> {
    let arguments =
        ["tree", "--package=flow-service", "--edges=normal,build", "--prefix=none", "--format={p}"];
    let output = cargo(&root(), &[&arguments[..], features].concat());
    assert!(output.status.success(), "{}", words(&output));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn nobody_builds_the_generator_and_types_come_without_http() {
    let all = packages(&["--all-features"]);
    assert!(all.iter().any(|name| name == "reqwest"), "{all:?}");
    assert!(!all.iter().any(|name| name == "docwright"), "{all:?}");
    let types = packages(&["--no-default-features", "--features=oracle"]);
    for stack in ["reqwest", "hyper", "tokio", "rustls", "url", "idna"] {
        assert!(!types.iter().any(|name| name == stack), "{stack} in {types:?}");
    }
}

#[test]
fn every_call_shows_how_it_is_made_and_where_it_stands() {
    let mut calls = 0;
    // lib.rs is no source, and samples.rs no part of the client
    let is_source = |path: &PathBuf| !path.ends_with("lib.rs") && !path.ends_with("samples.rs");
    let files = fs::read_dir(root().join("generated")).unwrap().map(|file| file.unwrap().path());
    for path in files.filter(is_source) {
        let text = fs::read_to_string(&path).unwrap();
        let mut docs: Vec<&str> = Vec::new();
        for line in text.lines().map(str::trim_start) {
            if let Some(line) = line.strip_prefix("///") {
                docs.push(line);
            } else if let Some(call) = line.strip_prefix("pub async fn ") {
                calls += 1;
                let docs = docs.join("\n");
                for part in ["\n # Examples", "```no_run", "\n Docs: `", "line"] {
                    assert!(docs.contains(part), "{call}: no {part:?} in\n{docs}");
                }
            } else {
                docs.clear();
            }
        }
    }
    assert!(calls > 0, "no call was found");
}

/// Cases about what no sample shows, or none as the docs have it.
const UNSHOWN: &[&str] = &[
    "components-and-html",
    "fields-without-samples",
    "operations-in-a-table",
    "required-or-not",
    "row-named-like-the-path",
];

/// Whether a sample of a page may show an item: its name stands in a fence.
fn is_in_a_sample(item: &str, page: &str) -> bool {
    let letters = |text: &str| text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
    let name = letters(item.rsplit("::").next().unwrap());
    page.split("```").skip(1).step_by(2).any(|fence| letters(fence).contains(&name))
}

/// Rust's own guideline (C-EXAMPLE): of every type and function there is an example, or a link to one; but for setters of what
/// no sample of the docs has.
#[test]
fn every_item_is_shown_by_an_example_or_leads_to_one() {
    let read = |path: PathBuf| shown::items(&fs::read_to_string(path).unwrap());
    let generated = |name: &str| read(root().join("generated").join(name));
    let (lib, shared) = (generated("lib.rs"), generated("shared.rs"));
    let mut clients = vec![("lib.rs".to_owned(), lib.clone()), ("shared.rs".to_owned(), shared.clone())];
    for name in ["oracle.rs", "oracle_service_cloud.rs"] {
        clients.push((name.to_owned(), generated(name)));
    }
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    for case in fs::read_dir(root().join("generator/tests/corpus")).unwrap().map(Result::unwrap) {
        let client = case.path().join("client.rs");
        if client.exists() {
            let name = case.file_name().into_string().unwrap();
            pages.insert(name.clone(), fs::read_to_string(case.path().join("page.md")).unwrap());
            clients.push((name, read(client)));
        }
    }
    let is_asked = |name: &str, item: &str| {
        let page = pages.get(name);
        if UNSHOWN.contains(&name) {
            return !item.contains("::") && item.starts_with(char::is_lowercase);
        }
        page.is_none_or(|page| !item.contains("::") || item.ends_with("::new") || is_in_a_sample(item, page))
    };
    let others = [lib, shared].concat();
    let mut unshown = Vec::new();
    for (name, items) in &clients {
        let missing = shown::unshown(items, &others).into_iter().filter(|item| is_asked(name, item));
        unshown.extend(missing.map(|item| format!("{name}: {item}")));
    }
    assert!(unshown.is_empty(), "{} are not:\n{}", unshown.len(), unshown.join("\n"));
}

/// Types say where the docs show their example, and what no call sends is run.
#[test]
fn every_type_has_an_example_of_its_own_with_its_line() {
    let mut types = 0;
    for name in ["oracle.rs", "oracle_service_cloud.rs", "shared.rs"] {
        let items = shown::items(&fs::read_to_string(root().join("generated").join(name)).unwrap());
        for item in items.iter().filter(|item| item.is_type && item.name != "Client") {
            types += 1;
            let docs = &item.docs;
            for part in ["\n # Examples\n Line ", "\n ```\n", "\n Docs: `"] {
                assert!(docs.contains(part), "{}: no {part:?} in\n{docs}", item.name);
            }
        }
    }
    assert!(types > 5, "only {types} types were found");
}
