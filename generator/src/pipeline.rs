//! Pages to the model of their API and what is wrong with them: sources side by side, then what only all of them together
//! show.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::dialect::{Date, Dialect};
use crate::finding::{
    CONSTANT_MISMATCH, FOREIGN_CONSTANT, Finding, Findings, Place, RESOLUTION_EXPIRED, RESOLUTION_UNUSED,
    Rule, Severity, TEMPLATE_MISMATCH,
};
use crate::lower::{Decisions, Documented, Lowered, NamedSample, Objects, PageRead, Use};
use crate::model::{Property, Source};
use crate::project::{Project, SourcePages};
use crate::revision::{Contradiction, Revision};
use crate::source::File;
use crate::{lower, naming, rules, suppress};

/// An API understood: its model, and what is wrong with its docs.
#[derive(Debug)]
pub struct Understood {
    /// The model, and where pages contradict themselves.
    pub revision: Revision,
    /// What is wrong, in page order; what the configuration settles is left out.
    pub findings: Findings,
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
    let sources: Vec<&PageRead> = project.sources.iter().map(|source| &source.page).collect();
    let objects = Objects::of(&sources);
    let read = |source| of_source(source, project.today, decisions, &objects, dialect);
    let read: Vec<OfSource<'_>> = project.sources.par_iter().map(read).collect();
    let (mut models, mut found) = (Vec::with_capacity(read.len()), Vec::with_capacity(read.len()));
    let (mut settled, mut shown, mut contradictions) = (BTreeSet::new(), Vec::new(), Vec::new());
    let mut uses = vec![Use::Unused; decisions.resolutions.len()];
    for of_source in read {
        models.extend(of_source.model);
        found.push(of_source.found);
        contradictions.extend(of_source.contradictions);
        settled.extend(of_source.settled);
        shown.extend(of_source.shown);
        uses.iter_mut().zip(of_source.uses).for_each(|(all, one)| all.add(one));
    }
    let documented = project.sources.iter().filter(|source| is_documented(source));
    let documented: Vec<&PageRead> = documented.map(|source| &source.page).collect();
    let (mut api, between) = rayon::join(
        || lower::api(&sources, &documented, models, &objects, shown, decisions, dialect),
        || project.findings(dialect),
    );
    let files: Vec<&File> = project.pages().map(|page| &page.file).collect();
    found.extend([between, rules::check_names(&api, &files)]);
    // which names were one and the same is known before
    naming::decide(&mut api);
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
    Understood {
        revision: Revision { api, contradictions },
        findings: suppress::suppress(found, pages),
        settled: settled.len(),
    }
}

/// Whether pages make a source: they show an operation.
fn is_documented(source: &SourcePages) -> bool {
    !source.page.facts.operations.is_empty()
}

/// A source lowered.
fn model<'a>(
    pages: &'a SourcePages,
    decisions: Decisions<'_>,
    objects: &Objects<'a>,
    dialect: &Dialect,
) -> Lowered<'a> {
    let documented = Documented {
        module: pages.module.clone(),
        page: &pages.page,
        others: pages.translations.iter().chain(&pages.history).collect(),
    };
    lower::source(&documented, decisions, objects, dialect)
}

/// What the pages of one source say.
#[derive(Default)]
struct OfSource<'a> {
    /// None where the page shows no operation.
    model: Option<Source>,
    /// Where its page contradicts itself.
    contradictions: Vec<Contradiction>,
    /// What is wrong, but for what other sources show.
    found: Vec<Finding>,
    /// The fields, with their pages, about which the configuration settled a dispute.
    settled: Vec<(Arc<str>, String)>,
    /// Of each resolution, what became of it.
    uses: Vec<Use>,
    /// What its samples show of named objects.
    shown: Vec<NamedSample<'a>>,
}

/// What the pages of one source say.
fn of_source<'a>(
    pages: &'a SourcePages,
    today: Option<Date>,
    decisions: Decisions<'_>,
    objects: &Objects<'a>,
    dialect: &Dialect,
) -> OfSource<'a> {
    let mut found = pages.page.findings.clone();
    found.extend(pages.findings(today, dialect));
    if !is_documented(pages) {
        return OfSource { found, ..OfSource::default() };
    }
    let Lowered { source: model, uses, shown } = model(pages, decisions, objects, dialect);
    let files: Vec<&File> = pages.pages().map(|page| &page.file).collect();
    let translations: Vec<&str> = pages.translations.iter().map(|page| &*page.file.name).collect();
    found.extend(rules::check_source(&model, &files, &translations));
    let (contradictions, settled) = (contradictions(&pages.page), settled_fields(&model));
    OfSource { model: Some(model), contradictions, found, settled, uses, shown }
}

/// Where a page contradicts itself, of what was found in it: errors that name a second place.
fn contradictions(page: &PageRead) -> Vec<Contradiction> {
    // of a page by itself: another revision of it may be read without the others
    let of_a_page = |rule: &Rule| ["TB", "SM"].iter().any(|family| rule.code.starts_with(family));
    let errors = page.findings.iter().filter(|it| of_a_page(it.rule) && it.rule.severity == Severity::Error);
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
                    "check the new values, then correct `disputed`, `holds` and `reason`",
                )),
            }
        })
        .collect()
}

fn quoted(values: &[String]) -> String {
    values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" and ")
}
