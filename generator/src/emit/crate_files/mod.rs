//! The files of a client: a module for each source, the root, the table of samples, and what a whole crate has beside them.

pub(super) mod front_page;
pub(super) mod module;
pub(super) mod package;
pub(super) mod readme;
pub(super) mod root;
pub(super) mod samples;
pub(super) mod usage;
