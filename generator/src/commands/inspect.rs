//! `docwright inspect`: what was read out of pages, and what is wrong in them.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::fix::{FixOptions, FixTarget};
use super::{CommandError, CommonOptions, FailOn, Outcome};
use crate::config::Config;
use crate::dialect::Dialect;
use crate::finding::Findings;
use crate::lower::PageRead;
use crate::project::{self, ProjectError};
use crate::report::reading::ReadCounts;
use crate::report::{Files, ReportFormat, inspect, summary};
use crate::source::{File, ReadError, spelled};
use crate::{rules, suppress};

#[derive(Debug, Args)]
pub(super) struct InspectArguments {
    /// Pages, or folders of pages; `-` is a page on standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    fixing: FixOptions,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: ReportFormat,
}

pub(super) fn run(
    arguments: &InspectArguments,
    common: &CommonOptions,
    folder: &Path,
) -> Result<Outcome, CommandError> {
    let config = common.config.as_deref().map(Config::load).transpose()?;
    let dialect = common.dialect(config.as_ref())?;
    let pages = project::understand_all(arguments.files()?, &dialect);
    let pages = pages.into_iter().map(|page| dated(page, common, &dialect)).collect();
    let mut inspected = Inspected { pages, common, config: &config, dialect: &dialect };
    let mut found = inspected.findings()?;
    let mut done = String::new();
    if arguments.fixing.is_asked_for() {
        let fixed = arguments.fixing.fix(&mut inspected)?;
        if arguments.fixing.only_shows() {
            let text = fixed.diff(&inspected.files(folder), common);
            let failed = common.fails(&found, FailOn::Error);
            return Ok(Outcome { text, notes: fixed.summary("would be fixed"), failed });
        }
        fixed.write()?;
        done = fixed.summary("fixed");
        found = inspected.findings()?;
    }
    let json = |findings| inspect::json(&inspected.pages, &dialect, findings);
    let printed = common.print(arguments.format, &found, &inspected.files(folder), true, json);
    let mut text = match arguments.format {
        ReportFormat::Full if common.verbose || !summary::is_of_many(inspected.pages.len()) => {
            inspected.pages.iter().map(inspect::text_of).collect()
        }
        ReportFormat::Full => format!("{}-v shows each page\n\n", ReadCounts::of(&inspected.pages).to_text()),
        _ => String::new(),
    };
    text.push_str(&printed.text);
    Ok(Outcome { text, notes: done + &printed.notes, ..printed })
}

/// The page, with the announced ends in it that are over on the day that is given.
fn dated(mut page: PageRead, common: &CommonOptions, dialect: &Dialect) -> PageRead {
    let over = project::sunsets([&page], common.today, dialect);
    page.findings.extend(over);
    page
}

impl InspectArguments {
    /// All files, read.
    fn files(&self) -> Result<Vec<File>, ProjectError> {
        let is_input = |path: &PathBuf| path == Path::new("-");
        let files = |path| if is_input(path) { Ok(Vec::new()) } else { project::files(path) };
        let mut files: Vec<Vec<(PathBuf, String)>> =
            self.paths.iter().map(files).collect::<Result<_, _>>()?;
        tell_apart(&mut files);
        let mut read = Vec::new();
        for (path, files) in self.paths.iter().zip(files) {
            match is_input(path) {
                true => read.push(standard_input()?),
                false => read.extend(project::read_files(&files)?),
            }
        }
        Ok(read)
    }
}

/// Pages that were read, and what is to be reported of them.
struct Inspected<'a> {
    pages: Vec<PageRead>,
    common: &'a CommonOptions,
    config: &'a Option<Config>,
    dialect: &'a Dialect,
}

impl Inspected<'_> {
    fn files(&self, folder: &Path) -> Files<'_> {
        Files::new(self.pages.iter().map(|page| &page.file)).seen_from(folder)
    }
}

impl FixTarget for Inspected<'_> {
    fn findings(&self) -> Result<Findings, CommandError> {
        let between = rules::check_pages(&self.pages.iter().collect::<Vec<_>>(), self.dialect);
        let own = self.pages.iter().map(|page| page.findings.clone());
        let mut found = suppress::suppress(own.chain([between]), self.pages.iter().map(|page| (page, true)));
        self.common.selection.choose(&mut found, self.config.as_ref())?;
        Ok(found)
    }

    fn file(&self, name: &str) -> Option<&File> {
        self.pages.iter().map(|page| &page.file).find(|file| *file.name == *name)
    }

    fn rewrite(&mut self, name: &str, text: String) -> Result<(), CommandError> {
        for page in self.pages.iter_mut().filter(|page| *page.file.name == *name) {
            let file = page.file.with_text(text.as_str());
            *page = dated(project::understand(file, self.dialect), self.common, self.dialect);
        }
        Ok(())
    }
}

/// Pages of one name, from several paths given, go by their whole paths.
fn tell_apart(files: &mut [Vec<(PathBuf, String)>]) {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for (_, name) in files.iter().flatten() {
        *names.entry(name.clone()).or_default() += 1;
    }
    for (path, name) in files.iter_mut().flatten() {
        if names.get(name).is_some_and(|count| *count > 1) {
            *name = spelled(&path.to_string_lossy().replace('\\', "/"));
        }
    }
}

fn standard_input() -> Result<File, ProjectError> {
    let mut bytes = Vec::new();
    let name: Arc<str> = "standard input".into();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|source| ReadError::Io { name: Arc::clone(&name), source })?;
    Ok(File::from_bytes(name, bytes)?)
}
