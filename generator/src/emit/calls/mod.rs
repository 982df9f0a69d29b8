//! The calls of a client: operations as items, and samples as the expressions that call them.

pub(super) mod call;
pub(super) mod example;
pub(super) mod literal_expr;
pub(super) mod made_up;
pub(super) mod operation;
pub(super) mod pages;
pub(super) mod parameter;
pub(super) mod part_values;
pub(super) mod ready;
pub(super) mod route;
