//! Expressions to texts: literals, `format!`, constants, locals, alternatives and functions of the crate that make texts of
//! texts. What is not known in a text is a hole that has the name of the value.

use std::collections::BTreeSet;

use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{BinOp, Expr, Item, Lit, Macro, Stmt, Token};

use super::nesting;
use super::scope::Scope;
use super::syntax::{ident, last_name};
use super::tree::Tree;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Chunk {
    Literal(String),
    /// A value, by the name that it has in the source.
    Hole(String),
}

/// A text, as far as the source says.
pub(super) type Chunks = Vec<Chunk>;

/// As many alternatives as are followed.
const MOST: usize = 16;
/// As many steps as are followed.
const DEEPEST: usize = 12;

impl<'t> Scope<'t> {
    /// What texts an expression may be.
    pub(super) fn texts(&self, expr: &Expr) -> Vec<Chunks> {
        let mut open = BTreeSet::new();
        let mut texts = self.texts_within(expr, &mut open, DEEPEST);
        texts.sort();
        texts.dedup();
        texts
    }

    fn texts_within(&self, expr: &Expr, open: &mut BTreeSet<String>, depth: usize) -> Vec<Chunks> {
        let Some(depth) = depth.checked_sub(1) else { return vec![hole(expr)] };
        match expr {
            Expr::Lit(it) => match &it.lit {
                Lit::Str(text) => vec![vec![Chunk::Literal(text.value())]],
                _ => vec![hole(expr)],
            },
            Expr::Reference(it) => self.texts_within(&it.expr, open, depth),
            Expr::Paren(it) => self.texts_within(&it.expr, open, depth),
            Expr::Group(it) => self.texts_within(&it.expr, open, depth),
            Expr::Try(it) => self.texts_within(&it.expr, open, depth),
            Expr::Await(it) => self.texts_within(&it.base, open, depth),
            Expr::Unary(it) => self.texts_within(&it.expr, open, depth),
            Expr::Return(it) => {
                it.expr.as_ref().map_or_else(Vec::new, |it| self.texts_within(it, open, depth))
            }
            Expr::Block(it) => self.tail(&it.block.stmts, open, depth),
            Expr::If(it) => {
                let mut texts = self.tail(&it.then_branch.stmts, open, depth);
                if let Some((_, other)) = &it.else_branch {
                    texts.extend(self.texts_within(other, open, depth));
                }
                limited(texts)
            }
            Expr::Match(it) => {
                limited(it.arms.iter().flat_map(|arm| self.texts_within(&arm.body, open, depth)).collect())
            }
            Expr::Binary(it) if matches!(it.op, BinOp::Add(_)) => {
                let left = self.texts_within(&it.left, open, depth);
                product(&[left, self.texts_within(&it.right, open, depth)])
            }
            Expr::Macro(it) => self.macro_texts(&it.mac, open, depth).unwrap_or_else(|| vec![hole(expr)]),
            Expr::Path(it) => match ident(expr) {
                Some(name) if self.values.contains_key(&name) => self.local_texts(&name, expr, open, depth),
                Some(name) if self.types.contains_key(&name) => vec![hole(expr)],
                _ => constant(self.tree, self.function.module, &it.path).unwrap_or_else(|| vec![hole(expr)]),
            },
            Expr::MethodCall(it) => self.method_texts(it, expr, open, depth),
            Expr::Call(it) => self.call_texts(it, expr, open, depth),
            _ => vec![hole(expr)],
        }
    }

