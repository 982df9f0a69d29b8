//! The library's face: pages in, and out what the program makes of them.

use std::path::Path;

use crate::dialect::Dialect;
use crate::diff::Diff;
use crate::emit::{EmitError, RuntimeSource};
use crate::finding::Finding;
use crate::lower::Decisions;
use crate::model::Api;
use crate::openapi::{DocumentFormat, DocumentInfo, Version, WriteOptions};
use crate::pipeline::{Understood, understand};
use crate::project::{Project, ProjectError};
use crate::report::Files;
use crate::source::{File, Position};
use crate::{diff, embedded, emit, openapi};

/// Why docs could not be read, or a client not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There are no pages, or one cannot be read.
    #[error(transparent)]
    Read(#[from] ProjectError),
    /// A file of the client cannot be written: a fault of docwright, whatever the docs say.
    #[error(transparent)]
    Emit(#[from] EmitError),
}

/// API docs that were read.
#[derive(Debug)]
pub struct ApiDocs {
    project: Project,
    understood: Understood,
}

/// A finding and the place that it is about.
#[derive(Debug, Clone)]
pub struct Located<'a> {
    /// What is wrong, and what to do about it.
    pub finding: &'a Finding,
    /// The page.
    pub page: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// Reads a page, or a folder of pages.
///
/// # Errors
/// When there is none at `path`, or one cannot be read.
///
/// ```
/// let docs = docwright::read("../docs-input/en")?;
/// assert_eq!(docs.api().sources.len(), 2);
/// # Ok::<(), docwright::Error>(())
/// ```
pub fn read(path: impl AsRef<Path>) -> Result<ApiDocs, Error> {
    let dialect = default_dialect()?;
    Ok(ApiDocs::of(Project::of_pages(path.as_ref(), &dialect)?, &dialect))
}

/// Reads pages that are in memory, each by its name and text.
///
/// # Errors
/// None because of what a page says; only a fault of docwright.
///
/// ```
/// let docs = docwright::parse([("kites.md", "# Kites\n\n## List kites\n\n`GET /kites`\n")])?;
/// assert_eq!(docs.api().sources[0].operations[0].method, "GET");
/// # Ok::<(), docwright::Error>(())
/// ```
pub fn parse<N: Into<String>, T: Into<String>>(
    pages: impl IntoIterator<Item = (N, T)>,
) -> Result<ApiDocs, Error> {
    let dialect = default_dialect()?;
    let files = pages.into_iter().map(|(name, text)| File::new(name.into(), text.into())).collect();
    Ok(ApiDocs::of(Project::of_files(files, &dialect), &dialect))
}

fn default_dialect() -> Result<Dialect, Error> {
    Ok(Dialect::default_dialect().map_err(|error| ProjectError::Dialect(error.to_string()))?)
}

impl ApiDocs {
    fn of(project: Project, dialect: &Dialect) -> Self {
        let understood = understand(&project, Decisions::NONE, None, dialect);
        Self { project, understood }
    }

    /// The API that the pages document.
    pub fn api(&self) -> &Api {
        &self.understood.revision.api
    }

    /// What is wrong with the pages, in their order.
    ///
    /// ```
    /// let docs = docwright::parse([(
    ///     "kites.md",
    ///     "# Kites\n\n## Fly a kite\n\n```http\nPOST /kites\n```\n\n\
    ///      ```shell\ncurl -X POST https://kites.example/kites -d '{ \"color\": \"red\" }'\n```\n\n\
    ///      | Property | Description |\n| --- | --- |\n| `colour` | Its color. |\n",
    /// )])?;
    /// let typo = docs.check().into_iter().find(|it| it.finding.rule.name == "path-typo").unwrap();
    /// assert_eq!((typo.page.as_str(), typo.line), ("kites.md", 15));
    /// # Ok::<(), docwright::Error>(())
    /// ```
    pub fn check(&self) -> Vec<Located<'_>> {
        let files = Files::new(self.project.pages().map(|page| &page.file));
        let mut located = Vec::new();
        for finding in self.understood.findings.iter() {
            let Position { line, column } = files.position(&finding.place);
            located.push(Located { finding, page: files.path(&finding.place.page), line, column });
        }
        located
    }

    /// A crate that calls the API, with nothing to depend on but what crates.io has: the paths and texts of its files.
    ///
    /// # Errors
    /// A fault of docwright.
    ///
    /// ```
    /// let docs = docwright::parse([("kites.md", "# Kites\n\n## List kites\n\n`GET /kites`\n")])?;
    /// let files = docs.client("kites-client")?;
    /// assert!(files.iter().any(|(path, _)| path == "Cargo.toml"));
    /// # Ok::<(), docwright::Error>(())
    /// ```
    pub fn client(&self, crate_name: &str) -> Result<Vec<(String, String)>, Error> {
        Ok(emit::whole_crate(self.api(), crate_name, RuntimeSource::Inside(embedded::FILES))?.files)
    }

    /// The API as an OpenAPI document, version 3.1, in YAML.
    ///
    /// ```
    /// let docs = docwright::parse([("kites.md", "# Kites\n\n## List kites\n\n`GET /kites`\n")])?;
    /// assert!(docs.openapi().contains("operationId: list_kites"));
    /// # Ok::<(), docwright::Error>(())
    /// ```
    pub fn openapi(&self) -> String {
        let options = WriteOptions {
            version: Version::V31,
            format: DocumentFormat::Yaml,
            about: DocumentInfo::default(),
        };
        openapi::write(self.api(), &options)
    }

    /// What changed since an older revision of the docs, and what that means on the wire and for the client's version.
    ///
    /// ```
    /// let page = |text: &str| docwright::parse([("kites.md", format!("# Kites\n\n{text}"))]);
    /// let old = page("## List kites\n\n`GET /kites`\n\n## Fly a kite\n\n`POST /kites`\n")?;
    /// let new = page("## List kites\n\n`GET /kites`\n")?;
    /// let diff = new.diff(&old);
    /// assert_eq!((diff.changes[0].class.name, diff.bump()), ("operation-removed", docwright::Bump::Major));
    /// # Ok::<(), docwright::Error>(())
    /// ```
    pub fn diff(&self, older: &ApiDocs) -> Diff {
        diff::compare(&older.understood.revision, &self.understood.revision)
    }
}
