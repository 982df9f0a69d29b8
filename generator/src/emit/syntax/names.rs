//! Names as tokens, and the names that tokens have.
//!
//! The model's names are identifiers already; what is here only keeps a wrong one from becoming wrong code. Knows no model and
//! writes no items.

use std::collections::HashSet;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};

use crate::naming;

/// `name` as an identifier: as it is, raw (`r#type`), or made one.
pub(in crate::emit) fn ident(name: &str) -> Ident {
    let name = naming::identifier(name);
    if naming::is_keyword(&name) {
        return Ident::new_raw(&name, Span::call_site());
    }
    Ident::new(&name, Span::call_site())
}

/// What some tokens name by itself, and not as a part of what is named before it.
#[derive(Default)]
pub(in crate::emit) struct TokenNames {
    idents: HashSet<String>,
}

impl TokenNames {
    /// What `tokens` name.
    pub(in crate::emit) fn of(tokens: &TokenStream) -> Self {
        Self::taken(tokens.clone()).0
    }

    /// What `tokens` name, and these again. They are taken apart and put together, as whoever only looks at tokens copies
    /// each.
    pub(in crate::emit) fn taken(tokens: TokenStream) -> (Self, TokenStream) {
        let mut mentions = Self::default();
        let tokens = mentions.add(tokens);
        (mentions, tokens)
    }

    fn add(&mut self, tokens: TokenStream) -> TokenStream {
        // how many of the `::` are before it that make a name one of what is before them
        let mut colons = 0;
        let look = |token| match token {
            TokenTree::Group(group) => {
                let (delimiter, tokens) = (group.delimiter(), group.stream());
                drop(group);
                Group::new(delimiter, self.add(tokens)).into()
            }
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                if std::mem::take(&mut colons) < 2 {
                    self.idents.insert(name);
                }
                TokenTree::Ident(ident)
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' => {
                colons += 1;
                TokenTree::Punct(mark)
            }
            other => {
                colons = 0;
                other
            }
        };
        tokens.into_iter().map(look).collect()
    }

    /// Their identifiers, in no order.
    pub(in crate::emit) fn idents(&self) -> impl Iterator<Item = &str> {
        self.idents.iter().map(String::as_str)
    }

    /// Whether they have `name` as an identifier.
    pub(in crate::emit) fn has(&self, name: &str) -> bool {
        self.idents.contains(name)
    }
}