    fn tail(&self, statements: &[Stmt], open: &mut BTreeSet<String>, depth: usize) -> Vec<Chunks> {
        match statements.last() {
            Some(Stmt::Expr(expr, _)) => self.texts_within(expr, open, depth),
            Some(Stmt::Macro(it)) => self.macro_texts(&it.mac, open, depth).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// All that is assigned to a local. Within what is assigned to itself, only what it began as.
    fn local_texts(&self, name: &str, expr: &Expr, open: &mut BTreeSet<String>, depth: usize) -> Vec<Chunks> {
        let values = self.values.get(name).map(Vec::as_slice).unwrap_or_default();
        if !open.insert(name.to_owned()) {
            let again = format!("={name}");
            if !open.insert(again.clone()) {
                return vec![hole(expr)];
            }
            let first = values.first().map_or_else(Vec::new, |it| self.texts_within(it, open, depth));
            open.remove(&again);
            return first;
        }
        let texts = values.iter().flat_map(|it| self.texts_within(it, open, depth)).collect();
        open.remove(name);
        // a name for what is wholly unknown outlives how it was made
        let named = |text: Chunks| match text.as_slice() {
            [Chunk::Hole(_)] => hole(expr),
            _ => text,
        };
        limited(texts).into_iter().map(named).collect()
    }

    fn macro_texts(&self, mac: &Macro, open: &mut BTreeSet<String>, depth: usize) -> Option<Vec<Chunks>> {
        let name = mac.path.segments.last()?.ident.to_string();
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        let arguments = parser.parse2(mac.tokens.clone()).ok()?;
        let mut arguments = arguments.iter();
        match name.as_str() {
            "format" | "format_args" => {
                let format = super::literal::text(arguments.next()?)?;
                Some(self.formatted(&format, &arguments.collect::<Vec<_>>(), open, depth))
            }
            "concat" => {
                let parts: Vec<Vec<Chunks>> =
                    arguments.map(|it| self.texts_within(it, open, depth)).collect();
                Some(product(&parts))
            }
            _ => None,
        }
    }

    fn formatted(
        &self,
        format: &str,
        arguments: &[&Expr],
        open: &mut BTreeSet<String>,
        depth: usize,
    ) -> Vec<Chunks> {
        let mut next = 0;
        let mut parts = Vec::new();
        for chunk in chunks(format) {
            let name = match chunk {
                Chunk::Literal(_) => {
                    parts.push(vec![vec![chunk]]);
                    continue;
                }
                Chunk::Hole(name) => name,
            };
            let named = arguments.iter().find_map(|it| match it {
                Expr::Assign(it) if ident(&it.left).is_some_and(|own| own == name) => Some(&*it.right),
                _ => None,
            });
            let given = if name.is_empty() {
                next += 1;
                arguments.get(next - 1).copied()
            } else {
                named.or_else(|| name.parse::<usize>().ok().and_then(|index| arguments.get(index).copied()))
            };
            parts.push(match given {
                Some(expr) => self.texts_within(expr, open, depth),
                None => match nesting::parsed::<Expr>(&name) {
                    Some(expr) => self.texts_within(&expr, open, depth),
                    None => vec![vec![Chunk::Hole(name)]],
                },
            });
        }
        product(&parts)
    }

    fn method_texts(
        &self,
        it: &syn::ExprMethodCall,
        expr: &Expr,
        open: &mut BTreeSet<String>,
        depth: usize,
    ) -> Vec<Chunks> {
        const SAME: [&str; 15] = [
            "into",
            "as_ref",
            "as_str",
            "to_string",
            "to_owned",
            "clone",
            "into_owned",
            "unwrap",
            "expect",
            "as_deref",
            "borrow",
            "trim",
            "into_string",
            "into_url",
            "parse",
        ];
        let name = it.method.to_string();
        if SAME.contains(&name.as_str()) {
            let texts = self.texts_within(&it.receiver, open, depth);
            // the text of a value is a value
            return texts.into_iter().map(|text| if text.is_empty() { hole(expr) } else { text }).collect();
        }
        // a path that is joined to a URL; a separator between values is none
        if name == "join"
            && let Some(first) = it.args.first()
        {
            let below = self.texts_within(first, open, depth);
            let is_path = |text: &Chunks| {
                text.iter()
                    .any(|chunk| matches!(chunk, Chunk::Literal(it) if it.contains('/') || it.len() > 3))
            };
            if below.iter().all(is_path) {
                let slash = |text: Chunks| match text.first() {
                    Some(Chunk::Literal(first)) if !first.starts_with('/') => {
                        [vec![Chunk::Literal("/".to_owned())], text].concat()
                    }
                    _ => text,
                };
                let below = below.into_iter().map(slash).collect();
                return product(&[vec![hole(&it.receiver)], below]);
            }
        }
        let own = ident(&it.receiver).is_some_and(|name| name == "self");
        let method =
            own.then_some(self.function.this).flatten().and_then(|of| self.functions.method(of, &name));
        match method {
            Some(function) => self.inlined(function, &it.args, expr, open, depth),
            None => vec![hole(expr)],
        }
    }

    fn call_texts(
        &self,
        it: &syn::ExprCall,
        expr: &Expr,
        open: &mut BTreeSet<String>,
        depth: usize,
    ) -> Vec<Chunks> {
        let Expr::Path(path) = &*it.func else { return vec![hole(expr)] };
        let names: Vec<String> = path.path.segments.iter().map(|it| it.ident.to_string()).collect();
        let function = match names.as_slice() {
            [owner, name] if owner == "Self" => {
                self.function.this.and_then(|of| self.functions.method(of, name))
            }
            [owner @ .., name] if !owner.is_empty() => self
                .tree
                .resolve_names(self.function.module, owner)
                .and_then(|of| self.functions.method(of, name)),
            _ => None,
        };
        let free =
            || self.tree.resolve(self.function.module, &path.path).and_then(|it| self.functions.free(it));
        if let Some(function) = function.or_else(free) {
            return self.inlined(function, &it.args, expr, open, depth);
        }
        const SAME: [&str; 9] =
            ["from", "Borrowed", "Owned", "Some", "Ok", "parse", "new", "from_str", "from_static"];
        match (it.args.first(), it.args.len(), names.last()) {
            (Some(inner), 1, Some(name)) if SAME.contains(&name.as_str()) => {
                self.texts_within(inner, open, depth)
            }
            _ => vec![hole(expr)],
        }
    }

    /// What a function of the crate makes of its arguments.
    fn inlined(
        &self,
        function: super::function::Function<'t>,
        arguments: &Punctuated<Expr, Token![,]>,
        expr: &Expr,
        open: &mut BTreeSet<String>,
        depth: usize,
    ) -> Vec<Chunks> {
        let Some(depth) = depth.checked_sub(4) else { return vec![hole(expr)] };
        let scope = Scope::of(self.tree, self.functions, function);
        let texts = scope.tail(&function.block.stmts, &mut BTreeSet::new(), depth);
        let has_text = texts.iter().flatten().any(|chunk| matches!(chunk, Chunk::Literal(_)));
        if !has_text {
            // a function that only prepares a value: what it is given names the value
            return match arguments.first() {
                Some(first) if arguments.len() == 1 => vec![hole(first)],
                _ => vec![hole(expr)],
            };
        }
        let given: Vec<Vec<Chunks>> = arguments.iter().map(|it| self.texts_within(it, open, depth)).collect();
        let filled = texts.iter().flat_map(|text| {
            let parts: Vec<Vec<Chunks>> = text
                .iter()
                .map(|chunk| match chunk {
                    Chunk::Literal(_) => vec![vec![chunk.clone()]],
                    Chunk::Hole(name) => {
                        let index = scope.parameters.iter().position(|it| it == name);
                        let given = index.and_then(|index| given.get(index)).cloned();
                        given.unwrap_or_else(|| vec![vec![chunk.clone()]])
                    }
                })
                .collect();
            product(&parts)
        });
        limited(filled.collect())
    }
}

/// The text of a constant of the crate.
fn constant(tree: &Tree, module: usize, path: &syn::Path) -> Option<Vec<Chunks>> {
    let value = match tree.item(tree.resolve(module, path)?)? {
        Item::Const(it) => &it.expr,
        Item::Static(it) => &it.expr,
        _ => return None,
    };
    match &**value {
        Expr::Macro(it) if it.mac.path.is_ident("concat") => {
            let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
            let parts = parser.parse2(it.mac.tokens.clone()).ok()?;
            let texts: Option<String> = parts.iter().map(super::literal::text).collect();
            Some(vec![vec![Chunk::Literal(texts?)]])
        }
        value => Some(vec![vec![Chunk::Literal(super::literal::text(value)?)]]),
    }
}

/// The parts of a format string: `{}` and `{0}` are holes without a name and with a number, `{x:?}` is one of that name.
pub(super) fn chunks(format: &str) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut literal = String::new();
    let mut letters = format.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '{' | '}' if letters.peek() == Some(&c) => {
                letters.next();
                literal.push(c);
            }
            '{' => {
                if !literal.is_empty() {
                    chunks.push(Chunk::Literal(std::mem::take(&mut literal)));
                }
                let inner: String = letters.by_ref().take_while(|c| *c != '}').collect();
                let name = inner.split(':').next().unwrap_or_default().trim();
                chunks.push(Chunk::Hole(name.to_owned()));
            }
            c => literal.push(c),
        }
    }
    if !literal.is_empty() {
        chunks.push(Chunk::Literal(literal));
    }
    chunks
}

/// Each text of the first with each of the second, and so on.
fn product(parts: &[Vec<Chunks>]) -> Vec<Chunks> {
    let mut texts = vec![Chunks::new()];
    for part in parts.iter().filter(|part| !part.is_empty()) {
        texts =
            texts.iter().flat_map(|text| part.iter().map(|more| [text.as_slice(), more].concat())).collect();
        texts = limited(texts);
    }
    texts
}

fn limited(mut texts: Vec<Chunks>) -> Vec<Chunks> {
    texts.sort();
    texts.dedup();
    texts.truncate(MOST);
    texts
}

fn hole(expr: &Expr) -> Chunks {
    vec![Chunk::Hole(last_name(expr).unwrap_or_else(|| "value".to_owned()))]
}
