//! `docwright openapi`: the docs as an OpenAPI document, written or compared.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::client::some_source;
use super::spec_file::{format_of, is_document, options, options_of};
use super::{CommandError, CommonOptions, Outcome};
use crate::lower::{Decisions, PageRead};
use crate::model::Api;
use crate::openapi::{self, Document, DocumentFormat, Problem, Version, WriteOptions};
use crate::output;
use crate::pipeline::understand;
use crate::project::{Project, ProjectError};
use crate::source::File;

#[derive(Debug, Args)]
pub(super) struct OpenApiArguments {
    /// Without a configuration: a page, a folder of pages, or an OpenAPI document of another version
    #[arg(long, value_name = "PATH", conflicts_with = "config")]
    docs: Option<PathBuf>,
    /// The file that is written [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The version of OpenAPI [default: the configured one, else 3.1]
    #[arg(long, value_name = "VERSION")]
    spec: Option<Spec>,
    /// How it is written [default: json for FILE.json, else yaml]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Written>,
    /// Compare with the file only: write nothing, and exit with 1 when it differs
    #[arg(long)]
    check: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Spec {
    #[value(name = "3.1")]
    V31,
    #[value(name = "3.0")]
    V30,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Written {
    Yaml,
    Json,
}

pub(super) fn run(
    arguments: &OpenApiArguments,
    common: &CommonOptions,
    folder: &Path,
) -> Result<Outcome, CommandError> {
    let (described, mut options, configured) = match &arguments.docs {
        Some(docs) => (Described::of_path(docs, common)?, options(None, ""), None),
        None => {
            let (config, dialect) = common.load(folder)?;
            let project = Project::read(&config, &dialect)?;
            let understood = understand(&project, Decisions::of(&config), None, &dialect);
            some_source(&understood, &config.docs)?;
            let settings = &config.settings;
            let file =
                settings.openapi.as_ref().map(|it| config.resolve(&settings.output.folder).join(&it.file));
            let options = options_of(&config).unwrap_or_else(|| options(None, ""));
            (Described::Docs(understood.revision.api), options, file)
        }
    };
    if let Some(spec) = arguments.spec {
        options.version = match spec {
            Spec::V31 => Version::V31,
            Spec::V30 => Version::V30,
        };
    }
    let file = arguments.out.clone().or(configured.filter(|_| arguments.check));
    options.format = match (arguments.format, &file) {
        (Some(Written::Json), _) => DocumentFormat::Json,
        (Some(Written::Yaml), _) => DocumentFormat::Yaml,
        (None, Some(file)) => format_of(file),
        (None, None) => DocumentFormat::Yaml,
    };
    let text = described.text(&options);
    let mut notes: String =
        described.problems().iter().map(|it| format!("{}: {}\n", it.line, it.message)).collect();
    let Some(file) = file else {
        if arguments.check {
            let message =
                "--check compares with a file: name one with --out, or with `openapi:` in docwright.yaml";
            return Err(CommandError::Other(message.to_owned()));
        }
        return Ok(Outcome { text, notes, failed: false });
    };
    let name = file.display();
    let is_same = std::fs::read(&file).is_ok_and(|there| there == text.as_bytes());
    let said = match (is_same, arguments.check) {
        (true, _) => "up to date",
        (false, true) => "differs from what the docs say; write it anew without --check",
        (false, false) => {
            output::replace([(file.clone(), text.as_str())])?;
            "written"
        }
    };
    notes.push_str(&format!("{name}: {said}\n"));
    Ok(Outcome { text: String::new(), notes, failed: arguments.check && !is_same })
}

/// What pages say that they are about: the only one by its title, those of a folder by the title that its first page has in its
/// front matter, else by the folder's name.
fn title(project: &Project, path: &Path) -> Option<String> {
    let stated = |page: &PageRead| page.facts.front_matter.title.clone();
    let heading = |page: &PageRead| page.facts.sections.first().map(|first| first.plain_title.clone());
    if path.is_file() {
        let page = project.pages().next()?;
        return heading(page).or_else(|| stated(page)).filter(|title| !title.trim().is_empty());
    }
    let is_first = |page: &&PageRead| {
        let name = page.file.name.to_ascii_lowercase();
        ["index.", "readme."].iter().any(|start| name.starts_with(start))
    };
    let folder = || path.canonicalize().ok()?.file_name().map(|name| name.to_string_lossy().into_owned());
    project.pages().find(is_first).and_then(stated).or_else(folder)
}

/// What is written.
enum Described {
    Docs(Api),
    /// A document of another version, with all that is in it.
    Document(Document),
}

impl Described {
    fn of_path(path: &Path, common: &CommonOptions) -> Result<Self, CommandError> {
        if is_document(path) {
            let file = File::read(path, path.display().to_string()).map_err(ProjectError::from)?;
            let document = openapi::read(&file).map_err(|error| CommandError::Other(error.to_string()))?;
            return Ok(Self::Document(document));
        }
        let dialect = common.dialect(None)?;
        let project = Project::of_pages(path, &dialect)?;
        let understood = understand(&project, Decisions::NONE, None, &dialect);
        some_source(&understood, path)?;
        let api = understood.revision.api;
        let name = title(&project, path).unwrap_or_else(|| api.name.clone());
        Ok(Self::Docs(Api { name, ..api }))
    }

    fn text(&self, options: &WriteOptions) -> String {
        match self {
            Self::Docs(api) => openapi::write(api, options),
            Self::Document(document) => openapi::rewrite(document, options),
        }
    }

    fn problems(&self) -> &[Problem] {
        match self {
            Self::Docs(_) => &[],
            Self::Document(document) => &document.problems,
        }
    }
}
