//! The Rust type of a schema: of a field, of an argument, and how one becomes the other.
//!
//! Knows one value at a time and no items.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::syntax::names::ident;
use crate::model::{Property, Schema};
use crate::naming;

/// The type of a field.
pub(in crate::emit) fn field(schema: &Schema) -> TokenStream {
    match schema {
        Schema::String => quote!(String),
        Schema::Secret => quote!(Secret),
        Schema::Boolean { .. } => quote!(bool),
        Schema::Integer { .. } => quote!(i64),
        // Not `f64`, which would send 5 as 5.0.
        Schema::Number { .. } => quote!(serde_json::Number),
        Schema::BigInteger | Schema::BigNumber => quote!(runtime::Number),
        Schema::SecretInteger => quote!(runtime::SecretNumber),
        Schema::Any => quote!(runtime::Json),
        Schema::Binary => quote!(runtime::File),
        Schema::Map { values } => {
            let value = field(item(values));
            quote!(std::collections::BTreeMap<String, #value>)
        }
        Schema::Array { items } => {
            let item = field(item(items));
            quote!(Vec<#item>)
        }
        Schema::Id { .. } | Schema::Enum(_) | Schema::Named { .. } | Schema::Object(_) | Schema::OneOf(_) => {
            let name = name(schema);
            quote!(#name)
        }
    }
}

/// What an array holds. Within one, a number or boolean that is sent as text stays text.
pub(in crate::emit) fn item(items: &Schema) -> &Schema {
    if items.is_text() { &Schema::String } else { items }
}

/// The name of a type that has one.
pub(in crate::emit) fn name(schema: &Schema) -> Option<proc_macro2::Ident> {
    match schema {
        Schema::Id { name } | Schema::Named { name } => Some(ident(name)),
        Schema::Enum(one_of) => Some(ident(&one_of.name)),
        Schema::Object(object) => Some(ident(&object.name)),
        Schema::OneOf(one_of) => Some(ident(&one_of.name)),
        _ => None,
    }
}

/// The type of an argument from which the field is made.
pub(in crate::emit) fn argument(schema: &Schema) -> TokenStream {
    match schema {
        Schema::Array { items } if is_into(item(items)) => {
            let item = argument(item(items));
            quote!(impl IntoIterator<Item = #item>)
        }
        Schema::Array { items } => {
            let item = field(item(items));
            quote!(impl IntoIterator<Item = #item>)
        }
        _ => {
            let field = field(schema);
            if is_into(schema) || is_loose(schema) { quote!(impl Into<#field>) } else { field }
        }
    }
}

/// The field's value from an argument called `given`.
pub(super) fn from_argument(schema: &Schema, given: &TokenStream) -> TokenStream {
    match schema {
        Schema::Array { items } if is_into(item(items)) => {
            quote!(#given.into_iter().map(Into::into).collect())
        }
        Schema::Array { .. } => quote!(#given.into_iter().collect()),
        _ if is_into(schema) || is_loose(schema) => quote!(#given.into()),
        _ => given.clone(),
    }
}

/// Types that are taken as anything that becomes them, alone and in lists.
pub(in crate::emit) fn is_into(schema: &Schema) -> bool {
    matches!(schema, Schema::String | Schema::Secret | Schema::Id { .. } | Schema::Enum(_))
}

/// Types that are so only alone, for the items of one list need not be alike.
fn is_loose(schema: &Schema) -> bool {
    matches!(
        schema,
        Schema::Number { .. }
            | Schema::BigInteger
            | Schema::BigNumber
            | Schema::SecretInteger
            | Schema::Any
            | Schema::Binary
            | Schema::Map { .. }
            | Schema::Named { .. }
            | Schema::OneOf(_)
    )
}

/// The type of the argument from which a constructor makes a property.
pub(in crate::emit) fn asked(property: &Property, boxed: &dyn Fn(&str) -> bool) -> TokenStream {
    if is_nullable(property) && property.required {
        let ty = field(&property.schema);
        return quote!(Option<#ty>);
    }
    set(property, boxed)
}

/// The type of the argument from which a setter makes a property.
pub(in crate::emit) fn set(property: &Property, boxed: &dyn Fn(&str) -> bool) -> TokenStream {
    match name(&property.schema) {
        Some(name) if boxed(&name.to_string()) => quote!(impl Into<Box<#name>>),
        _ => argument(&property.schema),
    }
}

/// The property's value from that argument, called `given`.
pub(super) fn from_asked(property: &Property, given: &TokenStream) -> TokenStream {
    if is_nullable(property) && property.required {
        return given.clone();
    }
    let value = from_argument(&property.schema, given);
    if is_nullable(property) { quote!(Some(#value)) } else { value }
}

/// Whether a property may be `null` in a way that its type does not show already.
pub(in crate::emit) fn is_nullable(property: &Property) -> bool {
    property.nullable && property.schema != Schema::Any && !property.schema.is_text()
}

/// Whether absent and `null` are not the same for a property.
pub(in crate::emit) fn tells_null(property: &Property) -> bool {
    is_nullable(property) && !property.required
}

/// The setter by which such a property is `null`.
pub(in crate::emit) fn null_setter(property: &Property) -> proc_macro2::Ident {
    ident(&naming::null_name(&property.ident))
}
