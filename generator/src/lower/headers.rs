//! Request headers: those that are the same for all calls, so that a client asks for each once, and those of one call.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::PageRead;
use super::fields::{origin, sent_name};
use super::schemes::{self, AUTHORIZATION};
use crate::dialect::{
    Carrier, Dialect, Field, FieldLocation, OperationFact, RequestFact, Stated, contains_words, is_secret,
    is_secret_placeholder,
};
use crate::model::{COOKIE, Evidence, Header, HeaderKind, Origin, cookies, is_of_transport, other_cookies};
use crate::naming::{Names, snake};

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

/// Headers that say in which form a message is, or is wanted (RFC 9110, 8 and 12; RFC 7240): the docs fix them.
const OF_FORM: &[&str] =
    &["accept", "accept-charset", "accept-language", "content-encoding", "content-language", "prefer"];

/// The header that says in which form a body is sent.
const BODY_TYPE: &str = "content-type";

/// Headers by their names, whatever the case: each has a number, in the order in which they are first met.
#[derive(Default)]
pub struct Numbered<'a> {
    /// As they are spelled, so that most need not be put into lower case.
    spelled: HashMap<&'a str, usize>,
    lower: HashMap<String, usize>,
}

impl<'a> Numbered<'a> {
    /// The number of a header.
    pub fn of(&mut self, name: &'a str) -> usize {
        if let Some(known) = self.spelled.get(name) {
            return *known;
        }
        let next = self.lower.len();
        let number = *self.lower.entry(name.to_ascii_lowercase()).or_insert(next);
        self.spelled.insert(name, number);
        number
    }
}

/// The credentials that samples send, in their order.
pub(super) fn authorizations<'a>(pages: &[&'a PageRead]) -> impl Iterator<Item = &'a str> {
    let requests =
        pages.iter().flat_map(|page| &page.facts.operations).flat_map(|operation| &operation.requests);
    let headers = requests.flat_map(|request| &request.headers);
    let own = headers.filter(|(name, _)| name.eq_ignore_ascii_case(AUTHORIZATION));
    own.map(|(_, value)| value.value.as_str())
}

/// All headers that samples send, in the order they are first met; `scheme` is the one of their credentials. Where no credentials
/// are shown or documented field by field, `basic` is where words say which there are.
pub(super) fn find(
    pages: &[&PageRead],
    basic: &[Evidence],
    names: &BTreeMap<String, String>,
    scheme: &str,
    dialect: &Dialect,
) -> Vec<Header> {
    let mut headers: Vec<Header> = Vec::new();
    let mut known = Numbered::default();
    let mut samples = 0;
    for page in pages {
        let own = OwnCookies::of(&page.facts.operations);
        let requests =
            page.facts.operations.iter().flat_map(|it| it.requests.iter().map(move |one| (it, one)));
        for (operation, request) in requests {
            samples += 1;
            for (name, value) in asked(request, own.get(operation.key())) {
                let evidence = page.evidence(&value.span, Origin::Sample);
                match headers.get_mut(known.of(name)) {
                    Some(header) => header.evidence.push(evidence),
                    None => headers.push(Header {
                        name: name.to_owned(),
                        ident: String::new(),
                        kind: kind(name, &value.value, scheme, dialect),
                        required: true,
                        evidence: vec![evidence],
                    }),
                }
            }
        }
    }
    let shown = headers.len();
    for (page, field) in documented(pages) {
        let evidence = page.evidence(&field.name.span, origin(field));
        match headers.get_mut(known.of(&field.name.value)) {
            Some(header) => header.evidence.push(evidence),
            None => headers.push(Header {
                name: field.name.value.clone(),
                ident: String::new(),
                kind: documented_kind(scheme, field),
                required: false,
                evidence: vec![evidence],
            }),
        }
    }
    if !basic.is_empty() && headers.iter().all(|header| header.kind == HeaderKind::Text) {
        headers.push(Header {
            name: "Authorization".to_owned(),
            ident: String::new(),
            kind: HeaderKind::Basic,
            required: false,
            evidence: basic.to_vec(),
        });
    }
    let mut taken = Names::default();
    for (at, header) in headers.iter_mut().enumerate() {
        // a configuration names a few
        let renamed = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(&header.name));
        let name = match (renamed, header.kind) {
            (Some((_, name)), _) => name.as_str(),
            (None, HeaderKind::Bearer) => "access_token",
            (None, HeaderKind::Basic) => "credentials",
            (None, _) => {
                let lower = header.name.to_ascii_lowercase();
                header.name.get(if lower.starts_with("x-") { 2.. } else { 0.. }).unwrap_or(&header.name)
            }
        };
        header.ident = taken.take(snake(name));
        let sent = header.evidence.iter().filter(|it| it.from == Origin::Sample).count();
        header.required = at < shown && sent >= samples;
    }
    headers
}

/// The credentials that operations are documented to take, with their pages.
fn documented<'a>(pages: &[&'a PageRead]) -> impl Iterator<Item = (&'a PageRead, &'a Field)> {
    let operations = pages.iter().flat_map(|page| page.facts.operations.iter().map(|it| (*page, it)));
    operations.flat_map(|(page, operation)| credentials(operation).map(move |field| (page, field)))
}

