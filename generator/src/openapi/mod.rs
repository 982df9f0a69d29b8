//! OpenAPI documents: the model written as one, and others' documents read into the model.
//!
//! Sees the model, never a page; knows no Rust beyond the idents that the model wants.

mod parse;
mod problem;
mod read;
mod rewrite;
mod tree;
mod validate;
mod version;
mod write;
mod yaml;

pub use problem::Problem;
pub use read::{Document, NoDocument, read};
pub use rewrite::rewrite;
pub use version::{DocumentFormat, Version};
pub use write::{DocumentInfo, WriteOptions, write};
