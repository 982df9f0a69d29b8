//! All that is known of an API's docs as one page of HTML: what is wrong, the evidence of each operation, what the docs leave
//! unsaid, and what changed. It needs nothing from elsewhere, and runs no script.

use std::collections::BTreeMap;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::text::one_line;
use super::{Report, counts, full};
use crate::diff::{Change, Diff};
use crate::finding::Finding;
use crate::model::{Api, Operation, Origin, Source, Why};

/// What a page shows beside findings.
#[derive(Debug, Clone, Copy)]
pub struct PageContext<'a> {
    /// The API.
    pub api: &'a Api,
    /// What changed since the client was last written.
    pub changes: &'a Diff,
    /// The OpenAPI document that is written of the docs, from the folder that the program runs in; a reference for readers is
    /// made of it.
    pub openapi: Option<&'a str>,
}

/// The page; without `about` it has the findings only.
pub fn page(report: &Report<'_>, about: Option<PageContext<'_>>) -> String {
    let title = about.map_or_else(|| "API docs".to_owned(), |about| about.api.name.clone());
    let title = format!("{title}: documentation report");
    let body = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                // nothing of a page may load or run anything
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (one_line(&title)) }
                style { (PreEscaped(include_str!("html.css"))) }
            }
            body {
                header {
                    h1 { (one_line(&title)) }
                    p { (counts(report.findings.iter().copied())) }
                    @if about.is_some() {
                        nav { a href="#findings" { "Findings" } a href="#operations" { "Operations" } a href="#changes" { "Changes" } }
                    }
                }
                main {
                    @if let Some(about) = about { (figures(about.api)) (reference(about.openapi)) }
                    (findings(report))
                    @if let Some(about) = about { (operations(about.api)) (changes(about.changes)) }
                }
            }
        }
    };
    body.into_string() + "\n"
}

fn reference(openapi: Option<&str>) -> Markup {
    html! {
        @if let Some(file) = openapi {
            p { "The OpenAPI document is " a href=(one_line(file)) { code { (one_line(file)) } } "; a reference viewer for it shows every operation in full." }
        }
    }
}

/// How much of the API the docs show.
fn figures(api: &Api) -> Markup {
    let all = || api.sources.iter().flat_map(|source| &source.operations);
    let operations = all().count();
    let of = |count: usize| format!("{count} of {operations}");
    let is_sampled = |operation: &&Operation| {
        operation.evidence.iter().any(|it| it.from == Origin::Sample) || !operation.examples.is_empty()
    };
    let parameters = all().flat_map(|operation| &operation.parameters);
    html! {
        dl.figures {
            (figure("Sources", &api.sources.len().to_string()))
            (figure("Operations", &operations.to_string()))
            (figure("With an example", &of(all().filter(is_sampled).count())))
            (figure("With a response", &of(all().filter(|operation| operation.successes().next().is_some()).count())))
            (figure("With errors", &of(all().filter(|operation| operation.errors().next().is_some()).count())))
            (figure("Parameters", &parameters.count().to_string()))
            (figure("Named objects", &api.schemas.len().to_string()))
        }
    }
}

/// Words with their code spans as code.
fn words(text: &str) -> Markup {
    let text = one_line(text);
    let parts: Vec<&str> = text.split('`').collect();
    // without a partner a mark is a character
    let is_paired = parts.len() % 2 == 1;
    html! {
        @if is_paired {
            @for (at, part) in parts.iter().enumerate() {
                @if at % 2 == 1 { code { (part) } } @else { (part) }
            }
        } @else { (text) }
    }
}

fn figure(name: &str, value: &str) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

fn findings(report: &Report<'_>) -> Markup {
    let mut pages: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
    for finding in report.findings {
        pages.entry(report.files.path(&finding.place.page)).or_default().push(finding);
    }
    html! {
        section id="findings" {
            h2 { "Findings" }
            @if pages.is_empty() { p { "None." } }
            @for (page, found) in &pages {
                h3 { (one_line(page)) " " span.quiet { (counts(found.iter().copied())) } }
                @for finding in found { (self::finding(finding, report)) }
            }
        }
    }
}

fn finding(finding: &Finding, report: &Report<'_>) -> Markup {
    let severity = finding.severity.name();
    html! {
        details {
            summary {
                span class=(format!("badge {severity}")) { (severity) } " "
                code { (finding.rule.name) } " line " (report.files.position(&finding.place).line) ": " (words(&finding.message))
            }
            pre { (full::excerpt_of(finding, report)) }
            p.quiet { (finding.rule.code) ": " (finding.rule.summary) }
        }
    }
}

fn operations(api: &Api) -> Markup {
    html! {
        section id="operations" {
            h2 { "Operations" }
            @for source in &api.sources {
                h3 { (one_line(&source.title)) " " span.quiet { (one_line(&source.page)) } }
                table {
                    thead { tr { th { "Operation" } th { "Documented at" } th { "Disputed" } th { "Not said" } } }
                    tbody { @for operation in &source.operations { (self::operation(source, operation)) } }
                }
            }
        }
    }
}

