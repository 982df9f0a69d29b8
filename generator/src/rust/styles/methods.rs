//! `impl Endpoint for X { fn method(..) ; fn endpoint(..) }`: a type that answers for its method, its path, its query string
//! and its body, each in a function of a name that says so; or in constants `METHOD` and `PATH`.

use syn::{Expr, ImplItem, Item, ItemImpl, Stmt};

use super::build::FoundCall;
use super::{AnswerType, CallsFound};
use crate::model::MediaType;
use crate::rust::doc::METHODS;
use crate::rust::function::Function;
use crate::rust::pairs::{PairReader, SentPairs};
use crate::rust::scope::Scope;
use crate::rust::syntax::{type_name, type_path};
use crate::rust::texts::{Chunk, Chunks};
use crate::rust::tree::{ItemId, attributes};

const METHOD: [&str; 4] = ["method", "http_method", "request_method", "verb"];
const PATH: [&str; 7] = ["endpoint", "path", "url", "uri", "route", "relative_path", "url_path"];
const QUERY: [&str; 5] = ["parameters", "query", "query_params", "params", "query_parameters"];
const BODY: [&str; 5] = ["body", "form", "payload", "request_body", "form_params"];

pub(super) fn recognise(found: &mut CallsFound<'_>, id: ItemId, item: &Item) {
    let Item::Impl(it) = item else { return };
    let Some((trait_, _)) = &it.trait_ else { return };
    let (methods, method_is_there) = methods(it);
    let Some(path) = part(found, id.module, it, &PATH) else { return };
    let Some(method) = method_is_there.or_else(|| constant(it, "METHOD").map(|_| "METHOD")) else { return };
    let owner = type_name(&it.self_ty).unwrap_or_default();
    let name = found.tree.path_of(id.module, &owner);
    let is_delegate = methods.is_empty();
    if is_delegate {
        // a wrapper of any endpoint is none itself
        if it.generics.type_params().next().is_none() {
            found.unresolved(id.module, trait_, &name, &format!("computed method (`{method}`)"));
        }
        return;
    }
    let (texts, at) = path;
    let query = pairs(found, id.module, it, &QUERY);
    let body = pairs(found, id.module, it, &BODY);
    let media_type = if is_form(it) { MediaType::Form } else { MediaType::Json };
    let this = type_path(&it.self_ty).and_then(|path| found.tree.resolve(id.module, path));
    let declared = this.and_then(|this| found.tree.item(this));
    if body.as_ref().is_some_and(|pairs| pairs.is_open && pairs.properties.is_empty()) {
        found.unresolved(id.module, &at, &name, "computed body");
    }
    let call = FoundCall {
        module: id.module,
        item: name.clone(),
        attributes: declared.map_or(&it.attrs, |item| attributes(item)),
        methods,
        texts,
        query: query.unwrap_or_default(),
        body: body.map(|pairs| (media_type, pairs)),
        response: response(found, id.module, it),
        request_type: None,
    };
    if !call.add(found, &at) {
        found.unresolved(id.module, &at, &name, "computed path");
    }
}

/// The methods that a function or constant of such a name gives, and its name.
fn methods(it: &ItemImpl) -> (Vec<String>, Option<&'static str>) {
    let mut finder = Methods(Vec::new());
    let mut name = None;
    for item in &it.items {
        match item {
            ImplItem::Fn(function) => {
                let own = METHOD.iter().find(|name| function.sig.ident == **name);
                if let Some(own) = own {
                    name = Some(*own);
                    syn::visit::Visit::visit_block(&mut finder, &function.block);
                }
            }
            ImplItem::Const(constant) if constant.ident == "METHOD" => {
                syn::visit::Visit::visit_expr(&mut finder, &constant.expr);
            }
            _ => {}
        }
    }
    let Methods(mut methods) = finder;
    methods.sort();
    methods.dedup();
    (methods, name)
}

/// Finds `Method::POST` and `"POST"`.
struct Methods(Vec<String>);

impl<'a> syn::visit::Visit<'a> for Methods {
    fn visit_expr(&mut self, expr: &'a Expr) {
        let name = match expr {
            Expr::Path(it) => it.path.segments.last().map(|last| last.ident.to_string().to_uppercase()),
            expr => crate::rust::literal::text(expr),
        };
        self.0.extend(name.filter(|name| METHODS.contains(&name.as_str())));
        syn::visit::visit_expr(self, expr);
    }
}

fn constant<'t>(it: &'t ItemImpl, name: &str) -> Option<&'t Expr> {
    it.items.iter().find_map(|item| match item {
        ImplItem::Const(it) if it.ident == name => Some(&it.expr),
        _ => None,
    })
}

