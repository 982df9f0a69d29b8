//! Text with named gaps, `Host={HOST};Port={PORT}`, to its pieces.

use std::fmt;

/// A pattern whose gaps have names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Template {
    /// Literals and placeholders in order; no two literals in a row.
    pub pieces: Vec<Piece>,
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Text that stands for itself.
    Literal(String),
    /// The name of a gap, without its braces.
    Placeholder(String),
}

/// Reads a template: at least two placeholders and something literal between each. `None` for anything else, a single
/// `{X}` and a JSON text among it.
pub fn read(text: &str) -> Option<Template> {
    // most texts are none
    text.split('{').nth(2)?;
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (literal, tail) = rest.split_at_checked(open)?;
        let (name, tail) = tail.strip_prefix('{')?.split_once('}')?;
        if literal.contains('}') || !is_name(name) || (literal.is_empty() && !pieces.is_empty()) {
            return None;
        }
        pieces.extend((!literal.is_empty()).then(|| Piece::Literal(literal.to_string())));
        pieces.push(Piece::Placeholder(name.to_string()));
        rest = tail;
    }
    if rest.contains('}') {
        return None;
    }
    pieces.extend((!rest.is_empty()).then(|| Piece::Literal(rest.to_string())));
    let template = Template { pieces };
    (template.placeholders().count() >= 2).then_some(template)
}

/// `HOST`, `server-name`, `Port number`: a letter or `_` first, and no blank at either end.
fn is_name(name: &str) -> bool {
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && !name.ends_with(' ')
        && name.chars().all(belongs)
}

impl Template {
    /// The names of the gaps, in order, repeated ones included.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder(name) => Some(name.as_str()),
            Piece::Literal(_) => None,
        })
    }

    /// The text with `fill` in the gaps.
    pub fn render(&self, mut fill: impl FnMut(&str) -> String) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Literal(text) => text.clone(),
            Piece::Placeholder(name) => fill(name),
        };
        self.pieces.iter().map(text).collect()
    }
}

impl fmt::Display for Template {
    /// The exact text that was read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(|name| format!("{{{name}}}")))
    }
}

#[cfg(test)]
mod tests;
