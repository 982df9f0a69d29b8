//! What stands in quotes, where it ends, and where it was plainly meant to end.

use super::{Reader, Word, begins_command, blanks, continuation, line, line_end, line_len};
use crate::sample::RepairKind;

impl Reader<'_> {
    /// Reads what is in quotes at this place into `word`; false if nothing is.
    pub(super) fn quoted(&mut self, word: &mut Word) -> bool {
        let rest = self.rest();
        let open = |len: usize, inner: fn(&mut Self, &mut Word)| (len, inner);
        let (len, read) = match rest.chars().next() {
            Some('\'') => open(1, Self::single),
            Some('"') => open(1, Self::double),
            Some('$') if rest.starts_with("$'") => open(2, Self::ansi),
            Some('$') if rest.starts_with("$\"") => open(2, Self::double),
            Some('‘' | '“' | '‚' | '„' | '’' | '”') => open(0, Self::smart),
            _ => return false,
        };
        self.at += len;
        read(self, word);
        true
    }

    /// `'…'`. A quote within the text of a body is an apostrophe, not the end.
    fn single(&mut self, word: &mut Word) {
        let start = self.at;
        // Whether the place is within a JSON string, as far as its line tells.
        let mut in_string = false;
        let mut before = None;
        let mut escaped = false;
        while let Some(next) = self.rest().chars().next() {
            let after = self.rest().get(next.len_utf8()..).unwrap_or_default();
            match next {
                '\'' if is_apostrophe(before, after, in_string) => {
                    self.tell(self.at, RepairKind::Apostrophe, self.at..self.at + 1, "'\\''");
                }
                '\'' => {
                    self.push(word, start, self.at);
                    self.at += 1;
                    return;
                }
                '"' if !escaped => in_string = !in_string,
                '\n' => {
                    in_string = false;
                    if self.breaks_off(after) {
                        break;
                    }
                }
                _ => {}
            }
            escaped = next == '\\' && !escaped;
            before = Some(next);
            self.at += next.len_utf8();
        }
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

    /// `"{"name": "x"}"`: a body that its own quotes would end. Reads it up to the quote that was meant.
    fn nested_end(&mut self, word: &mut Word) -> bool {
        let rest = self.rest();
        let body = rest.trim_start();
        if !self.nested || !word.text.text().is_empty() || !body.starts_with(['{', '[']) {
            return false;
        }
        // The first bare quote tells: were it the end, a blank or a line end would follow.
        let bare = |text: &str, from: usize| {
            text.match_indices('"')
                .map(|(at, _)| at)
                .find(|at| *at >= from && !text.get(..*at).unwrap_or_default().ends_with('\\'))
        };
        let Some(first) = bare(rest, 0) else { return false };
        if ends_word(rest.get(first + 1..).unwrap_or_default()) {
            return false;
        }
        let end = rest.match_indices('"').map(|(at, _)| at).find(|at| {
            let before = rest.get(..*at).unwrap_or_default().trim_end();
            *at > first && before.ends_with(['}', ']']) && ends_word(rest.get(at + 1..).unwrap_or_default())
        });
        let Some(end) = end else {
            self.nested = false;
            return false;
        };
        let (start, end) = (self.at, self.at + end);
        let inner = rest.get(..end - start).unwrap_or_default();
        self.tell(start + first, RepairKind::NestedQuotes, start..end, &inner.replace('"', "\\\""));
        self.push(word, start, end);
        self.at = end + 1;
        true
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
        let (closers, plain) = match open {
            '‘' | '’' | '‚' => (['’', '‘', '\''], "'"),
            _ => (['”', '“', '"'], "\""),
        };
        let inner = self.text.get(start..).unwrap_or_default();
        let is_end = |(at, mark): &(usize, &str)| ends_word(inner.get(at + mark.len()..).unwrap_or_default());
        let found = inner.match_indices(closers).find(is_end).map(|(at, mark)| (at, mark.len()));
        let (len, mark) = found.unwrap_or((line_len(inner), 0));
        let content = inner.get(..len).unwrap_or_default();
        self.tell(
            self.at,
            RepairKind::SmartQuote,
            self.at..start + len + mark,
            &format!("{plain}{content}{plain}"),
        );
        self.push(word, start, start + len);
        self.at = start + len + mark;
    }

    /// An option's value that only ends in a quote, or a body of JSON without any. Reads it whole; false if the
    /// word is an ordinary one.
    pub(super) fn unopened(&mut self, word: &mut Word) -> bool {
        let rest = self.rest();
        let start = self.at;
        if rest.starts_with(['\'', '"', '‘', '“', '$', '-']) {
            return false;
        }
        let end = match rest.strip_prefix(['{', '[']) {
            Some(after) if after.trim_start().starts_with(['"', '{', '[']) => self.json_end(),
            Some(after) if after.starts_with(['\n', '\r']) => self.json_end(),
            _ => match line(rest).find(['\'', '"']) {
                // The first quote of the line ends it, and parts of a value lie before it.
                Some(at)
                    if ends_line(rest.get(at + 1..).unwrap_or_default())
                        && rest.get(..at).is_some_and(|inner| inner.contains(' ')) =>
                {
                    start + at
                }
                _ => return false,
            },
        };
        self.tell(start, RepairKind::UnopenedQuote, start..start, "'");
        self.push(word, start, end);
        self.at = end;
        let closed = self.rest().starts_with(['\'', '"']);
        self.at += usize::from(closed);
        if let Some(edit) = self.command.repairs.last_mut().and_then(|repair| repair.fix.as_mut())
            && !closed
        {
            edit.span = start..end;
            edit.replacement = format!("'{}'", self.text.get(start..end).unwrap_or_default());
        }
        true
    }

    /// Where the JSON that begins here ends, by its brackets or by the lines after it.
    fn json_end(&self) -> usize {
        let mut depth = 0_usize;
        let mut in_string = false;
        let mut skip = false;
        for (at, c) in self.rest().char_indices() {
            let here = self.at + at;
            match c {
                _ if std::mem::take(&mut skip) => {}
                '\\' => skip = true,
                '"' => in_string = !in_string,
                '\n' => {
                    in_string = false;
                    if self.breaks_off(self.text.get(here + 1..).unwrap_or_default()) {
                        return trimmed(self.text, self.at, here);
                    }
                }
                '{' | '[' if !in_string => depth += 1,
                '}' | ']' if !in_string => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return here + 1;
                    }
                }
                '\'' if !in_string => return here,
                _ => {}
            }
        }
        trimmed(self.text, self.at, self.text.len())
    }

    /// Whether the line `after` a line end shows that the quote ended before it.
    fn breaks_off(&self, after: &str) -> bool {
        let line = after.trim_start_matches([' ', '\t']);
        (self.continues)(line) || (line.starts_with(['c', '$']) && begins_command(line))
    }

    /// Ends a quote that nothing closes, before the blanks and the `\` at the end of what it holds. The other quote
    /// mark at its end is there in its place.
    fn unclosed(&mut self, word: &mut Word, start: usize, quote: &str) {
        let end = trimmed(self.text, start, self.at);
        let inner = self.text.get(start..end).unwrap_or_default();
        let other = if quote == "'" { '"' } else { '\'' };
        let replaced = inner.ends_with(other) && inner.matches(other).count() % 2 == 1;
        let content = if replaced { end - 1 } else { end };
        self.tell(content, RepairKind::UnclosedQuote, content..end, quote);
        self.push(word, start, content);
        self.at = end;
    }

    fn push(&self, word: &mut Word, start: usize, end: usize) {
        word.text.push(self.text.get(start..end).unwrap_or_default(), start);
    }
}

