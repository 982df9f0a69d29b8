//! The lints of clippy that a client allows, as the documentation names things that Rust has a convention for (`is_open` that
//! takes `self`, `default` that is a setter, `foo` that is no name), and lists in lists.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::plan::source_module::SourceModule;
use crate::model::{Operation, Schema};

/// Allows the lints of clippy that hold the name of one of these setters, which is the documentation's, for a convention of
/// Rust's, or that of an argument for a placeholder.
pub(in crate::emit) fn allowed<'a>(
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

/// Lists in lists beyond which clippy finds a type complex.
const MANY_LISTS: usize = 3;

/// Allows types of lists in lists, where the documentation has them.
pub(in crate::emit) fn complex(module: &SourceModule) -> Option<TokenStream> {
    let is_complex = |schema: &Schema| {
        let mut lists = 0;
        let mut held = schema;
        while let Schema::Array { items } = held {
            lists += 1;
            held = items;
        }
        lists > MANY_LISTS
    };
    let mut found = false;
    for body in module.source.operations.iter().flat_map(Operation::bodies) {
        found |= is_complex(body);
        body.properties(&mut |property| found |= is_complex(&property.schema));
    }
    found.then(|| quote!(#![allow(clippy::type_complexity)]))
}
