//! A test for the crate's own maintainer: the crate's public types read the answers that the documentation shows. It is
//! text only: nothing of it is compiled or run here.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::Value;

use super::Audit;
use crate::model::{Api, Example, Message, Operation, Schema};
use crate::rust::{CrateRead, Endpoint};

/// The text of the test, and how many samples it has.
pub fn test_file(read: &CrateRead, api: &Api, audit: &Audit) -> (String, usize) {
    let mut text = format!(
        "//! Whether `{}` reads what its documentation shows. Written by `docwright audit --emit-test`.\n//!\n\
         //! It needs `serde` and `serde_json`. A failure is a difference between the crate and its documentation.\n\n\
         /// Reads a documented answer, and says where it was found if it cannot be read.\n\
         fn reads<T: serde::de::DeserializeOwned>(place: &str, sample: &str) {{\n    \
         if let Err(error) = serde_json::from_str::<T>(sample) {{\n        \
         panic!(\"{{place}}: {{error}}\");\n    }}\n}}\n",
        read.name
    );
    let mut seen = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (endpoint, pair) in read.endpoints.iter().zip(&audit.pairs) {
        let Some(ty) = &endpoint.response_type else { continue };
        let operation = pair.and_then(|(source, at)| api.sources.get(source)?.operations.get(at));
        let Some(operation) = operation else { continue };
        for (example, body) in answers(operation) {
            if seen.insert((ty.clone(), example.page.clone(), example.line)) {
                let name = unique(&mut names, &name(endpoint));
                let sample = unwrapped(endpoint, body, &read.envelopes);
                test(&mut text, &name, ty, operation, example, sample);
            }
        }
    }
    (text, seen.len())
}

/// The documented answers of an operation.
fn answers(operation: &Operation) -> impl Iterator<Item = (&Example, &Value)> {
    operation.examples.iter().filter_map(|example| match &example.message {
        Message::Response { body, .. } => Some((example, body)),
        Message::Request { .. } => None,
    })
}

/// The answer, or what is in it under the name of an envelope, whichever has more of the names that the crate reads.
fn unwrapped<'v>(endpoint: &Endpoint, body: &'v Value, envelopes: &[String]) -> &'v Value {
    let Some(Schema::Object(own)) = endpoint.operation.answer() else {
        let inner = envelopes.iter().find_map(|name| body.get(name));
        // a list is never its own envelope
        return if body.is_object() { inner.unwrap_or(body) } else { body };
    };
    let inner = envelopes.iter().filter_map(|name| body.get(name)).filter(|it| it.is_object());
    let shared = |value: &&Value| own.properties.iter().filter(|it| value.get(&it.name).is_some()).count();
    inner.chain([body]).max_by_key(shared).unwrap_or(body)
}

fn test(text: &mut String, name: &str, ty: &str, operation: &Operation, example: &Example, sample: &Value) {
    let sample = serde_json::to_string_pretty(sample).unwrap_or_default();
    // as many marks as no text has
    let longest = sample.split(|c| c != '#').map(str::len).max().unwrap_or_default();
    let marks = "#".repeat(longest + 1);
    let place = format!("{}:{}", example.page, example.line);
    let _ = write!(
        text,
        "\n/// `{} {}`\n#[test]\nfn {name}() {{\n    reads::<{ty}>(\n        {place:?},\n        r{marks}\"{sample}\"{marks},\n    );\n}}\n",
        operation.method, operation.path
    );
}

/// A function's name for an item: its path in snake case.
fn name(endpoint: &Endpoint) -> String {
    let words: String =
        endpoint.item.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    heck::ToSnakeCase::to_snake_case(words.as_str())
}

fn unique(names: &mut BTreeSet<String>, name: &str) -> String {
    let mut number = 1;
    let mut found = name.to_owned();
    while !names.insert(found.clone()) {
        number += 1;
        found = format!("{name}_{number}");
    }
    found
}
