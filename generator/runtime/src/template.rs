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
    /// [`PartFault`] has them all. For patterns with `://` values follow the rules of URLs, for others those of
    /// `key=value` lists.
    pub fn render(&self, parts: &[(&str, &str)]) -> Result<Secret, InvalidPart> {
        let pieces = pieces(self.0);
        let refuse = |name: &str, fault| InvalidPart { name: name.to_owned(), fault };
        if let Some((name, _)) = parts.iter().find(|(name, _)| !pieces.iter().any(|p| p.name == Some(name))) {
            return Err(refuse(name, PartFault::Unknown));
        }
        let is_url = self.0.contains("://");
        let separators: Vec<char> = pieces.iter().filter_map(|piece| piece.next).filter(separates).collect();
        let mut slices = Vec::with_capacity(pieces.len() * 2);
        for piece in &pieces {
            slices.push(piece.literal);
            let Some(name) = piece.name else { continue };
            let Some((_, value)) = parts.iter().find(|(given, _)| *given == name) else {
                return Err(refuse(name, PartFault::Missing));
            };
            if let Some(fault) = fault(value, &separators, is_url) {
                return Err(refuse(name, fault));
            }
            slices.push(value);
        }
        // `concat` allocates once, so no part of the string is left behind in a smaller buffer.
        Ok(Secret::from(slices.concat()))
    }
}

struct Piece {
    literal: &'static str,
    /// The placeholder behind the literal.
    name: Option<&'static str>,
    /// The first character behind the placeholder, unless that is another placeholder.
    next: Option<char>,
}

fn pieces(pattern: &'static str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some((literal, (name, tail))) =
        rest.split_once('{').and_then(|(literal, opened)| Some((literal, opened.split_once('}')?)))
    {
        let next = tail.chars().next().filter(|c| *c != '{');
        pieces.push(Piece { literal, name: Some(name), next });
        rest = tail;
    }
    pieces.push(Piece { literal: rest, name: None, next: None });
    pieces
}

/// Whether a character that follows a placeholder is kept out of every part. The dot of `{ACCOUNT}.example.com` is
/// not: there are accounts with a dot, and the host is the same.
fn separates(c: &char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_')
}

fn fault(value: &str, separators: &[char], is_url: bool) -> Option<PartFault> {
    if value.is_empty() {
        Some(PartFault::Empty)
    } else if value.contains(char::is_control) {
        Some(PartFault::Control)
    } else if value.trim() != value {
        Some(PartFault::Padded)
    } else if value.contains(separators) {
        Some(PartFault::Separator)
    } else if is_url && breaks_url(value) {
        Some(PartFault::Reserved)
    } else if !is_url && value.starts_with(['"', '\'']) {
        Some(PartFault::Quote)
    } else {
        None
    }
}

fn breaks_url(value: &str) -> bool {
    let is_escape = |tail: &str| tail.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    value.contains(|c: char| "/?#&@+\\".contains(c) || c.is_whitespace())
        || value.split('%').skip(1).any(|tail| !is_escape(tail))
}
