//! A whole crate around the modules: its manifest, the runtime's source, and what else it has.
//!
//! The runtime is text that is handed in and not looked into.

use proc_macro2::Ident;

use super::readme::readme;
use crate::emit::EmitError;
use crate::emit::RuntimeSource;
use crate::emit::client_tests::crate_tests;
use crate::emit::docs::text::plain;
use crate::emit::plan::ClientPlan;
use crate::emit::syntax::print;

/// What the runtime depends on, as its own manifest has it.
pub(in crate::emit) const DEPENDENCIES: &str = r#"bytes = { version = "1.9", optional = true, default-features = false }
futures-core = { version = "0.3.31", default-features = false }
http = "1.5"
httpdate = "1.0.3"
percent-encoding = "2.3.2"
reqwest = { version = "0.13.5", optional = true, default-features = false }
rustls = { version = "0.23.38", optional = true, default-features = false, features = ["ring", "std", "tls12"] }
serde = { version = "1.0.220", features = ["derive"] }
serde_json = { version = "1.0.150", features = ["preserve_order", "raw_value"] }
serde_path_to_error = "0.1.20"
thiserror = "2.0.21"
tokio = { version = "1.50", optional = true, default-features = false, features = ["time"] }
zeroize = "1.9"
"#;

/// The runtime's features, as its own manifest has them.
pub(in crate::emit) const FEATURES: &str = r#"# An HTTP transport: reqwest. It speaks HTTPS with one of the two below, or with a client of reqwest's that it is given.
reqwest = ["dep:bytes", "dep:reqwest", "dep:tokio"]
# TLS by rustls, with ring: a build needs a C compiler, and no library of the system.
rustls = ["reqwest", "dep:rustls", "reqwest/rustls-no-provider"]
# TLS by the system: OpenSSL on Linux, whose headers a build needs. Where rustls is on as well, rustls is used.
native-tls = ["reqwest", "reqwest/native-tls"]
# A client without async, and the transport for it.
blocking = ["reqwest", "reqwest/blocking"]
"#;

/// The files of a crate called `name`, but for its modules.
///
/// # Errors
/// A fault of this program.
pub(in crate::emit) fn package(
    plan: &ClientPlan<'_>,
    name: &str,
    crate_name: &Ident,
    runtime: RuntimeSource<'_>,
) -> Result<Vec<(String, String)>, EmitError> {
    let mut files = vec![
        ("Cargo.toml".to_owned(), manifest(plan, name, runtime)),
        ("README.md".to_owned(), readme(plan, name, crate_name)?),
    ];
    files.extend(crate_tests::tests(plan, &crate_name.to_string())?);
    Ok(files)
}

fn manifest(plan: &ClientPlan<'_>, name: &str, runtime: RuntimeSource<'_>) -> String {
    let sources: Vec<&str> = plan.modules.iter().map(|module| module.source.module.as_str()).collect();
    let default: Vec<String> = std::iter::once(&"rustls").chain(&sources).map(|name| quoted(name)).collect();
    let sources: String = sources.iter().map(|source| format!("{source} = []\n")).collect();
    let header = print::HEADER.replace("//", "#");
    let (name, description) = (quoted(name), quoted(&format!("Client for {}.", plain(plan.name))));
    let default = default.join(", ");
    let (features, dependencies) = match runtime {
        RuntimeSource::Inside(_) => (FEATURES.to_owned(), DEPENDENCIES.to_owned()),
        RuntimeSource::Dependency => of_runtime(env!("CARGO_PKG_VERSION")),
    };
    format!(
        r#"{header}[package]
name = {name}
description = {description}
version = "0.1.0"
edition = "2024"
rust-version = "1.88"

[features]
default = [{default}]
{features}# The sources.
{sources}
[dependencies]
{dependencies}
[workspace]
"#
    )
}

/// The features and the dependencies of a crate that depends on the runtime.
fn of_runtime(version: &str) -> (String, String) {
    let names_itself = |line: &&str| line.starts_with("serde = ") || line.starts_with("serde_json = ");
    let own: Vec<&str> = DEPENDENCIES.lines().filter(names_itself).collect();
    let own = own.join("\n");
    let features: Vec<String> = FEATURES
        .lines()
        .map(|line| match line.split_once(" = ") {
            // the client has code of its own where there is a transport
            Some((name, what)) if what.contains("\"reqwest\"") => {
                format!("{name} = [\"reqwest\", \"docwright-runtime/{name}\"]\n")
            }
            Some((name, _)) => format!("{name} = [\"docwright-runtime/{name}\"]\n"),
            None => format!("{line}\n"),
        })
        .collect();
    let runtime = format!("docwright-runtime = {{ version = \"{version}\", default-features = false }}");
    (features.concat(), format!("{runtime}\n{own}\n"))
}

/// `text` as a string of TOML, which has JSON's escapes.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
