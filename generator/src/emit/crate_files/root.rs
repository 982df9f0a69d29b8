//! The root of the client: its modules, the server, the settings, the client that all sources share, and ids.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{front_page, usage};
use crate::emit::EmitError;
use crate::emit::docs::comment::{self, DocComment, DocExample};
use crate::emit::docs::text::code;
use crate::emit::plan::ClientPlan;
use crate::emit::plan::settings::ClientHeaders;
use crate::emit::plan::source_module::SourceModule;
use crate::emit::syntax::method_chain::chain;
use crate::emit::syntax::names::ident;
use crate::emit::types::lints;
use crate::model::{Evidence, Header, HeaderKind, Server, Source};

/// The root; `runtime` is the item that makes the runtime a module of it.
///
/// # Errors
/// An example is no Rust.
pub(in crate::emit) fn root(
    plan: &ClientPlan<'_>,
    crate_name: &Ident,
    runtime: &TokenStream,
) -> Result<TokenStream, EmitError> {
    let docs = front_page::intro(plan, crate_name)?.inner();
    let modules = plan.modules.iter().map(|SourceModule { source: Source { module, .. }, .. }| {
        let name = ident(module);
        quote!(#[cfg(feature = #module)] pub mod #name;)
    });
    // Without types there is nothing in it for anybody else.
    let public = (!plan.shared.is_empty()).then(|| quote!(pub));
    let schemas = (!plan.named.types.is_empty()).then(|| {
        quote!(
            pub mod schemas;
        )
    });
    let shared = plan.has_shared().then(|| quote!(#public mod shared;));
    let server = plan.server.map(|Server { url, evidence }| {
        let docs = DocComment::new().say("Where the API is.").evidence(evidence).outer();
        quote!(#docs pub const SERVER: &str = #url;)
    });
    let settings = settings(&plan.headers, &usage::settings(plan, crate_name)?);
    let clients = clients(plan.server.is_some(), crate_name)?;
    let ids = plan.ids.all.iter().map(|(name, evidence)| id(name, evidence));
    let common = quote! {
        #[doc(no_inline)]
        pub use runtime::{Error, Operation, Response, Secret};
        /// What a call gives, or the reason why it does not.
        pub type Result<T, E = Error> = std::result::Result<T, E>;
    };
    Ok(quote!(#docs #runtime #common #schemas #shared #(#modules)* #server #settings #clients #(#ids)*))
}

/// What every call needs. A header that some sample does without is a setter.
fn settings(headers: &ClientHeaders, examples: &[DocExample]) -> TokenStream {
    let ty = |header: &Header| match header.kind {
        HeaderKind::Bearer => quote!(runtime::Bearer),
        HeaderKind::Basic => quote!(runtime::Basic),
        HeaderKind::Secret => quote!(runtime::Secret),
        HeaderKind::Text => quote!(String),
    };
    let fields = headers.all.iter().map(|header| {
        let (name, ty) = (ident(&header.ident), ty(header));
        if header.required { quote!(#name: #ty) } else { quote!(#name: Option<#ty>) }
    });
    let (required, named) = (|| headers.required(), headers.required_type());
    let setters = headers.all.iter().filter(|header| !header.required).map(|header| {
        let (name, ty) = (ident(&header.ident), ty(header));
        let docs = DocComment::new()
            .say(&format!("Header {}.", code(&header.name)))
            .evidence(&header.evidence)
            .outer();
        quote! {
            #docs
            #[must_use]
            pub fn #name(mut self, #name: impl Into<#ty>) -> Self {
                self.#name = Some(#name.into());
                self
            }
        }
    });
    let whose =
        |header: &Header| format!("header {} ({})", code(&header.name), comment::pointer(&header.evidence));
    let filled = headers.all.iter().map(|header| {
        let name = ident(&header.ident);
        match (header.required, &named) {
            (true, None) => quote!(#name: #name.into()),
            (true, Some(_)) => quote!(#name),
            (false, _) => quote!(#name: None),
        }
    });
    let new = required().next().map(|_| match &named {
        Some(ty) => {
            let docs = DocComment::new().say(&format!("Takes what every call sends: [`{ty}`].")).outer();
            let names = required().map(|header| ident(&header.ident));
            quote! {
                #docs
                pub fn new(#ty { #(#names),* }: #ty) -> Self { Self { #(#filled),* } }
            }
        }
        None => {
            let list = required().map(|header| format!("{}: {}", code(&header.ident), whose(header)));
            let docs = DocComment::new().say("Takes what every call sends:").list(list).outer();
            let arguments = required().map(|header| {
                let (name, ty) = (ident(&header.ident), ty(header));
                quote!(#name: impl Into<#ty>)
            });
            quote!(#docs pub fn new(#(#arguments),*) -> Self { Self { #(#filled),* } })
        }
    });
    let of_required = named.as_ref().map(|name| {
        let docs = DocComment::new().say("What every call sends, each by the name of its header.").outer();
        let fields = required().map(|header| {
            let (name, ty) = (ident(&header.ident), ty(header));
            let docs = DocComment::new().say(&format!("Header {}.", code(&header.name)));
            let docs = docs.evidence(&header.evidence).outer();
            quote!(#docs pub #name: #ty)
        });
        quote!(#docs #[derive(Debug, Clone)] pub struct #name { #(#fields),* })
    });
    let default = new.is_none().then(|| quote!(Default,));
    let optional = headers.all.iter().filter(|header| !header.required).map(|header| header.ident.as_str());
    let allow = lints::allowed(optional, headers.all.iter().map(|header| header.ident.as_str()));
    let methods = (!headers.all.is_empty()).then(|| quote!(#allow impl Settings { #new #(#setters)* }));
    let from = headers_from_settings(&headers.all);
    let docs = DocComment::new()
        .say("What the calls of this API have in common: each is asked for once.")
        .examples(examples)
        .outer();
    quote! {
        #docs
        #[derive(Debug, Clone, #default)]
        pub struct Settings { #(#fields),* }
        #of_required
        #methods
        #from
    }
}

fn headers_from_settings(headers: &[Header]) -> TokenStream {
    let values =
        headers.iter().filter(|header| header.required || header.kind != HeaderKind::Bearer).map(|header| {
            let (name, value) = (&header.name, ident(&header.ident));
            let set = match (header.kind, header.required) {
                (HeaderKind::Bearer, _) => "bearer",
                (HeaderKind::Basic | HeaderKind::Secret, true) => "secret",
                (HeaderKind::Basic | HeaderKind::Secret, false) => "optional_secret",
                (HeaderKind::Text, true) => "text",
                (HeaderKind::Text, false) => "optional_text",
            };
            let set = ident(set);
            match (header.kind, header.required) {
                (HeaderKind::Basic, false) => {
                    quote!(.#set(#name, settings.#value.map(runtime::Secret::from)))
                }
                _ => quote!(.#set(#name, settings.#value)),
            }
        });
    let made = chain(&quote!(Self::new()), values);
    let optional = headers.iter().find(|header| !header.required && header.kind == HeaderKind::Bearer);
    let made = match optional {
        Some(header) => {
            let (name, value) = (&header.name, ident(&header.ident));
            quote! {
                let headers = #made;
                match settings.#value {
                    Some(bearer) => headers.bearer(#name, bearer),
                    None => headers,
                }
            }
        }
        None => made,
    };
    let settings = if headers.is_empty() { quote!(_) } else { quote!(settings) };
    quote! {
        impl From<Settings> for runtime::Headers {
            fn from(#settings: Settings) -> Self { #made }
        }
    }
}

/// The clients that all sources share: one that awaits, and one that waits.
fn clients(has_server: bool, crate_name: &Ident) -> Result<TokenStream, EmitError> {
    let docs = |what: &str, waits: bool| {
        let example = usage::client(has_server, waits, crate_name)?;
        Ok(DocComment::new().say(what).examples(&[example]).outer())
    };
    let client = docs("Sends the calls of all sources.", false)?;
    let blocking = docs("[`Client`] without async.", true)?;
    // without a transport of its own the crate has no `new`, and the example of the type does without
    let (what, errors) = match has_server {
        true => (
            "A client of [`SERVER`].",
            "TLS cannot be set up on this machine, or the URL of a proxy is not valid.",
        ),
        false => (
            "A client of the API at `server`.",
            "The server's URL is refused, TLS cannot be set up on this machine, or the URL of a proxy is not valid.",
        ),
    };
    let new = DocComment::new().say(what).section("Errors", errors).outer();
    let server = has_server.then(|| quote!(= SERVER));
    Ok(quote! {
        runtime::client! {
            #client
            pub struct Client #server;
            #new
            pub fn new;
            #blocking
            pub struct BlockingClient;
        }
    })
}

/// The newtype of an identifier.
fn id(name: &str, evidence: &[Evidence]) -> TokenStream {
    let docs = DocComment::new().say("An identifier that the service gives out. It is never checked.");
    let (docs, name) = (docs.evidence(evidence).outer(), ident(name));
    quote!(runtime::id! { #docs pub struct #name; })
}
