//! `docwright inspect`: what was read out of pages.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{CommandError, Common, FailOn, Outcome, default_dialect};
use crate::finding::{self, Finding};
use crate::lower::PageRead;
use crate::project::{self, ProjectError};
use crate::report::{Files, findings, inspect};
use crate::source::{File, ReadError};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Pages, or folders of pages; `-` is a page on standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Outcome, CommandError> {
    let dialect = match &common.config {
        Some(path) => super::dialect(&crate::config::Config::load(path)?)?,
        None => default_dialect()?,
    };
    let mut pages: Vec<PageRead> = Vec::new();
    for path in &arguments.paths {
        match path == Path::new("-") {
            true => pages.push(project::understand(standard_input()?, &dialect)),
            false => pages.extend(project::pages(path, &dialect)?),
        }
    }
    let mut found: Vec<Finding> = project::findings(&pages, &dialect);
    found.extend(project::sunsets(&pages, common.today, &dialect));
    finding::sort(&mut found);
    common.choose(&mut found);
    let text = match arguments.format {
        Format::Json => {
            let json = inspect::to_json(&pages, &found);
            serde_json::to_string_pretty(&json).map_err(|error| CommandError::Other(error.to_string()))?
                + "\n"
        }
        Format::Text => {
            let files = Files::new(pages.iter().map(|page| &page.file));
            let counts = findings::counts(&found);
            format!("{}{}{counts}\n", inspect::to_text(&pages), common.full(&found, &files))
        }
    };
    Ok(Outcome { text, failed: common.fails(&found, FailOn::Error), ..Outcome::default() })
}

fn standard_input() -> Result<File, ProjectError> {
    let mut bytes = Vec::new();
    let name = "standard input".to_owned();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|source| ReadError::Io { name: name.clone(), source })?;
    Ok(File::from_bytes(name, bytes)?)
}
