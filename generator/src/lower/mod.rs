//! From facts to the model: pages of one API become its sources, operations and schemas.
//!
//! Merges what several samples and rows say of one thing, decides types, constants, variants and names, and
//! settles disputes as the configuration says. Never guesses in silence: what stays open is in the model as a
//! [`Dispute`](crate::model::Dispute). Knows no Markdown, and no Rust beyond what a name may be.

mod bodies;
mod disputes;
mod enums;
mod fields;
mod headers;
mod id_answers;
mod id_parameters;
mod id_resources;
mod keys;
mod last_pages;
mod maps;
mod named;
mod notices;
mod objects;
mod operation_name;
mod operations;
mod parameters;
mod path_name;
mod property;
mod references;
mod responses;
mod schema;
mod schemes;
mod secret_integers;
mod seen;
mod server;
mod types;
mod unshown;
mod variants;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{Config, Required, Resolution};
use crate::dialect::{Dialect, NoticeFact, PageFacts, announced_end, shortcodes};
use crate::finding::Finding;
use crate::markdown::Comment;
use crate::model::{self, Api, Evidence, FieldTable, Header, HeaderKind, Notice, Origin, Source};
use crate::source::{File, Span};

pub(crate) use bodies::fields_of_raw;
pub use headers::Numbered;
pub use objects::{DefinedObject, NamedSample, Objects};
pub use schema::DEEPEST;
pub use schemes::{AUTHORIZATION, scheme, usual as usual_scheme};
pub use server::base as server_of;

/// One page, read and judged by itself.
#[derive(Debug)]
pub struct PageRead {
    /// Its text.
    pub file: File,
    /// What it says.
    pub facts: PageFacts,
    /// Its HTML comments.
    pub comments: Vec<Comment>,
    /// What is wrong in it by itself, in page order.
    pub findings: Vec<Finding>,
}

/// A source's page, with the other pages that document the same.
#[derive(Debug)]
pub struct Documented<'a> {
    /// The source's module.
    pub module: String,
    /// The page that counts.
    pub page: &'a PageRead,
    /// Earlier revisions and translations: their samples are tried too.
    pub others: Vec<&'a PageRead>,
}

/// What the configuration decides.
#[derive(Debug, Clone, Copy)]
pub struct Decisions<'a> {
    /// What people call the API.
    pub api: &'a str,
    /// Where pages are published, as [`Api::docs_url`].
    pub docs_url: Option<&'a str>,
    /// From a header's name to its setting's.
    pub header_names: &'a BTreeMap<String, String>,
    /// Fields that must be given.
    pub required: &'a [Required],
    /// Disputes, settled.
    pub resolutions: &'a [Resolution],
    /// For a source: from an operation's method and path to its name.
    pub operation_names: &'a BTreeMap<String, BTreeMap<String, String>>,
}

impl Decisions<'static> {
    /// Nothing is decided.
    pub const NONE: Self = Self {
        api: "API",
        docs_url: None,
        header_names: &BTreeMap::new(),
        required: &[],
        resolutions: &[],
        operation_names: &BTreeMap::new(),
    };
}

impl<'a> Decisions<'a> {
    /// What a configuration decides.
    pub fn of(config: &'a Config) -> Self {
        let settings = &config.settings;
        Self {
            api: &settings.api,
            docs_url: settings.docs_url.as_deref(),
            header_names: &settings.renames.headers,
            required: &settings.required,
            resolutions: &settings.resolutions,
            operation_names: &settings.renames.operations,
        }
    }
}

/// What became of a resolution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Use {
    /// It settled a dispute.
    Settled,
    /// Nothing is disputed there.
    Unused,
    /// The dispute is about other values now: these.
    Expired(Vec<String>),
}

impl Use {
    /// Adds what became of the resolution in one more source: to settle a dispute counts most, then what was stated first.
    pub fn add(&mut self, other: Self) {
        if other == Self::Settled || *self == Self::Unused {
            *self = other;
        }
    }
}

/// What one source is lowered to.
pub struct Lowered<'a> {
    /// Its model.
    pub source: Source,
    /// What became of each resolution there, in their order.
    pub uses: Vec<Use>,
    /// What its samples show of named objects.
    pub shown: Vec<NamedSample<'a>>,
}

/// Makes the model of one source, which may refer to `objects`. Its headers are called as its samples call them.
pub fn source<'a>(
    documented: &Documented<'a>,
    decisions: Decisions<'_>,
    objects: &Objects<'a>,
    dialect: &Dialect,
) -> Lowered<'a> {
    let mut uses = vec![Use::Unused; decisions.resolutions.len()];
    let disputes = disputes::Disputes::of(documented, decisions.resolutions, &mut uses);
    let mut shown = Vec::new();
    let source = lowered(&Context { documented, decisions, disputes, objects, dialect }, &mut shown);
    Lowered { source, uses, shown }
}

