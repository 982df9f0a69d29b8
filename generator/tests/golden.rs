//! The `client.rs` of every case of `tests/corpus`, compiled: all cases' pages in one folder give one crate, in which
//! these very texts are put in the place of its modules. Pages whose credentials are a user and a password are a crate of
//! their own, as those of a client are of one scheme. It is clean for clippy and rustdoc, its examples compile, and
//! it passes the tests that the pages' samples give it.
//!
//! What `client.rs` has to be is `corpus.rs`'s.

mod crates;

use std::fs;
use std::path::PathBuf;

use crates::{cargo, generate, is_clean, root, words};
use docwright::naming::module_name;

#[test]
fn what_the_cases_give_compiles_and_passes_its_own_tests() {
    compiles(sends_user_and_password);
    compiles(|page| !sends_user_and_password(page));
}

fn sends_user_and_password(page: &str) -> bool {
    page.contains(" -u ") || page.contains("Authorization: Basic ")
}

/// Holds what the pages give that count.
fn compiles(counts: fn(&str) -> bool) {
    let docs = tempfile::tempdir().unwrap();
    let mut goldens = Vec::new();
    for case in fs::read_dir(root().join("generator/tests/corpus")).unwrap() {
        let case = case.unwrap();
        if !fs::read_to_string(case.path().join("page.md")).is_ok_and(|page| counts(&page)) {
            continue;
        }
        let page = format!("{}.md", case.file_name().into_string().unwrap());
        fs::copy(case.path().join("page.md"), docs.path().join(&page)).unwrap();
        if let Ok(client) = fs::read_to_string(case.path().join("client.rs")) {
            goldens.push((module_name(&page), client));
        }
    }
    goldens.sort();
    let folder = generate(docs.path(), "corpus");

    let modules = || goldens.iter().map(|(module, _)| module.as_str());
    let mut sources: Vec<_> =
        fs::read_dir(folder.join("src")).unwrap().map(|it| it.unwrap().path()).collect();
    let is_module = |path: &PathBuf| path.extension().is_some() && !path.ends_with("lib.rs");
    let is_of_all = |path: &PathBuf| ["shared.rs", "schemas.rs"].iter().any(|name| path.ends_with(name));
    sources.retain(|path| is_module(path) && !is_of_all(path));
    assert_eq!(sources.len(), goldens.len(), "a module has no client.rs, or the other way round");
    for (module, client) in &goldens {
        // Among the others it shares types with them; what they share is compiled all the same.
        fs::write(folder.join(format!("src/{module}.rs")), client).unwrap();
    }

    let features = format!("--features={}", modules().collect::<Vec<_>>().join(","));
    let run =
        |arguments: &[&str]| cargo(&folder, &[arguments, &["--no-default-features", &features][..]].concat());
    let lints = ["--", "-W", "missing_docs"];
    let clippy = [&["clippy", "--all-targets", "--no-default-features", &features][..], &lints].concat();
    is_clean(&cargo(&folder, &clippy), "clippy");
    is_clean(&run(&["doc", "--no-deps"]), "doc");
    is_clean(&run(&["test", "--doc"]), "examples");
    let tested = run(&["test", "--tests"]);
    is_clean(&tested, "test");
    assert!(words(&tested).contains("test result: ok."));
}
