//! Which section is an operation's own: the one around its line whose heading is no mere label. What is in it, or in the
//! labelled sections beside it, is the operation's.

use std::collections::{HashMap, HashSet};

use crate::dialect::facts::{OperationFact, Section, sections_around};
use crate::dialect::recognise::label::Label;
use crate::source::Span;

/// The operations by their own sections.
pub(in crate::dialect) struct Homes<'a> {
    sections: &'a [Section],
    labels: &'a [Label],
    /// Of each section, or of the page: its operations, by where they are named.
    own: HashMap<Option<usize>, Vec<(usize, usize)>>,
    /// Of each section: how many operations the rows of a table or the items of a list name.
    listed: HashMap<Option<usize>, usize>,
    /// Sections that are called like a label and are an operation's own.
    titles: HashSet<usize>,
    /// Of each section: the nearest one before it of the same level and parent that is no label.
    beside: Vec<Option<usize>>,
}

impl<'a> Homes<'a> {
    /// Homes of a page without operations yet.
    pub fn new(sections: &'a [Section], labels: &'a [Label]) -> Self {
        let mut last: HashMap<(Option<usize>, u8), usize> = HashMap::new();
        let mut beside = Vec::with_capacity(sections.len());
        let of_page = errors_of_page(sections, labels);
        for (at, section) in sections.iter().enumerate() {
            let key = (section.parent, section.level);
            beside.push(last.get(&key).copied().filter(|_| !of_page.contains(&at)));
            if !labels.get(at).is_some_and(Label::is_role) {
                last.insert(key, at);
            }
        }
        Self { sections, labels, own: HashMap::new(), listed: HashMap::new(), titles: HashSet::new(), beside }
    }

    /// Where the heading of a section is.
    pub fn heading(&self, section: usize) -> Option<&Span> {
        self.sections.get(section).map(|section| &section.span)
    }

    fn is_label(&self, section: usize) -> bool {
        self.labels.get(section).is_some_and(Label::is_role) && !self.titles.contains(&section)
    }

    /// The operations that a section is a label of, where these have one of their own beside it; none where it may be a label of
    /// their line or of their samples.
    pub fn beside(&self, section: usize) -> &[(usize, usize)] {
        let of_line = |label: &Label| label.lines || label.examples;
        if !self.is_label(section) || self.labels.get(section).is_some_and(of_line) {
            return &[];
        }
        let beside = self.beside.get(section).copied().flatten();
        beside.and_then(|at| self.own.get(&Some(at))).map_or(&[], Vec::as_slice)
    }

    /// Whether a section that is a label is below another, or goes on beside one that is.
    pub fn is_label_below(&self, section: Option<usize>, other: Option<usize>) -> bool {
        let Some(at) = section.filter(|at| self.is_label(*at)) else { return false };
        let parent = |at: usize| self.sections.get(at).and_then(|section| section.parent);
        let beside = other.filter(|other| self.is_label(*other)).and_then(parent);
        parent(at)
            .is_some_and(|parent| other == Some(parent) || beside == Some(parent) && self.is_label(parent))
    }

    /// Takes a section that is called like a label for one of an operation's own: labels that follow are of it.
    pub fn take_for_title(&mut self, section: usize) {
        self.titles.insert(section);
        let before = self.beside.get(section).copied().flatten();
        let key = |at: usize| self.sections.get(at).map(|it| (it.parent, it.level));
        for at in section + 1..self.beside.len() {
            if key(at) == key(section)
                && let Some(beside) = self.beside.get_mut(at).filter(|beside| **beside == before)
            {
                *beside = Some(section);
            }
        }
    }

    /// The section that is an operation's own which is named in `section`.
    pub fn of(&self, section: Option<usize>) -> Option<usize> {
        let mut at = section;
        while let Some(label) = at.filter(|at| self.is_label(*at)) {
            at = self.sections.get(label).and_then(|section| section.parent);
        }
        at
    }

    /// The sections around one that may be operations' own, from the inside.
    pub fn above(&self, home: Option<usize>) -> impl Iterator<Item = Option<usize>> {
        let parent = |at: &Option<usize>| {
            let section = self.sections.get((*at)?)?;
            Some(self.of(section.parent))
        };
        std::iter::successors(parent(&home), move |at| parent(at))
    }

    /// Adds an operation, which is named at an offset.
    pub fn add(&mut self, home: Option<usize>, start: usize, operation: usize, is_listed: bool) {
        *self.listed.entry(home).or_default() += usize::from(is_listed);
        let own = self.own.entry(home).or_default();
        let at = own.partition_point(|(before, _)| *before <= start);
        own.insert(at, (start, operation));
    }

