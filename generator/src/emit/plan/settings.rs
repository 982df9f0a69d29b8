//! `Settings` with the values that a sample's headers have.

use std::collections::{BTreeMap, HashMap};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::init::are_named;
use crate::emit::syntax::method_chain::chain;
use crate::emit::syntax::names::ident;
use crate::model::{Header, HeaderKind, basic_header, basic_pair};
use crate::naming::required_name;

/// The headers that a client is given once, by their names.
pub(in crate::emit) struct ClientHeaders {
    pub(in crate::emit) all: Vec<Header>,
    /// By names in lower case.
    places: HashMap<String, usize>,
}

/// What is behind `Bearer` in a value, whatever its case.
pub(in crate::emit) fn token(value: &str) -> &str {
    behind_scheme(value, "bearer")
}

/// What is behind the name of a scheme in a value; the value where it has none.
fn behind_scheme<'a>(value: &'a str, scheme: &str) -> &'a str {
    let (first, rest) = value.trim().split_once(char::is_whitespace).unwrap_or(("", value));
    if first.eq_ignore_ascii_case(scheme) { rest.trim_start() } else { value }
}

impl ClientHeaders {
    /// Those of an API.
    pub(in crate::emit) fn of(all: Vec<Header>) -> Self {
        let places = all.iter().enumerate().rev();
        let places = places.map(|(at, header)| (header.name.to_ascii_lowercase(), at)).collect();
        Self { all, places }
    }

    /// Whether one is called so.
    pub(in crate::emit) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&name.to_ascii_lowercase())
    }

    /// What a client sends for a sample's header: the names of the schemes `Bearer` and `Basic` are its own.
    pub(in crate::emit) fn on_the_wire(&self, name: &str, value: &str) -> String {
        let header = self.places.get(&name.to_ascii_lowercase()).and_then(|at| self.all.get(*at));
        match header.map(|header| header.kind) {
            Some(HeaderKind::Bearer) if token(value) != value => format!("Bearer {}", token(value)),
            Some(HeaderKind::Basic) => match basic_pair(value) {
                Some((user, password)) => basic_header(&format!("{user}:{password}")),
                None => match behind_scheme(value, "basic") {
                    // what has a colon is no Base64 to the client
                    pair if pair.contains(':') => basic_header(pair),
                    text => format!("Basic {text}"),
                },
            },
            _ => value.to_owned(),
        }
    }

    /// Those that a sample sends, in their order, each with the value that it sends first.
    pub(in crate::emit) fn sent<'a>(
        &'a self,
        headers: &'a [(String, String)],
    ) -> BTreeMap<usize, (&'a Header, &'a str)> {
        let mut sent = BTreeMap::new();
        for (name, value) in headers {
            let at = self.places.get(&name.to_ascii_lowercase());
            if let Some((at, header)) = at.and_then(|at| Some((*at, self.all.get(*at)?))) {
                sent.entry(at).or_insert((header, value.as_str()));
            }
        }
        sent
    }

    /// How many of them a sample sends.
    pub(in crate::emit) fn count(&self, headers: &[(String, String)]) -> usize {
        self.sent(headers).len()
    }

    /// The values that a sample sends, by the names of the settings.
    pub(in crate::emit) fn values(
        &self,
        headers: &[(String, String)],
    ) -> serde_json::Map<String, serde_json::Value> {
        let values = self.sent(headers).into_values().map(|(header, text)| {
            let text = match (header.kind, basic_pair(text)) {
                (HeaderKind::Bearer, _) => token(text).to_owned(),
                (HeaderKind::Basic, Some((user, password))) => format!("{user}:{password}"),
                (HeaderKind::Basic, None) => behind_scheme(text, "basic").to_owned(),
                (HeaderKind::Secret | HeaderKind::Text, _) => text.to_owned(),
            };
            (header.ident.clone(), text.into())
        });
        values.collect()
    }

    /// The function of the tests that makes `Settings` of such values.
    pub(in crate::emit) fn settings_function(&self) -> TokenStream {
        let required = self.required().map(|header| {
            let name = &header.ident;
            quote!(text(#name).unwrap_or_default())
        });
        let made = self.made(required.collect());
        let optional = self.all.iter().filter(|header| !header.required).map(|header| {
            let (set, name) = (ident(&header.ident), &header.ident);
            quote!(if let Some(text) = text(#name) { settings = settings.#set(text); })
        });
        let optional: Vec<TokenStream> = optional.collect();
        let made = match optional.as_slice() {
            [] => made,
            optional => quote!(let mut settings = #made; #(#optional)* settings),
        };
        if self.all.is_empty() {
            return quote!(fn settings(_: &Value) -> Settings { #made });
        }
        quote! {
            fn settings(values: &Value) -> Settings {
                let text = |name: &str| values[name].as_str();
                #made
            }
        }
    }

    /// `Settings` with the values that a sample sends.
    pub(in crate::emit) fn settings(&self, headers: &[(String, String)]) -> TokenStream {
        let sent = self.sent(headers);
        let value = |header: &Header, value: &'_ str| -> TokenStream {
            let text = match header.kind {
                HeaderKind::Bearer => token(value),
                HeaderKind::Basic => match basic_pair(value) {
                    Some((user, password)) => return quote!((#user, #password)),
                    None => behind_scheme(value, "basic"),
                },
                HeaderKind::Secret | HeaderKind::Text => value,
            };
            quote!(#text)
        };
        let required = self.all.iter().enumerate().filter(|(_, header)| header.required);
        let given: Vec<TokenStream> = required
            .map(|(at, _)| sent.get(&at).map_or_else(|| quote!(""), |(header, text)| value(header, text)))
            .collect();
        let made = self.made(given);
        let optional = sent.values().filter(|(header, _)| !header.required).map(|(header, text)| {
            let (set, value) = (ident(&header.ident), value(header, text));
            quote!(.#set(#value))
        });
        chain(&made, optional)
    }

    /// Those that have to be given.
    pub(in crate::emit) fn required(&self) -> impl Iterator<Item = &Header> {
        self.all.iter().filter(|header| header.required)
    }

    /// The types that are named where `Settings` are made.
    pub(in crate::emit) fn types(&self) -> TokenStream {
        match self.required_type() {
            Some(required) => quote!(Settings, #required),
            None => quote!(Settings),
        }
    }

    /// The type of what has to be given, where that is much.
    pub(in crate::emit) fn required_type(&self) -> Option<Ident> {
        are_named(self.required().count()).then(|| ident(&required_name("Settings")))
    }

    /// `Settings` of the values of those that have to be given.
    fn made(&self, given: Vec<TokenStream>) -> TokenStream {
        match self.required_type() {
            _ if given.is_empty() => quote!(Settings::default()),
            Some(required) => {
                let names = self.required().map(|header| ident(&header.ident));
                quote!(Settings::new(#required { #(#names: #given.into()),* }))
            }
            None => quote!(Settings::new(#(#given),*)),
        }
    }
}
