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

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use config::Config;
use dialect::{Date, Dialect};
use finding::{
    CONSTANT_MISMATCH, FOREIGN_CONSTANT, Finding, Found, Place, RESOLUTION_EXPIRED, RESOLUTION_UNUSED, Rule,
    Severity, TEMPLATE_MISMATCH,
};
use lower::{Decisions, Documented, HeaderNames, PageRead, Use};
use model::{Api, Contradiction, Property, Source, Sources};
use project::{Project, SourcePages};
use rayon::prelude::*;
use source::File;

/// An API understood: its model, and what is wrong with its docs.
#[derive(Debug)]
pub struct Understood {
    /// The model.
    pub api: Api,
    /// What is wrong, in page order; what the configuration settles is left out.
    pub findings: Found,
    /// How many disputes the configuration settles.
    pub settled: usize,
    /// How many operations the sources have.
    pub operations: usize,
}

/// Understands the pages of a project, with what its configuration decides.
pub fn understand(
    project: &Project,
    decisions: Decisions<'_>,
    config: Option<&Config>,
    dialect: &Dialect,
) -> Understood {
    let read = |source: &SourcePages| {
        of_source(source, source.page.findings.clone(), project.today, decisions, dialect)
    };
    let read = project.sources.par_iter().map(read).collect();
    of_sources(project, read, decisions, config, dialect)
}

/// Understands texts, of which there may be many. Each source is read, weighed and let go: of its pages only what others
/// are held against is left, and of the models of all but the first `kept` their names.
pub fn judge(
    texts: Project<File>,
    kept: usize,
    decisions: Decisions<'_>,
    config: Option<&Config>,
    dialect: &Dialect,
) -> (Project, Understood) {
    let today = texts.today;
    let (project, read) = texts.understood(dialect, |number, source| {
        let own = std::mem::take(&mut source.page.findings);
        let of_source = of_source(source, own, today, decisions, dialect);
        source.let_go();
        let model = of_source.model.map(|model| if number < kept { model } else { model.let_go() });
        OfSource { model, ..of_source }
    });
    let understood = of_sources(&project, read, decisions, config, dialect);
    (project, understood)
}

/// The sources of an API that was [judged](judge): those whose models were let go are read again, whenever they are asked
/// for.
pub struct Again<'a> {
    api: &'a Api,
    /// The pages of each.
    pages: Vec<(usize, &'a SourcePages)>,
    kept: usize,
    headers: HeaderNames,
    decisions: Decisions<'a>,
    dialect: &'a Dialect,
}

impl<'a> Again<'a> {
    /// Those of a project, of whose pages the first `kept` were.
    pub fn new(
        project: &'a Project,
        api: &'a Api,
        kept: usize,
        decisions: Decisions<'a>,
        dialect: &'a Dialect,
    ) -> Self {
        let mut sources = api.sources.iter().peekable();
        let is_one = |(_, pages): &(usize, &SourcePages)| {
            sources.next_if(|source| source.page == pages.page.file.name).is_some()
        };
        let pages = project.sources.iter().enumerate().filter(is_one).collect();
        Self { api, pages, kept, headers: HeaderNames::of(&api.headers), decisions, dialect }
    }
}

impl Sources for Again<'_> {
    fn count(&self) -> usize {
        self.api.sources.len()
    }

    fn get(&self, at: usize) -> Cow<'_, Source> {
        match self.pages.get(at) {
            Some((number, pages)) if *number >= self.kept => {
                let pages = pages.again(self.dialect);
                let (mut source, _) = model(&pages, &pages.page.findings, self.decisions, self.dialect);
                self.headers.call(&mut source);
                Cow::Owned(source)
            }
            _ => self.api.sources.get(at),
        }
    }
}

/// Whether pages make a source: they show an operation.
fn is_documented(source: &SourcePages) -> bool {
    !source.page.facts.operations.is_empty()
}

/// The model of a source, and what became of each resolution there; `found` is what is wrong in the page that counts.
fn model(
    pages: &SourcePages,
    found: &[Finding],
    decisions: Decisions<'_>,
    dialect: &Dialect,
) -> (Source, Vec<Use>) {
    let documented = Documented {
        module: pages.module.clone(),
        page: &pages.page,
        others: pages.translations.iter().chain(&pages.history).collect(),
    };
    let (model, uses) = lower::source(&documented, decisions, dialect);
    (Source { contradictions: contradictions(&pages.page, found), ..model }, uses)
}

