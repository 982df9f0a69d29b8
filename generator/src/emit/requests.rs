//! The functions that make requests, and the options of those that have some.
//!
//! Where sources agree on a request, one function that none but they see makes it, whatever each sends and is
//! answered. A source's own function stays: which of them share breaks nobody.

use std::collections::HashMap;

use heck::ToSnakeCase;
use indexmap::IndexMap;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::call::{fixed_headers, is_argument, options_type, with_options};
use super::chain::chain;
use super::conventions;
use super::deprecation::deprecated_operation;
use super::docs::{Docs, Example};
use super::names::{Names, ident};
use super::operations::{answer, arguments, given, has_options, link, parameters};
use super::parameter::{Taker, argument, has_enum, literal, put};
use super::plan::{Module, Plan};
use super::ready::Shown;
use super::route::sendable;
use super::settings::Headers;
use super::text::code;
use super::{EmitError, body, print};
use crate::model::{
    Evidence, Location, MediaType, Operation, Parameter, PathTemplate, Piece, Repetition, Schema, Source,
};

/// What has to be equal for one function to make a request.
#[derive(Clone, PartialEq, Hash)]
struct Asked {
    method: String,
    path: String,
    /// All that is not only told of them.
    arguments: Vec<Argument>,
    /// Those that the client is given.
    headers: Vec<String>,
    /// Those that the docs fix.
    fixed: Vec<(String, String)>,
    /// How the body is sent and taken.
    body: Option<(MediaType, bool, bool)>,
}

// JSON has no number that is not equal to itself
impl Eq for Asked {}

/// Names, place, type, and how it is sent.
type Argument = (String, String, Location, Schema, Repetition, bool);

/// A request that several sources make.
pub(super) struct Common {
    /// The name of the function.
    name: String,
    asked: Asked,
    /// The operation that stands for all.
    operation: Operation,
    evidence: Vec<Evidence>,
}

/// What `operation` asks for, unless it has options, whose type is the source's own.
fn asked(operation: &Operation, settings: &Headers) -> Option<Asked> {
    let argument = |it: &Parameter| {
        let (name, ident, schema) = (it.name.clone(), it.ident.clone(), it.schema.clone());
        (name, ident, it.location, schema, it.repetition, it.flag)
    };
    // the type of listed values is the source's own as well
    let is_own = has_options(operation) || operation.parameters.iter().any(has_enum);
    (!is_own).then(|| Asked {
        method: operation.method.clone(),
        path: operation.path.to_string(),
        arguments: operation.parameters.iter().map(argument).collect(),
        headers: client_headers(operation, settings).into_iter().map(str::to_owned).collect(),
        fixed: fixed_headers(operation, settings),
        body: operation
            .request_body
            .as_ref()
            .map(|it| (it.media_type.clone(), it.required, body::is_unsized(it))),
    })
}

/// The requests that more than one operation of modules makes, in the order in which they are met.
pub(super) fn common(modules: &[Module], settings: &Headers) -> Vec<Common> {
    let mut known: IndexMap<Asked, Vec<&Operation>> = IndexMap::new();
    for operation in modules.iter().flat_map(|module| &module.source.operations) {
        if let Some(asked) = asked(operation, settings) {
            known.entry(asked).or_default().push(operation);
        }
    }
    let mut names = Names::reserving(&["present"]);
    let several = known.into_iter().filter(|(_, operations)| operations.len() > 1);
    let common = several.filter_map(|(asked, operations)| {
        Some(Common {
            name: names.take(&format!("{} {}", asked.method, asked.path).to_snake_case(), "_also"),
            asked,
            operation: (*operations.first()?).clone(),
            evidence: operations.iter().flat_map(|operation| &operation.evidence).cloned().collect(),
        })
    });
    common.collect()
}

/// The functions that several sources call.
pub(super) fn shared(plan: &Plan<'_>) -> TokenStream {
    let functions = plan.requests.iter().map(|Common { name, asked, operation, evidence }| {
        let (name, parameters) = (ident(name), given(operation));
        let body = operation.request_body.as_ref().map(body::any_argument);
        let parameters: Vec<TokenStream> = parameters.chain(body).collect();
        let many = conventions::many_arguments(parameters.len());
        let call = code(&format!("{} {}", operation.method, operation.path));
        let docs = Docs::new().say(&format!("The request of {call}.")).evidence(evidence).outer();
        let made = made(operation, &plan.headers, asked.fixed.clone());
        // None of the sources that call it may be compiled.
        quote! {
            #docs
            #[allow(dead_code)]
            #many
            pub(crate) fn #name<R>(#(#parameters),*) -> runtime::Request<R> { #made }
        }
    });
    functions.collect()
}

