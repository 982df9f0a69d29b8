//! The client of a project: its pages read, what they say understood, the client's text made and compared with what is
//! there. Prints nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{CommandError, spec_file};
use crate::config::{Config, RuntimePlace, check_crate_name};
use crate::dialect::{Date, Dialect};
use crate::diff::{self, Diff};
use crate::emit::{EmitError, Emitted, RuntimeSource};
use crate::finding::{Finding, Findings, OUTPUT_EDITED, OUTPUT_STALE, Place};
use crate::lower::Decisions;
use crate::model::{self, Api};
use crate::naming::module_name;
use crate::output::{FileChange, LOCK, OutputError, Plan};
use crate::pipeline::{Understood, understand};
use crate::project::{self, Project};
use crate::report::Files;
use crate::revision::{self, Revision};
use crate::{embedded, emit, openapi};

/// A client that is made but not written.
pub(super) struct ProjectClient {
    pub understood: Understood,
    pub plan: Plan,
    pub config: Option<Config>,
    pub project: Project,
}

impl ProjectClient {
    pub fn files(&self) -> Files<'_> {
        let pages = self.project.pages().map(|page| &page.file);
        Files::new(pages.chain(self.config.iter().map(|config| &config.file)))
    }

    /// What changed in the docs since the client was written; none where nothing can have, where there is no client, or
    /// where its model is none that this program can read.
    pub fn diff(&self) -> Option<Diff> {
        if !self.plan.differs(revision::FILE) {
            return None;
        }
        let old = std::fs::read_to_string(self.plan.folder.join(revision::FILE)).ok()?;
        let old = Revision::read(&old).ok()?;
        (old.api.version == model::VERSION).then(|| diff::compare(&old, &self.understood.revision))
    }

    /// What is not as the docs give it, and what a hand has changed.
    pub fn stale(&self) -> Vec<Finding> {
        let plan = &self.plan;
        let one = |change: &FileChange| {
            let name = change.name();
            let page: Arc<str> = plan.place(name).display().to_string().into();
            if plan.edited().iter().any(|edited| edited == name) {
                let message =
                    format!("{page} was changed by hand since it was written, or is not docwright's");
                let help = "change the docs or `docwright.yaml` instead; `docwright generate --force` writes over it";
                return Finding::new(&OUTPUT_EDITED, Place { page, span: 0..0 }, message, help);
            }
            let what = match change {
                FileChange::New(_) => "is missing",
                FileChange::Changed(_) => "is not what the docs give",
                FileChange::Removed(_) => "is a left-over: the docs do not give it any more",
            };
            let message = format!("{page} {what}");
            Finding::new(&OUTPUT_STALE, Place { page, span: 0..0 }, message, "run `docwright generate`")
        };
        let changes = plan.changes();
        let found = changes.iter().map(one);
        if !changes.contains(&FileChange::New(LOCK.to_owned())) {
            return found.collect();
        }
        // a client that was never written lacks all its files: that is said once
        let page: Arc<str> = plan.folder.display().to_string().into();
        let message = "no client is generated here yet";
        let none =
            Finding::new(&OUTPUT_STALE, Place { page, span: 0..0 }, message, "run `docwright generate`");
        found.filter(|it| it.rule == &OUTPUT_EDITED).chain([none]).collect()
    }
}

/// What a project's docs say, as its configuration decides.
pub(super) fn understood(project: &Project, config: &Config, dialect: &Dialect) -> Understood {
    understand(project, Decisions::of(config), Some(config), dialect)
}

/// What a client is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To see whether it is in step: where there is none yet, none is made.
    Check,
    /// To be compared with what is there.
    Compare,
    /// To be written.
    Write,
}

impl Purpose {
    fn plan(
        self,
        folder: PathBuf,
        files: Vec<(String, String)>,
        docs: &[(String, u64)],
    ) -> Result<Plan, OutputError> {
        match self {
            Self::Check | Self::Compare => Plan::to_compare(folder, files, docs),
            Self::Write => Plan::to_write(folder, files, docs),
        }
    }
}

/// Looks at what is wrong in the docs, and drops what is not asked for, before their client is made.
pub(super) type FilterFindings<'a> =
    dyn FnMut(&mut Findings, Option<&Config>) -> Result<(), CommandError> + 'a;

/// The client of a project.
pub(super) fn of_project(
    config: Config,
    dialect: &Dialect,
    today: Option<Date>,
    purpose: Purpose,
    filter: &mut FilterFindings<'_>,
) -> Result<ProjectClient, CommandError> {
    let project = Project { today, ..Project::read(&config, dialect)? };
    let docs = project::docs_files(&config, project::page_files(&config.docs)?, &project, &dialect.files)?;
    let mut understood = understood(&project, &config, dialect);
    some_source(&understood, &config.docs)?;
    filter(&mut understood.findings, Some(&config))?;
    let settings = &config.settings;
    let folder = config.resolve(&settings.output.folder);
    let is_made = purpose != Purpose::Check || folder.join(LOCK).exists();
    let files = if is_made { files(&config, &understood.revision)? } else { Vec::new() };
    let mut plan = purpose.plan(folder, files, &docs)?;
    if let Some(manifest) = &settings.output.manifest {
        let lines = features(&emit::features(&understood.revision.api));
        plan = plan.with_block(config.resolve(manifest), &lines)?;
    }
    Ok(ProjectClient { understood, plan, project, config: Some(config) })
}

