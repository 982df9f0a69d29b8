//! Which operation of a document each documented one is: by method and path, whatever parameters are called.
//!
//! A server's own prefix and a slash at the end count on neither side. A literal of the one is a parameter of the other where
//! that is by default this literal: a mount at its usual place.

use std::collections::{HashMap, HashSet};

use super::path_parts::{PathPart, parts};
use crate::model::{Api, Location, Operation};

/// A place in an API: of a source, and of an operation in it.
pub(super) type Index = (usize, usize);

/// What a documented operation is in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    None,
    One(Index),
    /// Several fit alike.
    Several,
}

/// The operations of both sides.
pub(super) struct DocumentPairing {
    pub of_sources: Vec<Vec<Match>>,
    known: HashSet<Index>,
}

#[derive(Debug, Clone)]
struct ComparedPath {
    index: Index,
    module: String,
    method: String,
    is_list: bool,
    parts: Vec<PathPart>,
}

impl DocumentPairing {
    pub fn of(docs: &Api, spec: &Api) -> Self {
        let (mut documented, mut specified) = (routes(docs), routes(spec));
        prefixes(&mut documented, &mut specified, docs, spec);
        mounts(&documented, &mut specified);
        let mut by_length: HashMap<usize, Vec<&ComparedPath>> = HashMap::new();
        for route in &specified {
            by_length.entry(route.parts.len()).or_default().push(route);
        }
        let mut of_sources: Vec<Vec<Match>> =
            docs.sources.iter().map(|source| vec![Match::None; source.operations.len()]).collect();
        let mut known = HashSet::new();
        // what is documented with another method is the document's only where nothing else is
        for is_near in [false, true] {
            for route in &documented {
                let (source, at) = route.index;
                let place = of_sources.get_mut(source).and_then(|all| all.get_mut(at));
                let Some(place) = place.filter(|place| **place == Match::None) else { continue };
                let candidates = by_length.get(&route.parts.len()).map_or(&[][..], Vec::as_slice);
                let candidates: Vec<&ComparedPath> = candidates
                    .iter()
                    .copied()
                    .filter(|it| is_of_method(route, it) || is_near && !known.contains(&it.index))
                    .collect();
                let found = best(route, &candidates, &known);
                if let Match::One(index) = found {
                    known.insert(index);
                }
                *place = found;
            }
        }
        Self { of_sources, known }
    }

    pub fn operation<'a>(&self, spec: &'a Api, (source, at): Index) -> Option<&'a Operation> {
        spec.sources.get(source)?.operations.get(at)
    }

    /// All operations of the document.
    pub fn all<'a>(&self, spec: &'a Api) -> impl Iterator<Item = (Index, &'a Operation)> {
        spec.sources.iter().enumerate().flat_map(|(source, it)| {
            it.operations.iter().enumerate().map(move |(at, operation)| ((source, at), operation))
        })
    }

    /// Whether the docs have an operation of the document.
    pub fn has(&self, index: Index) -> bool {
        self.known.contains(&index)
    }
}

/// Whether an operation is called by a method: what is listed is got, and asked to be a list.
pub(super) fn is_method(method: &str, operation: &Operation) -> bool {
    method == operation.method || method == "LIST" && operation.method == "GET"
}

fn routes(api: &Api) -> Vec<ComparedPath> {
    let mut routes = Vec::new();
    for (source, it) in api.sources.iter().enumerate() {
        for (at, operation) in it.operations.iter().enumerate() {
            let is_list = |it: &crate::model::Parameter| {
                it.location == Location::Query && it.name == "list" && it.required
            };
            let is_list = operation.method == "LIST" || operation.parameters.iter().any(is_list);
            // where parts may be left out of a path, it is found without them as well
            for path in std::iter::once(&operation.path).chain(&operation.other_paths) {
                routes.push(ComparedPath {
                    index: (source, at),
                    module: it.module.clone(),
                    method: operation.method.clone(),
                    is_list,
                    parts: parts(operation, path),
                });
            }
        }
    }
    routes
}

