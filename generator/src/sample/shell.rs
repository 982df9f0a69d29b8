//! One shell command to its words, quotes taken off, with the repairs that a careful reader makes.
//!
//! Knows the shell's quoting and line ends, not what the command is: the caller says which lines can only be a
//! continuation of it.

use crate::sample::{Repair, RepairKind, TextEdit};
use crate::source::{Excerpt, Span};

mod meant;
mod quote;

/// A word as the command gets it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// Its text, without the quotes.
    pub(super) text: Excerpt,
    /// Where it is, quotes included.
    pub(super) span: Span,
    /// Whether any of it was in quotes.
    pub(super) quoted: bool,
}

/// One command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ShellCommand {
    pub(super) words: Vec<Word>,
    /// From its first word to just past its last.
    pub(super) span: Span,
    /// What `<<EOF` or `<<<` gives it to read.
    pub(super) stdin: Option<Excerpt>,
    pub(super) repairs: Vec<Repair>,
    /// Where the text goes on after it.
    pub(super) end: usize,
}

/// Reads the command that begins at `start`. `continues` is whether a line can only go on with it.
pub(super) fn command(text: &str, start: usize, continues: fn(&str) -> bool) -> ShellCommand {
    let mut reader =
        ShellReader { text, at: start, continues, command: ShellCommand::default(), nested: true };
    reader.run();
    let mut command = reader.command;
    let last = command.words.last().map_or(start, |word| word.span.end);
    command.span = start..last;
    command.end = reader.at.max(last);
    command.repairs.sort_by_key(|repair| repair.at);
    command
}

/// Where commands of these names begin: lines that begin with one, behind a prompt or not.
pub(super) fn starts<'t>(text: &'t str, names: &'t [&'t str]) -> impl Iterator<Item = usize> + 't {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let trimmed = line.trim_start();
        let command = ["$ ", "> ", "% ", "sudo "]
            .iter()
            .fold(trimmed, |line, prompt| line.strip_prefix(prompt).map_or(line, str::trim_start));
        let name = command.split_whitespace().next().unwrap_or_default();
        names.contains(&name).then_some(start + line.len() - command.len())
    })
}

struct ShellReader<'t> {
    text: &'t str,
    at: usize,
    continues: fn(&str) -> bool,
    command: ShellCommand,
    /// Whether a `}"` may still lie ahead; looked for once, lest every quote look again.
    nested: bool,
}

impl<'t> ShellReader<'t> {
    fn run(&mut self) {
        let mut heredoc = None;
        loop {
            self.at += blanks(self.rest());
            let rest = self.rest();
            let Some(next) = rest.chars().next() else { return };
            if let Some(len) = line_end(rest) {
                if let Some(delimiter) = heredoc.take() {
                    self.at += len;
                    return self.heredoc(delimiter);
                }
                if !self.goes_on_unasked() {
                    return;
                }
            } else if let Some(len) = continuation(rest) {
                if !self.continued(len) {
                    return;
                }
            } else if self.mistaken_continuation() {
            } else if next == '\\' && rest.get(1..).is_some_and(|after| after.starts_with(' ')) {
                // Lines joined by hand, their `\` left in.
                self.repaired(self.at, RepairKind::DanglingContinuation, self.at..self.at + 2, "");
                self.at += 1;
            } else if next == '#' {
                self.at += line_len(rest);
            } else if let Some(after) = rest.strip_prefix("<<<") {
                self.at += 3 + blanks(after);
                self.command.stdin = Some(self.word().text);
            } else if let Some(after) = rest.strip_prefix("<<") {
                self.at += 2 + after.len() - after.trim_start_matches(['-', ' ']).len();
                heredoc = Some(self.word().text.text().to_string());
            } else if let Some(len) = redirection(rest) {
                self.at += len;
                self.at += blanks(self.rest());
                self.word();
            } else if ends_command(rest) {
                return;
            } else {
                let word = self.word();
                self.command.words.push(word);
            }
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn repaired(&mut self, at: usize, kind: RepairKind, span: Span, replacement: &str) {
        let fix = Some(TextEdit { span, replacement: replacement.to_string() });
        self.command.repairs.push(Repair { at, kind, fix, ambiguous: false });
    }

    /// A place before this one, but behind all that was repaired.
    fn after_repairs(&self, place: usize) -> usize {
        let repaired = self.command.repairs.last().and_then(|repair| repair.fix.as_ref());
        repaired.map_or(place, |edit| place.max(edit.span.end)).min(self.at)
    }

    /// At a line end that nothing escapes: whether the next line is plainly meant to go on.
    fn goes_on_unasked(&mut self) -> bool {
        let ahead = self.rest().trim_start();
        let goes_on = (self.continues)(ahead) || self.is_url_at_last(ahead);
        if goes_on {
            let end = self.after_repairs(self.text.get(..self.at).unwrap_or_default().trim_end().len());
            self.repaired(end, RepairKind::MissingContinuation, end..self.at, " \\");
            self.at = self.text.len() - ahead.len();
        }
        goes_on
    }

    /// Whether a line begins with the URL that the command has not named yet.
    fn is_url_at_last(&self, line: &str) -> bool {
        let is_url = |text: &str| ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme));
        is_url(line) && !self.command.words.iter().any(|word| word.text.text().contains("://"))
    }

