//! Types as programs write them: `models::Kite`, `\Club\Model\Kite`, `Option<Kite>`, `Pointer to Kite`, and a list that is one link,
//! `[List[Kite]](Kite.md)`.
//!
//! Knows marks, and no words of any language.

use std::borrow::Cow;

/// A text without the modules that its names are in, and without what only says that there may be no value.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let text = unqualified(text);
    let bare = text.trim();
    let inner = ["Option<", "Optional<"]
        .iter()
        .find_map(|open| bare.strip_prefix(open)?.strip_suffix('>'))
        .or_else(|| bare.strip_prefix("Pointer to "));
    match inner {
        Some(inner) => Cow::Owned(inner.to_owned()),
        None => text,
    }
}

/// Each name without the modules before it.
fn unqualified(text: &str) -> Cow<'_, str> {
    let is_parted = text.contains("::") || text.contains('\\');
    if !is_parted {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    // where in it the name begins that is being read
    let mut name = 0;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mark = if rest.starts_with("::") { 2 } else { c.len_utf8() };
        let behind = rest.get(mark..).unwrap_or_default();
        let is_mark = mark == 2 || c == '\\';
        // `Admin::Kite` may be all of a name
        let is_module = c == '\\' || plain.get(name..).is_some_and(|it| it.starts_with(char::is_lowercase));
        if is_mark && is_module && behind.starts_with(char::is_alphabetic) {
            plain.truncate(name);
        } else {
            plain.push_str(rest.get(..mark).unwrap_or_default());
            if !(c.is_alphanumeric() || c == '_') {
                name = plain.len();
            }
        }
        rest = behind;
    }
    Cow::Owned(plain)
}

/// The list, or the map, that a link is all the words of: `List[Kite]` of `[List[Kite]]`.
pub(super) fn linked_list(plain: &str) -> Option<&str> {
    let inner = plain.trim().strip_prefix('[')?.strip_suffix(']')?;
    let mut depth = 0_usize;
    let closes_early = inner.chars().any(|c| {
        let closes = c == ']' && depth == 0;
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        closes
    });
    (!closes_early && inner.contains(['[', '<'])).then_some(inner)
}

/// The words of a link that is a whole type, and what the page is called that it leads to, where that is another type's:
/// `List` and `Kite` of `[**List**](models/Kite.md)`.
pub(super) fn linked_page(text: &str) -> Option<(&str, &str)> {
    let (name, target) = text.trim().strip_prefix('[')?.strip_suffix(')')?.split_once("](")?;
    let name = name.trim_matches(['*', '`', '_', ' ']);
    let page = target.rsplit(['/', '#']).next()?;
    let page = page.split('.').next()?;
    let is_other = page.starts_with(char::is_uppercase) && !page.eq_ignore_ascii_case(name);
    is_other.then_some((name, page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_modules() {
        for (text, expected) in [
            ("models::Kite", "Kite"),
            ("Admin::Kite", "Admin::Kite"),
            ("**Vec<models::Kite>**", "**Vec<Kite>**"),
            (r"[**\Club\Model\Kite[]**](Kite.md)", "[**Kite[]**](Kite.md)"),
            (r"string\[\]", r"string\[\]"),
            ("Option<**String**>", "**String**"),
            ("Pointer to **int32**", "**int32**"),
            ("Kite", "Kite"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
        assert_eq!(linked_list("[List[Kite]]"), Some("List[Kite]"));
        assert_eq!(linked_list("[[]Kite]"), Some("[]Kite"));
        assert_eq!(linked_page("[**List**](models/Kite.md)"), Some(("List", "Kite")));
        assert_eq!(linked_page("[List](List.md)"), None);
        assert_eq!(linked_list("[Kite]"), None);
        assert_eq!(linked_list("[Kite] or [Club[]]"), None);
    }
}
