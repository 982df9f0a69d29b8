//! Crates that the program writes, and cargo run in them.
//!
//! Cargo builds them in this checkout's target folder, with the versions that it has locked.

#![allow(dead_code, reason = "each target uses a part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Writes the crate of a page, or of a folder of pages, into a new folder.
pub fn generate(docs: &Path, name: &str) -> PathBuf {
    generate_at(&Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), docs, name)
}

/// An empty folder for crates that cargo builds side by side, as members of one workspace.
pub fn workspace(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\n").unwrap();
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// Writes the crate of a page, or of a folder of pages, as a member of a workspace.
pub fn member(workspace: &Path, docs: &Path, name: &str) -> PathBuf {
    let out = generate_at(&workspace.join(name), docs, name);
    let manifest = fs::read_to_string(out.join("Cargo.toml")).unwrap();
    fs::write(out.join("Cargo.toml"), manifest.replace("\n[workspace]\n", "\n")).unwrap();
    out
}

fn generate_at(out: &Path, docs: &Path, name: &str) -> PathBuf {
    let _ = fs::remove_dir_all(out);
    let output = Command::new(env!("CARGO_BIN_EXE_docwright"))
        .args(["generate", "--crate-name", name, "--docs"])
        .arg(docs)
        .arg("--out")
        .arg(out)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::copy(root().join("Cargo.lock"), out.join("Cargo.lock")).unwrap();
    out.to_owned()
}

/// Runs cargo in a crate. It shares this checkout's target folder and its profile, so that what both depend on is built once; the
/// crate itself is built once only, and nothing is kept for a next time.
pub fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    let profile = [("CARGO_PROFILE_DEV_DEBUG", "line-tables-only"), ("CARGO_INCREMENTAL", "0")];
    cargo.current_dir(folder).env("CARGO_TARGET_DIR", target).envs(profile).args(arguments).output().unwrap()
}

/// Fails unless cargo succeeded, without a warning.
pub fn is_clean(output: &Output, what: &str) {
    let words = words(output);
    assert!(output.status.success() && !words.contains("warning: "), "{what}:\n{words}");
}

pub fn words(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
