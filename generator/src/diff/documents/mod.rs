//! Docs and an OpenAPI document that describe one API: where they differ, and how much of each the other has.
//!
//! Each documented operation is paired with the one of the document that it is. Where one of the two is silent, it is taken
//! to agree; then the two are compared as two revisions are, and what comes of it is put into the words of this
//! comparison. What only one of them states is no contradiction.

mod agree;
mod elsewhere;
mod flat;
mod habits;
mod pairing;
mod path_parts;
mod rows;
mod sections;
mod words;

pub use flat::api as flattened;
pub use sections::{IsNamed, PageLines, TextWords};

use super::class::METHOD_CHANGED;
use super::headers::HeadersByName;
use super::{Between, Change, ChangeLog, ChangePlace, Diff, Origin, Sides, operation, place, title};
use crate::model::{Api, Definitions, Operation, Source};
use elsewhere::{FieldPlaces, is_elsewhere};
use habits::Habits;
use pairing::{DocumentPairing, Match};
use rows::DescribedRows;
use sections::{NamedInText, Sections};

/// How docs and a document differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// The differences: the docs are the older side.
    pub diff: Diff,
    /// How much of each side the other one has.
    pub coverage: Coverage,
}

/// How much of each side the other one has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Operations of the docs, and how many of them the document has.
    pub documented: (usize, usize),
    /// Operations of the document, and how many of them the docs have.
    pub specified: (usize, usize),
    /// What the document has and the docs have not, each with its line.
    pub undocumented: Vec<(String, Option<ChangePlace>)>,
    /// Documented operations that may be several of the document's, which are not compared.
    pub ambiguous: Vec<(String, Option<ChangePlace>)>,
}

impl Against {
    /// The same with the docs as the newer side.
    #[must_use]
    pub fn swapped(mut self) -> Self {
        for change in &mut self.diff.changes {
            std::mem::swap(&mut change.old, &mut change.new);
        }
        self
    }
}

/// A documented operation and the one of the document that it is, each by itself.
struct Pair<'a> {
    documented: &'a Operation,
    specified: &'a Operation,
    old: Operation,
    new: Operation,
}

/// Compares docs with a document. What the words of one side name is not missing there, though it be named in a way that is not
/// read.
pub fn against(docs: &Api, spec: &Api, words: TextWords<'_>) -> Against {
    let pairing = DocumentPairing::of(docs, spec);
    let mut coverage = Coverage::default();
    let mut found: Vec<(&Source, Result<Pair<'_>, Change>)> = Vec::new();
    for (source, matches) in docs.sources.iter().zip(&pairing.of_sources) {
        for (documented, matched) in source.operations.iter().zip(matches) {
            coverage.documented.0 += 1;
            coverage.documented.1 += usize::from(!matches!(matched, Match::None));
            match matched {
                Match::None => {
                    found.push((source, Err(words::missing(source, documented, at(documented)))));
                }
                Match::Several => coverage.ambiguous.push((title(documented), at(documented))),
                Match::One(index) => {
                    if let Some(specified) = pairing.operation(spec, *index) {
                        let (old, new) =
                            (flat::operation(docs, documented), flat::operation(spec, specified));
                        found.push((source, Ok(Pair { documented, specified, old, new })));
                    }
                }
            }
        }
    }
    let pairs = || found.iter().filter_map(|(_, pair)| pair.as_ref().ok()).map(|pair| (&pair.old, &pair.new));
    let habits = Habits::of(spec, pairs());
    let rows = DescribedRows::of(pairs());
    let sections = (Sections::of(docs, words.docs), Sections::of(spec, words.spec));
    let mut changes = Vec::new();
    for (source, pair) in found {
        match pair {
            Ok(pair) => {
                let (documented, specified) = (pair.documented, pair.specified);
                let words = NamedInText {
                    in_docs: &|name| !documented.elsewhere.is_empty() || sections.0.name(documented, name),
                    in_spec: &|name| sections.1.name(specified, name),
                };
                changes.extend(compare(source, pair, &habits, &words));
            }
            Err(missing) => changes.push(missing),
        }
    }
    rows.once(&mut changes);
    for (index, specified) in pairing.all(spec) {
        coverage.specified.0 += 1;
        match pairing.has(index) {
            true => coverage.specified.1 += 1,
            false => coverage.undocumented.push((title(specified), at(specified))),
        }
    }
    Against { diff: Diff { changes, between: Between::Documents }, coverage }
}

/// Compares one documented operation with the one of the document that it is.
fn compare(source: &Source, pair: Pair<'_>, habits: &Habits, words: &NamedInText<'_>) -> Vec<Change> {
    let Pair { documented, specified, mut old, mut new } = pair;
    let fields = (FieldPlaces::of(&old), FieldPlaces::of(&new));
    let places = (at(documented), at(specified));
    let mut log = ChangeLog::default();
    log.begin(&source.module, Some(documented));
    if !pairing::is_method(&old.method, &new) {
        let message = format!("documented as {}, {} in the spec", documented.method, specified.method);
        log.report(&METHOD_CHANGED, "", places.0.clone(), places.1.clone(), message);
    }
    agree::agree(&mut old, &mut new, habits);
    let of = |operation: Operation| Source {
        module: source.module.clone(),
        page: source.page.clone(),
        operations: vec![operation],
        ..Source::default()
    };
    let (old, new) = (of(old), of(new));
    let none = HeadersByName::of_none();
    let empty = Definitions::default();
    let sides = Sides {
        old: &old,
        new: &new,
        headers: (&none, &none),
        named: (&empty, &empty),
        servers: (None, None),
    };
    operation::all(&mut log, sides);
    let mut changes: Vec<Change> = Vec::new();
    for change in log.changes {
        let change = Change { operation: Some(title(documented)), ..change };
        if is_elsewhere(&change, &fields, words) {
            continue;
        }
        let Some(worded) = words::worded(change, &places) else { continue };
        let is_known = changes.iter().any(|it| it.path == worded.path && it.message == worded.message);
        if !is_known {
            changes.push(worded);
        }
    }
    changes
}

fn at(operation: &Operation) -> Option<ChangePlace> {
    place(&operation.evidence, Origin::ApiFormat, &title(operation))
}
