//! The lines of a list's entries in a text of YAML, so that one can be taken out and every other byte stay.

use crate::source::Span;

/// For each entry of the list below a top-level key its lines, from the one with the dash to its last that says something.
/// Comments and blank lines between entries belong to none. Empty where the list is not written with dashes.
pub(super) fn lines(text: &str, key: &str) -> Vec<Span> {
    let mut entries: Vec<Span> = Vec::new();
    let mut dashes = None;
    let mut inside = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        let words = line.trim();
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_dash = words == "-" || words.starts_with("- ");
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        if !inside {
            inside = line.strip_prefix(key).is_some_and(|rest| {
                let rest = rest.trim();
                rest == ":" || rest.strip_prefix(':').is_some_and(|rest| rest.trim_start().starts_with('#'))
            });
            continue;
        }
        match (dashes, entries.last_mut()) {
            (None, _) if is_dash => {
                dashes = Some(indent);
                entries.push(span);
            }
            (Some(dash), _) if is_dash && indent == dash => entries.push(span),
            (Some(dash), Some(entry)) if indent > dash => entry.end = span.end,
            _ => return entries,
        }
    }
    entries
}
