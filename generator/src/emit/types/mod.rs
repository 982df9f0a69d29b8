//! The types of a client as items: structs and their fields, enums, and what a schema is in Rust.

pub(super) mod enums;
pub(super) mod errors;
pub(super) mod field;
pub(super) mod lints;
pub(super) mod objects;
pub(super) mod template;
pub(super) mod value;
pub(super) mod variants;
