//! A source as a module: its constants, its calls, its types.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::Docs;
use super::names::{Mentions, ident};
use super::plan::{Module, Plan, Role, Shape, Type};
use super::shown::Examples;
use super::text::safe;
use super::{EmitError, ids, objects, operations, requests, variants};
use crate::model::{Constant, Lifecycle, Operation, Property, Schema, Source};

/// The module.
///
/// # Errors
/// An example is no Rust.
pub(super) fn module(plan: &Plan<'_>, module: &Module, crate_name: &Ident) -> Result<TokenStream, EmitError> {
    let docs = intro(&module.source).inner();
    let deprecated =
        (module.source.lifecycle == Lifecycle::Deprecated).then(|| quote!(#![allow(deprecated)]));
    let constants = constants(module);
    let own: HashSet<&str> =
        module.types.iter().filter(|held| !held.is_shared).flat_map(Type::names).collect();
    let examples = Examples::new(module, crate_name, false, |name| own.contains(name))?;
    let operations = operations::operations(plan, module, crate_name)?;
    let types = module.types.iter().filter(|held| !held.is_shared).map(|held| written(held, &examples));
    let (named, items) = Mentions::taken(quote!(#(#constants)* #operations #(#types)*));
    let (uses, present) = (uses(plan, &named), present(&named));
    let shared = common(module);
    Ok(quote!(#docs #deprecated #uses #shared #items #present))
}

/// Examples of what modules show that is not in them: of the types that they have in common, and of ids.
///
/// # Errors
/// An example is no Rust.
pub(super) fn shared_examples(plan: &Plan<'_>, crate_name: &Ident) -> Result<Examples, EmitError> {
    let mut examples = Examples::default();
    for module in &plan.modules {
        let mut wanted: HashSet<&str> =
            module.types.iter().filter(|held| held.is_shared).map(Type::name).collect();
        ids::each(&module.source, |name, _| {
            wanted.insert(name);
        });
        wanted.retain(|name| !examples.has(name));
        if !wanted.is_empty() {
            examples.extend(Examples::new(module, crate_name, true, |name| wanted.contains(name))?);
        }
    }
    Ok(examples)
}

/// The module of what sources have in common.
pub(super) fn shared(plan: &Plan<'_>, examples: &Examples) -> TokenStream {
    let docs = Docs::new()
        .say("What several sources have in common.")
        .say("Each source has its own name for these: use that, for a page that changes gives it a type of its own.")
        .inner();
    let types = plan.shared.iter().map(|held| written(held, examples));
    let requests = requests::shared(plan);
    let (named, items) = Mentions::taken(quote!(#requests #(#types)*));
    let (uses, present) = (uses(plan, &named), present(&named));
    quote!(#docs #uses #items #present)
}

/// The source's names for types that are not its own alone.
fn common(module: &Module) -> Option<TokenStream> {
    let names = module.types.iter().filter(|held| held.is_shared).filter_map(|held| match &held.shape {
        Shape::Object(object) => Some(ident(&object.name)),
        Shape::OneOf(_) => None,
    });
    let names: Vec<Ident> = names.collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(#[doc(inline)] pub use crate::shared::#name;)),
        _ => Some(quote!(#[doc(inline)] pub use crate::shared::{#(#names),*};)),
    }
}

fn written(held: &Type, examples: &Examples) -> TokenStream {
    let docs = examples.add(held.name(), held.told());
    match (&held.shape, held.role) {
        (Shape::Object(object), Role::Request) => objects::request(object, docs, held.is_body, examples),
        (Shape::Object(object), Role::Response) => objects::response(object, docs),
        (Shape::OneOf(one_of), role) => variants::one_of(one_of, role, docs),
    }
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
    let mut places: HashMap<&str, usize> = HashMap::new();
    let requests = module.types.iter().filter(|held| held.role == Role::Request);
    let objects = requests.filter_map(|held| match &held.shape {
        Shape::Object(object) => Some(object),
        Shape::OneOf(_) => None,
    });
    for property in objects.flat_map(|object| &object.properties) {
        let Some(constant) = &property.constant else { continue };
        let at = *places.entry(&constant.name).or_insert(known.len());
        match known.get_mut(at) {
            Some((_, properties)) => properties.push(property),
            None => known.push((constant, vec![property])),
        }
    }
    let holders = holders(&module.source);
    let constant = |(constant, properties): &(&Constant, Vec<&Property>)| {
        let holders = holders.get(constant.name.as_str()).map_or(&[][..], Vec::as_slice);
        objects::constant(constant, properties, holders)
    };
    known.iter().map(constant).collect()
}

/// The names of the types of the bodies that have a constant somewhere in them, by the names of the constants.
fn holders(source: &Source) -> HashMap<&str, Vec<String>> {
    let mut holders: HashMap<&str, Vec<String>> = HashMap::new();
    for body in source.operations.iter().filter_map(Operation::body) {
        let name = match body.innermost() {
            Schema::Object(object) => &object.name,
            Schema::OneOf(one_of) => &one_of.name,
            _ => continue,
        };
        body.properties(&mut |held| {
            let Some(constant) = &held.constant else { return };
            let holders = holders.entry(&constant.name).or_default();
            if holders.last() != Some(name) {
                holders.push(name.clone());
            }
        });
    }
    holders
}

/// What the module takes from elsewhere.
fn uses(plan: &Plan<'_>, items: &Mentions) -> TokenStream {
    let named = |name: &&str| items.has(name);
    let display = items.has("Display").then(|| {
        quote!(
            use std::fmt::Display;
        )
    });
    let serde: Vec<Ident> = ["Deserialize", "Serialize"].into_iter().filter(named).map(ident).collect();
    let serde = match serde.as_slice() {
        [] => None,
        [only] => Some(quote!(use serde::#only;)),
        _ => Some(quote!(use serde::{#(#serde),*};)),
    };
    let own = ["Extra", "Secret"].into_iter().filter(|name| named(name)).map(ident);
    // as itself, or by serde, to which it is a string
    let is_runtime_named = items.has("runtime") || items.has_with("runtime::");
    let itself = is_runtime_named.then(|| format_ident!("self"));
    let runtime: Vec<Ident> = itself.into_iter().chain(own).collect();
    let ids = plan.ids.named(items);
    let ids = match ids.as_slice() {
        [] => None,
        [id] => Some(quote!(use crate::#id;)),
        _ => Some(quote!(use crate::{#(#ids),*};)),
    };
    let runtime = match runtime.as_slice() {
        [] => None,
        [only] if only == "self" => Some(quote!(
            use crate::runtime;
        )),
        [only] => Some(quote!(use crate::runtime::#only;)),
        _ => Some(quote!(use crate::runtime::{#(#runtime),*};)),
    };
    quote!(#display #serde #ids #runtime)
}

/// What reads a member of any kind, where there is one.
fn present(items: &Mentions) -> Option<TokenStream> {
    items.has_with("present").then(|| quote! {
        /// Reads a member that may be `null`, which is not the same as absent.
        fn present<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(json: D) -> Result<Option<T>, D::Error> {
            Deserialize::deserialize(json).map(Some)
        }
    })
}
