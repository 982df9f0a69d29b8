//! The notation of a documented target that no request has: brackets around what may be left out, templates of a query, anchors.

use std::borrow::Cow;

/// A target without the brackets around what of its query may be left out: `/things[?page={n}[&size={n}]]`.
pub(super) fn without_options(target: &str) -> Cow<'_, str> {
    let mut plain: Option<String> = None;
    loop {
        let text = plain.as_deref().unwrap_or(target);
        let Some((open, close)) =
            text.match_indices(['[', '(']).find_map(|(at, _)| Some((at, option(text, at)?)))
        else {
            return plain.map_or(Cow::Borrowed(target), Cow::Owned);
        };
        let parts = [text.get(..open), text.get(open + 1..close), text.get(close + 1..)];
        let mut inner: String = parts.into_iter().flatten().collect();
        if !inner.contains('?') {
            inner = inner.replacen('&', "?", 1);
        }
        plain = Some(inner);
    }
}

/// Where the bracket at a place of a target closes, if a part of a query is all that it holds.
fn option(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let (close, _) = text.char_indices().skip_while(|(at, _)| *at < open).find(|(_, c)| {
        depth += usize::from(matches!(c, '[' | '('));
        depth -= usize::from(matches!(c, ']' | ')'));
        depth == 0
    })?;
    let inner = text.get(open + 1..close)?.trim_start();
    // `(?P<id>…)` is a group of a regular expression
    let named = inner.strip_prefix(['?', '&']).filter(|rest| !rest.starts_with("P<"));
    let is_pair = named.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
    // `?[page=1]`, and not `?[page]=1`
    let is_in_query = text.get(..open)?.ends_with(['?', '&']) && inner.contains('=');
    (is_pair || is_in_query).then_some(close)
}

/// The query that the names of a URI template stand for (RFC 6570): `limit,sort*}{&page}` is of three pairs.
pub(super) fn expanded(names: &str) -> String {
    let names = names.split(['{', '}', '&', ',']).map(|name| name.trim().trim_end_matches('*'));
    let pair = |name: &str| match name.contains('=') {
        true => name.to_owned(),
        false => format!("{name}={{{name}}}"),
    };
    let pairs: Vec<String> = names.filter(|name| !name.is_empty()).map(pair).collect();
    pairs.join("&")
}

/// A path whose placeholders name no place in the docs: `{room.id#rooms/object}` is `{room.id}`.
pub(super) fn without_anchors(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, inner)) = rest.split_once('{') {
        let (name, after) = inner.split_once('}').unwrap_or((inner, ""));
        plain.extend([before, "{", name.split('#').next().unwrap_or_default()]);
        plain.push_str(if inner.contains('}') { "}" } else { "" });
        rest = after;
    }
    plain + rest
}
