//! The header `Link` (RFC 8288), as far as pages need it.

use http::HeaderMap;
use http::header::LINK;

/// The URL that is the next page's.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    links(headers).find(|(_, parameters)| is_rel(parameters, &["next"])).map(|(url, _)| url.to_owned())
}

/// Whether a service that gives links to other pages gives none to a next one. Links of other kinds say nothing of pages.
pub(super) fn is_last(headers: &HeaderMap) -> bool {
    let has = |relations: &[&str]| links(headers).any(|(_, parameters)| is_rel(parameters, relations));
    has(&["first", "prev", "previous", "last"]) && !has(&["next"])
}

/// The URL of each link, and its parameters.
fn links(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let values = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| {
        let mut rest = value;
        std::iter::from_fn(move || {
            let (url, after) = rest.split_once('<')?.1.split_once('>')?;
            let end = end(after);
            let (parameters, others) = after.split_at_checked(end)?;
            rest = others;
            Some((url.trim(), parameters))
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

/// Whether one of the parameters is `rel`, and has one of these among its words.
fn is_rel(parameters: &str, relations: &[&str]) -> bool {
    parameters.split(';').filter_map(|parameter| parameter.split_once('=')).any(|(name, value)| {
        let mut words = value.trim().trim_matches('"').split_ascii_whitespace();
        let is_one = |word: &str| relations.iter().any(|relation| word.eq_ignore_ascii_case(relation));
        name.trim().eq_ignore_ascii_case("rel") && words.any(is_one)
    })
}
