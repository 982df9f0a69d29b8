//! What a path is made of when it is compared with another one: literals, parameters, and literals with parameters in them.

use crate::model::{Location, Operation, Parameter, PathPiece, PathTemplate};

/// What is between two slashes of a path as it is compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PathPart {
    Literal(String),
    /// With what it is by default and the values that are listed for it.
    Parameter {
        default: Option<String>,
        values: Vec<String>,
    },
    /// A literal with parameters in it, each written `{}`, and the values of the only one.
    Mixed {
        pattern: String,
        values: Vec<String>,
    },
}

/// Digits from which on hexadecimal ones are a fingerprint and no word.
const FINGERPRINT: usize = 12;

impl PathPart {
    pub fn is_parameter(&self) -> bool {
        matches!(self, Self::Parameter { .. })
    }

    /// How well it fits one of the other side; none where it does not. `may_be_any` is whether a literal may be any value.
    pub fn score(&self, other: &Self, may_be_any: bool) -> Option<usize> {
        let is_same = |one: &str, other: &str| one.eq_ignore_ascii_case(other).then_some(6);
        match (self, other) {
            (Self::Literal(one), Self::Literal(other)) => is_same(one, other),
            (Self::Mixed { pattern, .. }, Self::Mixed { pattern: other, .. }) => is_same(pattern, other),
            (Self::Parameter { .. }, Self::Parameter { .. }) => Some(4),
            (Self::Literal(text), Self::Parameter { default, values })
            | (Self::Parameter { default, values }, Self::Literal(text)) => {
                let is_one =
                    default.as_deref() == Some(text) || is_id(text) || values.iter().any(|it| it == text);
                if is_one { Some(3) } else { may_be_any.then_some(1) }
            }
            (Self::Literal(text), Self::Mixed { pattern, values })
            | (Self::Mixed { pattern, values }, Self::Literal(text)) => {
                let value = value_in(pattern, text)?;
                let is_one = values.iter().any(|it| it == value) || values.is_empty() && is_id(value);
                if is_one { Some(3) } else { may_be_any.then_some(1) }
            }
            (Self::Mixed { .. }, Self::Parameter { .. }) | (Self::Parameter { .. }, Self::Mixed { .. }) => {
                None
            }
        }
    }
}

/// The value of the only parameter of a pattern in a text that is one of it.
fn value_in<'t>(pattern: &str, text: &'t str) -> Option<&'t str> {
    let (before, after) = pattern.split_once("{}")?;
    let value = text.strip_prefix(before)?.strip_suffix(after)?;
    (!value.is_empty() && !after.contains("{}")).then_some(value)
}

/// The parts of one of an operation's paths.
pub(super) fn parts(operation: &Operation, path: &PathTemplate) -> Vec<PathPart> {
    let own =
        |name: &str| operation.parameters.iter().find(|it| it.location == Location::Path && it.name == name);
    let of = |segment: &Vec<PathPiece>| match segment.as_slice() {
        // in a document `${id}` is one too, of which `$` is no part
        [PathPiece::Parameter(name) | PathPiece::Rest(name)]
        | [PathPiece::Literal(_), PathPiece::Parameter(name)]
            if is_alone(segment) =>
        {
            let own = own(name);
            let default = own.and_then(|it| it.default.clone());
            PathPart::Parameter { default, values: values(operation, own) }
        }
        // documents made of routes have their parameters as those do: `*path`, `:id`
        [PathPiece::Literal(text)] if text.len() > 1 && text.starts_with(['*', ':']) => {
            PathPart::Parameter { default: None, values: Vec::new() }
        }
        [PathPiece::Literal(text)] => PathPart::Literal(text.clone()),
        // what is mixed is one thing whatever its parameters are called
        pieces => PathPart::Mixed {
            pattern: pieces
                .iter()
                .map(|piece| match piece {
                    PathPiece::Literal(text) => text.as_str(),
                    PathPiece::Parameter(_) | PathPiece::Rest(_) => "{}",
                })
                .collect(),
            values: pieces
                .iter()
                .filter_map(PathPiece::parameter)
                .filter_map(own)
                .flat_map(|own| own.values.clone())
                .collect(),
        },
    };
    let segments = path.segments().iter();
    segments.filter(|segment| !segment.is_empty()).map(of).collect()
}

/// The values that are listed for a parameter, and those that words name: "if `all` is given as the version".
fn values(operation: &Operation, own: Option<&Parameter>) -> Vec<String> {
    let texts = operation.description.iter().chain(own.and_then(|it| it.description.as_ref()));
    let named = texts.chain([&operation.summary]).flat_map(|text| quoted(text)).map(str::to_owned);
    own.map_or_else(Vec::new, |it| it.values.clone()).into_iter().chain(named).collect()
}

/// The single words of a text that are in quotes, or in code.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let is_word = |it: &&str| {
        !it.is_empty() && it.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~' | '@'))
    };
    text.split(['"', '`', '“', '”']).skip(1).step_by(2).filter(is_word)
}

/// Whether a segment is nothing but a parameter.
fn is_alone(segment: &[PathPiece]) -> bool {
    !matches!(segment.first(), Some(PathPiece::Literal(text)) if text != "$")
}

/// Whether a literal is one thing's id, as samples have it: `42`, `my%2Fproject`, a UUID, a fingerprint.
fn is_id(text: &str) -> bool {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let is_uuid = text.len() == 36 && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    let is_fingerprint = text.len() >= FINGERPRINT
        && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        && text.bytes().any(|byte| byte.is_ascii_digit());
    is_number || is_uuid || is_fingerprint || text.contains('%')
}