/// The end of `start..end` without the blanks, line ends and `\` it ends in.
fn trimmed(text: &str, start: usize, end: usize) -> usize {
    let inner = text.get(start..end).unwrap_or_default().trim_end();
    let inner = inner.strip_suffix('\\').filter(|rest| rest.ends_with([' ', '\t'])).unwrap_or(inner);
    start + inner.trim_end().len()
}

/// Whether the `'` between `before` and `after` is one of the text rather than the shell's.
fn is_apostrophe(before: Option<char>, after: &str, in_string: bool) -> bool {
    let next = after.chars().next();
    let within_word = before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
    let joins = after.starts_with(['"', '$', '`', '\\', '\'']);
    within_word || (in_string && !joins && !ends_word(after))
}

/// Whether a word may end before `after`: at a line's end, before an option, before what parts commands.
fn ends_word(after: &str) -> bool {
    let rest = after.get(blanks(after)..).unwrap_or_default();
    let parted = rest.len() < after.len();
    let option = |rest: &str| {
        rest.strip_prefix('-').is_some_and(|o| o.starts_with(|c: char| c.is_alphabetic() || c == '-'))
    };
    ends_line(rest)
        || rest.starts_with([';', '|', ')', '&'])
        || (parted
            && (option(rest)
                || rest.starts_with(['>', '<', '#', '\\', '\'', '"', '$'])
                || rest.starts_with("http")))
}

/// Whether nothing but blanks and a continuation follows on the line.
fn ends_line(after: &str) -> bool {
    let rest = after.get(blanks(after)..).unwrap_or_default();
    rest.is_empty() || line_end(rest).is_some() || continuation(rest).is_some()
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
