//! A source as a module: its constants, its calls, its types.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::EmitError;
use crate::emit::calls::operation;
use crate::emit::docs::comment::DocComment;
use crate::emit::docs::deprecation;
use crate::emit::docs::text::{self, safe};
use crate::emit::plan::named::NamedObjects;
use crate::emit::plan::source_module::SourceModule;
use crate::emit::plan::types::{Role, Shape, Type};
use crate::emit::plan::{ClientPlan, init};
use crate::emit::syntax::names::{TokenNames, ident};
use crate::emit::types::errors::Statuses;
use crate::emit::types::{enums, lints, objects, variants};
use crate::model::{Constant, Lifecycle, Operation, Property, Schema, Source};
use crate::naming::required_name;

/// The module.
///
/// # Errors
/// An example is no Rust.
pub(in crate::emit) fn module(
    plan: &ClientPlan<'_>,
    module: &SourceModule,
    crate_name: &Ident,
) -> Result<TokenStream, EmitError> {
    let (docs, complex) = (intro(&module.source).inner(), lints::complex(module));
    let deprecated = deprecation::has_deprecated(&module.source).then(|| quote!(#![allow(deprecated)]));
    let constants = constants(module);
    let operations = operation::operations(plan, module, crate_name)?;
    let statuses = Statuses::of([module]);
    let types = module.types.iter().filter(|held| !held.is_shared);
    let types = types.map(|held| written(held, &Writing { statuses: &statuses, named: None }));
    let (named, items) = TokenNames::taken(quote!(#(#constants)* #operations #(#types)*));
    let uses = uses(plan, &named, false);
    let shared = common(module);
    let aliases = aliases(module);
    Ok(quote!(#docs #deprecated #complex #uses #shared #aliases #items))
}

/// The module of what sources have in common.
pub(in crate::emit) fn shared(plan: &ClientPlan<'_>) -> TokenStream {
    let docs = DocComment::new()
        .say("What several sources have in common.")
        .say("Each source has its own name for these: use that, for a page that changes gives it a type of its own.")
        .inner();
    let statuses = Statuses::of(&plan.modules);
    let writing = Writing { statuses: &statuses, named: None };
    let types = plan.shared.iter().map(|held| written(held, &writing));
    let (named, items) = TokenNames::taken(quote!(#(#types)*));
    let uses = uses(plan, &named, false);
    quote!(#docs #uses #items)
}

/// The module of the objects that the docs define by a name of their own; none where there are none.
pub(in crate::emit) fn schemas(plan: &ClientPlan<'_>) -> Option<TokenStream> {
    let docs = DocComment::new().say("The objects that the docs define by a name of their own.").inner();
    let statuses = Statuses::of(&plan.modules);
    let writing = Writing { statuses: &statuses, named: Some(&plan.named) };
    let types = plan.named.types.iter().map(|held| written(held, &writing));
    let (named, items) = TokenNames::taken(quote!(#(#types)*));
    let uses = uses(plan, &named, true);
    (!plan.named.types.is_empty()).then(|| quote!(#docs #uses #items))
}

/// The source's names for types that are not its own alone.
fn common(module: &SourceModule) -> Option<TokenStream> {
    let names = module.types.iter().filter(|held| held.is_shared).flat_map(|held| match &held.shape {
        Shape::Object(object) => {
            let required = takes_names(held).then(|| required_name(&object.name));
            [Some(object.name.clone()), required]
        }
        Shape::OneOf(_) | Shape::Enum(_) => [None, None],
    });
    let names: Vec<Ident> = names.flatten().map(|name| ident(&name)).collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(#[doc(inline)] pub use crate::shared::#name;)),
        _ => Some(quote!(#[doc(inline)] pub use crate::shared::{#(#names),*};)),
    }
}

/// The names of types that are another one's too.
fn aliases(module: &SourceModule) -> Option<TokenStream> {
    let named: HashSet<&str> = module.types.iter().filter(|held| takes_names(held)).map(Type::name).collect();
    let aliases = module.aliases.iter().flat_map(|(name, first)| {
        let required = named.contains(first.as_str());
        let required = required.then(|| (required_name(name), required_name(first)));
        [Some((name.clone(), first.clone())), required]
    });
    let aliases = aliases.flatten().map(|(name, first)| {
        let (name, first) = (ident(&name), ident(&first));
        quote!(#first as #name)
    });
    let aliases: Vec<TokenStream> = aliases.collect();
    (!aliases.is_empty()).then(|| quote!(#[doc(inline)] pub use self::{#(#aliases),*};))
}

/// Whether the constructor of a type takes its arguments by their names.
fn takes_names(held: &Type) -> bool {
    matches!(&held.shape, Shape::Object(object) if held.role == Role::Request && init::takes_names(object))
}

/// What is known where types are written.
struct Writing<'a> {
    statuses: &'a Statuses,
    /// The objects that the docs define by a name, where these are written.
    named: Option<&'a NamedObjects>,
}

fn written(held: &Type, Writing { statuses, named }: &Writing<'_>) -> TokenStream {
    let error = statuses.documented(held.name());
    let docs = match error {
        Some(_) => held.documentation().say("It is read by [`runtime::Error::documented`]."),
        None => held.documentation(),
    };
    let boxed = |name: &str| named.is_some_and(|named| named.is_endless(held.name(), name));
    let item = match (&held.shape, held.role) {
        (Shape::Object(object), Role::Request) => objects::request(object, docs, &boxed),
        (Shape::Object(object), Role::Response) => objects::response(object, docs, &boxed),
        (Shape::OneOf(one_of), role) => variants::one_of(one_of, role, docs),
        (Shape::Enum(one_of), _) => enums::one_of_texts(one_of, docs),
    };
    quote!(#item #error)
}

fn intro(source: &Source) -> DocComment {
    let docs = DocComment::new().say(&safe(&source.title));
    let is_said = source.notices.iter().any(|notice| notice.lifecycle == Some(source.lifecycle));
    let docs = match source.lifecycle {
        Lifecycle::Beta if !is_said => docs.say("**Beta.**"),
        Lifecycle::Deprecated if !is_said => docs.say("**Deprecated.**"),
        _ => docs,
    };
    let docs = source.description.iter().fold(docs, |docs, words| docs.words(words));
    let page = text::code(&source.page);
    docs.notices(&source.notices).say(&format!("Docs: {page}."))
}

/// Each constant once, with all that has its value.
fn constants(module: &SourceModule) -> Vec<TokenStream> {
    let mut known: Vec<(&Constant, Vec<&Property>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let requests = module.types.iter().filter(|held| held.role == Role::Request);
    let held = requests.filter_map(|held| match &held.shape {
        Shape::Object(object) => Some(object),
        Shape::OneOf(_) | Shape::Enum(_) => None,
    });
    let objects = module.source.operations.iter().filter_map(Operation::own_body).chain(held);
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
fn uses(plan: &ClientPlan<'_>, items: &TokenNames, is_of_schemas: bool) -> TokenStream {
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
    let itself = items.has("runtime").then(|| format_ident!("self"));
    let runtime: Vec<Ident> = itself.into_iter().chain(own).collect();
    let ids = plan.ids.named(items);
    let ids = match ids.as_slice() {
        [] => None,
        [id] => Some(quote!(use crate::#id;)),
        _ => Some(quote!(use crate::{#(#ids),*};)),
    };
    let schemas = if is_of_schemas { Vec::new() } else { plan.named.named(items) };
    let schemas = match schemas.as_slice() {
        [] => None,
        [name] => Some(quote!(#[doc(no_inline)] pub use crate::schemas::#name;)),
        _ => Some(quote!(#[doc(no_inline)] pub use crate::schemas::{#(#schemas),*};)),
    };
    let runtime = match runtime.as_slice() {
        [] => None,
        [only] if only == "self" => Some(quote!(
            use crate::runtime;
        )),
        [only] => Some(quote!(use crate::runtime::#only;)),
        _ => Some(quote!(use crate::runtime::{#(#runtime),*};)),
    };
    quote!(#display #serde #ids #schemas #runtime)
}
