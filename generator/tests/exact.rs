//! Pages whose requests are easily sent otherwise than they are shown, as one crate: its own tests hold every request to its
//! sample, to the letter.
//!
//! Each page is about one kind of thing; where the client cannot send what a sample does, that is a finding instead.

mod crates;

use std::path::Path;

use crates::{cargo, generate, is_clean, words};

#[test]
fn what_is_sent_is_what_is_shown() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exact");
    let folder = generate(&docs, "exact");
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let pages = std::fs::read_dir(docs).unwrap().map(|page| page.unwrap().file_name().into_string().unwrap());
    let features: Vec<String> = pages.map(|page| docwright::lower::module_name(&page)).collect();
    assert!(features.iter().all(|feature| manifest.contains(&format!("{feature} = "))), "{manifest}");
    let features = format!("--features={}", features.join(","));
    let clippy = ["clippy", "--all-targets", "--no-default-features", &features, "--", "-W", "missing_docs"];
    is_clean(&cargo(&folder, &clippy), "clippy");
    let tested = cargo(&folder, &["test", "--tests", "--no-default-features", &features]);
    is_clean(&tested, "tests");
    assert!(words(&tested).contains("test result: ok."));
}
