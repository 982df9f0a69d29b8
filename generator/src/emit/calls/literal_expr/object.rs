//! A JSON object as the expression that makes it: its constructor, and what is set upon that.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use super::{Builder, Own, made};
use crate::emit::calls::part_values::{literal, part_values};
use crate::emit::plan::init::{FieldInit, are_named, init, only_template, unasked};
use crate::emit::syntax::names::ident;
use crate::emit::types::value;
use crate::emit::types::variants::size;
use crate::model::{Object, OneOf, Property, Schema};

/// Members beyond which an object is read from its text: each is a call upon the one before, and whoever parses that
/// goes down as deep.
const MANY: usize = 200;

/// Bytes that the calls of a chain may take together, each of which has the object anew while nothing is optimised.
const LARGE: usize = 500_000;

impl Builder<'_> {
    /// The name of the variant that `json` is, and its content.
    pub(super) fn content(&mut self, one_of: &OneOf, json: &Value) -> Option<(String, TokenStream)> {
        let members = json.as_object().filter(|members| members.len() == 2)?;
        let variant = one_of.variant(json)?;
        let content = members.get(&one_of.content)?;
        let content = self.below(&one_of.content, |builder| builder.object(&variant.content, content))?;
        Some((variant.name.clone(), content))
    }

    pub(super) fn object(&mut self, object: &Object, json: &Value) -> Option<TokenStream> {
        self.members(object, json, &Own::of(self.scope.path(&object.name)))
    }

    pub(super) fn members(&mut self, object: &Object, json: &Value, own: &Own<'_>) -> Option<TokenStream> {
        let members = json.as_object().filter(|members| members.len() <= MANY)?;
        if members.len() * size(object) > LARGE {
            return None;
        }
        let mut built = self.constructor(object, members, own)?;
        built.extend(own.set.iter().cloned());
        // what is neither there nor wanted is left out
        for (property, value) in object.held(json) {
            let set = ident(&property.ident);
            match (init(property), value) {
                (FieldInit::Asked, _) | (FieldInit::Absent, None) => {}
                (FieldInit::Absent, Some(Value::Null)) if value::tells_null(property) => {
                    let set = value::null_setter(property);
                    built.extend(quote!(.#set()));
                }
                (FieldInit::Absent, Some(value)) => {
                    let value = self.given(property, value, false)?;
                    built.extend(quote!(.#set(#value)));
                }
                (FieldInit::Default, value) => {
                    let Schema::Object(held) = &property.schema else { return None };
                    let value = self.below(&property.name, |builder| builder.object(held, value?))?;
                    if value.to_string()
                        != unasked(&self.scope.path(&held.name), held, self.scope).to_string()
                    {
                        built.extend(quote!(.#set(#value)));
                    }
                }
                (FieldInit::Constant(_), value) => {
                    let fixed =
                        property.constant.as_ref().map(|constant| sent(&constant.value, &property.schema))?;
                    if *value? != fixed {
                        self.below(&property.name, |builder| {
                            builder.differ(value.unwrap_or(&Value::Null), fixed)
                        });
                    }
                }
            }
        }
        let find = object.finder(members.len());
        for (member, value) in members.iter().filter(|(member, _)| find(member).is_none()) {
            let value = self.argument(&Schema::Any, value)?;
            built.extend(quote!(.extra(#member, #value)));
        }
        Some(built)
    }

    /// `Name::new(…)`, `Name::from_parts(…)?` or `Name::default()`.
    fn constructor(
        &mut self,
        object: &Object,
        members: &serde_json::Map<String, Value>,
        Own { path, arguments, .. }: &Own<'_>,
    ) -> Option<TokenStream> {
        let is_operation = self.is_operation && self.path.is_empty();
        if object.asked().next().is_none() && !is_operation {
            return Some(unasked(path, object, self.scope));
        }
        let is_only_template = !is_operation && only_template(object).is_some();
        let mut given = arguments.to_vec();
        let is_named = are_named(given.len() + object.asked().count());
        for property in object.asked() {
            let value = members.get(&property.name)?;
            if is_only_template
                && let Some(parts) = self.below(&property.name, |builder| builder.parts(property, value))
            {
                return Some(quote!(#path::from_parts(&#parts)?));
            }
            let value = self.given(property, value, is_named)?;
            given.push((ident(&property.ident), value));
        }
        Some(made(path, &given))
    }

    /// The argument for `property`: of a connection string its parts, if it is made of them.
    fn given(&mut self, property: &Property, json: &Value, is_exact: bool) -> Option<TokenStream> {
        if property.required && value::is_nullable(property) {
            return match json {
                Value::Null => Some(quote!(None)),
                json => {
                    let value =
                        self.below(&property.name, |builder| builder.exact(&property.schema, json))?;
                    Some(quote!(Some(#value)))
                }
            };
        }
        self.below(&property.name, |builder| match builder.parts(property, json) {
            Some(parts) => Some(quote!(#parts.render()?)),
            None if is_exact => {
                let value = builder.exact(&property.schema, json)?;
                // it may be boxed
                Some(if matches!(property.schema, Schema::Named { .. }) {
                    quote!(#value.into())
                } else {
                    value
                })
            }
            None => builder.argument(&property.schema, json),
        })
    }

    /// The variable of the parts of a connection string.
    fn parts(&mut self, property: &Property, json: &Value) -> Option<TokenStream> {
        let (values, sent) = part_values(property, json)?;
        if Some(sent.as_str()) != json.as_str() {
            self.differ(json, Value::String(sent));
        }
        let made = literal(self.scope, property.template.as_ref()?, &values);
        let variable = match self.parts.len() {
            0 => format_ident!("parts"),
            others => format_ident!("parts_{}", others + 1),
        };
        self.parts.push(quote!(let #variable = #made;));
        Some(quote!(#variable))
    }
}

/// A constant as it is on the wire.
fn sent(constant: &Value, schema: &Schema) -> Value {
    if schema.is_text() { Value::String(constant.to_string()) } else { constant.clone() }
}
