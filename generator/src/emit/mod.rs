//! The model as the text of a Rust client: a module for each source, or a whole crate with the runtime in it.
//!
//! The model's names are decided before (`naming`). The only part that makes Rust: all of it is tokens that are parsed before they are printed. It never sees a page,
//! and equal models give equal bytes.

mod calls;
mod client_tests;
mod crate_files;
mod docs;
mod index;
mod plan;
mod syntax;
mod types;

#[cfg(test)]
mod tests;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rayon::prelude::*;

use crate::model::Api;
use crate_files::{module, package, root, samples};
pub use index::{ClientIndex, WrittenAt};
use plan::ClientPlan;
use plan::source_module::SourceModule;
use syntax::names::ident;
use syntax::print;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emitted {
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

/// Where the runtime of a client is.
#[derive(Debug, Clone, Copy)]
pub enum RuntimeSource<'a> {
    /// A module of the client: the names and texts of its files.
    Inside(&'a [(&'a str, &'a str)]),
    /// The crate `docwright-runtime` of this program's own version: they are published together.
    Dependency,
}

impl RuntimeSource<'_> {
    /// The item of the root that brings it in.
    fn item(self) -> TokenStream {
        match self {
            Self::Inside(_) => quote!(
                pub mod runtime;
            ),
            Self::Dependency => quote!(
                pub use docwright_runtime as runtime;
            ),
        }
    }

    /// Its files below `folder`.
    fn files(self, folder: &str) -> Vec<(String, String)> {
        let Self::Inside(files) = self else { return Vec::new() };
        let file = |(name, text): &(&str, &str)| {
            let name = if *name == "lib.rs" { "mod.rs" } else { name };
            (format!("{folder}runtime/{name}"), (*text).to_owned())
        };
        files.iter().map(file).collect()
    }
}

/// The client as the modules of a crate called `crate_name`.
///
/// # Errors
/// A fault of this program.
pub fn client(api: &Api, crate_name: &str, runtime: RuntimeSource<'_>) -> Result<Emitted, EmitError> {
    let plan = ClientPlan::new(api);
    let modules = || modules(&plan, crate_name, "", runtime);
    let samples = || samples::text(&plan, crate_name);
    let (modules, samples) = rayon::join(modules, samples);
    Ok(Emitted::of(modules?, [(samples::FILE.to_owned(), samples?)]))
}

/// The client as a crate called `crate_name`, with a manifest of its own.
///
/// # Errors
/// A fault of this program.
pub fn whole_crate(api: &Api, crate_name: &str, runtime: RuntimeSource<'_>) -> Result<Emitted, EmitError> {
    let plan = ClientPlan::new(api);
    let package = || package::package(&plan, crate_name, &library(crate_name), runtime);
    let (modules, package) = rayon::join(|| modules(&plan, crate_name, "src/", runtime), package);
    Ok(Emitted::of(modules?, package?))
}

impl Emitted {
    /// Where each item is that was written.
    pub fn index(&self) -> ClientIndex {
        ClientIndex::of(&self.files)
    }

    fn of(one: Vec<(String, String)>, others: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut files: Vec<(String, String)> = one.into_iter().chain(others).collect();
        files.sort_unstable();
        Self { files }
    }
}

/// The Cargo features that a client asks for: one for each source, called as its module.
pub fn features(api: &Api) -> Vec<String> {
    api.sources.iter().map(|source| source.module.clone()).collect()
}

/// The name of a crate in Rust.
fn library(crate_name: &str) -> Ident {
    ident(&crate_name.replace('-', "_"))
}

/// The modules of a client below `folder`, what they have in common, the root, and the runtime where it is within.
fn modules(
    plan: &ClientPlan<'_>,
    crate_name: &str,
    folder: &str,
    runtime: RuntimeSource<'_>,
) -> Result<Vec<(String, String)>, EmitError> {
    let file = |module: &str, tokens: TokenStream| {
        let name = format!("{folder}{module}.rs");
        let text = print::file(&name, tokens)?;
        let linked = plan.links.as_ref().map(|links| links.applied(&text));
        Ok((name, linked.unwrap_or(text)))
    };
    // tokens cannot go from one thread to another
    let of_source = |module: &SourceModule| {
        file(&module.source.module, module::module(plan, module, &library(crate_name))?)
    };
    let of_sources = || plan.modules.par_iter().map(of_source).collect::<Vec<_>>();
    let together = || {
        let library = library(crate_name);
        let mut files = vec![file("lib", root::root(plan, &library, &runtime.item())?)?];
        if let Some(schemas) = module::schemas(plan) {
            files.push(file("schemas", schemas)?);
        }
        if plan.has_shared() {
            files.push(file("shared", module::shared(plan))?);
        }
        Ok::<_, EmitError>(files)
    };
    let (of_sources, together) = rayon::join(of_sources, together);
    let beside = together?.into_iter().chain(runtime.files(folder));
    of_sources.into_iter().chain(beside.map(Ok)).collect()
}
