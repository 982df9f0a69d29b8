//! Objects as structs: with a constructor and setters where the caller makes them, plain where the service does.
//!
//! Knows one object at a time. What is nested is known by name.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::field::{FieldStyle, field};
use super::{template, value};
use crate::emit::docs::comment::{DocComment, and};
use crate::emit::docs::text::code;
use crate::emit::plan::init::{are_named, fixed, is_fixed, only_template};
use crate::emit::plan::types::Role;
use crate::emit::syntax::json_literal;
use crate::emit::syntax::names::ident;
use crate::model::{Constant, Object, Property, Why};
use crate::naming::required_name;

/// What a constructor takes for a field.
pub(in crate::emit) struct Argument {
    pub(in crate::emit) name: Ident,
    /// What it is given as.
    pub(in crate::emit) given: TokenStream,
    /// The very type of the field.
    pub(in crate::emit) exact: TokenStream,
}

/// The arguments that a constructor takes for `properties`.
pub(in crate::emit) fn arguments<'p>(
    properties: impl Iterator<Item = &'p Property>,
    boxed: &dyn Fn(&str) -> bool,
) -> Vec<Argument> {
    let argument = |property: &Property| {
        let exact = value::field(&property.schema);
        let exact = match value::name(&property.schema) {
            Some(name) if boxed(&name.to_string()) => quote!(Box<#exact>),
            _ if value::is_nullable(property) && property.required => quote!(Option<#exact>),
            _ => exact,
        };
        Argument { name: ident(&property.ident), given: value::asked(property, boxed), exact }
    };
    properties.map(argument).collect()
}

/// What the constructor of a type takes, as the macros of the runtime do.
pub(in crate::emit) fn constructor(ty: &Ident, arguments: &[Argument]) -> TokenStream {
    if are_named(arguments.len()) {
        let required = ident(&required_name(&ty.to_string()));
        let fields = arguments.iter().map(|Argument { name, exact, .. }| quote!(#name: #exact));
        return quote!(#required { #(#fields),* });
    }
    let arguments = arguments.iter().map(|Argument { name, given, .. }| quote!(#name: #given));
    quote!(#(#arguments),*)
}

/// The struct that a caller makes, and the structs of its connection strings' parts.
///
/// An object of which the documentation fixes all has a `new` that takes what is fixed, so that sources that fix other
/// values can have the same type: whoever holds it fills it in.
pub(in crate::emit) fn request(
    object: &Object,
    docs: DocComment,
    boxed: &dyn Fn(&str) -> bool,
) -> TokenStream {
    let name = ident(&object.name);
    let docs = docs.evidence(&object.evidence);
    let docs = unstated(object).iter().fold(docs, |docs, unstated| docs.say(unstated)).outer();
    let takes_fixed = is_fixed(object);
    let how = FieldStyle { role: Role::Request, takes_fixed, boxed };
    let fields = object.properties.iter().map(|property| field(property, &how));
    let new = match takes_fixed {
        true => {
            let fixed = arguments(fixed(object), boxed);
            let fixed = fixed.iter().map(|Argument { name, given, .. }| quote!(#name: #given));
            quote!(#(#fixed),*)
        }
        false => constructor(&name, &arguments(object.asked(), boxed)),
    };
    let from_parts = only_template(object).map(template::from_parts);
    let from_parts = from_parts.map(|from_parts| quote!(impl #name { #from_parts }));
    let parts = object.properties.iter().filter_map(template::parts);
    quote! {
        runtime::object! { #docs pub struct #name(#new) { #(#fields),* } }
        #from_parts
        #(#parts)*
    }
}

/// The struct that the service makes.
pub(in crate::emit) fn response(
    object: &Object,
    docs: DocComment,
    boxed: &dyn Fn(&str) -> bool,
) -> TokenStream {
    let name = ident(&object.name);
    let docs = docs.evidence(&object.evidence).outer();
    let how = FieldStyle { role: Role::Response, takes_fixed: false, boxed };
    let fields = object.properties.iter().map(|property| field(property, &how));
    quote!(runtime::response! { #docs pub struct #name { #(#fields),* } })
}

/// Of which properties the documentation does not say whether they are required: said once, and not with each.
pub(in crate::emit) fn unstated(object: &Object) -> Option<String> {
    let is_unstated = |property: &&Property| property.why == Why::Unstated && !property.required;
    let names = object.properties.iter().filter(is_unstated).map(|property| code(&property.name));
    let names: Vec<String> = names.collect();
    let are = if names.len() == 1 { "is" } else { "are" };
    (!names.is_empty()).then(|| format!("Not documented: whether {} {are} required.", and(&names)))
}

/// A constant. All of `properties` have it, in bodies of the types `holders`.
pub(in crate::emit) fn constant(
    constant: &Constant,
    properties: &[&Property],
    holders: &[String],
) -> TokenStream {
    let name = ident(&constant.name);
    let (ty, value) = literal(&constant.value);
    let mut paths: Vec<String> = properties.iter().map(|property| code(&property.path)).collect();
    paths.dedup();
    let holders: Vec<String> = holders.iter().map(|name| format!("[`{name}`]")).collect();
    let holders = if holders.is_empty() { String::new() } else { format!(" of {}", and(&holders)) };
    let mut docs =
        DocComment::new().say(&format!("What the documentation fixes for {}{holders}.", and(&paths)));
    let mut said: HashSet<&str> = HashSet::new();
    for description in properties.iter().flat_map(|property| &property.descriptions) {
        if said.insert(description) {
            docs = docs.words(description);
        }
    }
    if let Some(settled) = properties.iter().find_map(|property| property.settled.as_ref()) {
        docs = docs.settled(settled);
    }
    let evidence: Vec<_> = properties.iter().flat_map(|property| property.evidence.clone()).collect();
    let docs = docs.evidence(&evidence).outer();
    quote!(#docs pub const #name: #ty = #value;)
}

/// The type and value of a constant; the plan has made it one of these.
fn literal(value: &serde_json::Value) -> (TokenStream, TokenStream) {
    match (value.as_bool(), value.as_i64()) {
        (Some(is), _) => (quote!(bool), quote!(#is)),
        (_, Some(number)) => (quote!(i64), json_literal::whole(number)),
        _ => {
            let text = value.as_str().unwrap_or_default();
            (quote!(&str), quote!(#text))
        }
    }
}