    /// The operations, by where they are named, of the smallest section that holds a place in `section`.
    pub fn around(&self, section: Option<usize>) -> &[(usize, usize)] {
        // many operations of one table or list are an overview: a section below it is of none of them
        const MANY: usize = 3;
        let mut at = section;
        let mut is_below = false;
        loop {
            // what a program is given is of none
            if self.of_program(at) && !self.own.contains_key(&at) {
                return &[];
            }
            // what objects of the page have is of no operation
            let is_of_objects = at.and_then(|at| self.labels.get(at)).is_some_and(|label| label.of_objects);
            if is_below && is_of_objects && !self.own.contains_key(&at) {
                return &[];
            }
            let beside = || {
                let is_of_object = |label: &Label| label.objects && label.subject.is_some();
                let label = at.filter(|at| self.is_label(*at))?;
                if self.labels.get(label).is_some_and(is_of_object) {
                    return None;
                }
                self.own.get(&Some(*self.beside.get(label)?.as_ref()?))
            };
            if let Some(own) = self.own.get(&at).or_else(beside) {
                let is_overview = self.listed.get(&at).is_some_and(|listed| *listed >= MANY);
                return if is_below && is_overview { &[] } else { own };
            }
            is_below |= at.is_some_and(|at| !self.is_label(at));
            match at {
                Some(section) => at = self.sections.get(section).and_then(|section| section.parent),
                None => return self.of_page(section),
            }
        }
    }

    /// The operations of the only section that has any, for a place below a label that is beside what this section is in: a page
    /// that documents one operation is all of that.
    fn of_page(&self, section: Option<usize>) -> &[(usize, usize)] {
        let mut homes = self.own.iter();
        let (Some((home, own)), None) = (homes.next(), homes.next()) else { return &[] };
        // what is in a list or a table is documented elsewhere
        if self.listed.get(home).is_some_and(|listed| *listed > 0) {
            return &[];
        }
        let above = |at: Option<usize>| sections_around(self.sections, at);
        let around: Vec<usize> = above(*home).collect();
        let outer = above(section).take_while(|at| !around.contains(at)).last();
        let says_whose =
            |label: &Label| label.is_answered().is_some() || label.place.is_some() || label.fields;
        let is_its = |label: &Label| says_whose(label) && (label.fields || !label.objects);
        let is_label = outer.and_then(|at| self.labels.get(at)).is_some_and(is_its);
        if is_label { own } else { &[] }
    }

    fn of_program(&self, section: Option<usize>) -> bool {
        section.and_then(|at| self.labels.get(at)).is_some_and(|label| label.of_program)
    }

    /// Whether a section is, or is below, one of what a program is given.
    pub fn is_of_program(&self, section: Option<usize>) -> bool {
        let mut above = sections_around(self.sections, section);
        above.any(|at| self.of_program(Some(at)))
    }

    /// Whether a section is, or is below, one of examples.
    pub fn is_of_examples(&self, section: Option<usize>) -> bool {
        let mut above = sections_around(self.sections, section);
        above.any(|at| self.labels.get(at).is_some_and(|label| label.examples && !label.lines))
    }

    /// Whether a section is, or is below, one of several objects.
    pub fn is_of_objects(&self, section: Option<usize>) -> bool {
        let mut above = sections_around(self.sections, section);
        above.any(|at| self.labels.get(at).is_some_and(|label| label.of_objects))
    }

    /// The operation of that section which is named last before an offset, else its first.
    pub fn nearest(&self, section: Option<usize>, offset: usize) -> Option<usize> {
        let own = self.around(section);
        let before = own.partition_point(|(start, _)| *start <= offset);
        own.get(before.saturating_sub(1)).map(|(_, operation)| *operation)
    }
}

/// The sections about errors beside several others, none of which but the last has one: they are about the errors of all.
fn errors_of_page(sections: &[Section], labels: &[Label]) -> HashSet<usize> {
    // by parent and level: how many sections are no label, and which are about errors
    let mut beside: HashMap<(Option<usize>, u8), (usize, Vec<usize>)> = HashMap::new();
    for (at, (section, label)) in sections.iter().zip(labels).enumerate() {
        let (others, of_errors) = beside.entry((section.parent, section.level)).or_default();
        *others += usize::from(!label.is_role() && of_errors.is_empty());
        if label.errors && label.status.is_none() {
            of_errors.push(at);
        }
    }
    let is_of_all =
        |(others, of_errors): (usize, Vec<usize>)| (others > 1 && of_errors.len() == 1).then_some(of_errors);
    beside.into_values().filter_map(is_of_all).flatten().collect()
}

/// Which lines of one page are operations of one fence or one table.
#[derive(Debug, Default)]
pub(in crate::dialect) struct Groups(pub Vec<usize>);

impl Groups {
    /// All operations that were named together with one.
    pub fn with(&self, operation: usize) -> Vec<usize> {
        let group = self.0.get(operation);
        let first =
            self.0.iter().take(operation).rposition(|other| Some(other) != group).map_or(0, |at| at + 1);
        let same = self.0.iter().enumerate().skip(first).take_while(|(_, other)| Some(*other) == group);
        same.map(|(at, _)| at).collect()
    }
}

/// Puts operations in page order.
pub(in crate::dialect) fn in_order(operations: &mut [OperationFact]) {
    operations.sort_by_key(|operation| operation.span.start);
}
