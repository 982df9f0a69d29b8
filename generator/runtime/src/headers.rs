//! The headers that a client sends, and what of a service's may be shown.

use std::fmt;

use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::bearer::Bearer;
use super::error::RequestError;
use super::secret::Secret;

/// What a client sends with every request that asks for it by name.
///
/// Names are compared without regard to case. Every value counts as a secret. Values that HTTP forbids, such as
/// ones with a line break, are an error when a request is sent.
#[derive(Clone, Default)]
pub struct Headers {
    bearer: Option<(&'static str, Bearer)>,
    values: Vec<(&'static str, Secret)>,
    /// What goes with every request, asked for or not.
    always: Vec<(String, Secret)>,
}

impl Headers {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// The header whose value is `Bearer ` and a token. There is one: another call takes its place.
    #[must_use]
    pub fn bearer(mut self, name: &'static str, bearer: impl Into<Bearer>) -> Self {
        self.bearer = Some((name, bearer.into()));
        self
    }

    /// A header with a secret value. The last of a name counts.
    #[must_use]
    pub fn secret(mut self, name: &'static str, value: impl Into<Secret>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// A header. The last of a name counts.
    #[must_use]
    pub fn text(self, name: &'static str, value: impl Into<String>) -> Self {
        self.secret(name, value.into())
    }

    /// A header with a secret value, if there is one.
    #[must_use]
    pub fn optional_secret(self, name: &'static str, value: Option<Secret>) -> Self {
        match value {
            Some(value) => self.secret(name, value),
            None => self,
        }
    }

    /// A header, if there is a value.
    #[must_use]
    pub fn optional_text(self, name: &'static str, value: Option<String>) -> Self {
        self.optional_secret(name, value.map(Secret::from))
    }

    /// A header that goes with every request, whether it asks for it or not. One that a request has of the same name takes
    /// its place; the last of a name counts.
    #[must_use]
    pub fn always(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.always.push((name.into(), value.into()));
        self
    }

    /// Those that go with every request.
    pub(super) fn of_every_request(&self) -> impl Iterator<Item = (&str, &Secret)> {
        self.always.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Those of `names` that have a fixed value.
    pub(super) fn values(&self, names: &[&str]) -> impl Iterator<Item = (&str, &Secret)> {
        let asked = move |name: &str| names.iter().any(|asked| asked.eq_ignore_ascii_case(name));
        self.values.iter().filter(move |(name, _)| asked(name)).map(|(name, value)| (*name, value))
    }

    /// The bearer, if it is one of `names`.
    pub(super) fn bearer_of(&self, names: &[&str]) -> Option<(&str, &Bearer)> {
        let (name, bearer) = self.bearer.as_ref()?;
        names.iter().any(|asked| asked.eq_ignore_ascii_case(name)).then_some((*name, bearer))
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bearer = self.bearer.iter().map(|(name, _)| *name);
        let values = self.values.iter().map(|(name, _)| *name);
        let always = self.always.iter().map(|(name, _)| name.as_str());
        f.debug_set().entries(bearer.chain(values).chain(always)).finish()
    }
}

/// Sets a header in place of any of that name.
pub(super) fn set(map: &mut HeaderMap, name: &str, value: &str) -> Result<(), RequestError> {
    let invalid = || RequestError::Header { name: name.to_owned() };
    let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
    let mut value = HeaderValue::from_str(value).map_err(|_| invalid())?;
    value.set_sensitive(true);
    map.insert(key, value);
    Ok(())
}

/// The names, which are what may be shown of headers.
pub(super) fn names(map: &HeaderMap) -> Vec<&str> {
    map.keys().map(HeaderName::as_str).collect()
}

/// The headers in use for the id by which a service's operators find a request.
const REQUEST_IDS: [&str; 6] = [
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-ms-request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
];

/// The id by which the service's operators find the request, under the names in use for it.
pub(super) fn request_id(map: &HeaderMap) -> Option<&str> {
    REQUEST_IDS.iter().find_map(|name| map.get(*name)?.to_str().ok())
}

/// Whether a header is one of these.
pub(super) fn is_request_id(name: &HeaderName) -> bool {
    REQUEST_IDS.contains(&name.as_str())
}
