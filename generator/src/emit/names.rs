//! Any text as a Rust identifier, and any set of names without a double.
//!
//! The model's names are idents already; what is here only keeps a wrong one from becoming wrong code. Knows no
//! model and writes no items.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

/// `name` as an identifier: as it is, raw (`r#type`), or mended.
pub(super) fn ident(name: &str) -> Ident {
    let parsed = |text: &str| syn::parse_str::<Ident>(text).ok();
    parsed(name)
        .or_else(|| parsed(&format!("r#{name}")))
        .unwrap_or_else(|| Ident::new(&mended(name), Span::call_site()))
}

/// Every character that no identifier has as `_`, and a letter in front where one is needed.
fn mended(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let first = plain.chars().find(|c| *c != '_');
    match first {
        None => "unnamed".to_owned(),
        // `self`, `Self`, `super` and `crate` cannot be raw.
        Some(c) if c.is_ascii_alphabetic() => format!("{plain}_"),
        Some(_) => format!("n{plain}"),
    }
}

/// Whether `tokens` have `name` as an identifier.
pub(super) fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Names of one namespace, each given once.
#[derive(Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// A namespace in which `reserved` are taken.
    pub(super) fn reserving(reserved: &[&str]) -> Self {
        Self(reserved.iter().map(|name| (*name).to_owned()).collect())
    }

    /// `name` as an identifier, or else the first of it + `suffix`, it + `suffix` + `2` … that is free.
    pub(super) fn take(&mut self, name: &str, suffix: &str) -> String {
        let name = ident(name).to_string();
        let name = name.trim_start_matches("r#");
        let base = name.trim_end_matches('_');
        let mut free = name.to_owned();
        let mut number = 1;
        while !self.0.insert(free.clone()) {
            free = if number == 1 { format!("{base}{suffix}") } else { format!("{base}{suffix}{number}") };
            number += 1;
        }
        free
    }
}
