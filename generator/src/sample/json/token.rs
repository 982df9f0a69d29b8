//! The tokens that both ways of reading JSON end in.

use crate::source::Span;

/// What holds other values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Bracket {
    Object,
    Array,
}

impl Bracket {
    pub(super) fn opener(self) -> char {
        match self {
            Self::Object => '{',
            Self::Array => '[',
        }
    }

    pub(super) fn closer(self) -> char {
        match self {
            Self::Object => '}',
            Self::Array => ']',
        }
    }
}

/// A token and where it is; an empty span is one that was put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open(Bracket),
    Close(Bracket),
    Comma,
    Colon,
    /// A string, by the span of what its quotes enclose.
    Quoted(Span),
    /// A literal, or text that should have been in quotes.
    Bare,
    /// Stands for a key or a value that is missing.
    Nothing,
}
