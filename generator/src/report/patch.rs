//! What changed in a file, as a unified diff.

use similar::TextDiff;

/// The diff of one file; its path is given twice, as `git diff` does.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    let path = path.trim_start_matches('/');
    let (old, new) = (format!("a/{path}"), format!("b/{path}"));
    TextDiff::from_lines(before, after).unified_diff().context_radius(3).header(&old, &new).to_string()
}
