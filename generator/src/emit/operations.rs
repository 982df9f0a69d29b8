//! The operations of a source: a function for each request, and the methods that send them.
//!
//! Whatever is done with a request is the runtime's.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::call::{fixed_headers, is_argument, options_type, with_options};
use super::docs::Docs;
use super::example::examples;
use super::names::ident;
use super::plan::Module;
use super::text::{code, plain, safe};
use super::{EmitError, value};
use crate::model::{Api, Lifecycle, Location, Operation, Parameter, Schema, Source};

/// The accessor of a source's calls, the calls, and the requests.
pub(super) fn operations(api: &Api, module: &Module, crate_name: &Ident) -> Result<TokenStream, EmitError> {
    let source = &module.source;
    if source.operations.is_empty() {
        return Ok(TokenStream::new());
    }
    let mut methods = Vec::new();
    for operation in &source.operations {
        methods.push(method(operation, module, crate_name)?);
    }
    let calls = calls(source, &methods);
    let requests = source.operations.iter().map(|operation| request(operation, source, api));
    let options = source.operations.iter().filter_map(options);
    Ok(quote!(#calls #(#requests)* #(#options)*))
}

/// A method without its body.
struct Method {
    docs: Docs,
    name: Ident,
    /// `id: impl Display, body: &Body`.
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
    let deprecated = deprecated(source);
    let methods = || methods.iter().flatten();
    let sent = methods().map(|Method { docs, name, parameters, arguments, answer }| {
        let docs = docs.outer();
        quote! {
            #docs
            pub async fn #name(&self, #(#parameters),*) -> Result<runtime::Response<#answer>, runtime::Error> {
                self.client.send(#name(#(#arguments),*)).await
            }
        }
    });
    let waited = methods().map(|Method { name, parameters, arguments, answer, .. }| {
        let docs = Docs::new().say(&format!("As {}.", link(name))).outer();
        quote! {
            #docs
            pub fn #name(&self, #(#parameters),*) -> Result<runtime::Response<#answer>, runtime::Error> {
                self.client.send(#name(#(#arguments),*))
            }
        }
    });
    quote! {
        /// The calls of this source, over the client that it is made from.
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
fn link(method: &Ident) -> String {
    format!("[`Client::{}`]", method.to_string().trim_start_matches("r#"))
}

/// `#[deprecated]` with the notice's words, where the source is.
pub(super) fn deprecated(source: &Source) -> Option<TokenStream> {
    let said = |notice: &&crate::model::Notice| notice.lifecycle == Some(Lifecycle::Deprecated);
    let note = source.notices.iter().find(said).map(|notice| plain(&notice.text));
    // The note is shown as Markdown and as text: it has to do without what only one of them understands.
    let note = note.unwrap_or_else(|| "the docs call it deprecated".to_owned());
    let note: String = note.chars().filter(|c| !"[]<>`*".contains(*c)).collect();
    (source.lifecycle == Lifecycle::Deprecated).then(|| quote!(#[deprecated(note = #note)]))
}

/// The method of an operation, and the one with options where it has any.
fn method(operation: &Operation, module: &Module, crate_name: &Ident) -> Result<Vec<Method>, EmitError> {
    let mut docs = intro(operation);
    for (number, (title, lines)) in examples(operation, module, crate_name)?.into_iter().enumerate() {
        docs = if number == 0 { docs.section("Examples", &title) } else { docs.say(&title) };
        docs = docs.example(&lines);
    }
    let plain = Method {
        docs: docs.evidence(&operation.evidence),
        name: ident(&operation.name),
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
    docs.list(operation.parameters.iter().filter(|parameter| is_argument(parameter)).map(|parameter| {
        let words =
            parameter.description.as_deref().map(|text| format!(": {}", safe(text))).unwrap_or_default();
        format!("{}{words}", code(&parameter.ident))
    }))
}

fn has_options(operation: &Operation) -> bool {
    operation.parameters.iter().any(|parameter| !is_argument(parameter))
}

fn parameters(operation: &Operation) -> Vec<TokenStream> {
    let given = operation.parameters.iter().filter(|parameter| is_argument(parameter)).map(|parameter| {
        let name = ident(&parameter.ident);
        quote!(#name: impl Display)
    });
    let body = operation.request_body.as_ref().map(|schema| {
        let ty = match schema {
            Schema::String => quote!(str),
            Schema::Array { items } => {
                let item = value::field(value::item(items));
                quote!([#item])
            }
            _ => value::field(schema),
        };
        quote!(body: &#ty)
    });
    given.chain(body).collect()
}

fn arguments(operation: &Operation) -> Vec<Ident> {
    let given = operation.parameters.iter().filter(|parameter| is_argument(parameter));
    let body = operation.request_body.iter().map(|_| format_ident!("body"));
    given.map(|parameter| ident(&parameter.ident)).chain(body).collect()
}

fn answer(operation: &Operation) -> TokenStream {
    match &operation.response {
        Some(response) => value::field(&response.body),
        None => quote!(runtime::Empty),
    }
}

/// The function that makes the request, and the one that takes options where there are any.
fn request(operation: &Operation, source: &Source, api: &Api) -> TokenStream {
    let (name, parameters, answer) = (ident(&operation.name), parameters(operation), answer(operation));
    let docs = Docs::new().say(&format!("The request of {}.", link(&name))).outer();
    let (method, path) = (http_method(&operation.method), &operation.path);
    let own = operation.parameters.iter().map(|parameter| {
        let (name, value) = (&parameter.name, ident(&parameter.ident));
        match parameter.location {
            Location::Path => quote!(.path(#name, #value)),
            Location::Query if parameter.required => quote!(.query(#name, #value)),
            Location::Query => quote!(.query_opt(#name, options.#value.as_ref())),
            Location::Header if parameter.required => quote!(.header(#name, #value.to_string())),
            Location::Header => quote!(.header_opt(#name, options.#value.as_deref())),
        }
    });
    let sent =
        operation.headers.iter().filter(|name| api.headers.iter().any(|h| h.name.eq_ignore_ascii_case(name)));
    let sent: Vec<_> = sent.collect();
    let sent = (!sent.is_empty()).then(|| quote!(.client_headers(&[#(#sent),*])));
    let fixed = fixed_headers(operation, &api.headers)
        .into_iter()
        .map(|(name, value)| quote!(.header(#name, #value)));
    let json = operation.request_body.as_ref().map(|_| quote!(.json(body)));
    let made = quote!(runtime::Request::new(#method, #path) #(#own)* #sent #(#fixed)* #json);
    let deprecated = deprecated(source);
    if !has_options(operation) {
        return quote! {
            #docs
            #deprecated
            pub fn #name(#(#parameters),*) -> runtime::Request<#answer> { #made }
        };
    }
    let (with, ty, arguments) = (with_options(operation), options_type(operation), arguments(operation));
    let with_docs = Docs::new().say(&format!("The request of {}.", link(&with))).outer();
    quote! {
        #docs
        #deprecated
        pub fn #name(#(#parameters),*) -> runtime::Request<#answer> {
            #with(#(#arguments,)* &#ty::default())
        }
        #with_docs
        #deprecated
        pub fn #with(#(#parameters,)* options: &#ty) -> runtime::Request<#answer> { #made }
    }
}

fn http_method(name: &str) -> TokenStream {
    match name {
        "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS" => {
            let name = ident(name);
            quote!(runtime::Method::#name)
        }
        _ => {
            let name = proc_macro2::Literal::byte_string(name.as_bytes());
            quote!(runtime::Method::from_bytes(#name).unwrap_or_default())
        }
    }
}

/// The struct of the parameters that a call can do without.
fn options(operation: &Operation) -> Option<TokenStream> {
    let optional = || operation.parameters.iter().filter(|parameter| !is_argument(parameter));
    optional().next()?;
    let ty = options_type(operation);
    let docs = Docs::new().say(&format!("Options of {}.", link(&with_options(operation)))).outer();
    let fields = optional().map(|parameter| {
        let name = ident(&parameter.ident);
        quote!(#name: Option<String>)
    });
    let setters =
        optional().map(|Parameter { name, ident: set, location, description, evidence, .. }| {
            let set = ident(set);
            let docs = match description {
                Some(words) => Docs::new().words(words),
                None if *location == Location::Header => Docs::new().say(&format!("Header {}.", code(name))),
                None => Docs::new().say(&format!("Query parameter {}.", code(name))),
            };
            let docs = docs.evidence(evidence).outer();
            quote! {
                #docs
                pub fn #set(mut self, #set: impl Display) -> Self {
                    self.#set = Some(#set.to_string());
                    self
                }
            }
        });
    Some(quote! {
        #docs
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct #ty { #(#fields),* }
        impl #ty { #(#setters)* }
    })
}
