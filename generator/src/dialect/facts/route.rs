//! The path and the query of an operation: from its API format, and from what its samples call.

use std::collections::HashSet;

use crate::dialect::facts::{OperationFact, RequestFact};
use crate::model::{PathPiece, PathTemplate};
use crate::sample::url;

/// A pair of a query string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryPair {
    /// What is before the `=`.
    pub name: String,
    /// What is after it.
    pub value: String,
}

impl OperationFact {
    /// The path that is called, below the server, with `{name}` for each parameter: the API format's, and one more segment where
    /// all samples have one more (docs often write `GET /things` above a call of `/things/7`).
    pub fn route(&self) -> &str {
        &self.route
    }

    /// What makes two operations one: method, and path whatever its parameters are called.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Sets the route and the key, once all samples are known.
    pub(in crate::dialect) fn settle(&mut self) {
        let called = self.called();
        self.route = called.to_string();
        self.key = format!("{} {}", self.method, called.nameless());
    }

    fn called(&self) -> PathTemplate {
        let own = PathTemplate::parse(below_server(&PathTemplate::whole(&self.path)));
        if !self.is_named {
            return generalised(own);
        }
        let last = own.segments().iter().rfind(|segment| !segment.is_empty());
        let Some([PathPiece::Literal(last)]) = last.map(Vec::as_slice) else { return own };
        let one_longer = |request: &RequestFact| {
            let path = split_url(&request.url.value).0.trim_end_matches('/');
            let before = path.rsplit_once('/').map_or("", |(before, _)| before);
            own.values_at_end(path).is_none() && own.values_at_end(before).is_some()
        };
        if self.requests.is_empty() || !self.requests.iter().all(one_longer) {
            return own;
        }
        let words = crate::dialect::words_of(&crate::dialect::singular(last)).join("_").to_uppercase();
        PathTemplate::canonical(&format!("{}/{{{words}_ID}}", own.to_string().trim_end_matches('/')))
    }

    /// The paths that a path with parts to choose stands for, other than the one that it is called by.
    pub fn other_paths(&self) -> Vec<PathTemplate> {
        let called = PathTemplate::parse(below_server(&PathTemplate::whole(&self.path)));
        let all = PathTemplate::alternatives(below_server(&self.path));
        all.iter().map(|path| PathTemplate::parse(path)).filter(|path| *path != called).collect()
    }

    /// The pairs of the query string, of the API format first; each name once.
    pub fn query_pairs(&self) -> Vec<QueryPair> {
        let sampled = self.requests.iter().filter_map(|request| split_url(&request.url.value).1);
        let mut pairs: Vec<QueryPair> = Vec::new();
        let mut known = HashSet::new();
        for query in self.query.as_deref().into_iter().chain(sampled) {
            for pair in query.split('&').filter(|pair| !pair.is_empty()) {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                if known.insert(name) {
                    pairs.push(QueryPair { name: name.to_owned(), value: value.to_owned() });
                }
            }
        }
        pairs
    }
}

/// A path that nothing but a sample shows, with parameters for the ids in it.
fn generalised(path: PathTemplate) -> PathTemplate {
    let segments = path.segments();
    let mut made = String::new();
    let mut before = "";
    for segment in segments {
        made.push('/');
        match segment.as_slice() {
            [PathPiece::Literal(text)] if is_id(text, before) => {
                let words = crate::dialect::words_of(&crate::dialect::singular(before)).join("_");
                made.extend(["{", &words.to_uppercase(), if words.is_empty() { "ID}" } else { "_ID}" }]);
            }
            pieces => pieces.iter().for_each(|piece| match piece {
                PathPiece::Literal(text) => made.push_str(text),
                PathPiece::Parameter(name) => made.extend(["{", name, "}"]),
                PathPiece::Rest(name) => made.extend(["{", name, "+}"]),
            }),
        }
        before = match segment.as_slice() {
            [PathPiece::Literal(text)] => text,
            _ => "",
        };
    }
    PathTemplate::canonical(&made)
}

/// Whether a segment behind another is the id of one of many: a UUID, a long hexadecimal number, what has a slash of its own, or a
/// number behind what there are many of. `/api/2` is a version.
fn is_id(text: &str, before: &str) -> bool {
    const SHORT: usize = 3;
    const LONG: usize = 16;
    let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_of_many = crate::dialect::is_plural(before) || text.len() >= SHORT;
    let has_slash = text.to_ascii_lowercase().contains("%2f");
    has_slash && !before.is_empty()
        || is_hex && has_digit && text.len() >= LONG
        || is_number && !before.is_empty() && is_of_many
}

/// A text whose placeholders have lost their names.
pub(crate) fn nameless(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| match part.split_once('}') {
        Some((_, rest)) => text + "{}" + rest,
        None => text + "{" + part,
    })
}

/// A path without the server before it, be it an address or a placeholder for one.
pub(crate) fn below_server(path: &str) -> &str {
    let address = path.split_once("://").map(|(_, address)| address);
    match address.or_else(|| path.starts_with('{').then_some(path)) {
        Some(from) => from.find('/').and_then(|at| from.get(at..)).unwrap_or(path),
        None => path,
    }
}

/// The path and the query string of a URL.
pub(crate) fn split_url(url: &str) -> (&str, Option<&str>) {
    let parts = url::split(url);
    (parts.path, parts.query)
}

#[cfg(test)]
mod tests {
    use super::generalised;
    use crate::model::PathTemplate;

    #[test]
    fn ids_in_paths_of_samples_are_parameters() {
        for (path, expected) in [
            ("/v1/kites/17", "/v1/kites/{KITE_ID}"),
            ("/kites/3f2504e0-4f89-11d3-9a0c-0305e82c3301/tails/2", "/kites/{KITE_ID}/tails/{TAIL_ID}"),
            ("/kites/5ba9452f7de80400007fc52a", "/kites/{KITE_ID}"),
            ("/issue/10001", "/issue/{ISSUE_ID}"),
            ("/rest/api/2/kites", "/rest/api/2/kites"),
            ("/v2/deadbeefdeadbeefde", "/v2/deadbeefdeadbeefde"),
            ("/{CLUB}/17", "/{CLUB}/17"),
            ("/2024/kites", "/2024/kites"),
            ("/kites/mine", "/kites/mine"),
        ] {
            assert_eq!(generalised(PathTemplate::parse(path)).to_string(), expected, "{path}");
        }
    }
}
