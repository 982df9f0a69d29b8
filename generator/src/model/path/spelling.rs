//! The ways in which docs spell the parameters of a path.

/// A parameter that a text begins with.
pub(super) struct SpelledParameter<'t> {
    pub name: &'t str,
    /// Whether it may hold several segments: `{path+}`, `*path`, `<path:name>`.
    pub rest: bool,
    /// What follows it.
    pub after: &'t str,
}

/// What begins with a parameter, behind the character `before` it in its segment.
pub(super) type Spelling = fn(text: &str, before: Option<char>) -> Option<SpelledParameter<'_>>;

/// A parameter in any spelling.
pub(super) fn parameter(text: &str, before: Option<char>) -> Option<SpelledParameter<'_>> {
    let at_start = before.is_none();
    let one = |(name, after)| SpelledParameter { name, rest: false, after };
    if let Some(rest) = text.strip_prefix("\\{") {
        let (inner, after) = rest.split_once('}')?;
        return Some(within(inner.trim_end_matches('\\'), after));
    }
    if let Some(rest) = text.strip_prefix("${") {
        let (inner, after) = rest.split_once('}')?;
        return Some(within(inner, after));
    }
    if let Some(rest) = text.strip_prefix('$') {
        return word(rest).map(one);
    }
    if let Some(found) = braced(text, before) {
        return Some(found);
    }
    if let Some((inner, after)) = text.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        let (converter, inner) = inner.rsplit_once(':').unwrap_or(("", inner));
        let name = inner.trim_matches(MARKS);
        let rest = converter.trim() == "path" || is_marked(inner.trim());
        return (!name.is_empty()).then_some(SpelledParameter { name, rest, after });
    }
    // `/kites.[format]`, `/[id].json`
    if let Some((name, after)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        && name.starts_with(char::is_alphabetic)
        && name.chars().all(is_of_name)
        && (after.is_empty() || (at_start && after.starts_with('.')))
    {
        return Some(one((name, after)));
    }
    if let Some(rest) = text.strip_prefix(':').filter(|_| before.is_none_or(joins_parameters)) {
        let (name, after) = word(rest)?;
        let marked = ["*", "+", "(.*)", "(.+)"].iter().find_map(|mark| after.strip_prefix(mark));
        let marked = marked.filter(|after| !after.starts_with(is_of_name));
        return Some(SpelledParameter { name, rest: marked.is_some(), after: marked.unwrap_or(after) });
    }
    if !at_start {
        return None;
    }
    if let Some(rest) = text.strip_prefix('*') {
        let (name, after) = word(rest)?;
        // `*name*` is in italics that a code span keeps from being read
        return Some(match after.strip_prefix('*') {
            Some(after) => SpelledParameter { name, rest: false, after },
            None => SpelledParameter { name, rest: true, after },
        });
    }
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((inner, "")) = text.strip_prefix(open).and_then(|rest| rest.split_once(close)) {
            let name = inner.strip_prefix("...").unwrap_or(inner);
            let is_name = !name.is_empty() && name.chars().all(is_of_name);
            return is_name.then_some(SpelledParameter { name, rest: name.len() < inner.len(), after: "" });
        }
    }
    None
}

/// `{id}`, `{{id}}`, `{path+}`.
pub(super) fn braced(text: &str, _: Option<char>) -> Option<SpelledParameter<'_>> {
    let rest = text.strip_prefix('{')?;
    if let Some((inner, after)) = rest.strip_prefix('{').and_then(|rest| rest.split_once("}}")) {
        return Some(within(inner, after));
    }
    let (inner, after) = rest.split_once('}')?;
    (!inner.contains('{')).then(|| within(inner, after))
}

/// Whether a parameter `:name` may be behind this character of its segment: `/:from-:to`, `/:name.:format`. Behind a word it is a
/// part of that, as in `/jobs/{id}:cancel`.
pub fn joins_parameters(before: char) -> bool {
    ".-,~@=_".contains(before)
}

const MARKS: &[char] = &['?', '*', '+', '.', ' ', '$', '/'];

/// What braces hold, without a type, a pattern or a mark: `id` of `{id:int}`, `{id?}`, `{*id}`.
fn within<'t>(inner: &'t str, after: &'t str) -> SpelledParameter<'t> {
    let own = inner.split([':', '|', '=']).next().unwrap_or_default();
    let pattern = inner.get(own.len()..).unwrap_or_default();
    let rest = is_marked(own.trim()) || is_of_segments(pattern);
    let name = own.trim_matches(MARKS);
    SpelledParameter { name: if name.is_empty() { "value" } else { name }, rest, after }
}

/// Whether the mark of a name says that its value may hold several segments: `path+`, `*path`, `path...`.
fn is_marked(name: &str) -> bool {
    let name = name.trim_end_matches('?');
    let is_named = name.contains(is_of_name) && !name.starts_with('/');
    let marks = ["*", "+", "..."];
    is_named && marks.iter().any(|mark| name.starts_with(mark) || name.ends_with(mark))
}

/// Whether a pattern takes several segments: `:.*`, `:path`, `=**`, `=shelves/*`.
fn is_of_segments(pattern: &str) -> bool {
    match pattern.split_at_checked(1) {
        Some((":", pattern)) => {
            let pattern = pattern.trim().trim_matches(['(', ')', '^', '$']);
            matches!(pattern, ".*" | ".+" | ".*?" | "path" | "**" | "*path")
        }
        Some(("=", pattern)) => pattern.contains("**") || pattern.contains('/'),
        _ => false,
    }
}

/// The name that a text begins with.
fn word(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c| !is_of_name(c)).unwrap_or(text.len());
    let (word, after) = text.split_at_checked(end)?;
    // `:id-thing` is one name, `:id-` is not
    let name = word.trim_end_matches('-');
    let starts = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    starts.then_some((name, text.get(name.len()..).unwrap_or(after)))
}

pub(super) fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}
