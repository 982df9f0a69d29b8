//! Samples, and the values that they show.

use std::collections::BTreeSet;

use super::PageRead;
use crate::sample::json::Node;

/// A sample that a body is read from.
#[derive(Clone, Copy)]
pub(super) struct BodySample<'a> {
    /// The page that it is on.
    pub page: &'a PageRead,
    pub body: &'a Node,
    /// Which of the operations that are one it is below.
    pub operation: usize,
    /// The section it is in, if notices speak of it.
    pub section: Option<usize>,
}

/// A value of the field in question, and which sample shows it.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub node: &'a Node,
    pub sample: usize,
}

/// The operations that fields are documented for; none where it does not matter which.
pub(super) type Operations = Option<BTreeSet<usize>>;
