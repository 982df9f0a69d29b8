//! The syntax of what is written: names, chains of calls and literals as tokens, and tokens as lines.
//!
//! Knows no model.

pub(super) mod json_literal;
pub(super) mod macros;
pub(super) mod method_chain;
pub(super) mod names;
pub(super) mod print;
