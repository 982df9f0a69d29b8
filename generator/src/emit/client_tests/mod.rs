//! The tests of a whole crate: what is sent and received, as data, and the code that compares it.

pub(super) mod body;
pub(super) mod crate_tests;
pub(super) mod operation_tests;
pub(super) mod sample;
pub(super) mod test_support;
