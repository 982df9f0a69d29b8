//! Requests are structs with an attribute.

pub mod beds;
pub mod wrapper;
