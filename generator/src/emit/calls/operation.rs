//! An operation as a type: its parameters, its body, and the response that it is answered with.
//!
//! A body that is an object which nothing else holds is no type of its own: its properties are the operation's.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::call::fixed_headers;
use super::example::examples;
use super::route::sendable;
use super::{pages, parameter};
use crate::emit::EmitError;
use crate::emit::docs::comment::DocComment;
use crate::emit::docs::deprecation::deprecated_operation;
use crate::emit::docs::text::{code, safe};
use crate::emit::plan::ClientPlan;
use crate::emit::plan::settings::ClientHeaders;
use crate::emit::plan::source_module::SourceModule;
use crate::emit::plan::types::Role;
use crate::emit::syntax::names::ident;
use crate::emit::types::field::{FieldStyle, field};
use crate::emit::types::objects::{self, Argument};
use crate::emit::types::value::{self, item};
use crate::emit::types::{errors, template};
use crate::model::{
    Definitions, MediaType, Object, Operation, Pagination, PathPiece, PathTemplate, RequestBody, Schema,
};
use crate::naming::type_name;

/// The operations of a source.
///
/// # Errors
/// An example is no Rust.
pub(in crate::emit) fn operations(
    plan: &ClientPlan<'_>,
    module: &SourceModule,
    crate_name: &Ident,
) -> Result<TokenStream, EmitError> {
    let operations = module.source.operations.iter();
    operations.map(|operation| written(plan, operation, module, crate_name)).collect()
}

/// The body that a field of the operation holds.
pub(super) fn held_body(operation: &Operation) -> Option<&RequestBody> {
    operation.request_body.as_ref().filter(|_| operation.own_body().is_none())
}

