//! One method on one path: what it takes, sends and is answered, with the samples that show it.

use std::sync::Arc;

use heck::ToUpperCamelCase;
use serde::{Deserialize, Serialize};

use super::body::{MediaType, RequestBody};
use super::parameter::Parameter;
use super::path::PathTemplate;
use super::response::Response;
use super::schema::{Object, Schema};
use super::{Evidence, Server};

/// One method on one path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Its name in Rust, in snake case.
    pub name: String,
    /// One line: what it does. Empty where the documentation has none for it.
    pub summary: String,
    /// What it does, in the documentation's words beside its heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `POST`, `GET` …
    pub method: String,
    /// Below the server's URL; written with `{name}` for each parameter.
    pub path: PathTemplate,
    /// The paths that its documentation has as well, where parts may be left out of it, or words are chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_paths: Vec<PathTemplate>,
    /// Where a call goes, if not to the [API's server](super::Api::server).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<Server>,
    /// Names of the [`Api::headers`](super::Api::headers) that it sends.
    pub headers: Vec<String>,
    /// Parameters of the path, the query string, the headers and the cookies, in this order.
    pub parameters: Vec<Parameter>,
    /// What it sends, if anything.
    pub request_body: Option<RequestBody>,
    /// What it is answered: successes first, then errors; of each kind in the order of the page.
    pub responses: Vec<Response>,
    /// That it is deprecated, and with which words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
    /// Lines that bring in more of its documentation from elsewhere, which was not read: it may take more than is listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Evidence>,
    /// Lines that show the header `Link` of an answer, with the URL of the next page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next_link: Vec<Evidence>,
    /// The samples of the documentation.
    pub examples: Vec<Example>,
    /// The lines that name it.
    pub evidence: Vec<Evidence>,
}

impl Operation {
    /// The name of its type in Rust.
    pub fn type_name(&self) -> String {
        self.name.to_upper_camel_case()
    }

    /// The type of the request body.
    pub fn body(&self) -> Option<&Schema> {
        self.request_body.as_ref().map(|body| &body.schema)
    }

    /// The body whose properties are the operation's own in Rust: an object that has to be sent, or that is not sent where it
    /// has no property.
    pub fn own_body(&self) -> Option<&Object> {
        let body = self.request_body.as_ref()?;
        match (&body.media_type, &body.schema) {
            (MediaType::Other(_), _) => None,
            (_, Schema::Object(object)) => (body.required || self.may_be_absent(object)).then_some(object),
            _ => None,
        }
    }

    /// Whether a body without a property is one that is not sent: nothing in it has to be, and no sample sends an empty one.
    fn may_be_absent(&self, object: &Object) -> bool {
        let is_empty = |example: &Example| match &example.message {
            Message::Request { body: Some(body), .. } => {
                body.as_object().is_some_and(serde_json::Map::is_empty)
            }
            _ => false,
        };
        object.wanted().next().is_none() && !self.examples.iter().any(is_empty)
    }

    /// What it sends, and what it is answered.
    pub fn bodies(&self) -> impl Iterator<Item = &Schema> {
        let answers = self.responses.iter().filter_map(|response| response.body.as_ref());
        self.body().into_iter().chain(answers)
    }

    /// The type of the answer: of the first success that shows a body.
    pub fn answer(&self) -> Option<&Schema> {
        self.successes().find_map(|response| response.body.as_ref())
    }

    /// The responses that are no errors.
    pub fn successes(&self) -> impl Iterator<Item = &Response> {
        self.responses.iter().filter(|response| !response.is_error())
    }

    /// The responses that are errors.
    pub fn errors(&self) -> impl Iterator<Item = &Response> {
        self.responses.iter().filter(|response| response.is_error())
    }
}

/// That something is deprecated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deprecation {
    /// The documentation's words; empty where only a mark says so.
    pub text: String,
    /// Where it says so.
    pub evidence: Vec<Evidence>,
}

/// A sample of the documentation: what is sent, or what is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The page it is on.
    pub page: Arc<str>,
    /// The line of its opening fence.
    pub line: usize,
    /// Which sample of its kind for this operation it is on its page, from 0.
    pub ordinal: usize,
    /// The sample itself.
    #[serde(flatten)]
    pub message: Message,
}

/// One half of a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Message {
    /// What a caller sends.
    Request {
        /// As written.
        url: String,
        /// As written.
        headers: Vec<(String, String)>,
        /// The body as its author meant it.
        body: Option<serde_json::Value>,
    },
    /// What the service answers when it succeeds.
    Response {
        /// Where the documentation states it.
        status: Option<u16>,
        /// The body as its author meant it.
        body: serde_json::Value,
    },
}
