//! Types of objects whose keys are data, as programs write them: `Record<string, integer>`, `dict[str, int]`,
//! `map[string]string`, `{string: integer}`, `{[key: string]: integer}`.

use crate::dialect::words::fold;
use crate::dialect::words::vocabulary::TypeWords;

/// The words for the type of the values, where a type is such a map.
pub(super) fn values<'t>(text: &'t str, words: &TypeWords) -> Option<&'t str> {
    let found = match text.strip_prefix('{') {
        Some(rest) => in_braces(rest.strip_suffix('}')?.trim(), words),
        None => named(text, words),
    };
    found.map(str::trim).filter(|values| !values.is_empty())
}

/// `string: integer`, `[key: string]: integer`.
fn in_braces<'t>(text: &'t str, words: &TypeWords) -> Option<&'t str> {
    let text = text.trim_end_matches([';', ',']);
    if let Some((key, values)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let values = values.trim_start().strip_prefix(':')?;
        return (key.contains(':') && is_one(values)).then_some(values);
    }
    let (key, values) = text.split_once("=>").or_else(|| text.split_once(':'))?;
    (words.map_keys.has(fold(key).trim()) && is_one(values)).then_some(values)
}

/// `Name<key, values>`, `name[key, values]`, `name[key]values`.
fn named<'t>(text: &'t str, words: &TypeWords) -> Option<&'t str> {
    let (name, rest) = text.split_at_checked(text.find(['<', '['])?)?;
    let name = fold(name);
    if !words.map_types.iter().any(|known| name.trim().ends_with(known.as_str())) {
        return None;
    }
    let close = if rest.starts_with('<') { '>' } else { ']' };
    let inner = rest.get(1..)?;
    if let Some((key, values)) = inner.strip_suffix(close).and_then(|inner| inner.split_once(',')) {
        return (is_one(key) && is_one(values)).then_some(values);
    }
    let (key, values) = inner.split_once(']')?;
    (close == ']' && words.map_keys.has(fold(key).trim())).then_some(values)
}

/// Whether a text is one type: no comma or colon is outside of brackets.
fn is_one(text: &str) -> bool {
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '<' | '[' | '{' | '(' => depth += 1,
            '>' | ']' | '}' | ')' if depth == 0 => return false,
            '>' | ']' | '}' | ')' => depth -= 1,
            ',' | ':' | ';' if depth == 0 => return false,
            _ => {}
        }
    }
    depth == 0 && !text.trim().is_empty()
}
