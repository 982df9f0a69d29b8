//! The header `Link` (RFC 8288), as far as pages need it.

use http::HeaderMap;
use http::header::LINK;

/// The URL that is the next page's.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    links(headers).find(|(_, is_next)| *is_next).map(|(url, _)| url.to_owned())
}

/// Whether a service that gives links gives none to a next page.
pub(super) fn is_last(headers: &HeaderMap) -> bool {
    let mut links = links(headers).peekable();
    links.peek().is_some() && links.all(|(_, is_next)| !is_next)
}

/// The URL of each link, and whether it is the next page's.
fn links(headers: &HeaderMap) -> impl Iterator<Item = (&str, bool)> {
    let values = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| {
        let mut rest = value;
        std::iter::from_fn(move || {
            let (url, after) = rest.split_once('<')?.1.split_once('>')?;
            let end = end(after);
            let (parameters, others) = after.split_at_checked(end)?;
            rest = others;
            Some((url.trim(), parameters.split(';').any(is_next)))
        })
    })
}

/// Where the parameters of a link end: at a comma that no quotes are around.
fn end(text: &str) -> usize {
    let mut is_quoted = false;
    let ends = |c: char| {
        is_quoted ^= c == '"';
        c == ',' && !is_quoted
    };
    text.find(ends).unwrap_or(text.len())
}

/// Whether a parameter is `rel`, and has `next` among its words.
fn is_next(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let words = value.trim().trim_matches('"').split_ascii_whitespace();
    name.trim().eq_ignore_ascii_case("rel") && words.into_iter().any(|word| word.eq_ignore_ascii_case("next"))
}