fn function<'t>(
    module: usize,
    this: Option<ItemId>,
    it: &'t ItemImpl,
    names: &[&str],
) -> Option<Function<'t>> {
    names.iter().find_map(|name| {
        it.items.iter().find_map(|item| match item {
            ImplItem::Fn(it) if it.sig.ident == *name => {
                Some(Function { module, this, attributes: &it.attrs, signature: &it.sig, block: &it.block })
            }
            _ => None,
        })
    })
}

/// The texts that a function of such a name may return, and where.
fn part(
    found: &CallsFound<'_>,
    module: usize,
    it: &ItemImpl,
    names: &[&str],
) -> Option<(Vec<Chunks>, syn::Ident)> {
    if let Some(expr) = constant(it, "PATH") {
        let text =
            crate::rust::literal::text(expr).map_or_else(Vec::new, |it| vec![vec![Chunk::Literal(it)]]);
        return Some((text, syn::Ident::new("PATH", syn::spanned::Spanned::span(expr))));
    }
    let this = type_path(&it.self_ty).and_then(|path| found.tree.resolve(module, path));
    let function = function(module, this, it, names)?;
    let scope = Scope::of(found.tree, found.functions, function);
    let mut texts = match function.block.stmts.last() {
        Some(Stmt::Expr(expr, _)) => scope.texts(expr),
        Some(Stmt::Macro(it)) => {
            let expr = syn::Expr::Macro(syn::ExprMacro { attrs: Vec::new(), mac: it.mac.clone() });
            scope.texts(&expr)
        }
        _ => Vec::new(),
    };
    let mut early = Returns(Vec::new());
    syn::visit::Visit::visit_block(&mut early, function.block);
    texts.extend(early.0.iter().flat_map(|expr| scope.texts(expr)));
    Some((texts, function.signature.ident.clone()))
}

/// Finds what is returned early.
struct Returns<'t>(Vec<&'t Expr>);

impl<'t> syn::visit::Visit<'t> for Returns<'t> {
    fn visit_expr_return(&mut self, it: &'t syn::ExprReturn) {
        self.0.extend(it.expr.as_deref());
    }
}

/// What a function of such a name sends: all that is pushed to its locals, and what it ends with.
fn pairs(found: &mut CallsFound<'_>, module: usize, it: &ItemImpl, names: &[&str]) -> Option<SentPairs> {
    let this = type_path(&it.self_ty).and_then(|path| found.tree.resolve(module, path));
    // the item again, from the tree: what is read of it outlives this call
    let it = found.tree.items().find_map(|(_, _, item)| match item {
        Item::Impl(own) if std::ptr::eq(own, it) => Some(own),
        _ => None,
    })?;
    let function = function(module, this, it, names)?;
    let scope = Scope::of(found.tree, found.functions, function);
    let mut all = SentPairs::default();
    let mut locals: Vec<&String> = scope.values.keys().collect();
    locals.sort();
    let mut reader = PairReader { scope: &scope, wire: &mut found.sent, depth: 0 };
    let mut has_list = false;
    for local in locals {
        let pushed = reader.pushed(local, function.block);
        let is_list = !pushed.properties.is_empty();
        if is_list {
            has_list = true;
            all.add(pushed);
        }
    }
    let tail = match function.block.stmts.last() {
        Some(Stmt::Expr(expr, _)) if !has_list => reader.of(expr),
        _ => SentPairs::default(),
    };
    all.add(tail);
    Some(all)
}

/// Whether something is made a form there, by the names of types and functions.
fn is_form(it: &ItemImpl) -> bool {
    struct Forms(bool);
    impl<'a> syn::visit::Visit<'a> for Forms {
        fn visit_ident(&mut self, ident: &'a syn::Ident) {
            self.0 |= ident.to_string().contains("Form");
        }
        fn visit_lit_str(&mut self, text: &'a syn::LitStr) {
            self.0 |= text.value().contains("x-www-form-urlencoded");
        }
    }
    let mut forms = Forms(false);
    for item in &it.items {
        if let ImplItem::Fn(it) = item
            && BODY.iter().any(|name| it.sig.ident == *name)
        {
            syn::visit::Visit::visit_block(&mut forms, &it.block);
        }
    }
    forms.0
}

/// `type Response = T`.
fn response(found: &mut CallsFound<'_>, module: usize, it: &ItemImpl) -> Option<AnswerType> {
    let ty = it.items.iter().find_map(|item| match item {
        ImplItem::Type(it) if ["Response", "Output", "ResponseType"].iter().any(|name| it.ident == *name) => {
            Some(&it.ty)
        }
        _ => None,
    })?;
    found.answer(module, ty)
}
