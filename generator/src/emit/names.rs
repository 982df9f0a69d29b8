//! Any text as a Rust identifier, and any set of names without a double.
//!
//! The model's names are idents already; what is here only keeps a wrong one from becoming wrong code. Knows no
//! model and writes no items.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use std::collections::{HashMap, HashSet};

/// `name` as an identifier: as it is, raw (`r#type`), or mended.
pub(super) fn ident(name: &str) -> Ident {
    if is_plain(name) {
        return Ident::new(name, Span::call_site());
    }
    let parsed = |text: &str| syn::parse_str::<Ident>(text).ok();
    parsed(name)
        .or_else(|| parsed(&format!("r#{name}")))
        .unwrap_or_else(|| Ident::new(&mended(name), Span::call_site()))
}

/// Whether a name is an identifier beyond doubt: no keyword but `Self` has a capital, a digit or an underscore in it, and
/// none is longer than `abstract`.
fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && (name.len() > "abstract".len() || name.bytes().any(|byte| !byte.is_ascii_lowercase()))
        && name != "Self"
}

/// Every character that no identifier has as `_`, and a letter in front where one is needed.
fn mended(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let first = plain.chars().find(|c| *c != '_');
    match first {
        None => "unnamed".to_owned(),
        // `self`, `Self`, `super` and `crate` cannot be raw.
        Some(c) if c.is_ascii_alphabetic() => format!("{plain}_"),
        Some(_) => format!("n{plain}"),
    }
}

/// What some tokens name.
#[derive(Default)]
pub(super) struct TokenNames {
    idents: HashSet<String>,
    /// What serde is told to read or write a member with, quoted.
    with: HashSet<String>,
}

impl TokenNames {
    /// What `tokens` name.
    pub(super) fn of(tokens: &TokenStream) -> Self {
        Self::taken(tokens.clone()).0
    }

    /// What `tokens` name, and these again. They are taken apart and put together, as whoever only looks at tokens copies
    /// each.
    pub(super) fn taken(tokens: TokenStream) -> (Self, TokenStream) {
        let mut mentions = Self::default();
        let tokens = mentions.add(tokens);
        (mentions, tokens)
    }

    fn add(&mut self, tokens: TokenStream) -> TokenStream {
        let mut is_with = false;
        let look = |token| match token {
            TokenTree::Group(group) => {
                let (delimiter, tokens) = (group.delimiter(), group.stream());
                drop(group);
                Group::new(delimiter, self.add(tokens)).into()
            }
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                is_with = name == "with" || name.ends_with("_with");
                self.idents.insert(name);
                TokenTree::Ident(ident)
            }
            TokenTree::Literal(literal) if is_with => {
                self.with.insert(literal.to_string());
                is_with = false;
                TokenTree::Literal(literal)
            }
            other => other,
        };
        tokens.into_iter().map(look).collect()
    }

    /// Their identifiers, in no order.
    pub(super) fn idents(&self) -> impl Iterator<Item = &str> {
        self.idents.iter().map(String::as_str)
    }

    /// Whether they have `name` as an identifier.
    pub(super) fn has(&self, name: &str) -> bool {
        self.idents.contains(name)
    }

    /// Whether serde is told to read or write something with what begins so.
    pub(super) fn has_with(&self, start: &str) -> bool {
        self.with.iter().any(|path| path.trim_matches('"').starts_with(start))
    }
}

/// Names of one namespace, each given once.
#[derive(Default)]
pub(super) struct Namespace {
    taken: HashSet<String>,
    /// For a name with its suffix the number to try next: those before it are taken.
    next: HashMap<String, usize>,
}

impl Namespace {
    /// A namespace in which `reserved` are taken.
    pub(super) fn reserving(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|name| (*name).to_owned()).collect(), next: HashMap::default() }
    }

    /// Whether a name is taken.
    pub(super) fn has(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Takes a name that something has anyway.
    pub(super) fn reserve(&mut self, name: String) {
        self.taken.insert(name);
    }

    /// `name` as an identifier, or else the first of it + `suffix`, it + `suffix` + `2` … that is free.
    pub(super) fn take(&mut self, name: &str, suffix: &str) -> String {
        let name = ident(name).to_string();
        let name = name.trim_start_matches("r#");
        if self.taken.insert(name.to_owned()) {
            return name.to_owned();
        }
        let base = format!("{}{suffix}", name.trim_end_matches('_'));
        let next = self.next.entry(base.clone()).or_insert(1);
        loop {
            let free = if *next == 1 { base.clone() } else { format!("{base}{next}") };
            *next += 1;
            if self.taken.insert(free.clone()) {
                return free;
            }
        }
    }
}
