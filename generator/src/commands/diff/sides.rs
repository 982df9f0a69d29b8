//! The two revisions that are compared, read: pages, folders, models, and what git has.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::spec_file::is_document;
use super::super::{CommandError, CommonOptions, configured_dialect, shortened};
use crate::config::{self, Config, ConfigError};
use crate::dialect::Dialect;
use crate::diff::PageLines;
use crate::git;
use crate::lower::{Decisions, PageRead};
use crate::model::{self, Api};
use crate::openapi::{self, Problem};
use crate::output::Scratch;
use crate::pipeline::understand;
use crate::project::{self, Project, SourcePages};
use crate::revision::{self, Revision};
use crate::source::File;

/// One revision.
pub(super) struct RevisionRead {
    pub revision: Revision,
    pub shown: ShownAs,
    /// Its pages or its document, by the names that evidence has for them; none of a model.
    pub pages: HashMap<Arc<str>, File>,
    /// Whether a client is made of it: then what things are called in it counts.
    pub own: bool,
    /// What of an OpenAPI document was not understood; none where it is none.
    pub document: Option<Vec<Problem>>,
}

impl RevisionRead {
    pub fn api(&self) -> &Api {
        &self.revision.api
    }
}

/// How pages are called from where the program runs.
pub(super) enum ShownAs {
    /// A single one.
    Page(String),
    /// By their paths below this folder.
    Below(String),
    /// As the model has them.
    Model(String),
}

impl RevisionRead {
    /// The page that a section is of.
    pub fn page(&self, section: &PageLines<'_>) -> Option<&File> {
        self.pages.get(section.page)
    }
}

impl ShownAs {
    pub fn page(&self, page: &str) -> String {
        match self {
            Self::Page(path) => path.clone(),
            Self::Model(_) => page.to_owned(),
            Self::Below(folder) if folder == "." => page.to_owned(),
            Self::Below(folder) => format!("{}/{page}", folder.trim_end_matches('/')),
        }
    }

    /// All of it.
    pub fn whole(&self) -> &str {
        match self {
            Self::Page(path) | Self::Below(path) | Self::Model(path) => path,
        }
    }
}

/// What a path holds.
enum PathContent {
    /// An API by itself: a model, or a folder with a configuration of its own.
    Whole(Box<RevisionRead>),
    /// Pages.
    Pages(Pages),
}

/// Pages that are yet to be made an API.
struct Pages {
    pages: Vec<SourcePages>,
    dialect: Arc<Dialect>,
    shown: ShownAs,
    /// Whether one of them is the project's, and what that decides counts.
    own: bool,
}

/// The project at hand: what its configuration decides, and which page is whose.
struct Configured {
    config: Config,
    dialect: Arc<Dialect>,
    project: Project,
}

impl Configured {
    fn find(common: &CommonOptions, folder: &Path) -> Result<Option<Self>, CommandError> {
        if common.dialect.is_some() {
            return Ok(None);
        }
        if common.config.is_none() && matches!(config::find(folder), Err(ConfigError::Missing(_))) {
            return Ok(None);
        }
        let (config, dialect) = common.load(folder)?;
        let project = Project::read(&config, &dialect)?;
        Ok(Some(Self { config, dialect: Arc::new(dialect), project }))
    }

    /// The module of the source that a page documents, or did: it is one of its pages, or has its page id.
    fn module_of(&self, path: &Path, page: &PageRead) -> Option<&str> {
        let path = path.canonicalize().ok()?;
        let is_page = |known: &PageRead| {
            self.config.docs.join(&*known.file.name).canonicalize().is_ok_and(|known| known == path)
        };
        let id = |page: &PageRead| page.facts.front_matter.page_id.clone();
        let sources = &self.project.sources;
        let by_path = sources.iter().find(|source| {
            let mut pages = std::iter::once(&source.page).chain(&source.translations).chain(&source.history);
            pages.any(is_page)
        });
        let by_id = || sources.iter().find(|source| id(page).is_some() && id(&source.page) == id(page));
        by_path.or_else(by_id).map(|source| source.module.as_str())
    }
}

impl Pages {
    /// The API of the pages, with what a project decides, if it is theirs.
    fn read(self, configured: Option<&Configured>, own: bool) -> RevisionRead {
        let configured = configured.filter(|_| own);
        let decisions = configured.map_or(Decisions::NONE, |it| Decisions::of(&it.config));
        let project = Project { sources: self.pages, ..Project::default() };
        let revision = understand(&project, decisions, None, &self.dialect).revision;
        RevisionRead { revision, shown: self.shown, pages: files(project), own, document: None }
    }

    /// A single page is a revision of what it is compared with, whatever its file is called.
    fn call(&mut self, module: &str, page: &str) {
        if let (ShownAs::Page(_), [only]) = (&self.shown, self.pages.as_mut_slice()) {
            only.module = module.to_owned();
            only.page.rename(page);
        }
    }

