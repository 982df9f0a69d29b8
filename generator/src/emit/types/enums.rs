//! Texts of which the docs list values, as enums that keep others.
//!
//! What such an enum can do is the runtime's.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::docs::comment::DocComment;
use crate::emit::syntax::names::ident;
use crate::model::Enum;

/// The enum, as the macro of the runtime takes it.
pub(in crate::emit) fn one_of_texts(one_of: &Enum, docs: DocComment) -> TokenStream {
    let (docs, name) = (docs.outer(), ident(&one_of.name));
    let variants = one_of.values.iter().map(|listed| {
        let (variant, value) = (ident(&listed.name), Literal::string(&listed.value));
        quote!(#variant = #value)
    });
    quote! {
        runtime::open_enum! { #docs pub enum #name { #(#variants),* } }
    }
}
