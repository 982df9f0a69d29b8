//! Where each item of a client is: read from its text, so that it is what was written.
//!
//! Knows no model, and no page.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// An item of a client.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written {
    /// Its path in Rust, from the crate's root, as in `widgets::CreateWidget::color`.
    pub path: String,
    /// Its file, below the output folder.
    pub file: String,
    /// Its line there, from 1.
    pub line: usize,
}

/// The items of the files of a client: types, constants, and the fields and variants of types, in the order of their text. What
/// is no module of Rust has none.
pub fn index<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Written> {
    let mut written = Vec::new();
    for (file, text) in files {
        let Some(module) = file.strip_suffix(".rs") else { continue };
        let module = module.strip_prefix("src/").unwrap_or(module);
        let Ok(tokens) = text.parse::<TokenStream>() else { continue };
        if module.contains('/') {
            continue;
        }
        let holder = if module == "lib" { Vec::new() } else { vec![module.to_owned()] };
        let mut found = Found { file, written: &mut written };
        found.items(tokens, &holder);
    }
    written
}

/// Where what is found goes.
struct Found<'a> {
    file: &'a str,
    written: &'a mut Vec<Written>,
}

impl Found<'_> {
    fn add(&mut self, holder: &[String], name: &proc_macro2::Ident) -> Vec<String> {
        let name_of = name.to_string();
        let path = [holder, &[name_of.trim_start_matches("r#").to_owned()]].concat();
        let line = name.span().start().line;
        self.written.push(Written { path: path.join("::"), file: self.file.to_owned(), line });
        path
    }

    /// Items of a module, those that macros are given among them.
    fn items(&mut self, tokens: TokenStream, holder: &[String]) {
        let mut tokens = tokens.into_iter().peekable();
        let mut kind = String::new();
        while let Some(token) = tokens.next() {
            match (token, tokens.peek()) {
                (TokenTree::Ident(word), Some(TokenTree::Ident(name)))
                    if ["struct", "enum", "const", "type"].contains(&word.to_string().as_str()) =>
                {
                    let path = self.add(holder, name);
                    kind = word.to_string();
                    self.body(&mut tokens, &kind, &path);
                }
                (TokenTree::Ident(word), _) => kind = word.to_string(),
                // what a macro is given
                (TokenTree::Group(group), _) if group.delimiter() == Delimiter::Brace && kind != "impl" => {
                    if !["for", "fn"].contains(&kind.as_str()) {
                        self.items(group.stream(), holder);
                    }
                }
                _ => {}
            }
        }
    }
}