    /// The module and the name of a single page.
    fn only(&self) -> Option<(String, String)> {
        match (&self.shown, self.pages.as_slice()) {
            (ShownAs::Page(_), [only]) => Some((only.module.clone(), only.page.file.name.to_string())),
            _ => None,
        }
    }
}

/// Two paths.
///
/// # Errors
/// When one cannot be read.
pub(super) fn by_path(
    old: &Path,
    new: &Path,
    common: &CommonOptions,
    folder: &Path,
) -> Result<(RevisionRead, RevisionRead), CommandError> {
    let configured = Configured::find(common, folder)?;
    let configured = configured.as_ref();
    Ok(match (docs(old, common, configured)?, docs(new, common, configured)?) {
        (PathContent::Whole(was), PathContent::Whole(is)) => (*was, *is),
        (PathContent::Whole(mut was), PathContent::Pages(is)) => {
            let is = beside(&mut was, is, configured)?;
            (*was, is)
        }
        (PathContent::Pages(was), PathContent::Whole(mut is)) => (beside(&mut is, was, configured)?, *is),
        (PathContent::Pages(mut was), PathContent::Pages(mut is)) => {
            if let (Some((module, _)), Some((its_own, page))) = (was.only(), is.only()) {
                let module = if was.own && !is.own { module } else { its_own };
                was.call(&module, &page);
                is.call(&module, &page);
            }
            let own = was.own || is.own;
            (was.read(configured, own), is.read(configured, own))
        }
    })
}

/// Pages beside a whole API: a single one is compared with its own source alone.
fn beside(
    whole: &mut RevisionRead,
    mut pages: Pages,
    configured: Option<&Configured>,
) -> Result<RevisionRead, CommandError> {
    // an OpenAPI document is of no page
    if let Some((module, _)) = pages.only().filter(|_| whole.document.is_none()) {
        let sources = &mut whole.revision.api.sources;
        if sources.iter().any(|source| source.module == module) {
            sources.retain(|source| source.module == module);
        }
        if let [source] = sources.as_slice() {
            pages.call(&source.module.clone(), &source.page.clone());
        }
    }
    let own = pages.own;
    Ok(pages.read(configured, own))
}

fn docs(
    path: &Path,
    common: &CommonOptions,
    configured: Option<&Configured>,
) -> Result<PathContent, CommandError> {
    Ok(match whole(path)? {
        Some(whole) => PathContent::Whole(Box::new(whole)),
        None => PathContent::Pages(pages(path, common, configured)?),
    })
}

fn whole(path: &Path) -> Result<Option<RevisionRead>, CommandError> {
    if is_document(path) {
        let name = path.display().to_string();
        let file = File::read(path, name.clone()).map_err(project::ProjectError::from)?;
        let shown = ShownAs::Model(name);
        return Ok(Some(match openapi::read(&file) {
            Ok(document) => {
                let pages = HashMap::from([(Arc::clone(&file.name), file)]);
                let (revision, document) = (document.api.into(), Some(document.problems));
                RevisionRead { revision, shown, pages, own: false, document }
            }
            Err(_) if path.extension().is_some_and(|end| end == "json") => RevisionRead {
                revision: model_file(&file)?,
                shown,
                pages: HashMap::new(),
                own: true,
                document: None,
            },
            Err(error) => return Err(CommandError::Other(error.to_string())),
        }));
    }
    let file = path.join(config::FILE_NAME);
    if !file.is_file() {
        return Ok(None);
    }
    let config = Config::load(&file)?;
    let dialect = configured_dialect(&config)?;
    of_project(&config, &dialect, ShownAs::Below(path.display().to_string())).map(Some)
}

/// The pages that an API was made of.
fn files(project: Project) -> HashMap<Arc<str>, File> {
    let files = project.sources.into_iter().map(|source| source.page.file);
    files.map(|file| (Arc::clone(&file.name), file)).collect()
}

/// Whether a page is UTF-8: of one that is not nobody knows what changed.
fn is_text(page: &PageRead) -> Result<(), CommandError> {
    Ok(page.file.check().map_err(project::ProjectError::from)?)
}

/// A model that `generate` wrote.
///
/// # Errors
/// When it cannot be read, is no model, or one of another version.
fn model_file(file: &File) -> Result<Revision, CommandError> {
    let revision = Revision::read(&file.text).map_err(|error| {
        let message = "expected a model.json that `docwright generate` wrote";
        CommandError::Other(format!("{}:{}:{}: {error}; {message}", file.name, error.line(), error.column()))
    })?;
    let version = revision.api.version;
    match version == model::VERSION {
        true => Ok(revision),
        false => Err(CommandError::Other(format!(
            "{}: a model of version {}; this docwright reads version {}",
            file.name,
            version,
            model::VERSION
        ))),
    }
}

