//! What a crate calls, as plain data.

use std::sync::Arc;

use crate::model::Operation;

/// One operation that a crate calls.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// The path of the item that calls it, without the crate: `api::ssh::SetRoleRequest`.
    pub item: String,
    /// What it calls. Evidence is by file and line; what is `required` in a request is always sent, what is `required` in a
    /// response must be there when it is read.
    pub operation: Operation,
    /// The type that its answer is read into, as a user of the crate writes it; none where it cannot be named.
    pub response_type: Option<String>,
    /// The type that is sent; none where a test cannot make one.
    pub request_type: Option<RequestType>,
    /// Links to documentation in its doc comment.
    pub links: Vec<String>,
    /// Routes that its doc comment names: methods and paths.
    pub routes: Vec<(String, String)>,
    /// Whether all that its request body may have was read.
    pub body_is_whole: bool,
    /// Whether all that its query string may have was read.
    pub query_is_whole: bool,
}

/// A type whose values are requests, as a user of the crate writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestType {
    /// Its path.
    pub path: String,
    /// Its fields, all of which can be given; of a type that is read as a whole, none.
    pub fields: Vec<RequestField>,
    /// The trait whose `body` gives what is sent; without one it is serialized.
    pub body_of: Option<String>,
}

/// A field of such a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestField {
    /// Its name in Rust.
    pub ident: String,
    /// What a test gives it.
    pub sends: Sends,
}

/// What is given to a field to send a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sends {
    /// The sample's value of this name.
    Member(String),
    /// Nothing; a sample with a value of this name cannot be sent.
    NeverThis(String),
    /// Any text: it goes elsewhere than to the body.
    AnyText,
    /// Nothing: it goes elsewhere than to the body.
    Nothing,
}

/// Something of a crate that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unresolved {
    /// The file, below the crate's folder.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// The path of the item, without the crate.
    pub item: String,
    /// Why.
    pub why: String,
}
