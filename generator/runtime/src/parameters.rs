//! The parameters of a call that its caller may leave out.

use std::fmt::{self, Display};

use super::secret::Secret;

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Query,
    /// A name of the query string without a value.
    Flag,
    Header,
    Cookie,
}

/// One parameter: a list of values that is sent name by name has one for each.
#[derive(Clone, PartialEq)]
pub(super) struct Given {
    pub(super) place: Place,
    pub(super) name: &'static str,
    pub(super) value: Secret,
    /// Whether the value may be shown.
    is_shown: bool,
}

/// The parameters that a caller gives beside the required ones, in the order in which they were given. A parameter that
/// is given again takes the place of the first. `Debug` shows no secret.
#[derive(Clone, Default, PartialEq)]
pub struct Parameters(pub(super) Vec<Given>);

impl Parameters {
    /// `name=value` in the query string.
    #[must_use]
    pub fn query(self, name: &'static str, value: impl Display) -> Self {
        self.set(Place::Query, name, [value.to_string()], true)
    }

    /// `name=value` in the query string for each value.
    #[must_use]
    pub fn query_each(self, name: &'static str, values: impl IntoIterator<Item = impl Display>) -> Self {
        self.set(Place::Query, name, values.into_iter().map(|value| value.to_string()), true)
    }

    /// `name=a,b` in the query string.
    #[must_use]
    pub fn query_joined(self, name: &'static str, values: impl IntoIterator<Item = impl Display>) -> Self {
        self.set(Place::Query, name, [joined(values)], true)
    }

    /// `name=value` in the query string, with a value that is shown by nothing.
    #[must_use]
    pub fn query_secret(self, name: &'static str, value: impl Into<Secret>) -> Self {
        self.set(Place::Query, name, [value], false)
    }

    /// `name` in the query string without a value, if it is `given`.
    #[must_use]
    pub fn flag(self, name: &'static str, given: bool) -> Self {
        self.set(Place::Flag, name, given.then_some(""), true)
    }

    /// A header.
    #[must_use]
    pub fn header(self, name: &'static str, value: impl Display) -> Self {
        self.set(Place::Header, name, [value.to_string()], true)
    }

    /// A header with a comma between values.
    #[must_use]
    pub fn header_joined(self, name: &'static str, values: impl IntoIterator<Item = impl Display>) -> Self {
        self.set(Place::Header, name, [joined(values)], true)
    }

    /// A header with a value that is shown by nothing.
    #[must_use]
    pub fn header_secret(self, name: &'static str, value: impl Into<Secret>) -> Self {
        self.set(Place::Header, name, [value], false)
    }

    /// A cookie.
    #[must_use]
    pub fn cookie(self, name: &'static str, value: impl Display) -> Self {
        self.set(Place::Cookie, name, [value.to_string()], true)
    }

    /// A cookie with a value that is shown by nothing.
    #[must_use]
    pub fn cookie_secret(self, name: &'static str, value: impl Into<Secret>) -> Self {
        self.set(Place::Cookie, name, [value], false)
    }

    fn set<V: Into<Secret>>(
        mut self,
        place: Place,
        name: &'static str,
        values: impl IntoIterator<Item = V>,
        is_shown: bool,
    ) -> Self {
        self.0.retain(|given| (given.place, given.name) != (place, name));
        self.0.extend(values.into_iter().map(|value| Given { place, name, value: value.into(), is_shown }));
        self
    }
}

/// Values with a comma between them.
pub(super) fn joined(values: impl IntoIterator<Item = impl Display>) -> String {
    let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    values.join(",")
}

impl fmt::Debug for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown =
            |given: &Given| if given.is_shown { given.value.expose().to_owned() } else { "…".to_owned() };
        f.debug_map().entries(self.0.iter().map(|given| (given.name, shown(given)))).finish()
    }
}
