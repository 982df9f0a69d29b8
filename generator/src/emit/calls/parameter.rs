//! A parameter of a call as Rust: the type of its argument, how its value gets into a request, and literals of it.
//!
//! Knows one parameter at a time.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::docs::comment::DocComment;
use crate::emit::docs::text::code;
use crate::emit::syntax::json_literal::whole;
use crate::emit::syntax::names::ident;
use crate::emit::types::field::at;
use crate::model::{Enum, Location, Parameter, Repetition, Schema};

/// The type of the argument of a method or a setter.
pub(in crate::emit) fn argument(parameter: &Parameter) -> TokenStream {
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
        Schema::SecretInteger => quote!(impl Into<runtime::SecretNumber>),
        Schema::Boolean { .. } => quote!(bool),
        Schema::Integer { .. } => quote!(i64),
        Schema::Number { .. } => quote!(f64),
        Schema::Enum(Enum { name, .. }) | Schema::Id { name } => {
            let name = ident(name);
            quote!(impl Into<#name>)
        }
        _ => quote!(impl Display),
    }
}

/// Whether its type is one of listed values.
pub(super) fn has_enum(parameter: &Parameter) -> bool {
    matches!(parameter.schema.innermost(), Schema::Enum(_))
}

/// The very type of a parameter's field, where it has to be given.
pub(super) fn exact_type(parameter: &Parameter) -> TokenStream {
    let scalar = |schema: &Schema| match schema {
        _ if parameter.flag => quote!(bool),
        Schema::Secret => quote!(Secret),
        Schema::SecretInteger => quote!(runtime::SecretNumber),
        Schema::Boolean { .. } => quote!(bool),
        Schema::Integer { .. } => quote!(i64),
        Schema::Number { .. } => quote!(f64),
        Schema::Enum(Enum { name, .. }) | Schema::Id { name } => {
            let name = ident(name);
            quote!(#name)
        }
        _ => quote!(String),
    };
    match &parameter.schema {
        Schema::Array { items } if !parameter.flag => {
            let item = scalar(items);
            quote!(Vec<#item>)
        }
        schema => scalar(schema),
    }
}

/// A literal of a parameter as a value of that very type.
pub(in crate::emit) fn exact(parameter: &Parameter, literal: TokenStream) -> TokenStream {
    let is_text = |schema: &Schema| {
        let is_number =
            matches!(schema, Schema::Boolean { .. } | Schema::Integer { .. } | Schema::Number { .. });
        !parameter.flag && !is_number
    };
    match &parameter.schema {
        Schema::Array { items } if is_text(items) => quote!(#literal.map(Into::into).to_vec()),
        Schema::Array { .. } if !parameter.flag => quote!(#literal.to_vec()),
        schema if is_text(schema) => quote!(#literal.into()),
        _ => literal,
    }
}

/// The field of an operation that a parameter is.
pub(in crate::emit) fn field(parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.ident);
    let (is_list, item) = match &parameter.schema {
        Schema::Array { items } => (true, &**items),
        schema => (false, schema),
    };
    let (is_into, ty) = match item {
        _ if parameter.flag => (true, quote!(bool)),
        Schema::Secret => (true, quote!(Secret)),
        Schema::SecretInteger => (true, quote!(runtime::SecretNumber)),
        Schema::Boolean { .. } => (true, quote!(bool)),
        Schema::Integer { .. } => (true, quote!(i64)),
        Schema::Number { .. } => (true, quote!(f64)),
        Schema::Enum(Enum { name, .. }) | Schema::Id { name } => {
            let name = ident(name);
            (true, quote!(#name))
        }
        _ => (false, quote!(String)),
    };
    let place = match parameter.location {
        _ if parameter.flag => "flag",
        Location::Path => "path",
        Location::Query if is_list && parameter.repetition == Repetition::Commas => "query_joined",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    let mode = match (parameter.is_argument(), is_list, is_into) {
        (true, false, true) => "required",
        (true, false, false) => "display",
        (true, true, true) => "list",
        (true, true, false) => "display_list",
        (false, false, true) => "optional",
        (false, false, false) => "optional_display",
        (false, true, true) => "optional_list",
        (false, true, false) => "optional_display_list",
    };
    let (place, mode) = (format_ident!("{place}"), format_ident!("{mode}"));
    let wire = (name != parameter.name.as_str()).then_some(&parameter.name).map(|name| quote!(as #name));
    let (docs, at) = (described(parameter).outer(), at(&parameter.evidence));
    quote!(#docs #place #mode #name: #ty #wire #at)
}

/// What the documentation says of a parameter.
fn described(parameter: &Parameter) -> DocComment {
    let docs = parameter.description.iter().fold(DocComment::new(), |docs, words| docs.words(words));
    let values = if has_enum(parameter) { &[][..] } else { &parameter.values };
    let docs = docs.bounds(parameter.default.as_deref(), values, &parameter.limits);
    if docs.is_empty() && parameter.evidence.is_empty() {
        return docs.say(&format!("Parameter {}.", code(&parameter.name)));
    }
    docs
}

/// The argument that sends `values`, the texts that a sample has for a parameter; none where its type does not take them, or
/// would send others.
pub(in crate::emit) fn literal(parameter: &Parameter, values: &[String]) -> Option<TokenStream> {
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
        Schema::Integer { .. } | Schema::SecretInteger => {
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
pub(in crate::emit) fn placeholder(parameter: &Parameter, text: &str) -> Vec<String> {
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
        Schema::Integer { .. } | Schema::Number { .. } | Schema::SecretInteger => {
            listed.filter(|value| of_scalar(schema, value).is_some()).unwrap_or_else(|| "1".to_owned())
        }
        Schema::Enum(one_of) => one_of.values.first().map(|it| it.value.clone()).unwrap_or_default(),
        _ => listed.unwrap_or_else(|| text.to_owned()),
    }]
}
