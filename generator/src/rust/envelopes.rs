//! What wraps the answers of a crate's calls.

use std::collections::BTreeSet;

use syn::{Fields, Item, Type};

use super::literal;
use super::serde_attributes::{Direction, SerdeAttributes, renamed};
use super::tree::Tree;

/// The properties of generic types that hold the parameter itself: what wraps the answers of the crate's calls.
pub(super) fn envelopes(tree: &Tree) -> Vec<String> {
    let mut found = BTreeSet::new();
    for (_, _, item) in tree.items() {
        let (attributes, generics, holders): (_, _, Vec<&Fields>) = match item {
            Item::Struct(it) => (&it.attrs, &it.generics, vec![&it.fields]),
            Item::Enum(it) => (&it.attrs, &it.generics, it.variants.iter().map(|it| &it.fields).collect()),
            _ => continue,
        };
        let parameters: Vec<String> = generics.type_params().map(|it| it.ident.to_string()).collect();
        if parameters.is_empty() || !literal::derives(attributes, "Deserialize") {
            continue;
        }
        let is_tagged = matches!(item, Item::Enum(_));
        let serde = SerdeAttributes::of(attributes, Direction::Received);
        let named = holders.into_iter().filter_map(|fields| match fields {
            Fields::Named(it) if it.named.len() > 1 || is_tagged => Some(&it.named),
            _ => None,
        });
        for field in named.flatten() {
            let is_parameter =
                |ty: &Type| super::syntax::type_name(ty).is_some_and(|it| parameters.contains(&it));
            let inner = super::syntax::arguments(&field.ty);
            if is_parameter(&field.ty) || inner.into_iter().any(is_parameter) {
                let own = SerdeAttributes::of(&field.attrs, Direction::Received);
                let ident = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                let rule = serde.rename_all.as_deref().filter(|_| !is_tagged);
                found.insert(own.rename.unwrap_or_else(|| renamed(&ident, rule, false)));
            }
        }
    }
    found.into_iter().collect()
}
