//! Text with named gaps, `Host={HOST};Port={PORT}`, to its pieces.

use std::borrow::Cow;
use std::fmt;

use memchr::{memchr, memchr2};

/// A pattern whose gaps have names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GapPattern<'a> {
    /// Literals and placeholders in order; no two literals in a row.
    pub pieces: Vec<TemplatePart<'a>>,
}

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TemplatePart<'a> {
    /// Text that stands for itself.
    Literal(&'a str),
    /// The name of a gap, without its braces.
    Placeholder(&'a str),
}

/// As many as most templates have.
const PIECES: usize = 10;

/// Reads a template: at least two placeholders and something literal between each. `None` for anything else, a single
/// `{X}` and a JSON text among it.
pub fn read(text: &str) -> Option<GapPattern<'_>> {
    // most texts are none
    text.bytes().filter(|byte| *byte == b'{').nth(1)?;
    let mut pieces = Vec::with_capacity(PIECES);
    let mut rest = text;
    while let Some(open) = memchr2(b'{', b'}', rest.as_bytes()) {
        let (literal, tail) = rest.split_at_checked(open)?;
        let tail = tail.strip_prefix('{')?;
        let (name, tail) = tail.split_at_checked(memchr(b'}', tail.as_bytes())?)?;
        if !is_name(name) || (literal.is_empty() && !pieces.is_empty()) {
            return None;
        }
        pieces.extend((!literal.is_empty()).then_some(TemplatePart::Literal(literal)));
        pieces.push(TemplatePart::Placeholder(name));
        rest = tail.strip_prefix('}')?;
    }
    pieces.extend((!rest.is_empty()).then_some(TemplatePart::Literal(rest)));
    let template = GapPattern { pieces };
    (template.placeholders().count() >= 2).then_some(template)
}

/// `HOST`, `server-name`, `Port number`: a letter or `_` first, and no blank at either end.
fn is_name(name: &str) -> bool {
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && !name.ends_with(' ')
        && name.chars().all(belongs)
}

impl<'a> GapPattern<'a> {
    /// The names of the gaps, in order, repeated ones included.
    pub fn placeholders(&self) -> impl Iterator<Item = &'a str> {
        self.pieces.iter().filter_map(|piece| match piece {
            TemplatePart::Placeholder(name) => Some(*name),
            TemplatePart::Literal(_) => None,
        })
    }

    /// The text with `fill` in the gaps.
    pub fn render<T: Into<Cow<'a, str>>>(&self, mut fill: impl FnMut(&'a str) -> T) -> String {
        let long = |piece: &TemplatePart<'_>| match piece {
            TemplatePart::Literal(text) | TemplatePart::Placeholder(text) => text.len() + "{}".len(),
        };
        let mut text = String::with_capacity(self.pieces.iter().map(long).sum());
        for piece in &self.pieces {
            match piece {
                TemplatePart::Literal(literal) => text.push_str(literal),
                TemplatePart::Placeholder(name) => text.push_str(&fill(name).into()),
            }
        }
        text
    }
}

impl fmt::Display for GapPattern<'_> {
    /// The exact text that was read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(|name| format!("{{{name}}}")))
    }
}

#[cfg(test)]
mod tests;
