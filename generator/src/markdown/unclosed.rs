//! Where a fence that is never closed should have ended.
//!
//! To Markdown such a fence runs on to whatever closes the next one. A fence line with a label inside an open fence
//! says that the earlier one was left open; what is before it, from the first line that begins a block of its
//! own, is no part of the fence.

use crate::source::{File, Span};

/// The parts of a file from `from` on that are to be read by themselves: one, unless a fence was left open.
pub(super) fn parts(file: &File, from: usize) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = from;
    let mut open: Option<OpenMark> = None;
    let mut after_blank = false;
    for (at, line) in file.lines_from(from) {
        let indent = line.bytes().position(|byte| byte != b'>' && byte != b' ').unwrap_or(line.len());
        let bare = line.get(indent..).unwrap_or_default();
        match (&mut open, mark(bare)) {
            (None, Some((char, length, _))) => open = Some(OpenMark { char, length, ends: None }),
            (Some(fence), Some((char, length, label))) if char == fence.char && length >= fence.length => {
                if label.is_empty() {
                    open = None;
                } else {
                    let end = fence.ends.unwrap_or(at);
                    parts.push(start..end);
                    start = end;
                    open = Some(OpenMark { char, length, ends: None });
                }
            }
            (Some(fence), _) if fence.ends.is_none() && after_blank && begins_block(bare) => {
                fence.ends = Some(at)
            }
            _ => {}
        }
        let is_word = bare.starts_with(|c: char| c.is_ascii_graphic());
        after_blank = !is_word && bare.trim_start().is_empty();
    }
    parts.push(start..file.text.len());
    parts
}

struct OpenMark {
    char: char,
    length: usize,
    /// The first line that cannot be part of it, should it turn out not to be closed.
    ends: Option<usize>,
}

/// The character, the length and the label of a fence's line.
fn mark(line: &str) -> Option<(char, usize, &str)> {
    let char = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let line = line.trim_end();
    let label = line.trim_start_matches(char);
    let length = line.len() - label.len();
    (length >= 3 && !label.contains('`')).then(|| (char, length, label.trim()))
}

/// A heading, a bold label, a fold, a notice or a table, at the start of a line.
fn begins_block(line: &str) -> bool {
    ["# ", "## ", "### ", "#### ", "**", "+++", "[!", "|"].iter().any(|start| line.starts_with(start))
}
