//! One file for each shape that operations and fields are documented in, and what their words say.

pub(super) mod bold;
pub(super) mod cell_list;
pub(super) mod cells;
pub(super) mod component;
pub(super) mod declaration;
pub(super) mod deprecation;
pub(super) mod draft;
pub(super) mod field_match;
pub(super) mod label;
pub(super) mod labels;
pub(super) mod lead;
pub(super) mod line;
mod map_types;
pub(super) mod name;
pub(super) mod object_ref;
pub(super) mod operation;
pub(super) mod payload;
mod punctuation;
pub(super) mod said;
pub(super) mod sentence;
pub(super) mod sketch;
mod spelling;
pub(super) mod table;
pub(super) mod trait_line;
mod type_text;
pub(super) mod types;
pub(super) mod words;
