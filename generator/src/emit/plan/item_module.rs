//! Where an item is, as whoever names it sees it.
//!
//! The objects that the docs define by a name are called like nothing else in the client, and are named alone. What they
//! hold may be called as something of a source is: it is named with its module.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};

use crate::emit::syntax::names::ident;
use crate::naming::required_name;

/// The module that an item is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::emit) enum ItemModule {
    /// That of the source, or whichever it is written in: its items are named alone.
    Own,
    /// That of the objects that the docs define by a name.
    Schemas,
}

impl ItemModule {
    /// How an item of this module is named.
    pub(in crate::emit) fn path(self, name: &str) -> TypePath<'_> {
        TypePath { scope: self, name }
    }
}

/// The name of an item, with its module where it needs one.
pub(in crate::emit) struct TypePath<'n> {
    scope: ItemModule,
    name: &'n str,
}

impl TypePath<'_> {
    /// That of the struct of what its constructor asks for.
    pub(in crate::emit) fn required(&self) -> TokenStream {
        let name = required_name(&ident(self.name).to_string());
        self.scope.path(&name).into_token_stream()
    }
}

impl ToTokens for TypePath<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = ident(self.name);
        tokens.append_all(match self.scope {
            ItemModule::Own => quote!(#name),
            ItemModule::Schemas => quote!(schemas::#name),
        });
    }
}
