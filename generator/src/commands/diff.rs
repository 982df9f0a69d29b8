//! `docwright diff`: what changed between two revisions of the docs, and what it means for the client.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{CommandError, Common, FailOn, Outcome, default_dialect};
use crate::config::{self, Config, ConfigError};
use crate::dialect::Dialect;
use crate::diff::{self, Bump, Diff, Place, Wire};
use crate::lower::{Decisions, PageRead, module_name};
use crate::model::{self, Api};
use crate::output::Scratch;
use crate::project::{self, Project, SourcePages};
use crate::report::changes::{self, Shown};
use crate::source::File;
use crate::{git, understand};

#[derive(Debug, Args)]
#[command(
    after_help = "With --fail-on error the exit status is 1 when calls of older clients break; with warning also \
when they may break, or the client's version has to go up by a major one; with info (the default) when \
anything but the docs changed; with never it is 0."
)]
pub(super) struct Arguments {
    /// The older docs: a page, a folder of pages, or a model.json; with --git, the docs' folder, if no config tells it
    #[arg(value_name = "OLD", required_unless_present = "git")]
    old: Option<PathBuf>,
    /// The newer docs, likewise
    #[arg(value_name = "NEW", required_unless_present = "git", conflicts_with = "git")]
    new: Option<PathBuf>,
    /// Two revisions of the docs in git; without the second, the files as they are
    #[arg(long, value_name = "REV1[..REV2]")]
    git: Option<String>,
    /// List the changes of the docs only too
    #[arg(long)]
    all: bool,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
    Github,
}

pub(super) fn run(arguments: &Arguments, common: &Common, folder: &Path) -> Result<Outcome, CommandError> {
    let configured = Configured::find(common, folder)?;
    let diff = match (&arguments.git, &arguments.old, &arguments.new) {
        (Some(range), docs, _) => by_git(range, docs.as_deref(), configured.as_ref())?,
        (None, Some(old), Some(new)) => by_path(old, new, configured.as_ref())?,
        _ => return Err(CommandError::Other("two revisions are wanted: OLD and NEW, or --git".to_owned())),
    };
    let shown = if arguments.all || common.verbose { Shown::All } else { Shown::Told };
    let text = match arguments.format {
        Format::Text => changes::text(&diff, shown),
        Format::Json => format!("{:#}\n", changes::to_json(&diff)),
        Format::Markdown => changes::markdown(&diff, shown),
        Format::Github => changes::github(&diff, shown),
    };
    Ok(Outcome { text, failed: fails(&diff, common.fail_on.unwrap_or(FailOn::Info)), ..Outcome::default() })
}

/// Whether something is at or above a threshold: see the help of the command.
fn fails(diff: &Diff, threshold: FailOn) -> bool {
    match threshold {
        FailOn::Error => diff.wire() == Wire::Breaks,
        FailOn::Warning => diff.wire() >= Wire::MayBreak || diff.bump() == Bump::Major,
        FailOn::Info => diff.bump() > Bump::None,
        FailOn::Never => false,
    }
}

/// The project at hand: what its configuration decides, and which page is whose.
struct Configured {
    config: Config,
    dialect: Dialect,
    project: Project,
}

impl Configured {
    fn find(common: &Common, folder: &Path) -> Result<Option<Self>, CommandError> {
        if common.config.is_none() && matches!(config::find(folder), Err(ConfigError::Missing(_))) {
            return Ok(None);
        }
        let (config, dialect) = common.load(folder)?;
        let project = Project::read(&config, &dialect)?;
        Ok(Some(Self { config, dialect, project }))
    }

    /// The module of the source that a page documents, or did: it is one of its pages, or has its page id.
    fn module_of(&self, path: &Path, page: &PageRead) -> Option<&str> {
        let path = path.canonicalize().ok();
        let is_page = |known: &PageRead| {
            path.is_some() && self.config.docs.join(&known.file.name).canonicalize().ok() == path
        };
        let id = |page: &PageRead| page.facts.front_matter.page_id.clone();
        let mut sources = self.project.sources.iter();
        let found = sources.find(|source| {
            let mut pages = std::iter::once(&source.page).chain(&source.translations).chain(&source.history);
            pages.any(is_page)
        });
        let by_id =
            || self.project.sources.iter().find(|source| id(page).is_some() && id(&source.page) == id(page));
        found.or_else(by_id).map(|source| source.module.as_str())
    }
}