fn written(
    plan: &ClientPlan<'_>,
    operation: &Operation,
    module: &SourceModule,
    crate_name: &Ident,
) -> Result<TokenStream, EmitError> {
    let name = ident(&type_name(operation));
    let definitions = Definitions::of(&module.named);
    let pages = Pagination::of(operation, &definitions);
    let docs = intro(operation);
    let docs = pages.iter().fold(docs, |docs, pages| pages::described(pages, docs));
    let docs = docs.examples(&examples(operation, module, crate_name)?).outer();
    let deprecated = deprecated_operation(&module.source, operation);
    let new = objects::constructor(&name, &arguments(operation));
    let paged = pages.iter().map(|it| pages::paged(&name, it, operation.answer())).next();
    let line = format!("{} {}", operation.method, path(&operation.path));
    let headers = client_headers(operation, &plan.headers);
    let fixed = fixed_headers(operation, &plan.headers);
    let fixed = (!fixed.is_empty()).then(|| {
        let fixed = fixed.iter().map(|(name, value)| quote!(#name: #value));
        quote!([#(#fixed),*])
    });
    let answer = answer(operation);
    let at = operation.server.as_ref().zip(plan.server).map(|(own, api)| {
        let (api, own) = (&api.url, &own.url);
        quote!(at(#api, #own))
    });
    let held = held_body(operation).map(held_field);
    let params: Vec<TokenStream> = operation.parameters.iter().map(parameter::field).chain(held).collect();
    let params = (!params.is_empty()).then(|| quote!(params { #(#params),* }));
    let body = operation.own_body().map(|object| own_fields(operation, object));
    let parts = operation.own_body().into_iter().flat_map(|object| &object.properties);
    let parts = parts.filter_map(template::parts);
    Ok(quote! {
        runtime::operation! {
            #docs
            #deprecated
            pub struct #name(#new) = #line #at [#(#headers),*] #fixed -> #answer;
            #params
            #body
        }
        #paged
        #(#parts)*
    })
}

/// The arguments of the constructor: what has to be given.
fn arguments(operation: &Operation) -> Vec<Argument> {
    let given = operation.parameters.iter().filter(|parameter| parameter.is_argument()).map(|parameter| {
        let (given, exact) = (parameter::argument(parameter), parameter::exact_type(parameter));
        Argument { name: ident(&parameter.ident), given, exact }
    });
    let held = held_body(operation).filter(|body| body.required).map(|body| {
        let exact = match &body.media_type {
            MediaType::Other(_) => quote!(runtime::Body),
            _ => value::field(&body.schema),
        };
        let given = match (&body.media_type, &body.schema) {
            (MediaType::Json | MediaType::Form | MediaType::Multipart, Schema::Array { .. }) => {
                value::argument(&body.schema)
            }
            _ => quote!(impl Into<#exact>),
        };
        Argument { name: ident("body"), given, exact }
    });
    let own = operation.own_body().map(|object| objects::arguments(object.asked(), &|_| false));
    given.chain(held).chain(own.into_iter().flatten()).collect()
}

/// The field of a body that is a value by itself.
fn held_field(body: &RequestBody) -> TokenStream {
    let place = match &body.media_type {
        MediaType::Json => "json",
        MediaType::Form => "form",
        MediaType::Multipart => "multipart",
        MediaType::Other(_) => "raw",
    };
    let media_type = match &body.media_type {
        MediaType::Other(name) => Some(quote!(as #name)),
        _ => None,
    };
    let (is_list, ty) = match (&body.media_type, &body.schema) {
        (MediaType::Other(_), _) => (false, quote!(runtime::Body)),
        (_, Schema::Array { items }) => (true, value::field(item(items))),
        (_, schema) => (false, value::field(schema)),
    };
    let (place, mode) = match (body.required, is_list) {
        (true, false) => (format_ident!("{place}"), "required"),
        (true, true) => (format_ident!("{place}"), "list"),
        (false, false) => (format_ident!("optional_{place}"), "optional"),
        (false, true) => (format_ident!("optional_{place}"), "optional_list"),
    };
    let mode = format_ident!("{mode}");
    let docs = DocComment::new().say("The body.").outer();
    quote!(#docs #place #mode body: #ty #media_type)
}

/// The fields of the body that is the operation's own.
fn own_fields(operation: &Operation, object: &Object) -> TokenStream {
    let encoding = match operation.request_body.as_ref().map(|body| &body.media_type) {
        Some(MediaType::Form) => "form",
        Some(MediaType::Multipart) => "multipart",
        _ => "json",
    };
    let is_required = operation.request_body.as_ref().is_some_and(|body| body.required);
    let encoding = match is_required {
        true => format_ident!("{encoding}"),
        false => format_ident!("optional_{encoding}"),
    };
    let how = FieldStyle { role: Role::Request, takes_fixed: false, boxed: &|_| false };
    let fields = object.properties.iter().map(|property| field(property, &how));
    quote!(body #encoding { #(#fields),* })
}

fn intro(operation: &Operation) -> DocComment {
    let call = code(&format!("{} {}", operation.method, operation.path));
    let summary = safe(&operation.summary);
    let docs = match summary.is_empty() {
        true => DocComment::new().say(&format!("{call}.")),
        false => DocComment::new().say(&format!("{}: {call}.", summary.trim_end_matches(['.', ':']))),
    };
    let path = &operation.path;
    let docs = path.parameters().filter(|name| path.holds_segments(name)).fold(docs, |docs, name| {
        docs.say(&format!("{} may hold several segments, with slashes between them.", code(name)))
    });
    let docs = match &operation.server {
        Some(server) => docs.say(&format!("It is at {}.", code(&server.url))),
        None => docs,
    };
    let docs = docs.evidence(&operation.evidence);
    let unstated = operation.own_body().and_then(objects::unstated);
    errors::described(operation, unstated.iter().fold(docs, |docs, unstated| docs.say(unstated)))
}

/// A path as a request takes it.
fn path(path: &PathTemplate) -> String {
    let piece = |piece: &PathPiece| match piece {
        PathPiece::Literal(text) => sendable(text),
        PathPiece::Parameter(name) => format!("{{{name}}}"),
        PathPiece::Rest(name) => format!("{{{name}+}}"),
    };
    let segments = path.segments().iter();
    segments.map(|segment| format!("/{}", segment.iter().map(piece).collect::<String>())).collect()
}

/// Those of an operation's headers that the client is given.
fn client_headers<'a>(operation: &'a Operation, settings: &ClientHeaders) -> Vec<&'a str> {
    operation.headers.iter().filter(|name| settings.has(name)).map(String::as_str).collect()
}

/// The type of the response's body.
pub(in crate::emit) fn answer(operation: &Operation) -> TokenStream {
    match operation.answer() {
        Some(body) => value::field(body),
        None => quote!(runtime::Empty),
    }
}
