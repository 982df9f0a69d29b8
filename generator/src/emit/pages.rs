//! Lists that come page by page: how the next page is asked for, in the words of the runtime's macro.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{DocComment, pointer};
use super::names::ident;
use super::text::code;
use super::value;
use crate::model::{PageStep, Pagination};

/// That an operation, a type of this name, is answered with pages.
pub(super) fn paged(name: &proc_macro2::Ident, pages: &Pagination<'_>) -> TokenStream {
    let item = value::field(value::item(pages.item));
    let list = pages.list.map(|property| ident(&property.ident)).map(|list| quote!(in #list));
    let next = match pages.next {
        PageStep::Link(_) => quote!(Link),
        PageStep::Url(property) => {
            let property = ident(&property.ident);
            quote!(Url of #property)
        }
        PageStep::Number(parameter, first) => {
            let (name, first) = (&parameter.name, proc_macro2::Literal::u64_unsuffixed(first));
            quote!(Number(#name, #first))
        }
        PageStep::Cursor(property, parameter) => {
            let (name, property) = (&parameter.name, ident(&property.ident));
            quote!(Cursor(#name) of #property)
        }
    };
    quote!(runtime::pages! { #name #list -> #item = #next })
}

/// What is said of the pages of an operation.
pub(super) fn told(pages: &Pagination<'_>, docs: DocComment) -> DocComment {
    let next = match pages.next {
        PageStep::Link(_) => "the header `Link`".to_owned(),
        PageStep::Url(property) => format!("the URL in {}", code(&property.name)),
        PageStep::Number(parameter, _) => format!("the number in {}", code(&parameter.name)),
        PageStep::Cursor(property, parameter) => {
            format!("{}, which {} takes", code(&property.name), code(&parameter.name))
        }
    };
    let place = pointer(&pages.evidence());
    docs.say(&format!(
        "One page of a list: [`Client::items`](crate::Client::items) gives all of it, by {next} ({place})."
    ))
}
