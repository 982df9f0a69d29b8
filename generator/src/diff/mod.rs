//! Model against model: what changed between two revisions of the docs, and what it means for the client.
//!
//! Every change has a [`Class`] of the table in [`class`](self::CLASSES), which says what it means on the wire and for
//! the client's version. Silence is not removal: what the docs only stop to say changes nothing. Sees models, never
//! pages.

mod call;
mod class;
pub mod contract;
mod contradictions;
mod documents;
mod evidence;
mod field_traits;
mod headers;
mod lifecycle;
mod likeness;
mod operation;
mod property;
mod samples;
mod schema_kinds;
mod schemas;
mod shape;
mod source;

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

pub use class::{Bump, CLASSES, Class, Wire};
pub use documents::{Against, Coverage, IsNamed, PageLines, TextWords, against, flattened};

use crate::model::{Api, Definitions, Evidence, Header, Operation, Origin, Server, Source};
use crate::revision::Revision;
use class::*;
use headers::HeadersByName;

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What kind of change.
    pub class: &'static Class,
    /// What it means on the wire.
    pub wire: Wire,
    /// What it means for the client's version.
    pub bump: Bump,
    /// The source's module, as the newer docs have it.
    pub source: String,
    /// `POST /connections`, as the newer docs have it; none where it is about the whole source.
    pub operation: Option<String>,
    /// The field, with dots from the body's root, behind the name of an object or the status of an error that it is in; the
    /// header's or the parameter's name.
    pub path: Option<String>,
    /// What the older docs say.
    pub old: Option<ChangePlace>,
    /// What the newer docs say.
    pub new: Option<ChangePlace>,
    /// What changed, in words.
    pub message: String,
}

impl Change {
    /// Whether nothing but the docs changed.
    pub fn is_docs_only(&self) -> bool {
        self.bump == Bump::None
    }

    /// Whether it is worth reporting unasked: it is not about the docs only, or it is that they contradict themselves.
    pub fn is_reported(&self) -> bool {
        !self.is_docs_only() || [&CONTRADICTION_ADDED, &CONTRADICTION_REMOVED].contains(&self.class)
    }
}

/// A text of the docs, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangePlace {
    /// The page.
    pub page: String,
    /// From 1.
    pub line: usize,
    /// What the docs say there, in short.
    pub text: String,
}

/// What a comparison is of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Between {
    /// Two revisions of the docs.
    #[default]
    Revisions,
    /// Docs and an OpenAPI document of one API.
    Documents,
}

/// All changes between two revisions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diff {
    /// What is compared.
    pub between: Between,
    /// By source and operation, in the order of the newer docs; what is gone is last.
    pub changes: Vec<Change>,
}

impl Diff {
    /// How much the client's version has to go up: as much as the greatest change asks.
    pub fn bump(&self) -> Bump {
        self.changes.iter().map(|change| change.bump).max().unwrap_or(Bump::None)
    }

    /// The worst that changes mean on the wire; those of the docs only mean nothing.
    pub fn wire(&self) -> Wire {
        let real = self.changes.iter().filter(|change| !change.is_docs_only());
        real.map(|change| change.wire).max().unwrap_or(Wire::Compatible)
    }

    /// How many changes are about the docs only.
    pub fn docs_only(&self) -> usize {
        self.changes.iter().filter(|change| change.is_docs_only()).count()
    }

    /// The same with pages called otherwise.
    #[must_use]
    pub fn called(mut self, name: impl Fn(&str) -> String) -> Self {
        for place in self.changes.iter_mut().flat_map(|change| [&mut change.old, &mut change.new]).flatten() {
            place.page = name(&place.page);
        }
        self
    }

    /// Leaves out what follows from names and from the order of samples alone: for pages that no client is made of,
    /// these are nobody's.
    #[must_use]
    pub fn without_names(mut self) -> Self {
        self.changes.retain(|change| ![&NAME_CHANGED, &ORDER_CHANGED].contains(&change.class));
        self
    }
}