/// The literals with which three of four paths of a side begin, up to `longest` of them, and those of the server's URL; the longest
/// first.
fn beginnings(routes: &[ComparedPath], server: Option<&str>, longest: usize) -> Vec<Vec<PathPart>> {
    let mut count: HashMap<Vec<&str>, usize> = HashMap::new();
    for route in routes {
        let mut start = Vec::new();
        for part in route.parts.iter().take(longest) {
            let PathPart::Literal(text) = part else { break };
            start.push(text.as_str());
            *count.entry(start.clone()).or_default() += 1;
        }
    }
    let mut all: Vec<Vec<&str>> = count
        .into_iter()
        .filter(|(_, count)| count * 4 >= routes.len() * 3)
        .map(|(start, _)| start)
        .collect();
    let path = server.and_then(|url| {
        url.split_once("://").map_or(Some(url), |(_, rest)| rest.split_once('/').map(|(_, path)| path))
    });
    all.extend(path.map(|path| path.split('/').filter(|part| !part.is_empty()).collect()));
    all.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    all.into_iter()
        .map(|start| start.into_iter().map(|text| PathPart::Literal(text.to_owned())).collect())
        .collect()
}

/// Literals that a prefix has at most.
const LONGEST: usize = 3;

/// Takes away what only one side begins its paths with. What most paths begin with may as well be a kind of thing, without which
/// `/projects/{id}` would be any `/{id}`: of all ways to take prefixes away the one counts by which most paths are the other
/// side's, and of those the one that takes least.
fn prefixes(documented: &mut Vec<ComparedPath>, specified: &mut Vec<ComparedPath>, docs: &Api, spec: &Api) {
    let server = |api: &'_ Api| api.server.as_ref().map(|server| server.url.clone());
    let (of_docs, of_spec) = (server(docs), server(spec));
    let mut best: Option<(usize, Vec<ComparedPath>, Vec<ComparedPath>)> = None;
    let mut lengths: Vec<(usize, usize)> =
        (0..=LONGEST).flat_map(|old| (0..=LONGEST).map(move |new| (old, new))).collect();
    lengths.sort_by_key(|(old, new)| old + new);
    for (old, new) in lengths {
        let (mut own, mut others) = (documented.clone(), specified.clone());
        let starts =
            (beginnings(&own, of_docs.as_deref(), old), beginnings(&others, of_spec.as_deref(), new));
        strip(&mut own, &starts.0);
        strip(&mut others, &starts.1);
        // a prefix of the one side may be written on some pages of the other
        strip(&mut own, &starts.1);
        strip(&mut others, &starts.0);
        let count = alike(&own, &others);
        if best.as_ref().is_none_or(|(most, ..)| count > *most) {
            best = Some((count, own, others));
        }
    }
    if let Some((_, own, others)) = best {
        (*documented, *specified) = (own, others);
    }
}

fn strip(routes: &mut [ComparedPath], starts: &[Vec<PathPart>]) {
    for route in routes {
        // what a path is nothing without is no prefix of it
        let is_prefix =
            |start: &&Vec<PathPart>| route.parts.len() > start.len() && route.parts.starts_with(start);
        let start = starts.iter().find(is_prefix).filter(|start| !start.is_empty());
        if let Some(start) = start {
            route.parts.drain(..start.len());
        }
    }
}

