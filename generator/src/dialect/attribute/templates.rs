//! The templates that a page names: what calls one of them with values is looked up by its shape, the path with `{}` for each segment
//! that has a parameter.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::dialect::facts::route::{below_server, split_url};
use crate::dialect::facts::shapes::LineShape;
use crate::dialect::outline::{OutlineEntry, Shows};
use crate::model::{PathPiece, PathTemplate, Segment};

/// The first and the last word of a path.
pub(super) type EndWords = (String, String);

/// Something of each template, by method and shape.
#[derive(Default)]
pub(super) struct TemplateShapes {
    by_shape: HashMap<(String, String), Vec<usize>>,
    /// What shapes begin with, up to a slash.
    beginnings: HashSet<String>,
}

impl TemplateShapes {
    pub fn add(&mut self, method: &str, template: &PathTemplate, value: usize) {
        let mut shape = String::new();
        for segment in without_last_slash(template) {
            shape.extend(["/", literal(segment).unwrap_or("{}")]);
            self.beginnings.insert(shape.clone());
        }
        self.by_shape.entry((method.to_owned(), shape)).or_default().push(value);
    }

    /// What was added of the templates that segments may be of.
    fn of_segments(&self, method: &str, segments: &[Segment]) -> Vec<usize> {
        let mut shapes = vec![String::new()];
        for segment in segments {
            let parts = literal(segment).into_iter().chain(["{}"]);
            let longer = parts.flat_map(|part| shapes.iter().map(move |shape| format!("{shape}/{part}")));
            shapes = longer.filter(|shape| self.beginnings.contains(shape)).collect();
        }
        let of_shape = |shape| self.by_shape.get(&(method.to_owned(), shape));
        shapes.into_iter().filter_map(of_shape).flatten().copied().collect()
    }

    /// The same of those that a path may end with.
    pub fn at_end(&self, method: &str, path: &PathTemplate) -> Vec<usize> {
        const MOST: usize = 16;
        let segments = without_last_slash(path);
        let starts = segments.len().saturating_sub(MOST)..segments.len();
        let ends = starts.filter_map(|start| segments.get(start..));
        ends.flat_map(|end| self.of_segments(method, end)).collect()
    }
}

/// The templates that a page names anywhere, but for what only a program calls.
#[derive(Default)]
pub(super) struct Templates {
    all: Vec<PathTemplate>,
    shapes: TemplateShapes,
    /// Those that are of any length, with their methods.
    of_any_length: Vec<(String, PathTemplate)>,
    known: HashSet<(String, String)>,
}

impl Templates {
    pub fn of(entries: &[OutlineEntry<'_>]) -> Self {
        let mut templates = Self::default();
        for entry in entries {
            match &entry.shows {
                Shows::Lines { lines, shape, .. } if *shape != LineShape::Program => {
                    lines.iter().for_each(|line| templates.add(&line.method, &line.path, false));
                }
                Shows::Requests { requests, written_out: true, .. } => {
                    let called = requests.iter().map(|it| (&it.method.value, split_url(&it.url.value).0));
                    called.for_each(|(method, path)| templates.add(method, path, true));
                }
                _ => {}
            }
        }
        templates
    }

    /// Adds the paths that a path is; what a request `is_called` by only where it has parameters.
    fn add(&mut self, method: &str, path: &str, is_called: bool) {
        for path in PathTemplate::alternatives(below_server(path)) {
            let template = PathTemplate::parse(&path);
            let is_one = !is_called || has_parameters(&template);
            if !is_one || !self.known.insert((method.to_owned(), template.nameless())) {
                continue;
            }
            if is_of_any_length(&template) {
                self.of_any_length.push((method.to_owned(), template));
            } else {
                self.shapes.add(method, &template, self.all.len());
                self.all.push(template);
            }
        }
    }

    /// Whether one of them is what a path ends with.
    pub fn name(&self, method: &str, path: &str) -> bool {
        let found = self.shapes.at_end(method, &PathTemplate::parse(below_server(path)));
        let of_method = self.of_any_length.iter().filter(|(of, _)| of == method).map(|(_, it)| it);
        let mut all = found.into_iter().filter_map(|at| self.all.get(at)).chain(of_method);
        all.any(|template| template.values_at_end(path).is_some())
    }

    /// Whether a path has no parameters and is what one of them is with values.
    pub fn have_call(&self, method: &str, path: &str) -> bool {
        let called = PathTemplate::parse(below_server(path));
        let found = self.shapes.of_segments(method, without_last_slash(&called));
        let mut templates = found.into_iter().filter_map(|at| self.all.get(at));
        let is_of = |it: &PathTemplate| has_parameters(it) && it.values_at_end(path).is_some();
        !has_parameters(&called) && templates.any(is_of)
    }
}

fn has_parameters(template: &PathTemplate) -> bool {
    template.parameters().next().is_some()
}

/// The text of a segment that has no parameter.
fn literal(segment: &Segment) -> Option<&str> {
    match segment.as_slice() {
        [PathPiece::Literal(text)] => Some(text),
        [] => Some(""),
        _ => None,
    }
}

fn without_last_slash(template: &PathTemplate) -> &[Segment] {
    let segments = template.segments();
    let end = segments.iter().rposition(|segment| !segment.is_empty()).map_or(0, |last| last + 1);
    segments.get(..end).unwrap_or_default()
}

/// Whether a part of a template may be of several segments: no shape is that of what calls it.
pub(super) fn is_of_any_length(template: &PathTemplate) -> bool {
    template.segments().iter().flatten().any(|piece| matches!(piece, PathPiece::Rest(_)))
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
