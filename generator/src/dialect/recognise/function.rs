//! Sections that say how a client's function calls the operation: its signature, and what headers the call has.

use crate::dialect::words::letters;
use crate::markdown::Text;

/// Whether a line is the signature of the function that a section is called after: `Kite getKite(kiteId, verbose)` below
/// `getKite`.
pub(in super::super) fn is_signature(line: &str, title: &str) -> bool {
    let own = letters(title);
    let Some((before, _)) = line.trim().split_once('(').filter(|_| line.contains(')')) else { return false };
    let name = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    !own.is_empty() && !title.trim().contains(' ') && letters(name) == own
}

/// What a text says that is sent, as the header that names it: `**Content-Type**: application/json`.
pub(in super::super) fn content_type(text: &Text) -> Option<String> {
    let plain = text.plain();
    let (name, value) = plain.split_once(':')?;
    name.trim_matches(['*', '_', ' ']).eq_ignore_ascii_case("content-type").then(|| value.trim().to_owned())
}
