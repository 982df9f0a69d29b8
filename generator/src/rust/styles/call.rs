//! `client.get(format!("/x/{}", id))`, and `client.request(Method::POST, "/x")`: a call whose method is the name of a
//! function, or is given beside a path.

use syn::visit::{self, Visit};
use syn::{Expr, GenericArgument, ReturnType, Type};

use super::CallsFound;
use super::build::FoundCall;
use crate::model::MediaType;
use crate::rust::doc::{Doc, METHODS};
use crate::rust::endpoint::RequestType;
use crate::rust::function::Function;
use crate::rust::pairs::{PairReader, SentPairs};
use crate::rust::request_type;
use crate::rust::route::route;
use crate::rust::scope::Scope;
use crate::rust::syntax::{ident, last_name, type_name};
use crate::rust::texts::Chunks;

pub(super) fn recognise<'t>(found: &mut CallsFound<'t>, function: Function<'t>) {
    let mut calls = Calls::default();
    calls.visit_block(function.block);
    if calls.sites.is_empty() {
        return;
    }
    let scope = Scope::of(found.tree, found.functions, function);
    let is_said = Doc::of(function.attributes).routes.len() == 1 && calls.sites.len() == 1;
    let mut sites: Vec<(Site<'_>, Vec<Chunks>)> = Vec::new();
    for site in std::mem::take(&mut calls.sites) {
        let texts = scope.texts(site.path);
        if texts.iter().any(|text| is_address(text, &site)) || is_said && site.is_of_client {
            sites.push((site, texts));
        } else if site.is_of_client && !is_handed_on(&scope, &texts) {
            let item = function.path(found.tree);
            found.unresolved(function.module, site.path, &item, "computed path");
        }
    }
    let is_only = sites.len() == 1;
    for (site, texts) in sites {
        add(found, &scope, site, texts, is_only, &calls);
    }
}

/// Whether a text is the path of a call, and not the key of a map.
fn is_address(text: &Chunks, site: &Site<'_>) -> bool {
    use crate::rust::texts::Chunk;
    let literals = || {
        text.iter().filter_map(|chunk| match chunk {
            Chunk::Literal(it) => Some(it.as_str()),
            Chunk::Hole(_) => None,
        })
    };
    let is_worded = literals().any(|it| it.contains(|c: char| c.is_ascii_alphanumeric()))
        && !literals().any(|it| it.contains(char::is_whitespace));
    route(text).is_some() && is_worded && (site.is_of_client || literals().any(|it| it.contains('/')))
}

/// Whether a path is what the function was given: it calls for others.
fn is_handed_on(scope: &Scope<'_>, texts: &[Chunks]) -> bool {
    use crate::rust::texts::Chunk;
    let names = texts.iter().flatten().filter_map(|chunk| match chunk {
        Chunk::Hole(name) => Some(name.as_str()),
        Chunk::Literal(_) => None,
    });
    let mut names = names.peekable();
    names.peek().is_none()
        || names.any(|name| scope.is_parameter(name) || ["url", "path", "endpoint"].contains(&name))
}

/// A call that may be one of HTTP.
struct Site<'t> {
    method: String,
    path: &'t Expr,
    others: Vec<&'t Expr>,
    response: Option<&'t Type>,
    is_of_client: bool,
    is_multipart: bool,
}

/// What is added to a request once it is begun: `json`, `form`, `query` …
type Addition<'t> = (String, &'t Expr);

#[derive(Default)]
struct Calls<'t> {
    sites: Vec<Site<'t>>,
    additions: Vec<Addition<'t>>,
    /// The type that an answer is read into.
    answers: Vec<&'t Type>,
}

impl<'t> Visit<'t> for Calls<'t> {
    fn visit_expr(&mut self, expr: &'t Expr) {
        match expr {
            Expr::MethodCall(it) => {
                let name = it.method.to_string();
                let turbofish = it.turbofish.as_ref().map(|it| &it.args);
                let client = last_name(&it.receiver).is_some_and(|name| is_client(&name));
                let arguments: Vec<&Expr> = it.args.iter().collect();
                self.site(&name, &arguments, turbofish, client);
                if ["json", "form", "query", "multipart", "body"].contains(&name.as_str())
                    && arguments.len() == 1
                {
                    self.additions.extend(arguments.first().map(|it| (name, *it)));
                }
            }
            Expr::Call(it) => {
                if let Expr::Path(path) = &*it.func
                    && let Some(last) = path.path.segments.last()
                {
                    let turbofish = match &last.arguments {
                        syn::PathArguments::AngleBracketed(it) => Some(&it.args),
                        _ => None,
                    };
                    let arguments: Vec<&Expr> = it.args.iter().collect();
                    self.site(&last.ident.to_string(), &arguments, turbofish, false);
                }
            }
            _ => {}
        }
        visit::visit_expr(self, expr);
    }

    fn visit_item(&mut self, _: &'t syn::Item) {}
}

