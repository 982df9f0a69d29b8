//! The model as the text of a Rust client: a module for each source, or a whole crate with the runtime in it.
//!
//! The only part that makes Rust: all of it is tokens that are parsed before they are printed. It never sees a page,
//! and equal models give equal bytes.

mod call;
mod chain;
mod construct;
mod conventions;
mod crate_tests;
mod docs;
mod example;
mod ids;
mod layout;
mod module;
mod names;
mod objects;
mod operations;
mod package;
mod plan;
mod print;
mod ready;
mod requests;
mod root;
mod route;
mod sample;
mod samples;
mod settings;
mod share;
mod shown;
mod stored;
mod template;
mod test_support;
mod text;
mod unique;
mod usage;
mod value;
mod variants;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rayon::prelude::*;

use crate::model::{Api, Source, Sources};
use module::Together;
use names::ident;
use plan::{AT_ONCE, Module, Plan};
use samples::Samples;

/// The file of the model that a client was made from, beside its modules.
pub const MODEL: &str = "model.json";

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Paths below the output folder, with `/`, and texts; by path.
    pub files: Vec<(String, String)>,
}

/// A file that cannot be written: a fault of this program, whatever the docs say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("what was made for {file} is not sound: {fault}")]
pub struct EmitError {
    /// The file.
    pub file: String,
    /// What is wrong with it.
    pub fault: String,
}

/// A piece of a file. The pieces of one file come in their order, those of several as they are made.
#[derive(Debug, Clone)]
pub struct Piece<'a> {
    /// The path below the output folder, with `/`.
    pub file: &'a str,
    /// The text.
    pub text: Cow<'a, str>,
    /// Whether nothing of the file follows.
    pub is_last: bool,
}

/// As many sources as this can stay in memory, with all that is made of them; where there are more, none does.
pub const KEPT: usize = 256;

/// The client as the modules of a crate called `crate_name`.
///
/// # Errors
/// A fault of this program.
pub fn client(api: &Api, crate_name: &str) -> Result<Output, EmitError> {
    let files = Files::default();
    client_of(api, &api.sources, crate_name, |piece| files.take(piece))?;
    Ok(files.output())
}

