//! Text of pages made fit to be shown: what would steer a terminal, or turn the order of what is read, is spelled out.

use std::fmt::Write;

use serde::Serialize;

use crate::source;

/// Whether a character of a text is obeyed rather than shown; ends of lines and tabs are what texts have.
fn steers(c: char) -> bool {
    source::steers(c) && c != '\n' && c != '\t'
}

/// `text` with every character that steers spelled out, as `\u{1b}`.
pub fn visible(text: &str) -> String {
    spelled(text, |out, c| write!(out, "\\u{{{:x}}}", u32::from(c)))
}

/// `1 page`, `2 pages`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// [`visible`] in one line.
pub fn one_line(text: &str) -> String {
    visible(&text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " "))
}

/// JSON with every character that steers as an escape: the same value, and no terminal obeys it.
pub fn json(value: &impl Serialize) -> String {
    // only keys that are no text, and values that refuse, cannot be written
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    spelled(&text, |out, c| write!(out, "\\u{:04x}", u32::from(c))) + "\n"
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
    fn json_is_the_same_json_and_steers_nothing() {
        let value = "é\u{202e}値 \"1\" \u{1b}\u{7f}\n";
        let text = json(&value);
        assert!(!text.contains(steers) && text.ends_with("\"\n"), "{text:?}");
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), value);
    }
}
