//! A source as a module: its constants, its calls, its types.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::Docs;
use super::names::{ident, mentions};
use super::plan::{Module, Plan, Role, Shape, Type};
use super::text::safe;
use super::{EmitError, objects, operations, variants};
use crate::model::{Constant, Lifecycle, Property, Source};

/// The module.
///
/// # Errors
/// An example is no Rust.
pub(super) fn module(plan: &Plan, module: &Module, crate_name: &Ident) -> Result<TokenStream, EmitError> {
    let docs = intro(&module.source).inner();
    let deprecated =
        (module.source.lifecycle == Lifecycle::Deprecated).then(|| quote!(#![allow(deprecated)]));
    let constants = constants(module);
    let operations = operations::operations(&plan.api, module, crate_name)?;
    let types = module.types.iter().map(|Type { shape, role, docs }| match (shape, role) {
        (Shape::Object(object), Role::Request) => objects::request(object, docs.clone()),
        (Shape::Object(object), Role::Response) => objects::response(object, docs.clone()),
        (Shape::OneOf(one_of), role) => variants::one_of(one_of, *role, docs.clone()),
    });
    let items = quote!(#(#constants)* #operations #(#types)*);
    let present = items.to_string().contains("deserialize_with = \"present\"").then(present);
    let uses = uses(plan, &items);
    Ok(quote!(#docs #deprecated #uses #items #present))
}

fn intro(source: &Source) -> Docs {
    let docs = Docs::new().say(&safe(&source.title));
    let is_said = source.notices.iter().any(|notice| notice.lifecycle == Some(source.lifecycle));
    let docs = match source.lifecycle {
        Lifecycle::Beta if !is_said => docs.say("**Beta.**"),
        Lifecycle::Deprecated if !is_said => docs.say("**Deprecated.**"),
        _ => docs,
    };
    let docs = source.description.iter().fold(docs, |docs, words| docs.words(words));
    let page = super::text::code(&source.page);
    docs.notices(&source.notices).say(&format!("Docs: {page}."))
}

/// Each constant once, with all that has its value.
fn constants(module: &Module) -> Vec<TokenStream> {
    let mut known: Vec<(&Constant, Vec<&Property>)> = Vec::new();
    let requests = module.types.iter().filter(|held| held.role == Role::Request);
    let objects = requests.filter_map(|held| match &held.shape {
        Shape::Object(object) => Some(object),
        Shape::OneOf(_) => None,
    });
    for property in objects.flat_map(|object| &object.properties) {
        let Some(constant) = &property.constant else { continue };
        match known.iter_mut().find(|(other, _)| other.name == constant.name) {
            Some((_, properties)) => properties.push(property),
            None => known.push((constant, vec![property])),
        }
    }
    known.iter().map(|(constant, properties)| objects::constant(constant, properties)).collect()
}

/// What the module takes from elsewhere.
fn uses(plan: &Plan, items: &TokenStream) -> TokenStream {
    let named = |name: &&str| mentions(items, name);
    let display = mentions(items, "Display").then(|| {
        quote!(
            use std::fmt::Display;
        )
    });
    let serde = mentions(items, "Serialize").then(|| {
        quote!(
            use serde::{Deserialize, Serialize};
        )
    });
    let runtime: Vec<Ident> = ["Extra", "Secret"].into_iter().filter(|name| named(name)).map(ident).collect();
    let ids: Vec<Ident> =
        plan.ids.iter().filter(|(id, _)| mentions(items, id)).map(|(id, _)| ident(id)).collect();
    let ids = match ids.as_slice() {
        [] => None,
        [id] => Some(quote!(use crate::#id;)),
        _ => Some(quote!(use crate::{#(#ids),*};)),
    };
    let runtime = match runtime.as_slice() {
        [] => mentions(items, "runtime").then(|| {
            quote!(
                use crate::runtime;
            )
        }),
        _ => Some(quote!(use crate::runtime::{self, #(#runtime),*};)),
    };
    quote!(#display #serde #ids #runtime)
}

fn present() -> TokenStream {
    quote! {
        /// Reads a member that may be `null`, which is not the same as absent.
        fn present<'de, D: serde::Deserializer<'de>>(json: D) -> Result<Option<serde_json::Value>, D::Error> {
            Deserialize::deserialize(json).map(Some)
        }
    }
}
