//! The call that a request sample shows, as Rust: the arguments of the operation's method, the body, and what of
//! the sample is sent otherwise.
//!
//! Docs and tests are made of it alike.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::body;
use super::chain::chain;
use super::construct::{self, Difference};
use super::made_up;
use super::names::ident;
use super::parameter;
use super::ready::{Ready, Shown};
use super::settings::Headers;
use crate::model::{
    Example, Location, MediaType, Message, Operation, Parameter, Reading, Schema, is_of_transport,
};

/// A call.
pub(super) struct Call {
    /// The statements up to `let body = …;`, where there is a body.
    pub(super) body: Option<TokenStream>,
    /// `create(&body)`, or `list_with("a", &options)`.
    pub(super) method: TokenStream,
    /// Where the body differs from the sample's.
    pub(super) differs: Vec<Difference>,
    /// The sample's URL without the operation's path.
    pub(super) server: String,
}

/// The call that `example` shows; none for an answer, or for a sample that is not one of this operation.
pub(super) fn call(ready: &Ready<'_>, example: &Example) -> Option<Call> {
    let Message::Request { url, headers, body } = &example.message else { return None };
    let (shown, server) = Shown::of(url, &ready.operation.path, headers)?;
    let mut arguments = Vec::new();
    for parameter in ready.operation.parameters.iter().filter(|parameter| is_argument(parameter)) {
        arguments.push(parameter::literal(parameter, shown.values(parameter)?)?);
    }
    made(ready, arguments, body.as_ref(), options(ready, &shown)?, server)
}

