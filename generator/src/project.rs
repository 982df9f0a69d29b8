//! Pages on disk, read: a project as its configuration describes it, or any files and folders.

mod files;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

pub(crate) use files::page_files;
use files::page_files_within;
pub use files::{files, read_files};
use rayon::prelude::*;

use crate::config::{Config, ConfigError};
use crate::dialect::{self, Date, Dialect};
use crate::finding::Finding;
use crate::lower::PageRead;
use crate::naming::module_name;
use crate::output::fingerprint;
use crate::rules::Translated;
use crate::source::{File, ReadError, spelled};
use crate::{markdown, progress, rules};

/// Why pages could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// One of them is unreadable, or no text.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The configuration is not to be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// There is nothing at a path.
    #[error("{0}: no such file or folder; expected a Markdown page, or a folder of them")]
    Missing(String),
    /// A folder without pages.
    #[error("{0}: no pages in it; expected files that end in .md, .mdx or .markdown")]
    Empty(String),
    /// A link to a file that is no part of the docs.
    #[error("{link}: leads out of {docs}, to {target}; put a copy of the page there, or take the link away")]
    LeadsOut {
        /// The link.
        link: String,
        /// The docs.
        docs: String,
        /// The file that it leads to.
        target: String,
    },
    /// Looking through a folder failed.
    #[error("{0}")]
    Walk(#[from] walkdir::Error),
    /// A dialect that is not known, or not one.
    #[error("{0}")]
    Dialect(String),
}

/// A project's pages, by what the configuration says of them.
#[derive(Debug, Default)]
pub struct Project {
    /// One per page of the first locale.
    pub sources: Vec<SourcePages>,
    /// Pages of other locales that translate no page of the first.
    pub strays: Vec<PageRead>,
    /// Pages of the first locale, each with one that has no translation of it.
    pub untranslated: Vec<(String, String)>,
    /// Which day it is, where that is given: the program reads no clock.
    pub today: Option<Date>,
}

/// The page of a source, and the others that document the same.
#[derive(Debug)]
pub struct SourcePages {
    /// The module that the source becomes.
    pub module: String,
    /// The page that counts.
    pub page: PageRead,
    /// The same page in other languages.
    pub translations: Vec<PageRead>,
    /// The same page as it was, oldest first.
    pub history: Vec<PageRead>,
}

impl SourcePages {
    /// All its pages: the one that counts, its translations, its history.
    pub fn pages(&self) -> impl Iterator<Item = &PageRead> {
        std::iter::once(&self.page).chain(&self.translations).chain(&self.history)
    }

    fn pages_mut(&mut self) -> impl Iterator<Item = &mut PageRead> {
        std::iter::once(&mut self.page).chain(&mut self.translations).chain(&mut self.history)
    }
}

impl Project {
    /// Every page: of each source its own, then its translations and its history.
    pub fn pages(&self) -> impl Iterator<Item = &PageRead> {
        self.sources.iter().flat_map(SourcePages::pages).chain(&self.strays)
    }

    /// The pages of other locales than the first.
    pub fn translations(&self) -> impl Iterator<Item = &PageRead> {
        self.sources.iter().flat_map(|source| &source.translations).chain(&self.strays)
    }
}

impl Project {
    /// Reads the pages that a configuration names.
    ///
    /// # Errors
    /// When a folder or a page cannot be read.
    pub fn read(config: &Config, dialect: &Dialect) -> Result<Self, ProjectError> {
        let settings = &config.settings;
        let mut locales = settings.locales.iter();
        let (_, first) = locales.next().ok_or_else(|| ProjectError::Empty(config.file.name.to_string()))?;
        let (below, pages) = read_folder(config, first, dialect)?;
        let source = |(below, page): (&String, PageRead)| {
            let renamed = settings.renames.sources.get(below);
            let module =
                renamed.map_or_else(|| module_name(below), |name| module_name(&format!("{name}.md")));
            SourcePages { module, page, translations: Vec::new(), history: Vec::new() }
        };
        let mut sources: Vec<SourcePages> = below.iter().zip(pages).map(source).collect();
        tell_apart(&mut sources, &below);
        let (mut strays, mut untranslated) = (Vec::new(), Vec::new());
        for (locale, folder) in locales {
            let (names, pages) = read_folder(config, folder, dialect)?;
            let mut pages: BTreeMap<String, PageRead> = names.into_iter().zip(pages).collect();
            for (below, source) in below.iter().zip(&mut sources) {
                match pages.remove(below) {
                    Some(page) => source.translations.push(page),
                    None => untranslated.push((source.page.file.name.to_string(), locale.clone())),
                }
            }
            // a translation without a source page documents nothing that the client has
            strays.extend(pages.into_values());
        }
        for (module, folder) in &settings.history {
            let Some(source) = sources.iter_mut().find(|source| source.module == *module) else {
                let known = sources.iter().map(|source| source.module.as_str()).collect::<Vec<_>>();
                let message = format!("no source is called `{module}`; the pages give: {}", known.join(", "));
                let at = config.place_of(module);
                return Err(ConfigError::Wrong { file: config.file.name.to_string(), at, message }.into());
            };
            source.history.extend(read_folder(config, folder, dialect)?.1);
        }
        Ok(Self { sources, strays, untranslated, today: None })
    }

