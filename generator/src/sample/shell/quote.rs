//! What is in quotes, where it ends, and where it was plainly meant to end.

use memchr::memchr3;

use super::meant::{ends_word, trimmed};
use super::{ShellReader, Word, continuation, line_len};
use crate::sample::{RepairKind, http};

impl ShellReader<'_> {
    /// Reads what is in quotes at this place into `word`; false if nothing is.
    pub(super) fn quoted(&mut self, word: &mut Word) -> bool {
        let rest = self.rest();
        let open = |len: usize, inner: fn(&mut Self, &mut Word)| (len, inner);
        let (len, read) = match rest.chars().next() {
            Some('\'') => open(1, Self::single),
            Some('"') => open(1, Self::double),
            Some('$') if rest.starts_with("$'") => open(2, Self::ansi),
            Some('$') if rest.starts_with("$\"") => open(2, Self::double),
            Some('$') if rest.starts_with("$(") => return self.substitution(word, ')'),
            Some('`') if continuation(rest).is_none() => return self.backticks(word),
            Some('‘' | '“' | '‚' | '„' | '’' | '”') => open(0, Self::smart),
            _ => return false,
        };
        self.at += len;
        read(self, word);
        true
    }

    /// `` `…` `` with something between that is no command but what quotes are put around.
    fn backticks(&mut self, word: &mut Word) -> bool {
        let start = self.at + 1;
        let inner = self.text.get(start..).unwrap_or_default();
        let Some(end) = inner.find('`') else { return false };
        let content = inner.get(..end).unwrap_or_default();
        let begins = |starts: &[&str]| starts.iter().any(|start| content.trim_start().starts_with(start));
        let is_header = http::header(content, 0).is_some();
        if !(is_header || begins(&["{", "[", "http://", "https://", "/"])) {
            return self.substitution(word, '`');
        }
        let quoted = format!("'{}'", content.replace('\'', "'\\''"));
        self.repaired(self.at, RepairKind::Backticks, self.at..start + end + 1, &quoted);
        self.push(word, start, start + end);
        self.at = start + end + 1;
        true
    }

    /// `$(…)`, `` `…` ``: what a command prints is not known, so that it stands for itself.
    fn substitution(&mut self, word: &mut Word, closer: char) -> bool {
        // further than any that docs show; without a limit, many that never close are each looked for to the end
        const LONGEST: usize = 2_000;
        let rest = self.rest();
        let mut depth = 0_usize;
        let end = rest.char_indices().take(LONGEST).skip(1).find(|(_, c)| {
            match c {
                '(' if closer == ')' => depth += 1,
                ')' if closer == ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            *c == closer && depth == 0
        });
        let Some((end, _)) = end else { return false };
        self.push(word, self.at, self.at + end + 1);
        self.at += end + 1;
        true
    }

    /// `'…'`. A quote within the text of a body is an apostrophe, not the end.
    fn single(&mut self, word: &mut Word) {
        let mut start = self.at;
        let text = self.text;
        let is_json = begins_json(self.rest());
        // Whether the place is within a JSON string, as far as its line shows.
        let mut in_string = false;
        // all marks are ASCII, so that bytes are enough
        while let Some(next) =
            text.as_bytes().get(self.at..).and_then(|rest| memchr3(b'\'', b'"', b'\n', rest))
        {
            self.at += next;
            let inner = text.get(start..self.at).unwrap_or_default();
            let after = || text.get(self.at + 1..).unwrap_or_default();
            match text.as_bytes().get(self.at) {
                Some(b'\'') => {
                    let before = inner.chars().next_back();
                    if !is_apostrophe(before, after(), in_string) {
                        self.push(word, start, self.at);
                        self.at += 1;
                        return;
                    }
                    self.repaired(self.at, RepairKind::Apostrophe, self.at..self.at + 1, "'\\''");
                }
                Some(b'"') => {
                    let escapes = inner.bytes().rev().take_while(|byte| *byte == b'\\').count();
                    in_string ^= escapes % 2 == 0;
                }
                _ => {
                    in_string = false;
                    if self.breaks_off(after()) {
                        return self.unclosed(word, start, "'");
                    }
                    let end = inner.trim_end_matches([' ', '\t', '\r']);
                    if is_json && end.ends_with('\\') && !end.ends_with("\\\\") {
                        let mark = start + end.len() - 1;
                        self.repaired(mark, RepairKind::ContinuationInQuotes, mark..mark + 1, "");
                        self.push(word, start, mark);
                        start = mark + 1;
                    }
                }
            }
            self.at += 1;
        }
        self.at = text.len();
        self.unclosed(word, start, "'");
    }

    /// `"…"`, in which `\` escapes a few characters.
    fn double(&mut self, word: &mut Word) {
        if self.nested_end(word) {
            return;
        }
        let mut start = self.at;
        while let Some(next) = self.rest().chars().next() {
            let after = self.rest().get(next.len_utf8()..).unwrap_or_default();
            if next == '"' {
                self.push(word, start, self.at);
                self.at += 1;
                return;
            }
            if next == '\n' && self.breaks_off(after) {
                break;
            }
            if let Some(end) = continuation(self.rest()).filter(|_| next == '\\')
                && !self.breaks_off(after.get(end - 1..).unwrap_or_default())
            {
                self.push(word, start, self.at);
                self.at += end;
                start = self.at;
            } else if next == '\\' && after.starts_with(['"', '\\', '$', '`']) {
                self.push(word, start, self.at);
                start = self.at + 1;
                self.at += 2;
            } else {
                self.at += next.len_utf8();
            }
        }
        self.unclosed(word, start, "\"");
    }

    /// `$'…'`, in which `\` escapes as it does in C.
    fn ansi(&mut self, word: &mut Word) {
        let mut start = self.at;
        while let Some(next) = self.rest().chars().next() {
            match next {
                '\'' => {
                    self.push(word, start, self.at);
                    self.at += 1;
                    return;
                }
                '\\' => {
                    self.push(word, start, self.at);
                    let (decoded, len) = ansi_escape(self.rest());
                    word.text.push(decoded.encode_utf8(&mut [0; 4]), self.at);
                    self.at += len;
                    start = self.at;
                }
                _ => self.at += next.len_utf8(),
            }
        }
        self.unclosed(word, start, "'");
    }

    /// `‘…’`, up to the next mark of the kind on the line.
    fn smart(&mut self, word: &mut Word) {
        let rest = self.rest();
        let open = rest.chars().next().unwrap_or_default();
        let start = self.at + open.len_utf8();
        let closers = match open {
            '‘' | '’' | '‚' => ['’', '‘', '\''],
            _ => ['”', '“', '"'],
        };
        let inner = self.text.get(start..).unwrap_or_default();
        let is_end = |(at, mark): &(usize, &str)| ends_word(inner.get(at + mark.len()..).unwrap_or_default());
        let found = inner.match_indices(closers).find(is_end).map(|(at, mark)| (at, mark.len()));
        let to_line_end = || trimmed(self.text, start, start + line_len(inner)) - start;
        let (len, mark) = found.unwrap_or_else(|| (to_line_end(), 0));
        let content = inner.get(..len).unwrap_or_default();
        let plain = format!("'{}'", content.replace('\'', "'\\''"));
        self.repaired(self.at, RepairKind::SmartQuote, self.at..start + len + mark, &plain);
        self.push(word, start, start + len);
        self.at = start + len + mark;
    }

    pub(super) fn push(&self, word: &mut Word, start: usize, end: usize) {
        word.text.push(self.text.get(start..end).unwrap_or_default(), start);
    }
}

