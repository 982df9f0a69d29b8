//! An operation made ready for many samples: what they have of its parameters and of its bodies is looked up.

use std::collections::HashMap;

use super::parameter;
use super::route::route;
use crate::emit::plan::source_module::SourceModule;
use crate::model::{COOKIE, Definitions, Location, Message, Operation, Parameter, PathTemplate, cookies};

/// An operation, and where its parts are.
pub(in crate::emit) struct Ready<'a> {
    pub(in crate::emit) operation: &'a Operation,
    /// The objects that its bodies refer to by name.
    pub(in crate::emit) definitions: Definitions<'a>,
    /// The parameters that a call can do without.
    optional: HashMap<(Location, String), &'a Parameter>,
}

impl<'a> Ready<'a> {
    /// Makes an operation ready.
    pub(in crate::emit) fn of(operation: &'a Operation, module: &'a SourceModule) -> Self {
        let optional = operation.parameters.iter().rev().filter(|parameter| !parameter.is_argument());
        Self {
            operation,
            definitions: Definitions::of(&module.named),
            optional: optional.map(|it| ((it.location, key(it.location, &it.name)), it)).collect(),
        }
    }

    /// The parameters that a sample has and could do without, in its order, each with its values.
    pub(super) fn options<'s>(
        &self,
        shown: &'s SampleValues,
    ) -> impl Iterator<Item = (&'a Parameter, &'s [String])> + use<'_, 'a, 's> {
        let options = shown.order.iter().filter_map(|name| self.optional.get(name).copied());
        options.filter_map(|parameter| Some((parameter, shown.values(parameter)?)))
    }
}

/// The values that samples have for parameters.
#[derive(Default)]
pub(in crate::emit) struct SampleValues {
    /// In the order of the samples.
    order: Vec<(Location, String)>,
    values: HashMap<(Location, String), Vec<String>>,
}

impl SampleValues {
    /// Those of one request, and its URL up to the operation's path; none where it is not one of that path.
    pub(in crate::emit) fn of(
        url: &str,
        path: &PathTemplate,
        headers: &[(String, String)],
    ) -> Option<(Self, String)> {
        let mut shown = Self::default();
        let server = shown.add(url, path, headers)?;
        Some((shown, server))
    }

    /// Those of all requests that samples of an operation show, of each parameter those of the first that has it.
    pub(super) fn of_all(operation: &Operation) -> Self {
        let mut all = Self::default();
        for example in &operation.examples {
            let Message::Request { url, headers, .. } = &example.message else { continue };
            let Some((shown, _)) = Self::of(url, &operation.path, headers) else { continue };
            for (name, values) in shown.values {
                all.values.entry(name).or_insert(values);
            }
        }
        all
    }

    fn add(&mut self, url: &str, path: &PathTemplate, headers: &[(String, String)]) -> Option<String> {
        let route = route(url, path)?;
        let named = |location| move |(name, value): (String, String)| ((location, name), value);
        let headers = headers.iter().flat_map(|(name, value)| {
            let own = name.eq_ignore_ascii_case(COOKIE).then(|| cookies(value)).into_iter().flatten();
            let own = own.map(|(name, value)| ((Location::Cookie, name.to_owned()), value.to_owned()));
            let header = ((Location::Header, key(Location::Header, name)), value.clone());
            std::iter::once(header).chain(own)
        });
        let values = route.path.into_iter().map(named(Location::Path));
        let values = values.chain(route.query.into_iter().map(named(Location::Query))).chain(headers);
        for (name, value) in values {
            let known = self.values.entry(name.clone()).or_default();
            if known.is_empty() {
                self.order.push(name);
            }
            known.push(value);
        }
        Some(route.server)
    }

    /// The values of a parameter; several where it is a list.
    pub(in crate::emit) fn values(&self, parameter: &Parameter) -> Option<&[String]> {
        self.values.get(&(parameter.location, key(parameter.location, &parameter.name))).map(Vec::as_slice)
    }

    /// The values of a parameter, if its type takes them; else what stands for them.
    pub(super) fn or_placeholder(&self, parameter: &Parameter) -> Vec<String> {
        let is_shown = |values: &&[String]| {
            !values.iter().any(|value| is_placeholder(value))
                && parameter::literal(parameter, values).is_some()
        };
        let shown = self.values(parameter).filter(is_shown);
        let placeholder = || parameter::placeholder(parameter, &format!("{{{}}}", parameter.name));
        shown.map_or_else(placeholder, <[String]>::to_vec)
    }
}

/// Whether a sample has a name where its reader puts a value: `:id`, `<id>`.
fn is_placeholder(value: &str) -> bool {
    let name = value.strip_prefix(':').or_else(|| value.strip_prefix('<')?.strip_suffix('>'));
    name.is_some_and(|name| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' '))
    })
}

/// A parameter's name as it is looked up: the case of a header's does not matter.
fn key(location: Location, name: &str) -> String {
    match location {
        Location::Header => name.to_ascii_lowercase(),
        Location::Path | Location::Query | Location::Cookie => name.to_owned(),
    }
}
