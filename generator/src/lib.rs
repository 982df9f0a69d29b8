//! Reads API docs in Markdown; writes the Rust client and the OpenAPI document they describe, and finds where docs and code
//! drift apart.
//!
//! ```
//! let docs = docwright::parse([(
//!     "kites.md",
//!     "# Kites\n\n## Get a kite\n\n`GET /kites/{id}`\n\n- `color` (string, optional): Only in this color.\n",
//! )])?;
//! let operation = docs.api().sources[0].operations.first().unwrap();
//! assert_eq!((&*operation.name, operation.path.to_string()), ("get_kite", "/kites/{id}".to_owned()));
//!
//! let files = docs.client("kites-client")?;
//! assert!(files.iter().any(|(path, text)| path == "src/kites.rs" && text.contains("GetKite")));
//! # Ok::<(), docwright::Error>(())
//! ```
//!
//! [`read`] takes a folder of pages, [`parse`] their text. What was read is an [`ApiDocs`], and it can
//!
//! | | |
//! |---|---|
//! | [`ApiDocs::api`] | show the model: operations, parameters, schemas, each with its place in the docs |
//! | [`ApiDocs::check`] | find what is wrong: pages that contradict themselves, their samples, each other |
//! | [`ApiDocs::client`] | write a crate that calls the API |
//! | [`ApiDocs::openapi`] | write an OpenAPI document |
//! | [`ApiDocs::diff`] | compare with an older revision, and say what that means for the client's version |
//!
//! The program `docwright` does these with a configuration, and more; ARCHITECTURE.md explains how. Its other modules are no
//! interface: they change without notice.

// A page cannot make the library panic; tests may.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

// from what knows least to what knows most
#[doc(hidden)]
pub mod audit;
#[doc(hidden)]
pub mod baseline;
#[doc(hidden)]
pub mod commands;
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod dialect;
#[doc(hidden)]
pub mod diff;
mod docs;
mod embedded;
#[doc(hidden)]
pub mod emit;
#[doc(hidden)]
pub mod finding;
#[doc(hidden)]
pub mod fix;
#[doc(hidden)]
pub mod git;
mod json_layout;
#[doc(hidden)]
pub mod lower;
#[doc(hidden)]
pub mod markdown;
pub mod model;
#[doc(hidden)]
pub mod naming;
#[doc(hidden)]
pub mod openapi;
#[doc(hidden)]
pub mod output;
#[doc(hidden)]
pub mod pipeline;
#[doc(hidden)]
pub mod progress;
#[doc(hidden)]
pub mod project;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod revision;
#[doc(hidden)]
pub mod rules;
#[doc(hidden)]
pub mod rust;
#[doc(hidden)]
pub mod sample;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod suppress;

pub use diff::{Bump, Change, ChangePlace, Class, Diff, Wire};
pub use docs::{ApiDocs, Error, Located, parse, read};
pub use finding::{Finding, Rule, Severity};
