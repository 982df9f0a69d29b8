//! The samples of the docs as a table for tests: each with its type, its settings, and the call that it shows.
//!
//! It holds no sample's text: who uses it reads that from the pages, and sees what the client makes of it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::call::call;
use super::names::ident;
use super::plan::{Module, Plan};
use super::ready::Ready;
use super::{EmitError, print, value};
use crate::model::{Example, Message, Operation, Schema};

/// The samples of a module, as they stand in the file.
pub(super) struct Samples {
    arms: String,
    requests: String,
    responses: String,
}

impl Samples {
    /// Those of a module.
    ///
    /// # Errors
    /// A fault of this program.
    pub(super) fn of(plan: &Plan<'_>, module: &Module, crate_name: &Ident) -> Result<Self, EmitError> {
        let operations = &module.source.operations;
        let (mut arms, mut requests) = (Vec::new(), Vec::new());
        for operation in operations {
            let ready = Ready::of(operation);
            let made =
                operation.examples.iter().filter_map(|it| request(plan, module, &ready, it, crate_name));
            for (entry, arm) in made {
                arms.push(arm);
                requests.push(entry);
            }
        }
        let responses = operations.iter().flat_map(|operation| {
            operation.examples.iter().filter_map(move |it| response(module, operation, it, crate_name))
        });
        let responses: Vec<TokenStream> = responses.collect();
        // within as much as they stand in there: so they are broken into the same lines
        let held = |parts: &[TokenStream], within: TokenStream, depth| match parts {
            [] => Ok(String::new()),
            _ => print::held(FILE, within, depth),
        };
        Ok(Self {
            arms: held(&arms, quote!(impl Sample { fn send() { match sample { #(#arms)* } } }), 3)?,
            requests: held(&requests, quote!(static SAMPLES: &[Sample] = &[#(#requests),*];), 1)?,
            responses: held(&responses, quote!(static SAMPLES: &[Sample] = &[#(#responses),*];), 1)?,
        })
    }
}

/// The file.
pub(super) const FILE: &str = "samples.rs";
/// Behind what in its text arms, requests and responses stand.
const PLACES: [&str; 3] = [
    "match (self.page, self.line) {\n",
    "pub static REQUESTS: &[RequestSample] = &[",
    "pub static RESPONSES: &[ResponseSample] = &[",
];

/// The file's text in the making. Arms stand first in it, and so are not kept.
#[derive(Default)]
pub(super) struct Text {
    /// What stands behind the arms, once there are some.
    rest: Option<String>,
    requests: Vec<String>,
    responses: Vec<String>,
}

impl Text {
    /// Adds the samples of the next module; gives what the text goes on with.
    ///
    /// # Errors
    /// A fault of this program.
    pub(super) fn add(&mut self, samples: Samples, crate_name: &Ident) -> Result<[String; 2], EmitError> {
        let Samples { arms, requests, responses } = samples;
        let mut before = String::new();
        if self.rest.is_none() && !arms.is_empty() {
            let text = print::file(FILE, without_samples(crate_name, true))?;
            let (head, rest) = cut(&text, PLACES[0])?;
            (before, self.rest) = (head, Some(rest.to_owned()));
        }
        self.requests.extend(Some(requests).filter(|text| !text.is_empty()));
        self.responses.extend(Some(responses).filter(|text| !text.is_empty()));
        Ok([before, arms])
    }

    /// What it ends with, in pieces.
    ///
    /// # Errors
    /// A fault of this program.
    pub(super) fn ended(self, crate_name: &Ident) -> Result<Vec<String>, EmitError> {
        let text = match self.rest {
            Some(rest) => rest,
            None => print::file(FILE, without_samples(crate_name, false))?,
        };
        let (mut pieces, mut rest) = (Vec::new(), text.as_str());
        for (place, parts) in PLACES[1..].iter().zip([self.requests, self.responses]) {
            if parts.is_empty() {
                continue;
            }
            let (before, after) = cut(rest, place)?;
            pieces.push(before);
            pieces.extend(parts);
            rest = after;
        }
        pieces.push(rest.to_owned());
        Ok(pieces)
    }
}

/// A text up to a place, with a line end, and what follows.
fn cut<'a>(text: &'a str, place: &str) -> Result<(String, &'a str), EmitError> {
    let fault = || EmitError { file: FILE.to_owned(), fault: format!("it has no `{place}`") };
    let (before, after) = text.split_once(place).ok_or_else(fault)?;
    Ok((format!("{before}{}\n", place.trim_end()), after))
}

/// The file without samples; `has_calls` where there are some that make calls.
fn without_samples(crate_name: &Ident, has_calls: bool) -> TokenStream {
    let call = has_calls.then(|| {
        quote!(match (self.page, self.line) {
            _ => {}
        })
    });
    let types = types(crate_name);
    quote! {
        //! The samples of the docs, with the types and calls that the client has for them. For tests: no part of the
        //! client.
        #![allow(dead_code, deprecated, unused_variables)]

        #types

        impl RequestSample {
            /// Makes the call that the sample shows, with its literal values, over `transport`.
            ///
            /// # Errors
            /// Those of the client.
            pub async fn send<T: runtime::Transport>(
                &self,
                server: &str,
                settings: Settings,
                transport: T,
            ) -> Result<(), Box<dyn std::error::Error>> {
                let client = Client::with_transport(server, settings, transport)?;
                #call
                Ok(())
            }
        }

        /// Every request sample, in the order of the pages.
        pub static REQUESTS: &[RequestSample] = &[];

        /// Every answer that a sample shows, in the order of the pages.
        pub static RESPONSES: &[ResponseSample] = &[];
    }
}

fn request(
    plan: &Plan<'_>,
    module: &Module,
    ready: &Ready<'_>,
    example: &Example,
    crate_name: &Ident,
) -> Option<(TokenStream, TokenStream)> {
    let operation = ready.operation;
    let Message::Request { headers, body, .. } = &example.message else { return None };
    let call = call(ready, example)?;
    let common = common(module, operation, example);
    let paths = call.differs.iter().map(|difference| difference.path.join("."));
    let settings = plan.headers.settings(headers);
    let round_trip = match operation.body().filter(|_| body.is_some()) {
        Some(schema) => {
            let again = again(schema, module, crate_name);
            quote!(Some(#again))
        }
        None => quote!(None),
    };
    let (feature, accessor) = (&module.source.module, ident(&module.source.module));
    let entry = quote! {
        #[cfg(feature = #feature)]
        RequestSample { #common, settled: &[#(#paths),*], round_trip: #round_trip, settings: || #settings }
    };
    let (page, line) = (&example.page, proc_macro2::Literal::usize_unsuffixed(example.line));
    let (make, method) = (&call.body, &call.method);
    let uses = super::example::uses(module, &quote!(#make #method), crate_name);
    let arm = quote! {
        #[cfg(feature = #feature)]
        (#page, #line) => {
            #uses
            #make
            client.#accessor().#method.await?;
        }
    };
    Some((entry, arm))
}

fn response(
    module: &Module,
    operation: &Operation,
    example: &Example,
    crate_name: &Ident,
) -> Option<TokenStream> {
    let Message::Response { .. } = &example.message else { return None };
    let (common, feature) = (common(module, operation, example), &module.source.module);
    let read = again(operation.answer()?, module, crate_name);
    Some(quote!(#[cfg(feature = #feature)] ResponseSample { #common, read: #read }))
}

/// The fields that samples of both kinds have.
fn common(module: &Module, operation: &Operation, example: &Example) -> TokenStream {
    let (Example { page, .. }, Operation { method, path, .. }) = (example, operation);
    let path = path.to_string();
    let source = &module.source.module;
    let number = proc_macro2::Literal::usize_unsuffixed;
    let (ordinal, line) = (number(example.ordinal), number(example.line));
    quote!(source: #source, page: #page, line: #line, ordinal: #ordinal, method: #method, path: #path)
}

/// The function that reads a value of `schema` and writes it again.
fn again(schema: &Schema, module: &Module, crate_name: &Ident) -> TokenStream {
    let ty = qualified(schema, module, crate_name);
    quote!(again::<#ty>)
}

/// The type of `schema` by its full path.
fn qualified(schema: &Schema, module: &Module, crate_name: &Ident) -> TokenStream {
    let ty = value::field(schema);
    match schema {
        Schema::Array { items } => {
            let item = qualified(value::item(items), module, crate_name);
            quote!(Vec<#item>)
        }
        Schema::Object(_) | Schema::OneOf(_) => {
            let module = ident(&module.source.module);
            quote!(#crate_name::#module::#ty)
        }
        Schema::Id { .. } => quote!(#crate_name::#ty),
        Schema::Secret => quote!(runtime::Secret),
        _ => ty,
    }
}

fn types(crate_name: &Ident) -> TokenStream {
    quote! {
        use serde::{Serialize, de::DeserializeOwned};

        use #crate_name::{Client, Settings, runtime};

        /// Reads JSON and writes it again.
        pub type Again = fn(&str) -> Result<String, serde_json::Error>;

        /// A request as the docs show it.
        pub struct RequestSample {
            /// The source's module.
            pub source: &'static str,
            /// The page, below the docs folder.
            pub page: &'static str,
            /// The line of its opening fence.
            pub line: usize,
            /// Which request sample of its operation it is on its page, from 0.
            pub ordinal: usize,
            /// The operation's method.
            pub method: &'static str,
            /// The operation's path.
            pub path: &'static str,
            /// Where the client sends something else than the sample does, because a dispute is settled.
            pub settled: &'static [&'static str],
            /// Reads its body into the client's type and writes it again.
            pub round_trip: Option<Again>,
            /// The settings, with the values that its headers have.
            pub settings: fn() -> Settings,
        }

        /// An answer as the docs show it.
        pub struct ResponseSample {
            /// The source's module.
            pub source: &'static str,
            /// The page, below the docs folder.
            pub page: &'static str,
            /// The line of its opening fence.
            pub line: usize,
            /// Which answer of its operation it is on its page, from 0.
            pub ordinal: usize,
            /// The operation's method.
            pub method: &'static str,
            /// The operation's path.
            pub path: &'static str,
            /// Reads it into the client's type and writes it again.
            pub read: Again,
        }

        fn again<T: DeserializeOwned + Serialize>(json: &str) -> Result<String, serde_json::Error> {
            serde_json::to_string(&serde_json::from_str::<T>(json)?)
        }
    }
}