/// One of the two revisions, read.
struct Side {
    pages: Vec<SourcePages>,
    /// Whether some page is one of the project's.
    own: bool,
    /// How its pages are called from where the program runs.
    shown: ShownAs,
}

/// How pages are called from where the program runs.
enum ShownAs {
    /// A single one.
    Page(String),
    /// By their paths below this.
    Below(String),
}

impl ShownAs {
    fn page(&self, page: &str) -> String {
        match self {
            Self::Page(path) => path.clone(),
            Self::Below(folder) if folder.is_empty() => page.to_owned(),
            Self::Below(folder) => format!("{}/{page}", folder.trim_end_matches('/')),
        }
    }
}

fn by_path(old: &Path, new: &Path, configured: Option<&Configured>) -> Result<Diff, CommandError> {
    let (was, is) = match (whole(old)?, whole(new)?) {
        (Some(was), Some(is)) => return compared(&was, &is, (old, new), true),
        // a model, or a project of its own, beside pages: each has its own names
        (was, is) => (was, is),
    };
    let pages = |path: &Path, name: &str| side(path, name, configured);
    match (was, is) {
        (Some((was, was_shown)), _) => {
            let side = pages(new, &only_page(&was))?;
            let is = api(side.pages, side.own.then_some(configured).flatten())?;
            compared(&(was, was_shown), &(is, side.shown), (old, new), side.own)
        }
        (_, Some((is, is_shown))) => {
            let side = pages(old, &only_page(&is))?;
            let was = api(side.pages, side.own.then_some(configured).flatten())?;
            compared(&(was, side.shown), &(is, is_shown), (old, new), side.own)
        }
        (None, None) => {
            // single pages are revisions of one, whatever their files are called
            let name = new.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let (mut was, mut is) = (pages(old, &name)?, pages(new, &name)?);
            if let ([one], [other]) = (was.pages.as_mut_slice(), is.pages.as_mut_slice()) {
                match (was.own, is.own) {
                    (true, false) => other.module = one.module.clone(),
                    _ => one.module = other.module.clone(),
                }
            }
            let own = was.own || is.own;
            let of = own.then_some(configured).flatten();
            let (was, is) = ((api(was.pages, of)?, was.shown), (api(is.pages, of)?, is.shown));
            compared(&was, &is, (old, new), own)
        }
    }
}

/// The page of a model's only source.
fn only_page(api: &Api) -> String {
    match api.sources.as_slice() {
        [source] => source.page.clone(),
        _ => String::new(),
    }
}

/// A path that is a whole API by itself: a model, or a folder with a configuration of its own.
fn whole(path: &Path) -> Result<Option<(Api, ShownAs)>, CommandError> {
    if path.extension().is_some_and(|end| end == "json") && path.is_file() {
        return Ok(Some((model_file(path)?, ShownAs::Below(String::new()))));
    }
    let file = path.join(config::FILE_NAME);
    if !file.is_file() {
        return Ok(None);
    }
    let config = Config::load(&file)?;
    let dialect = super::dialect(&config)?;
    let project = Project::read(&config, &dialect)?;
    let api = understand(&project, Decisions::of(&config), None, &dialect).api;
    Ok(Some((api, ShownAs::Below(path.display().to_string()))))
}

/// A model that `generate` wrote.
pub(super) fn model_file(path: &Path) -> Result<Api, CommandError> {
    let file = File::read(path, path.display().to_string()).map_err(project::ProjectError::from)?;
    let api: Api = serde_json::from_str(&file.text).map_err(|error| {
        let message = "expected a model.json that `docwright generate` wrote";
        CommandError::Other(format!("{}:{}:{}: {error}; {message}", file.name, error.line(), error.column()))
    })?;
    match api.version == model::VERSION {
        true => Ok(api),
        false => Err(CommandError::Other(format!(
            "{}: a model of version {}; this docwright reads version {}",
            file.name,
            api.version,
            model::VERSION
        ))),
    }
}