/// Makes the model of sources, which are read from `pages`, those of `all` that show operations: where the API is, the headers
/// that a client is given once, and the named objects, of which samples show `shown`. Of headers that differ in case only, all
/// are called as the first is.
pub fn api<'a>(
    all: &[&'a PageRead],
    pages: &[&'a PageRead],
    mut sources: Vec<Source>,
    objects: &Objects<'a>,
    shown: Vec<NamedSample<'a>>,
    decisions: Decisions<'_>,
    dialect: &Dialect,
) -> Api {
    let usual = schemes::usual(headers::authorizations(pages)).unwrap_or_default();
    let basic = schemes::basic_in_words(all);
    let (server, mut headers) = rayon::join(
        || server::find(pages),
        || headers::find(pages, &basic, decisions.header_names, &usual, dialect),
    );
    if headers.iter().any(|header| header.kind == HeaderKind::Basic && header.evidence == basic) {
        schemes::give(&mut sources, all);
    }
    let known = HeaderNames::of(&headers);
    sources.par_iter_mut().for_each(|source| {
        known.call(source);
        schemes::part(source, &usual);
    });
    let mut operations = sources.iter().flat_map(|source| &source.operations);
    let is_authorization = |name: &String| name.eq_ignore_ascii_case(AUTHORIZATION);
    if !operations.any(|operation| operation.headers.iter().any(is_authorization)) {
        headers.retain(|header| !is_authorization(&header.name));
    }
    if let Some(server) = &server {
        server::part(&mut sources, pages, server);
    }
    let mut schemas = named::schemas(objects, shown, decisions, dialect);
    sources.par_iter_mut().for_each(|source| named::resolve(source, &schemas));
    named::ease_sent(&mut schemas, &sources, objects);
    last_pages::ease(&mut sources, &mut schemas);
    id_answers::settle(&mut sources, &schemas);
    id_parameters::give(&mut sources, &schemas);
    secret_integers::hide(&mut sources, &mut schemas, dialect);
    let (name, docs_url) = (decisions.api.to_owned(), decisions.docs_url.map(str::to_owned));
    Api { version: model::VERSION, name, docs_url, server, headers, schemas, sources }
}

/// The names of an API's headers.
#[derive(Debug)]
pub struct HeaderNames(HashMap<String, String>);

impl HeaderNames {
    /// Those of these headers.
    pub fn of(headers: &[Header]) -> Self {
        let name = |header: &Header| (header.name.to_ascii_lowercase(), header.name.clone());
        Self(headers.iter().map(name).collect())
    }

    /// Calls the headers of a source so, where they differ in case.
    pub fn call(&self, source: &mut Source) {
        for header in source.operations.iter_mut().flat_map(|operation| &mut operation.headers) {
            if let Some(known) = self.0.get(&header.to_ascii_lowercase()) {
                header.clone_from(known);
            }
        }
    }
}

/// What lowering one source needs to know.
struct Context<'c, 'a> {
    documented: &'c Documented<'a>,
    decisions: Decisions<'c>,
    disputes: disputes::Disputes<'a>,
    objects: &'c Objects<'a>,
    dialect: &'c Dialect,
}

fn lowered<'a>(context: &Context<'_, 'a>, shown: &mut Vec<NamedSample<'a>>) -> Source {
    let page = context.documented.page;
    let mut on_variants = BTreeSet::new();
    let operations = operations::lower(context, &mut on_variants, shown);
    let (title, title_line) = title(page);
    let notices = page.facts.notices.iter().filter(|notice| !on_variants.contains(&notice.span.start));
    Source {
        module: context.documented.module.clone(),
        page: page.file.name.clone(),
        page_id: page.facts.front_matter.page_id.clone(),
        title,
        title_line,
        products: page.facts.products.clone(),
        description: page.facts.front_matter.description.clone(),
        lifecycle: page.facts.lifecycle,
        notices: notices.map(|notice| self::notice(page, notice, context.dialect)).collect(),
        operations,
        tables: tables(page),
    }
}

/// What a page calls itself, and in which line: by its first heading, unless that is one of several of which none is the page's
/// and its front matter says it.
fn title(page: &PageRead) -> (String, usize) {
    let facts = &page.facts;
    match (&facts.front_matter.title, &facts.title) {
        (Some(title), _) if facts.has_many_titles() => (title.clone(), 1),
        (_, Some(title)) => (shortcodes(&title.value), page.file.line(title.span.start)),
        (_, None) => (page.file.name.to_string(), 1),
    }
}

/// The tables whose rows document fields, in page order.
fn tables(page: &PageRead) -> Vec<FieldTable> {
    let facts = &page.facts;
    let own = facts.operations.iter().map(|operation| (&operation.rows, false));
    let mut tables: Vec<FieldTable> = Vec::new();
    for (rows, prerequisites) in std::iter::once((&facts.credentials, true)).chain(own) {
        let mut of_section: BTreeMap<Option<usize>, usize> = BTreeMap::new();
        for row in rows {
            let field = row.path.clone().unwrap_or_else(|| row.name.value.clone());
            let at = *of_section.entry(row.section).or_insert(tables.len());
            match tables.get_mut(at) {
                Some(table) => table.fields.push(field),
                None => {
                    let evidence = page.evidence(&row.span, Origin::Table);
                    tables.push(FieldTable { prerequisites, fields: vec![field], evidence });
                }
            }
        }
    }
    tables.sort_by_key(|table| table.evidence.line);
    tables
}

fn notice(page: &PageRead, notice: &NoticeFact, dialect: &Dialect) -> Notice {
    Notice {
        kind: notice.kind.clone(),
        text: notice.text.clone(),
        lifecycle: notice.lifecycle,
        ends: announced_end(&notice.text, dialect).map(|day| day.to_string()),
        evidence: page.evidence(&notice.span, Origin::Prose),
    }
}

impl PageRead {
    /// Calls the page otherwise, in its findings too.
    pub fn rename(&mut self, name: &str) {
        self.file.name = name.into();
        for finding in &mut self.findings {
            let related = finding.related.as_mut().map(|it| &mut it.place);
            for place in std::iter::once(&mut finding.place).chain(related) {
                place.page = Arc::clone(&self.file.name);
            }
        }
    }

    /// The evidence that a span of this page is.
    pub fn evidence(&self, span: &Span, from: Origin) -> Evidence {
        Evidence { page: self.file.name.clone(), line: self.file.line(span.start), from }
    }
}

#[cfg(test)]
mod tests;
