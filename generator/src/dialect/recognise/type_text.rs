//! The text of a place that states a type, taken apart: without marks, as alternatives, the name of an object.
//!
//! Knows marks, and no words.

/// A text without backticks, the marks of links and their targets.
pub(super) fn without_marks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("](") {
        plain.push_str(before);
        rest = link.split_once(')').map_or("", |(_, after)| after);
        // `[Item](item.md)[]` is a list of what the link leads to
        plain.push_str(if rest.starts_with("[]") { "] " } else { "]" });
    }
    plain.push_str(rest);
    // `[Item][]` is a link by its words, `map[string][]string` a type
    let mut parts = plain.split("][]");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(if part.starts_with(char::is_alphanumeric) { "][]" } else { "]" });
        plain.push_str(part);
    }
    plain.retain(|c| !matches!(c, '`' | '*' | '\\'));
    plain
}

/// What follows a mark in brackets: `(nullable) String`.
pub(super) fn behind_mark(text: &str) -> &str {
    let rest = text.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
    rest.map(|(_, rest)| rest.trim()).filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// The parts of a text that are one or the other, outside of brackets.
pub(super) fn alternatives(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '<' | '[' | '{' => depth += 1,
            ')' | '>' | ']' | '}' => depth = depth.saturating_sub(1),
            '|' | '¦' | '/' | ',' | ';' if depth == 0 => {
                parts.extend(text.get(start..at));
                start = at + c.len_utf8();
            }
            ' ' if depth == 0 => {
                let rest = text.get(at + 1..).unwrap_or_default();
                let joined = ["or ", "oder ", "ou ", "and "].iter().find(|word| rest.starts_with(*word));
                if let Some(word) = joined {
                    parts.extend(text.get(start..at));
                    start = at + 1 + word.len();
                }
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The text of the link that a type is, whatever follows it.
pub(super) fn linked_name(text: &str) -> Option<&str> {
    let (name, _) = text.strip_prefix('[')?.split_once(']')?;
    name.chars().any(char::is_alphabetic).then(|| name.trim())
}

/// The name of an object: one word that begins with a capital, or a link's text.
pub(super) fn object_name(text: &str) -> Option<&str> {
    let linked = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(name, _)| name.trim());
    let name = linked.unwrap_or(text).trim_end_matches("object").trim();
    let is_name = name.starts_with(char::is_uppercase) || name.contains('_') || linked.is_some();
    let is_word = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.: ".contains(c));
    (is_name && is_word && (linked.is_some() || !name.contains(' '))).then_some(name)
}

/// A text behind a word, whatever its case.
pub(super) fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    (start.eq_ignore_ascii_case(word) && rest.starts_with(' ')).then(|| rest.trim_start())
}

/// Whether a text is values in quotes, one or the other: `"idle" | "busy"`.
pub(super) fn is_of_literals(text: &str) -> bool {
    let between = |part: &str| part.chars().all(|c| matches!(c, ' ' | '|' | '`' | ',' | '/'));
    text.split(['"', '\'']).step_by(2).all(between) && text.matches(['"', '\'']).nth(1).is_some()
}

/// Whether a text is both values of a boolean and nothing else: `true/false`, `false | true`.
pub(super) fn is_of_booleans(text: &str) -> bool {
    let Some((one, other)) = text.split_once(['/', '|', ',']) else { return false };
    let is = |part: &str, word: &str| part.trim_matches([' ', '`', '"', '\'']).eq_ignore_ascii_case(word);
    (is(one, "true") && is(other, "false")) || (is(one, "false") && is(other, "true"))
}
