//! A documented connection string as a struct of its parts.
//!
//! The string itself is made by the runtime.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs::comment::DocComment;
use crate::emit::docs::text::code;
use crate::emit::syntax::names::ident;
use crate::model::{Property, Schema, StringPattern};

/// The struct of the parts of `property`, if it has any.
pub(in crate::emit) fn parts(property: &Property) -> Option<TokenStream> {
    let template = property.template.as_ref()?;
    let (name, pattern) = (ident(&template.name), &template.pattern);
    let docs = DocComment::new().say(&format!("The parts of {}.", code(&property.path)));
    let docs = match &property.settled {
        Some(settled) => docs.settled(settled),
        None => docs,
    };
    let docs = docs.evidence(&property.evidence).outer();
    let fields = template.parts.iter().map(|part| {
        let docs =
            DocComment::new().say(&format!("For {}.", code(&format!("{{{}}}", part.placeholder)))).outer();
        let field = ident(&part.ident);
        let ty = if part.secret { quote!(Secret) } else { quote!(String) };
        quote!(#docs pub #field: #ty)
    });
    let given = template.parts.iter().map(|part| {
        let (placeholder, field) = (&part.placeholder, ident(&part.ident));
        let text = if part.secret { quote!(self.#field.expose()) } else { quote!(&self.#field) };
        quote!((#placeholder, #text))
    });
    let rendered = quote!(runtime::Template::new(Self::PATTERN).render(&[#(#given),*]));
    let (string, rendered) = match property.schema {
        Schema::Secret => (quote!(Secret), rendered),
        _ => (quote!(String), quote!(Ok(#rendered?.expose().to_owned()))),
    };
    Some(quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name { #(#fields),* }
        impl #name {
            /// The documented pattern, of which [`Self::render`] makes the string.
            pub const PATTERN: &str = #pattern;
            /// The connection string.
            ///
            /// # Errors
            /// A part would break the pattern.
            pub fn render(&self) -> Result<#string, runtime::InvalidPart> { #rendered }
        }
    })
}

/// The constructor of an object that asks for nothing but a connection string.
pub(in crate::emit) fn from_parts(template: &StringPattern) -> TokenStream {
    let parts = ident(&template.name);
    let docs =
        DocComment::new().say(&format!("Takes the parts of the connection string: [`{parts}`].")).outer();
    quote! {
        #docs
        ///
        /// # Errors
        /// A part would break the pattern.
        pub fn from_parts(parts: &#parts) -> Result<Self, runtime::InvalidPart> {
            Ok(Self::new(parts.render()?))
        }
    }
}

/// The values of the parts of `pattern` in `text`, in the pattern's order, if it is made of it.
pub(in crate::emit) fn values<'a>(pattern: &str, text: &'a str) -> Option<Vec<(String, &'a str)>> {
    let mut values = Vec::new();
    let (mut pattern, mut text) = (pattern, text);
    loop {
        let (literal, rest) = match pattern
            .split_once('{')
            .and_then(|(literal, rest)| Some((literal, rest.split_once('}')?)))
        {
            Some(found) => found,
            None => return (pattern == text).then_some(values),
        };
        let (name, behind) = rest;
        text = text.strip_prefix(literal)?;
        // A value ends where the literal behind it begins; an empty one would never end.
        let next = behind.split('{').next().unwrap_or_default();
        let end = if next.is_empty() { text.len() } else { text.find(next)? };
        let (value, tail) = text.split_at_checked(end)?;
        values.push((name.to_owned(), value));
        (pattern, text) = (behind, tail);
    }
}

/// Whether the runtime takes values for parts of `pattern`, to be on the safe side of its rules.
pub(in crate::emit) fn sound(pattern: &str) -> impl Fn(&str) -> bool {
    let is_url = pattern.contains("://");
    let marks: HashSet<char> =
        pattern.chars().filter(|c| !c.is_alphanumeric() && !".-_{}".contains(*c)).collect();
    let in_url = move |c: char| is_url && ("/?#&@+\\%".contains(c) || c.is_whitespace());
    move |value: &str| {
        !value.is_empty()
            && value.trim() == value
            && !value.starts_with(['"', '\''])
            && !value.contains(|c: char| c.is_control() || in_url(c) || marks.contains(&c))
    }
}
