//! Text of pages made fit to be shown: what would steer a terminal, or turn the order of what is read, is spelled out.

use std::fmt::Write;

use serde::Serialize;

use super::Take;

/// Whether a character is obeyed rather than shown: controls other than line ends and tabs, and the marks that turn the
/// direction of text.
fn steers(c: char) -> bool {
    let turns =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && c != '\n' && c != '\t')
}

/// `text` with every character that steers spelled out, as `\u{1b}`.
pub fn visible(text: &str) -> String {
    spelled(text, |out, c| write!(out, "\\u{{{:x}}}", u32::from(c)))
}

/// [`visible`] in one line.
pub fn one_line(text: &str) -> String {
    visible(&text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " "))
}

/// JSON with every character that steers as an escape: the same value, and no terminal obeys it.
pub fn json(value: &impl Serialize) -> String {
    let mut text = String::new();
    write_json(value, &mut |piece| text.push_str(piece));
    text
}

/// The same in pieces: there may be much of it.
pub fn write_json(value: &impl Serialize, take: &mut Take<'_>) {
    let mut pieces = Pieces { text: Vec::new(), take };
    // only keys that are no text, and values that refuse, cannot be written
    let _ = serde_json::to_writer_pretty(&mut pieces, value);
    pieces.text.push(b'\n');
    pieces.hand_on();
}

/// Text that is handed on when there is some of it.
struct Pieces<'t, 'f> {
    text: Vec<u8>,
    take: &'t mut Take<'f>,
}

impl Pieces<'_, '_> {
    const MANY: usize = 1 << 16;

    /// Hands on all but a character that has not come whole.
    fn hand_on(&mut self) {
        let whole = match std::str::from_utf8(&self.text) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let rest = self.text.split_off(whole);
        let text = String::from_utf8(std::mem::replace(&mut self.text, rest)).unwrap_or_default();
        match text.contains(steers) {
            true => (self.take)(&spelled(&text, |out, c| write!(out, "\\u{:04x}", u32::from(c)))),
            false => (self.take)(&text),
        }
    }
}

impl std::io::Write for Pieces<'_, '_> {
    fn write(&mut self, some: &[u8]) -> std::io::Result<usize> {
        self.text.extend_from_slice(some);
        if self.text.len() >= Self::MANY {
            self.hand_on();
        }
        Ok(some.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Text with blanks before each line that is not empty.
pub fn indented(text: &str, blanks: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for line in text.split_inclusive('\n') {
        if !line.trim_end().is_empty() {
            out.extend(std::iter::repeat_n(' ', blanks));
        }
        out.push_str(line);
    }
    out
}

fn spelled(text: &str, spell: impl Fn(&mut String, char) -> std::fmt::Result) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let ends_line = c == '\r' && rest.as_str().starts_with('\n');
        match steers(c) && !ends_line {
            // writing to a string cannot fail
            true => drop(spell(&mut out, c)),
            false => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_pieces_is_the_same_json_and_steers_nothing() {
        let value: Vec<String> =
            (0..30_000).map(|number| format!("é\u{202e}値 \"{number}\" \u{1b}\u{7f}\n")).collect();
        let mut pieces: Vec<String> = Vec::new();
        write_json(&value, &mut |piece| pieces.push(piece.to_owned()));
        assert!(pieces.len() > 5, "{}", pieces.len());
        let text = pieces.concat();
        assert!(!text.contains(steers) && text.ends_with("]\n"), "{:?}", text.get(..200));
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).ok(), Some(value.clone()));
        assert_eq!(text, json(&value));
    }
}
