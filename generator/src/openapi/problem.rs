//! What of a document was not understood, and was left out.

/// Something that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// What it is, in words.
    pub message: String,
}

impl Problem {
    /// A problem at a line.
    pub(super) fn at(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}
