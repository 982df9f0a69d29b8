//! Connection strings made of a documented pattern.

use super::secret::Secret;

/// A pattern of literals and `{NAME}` placeholders, such as `Host={HOST};Port={PORT}`.
#[derive(Clone, Copy, Debug)]
pub struct Template(&'static str);

/// A part that would break the string it is put into. It names the part and never its value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` {fault}")]
pub struct InvalidPart {
    name: String,
    fault: PartFault,
}

/// Why a part is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartFault {
    /// The pattern has a placeholder that no value was given for.
    #[error("has no value")]
    Missing,
    /// A value was given that the pattern has no placeholder for.
    #[error("is no part of the pattern")]
    Unknown,
    /// The value is empty.
    #[error("is empty")]
    Empty,
    /// The value begins or ends with white space, which readers of such strings drop.
    #[error("begins or ends with white space")]
    Padded,
    /// The value has a control character, such as a line break.
    #[error("has a control character")]
    Control,
    /// The value begins with a quote, which readers of `key=value` strings take for quoting.
    #[error("begins with a quote")]
    Quote,
    /// The value has a character by which the pattern separates its parts, such as `;`.
    #[error("has a character that separates the parts of the pattern")]
    Separator,
    /// The value has a character that means something in a URL: one of `/ ? # & @ + \`, white space, or a `%` that
    /// begins no escape.
    #[error("has a character that must be percent-encoded in a URL")]
    Reserved,
}

impl InvalidPart {
    /// The name of the part, as the pattern spells it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is wrong with it.
    pub fn fault(&self) -> PartFault {
        self.fault
    }
}

impl Template {
    /// A pattern. A brace that opens no `{NAME}` is a literal.
    pub const fn new(pattern: &'static str) -> Self {
        Self(pattern)
    }

    /// The pattern with each placeholder replaced by the value of its name.
    ///
    /// Values are put in as they are: such strings have no escape that all their readers share. So a value is
    /// refused that would be read otherwise; one that looks like a placeholder (`{HOST}`) is taken.
    ///
    /// # Errors
    /// [`PartFault`] has them all. What a value may hold follows from where it is: behind a `://` it follows the rules of
    /// URLs, up to the next `;` if the pattern has one; elsewhere those of `key=value` lists. What separates the pairs of the
    /// pattern is in no value.
    pub fn render(&self, parts: &[(&str, &str)]) -> Result<Secret, InvalidPart> {
        let pieces = pieces(self.0);
        let refuse = |name: &str, fault| InvalidPart { name: name.to_owned(), fault };
        if let Some((name, _)) = parts.iter().find(|(name, _)| !pieces.iter().any(|p| p.name == Some(name))) {
            return Err(refuse(name, PartFault::Unknown));
        }
        let mut slices = Vec::with_capacity(pieces.len() * 2);
        for piece in &pieces {
            slices.push(piece.literal);
            let Some(name) = piece.name else { continue };
            let Some((_, value)) = parts.iter().find(|(given, _)| *given == name) else {
                return Err(refuse(name, PartFault::Missing));
            };
            if let Some(fault) = piece.fault(value) {
                return Err(refuse(name, fault));
            }
            slices.push(value);
        }
        // `concat` allocates once, so no part of the string is left behind in a smaller buffer.
        Ok(Secret::from(slices.concat()))
    }
}

struct TemplatePiece {
    literal: &'static str,
    /// The placeholder behind the literal.
    name: Option<&'static str>,
    /// The character behind that, unless it is another placeholder.
    next: Option<char>,
    /// By what the pairs of the pattern are separated, and what else separates placeholders of this pair.
    separators: String,
    /// Whether the placeholder is in a URL: what is behind `://` in its pair.
    is_url: bool,
}

/// The literals of a pattern, each with the placeholder behind it and what this may hold where it is.
fn pieces(pattern: &'static str) -> Vec<TemplatePiece> {
    let mut pieces = split(pattern);
    let of_pairs = between_pairs(&pieces);
    // where each pair begins: a pair may have several pieces, and a piece be of two pairs
    let (mut pair, mut is_url) = (0, false);
    let mut pairs = Vec::with_capacity(pieces.len());
    for piece in &mut pieces {
        if let Some((_, last)) = piece.literal.rsplit_once(|c| of_pairs.contains(c)) {
            (pair, is_url) = (pair + 1, last.contains("://"));
        } else {
            is_url |= piece.literal.contains("://");
        }
        piece.is_url = is_url;
        pairs.push(pair);
    }
    let next: Vec<(usize, Option<char>)> =
        pairs.iter().copied().zip(pieces.iter().map(|it| it.next)).collect();
    for (pair, piece) in pairs.iter().zip(&mut pieces) {
        let of_pair = next.iter().filter(|(of, _)| of == pair).filter_map(|(_, next)| *next);
        // what a key ends with may be in its value
        let own = of_pair.filter(|c| separates(*c) && (*c != '=' || piece.next == Some('=')));
        piece.separators = of_pairs.chars().chain(own).collect();
    }
    pieces
}

fn split(pattern: &'static str) -> Vec<TemplatePiece> {
    let piece =
        |literal, name, next| TemplatePiece { literal, name, next, separators: String::new(), is_url: false };
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some((literal, (name, tail))) =
        rest.split_once('{').and_then(|(literal, opened)| Some((literal, opened.split_once('}')?)))
    {
        pieces.push(piece(literal, Some(name), tail.chars().next().filter(|c| *c != '{')));
        rest = tail;
    }
    pieces.push(piece(rest, None, None));
    pieces
}

/// What separates the pairs of a pattern, wherever it does: `;` where there is one, else what is before a key.
fn between_pairs(pieces: &[TemplatePiece]) -> String {
    if pieces.iter().any(|piece| piece.literal.contains(';')) {
        return ";".to_owned();
    }
    let is_url = pieces.iter().any(|piece| piece.literal.contains("://"));
    let mut found = String::new();
    for (number, piece) in pieces.iter().enumerate().filter(|_| !is_url) {
        for (at, _) in piece.literal.match_indices('=') {
            let before = piece.literal.get(..at).unwrap_or_default();
            let separator = before.char_indices().rev().find(|(_, c)| separates(*c));
            // a key of two words separates nothing from nothing
            let has_pair = |at: usize| number > 0 || before.get(..at).is_some_and(|pair| pair.contains('='));
            found.extend(separator.filter(|(at, c)| *c != '=' && has_pair(*at)).map(|(_, c)| c));
        }
    }
    found
}

/// Whether a character that follows a placeholder is kept out of the parts of its pair. The dot of `{ACCOUNT}.example.com`
/// is not: there are accounts with a dot, and the host is the same.
fn separates(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_')
}

impl TemplatePiece {
    /// What is wrong with a value of the placeholder.
    fn fault(&self, value: &str) -> Option<PartFault> {
        if value.is_empty() {
            Some(PartFault::Empty)
        } else if value.contains(char::is_control) {
            Some(PartFault::Control)
        } else if value.trim() != value {
            Some(PartFault::Padded)
        } else if value.contains(|c| self.separators.contains(c)) {
            Some(PartFault::Separator)
        } else if self.is_url && breaks_url(value) {
            Some(PartFault::Reserved)
        } else if !self.is_url && value.starts_with(['"', '\'']) {
            Some(PartFault::Quote)
        } else {
            None
        }
    }
}

fn breaks_url(value: &str) -> bool {
    let is_escape = |tail: &str| tail.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    value.contains(|c: char| "/?#&@+\\".contains(c) || c.is_whitespace())
        || value.split('%').skip(1).any(|tail| !is_escape(tail))
}
