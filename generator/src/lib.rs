//! docwright reads Markdown API docs and writes the Rust client they describe.
//!
//! The pipeline, stage by stage; each takes the last one's data and knows nothing of the ones after it:
//!
//! | stage | from | to |
//! |---|---|---|
//! | [`project`] | folders | files ([`source`]) |
//! | [`markdown`] | a file | blocks: sections, tables, fences, notices |
//! | [`sample`] | the text of a fence | requests, JSON, what had to be mended |
//! | [`dialect`] | blocks | facts: operations, rows, credentials, what was not understood |
//! | [`lower`] | facts of all pages | one [`model`] of the API |
//! | [`rules`] | facts | [`finding`]s |
//! | [`sift`] | findings | those that the pages do not silence, each with its operation |
//! | [`diff`] | two models | changes, and what they mean for the client |
//! | [`emit`] | the model | the text of a client |
//! | [`output`] | text | files, written whole |
//!
//! [`report`] prints facts and findings, [`fix`] mends pages, [`baseline`] keeps what is accepted, [`commands`] is the command line, [`progress`] tells who waits how far
//! it is, [`config`] is `docwright.yaml`.

// A page cannot make the library panic; tests may.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod baseline;
pub mod commands;
pub mod config;
pub mod dialect;
pub mod diff;
mod embedded;
pub mod emit;
pub mod finding;
pub mod fix;
pub mod git;
pub mod lower;
pub mod markdown;
pub mod model;
pub mod output;
pub mod progress;
pub mod project;
pub mod report;
pub mod rules;
pub mod sample;
pub mod sift;
pub mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use config::Config;
use dialect::Dialect;
use finding::{
    CONSTANT_MISMATCH, FOREIGN_CONSTANT, Finding, Place, RESOLUTION_EXPIRED, RESOLUTION_UNUSED, Severity,
    TEMPLATE_MISMATCH,
};
use lower::{Decisions, Documented, Use};
use model::{Api, Contradiction, Property};
use project::Project;
use source::File;

/// An API understood: its model, and what is wrong with its docs.
#[derive(Debug)]
pub struct Understood {
    /// The model.
    pub api: Api,
    /// What is wrong, in page order; what the configuration settles is left out.
    pub findings: Vec<Finding>,
    /// How many disputes the configuration settles.
    pub settled: usize,
}

/// Understands the pages of a project, with what its configuration decides.
pub fn understand(
    project: &Project,
    decisions: Decisions<'_>,
    config: Option<&Config>,
    dialect: &Dialect,
) -> Understood {
    let documented: Vec<Documented<'_>> = project
        .sources
        .iter()
        .filter(|source| !source.page.facts.operations.is_empty())
        .map(|source| Documented {
            module: source.module.clone(),
            page: &source.page,
            others: source.translations.iter().chain(&source.history).collect(),
        })
        .collect();
    let ((mut api, uses), mut findings) =
        rayon::join(|| lower::lower(&documented, decisions, dialect), || project.findings(dialect));
    let files: Vec<_> = project.pages().map(|page| &page.file).collect();
    let translations: Vec<&str> = project.translations().map(|page| &*page.file.name).collect();
    let (of_model, mut contradictions) = rayon::join(
        || rules::check_model(&api, &files, &translations),
        || {
            finding::sort(&mut findings);
            contradictions(project, &findings)
        },
    );
    for source in &mut api.sources {
        source.contradictions = contradictions.remove(&*source.page).unwrap_or_default();
    }
    findings.extend(of_model);
    let settled = settled_fields(&api);
    findings.retain(|finding| {
        let disputed = [&CONSTANT_MISMATCH, &FOREIGN_CONSTANT, &TEMPLATE_MISMATCH].contains(&finding.rule);
        let field = finding.field.as_deref().unwrap_or_default();
        !(disputed && settled.contains(&(&*finding.place.page, field)))
    });
    let count = settled.len();
    findings.extend(config.into_iter().flat_map(|config| resolution_findings(config, &uses)));
    let own = project.sources.iter().map(|source| (&source.page, true));
    let history = project.sources.iter().flat_map(|source| &source.history);
    sift::sift(&mut findings, own.chain(project.translations().chain(history).map(|page| (page, false))));
    finding::sort(&mut findings);
    Understood { api, findings, settled: count }
}

/// Where pages contradict themselves, of what was found: errors that name a second place.
fn contradictions(project: &Project, findings: &[Finding]) -> BTreeMap<String, Vec<Contradiction>> {
    let files: BTreeMap<&str, &File> =
        project.sources.iter().map(|source| (&*source.page.file.name, &source.page.file)).collect();
    let mut contradictions: BTreeMap<String, Vec<Contradiction>> = BTreeMap::new();
    for finding in findings {
        let (page, span) = (&*finding.place.page, &finding.place.span);
        let Some(file) = files.get(page) else { continue };
        // of a page by itself: another revision of it may be read without the others
        let of_a_page = ["TB", "SM"].iter().any(|family| finding.rule.code.starts_with(family));
        if !of_a_page || finding.rule.severity != Severity::Error || finding.related.is_none() {
            continue;
        }
        contradictions.entry(page.to_owned()).or_default().push(Contradiction {
            rule: finding.rule.name.to_owned(),
            field: finding.field.clone(),
            text: file.slice(span).lines().next().unwrap_or_default().trim_matches([' ', '"']).to_owned(),
            page: Arc::clone(&finding.place.page),
            line: file.line(span.start),
        });
    }
    contradictions
}

/// The fields, with their pages, about which the configuration settled a dispute.
fn settled_fields(api: &Api) -> BTreeSet<(&str, &str)> {
    let mut fields = BTreeSet::new();
    for source in &api.sources {
        for body in source.operations.iter().filter_map(|operation| operation.request_body.as_ref()) {
            body.properties(&mut |property: &Property| {
                if property.settled.is_some() {
                    fields.insert((&*source.page, property.path.as_str()));
                }
            });
        }
    }
    fields
}

/// Resolutions that settle nothing, or that were made for another text.
fn resolution_findings(config: &Config, uses: &[Use]) -> Vec<Finding> {
    let resolutions = config.settings.resolutions.iter().zip(uses).enumerate();
    resolutions
        .filter_map(|(at, (resolution, used))| {
            let place = Place { page: config.file.name.clone(), span: config.span_of_resolution(at) };
            let (source, field) = (&resolution.source, &resolution.field);
            match used {
                Use::Settled => None,
                Use::Unused => {
                    let message = format!("nothing is disputed about `{field}` of `{source}`");
                    let finding = Finding::new(&RESOLUTION_UNUSED, place, message, "take the entry away");
                    Some(match config.entry_of_resolution(at) {
                        Some(entry) => finding.fix(true, entry, ""),
                        None => finding,
                    })
                }
                Use::Expired(now) => Some(Finding::new(
                    &RESOLUTION_EXPIRED,
                    place,
                    format!(
                        "the dispute about `{field}` of `{source}` has changed: it was made for {}; the docs have {} now",
                        quoted(&resolution.disputed),
                        quoted(now),
                    ),
                    "weigh the new values, then correct `disputed`, `holds` and `reason`",
                )),
            }
        })
        .collect()
}

fn quoted(values: &[String]) -> String {
    values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" and ")
}
