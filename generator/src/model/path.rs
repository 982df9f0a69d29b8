//! The path of an operation: literals and parameters, whatever spelling the documentation has for these.
//!
//! A segment may mix both: `/reports/{ID}.json`, `/jobs/{ID}:cancel`, `/Products({ID})`. Knows no server and no query.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A path below the server, with a name for each of its parameters. No two parameters have the same name.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathTemplate {
    segments: Vec<Segment>,
}

/// What stands between two slashes: literals and parameters by turns.
pub type Segment = Vec<PathPiece>;

/// A part of a segment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathPiece {
    /// Text that is sent as it is.
    Literal(String),
    /// A value that the caller gives, by its name.
    Parameter(String),
}

impl PathTemplate {
    /// Reads a path in any spelling of its parameters: `{id}`, `{{id}}`, `:id`, `<id>`, `(id)`, `$ID`, `${ID}`, `[id]`.
    /// What follows a `?` or `#` is left out.
    pub fn parse(path: &str) -> Self {
        Self::read(path, parameter)
    }

    /// Reads a path as [`Display`](fmt::Display) writes it, where only `{id}` is a parameter.
    pub fn canonical(path: &str) -> Self {
        Self::read(path, braced)
    }

    fn read(path: &str, parameter: Spelling) -> Self {
        let mut names = ParameterNames::default();
        let segments = split(path).into_iter().map(|text| segment(text, parameter, &mut names)).collect();
        Self { segments }
    }

    /// The paths that a path with alternatives stands for: `/a(/b|/c)` and `/a[/{x}]` are two each. Of a path without any
    /// it is the path itself; at most sixteen are given.
    pub fn alternatives(path: &str) -> Vec<String> {
        const MOST: usize = 16;
        let mut whole = Vec::new();
        let mut open = vec![path.to_owned()];
        while let Some(path) = open.pop() {
            match alternative(&path).filter(|parts| whole.len() + open.len() + parts.len() <= MOST) {
                Some(parts) => open.extend(parts.into_iter().rev()),
                None => whole.push(path),
            }
        }
        whole
    }

    /// The one path that a path with alternatives is called by: with all that may be left out, and a parameter in place of words
    /// of which one is chosen. `/a(/:b)` is `/a/:b`, `/(on|off)/a` is `/{on_or_off}/a`.
    pub fn whole(path: &str) -> String {
        const MOST: usize = 16;
        let mut whole = path.to_owned();
        for _ in 0..MOST {
            let chosen = choice(&whole).and_then(|(start, end)| {
                let name = whole.get(start + 1..end)?.replace('|', "_or_");
                Some([whole.get(..start)?, "{", &name, "}", whole.get(end + 1..)?].concat())
            });
            let longest = || alternative(&whole)?.into_iter().max_by_key(String::len);
            let Some(next) = chosen.or_else(longest) else { break };
            whole = next;
        }
        whole
    }

    /// The segments, in order. A path that ends with a slash has an empty one at its end.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The names of the parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().flatten().filter_map(|piece| match piece {
            PathPiece::Parameter(name) => Some(name.as_str()),
            PathPiece::Literal(_) => None,
        })
    }

    /// The last segment that is a literal as a whole: what most paths call the thing that they are about.
    pub fn resource(&self) -> Option<&str> {
        self.segments.iter().rev().find_map(|segment| match segment.as_slice() {
            [PathPiece::Literal(text)] => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether the last segment that is not empty ends with a parameter: the path is about one thing of several.
    pub fn ends_with_parameter(&self) -> bool {
        let last = self.segments.iter().rev().find(|segment| !segment.is_empty());
        matches!(last.and_then(|segment| segment.last()), Some(PathPiece::Parameter(_)))
    }

    /// The same path whatever its parameters are called: `/things/{}`.
    pub fn nameless(&self) -> String {
        self.written(|_| String::new())
    }

    /// Whether a concrete path is one of this template.
    pub fn matches(&self, path: &str) -> bool {
        self.values(path).is_some()
    }

    /// The value of each parameter in a concrete path, by name and in order; none where the path is another.
    pub fn values<'p>(&self, path: &'p str) -> Option<Vec<(&str, &'p str)>> {
        let segments = split(path);
        (segments.len() == self.segments.len()).then(|| self.values_of(&segments)).flatten()
    }

    /// The same for a path that may begin with more, such as a server's own: what it begins with, and the values. A slash at
    /// the end counts on neither side.
    pub fn values_at_end<'p>(&self, path: &'p str) -> Option<(&'p str, Vec<(&str, &'p str)>)> {
        let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let own = self.segments.iter().rposition(|segment| !segment.is_empty()).map_or(0, |last| last + 1);
        let own = self.segments.get(..own)?;
        if own.is_empty() {
            return Some((path, Vec::new()));
        }
        let mut start = path.len();
        for left in (0..own.len()).rev() {
            // the first may have no slash before it
            start = path.get(..start)?.rfind('/').or((left == 0 && start > 0).then_some(0))?;
        }
        let segments = split(path.get(start..)?);
        Some((path.get(..start)?, Self::values_in(own, &segments)?))
    }

    fn values_of<'p>(&self, segments: &[&'p str]) -> Option<Vec<(&str, &'p str)>> {
        Self::values_in(&self.segments, segments)
    }

    fn values_in<'t, 'p>(own: &'t [Segment], segments: &[&'p str]) -> Option<Vec<(&'t str, &'p str)>> {
        let mut values = Vec::new();
        let all = own.len() == segments.len()
            && own.iter().zip(segments).all(|(pieces, text)| fits(pieces, text, &mut values));
        all.then_some(values)
    }

    fn written(&self, name: impl Fn(&str) -> String) -> String {
        let mut text = String::new();
        for segment in &self.segments {
            text.push('/');
            for piece in segment {
                match piece {
                    PathPiece::Literal(literal) => text.push_str(literal),
                    PathPiece::Parameter(parameter) => text.extend(["{", &name(parameter), "}"]),
                }
            }
        }
        text
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(str::to_owned))
    }
}

