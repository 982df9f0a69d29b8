//! The samples of the docs as a table for tests: each with its type, its settings, and the call that it shows.
//!
//! It holds no sample's text: who uses it reads that from the pages, and sees what the client makes of it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rayon::prelude::*;

use crate::emit::EmitError;
use crate::emit::calls::call::call;
use crate::emit::calls::ready::Ready;
use crate::emit::calls::{example, literal_expr};
use crate::emit::library;
use crate::emit::plan::ClientPlan;
use crate::emit::plan::source_module::SourceModule;
use crate::emit::syntax::names::ident;
use crate::emit::syntax::print;
use crate::emit::types::value;
use crate::model::{Example, Message, Operation, Schema};
use crate::naming::type_name;

/// The file.
pub(in crate::emit) const FILE: &str = "samples.rs";
/// What is in its text before arms, requests and responses.
const PLACES: [&str; 3] = [
    "match (self.page, self.line) {\n",
    "pub static REQUESTS: &[RequestSample] = &[",
    "pub static RESPONSES: &[ResponseSample] = &[",
];

/// Its text. The samples of each module are printed by themselves, on all cores.
///
/// # Errors
/// A fault of this program.
pub(in crate::emit) fn text(plan: &ClientPlan<'_>, crate_name: &str) -> Result<String, EmitError> {
    let samples = |module: &SourceModule| of_module(plan, module, &library(crate_name));
    let samples: Vec<_> = plan.modules.par_iter().map(samples).collect();
    let samples: Vec<[String; 3]> = samples.into_iter().collect::<Result<_, _>>()?;
    let has_calls = samples.iter().any(|[arms, ..]| !arms.is_empty());
    let empty = print::file(FILE, without_samples(plan, &library(crate_name), has_calls))?;
    let (mut text, mut rest) = (String::new(), empty.as_str());
    for (number, place) in PLACES.iter().enumerate() {
        let parts: String =
            samples.iter().filter_map(|parts| parts.get(number)).map(String::as_str).collect();
        if !parts.is_empty() {
            let fault = || EmitError { file: FILE.to_owned(), fault: format!("it has no `{place}`") };
            let (before, after) = rest.split_once(place).ok_or_else(fault)?;
            text.extend([before, place.trim_end(), "\n", &parts]);
            rest = after;
        }
    }
    text.push_str(rest);
    Ok(text)
}

