//! Findings drawn into the page, as rustc draws.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Report;
use super::text::visible;
use crate::finding::{Finding, Place, Severity};
use crate::source::{File, Span};

/// Each finding with an excerpt of the page.
pub(super) fn print(report: &Report<'_>) -> String {
    let renderer = if report.color { Renderer::styled() } else { Renderer::plain() };
    let drawn = |finding| format!("{}\n\n", renderer.render(&[group(finding, report)]));
    report.findings.iter().map(drawn).collect()
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
            Some(file) => match drawn.iter_mut().find(|(known, _)| known.name == file.name) {
                Some((_, places)) => places.push((place, label, kind)),
                None => drawn.push((file, vec![(place, label, kind)])),
            },
        }
    }
    for (file, places) in drawn {
        let spans: Vec<Span> = places.iter().map(|(place, ..)| within(place, file)).collect();
        // the lines between the first place and the last: a page may be long, and its findings many
        let first = spans.iter().map(|span| span.start).min().unwrap_or_default();
        let last = spans.iter().map(|span| span.end).max().unwrap_or_default();
        let lines = file.lines_of(&(first..last));
        // what is spelled out is longer than what stands there
        let shown = |at: usize| visible(file.slice(&(lines.start..at))).len();
        let annotations = places.iter().zip(&spans).map(|((_, label, kind), span)| {
            kind.span(shown(span.start)..shown(span.end)).label(visible(label))
        });
        let snippet = Snippet::source(visible(file.slice(&lines)))
            .line_start(file.line(lines.start))
            .path(visible(&file.name));
        group = group.element(snippet.annotations(annotations));
    }
    group.element(Level::HELP.message(visible(&finding.help)))
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
    let line = file.text.get(start..).unwrap_or_default().lines().next().unwrap_or_default().len();
    start..boundary(place.span.end.min(start + line)).max(start)
}
