//! The functions of a crate: free ones, those of types, those of traits, each with the type that `self` is.

use std::collections::HashMap;

use syn::visit::{self, Visit};
use syn::{Attribute, Block, ImplItem, Item, Signature, TraitItem};

use super::literal;
use super::syntax;
use super::tree::{ItemId, Tree};

/// One function.
#[derive(Clone, Copy)]
pub(super) struct Function<'t> {
    pub(super) module: usize,
    /// The type that it belongs to.
    pub(super) this: Option<ItemId>,
    pub(super) attributes: &'t [Attribute],
    pub(super) signature: &'t Signature,
    pub(super) block: &'t Block,
}

/// All functions.
#[derive(Default)]
pub(super) struct Functions<'t> {
    pub(super) all: Vec<Function<'t>>,
    by_item: HashMap<ItemId, usize>,
    by_method: HashMap<(ItemId, String), usize>,
}

impl<'t> Functions<'t> {
    /// Those of a crate.
    pub(super) fn of(tree: &'t Tree) -> Self {
        let mut all = Self::default();
        for (id, _, item) in tree.items() {
            let module = id.module;
            match item {
                Item::Fn(it) => {
                    all.by_item.insert(id, all.all.len());
                    let (signature, block) = (&it.sig, &*it.block);
                    all.all.push(Function { module, this: None, attributes: &it.attrs, signature, block });
                }
                Item::Impl(it) => {
                    let this = syntax::type_path(&it.self_ty).and_then(|path| tree.resolve(module, path));
                    for item in &it.items {
                        let ImplItem::Fn(it) = item else { continue };
                        if !literal::is_for_tests(&it.attrs) {
                            all.add(
                                this,
                                Function {
                                    module,
                                    this,
                                    attributes: &it.attrs,
                                    signature: &it.sig,
                                    block: &it.block,
                                },
                            );
                        }
                    }
                }
                Item::Trait(it) => {
                    for item in &it.items {
                        let TraitItem::Fn(it) = item else { continue };
                        let Some(block) = &it.default else { continue };
                        all.add(
                            Some(id),
                            Function { module, this: None, attributes: &it.attrs, signature: &it.sig, block },
                        );
                    }
                }
                _ => {}
            }
        }
        all
    }

    fn add(&mut self, owner: Option<ItemId>, function: Function<'t>) {
        if let Some(owner) = owner {
            self.by_method.entry((owner, function.signature.ident.to_string())).or_insert(self.all.len());
        }
        self.all.push(function);
    }

    /// A function by its item.
    pub(super) fn free(&self, item: ItemId) -> Option<Function<'t>> {
        self.all.get(*self.by_item.get(&item)?).copied()
    }

    /// The functions of the same type that call one on `self`.
    pub(super) fn callers_of(&self, function: Function<'t>) -> impl Iterator<Item = Function<'t>> {
        let calls = move |it: &Function<'t>| {
            let mut calls = CallsOfSelf { name: &function.signature.ident, is_found: false };
            calls.visit_block(it.block);
            calls.is_found
        };
        let owned = self.all.iter().copied().filter(move |it| it.this.is_some() && it.this == function.this);
        owned.filter(calls)
    }

    /// A function of a type.
    pub(super) fn method(&self, of: ItemId, name: &str) -> Option<Function<'t>> {
        self.all.get(*self.by_method.get(&(of, name.to_owned()))?).copied()
    }
}

/// Finds `self.name(..)`.
struct CallsOfSelf<'n> {
    name: &'n syn::Ident,
    is_found: bool,
}

impl<'a> Visit<'a> for CallsOfSelf<'_> {
    fn visit_expr_method_call(&mut self, it: &'a syn::ExprMethodCall) {
        self.is_found |=
            it.method == *self.name && syntax::ident(&it.receiver).is_some_and(|name| name == "self");
        visit::visit_expr_method_call(self, it);
    }
}

impl Function<'_> {
    /// The path of a function, without the crate.
    pub(super) fn path(&self, tree: &Tree) -> String {
        let name = self.signature.ident.to_string();
        let owner = self.this.and_then(|id| {
            let item = tree.item(id)?;
            let ident = match item {
                Item::Struct(it) => &it.ident,
                Item::Enum(it) => &it.ident,
                _ => return None,
            };
            Some(tree.path_of(self.module, &format!("{ident}::{name}")))
        });
        owner.unwrap_or_else(|| tree.path_of(self.module, &name))
    }
}
