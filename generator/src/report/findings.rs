//! Findings as text: drawn into the page as rustc draws, one line each, or JSON.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use super::Files;
use crate::finding::{Finding, Place, Severity};
use crate::source::{File, Position};

/// Findings with an excerpt of the page for each.
pub fn full(findings: &[Finding], files: &Files<'_>, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for finding in findings {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let title = level.primary_title(finding.message.as_str()).id(finding.rule.name);
        let places = std::iter::once((&finding.place, "", AnnotationKind::Primary)).chain(
            finding.related.iter().map(|(place, label)| (place, label.as_str(), AnnotationKind::Context)),
        );
        let mut group = Group::with_title(title);
        let mut drawn: Vec<(&File, Vec<Mark<'_>>)> = Vec::new();
        for (place, label, kind) in places {
            match files.get(&place.page) {
                None => group = group.element(Origin::path(place.page.as_str())),
                Some(file) => match drawn.iter_mut().find(|(known, _)| known.name == file.name) {
                    Some((_, places)) => places.push((place, label, kind)),
                    None => drawn.push((file, vec![(place, label, kind)])),
                },
            }
        }
        for (file, places) in drawn {
            let annotations = places
                .into_iter()
                .map(|(place, label, kind)| kind.span(within(place, file)).label(label.to_owned()));
            let snippet = Snippet::source(file.text.as_str()).path(file.name.as_str());
            group = group.element(snippet.annotations(annotations));
        }
        let help = Level::HELP.message(finding.help.as_str());
        text.push_str(&renderer.render(&[group.element(help)]));
        text.push_str("\n\n");
    }
    text
}

/// A place to draw, its label, and whether it is the first.
type Mark<'a> = (&'a Place, &'a str, AnnotationKind);

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

/// One line a finding: `page:line:column: severity[name] message`.
pub fn concise(findings: &[Finding], files: &Files<'_>) -> String {
    let line = |finding: &Finding| {
        let at = position(&finding.place, files);
        let severity = severity(finding.severity);
        let rule = finding.rule.name;
        format!("{}:{at}: {severity}[{rule}] {}\n", finding.place.page, finding.message)
    };
    findings.iter().map(line).collect()
}

/// How many there are of each severity: `2 errors, 1 warning`.
pub fn counts(findings: &[Finding]) -> String {
    let count = |wanted: Severity| findings.iter().filter(|finding| finding.severity == wanted).count();
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .map(|wanted| (count(wanted), severity(wanted)))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| match (count, name) {
            (1, name) => format!("1 {name}"),
            (count, "info") => format!("{count} infos"),
            (count, name) => format!("{count} {name}s"),
        })
        .collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}

/// Findings as the `findings` of the interface's JSON.
pub fn to_json(findings: &[Finding], files: &Files<'_>) -> Vec<Value> {
    findings.iter().map(|finding| one_to_json(finding, files)).collect()
}

fn one_to_json(finding: &Finding, files: &Files<'_>) -> Value {
    let at = position(&finding.place, files);
    let file = files.get(&finding.place.page);
    let fix = finding.fix.as_ref().map(|fix| {
        let edits: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| {
                let of = |offset| file.map_or(Position { line: 1, column: 1 }, |file| file.position(offset));
                let (start, end) = (of(edit.span.start), of(edit.span.end));
                json!({
                    "start": { "line": start.line, "column": start.column },
                    "end": { "line": end.line, "column": end.column },
                    "text": edit.text,
                })
            })
            .collect();
        json!({ "applicability": if fix.safe { "safe" } else { "unsafe" }, "edits": edits })
    });
    json!({
        "code": finding.rule.code,
        "name": finding.rule.name,
        "severity": severity(finding.severity),
        "page": finding.place.page,
        "line": at.line,
        "column": at.column,
        "message": finding.message,
        "help": finding.help,
        "fix": fix,
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn position(place: &Place, files: &Files<'_>) -> Position {
    files.get(&place.page).map_or(Position { line: 1, column: 1 }, |file| file.position(place.span.start))
}