/// Compares two revisions of one API's docs.
pub fn compare(old: &Revision, new: &Revision) -> Diff {
    let contradicted = (old.contradictions_by_page(), new.contradictions_by_page());
    let (old, new) = (&old.api, &new.api);
    let headers = (&HeadersByName::of(old), &HeadersByName::of(new));
    let named = (&Definitions::of(&old.schemas), &Definitions::of(&new.schemas));
    let servers = (old.server.as_ref(), new.server.as_ref());
    let pairs = source::pairs(old, new);
    let known: HashMap<usize, usize> = pairs.iter().map(|(from, to)| (*to, *from)).collect();
    let kept: HashSet<usize> = pairs.iter().map(|(from, _)| *from).collect();
    let newer = |(to, is): (usize, &Source)| {
        let mut log = ChangeLog::default();
        match known.get(&to).and_then(|from| old.sources.get(*from)) {
            None => is.operations.iter().for_each(|it| operation::added(&mut log, is, it)),
            Some(was) => {
                // what is the same has changed in nothing
                if was != is {
                    source::compare(&mut log, Sides { old: was, new: is, headers, named, servers });
                }
                contradictions::compare(&mut log, (was, &contradicted.0), (is, &contradicted.1));
            }
        }
        log
    };
    let newer: Vec<ChangeLog> = new.sources.par_iter().enumerate().map(newer).collect();
    let mut log = ChangeLog::default();
    newer.into_iter().for_each(|it| log.add(it));
    for (from, was) in old.sources.iter().enumerate() {
        if !kept.contains(&from) {
            let mut gone = ChangeLog::default();
            was.operations.iter().for_each(|it| operation::removed(&mut gone, was, it));
            log.add(gone);
        }
    }
    whole(&mut log, old, new, headers);
    schemas::compare(&mut log, old, new);
    Diff { changes: grouped(log.changes), between: Between::Revisions }
}

/// What is about one thing together, in the order in which the things are first spoken of.
fn grouped(changes: Vec<Change>) -> Vec<Change> {
    let mut first: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    let mut placed: Vec<(usize, Change)> = Vec::new();
    for change in changes {
        let next = first.len();
        let place = *first.entry((change.source.clone(), change.operation.clone())).or_insert(next);
        placed.push((place, change));
    }
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, change)| change).collect()
}

/// What all sources share: the server, and the headers that a client is given once.
fn whole(log: &mut ChangeLog, old: &Api, new: &Api, headers: (&HeadersByName<'_>, &HeadersByName<'_>)) {
    let (was, is) = (old.server.as_ref(), new.server.as_ref());
    if was.map(|server| &server.url) != is.map(|server| &server.url) {
        let place = |server: Option<&Server>| {
            server.and_then(|server| place(&server.evidence, Origin::Sample, &server.url))
        };
        let message = match (was, is) {
            (Some(_), Some(is)) => format!("the API is at {} now", is.url),
            (None, Some(is)) => format!("samples say where the API is: {}", is.url),
            _ => "no sample says where the API is any more".to_owned(),
        };
        log.begin(&source_of(old, new, is.or(was).map(|server| server.evidence.as_slice())), None);
        // a client asks its caller for an address that it does not know
        let class = match was.is_none() || is.is_none() {
            true => RatedClass { wire: Wire::Compatible, ..SERVER_CHANGED.asks(Bump::Major) },
            false => (&SERVER_CHANGED).into(),
        };
        log.report(class, "", place(was), place(is), message);
    }
    for is in &new.headers {
        log.begin(&source_of(old, new, Some(&is.evidence)), None);
        match headers.0.get(&is.name) {
            Some(was) => known_header(log, was, is),
            None if log.has(&is.name) => {}
            None => call::header_added(log, is, headers.0),
        }
    }
    for was in &old.headers {
        if headers.1.get(&was.name).is_none() && !log.has(&was.name) {
            log.begin(&source_of(old, new, Some(&was.evidence)), None);
            call::header_removed(log, was);
        }
    }
}

