//! Names and values that a call sends: what is pushed, inserted or written out beside a name, and the properties of a type
//! that is sent as a whole.

use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Block, Expr, ExprMethodCall, Lit, Token};

use super::function::Function;
use super::known_types::NATIVE;
use super::pair_names::{name_of, single};
use super::pushes::{FirstPair, Pushes, is_neutral};
use super::scope::Scope;
use super::syntax::{ident, last_name};
use super::wire::{Generics, OPEN, WireType, WireTypes, property};
use crate::model::{Property, Schema, Why};

/// More functions that are handed a list than any call has.
const DEEPEST: usize = 6;

/// What is sent.
#[derive(Debug, Clone, Default)]
pub(super) struct SentPairs {
    pub(super) properties: Vec<Property>,
    /// Whether something of it could not be read.
    pub(super) is_open: bool,
    /// What is sent instead of an object.
    pub(super) other: Option<Schema>,
}

impl SentPairs {
    fn open() -> Self {
        Self { is_open: true, ..Self::default() }
    }

    /// Whether nothing is known of it.
    fn is_empty(&self) -> bool {
        self.properties.is_empty() && self.other.is_none()
    }

    /// The same, of which it is not known whether it is always sent.
    fn perhaps(self) -> Self {
        let mut all = self.optional();
        all.properties.iter_mut().for_each(|it| it.why = Why::Unstated);
        all
    }

    /// The same, none of it always sent.
    fn optional(mut self) -> Self {
        self.properties.iter_mut().for_each(|it| it.required = false);
        self
    }

    pub(super) fn add(&mut self, more: Self) {
        for property in more.properties {
            // said twice, on two ways to the call: it is not on each of them
            match self.properties.iter_mut().find(|it| it.name == property.name) {
                Some(known) => known.required &= property.required,
                None => self.properties.push(property),
            }
        }
        self.is_open |= more.is_open;
        self.other = self.other.take().or(more.other);
    }

    fn of_schema(schema: Schema) -> Self {
        match schema {
            Schema::Object(object) => {
                let (open, properties): (Vec<_>, Vec<_>) =
                    object.properties.into_iter().partition(|it| it.name == OPEN);
                Self { properties, is_open: !open.is_empty(), other: None }
            }
            Schema::Any => Self::open(),
            Schema::Map { .. } => Self::open(),
            other => Self { other: Some(other), ..Self::default() },
        }
    }
}

/// Reads what a function sends.
pub(super) struct PairReader<'s, 't> {
    pub(super) scope: &'s Scope<'t>,
    pub(super) wire: &'s mut WireTypes<'t>,
    pub(super) depth: usize,
}