    /// At a `\` whose line ends after `len` bytes: whether the command does go on.
    fn continued(&mut self, len: usize) -> bool {
        let mark = self.at;
        let after = self.text.get(mark + len..).unwrap_or_default();
        let empty = after.len() - after.trim_start().len();
        let ahead = after.get(empty..).unwrap_or_default();
        let parted = after.get(..empty).is_some_and(|gap| gap.contains(['\n', '\r']));
        let another = ahead.is_empty() || begins_command(ahead);
        if another || (parted && !(self.continues)(ahead) && !self.is_url_at_last(ahead)) {
            // the blanks before it, but nothing that was repaired already
            let end =
                self.after_repairs(self.text.get(..mark).unwrap_or_default().trim_end_matches(BLANKS).len());
            self.repaired(mark, RepairKind::DanglingContinuation, end..mark + 1, "");
            self.at = mark + len;
            return false;
        }
        let gap = self.text.get(mark + 1..mark + len).unwrap_or_default();
        let odd = gap.trim_end_matches(['\r', '\n']);
        if !odd.is_empty() {
            self.repaired(mark, RepairKind::BlankAfterContinuation, mark + 1..mark + 1 + odd.len(), "");
        }
        self.at = mark + len;
        if parted {
            // Empty lines part the options; the first of them is the one that should not be there.
            self.repaired(self.at, RepairKind::MissingContinuation, self.at..self.at + empty, "");
            self.at += empty;
        }
        let prompt = self.rest().trim_start_matches([' ', '\t']);
        if let Some(line) = prompt.strip_prefix("> ") {
            self.at = self.text.len() - line.len();
        }
        true
    }

    /// Passes over a `\\` or `/` at a line's end that was meant for a `\`, as the next line shows.
    fn mistaken_continuation(&mut self) -> bool {
        let rest = self.rest();
        let Some(mark) = ["\\\\", "/"].iter().find(|mark| rest.starts_with(**mark)) else { return false };
        let after = rest.get(mark.len()..).unwrap_or_default();
        let gap = blanks(after);
        let end = after.get(gap..).and_then(line_end);
        let ahead = end.and_then(|end| after.get(gap + end..)).unwrap_or_default();
        let meant = end.is_some() && (self.continues)(ahead.trim_start_matches([' ', '\t']));
        if meant {
            let span = self.at..self.at + mark.len() + gap;
            self.repaired(span.start, RepairKind::MissingContinuation, span, "\\");
            self.at = self.text.len() - ahead.len();
        }
        meant
    }

    /// The lines up to `delimiter`, which the command reads.
    fn heredoc(&mut self, delimiter: String) {
        let mut body = Excerpt::default();
        for line in self.rest().split_inclusive('\n') {
            let at = self.at;
            self.at += line.len();
            if line.trim() == delimiter {
                break;
            }
            body.push(line, at);
        }
        self.command.stdin = Some(body);
    }

    fn word(&mut self) -> Word {
        let mut word = Word { span: self.at..self.at, ..Word::default() };
        let after_option = self.command.words.last().is_some_and(|last| last.text.text().starts_with('-'));
        if after_option && self.unopened(&mut word) {
            word.quoted = true;
        }
        let repairs = self.command.repairs.len();
        let mut unquoted = None;
        let mut depth = 0_usize;
        while let Some(next) = self.rest().chars().next() {
            if self.quoted(&mut word) {
                word.quoted = true;
                continue;
            }
            let rest = self.rest();
            let plain = rest.bytes().take_while(|byte| is_plain(*byte)).count();
            if plain > 0 {
                word.text.push(rest.get(..plain).unwrap_or_default(), self.at);
                self.at += plain;
                continue;
            }
            if next.is_whitespace() || continuation(rest).is_some() {
                break;
            }
            let is_empty = self.at == word.span.start;
            match special(rest, is_empty, depth) {
                Special::No => {}
                Special::Ends => break,
                Special::Meant => {
                    depth = match next {
                        '(' => depth + 1,
                        ')' => depth.saturating_sub(1),
                        _ => depth,
                    };
                    unquoted = unquoted.or(Some((self.at, next)));
                }
            }
            let escaped = rest.strip_prefix('\\').and_then(|after| after.chars().next());
            self.at += usize::from(escaped.is_some());
            let plain = escaped.unwrap_or(next);
            word.text.push(plain.encode_utf8(&mut [0; 4]), self.at);
            self.at += plain.len_utf8();
        }
        if let Some((at, sign)) = unquoted {
            let whole = word.span.start..self.at;
            let is_plain = repairs == self.command.repairs.len();
            let fix = is_plain.then(|| TextEdit { span: whole, replacement: in_quotes(word.text.text()) });
            let repair = Repair { at, kind: RepairKind::Unquoted(sign), fix, ambiguous: false };
            self.command.repairs.push(repair);
        }
        if word.span.start == self.at {
            // Whatever stopped it at once must not stop the reading.
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        }
        word.span.end = self.at;
        word
    }
}

