//! The text of what a macro of the runtime is given: fields a line each, in words that are no item of Rust.
//!
//! Knows tokens only. `prettyplease` prints all else.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use crate::emit::docs::text;

/// Columns that a line has, where it can be broken.
const WIDTH: usize = 118;

/// Tokens as lines, `depth` steps from the left.
pub(in crate::emit) fn lines(tokens: TokenStream, depth: usize) -> String {
    let mut printer = Printer { text: String::new(), line: Line::default(), depth };
    printer.all(tokens);
    printer.end("");
    printer.text
}

/// Columns beyond which a chain of calls goes on in the next line.
const LONG: usize = 90;

struct Printer {
    text: String,
    line: Line,
    depth: usize,
}

impl Printer {
    fn all(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == '#' && self.line.is_empty() => {
                    if let Some(TokenTree::Group(attribute)) = tokens.next() {
                        self.attribute(attribute.stream());
                    }
                }
                TokenTree::Punct(mark) if ",;".contains(mark.as_char()) && self.line.angles == 0 => {
                    self.end(if mark.as_char() == ',' { "," } else { ";" });
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    self.braced(group.stream());
                    // a value goes on, an item ends
                    if !matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if ",;.?".contains(mark.as_char()))
                    {
                        self.end("");
                    }
                }
                TokenTree::Group(group)
                    if group.delimiter() == Delimiter::Parenthesis && self.line.angles == 0 =>
                {
                    self.arguments(group.stream());
                    // what an operation is comes below its constructor
                    if matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if is_alone(mark, '=')) {
                        self.end("");
                        self.line.text.push_str("    ");
                    }
                }
                TokenTree::Punct(mark)
                    if mark.as_char() == '.' && self.line.angles == 0 && self.line.text.len() > LONG =>
                {
                    self.end("");
                    self.line.text.push_str("    .");
                }
                token => self.line.token(token),
            }
        }
    }

    fn braced(&mut self, tokens: TokenStream) {
        if tokens.is_empty() {
            return self.line.word("{}");
        }
        self.line.word("{");
        self.end("");
        self.depth += 1;
        self.all(tokens);
        self.end("");
        self.depth -= 1;
        self.line.word("}");
    }

    /// Arguments in parentheses, a line each where they are too many for one.
    fn arguments(&mut self, tokens: TokenStream) {
        let mut inner = Line::default();
        tokens.clone().into_iter().for_each(|token| inner.token(token));
        if self.depth * 4 + self.line.text.len() + inner.text.len() < WIDTH {
            self.line.text.push('(');
            self.line.text.push_str(&inner.text);
            self.line.text.push(')');
            self.line.last = LineEnd::Word;
            return;
        }
        self.line.text.push('(');
        self.end("");
        self.depth += 1;
        self.all(tokens);
        self.end(",");
        self.depth -= 1;
        self.line.text.push(')');
        self.line.last = LineEnd::Word;
    }

    /// A doc comment as its lines, any other attribute as it is.
    fn attribute(&mut self, tokens: TokenStream) {
        let mut words = tokens.clone().into_iter();
        let is_doc = matches!(words.next(), Some(TokenTree::Ident(name)) if name == "doc");
        if let (true, Some(TokenTree::Literal(text))) = (is_doc, words.nth(1)) {
            let text = syn::parse_str::<syn::LitStr>(&text.to_string()).map(|text| text.value());
            for line in text.unwrap_or_default().split(text::BREAK) {
                self.line.text.push_str(format!("///{line}").trim_end());
                self.end("");
            }
            return;
        }
        self.line.text.push_str("#[");
        tokens.into_iter().for_each(|token| self.line.token(token));
        self.line.text.push(']');
        self.end("");
    }

    /// Ends the line with a mark.
    fn end(&mut self, mark: &str) {
        let line = std::mem::take(&mut self.line);
        if line.text.trim().is_empty() {
            return;
        }
        self.text.extend(std::iter::repeat_n("    ", self.depth));
        self.text.extend([line.text.as_str(), mark, "\n"]);
    }
}

/// Whether a mark is this one, and goes on with none.
fn is_alone(mark: &proc_macro2::Punct, character: char) -> bool {
    mark.as_char() == character && mark.spacing() == Spacing::Alone
}

/// Tokens on one line, with blanks where a person would have them.
#[derive(Default)]
struct Line {
    text: String,
    last: LineEnd,
    /// How many angle brackets are open.
    angles: usize,
    /// A mark that goes on with the next one.
    joint: String,
}

/// What is at the end of a line.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    /// What nothing is parted from: the start, or an open bracket.
    #[default]
    Open,
    Word,
    /// A mark with a blank behind it.
    Mark,
}

impl Line {
    fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn word(&mut self, word: &str) {
        if self.last != LineEnd::Open {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.last = LineEnd::Word;
    }

    fn token(&mut self, token: TokenTree) {
        match token {
            TokenTree::Punct(mark) => {
                self.joint.push(mark.as_char());
                let is_path = self.joint == ":" && mark.spacing() == Spacing::Joint;
                if is_path || (mark.spacing() == Spacing::Joint && "=-".contains(mark.as_char())) {
                    return;
                }
                let mark = std::mem::take(&mut self.joint);
                self.mark(&mark);
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                let is_call = group.delimiter() == Delimiter::Parenthesis && self.last == LineEnd::Word;
                if self.last != LineEnd::Open && !is_call {
                    self.text.push(' ');
                }
                self.text.push_str(open);
                let mut inner = Self::default();
                group.stream().into_iter().for_each(|token| inner.token(token));
                self.text.push_str(&inner.text);
                self.text.push_str(close);
                self.last = LineEnd::Word;
            }
            token => self.word(&token.to_string()),
        }
    }

    fn mark(&mut self, mark: &str) {
        match mark {
            "<" => {
                self.angles += 1;
                self.text.push('<');
                self.last = LineEnd::Open;
            }
            ">" => {
                self.angles = self.angles.saturating_sub(1);
                self.text.push('>');
                self.last = LineEnd::Word;
            }
            "::" | "." | "!" => {
                self.text.push_str(mark);
                self.last = LineEnd::Open;
            }
            "&" | "'" => {
                self.word(mark);
                self.last = LineEnd::Open;
            }
            "," | ":" | ";" | "?" => {
                self.text.push_str(mark);
                self.last = LineEnd::Mark;
            }
            _ => self.word(mark),
        }
    }
}
