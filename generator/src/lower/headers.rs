//! Request headers that are the same for all calls, so that a client asks for each once.

use std::collections::BTreeMap;

use super::Documented;
use super::names::{Names, snake};
use crate::dialect::{Dialect, RequestFact, is_secret};
use crate::model::{Header, HeaderKind, Origin};

/// Headers that follow from the body, or that a transport adds.
const IMPLIED: &[&str] =
    &["content-type", "content-length", "host", "connection", "user-agent", "accept-encoding"];

/// All headers that samples send, in the order they are first met.
pub(super) fn find(
    documented: &[Documented<'_>],
    names: &BTreeMap<String, String>,
    dialect: &Dialect,
) -> Vec<Header> {
    let mut headers: Vec<Header> = Vec::new();
    let mut samples = 0;
    for page in documented.iter().map(|documented| documented.page) {
        for request in page.facts.operations.iter().flat_map(|operation| &operation.requests) {
            samples += 1;
            for (name, value) in asked(request) {
                let evidence = page.evidence(&value.span, Origin::Sample);
                match headers.iter_mut().find(|header| header.name.eq_ignore_ascii_case(name)) {
                    Some(header) => header.evidence.push(evidence),
                    None => headers.push(Header {
                        name: name.to_owned(),
                        ident: String::new(),
                        kind: kind(name, &value.value, dialect),
                        required: true,
                        evidence: vec![evidence],
                    }),
                }
            }
        }
    }
    let mut taken = Names::default();
    for header in &mut headers {
        let renamed = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(&header.name));
        let name = match (renamed, header.kind) {
            (Some((_, name)), _) => name.as_str(),
            (None, HeaderKind::Bearer) => "access_token",
            (None, _) => {
                let lower = header.name.to_ascii_lowercase();
                header.name.get(if lower.starts_with("x-") { 2.. } else { 0.. }).unwrap_or(&header.name)
            }
        };
        header.ident = taken.take(snake(name));
        header.required = header.evidence.len() >= samples;
    }
    headers
}

/// The headers of a sample that a caller has to give.
pub(super) fn asked(request: &RequestFact) -> impl Iterator<Item = (&str, &crate::dialect::Stated<String>)> {
    request
        .headers
        .iter()
        .filter(|(name, _)| !IMPLIED.iter().any(|implied| name.eq_ignore_ascii_case(implied)))
        .map(|(name, value)| (name.as_str(), value))
}

fn kind(name: &str, value: &str, dialect: &Dialect) -> HeaderKind {
    let bearer = value.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer "));
    match name.eq_ignore_ascii_case("authorization") {
        true if bearer => HeaderKind::Bearer,
        true => HeaderKind::Secret,
        false if is_secret(name, dialect) => HeaderKind::Secret,
        false => HeaderKind::Text,
    }
}