/// Whether a byte is one of a word wherever it is in it.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_./:=,%@+?".contains(&byte)
}

/// What parts words within a line.
const BLANKS: [char; 3] = [' ', '\t', '\u{a0}'];

/// How many blanks of a line `text` begins with.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(BLANKS).len()
}

/// How far a line is looked at to judge it, lest a long one be looked at again and again.
const LINE: usize = 2048;

/// The line that `text` begins with, or as much of it as says what it is.
fn line(text: &str) -> &str {
    let most = (0..=LINE.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let head = text.get(..most.unwrap_or_default()).unwrap_or_default();
    head.get(..line_len(head)).unwrap_or_default()
}

fn line_len(text: &str) -> usize {
    text.find(['\n', '\r']).unwrap_or(text.len())
}

/// The length of the line end that `text` begins with.
fn line_end(text: &str) -> Option<usize> {
    ["\r\n", "\n", "\r"].iter().find(|end| text.starts_with(**end)).map(|end| end.len())
}

/// The length of the escaped line end that `text` begins with, in any of the shells that docs show.
fn continuation(text: &str) -> Option<usize> {
    let after = text.strip_prefix(['\\', '^', '`'])?;
    let gap = blanks(after);
    let rest = after.get(gap..)?;
    match line_end(rest) {
        Some(end) => Some(1 + gap + end),
        None => (rest.is_empty() && text.starts_with('\\')).then_some(1 + gap),
    }
}

/// The length of a redirection mark; a `<name>` is none.
fn redirection(text: &str) -> Option<usize> {
    let mark = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - mark.len();
    let placeholder = || mark.starts_with('<') && line(mark).contains('>');
    if digits > 1 || !mark.starts_with(['<', '>']) || placeholder() {
        return None;
    }
    Some(digits + mark.len() - mark.trim_start_matches(['<', '>', '&']).len())
}

fn ends_command(text: &str) -> bool {
    text.starts_with([';', '|', ')']) || text.strip_prefix('&').is_some_and(ends_at_and)
}

/// What a sign of the shell's own does within a word.
enum Special {
    /// It is none.
    No,
    /// It ends the word.
    Ends,
    /// It would end the word, or break the command, but is plainly meant as a part of it.
    Meant,
}

/// What the sign that `text` begins with does in a word that has `depth` parentheses open.
fn special(text: &str, is_empty: bool, depth: usize) -> Special {
    let after = text.get(1..).unwrap_or_default();
    let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    match text.chars().next() {
        Some('&') if ends_at_and(after) => Special::Ends,
        Some('&') => Special::Meant,
        // `text/html;q=0.9`, but not `…;curl …`
        Some(';')
            if !is_empty
                && goes_on
                && line(after).split(char::is_whitespace).next().is_some_and(|it| it.contains('=')) =>
        {
            Special::Meant
        }
        Some('(') if !is_empty && closes(after) => Special::Meant,
        Some(')') if depth > 0 => Special::Meant,
        Some(';' | '|' | ')') => Special::Ends,
        _ => Special::No,
    }
}

/// Whether a parenthesis that was opened before `after` is closed in the same word.
fn closes(after: &str) -> bool {
    line(after).split(char::is_whitespace).next().is_some_and(|word| word.contains(')'))
}

/// A word in quotes that the shell passes on as it is; what begins with `$` is still expanded.
fn in_quotes(text: &str) -> String {
    if !text.contains('$') {
        return format!("'{}'", text.replace('\'', "'\\''"));
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '`') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

/// Whether the `&` before `after` parts commands; within a URL it does not.
fn ends_at_and(after: &str) -> bool {
    after.chars().next().is_none_or(|c| c.is_whitespace() || c == '&')
}

/// Whether `line` plainly begins a command of its own, or what a command printed.
fn begins_command(line: &str) -> bool {
    ["curl ", "$ ", "# ", "HTTP/", "{", "[", "< HTTP/"].iter().any(|start| line.starts_with(start))
}
