//! A whole crate around the modules: its manifest, the runtime's source, tests, and a README.
//!
//! The runtime is text that is handed in and not looked into.

use proc_macro2::Ident;
use quote::quote;

use super::call::{CallExpr, call};
use super::docs::wrap;
use super::example::{names_runtime, uses};
use super::plan::ClientPlan;
use super::ready::Ready;
use super::source_module::SourceModule;
use super::text::{code, plain, safe};
use super::{EmitError, crate_tests, print};
use crate::model::{Example, Lifecycle, Message};

/// What the runtime depends on, as its own manifest has it.
pub(super) const DEPENDENCIES: &str = r#"bytes = { version = "1.9", optional = true, default-features = false }
futures-core = { version = "0.3.31", default-features = false }
http = "1.5"
httpdate = "1.0.3"
percent-encoding = "2.3.2"
reqwest = { version = "0.13.5", optional = true, default-features = false, features = ["rustls-no-provider"] }
rustls = { version = "0.23.38", optional = true, default-features = false, features = ["ring", "std", "tls12"] }
serde = { version = "1.0.220", features = ["derive"] }
serde_json = { version = "1.0.150", features = ["preserve_order", "raw_value"] }
serde_path_to_error = "0.1.20"
thiserror = "2.0.21"
tokio = { version = "1.50", optional = true, default-features = false, features = ["time"] }
zeroize = "1.9"
"#;

/// The runtime's features, as its own manifest has them.
pub(super) const FEATURES: &str = r#"# An HTTP transport: reqwest with rustls.
reqwest = ["dep:bytes", "dep:reqwest", "dep:rustls", "dep:tokio"]
# A client without async, and the transport for it.
blocking = ["reqwest", "reqwest/blocking"]
"#;

/// The files of a crate called `name`, but for its modules.
///
/// # Errors
/// A fault of this program.
pub(super) fn package(
    plan: &ClientPlan<'_>,
    name: &str,
    crate_name: &Ident,
    runtime: &[(&str, &str)],
) -> Result<Vec<(String, String)>, EmitError> {
    let mut files = vec![
        ("Cargo.toml".to_owned(), manifest(plan, name)),
        ("README.md".to_owned(), readme(plan, name, crate_name)),
    ];
    for (file, text) in runtime {
        let file = if *file == "lib.rs" { "mod.rs" } else { file };
        files.push((format!("src/runtime/{file}"), (*text).to_owned()));
    }
    files.extend(crate_tests::tests(plan, &crate_name.to_string())?);
    Ok(files)
}

fn manifest(plan: &ClientPlan<'_>, name: &str) -> String {
    let sources: Vec<&str> = plan.modules.iter().map(|module| module.source.module.as_str()).collect();
    let default: Vec<String> = std::iter::once(&"reqwest").chain(&sources).map(|name| quoted(name)).collect();
    let features: String = sources.iter().map(|source| format!("{source} = []\n")).collect();
    let header = print::HEADER.replace("//", "#");
    let (name, description) = (quoted(name), quoted(&format!("Client for {}.", plain(plan.name))));
    let default = default.join(", ");
    format!(
        r#"{header}[package]
name = {name}
description = {description}
version = "0.1.0"
edition = "2024"
rust-version = "1.88"

[features]
default = [{default}]
{FEATURES}# The sources.
{features}
[dependencies]
{DEPENDENCIES}
[workspace]
"#
    )
}

/// `text` as a string of TOML, which has JSON's escapes.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn readme(plan: &ClientPlan<'_>, name: &str, crate_name: &Ident) -> String {
    let api = safe(plan.name);
    let sources: String = plan
        .modules
        .iter()
        .map(|module| {
            let lifecycle = match module.source.lifecycle {
                Lifecycle::Ga => "",
                Lifecycle::Beta => " (beta)",
                Lifecycle::Deprecated => " (deprecated)",
            };
            format!("- {}: {}{lifecycle}\n", code(&module.source.module), safe(&module.source.title))
        })
        .collect();
    let intro = wrap(
        &format!(
            "A client for {api}, written by docwright from the API's docs. Each source is a module behind a Cargo \
             feature of its name; all are on by default. The docs' own words, and the lines they stand on, are in the \
             crate's documentation (`cargo doc --open`); every request in it is one of the docs' samples."
        ),
        100,
    )
    .join("\n");
    let example = usage(plan, crate_name).unwrap_or_default();
    let usage = wrap(
        "`Settings` are what every call sends; `Client::new` takes them, and gives the calls of each source by its \
         name. Without the feature `reqwest` there is no HTTP stack: bring a transport of your own, or use the types \
         alone. The feature `blocking` has the same calls without async. `runtime::Mock` is a transport for tests.",
        100,
    )
    .join("\n");
    format!(
        "# {name}\n\n{intro}\n\n{sources}\n{example}{usage}\n\n    cargo test    # every sample of the docs against the client\n"
    )
}

/// The first call that a sample shows, from the settings to the answer.
fn usage(plan: &ClientPlan<'_>, crate_name: &Ident) -> Option<String> {
    let mut operations =
        plan.modules.iter().flat_map(|module| module.source.operations.iter().map(move |o| (module, o)));
    let shown = |module: &SourceModule, ready: &Ready<'_>, example: &Example| {
        let Message::Request { headers, .. } = &example.message else { return None };
        let CallExpr { before, value, server, .. } = call(ready, example)?;
        let (settings, types) = (plan.headers.settings(headers), plan.headers.types());
        let code = quote!(#before #value);
        let (uses, runtime) =
            (uses(module, &code, crate_name), names_runtime(&code).then(|| quote!(runtime)));
        let server = plan.server.is_none().then(|| quote!(#server,));
        print::statements(
            "README.md",
            quote! {
                use #crate_name::{Client, #types, #runtime};
                #uses
                let client = Client::new(#server #settings)?;
                #before
                let answer = client.send(#value).await?;
            },
        )
        .ok()
    };
    let lines = operations.find_map(|(module, operation)| {
        let ready = Ready::of(operation, module);
        operation.examples.iter().find_map(|example| shown(module, &ready, example))
    })?;
    Some(format!("```rust\n{}\n```\n\n", lines.join("\n")))
}
