//! What users of a crate call its types: their paths from outside, where they have one.

use syn::{Item, Type, Visibility};

use super::syntax::{arguments, type_name, type_path};
use super::tree::{ItemId, Tree};

/// The type as a user of the crate writes it, if every part of it can be named: lists, options and types of the crate.
pub(super) fn public_type(tree: &Tree, name: &str, module: usize, ty: &Type) -> Option<String> {
    let own = type_name(ty)?;
    let inner: Option<Vec<String>> =
        arguments(ty).into_iter().map(|it| public_type(tree, name, module, it)).collect();
    let inner = inner?;
    let outer = match tree.resolve(module, type_path(ty)?) {
        Some(item) => format!("{}::{}", name.replace('-', "_"), public_path(tree, item)?),
        None => match own.as_str() {
            "Vec" | "Option" | "Box" | "String" | "bool" | "u8" | "u16" | "u32" | "u64" | "i32" | "i64"
            | "f64" => own,
            "HashMap" => "std::collections::HashMap".to_owned(),
            _ => return None,
        },
    };
    Some(if inner.is_empty() { outer } else { format!("{outer}<{}>", inner.join(", ")) })
}

/// The path of an item below the crate: its own, or one under which it is exported.
pub(super) fn public_path(tree: &Tree, id: ItemId) -> Option<String> {
    let (visibility, ident) = match tree.item(id)? {
        Item::Struct(it) => (&it.vis, &it.ident),
        Item::Enum(it) => (&it.vis, &it.ident),
        Item::Type(it) => (&it.vis, &it.ident),
        _ => return None,
    };
    if !matches!(visibility, Visibility::Public(_)) {
        return None;
    }
    let name = ident.to_string();
    if tree.modules.get(id.module)?.is_public {
        return Some(tree.path_of(id.module, &name));
    }
    let public = || tree.modules.iter().enumerate().filter(|(_, module)| module.is_public);
    let found = public().find_map(|(module, it)| {
        let is_it =
            |exported: &&String| tree.resolve_names(module, std::slice::from_ref(*exported)) == Some(id);
        it.exported.iter().find(is_it).map(|exported| tree.path_of(module, exported))
    });
    found.or_else(|| {
        public().find_map(|(module, it)| {
            let is_it = |path: &Vec<String>| {
                let whole = [path.as_slice(), std::slice::from_ref(&name)].concat();
                tree.resolve_names(module, &whole) == Some(id)
            };
            it.exported_globs.iter().any(is_it).then(|| tree.path_of(module, &name))
        })
    })
}
