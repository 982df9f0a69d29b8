//! Arrows between what is sent and what is answered: ``200 → `{…}` ``, `GET /things -> 204`.

/// What draws an arrow.
const ARROWS: &[&str] = &["→", "⇒", "⟶", "⟹", "➜", "➔", "->", "=>", "-->", "==>"];

/// Whether a word is an arrow.
pub(in super::super) fn is_arrow(word: &str) -> bool {
    ARROWS.contains(&word)
}

/// What is before the last arrow of a text, and what is behind it.
pub(in super::super) fn around_last(text: &str) -> Option<(&str, &str)> {
    let found = ARROWS.iter().filter_map(|arrow| Some((text.rfind(arrow)? + arrow.len(), *arrow)));
    let (end, arrow) = found.max_by_key(|(end, arrow)| (*end, arrow.len()))?;
    Some((text.get(..end - arrow.len())?, text.get(end..)?))
}

/// The status that a text is, with what it means or without: `201`, `` `201 Created` ``.
pub(in super::super) fn status_alone(text: &str) -> Option<u16> {
    const MOST: usize = 5;
    let plain = text.replace(['`', '*'], "");
    let mut words = plain.split_whitespace();
    let code = words.next().filter(|word| word.len() == 3)?.parse().ok()?;
    let is_reason = |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\''));
    let mut rest = words.clone();
    let is_short = rest.by_ref().count() < MOST && words.all(is_reason);
    (is_short && (100..600).contains(&code)).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_part_what_is_answered() {
        for (text, expected) in [
            ("GET /a → 200 ", Some(("GET /a ", " 200 "))),
            ("a -> b => c", Some(("a -> b ", " c"))),
            ("a --> b", Some(("a ", " b"))),
            ("a - b", None),
        ] {
            assert_eq!(around_last(text), expected, "{text}");
        }
        for (text, expected) in [
            (" `201` ", Some(201)),
            ("204 No Content", Some(204)),
            ("a list", None),
            ("", None),
            ("42", None),
        ] {
            assert_eq!(status_alone(text), expected, "{text}");
        }
    }
}
