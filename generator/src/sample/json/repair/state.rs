//! One way to have understood the text so far.

use super::super::token::Bracket;
use super::lines::LineState;
use crate::source::Span;

/// The end of a list of the log.
pub(super) const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub(super) cost: u32,
    /// The last entry of the log that this state follows from.
    pub(super) log: u32,
    /// The last repair among them.
    pub(super) repairs: u32,
    /// What is open, innermost.
    pub(super) frame: Frame,
    /// What is open around it, in the log.
    pub(super) outer: u32,
    /// A fingerprint of all that is open around it.
    pub(super) around: u64,
    pub(super) expect: Expect,
    pub(super) mode: Mode,
    pub(super) last: LastToken,
    /// The indentation of the present line.
    pub(super) indent: usize,
    /// Whether nothing has been read of the present line.
    pub(super) fresh: bool,
    /// Where the last token ends.
    pub(super) end: usize,
    /// Where the last comma is.
    pub(super) comma: usize,
}

/// An object or array that is open; the text as a whole has no bracket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) bracket: Option<Bracket>,
    /// The indentation of the line that opens it, where that is known.
    pub(super) indent: Option<usize>,
    /// The indentation of what it holds, once a line has shown it.
    pub(super) child: Option<usize>,
    /// Where its last value begins, what is before it ends, and its indentation if it begins a line.
    pub(super) value: usize,
    pub(super) gap: usize,
    pub(super) value_indent: Option<usize>,
    /// Whether it holds another that has ended.
    pub(super) held: bool,
    /// Whether it was already reported that several values follow each other.
    pub(super) several: bool,
}

/// What the grammar asks for next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    /// A key or value, or the end.
    First,
    /// A key or value, after a comma.
    Item,
    Colon,
    Value,
    /// A comma or the end.
    Next,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mode {
    Outside,
    /// Within a string.
    Text(OpenString),
    /// Within something that has been read as a whole, up to its end.
    Skip(usize),
}

/// A string that has begun.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct OpenString {
    pub(super) style: Style,
    /// Where it begins, its quote included.
    pub(super) start: usize,
    /// Where its content begins; the same as `start` if the quote is missing.
    pub(super) inner: usize,
    pub(super) faults: Faults,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Double,
    Single,
    Curly,
}

/// What is wrong within a string: where first, for each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Faults {
    pub(super) line_end: Option<usize>,
    pub(super) quote: Option<usize>,
    pub(super) escape: Option<usize>,
    pub(super) control: Option<usize>,
}

/// What the last token was, as far as it excuses the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LastToken {
    Token,
    /// A closer that was put in.
    PutCloser,
    /// A string whose closing quote was put in.
    PutQuote,
    /// A closer in another's place; that other may follow.
    Wrong(Bracket, usize),
    Ellipsis,
    Stray,
}

impl State {
    pub(super) fn new(lines: &LineState) -> Self {
        Self {
            cost: 0,
            log: NONE,
            repairs: NONE,
            frame: Frame::new(None, None),
            outer: NONE,
            around: 0,
            expect: Expect::First,
            mode: Mode::Outside,
            last: LastToken::Token,
            indent: lines.indent,
            fresh: true,
            end: 0,
            comma: 0,
        }
    }

    /// Whether everything that follows is the same to both.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let frame = |frame: &Frame| (frame.bracket, frame.indent, frame.child);
        self.expect == other.expect
            && self.mode == other.mode
            && self.around == other.around
            && frame(&self.frame) == frame(&other.frame)
            && self.fresh == other.fresh
            && std::mem::discriminant(&self.last) == std::mem::discriminant(&other.last)
    }

    pub(super) fn in_object(&self) -> bool {
        self.frame.bracket == Some(Bracket::Object)
    }

    pub(super) fn at_root(&self) -> bool {
        self.frame.bracket.is_none()
    }

    /// Whether a key or value may begin here.
    pub(super) fn wants_item(&self) -> bool {
        matches!(self.expect, Expect::First | Expect::Item)
    }

    pub(super) fn wants_key(&self) -> bool {
        self.in_object() && self.wants_item()
    }

    pub(super) fn wants_value(&self) -> bool {
        self.expect == Expect::Value || (!self.in_object() && self.wants_item())
    }

    /// The indentation of the line, if `this` is the first on it.
    pub(super) fn line(&self) -> Option<usize> {
        self.fresh.then_some(self.indent)
    }

    /// Notes where the value begins that comes next.
    pub(super) fn note_value(&mut self, span: &Span) {
        self.frame.value = span.start;
        self.frame.gap = self.end;
        self.frame.value_indent = self.line();
    }
}

impl OpenString {
    pub(super) fn new(style: Style, start: usize, inner: usize) -> Self {
        Self { style, start, inner, faults: Faults::default() }
    }
}

impl Frame {
    pub(super) fn new(bracket: Option<Bracket>, indent: Option<usize>) -> Self {
        Self {
            bracket,
            indent,
            child: None,
            value: 0,
            gap: 0,
            value_indent: None,
            held: false,
            several: false,
        }
    }

    /// A line for its closer.
    pub(super) fn closing_line(&self, closer: char) -> String {
        format!("\n{}{closer}", " ".repeat(self.indent.unwrap_or_default()))
    }
}
