//! Whether a concrete path is of a template, and what it has for the parameters.

use super::{PathPiece, Segment};

/// Names and values.
pub(super) type Values<'t, 'p> = Vec<(&'t str, &'p str)>;

/// A part of a template: of a segment, or a slash between two.
#[derive(Clone, Copy)]
enum Part<'t> {
    Literal(&'t str),
    Parameter(&'t str),
    Rest(&'t str),
}

impl<'t> Part<'t> {
    fn of(piece: &'t PathPiece) -> Self {
        match piece {
            PathPiece::Literal(text) => Self::Literal(text),
            PathPiece::Parameter(name) => Self::Parameter(name),
            PathPiece::Rest(name) => Self::Rest(name),
        }
    }
}

/// The values that the segments of a path have for those of a template without a part of several segments.
pub(super) fn by_segments<'t, 'p>(own: &'t [Segment], segments: &[&'p str]) -> Option<Values<'t, 'p>> {
    let mut values = Vec::new();
    let all = own.len() == segments.len()
        && own.iter().zip(segments).all(|(pieces, text)| {
            let parts: Vec<Part<'t>> = pieces.iter().map(Part::of).collect();
            fits(&parts, text, &mut values)
        });
    all.then_some(values)
}

/// The values that a path, without the slash that it begins with, has for a template in which a part is of several segments.
pub(super) fn as_whole<'t, 'p>(own: &'t [Segment], path: &'p str) -> Option<Values<'t, 'p>> {
    let mut parts = Vec::new();
    for (at, segment) in own.iter().enumerate() {
        parts.extend((at > 0).then_some(Part::Literal("/")));
        parts.extend(segment.iter().map(Part::of));
    }
    let mut values = Vec::new();
    fits(&parts, path, &mut values).then_some(values)
}

/// Whether a text is of these parts; adds the values that it has for parameters.
fn fits<'t, 'p>(parts: &[Part<'t>], text: &'p str, values: &mut Values<'t, 'p>) -> bool {
    let Some((first, rest)) = parts.split_first() else { return text.is_empty() };
    let (name, is_value): (_, fn(&str) -> bool) = match *first {
        Part::Literal(literal) => {
            return text.strip_prefix(literal).is_some_and(|text| fits(rest, text, values));
        }
        // a slash in a placeholder is none of the path's
        Part::Parameter(name) => (name, |value| !value.contains('/') || value.starts_with('{')),
        Part::Rest(name) => (name, |value| value.split('/').all(|it| !matches!(it, "" | "." | ".."))),
    };
    let known = values.len();
    // the shortest value with which the rest fits; none is empty
    let ends = text.char_indices().skip(1).map(|(at, _)| at).chain([text.len()]);
    for end in ends.filter(|end| *end > 0 && (!rest.is_empty() || *end == text.len())) {
        let Some((value, after)) = text.split_at_checked(end) else { continue };
        if !is_value(value) {
            continue;
        }
        values.push((name, value));
        if fits(rest, after, values) {
            return true;
        }
        values.truncate(known);
    }
    false
}
