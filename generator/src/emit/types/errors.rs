//! The bodies of errors: which types they have, and with which statuses they come.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::docs::comment::DocComment;
use crate::emit::docs::text::{code, safe};
use crate::emit::plan::source_module::SourceModule;
use crate::emit::syntax::names::ident;
use crate::model::{Operation, Schema};

/// The statuses of types of errors, by the names of the types.
#[derive(Default)]
pub(in crate::emit) struct Statuses(BTreeMap<String, BTreeSet<u16>>);

impl Statuses {
    /// Those of the errors of modules.
    pub(in crate::emit) fn of<'a>(modules: impl IntoIterator<Item = &'a SourceModule>) -> Self {
        let mut statuses = Self::default();
        for module in modules {
            for error in module.source.operations.iter().flat_map(Operation::errors) {
                if let Some(name) = error.body.as_ref().and_then(name) {
                    let first = module.aliases.get(name).map_or(name, String::as_str);
                    statuses.0.entry(first.to_owned()).or_default().extend(error.status);
                }
            }
        }
        statuses
    }

    /// That a type is the body of an error, where it is.
    pub(in crate::emit) fn documented(&self, name: &str) -> Option<TokenStream> {
        let statuses = self.0.get(name)?.iter().map(|status| Literal::u16_unsuffixed(*status));
        let name = ident(name);
        Some(quote! {
            impl runtime::ErrorBody for #name {
                const STATUSES: &'static [u16] = &[#(#statuses),*];
            }
        })
    }
}

/// The name of a type that errors can be read as.
fn name(schema: &Schema) -> Option<&str> {
    match schema {
        Schema::Object(object) => Some(&object.name),
        Schema::Named { name } => Some(name),
        _ => None,
    }
}

/// What is said of the errors of an operation, and of successes that have words or another status than 200. Statuses with one body
/// and no words of their own are one item.
pub(in crate::emit) fn described(operation: &Operation, docs: DocComment) -> DocComment {
    let mut items: Vec<(Vec<String>, String)> = Vec::new();
    for response in &operation.responses {
        let status = response.status.map(|status| code(&status.to_string()));
        let words = response.description.as_deref().map(safe).filter(|words| !words.is_empty());
        let body = response.body.as_ref().filter(|_| response.is_error()).and_then(name);
        let body = body.map(|name| format!("[`{}`]", ident(name)));
        let is_documented = words.is_some() || body.is_some() || response.is_error() && status.is_some();
        if !is_documented {
            continue;
        }
        let is_bare = words.is_none() && body.is_some();
        let status = status.unwrap_or_else(|| "an error".to_owned());
        let rest = [body, words].into_iter().flatten().collect::<Vec<_>>().join(": ");
        match items.last_mut() {
            Some((statuses, known)) if is_bare && *known == rest => statuses.push(status),
            _ => items.push((vec![status], rest)),
        }
    }
    docs.list(items.into_iter().map(|(statuses, rest)| match rest.is_empty() {
        true => statuses.join(", "),
        false => format!("{}: {rest}", statuses.join(", ")),
    }))
}
