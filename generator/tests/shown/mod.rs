//! What the public items of a client's files are called, and which of them an example shows.
//!
//! An item is shown by an example of its own, by any example that names it, or by a link to an item that is shown.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, Visibility};

/// A public item: `Name`, `Name::method`, `NAME` or `function`, with its docs.
#[derive(Clone)]
pub struct Shown {
    pub name: String,
    pub docs: String,
    pub is_type: bool,
}

/// The public types, functions, methods and constants of a file.
pub fn items(text: &str) -> Vec<Shown> {
    let mut items = Vec::new();
    for item in syn::parse_file(text).unwrap().items {
        match &item {
            Item::Const(it) => push(&mut items, &it.vis, it.ident.to_string(), &it.attrs, false),
            Item::Enum(it) => push(&mut items, &it.vis, it.ident.to_string(), &it.attrs, true),
            Item::Fn(it) => push(&mut items, &it.vis, it.sig.ident.to_string(), &it.attrs, false),
            Item::Struct(it) => push(&mut items, &it.vis, it.ident.to_string(), &it.attrs, true),
            Item::Impl(it) if it.trait_.is_none() => {
                let of = it.self_ty.to_token_stream().to_string().replace(' ', "");
                let of = of.split('<').next().unwrap();
                for held in &it.items {
                    let (vis, name, attrs) = match held {
                        ImplItem::Fn(it) => (&it.vis, it.sig.ident.to_string(), &it.attrs),
                        ImplItem::Const(it) => (&it.vis, it.ident.to_string(), &it.attrs),
                        _ => continue,
                    };
                    push(&mut items, vis, format!("{of}::{name}"), attrs, false);
                }
            }
            _ => {}
        }
    }
    items
}

fn push(items: &mut Vec<Shown>, vis: &Visibility, name: String, attrs: &[Attribute], is_type: bool) {
    if matches!(vis, Visibility::Public(_)) {
        items.push(Shown { name: name.replace("r#", ""), docs: docs(attrs), is_type });
    }
}

fn docs(attrs: &[Attribute]) -> String {
    let lines = attrs.iter().filter(|it| it.path().is_ident("doc")).filter_map(|it| match &it.meta {
        Meta::NameValue(doc) => match &doc.value {
            Expr::Lit(text) => match &text.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The code of the examples in `docs`.
fn examples(docs: &str) -> String {
    let mut is_code = false;
    let code = docs.lines().map(str::trim_start).filter(|line| {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        is_code && !is_fence
    });
    code.collect::<Vec<_>>().join("\n")
}

/// The names in a piece of code; `.name` of what stands behind a dot, and `Of::name` behind a type.
fn names(code: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut names = BTreeSet::new();
    let mut before = "";
    let mut rest = code;
    while let Some(start) = rest.find(is_name) {
        let (between, tail) = rest.split_at(start);
        let (name, tail) = tail.split_at(tail.find(|c| !is_name(c)).unwrap_or(tail.len()));
        names.insert(name.to_owned());
        match between {
            "::" => drop(names.insert(format!("{before}::{name}"))),
            _ if between.ends_with('.') => drop(names.insert(format!(".{name}"))),
            _ => {}
        }
        (before, rest) = (name, tail);
    }
    names
}

/// The links in `docs`: ``[`Name::method`]``.
fn links(docs: &str) -> Vec<String> {
    let links = docs.split("[`").skip(1).filter_map(|rest| rest.split_once("`]"));
    links.map(|(name, _)| name.to_owned()).collect()
}

/// Those of `items` that nothing shows. They may link to those of `others`, which are of the same crate.
pub fn unshown(items: &[Shown], others: &[Shown]) -> Vec<String> {
    let code: Vec<String> = items.iter().chain(others).map(|item| examples(&item.docs)).collect();
    let mut all = All { named: names(&code.join("\n").replace("r#", "")), items: BTreeMap::new() };
    for item in items.iter().chain(others) {
        all.items.entry(&item.name).or_insert(item);
    }
    items.iter().filter(|item| !all.show(item, 0)).map(|item| item.name.clone()).collect()
}

struct All<'a> {
    /// What the examples name.
    named: BTreeSet<String>,
    items: BTreeMap<&'a str, &'a Shown>,
}

impl All<'_> {
    fn show(&self, item: &Shown, depth: usize) -> bool {
        let (of, name) = item.name.rsplit_once("::").unwrap_or(("", &item.name));
        let is_named = match of {
            "" => self.named.contains(name),
            // what has a receiver is called behind a dot, what has none behind its type
            _ => self.named.contains(&format!(".{name}")) || self.named.contains(&item.name),
        };
        // a call in a code span is an example as well
        let is_called =
            item.docs.contains(&format!("`.{name}(")) || item.docs.contains("Error::documented`]");
        let is_linked =
            || links(&item.docs).iter().any(|link| self.show_link(&link.replace("Self", of), depth));
        is_named || is_called || !examples(&item.docs).is_empty() || is_linked()
    }

    fn show_link(&self, link: &str, depth: usize) -> bool {
        // `default` is a trait's
        let is_default = link.ends_with("::default") && self.named.contains(link);
        is_default || self.items.get(link).is_some_and(|item| depth < 3 && self.show(item, depth + 1))
    }
}
