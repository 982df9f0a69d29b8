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
mod template;
mod test_support;
mod text;
mod unique;
mod usage;
mod value;
mod variants;

#[cfg(test)]
mod tests;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rayon::prelude::*;

use crate::model::Api;
use names::ident;
use plan::Plan;

/// The file of the model that a client was made from, beside its modules.
pub const MODEL: &str = "model.json";

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Paths below the output folder, with `/`, and texts.
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

/// The client as the modules of a crate called `crate_name`.
///
/// # Errors
/// A fault of this program.
pub fn client(api: &Api, crate_name: &str) -> Result<Output, EmitError> {
    let plan = Plan::new(api);
    let runtime = || {
        quote!(
            pub use docwright_runtime as runtime;
        )
    };
    let samples = || print::file("samples.rs", samples::samples(&plan, &library(crate_name)));
    let (modules, (samples, model)) =
        rayon::join(|| modules(&plan, crate_name, &runtime(), ""), || (samples(), model(api)));
    let mut files = modules?;
    files.push(("samples.rs".to_owned(), samples?));
    files.push((MODEL.to_owned(), model?));
    Ok(Output { files })
}

/// The client as a crate called `crate_name` that stands by itself: with `runtime`, the names and texts of the
/// runtime's source files, as a module.
///
/// # Errors
/// A fault of this program.
pub fn whole_crate(api: &Api, crate_name: &str, runtime: &[(&str, &str)]) -> Result<Output, EmitError> {
    let plan = Plan::new(api);
    let module = || {
        quote!(
            pub mod runtime;
        )
    };
    let package = || package::package(&plan, crate_name, &library(crate_name), runtime);
    let (modules, package) = rayon::join(|| modules(&plan, crate_name, &module(), "src/"), package);
    let mut files = modules?;
    files.extend(package?);
    Ok(Output { files })
}

/// The model with the names that the client has: some of `api`'s are taken, by Rust or by another item.
pub fn named(api: &Api) -> Api {
    unique::named(api)
}

/// The Cargo features that a client asks for: one for each source, called as its module.
pub fn features(api: &Api) -> Vec<String> {
    unique::modules(api)
}

/// The model as it was given, for those who compare it with a later one.
fn model(api: &Api) -> Result<String, EmitError> {
    let fault = |error: serde_json::Error| EmitError { file: MODEL.to_owned(), fault: error.to_string() };
    Ok(layout::laid_out(&serde_json::to_string(api).map_err(fault)?) + "\n")
}

/// The name of a crate in Rust.
fn library(crate_name: &str) -> Ident {
    ident(&crate_name.replace('-', "_"))
}

fn modules(
    plan: &Plan,
    crate_name: &str,
    runtime: &TokenStream,
    folder: &str,
) -> Result<Vec<(String, String)>, EmitError> {
    let crate_name = library(crate_name);
    let mut files =
        vec![(format!("{folder}lib.rs"), print::file("lib.rs", root::root(plan, &crate_name, runtime)?)?)];
    if plan.has_shared() {
        let path = format!("{folder}shared.rs");
        let text = print::file(&path, module::shared(plan, &crate_name)?)?;
        files.push((path, text));
    }
    let name = crate_name.to_string();
    let written = |module: &plan::Module| {
        let path = format!("{folder}{}.rs", module.source.module);
        // tokens cannot go from one thread to another
        let text = print::file(&path, module::module(plan, module, &ident(&name))?)?;
        Ok((path, text))
    };
    let modules: Vec<Result<(String, String), EmitError>> = plan.modules.par_iter().map(written).collect();
    for module in modules {
        files.push(module?);
    }
    Ok(files)
}
