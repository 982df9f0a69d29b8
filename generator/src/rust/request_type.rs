//! Whether a user of the crate can make a request of a documented sample, and how: by its public fields, or read as a whole.

use syn::{Field, Fields, Item, ItemStruct, Type, Visibility};

use super::endpoint::{RequestField, RequestType, Sends};
use super::known_types::known;
use super::literal;
use super::public::public_path;
use super::serde_attributes::{Direction, SerdeAttributes, renamed};
use super::syntax::{arguments, type_name, type_path};
use super::tree::{ItemId, Tree};

/// More types within types than any field has.
const DEEPEST: usize = 8;

/// A struct whose derive makes it a request; `is_sent` is true of the fields of its body.
pub(super) fn of_struct(
    tree: &Tree,
    name: &str,
    id: ItemId,
    it: &ItemStruct,
    is_sent: impl Fn(&Field) -> bool,
) -> Option<RequestType> {
    let Fields::Named(fields) = &it.fields else { return None };
    let container = SerdeAttributes::of(&it.attrs, Direction::Sent);
    let is_closed = it.attrs.iter().any(|it| it.path().is_ident("non_exhaustive"));
    if is_closed || !it.generics.params.is_empty() {
        return None;
    }
    let field = |field: &Field| {
        let ident = field.ident.as_ref()?.to_string();
        let serde = SerdeAttributes::of(&field.attrs, Direction::Sent);
        if !matches!(field.vis, Visibility::Public(_)) || serde.flatten || serde.by_hand {
            return None;
        }
        let is_optional = type_name(&field.ty).is_some_and(|name| name == "Option");
        let is_text = type_name(&field.ty).is_some_and(|name| name == "String");
        let sent = serde.rename.clone().unwrap_or_else(|| {
            renamed(ident.trim_start_matches("r#"), container.rename_all.as_deref(), false)
        });
        let sends = if !is_sent(field) || serde.skip {
            match (is_text, is_optional) {
                (true, _) => Sends::AnyText,
                (_, true) => Sends::Nothing,
                _ => return None,
            }
        } else if is_readable(tree, id.module, &field.ty, DEEPEST) {
            Sends::Member(sent)
        } else if is_optional {
            Sends::NeverThis(sent)
        } else {
            return None;
        };
        Some(RequestField { ident, sends })
    };
    Some(RequestType {
        path: format!("{}::{}", name.replace('-', "_"), public_path(tree, id)?),
        fields: fields.named.iter().map(field).collect::<Option<_>>()?,
        body_of: Some(trait_of_derive(tree, it)?),
    })
}

/// A type that is sent as a whole, and can be read as well.
pub(super) fn of_whole(tree: &Tree, name: &str, module: usize, ty: &Type) -> Option<RequestType> {
    let item = tree.resolve(module, type_path(ty)?)?;
    let Item::Struct(it) = tree.item(item)? else { return None };
    let is_both = literal::derives(&it.attrs, "Serialize") && literal::derives(&it.attrs, "Deserialize");
    (is_both && it.generics.params.is_empty()).then_some(())?;
    let path = format!("{}::{}", name.replace('-', "_"), public_path(tree, item)?);
    Some(RequestType { path, fields: Vec::new(), body_of: None })
}

/// Whether a value of a type can be read from JSON.
fn is_readable(tree: &Tree, module: usize, ty: &Type, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let Some(path) = type_path(ty).filter(|_| matches!(ty, Type::Path(_))) else { return false };
    if let Some(id) = tree.resolve(module, path) {
        return match tree.item(id) {
            Some(Item::Type(it)) => is_readable(tree, id.module, &it.ty, depth),
            Some(Item::Struct(it)) => literal::derives(&it.attrs, "Deserialize"),
            Some(Item::Enum(it)) => literal::derives(&it.attrs, "Deserialize"),
            _ => false,
        };
    }
    type_name(ty).is_some_and(|name| known(&name).is_some())
        && arguments(ty).into_iter().all(|it| is_readable(tree, module, it, depth))
}

/// The trait of another crate that a derive of a struct implements, as the crate's own `use` names it beside the derive.
fn trait_of_derive(tree: &Tree, it: &ItemStruct) -> Option<String> {
    let derives = literal::expanded(&it.attrs).into_iter().filter(|meta| meta.path().is_ident("derive"));
    let names = derives.flat_map(|meta| literal::inner(&meta)).filter_map(|meta| {
        let last = meta.path().segments.last()?.ident.to_string();
        (!["Builder", "Clone", "Debug", "Default", "Serialize", "Deserialize"].contains(&last.as_str()))
            .then_some(last)
    });
    names.into_iter().find_map(|name| {
        let of_others = tree
            .modules
            .iter()
            .enumerate()
            .filter(|(module, _)| tree.resolve_names(*module, std::slice::from_ref(&name)).is_none());
        let uses = of_others.filter_map(|(_, module)| module.uses.get(&name));
        let is_macro =
            |first: &String| ["_derive", "_macros", "_macro"].iter().any(|end| first.ends_with(end));
        let is_outer = |path: &&Vec<String>| {
            path.len() > 1
                && path
                    .first()
                    .is_some_and(|it| !is_macro(it) && !["crate", "super", "self"].contains(&it.as_str()))
        };
        uses.filter(is_outer).min().map(|path| path.join("::"))
    })
}
