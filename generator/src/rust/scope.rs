//! What names mean within a function: its parameters, its locals with all that is assigned to them, and `self`; and what
//! type an expression has, as far as declarations say.

use std::collections::HashMap;

use syn::visit::{self, Visit};
use syn::{Expr, ExprAssign, ExprForLoop, ExprLet, FnArg, Item, Local, Member, Pat, Type};

use super::function::{Function, Functions};
use super::syntax::{ident, last_name, pattern, peeled, type_name, type_path};
use super::tree::{ItemId, Tree};

/// More steps than the type of any value takes.
const DEEPEST: usize = 16;

/// What names mean within a function.
pub(super) struct Scope<'t> {
    pub(super) tree: &'t Tree,
    pub(super) functions: &'t Functions<'t>,
    pub(super) function: Function<'t>,
    /// Types that are written beside a name.
    pub(super) types: HashMap<String, &'t Type>,
    /// What is assigned to a local, in order.
    pub(super) values: HashMap<String, Vec<&'t Expr>>,
    /// The parameters, in order; `self` is none of them.
    pub(super) parameters: Vec<String>,
}

/// A type, and the module in which it is written.
#[derive(Clone, Copy)]
pub(super) struct Declared<'t> {
    pub(super) module: usize,
    pub(super) ty: &'t Type,
}

impl<'t> Scope<'t> {
    /// That of a function.
    pub(super) fn of(tree: &'t Tree, functions: &'t Functions<'t>, function: Function<'t>) -> Self {
        let mut scope = Self {
            tree,
            functions,
            function,
            types: HashMap::new(),
            values: HashMap::new(),
            parameters: Vec::new(),
        };
        for input in &function.signature.inputs {
            let FnArg::Typed(input) = input else { continue };
            let name = pattern(&input.pat).unwrap_or_default();
            scope.types.insert(name.clone(), &input.ty);
            scope.parameters.push(name);
        }
        scope.visit_block(function.block);
        scope
    }

    /// Whether a name is a parameter of the function, or made of one and nothing else.
    pub(super) fn is_parameter(&self, name: &str) -> bool {
        self.parameters.iter().any(|it| it == name)
    }

    /// The declared type of an expression.
    pub(super) fn declared(&self, expr: &'t Expr) -> Option<Declared<'t>> {
        self.declared_within(expr, DEEPEST)
    }

    fn declared_within(&self, expr: &'t Expr, depth: usize) -> Option<Declared<'t>> {
        let depth = depth.checked_sub(1)?;
        let module = self.function.module;
        match expr {
            Expr::Path(_) => {
                let name = ident(expr)?;
                match self.types.get(&name) {
                    Some(ty) => Some(Declared { module, ty }),
                    None => self.values.get(&name)?.first().and_then(|it| self.declared_within(it, depth)),
                }
            }
            Expr::Field(it) => {
                let owner = self.item_of(&it.base, depth)?;
                field(self.tree, owner, &it.member)
            }
            Expr::MethodCall(it) => {
                let name = it.method.to_string();
                let passes = [
                    "as_", "iter", "clone", "unwrap", "into", "to_owned", "cloned", "copied", "by_ref",
                    "expect",
                ];
                if passes.iter().any(|pass| name.starts_with(pass)) {
                    return self.declared_within(&it.receiver, depth);
                }
                let owner = self.item_of(&it.receiver, depth)?;
                let method = self.functions.method(owner, &name)?;
                match &method.signature.output {
                    syn::ReturnType::Type(_, ty) => Some(Declared { module: method.module, ty }),
                    syn::ReturnType::Default => None,
                }
            }
            Expr::Reference(it) => self.declared_within(&it.expr, depth),
            Expr::Paren(it) => self.declared_within(&it.expr, depth),
            Expr::Group(it) => self.declared_within(&it.expr, depth),
            Expr::Unary(it) => self.declared_within(&it.expr, depth),
            Expr::Try(it) => self.declared_within(&it.expr, depth),
            Expr::Await(it) => self.declared_within(&it.base, depth),
            Expr::Cast(it) => Some(Declared { module, ty: &it.ty }),
            Expr::Call(it) if it.args.len() == 1 => {
                let name = last_name(&it.func)?;
                let inner = it.args.first()?;
                ["Some", "Ok", "to_value", "to_string", "to_vec"]
                    .contains(&name.as_str())
                    .then(|| self.declared_within(inner, depth))?
            }
            _ => None,
        }
    }

    /// The item of this crate that an expression is of.
    pub(super) fn item_of(&self, expr: &'t Expr, depth: usize) -> Option<ItemId> {
        if ident(expr).is_some_and(|name| name == "self") {
            return self.function.this;
        }
        if let Expr::Struct(it) = expr {
            return match it.path.is_ident("Self") {
                true => self.function.this,
                false => self.tree.resolve(self.function.module, &it.path),
            };
        }
        let Declared { module, ty } = self.declared_within(expr, depth)?;
        let ty = peeled(ty);
        if type_name(ty).is_some_and(|name| name == "Self") {
            return self.function.this;
        }
        self.tree.resolve(module, type_path(ty)?)
    }
}

impl<'t> Visit<'t> for Scope<'t> {
    fn visit_local(&mut self, local: &'t Local) {
        if let Some(name) = pattern(&local.pat) {
            if let Pat::Type(it) = &local.pat {
                self.types.entry(name.clone()).or_insert(&it.ty);
            }
            if let Some(init) = &local.init {
                self.values.entry(name).or_default().push(&init.expr);
            }
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_assign(&mut self, it: &'t ExprAssign) {
        if let Some(name) = ident(&it.left) {
            self.values.entry(name).or_default().push(&it.right);
        }
        visit::visit_expr_assign(self, it);
    }

    fn visit_expr_let(&mut self, it: &'t ExprLet) {
        if let Some(name) = pattern(&it.pat) {
            self.values.entry(name).or_default().push(&it.expr);
        }
        visit::visit_expr_let(self, it);
    }

    fn visit_expr_for_loop(&mut self, it: &'t ExprForLoop) {
        if let Some(name) = pattern(&it.pat) {
            self.values.entry(name).or_default().push(&it.expr);
        }
        visit::visit_expr_for_loop(self, it);
    }

    fn visit_item(&mut self, _: &'t Item) {}
}

/// The declared type of a field of an item.
fn field<'t>(tree: &'t Tree, owner: ItemId, member: &Member) -> Option<Declared<'t>> {
    let Item::Struct(it) = tree.item(owner)? else { return None };
    let field = match member {
        Member::Named(name) => it.fields.iter().find(|field| field.ident.as_ref() == Some(name))?,
        Member::Unnamed(index) => it.fields.iter().nth(index.index as usize)?,
    };
    Some(Declared { module: owner.module, ty: &field.ty })
}