/// What the pages of one source say.
struct OfSource {
    /// None where the page shows no operation.
    model: Option<Source>,
    /// What is wrong, but for what other sources show.
    found: Vec<Finding>,
    /// The fields, with their pages, about which the configuration settled a dispute.
    settled: Vec<(Arc<str>, String)>,
    /// Of each resolution, what became of it.
    uses: Vec<Use>,
    /// How many operations the model has.
    operations: usize,
}

/// What the pages of one source say; `found` is what is wrong in the one that counts.
fn of_source(
    pages: &SourcePages,
    mut found: Vec<Finding>,
    today: Option<Date>,
    decisions: Decisions<'_>,
    dialect: &Dialect,
) -> OfSource {
    let modelled = is_documented(pages).then(|| model(pages, &found, decisions, dialect));
    found.extend(pages.findings(today, dialect));
    let Some((model, uses)) = modelled else {
        return OfSource { model: None, found, settled: Vec::new(), uses: Vec::new(), operations: 0 };
    };
    let files: Vec<&File> = pages.pages().map(|page| &page.file).collect();
    let translations: Vec<&str> = pages.translations.iter().map(|page| &*page.file.name).collect();
    found.extend(rules::check_source(&model, &files, &translations));
    let (settled, operations) = (settled_fields(&model), model.operations.len());
    OfSource { model: Some(model), found, settled, uses, operations }
}

/// What sources say that were read one by one.
fn of_sources(
    project: &Project,
    read: Vec<OfSource>,
    decisions: Decisions<'_>,
    config: Option<&Config>,
    dialect: &Dialect,
) -> Understood {
    let (mut models, mut found) = (Vec::with_capacity(read.len()), Vec::with_capacity(read.len()));
    let (mut settled, mut operations) = (BTreeSet::new(), 0);
    let mut uses = vec![Use::Unused; decisions.resolutions.len()];
    for of_source in read {
        models.extend(of_source.model);
        found.push(of_source.found);
        settled.extend(of_source.settled);
        operations += of_source.operations;
        uses.iter_mut().zip(of_source.uses).for_each(|(all, one)| all.add(one));
    }
    let documented = project.sources.iter().filter(|source| is_documented(source));
    let documented: Vec<&PageRead> = documented.map(|source| &source.page).collect();
    let (api, between) =
        rayon::join(|| lower::api(&documented, models, decisions, dialect), || project.findings(dialect));
    let files: Vec<&File> = project.pages().map(|page| &page.file).collect();
    found.extend([between, rules::check_names(&api, &files)]);
    let is_open = |finding: &Finding| {
        let disputed = [&CONSTANT_MISMATCH, &FOREIGN_CONSTANT, &TEMPLATE_MISMATCH].contains(&finding.rule);
        let field = || (Arc::clone(&finding.place.page), finding.field.clone().unwrap_or_default());
        !(disputed && settled.contains(&field()))
    };
    found.par_iter_mut().for_each(|found| found.retain(is_open));
    found.push(config.map_or_else(Vec::new, |config| resolution_findings(config, &uses)));
    let own = project.sources.iter().map(|source| (&source.page, true));
    let history = project.sources.iter().flat_map(|source| &source.history);
    let pages = own.chain(project.translations().chain(history).map(|page| (page, false)));
    Understood { api, findings: sift::sift(found, pages), settled: settled.len(), operations }
}

/// Where a page contradicts itself, of what was found in it: errors that name a second place.
fn contradictions(page: &PageRead, found: &[Finding]) -> Vec<Contradiction> {
    // of a page by itself: another revision of it may be read without the others
    let of_a_page = |rule: &Rule| ["TB", "SM"].iter().any(|family| rule.code.starts_with(family));
    let errors = found.iter().filter(|it| of_a_page(it.rule) && it.rule.severity == Severity::Error);
    let of_two_places = errors.filter(|finding| finding.related.is_some());
    of_two_places
        .map(|finding| {
            let text = page.file.slice(&finding.place.span).lines().next().unwrap_or_default();
            Contradiction {
                rule: finding.rule.name.to_owned(),
                field: finding.field.clone(),
                text: text.trim_matches([' ', '"']).to_owned(),
                page: Arc::clone(&finding.place.page),
                line: page.file.line(finding.place.span.start),
            }
        })
        .collect()
}

fn settled_fields(source: &Source) -> Vec<(Arc<str>, String)> {
    let mut fields = Vec::new();
    for body in source.operations.iter().filter_map(|operation| operation.body()) {
        body.properties(&mut |property: &Property| {
            if property.settled.is_some() {
                fields.push((Arc::clone(&source.page), property.path.clone()));
            }
        });
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