/// The files of a project's client, each with its text.
fn files(config: &Config, revision: &Revision) -> Result<Vec<(String, String)>, EmitError> {
    let api = &revision.api;
    let (client, model) = rayon::join(|| emitted(config, api), || revision.to_json());
    let mut files = client?.files;
    // what the next run compares the docs with
    let fault =
        |error: serde_json::Error| EmitError { file: revision::FILE.to_owned(), fault: error.to_string() };
    files.push((revision::FILE.to_owned(), model.map_err(fault)?));
    if let (Some(options), Some(settings)) = (spec_file::options_of(config), &config.settings.openapi) {
        files.push((settings.file.clone(), openapi::write(api, &options)));
    }
    Ok(files)
}

/// The text of a project's client, as a crate or as modules of one.
pub(super) fn emitted(config: &Config, api: &Api) -> Result<Emitted, EmitError> {
    let (output, name) = (&config.settings.output, crate_name_of(config));
    let usual = if output.whole_crate { RuntimePlace::Inside } else { RuntimePlace::Dependency };
    let runtime = runtime_at(output.runtime.unwrap_or(usual));
    match output.whole_crate {
        true => emit::whole_crate(api, &name, runtime),
        false => emit::client(api, &name, runtime),
    }
}

/// The runtime of a client, at its place.
fn runtime_at(place: RuntimePlace) -> RuntimeSource<'static> {
    match place {
        RuntimePlace::Inside => RuntimeSource::Inside(embedded::FILES),
        RuntimePlace::Dependency => RuntimeSource::Dependency,
    }
}

/// What the crate of a project is called.
pub(super) fn crate_name_of(config: &Config) -> String {
    let settings = &config.settings;
    let own = || {
        let name = module_name(&format!("{}.md", settings.api));
        if check_crate_name(&name).is_ok() { name } else { format!("{name}_client") }
    };
    settings.output.crate_name.clone().unwrap_or_else(own)
}

/// The client of pages without a configuration, as a crate of its own.
pub(super) fn whole_crate(
    docs: &Path,
    out: &Path,
    name: &str,
    runtime: RuntimePlace,
    dialect: &Dialect,
    purpose: Purpose,
    filter: &mut FilterFindings<'_>,
) -> Result<ProjectClient, CommandError> {
    if is_inside(out, docs) {
        let message =
            "is inside of the docs, where what is written would be read as a page; name another folder";
        return Err(CommandError::Other(format!("{}: {message}", out.display())));
    }
    let project = Project::of_pages(docs, dialect)?;
    // a client is not one of itself
    let api = ["-client", "_client"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let decisions = Decisions { api, ..Decisions::NONE };
    let mut understood = understand(&project, decisions, None, dialect);
    some_source(&understood, docs)?;
    filter(&mut understood.findings, None)?;
    let files = emit::whole_crate(&understood.revision.api, name, runtime_at(runtime))?.files;
    let plan = purpose.plan(out.to_path_buf(), files, &[])?;
    Ok(ProjectClient { understood, plan, project, config: None })
}

/// Whether a folder, which need not be there, is below another one or the same.
fn is_inside(folder: &Path, other: &Path) -> bool {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let real = folder.ancestors().find_map(|above| {
        let below = folder.strip_prefix(above).ok()?;
        Some(above.canonicalize().ok()?.join(below))
    });
    other.canonicalize().is_ok_and(|other| other.is_dir() && real.is_some_and(|real| real.starts_with(other)))
}

pub(super) fn some_source(understood: &Understood, docs: &Path) -> Result<(), CommandError> {
    if !understood.revision.api.sources.is_empty() {
        return Ok(());
    }
    let place = understood
        .findings
        .iter()
        .next()
        .map_or_else(|| docs.display().to_string(), |it| it.place.page.to_string());
    Err(CommandError::Other(format!(
        "{place}:1: no operation in these docs: expected a fence with `METHOD /path`, or a curl command; \
         `docwright inspect` shows what was read"
    )))
}

/// The lines of the manifest that are owned: one feature a source, and one for all.
fn features(sources: &[String]) -> String {
    let all: Vec<String> = sources.iter().map(|name| format!("\"{name}\"")).collect();
    let one = |name: &String| format!("{name} = []\n");
    format!("all-sources = [{}]\n{}", all.join(", "), sources.iter().map(one).collect::<String>())
}
