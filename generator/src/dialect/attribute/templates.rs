//! The templates that a page names anywhere: what calls one of them with values, among examples, is a sample of it.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::dialect::facts::route::{below_server, split_url};
use crate::dialect::outline::{OutlineEntry, Shows};
use crate::model::PathTemplate;

/// The first and the last word of a path.
pub(super) type EndWords = (String, String);

/// Templates with parameters.
#[derive(Default)]
pub(super) struct Templates {
    /// With their methods, by the first and the last word of their paths.
    by_ends: HashMap<EndWords, Vec<(String, PathTemplate)>>,
    /// Methods and paths without names of parameters, of those that are there.
    known: HashSet<(String, String)>,
}

impl Templates {
    pub fn of(entries: &[OutlineEntry<'_>]) -> Self {
        let mut templates = Self::default();
        for entry in entries {
            match &entry.shows {
                Shows::Lines { lines, .. } => {
                    lines.iter().for_each(|line| templates.add(&line.method, &line.path));
                }
                Shows::Requests { requests, written_out: true, .. } => {
                    requests
                        .iter()
                        .for_each(|it| templates.add(&it.method.value, split_url(&it.url.value).0));
                }
                _ => {}
            }
        }
        templates
    }

    fn add(&mut self, method: &str, path: &str) {
        let template = PathTemplate::parse(below_server(path));
        let Some(ends) = ends(&template).filter(|_| template.parameters().next().is_some()) else { return };
        if self.known.insert((method.to_owned(), template.nameless())) {
            self.by_ends.entry(ends).or_default().push((method.to_owned(), template));
        }
    }

    /// Whether a path has no parameters and is what one of these is with values.
    pub fn has_call(&self, method: &str, path: &str) -> bool {
        let called = PathTemplate::parse(below_server(path));
        let is_of = |(of, template): &(String, PathTemplate)| {
            of == method
                && template.segments().len() == called.segments().len()
                && template.values_at_end(path).is_some()
        };
        called.parameters().next().is_none()
            && pairs(&called).iter().filter_map(|pair| self.by_ends.get(pair)).flatten().any(is_of)
    }
}

/// The words that a template is looked for by.
pub(super) fn ends(template: &PathTemplate) -> Option<EndWords> {
    Some((template.literals().next()?.to_owned(), template.resource()?.to_owned()))
}

/// The words by which templates are looked for that a path may be one of: pairs of those from its end.
pub(super) fn pairs(path: &PathTemplate) -> BTreeSet<EndWords> {
    const MOST: usize = 16;
    let words: Vec<&str> = path.literals().collect();
    let words = words.get(words.len().saturating_sub(MOST)..).unwrap_or_default();
    let pairs = words.iter().enumerate();
    pairs
        .flat_map(|(at, first)| words.iter().skip(at).map(|last| ((*first).to_owned(), (*last).to_owned())))
        .collect()
}
