//! Where each item of a client is, read from its text: what is here was written.
//!
//! Knows no model, and no page.

use std::collections::HashMap;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

/// The items of a client: types, constants, and the fields and variants of types.
#[derive(Debug, Default)]
pub struct ClientIndex {
    /// By its path in Rust, from the crate's root, as in `widgets::CreateWidget::color`.
    items: HashMap<String, WrittenAt>,
    /// Types that are another module's, or another type, by that one's path.
    aliases: HashMap<String, String>,
}

/// Where an item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenAt {
    /// Its file, below the output folder.
    pub file: String,
    /// Its line there, from 1.
    pub line: usize,
}

impl ClientIndex {
    /// The items of a client's modules; its examples, tests and runtime have none.
    pub fn of(files: &[(String, String)]) -> Self {
        let mut index = Self::default();
        for (file, text) in files {
            let module = file.strip_suffix(".rs").map(|it| it.strip_prefix("src/").unwrap_or(it));
            let Some(module) = module.filter(|it| !it.contains('/') && *it != "samples") else { continue };
            let Ok(tokens) = text.parse::<TokenStream>() else { continue };
            let holder = if module == "lib" { "" } else { module };
            index.items_of(tokens, holder, file, false);
        }
        index
    }

    /// Where an item is; one that has several paths is where its text is.
    pub fn place(&self, path: &str) -> Option<&WrittenAt> {
        self.items.get(path).or_else(|| {
            let (holder, rest) = match path.match_indices("::").nth(1) {
                Some((at, _)) => path.split_at(at),
                None => (path, ""),
            };
            let first = self.aliases.get(holder)?;
            self.place(&format!("{first}{rest}"))
        })
    }

    /// The paths of all items.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.items.keys().map(String::as_str)
    }

    fn add(&mut self, holder: &str, name: &Ident, file: &str) -> String {
        let path = path(holder, name);
        let line = name.span().start().line;
        self.items.insert(path.clone(), WrittenAt { file: file.to_owned(), line });
        path
    }

    /// The items of a module, or of what a macro is given, where all that is in braces is of the type before.
    fn items_of(&mut self, tokens: TokenStream, holder: &str, file: &str, is_macro: bool) {
        let mut tokens = tokens.into_iter().peekable();
        let (mut is_open, mut is_call, mut is_public) = (None, false, false);
        while let Some(token) = tokens.next() {
            match &token {
                TokenTree::Ident(word) => {
                    let word = word.to_string();
                    if let ("struct" | "enum" | "const" | "type", Some(TokenTree::Ident(name))) =
                        (word.as_str(), tokens.peek())
                    {
                        let path = self.add(holder, name, file);
                        is_open =
                            ["struct", "enum"].contains(&word.as_str()).then_some((path, word == "enum"));
                    } else if word == "use" && is_public {
                        let paths = tokens.by_ref().take_while(|it| !is_mark(it, ';'));
                        self.reexport(&paths.collect::<Vec<_>>(), holder);
                    }
                    is_public = word == "pub";
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    match &is_open {
                        Some((path, is_enum)) => self.members(group.stream(), path, *is_enum, file),
                        None if is_call => self.items_of(group.stream(), holder, file, true),
                        None => {}
                    }
                    if !is_macro {
                        is_open = None;
                    }
                }
                TokenTree::Punct(mark) if mark.as_char() == ';' && !is_macro => is_open = None,
                _ => {}
            }
            is_call = is_mark(&token, '!');
        }
    }

    /// The fields of a struct, each the name before a colon, or the variants of an enum.
    fn members(&mut self, tokens: TokenStream, holder: &str, is_enum: bool, file: &str) {
        let (mut name, mut is_named, mut angles) = (None, false, 0_usize);
        let mut before: Option<TokenTree> = None;
        for token in tokens {
            match &token {
                TokenTree::Punct(mark) => match mark.as_char() {
                    '<' => angles += 1,
                    '>' => angles = angles.saturating_sub(1),
                    ',' if angles == 0 => (name, is_named) = (None, false),
                    ':' if !is_enum && !is_named => {
                        is_named = true;
                        name.take().into_iter().for_each(|name: Ident| drop(self.add(holder, &name, file)));
                    }
                    _ => {}
                },
                TokenTree::Ident(word) if !is_named => {
                    if is_enum {
                        is_named = true;
                        self.add(holder, word, file);
                    } else if !before.as_ref().is_some_and(|it| is_mark(it, '/')) {
                        name = Some(word.clone());
                    }
                }
                _ => {}
            }
            before = Some(token);
        }
    }

    /// `path::{A, B as C}` or `path::A as C`.
    fn reexport(&mut self, tokens: &[TokenTree], holder: &str) {
        let path_end = tokens.iter().rposition(|it| is_mark(it, ':')).map_or(0, |at| at + 1);
        let (before, last) = tokens.split_at(path_end);
        let names: Vec<TokenTree> = match last.first() {
            Some(TokenTree::Group(group)) => group.stream().into_iter().collect(),
            _ => last.to_vec(),
        };
        let module = match before.iter().filter_map(ident_of).next_back().filter(|it| *it != "self") {
            Some(module) => module.to_string(),
            None => holder.to_owned(),
        };
        for name in names.split(|it| is_mark(it, ',')) {
            let idents: Vec<&Ident> = name.iter().filter_map(ident_of).collect();
            let (Some(of), Some(name)) = (idents.first(), idents.last()) else { continue };
            let (own, of) = (path(holder, name), path(&module, of));
            if own != of {
                self.aliases.insert(own, of);
            }
        }
    }
}

fn path(holder: &str, name: &Ident) -> String {
    let name = name.to_string();
    let name = name.trim_start_matches("r#");
    if holder.is_empty() { name.to_owned() } else { format!("{holder}::{name}") }
}

fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == mark)
}

fn ident_of(token: &TokenTree) -> Option<&Ident> {
    match token {
        TokenTree::Ident(name) => Some(name),
        _ => None,
    }
}
