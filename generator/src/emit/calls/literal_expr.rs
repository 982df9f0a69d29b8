//! The JSON of a sample as the Rust expression that makes it: constructors, setters, parts of connection strings.
//!
//! Examples in docs and tests of samples are made of the same expression. Where the JSON does not fit the types it
//! is read from its text.

mod object;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;

use crate::emit::plan::init::are_named;
use crate::emit::plan::item_module::{ItemModule, TypePath};
use crate::emit::syntax::json_literal::{any, whole};
use crate::emit::syntax::method_chain::chain;
use crate::emit::syntax::names::ident;
use crate::emit::types::value::{field, is_into, item};
use crate::model::{Definitions, Enum, Loss, Object, OneOf, Operation, Schema};

/// An expression, what is before it, and where the value that it makes differs from the JSON it was made for.
pub(in crate::emit) struct LiteralExpr {
    /// `let parts = …;` for each connection string.
    pub(in crate::emit) before: TokenStream,
    pub(in crate::emit) tokens: TokenStream,
    pub(in crate::emit) differs: Vec<ResolvedDifference>,
}

impl LiteralExpr {
    fn plain(tokens: TokenStream) -> Self {
        Self { before: TokenStream::new(), tokens, differs: Vec::new() }
    }
}

/// A place at which a resolution has the client send something else than a sample does.
pub(in crate::emit) struct ResolvedDifference {
    /// The members and indexes from the root.
    pub(in crate::emit) path: Vec<String>,
    /// What the sample has.
    pub(in crate::emit) shown: Value,
    /// What is sent.
    pub(in crate::emit) sent: Value,
}

