//! Names that the documentation gives and that clippy takes for something else: `is_open` that takes `self`, `default` that is a
//! setter, `foo` that is no name.
//!
//! Knows names only.

use proc_macro2::TokenStream;
use quote::quote;

/// Allows the lints of clippy that hold the name of one of these setters, which is the documentation's, for a convention of
/// Rust's, or that of an argument for a placeholder.
pub(super) fn allowed<'a>(
    setters: impl Iterator<Item = &'a str>,
    mut arguments: impl Iterator<Item = &'a str>,
) -> Option<TokenStream> {
    const PLACEHOLDERS: &[&str] = &["foo", "baz", "quux"];
    const KINDS: &[&str] = &["from_", "into_", "is_", "to_", "as_"];
    const TRAITS: &[&str] = &[
        "add",
        "as_mut",
        "as_ref",
        "bitand",
        "bitor",
        "bitxor",
        "borrow",
        "clone",
        "cmp",
        "default",
        "deref",
        "div",
        "drop",
        "eq",
        "from_iter",
        "from_str",
        "hash",
        "index",
        "into_iter",
        "mul",
        "neg",
        "next",
        "not",
        "rem",
        "shl",
        "shr",
        "sub",
    ];
    let setters: Vec<&str> = setters.collect();
    let kinds = setters.iter().any(|name| KINDS.iter().any(|kind| name.starts_with(kind)));
    let traits = setters.iter().any(|name| TRAITS.contains(name));
    let lints = [
        arguments.any(|name| PLACEHOLDERS.contains(&name)).then(|| quote!(clippy::disallowed_names)),
        kinds.then(|| quote!(clippy::wrong_self_convention)),
        traits.then(|| quote!(clippy::should_implement_trait)),
    ];
    let lints: Vec<_> = lints.into_iter().flatten().collect();
    (!lints.is_empty()).then(|| quote!(#[allow(#(#lints),*)]))
}
