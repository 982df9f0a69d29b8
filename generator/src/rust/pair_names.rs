//! The names of pairs that are sent: `("name", value)`, and texts `name=value`.

use syn::Expr;

use super::scope::Scope;
use super::texts::Chunk;

/// The name of `("name", value)`, of a text `name=value`, or of a chain of such.
pub(super) fn name_of(scope: &Scope<'_>, expr: &Expr) -> Option<String> {
    match expr {
        Expr::Tuple(it) if it.elems.len() == 2 => single(scope, it.elems.first()?),
        Expr::Reference(it) => name_of(scope, &it.expr),
        Expr::Paren(it) => name_of(scope, &it.expr),
        _ => {
            let texts = scope.texts(expr);
            let Some(Chunk::Literal(first)) = texts.first().and_then(|text| text.first()) else {
                return None;
            };
            let (name, _) = first.split_once('=')?;
            let is_name = |c: char| c.is_alphanumeric() || "_-[].".contains(c);
            (!name.is_empty() && name.chars().all(is_name)).then(|| name.to_owned())
        }
    }
}

/// The text of an expression that can be one text only.
pub(super) fn single(scope: &Scope<'_>, expr: &Expr) -> Option<String> {
    match scope.texts(expr).as_slice() {
        [text] => match text.as_slice() {
            [Chunk::Literal(text)] => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}
