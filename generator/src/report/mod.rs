//! What was found, for people and for programs: a file for each way to print it. Sees facts, findings and changes, never Markdown.

pub mod audit;
pub mod changes;
mod concise;
mod full;
mod github;
mod gitlab;
pub mod html;
pub mod inspect;
pub mod items;
mod json;
mod junit;
mod markdown;
pub mod patch;
pub mod reading;
mod sarif;
pub mod summary;
pub mod text;

pub use concise::concise;

use std::collections::{BTreeMap, HashMap};
use std::path::{Component, Path, PathBuf};

use clap::ValueEnum;
use serde_json::Value;

use crate::finding::{Finding, Place, Severity};
use crate::output::fingerprint;
use crate::source::{File, Position};

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// With an excerpt of the page for each
    Full,
    /// One line each
    Concise,
    /// For programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands: GitHub Actions shows them in the pull request
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit's XML: a suite for each page
    Junit,
    /// A table, for a comment
    Markdown,
    /// A page for a browser
    Html,
}

impl ReportFormat {
    /// Whether a person reads it: what is only worth knowing is left out, unless it is asked for.
    pub fn is_for_people(self) -> bool {
        !matches!(self, Self::Json | Self::Sarif | Self::Gitlab | Self::Html)
    }
}

/// What is printed.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The findings, in the order in which they are reported.
    pub findings: &'a [&'a Finding],
    /// The files that they point into.
    pub files: &'a Files<'a>,
    /// Whether to use colours, where the format has any.
    pub color: bool,
}

/// Findings as text. `json` puts them among what else a command says in JSON.
pub fn print(format: ReportFormat, report: &Report<'_>, json: impl FnOnce(Vec<Value>) -> String) -> String {
    match format {
        ReportFormat::Full => full::print(report),
        ReportFormat::Concise => concise::print(report.findings, report.files),
        ReportFormat::Json => json(json::findings(report)),
        ReportFormat::Sarif => text::json(&sarif::log(report)),
        ReportFormat::Github => github::print(report),
        ReportFormat::Gitlab => text::json(&gitlab::issues(report)),
        ReportFormat::Junit => junit::print(report),
        ReportFormat::Markdown => markdown::print(report),
        ReportFormat::Html => html::page(report, None),
    }
}

/// How many there are of each severity: `2 errors, 1 warning`.
pub fn counts<'a>(findings: impl Iterator<Item = &'a Finding> + Clone) -> String {
    let count = |wanted: Severity| findings.clone().filter(|finding| finding.severity == wanted).count();
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .map(|wanted| (count(wanted), wanted.name()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}

/// The files that findings point into, by name.
#[derive(Debug, Default)]
pub struct Files<'a> {
    files: HashMap<&'a str, &'a File>,
    /// The folder that the program runs in.
    folder: PathBuf,
}

/// Where a place is, as editors count it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Region {
    /// The file, from the folder that the program runs in.
    path: String,
    start: Position,
    end: Position,
}

impl<'a> Files<'a> {
    /// The files of some pages.
    pub fn new(files: impl IntoIterator<Item = &'a File>) -> Self {
        let mut by_name = HashMap::new();
        for file in files {
            by_name.entry(&*file.name).or_insert(file);
        }
        Self { files: by_name, folder: PathBuf::new() }
    }

    /// The same, relative to `folder` where a format asks for paths.
    #[must_use]
    pub fn seen_from(self, folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), ..self }
    }

    /// The file of a name.
    pub fn get(&self, name: &str) -> Option<&'a File> {
        self.files.get(name).copied()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// The names of all files, in order.
    fn names(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = self.files.keys().copied().collect();
        names.sort_unstable();
        names
    }

    /// Where the file of a name is: from the folder that the program runs in, with `/`. A name without a file is its
    /// own path.
    pub fn path(&self, name: &str) -> String {
        let known = self.get(name).and_then(|file| file.path.as_deref()).unwrap_or(Path::new(name));
        let below = known.strip_prefix(&self.folder).unwrap_or(known);
        let parts = below.components().filter(|part| *part != Component::CurDir);
        parts.collect::<PathBuf>().to_string_lossy().replace('\\', "/")
    }

    /// The line and column where a place begins.
    pub fn position(&self, place: &Place) -> Position {
        self.region(place).start
    }

    fn region(&self, place: &Place) -> Region {
        let at =
            |offset| self.get(&place.page).map_or(Position { line: 1, column: 1 }, |it| it.position(offset));
        let start = at(place.span.start);
        Region { path: self.path(&place.page), start, end: at(place.span.end).max(start) }
    }
}

/// For each finding a name that it keeps while lines and words around it change.
fn fingerprints(findings: &[&Finding]) -> Vec<String> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let print = |finding: &&Finding| {
        let key = finding.key();
        let text = [
            key.rule.as_str(),
            key.page.as_str(),
            key.operation.as_deref().unwrap_or_default(),
            key.field.as_deref().unwrap_or_default(),
        ]
        .join("\n");
        let before = known.entry(text.clone()).or_default();
        let text = format!("{text}\n{before}");
        *before += 1;
        format!("{:016x}", fingerprint(text.as_bytes()))
    };
    findings.iter().map(print).collect()
}
