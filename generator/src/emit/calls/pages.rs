//! Lists that come page by page: how the next page is asked for, in the words of the runtime's macro.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs::comment::{DocComment, pointer};
use crate::emit::docs::text::code;
use crate::emit::plan::item_module::ItemModule;
use crate::emit::syntax::names::ident;
use crate::emit::types::value;
use crate::model::{PageMark, PageStep, Pagination, Schema};

/// That an operation, a type of this name, is answered with pages, which `answer` is.
pub(super) fn paged(
    name: &proc_macro2::Ident,
    pages: &Pagination<'_>,
    answer: Option<&Schema>,
) -> TokenStream {
    let item = match (answer, pages.item) {
        // it is beside the object that holds it
        (Some(Schema::Named { .. }), Schema::Object(item)) => {
            let item = ItemModule::Schemas.path(&item.name);
            quote!(crate::#item)
        }
        (_, item) => value::field(value::item(item)),
    };
    let list = pages.list.map(|property| ident(&property.ident)).map(|list| quote!(in #list));
    let next = match pages.next {
        PageStep::Link(_) => quote!(Link),
        PageStep::Url(mark) => {
            let mark = place(&mark);
            quote!(Url of #mark)
        }
        PageStep::Number(parameter, first) => {
            let (name, first) = (&parameter.name, proc_macro2::Literal::u64_unsuffixed(first));
            quote!(Number(#name, #first))
        }
        PageStep::Cursor(mark, parameter) => {
            let (name, mark) = (&parameter.name, place(&mark));
            quote!(Cursor(#name) of #mark)
        }
    };
    quote!(runtime::pages! { #name #list -> #item = #next })
}

/// What is said of the pages of an operation.
pub(in crate::emit) fn described(pages: &Pagination<'_>, docs: DocComment) -> DocComment {
    let next = match pages.next {
        PageStep::Link(_) => "the header `Link`".to_owned(),
        PageStep::Url(mark) => format!("the URL in {}", code(&mark.name())),
        PageStep::Number(parameter, _) => format!("the number in {}", code(&parameter.name)),
        PageStep::Cursor(mark, parameter) => {
            format!("{}, which {} takes", code(&mark.name()), code(&parameter.name))
        }
    };
    let place = pointer(&pages.evidence());
    docs.say(&format!(
        "One page of a list: [`Client::items`](crate::Client::items) gives all of it, by {next} ({place})."
    ))
}

/// Where the answer has it: `next_cursor`, or `meta?.next_cursor` of an object that may be absent.
fn place(mark: &PageMark<'_>) -> TokenStream {
    let property = ident(&mark.property.ident);
    match mark.within {
        Some(within) => {
            let (name, absent) = (ident(&within.ident), (!within.required).then(|| quote!(?)));
            quote!(#name #absent.#property)
        }
        None => quote!(#property),
    }
}
