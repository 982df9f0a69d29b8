//! Documented requests as tests: a value of the crate's type that has what a sample has must send that and no more.

use std::fmt::Write;

use serde_json::Value;

use super::case::{Case, name};
use crate::model::{Example, Message, Operation};
use crate::rust::{Endpoint, RequestType, Sends};

/// What the tests of requests share.
pub(super) const SUPPORT: &str = r##"
/// A documented request, and where it was found.
struct Sample {
    place: &'static str,
    body: serde_json::Value,
}

impl Sample {
    fn of(place: &'static str, text: &str) -> Self {
        Self { place, body: serde_json::from_str(text).unwrap() }
    }

    /// What the sample has of a name, as the crate's type takes it.
    fn member<T: serde::de::DeserializeOwned>(&self, name: &str) -> T {
        let value = self.body.get(name).cloned().unwrap_or_default();
        serde_json::from_value(value).unwrap_or_else(|error| panic!("{}: `{name}`: {error}", self.place))
    }

    /// The whole sample, as the crate's type takes it.
    fn whole<T: serde::de::DeserializeOwned>(&self) -> T {
        serde_json::from_value(self.body.clone()).unwrap_or_else(|error| panic!("{}: {error}", self.place))
    }

    /// Compares what is sent with the sample.
    fn is_sent(&self, sent: &serde_json::Value) {
        assert!(is_same(&self.body, sent), "{}: documented {}, sent {sent}", self.place, self.body);
    }
}

/// Whether two values are the same, numbers by what they mean.
fn is_same(one: &serde_json::Value, other: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Number, Object};
    match (one, other) {
        (Number(one), Number(other)) => one.as_f64() == other.as_f64(),
        (Array(one), Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Object(one), Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, one)| other.get(name).is_some_and(|other| is_same(one, other)))
        }
        _ => one == other,
    }
}
"##;

/// The documented requests of an operation that the crate's type can be made of.
pub(super) fn cases(endpoint: &Endpoint, operation: &Operation) -> Vec<Case> {
    let Some(ty) = &endpoint.request_type else { return Vec::new() };
    let of_path = |name: &str| {
        endpoint.operation.path.parameters().chain(operation.path.parameters()).any(|own| own == name)
    };
    let requests = operation.examples.iter().filter_map(|example| match &example.message {
        Message::Request { body: Some(Value::Object(body)), .. } => {
            // samples repeat what is in the path
            let own = body.iter().filter(|(name, _)| !of_path(name));
            Some((example, own.map(|(name, value)| (name.clone(), value.clone())).collect()))
        }
        _ => None,
    });
    let case = |(example, body): (&Example, serde_json::Map<String, Value>)| {
        let can_be_sent = ty.fields.iter().all(|field| match &field.sends {
            Sends::NeverThis(name) => !body.contains_key(name),
            _ => true,
        });
        (can_be_sent && !body.is_empty()).then(|| Case {
            key: format!("{} is sent", ty.path),
            name: format!("{}_sends", name(endpoint)),
            title: format!("{} {}", operation.method, operation.path),
            place: format!("{}:{}", example.page, example.line),
            sample: Value::Object(body),
            needs: ty.body_of.clone(),
            body: test(ty),
        })
    };
    requests.filter_map(case).collect()
}

fn test(ty: &RequestType) -> String {
    let mut text = "    let sample = Sample::of(\n        {place},\n        {sample},\n    );\n".to_owned();
    let Some(body_of) = &ty.body_of else {
        let _ = writeln!(text, "    let request: {} = sample.whole();", ty.path);
        text.push_str("    sample.is_sent(&serde_json::to_value(&request).unwrap());\n");
        return text;
    };
    let _ = writeln!(text, "    let request = {} {{", ty.path);
    for field in &ty.fields {
        let value = match &field.sends {
            Sends::Member(name) => format!("sample.member({name:?})"),
            Sends::NeverThis(_) | Sends::Nothing => "None".to_owned(),
            Sends::AnyText => "String::from(\"any\")".to_owned(),
        };
        let _ = writeln!(text, "        {}: {value},", field.ident);
    }
    let _ = writeln!(text, "    }};\n    let body = {body_of}::body(&request).unwrap().unwrap_or_default();");
    text.push_str("    sample.is_sent(&serde_json::from_slice(&body).unwrap_or_default());\n");
    text
}
