//! The call that a request sample shows, as the Rust value that an operation is, and what of the sample is sent
//! otherwise.
//!
//! Docs and tests are made of it alike.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::literal_expr::{self, LiteralExpr, ResolvedDifference};
use super::ready::{Ready, SampleValues};
use super::{made_up, parameter};
use crate::emit::plan::item_module::ItemModule;
use crate::emit::plan::settings::ClientHeaders;
use crate::emit::syntax::method_chain::chain;
use crate::emit::syntax::names::ident;
use crate::model::{Example, Location, MediaType, Message, Operation, Parameter, Schema, is_of_transport};
use crate::naming::type_name;

/// A call.
pub(in crate::emit) struct CallExpr {
    /// `let parts = …;`, where the body has connection strings.
    pub(in crate::emit) before: TokenStream,
    /// `CreateThing::new("a", "b").size(5)`.
    pub(in crate::emit) value: TokenStream,
    /// Where the body differs from the sample's.
    pub(in crate::emit) differs: Vec<ResolvedDifference>,
    /// The sample's URL without the operation's path.
    pub(in crate::emit) server: String,
}

/// What a call gives: the arguments of the constructor that are parameters, and those parameters that are set.
struct Given {
    arguments: Vec<(Ident, TokenStream)>,
    set: Vec<TokenStream>,
}

/// The call that `example` shows; none for an answer, or for a sample that is not one of this operation.
pub(in crate::emit) fn call(ready: &Ready<'_>, example: &Example) -> Option<CallExpr> {
    let Message::Request { url, headers, body } = &example.message else { return None };
    let (shown, server) = SampleValues::of(url, &ready.operation.path, headers)?;
    let arguments = arguments(ready, |parameter| parameter::literal(parameter, shown.values(parameter)?))?;
    let set = ready.options(&shown).map(|(parameter, values)| {
        let (set, value) = (ident(&parameter.ident), parameter::literal(parameter, values)?);
        Some(quote!(.#set(#value)))
    });
    let set = set.collect::<Option<_>>()?;
    made(ready, Given { arguments, set }, body.as_ref(), server)
}

/// The call with all that the documentation has: parameters as `given` makes them, and a body.
pub(in crate::emit) fn called(
    ready: &Ready<'_>,
    given: &dyn Fn(&Parameter) -> Option<TokenStream>,
    json: Option<&Value>,
) -> Option<CallExpr> {
    let arguments = arguments(ready, given)?;
    let options = ready.operation.parameters.iter().filter(|parameter| !parameter.is_argument());
    let set = options.map(|parameter| {
        let (set, value) = (ident(&parameter.ident), given(parameter)?);
        Some(quote!(.#set(#value)))
    });
    let set = set.collect::<Option<_>>()?;
    made(ready, Given { arguments, set }, json, String::new())
}

/// The call where no sample shows all of it: with placeholders for what is not shown.
pub(super) fn unshown(ready: &Ready<'_>) -> Option<CallExpr> {
    let shown = SampleValues::of_all(ready.operation);
    let given = || {
        let arguments = arguments(ready, |it| parameter::literal(it, &shown.or_placeholder(it)))?;
        Some(Given { arguments, set: Vec::new() })
    };
    let body = ready.operation.examples.iter().find_map(|example| match &example.message {
        Message::Request { body, .. } => body.as_ref(),
        Message::Response { .. } => None,
    });
    let shown = body.and_then(|body| made(ready, given()?, Some(body), String::new()));
    shown.or_else(|| {
        let json = ready.operation.body().map(|schema| made_up::value(schema, false, &ready.definitions));
        made(ready, given()?, json.as_ref(), String::new())
    })
}

fn arguments(
    ready: &Ready<'_>,
    given: impl Fn(&Parameter) -> Option<TokenStream>,
) -> Option<Vec<(Ident, TokenStream)>> {
    let asked = ready.operation.parameters.iter().filter(|parameter| parameter.is_argument());
    let is_named = literal_expr::takes_names(ready.operation);
    let argument = |parameter: &Parameter| {
        let literal = given(parameter)?;
        let value = if is_named { parameter::exact(parameter, literal) } else { literal };
        Some((ident(&parameter.ident), value))
    };
    asked.map(argument).collect()
}

fn made(
    ready: &Ready<'_>,
    Given { mut arguments, mut set }: Given,
    json: Option<&Value>,
    server: String,
) -> Option<CallExpr> {
    let operation = ready.operation;
    let name = type_name(operation);
    let own = operation.own_body().zip(operation.request_body.as_ref());
    if let Some((object, body)) = own {
        let empty = Value::Object(serde_json::Map::new());
        let json = json.or(Some(&empty).filter(|_| !body.required))?;
        let json = body.meant(json);
        let LiteralExpr { before, tokens, differs } =
            literal_expr::operation(&name, object, &arguments, &set, &json, &ready.definitions)?;
        return Some(CallExpr { before, value: tokens, differs, server });
    }
    let (mut before, mut differs) = (TokenStream::new(), Vec::new());
    match (&operation.request_body, json) {
        (Some(body), Some(json)) => {
            let is_raw = matches!(body.media_type, MediaType::Other(_));
            let built = literal_expr::held(&body.schema, &body.meant(json), is_raw, &ready.definitions)?;
            (before, differs) = (built.before, built.differs);
            let value = built.tokens;
            match body.required {
                true if literal_expr::takes_names(operation) => {
                    arguments.push((ident("body"), quote!(#value.into())))
                }
                true => arguments.push((ident("body"), value)),
                false => set.push(quote!(.body(#value))),
            }
        }
        (Some(body), None) if body.required => return None,
        (_, _) => {}
    }
    let made = literal_expr::made(&ItemModule::Own.path(&name), &arguments);
    Some(CallExpr { before, value: chain(&made, set), differs, server })
}

/// The headers that every request sample of `operation` has with one value, and that no setting or argument gives: the docs fix
/// them.
pub(in crate::emit) fn fixed_headers(
    operation: &Operation,
    settings: &ClientHeaders,
) -> Vec<(String, String)> {
    let mut samples = operation.examples.iter().filter_map(|example| match &example.message {
        Message::Request { headers, .. } => Some(headers),
        Message::Response { .. } => None,
    });
    let Some(first) = samples.next() else { return Vec::new() };
    let mut fixed = operation.without_own_cookies(first);
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
pub(in crate::emit) fn variant(schema: &Schema, json: &Value) -> Option<String> {
    match schema {
        Schema::OneOf(one_of) => json.get(&one_of.tag)?.as_str().map(str::to_owned),
        Schema::Object(object) => object.shown(json).find_map(|(held, value)| variant(&held.schema, value)),
        _ => None,
    }
}