impl Serialize for PathTemplate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PathTemplate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|path| Self::canonical(&path))
    }
}

/// The parts of a path between its slashes. A slash within braces parts nothing.
fn split(path: &str) -> Vec<&str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let (mut parts, mut start, mut end, mut within) = (Vec::new(), 0, path.len(), 0);
    for (at, c) in path.char_indices().filter(|(_, c)| "{/?#".contains(*c)) {
        if at < within {
            continue;
        }
        match c {
            '{' => {
                let inner = path.get(at + 1..).and_then(|rest| rest.split_once('}')).map(|(inner, _)| inner);
                let inner = inner.filter(|inner| !inner.trim_start_matches('{').contains('{'));
                within = at + inner.map_or(0, |inner| inner.len() + 1);
            }
            '/' => {
                parts.extend(path.get(start..at));
                start = at + 1;
            }
            _ => {
                end = at;
                break;
            }
        }
    }
    parts.extend(path.get(start..end));
    parts
}

/// What begins with a parameter: its name, and what follows it. `at_start` where nothing is before it in its segment.
type Spelling = fn(text: &str, at_start: bool) -> Option<(&str, &str)>;

/// Names that are given once each.
#[derive(Default)]
struct ParameterNames(Vec<String>);

impl ParameterNames {
    /// `name`, with a number where a parameter before has it.
    fn take(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 2;
        while self.0.contains(&free) {
            free = format!("{name}_{number}");
            number += 1;
        }
        self.0.push(free.clone());
        free
    }
}

fn segment(text: &str, parameter: Spelling, names: &mut ParameterNames) -> Segment {
    let mut pieces = Segment::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((name, after)) = parameter(rest, rest.len() == text.len()) {
            if !literal.is_empty() {
                pieces.push(PathPiece::Literal(std::mem::take(&mut literal)));
            }
            pieces.push(PathPiece::Parameter(names.take(name)));
            rest = after;
            continue;
        }
        match c {
            // a brace that opens nothing would be read as one that does
            '{' => literal.push_str("%7B"),
            '}' => literal.push_str("%7D"),
            _ => literal.push(c),
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    if !literal.is_empty() {
        pieces.push(PathPiece::Literal(literal));
    }
    pieces
}

/// A parameter in any spelling.
fn parameter(text: &str, at_start: bool) -> Option<(&str, &str)> {
    let own = |inner: &str| (!inner.is_empty() && inner.chars().all(is_of_name)).then_some(());
    if let Some(rest) = text.strip_prefix("\\{") {
        let (name, after) = rest.split_once('}')?;
        return Some((named(name.trim_end_matches('\\')), after));
    }
    if let Some(rest) = text.strip_prefix("${") {
        let (name, after) = rest.split_once('}')?;
        return Some((named(name), after));
    }
    if let Some(rest) = text.strip_prefix('$') {
        let (name, after) = word(rest)?;
        return Some((name, after));
    }
    if let Some((name, after)) = braced(text, at_start) {
        return Some((name, after));
    }
    if let Some((inner, after)) = text.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        let inner = inner.rsplit(':').next().unwrap_or(inner).trim();
        return (!inner.is_empty()).then_some((inner, after));
    }
    if !at_start {
        return None;
    }
    if let Some(rest) = text.strip_prefix(':') {
        return word(rest);
    }
    // `*path` is all that is left of a path
    if let Some(rest) = text.strip_prefix('*') {
        return word(rest);
    }
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((inner, "")) = text.strip_prefix(open).and_then(|rest| rest.split_once(close)) {
            own(inner)?;
            return Some((inner, ""));
        }
    }
    None
}

