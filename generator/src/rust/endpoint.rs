//! What a crate calls, as plain data.

use std::sync::Arc;

use crate::model::{Location, Operation};

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
    /// Links to documentation in its doc comment.
    pub links: Vec<String>,
    /// Whether all that its request body may have was read.
    pub body_is_whole: bool,
    /// Whether all that its query string may have was read.
    pub query_is_whole: bool,
}

/// A name and a value that a call sends.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// As it is sent.
    pub name: String,
    /// Where it goes; none is the body.
    pub location: Option<Location>,
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