/// Whether what is in quotes is JSON, be its first line escaped or not.
fn begins_json(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\\').starts_with(['{', '['])
}

/// Whether the `'` between `before` and `after` is one of the text rather than the shell's.
fn is_apostrophe(before: Option<char>, after: &str, in_string: bool) -> bool {
    let next = after.chars().next();
    let within_word = before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
    let joins = after.starts_with(['"', '$', '`', '\\', '\'']);
    within_word || (in_string && !joins && !ends_word(after))
}

fn ansi_escape(text: &str) -> (char, usize) {
    let code = |from: usize, most: usize, radix: u32| {
        let digits = text.get(from..).unwrap_or_default();
        let len = digits.chars().take(most).take_while(|c| c.is_digit(radix)).count();
        let value = digits.get(..len).and_then(|digits| u32::from_str_radix(digits, radix).ok());
        (value.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER), from + len)
    };
    match text.chars().nth(1) {
        Some('n') => ('\n', 2),
        Some('r') => ('\r', 2),
        Some('t') => ('\t', 2),
        Some('x') => code(2, 2, 16),
        Some('u') => code(2, 4, 16),
        Some('U') => code(2, 8, 16),
        Some('0'..='7') => code(1, 3, 8),
        Some(other) => (other, 1 + other.len_utf8()),
        None => ('\\', 1),
    }
}