/// The samples of a module, as they are in the file: arms, requests and responses.
fn of_module(
    plan: &ClientPlan<'_>,
    module: &SourceModule,
    crate_name: &Ident,
) -> Result<[String; 3], EmitError> {
    let operations = &module.source.operations;
    let (mut arms, mut requests) = (Vec::new(), Vec::new());
    for operation in operations {
        let ready = Ready::of(operation, module);
        let made = operation.examples.iter().filter_map(|it| request(plan, module, &ready, it, crate_name));
        for (entry, arm) in made {
            arms.push(arm);
            requests.push(entry);
        }
    }
    let responses = operations.iter().flat_map(|operation| {
        let ready = Ready::of(operation, module);
        let made: Vec<_> =
            operation.examples.iter().filter_map(|it| response(module, &ready, it, crate_name)).collect();
        made
    });
    let responses: Vec<TokenStream> = responses.collect();
    // within as much as they are in there: so they are broken into the same lines
    let held = |parts: &[TokenStream], within: TokenStream, depth| match parts {
        [] => Ok(String::new()),
        _ => print::held(FILE, within, depth),
    };
    Ok([
        held(&arms, quote!(impl Sample { fn send() { match sample { #(#arms)* } } }), 3)?,
        held(&requests, quote!(static SAMPLES: &[Sample] = &[#(#requests),*];), 1)?,
        held(&responses, quote!(static SAMPLES: &[Sample] = &[#(#responses),*];), 1)?,
    ])
}

/// The file without samples; `has_calls` where there are some that make calls.
fn without_samples(plan: &ClientPlan<'_>, crate_name: &Ident, has_calls: bool) -> TokenStream {
    let call = has_calls.then(|| {
        quote!(match (self.page, self.line) {
            _ => {}
        })
    });
    let types = types(plan, crate_name);
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
    plan: &ClientPlan<'_>,
    module: &SourceModule,
    ready: &Ready<'_>,
    example: &Example,
    crate_name: &Ident,
) -> Option<(TokenStream, TokenStream)> {
    let operation = ready.operation;
    let Message::Request { headers, body, .. } = &example.message else { return None };
    let call = call(ready, example)?;
    let common = common(module, operation, example);
    let paths = call.differs.iter().map(|difference| difference.path.join("."));
    let settings = plan.headers.settings(&operation.without_own_cookies(headers));
    let json = operation.request_body.as_ref().filter(|it| it.media_type.is_json());
    let round_trip = match json.map(|body| &body.schema).filter(|_| body.is_some()) {
        Some(schema) => {
            let again = match operation.own_body() {
                Some(_) => {
                    let (module, ty) = (ident(&module.source.module), ident(&type_name(operation)));
                    quote!(again::<#crate_name::#module::#ty>)
                }
                None => again(schema, module, crate_name),
            };
            quote!(Some(#again))
        }
        None => quote!(None),
    };
    let feature = &module.source.module;
    let entry = quote! {
        #[cfg(feature = #feature)]
        RequestSample { #common, settled: &[#(#paths),*], round_trip: #round_trip, settings: || #settings }
    };
    let (page, line) = (&example.page, proc_macro2::Literal::usize_unsuffixed(example.line));
    let (before, value) = (&call.before, &call.value);
    let uses = example::uses(module, &quote!(#before #value), crate_name);
    let arm = quote! {
        #[cfg(feature = #feature)]
        (#page, #line) => {
            #uses
            #before
            client.send(#value).await?;
        }
    };
    Some((entry, arm))
}

fn response(
    module: &SourceModule,
    Ready { operation, definitions, .. }: &Ready<'_>,
    example: &Example,
    crate_name: &Ident,
) -> Option<TokenStream> {
    let Message::Response { body, .. } = &example.message else { return None };
    literal_expr::is_read(operation.answer()?, body, definitions).then_some(())?;
    let (common, feature) = (common(module, operation, example), &module.source.module);
    let read = again(operation.answer()?, module, crate_name);
    Some(quote!(#[cfg(feature = #feature)] ResponseSample { #common, read: #read }))
}

/// The fields that samples of both kinds have.
fn common(module: &SourceModule, operation: &Operation, example: &Example) -> TokenStream {
    let (Example { page, .. }, Operation { method, path, .. }) = (example, operation);
    let path = path.to_string();
    let source = &module.source.module;
    let number = proc_macro2::Literal::usize_unsuffixed;
    let (ordinal, line) = (number(example.ordinal), number(example.line));
    quote!(source: #source, page: #page, line: #line, ordinal: #ordinal, method: #method, path: #path)
}

/// The function that reads a value of `schema` and writes it again.
fn again(schema: &Schema, module: &SourceModule, crate_name: &Ident) -> TokenStream {
    let ty = qualified(schema, module, crate_name);
    quote!(again::<#ty>)
}

/// The type of `schema` by its full path.
fn qualified(schema: &Schema, module: &SourceModule, crate_name: &Ident) -> TokenStream {
    let ty = value::field(schema);
    match schema {
        Schema::Array { items } => {
            let item = qualified(value::item(items), module, crate_name);
            quote!(Vec<#item>)
        }
        Schema::Map { values } => {
            let value = qualified(value::item(values), module, crate_name);
            quote!(std::collections::BTreeMap<String, #value>)
        }
        Schema::Named { .. } => quote!(#crate_name::schemas::#ty),
        Schema::Object(_) | Schema::OneOf(_) | Schema::Enum(_) => {
            let module = ident(&module.source.module);
            quote!(#crate_name::#module::#ty)
        }
        Schema::Id { .. } => quote!(#crate_name::#ty),
        Schema::Secret => quote!(runtime::Secret),
        _ => ty,
    }
}

/// The fields that say where a sample is.
fn place(what: &str) -> TokenStream {
    let ordinal = format!(" Which {what} of its operation it is on its page, from 0.");
    quote! {
        /// The source's module.
        pub source: &'static str,
        /// The page, below the docs folder.
        pub page: &'static str,
        /// The line of its opening fence.
        pub line: usize,
        #[doc = #ordinal]
        pub ordinal: usize,
        /// The operation's method.
        pub method: &'static str,
        /// The operation's path.
        pub path: &'static str,
    }
}

fn types(plan: &ClientPlan<'_>, crate_name: &Ident) -> TokenStream {
    let types = plan.headers.types();
    let [of_request, of_response] = ["request sample", "answer"].map(place);
    quote! {
        use serde::{Serialize, de::DeserializeOwned};

        use #crate_name::{Client, #types, runtime};

        /// Reads JSON and writes it again.
        pub type Again = fn(&str) -> Result<String, serde_json::Error>;

        /// A request as the docs show it.
        pub struct RequestSample {
            #of_request
            /// Where the client sends something else than the sample does, because a dispute is settled.
            pub settled: &'static [&'static str],
            /// Reads its body into the client's type and writes it again.
            pub round_trip: Option<Again>,
            /// The settings, with the values that its headers have.
            pub settings: fn() -> Settings,
        }

        /// An answer as the docs show it.
        pub struct ResponseSample {
            #of_response
            /// Reads it into the client's type and writes it again.
            pub read: Again,
        }

        fn again<T: DeserializeOwned + Serialize>(json: &str) -> Result<String, serde_json::Error> {
            serde_json::to_string(&serde_json::from_str::<T>(json)?)
        }
    }
}
