//! How settings and clients are made, as the examples in their docs.

use proc_macro2::Ident;
use quote::quote;

use crate::emit::EmitError;
use crate::emit::calls::example;
use crate::emit::docs::comment::DocExample;
use crate::emit::plan::ClientPlan;
use crate::emit::plan::fullest::SampleHeaders;
use crate::emit::syntax::print;

/// The settings of the sample that has most of them.
///
/// # Errors
/// An example is no Rust.
pub(in crate::emit) fn settings(
    plan: &ClientPlan<'_>,
    crate_name: &Ident,
) -> Result<Vec<DocExample>, EmitError> {
    let Some(SampleHeaders { page, line, headers }) = plan.fullest.headers() else { return Ok(Vec::new()) };
    let made = plan.headers.settings(headers);
    let types = plan.headers.types();
    let lines = print::statements("lib.rs", quote!(use #crate_name::{#types}; let settings = #made;))?;
    let title = format!("{}:", example::line(page, *line));
    Ok(vec![DocExample { title, runs: true, lines }])
}

/// From the settings to an answer: over a transport that is given, or the one of the client that waits.
///
/// # Errors
/// An example is no Rust.
pub(in crate::emit) fn client(
    has_server: bool,
    waits: bool,
    crate_name: &Ident,
) -> Result<DocExample, EmitError> {
    let url = || quote!("https://api.example.com");
    let (statements, first) = if waits {
        let server = (!has_server).then(url).map(|url| quote!(#url,));
        let statements = quote! {
            use #crate_name::{BlockingClient, runtime::RetryPolicy};
            let client = BlockingClient::builder(#server settings).retry(RetryPolicy::none()).build()?;
            let response = client.send(operation)?;
        };
        (
            statements,
            format!(
                "# fn example(settings: Settings, operation: impl Operation) -> {crate_name}::Result<()> {{"
            ),
        )
    } else {
        let (server, name) = if has_server { (quote!(SERVER), Some(quote!(SERVER,))) } else { (url(), None) };
        let statements = quote! {
            use #crate_name::{Client, #name runtime::RetryPolicy};
            let client = Client::with_transport(#server, settings, transport)?.retry(RetryPolicy::none());
            let response = client.send(operation).await?;
        };
        let first =
            "# async fn example(settings: Settings, transport: impl Transport, operation: impl Operation)";
        (statements, format!("{first}\n# -> {crate_name}::Result<()> {{"))
    };
    let mut lines = vec![format!("# use {crate_name}::{{Operation, Settings, runtime::Transport}};")];
    lines.extend(first.lines().map(str::to_owned));
    lines.extend(print::statements("lib.rs", statements)?);
    lines.push("# Ok(()) }".to_owned());
    Ok(DocExample { title: String::new(), runs: false, lines })
}
