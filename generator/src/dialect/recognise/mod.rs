//! One file for each shape that operations and fields are documented in.

pub(super) mod cell_list;
pub(super) mod cells;
pub(super) mod component;
pub(super) mod draft;
pub(super) mod line;
pub(super) mod name;
pub(super) mod words;
