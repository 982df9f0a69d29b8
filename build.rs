//! Warns when the docs have changed since `generated/` was written from them.
//!
//! Needs nothing but std, and says nothing where the crate is built without its docs. With `DOCWRIGHT_STALE=deny`
//! stale files are an error.

use std::collections::BTreeMap;
use std::path::Path;

const DOCS: &str = "docs-input";
const CONFIG: &str = "docwright.yaml";
const LOCK: &str = "generated/docwright.lock";
const ADVICE: &str = "`cargo docwright check` tells what that means, `cargo docwright generate` writes it";

fn main() {
    println!("cargo::rerun-if-changed={DOCS}");
    println!("cargo::rerun-if-changed={LOCK}");
    println!("cargo::rerun-if-env-changed=DOCWRIGHT_STALE");
    let Ok(root) = std::env::var("CARGO_MANIFEST_DIR") else { return };
    let changed = changed(Path::new(&root));
    if changed.is_empty() {
        return;
    }
    let level = match std::env::var("DOCWRIGHT_STALE").as_deref() {
        Ok("deny") => "error",
        _ => "warning",
    };
    println!("cargo::{level}=generated/ is older than its docs ({}); {ADVICE}", changed.join(", "));
}

/// What differs between the docs and the list that `generate` left of them; nothing where there are no docs.
pub fn changed(root: &Path) -> Vec<String> {
    let mut docs = BTreeMap::new();
    if collect(&root.join(DOCS), "", &mut docs).is_err() || docs.is_empty() {
        return Vec::new();
    }
    let lock = std::fs::read_to_string(root.join(LOCK)).unwrap_or_default();
    let listed: BTreeMap<String, u64> = lock.lines().filter_map(entry).collect();
    let mut changed = Vec::new();
    for (name, print) in &docs {
        match listed.get(name) {
            None => changed.push(format!("new: {name}")),
            Some(listed) if listed != print => changed.push(format!("changed: {name}")),
            Some(_) => {}
        }
    }
    changed
        .extend(listed.keys().filter(|name| !docs.contains_key(*name)).map(|name| format!("gone: {name}")));
    changed
}

/// `docs FINGERPRINT NAME`.
fn entry(line: &str) -> Option<(String, u64)> {
    let (print, name) = line.strip_prefix("docs ")?.split_once(' ')?;
    Some((name.to_owned(), u64::from_str_radix(print, 16).ok()?))
}

/// Every page below `folder`, and the configuration, with its fingerprint.
fn collect(folder: &Path, below: &str, docs: &mut BTreeMap<String, u64>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{below}{}", spelled(&entry.file_name().to_string_lossy()));
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), docs)?;
        } else if name == CONFIG || name.ends_with(".md") || name.ends_with(".markdown") {
            docs.insert(name, fingerprint(&std::fs::read(entry.path())?));
        }
    }
    Ok(())
}

/// A name as `generate` lists it: what is not shown, such as the end of a line, is spelled out.
fn spelled(name: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    name.chars().map(|c| if steers(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

/// The fingerprint of a text, as `generate` computes it; `tests/drift.rs` holds the two together.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks();
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    words.chain(rest.iter().map(|byte| u64::from(*byte))).fold(bytes.len() as u64, |hash, word| {
        (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}