/// The same with sources that come one by one, each as often as it is needed; of `api` all else counts. `take` takes pieces
/// of files, on any thread.
///
/// # Errors
/// A fault of this program, or the first that `take` has.
pub fn client_of<E: From<EmitError> + Send>(
    api: &Api,
    sources: &dyn Sources,
    crate_name: &str,
    take: impl Fn(Piece<'_>) -> Result<(), E> + Sync,
) -> Result<(), E> {
    written(&Plan::new(api, sources, sources.count() <= KEPT), api, crate_name, take)
}

fn written<E: From<EmitError> + Send>(
    plan: &Plan<'_>,
    api: &Api,
    crate_name: &str,
    take: impl Fn(Piece<'_>) -> Result<(), E> + Sync,
) -> Result<(), E> {
    let runtime = || {
        quote!(
            pub use docwright_runtime as runtime;
        )
    };
    let piece = |file, text: Cow<'_, str>, is_last| take(Piece { file, text, is_last });
    piece(MODEL, stored::head(api)?.into(), false)?;
    let (mut samples, mut between) = (samples::Text::default(), stored::FIRST);
    let beside = |module: &Module, source: &Source| {
        Ok((Samples::of(plan, module, &library(crate_name))?, stored::source(source)?))
    };
    let together = modules(plan, crate_name, "", &take, beside, |(more, source)| {
        for text in samples.add(more, &library(crate_name))? {
            piece(samples::FILE, text.into(), false)?;
        }
        piece(MODEL, std::mem::replace(&mut between, stored::NEXT).into(), false)?;
        piece(MODEL, source.into(), false)
    })?;
    piece(MODEL, if between == stored::FIRST { stored::NONE } else { stored::LAST }.into(), true)?;
    for text in samples.ended(&library(crate_name))? {
        piece(samples::FILE, text.into(), false)?;
    }
    piece(samples::FILE, "".into(), true)?;
    root(plan, crate_name, &runtime(), "", &take, &together)
}

/// The client as a crate called `crate_name` that stands by itself: with `runtime`, the names and texts of the
/// runtime's source files, as a module.
///
/// # Errors
/// A fault of this program.
pub fn whole_crate(api: &Api, crate_name: &str, runtime: &[(&str, &str)]) -> Result<Output, EmitError> {
    let plan = Plan::new(api, &api.sources, true);
    let module = || {
        quote!(
            pub mod runtime;
        )
    };
    let files = Files::default();
    let written = || {
        let take = |piece: Piece<'_>| files.take(piece);
        let together = modules(&plan, crate_name, "src/", &take, |_, _| Ok(()), |()| Ok(()))?;
        root(&plan, crate_name, &module(), "src/", &take, &together)
    };
    let package = || package::package(&plan, crate_name, &library(crate_name), runtime);
    let (written, package) = rayon::join(written, package);
    written?;
    for (file, text) in package? {
        files.take(Piece { file: &file, text: text.into(), is_last: true })?;
    }
    Ok(files.output())
}

/// Files in memory.
#[derive(Default)]
struct Files(Mutex<BTreeMap<String, String>>);

impl Files {
    fn take(&self, piece: Piece<'_>) -> Result<(), EmitError> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match files.get_mut(piece.file) {
            Some(text) => text.push_str(&piece.text),
            None => drop(files.insert(piece.file.to_owned(), piece.text.into_owned())),
        }
        Ok(())
    }

    fn output(self) -> Output {
        let files = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        Output { files: files.into_iter().collect() }
    }
}

/// The model with the names that the client has: some of `api`'s are taken, by Rust or by another item.
pub fn named(api: &Api) -> Api {
    unique::named(api)
}

/// The Cargo features that a client asks for: one for each source, called as its module.
pub fn features(api: &Api) -> Vec<String> {
    unique::modules(api.sources.iter().map(|source| source.module.as_str()))
}

/// The name of a crate in Rust.
fn library(crate_name: &str) -> Ident {
    ident(&crate_name.replace('-', "_"))
}

/// Writes the modules of a client below `folder`; gives what they show together. Beside each, and on all cores as it is,
/// something may be made that `gather` takes in their order.
fn modules<E: From<EmitError> + Send, T: Send>(
    plan: &Plan<'_>,
    crate_name: &str,
    folder: &str,
    take: &(impl Fn(Piece<'_>) -> Result<(), E> + Sync),
    beside: impl Fn(&Module, &Source) -> Result<T, EmitError> + Sync,
    mut gather: impl FnMut(T) -> Result<(), E>,
) -> Result<Together, E> {
    let mut together = Together::default();
    let numbers: Vec<usize> = (0..plan.outlines.len()).collect();
    for some in numbers.chunks(AT_ONCE) {
        let made = |at: &usize| {
            let source = plan.source(*at);
            (plan.module(*at, &source), source)
        };
        let made: Vec<_> = some.par_iter().map(made).collect();
        let written = |(module, _): &(Cow<'_, Module>, _)| {
            // tokens cannot go from one thread to another
            let tokens = module::module(plan, module, &library(crate_name))?;
            file(folder, &module.source.module, [tokens], take)
        };
        // one kind of work after the other: each keeps what it needs at hand
        let written: Vec<Result<(), E>> = made.par_iter().map(written).collect();
        let beside: Vec<Result<T, EmitError>> =
            made.par_iter().map(|(module, source)| beside(module, source)).collect();
        for (at, (((module, _), written), beside)) in some.iter().zip(made.iter().zip(written).zip(beside)) {
            written?;
            together.add(plan, *at, module, &library(crate_name))?;
            gather(beside?)?;
        }
    }
    Ok(together)
}

/// Writes what the modules have in common, and the root.
fn root<E: From<EmitError>>(
    plan: &Plan<'_>,
    crate_name: &str,
    runtime: &TokenStream,
    folder: &str,
    take: &impl Fn(Piece<'_>) -> Result<(), E>,
    together: &Together,
) -> Result<(), E> {
    if plan.has_shared() {
        file(folder, "shared", [together.shared(plan)], take)?;
    }
    let library = library(crate_name);
    let parts = root::root(plan, &library, runtime, &together.examples)?;
    file(folder, "lib", parts, take)
}

fn file<E: From<EmitError>>(
    folder: &str,
    module: &str,
    parts: impl IntoIterator<Item = TokenStream>,
    take: &impl Fn(Piece<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let name = format!("{folder}{module}.rs");
    take(Piece { file: &name, text: print::file_of(&name, parts)?.into(), is_last: true })
}
