//! Fixes put into a text. Every byte that no fix is about stays as it is.

use crate::finding::{Edit, Fix};

/// Applies fixes in the order of their places. Where two overlap the first wins: the other one's finding is found again in
/// what comes out, if it still holds. Gives the text and how many fixes are in it.
pub fn apply(text: &str, fixes: &[&Fix]) -> (String, usize) {
    let mut fixes: Vec<&&Fix> = fixes.iter().filter(|fix| !fix.edits.is_empty()).collect();
    fixes.sort_by_key(|fix| fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)).min());
    let mut taken: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for fix in fixes {
        let fits = |edit: &&Edit| text.get(edit.span.clone()).is_some();
        let free = |edit: &Edit| !taken.iter().any(|other| overlap(edit, other));
        if fix.edits.iter().all(|edit| fits(&edit) && free(edit)) {
            taken.extend(&fix.edits);
            count += 1;
        }
    }
    taken.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in taken {
        out.push_str(text.get(at..edit.span.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, count)
}

/// Whether two edits are about the same bytes, or insert in the same place, where their order would matter.
fn overlap(one: &Edit, other: &Edit) -> bool {
    let (one, other) = (&one.span, &other.span);
    one.start == other.start || (one.start < other.end && other.start < one.end)
}

#[cfg(test)]
mod tests;