impl<'t> Calls<'t> {
    fn site(
        &mut self,
        name: &str,
        arguments: &[&'t Expr],
        turbofish: Option<&'t syn::punctuated::Punctuated<GenericArgument, syn::Token![,]>>,
        is_of_client: bool,
    ) {
        let types: Vec<&Type> = turbofish
            .into_iter()
            .flatten()
            .filter_map(|it| match it {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
            .collect();
        let response = types.first().copied();
        if ["json", "from_str", "from_slice", "from_reader"].contains(&name) {
            self.answers.extend(response);
        }
        let verb = name.split('_').next().unwrap_or_default().to_uppercase();
        let of_verb = METHODS.contains(&verb.as_str()) && verb != "LIST" && verb != "OPTIONS";
        let given = arguments.iter().position(|it| method(it).is_some());
        let (method, rest): (String, Vec<&Expr>) = match given {
            Some(at) => {
                let method = arguments.get(at).and_then(|it| method(it)).unwrap_or_default();
                (
                    method,
                    arguments
                        .iter()
                        .enumerate()
                        .filter(|(index, _)| *index != at)
                        .map(|(_, it)| *it)
                        .collect(),
                )
            }
            None if of_verb => (verb, arguments.to_vec()),
            None => return,
        };
        let Some((path, others)) = rest.split_first() else { return };
        let is_multipart = name.contains("multipart") || name.contains("form");
        self.sites.push(Site { method, path, others: others.to_vec(), response, is_of_client, is_multipart });
    }
}

/// The method that an expression is: `Method::POST`.
fn method(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Path(it) if it.path.segments.len() > 1 => {
            let name = it.path.segments.last()?.ident.to_string().to_uppercase();
            let owner = it.path.segments.iter().rev().nth(1)?.ident.to_string();
            (METHODS.contains(&name.as_str()) && owner.to_lowercase().contains("method")).then_some(name)
        }
        Expr::Reference(it) => method(&it.expr),
        _ => None,
    }
}

/// Whether something is called as clients are.
fn is_client(name: &str) -> bool {
    let name = name.to_lowercase();
    ["client", "http", "agent", "session", "reqwest", "api"].iter().any(|word| name.contains(word))
}

fn add<'t>(
    found: &mut CallsFound<'t>,
    scope: &Scope<'t>,
    site: Site<'t>,
    texts: Vec<Chunks>,
    is_only: bool,
    calls: &Calls<'t>,
) {
    let additions = &calls.additions;
    let function = scope.function;
    let item = function.path(found.tree);
    let (mut query, mut body) = (SentPairs::default(), None);
    let is_read = ["GET", "HEAD", "DELETE"].contains(&site.method.as_str());
    let mut reader = PairReader { scope, wire: &mut found.sent, depth: 0 };
    // lists that the path was made of: `path + "?" + &params.join("&")`
    for local in joined(scope, site.path) {
        query.add(reader.pushed(&local, function.block));
        let begins = scope.values.get(&local).and_then(|values| values.first());
        query.add(begins.map_or_else(SentPairs::default, |begins| reader.of(begins)));
    }
    let others: Vec<&Expr> = site.others.iter().copied().filter(|it| !is_header(scope, it)).collect();
    for other in others.iter().copied() {
        let pairs = reader.of(other);
        if is_read && site.method != "DELETE" {
            query.add(pairs);
        } else {
            let media_type = if site.is_multipart { MediaType::Multipart } else { MediaType::Json };
            body = Some(merged(body, media_type, pairs));
        }
    }
    if is_only {
        for (name, expr) in additions {
            let pairs = reader.of(expr);
            match name.as_str() {
                "query" => query.add(pairs),
                "json" => body = Some(merged(body, MediaType::Json, pairs)),
                "form" => body = Some(merged(body, MediaType::Form, pairs)),
                "multipart" => body = Some(merged(body, MediaType::Multipart, pairs)),
                _ => {
                    body = Some(merged(
                        body,
                        MediaType::Json,
                        SentPairs { is_open: true, ..SentPairs::default() },
                    ))
                }
            }
        }
    } else if !additions.is_empty() {
        query.is_open = true;
        body.get_or_insert((MediaType::Json, SentPairs::default())).1.is_open = true;
    }
    let only = || calls.answers.first().copied().or_else(|| answer(function));
    let response = site.response.or_else(|| is_only.then(only).flatten());
    let response = response.and_then(|ty| found.answer(function.module, ty));
    // what is handed back as it came is read by who asked for it
    let response = response.or_else(|| {
        let mut readers = found.functions.callers_of(function).filter(|_| is_only);
        readers.find_map(|reader| found.answer(reader.module, answer(reader)?))
    });
    if body.as_ref().is_some_and(|(_, pairs)| pairs.is_open && pairs.properties.is_empty()) {
        found.unresolved(function.module, site.path, &item, "computed body");
    }
    let request_type = whole_body(found, scope, &others, additions.as_slice(), is_only);
    let call = FoundCall {
        module: function.module,
        item,
        attributes: function.attributes,
        methods: vec![site.method],
        texts,
        query,
        body,
        response,
        request_type,
    };
    call.add(found, site.path);
}

/// The type of a body that is sent as a whole.
fn whole_body(
    found: &CallsFound<'_>,
    scope: &Scope<'_>,
    others: &[&Expr],
    additions: &[Addition<'_>],
    is_only: bool,
) -> Option<RequestType> {
    let added = additions.iter().filter(|(name, _)| is_only && name == "json").map(|(_, expr)| *expr);
    let bodies: Vec<&Expr> = others.iter().copied().chain(added).collect();
    let [body] = bodies.as_slice() else { return None };
    let declared = scope.declared(body)?;
    request_type::of_whole(found.tree, found.name, declared.module, declared.ty)
}

fn merged(
    body: Option<(MediaType, SentPairs)>,
    media_type: MediaType,
    pairs: SentPairs,
) -> (MediaType, SentPairs) {
    let mut whole = body.map_or_else(SentPairs::default, |(_, pairs)| pairs);
    whole.add(pairs);
    (media_type, whole)
}

/// The type that the function returns, where it is the answer and not a wrapper of the crate's.
fn answer(function: Function<'_>) -> Option<&Type> {
    let ReturnType::Type(_, ty) = &function.signature.output else { return None };
    let mut ty = &**ty;
    while type_name(ty).is_some_and(|name| ["Result", "Option", "Box"].contains(&name.as_str())) {
        ty = crate::rust::syntax::arguments(ty).into_iter().next()?;
    }
    Some(ty)
}

/// Whether an argument is headers or nothing.
fn is_header(scope: &Scope<'_>, expr: &Expr) -> bool {
    let name = last_name(expr).unwrap_or_default().to_lowercase();
    let is_typed = ident(expr).and_then(|name| scope.types.get(&name)).and_then(|ty| type_name(ty));
    name == "none" || name.contains("header") || is_typed.is_some_and(|name| name.contains("Header"))
}

/// The locals that a text is joined of.
fn joined(scope: &Scope<'_>, path: &Expr) -> Vec<String> {
    struct Joins<'s, 't> {
        scope: &'s Scope<'t>,
        found: Vec<String>,
        seen: Vec<String>,
    }
    impl<'a> Visit<'a> for Joins<'_, '_> {
        fn visit_expr_method_call(&mut self, it: &'a syn::ExprMethodCall) {
            if it.method == "join"
                && let Some(name) = ident(&it.receiver)
            {
                self.found.push(name);
            }
            visit::visit_expr_method_call(self, it);
        }
        fn visit_expr_path(&mut self, it: &'a syn::ExprPath) {
            let Some(name) = it.path.get_ident().map(ToString::to_string) else { return };
            if self.seen.contains(&name) {
                return;
            }
            self.seen.push(name.clone());
            for value in self.scope.values.get(&name).into_iter().flatten() {
                self.visit_expr(value);
            }
        }
    }
    let mut joins = Joins { scope, found: Vec::new(), seen: Vec::new() };
    joins.visit_expr(path);
    joins.found.sort();
    joins.found.dedup();
    joins.found
}
