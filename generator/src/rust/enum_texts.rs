//! Enums that are sent as texts which the crate writes out itself: `fn as_str`, `impl Display`, and derives of `strum`.

use std::collections::HashMap;

use syn::visit::{self, Visit};
use syn::{Arm, Attribute, Expr, ImplItem, Item, ItemEnum, ItemImpl, Lit, Meta, Pat};

use super::literal;
use super::serde_attributes::renamed;
use super::syntax::type_path;
use super::tree::{ItemId, Tree};
use crate::model::EnumValue;

/// Functions that give the text of a value.
const NAMES: [&str; 4] = ["as_str", "as_ref", "to_str", "as_value"];
/// Derives that do.
const DERIVES: [&str; 4] = ["Display", "AsRefStr", "IntoStaticStr", "AsStaticStr"];

/// The texts of each enum that has one for every variant.
#[derive(Default)]
pub(super) struct EnumTexts(HashMap<ItemId, Vec<EnumValue>>);

impl EnumTexts {
    /// Those of a crate.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut all = Self::default();
        for (id, _, item) in tree.items() {
            match item {
                Item::Enum(it) => {
                    if let Some(values) = of_derive(it) {
                        all.0.insert(id, values);
                    }
                }
                Item::Impl(it) => {
                    let of = type_path(&it.self_ty).and_then(|path| tree.resolve(id.module, path));
                    if let Some(of) = of
                        && let Some(Item::Enum(item)) = tree.item(of)
                        && let Some(values) = of_impl(it, item)
                    {
                        all.0.entry(of).or_insert(values);
                    }
                }
                _ => {}
            }
        }
        all
    }

    /// The texts of an enum.
    pub(super) fn get(&self, id: ItemId) -> Option<&[EnumValue]> {
        self.0.get(&id).map(Vec::as_slice)
    }
}

/// `#[strum(serialize_all = "…")]`, and `serialize` or `to_string` of variants.
fn of_derive(it: &ItemEnum) -> Option<Vec<EnumValue>> {
    let is_strum = DERIVES.iter().any(|name| literal::derives(&it.attrs, name));
    let entries = strum(&it.attrs);
    if !is_strum || (entries.is_empty() && it.variants.iter().all(|it| strum(&it.attrs).is_empty())) {
        return None;
    }
    let rule = text(&entries, "serialize_all");
    let value = |variant: &syn::Variant| {
        let own = strum(&variant.attrs);
        let name = variant.ident.to_string();
        let given = text(&own, "to_string").or_else(|| text(&own, "serialize"));
        EnumValue { value: given.unwrap_or_else(|| renamed(&name, rule.as_deref(), true)), name }
    };
    it.variants.iter().all(|it| it.fields.is_empty()).then(|| it.variants.iter().map(value).collect())
}

fn strum(attributes: &[Attribute]) -> Vec<Meta> {
    let all = literal::expanded(attributes);
    all.iter().filter(|meta| meta.path().is_ident("strum")).flat_map(literal::inner).collect()
}

fn text(entries: &[Meta], name: &str) -> Option<String> {
    entries.iter().find_map(|meta| match meta {
        Meta::NameValue(it) if it.path.is_ident(name) => literal::text(&it.value),
        _ => None,
    })
}

/// What a function that gives texts says of each variant.
fn of_impl(it: &ItemImpl, item: &ItemEnum) -> Option<Vec<EnumValue>> {
    let is_display = it
        .trait_
        .as_ref()
        .is_some_and(|(path, _)| path.segments.last().is_some_and(|last| last.ident == "Display"));
    let function = it.items.iter().find_map(|part| match part {
        ImplItem::Fn(part) => {
            let is_named = NAMES.iter().any(|name| part.sig.ident == *name);
            (is_named || is_display && part.sig.ident == "fmt").then_some(part)
        }
        _ => None,
    })?;
    let mut arms = Arms::default();
    arms.visit_block(&function.block);
    let value = |variant: &syn::Variant| {
        let name = variant.ident.to_string();
        let value = arms.0.iter().find(|(own, _)| *own == name)?.1.clone();
        Some(EnumValue { value, name })
    };
    item.variants.iter().map(value).collect()
}

/// The arms of a match that give one text each, by the variant.
#[derive(Default)]
struct Arms(Vec<(String, String)>);

impl<'a> Visit<'a> for Arms {
    fn visit_arm(&mut self, arm: &'a Arm) {
        let mut texts = Texts::default();
        texts.visit_expr(&arm.body);
        if let [text] = texts.0.as_slice() {
            let names = variants(&arm.pat);
            self.0.extend(names.into_iter().map(|name| (name, text.clone())));
        }
    }
}

/// `X::A` and `X::A | X::B`.
fn variants(pat: &Pat) -> Vec<String> {
    match pat {
        Pat::Path(it) => it.path.segments.last().map(|last| last.ident.to_string()).into_iter().collect(),
        Pat::Or(it) => it.cases.iter().flat_map(variants).collect(),
        Pat::Reference(it) => variants(&it.pat),
        Pat::Paren(it) => variants(&it.pat),
        _ => Vec::new(),
    }
}

/// The string literals in an expression, those of `write!(f, "…")` among them.
#[derive(Default)]
struct Texts(Vec<String>);

impl<'a> Visit<'a> for Texts {
    fn visit_lit(&mut self, lit: &'a Lit) {
        if let Lit::Str(text) = lit {
            self.0.push(text.value());
        }
    }

    fn visit_macro(&mut self, it: &'a syn::Macro) {
        for token in it.tokens.clone() {
            let proc_macro2::TokenTree::Literal(literal) = token else { continue };
            if let Ok(Expr::Lit(it)) = syn::parse_str::<Expr>(&literal.to_string()) {
                visit::visit_expr_lit(self, &it);
            }
        }
    }
}
