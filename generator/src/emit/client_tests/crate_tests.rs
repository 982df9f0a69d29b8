//! The tests of a whole crate: every operation and every sample against the client.
//!
//! What is to be sent, and what the documentation shows as sent and answered, is data: a JSON file for each source. Beside
//! it is a line of Rust for each row: the call that sends it, or the type that reads it.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::test_support::shared;
use super::{body, operation_tests, sample};
use crate::emit::EmitError;
use crate::emit::calls::call::{CallExpr, call};
use crate::emit::calls::literal_expr::ResolvedDifference;
use crate::emit::calls::ready::Ready;
use crate::emit::calls::route;
use crate::emit::docs::comment::DocComment;
use crate::emit::docs::text::code;
use crate::emit::plan::ClientPlan;
use crate::emit::plan::source_module::SourceModule;
use crate::emit::syntax::names::{TokenNames, ident};
use crate::emit::syntax::{macros, print};
use crate::emit::types::lints::complex;
use crate::emit::types::value;
use crate::json_layout::laid_out;
use crate::model::{Example, Loss, MediaType, Message, Schema, is_of_transport};
use crate::naming::Namespace;
use crate::naming::type_name;

/// Rows that one test has: each call has its place on the stack.
const ROWS: usize = 40;

/// The files below `tests/`: the root with what the tests share, and two for each source.
///
/// # Errors
/// A fault of this program.
pub(in crate::emit) fn tests(
    plan: &ClientPlan<'_>,
    crate_name: &str,
) -> Result<Vec<(String, String)>, EmitError> {
    // tokens cannot go from one thread to another
    let made = |module: &SourceModule| of_source(plan, module, &ident(crate_name));
    let made: Vec<_> = plan.modules.par_iter().map(made).collect();
    let (mut files, mut modules) = (Vec::new(), Vec::new());
    let mut names = Namespace::reserving(&[crate_name, "runtime"]);
    for (made, module) in made.into_iter().zip(&plan.modules) {
        let Some((text, data)) = made? else { continue };
        // a source may be called as the crate is
        let feature = &module.source.module;
        let name = ident(&names.take(feature, "_samples"));
        let inner = format!("samples/{feature}.rs");
        modules.push(quote!(#[cfg(feature = #feature)] #[path = #inner] mod #name;));
        files.push((format!("tests/{inner}"), text));
        files.push((format!("tests/samples/{feature}.json"), data));
    }
    if !modules.is_empty() {
        let shared = shared(&ident(crate_name), &plan.headers);
        let root = quote! {
            //! What the documentation shows, against what the client does.
            #![allow(dead_code, unused_imports)]
            #shared
            #(#modules)*
        };
        files.insert(0, ("tests/samples.rs".to_owned(), print::file("tests/samples.rs", root)?));
    }
    Ok(files)
}

/// The tests of a source and their data, if it has operations.
fn of_source(
    plan: &ClientPlan<'_>,
    module: &SourceModule,
    crate_name: &Ident,
) -> Result<Option<(String, String)>, EmitError> {
    let mut rows = TestRows { plan, names: Namespace::default(), data: Map::new(), checks: Vec::new() };
    for operation in &module.source.operations {
        let ready = Ready::of(operation, module);
        rows.operation(&ready);
        operation.examples.iter().for_each(|example| {
            // a sample that is none of its operation has no row
            let _ = rows.sample(&ready, example);
        });
    }
    if rows.checks.is_empty() {
        return Ok(None);
    }
    let docs = DocComment::new()
        .say(&format!("The operations and samples of {}.", code(&module.source.page)))
        .inner();
    let complex = complex(module);
    let source = ident(&module.source.module);
    let mentions = TokenNames::of(&rows.checks.iter().cloned().collect());
    let ids = plan.ids.named(&mentions);
    let schemas = plan.named.named(&mentions);
    let within = mentions.has("schemas").then(|| quote!(use #crate_name::schemas;));
    let ids = (!ids.is_empty()).then(|| quote!(use #crate_name::{#(#ids),*};));
    // a named object may be held in a box, which is made of it
    let boxed = (!schemas.is_empty()).then(|| quote!(#![allow(clippy::useless_conversion)]));
    let schemas = (!schemas.is_empty()).then(|| quote!(use #crate_name::schemas::{#(#schemas),*};));
    let name = format!("tests/samples/{}.rs", module.source.module);
    // none of the names that the tests share: a type of the source may be called so
    let head = quote!(#docs #![allow(deprecated, unused_imports)] #complex #boxed use #crate_name::{runtime, #source::*}; use serde_json::json; #ids #within #schemas);
    let mut text = print::file(&name, head)?;
    let data = format!("{}.json", module.source.module);
    for (number, checks) in rows.checks.chunks(ROWS).enumerate() {
        let name = if number == 0 { ident("rows") } else { format_ident!("rows_{}", number + 1) };
        let checks = quote!(#(#checks)* Ok(()));
        syn::parse2::<syn::Block>(quote!({ #checks }))
            .map_err(|error| EmitError { file: name.to_string(), fault: error.to_string() })?;
        text.push_str(&format!(
            "\n#[test]\nfn {name}() -> super::Outcome {{\n    super::table(include_str!({data:?}), |table| {{\n{}    }})\n}}\n",
            macros::lines(checks, 2)
        ));
    }
    let data = laid_out(&Value::Object(rows.data).to_string(), 0) + "\n";
    Ok(Some((text, data)))
}

/// The rows of one source.
struct TestRows<'a> {
    plan: &'a ClientPlan<'a>,
    names: Namespace,
    data: Map<String, Value>,
    checks: Vec<TokenStream>,
}

impl TestRows<'_> {
    fn row(&mut self, name: &str, data: Value) -> String {
        let name = self.names.take(name, "_again");
        self.data.insert(name.clone(), data);
        name
    }

    fn operation(&mut self, ready: &Ready<'_>) {
        let Some((CallExpr { before, value, .. }, data)) = operation_tests::row(self.plan, ready) else {
            return;
        };
        let name = self.row(&ready.operation.name, data);
        self.checks.push(quote!(#before table.sends_all(#name, #value);));
    }

    fn sample(&mut self, ready: &Ready<'_>, example: &Example) -> Option<()> {
        match &example.message {
            Message::Request { url, headers, body } => {
                self.request(ready, example, url, headers, body.as_ref())
            }
            Message::Response { body, .. } => self.response(ready, example, body),
        }
    }

    fn request(
        &mut self,
        ready: &Ready<'_>,
        example: &Example,
        url: &str,
        headers: &[(String, String)],
        json: Option<&Value>,
    ) -> Option<()> {
        let (operation, definitions) = (ready.operation, &ready.definitions);
        // what is reported as sent otherwise cannot be compared
        if operation.unsent(url, headers).is_some() {
            return None;
        }
        let call = call(ready, example)?;
        let media_type =
            operation.request_body.as_ref().map(|body| &body.media_type).filter(|_| json.is_some());
        let body = operation.body().zip(json).filter(|_| media_type.is_some_and(MediaType::is_json));
        let mut data = Map::new();
        let own = url.strip_prefix(&call.server).unwrap_or(url);
        let server = server(&call.server);
        data.insert("server".to_owned(), server.into());
        // what an operation takes itself is none of the client's
        let (given, taken): (Vec<_>, Vec<_>) = operation
            .without_own_cookies(headers)
            .into_iter()
            .partition(|(name, _)| operation.headers.iter().any(|header| header.eq_ignore_ascii_case(name)));
        data.insert("settings".to_owned(), self.plan.headers.values(&given).into());
        let line = format!("{} {}", operation.method, target(server, own));
        data.insert("line".to_owned(), line.into());
        data.insert(
            "headers".to_owned(),
            self.sent(&given, taken, operation.own_cookies(headers), media_type).into(),
        );
        let sent = match body {
            Some((_, json)) => json.clone(),
            None => {
                let sent = json.zip(operation.request_body.as_ref());
                sent.map(|(json, body)| body::text(body, json)).unwrap_or_default().into()
            }
        };
        data.insert("body".to_owned(), sent);
        if let Some((schema, json)) = body {
            data.insert("ordered".to_owned(), sample::is_in_order(schema, json, definitions).into());
            if matches!(schema, Schema::Object(_) | Schema::Named { .. }) {
                data.insert("open".to_owned(), true.into());
            }
            let secrets = sample::secrets(schema, json, definitions);
            if !secrets.is_empty() {
                data.insert("secrets".to_owned(), secrets.into());
            }
        }
        if !call.differs.is_empty() {
            let settled = call.differs.iter().map(|ResolvedDifference { path, shown, sent }| {
                json!({ "at": sample::pointer(path), "shown": shown, "sent": sent })
            });
            data.insert("settled".to_owned(), settled.collect());
        }
        let name = self.row(&format!("line_{}", example.line), Value::Object(data));
        let (before, value) = (&call.before, &call.value);
        self.checks.push(quote!(#before table.sends(#name, #value);));
        if let Some((schema, _)) = body {
            let ty = match operation.own_body() {
                Some(_) => {
                    let ty = ident(&type_name(operation));
                    quote!(#ty)
                }
                None => value::field(schema),
            };
            self.checks.push(quote!(table.keeps::<#ty>(#name);));
        }
        Some(())
    }

    /// The headers that a sample sends, each as `name: value`: those that a client is given, and the operation's own.
    fn sent(
        &self,
        given: &[(String, String)],
        taken: Vec<(String, String)>,
        cookies: Vec<String>,
        media_type: Option<&MediaType>,
    ) -> Vec<String> {
        let given =
            given.iter().map(|(name, value)| (name.clone(), self.plan.headers.on_the_wire(name, value)));
        let all = given.chain(taken).filter(|(name, _)| !is_of_transport(name));
        let mut sent: Vec<(String, String)> = all.map(|(name, value)| (name.to_lowercase(), value)).collect();
        operation_tests::add_cookies(&mut sent, cookies);
        // A body that the docs send without a type is sent with its own.
        let is_typed = sent.iter().any(|(name, _)| name == "content-type");
        sent.extend(
            media_type.filter(|_| !is_typed).map(|it| ("content-type".to_owned(), it.name().to_owned())),
        );
        // by names and not by lines, as a mock has them: `accept` is before `accept-language`
        sent.sort();
        sent.into_iter().map(|(name, value)| format!("{name}: {value}")).collect()
    }

    fn response(&mut self, ready: &Ready<'_>, example: &Example, json: &Value) -> Option<()> {
        let (schema, definitions) = (ready.operation.answer()?, &ready.definitions);
        let ty = value::field(schema);
        // What has no type of its own keeps all that it is given.
        let is_open =
            matches!(schema, Schema::Any | Schema::Map { .. }) || self.plan.named.keeps_unknown(schema);
        let mut data = Map::from_iter([("body".to_owned(), json.clone())]);
        match definitions.loss(schema, json, false) {
            None => {
                data.insert("ordered".to_owned(), sample::is_in_order(schema, json, definitions).into());
            }
            // where the docs contradict themselves, they cannot be held
            Some(Loss::Dropped(_)) => {}
            Some(Loss::Unreadable(_) | Loss::Missing(_)) => return None,
        }
        if is_open {
            data.insert("open".to_owned(), true.into());
        }
        let name = self.row(&format!("line_{}", example.line), Value::Object(data));
        self.checks.push(quote!(table.reads::<#ty>(#name);));
        Some(())
    }
}

/// A URL as the tests read one: without escapes, and with the pairs of its query in the order of their names.
pub(in crate::emit) fn target(server: &str, own: &str) -> String {
    let own = own.split('#').next().unwrap_or_default();
    let (path, query) = own.split_once('?').unwrap_or((own, ""));
    let mut pairs: Vec<String> =
        query.split('&').filter(|pair| !pair.is_empty()).map(route::of_query).collect();
    pairs.sort_by(|one, other| one.split('=').next().cmp(&other.split('=').next()));
    let mark = if pairs.is_empty() { "" } else { "?" };
    let url = format!("{server}{path}");
    // what asks a host for nothing asks it for `/`
    let slash = if url.split_once("://").is_some_and(|(_, rest)| !rest.contains('/')) { "/" } else { "" };
    format!("{}{slash}{mark}{}", route::decoded(&url), pairs.join("&"))
}

/// The server of a sample, or one in its place where no client takes it: it has a placeholder, or would be called unencrypted.
fn server(own: &str) -> &str {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | ':' | '/');
    let is_taken =
        own.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && rest.chars().all(is_plain));
    if is_taken { own } else { "https://server.test" }
}

#[cfg(test)]
mod tests {
    use super::{server, target};

    #[test]
    fn servers_that_no_client_takes_are_replaced() {
        for (own, is_taken) in [
            ("https://a.test:90/v1", true),
            ("http://a.test", false),
            ("http://localhost:90", false),
            ("https://{host}", false),
            ("https://<host>:<port>", false),
            ("https://$HOST", false),
            ("https://", false),
            ("", false),
        ] {
            assert_eq!(server(own), if is_taken { own } else { "https://server.test" }, "{own}");
        }
    }

    #[test]
    fn what_asks_a_host_for_nothing_asks_it_for_a_slash() {
        for (server, own, expected) in [
            ("https://a.test", "", "https://a.test/"),
            ("https://a.test", "?b=1&a=2", "https://a.test/?a=2&b=1"),
            ("https://a.test", "/", "https://a.test/"),
            ("https://a.test/v1", "", "https://a.test/v1"),
            ("https://a.test/v1", "/x", "https://a.test/v1/x"),
            ("", "/x", "/x"),
        ] {
            assert_eq!(target(server, own), expected, "{server} {own}");
        }
    }
}
