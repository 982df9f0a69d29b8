//! Which lines of a page are about an operation: from where it is named to where the next one is.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{Api, Operation};

/// Lines of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLines<'a> {
    /// The page, as evidence calls it.
    pub page: &'a str,
    /// From 1, without the one that it ends before.
    pub lines: Range<usize>,
}

/// Tells whether the lines of a section have a name, be it in a way that is not read.
pub type IsNamed<'a> = &'a dyn Fn(&PageLines<'_>, &str) -> bool;

/// What the texts of both sides name.
#[derive(Clone, Copy)]
pub struct TextWords<'a> {
    /// A page of the docs.
    pub docs: IsNamed<'a>,
    /// The document.
    pub spec: IsNamed<'a>,
}

impl TextWords<'_> {
    /// Texts that name nothing.
    pub const NONE: Self = Self { docs: &|_, _| false, spec: &|_, _| false };
}

/// Whether what is written of an operation names something: in the docs, and in the document.
pub(super) struct NamedInText<'a> {
    pub in_docs: &'a dyn Fn(&str) -> bool,
    pub in_spec: &'a dyn Fn(&str) -> bool,
}

/// Operations of one line from which on it is about none of them.
const MANY: usize = 7;

/// The lines in which operations are named, by page, and how many operations they name.
pub(super) struct Sections<'a> {
    starts: BTreeMap<&'a str, BTreeMap<usize, usize>>,
    is_named: IsNamed<'a>,
}

impl<'a> Sections<'a> {
    pub fn of(api: &'a Api, is_named: IsNamed<'a>) -> Self {
        let mut starts: BTreeMap<&str, BTreeMap<usize, usize>> = BTreeMap::new();
        let operations = api.sources.iter().flat_map(|source| &source.operations);
        for place in operations.flat_map(|operation| &operation.evidence) {
            *starts.entry(&place.page).or_default().entry(place.line).or_default() += 1;
        }
        Self { starts, is_named }
    }

    /// Whether what is written of an operation names something.
    pub fn name(&self, operation: &Operation, name: &str) -> bool {
        let is_own = |page: &str, line: usize| {
            operation.evidence.iter().any(|it| *it.page == *page && it.line == line)
        };
        operation.evidence.iter().any(|place| {
            let page = &*place.page;
            let Some(starts) = self.starts.get(page) else { return false };
            let mut later = starts.range(place.line + 1..).map(|(line, _)| *line);
            let end = later.find(|line| !is_own(page, *line)).unwrap_or(usize::MAX);
            let is_about_it = starts.get(&place.line).is_some_and(|count| *count < MANY);
            is_about_it && (self.is_named)(&PageLines { page, lines: place.line..end }, name)
        })
    }
}