fn pages(
    path: &Path,
    common: &CommonOptions,
    configured: Option<&Configured>,
) -> Result<Pages, CommandError> {
    let dialect = match configured {
        Some(configured) => Arc::clone(&configured.dialect),
        None => Arc::new(common.dialect(None)?),
    };
    let project = Project::of_pages(path, &dialect)?;
    project.pages().try_for_each(is_text)?;
    let mut pages = project.sources;
    let name = path.display().to_string();
    let single = path.is_file();
    let mut own = false;
    for source in &mut pages {
        let at = if single { path.to_path_buf() } else { path.join(&*source.page.file.name) };
        if let Some(module) = configured.and_then(|configured| configured.module_of(&at, &source.page)) {
            source.module = module.to_owned();
            own = true;
        }
    }
    Ok(Pages { pages, dialect, shown: if single { ShownAs::Page(name) } else { ShownAs::Below(name) }, own })
}

/// What the project's client was generated from, and its docs as they are.
///
/// # Errors
/// When there is no client yet, or one of the two cannot be read.
pub(super) fn of_client(
    common: &CommonOptions,
    folder: &Path,
) -> Result<(RevisionRead, RevisionRead), CommandError> {
    let (config, dialect) = common.load(folder)?;
    let model = config.resolve(&config.settings.output.folder).join(revision::FILE);
    let name = shortened(&model, folder).display().to_string();
    if !model.is_file() {
        let message = "no client to compare the docs with; `docwright generate` writes it";
        return Err(CommandError::Other(format!("{name}: {message}")));
    }
    let file = File::read(&model, name).map_err(project::ProjectError::from)?;
    let shown = || ShownAs::Below(shortened(&config.docs, folder).display().to_string());
    let (revision, pages) = (model_file(&file)?, HashMap::new());
    let was = RevisionRead { revision, shown: shown(), pages, own: true, document: None };
    Ok((was, of_project(&config, &dialect, shown())?))
}

/// The docs of a project as they are.
fn of_project(config: &Config, dialect: &Dialect, shown: ShownAs) -> Result<RevisionRead, CommandError> {
    let project = Project::read(config, dialect)?;
    project.pages().try_for_each(is_text)?;
    let revision = understand(&project, Decisions::of(config), None, dialect).revision;
    Ok(RevisionRead { revision, shown, pages: files(project), own: true, document: None })
}

/// Two revisions of the docs folder, each with the configuration that it has itself; without a second one, the files as
/// they are.
///
/// # Errors
/// When it is not said where the docs are, or one of the revisions cannot be read.
pub(super) fn by_git(
    range: &str,
    docs: Option<&Path>,
    common: &CommonOptions,
    folder: &Path,
) -> Result<(RevisionRead, RevisionRead), CommandError> {
    let folder = docs_folder(docs, common, folder)?;
    let (from, to) = match range.split_once("..") {
        Some((from, to)) => (from, to.trim_start_matches('.')),
        None => (range, ""),
    };
    let called =
        |side: RevisionRead| RevisionRead { shown: ShownAs::Below(folder.display().to_string()), ..side };
    let was = revision(&folder, from, common)?;
    let is = if to.is_empty() { whole_or_pages(&folder, common)? } else { revision(&folder, to, common)? };
    Ok((called(was), called(is)))
}

/// The folder of the docs: the one that is named, else the one that the configuration is in.
fn docs_folder(docs: Option<&Path>, common: &CommonOptions, folder: &Path) -> Result<PathBuf, CommandError> {
    let config = match (docs, &common.config) {
        (Some(docs), _) => return Ok(docs.to_path_buf()),
        (None, Some(config)) => config.clone(),
        (None, None) => config::find(folder).map(|path| shortened(&path, folder)).map_err(|_| {
            let message = "no docwright.yaml says where the docs are; name their folder, or --config";
            CommandError::Other(message.to_owned())
        })?,
    };
    let docs = config.parent().filter(|docs| !docs.as_os_str().is_empty());
    Ok(docs.map_or_else(|| PathBuf::from("."), Path::to_path_buf))
}

fn whole_or_pages(folder: &Path, common: &CommonOptions) -> Result<RevisionRead, CommandError> {
    match docs(folder, common, None)? {
        PathContent::Whole(whole) => Ok(*whole),
        PathContent::Pages(pages) => Ok(pages.read(None, false)),
    }
}

/// The docs folder in a revision.
fn revision(folder: &Path, name: &str, common: &CommonOptions) -> Result<RevisionRead, CommandError> {
    let is_page = |file: &str| [".md", ".mdx", ".markdown"].iter().any(|end| file.ends_with(end));
    // the configuration, and dialects that it names
    let is_yaml = |file: &str| [".yaml", ".yml"].iter().any(|end| file.ends_with(end));
    let revision = git::read(folder, name, |file| is_page(file) || is_yaml(file))?;
    let scratch = Scratch::of(&revision.files)?;
    whole_or_pages(&scratch.path().join(&revision.folder), common).map_err(|error| {
        // what is said of its files is said under its name, not under that of a folder that is gone
        let gone = format!("{}/", scratch.path().display());
        CommandError::Other(format!("{name}: {}", error.to_string().replace(&gone, "")))
    })
}
