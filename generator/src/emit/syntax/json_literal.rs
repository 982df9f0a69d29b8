//! Numbers and JSON of any kind as literals of Rust.
//!
//! Knows no schema.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;

/// A whole number as a literal. One beyond what the compiler takes for an `i32` says what it is.
pub(in crate::emit) fn whole(number: i64) -> TokenStream {
    if i32::try_from(number).is_err() {
        return Literal::i64_suffixed(number).into_token_stream();
    }
    let digits = Literal::u64_unsuffixed(number.unsigned_abs());
    if number < 0 { quote!(-#digits) } else { quote!(#digits) }
}

/// JSON of any kind.
pub(in crate::emit) fn any(json: &Value) -> TokenStream {
    let text = json.to_string();
    match json_tokens(json) {
        Some(json) => quote!(serde_json::json!(#json)),
        None => quote!(serde_json::from_str::<serde_json::Value>(#text)?),
    }
}

/// Values beyond which `serde_json::json!`, which goes down a step for each token, asks for more than the compiler allows.
const MANY_VALUES: usize = 24;

/// `json` as `serde_json::json!` takes it; none where it holds too much for that.
fn json_tokens(json: &Value) -> Option<TokenStream> {
    (values_in(json) <= MANY_VALUES).then(|| tokens(json))
}

/// How many values there are in `json`, itself included.
fn values_in(json: &Value) -> usize {
    let inner: usize = match json {
        Value::Array(values) => values.iter().map(values_in).sum(),
        Value::Object(members) => members.values().map(values_in).sum(),
        _ => 0,
    };
    1 + inner
}

fn tokens(json: &Value) -> TokenStream {
    match json {
        Value::Null => quote!(null),
        Value::Bool(is) => quote!(#is),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) if i32::try_from(number).is_ok() => whole(number),
            (Some(number), _) => Literal::i64_suffixed(number).into_token_stream(),
            (_, Some(number)) => Literal::u64_suffixed(number).into_token_stream(),
            _ => number.to_string().parse().unwrap_or_else(|_| quote!(null)),
        },
        Value::String(text) => quote!(#text),
        Value::Array(values) => {
            let values = values.iter().map(tokens);
            quote!([#(#values),*])
        }
        Value::Object(members) => {
            let (names, values) = (members.keys(), members.values().map(tokens));
            quote!({ #(#names: #values),* })
        }
    }
}
