//! The checked-in client is what the docs give, and the build script sees when it is not.

mod support;

#[path = "../build.rs"]
#[allow(dead_code)]
mod build_script;

use std::path::Path;
use std::process::Command;

/// `docwright generate --check`, as anybody would run it.
#[test]
fn generated_is_what_the_docs_give() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["run", "--quiet", "--package", "docwright", "--", "generate", "--check"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_build_script_tells_what_changed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    // built without its docs: nothing to say
    assert_eq!(build_script::changed(root), Vec::<String>::new());

    copy(Path::new(env!("CARGO_MANIFEST_DIR")), root);
    assert_eq!(build_script::changed(root), Vec::<String>::new());

    let page = root.join("docs-input/en/oracle.md");
    let text = std::fs::read_to_string(&page).unwrap();
    std::fs::write(&page, text + "\n").unwrap();
    std::fs::write(root.join("docs-input/en/new.md"), "# New\n").unwrap();
    std::fs::remove_file(root.join("docs-input/fr/oracle-service-cloud.md")).unwrap();
    let expected = ["new: en/new.md", "changed: en/oracle.md", "gone: fr/oracle-service-cloud.md"];
    assert_eq!(build_script::changed(root), expected);
}

fn copy(from: &Path, to: &Path) {
    fn folder(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let target = to.join(path.file_name().unwrap());
            if path.is_dir() {
                folder(&path, &target);
            } else {
                std::fs::copy(&path, &target).unwrap();
            }
        }
    }
    for part in ["docs-input", "generated"] {
        folder(&from.join(part), &to.join(part));
    }
}

#[test]
fn the_build_script_and_the_generator_count_alike() {
    for bytes in ["", "a", "foobar", "# Página\r\n", "a line of more words than one\n"] {
        assert_eq!(
            build_script::fingerprint(bytes.as_bytes()),
            docwright::output::fingerprint(bytes.as_bytes())
        );
    }
}
