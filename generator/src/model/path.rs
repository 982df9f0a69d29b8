//! The path of an operation: literals and parameters, whatever spelling the documentation has for these.
//!
//! A segment may mix both: `/reports/{ID}.json`, `/jobs/{ID}:cancel`, `/Products({ID})`. Knows no server and no query.

mod matching;
mod spelling;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use spelling::joins_parameters;
use spelling::{Spelling, braced, is_of_name, parameter};

/// A path below the server, with a name for each of its parameters. No two parameters have the same name.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathTemplate {
    segments: Vec<Segment>,
}

/// What is between two slashes: literals and parameters by turns.
pub type Segment = Vec<PathPiece>;

/// A part of a segment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathPiece {
    /// Text that is sent as it is.
    Literal(String),
    /// A value that the caller gives, by its name.
    Parameter(String),
    /// The same of a value that may hold several segments: its slashes are those of the path.
    Rest(String),
}

impl PathPiece {
    /// The name of a parameter.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::Parameter(name) | Self::Rest(name) => Some(name),
            Self::Literal(_) => None,
        }
    }
}

impl PathTemplate {
    /// Reads a path in any spelling of its parameters: `{id}`, `{{id}}`, `:id`, `<id>`, `(id)`, `$ID`, `${ID}`, `[id]`;
    /// `{path+}`, `*path`, `:path*`, `{path...}`, `<path:name>` where it may hold several segments.
    /// What follows a `?` or `#` is left out.
    pub fn parse(path: &str) -> Self {
        Self::read(path, parameter)
    }

    /// Reads a path as [`Display`](fmt::Display) writes it, where only `{id}` and `{path+}` are parameters.
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
        self.segments.iter().flatten().filter_map(PathPiece::parameter)
    }

    /// The segments that have no parameter.
    pub fn literals(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment.as_slice() {
            [PathPiece::Literal(text)] => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether a parameter may hold several segments.
    pub fn holds_segments(&self, parameter: &str) -> bool {
        self.segments.iter().flatten().any(|it| matches!(it, PathPiece::Rest(name) if name == parameter))
    }

    fn has_rest(&self) -> bool {
        self.segments.iter().flatten().any(|it| matches!(it, PathPiece::Rest(_)))
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
        last.and_then(|segment| segment.last()?.parameter()).is_some()
    }

    /// The same path whatever its parameters are called: `/things/{}`.
    pub fn nameless(&self) -> String {
        self.written(|_, _| String::new())
    }

    /// Whether a concrete path is one of this template.
    pub fn matches(&self, path: &str) -> bool {
        self.values(path).is_some()
    }

    /// The value of each parameter in a concrete path, by name and in order; none where the path is another.
    pub fn values<'p>(&self, path: &'p str) -> Option<Vec<(&str, &'p str)>> {
        if self.has_rest() {
            let path = path.split(['?', '#']).next().unwrap_or_default();
            return matching::as_whole(&self.segments, path.strip_prefix('/').unwrap_or(path));
        }
        let segments = split(path);
        (segments.len() == self.segments.len())
            .then(|| matching::by_segments(&self.segments, &segments))
            .flatten()
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
        if self.has_rest() {
            return Self::rest_at_end(own, path);
        }
        let mut start = path.len();
        for left in (0..own.len()).rev() {
            // the first may have no slash before it
            start = path.get(..start)?.rfind('/').or((left == 0 && start > 0).then_some(0))?;
        }
        let segments = split(path.get(start..)?);
        Some((path.get(..start)?, matching::by_segments(own, &segments)?))
    }

    /// The same where a part is of several segments: what it begins with is the shortest that there can be.
    fn rest_at_end<'t, 'p>(own: &'t [Segment], path: &'p str) -> Option<(&'p str, matching::Values<'t, 'p>)> {
        let host = path.find("://").map_or(0, |at| at + "://".len());
        let is_open = matches!(own.first().map(Vec::as_slice), Some([PathPiece::Rest(_), ..]));
        // where it begins is anyone's guess
        if is_open && host > 0 {
            return None;
        }
        let slashes = path.match_indices('/').map(|(at, _)| at).filter(|at| *at >= host);
        let first = (host == 0 && !path.starts_with('/')).then_some(0);
        first.into_iter().chain(slashes).take(if is_open { 1 } else { usize::MAX }).find_map(|start| {
            let (before, after) = path.split_at_checked(start)?;
            let values = matching::as_whole(own, after.strip_prefix('/').unwrap_or(after))?;
            Some((before, values))
        })
    }

    fn written(&self, name: impl Fn(&str, &str) -> String) -> String {
        let mut text = String::new();
        for segment in &self.segments {
            text.push('/');
            for piece in segment {
                match piece {
                    PathPiece::Literal(literal) => text.push_str(literal),
                    PathPiece::Parameter(parameter) => text.extend(["{", &name(parameter, ""), "}"]),
                    PathPiece::Rest(parameter) => text.extend(["{", &name(parameter, "+"), "}"]),
                }
            }
        }
        text
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(|name, mark| format!("{name}{mark}")))
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

/// The parts of a path between its slashes. A slash within braces parts nothing, and a mark within `<…>` ends nothing.
fn split(path: &str) -> Vec<&str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let (mut parts, mut start, mut end, mut within) = (Vec::new(), 0, path.len(), 0);
    for (at, c) in path.char_indices().filter(|(_, c)| "{</?#".contains(*c)) {
        if at < within {
            continue;
        }
        match c {
            '{' => {
                let inner = path.get(at + 1..).and_then(|rest| rest.split_once('}')).map(|(inner, _)| inner);
                let inner = inner.filter(|inner| !inner.trim_start_matches('{').contains('{'));
                within = at + inner.map_or(0, |inner| inner.len() + 1);
            }
            '<' => {
                let inner = path.get(at + 1..).and_then(|rest| rest.split_once('>')).map(|(inner, _)| inner);
                within = at + inner.filter(|inner| !inner.contains('/')).map_or(0, |inner| inner.len() + 1);
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
        if let Some(found) =
            parameter(rest, text.get(..text.len() - rest.len()).and_then(|it| it.chars().last()))
        {
            if !literal.is_empty() {
                pieces.push(PathPiece::Literal(std::mem::take(&mut literal)));
            }
            let name = names.take(found.name);
            pieces.push(if found.rest { PathPiece::Rest(name) } else { PathPiece::Parameter(name) });
            rest = found.after;
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

#[cfg(test)]
mod tests;
