//! The smallest parts of a text that mean the same wherever they are; whether they mean anything depends on
//! whether they are in a string.

use super::super::decode;
use super::super::token::Bracket;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Atom {
    Open(Bracket),
    Close(Bracket),
    Comma,
    Colon,
    /// `"`.
    Quote,
    /// `'` that is no apostrophe.
    Single,
    /// A typographic double quote.
    Curly,
    /// A backslash with what it escapes; false if that is nothing.
    Escape(bool),
    /// `{NAME}`.
    Placeholder,
    /// `...` or `…`.
    Dots,
    LineComment,
    BlockComment,
    Blank,
    /// A blank that JSON does not know.
    OddBlank,
    /// A tab or carriage return: a blank, but not in a string.
    Tab,
    Control,
    LineEnd,
    Word,
}

/// How long a placeholder's name may be, so that looking for its end stays cheap.
const LONGEST_NAME: usize = 64;

/// The atom at `at` and where it ends; `None` at the end of the text.
pub(super) fn next(text: &str, at: usize) -> Option<(Atom, usize)> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    let (atom, len) = match first {
        '{' if let Some(len) = placeholder(rest) => (Atom::Placeholder, len),
        '{' => (Atom::Open(Bracket::Object), 1),
        '}' => (Atom::Close(Bracket::Object), 1),
        '[' => (Atom::Open(Bracket::Array), 1),
        ']' => (Atom::Close(Bracket::Array), 1),
        ',' => (Atom::Comma, 1),
        ':' => (Atom::Colon, 1),
        '"' => (Atom::Quote, 1),
        '\'' => (Atom::Single, 1),
        '“' | '”' | '„' | '‟' | '«' | '»' => (Atom::Curly, first.len_utf8()),
        '\\' => escape(rest),
        '…' => (Atom::Dots, first.len_utf8()),
        '.' if rest.starts_with("...") => (Atom::Dots, rest.len() - rest.trim_start_matches('.').len()),
        '#' => (Atom::LineComment, 1),
        '/' if rest.starts_with("//") => (Atom::LineComment, 2),
        '/' if rest.starts_with("/*") => (Atom::BlockComment, 2),
        '\n' => (Atom::LineEnd, 1),
        '\r' if rest.starts_with("\r\n") => (Atom::Blank, 1),
        '\t' | '\r' => (Atom::Tab, 1),
        ' ' => (Atom::Blank, rest.len() - rest.trim_start_matches(' ').len()),
        '\u{feff}' | '\u{200b}' => (Atom::OddBlank, first.len_utf8()),
        c if c.is_whitespace() => (Atom::OddBlank, c.len_utf8()),
        c if c.is_control() => (Atom::Control, c.len_utf8()),
        _ => (Atom::Word, word(rest)),
    };
    Some((atom, at + len))
}

fn escape(text: &str) -> (Atom, usize) {
    match (decode::escape(text), text.chars().nth(1)) {
        (Some((_, len)), _) => (Atom::Escape(true), len),
        (None, Some(c)) if !c.is_whitespace() => (Atom::Escape(false), 1 + c.len_utf8()),
        _ => (Atom::Escape(false), 1),
    }
}

fn word(text: &str) -> usize {
    let mut before = None;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        if rest.starts_with("*/") {
            return at + 2;
        }
        let ends = match c {
            '\'' => {
                let after = rest.chars().nth(1);
                !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric))
            }
            '/' => rest.starts_with("//") || rest.starts_with("/*"),
            '.' => rest.starts_with("..."),
            '{' | '}' | '[' | ']' | ',' | ':' | '"' | '\\' | '“' | '”' | '„' | '‟' | '«' | '»' | '…' => {
                true
            }
            c => c.is_whitespace() || c.is_control(),
        };
        if ends && at > 0 {
            return at;
        }
        before = Some(c);
    }
    text.len()
}

/// The length of the `{NAME}` or `{{NAME}}` that `text` begins with; no object looks like that.
pub(super) fn placeholder(text: &str) -> Option<usize> {
    let inner = text.trim_start_matches('{');
    let depth = text.len() - inner.len();
    let belongs = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    let name: usize = inner.chars().take(LONGEST_NAME).take_while(belongs).map(char::len_utf8).sum();
    let begins = inner.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let closes = inner.get(name..)?.starts_with(if depth == 2 { "}}" } else { "}" });
    (begins && closes && (1..=2).contains(&depth)).then_some(name + 2 * depth)
}

/// The first character after `at` that is no blank of the line; a line end where the line is over.
pub(super) fn follows(text: &str, at: usize) -> char {
    let rest = text.get(at..).unwrap_or_default();
    rest.trim_start_matches([' ', '\t', '\r']).chars().next().unwrap_or('\n')
}

/// Where a value or key without quotes ends that begins at `start`.
pub(super) fn bare_end(text: &str, start: usize, key: bool) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let first = rest.find(|c: char| c.is_whitespace() || ",:{}[]\"".contains(c)).unwrap_or(rest.len());
    let literal = |word: &str| decode::literal(word).is_some();
    if rest.get(..first).is_some_and(literal) {
        // `1 "b"`: a comma is missing. `10 minutes`: quotes are.
        let after = rest.get(first..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let word = after
            .get(..after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len()))
            .unwrap_or_default();
        if !word.starts_with(char::is_alphabetic) || literal(word) {
            return start + first;
        }
    }
    let mut at = start;
    while let Some((atom, end)) = next(text, at) {
        let blank = text.get(..at).is_some_and(|before| before.ends_with([' ', '\t']));
        let stops = match atom {
            Atom::Comma | Atom::Quote | Atom::Curly | Atom::LineEnd | Atom::Open(_) | Atom::Close(_) => true,
            Atom::Colon => key,
            Atom::LineComment | Atom::BlockComment => blank,
            _ => false,
        };
        if stops && at > start {
            break;
        }
        at = end;
    }
    start + text.get(start..at).unwrap_or_default().trim_end().len()
}