impl<'t> PairReader<'_, 't> {
    /// What an expression holds that is sent.
    pub(super) fn of(&mut self, expr: &'t Expr) -> SentPairs {
        let Some(depth) = (self.depth < 24).then_some(self.depth + 1) else { return SentPairs::open() };
        self.depth = depth;
        let pairs = self.of_expr(expr);
        self.depth -= 1;
        pairs
    }

    fn of_expr(&mut self, expr: &'t Expr) -> SentPairs {
        match expr {
            Expr::Reference(it) => self.of(&it.expr),
            Expr::Paren(it) => self.of(&it.expr),
            Expr::Group(it) => self.of(&it.expr),
            Expr::Try(it) => self.of(&it.expr),
            Expr::Tuple(it) if it.elems.is_empty() => SentPairs::default(),
            Expr::Array(it) => self.of_all(it.elems.iter()),
            Expr::Macro(it) => self.of_macro(&it.mac),
            Expr::Path(_) => match ident(expr) {
                Some(name) if name == "None" => SentPairs::default(),
                Some(name) => self.of_local(&name, expr),
                None => SentPairs::open(),
            },
            Expr::MethodCall(it) => self.of_method(it, expr),
            Expr::Call(it) => {
                let name = last_name(&it.func).unwrap_or_default();
                match name.as_str() {
                    "new" | "default" | "with_capacity" => SentPairs::default(),
                    "from" | "from_iter" | "Some" | "to_value" | "to_string" | "to_vec" | "Json" | "Form" => {
                        it.args.first().map_or_else(SentPairs::default, |it| self.of(it))
                    }
                    _ => {
                        let typed = self.of_type(expr);
                        match it.args.first() {
                            // what a function makes of a list may have less
                            Some(only) if it.args.len() == 1 && typed.is_empty() => self.of(only).perhaps(),
                            _ => typed,
                        }
                    }
                }
            }
            _ => self.of_type(expr),
        }
    }

    fn of_method(&mut self, it: &'t ExprMethodCall, expr: &'t Expr) -> SentPairs {
        let name = it.method.to_string();
        let passes = ["as_", "clone", "to_owned", "unwrap", "iter", "into", "collect", "build"];
        if passes.iter().any(|pass| name.starts_with(pass)) {
            let mut pairs = self.of(&it.receiver);
            pairs.is_open |= name == "build";
            return pairs;
        }
        match self.pair_of_call(it, false) {
            Some(pair) => {
                let mut pairs = self.of(&it.receiver);
                pairs.add(pair);
                pairs
            }
            None => self.of_type(expr),
        }
    }

    fn of_all(&mut self, exprs: impl Iterator<Item = &'t Expr>) -> SentPairs {
        let mut pairs = SentPairs::default();
        for expr in exprs {
            match self.pair(expr, false) {
                Some(pair) => pairs.add(pair),
                None => pairs.is_open = true,
            }
        }
        pairs
    }

    /// `vec![("a", 1)]`, `json!({"a": 1})`: names are read, values only as far as they are plain.
    fn of_macro(&mut self, mac: &'t syn::Macro) -> SentPairs {
        let name = mac.path.segments.last().map(|it| it.ident.to_string()).unwrap_or_default();
        let evidence = |span: proc_macro2::Span| {
            let mut evidence = self.scope.tree.evidence(self.scope.function.module, &mac.path);
            evidence.line = span.start().line.max(1);
            evidence
        };
        match name.as_str() {
            "json" => {
                let mut tokens = mac.tokens.clone().into_iter();
                let Some(proc_macro2::TokenTree::Group(group)) = tokens.next() else {
                    return SentPairs::open();
                };
                let mut pairs = SentPairs::default();
                let mut is_start = true;
                for token in group.stream() {
                    match &token {
                        proc_macro2::TokenTree::Literal(it) if is_start => {
                            if let Ok(Lit::Str(name)) = syn::parse_str::<Lit>(&it.to_string()) {
                                let at = vec![evidence(it.span())];
                                pairs.properties.push(property(name.value(), WireType::any(), true, at));
                            }
                        }
                        proc_macro2::TokenTree::Literal(_) | proc_macro2::TokenTree::Group(_) => {}
                        _ if is_start => pairs.is_open = true,
                        _ => {}
                    }
                    is_start = matches!(&token, proc_macro2::TokenTree::Punct(it) if it.as_char() == ',');
                }
                pairs
            }
            "vec" => {
                let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
                let Ok(list) = parser.parse2(mac.tokens.clone()) else { return SentPairs::open() };
                let mut pairs = SentPairs::default();
                for expr in &list {
                    match name_of(self.scope, expr) {
                        Some(name) => {
                            let at = vec![evidence(expr.span())];
                            pairs.properties.push(property(name, WireType::any(), true, at));
                        }
                        None => pairs.is_open = true,
                    }
                }
                pairs
            }
            _ => SentPairs::open(),
        }
    }

    /// All that is given to a local: what it begins as, and what is pushed to it.
    fn of_local(&mut self, name: &str, expr: &'t Expr) -> SentPairs {
        let scope = self.scope;
        let mut pairs = match scope.values.get(name).and_then(|values| values.first()) {
            Some(first) if scope.values.get(name).is_some_and(|it| it.len() == 1) => {
                let begins = self.of(first);
                match begins.is_open {
                    // a call whose result is declared, or a type that is written beside the name
                    true if begins.properties.is_empty() => self.of_type(expr),
                    _ => begins,
                }
            }
            Some(_) => SentPairs::open(),
            None => self.of_type(expr),
        };
        pairs.add(self.pushed(name, scope.function.block));
        pairs
    }

    /// What is pushed in a block to something of a name.
    pub(super) fn pushed(&mut self, name: &str, block: &'t Block) -> SentPairs {
        let Pushes { found, handed, .. } = Pushes::of(name, block);
        let mut pairs = SentPairs::default();
        for (call, conditional) in found {
            match self.pair_of_call(call, conditional) {
                Some(pair) => pairs.add(pair),
                None if is_neutral(&call.method.to_string()) => {}
                None => pairs.is_open = true,
            }
        }
        for (call, index, conditional) in handed {
            let inner = self.of_callee(call, index);
            pairs.add(if conditional { inner.optional() } else { inner });
        }
        pairs
    }

    /// What a function pushes to the list that it is handed.
    fn of_callee(&mut self, call: &'t Expr, index: usize) -> SentPairs {
        let function = match call {
            Expr::MethodCall(it) => self
                .scope
                .item_of(&it.receiver, 8)
                .and_then(|owner| self.scope.functions.method(owner, &it.method.to_string())),
            Expr::Call(it) => match &*it.func {
                Expr::Path(path) => self
                    .scope
                    .tree
                    .resolve(self.scope.function.module, &path.path)
                    .and_then(|item| self.scope.functions.free(item)),
                _ => None,
            },
            _ => None,
        };
        match function {
            Some(function) if self.depth < DEEPEST => self.within(function, index),
            _ => SentPairs::open(),
        }
    }

    fn within(&mut self, function: Function<'t>, index: usize) -> SentPairs {
        let scope = Scope::of(self.scope.tree, self.scope.functions, function);
        let Some(name) = scope.parameters.get(index).cloned() else { return SentPairs::open() };
        let mut reader = PairReader { scope: &scope, wire: self.wire, depth: self.depth + 1 };
        reader.pushed(&name, function.block)
    }

    /// The pair of `push("name", value)`, `insert("name", value)`, `push(("name", value))`, `push(format!("name={}", value))`
    /// and of whatever else takes a name first.
    fn pair_of_call(&mut self, call: &'t ExprMethodCall, conditional: bool) -> Option<SentPairs> {
        let method = call.method.to_string();
        let conditional = conditional
            || method.contains("_opt")
            || method.starts_with("maybe")
            || method.ends_with("if_some");
        let mut arguments = call.args.iter();
        let first = arguments.next()?;
        match (single(self.scope, first), arguments.next()) {
            (Some(name), Some(value)) => {
                let typed = self.typed(value);
                let is_optional = typed.optional && !method.starts_with("insert");
                let required = !conditional && !is_optional;
                let evidence = vec![self.scope.tree.evidence(self.scope.function.module, first)];
                Some(SentPairs {
                    properties: vec![property(name, typed, required, evidence)],
                    ..SentPairs::default()
                })
            }
            (None, None) if method.starts_with("extend") || method.starts_with("append") => {
                let mut pairs = self.pair(FirstPair::of(first)?, true)?;
                pairs
                    .properties
                    .iter_mut()
                    .for_each(|it| it.schema = Schema::Array { items: Box::new(Schema::Any) });
                Some(pairs)
            }
            (None, None) => self.pair(first, conditional),
            _ => None,
        }
    }

    /// The pair of `("name", value)` or of a text `name=value`.
    fn pair(&mut self, expr: &'t Expr, conditional: bool) -> Option<SentPairs> {
        let name = name_of(self.scope, expr)?;
        let typed = match expr {
            Expr::Tuple(it) => it.elems.iter().nth(1).map_or_else(WireType::any, |value| self.typed(value)),
            _ => WireType::any(),
        };
        let evidence = vec![self.scope.tree.evidence(self.scope.function.module, expr)];
        let properties = vec![property(name, typed, !conditional, evidence)];
        Some(SentPairs { properties, ..SentPairs::default() })
    }

    /// What is sent as a whole, by its type.
    fn of_type(&mut self, expr: &'t Expr) -> SentPairs {
        let is_self = ident(expr).is_some_and(|name| name == "self");
        if let Some(item) =
            (is_self || matches!(expr, Expr::Struct(_))).then(|| self.scope.item_of(expr, 8)).flatten()
        {
            return SentPairs::of_schema(self.wire.of_item(item, Vec::new()).schema);
        }
        match self.scope.declared(expr) {
            Some(declared) => {
                let typed = self.wire.of_type(declared.module, declared.ty, &Generics::new());
                let pairs = SentPairs::of_schema(typed.schema);
                if typed.optional { pairs.optional() } else { pairs }
            }
            None => SentPairs::open(),
        }
    }

    /// The type of a value that is sent beside a name. That serde knows nothing of it is no news: it is made text.
    fn typed(&mut self, expr: &'t Expr) -> WireType {
        let notes = self.wire.notes.clone();
        let typed = self.type_of(expr);
        self.wire.notes = notes;
        typed
    }

    fn type_of(&mut self, expr: &'t Expr) -> WireType {
        match expr {
            Expr::Lit(it) => WireType::of(match &it.lit {
                Lit::Str(_) => Schema::String,
                Lit::Bool(_) => Schema::Boolean { encoding: NATIVE },
                Lit::Int(_) => Schema::Integer { encoding: NATIVE },
                Lit::Float(_) => Schema::Number { encoding: NATIVE },
                _ => Schema::Any,
            }),
            Expr::Reference(it) => self.typed(&it.expr),
            Expr::Paren(it) => self.typed(&it.expr),
            Expr::MethodCall(it) if it.method == "join" => WireType::of(Schema::String),
            Expr::MethodCall(it) if it.method == "to_string" => {
                let typed = self.typed(&it.receiver);
                if matches!(typed.schema, Schema::Enum(_)) { typed } else { WireType::of(Schema::String) }
            }
            Expr::MethodCall(it)
                if ["map", "and_then", "filter"].contains(&it.method.to_string().as_str()) =>
            {
                WireType { schema: Schema::Any, ..self.typed(&it.receiver) }
            }
            Expr::Macro(it) if it.mac.path.is_ident("format") => WireType::of(Schema::String),
            Expr::Call(it) => match last_name(&it.func).as_deref() {
                Some("String") => WireType::of(Schema::String),
                Some("Bool") => WireType::of(Schema::Boolean { encoding: NATIVE }),
                Some("Some" | "from" | "to_value") => {
                    it.args.first().map_or_else(WireType::any, |it| self.typed(it))
                }
                _ => WireType::any(),
            },
            _ => match self.scope.declared(expr) {
                Some(declared) => self.wire.of_type(declared.module, declared.ty, &Generics::new()),
                None => WireType::any(),
            },
        }
    }
}