fn known_header(log: &mut ChangeLog, was: &Header, is: &Header) {
    let name = &is.name;
    let places = |text: &str| (header_place(was, text), header_place(is, text));
    if was.required != is.required {
        let (class, message) = match is.required {
            true => (&OPTIONAL_TO_REQUIRED, format!("every sample sends the header `{name}` now")),
            false => (&REQUIRED_TO_OPTIONAL, format!("some samples do without the header `{name}` now")),
        };
        let (old, new) = places(name);
        log.report(class, name, old, new, message);
    }
    if was.kind != is.kind {
        let (old, new) = places(name);
        log.report(&TYPE_CHANGED, name, old, new, format!("the header `{name}` is of another kind now"));
    }
    if was.ident != is.ident {
        let message =
            format!("the client asks for the header `{name}` as `{}` now; it was `{}`", is.ident, was.ident);
        let (old, new) = (header_place(was, &was.ident), header_place(is, &is.ident));
        log.report(&NAME_CHANGED, name, old, new, message);
    }
}

fn header_place(header: &Header, text: &str) -> Option<ChangePlace> {
    place(&header.evidence, Origin::Sample, text)
}

/// The module of the source whose page has the evidence; else the first source's.
fn source_of(old: &Api, new: &Api, evidence: Option<&[Evidence]>) -> String {
    let pages: HashSet<&str> = evidence.unwrap_or_default().iter().map(|it| &*it.page).collect();
    let sources = || new.sources.iter().chain(&old.sources);
    let has = |source: &&Source| pages.contains(&*source.page);
    sources().find(has).or_else(|| sources().next()).map(|source| source.module.clone()).unwrap_or_default()
}

/// Two revisions of one source, and the headers of its API in both.
#[derive(Clone, Copy)]
struct Sides<'a> {
    old: &'a Source,
    new: &'a Source,
    headers: (&'a HeadersByName<'a>, &'a HeadersByName<'a>),
    /// The objects that have names.
    named: (&'a Definitions<'a>, &'a Definitions<'a>),
    /// Where the API is.
    servers: (Option<&'a Server>, Option<&'a Server>),
}

/// What was reported so far, and what is spoken of.
#[derive(Default)]
struct ChangeLog {
    changes: Vec<Change>,
    /// The paths about which more than the docs changed.
    paths: HashSet<String>,
    source: String,
    operation: Option<String>,
    /// What within it: the name of an object, or the status of an error; empty for none of these.
    scope: String,
}

impl ChangeLog {
    /// Begins to speak of an operation, or of a whole source.
    fn begin(&mut self, module: &str, operation: Option<&Operation>) {
        self.source = module.to_owned();
        self.operation = operation.map(title);
        self.scope.clear();
    }

    /// Speaks, for as long as `speak` lasts, of something within it that has paths of its own.
    fn within(&mut self, scope: &str, speak: impl FnOnce(&mut Self)) {
        scope.clone_into(&mut self.scope);
        speak(self);
        self.scope.clear();
    }

    /// Adds what was reported beside it.
    fn add(&mut self, other: Self) {
        self.changes.extend(other.changes);
        self.paths.extend(other.paths);
    }

    /// Reports a change.
    fn report(
        &mut self,
        class: impl Into<RatedClass>,
        path: &str,
        old: Option<ChangePlace>,
        new: Option<ChangePlace>,
        message: impl AsRef<str>,
    ) {
        let RatedClass { class, wire, bump } = class.into();
        let path = match (self.scope.is_empty(), path.is_empty()) {
            (true, _) => path.to_owned(),
            (false, true) => self.scope.clone(),
            (false, false) => format!("{}.{path}", self.scope),
        };
        if bump != Bump::None && !path.is_empty() {
            self.paths.insert(path.clone());
        }
        let scope = if self.scope.is_empty() { String::new() } else { format!("{}: ", self.scope) };
        self.changes.push(Change {
            class,
            wire,
            bump,
            source: self.source.clone(),
            operation: self.operation.clone(),
            path: Some(path).filter(|path| !path.is_empty()),
            old,
            new,
            // what the docs say may have line ends
            message: scope + &message.as_ref().split_whitespace().collect::<Vec<_>>().join(" "),
        });
    }

    /// Whether anything but the docs changed about a path.
    fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }
}

/// `POST /connections`.
fn title(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// The first place of a kind, else the first of any, to stand for `text`.
fn place(evidence: &[Evidence], from: Origin, text: &str) -> Option<ChangePlace> {
    let found = evidence.iter().find(|it| it.from == from).or(evidence.first())?;
    Some(ChangePlace { page: found.page.to_string(), line: found.line, text: text.to_owned() })
}

#[cfg(test)]
mod tests;