/// Docs may have a mount elsewhere than where the document has it by default: what some documented template begins with, and
/// nothing in the document, is one more value of the mount at which the rest of the template is.
fn mounts(documented: &[ComparedPath], specified: &mut [ComparedPath]) {
    let mut taken: HashSet<String> = HashSet::new();
    for route in specified.iter() {
        match route.parts.first() {
            Some(PathPart::Literal(text)) => taken.insert(text.clone()),
            Some(PathPart::Parameter { default: Some(default), .. }) => taken.insert(default.clone()),
            _ => continue,
        };
    }
    let is_alike = |one: &PathPart, other: &PathPart| match (one, other) {
        (PathPart::Parameter { .. }, PathPart::Parameter { .. }) => true,
        (PathPart::Mixed { pattern: one, .. }, PathPart::Mixed { pattern: other, .. }) => one == other,
        (one, other) => one == other,
    };
    let mut found: Vec<(String, String)> = Vec::new();
    for route in documented.iter().filter(|route| route.parts.iter().any(PathPart::is_parameter)) {
        let Some((PathPart::Literal(own), rest)) = route.parts.split_first() else { continue };
        for other in specified.iter().filter(|it| !taken.contains(own) && is_of_method(route, it)) {
            if let Some((PathPart::Parameter { default: Some(usual), .. }, others)) =
                other.parts.split_first()
                && rest.len() == others.len()
                && rest.iter().zip(others).all(|(one, other)| is_alike(one, other))
            {
                found.push((usual.clone(), own.clone()));
            }
        }
    }
    for route in specified {
        if let Some(PathPart::Parameter { default: Some(usual), values }) = route.parts.first_mut() {
            values.extend(found.iter().filter(|(of, _)| of == usual).map(|(_, own)| own.clone()));
        }
    }
}

/// How many paths of the one side are one of the other's, but for what their parameters are called.
fn alike(own: &[ComparedPath], others: &[ComparedPath]) -> usize {
    fn shape(route: &ComparedPath) -> Vec<Option<String>> {
        let of = |part: &PathPart| match part {
            PathPart::Literal(text) | PathPart::Mixed { pattern: text, .. } => {
                Some(text.to_ascii_lowercase())
            }
            PathPart::Parameter { .. } => None,
        };
        route.parts.iter().map(of).collect()
    }
    let known: HashSet<Vec<Option<String>>> = others.iter().map(shape).collect();
    own.iter().filter(|route| known.contains(&shape(route))).count()
}

/// The one that fits best; of several that are the same call, one that is not taken yet.
fn best(route: &ComparedPath, candidates: &[&ComparedPath], known: &HashSet<Index>) -> Match {
    let scored = || candidates.iter().filter_map(|it| Some((score(route, it)?, *it)));
    let Some(most) = scored().map(|(score, _)| score).max() else { return Match::None };
    let best: Vec<&ComparedPath> = scored().filter(|(score, _)| *score == most).map(|(_, it)| it).collect();
    let Some(first) = best.first() else { return Match::None };
    if best.iter().any(|it| it.parts != first.parts || it.method != first.method) {
        return Match::Several;
    }
    Match::One(best.iter().find(|it| !known.contains(&it.index)).unwrap_or(first).index)
}

fn is_of_method(route: &ComparedPath, candidate: &ComparedPath) -> bool {
    route.method == candidate.method || route.method == "LIST" && candidate.method == "GET"
}

/// How well two routes fit; none where they do not.
fn score(route: &ComparedPath, candidate: &ComparedPath) -> Option<usize> {
    let is_one = is_of_method(route, candidate);
    // of the same path with another method only: a difference, where nothing else fits
    let is_near = matches!(
        (route.method.as_str(), candidate.method.as_str()),
        ("PUT", "POST")
            | ("POST", "PUT")
            | ("PATCH", "PUT")
            | ("PUT", "PATCH")
            | ("PATCH", "POST")
            | ("POST", "PATCH")
    );
    if !is_one && !is_near {
        return None;
    }
    // a path without any parameter may be a sample of a template, below what both begin with
    let is_concrete = is_one
        && route.parts.iter().all(|part| matches!(part, PathPart::Literal(_)))
        && route.parts.first().zip(candidate.parts.first()).is_some_and(|(one, other)| match (one, other) {
            (PathPart::Literal(one), PathPart::Literal(other)) => one.eq_ignore_ascii_case(other),
            (PathPart::Literal(one), PathPart::Parameter { default, values }) => {
                default.as_ref() == Some(one) || values.contains(one)
            }
            _ => false,
        });
    let mut score = 0;
    for (one, other) in route.parts.iter().zip(&candidate.parts) {
        score += one.score(other, is_concrete)?;
    }
    let is_same_kind = route.is_list == candidate.is_list;
    let is_same_source = route.module == candidate.module;
    Some(score * 8 + usize::from(is_one) * 4 + usize::from(is_same_kind) * 2 + usize::from(is_same_source))
}
