//! A parameter of a call as Rust: the type of its argument, how its value gets into a request, and literals of it.
//!
//! Knows one parameter at a time.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::construct::whole;
use super::names::ident;
use crate::model::{Location, Parameter, Repetition, Schema};

/// What takes a parameter's value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Taker {
    /// A request.
    Request,
    /// The parameters that a call can do without.
    Options,
}

/// The type of the argument of a method or a setter.
pub(super) fn argument(parameter: &Parameter) -> TokenStream {
    match &parameter.schema {
        _ if parameter.flag => quote!(bool),
        Schema::Array { items } => {
            let item = scalar(items);
            quote!(impl IntoIterator<Item = #item>)
        }
        schema => scalar(schema),
    }
}

fn scalar(schema: &Schema) -> TokenStream {
    match schema {
        Schema::Secret => quote!(impl Into<Secret>),
        Schema::Boolean { .. } => quote!(bool),
        Schema::Integer { .. } => quote!(i64),
        Schema::Number { .. } => quote!(f64),
        Schema::Enum(one_of) => {
            let name = ident(&one_of.name);
            quote!(impl Into<#name>)
        }
        _ => quote!(impl Display),
    }
}

/// Whether its type is one of listed values.
pub(super) fn has_enum(parameter: &Parameter) -> bool {
    matches!(parameter.schema.innermost(), Schema::Enum(_))
}

/// The call that puts the value of a parameter, an argument called as it is, into a request or among options.
pub(super) fn put(parameter: &Parameter, taker: Taker) -> TokenStream {
    let (name, given) = (&parameter.name, ident(&parameter.ident));
    if parameter.flag {
        return quote!(.flag(#name, #given));
    }
    let place = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    let joined = |value| {
        let put = ident(&format!("{place}_joined"));
        quote!(.#put(#name, #value))
    };
    match (&parameter.schema, parameter.location) {
        (Schema::Array { items }, location) => {
            let value = match &**items {
                Schema::Enum(one_of) => {
                    let item = ident(&one_of.name);
                    quote!(#given.into_iter().map(Into::<#item>::into))
                }
                Schema::Secret => quote!(#given.into_iter().map(|value| value.into().expose().to_owned())),
                _ => given.into_token_stream(),
            };
            match (location, parameter.repetition) {
                (Location::Query, Repetition::Repeated) => quote!(.query_each(#name, #value)),
                _ => joined(value),
            }
        }
        // of a request each header and cookie is a secret
        (Schema::Secret, Location::Header | Location::Cookie) if taker == Taker::Request => {
            let put = ident(place);
            quote!(.#put(#name, #given))
        }
        (Schema::Secret, _) => {
            let put = ident(&format!("{place}_secret"));
            quote!(.#put(#name, #given))
        }
        (schema, location) => {
            let put = ident(place);
            let value = match schema {
                Schema::Enum(one_of) => {
                    let ty = ident(&one_of.name);
                    quote!(Into::<#ty>::into(#given))
                }
                _ => given.into_token_stream(),
            };
            let is_text = matches!(location, Location::Header | Location::Cookie) && taker == Taker::Request;
            let text = is_text.then(|| quote!(.to_string()));
            quote!(.#put(#name, #value #text))
        }
    }
}

/// The argument that sends `values`, the texts that a sample has for a parameter; none where its type does not take them, or
/// would send others.
pub(super) fn literal(parameter: &Parameter, values: &[String]) -> Option<TokenStream> {
    match (&parameter.schema, values) {
        (_, [value]) if parameter.flag => value.is_empty().then(|| quote!(true)),
        (Schema::Array { items }, _) => {
            let texts: Vec<&str> = match (parameter.location, parameter.repetition, values) {
                (Location::Query, Repetition::Repeated, _) => values.iter().map(String::as_str).collect(),
                (_, _, [joined]) => joined.split(',').collect(),
                _ => return None,
            };
            let items: Option<Vec<TokenStream>> =
                texts.into_iter().map(|text| of_scalar(items, text)).collect();
            items.map(|items| quote!([#(#items),*]))
        }
        (schema, [value]) => of_scalar(schema, value),
        _ => None,
    }
}

fn of_scalar(schema: &Schema, text: &str) -> Option<TokenStream> {
    match schema {
        Schema::Boolean { .. } => {
            let is: bool = text.parse().ok()?;
            Some(quote!(#is))
        }
        Schema::Integer { .. } => {
            let number: i64 = text.parse().ok()?;
            (number.to_string() == text).then(|| whole(number))
        }
        Schema::Number { .. } => {
            let number: f64 = text.parse().ok()?;
            (number.to_string() == text).then(|| float(number))
        }
        _ => Some(quote!(#text)),
    }
}

fn float(number: f64) -> TokenStream {
    let digits = Literal::f64_unsuffixed(number.abs());
    if number.is_sign_negative() { quote!(-#digits) } else { quote!(#digits) }
}

/// Texts that stand for a parameter of which no sample shows a value: of its type, listed where the documentation lists some,
/// within its limits. Words are `text`.
pub(super) fn placeholder(parameter: &Parameter, text: &str) -> Vec<String> {
    if parameter.flag {
        return vec![String::new()];
    }
    let schema = match &parameter.schema {
        Schema::Array { items } => items,
        schema => schema,
    };
    let listed = parameter.values.first().cloned();
    vec![match schema {
        Schema::Boolean { .. } => "true".to_owned(),
        Schema::Integer { .. } | Schema::Number { .. } => {
            listed.filter(|value| of_scalar(schema, value).is_some()).unwrap_or_else(|| "1".to_owned())
        }
        Schema::Enum(one_of) => one_of.values.first().map(|it| it.value.clone()).unwrap_or_default(),
        _ => listed.unwrap_or_else(|| text.to_owned()),
    }]
}