    /// Reads pages without a configuration: each is a source of its own.
    ///
    /// # Errors
    /// When the path is neither a page nor a folder of pages, or one cannot be read.
    pub fn of_pages(path: &Path, dialect: &Dialect) -> Result<Self, ProjectError> {
        Ok(Self::of(pages(path, dialect)?))
    }

    /// The same of pages that are in memory.
    pub fn of_files(files: Vec<File>, dialect: &Dialect) -> Self {
        Self::of(understand_all(files, dialect))
    }

    fn of(pages: Vec<PageRead>) -> Self {
        let sources = pages.into_iter().map(|page| SourcePages {
            module: module_name(&page.file.name),
            page,
            translations: Vec::new(),
            history: Vec::new(),
        });
        let mut sources: Vec<SourcePages> = sources.collect();
        let paths: Vec<String> = sources.iter().map(|source| source.page.file.name.to_string()).collect();
        tell_apart(&mut sources, &paths);
        Self { sources, ..Self::default() }
    }

    /// What is wrong between the sources' pages, and with pages that have no counterpart in another language.
    pub fn findings(&self, dialect: &Dialect) -> Vec<Finding> {
        let pages: Vec<&PageRead> = self.sources.iter().map(|source| &source.page).collect();
        let (mut found, of_sources) =
            rayon::join(|| rules::check_pages(&pages, dialect), || rules::check_sources(&pages));
        found.extend(of_sources);
        let sources: HashMap<&str, &PageRead> = pages.iter().map(|page| (&*page.file.name, *page)).collect();
        let lacking =
            self.untranslated.iter().filter_map(|(page, locale)| Some((sources.get(page.as_str())?, locale)));
        found.extend(lacking.map(|(page, locale)| rules::untranslated(page, locale)));
        found.extend(self.strays.iter().map(rules::without_source));
        found.extend(sunsets(&self.strays, self.today, dialect));
        found
    }

    /// Gives the page of a name another text.
    pub fn rewrite(&mut self, name: &str, text: &str, dialect: &Dialect) {
        let pages = self.sources.iter_mut().flat_map(SourcePages::pages_mut);
        for page in pages.chain(&mut self.strays).filter(|page| *page.file.name == *name) {
            *page = understand(page.file.with_text(text), dialect);
        }
    }
}

impl SourcePages {
    /// What is wrong beside what is in the source's page by itself: in its translations, and on that day.
    pub fn findings(&self, today: Option<Date>, dialect: &Dialect) -> Vec<Finding> {
        let mut found = Vec::new();
        for page in &self.translations {
            found.extend(rules::check_translation(Translated { source: &self.page, page }, dialect));
        }
        found.extend(sunsets(std::iter::once(&self.page).chain(&self.translations), today, dialect));
        found
    }
}

/// Pages of one file name in several folders are told apart by their paths.
fn tell_apart(sources: &mut [SourcePages], paths: &[String]) {
    let mut taken: HashMap<&str, usize> = HashMap::default();
    for source in sources.iter() {
        *taken.entry(&source.module).or_default() += 1;
    }
    let is_one_of_several = |source: &SourcePages| taken.get(&*source.module).is_some_and(|count| *count > 1);
    let several: Vec<bool> = sources.iter().map(is_one_of_several).collect();
    for ((source, path), _) in sources.iter_mut().zip(paths).zip(several).filter(|(_, several)| *several) {
        source.module = module_name(&path.replace(['/', '\\'], "_"));
    }
}

/// Reads a page, or all pages of a folder, named by their paths below it.
///
/// # Errors
/// When the path is neither, or a page cannot be read.
pub fn pages(path: &Path, dialect: &Dialect) -> Result<Vec<PageRead>, ProjectError> {
    Ok(understand_all(read_files(&files(path)?)?, dialect))
}

/// Understands pages on all cores.
pub fn understand_all(files: Vec<File>, dialect: &Dialect) -> Vec<PageRead> {
    files.into_par_iter().map(|file| understand(file, dialect)).collect()
}

