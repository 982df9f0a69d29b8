//! What of a request, as a sample shows it, the call of its operation does not send: all that has a place in the model and
//! fits into it is sent.

use std::collections::BTreeSet;

use super::cookies::{COOKIE, cookies};
use super::operation::Operation;
use super::parameter::{Location, Parameter, Repetition};
use super::path::PathTemplate;
use super::schema::Schema;

/// The first thing that is sent otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsent {
    /// The slash at the end of the path is there, and the operation's has none; or the other way round.
    Slash {
        /// Whether the sample has it.
        is_shown: bool,
    },
    /// A name of the query is there more than once, and is none of a list.
    Repeated(String),
    /// A name of the query has no `=`, and is none without a value.
    NoValue(String),
    /// A name of the query has a value, and is one without.
    Value(String),
    /// A header is there more than once.
    Header(String),
    /// A cookie that is a parameter is there more than once.
    Cookie(String),
}

impl Operation {
    /// What a call does not send of a request that samples show for this operation.
    pub fn unsent(&self, url: &str, headers: &[(String, String)]) -> Option<Unsent> {
        let url = url.split('#').next().unwrap_or_default();
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        self.slash(path)
            .or_else(|| self.pair(query))
            .or_else(|| repeated_header(headers))
            .or_else(|| self.cookie(headers))
    }

    fn slash(&self, path: &str) -> Option<Unsent> {
        // of another path nothing is sent
        self.path.values_at_end(path)?;
        let has_slash = |path: &PathTemplate| path.segments().last().is_some_and(Vec::is_empty);
        let is_shown = path.ends_with('/');
        let is_server = path.split_once("://").is_some_and(|(_, rest)| !rest.contains('/'));
        (has_slash(&self.path) != is_shown && !is_server).then_some(Unsent::Slash { is_shown })
    }

    fn pair(&self, query: &str) -> Option<Unsent> {
        let mut known = BTreeSet::new();
        query.split('&').filter(|pair| !pair.is_empty()).find_map(|pair| {
            let (name, value) = pair.split_once('=').map_or((pair, None), |(name, it)| (name, Some(it)));
            let is_it = |it: &&Parameter| it.location == Location::Query && it.name == name;
            // what only stands for pairs is no parameter
            let parameter = self.parameters.iter().find(is_it)?;
            let is_list = matches!(parameter.schema, Schema::Array { .. });
            let is_each = is_list && parameter.repetition == Repetition::Repeated;
            match value {
                _ if !known.insert(name) && !is_each => Some(Unsent::Repeated(name.to_owned())),
                None if !parameter.flag => Some(Unsent::NoValue(name.to_owned())),
                Some(_) if parameter.flag => Some(Unsent::Value(name.to_owned())),
                _ => None,
            }
        })
    }

    fn cookie(&self, headers: &[(String, String)]) -> Option<Unsent> {
        let sent = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(COOKIE));
        let mut known = BTreeSet::new();
        let is_own = |cookie: &str| {
            self.parameters.iter().any(|it| it.location == Location::Cookie && it.name == cookie)
        };
        let mut repeated = sent.flat_map(|(_, value)| cookies(value)).map(|(cookie, _)| cookie);
        repeated
            .find(|cookie| !known.insert(*cookie) && is_own(cookie))
            .map(|cookie| Unsent::Cookie(cookie.to_owned()))
    }
}

fn repeated_header(headers: &[(String, String)]) -> Option<Unsent> {
    let mut known = BTreeSet::new();
    let names = headers.iter().map(|(name, _)| name.to_ascii_lowercase());
    let mut repeated = names.filter(|name| !known.insert(name.clone()));
    repeated.next().map(Unsent::Header)
}
