//! `docwright inspect`: what was read out of pages.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::mend::{Docs, Mending};
use super::{CommandError, Common, FailOn, Outcome, default_dialect};
use crate::config::Config;
use crate::dialect::Dialect;
use crate::finding::{self, Finding};
use crate::lower::PageRead;
use crate::project::{self, ProjectError};
use crate::report::{Files, Format, inspect};
use crate::sift;
use crate::source::{File, ReadError};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Pages, or folders of pages; `-` is a page on standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    mending: Mending,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, common: &Common, folder: &Path) -> Result<Outcome, CommandError> {
    let config = common.config.as_deref().map(Config::load).transpose()?;
    let dialect = config.as_ref().map_or_else(default_dialect, super::dialect)?;
    let mut pages: Vec<PageRead> = Vec::new();
    for path in &arguments.paths {
        match path == Path::new("-") {
            true => pages.push(project::understand(standard_input()?, &dialect)),
            false => pages.extend(project::pages(path, &dialect)?),
        }
    }
    tell_apart(&mut pages);
    let mut inspected = Inspected { pages, common, config, dialect };
    let mut done = String::new();
    if arguments.mending.is_asked_for() {
        let found = inspected.findings()?;
        let mended = arguments.mending.mend(&mut inspected)?;
        if arguments.mending.only_shows() {
            let text = mended.diff(&inspected.files(folder), common);
            let failed = common.fails(&found, FailOn::Error);
            return Ok(Outcome { text, notes: mended.summary("would be mended"), failed });
        }
        mended.write()?;
        done = mended.summary("mended");
    }
    let found = inspected.findings()?;
    let pages = &inspected.pages;
    let json = |findings| inspect::to_json(pages, findings);
    let printed = common.print(arguments.format, &found, &inspected.files(folder), true, json);
    let read = if arguments.format == Format::Full { inspect::to_text(pages) } else { String::new() };
    Ok(Outcome { text: read + &printed.text, notes: done + &printed.notes, ..printed })
}

/// Pages that were read, and what is wanted to be told of them.
struct Inspected<'a> {
    pages: Vec<PageRead>,
    common: &'a Common,
    config: Option<Config>,
    dialect: Dialect,
}

impl Inspected<'_> {
    fn files(&self, folder: &Path) -> Files<'_> {
        Files::new(self.pages.iter().map(|page| &page.file)).told_from(folder)
    }
}

impl Docs for Inspected<'_> {
    fn findings(&self) -> Result<Vec<Finding>, CommandError> {
        let mut found = project::findings(&self.pages, &self.dialect);
        found.extend(project::sunsets(&self.pages, self.common.today, &self.dialect));
        sift::sift(&mut found, self.pages.iter().map(|page| (page, true)));
        finding::sort(&mut found);
        self.common.selection.choose(&mut found, self.config.as_ref())?;
        Ok(found)
    }

    fn file(&self, name: &str) -> Option<&File> {
        self.pages.iter().map(|page| &page.file).find(|file| file.name == name)
    }

    fn rewrite(&mut self, name: &str, text: String) -> Result<(), CommandError> {
        for page in self.pages.iter_mut().filter(|page| page.file.name == name) {
            *page = project::understand(page.file.with_text(text.as_str()), &self.dialect);
        }
        Ok(())
    }
}

/// Pages of one name, from several paths given, go by their whole paths.
fn tell_apart(pages: &mut [PageRead]) {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        *names.entry(page.file.name.clone()).or_default() += 1;
    }
    for page in pages {
        if let Some(path) = &page.file.path
            && names.get(&page.file.name).is_some_and(|count| *count > 1)
        {
            page.file.name = path.to_string_lossy().replace('\\', "/");
        }
    }
}

fn standard_input() -> Result<File, ProjectError> {
    let mut bytes = Vec::new();
    let name = "standard input".to_owned();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|source| ReadError::Io { name: name.clone(), source })?;
    Ok(File::from_bytes(name, bytes)?)
}
