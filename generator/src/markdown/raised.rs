//! What is above or below the line: `<sup>1</sup>` as `¹`, so that no mark of a note becomes a part of the word before it.

use super::Text;

/// Digits above and below the line, in their order.
const ABOVE: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const BELOW: &str = "₀₁₂₃₄₅₆₇₈₉";
/// Letters above the line that notes are counted with.
const LETTERS: &str = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ";

/// A text without the marks of notes at its end: `name¹ ²`, `name[^1]`.
pub fn without_notes(text: &str) -> &str {
    let mut kept = text.trim_end();
    loop {
        let bare = kept.trim_end_matches(is_raised).trim_end();
        let bare = match bare.strip_suffix(']').and_then(|rest| rest.rsplit_once("[^")) {
            Some((before, _)) if !before.is_empty() => before.trim_end_matches('\\').trim_end(),
            _ => bare,
        };
        if bare.len() == kept.len() || bare.is_empty() {
            return kept;
        }
        kept = bare;
    }
}

/// How many bytes of marks of notes a text begins with.
pub fn notes_at_start(text: &str) -> usize {
    let rest = text.trim_start_matches(|c: char| is_raised(c) || c == ' ');
    if text.starts_with(is_raised) { text.len() - rest.len() } else { 0 }
}

fn is_raised(c: char) -> bool {
    !c.is_ascii() && [ABOVE, BELOW, LETTERS].iter().any(|marks| marks.contains(c))
}

/// Sets what a text has from `at` on above the line, or below it.
pub(super) fn raise(text: &mut Text, at: usize, is_below: bool) {
    let Some(inner) = text.text.get(at..).filter(|inner| !inner.contains('`')) else { return };
    // the mark may lead to its note
    let label = inner.trim().strip_prefix('[').and_then(|rest| rest.split_once("](")).map(|(label, _)| label);
    let label = label.unwrap_or(inner).trim().to_owned();
    let is_counted = text.text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    let Some(set) = set(&label, is_counted, is_below) else { return };
    text.text.truncate(at);
    text.text.push_str(&set);
    text.links.retain(|link| link.range.start < at);
    text.strong.retain(|strong| strong.start < at);
    text.emphasis.retain(|part| part.start < at);
}

/// What words become above or below the line; none where they stay as they are, as those of `10<sup>th</sup>` do.
fn set(words: &str, is_counted: bool, is_below: bool) -> Option<String> {
    let marks: String = words.chars().filter(|c| !matches!(c, '[' | ']' | '(' | ')')).collect();
    let is_note = |c: char| c.is_ascii_digit() || matches!(c, ' ' | ',' | '+' | '-');
    let is_star = !marks.is_empty() && marks.chars().all(|c| matches!(c, '*' | '†' | '‡' | '\\'));
    let letter = marks.bytes().next().filter(|_| marks.len() == 1 && !is_counted && !is_below);
    let letter = letter.and_then(|byte| LETTERS.chars().nth(usize::from(byte.checked_sub(b'a')?)));
    match letter {
        Some(letter) => Some(letter.to_string()),
        None if is_star || marks.is_empty() => Some(marks),
        None if marks.chars().all(is_note) => {
            let digits = if is_below { BELOW } else { ABOVE };
            let digit = |c: char| c.to_digit(10).and_then(|digit| digits.chars().nth(digit as usize));
            Some(marks.chars().filter_map(|c| if c == ' ' { Some(' ') } else { digit(c) }).collect())
        }
        // words are a remark
        None if !is_counted && !is_below && marks.len() > 2 => Some(format!(" ({})", marks.trim())),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_notes_are_no_part_of_a_word() {
        for (before, inner, is_below, expected) in [
            ("name", "1", false, "name¹"),
            ("name", "[12]", false, "name¹²"),
            ("name", "1, 2", false, "name¹ ²"),
            ("name", "[3](https://example.com/#n3)", false, "name³"),
            ("name", "a", false, "nameᵃ"),
            ("name", "*", false, "name*"),
            ("name", "beta", false, "name (beta)"),
            ("H", "2", true, "H₂"),
            ("10", "9", false, "10⁹"),
            ("4", "th", false, "4th"),
        ] {
            let mut text = Text { text: format!("{before}{inner}"), ..Text::default() };
            raise(&mut text, before.len(), is_below);
            assert_eq!(text.text, expected);
        }
        for (text, expected) in
            [("name¹ ²", "name"), ("name?¹", "name?"), ("name[^note]", "name"), ("¹", "¹"), ("a[]", "a[]")]
        {
            assert_eq!(without_notes(text), expected);
        }
        assert_eq!(notes_at_start("¹ ² (string)"), "¹ ² ".len());
    }
}
