//! The operations of a source as the methods of its client, which send what the functions of `requests` make.
//!
//! Whatever is done with a request is the runtime's.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::call::{is_argument, options_type, with_options};
use super::deprecation::{deprecated, own_deprecation};
use super::docs::Docs;
use super::example::examples;
use super::names::ident;
use super::plan::{Module, Plan};
use super::text::{code, safe};
use super::{EmitError, body, conventions, errors, parameter, requests, value};
use crate::model::{Lifecycle, Operation, Source};

/// The accessor of a source's calls, the calls, and the requests.
///
/// # Errors
/// An example is no Rust.
pub(super) fn operations(plan: &Plan, module: &Module, crate_name: &Ident) -> Result<TokenStream, EmitError> {
    let source = &module.source;
    if source.operations.is_empty() {
        return Ok(TokenStream::new());
    }
    let mut methods = Vec::new();
    for operation in &source.operations {
        methods.push(method(operation, module, crate_name)?);
    }
    let calls = calls(source, &methods);
    let requests = requests::requests(plan, source, crate_name)?;
    Ok(quote!(#calls #requests))
}

/// A method without its body.
struct Method {
    docs: Docs,
    name: Ident,
    /// `id: impl Display, body: &Body`.
    /// `#[deprecated]`, where it is and its source is not.
    deprecated: Option<TokenStream>,
    parameters: Vec<TokenStream>,
    /// `id, body`.
    arguments: Vec<Ident>,
    answer: TokenStream,
}

fn calls(source: &Source, methods: &[Vec<Method>]) -> TokenStream {
    let accessor = ident(&source.module);
    let title = Docs::new().say(&format!("{}.", safe(&source.title).trim_end_matches('.')));
    let title = if source.lifecycle == Lifecycle::Beta { title.say("**Beta.**") } else { title };
    let title = title.say(&format!("Docs: {}.", code(&source.page))).outer();
    let as_async = format!("As [`crate::Client::{}`], without async.", source.module);
    let waited_title = Docs::new().say(&as_async).outer();
    let docs = format!("The calls of this source, as [`crate::Client::{}`] gives them.", source.module);
    let docs = Docs::new().say(&docs).outer();
    let deprecated = deprecated(source);
    let methods = || methods.iter().flatten();
    let sent = methods().map(|Method { docs, name, deprecated, parameters, arguments, answer }| {
        let (docs, many) = (docs.outer(), conventions::many_arguments(parameters.len() + 1));
        quote! {
            #docs
            #deprecated
            #many
            pub async fn #name(&self, #(#parameters),*) -> Result<runtime::Response<#answer>, runtime::Error> {
                self.client.send(#name(#(#arguments),*)).await
            }
        }
    });
    let waited = methods().map(|Method { name, deprecated, parameters, arguments, answer, .. }| {
        let docs = Docs::new().say(&format!("As {}.", link(name))).outer();
        let many = conventions::many_arguments(parameters.len() + 1);
        quote! {
            #docs
            #deprecated
            #many
            pub fn #name(&self, #(#parameters),*) -> Result<runtime::Response<#answer>, runtime::Error> {
                self.client.send(#name(#(#arguments),*))
            }
        }
    });
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct Client<'a, C> { client: &'a C }
        impl<T> crate::Client<T> {
            #title
            #deprecated
            pub fn #accessor(&self) -> Client<'_, Self> { Client { client: self } }
        }
        impl<T: runtime::Transport> Client<'_, crate::Client<T>> { #(#sent)* }
        #[cfg(feature = "blocking")]
        impl<T> crate::BlockingClient<T> {
            #waited_title
            #deprecated
            pub fn #accessor(&self) -> Client<'_, Self> { Client { client: self } }
        }
        #[cfg(feature = "blocking")]
        impl<T: runtime::BlockingTransport> Client<'_, crate::BlockingClient<T>> { #(#waited)* }
    }
}

/// A link to a method. Rustdoc takes a raw identifier without its mark.
pub(super) fn link(method: &Ident) -> String {
    format!("[`Client::{}`]", method.to_string().trim_start_matches("r#"))
}

/// The method of an operation, and the one with options where it has any.
fn method(operation: &Operation, module: &Module, crate_name: &Ident) -> Result<Vec<Method>, EmitError> {
    let docs = intro(operation).examples(&examples(operation, module, crate_name)?);
    let plain = Method {
        docs: docs.evidence(&operation.evidence),
        name: ident(&operation.name),
        deprecated: own_deprecation(&module.source, operation),
        parameters: parameters(operation),
        arguments: arguments(operation),
        answer: answer(operation),
    };
    if !has_options(operation) {
        return Ok(vec![plain]);
    }
    let ty = options_type(operation);
    let with = Method {
        docs: Docs::new()
            .say(&format!("As {}, with options.", link(&plain.name)))
            .evidence(&operation.evidence),
        name: with_options(operation),
        deprecated: plain.deprecated.clone(),
        parameters: plain.parameters.iter().cloned().chain([quote!(options: &#ty)]).collect(),
        arguments: plain.arguments.iter().cloned().chain([format_ident!("options")]).collect(),
        answer: plain.answer.clone(),
    };
    Ok(vec![plain, with])
}

fn intro(operation: &Operation) -> Docs {
    let call = code(&format!("{} {}", operation.method, operation.path));
    let summary = safe(&operation.summary);
    let docs = if summary.is_empty() {
        Docs::new().say(&format!("{call}."))
    } else {
        Docs::new().say(&summary).say(&call)
    };
    let docs =
        docs.list(operation.parameters.iter().filter(|parameter| is_argument(parameter)).map(|parameter| {
            let words = parameter.description.iter().fold(Docs::new(), |docs, words| docs.words(words));
            let values = if parameter::has_enum(parameter) { &[][..] } else { &parameter.values };
            let words = words.bounds(parameter.default.as_deref(), values, &parameter.limits).one_line();
            let colon = if words.is_empty() { "" } else { ": " };
            format!("{}{colon}{words}", code(&parameter.ident))
        }));
    errors::told(operation, docs)
}

/// Whether there are parameters that a call can do without.
pub(super) fn has_options(operation: &Operation) -> bool {
    operation.parameters.iter().any(|parameter| !is_argument(parameter))
}

/// The parameters of the path, the query and the headers that have to be given.
pub(super) fn given(operation: &Operation) -> impl Iterator<Item = TokenStream> {
    operation.parameters.iter().filter(|parameter| is_argument(parameter)).map(|parameter| {
        let (name, ty) = (ident(&parameter.ident), parameter::argument(parameter));
        quote!(#name: #ty)
    })
}

/// All that has to be given.
pub(super) fn parameters(operation: &Operation) -> Vec<TokenStream> {
    let body = operation.request_body.as_ref().map(body::argument);
    given(operation).chain(body).collect()
}

/// The names of [`parameters`].
pub(super) fn arguments(operation: &Operation) -> Vec<Ident> {
    let given = operation.parameters.iter().filter(|parameter| is_argument(parameter));
    let body = operation.body().into_iter().map(|_| format_ident!("body"));
    given.map(|parameter| ident(&parameter.ident)).chain(body).collect()
}

/// The type of the answer.
pub(super) fn answer(operation: &Operation) -> TokenStream {
    match operation.answer() {
        Some(body) => value::field(body),
        None => quote!(runtime::Empty),
    }
}
