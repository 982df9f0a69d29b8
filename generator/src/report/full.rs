//! Findings drawn into the page, as rustc draws.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use rayon::prelude::*;

use super::Report;
use super::text::visible;
use crate::finding::{Finding, Place, Severity};
use crate::source::{File, Span};

/// Each finding with an excerpt of the page.
pub(super) fn print(report: &Report<'_>) -> String {
    let renderer = if report.color { Renderer::styled() } else { Renderer::plain() };
    let drawn = |finding: &&Finding| format!("{}\n\n", renderer.render(&[group(finding, report)]));
    report.findings.par_iter().map(drawn).collect()
}

/// One finding, with its excerpt, without colours.
pub(super) fn excerpt_of(finding: &Finding, report: &Report<'_>) -> String {
    Renderer::plain().render(&[group(finding, report)]).to_string()
}

/// A place to draw, its label, and whether it is the first.
type Mark<'a> = (&'a Place, &'a str, AnnotationKind);

fn group<'a>(finding: &'a Finding, report: &Report<'a>) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut group = Group::with_title(level.primary_title(visible(&finding.message)).id(finding.rule.name));
    let related = finding.related.iter();
    let places = std::iter::once((&finding.place, "", AnnotationKind::Primary))
        .chain(related.map(|it| (&it.place, &*it.label, AnnotationKind::Context)));
    let mut drawn: Vec<(&File, Vec<Mark<'_>>)> = Vec::new();
    for (place, label, kind) in places {
        match report.files.get(&place.page) {
            None => group = group.element(Origin::path(visible(&place.page))),
            Some(file) => match drawn.last_mut() {
                Some((known, marks)) if known.name == file.name && is_near(file, marks, place) => {
                    marks.push((place, label, kind));
                }
                _ => drawn.push((file, vec![(place, label, kind)])),
            },
        }
    }
    for (file, places) in drawn {
        group = match lines(file, &places) {
            lines if lines.len() <= LONG => group.element(excerpt(file, &places, lines)),
            _ => places.iter().fold(group, |group, mark| named(group, file, mark)),
        };
    }
    group.element(Level::HELP.message(visible(&finding.help)))
}

/// More bytes than this nobody looks at, and a page may have many findings: places that are farther apart are drawn one by
/// one, and a line that is longer is only named.
const LONG: usize = 16_384;

/// Whether the lines between marks of a file and one more place of it are few.
fn is_near(file: &File, marks: &[Mark<'_>], place: &Place) -> bool {
    let mut all = marks.to_vec();
    all.push((place, "", AnnotationKind::Context));
    lines(file, &all).len() <= LONG
}

/// The lines between the first place and the last.
fn lines(file: &File, places: &[Mark<'_>]) -> Span {
    let spans = || places.iter().map(|(place, ..)| within(place, file));
    let first = spans().map(|span| span.start).min().unwrap_or_default();
    let last = spans().map(|span| span.end).max().unwrap_or_default();
    file.lines_of(&(first..last))
}

fn excerpt<'a>(file: &File, places: &[Mark<'_>], lines: Span) -> Snippet<'a, Annotation<'a>> {
    // what is spelled out is longer than what is there
    let shown = |at: usize| visible(file.slice(&(lines.start..at))).len();
    let annotations = places.iter().map(|(place, label, kind)| {
        let span = within(place, file);
        kind.span(shown(span.start)..shown(span.end)).label(visible(label))
    });
    let snippet = Snippet::source(visible(file.slice(&lines)))
        .line_start(file.line(lines.start))
        .path(visible(&file.name));
    snippet.annotations(annotations)
}

/// A place without an excerpt.
fn named<'a>(group: Group<'a>, file: &File, (place, label, _): &Mark<'_>) -> Group<'a> {
    let at = file.position(within(place, file).start);
    let name = visible(&file.name);
    match label.is_empty() {
        true => group.element(Origin::path(name).line(at.line).char_column(at.column)),
        false => group.element(Level::NOTE.message(format!("{}: {name}:{at}", visible(label)))),
    }
}

/// A place as a span that its file has.
fn within(place: &Place, file: &File) -> std::ops::Range<usize> {
    let boundary = |mut at: usize| {
        at = at.min(file.text.len());
        while !file.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(place.span.start);
    // an excerpt of more than its first line hides what it is about
    let end = file.line_around(start).end;
    let end = if file.text.get(start..end).is_some_and(|line| line.ends_with('\r')) { end - 1 } else { end };
    start..boundary(place.span.end.min(end)).max(start)
}
