//! What somebody sees first of a client: a first call, and which operations its modules have.

use proc_macro2::Ident;
use quote::quote;

use crate::emit::EmitError;
use crate::emit::calls::call::{CallExpr, call};
use crate::emit::calls::example::{names_runtime, uses};
use crate::emit::calls::ready::Ready;
use crate::emit::docs::comment::{DocComment, DocExample};
use crate::emit::docs::deprecation::deprecated_operation;
use crate::emit::docs::text::{code, safe};
use crate::emit::plan::ClientPlan;
use crate::emit::plan::source_module::SourceModule;
use crate::emit::syntax::print;
use crate::model::{Example, Lifecycle, Message, Operation, Source};
use crate::naming::type_name;

/// The docs of the root.
///
/// # Errors
/// An example is no Rust.
pub(in crate::emit) fn intro(plan: &ClientPlan<'_>, crate_name: &Ident) -> Result<DocComment, EmitError> {
    let docs = DocComment::new().say(&format!("Client for {}.", safe(plan.name)));
    let docs = match FirstCall::of(plan, crate_name) {
        Some(first) => docs.examples(&[first.example()?]),
        None => docs,
    };
    let modules = plan.modules.iter().map(|SourceModule { source, .. }| {
        let operations: Vec<String> = source.operations.iter().map(|it| code(&type_name(it))).collect();
        let operations =
            if operations.is_empty() { String::new() } else { format!(": {}", operations.join(", ")) };
        // a link of Rust would be a broken one where the feature is off
        format!("[`{0}`]({0}/index.html): {1}{operations}", source.module, titled(source))
    });
    Ok(docs
        .say("Each page of the documentation is a module, behind a Cargo feature of its name:")
        .list(modules))
}

/// What a source is called, and whether it is not what everybody should use.
pub(in crate::emit) fn titled(source: &Source) -> String {
    let lifecycle = match source.lifecycle {
        Lifecycle::Ga => "",
        Lifecycle::Beta => " (beta)",
        Lifecycle::Deprecated => " (deprecated)",
    };
    format!("{}{lifecycle}", safe(&source.title))
}

/// A call of the simplest operation that a sample shows, from the settings to the response.
pub(in crate::emit) struct FirstCall {
    feature: String,
    lines: Result<Vec<String>, EmitError>,
}

impl FirstCall {
    /// That of a client; none where no sample shows a call.
    pub(in crate::emit) fn of(plan: &ClientPlan<'_>, crate_name: &Ident) -> Option<Self> {
        let operations = plan
            .modules
            .iter()
            .flat_map(|module| module.source.operations.iter().map(move |it| (module, it)));
        let mut operations: Vec<_> = operations.collect();
        operations.sort_by_cached_key(|(module, operation)| effort(&module.source, operation));
        operations.into_iter().find_map(|(module, operation)| {
            let ready = Ready::of(operation, module);
            let lines = operation
                .examples
                .iter()
                .find_map(|example| lines(plan, module, &ready, example, crate_name))?;
            Some(Self { feature: module.source.module.clone(), lines })
        })
    }

    /// Its lines, in an async function that may fail.
    ///
    /// # Errors
    /// They are no Rust.
    pub(in crate::emit) fn lines(self) -> Result<Vec<String>, EmitError> {
        self.lines
    }

    /// As an example that is compiled where its module is, and a client.
    fn example(self) -> Result<DocExample, EmitError> {
        let condition = format!("# #[cfg(all(feature = \"reqwest\", feature = \"{}\"))]", self.feature);
        let start = "# async fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned();
        let lines = [condition, start].into_iter().chain(self.lines?).chain(["# Ok(()) }".to_owned()]);
        Ok(DocExample { title: String::new(), runs: false, lines: lines.collect() })
    }
}

/// What speaks against an operation as the first that somebody calls, most of it first.
fn effort(source: &Source, operation: &Operation) -> (bool, bool, bool, usize) {
    let arguments = operation.parameters.iter().filter(|parameter| parameter.is_argument()).count();
    (
        deprecated_operation(source, operation).is_some(),
        operation.method != "GET" || operation.request_body.is_some(),
        operation.answer().is_none(),
        arguments,
    )
}

fn lines(
    plan: &ClientPlan<'_>,
    module: &SourceModule,
    ready: &Ready<'_>,
    example: &Example,
    crate_name: &Ident,
) -> Option<Result<Vec<String>, EmitError>> {
    let Message::Request { headers, .. } = &example.message else { return None };
    let CallExpr { before, value, server, .. } = call(ready, example)?;
    let (settings, types) = (plan.headers.settings(headers), plan.headers.types());
    let code = quote!(#before #value);
    let (uses, runtime) = (uses(module, &code, crate_name), names_runtime(&code).then(|| quote!(runtime)));
    let server = if server.contains("://") { server } else { "https://api.example.com".to_owned() };
    let server = plan.server.is_none().then(|| quote!(#server,));
    let shown = ready.operation.answer().map(|_| quote!(println!("{response:?}");));
    let response = if shown.is_some() { quote!(let response =) } else { quote!() };
    Some(print::statements(
        "lib.rs",
        quote! {
            use #crate_name::{Client, #types, #runtime};
            #uses
            let client = Client::new(#server #settings)?;
            #before
            #response client.send(#value).await?;
            #shown
        },
    ))
}
