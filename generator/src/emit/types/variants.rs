//! One of several shapes as an enum that a tag decides, and that keeps shapes it does not know.
//!
//! Knows the variants' contents by name.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs::comment::DocComment;
use crate::emit::docs::text;
use crate::emit::plan::types::Role;
use crate::emit::syntax::names::ident;
use crate::model::{Object, OneOf, Schema, Variant};

/// Bytes of a content from which clippy may find it large beside another.
const LARGE: usize = 160;

/// The enum.
pub(in crate::emit) fn one_of(one_of: &OneOf, role: Role, docs: DocComment) -> TokenStream {
    let (name, tag, content) = (ident(&one_of.name), &one_of.tag, &one_of.content);
    let evidence: Vec<_> =
        one_of.variants.iter().flat_map(|variant| variant.content.evidence.clone()).collect();
    let docs = docs.evidence(&evidence).outer();
    let large = one_of.variants.iter().any(|variant| size(&variant.content) > LARGE);
    let allow = large.then(|| quote!(#[allow(clippy::large_enum_variant)]));
    let variants = one_of.variants.iter().map(|variant| {
        let (variant_name, ty, value) = (ident(&variant.name), ident(&variant.content.name), &variant.value);
        let docs = DocComment::new().say(&format!("With {} {}.", text::code(tag), text::code(value)));
        let docs = docs.notices(&variant.notices).evidence(&variant.content.evidence).outer();
        let rename = (variant_name != value).then(|| quote!(#[serde(rename = #value)]));
        quote!(#docs #rename #variant_name(#ty))
    });
    let mut known = BTreeSet::new();
    let convertible =
        |variant: &&Variant| role == Role::Request && known.insert(variant.content.name.clone());
    let conversions = one_of.variants.iter().filter(convertible).map(|variant| {
        let (variant, ty) = (ident(&variant.name), ident(&variant.content.name));
        quote! {
            impl From<#ty> for #name {
                fn from(content: #ty) -> Self { Self::#variant(content) }
            }
        }
    });
    let (derived, written) = match one_of.content_first {
        false => (Some(quote!(Serialize,)), None),
        true => (None, Some(content_first(one_of))),
    };
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, #derived Deserialize)]
        #[serde(tag = #tag, content = #content)]
        #[non_exhaustive]
        #allow
        pub enum #name {
            #(#variants,)*
            /// One that the documentation does not describe, as it is.
            #[serde(untagged)]
            Other(Extra),
        }
        #written
        #(#conversions)*
    }
}

/// How the enum is written where the docs have the content first, which serde's own way cannot.
fn content_first(one_of: &OneOf) -> TokenStream {
    let (name, tag, content) = (ident(&one_of.name), &one_of.tag, &one_of.content);
    let variants = one_of.variants.iter().map(|variant| {
        let (variant, value) = (ident(&variant.name), &variant.value);
        quote!(Self::#variant(content) => runtime::content_first(to, (#content, content), (#tag, #value)))
    });
    quote! {
        impl Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#variants,)*
                    Self::Other(other) => other.serialize(to),
                }
            }
        }
    }
}

/// About how many bytes a value takes.
pub(in crate::emit) fn size(object: &Object) -> usize {
    const MAP: usize = 72;
    const OTHER: usize = 32;
    let sizes = object.properties.iter().map(|property| match &property.schema {
        Schema::Object(object) => size(object),
        Schema::OneOf(one_of) => {
            one_of.variants.iter().map(|variant| size(&variant.content)).max().unwrap_or(MAP)
        }
        _ => OTHER,
    });
    sizes.sum::<usize>() + MAP
}
