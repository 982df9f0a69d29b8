//! The call that a request sample shows, as Rust: the arguments of the operation's method, the body, and what of
//! the sample is sent otherwise.
//!
//! Docs and tests are made of it alike.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::construct::{self, Difference};
use super::names::ident;
use super::route::{Route, route};
use crate::model::{Example, Header, Location, Message, Operation, Parameter, Schema, is_of_transport};

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
pub(super) fn call(operation: &Operation, example: &Example) -> Option<Call> {
    let Message::Request { url, headers, body } = &example.message else { return None };
    let shown = Shown { route: route(url, &operation.path)?, headers };
    let mut arguments = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| is_argument(parameter)) {
        arguments.push(shown.value(parameter)?.to_owned());
    }
    let options = options(operation, &shown);
    let server = shown.route.server;
    made(operation, &arguments, body.as_ref(), options, server)
}

/// The call where no sample shows all of it: with placeholders for what is not shown.
pub(super) fn unshown(operation: &Operation) -> Option<Call> {
    let arguments = operation.parameters.iter().filter(|parameter| is_argument(parameter));
    let arguments: Vec<String> = arguments.map(|parameter| shown_value(operation, parameter)).collect();
    let body = operation.examples.iter().find_map(|example| match &example.message {
        Message::Request { body, .. } => body.as_ref(),
        Message::Response { .. } => None,
    });
    made(operation, &arguments, body, None, String::new())
}

fn made(
    operation: &Operation,
    arguments: &[String],
    body: Option<&Value>,
    options: Option<TokenStream>,
    server: String,
) -> Option<Call> {
    let mut arguments: Vec<TokenStream> = arguments.iter().map(|value| quote!(#value)).collect();
    let built = match (&operation.request_body, body) {
        (Some(schema), Some(json)) => Some(construct::body(schema, json)),
        (Some(_), None) => return None,
        (None, _) => None,
    };
    if built.is_some() {
        arguments.push(quote!(&body));
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
            let ty = operation
                .request_body
                .iter()
                .filter(|schema| !matches!(schema, Schema::Object(_)))
                .map(super::value::field);
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

/// The value that samples have for a parameter, or a placeholder.
pub(super) fn shown_value(operation: &Operation, parameter: &Parameter) -> String {
    let mut shown = operation.examples.iter().filter_map(|example| match &example.message {
        Message::Request { url, headers, .. } => {
            let shown = Shown { route: route(url, &operation.path)?, headers };
            shown.value(parameter).map(str::to_owned)
        }
        Message::Response { .. } => None,
    });
    shown.next().unwrap_or_else(|| format!("{{{}}}", parameter.name))
}

/// Where a sample has its parameters.
struct Shown<'a> {
    route: Route,
    headers: &'a [(String, String)],
}

impl Shown<'_> {
    fn value(&self, parameter: &Parameter) -> Option<&str> {
        let values = match parameter.location {
            Location::Path => &self.route.path,
            Location::Query => &self.route.query,
            Location::Header => self.headers,
        };
        let is_it = |name: &str| match parameter.location {
            Location::Header => name.eq_ignore_ascii_case(&parameter.name),
            Location::Path | Location::Query => name == parameter.name,
        };
        values.iter().find(|(name, _)| is_it(name)).map(|(_, value)| value.as_str())
    }
}

/// The options that the sample's URL has, if any.
fn options(operation: &Operation, shown: &Shown<'_>) -> Option<TokenStream> {
    let optional = operation.parameters.iter().filter(|parameter| !is_argument(parameter));
    let given: Vec<TokenStream> = optional
        .filter_map(|parameter| {
            let (set, value) = (ident(&parameter.ident), shown.value(parameter)?);
            Some(quote!(.#set(#value)))
        })
        .collect();
    let ty = options_type(operation);
    (!given.is_empty()).then(|| quote!(#ty::default() #(#given)*))
}

/// The `Content-Type` that the runtime sends with a body, letter by letter, where nothing else is said.
pub(super) const SENT_WITH_JSON: &str = "application/json";

/// The headers that every request sample of `operation` has with one value, and that no setting or argument gives: the docs fix
/// them.
pub(super) fn fixed_headers(operation: &Operation, settings: &[Header]) -> Vec<(String, String)> {
    let mut samples = operation.examples.iter().filter_map(|example| match &example.message {
        Message::Request { headers, .. } => Some(headers),
        Message::Response { .. } => None,
    });
    let Some(first) = samples.next() else { return Vec::new() };
    let mut fixed = first.clone();
    for other in samples {
        fixed.retain(|(name, value)| other.iter().any(|(n, v)| n.eq_ignore_ascii_case(name) && v == value));
    }
    fixed.retain(|(name, value)| {
        let is_parameter =
            |it: &Parameter| it.location == Location::Header && it.name.eq_ignore_ascii_case(name);
        let is_set = settings.iter().any(|header| header.name.eq_ignore_ascii_case(name))
            || operation.parameters.iter().any(is_parameter);
        let is_sent_anyway = name.eq_ignore_ascii_case("content-type")
            && operation.request_body.is_some()
            && value == SENT_WITH_JSON;
        !is_set && !is_sent_anyway && !is_of_transport(name) && !value.contains('{')
    });
    fixed
}

/// The value of the tag of the first variant in `json`, to tell samples apart that make different variants.
pub(super) fn variant(schema: &Schema, json: &Value) -> Option<String> {
    match schema {
        Schema::OneOf(one_of) => json.get(&one_of.tag)?.as_str().map(str::to_owned),
        Schema::Object(object) => {
            object.properties.iter().find_map(|property| variant(&property.schema, json.get(&property.name)?))
        }
        _ => None,
    }
}
