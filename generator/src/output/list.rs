//! The list beside what was written: which files they are, from which docs, and by which version of this program.
//!
//! Knows only paths and bytes.

use std::path::Path;

use twox_hash::xxhash3_64::Hasher;

use super::{OutputError, place};

/// The list's file name, in the output folder.
pub const LOCK: &str = "docwright.lock";
/// Who writes lists. What is written follows from this and the docs.
const WRITER: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
const HEAD: &str =
    "# What docwright wrote here, and the docs that it wrote it from. Not to be edited by hand.\n";

/// The list of files and docs, each with its fingerprint. Its first entry names the writer, with the fingerprint of all
/// that follows: a list that a hand or a merge has changed is known by that.
pub(super) fn text(files: &[(impl AsRef<str>, u64)], docs: &[(String, u64)]) -> String {
    let rest = lines("file", files) + &lines("docs", docs);
    format!("{HEAD}by {:016x} {WRITER}\n{rest}", fingerprint(rest.as_bytes()))
}

fn lines(what: &str, of: &[(impl AsRef<str>, u64)]) -> String {
    of.iter().map(|(name, print)| format!("{what} {print:016x} {}\n", name.as_ref())).collect()
}

/// The entries of one kind in a list: fingerprint and name.
pub fn entries<'a>(list: &'a str, what: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    list.lines().filter_map(move |line| line.strip_prefix(what)?.strip_prefix(' ')?.split_once(' '))
}

/// The files in a list, each with its fingerprint.
pub(super) fn files(list: &str) -> impl Iterator<Item = (String, u64)> {
    entries(list, "file")
        .filter_map(|(print, name)| Some((name.to_owned(), u64::from_str_radix(print, 16).ok()?)))
}

/// The text of the list of a name below a folder; none is empty.
///
/// # Errors
/// Where something else than a file is there.
pub(super) fn read(folder: &Path, name: &str) -> Result<String, OutputError> {
    let bytes = place::read(folder, name)?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// FxHash of 64 bits, the hash of the compiler's own maps, begun with the length: says whether bytes changed, not
/// who changed them. Build scripts can compute it for docs in a few lines.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks();
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    words.chain(rest.iter().map(|byte| u64::from(*byte))).fold(bytes.len() as u64, |hash, word| {
        (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}

/// XXH3 of 64 bits, the fingerprint of what is written: many times faster, and there may be much.
pub(super) fn print(bytes: &[u8]) -> u64 {
    Hasher::oneshot(bytes)
}
