//! Doc comments: words of the documentation made harmless, wrapped, linked, and what is deprecated.
//!
//! Knows text and evidence; no types, and no calls.

pub(super) mod comment;
pub(super) mod deprecation;
pub(super) mod links;
pub(super) mod text;
