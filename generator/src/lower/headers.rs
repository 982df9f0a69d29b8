//! Request headers: those that are the same for all calls, so that a client asks for each once, and those of one call.

use std::collections::{BTreeMap, BTreeSet};

use super::Documented;
use super::names::{Names, snake};
use crate::dialect::{Dialect, RequestFact, Stated, is_secret};
use crate::model::{Header, HeaderKind, Origin, is_of_transport};

/// Headers that by their meaning belong to one call: preconditions and ranges (RFC 9110, 13 and 14.2), and the key
/// that makes a call one with its repetition.
const OF_CALL: &[&str] = &[
    "if-match",
    "if-none-match",
    "if-modified-since",
    "if-unmodified-since",
    "if-range",
    "range",
    "idempotency-key",
];

/// Headers that tell in which form a message is, or is wanted (RFC 9110, 8 and 12; RFC 7240): the docs fix them.
const OF_FORM: &[&str] =
    &["accept", "accept-charset", "accept-language", "content-encoding", "content-language", "prefer"];

/// The header that tells in which form a body is sent.
const BODY_TYPE: &str = "content-type";

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

/// The headers of a sample that a caller gives once for all calls.
pub(super) fn asked(request: &RequestFact) -> impl Iterator<Item = (&str, &Stated<String>)> {
    let is_other = |name: &str| {
        // the body tells its own type
        let is_implied = is_of_transport(name) || name.eq_ignore_ascii_case(BODY_TYPE);
        is_implied || is_in(OF_CALL, name) || is_in(OF_FORM, name)
    };
    request
        .headers
        .iter()
        .filter(move |(name, _)| !is_other(name))
        .map(|(name, value)| (name.as_str(), value))
}

/// The headers that are another for each call, of the samples of one operation: whether all have it, and the first.
pub(super) fn of_call<'a>(requests: &[&'a RequestFact]) -> Vec<(&'a str, bool, &'a Stated<String>)> {
    let mut found: Vec<(&str, bool, &Stated<String>)> = Vec::new();
    for (name, value) in requests.iter().flat_map(|request| &request.headers) {
        let values: Vec<Option<&str>> = requests.iter().map(|request| value_of(request, name)).collect();
        let is_fixed =
            values.iter().all(|other| *other == Some(value.value.as_str())) && !value.value.contains('{');
        let is_form = is_in(OF_FORM, name) && !is_fixed;
        let is_of_call = is_in(OF_CALL, name) || is_form || is_one_of_several_types(name, &values);
        if is_of_call && !found.iter().any(|(known, ..)| known.eq_ignore_ascii_case(name)) {
            found.push((name, values.iter().all(Option::is_some), value));
        }
    }
    found
}

/// Whether it tells the body's type, and the samples that tell it do not tell the same. What a sample is silent about
/// goes without saying.
fn is_one_of_several_types(name: &str, values: &[Option<&str>]) -> bool {
    let types: BTreeSet<&str> = values.iter().flatten().copied().collect();
    name.eq_ignore_ascii_case(BODY_TYPE) && types.len() > 1
}

fn value_of<'a>(request: &'a RequestFact, name: &str) -> Option<&'a str> {
    let mut headers = request.headers.iter();
    headers.find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.value.as_str())
}

fn is_in(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
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
