//! What the docs say, as plain data: an [`Api`] of [`Source`]s with their operations and schemas.
//!
//! The nouns are OpenAPI's. Every item carries its [`Evidence`], and every name that
//! generated code will use has been decided before it gets here. Knows no Markdown, no dialect, no Rust syntax.

mod basic;
mod body;
mod constraint;
mod cookies;
mod definitions;
mod loss;
mod named;
mod operation;
mod pages;
mod parameter;
mod path;
mod response;
mod schema;
mod unsent;

pub use basic::{basic_header, basic_pair};
pub use body::{MediaType, RequestBody};
pub use constraint::{Claim, Constant, Dispute, Limit, PatternPart, Settled, StringPattern, Why};
pub use cookies::{COOKIE, cookies, other_cookies};
pub use definitions::Definitions;
pub use loss::Loss;
pub use named::sent_schemas;
pub use operation::{Deprecation, Example, Message, Operation};
pub use pages::{PageMark, PageStep, Pagination};
pub use parameter::{Location, Parameter, Repetition};
pub use path::{PathPiece, PathTemplate, Segment, joins_parameters};
pub use response::Response;
pub use schema::{Encoding, Enum, EnumValue, Format, NamedSchema, Object, OneOf, Property, Schema, Variant};
pub use unsent::Unsent;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The version of `model.json` that this program writes and reads.
pub const VERSION: u32 = 3;

/// How many required values a constructor takes one after the other. More of them are given by their names, so that no two can
/// change places.
pub const MOST_IN_ORDER: usize = 3;

/// One API, as its pages document it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Api {
    /// [`VERSION`] of the program that wrote it.
    pub version: u32,
    /// What people call the API.
    pub name: String,
    /// Where its documentation is published: a URL with `{page}` or `{path}` in the place of a page's name with its ending or
    /// without, and with `{line}`, if it says that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub docs_url: Option<String>,
    /// Where it is, when a sample says so.
    pub server: Option<Server>,
    /// Request headers that are the same for all calls: a client asks for each once.
    pub headers: Vec<Header>,
    /// The objects that the documentation defines by a name of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schemas: Vec<NamedSchema>,
    /// One per documented source, in the order of their pages.
    pub sources: Vec<Source>,
}

/// The base URL that all operations share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Server {
    /// Without a slash at its end.
    pub url: String,
    /// The samples it was read from.
    pub evidence: Vec<Evidence>,
}

/// Where a fact is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// The page, below the docs folder.
    pub page: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// What kind of thing says so.
    pub from: Origin,
}

/// What kind of text a fact was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A row of a table.
    Table,
    /// A bullet of a list.
    List,
    /// A term of a definition list.
    Definition,
    /// A request or response sample.
    Sample,
    /// A sentence, a heading or a notice.
    Prose,
    /// An `METHOD /path` line.
    ApiFormat,
    /// A line of an OpenAPI document.
    Spec,
    /// The source of a crate.
    Code,
}

impl Origin {
    /// Whether it documents fields, one by one.
    pub fn is_field(self) -> bool {
        matches!(self, Self::Table | Self::List | Self::Definition)
    }
}

/// A request header that the client is given once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// As the docs write it.
    pub name: String,
    /// The setting's name in Rust.
    pub ident: String,
    /// How its value is made.
    pub kind: HeaderKind,
    /// False when a sample does without it.
    pub required: bool,
    /// The samples that send it.
    pub evidence: Vec<Evidence>,
}

/// Whether a header is one that a transport knows better than a sample.
pub fn is_of_transport(name: &str) -> bool {
    const OF_TRANSPORT: &[&str] =
        &["host", "content-length", "connection", "transfer-encoding", "user-agent", "accept-encoding"];
    OF_TRANSPORT.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// How the value of a header is made from what the caller gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeaderKind {
    /// `Bearer` and a token that must not be shown.
    Bearer,
    /// `Basic` and a user's name and password that must not be shown.
    Basic,
    /// A value that must not be shown.
    Secret,
    /// A value.
    Text,
}

/// What one page documents: a product that the API connects to, or one part of the API.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its module in Rust.
    pub module: String,
    /// The page it was read from.
    pub page: Arc<str>,
    /// The page's own id, where it has one; it outlives renames.
    pub page_id: Option<String>,
    /// The first heading.
    pub title: String,
    /// The line of that heading, from 1.
    #[serde(default)]
    pub title_line: usize,
    /// The names in it that are marked as a product's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    /// The page's summary of itself.
    pub description: Option<String>,
    /// What the page says of its own maturity.
    pub lifecycle: Lifecycle,
    /// Admonitions that hold for the whole page.
    pub notices: Vec<Notice>,
    /// In page order.
    pub operations: Vec<Operation>,
    /// The tables that document fields, in page order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<FieldTable>,
}

/// A table that documents fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldTable {
    /// Whether it is before any request of its part of the page.
    pub prerequisites: bool,
    /// The fields that its rows mean; as a row names it, where no sample has it.
    pub fields: Vec<String>,
    /// Its first row.
    pub evidence: Evidence,
}

/// How mature the documented thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lifecycle {
    /// Nothing else is said.
    #[default]
    Ga,
    /// Said to be in beta.
    Beta,
    /// Said to be retired, or that it will be.
    Deprecated,
}

/// An admonition.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct Notice {
    /// Its marker: `NOTE`, `AVAILABILITY` …
    pub kind: String,
    /// Its words.
    pub text: String,
    /// What it says of the maturity of what it is about, if anything.
    pub lifecycle: Option<Lifecycle>,
    /// The day that it names as the end of what it is about, as `2025-06-30`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
    /// Where it is.
    pub evidence: Evidence,
}
