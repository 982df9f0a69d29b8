//! Paths and their operations: each path once, and only those that others can tell apart.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;

use super::document::{SpecOperation, SpecParameter, SpecTag};
use super::schema::SchemaWriter;
use super::{merge, operation, server};
use crate::model::{Api, PathPiece, PathTemplate};

/// Methods that a path item has a key for.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Operations by path and method.
pub(super) type SpecPaths = IndexMap<String, IndexMap<String, SpecOperation>>;

/// A path that is being gathered.
struct Path {
    key: String,
    /// By method, in the order of the documentation.
    operations: IndexMap<String, Vec<SpecOperation>>,
}

/// All paths, and apart from them those that a request cannot tell from another: `/{a}/x` beside `/b/{c}`.
pub(super) fn write(api: &Api, tags: &[SpecTag], schemas: &SchemaWriter<'_>) -> (SpecPaths, SpecPaths) {
    let ids = ids(api);
    let usual = operation::usual_scheme(api);
    let mut paths: IndexMap<String, Path> = IndexMap::new();
    for ((at, source), tag) in api.sources.iter().enumerate().zip(tags) {
        for (number, operation) in source.operations.iter().enumerate() {
            let id = ids.get(&(at, number)).map_or("", String::as_str);
            let mut written = operation::write(api, source, &tag.name, operation, id, schemas);
            operation::assume_security(&mut written, operation, usual);
            let own = operation.path.to_string();
            let path = paths
                .entry(key(&operation.path, |_| String::new()))
                .or_insert_with(|| Path { key: named_key(&operation.path), operations: IndexMap::new() });
            if path.key != own {
                written.path = Some(own);
            }
            let method = operation.method.to_ascii_lowercase();
            let method =
                if METHODS.contains(&method.as_str()) { method } else { format!("x-docwright-{method}") };
            path.operations.entry(method).or_default().push(written);
        }
    }
    let apart = ambiguous(&paths);
    let server = server::write(api.server.as_ref());
    let (mut clear, mut others) = (SpecPaths::new(), SpecPaths::new());
    for (number, path) in paths.into_values().enumerate() {
        let operations = path.operations.into_iter().filter_map(|(method, all)| {
            let mut whole = merge::merge(all, &server)?;
            rename(&mut whole.parameters, &path.key);
            Some((method, whole))
        });
        let operations = operations.collect();
        let place = if apart.contains(&number) { &mut others } else { &mut clear };
        place.insert(path.key, operations);
    }
    (clear, others)
}

/// A path without a slash at its end, and with other names.
fn key(path: &PathTemplate, mut name: impl FnMut(&str) -> String) -> String {
    let mut text = String::new();
    for segment in path.segments() {
        text.push('/');
        for piece in segment {
            match piece {
                PathPiece::Literal(literal) => {
                    for c in literal.chars() {
                        match c {
                            ' ' | '{' | '}' | '?' | '#' | '"' | '<' | '>' | '\\' => {
                                text.push_str(&format!("%{:02X}", u32::from(c)));
                            }
                            c => text.push(c),
                        }
                    }
                }
                PathPiece::Parameter(parameter) | PathPiece::Rest(parameter) => {
                    text.extend(["{", &name(parameter), "}"])
                }
            }
        }
    }
    let end = text.trim_end_matches('/').len();
    text.truncate(end.max(1));
    if text.is_empty() { "/".to_owned() } else { text }
}

/// A path whose parameters have names that every tool takes.
fn named_key(path: &PathTemplate) -> String {
    let mut taken = BTreeSet::new();
    key(path, |name| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
        let numbered = (2..).map(|number| format!("{plain}_{number}"));
        let mut free = std::iter::once(plain.clone()).chain(numbered).filter(|name| !taken.contains(name));
        let free = free.next().unwrap_or(plain);
        taken.insert(free.clone());
        free
    })
}

/// Calls the parameters of the path as its key calls them, whose order is the same.
fn rename(parameters: &mut [SpecParameter], key: &str) {
    let names = PathTemplate::canonical(key);
    let own = parameters.iter_mut().filter(|it| it.location == "path");
    for (parameter, name) in own.zip(names.parameters()) {
        name.clone_into(&mut parameter.name);
    }
}

/// The numbers of the paths that a request may be one of while it is one of another path: of two, the one that has a
/// parameter first where they differ.
fn ambiguous(paths: &IndexMap<String, Path>) -> BTreeSet<usize> {
    let mut apart = BTreeSet::new();
    let templates: Vec<Vec<Option<&str>>> = paths.values().map(|path| shape(&path.key)).collect();
    for (at, one) in templates.iter().enumerate() {
        for (to, other) in templates.iter().enumerate().skip(at + 1) {
            let is_open = one.len() == other.len()
                && one.iter().flatten().count() == other.iter().flatten().count()
                && one.iter().zip(other).all(|pair| match pair {
                    (Some(one), Some(other)) => one == other,
                    _ => true,
                });
            if is_open {
                let first = one.iter().zip(other).find(|(one, other)| one.is_none() != other.is_none());
                apart.insert(if first.is_some_and(|(one, _)| one.is_none()) { at } else { to });
            }
        }
    }
    apart
}

/// The segments of a path that are literals, and none for each that begins and ends with a parameter.
fn shape(key: &str) -> Vec<Option<&str>> {
    let is_open = |text: &str| text.starts_with('{') && text.ends_with('}');
    key.split('/').skip(1).map(|text| if is_open(text) { None } else { Some(text) }).collect()
}

/// What each operation goes by, by the places of its source and of itself: its name in the client, with the source's where
/// several have it.
fn ids(api: &Api) -> HashMap<(usize, usize), String> {
    let all = || {
        let sources = api.sources.iter().enumerate();
        sources.flat_map(|(at, source)| {
            source.operations.iter().enumerate().map(move |(number, it)| ((at, number), source, it))
        })
    };
    let mut count: HashMap<&str, usize> = HashMap::new();
    all().for_each(|(_, _, operation)| *count.entry(&operation.name).or_default() += 1);
    let mut taken = BTreeSet::new();
    let mut ids = HashMap::new();
    for (place, source, operation) in all() {
        let is_one = count.get(operation.name.as_str()) == Some(&1);
        let name =
            if is_one { operation.name.clone() } else { format!("{}_{}", source.module, operation.name) };
        let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let name = if name.is_empty() { format!("operation_{}", place.1 + 1) } else { name };
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let free =
            std::iter::once(name.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(name);
        taken.insert(free.clone());
        ids.insert(place, free);
    }
    ids
}
