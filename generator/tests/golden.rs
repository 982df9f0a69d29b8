//! The `client.rs` of every case of `tests/corpus`, compiled: all cases' pages in one folder give one crate, in which
//! these very texts are put in the place of its modules. Pages whose credentials are a user and a password are a crate of
//! their own, as those of a client are of one scheme. It is clean for clippy and rustdoc, its examples compile, and
//! it passes the tests that the pages' samples give it.
//!
//! What `client.rs` has to be is `corpus.rs`'s.

mod crates;

use std::fs;
use std::path::{Path, PathBuf};

use crates::{cargo, is_clean, member, root, words, workspace};
use docwright::naming::module_name;

#[test]
fn what_the_cases_give_compiles_and_passes_its_own_tests() {
    let folder = workspace("corpus");
    let mut modules = written(&folder, "user-and-password", sends_user_and_password);
    modules.extend(written(&folder, "other-credentials", |page| !sends_user_and_password(page)));

    let features = ["--no-default-features".to_owned(), format!("--features={}", modules.join(","))];
    let features = features.each_ref().map(String::as_str);
    let run = |arguments: &[&str]| cargo(&folder, &[arguments, &features].concat());
    let clippy = [&["clippy", "--all-targets"], &features[..], &["--", "-W", "missing_docs"]].concat();
    is_clean(&cargo(&folder, &clippy), "clippy");
    is_clean(&run(&["doc", "--no-deps"]), "doc");
    // all but the examples of its documentation, then these
    let tested = run(&["test", "--tests"]);
    is_clean(&tested, "test");
    assert!(words(&tested).matches("test result: ok.").count() >= 2, "{}", words(&tested));
    is_clean(&run(&["test", "--doc"]), "examples");
}

fn sends_user_and_password(page: &str) -> bool {
    page.contains(" -u ") || page.contains("Authorization: Basic ")
}

/// Writes the crate of the pages that count, with the modules that the cases have; gives their names.
fn written(workspace: &Path, name: &str, counts: fn(&str) -> bool) -> Vec<String> {
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
    let folder = member(workspace, docs.path(), name);

    let mut sources: Vec<_> =
        fs::read_dir(folder.join("src")).unwrap().map(|it| it.unwrap().path()).collect();
    let is_module = |path: &PathBuf| path.extension().is_some() && !path.ends_with("lib.rs");
    let is_of_all = |path: &PathBuf| ["shared.rs", "schemas.rs"].iter().any(|name| path.ends_with(name));
    sources.retain(|path| is_module(path) && !is_of_all(path));
    assert_eq!(sources.len(), goldens.len(), "a module has no client.rs, or the other way round");
    for (module, client) in &goldens {
        // Among the others it shares types with them; what they share is compiled all the same.
        // Its examples are those of a crate called `corpus`.
        let client = client.replace("corpus::", &format!("{}::", name.replace('-', "_")));
        fs::write(folder.join(format!("src/{module}.rs")), client).unwrap();
    }
    goldens.into_iter().map(|(module, _)| module).collect()
}
