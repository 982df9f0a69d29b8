//! What is pushed to a list: calls on something of a name, whether they are made each time, and functions that are handed
//! it to push more.

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprMethodCall, Token};

use super::syntax::ident;

/// Calls on something of a name, and functions that are handed it.
pub(super) struct Pushes<'n, 't> {
    name: &'n str,
    conditional: usize,
    /// Each call, and whether it depends on something.
    pub(super) found: Vec<(&'t ExprMethodCall, bool)>,
    /// Each function that is handed the list, with the index of the argument.
    pub(super) handed: Vec<(&'t Expr, usize, bool)>,
}

impl<'n, 't> Pushes<'n, 't> {
    /// Those of a name in a block.
    pub(super) fn of(name: &'n str, block: &'t Block) -> Self {
        let mut pushes = Self { name, conditional: 0, found: Vec::new(), handed: Vec::new() };
        pushes.visit_block(block);
        pushes
    }

    fn hands(&mut self, call: &'t Expr, arguments: &'t Punctuated<Expr, Token![,]>) {
        let is_mutable = |it: &Expr| match it {
            Expr::Reference(it) => {
                it.mutability.is_some() && ident(&it.expr).is_some_and(|name| name == self.name)
            }
            _ => false,
        };
        if let Some(index) = arguments.iter().position(is_mutable) {
            self.handed.push((call, index, self.conditional > 0));
        }
    }

    fn conditionally(&mut self, visit: impl FnOnce(&mut Self)) {
        self.conditional += 1;
        visit(self);
        self.conditional -= 1;
    }
}

impl<'t> Visit<'t> for Pushes<'_, 't> {
    fn visit_expr(&mut self, expr: &'t Expr) {
        match expr {
            Expr::MethodCall(it) => {
                let mut root = &*it.receiver;
                while let Expr::MethodCall(inner) = root {
                    root = &inner.receiver;
                }
                if ident(root).is_some_and(|name| name == self.name) {
                    self.found.push((it, self.conditional > 0));
                } else {
                    self.hands(expr, &it.args);
                }
                visit::visit_expr(self, expr);
            }
            Expr::Call(it) => {
                self.hands(expr, &it.args);
                visit::visit_expr(self, expr);
            }
            Expr::If(it) => {
                self.visit_expr(&it.cond);
                self.conditionally(|visitor| {
                    visitor.visit_block(&it.then_branch);
                    if let Some((_, other)) = &it.else_branch {
                        visitor.visit_expr(other);
                    }
                });
            }
            Expr::Match(_) | Expr::ForLoop(_) | Expr::While(_) | Expr::Closure(_) | Expr::Loop(_) => {
                self.conditionally(|visitor| visit::visit_expr(visitor, expr));
            }
            _ => visit::visit_expr(self, expr),
        }
    }
}

/// The first `("name", value)` in an expression.
pub(super) struct FirstPair<'t>(Option<&'t Expr>);

impl<'t> FirstPair<'t> {
    pub(super) fn of(expr: &'t Expr) -> Option<&'t Expr> {
        let mut finder = Self(None);
        finder.visit_expr(expr);
        finder.0
    }
}

impl<'t> Visit<'t> for FirstPair<'t> {
    fn visit_expr(&mut self, expr: &'t Expr) {
        if self.0.is_none() {
            match expr {
                Expr::Tuple(it) if it.elems.len() == 2 => self.0 = Some(expr),
                _ => visit::visit_expr(self, expr),
            }
        }
    }
}

/// Whether a method of a list adds nothing to it.
pub(super) fn is_neutral(method: &str) -> bool {
    [
        "len", "is_", "join", "into", "as_", "iter", "clone", "to_", "get", "contains", "reserve", "sort",
        "finish", "unwrap", "collect", "boundary",
    ]
    .iter()
    .any(|neutral| method.starts_with(neutral))
}
