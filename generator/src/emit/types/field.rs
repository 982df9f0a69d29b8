//! A property as a field of an object: how it is made, its type, and how it is in JSON, in the words of the runtime's
//! macros.
//!
//! Knows one property at a time.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::value::{self, is_nullable, item, tells_null};
use crate::emit::docs::comment::{DocComment, place};
use crate::emit::docs::text::{code, safe};
use crate::emit::plan::init::{FieldInit, init, is_fixed, unasked};
use crate::emit::plan::item_module::ItemModule;
use crate::emit::plan::types::Role;
use crate::emit::syntax::names::ident;
use crate::model::{Evidence, Property, Schema, Why};

/// How the objects that a property belongs to are written.
pub(in crate::emit) struct FieldStyle<'a> {
    /// Who makes it.
    pub(in crate::emit) role: Role,
    /// Whether its constructor takes what the documentation fixes.
    pub(in crate::emit) takes_fixed: bool,
    /// Whether what it holds by a name is boxed.
    pub(in crate::emit) boxed: &'a dyn Fn(&str) -> bool,
}

/// The field of a property.
pub(in crate::emit) fn field(property: &Property, how: &FieldStyle<'_>) -> TokenStream {
    let name = ident(&property.ident);
    let (mode, ty, init) = match how.role {
        Role::Request => made(property, how),
        Role::Response => (answered(property), whole(property, how), None),
    };
    let docs = described(property, how).outer();
    let null = (how.role == Role::Request && tells_null(property)).then(|| {
        let null = value::null_setter(property);
        quote!(/ #null)
    });
    let is_named = name == property.name.as_str();
    let wire = (!is_named).then_some(&property.name).map(|name| quote!(as #name));
    let init = init.map(|init| quote!(= #init));
    let at = at(&property.evidence);
    quote!(#docs #mode #name #null: #ty #wire #init #at)
}

/// Where it is, as the macros take it.
pub(in crate::emit) fn at(evidence: &[Evidence]) -> Option<TokenStream> {
    let place = place(evidence);
    (!place.is_empty()).then(|| quote!(=> #place))
}

fn is_optional(property: &Property) -> bool {
    !property.required
}

fn boxed(ty: TokenStream, property: &Property, how: &FieldStyle<'_>) -> TokenStream {
    match value::name(&property.schema) {
        Some(name) if (how.boxed)(&name.to_string()) => quote!(Box<#ty>),
        _ => ty,
    }
}

/// The type of a field that is not a list of its own.
fn whole(property: &Property, how: &FieldStyle<'_>) -> TokenStream {
    boxed(value::field(&property.schema), property, how)
}

/// How the service makes it.
fn answered(property: &Property) -> Ident {
    format_ident!(
        "{}",
        match (property.schema.is_text(), is_optional(property)) {
            (true, false) => "text",
            (true, true) => "optional_text",
            (false, false) if is_nullable(property) => "nullable",
            (false, false) => "required",
            (false, true) if tells_null(property) => "optional_null",
            // else `null` would be read as absent
            (false, true) if property.schema == Schema::Any => "optional_any",
            (false, true) => "optional",
        }
    )
}

/// How a caller makes it, its type, and what it is filled with.
fn made(property: &Property, how: &FieldStyle<'_>) -> (Ident, TokenStream, Option<TokenStream>) {
    let mode = answered(property);
    let list = match &property.schema {
        Schema::Array { items } => Some(value::field(item(items))),
        _ => None,
    };
    let whole = whole(property, how);
    match (init(property), &property.schema) {
        (FieldInit::Absent, _) => match list {
            Some(items) => (format_ident!("{mode}_list"), items, None),
            None => (mode, whole, None),
        },
        (FieldInit::Constant(_), _) if how.takes_fixed => (mode, whole, None),
        (FieldInit::Constant(constant), schema) => {
            let constant = ident(constant);
            let value = match schema {
                Schema::String => quote!(#constant.to_owned()),
                Schema::Boolean { .. } | Schema::Integer { .. } => quote!(#constant),
                _ => quote!(#constant.into()),
            };
            let mode = if schema.is_text() { "fixed_text" } else { "fixed" };
            (format_ident!("{mode}"), whole, Some(value))
        }
        (FieldInit::Default, Schema::Object(object)) if how.takes_fixed && is_fixed(object) => {
            (mode, whole, None)
        }
        (FieldInit::Default, Schema::Object(object)) => (
            format_ident!("filled"),
            whole,
            Some(unasked(&ItemModule::Own.path(&object.name), object, ItemModule::Own)),
        ),
        // what is in dispute is asked for, whether or not it is required
        (_, _) if is_optional(property) => {
            let name = ident(&property.ident);
            let value = value::from_asked(property, &quote!(#name));
            let value = if tells_null(property) { quote!(Some(#value)) } else { value };
            match list {
                Some(items) => (format_ident!("{mode}_list"), items, Some(quote!(Some(#value)))),
                None => (mode, whole, Some(quote!(Some(#value)))),
            }
        }
        (_, _) => match list.filter(|_| mode == "required") {
            Some(items) => (format_ident!("list"), items, None),
            None => (mode, whole, None),
        },
    }
}

/// What the documentation says of a property.
fn described(property: &Property, how: &FieldStyle<'_>) -> DocComment {
    let docs = property.descriptions.iter().fold(DocComment::new(), |docs, text| docs.words(text));
    let is_listed = matches!(property.schema.innermost(), Schema::Enum(_)) || property.constant.is_some();
    let values = if is_listed { &[][..] } else { &property.values };
    let mut docs = docs.bounds(property.default.as_deref(), values, &property.limits);
    if let Some(dispute) = &property.dispute {
        docs = docs.dispute(dispute);
    }
    // Of a connection string the struct of its parts says it.
    if let Some(settled) = property.settled.as_ref().filter(|_| property.template.is_none()) {
        docs = docs.settled(settled);
    }
    if let Why::Configured(reason) = &property.why {
        let word = if property.required { "Required" } else { "Optional" };
        docs = docs.say(&format!("{word}: {}", safe(reason)));
    }
    if how.role == Role::Request
        && let Some(constant) = property.constant.as_ref().filter(|_| !property.required)
    {
        docs = docs.also(&format!("The documentation knows one value: [`{}`].", ident(&constant.name)));
    }
    if docs.is_empty() && property.evidence.is_empty() {
        docs = docs.say(&format!("Property {}.", code(&property.path)));
    }
    docs
}