/// The expression for the body that an operation holds; none where its type cannot be it.
pub(in crate::emit) fn held(
    schema: &Schema,
    json: &Value,
    is_raw: bool,
    definitions: &Definitions<'_>,
) -> Option<LiteralExpr> {
    let mut builder = Builder::of(definitions);
    let made = match is_raw {
        // bytes, whatever its text means
        true => json.as_str().map(|text| quote!(#text)),
        false => builder.argument(schema, json),
    };
    if let Some(tokens) = made {
        return Some(builder.built(tokens));
    }
    is_read(schema, json, definitions).then(|| {
        let (ty, text) = (field(schema), json.to_string());
        LiteralExpr::plain(quote!(serde_json::from_str::<#ty>(#text)?))
    })
}

/// The expression for an operation whose body is its own: of the arguments that its parameters are, what is set, and the
/// body; none where its type cannot be it.
pub(in crate::emit) fn operation(
    name: &str,
    object: &Object,
    arguments: &[(Ident, TokenStream)],
    set: &[TokenStream],
    json: &Value,
    definitions: &Definitions<'_>,
) -> Option<LiteralExpr> {
    let mut builder = Builder { is_operation: true, ..Builder::of(definitions) };
    let own = Own { path: ItemModule::Own.path(name), arguments, set };
    if let Some(tokens) = builder.members(object, json, &own) {
        return Some(builder.built(tokens));
    }
    let text = json.to_string();
    let is_read = matches!(definitions.object_loss(object, json, true), None | Some(Loss::Dropped(_)));
    // what is read from JSON has no parameter that is asked for
    (is_read && arguments.is_empty()).then(|| {
        let name = ident(name);
        LiteralExpr::plain(chain(&quote!(serde_json::from_str::<#name>(#text)?), set.iter().cloned()))
    })
}

/// `Name::new(…)`, with names where there are many, or `Name::default()` where there is nothing to give.
pub(in crate::emit) fn made(name: &TypePath<'_>, arguments: &[(Ident, TokenStream)]) -> TokenStream {
    let values = arguments.iter().map(|(_, value)| value);
    match arguments.len() {
        0 => quote!(#name::default()),
        many if are_named(many) => {
            let required = name.required();
            let names = arguments.iter().map(|(name, _)| name);
            quote!(#name::new(#required { #(#names: #values),* }))
        }
        _ => quote!(#name::new(#(#values),*)),
    }
}

/// Whether the constructor of an operation takes its arguments by their names.
pub(in crate::emit) fn takes_names(operation: &Operation) -> bool {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.is_argument()).count();
    let body = match operation.own_body() {
        Some(object) => object.asked().count(),
        None => usize::from(operation.request_body.as_ref().is_some_and(|body| body.required)),
    };
    are_named(parameters + body)
}

/// Whether a type reads `json`. Where the docs contradict themselves it need not.
pub(in crate::emit) fn is_read(schema: &Schema, json: &Value, definitions: &Definitions<'_>) -> bool {
    matches!(definitions.loss(schema, json, true), None | Some(Loss::Dropped(_)))
}

/// What an operation has beside the properties of its body.
struct Own<'a> {
    path: TypePath<'a>,
    arguments: &'a [(Ident, TokenStream)],
    set: &'a [TokenStream],
}

impl<'a> Own<'a> {
    /// Nothing: an object that is held.
    fn of(path: TypePath<'a>) -> Self {
        Self { path, arguments: &[], set: &[] }
    }
}

struct Builder<'r> {
    definitions: &'r Definitions<'r>,
    /// Whether the outermost object is an operation.
    is_operation: bool,
    /// Where the types are that it names.
    scope: ItemModule,
    path: Vec<String>,
    parts: Vec<TokenStream>,
    differs: Vec<ResolvedDifference>,
}

impl<'r> Builder<'r> {
    fn of(definitions: &'r Definitions<'r>) -> Self {
        let (path, parts, differs) = (Vec::new(), Vec::new(), Vec::new());
        Self { definitions, is_operation: false, scope: ItemModule::Own, path, parts, differs }
    }

    fn built(self, tokens: TokenStream) -> LiteralExpr {
        LiteralExpr { before: self.parts.into_iter().collect(), tokens, differs: self.differs }
    }

    /// The type of a field of `schema`.
    fn ty(&self, schema: &Schema) -> TokenStream {
        match schema {
            Schema::Array { items } => {
                let item = self.ty(item(items));
                quote!(Vec<#item>)
            }
            Schema::Map { values } => {
                let value = self.ty(item(values));
                quote!(std::collections::BTreeMap<String, #value>)
            }
            Schema::Object(Object { name, .. })
            | Schema::OneOf(OneOf { name, .. })
            | Schema::Enum(Enum { name, .. }) => self.scope.path(name).into_token_stream(),
            _ => field(schema),
        }
    }

    /// `json` as the argument that a constructor or setter takes for a value of `schema`.
    fn argument(&mut self, schema: &Schema, json: &Value) -> Option<TokenStream> {
        match (schema, json) {
            (_, Value::String(text)) if is_into(schema) || matches!(schema, Schema::Any | Schema::Binary) => {
                Some(quote!(#text))
            }
            (Schema::Any, _) => Some(any(json)),
            (Schema::BigInteger | Schema::BigNumber | Schema::SecretInteger, Value::Number(number)) => {
                number.as_i64().map(|number| {
                    let number = Literal::i64_suffixed(number);
                    quote!(#number)
                })
            }
            (Schema::Array { items }, Value::Array(values)) => {
                let items = item(items);
                if values.is_empty() {
                    let ty = self.ty(items);
                    return Some(quote!(Vec::<#ty>::new()));
                }
                let values = self.each(values, |builder, value| match is_into(items) {
                    true => builder.argument(items, value),
                    false => builder.exact(items, value),
                })?;
                Some(quote!([#(#values),*]))
            }
            (Schema::OneOf(one_of), _) => self.content(one_of, json).map(|(_, content)| content),
            _ => self.exact(schema, json),
        }
    }

    /// `json` as a value of the very type of `schema`.
    fn exact(&mut self, schema: &Schema, json: &Value) -> Option<TokenStream> {
        let text = json
            .as_str()
            .filter(|_| schema.is_text())
            .and_then(|text| serde_json::from_str::<Value>(text).ok());
        let json = match &text {
            // Only where writing it gives the text that was read.
            Some(value) if Some(value.to_string().as_str()) == json.as_str() => value,
            None if !schema.is_text() => json,
            _ => return None,
        };
        match (schema, json) {
            (Schema::Boolean { .. }, Value::Bool(is)) => Some(quote!(#is)),
            (Schema::Integer { .. }, Value::Number(number)) => number.as_i64().map(whole),
            (Schema::Number { .. }, Value::Number(number)) => {
                let text = number.to_string();
                Some(match number.as_i64() {
                    Some(number) => {
                        let number = Literal::i64_suffixed(number);
                        quote!(serde_json::Number::from(#number))
                    }
                    None => quote!(#text.parse::<serde_json::Number>()?),
                })
            }
            (Schema::Any, _) => {
                let json = any(json);
                Some(quote!(runtime::Json::from(#json)))
            }
            (Schema::Array { items }, Value::Array(values)) => {
                let values = self.each(values, |builder, value| builder.exact(item(items), value))?;
                Some(quote!(vec![#(#values),*]))
            }
            (Schema::Map { values }, Value::Object(members)) => {
                let made = members.iter().map(|(key, value)| {
                    let value = self.below(key, |builder| builder.exact(item(values), value))?;
                    Some(quote!((#key.to_owned(), #value)))
                });
                let made: Vec<TokenStream> = made.collect::<Option<_>>()?;
                Some(match made.as_slice() {
                    [] => quote!(std::collections::BTreeMap::new()),
                    made => quote!(std::collections::BTreeMap::from([#(#made),*])),
                })
            }
            (Schema::BigInteger | Schema::BigNumber | Schema::SecretInteger, _) => {
                let number = self.argument(schema, json)?;
                Some(quote!(#number.into()))
            }
            (Schema::Named { name }, _) => {
                let object = self.definitions.get(name)?;
                let outer = std::mem::replace(&mut self.scope, ItemModule::Schemas);
                let made = self.members(object, json, &Own::of(ItemModule::Own.path(&object.name)));
                self.scope = outer;
                made
            }
            (Schema::Object(object), _) => self.object(object, json),
            (Schema::OneOf(one_of), _) => {
                let (variant, content) = self.content(one_of, json)?;
                let (name, variant) = (self.scope.path(&one_of.name), ident(&variant));
                Some(quote!(#name::#variant(#content)))
            }
            (_, Value::String(text)) if is_into(schema) || *schema == Schema::Binary => {
                Some(quote!(#text.into()))
            }
            _ => None,
        }
    }

    fn each(
        &mut self,
        values: &[Value],
        mut make: impl FnMut(&mut Self, &Value) -> Option<TokenStream>,
    ) -> Option<Vec<TokenStream>> {
        let values = values.iter().enumerate();
        values.map(|(at, value)| self.below(&at.to_string(), |builder| make(builder, value))).collect()
    }

    fn below<T>(&mut self, step: &str, make: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step.to_owned());
        let made = make(self);
        self.path.pop();
        made
    }

    fn differ(&mut self, shown: &Value, sent: Value) {
        self.differs.push(ResolvedDifference { path: self.path.clone(), shown: shown.clone(), sent });
    }
}
