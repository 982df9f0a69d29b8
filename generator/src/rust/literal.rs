//! Literals and attributes: what is written out in the source.

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Lit, Meta, Token};

/// The text of an expression that is a string literal, in whatever wrapping.
pub(super) fn text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(it) => match &it.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::Reference(it) => text(&it.expr),
        Expr::Paren(it) => text(&it.expr),
        Expr::Group(it) => text(&it.expr),
        _ => None,
    }
}

/// The text of `name = "text"`.
pub(super) fn name_value(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(it) => text(&it.value),
        _ => None,
    }
}

/// The entries of `name(a, b = "c", d(..))`.
pub(super) fn entries(attribute: &Attribute) -> Vec<Meta> {
    let parser = Punctuated::<Meta, Token![,]>::parse_terminated;
    attribute.parse_args_with(parser).map(|it| it.into_iter().collect()).unwrap_or_default()
}

/// The attributes, with those that `cfg_attr` gives.
pub(super) fn expanded(attributes: &[Attribute]) -> Vec<Meta> {
    let mut all = Vec::new();
    for attribute in attributes {
        if attribute.path().is_ident("cfg_attr") {
            all.extend(entries(attribute).into_iter().skip(1));
        } else {
            all.push(attribute.meta.clone());
        }
    }
    all
}

/// The entries of `name(..)`.
pub(super) fn inner(meta: &Meta) -> Vec<Meta> {
    let parser = Punctuated::<Meta, Token![,]>::parse_terminated;
    match meta {
        Meta::List(it) => it.parse_args_with(parser).map(|it| it.into_iter().collect()).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Whether something derives a trait, by the trait's last name.
pub(super) fn derives(attributes: &[Attribute], name: &str) -> bool {
    let all = expanded(attributes);
    let derived = all.iter().filter(|meta| meta.path().is_ident("derive")).flat_map(inner);
    derived.into_iter().any(|it| it.path().segments.last().is_some_and(|last| last.ident == name))
}

/// Whether only tests see it.
pub(super) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_test = |meta: &Meta| meta.path().is_ident("test");
        attribute.path().is_ident("test")
            || (attribute.path().is_ident("cfg")
                && entries(attribute).iter().any(|meta| {
                    is_test(meta) || (meta.path().is_ident("all") && inner(meta).iter().any(is_test))
                }))
    })
}