/// The call with all that the docs have: parameters as `given` makes them, and a body.
pub(super) fn called(
    ready: &Ready<'_>,
    given: &dyn Fn(&Parameter) -> Option<TokenStream>,
    json: Option<&Value>,
) -> Option<Call> {
    let (arguments, options): (Vec<&Parameter>, Vec<&Parameter>) =
        ready.operation.parameters.iter().partition(|parameter| is_argument(parameter));
    let arguments: Option<Vec<TokenStream>> = arguments.into_iter().map(given).collect();
    let options = options.into_iter().map(|parameter| {
        let (set, value) = (ident(&parameter.ident), given(parameter)?);
        Some(quote!(.#set(#value)))
    });
    let options: Vec<TokenStream> = options.collect::<Option<_>>()?;
    let ty = options_type(ready.operation);
    let options = (!options.is_empty()).then(|| chain(&quote!(#ty::default()), options));
    made(ready, arguments?, json, options, String::new())
}

/// The call where no sample shows all of it: with placeholders for what is not shown.
pub(super) fn unshown(ready: &Ready<'_>) -> Option<Call> {
    let shown = Shown::of_all(ready.operation);
    let arguments = ready.operation.parameters.iter().filter(|parameter| is_argument(parameter));
    let arguments = arguments.map(|it| parameter::literal(it, &shown.or_placeholder(it)));
    let arguments: Option<Vec<TokenStream>> = arguments.collect();
    let body = ready.operation.examples.iter().find_map(|example| match &example.message {
        Message::Request { body, .. } => body.as_ref(),
        Message::Response { .. } => None,
    });
    let arguments = arguments?;
    let shown = body.and_then(|body| made(ready, arguments.clone(), Some(body), None, String::new()));
    shown.or_else(|| {
        let json = ready.operation.body().map(|schema| made_up::value(schema, false, &ready.reading));
        made(ready, arguments, json.as_ref(), None, String::new())
    })
}

fn made(
    ready: &Ready<'_>,
    mut arguments: Vec<TokenStream>,
    body: Option<&Value>,
    options: Option<TokenStream>,
    server: String,
) -> Option<Call> {
    let operation = ready.operation;
    let built = match (&operation.request_body, body) {
        (Some(body), Some(json)) => Some(construct::body(&body.schema, &body.meant(json), &ready.reading)?),
        (Some(body), None) if body.required => return None,
        (Some(_), None) => {
            arguments.push(quote!(None));
            None
        }
        (None, _) => None,
    };
    if let Some(body) = operation.request_body.as_ref().filter(|_| built.is_some()) {
        arguments.push(body::given(body));
    }
    let mut name = ident(&operation.name);
    if let Some(options) = options {
        name = with_options(operation);
        arguments.push(quote!(&#options));
    }
    let (body, differs) = match built {
        Some(built) => {
            let value = built.tokens;
            // What is no object's own constructor has no type of its own.
            let ty = operation.body().filter(|schema| !matches!(schema, Schema::Object(_)));
            let ty = ty.into_iter().map(super::value::field);
            let before = built.before;
            (Some(quote!(#before let body #(: #ty)* = #value;)), built.differs)
        }
        None => (None, Vec::new()),
    };
    Some(Call { body, method: quote!(#name(#(#arguments),*)), differs, server })
}

/// Whether it is an argument of the method; else it is one of its options.
pub(super) fn is_argument(parameter: &Parameter) -> bool {
    parameter.required || parameter.location == Location::Path
}

/// The name of the method that takes the options too.
pub(super) fn with_options(operation: &Operation) -> Ident {
    format_ident!("{}_with", ident(&operation.name))
}

/// The name of the struct of an operation's options.
pub(super) fn options_type(operation: &Operation) -> Ident {
    use heck::ToUpperCamelCase;
    ident(&format!("{}Options", operation.name.to_upper_camel_case()))
}

/// The options that the sample has, if any; none at all where their types do not take what it has.
fn options(ready: &Ready<'_>, shown: &Shown) -> Option<Option<TokenStream>> {
    let given = ready.options(shown).map(|(parameter, values)| {
        let (set, value) = (ident(&parameter.ident), parameter::literal(parameter, values)?);
        Some(quote!(.#set(#value)))
    });
    let given: Vec<TokenStream> = given.collect::<Option<_>>()?;
    let ty = options_type(ready.operation);
    Some((!given.is_empty()).then(|| chain(&quote!(#ty::default()), given)))
}

/// The headers that every request sample of `operation` has with one value, and that no setting or argument gives: the docs fix
/// them.
pub(super) fn fixed_headers(operation: &Operation, settings: &Headers) -> Vec<(String, String)> {
    let mut samples = operation.examples.iter().filter_map(|example| match &example.message {
        Message::Request { headers, .. } => Some(headers),
        Message::Response { .. } => None,
    });
    let Some(first) = samples.next() else { return Vec::new() };
    let mut fixed = first.clone();
    for other in samples {
        let sent: HashSet<(String, &str)> =
            other.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.as_str())).collect();
        fixed.retain(|(name, value)| sent.contains(&(name.to_ascii_lowercase(), value.as_str())));
    }
    let parameters = operation.parameters.iter().filter(|it| it.location == Location::Header);
    let parameters: HashSet<String> = parameters.map(|it| it.name.to_ascii_lowercase()).collect();
    fixed.retain(|(name, value)| {
        let is_set = settings.has(name) || parameters.contains(&name.to_ascii_lowercase());
        let is_sent_anyway = name.eq_ignore_ascii_case("content-type")
            && operation.request_body.as_ref().is_some_and(|it| it.media_type.name() == value);
        let has_own_boundary = name.eq_ignore_ascii_case("content-type")
            && operation.request_body.as_ref().is_some_and(|it| it.media_type == MediaType::Multipart);
        let is_made = is_set || is_sent_anyway || has_own_boundary || is_of_transport(name);
        !is_made && !value.contains('{')
    });
    fixed
}

/// The value of the tag of the first variant in `json`, to tell samples apart that make different variants.
pub(super) fn variant(schema: &Schema, json: &Value, reading: &Reading<'_>) -> Option<String> {
    match schema {
        Schema::OneOf(one_of) => json.get(&one_of.tag)?.as_str().map(str::to_owned),
        Schema::Object(object) => {
            reading.shown(object, json).find_map(|(held, value)| variant(&held.schema, value, reading))
        }
        _ => None,
    }
}