/// `{id}`, `{{id}}`.
fn braced(text: &str, _: bool) -> Option<(&str, &str)> {
    let rest = text.strip_prefix('{')?;
    if let Some((name, after)) = rest.strip_prefix('{').and_then(|rest| rest.split_once("}}")) {
        return Some((named(name), after));
    }
    let (name, after) = rest.split_once('}')?;
    (!name.contains('{')).then(|| (named(name), after))
}

/// The name within braces, without a type, a pattern or a mark: `id` of `{id:int}`, `{id?}`, `{*id}`.
fn named(inner: &str) -> &str {
    const MARKS: &[char] = &['?', '*', '+', '.', ' ', '$', '/'];
    let name = inner.split([':', '|', '=']).next().unwrap_or_default().trim_matches(MARKS);
    if name.is_empty() { "value" } else { name }
}

/// The name that a text begins with.
fn word(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c| !is_of_name(c)).unwrap_or(text.len());
    let (word, after) = text.split_at_checked(end)?;
    // `:id-thing` is one name, `:id-` is not
    let name = word.trim_end_matches('-');
    let starts = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    starts.then_some((name, text.get(name.len()..).unwrap_or(after)))
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// The first `(/a|/b)`, `(a|b)` or `[/{x}]` of a path, as the paths that it stands for.
fn alternative(path: &str) -> Option<Vec<String>> {
    if let Some((start, end)) = choice(path) {
        let (before, inner, after) = (path.get(..start)?, path.get(start + 1..end)?, path.get(end + 1..)?);
        return Some(inner.split('|').map(|part| [before, part, after].concat()).collect());
    }
    let options = |open: char, close: char| {
        let start = path.find(&format!("{open}/"))?;
        let end = start + path.get(start..)?.find(close)?;
        let (before, inner, after) = (path.get(..start)?, path.get(start + 1..end)?, path.get(end + 1..)?);
        Some((before, inner, after))
    };
    if let Some((before, inner, after)) = options('(', ')') {
        let mut parts: Vec<String> = inner.split('|').map(|part| [before, part, after].concat()).collect();
        if parts.len() == 1 {
            parts.insert(0, [before, after].concat());
        }
        return Some(parts);
    }
    let (before, inner, after) = options('[', ']')?;
    Some(vec![[before, after].concat(), [before, inner, after].concat()])
}

/// Where the first brackets are that hold words, one or the other.
fn choice(path: &str) -> Option<(usize, usize)> {
    let is_choice = |inner: &str| {
        inner.contains('|') && inner.split('|').all(|part| !part.is_empty() && part.chars().all(is_of_name))
    };
    path.match_indices('(').find_map(|(start, _)| {
        let end = start + path.get(start..)?.find(')')?;
        path.get(start + 1..end).filter(|inner| is_choice(inner)).map(|_| (start, end))
    })
}

/// Whether a text is of these pieces; adds the values that it has for parameters.
fn fits<'t, 'p>(pieces: &'t [PathPiece], text: &'p str, values: &mut Vec<(&'t str, &'p str)>) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return text.is_empty() };
    match first {
        PathPiece::Literal(literal) => {
            text.strip_prefix(literal.as_str()).is_some_and(|text| fits(rest, text, values))
        }
        PathPiece::Parameter(name) => {
            let known = values.len();
            // the shortest value with which the rest fits; none is empty
            let ends = text.char_indices().skip(1).map(|(at, _)| at).chain([text.len()]);
            for end in ends.filter(|end| *end > 0 && (!rest.is_empty() || *end == text.len())) {
                let Some((value, after)) = text.split_at_checked(end) else { continue };
                values.push((name, value));
                if fits(rest, after, values) {
                    return true;
                }
                values.truncate(known);
            }
            false
        }
    }
}

#[cfg(test)]
mod tests;
