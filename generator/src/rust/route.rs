//! A text to the path of a call: where a server's address ends, where the query string begins, and what is in it.

use super::texts::{Chunk, Chunks};
use crate::model::PathTemplate;

/// The path of a call, and what its text says of the query string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CallRoute {
    pub(super) template: PathTemplate,
    /// The names in its query string.
    pub(super) query: Vec<String>,
    /// Whether the query string may have more.
    pub(super) is_open: bool,
}

/// What names of values say of them that they are a query string as a whole.
const QUERIES: [&str; 4] = ["query", "params", "search_params", "qs"];

/// The route of a text, where it is one: something of a path is written out in it.
pub(super) fn route(text: &Chunks) -> Option<CallRoute> {
    let text = without_server(text);
    let (path, query) = parts(&text);
    let (mut path, mut is_open) = (path, false);
    if path.len() > 1 && matches!(path.last(), Some(Chunk::Hole(name)) if QUERIES.contains(&name.as_str())) {
        let before = path.iter().rev().nth(1);
        if !matches!(before, Some(Chunk::Literal(it)) if it.ends_with('/')) {
            path.pop();
            is_open = true;
        }
    }
    // where one value ends and the next begins, nobody knows
    let is_clear = path.windows(2).all(|pair| !matches!(pair, [Chunk::Hole(_), Chunk::Hole(_)]));
    let literal: String = path.iter().map(literal_of).collect();
    let is_path = is_clear && !literal.is_empty() && literal.chars().all(|c| !"{}<>\"|\\^".contains(c));
    if !is_path {
        return None;
    }
    let mut written = String::new();
    for chunk in &path {
        match chunk {
            Chunk::Literal(literal) => written.push_str(literal),
            Chunk::Hole(name) => written.extend(["{", name.trim_start_matches("r#"), "}"]),
        }
    }
    // a blank at either end is sent
    let written = written.trim_start_matches('/');
    let mut names = Vec::new();
    for chunk in &query {
        let Chunk::Literal(literal) = chunk else {
            continue;
        };
        for pair in literal.split('&') {
            match pair.split_once('=') {
                Some((name, _)) if !name.is_empty() => names.push(name.to_owned()),
                _ => {}
            }
        }
    }
    let is_whole = query.iter().all(|chunk| matches!(chunk, Chunk::Literal(_))) || !names.is_empty();
    let template = PathTemplate::canonical(&format!("/{}", written.trim_end_matches('/')));
    Some(CallRoute { template, query: names, is_open: is_open || !is_whole })
}

/// The text below the address of a server: `https://host/x` and `{base}x` are `/x`.
fn without_server(text: &Chunks) -> Chunks {
    let mut text = text.clone();
    if let Some(Chunk::Literal(first)) = text.first_mut() {
        if let Some((_, rest)) = first.split_once("://") {
            let below = rest.find('/').map_or("", |slash| rest.get(slash..).unwrap_or_default());
            *first = below.to_owned();
        }
        return text;
    }
    // an address that ends with a slash is directly before the first name
    let follows =
        matches!(text.get(1), Some(Chunk::Literal(next)) if !next.starts_with(['/', '?', '.', ':', '-']));
    let is_address = matches!(text.first(), Some(Chunk::Hole(name)) if is_address(name));
    if follows || is_address && text.len() > 1 { text.get(1..).unwrap_or_default().to_vec() } else { text }
}

/// Whether a name is one of a server's address.
fn is_address(name: &str) -> bool {
    const LAST: [&str; 7] = ["url", "uri", "host", "server", "origin", "address", "domain"];
    let last = name.rsplit('_').next().unwrap_or_default().to_lowercase();
    LAST.contains(&last.as_str()) || name.starts_with("base")
}

/// What is before the first `?` or `#`, and what is behind it.
fn parts(text: &Chunks) -> (Chunks, Chunks) {
    for (index, chunk) in text.iter().enumerate() {
        let Chunk::Literal(literal) = chunk else { continue };
        if let Some(at) = literal.find(['?', '#']) {
            let (before, behind) = literal.split_at(at);
            let mut path = text.get(..index).unwrap_or_default().to_vec();
            path.push(Chunk::Literal(before.to_owned()));
            let mut query = vec![Chunk::Literal(behind.trim_start_matches(['?', '#']).to_owned())];
            query.extend(text.get(index + 1..).unwrap_or_default().iter().cloned());
            return (path, query);
        }
    }
    (text.clone(), Chunks::new())
}

fn literal_of(chunk: &Chunk) -> &str {
    match chunk {
        Chunk::Literal(text) => text,
        Chunk::Hole(_) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::texts::chunks;
    use super::route;

    #[test]
    fn routes_are_paths_below_the_server() {
        for (text, expected) in [
            ("/api/v1/x/{id}", Some("/api/v1/x/{id}")),
            ("things/{id}", Some("/things/{id}")),
            ("https://host.test/things/{id}/", Some("/things/{id}")),
            ("{base}api/chat", Some("/api/chat")),
            ("{base_url}/api/chat", Some("/api/chat")),
            ("{url}/.well-known/thing", Some("/.well-known/thing")),
            ("{mount}/roles/{name}", Some("/{mount}/roles/{name}")),
            ("/things{id}/parts", Some("/things{id}/parts")),
            ("/things?limit={n}", Some("/things")),
            ("/things{query}", Some("/things")),
            ("{a}{b}", None),
            ("{mount}/{path}", Some("/{mount}/{path}")),
            ("\t/things", Some("/\t/things")),
            ("/things/{name}{version}", None),
            ("things", Some("/things")),
            ("{nothing}", None),
        ] {
            let found = route(&chunks(text)).map(|it| it.template.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
