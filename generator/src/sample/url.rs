//! URLs as samples write them, with placeholders and with or without a scheme, to their parts.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The parts of a URL that an operation is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UrlParts<'u> {
    /// Scheme and host; empty for a path alone.
    pub server: &'u str,
    /// From the first `/` after the host; `/` where there is none.
    pub path: &'u str,
    /// What is between `?` and `#`.
    pub query: Option<&'u str>,
}

/// Splits a URL. What begins with neither a scheme nor a `/` begins with a host, or with a placeholder for one.
pub fn split(url: &str) -> UrlParts<'_> {
    let whole = url.split_once('#').map_or(url, |(whole, _)| whole);
    let (before, query) = match outside_placeholders(whole, '?') {
        Some(at) => (whole.get(..at).unwrap_or_default(), whole.get(at + 1..)),
        None => (whole, None),
    };
    let host = before.find("://").map_or(0, |at| at + "://".len());
    let start = before.get(host..).and_then(|rest| outside_placeholders(rest, '/'));
    let (server, path) = match start.and_then(|at| before.split_at_checked(host + at)) {
        Some(parts) => parts,
        None => (before, "/"),
    };
    UrlParts { server, path, query }
}

/// `user:password` of a URL, and the URL without it.
pub(super) fn without_user_info(url: &str) -> Option<(String, String)> {
    let host = url.find("://")? + "://".len();
    let (scheme, rest) = url.split_at_checked(host)?;
    let authority = rest.get(..rest.find(['/', '?', '#']).unwrap_or(rest.len()))?;
    let (user_info, _) = authority.rsplit_once('@').filter(|(before, _)| !before.is_empty())?;
    let behind = rest.get(user_info.len() + 1..)?;
    Some((user_info.to_owned(), format!("{scheme}{behind}")))
}

/// Text as it is sent in a query or a form: what would be read as another sign is encoded. Placeholders stay readable.
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '&' | '#' | '+' | '%' | '=' | '"' | '\n' | '\r' | '\t' => {
                encoded.push_str(&format!("%{:02X}", u32::from(c)));
            }
            _ => encoded.push(c),
        }
    }
    encoded
}

/// The text that a part of a query or a form stands for.
pub fn decode(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}

/// Where a sign is in a text, but for the ones within `{…}` and `<…>`.
fn outside_placeholders(text: &str, sign: char) -> Option<usize> {
    let mut depth = 0_usize;
    let found = text.char_indices().find(|(_, c)| {
        match c {
            '{' | '<' => depth += 1,
            '}' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        *c == sign && depth == 0
    });
    // of an opener without its closer nothing is known
    found.map(|(at, _)| at).or_else(|| text.find(sign).filter(|_| depth > 0))
}

/// Whether a host, with or without a port, stands for one that the reader has: the names that are kept for examples (RFC 2606), and
/// this machine's own.
pub fn is_stand_in_host(host: &str) -> bool {
    const NAMES: &[&str] =
        &["example.com", "example.org", "example.net", "example", "test", "invalid", "localhost"];
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).to_ascii_lowercase();
    let is_of =
        |known: &&str| name.strip_suffix(*known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    name.starts_with("127.") || name == "0.0.0.0" || NAMES.iter().any(is_of)
}

#[cfg(test)]
mod tests {
    use super::{UrlParts, decode, encode, split, without_user_info};

    #[test]
    fn a_url_has_a_server_a_path_and_a_query() {
        let check = |url: &str, server, path, query| {
            assert_eq!(split(url), UrlParts { server, path, query }, "{url}");
        };
        check("https://x.y/a/b?c=1#d", "https://x.y", "/a/b", Some("c=1"));
        check("https://x.y?c=/1", "https://x.y", "/", Some("c=/1"));
        check("/a?b", "", "/a", Some("b"));
        check("x.y/a", "x.y", "/a", None);
        check("localhost:8200/v1/x?", "localhost:8200", "/v1/x", Some(""));
        check("$HOST/v1", "$HOST", "/v1", None);
        check("https://<your/host>/v1", "https://<your/host>", "/v1", None);
        check("{{host}}/v1/{a?}", "{{host}}", "/v1/{a?}", None);
        check("https://x.y/a<b/c?d", "https://x.y", "/a<b/c", Some("d"));
    }

    #[test]
    fn user_and_password_are_no_part_of_a_server() {
        let check = |url: &str, expected: Option<(&str, &str)>| {
            let expected = expected.map(|(user, rest)| (user.to_owned(), rest.to_owned()));
            assert_eq!(without_user_info(url), expected, "{url}");
        };
        check("https://me:it@x.y/a@b", Some(("me:it", "https://x.y/a@b")));
        check("https://{USER}:{PASSWORD}@x.y", Some(("{USER}:{PASSWORD}", "https://x.y")));
        check("https://x.y/@a", None);
        check("me@x.y", None);
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        for (plain, encoded) in [("a b&c=1+1%", "a%20b%26c%3D1%2B1%25"), ("{ID}:é,/", "{ID}:é,/")] {
            assert_eq!(encode(plain), encoded);
            assert_eq!(decode(encoded), plain);
        }
        assert_eq!(decode("a+b%2"), "a b%2");
        assert_eq!(decode("%ff"), "%ff");
    }
}
