//! The tests of a whole crate: every sample against the client, written out so that each can be read, and fails, by
//! itself.
//!
//! A sample's JSON stands in the test as text, and beside it as constructor calls and literals. So a change of either
//! is seen.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rayon::prelude::*;
use serde_json::Value;

use super::call::{Call, call};
use super::construct::Difference;
use super::docs::Docs;
use super::example::uses;
use super::module::complex;
use super::names::{Names, ident};
use super::plan::{Module, Plan};
use super::ready::Ready;
use super::sample::{pretty, raw};
use super::test_support::{PLANTED, shared};
use super::text::code;
use super::{EmitError, body, operation_tests, print, route, sample, value};
use crate::model::{Example, Header, HeaderKind, Loss, MediaType, Message, Schema, is_of_transport};

/// The files below `tests/`: the root with what the tests share, and one for each source that has samples.
///
/// # Errors
/// A fault of this program.
pub(super) fn tests(plan: &Plan<'_>, crate_name: &str) -> Result<Vec<(String, String)>, EmitError> {
    // tokens cannot go from one thread to another
    let made = |module: &Module| of_source(plan, module, &ident(crate_name));
    let made: Vec<_> = plan.modules.par_iter().map(made).collect();
    let (mut files, mut modules) = (Vec::new(), Vec::new());
    let mut names = Names::reserving(&[crate_name, "runtime"]);
    for (made, module) in made.into_iter().zip(&plan.modules) {
        let Some(text) = made? else { continue };
        // a source may be called as the crate is
        let feature = &module.source.module;
        let name = ident(&names.take(feature, "_samples"));
        let inner = format!("samples/{feature}.rs");
        modules.push(quote!(#[cfg(feature = #feature)] #[path = #inner] mod #name;));
        files.push((format!("tests/{inner}"), text));
    }
    if !modules.is_empty() {
        let shared = shared(&ident(crate_name), &operation_tests::settings(plan));
        let root = quote! {
            //! What the docs show, against what the client does.
            #![allow(dead_code, unused_imports)]
            #shared
            #(#modules)*
        };
        files.insert(0, ("tests/samples.rs".to_owned(), print::file("tests/samples.rs", root)?));
    }
    Ok(files)
}

/// The text of the tests of a source, if it has samples.
fn of_source(plan: &Plan<'_>, module: &Module, crate_name: &Ident) -> Result<Option<String>, EmitError> {
    let samples = Tests::of(plan, module, crate_name);
    let operations = operation_tests::tests(plan, module, crate_name);
    if samples.is_empty() && operations.is_empty() {
        return Ok(None);
    }
    let docs =
        Docs::new().say(&format!("The operations and samples of {}.", code(&module.source.page))).inner();
    let complex = complex(module);
    let file = quote!(#docs #![allow(deprecated)] #complex use super::*; #operations #samples);
    print::file(&format!("tests/samples/{}.rs", module.source.module), file).map(Some)
}

/// The tests of one source.
struct Tests<'a> {
    plan: &'a Plan<'a>,
    module: &'a Module,
    crate_name: &'a Ident,
    names: Names,
}

impl Tests<'_> {
    fn of(plan: &Plan<'_>, module: &Module, crate_name: &Ident) -> TokenStream {
        let mut tests = Tests { plan, module, crate_name, names: Names::default() };
        let samples = module.source.operations.iter();
        samples
            .map(|operation| {
                let ready = Ready::of(operation, tests.module);
                let of_sample = |example: &Example| tests.of_sample(&ready, example).unwrap_or_default();
                operation.examples.iter().map(of_sample).collect::<TokenStream>()
            })
            .collect()
    }

    fn of_sample(&mut self, ready: &Ready<'_>, example: &Example) -> Option<TokenStream> {
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
    ) -> Option<TokenStream> {
        let (operation, reading) = (ready.operation, &ready.reading);
        // what is told to be sent otherwise cannot be held
        if operation.unsent(url, headers).is_some() {
            return None;
        }
        let call = call(ready, example)?;
        let line = self.names.take(&format!("line_{}", example.line), "_again");
        let path = operation.path.to_string();
        let steps: Vec<String> =
            path.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_lowercase).collect();
        let steps = steps.into_iter().filter(|step| !step.is_empty()).collect::<Vec<_>>().join("_");
        let name = ident(format!("{line}_{}_{steps}", operation.method.to_lowercase()).trim_end_matches('_'));
        let constant = format_ident!("{}", line.to_uppercase());
        let media_type =
            operation.request_body.as_ref().map(|body| &body.media_type).filter(|_| json.is_some());
        let body = operation.body().zip(json).filter(|_| media_type.is_some_and(MediaType::is_json));
        let held = body.map(|(_, json)| {
            let text = raw(&pretty(json));
            quote!(const #constant: &str = #text;)
        });
        let round_trip = body.map(|(schema, json)| {
            let ty = value::field(schema);
            let check = ident(if sample::is_in_order(schema, json, reading) {
                "keeps_text"
            } else {
                "keeps_members"
            });
            quote!(#check::<#ty>(#constant)?;)
        });
        let expected = body.map(|(schema, json)| {
            let differs = call.differs.iter().map(|Difference { path, shown, sent }| {
                let (at, shown, sent) =
                    (sample::pointer(path), sample::expected(shown), sample::expected(sent));
                quote!(settle(&mut expected, #at, #shown, #sent);)
            });
            let mutable = (!call.differs.is_empty()).then(|| quote!(mut));
            let compare = match sample::is_in_order(schema, json, reading) {
                true => quote!(assert_eq!(sent.body, expected.to_string());),
                false => quote!(let body: super::Value = read(&sent.body)?; assert_eq!(body, expected);),
            };
            quote!(let #mutable expected: super::Value = read(#constant)?; #(#differs)* #compare)
        });
        let expected = expected.unwrap_or_else(|| {
            let sent = json.zip(operation.request_body.as_ref()).map(|(json, body)| body::text(body, json));
            let text = raw(&sent.unwrap_or_default());
            quote!(assert_eq!(sent.body, #text);)
        });
        let own = url.strip_prefix(&call.server).unwrap_or(url);
        let server = server(&call);
        let target = format!("{} {}", operation.method, target(server, own));
        let settings = self.plan.headers.settings(headers);
        let planted = self.planted(headers);
        let headers = headers.iter().filter(|(name, _)| !is_of_transport(name));
        let mut sent: Vec<(String, String)> = headers
            .map(|(name, value)| (name.to_lowercase(), self.plan.headers.on_the_wire(name, value)))
            .collect();
        // A body that the docs send without a type is sent with its own.
        let is_typed = sent.iter().any(|(name, _)| name == "content-type");
        sent.extend(
            media_type.filter(|_| !is_typed).map(|it| ("content-type".to_owned(), it.name().to_owned())),
        );
        // by names and not by lines, as a mock has them: `accept` is before `accept-language`
        sent.sort();
        let sent: Vec<String> = sent.into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let sent = match sent.is_empty() {
            true => quote!(assert_eq!(sent.headers.join(", "), "");),
            false => quote!(let headers = [#(#sent),*]; assert_eq!(sent.headers, headers);),
        };
        let Call { body: make, method, .. } = &call;
        let uses = uses(self.module, &quote!(#make #method #round_trip), self.crate_name);
        let accessor = ident(&self.module.source.module);
        let hides = body.filter(|(schema, _)| matches!(schema, Schema::Object(_)));
        let hides = hides.map(|(schema, json)| {
            self.hides(&call, schema, &sample::secrets(schema, json, reading), &planted, &line)
        });
        Some(quote! {
            #held
            #[test]
            fn #name() -> super::Outcome {
                #uses
                #round_trip
                #make
                let (client, mock) = client(#server, #settings)?;
                ready(client.#accessor().#method).expect_err("the mock answers 500");
                let sent = super::Sent::to(&mock)?;
                let target = #target;
                assert_eq!(sent.target, target);
                #sent
                #expected
                Ok(())
            }
            #hides
        })
    }

    /// The test that nothing shows a sample's secrets, and that what the docs do not tell of is kept.
    fn hides(
        &self,
        call: &Call,
        schema: &Schema,
        secrets: &[String],
        planted: &[(String, String)],
        line: &str,
    ) -> TokenStream {
        let name = format_ident!("{line}_hides_secrets");
        let constant = format_ident!("{}", line.to_uppercase());
        let ty = value::field(schema);
        let (method, server) = (&call.method, server(call));
        let settings = self.plan.headers.settings(planted);
        let uses = uses(self.module, &quote!(#method #ty), self.crate_name);
        let (crate_name, accessor) = (self.crate_name, ident(&self.module.source.module));
        quote! {
            #[test]
            fn #name() -> super::Outcome {
                #uses
                let planted = planted(#constant, &[#(#secrets),*])?;
                let body: #ty = serde_json::from_value(planted.clone())?;
                let written = serde_json::to_value(&body)?;
                assert_eq!(written, planted);
                let settings = #settings;
                let (client, _) = client(#server, settings.clone())?;
                let error = ready(client.#accessor().#method).expect_err("the mock answers 500");
                let request = #crate_name::#accessor::#method;
                hide(&[&body, &settings, &client, &request, &error, &error.to_string()]);
                Ok(())
            }
        }
    }

    /// What is put into all settings; where there are very many, into those that a sample sends.
    fn planted(&self, sent: &[(String, String)]) -> Vec<(String, String)> {
        const MANY: usize = 200;
        let planted = |header: &Header| {
            let text = if header.kind == HeaderKind::Text { "shown" } else { PLANTED };
            (header.name.clone(), text.to_owned())
        };
        match self.plan.headers.all.as_slice() {
            all if all.len() <= MANY => all.iter().map(planted).collect(),
            _ => self.plan.headers.sent(sent).into_values().map(|(header, _)| planted(header)).collect(),
        }
    }

    fn response(&mut self, ready: &Ready<'_>, example: &Example, json: &Value) -> Option<TokenStream> {
        let (schema, reading) = (ready.operation.answer()?, &ready.reading);
        let line = self.names.take(&format!("line_{}", example.line), "_again");
        let (name, constant) = (format_ident!("{line}_answer"), format_ident!("{}", line.to_uppercase()));
        let (ty, text) = (value::field(schema), raw(&pretty(json)));
        let uses = uses(self.module, &ty, self.crate_name);
        let ids = self.ids(&ty);
        let check = match (reading.loss(schema, json, false), sample::is_in_order(schema, json, reading)) {
            (None, true) => quote!(keeps_text::<#ty>(#constant)?;),
            (None, false) => quote!(keeps_members::<#ty>(#constant)?;),
            // where the docs contradict themselves, they cannot be held
            (Some(Loss::Dropped(_)), _) => quote!(),
            (Some(Loss::Unreadable(_) | Loss::Missing(_)), _) => return None,
        };
        // What has no type of its own keeps all that it is given.
        let is_open = matches!(schema, Schema::Any | Schema::Map { .. });
        let unknown = (!is_open).then(|| {
            quote! {
                let with_unknown: #ty = read(&with_unknown(#constant)?)?;
                assert_eq!(with_unknown, answer);
            }
        });
        let fields = sample::fields(schema, json, &quote!(answer), reading);
        let fields = fields.iter().map(|(place, value)| quote!(assert_eq!(json!(#place), #value);));
        Some(quote! {
            const #constant: &str = #text;
            #[test]
            fn #name() -> super::Outcome {
                #uses
                #ids
                #check
                let answer: #ty = read(#constant)?;
                #(#fields)*
                #unknown
                Ok(())
            }
        })
    }

    /// `use` of ids that are answers by themselves.
    fn ids(&self, ty: &TokenStream) -> TokenStream {
        let crate_name = self.crate_name;
        let named = super::names::Mentions::of(ty);
        let ids = self.plan.ids.named(&named);
        ids.iter().map(|id| quote!(use #crate_name::#id;)).collect()
    }
}

/// A URL as the tests read one: without escapes, and with the pairs of its query in the order of their names.
pub(super) fn target(server: &str, own: &str) -> String {
    let own = own.split('#').next().unwrap_or_default();
    let (path, query) = own.split_once('?').unwrap_or((own, ""));
    let mut pairs: Vec<String> =
        query.split('&').filter(|pair| !pair.is_empty()).map(route::of_query).collect();
    pairs.sort_by(|one, other| one.split('=').next().cmp(&other.split('=').next()));
    let mark = if pairs.is_empty() { "" } else { "?" };
    format!("{}{mark}{}", route::decoded(&format!("{server}{path}")), pairs.join("&"))
}

/// The server of a sample, or one in its place where the sample has a placeholder for it.
fn server(call: &Call) -> &str {
    let is_told = call.server.contains("://") && !call.server.contains('{');
    if is_told { &call.server } else { "https://server.test" }
}