/// The fields of an operation that document the header of its credentials.
pub(super) fn credentials(operation: &OperationFact) -> impl Iterator<Item = &Field> {
    let is_it = |field: &&Field| {
        field.location == Some(FieldLocation::Header) && field.name.value.eq_ignore_ascii_case(AUTHORIZATION)
    };
    operation.rows.iter().filter(is_it)
}

/// How a client is given credentials that no sample shows.
fn documented_kind(scheme: &str, field: &Field) -> HeaderKind {
    let says = |name: &&&str| scheme.is_empty() && contains_words(&field.description, name);
    schemes::kind(["bearer", "basic"].iter().find(says).copied().unwrap_or(scheme))
}

/// The cookies that are documented as an operation's own, by the operation's method and path.
#[derive(Default)]
pub(super) struct OwnCookies<'a>(HashMap<&'a str, BTreeSet<&'a str>>);

impl<'a> OwnCookies<'a> {
    /// Those of operations.
    pub(super) fn of(operations: impl IntoIterator<Item = &'a OperationFact>) -> Self {
        let mut own = Self::default();
        for operation in operations {
            let rows = operation.rows.iter().filter(|field| field.location == Some(FieldLocation::Cookie));
            for name in rows.filter_map(sent_name) {
                own.0.entry(operation.key()).or_default().insert(name);
            }
        }
        own
    }

    /// Those of one operation.
    pub(super) fn get(&self, key: &str) -> Option<&BTreeSet<&'a str>> {
        self.0.get(key)
    }
}

/// The cookies that samples send, each with the value that is sent first.
pub(super) fn cookies_of<'a>(requests: &[&'a RequestFact]) -> HashMap<&'a str, &'a str> {
    let headers = requests.iter().flat_map(|request| &request.headers);
    let sent = headers.filter(|(name, _)| name.eq_ignore_ascii_case(COOKIE));
    // the first of a name is the last that is put in
    let mut all: Vec<(&str, &str)> = sent.flat_map(|(_, value)| cookies(&value.value)).collect();
    all.reverse();
    all.into_iter().collect()
}

/// The headers of a sample that a caller gives once for all calls; of cookies those beside the operation's own.
pub(super) fn asked<'r>(
    request: &'r RequestFact,
    own: Option<&BTreeSet<&str>>,
) -> impl Iterator<Item = (&'r str, &'r Stated<String>)> {
    let is_own = move |cookie: &str| own.is_some_and(|own| own.contains(cookie));
    let is_taken = move |name: &str, value: &str| {
        name.eq_ignore_ascii_case(COOKIE) && other_cookies(value, is_own).is_none()
    };
    let is_other = |name: &str| {
        // the body has its own type
        let is_implied = is_of_transport(name) || name.eq_ignore_ascii_case(BODY_TYPE);
        is_implied || is_in(OF_CALL, name) || is_in(OF_FORM, name)
    };
    request
        .headers
        .iter()
        .filter(move |(name, value)| !is_other(name) && !is_taken(name, &value.value))
        .map(|(name, value)| (name.as_str(), value))
}

/// Whether a header is none that an operation's caller gives, wherever it is documented: the client has it, or the body.
pub(super) fn is_of_client(name: &str) -> bool {
    is_in(&["authorization", "proxy-authorization", BODY_TYPE], name)
}

/// The headers that are another for each call, of the samples of one operation: whether all have it, and the first.
pub(super) fn of_call<'a>(requests: &[&'a RequestFact]) -> Vec<(&'a str, bool, &'a Stated<String>)> {
    let is_body_type = |name: &str| name.eq_ignore_ascii_case(BODY_TYPE);
    let may_be =
        |(name, _): &&(String, _)| is_in(OF_CALL, name) || is_in(OF_FORM, name) || is_body_type(name);
    // by name: how many samples have it, and the values that these send first
    let mut sent: HashMap<String, (usize, BTreeSet<&str>)> = HashMap::new();
    for request in requests {
        let mut known = HashSet::new();
        for (name, value) in request.headers.iter().filter(may_be) {
            let name = name.to_ascii_lowercase();
            if known.insert(name.clone()) {
                let (samples, values) = sent.entry(name).or_default();
                *samples += 1;
                values.insert(&value.value);
            }
        }
    }
    let mut found: Vec<(&str, bool, &Stated<String>)> = Vec::new();
    let mut known = HashSet::new();
    for (name, value) in requests.iter().flat_map(|request| &request.headers).filter(may_be) {
        let lower = name.to_ascii_lowercase();
        let Some((samples, values)) = sent.get(&lower) else { continue };
        let in_all = *samples == requests.len();
        let is_one = values.len() == 1 && values.contains(value.value.as_str());
        let is_fixed = in_all && is_one && !value.value.contains('{');
        let is_form = is_in(OF_FORM, name) && !is_fixed;
        // what a sample is silent about goes without saying
        let is_one_of_several_types = is_body_type(name) && values.len() > 1;
        let is_of_call = is_in(OF_CALL, name) || is_form || is_one_of_several_types;
        if is_of_call && known.insert(lower) {
            found.push((name, in_all, value));
        }
    }
    found
}

fn is_in(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn kind(name: &str, value: &str, scheme: &str, dialect: &Dialect) -> HeaderKind {
    match name.eq_ignore_ascii_case(AUTHORIZATION) {
        true => schemes::kind(scheme),
        false if is_secret(name, Carrier::Request, dialect) || is_secret_placeholder(value, dialect) => {
            HeaderKind::Secret
        }
        false => HeaderKind::Text,
    }
}
