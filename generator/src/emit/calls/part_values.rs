//! A connection string of a sample as the struct of its parts.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::emit::plan::item_module::ItemModule;
use crate::emit::syntax::names::ident;
use crate::emit::types::template;
use crate::model::{Property, StringPattern};

/// The values of the parts of a connection string that is of the documented pattern, or of one that was in dispute with
/// it; and the string of the documented pattern that has them.
pub(super) fn part_values<'a>(property: &Property, json: &'a Value) -> Option<(Vec<&'a str>, String)> {
    let (template, text) = (property.template.as_ref()?, json.as_str()?);
    let claims =
        property.settled.iter().flat_map(|settled| &settled.claims).map(|claim| claim.value.as_str());
    let mut patterns = std::iter::once(template.pattern.as_str()).chain(claims);
    let values = patterns.find_map(|pattern| values(template, pattern, text))?;
    let placeholders = template.parts.iter().map(|part| part.placeholder.as_str());
    let mut left: HashMap<&str, &str> = placeholders.zip(values.iter().copied()).collect();
    let (mut sent, mut rest) = (String::new(), template.pattern.as_str());
    while let Some((before, after)) = rest.split_once('{') {
        sent.push_str(before);
        let part = after.split_once('}').and_then(|(name, tail)| Some((left.remove(name)?, tail)));
        let (text, tail) = part.unwrap_or(("{", after));
        sent.push_str(text);
        rest = tail;
    }
    sent.push_str(rest);
    Some((values, sent))
}

/// `values` as the struct of their parts.
pub(in crate::emit) fn literal(scope: ItemModule, template: &StringPattern, values: &[&str]) -> TokenStream {
    let name = scope.path(&template.name);
    let fields = template.parts.iter().map(|part| ident(&part.ident));
    quote!(#name { #(#fields: #values.into()),* })
}

/// The values of the parts in `text`, if `pattern` has the parts of `template` and its values are beyond doubt.
fn values<'a>(template: &StringPattern, pattern: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let found = template::values(pattern, text)?;
    // of a placeholder that occurs twice the first
    let named: HashMap<&str, &str> =
        found.iter().rev().map(|(name, value)| (name.as_str(), *value)).collect();
    let values: Option<Vec<&str>> =
        template.parts.iter().map(|part| named.get(part.placeholder.as_str()).copied()).collect();
    let is_sound = template::sound(pattern);
    values.filter(|values| found.len() == values.len() && values.iter().all(|value| is_sound(value)))
}
