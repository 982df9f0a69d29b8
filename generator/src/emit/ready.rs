//! An operation made ready for many samples: what they have of its parameters and of its bodies is looked up.

use std::collections::{BTreeSet, HashMap};

use super::call::is_argument;
use super::route::route;
use crate::model::{Location, Message, Operation, Parameter, PathTemplate, Reading, Schema};

/// An operation, and where its parts are.
pub(super) struct Ready<'a> {
    pub(super) operation: &'a Operation,
    /// Its bodies.
    pub(super) reading: Reading<'a>,
    /// The places of the parameters that a call can do without.
    optional: HashMap<(Location, String), usize>,
}

impl<'a> Ready<'a> {
    /// Makes an operation ready.
    pub(super) fn of(operation: &'a Operation) -> Self {
        let optional = operation.parameters.iter().enumerate().rev().filter(|(_, it)| !is_argument(it));
        Self {
            operation,
            reading: Reading::of(bodies(operation)),
            optional: optional.map(|(at, it)| ((it.location, key(it.location, &it.name)), at)).collect(),
        }
    }

    /// The parameters that a sample has and could do without, in their order, each with its value.
    pub(super) fn options<'s>(
        &self,
        shown: &'s Shown,
    ) -> impl Iterator<Item = (&'a Parameter, &'s str)> + use<'a, 's> {
        let places = shown.0.keys().filter_map(|name| self.optional.get(name));
        let places: BTreeSet<usize> = places.copied().collect();
        let parameters = &self.operation.parameters;
        let options = places.into_iter().filter_map(|at| parameters.get(at));
        options.filter_map(|parameter| Some((parameter, shown.value(parameter)?)))
    }
}

/// What an operation sends, and what it answers.
pub(super) fn bodies(operation: &Operation) -> impl Iterator<Item = &Schema> {
    operation.body().into_iter().chain(operation.answer())
}

/// The values that samples have for parameters.
#[derive(Default)]
pub(super) struct Shown(HashMap<(Location, String), String>);

impl Shown {
    /// Those of one request, and its URL up to the operation's path; none where it is not one of that path.
    pub(super) fn of(url: &str, path: &PathTemplate, headers: &[(String, String)]) -> Option<(Self, String)> {
        let mut shown = Self::default();
        let server = shown.add(url, path, headers)?;
        Some((shown, server))
    }

    /// Those of all requests that samples of an operation show, of each parameter the first.
    pub(super) fn of_all(operation: &Operation) -> Self {
        let mut shown = Self::default();
        for example in &operation.examples {
            if let Message::Request { url, headers, .. } = &example.message {
                let _ = shown.add(url, &operation.path, headers);
            }
        }
        shown
    }

    fn add(&mut self, url: &str, path: &PathTemplate, headers: &[(String, String)]) -> Option<String> {
        let route = route(url, path)?;
        let named = |location| move |(name, value): (String, String)| ((location, name), value);
        let headers = headers
            .iter()
            .map(|(name, value)| ((Location::Header, key(Location::Header, name)), value.clone()));
        let values = route.path.into_iter().map(named(Location::Path));
        let values = values.chain(route.query.into_iter().map(named(Location::Query))).chain(headers);
        for (name, value) in values {
            self.0.entry(name).or_insert(value);
        }
        Some(route.server)
    }

    /// The value of a parameter.
    pub(super) fn value(&self, parameter: &Parameter) -> Option<&str> {
        self.0.get(&(parameter.location, key(parameter.location, &parameter.name))).map(String::as_str)
    }

    /// The value of a parameter, or a placeholder.
    pub(super) fn or_placeholder(&self, parameter: &Parameter) -> String {
        self.value(parameter).map_or_else(|| format!("{{{}}}", parameter.name), str::to_owned)
    }
}

/// A parameter's name as it is looked up: the case of a header's does not matter.
fn key(location: Location, name: &str) -> String {
    match location {
        Location::Header => name.to_ascii_lowercase(),
        Location::Path | Location::Query | Location::Cookie => name.to_owned(),
    }
}