/// The pages of a path; a single one is called `name`, unless that is empty.
fn side(path: &Path, name: &str, configured: Option<&Configured>) -> Result<Side, CommandError> {
    let dialect = match configured {
        Some(configured) => configured.dialect.clone(),
        None => default_dialect()?,
    };
    let mut side = Side { pages: Vec::new(), own: false, shown: ShownAs::Below(path.display().to_string()) };
    let pages = match path.is_file() {
        true => {
            side.shown = ShownAs::Page(path.display().to_string());
            let own_name =
                || path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
            let name = if name.is_empty() { own_name() } else { name.to_owned() };
            let file = File::read(path, name).map_err(project::ProjectError::from)?;
            vec![project::understand(file, &dialect)]
        }
        false => Project::of_pages(path, &dialect)?.sources.into_iter().map(|source| source.page).collect(),
    };
    for page in pages {
        let at = if path.is_file() { path.to_path_buf() } else { path.join(&page.file.name) };
        let module = configured.and_then(|configured| configured.module_of(&at, &page));
        side.own |= module.is_some();
        let module = module.map_or_else(|| module_name(&page.file.name), str::to_owned);
        side.pages.push(SourcePages { module, page, translations: Vec::new(), history: Vec::new() });
    }
    Ok(side)
}

/// The API of some pages, with what a project decides, if they are its.
fn api(pages: Vec<SourcePages>, configured: Option<&Configured>) -> Result<Api, CommandError> {
    let project = Project { sources: pages };
    let dialect = match configured {
        Some(configured) => configured.dialect.clone(),
        None => default_dialect()?,
    };
    let decisions = configured.map_or(Decisions::NONE, |it| Decisions::of(&it.config));
    Ok(understand(&project, decisions, None, &dialect).api)
}

/// Two revisions of the docs folder, each with the configuration that it has itself.
fn by_git(range: &str, docs: Option<&Path>, configured: Option<&Configured>) -> Result<Diff, CommandError> {
    let folder = match (docs, configured) {
        (Some(docs), _) => docs.to_path_buf(),
        (None, Some(configured)) => configured.config.docs.clone(),
        (None, None) => {
            let message = "no docwright.yaml tells where the docs are; name their folder, or --config";
            return Err(CommandError::Other(message.to_owned()));
        }
    };
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let (from, to) = match range.split_once("..") {
        Some((from, to)) => (from, to.trim_start_matches('.')),
        None => (range, ""),
    };
    let (was, was_own) = revision(&folder, from)?;
    let (is, is_own) = match to {
        "" => match whole(&folder)? {
            Some(whole) => (whole, true),
            None => {
                let side = side(&folder, "", None)?;
                ((api(side.pages, None)?, side.shown), false)
            }
        },
        to => revision(&folder, to)?,
    };
    let shown = || {
        ShownAs::Below(if folder == Path::new(".") { String::new() } else { folder.display().to_string() })
    };
    compared(&(was.0, shown()), &(is.0, shown()), (Path::new(from), Path::new(to)), was_own && is_own)
}

/// The API of the docs folder in a revision, and whether that has a configuration.
fn revision(folder: &Path, name: &str) -> Result<((Api, ShownAs), bool), CommandError> {
    let wanted =
        |file: &str| file.ends_with(".md") || file.ends_with(".markdown") || file == config::FILE_NAME;
    let revision = git::read(folder, name, wanted)?;
    let scratch = Scratch::of(&revision.files)?;
    let docs = scratch.path().join(&revision.folder);
    // what is said of the files of a revision is said under its name, not under that of a folder which is gone
    let told = |error: CommandError| {
        let message = error.to_string().replace(&format!("{}/", docs.display()), "");
        CommandError::Other(format!(
            "{name}: {}",
            message.replace(&docs.display().to_string(), &folder.display().to_string())
        ))
    };
    let read = || match whole(&docs)? {
        Some(whole) => Ok((whole, true)),
        None => {
            let side = side(&docs, "", None)?;
            Ok(((api(side.pages, None)?, side.shown), false))
        }
    };
    read().map_err(told)
}

/// Compares two APIs, and calls their pages as they are called from where the program runs. Names count where a client
/// has them.
fn compared(
    old: &(Api, ShownAs),
    new: &(Api, ShownAs),
    paths: (&Path, &Path),
    names: bool,
) -> Result<Diff, CommandError> {
    if old.0.sources.is_empty() && new.0.sources.is_empty() {
        return Err(CommandError::Other(format!(
            "{}, {}: no operation in these docs: expected a fence with `METHOD /path`, or a curl command",
            paths.0.display(),
            paths.1.display()
        )));
    }
    let mut diff = diff::compare(&old.0, &new.0);
    if !names {
        diff = diff.without_names();
    }
    let call = |place: &mut Option<Place>, shown: &ShownAs| {
        if let Some(place) = place {
            place.page = shown.page(&place.page);
        }
    };
    for change in &mut diff.changes {
        call(&mut change.old, &old.1);
        call(&mut change.new, &new.1);
    }
    Ok(diff)
}
