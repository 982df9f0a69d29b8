//! The samples of an operation as examples in its docs: one for each kind of request that they show.
//!
//! Knows calls and how they are printed.

use std::collections::{BTreeSet, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::call::{Call, call, unshown, variant};
use super::deprecation::deprecated_operation;
use super::docs::Example;
use super::names::{Mentions, ident};
use super::plan::Module;
use super::ready::Ready;
use super::text::code;
use super::{EmitError, print};
use crate::model::{Message, Operation};

/// An example for each kind of request that samples show.
pub(super) fn examples(
    operation: &Operation,
    module: &Module,
    crate_name: &Ident,
) -> Result<Vec<Example>, EmitError> {
    let ready = Ready::of(operation, module);
    let mut shown: HashSet<Option<String>> = HashSet::new();
    let mut examples = Vec::new();
    for example in &operation.examples {
        let Message::Request { body, .. } = &example.message else { continue };
        let schema = operation.body();
        let kind = schema.and_then(|schema| variant(schema, body.as_ref()?, &ready.reading));
        if shown.contains(&kind) {
            continue;
        }
        let Some(call) = call(&ready, example) else { continue };
        let of = line(&example.page, example.line);
        let title = match &kind {
            Some(kind) => format!("{of}, {}:", code(kind)),
            None => format!("{of}:"),
        };
        examples.push(Example { title, runs: false, lines: lines(operation, module, crate_name, call)? });
        shown.insert(kind);
    }
    // A sample may be missing, or contradict its operation's path.
    if examples.is_empty()
        && let Some(call) = unshown(&ready)
    {
        let at = operation.evidence.first();
        let title = at.map(|at| format!("{}:", line(&at.page, at.line))).unwrap_or_default();
        examples.push(Example { title, runs: false, lines: lines(operation, module, crate_name, call)? });
    }
    Ok(examples)
}

/// `` Line 3 of `page.md` ``.
pub(super) fn line(page: &str, line: usize) -> String {
    format!("Line {line} of {}", code(page))
}

/// The call within a function that is not shown.
fn lines(
    operation: &Operation,
    module: &Module,
    crate_name: &Ident,
    Call { body, method, .. }: Call,
) -> Result<Vec<String>, EmitError> {
    let accessor = ident(&module.source.module);
    let uses = uses(module, &quote!(#body #method), crate_name);
    let statements = quote!(#uses #body let answer = client.#accessor().#method.await?;);
    let allow = deprecated_operation(&module.source, operation).map(|_| "# #![allow(deprecated)]".to_owned());
    let mut lines: Vec<String> = allow.into_iter().collect();
    lines.push(format!(
        "# async fn example(client: {crate_name}::Client<impl {crate_name}::runtime::Transport>)"
    ));
    lines.push("# -> Result<(), Box<dyn std::error::Error>> {".to_owned());
    lines.extend(print::statements(&operation.name, statements)?);
    lines.push("# Ok(()) }".to_owned());
    Ok(lines)
}

/// `use` of the module's types that `code` names.
pub(super) fn uses(module: &Module, code: &TokenStream, crate_name: &Ident) -> Option<TokenStream> {
    let mentions = Mentions::of(code);
    let names: BTreeSet<&str> = mentions.idents().filter(|name| module.names.contains(*name)).collect();
    let names: Vec<Ident> = names.into_iter().map(ident).collect();
    let module = ident(&module.source.module);
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(use #crate_name::#module::#name;)),
        _ => Some(quote!(use #crate_name::#module::{#(#names),*};)),
    }
}
