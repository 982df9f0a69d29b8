//! Samples as they are in docs, read the way their author meant them: shell text to requests, JSON with faults
//! to a tree, and for each fault one [`Repair`] that says where the repair belongs.
//!
//! Text goes in, values with byte spans into that text come out. Knows nothing of Markdown, pages or findings.

use crate::source::Span;

pub mod curl;
pub mod http;
pub mod httpie;
pub mod json;
mod methods;
pub mod program;
pub mod request;
mod shell;
pub mod target;
pub mod template;
pub mod url;
pub mod wget;

/// One repair that reading a sample needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The byte offset, in the text given, where the repair belongs.
    pub at: usize,
    /// What was wrong there.
    pub kind: RepairKind,
    /// The edit that repairs the text; none where what it should say is not known, or where the edit of another repair
    /// repairs this fault too. The edits of one reading do not overlap; they belong in the order of their spans.
    pub fix: Option<TextEdit>,
    /// Whether another repair would have made as much sense of the text.
    pub ambiguous: bool,
}

/// Text to put in the place of a span of the text given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What is there afterwards.
    pub replacement: String,
}

/// Which of the two languages of a request sample a repair is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// The body or the response.
    Json,
    /// The command around it.
    Shell,
}

/// The two ends of something that comes in pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Where it begins.
    Opening,
    /// Where it ends.
    Closing,
}

/// What can be wrong with a sample and still leave its meaning plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RepairKind {
    /// `"name: "x"`, `name": "x"`.
    MissingQuote(Side),
    /// Two members or elements in a row.
    MissingComma,
    /// A key and its value in a row.
    MissingColon,
    /// A value that no key names.
    MissingKey,
    /// A key, or a comma, without the value that belongs to it.
    MissingValue,
    /// `"params":` and then the members.
    MissingOpener(char),
    /// An object or array that never ends.
    MissingCloser(char),
    /// `[ … }`.
    WrongCloser {
        /// What is there.
        found: char,
        /// What belongs there.
        expected: char,
    },
    /// Two closers in a row in each other's place.
    SwappedClosers,
    /// A closer of nothing.
    StrayCloser(char),
    /// A comma before a closer.
    TrailingComma,
    /// A comma with nothing before it.
    StrayComma,
    /// JSON has no comments.
    Comment,
    /// `…` or `...` for what is left out.
    Ellipsis,
    /// A string that goes on in the next line.
    LineEndInString,
    /// A tab or another control character in a string.
    ControlInString,
    /// A backslash that escapes nothing.
    BadEscape,
    /// A quote mark within a string that ends it too soon.
    UnescapedQuote,
    /// A string in `'…'`.
    SingleQuotes,
    /// A string in `“…”`.
    CurlyQuotes,
    /// A key without quotes.
    UnquotedKey,
    /// A value that is neither a literal nor in quotes, a bare placeholder among them.
    UnquotedValue,
    /// `True`, `None`, `undefined`: another language's literal.
    ForeignLiteral,
    /// Several values where one belongs.
    SeveralValues,
    /// Something that is no JSON at all.
    StrayText,
    /// A blank that is none to JSON.
    OddBlank,
    /// Nesting beyond all sense; what is below is kept as text.
    TooDeep,

    /// A quote of the shell that is never closed.
    UnclosedQuote,
    /// A quote of the shell that is closed and was never opened.
    UnopenedQuote,
    /// A line that ends the command although its options go on.
    MissingContinuation,
    /// A `\` that no line end, or no further option, follows.
    DanglingContinuation,
    /// A `\` that blanks part from the line end it should escape.
    BlankAfterContinuation,
    /// `‘…’`, `“…”` or `–H` where the shell needs plain quotes and dashes.
    SmartQuote,
    /// An apostrophe that ends a quoted body too soon.
    Apostrophe,
    /// `"{"name": …}"`: the body's own quotes end the shell's.
    NestedQuotes,
    /// A `&`, `;` or `(` outside of quotes, where the shell does not pass it on.
    Unquoted(char),
    /// `` `…` `` where quotes are meant: the shell runs what is between.
    Backticks,
    /// A `\` at the end of a line within quotes, where it is a part of the text.
    ContinuationInQuotes,
    /// `X-Key abc`: curl sends no such header.
    HeaderWithoutColon,
}

impl RepairKind {
    /// The language that the fault is one of.
    pub fn family(&self) -> Family {
        match self {
            Self::UnclosedQuote
            | Self::UnopenedQuote
            | Self::MissingContinuation
            | Self::DanglingContinuation
            | Self::BlankAfterContinuation
            | Self::SmartQuote
            | Self::Apostrophe
            | Self::NestedQuotes
            | Self::Unquoted(_)
            | Self::Backticks
            | Self::ContinuationInQuotes
            | Self::HeaderWithoutColon => Family::Shell,
            _ => Family::Json,
        }
    }

    /// The fault in a few words.
    pub fn describe(&self) -> String {
        let words = match self {
            Self::MissingQuote(Side::Opening) => "missing opening quote",
            Self::MissingQuote(Side::Closing) => "missing closing quote",
            Self::MissingComma => "missing comma",
            Self::MissingColon => "missing colon",
            Self::MissingKey => "missing key",
            Self::MissingValue => "missing value",
            Self::MissingOpener(opener) => return format!("missing `{opener}`"),
            Self::MissingCloser(closer) => return format!("missing `{closer}`"),
            Self::WrongCloser { found, expected } => {
                return format!("`{found}` where `{expected}` belongs");
            }
            Self::SwappedClosers => "closers in the wrong order",
            Self::StrayCloser(closer) => return format!("`{closer}` closes nothing"),
            Self::TrailingComma => "trailing comma",
            Self::StrayComma => "comma with nothing before it",
            Self::Comment => "comment in JSON",
            Self::Ellipsis => "ellipsis in JSON",
            Self::LineEndInString => "line end in a string",
            Self::ControlInString => "control character in a string",
            Self::BadEscape => "backslash that escapes nothing",
            Self::UnescapedQuote => "unescaped quote in a string",
            Self::SingleQuotes => "string in single quotes",
            Self::CurlyQuotes => "string in typographic quotes",
            Self::UnquotedKey => "key without quotes",
            Self::UnquotedValue => "value without quotes",
            Self::ForeignLiteral => "literal of another language",
            Self::SeveralValues => "several values in a row",
            Self::StrayText => "text that is no JSON",
            Self::OddBlank => "blank that is none in JSON",
            Self::TooDeep => "nested too deep",
            Self::UnclosedQuote => "unclosed shell quote",
            Self::UnopenedQuote => "shell quote that was never opened",
            Self::MissingContinuation => "missing `\\` at the line's end",
            Self::DanglingContinuation => "dangling `\\`",
            Self::BlankAfterContinuation => "blank after the `\\`",
            Self::SmartQuote => "typographic marks in the command",
            Self::Apostrophe => "apostrophe that ends the quoted body",
            Self::NestedQuotes => "unescaped quotes in a quoted body",
            Self::Unquoted(sign) => return format!("`{sign}` outside of quotes"),
            Self::Backticks => "backticks in the place of quotes",
            Self::ContinuationInQuotes => "`\\` at the line's end within quotes",
            Self::HeaderWithoutColon => "header without a colon",
        };
        words.to_string()
    }
}

impl Repair {
    /// The fault in a few words, and whether it could be repaired otherwise.
    pub fn describe(&self) -> String {
        let words = self.kind.describe();
        if self.ambiguous { format!("{words} (ambiguous)") } else { words }
    }
}

#[cfg(test)]
mod tests;