/// The functions of a source, and the options that they take.
///
/// # Errors
/// An example is no Rust.
pub(super) fn requests(
    plan: &Plan<'_>,
    source: &Source,
    crate_name: &Ident,
) -> Result<TokenStream, EmitError> {
    let common: HashMap<&Asked, &str> =
        plan.requests.iter().map(|common| (&common.asked, common.name.as_str())).collect();
    let requests = source.operations.iter().map(|operation| request(operation, source, plan, &common));
    let mut options = Vec::new();
    for operation in &source.operations {
        options.extend(options_of(operation, source, crate_name)?);
    }
    Ok(quote!(#(#requests)* #(#options)*))
}

/// The function that makes the request, and the one that takes options where there are any.
fn request(
    operation: &Operation,
    source: &Source,
    plan: &Plan<'_>,
    common: &HashMap<&Asked, &str>,
) -> TokenStream {
    let (name, parameters, answer) = (ident(&operation.name), parameters(operation), answer(operation));
    let docs = Docs::new().say(&format!("The request of {}.", link(&name))).outer();
    let (deprecated, arguments) = (deprecated_operation(source, operation), arguments(operation));
    let many = conventions::many_arguments(parameters.len());
    let made = match asked(operation, &plan.headers).and_then(|asked| common.get(&asked)) {
        Some(shared) => {
            let shared = ident(shared);
            quote!(crate::shared::#shared(#(#arguments),*))
        }
        None => made(operation, &plan.headers, fixed_headers(operation, &plan.headers)),
    };
    if !has_options(operation) {
        return quote! {
            #docs
            #deprecated
            #many
            pub fn #name(#(#parameters),*) -> runtime::Request<#answer> { #made }
        };
    }
    let (with, ty) = (with_options(operation), options_type(operation));
    let many_with = conventions::many_arguments(parameters.len() + 1);
    let with_docs = Docs::new().say(&format!("The request of {}.", link(&with))).outer();
    quote! {
        #docs
        #deprecated
        #many
        pub fn #name(#(#parameters),*) -> runtime::Request<#answer> {
            #with(#(#arguments,)* &#ty::default())
        }
        #with_docs
        #deprecated
        #many_with
        pub fn #with(#(#parameters,)* options: &#ty) -> runtime::Request<#answer> { #made }
    }
}

/// The request, of the arguments' names; `fixed` are the headers that the docs fix.
fn made(operation: &Operation, settings: &Headers, fixed: Vec<(String, String)>) -> TokenStream {
    let (method, path) = (http_method(&operation.method), template(&operation.path));
    let own = operation.parameters.iter().filter(|it| is_argument(it)).map(|it| put(it, Taker::Request));
    let options = has_options(operation).then(|| quote!(.parameters(&options.0)));
    let sent = client_headers(operation, settings);
    let sent = (!sent.is_empty()).then(|| quote!(.client_headers(&[#(#sent),*])));
    let fixed = fixed.into_iter().map(|(name, value)| quote!(.header(#name, #value)));
    let body = operation.request_body.as_ref().map(body::sent);
    let calls = own.chain(options).chain(sent).chain(fixed).chain(body);
    chain(&quote!(runtime::Request::new(#method, #path)), calls)
}

/// A path as a request takes it.
fn template(path: &PathTemplate) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Literal(text) => sendable(text),
        Piece::Parameter(name) => format!("{{{name}}}"),
    };
    let segments = path.segments().iter();
    segments.map(|segment| format!("/{}", segment.iter().map(piece).collect::<String>())).collect()
}

/// Those of an operation's headers that the client is given.
fn client_headers<'a>(operation: &'a Operation, settings: &Headers) -> Vec<&'a str> {
    operation.headers.iter().filter(|name| settings.has(name)).map(String::as_str).collect()
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
fn options_of(
    operation: &Operation,
    source: &Source,
    crate_name: &Ident,
) -> Result<Option<TokenStream>, EmitError> {
    let optional = || operation.parameters.iter().filter(|parameter| !is_argument(parameter));
    if optional().next().is_none() {
        return Ok(None);
    }
    let ty = options_type(operation);
    let example = options_example(operation, source, crate_name)?;
    let docs = Docs::new().say(&format!("Options of {}.", link(&with_options(operation))));
    let evidence: Vec<Evidence> = optional().flat_map(|parameter| parameter.evidence.clone()).collect();
    let docs = docs.examples(&[example]).evidence(&evidence).outer();
    let setters = optional().map(|parameter| {
        let (set, ty, put) = (ident(&parameter.ident), argument(parameter), put(parameter, Taker::Options));
        let docs = told(parameter).evidence(&parameter.evidence).outer();
        quote! {
            #docs
            pub fn #set(self, #set: #ty) -> Self { Self(self.0 #put) }
        }
    });
    let idents = optional().map(|parameter| parameter.ident.as_str());
    let allow = conventions::allowed(idents);
    Ok(Some(quote! {
        #docs
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct #ty(runtime::Parameters);
        #allow
        impl #ty { #(#setters)* }
    }))
}

/// What the docs tell of a parameter that a call can do without.
fn told(parameter: &Parameter) -> Docs {
    let Parameter { name, location, description, .. } = parameter;
    let docs = match (description, location) {
        (Some(words), _) => Docs::new().words(words),
        (None, Location::Header) => Docs::new().say(&format!("Header {}.", code(name))),
        (None, Location::Cookie) => Docs::new().say(&format!("Cookie {}.", code(name))),
        (None, _) => Docs::new().say(&format!("Query parameter {}.", code(name))),
    };
    let values = if has_enum(parameter) { &[][..] } else { &parameter.values };
    docs.bounds(parameter.default.as_deref(), values, &parameter.limits)
}

/// All options, with the values that samples show.
fn options_example(operation: &Operation, source: &Source, crate_name: &Ident) -> Result<Example, EmitError> {
    let (ty, module) = (options_type(operation), ident(&source.module));
    let optional = operation.parameters.iter().filter(|parameter| !is_argument(parameter));
    let shown = Shown::of_all(operation);
    let set = optional.filter_map(|it| {
        let (set, value) = (ident(&it.ident), literal(it, &shown.or_placeholder(it))?);
        Some(quote!(.#set(#value)))
    });
    let made = chain(&quote!(#ty::default()), set);
    let statements = quote! {
        use #crate_name::#module::#ty;
        let options = #made;
    };
    let lines = print::statements(&source.module, statements)?;
    Ok(Example { title: String::new(), runs: true, lines })
}
