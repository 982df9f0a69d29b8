//! Fixes put into a text. Every byte that no fix is about stays as it is.

use std::collections::BTreeMap;

use crate::finding::{Edit, Fix};
use crate::source::Span;

/// Applies fixes in the order of their places. Where two overlap the first wins: the other one's finding is found again in
/// what comes out, if it still holds. Gives the text and how many fixes are in it.
pub fn apply(text: &str, fixes: &[&Fix]) -> (String, usize) {
    let mut fixes: Vec<&&Fix> = fixes.iter().filter(|fix| !fix.edits.is_empty()).collect();
    fixes.sort_by_key(|fix| fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)).min());
    // by where they begin; none overlaps another
    let mut taken: BTreeMap<usize, &Edit> = BTreeMap::new();
    let mut count = 0;
    for fix in fixes {
        let fits = |edit: &Edit| text.get(edit.span.clone()).is_some();
        if fix.edits.iter().all(|edit| fits(edit) && is_free(&edit.span, &taken)) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start, edit)));
            count += 1;
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in taken.values() {
        out.push_str(text.get(at..edit.span.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, count)
}

/// Whether no edit is about bytes of a span, or inserts where it begins, where their order would matter.
fn is_free(span: &Span, taken: &BTreeMap<usize, &Edit>) -> bool {
    let before = taken.range(..span.start).next_back();
    let within = taken.range(span.start..span.end.max(span.start + 1)).next();
    before.is_none_or(|(_, edit)| edit.span.end <= span.start) && within.is_none()
}

#[cfg(test)]
mod tests;