fn operation(source: &Source, operation: &Operation) -> Markup {
    let mut places: Vec<String> = Vec::new();
    for evidence in &operation.evidence {
        let page = if evidence.page == source.page { String::new() } else { format!("{}:", evidence.page) };
        places.push(format!("{page}{}", evidence.line));
    }
    html! {
        tr {
            td {
                code { (operation.method) " " (one_line(&operation.path.to_string())) }
                @if operation.deprecated.is_some() { " " span.quiet { "deprecated" } }
                br; span.quiet { (one_line(&operation.summary)) }
            }
            td { (one_line(&places.join(", "))) }
            td { (one_line(&disputed(operation).join(", "))) }
            td { (one_line(&unsaid(operation).join("; "))) }
        }
    }
}

/// The fields about which the docs disagree.
fn disputed(operation: &Operation) -> Vec<String> {
    let mut paths = Vec::new();
    for body in
        operation.body().into_iter().chain(operation.responses.iter().filter_map(|it| it.body.as_ref()))
    {
        body.properties(&mut |property| {
            if property.dispute.is_some() {
                paths.push(property.path.clone());
            }
        });
    }
    paths
}

/// What the docs do not say of an operation.
fn unsaid(operation: &Operation) -> Vec<String> {
    let mut unsaid = Vec::new();
    if operation.summary.is_empty() {
        unsaid.push("what it does".to_owned());
    }
    if operation.successes().next().is_none() {
        unsaid.push("the response".to_owned());
    }
    let mut undescribed: Vec<String> =
        operation.parameters.iter().filter(|it| it.description.is_none()).map(|it| it.name.clone()).collect();
    let mut vague: Vec<String> = operation
        .parameters
        .iter()
        .filter(|it| it.why == Why::Unstated && !it.required)
        .map(|it| it.name.clone())
        .collect();
    if let Some(body) = operation.body() {
        body.properties(&mut |property| {
            if property.descriptions.is_empty() {
                undescribed.push(property.path.clone());
            }
            if property.why == Why::Unstated {
                vague.push(property.path.clone());
            }
        });
    }
    unsaid.extend(list("the meaning of", &undescribed));
    unsaid.extend(list("whether required:", &vague));
    unsaid
}

/// A few names of many.
fn list(what: &str, names: &[String]) -> Option<String> {
    const SHOWN: usize = 6;
    let shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
    let more =
        names.len().checked_sub(SHOWN).filter(|more| *more > 0).map(|more| format!(" and {more} more"));
    (!names.is_empty()).then(|| format!("{what} {}{}", shown.join(", "), more.unwrap_or_default()))
}

fn changes(diff: &Diff) -> Markup {
    html! {
        section id="changes" {
            h2 { "Changes since the client was written" }
            @if diff.changes.is_empty() { p { "None." } }
            @for change in &diff.changes { (self::change(change)) }
        }
    }
}

fn change(change: &Change) -> Markup {
    let bump = change.bump.name();
    let sides = [("was", &change.old), ("is", &change.new)];
    html! {
        details {
            summary {
                span class=(format!("badge {bump}")) { (bump) } " " code { (change.class.name) } " "
                (one_line(&change.source)) @if let Some(operation) = &change.operation { " " code { (one_line(operation)) } } ": " (words(&change.message))
            }
            @for (side, place) in sides {
                @if let Some(place) = place {
                    p { (side) ": " code { (one_line(&place.text)) } " " span.quiet { (one_line(&format!("{}:{}", place.page, place.line))) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Bump, CLASSES, ChangePlace, Wire};
    use crate::finding::CATALOGUE;
    use crate::report::Files;
    use crate::source::File;

    /// Nothing that docs say becomes markup, wherever it is shown.
    #[test]
    fn words_of_docs_stay_words() {
        let nasty = "<script>x</script>\"'&\u{202e}";
        let file = File::new(format!("{nasty}.md"), format!("# {nasty}\n"));
        let files = Files::new([&file]);
        let place = crate::finding::Place { page: file.name.clone(), span: 0..3 };
        let finding = Finding::new(CATALOGUE[0], place, nasty.to_owned(), nasty.to_owned());
        let operation = serde_json::json!({
            "name": "x", "summary": nasty, "method": "GET", "path": format!("/{nasty}"), "headers": [], "parameters": [],
            "request_body": null, "responses": [], "examples": [], "evidence": [],
        });
        let api: Api = serde_json::from_value(serde_json::json!({
            "version": 3, "name": nasty, "server": null, "headers": [], "sources": [{
                "module": "m", "page": nasty, "page_id": null, "title": nasty, "description": null, "lifecycle": "ga",
                "notices": [], "operations": [operation],
            }],
        }))
        .unwrap();
        let place = ChangePlace { page: nasty.into(), line: 1, text: nasty.into() };
        let change = Change {
            class: CLASSES[0],
            wire: Wire::Breaks,
            bump: Bump::Major,
            source: nasty.into(),
            operation: Some(nasty.into()),
            path: None,
            old: None,
            new: Some(place),
            message: nasty.into(),
        };
        let changes = Diff { changes: vec![change], ..Diff::default() };
        let report = Report { findings: &[&finding], files: &files, color: false };
        let text = page(&report, Some(PageContext { api: &api, changes: &changes, openapi: Some(nasty) }));
        assert!(!text.contains("<script") && !text.contains('\u{202e}'), "{text}");
        // each of them: two titles, the page of the finding, its message, excerpt and help, the operation and its source, the change
        assert!(text.matches("&lt;script&gt;").count() >= 12, "{text}");
    }
}
