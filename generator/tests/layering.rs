//! Holds the table of who may depend on whom, as ARCHITECTURE.md tells it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// For each module of the library: the modules that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("model", &[]),
    ("output", &[]),
    ("embedded", &[]),
    ("git", &[]),
    ("progress", &[]),
    ("finding", &["source"]),
    ("fix", &["finding", "source"]),
    ("baseline", &["finding"]),
    ("markdown", &["source"]),
    ("sample", &["source"]),
    ("config", &["source"]),
    ("dialect", &["config", "markdown", "model", "sample", "source"]),
    ("lower", &["config", "dialect", "finding", "markdown", "model", "sample", "source"]),
    ("rules", &["dialect", "finding", "lower", "markdown", "model", "sample", "source"]),
    ("sift", &["dialect", "finding", "lower", "markdown", "source"]),
    ("openapi", &["model", "sample", "source"]),
    ("rust", &["model", "source"]),
    ("diff", &["finding", "model"]),
    ("audit", &["diff", "finding", "model", "rust", "source"]),
    ("emit", &["model"]),
    ("report", &["audit", "dialect", "diff", "finding", "lower", "model", "output", "sample", "source"]),
    (
        "project",
        &["config", "dialect", "finding", "lower", "markdown", "output", "progress", "rules", "source"],
    ),
];

/// Crates that few modules may use, most of them one alone, so that replacing one is the work of one place.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("pulldown_cmark", &["markdown"]),
    ("serde_yaml", &["config"]),
    ("saphyr_parser", &["openapi"]),
    ("quote", &["emit"]),
    ("syn", &["emit", "rust"]),
    ("proc_macro2", &["emit", "rust"]),
    ("prettyplease", &["emit"]),
    ("annotate_snippets", &["report"]),
    ("similar", &["report"]),
    ("quick_junit", &["report"]),
    ("indicatif", &["progress"]),
    ("tempfile", &["output"]),
    ("twox_hash", &["output"]),
    ("walkdir", &["project"]),
];

/// Products are data: their names stand in YAML and in pages.
const PRODUCTS: &[&str] = &["oracle", "adobe", "mysql", "flow service"];

fn sources() -> Vec<(String, PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => walk(&path, found),
                false if path.extension().is_some_and(|end| end == "rs") => found.push(path),
                false => {}
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    let module = |path: &Path| {
        let first = path.strip_prefix(&root).unwrap().iter().next().unwrap().to_str().unwrap();
        first.trim_end_matches(".rs").to_owned()
    };
    found.into_iter().map(|path| (module(&path), path.clone(), fs::read_to_string(&path).unwrap())).collect()
}

fn is_test(path: &Path) -> bool {
    path.ends_with("tests.rs")
}

#[test]
fn modules_use_only_what_they_may() {
    let known: BTreeSet<&str> = MAY_USE.iter().map(|(module, _)| *module).collect();
    let mut seen = BTreeSet::new();
    for (module, path, text) in sources() {
        if ["lib", "main", "commands"].contains(&module.as_str()) || is_test(&path) {
            continue;
        }
        let (_, allowed) = MAY_USE
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("{module} is in no row of the table: {}", path.display()));
        seen.insert(module.clone());
        for part in text.split("crate::").skip(1) {
            let used: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if known.contains(used.as_str()) && used != module {
                assert!(allowed.contains(&used.as_str()), "{} uses {used}; {module} may not", path.display());
            }
        }
    }
    assert_eq!(seen.len(), MAY_USE.len(), "a row of the table is about no module");
}

#[test]
fn a_crate_is_used_where_it_belongs() {
    for (module, path, text) in sources() {
        for (name, owners) in ONLY_IN {
            let used = text.contains(&format!("{name}::")) || text.contains(&format!("{name}!"));
            assert!(
                !used || owners.contains(&module.as_str()) || is_test(&path),
                "{} uses {name}",
                path.display()
            );
        }
        let exits = text.contains("process::exit") || text.contains("ExitCode");
        assert!(!exits || module == "main", "{} exits", path.display());
    }
}

#[test]
fn no_product_is_named_in_code() {
    for (_, path, text) in sources() {
        let lower = text.to_lowercase();
        for product in PRODUCTS {
            assert!(is_test(&path) || !lower.contains(product), "{} names {product}", path.display());
        }
    }
}

#[test]
fn modules_say_what_they_are() {
    for (_, path, text) in sources().into_iter().filter(|(_, path, _)| !is_test(path)) {
        assert!(text.starts_with("//!"), "{} has no header", path.display());
    }
}