/// The pages of a configured folder: the path of each below it, and the page, which is named below the docs folder.
fn read_folder(
    config: &Config,
    folder: &str,
    dialect: &Dialect,
) -> Result<(Vec<String>, Vec<PageRead>), ProjectError> {
    let found = page_files_within(&config.resolve(folder), &config.docs).map_err(|error| match error {
        error @ (ProjectError::Missing(_) | ProjectError::Empty(_)) => {
            let (file, at) = (config.file.name.to_string(), config.place_of(folder));
            ConfigError::Wrong { file, at, message: error.to_string() }.into()
        }
        other => other,
    })?;
    let named = |below: &str| match folder.trim_end_matches('/') {
        "." => below.to_owned(),
        folder => format!("{folder}/{below}"),
    };
    let (below, files): (Vec<String>, Vec<_>) =
        found.into_iter().map(|(below, path)| (below.clone(), (path, named(&below)))).unzip();
    Ok((below, understand_all(read_files(&files)?, dialect)))
}

/// Every file that the output of a project follows from, by its path from the docs folder and with its fingerprint: all
/// `pages` of that folder, those that the configuration names elsewhere, the files of its own `dialect`, and the
/// configuration.
///
/// # Errors
/// When one cannot be read.
pub(crate) fn docs_files(
    config: &Config,
    pages: Vec<(String, PathBuf)>,
    project: &Project,
    dialect: &[File],
) -> Result<Vec<(String, u64)>, ProjectError> {
    let read: HashMap<&str, &File> = project.pages().map(|page| (&*page.file.name, &page.file)).collect();
    let print = |(name, path): (String, PathBuf)| match read.get(name.as_str()) {
        Some(file) => Ok((name, fingerprint(file.text.as_bytes()))),
        None => match std::fs::read(path) {
            Ok(bytes) => Ok((name, fingerprint(&bytes))),
            Err(source) => Err(ReadError::Io { name: name.into(), source }.into()),
        },
    };
    let prints: Vec<_> = pages.into_par_iter().map(print).collect();
    let mut prints: Vec<(String, u64)> = prints.into_iter().collect::<Result<_, ProjectError>>()?;
    let leads_out = |name: &str| name.split('/').any(|part| part == "..");
    let mut elsewhere: Vec<(&str, &File)> =
        read.iter().filter(|(name, _)| leads_out(name)).map(|(name, file)| (*name, *file)).collect();
    elsewhere.sort_unstable_by_key(|(name, _)| *name);
    let name = spelled(&config.path.file_name().unwrap_or(config.path.as_os_str()).to_string_lossy());
    let below = |file: &File| {
        let path = file.path.as_deref().unwrap_or(Path::new(&*file.name));
        spelled(&path.strip_prefix(&config.docs).unwrap_or(path).to_string_lossy().replace('\\', "/"))
    };
    let dialect: Vec<(String, &File)> = dialect.iter().map(|file| (below(file), file)).collect();
    let dialect = dialect.iter().map(|(name, file)| (name.as_str(), *file));
    let all = elsewhere.into_iter().chain(dialect).chain([(name.as_str(), &config.file)]);
    prints.extend(all.map(|(name, file)| (name.to_owned(), fingerprint(file.text.as_bytes()))));
    Ok(prints)
}

/// Reads what a page says, and what is wrong in it by itself.
pub fn understand(file: File, dialect: &Dialect) -> PageRead {
    progress::page();
    let markdown::Page { front_matter, blocks, comments } = markdown::read(&file);
    let facts = dialect::read(&file, front_matter, &blocks, dialect);
    let mut page = PageRead { file, facts, comments, findings: Vec::new() };
    page.findings = rules::check_page(&page, &blocks, dialect);
    page
}

/// What is wrong in some pages by themselves, and [between](rules::check_pages) them.
pub fn findings<'a>(pages: impl IntoIterator<Item = &'a PageRead>, dialect: &Dialect) -> Vec<Finding> {
    let pages: Vec<&PageRead> = pages.into_iter().collect();
    let own = pages.iter().flat_map(|page| &page.findings).cloned();
    own.chain(rules::check_pages(&pages, dialect)).collect()
}

/// Which announced ends lie behind `today`; without a day none does.
pub fn sunsets<'a>(
    pages: impl IntoIterator<Item = &'a PageRead>,
    today: Option<Date>,
    dialect: &Dialect,
) -> Vec<Finding> {
    let Some(today) = today else { return Vec::new() };
    pages.into_iter().flat_map(|page| rules::check_sunsets(page, today, dialect)).collect()
}
