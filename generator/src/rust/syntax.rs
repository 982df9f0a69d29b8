//! Names in expressions, patterns and types, in whatever wrapping. Looks at one piece of syntax at a time, and knows no
//! declaration.

use syn::{Expr, GenericArgument, Member, Pat, Path, PathArguments, Type};

/// More wrappings than any type has.
const DEEPEST: usize = 16;

/// The name that a pattern binds, where it binds one: `x`, `mut x`, `x: T`, `Some(x)`, `&x`.
pub(super) fn pattern(pat: &Pat) -> Option<String> {
    match pat {
        Pat::Ident(it) => Some(it.ident.to_string()),
        Pat::Type(it) => pattern(&it.pat),
        Pat::Reference(it) => pattern(&it.pat),
        Pat::TupleStruct(it) if it.elems.len() == 1 => it.elems.first().and_then(pattern),
        _ => None,
    }
}

/// The name of an expression that is one name.
pub(super) fn ident(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Path(it) => it.path.get_ident().map(ToString::to_string),
        Expr::Paren(it) => ident(&it.expr),
        Expr::Group(it) => ident(&it.expr),
        Expr::Reference(it) => ident(&it.expr),
        _ => None,
    }
}

/// The name that says best what an expression is: of a field its own, of a call what it is called on or with.
pub(super) fn last_name(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Path(it) => it.path.segments.last().map(|last| last.ident.to_string()),
        Expr::Field(it) => match &it.member {
            Member::Named(name) => Some(name.to_string()),
            Member::Unnamed(_) => last_name(&it.base),
        },
        Expr::MethodCall(it) => match last_name(&it.receiver) {
            Some(name) if name != "self" => Some(name),
            _ => Some(it.method.to_string()),
        },
        Expr::Call(it) => it.args.first().and_then(last_name).or_else(|| last_name(&it.func)),
        Expr::Reference(it) => last_name(&it.expr),
        Expr::Paren(it) => last_name(&it.expr),
        Expr::Group(it) => last_name(&it.expr),
        Expr::Try(it) => last_name(&it.expr),
        Expr::Unary(it) => last_name(&it.expr),
        Expr::Await(it) => last_name(&it.base),
        Expr::Cast(it) => last_name(&it.expr),
        Expr::Index(it) => last_name(&it.expr),
        _ => None,
    }
}

/// The path of a type, references left out.
pub(super) fn type_path(ty: &Type) -> Option<&Path> {
    match ty {
        Type::Path(it) if it.qself.is_none() => Some(&it.path),
        Type::Reference(it) => type_path(&it.elem),
        Type::Paren(it) => type_path(&it.elem),
        Type::Group(it) => type_path(&it.elem),
        _ => None,
    }
}

/// The last name of a type's path.
pub(super) fn type_name(ty: &Type) -> Option<String> {
    type_path(ty)?.segments.last().map(|last| last.ident.to_string())
}

/// The type parameters of a type's path.
pub(super) fn arguments<'a>(ty: &'a Type) -> Vec<&'a Type> {
    let last = type_path(ty).and_then(|path| path.segments.last());
    match last.map(|last| &last.arguments) {
        Some(PathArguments::AngleBracketed(it)) => {
            let ty = |argument: &'a GenericArgument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            };
            it.args.iter().filter_map(ty).collect()
        }
        _ => Vec::new(),
    }
}

/// What references, boxes and options hold.
pub(super) fn peeled(ty: &Type) -> &Type {
    let mut ty = ty;
    for _ in 0..DEEPEST {
        ty = match ty {
            Type::Reference(it) => &it.elem,
            Type::Paren(it) => &it.elem,
            Type::Group(it) => &it.elem,
            _ => {
                let holds = ["Option", "Box", "Arc", "Rc", "Cow"];
                let inner = arguments(ty);
                match inner.first() {
                    Some(inner) if type_name(ty).is_some_and(|name| holds.contains(&name.as_str())) => inner,
                    _ => return ty,
                }
            }
        };
    }
    ty
}
