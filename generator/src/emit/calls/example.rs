//! The samples of an operation as examples in its docs: one for each kind of request that they show.
//!
//! Knows calls and how they are printed.

use std::collections::{BTreeSet, HashSet};

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::call::{CallExpr, call, unshown, variant};
use super::ready::Ready;
use crate::emit::EmitError;
use crate::emit::docs::comment::DocExample;
use crate::emit::docs::deprecation::deprecated_operation;
use crate::emit::docs::text::code;
use crate::emit::plan::named::of_schemas;
use crate::emit::plan::source_module::SourceModule;
use crate::emit::syntax::names::{TokenNames, ident};
use crate::emit::syntax::print;
use crate::model::{Message, Operation};

/// An example for each kind of request that samples show.
pub(in crate::emit) fn examples(
    operation: &Operation,
    module: &SourceModule,
    crate_name: &Ident,
) -> Result<Vec<DocExample>, EmitError> {
    let ready = Ready::of(operation, module);
    let mut shown: HashSet<Option<String>> = HashSet::new();
    let mut examples = Vec::new();
    for example in &operation.examples {
        let Message::Request { body, .. } = &example.message else { continue };
        let schema = operation.body();
        let kind = schema.and_then(|schema| variant(schema, body.as_ref()?));
        if shown.contains(&kind) {
            continue;
        }
        let Some(call) = call(&ready, example) else { continue };
        let of = line(&example.page, example.line);
        let title = match &kind {
            Some(kind) => format!("{of}, {}:", code(kind)),
            None => format!("{of}:"),
        };
        examples.push(DocExample { title, runs: true, lines: lines(operation, module, crate_name, call)? });
        shown.insert(kind);
    }
    // A sample may be missing, or contradict its operation's path.
    if examples.is_empty()
        && let Some(call) = unshown(&ready)
    {
        let at = operation.evidence.first();
        let title = at.map(|at| format!("{}:", line(&at.page, at.line))).unwrap_or_default();
        examples.push(DocExample { title, runs: true, lines: lines(operation, module, crate_name, call)? });
    }
    Ok(examples)
}

/// `` `page.md:3` ``.
pub(in crate::emit) fn line(page: &str, line: usize) -> String {
    code(&format!("{page}:{line}"))
}

/// The call, with what an example needs around it hidden.
fn lines(
    operation: &Operation,
    module: &SourceModule,
    crate_name: &Ident,
    CallExpr { before, value, .. }: CallExpr,
) -> Result<Vec<String>, EmitError> {
    let source = ident(&module.source.module);
    let allow = deprecated_operation(&module.source, operation).map(|_| "# #![allow(deprecated)]".to_owned());
    let mut lines: Vec<String> = allow.into_iter().collect();
    let code = quote!(#before #value);
    lines.push(match names_runtime(&code) {
        true => format!("# use {crate_name}::{{runtime, {source}::*}};"),
        false => format!("# use {crate_name}::{source}::*;"),
    });
    let may_fail = may_fail(&code);
    let mentions = TokenNames::of(&code);
    if mentions.has("schemas") {
        lines.push(format!("# use {crate_name}::schemas;"));
    }
    for name in of_schemas(&module.named, &mentions) {
        lines.push(format!("# use {crate_name}::schemas::{name};"));
    }
    lines.extend(print::statements(&operation.name, quote!(#before let call = #value;))?);
    if may_fail {
        lines.push("# Ok::<(), Box<dyn std::error::Error>>(())".to_owned());
    }
    Ok(lines)
}

/// Whether `code` has a `?`.
pub(super) fn may_fail(code: &TokenStream) -> bool {
    code.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => may_fail(&group.stream()),
        TokenTree::Punct(mark) => mark.as_char() == '?',
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether `code` names the runtime.
pub(in crate::emit) fn names_runtime(code: &TokenStream) -> bool {
    TokenNames::of(code).idents().any(|name| name == "runtime")
}

/// `use` of the module's types, and of named objects, that `code` names.
pub(in crate::emit) fn uses(
    module: &SourceModule,
    code: &TokenStream,
    crate_name: &Ident,
) -> Option<TokenStream> {
    let mentions = TokenNames::of(code);
    let names: BTreeSet<&str> = mentions.idents().filter(|name| module.names.contains(*name)).collect();
    let names: Vec<Ident> = names.into_iter().map(ident).collect();
    let schemas = of_schemas(&module.named, &mentions);
    let module = ident(&module.source.module);
    let of = |module: Ident, names: &[Ident]| match names {
        [] => None,
        [name] => Some(quote!(use #crate_name::#module::#name;)),
        _ => Some(quote!(use #crate_name::#module::{#(#names),*};)),
    };
    let within = mentions.has("schemas").then(|| quote!(use #crate_name::schemas;));
    let uses = [of(module, &names), within, of(ident("schemas"), &schemas)];
    uses.iter().any(Option::is_some).then(|| uses.into_iter().flatten().collect())
}
