//! Two engines whose calls look alike, each below a mount that the caller chooses.

pub mod cranes;
pub mod docks;
pub mod tugs;
