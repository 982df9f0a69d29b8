//! A test for the crate's own maintainer: the crate's public types read the answers that the documentation shows, and send
//! the requests that it shows. It is text only: nothing of it is compiled or run here.

use std::collections::BTreeSet;

use serde_json::Value;

use super::case::{Case, name};
use super::{Audit, request_test};
use crate::model::{Api, Example, Message, Operation, Schema};
use crate::rust::{CrateRead, Endpoint};

/// A test, and how many samples it has.
#[derive(Debug, Clone, Default)]
pub struct TestFile {
    /// The text of a file below `tests/`.
    pub text: String,
    /// How many answers are read.
    pub answers: usize,
    /// How many requests are sent.
    pub requests: usize,
}

/// Writes the test.
pub fn test_file(read: &CrateRead, api: &Api, audit: &Audit) -> TestFile {
    let mut names = BTreeSet::new();
    let (mut answers, mut requests) = (Vec::new(), Vec::new());
    for (endpoint, pair) in read.endpoints.iter().zip(&audit.pairs) {
        let operation = pair.and_then(|(source, at)| api.sources.get(source)?.operations.get(at));
        let Some(operation) = operation else { continue };
        answers.extend(answer_cases(endpoint, operation, &read.envelopes));
        requests.extend(request_test::cases(endpoint, operation));
    }
    let mut seen = BTreeSet::new();
    answers.retain(|case| seen.insert((case.key.clone(), case.place.clone())));
    requests.retain(|case| seen.insert((case.key.clone(), case.sample.to_string())));
    let traits: BTreeSet<&str> =
        requests.iter().filter_map(|case| case.needs.as_deref()?.split("::").next()).collect();
    let needs: String = ["serde_json"].into_iter().chain(traits).map(|name| format!(", `{name}`")).collect();
    let mut file =
        TestFile { text: head(&read.name, &needs), answers: answers.len(), requests: requests.len() };
    if !answers.is_empty() {
        file.text.push_str(READS);
    }
    if !requests.is_empty() {
        file.text.push_str(request_test::SUPPORT);
    }
    for case in answers.iter().chain(&requests) {
        file.text.push_str(&case.written(&mut names));
    }
    file
}

fn head(name: &str, needs: &str) -> String {
    format!(
        "//! Whether `{name}` reads and sends what its documentation shows. Written by `docwright audit --emit-test`.\n//!\n\
         //! It needs `serde`{needs}. A failure is a difference between the crate and its documentation.\n"
    )
}

const READS: &str = r#"
/// Reads a documented answer, and says where it was found if it cannot be read.
fn reads<T: serde::de::DeserializeOwned>(place: &str, sample: &str) {
    if let Err(error) = serde_json::from_str::<T>(sample) {
        panic!("{place}: {error}");
    }
}
"#;

/// The documented answers of an operation.
fn answer_cases(endpoint: &Endpoint, operation: &Operation, envelopes: &[String]) -> Vec<Case> {
    let Some(ty) = &endpoint.response_type else { return Vec::new() };
    let answers = operation.examples.iter().filter_map(|example| match &example.message {
        Message::Response { body, .. } => Some((example, body)),
        Message::Request { .. } => None,
    });
    let case = |(example, body): (&Example, &Value)| Case {
        key: ty.clone(),
        name: name(endpoint),
        title: format!("{} {}", operation.method, operation.path),
        place: format!("{}:{}", example.page, example.line),
        sample: unwrapped(endpoint, body, envelopes).clone(),
        needs: None,
        body: format!("    reads::<{ty}>(\n        {{place}},\n        {{sample}},\n    );\n"),
    };
    answers.map(case).collect()
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
