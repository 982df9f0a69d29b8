//! What the README shows is what the example does, and the example does it.

#[path = "../examples/create_connection.rs"]
#[allow(dead_code)]
mod example;

#[test]
fn the_readme_shows_the_example_and_it_runs() {
    let readme = include_str!("../README.md");
    let (_, after) = readme.split_once("```rust\n").unwrap();
    let (shown, _) = after.split_once("```").unwrap();
    assert!(include_str!("../examples/create_connection.rs").contains(shown.trim()), "{shown}");
    example::main().unwrap();
}

/// Every relative link of the documents leads to a file.
#[test]
fn links_lead_somewhere() {
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(root.join(document)).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(target.starts_with("http") || root.join(target).exists(), "{document}: {target}");
        }
    }
}
