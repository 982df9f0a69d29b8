//! Where a quote that is missing, or is too early, was plainly meant to be.

use super::{ShellReader, Word, begins_command, blanks, continuation, line, line_end};
use crate::sample::RepairKind;

impl ShellReader<'_> {
    /// `"{"name": "x"}"`: a body that its own quotes would end. Reads it up to the quote that was meant.
    pub(super) fn nested_end(&mut self, word: &mut Word) -> bool {
        let rest = self.rest();
        let body = rest.trim_start();
        if !self.nested || !word.text.text().is_empty() || !body.starts_with(['{', '[']) {
            return false;
        }
        // The first bare quote decides: were it the end, a blank or a line end would follow.
        let mut quotes = rest.match_indices('"').map(|(at, _)| at);
        let escaped = |at: &usize| rest.get(..*at).unwrap_or_default().ends_with('\\');
        let Some(first) = quotes.find(|at| !escaped(at)) else { return false };
        if ends_word(rest.get(first + 1..).unwrap_or_default()) {
            return false;
        }
        let end = quotes.find(|at| {
            let before = rest.get(..*at).unwrap_or_default().trim_end();
            before.ends_with(['}', ']']) && ends_word(rest.get(at + 1..).unwrap_or_default())
        });
        let Some(end) = end else {
            self.nested = false;
            return false;
        };
        let (start, end) = (self.at, self.at + end);
        let inner = rest.get(..end - start).unwrap_or_default();
        self.repaired(start + first, RepairKind::NestedQuotes, start..end, &inner.replace('"', "\\\""));
        self.push(word, start, end);
        self.at = end + 1;
        true
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
                // The first quote of the line ends it, and parts of a value lie right before it: one behind a blank opens.
                Some(at)
                    if ends_line(rest.get(at + 1..).unwrap_or_default())
                        && rest
                            .get(..at)
                            .is_some_and(|inner| inner.contains(' ') && !inner.ends_with(' ')) =>
                {
                    start + at
                }
                _ => return false,
            },
        };
        self.repaired(start, RepairKind::UnopenedQuote, start..start, "'");
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
    pub(super) fn breaks_off(&self, after: &str) -> bool {
        let line = after.trim_start_matches([' ', '\t']);
        (self.continues)(line) || (line.starts_with(['c', '$']) && begins_command(line))
    }

    /// Ends a quote that nothing closes, before the blanks and the `\` at the end of what it holds. The other quote
    /// mark at its end is there in its place.
    pub(super) fn unclosed(&mut self, word: &mut Word, start: usize, quote: &str) {
        let end = trimmed(self.text, start, self.at);
        let inner = self.text.get(start..end).unwrap_or_default();
        let other = if quote == "'" { '"' } else { '\'' };
        let replaced = inner.ends_with(other) && inner.matches(other).count() % 2 == 1;
        let content = if replaced { end - 1 } else { end };
        self.repaired(content, RepairKind::UnclosedQuote, content..end, quote);
        self.push(word, start, content);
        self.at = end;
    }
}

/// The end of `start..end` without the blanks, line ends and `\` it ends in.
pub(super) fn trimmed(text: &str, start: usize, end: usize) -> usize {
    let inner = text.get(start..end).unwrap_or_default().trim_end();
    let inner = inner.strip_suffix('\\').filter(|rest| rest.ends_with([' ', '\t'])).unwrap_or(inner);
    start + inner.trim_end().len()
}

/// Whether nothing but blanks and a continuation follows on the line.
fn ends_line(after: &str) -> bool {
    let rest = after.get(blanks(after)..).unwrap_or_default();
    rest.is_empty() || line_end(rest).is_some() || continuation(rest).is_some()
}

/// Whether a word may end before `after`: at a line's end, before an option, before what parts commands.
pub(super) fn ends_word(after: &str) -> bool {
    let rest = after.get(blanks(after)..).unwrap_or_default();
    let parted = rest.len() < after.len();
    let option = |rest: &str| {
        rest.strip_prefix(['-', '–', '—'])
            .is_some_and(|o| o.starts_with(|c: char| c.is_alphabetic() || c == '-'))
    };
    ends_line(rest)
        || rest.starts_with([';', '|', ')', '&'])
        || (parted
            && (option(rest)
                || rest.starts_with(['>', '<', '#', '\\', '\'', '"', '$', '‘', '“', '„', '‚'])
                || rest.starts_with("http")))
}
