//! `docwright generate`: the client that the docs describe, written or compared.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::check::stale;
use super::{CommandError, Common, FailOn, Outcome, counted, in_shell};
use crate::config::{Config, check_crate_name};
use crate::dialect::{Date, Dialect};
use crate::diff::{self, Diff};
use crate::finding::{
    CONSTANT_MISMATCH, Finding, Found, NOT_UTF8, OUTPUT_EDITED, RESOLUTION_EXPIRED, TEMPLATE_MISMATCH,
};
use crate::lower::{Decisions, module_name};
use crate::model::{self, Api};
use crate::output::{self, Change, OutputError, Plan};
use crate::pipeline::{Understood, understand};
use crate::project::{self, Project};
use crate::report::changes::{self, Shown};
use crate::report::reading::ReadCounts;
use crate::report::{self, Files, Format};
use crate::{embedded, emit, openapi};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Compare only: write nothing, and exit with 1 when something would change
    #[arg(long)]
    check: bool,
    /// Write over files that were changed by hand
    #[arg(long, conflicts_with = "check")]
    force: bool,
    /// Without a configuration: a page, or a folder of pages
    #[arg(long, value_name = "PATH", requires_all = ["out", "crate_name"], conflicts_with = "config")]
    docs: Option<PathBuf>,
    /// Where the crate of `--docs` goes
    #[arg(long, value_name = "DIR", requires = "docs")]
    out: Option<PathBuf>,
    /// What the crate of `--docs` is called
    #[arg(long, value_name = "NAME", requires = "docs", value_parser = crate_name)]
    crate_name: Option<String>,
    /// Write what changed since the last time, as a release note in Markdown; nothing is written where nothing has
    #[arg(long, value_name = "FILE", conflicts_with_all = ["check", "docs"])]
    changes: Option<PathBuf>,
}

fn crate_name(name: &str) -> Result<String, String> {
    check_crate_name(name).map(|()| name.to_owned())
}

pub(super) fn run(arguments: &Arguments, common: &Common, folder: &Path) -> Result<Outcome, CommandError> {
    let (mut counts, mut fails) = (String::new(), false);
    // of what is wrong in the docs what is not told here goes, before the client is made
    let mut weigh = |found: &mut Found, config: Option<&Config>| {
        common.selection.choose(found, config)?;
        (counts, fails) = (report::counts(found.iter()), common.fails(found, FailOn::Never));
        found.retain_mut(|finding| is_dispute(finding));
        Ok(())
    };
    let purpose = Purpose::of(!arguments.check);
    let mut built = match (&arguments.docs, &arguments.out, &arguments.crate_name) {
        (Some(docs), Some(out), Some(name)) => {
            let dialect = common.dialect(None)?;
            whole_crate(docs, out, name, &dialect, purpose, &mut weigh)?
        }
        _ => {
            let (config, dialect) = common.load(folder)?;
            client(config, &dialect, common.today, purpose, &mut weigh)?
        }
    };
    if built.project.pages().any(|page| page.file.not_utf8.is_some()) {
        built.understood.findings.retain_mut(|finding| finding.rule == &NOT_UTF8);
        let (text, notes) =
            (draw(&built.understood.findings, &built, common), "nothing was written\n".to_owned());
        return Ok(Outcome { text, notes, failed: true });
    }
    built.plan.force = arguments.force;
    if !arguments.check && !built.plan.edited().is_empty() {
        let edited = stale(&built.plan).into_iter().filter(|it| it.rule == &OUTPUT_EDITED);
        let edited = Found::from(edited.collect::<Vec<_>>());
        let (text, notes) = (draw(&edited, &built, common), "nothing was written\n".to_owned());
        return Ok(Outcome { text, notes, failed: common.fails(&edited, FailOn::Error) });
    }
    let diff = built.diff().map(|diff| diff.called(|page| built.files().told_from(folder).path(page)));
    if let Some(path) = &arguments.changes {
        // before what it tells of is written over
        release_note(path, diff.as_ref())?;
    }
    let was_interrupted = built.plan.is_interrupted();
    let changes = if arguments.check { built.plan.changes() } else { built.plan.write()? };
    let mut outcome =
        Outcome { notes: built.summary(&changes, arguments.check, &counts), ..Outcome::default() };
    if was_interrupted {
        let told = if arguments.check { "`docwright generate` finishes it" } else { "it is finished now" };
        outcome.notes.insert_str(0, &format!("an earlier run was ended while it wrote; {told}\n"));
    }
    if let Some(diff) = diff.filter(|diff| !diff.changes.is_empty()) {
        outcome.notes.push_str(&format!(
            "what changed in the docs:\n\n{}",
            changes::text(&diff, Shown::all_if(common.verbose), "-v")
        ));
    }
    outcome.text = draw(&built.understood.findings, &built, common);
    outcome.failed = fails || arguments.check && !changes.is_empty();
    Ok(outcome)
}

/// Draws findings as a person reads them.
fn draw(findings: &Found, built: &Built, common: &Common) -> String {
    common.print(Format::Full, findings, &built.files(), true, |_| String::new()).text
}

/// The first line of a release note, by which one is known that may be written over.
const NOTE: &str = "<!-- written by `docwright generate --changes` -->";

/// Writes what changed as a release note, over no file but an older one.
fn release_note(path: &Path, diff: Option<&Diff>) -> Result<(), CommandError> {
    let Some(diff) = diff.filter(|diff| !diff.changes.is_empty()) else { return Ok(()) };
    let there = std::fs::read_to_string(path).unwrap_or_default();
    if path.exists() && !there.starts_with(NOTE) {
        let message = "is there, and is no release note of docwright's; name another file";
        return Err(CommandError::Other(format!("{}: {message}", path.display())));
    }
    let text = format!("{NOTE}\n\n{}", changes::markdown(diff, Shown::All));
    Ok(output::replace([(path.to_path_buf(), text.as_str())])?)
}

/// Findings that change what the client asks of its caller.
fn is_dispute(finding: &Finding) -> bool {
    [&CONSTANT_MISMATCH, &TEMPLATE_MISMATCH, &RESOLUTION_EXPIRED, &NOT_UTF8].contains(&finding.rule)
}

/// A client that is made but not written.
pub(super) struct Built {
    pub understood: Understood,
    pub plan: Plan,
    pub config: Option<Config>,
    project: Project,
}

impl Built {
    pub fn files(&self) -> Files<'_> {
        let pages = self.project.pages().map(|page| &page.file);
        Files::new(pages.chain(self.config.iter().map(|config| &config.file)))
    }

    /// What changed in the docs since the client was written; none where nothing can have, where there is no client, or
    /// where its model is none that this program can read.
    pub fn diff(&self) -> Option<Diff> {
        if !self.plan.differs(emit::MODEL) {
            return None;
        }
        let old = std::fs::read_to_string(self.plan.folder.join(emit::MODEL)).ok()?;
        let old: Api = serde_json::from_str(&old).ok()?;
        (old.version == model::VERSION).then(|| diff::compare(&old, &self.understood.api))
    }

    /// What was read out of the pages that the client follows from.
    fn read(&self) -> ReadCounts {
        ReadCounts::of(self.project.sources.iter().map(|source| &source.page))
    }

    /// What was done; `counts` is what is wrong in the docs.
    fn summary(&self, changes: &[Change], compare: bool, counts: &str) -> String {
        let mut text = String::new();
        // writing to a string cannot fail
        let _ = self.write_summary(&mut text, changes, compare, counts);
        text
    }

    fn write_summary(
        &self,
        out: &mut String,
        changes: &[Change],
        compare: bool,
        counts: &str,
    ) -> std::fmt::Result {
        let api = &self.understood.api;
        let server = api.server.as_ref().map_or("no server told", |server| &server.url);
        writeln!(out, "{}: {}, {server}", api.name, counted(api.sources.len(), "source"))?;
        out.push_str(&self.read().to_text());
        let calls =
            api.sources.iter().flat_map(|source| source.operations.iter().map(move |it| (source, it)));
        let shown = || calls.clone().take(CALLS);
        let width = shown().map(|(source, _)| source.module.len()).max().unwrap_or(0);
        for (source, operation) in shown() {
            let (module, name) = (&source.module, &operation.name);
            writeln!(out, "  {module:width$}  {} {}  {name}", operation.method, operation.path)?;
        }
        more(out, calls.clone().count(), shown().count())?;
        let folder = self.plan.folder.display();
        let verb = if compare { "would change" } else { "changed" };
        match changes.len() {
            0 => writeln!(out, "{folder}: up to date")?,
            count => writeln!(out, "{folder}: {} {verb}", counted(count, "file"))?,
        }
        // a client that is all new needs no list
        let is_new = changes.len() > CHANGES && changes.iter().all(|change| matches!(change, Change::New(_)));
        let listed = if is_new { &[] } else { changes };
        for change in listed.iter().take(CHANGES) {
            match change {
                Change::New(name) => writeln!(out, "  new      {name}")?,
                Change::Changed(name) => writeln!(out, "  changed  {name}")?,
                Change::Removed(name) => writeln!(out, "  removed  {name}")?,
            }
        }
        more(out, listed.len(), CHANGES)?;
        if compare && !changes.is_empty() {
            writeln!(out, "run `docwright generate` to write them")?;
        }
        let is_crate = self.config.as_ref().is_none_or(|config| config.settings.output.whole_crate);
        if is_crate && !compare && !changes.is_empty() {
            let manifest = in_shell(&self.plan.folder.join("Cargo.toml"));
            writeln!(out, "`cargo test --manifest-path {manifest}` builds it and tries every sample")?;
        }
        let settled = match self.understood.settled {
            0 => String::new(),
            count => format!("; {} settled", counted(count, "dispute")),
        };
        let show = match &self.config {
            Some(_) => "`docwright check`",
            None => "`docwright inspect`",
        };
        writeln!(out, "docs: {counts}{settled}; {show} tells more")
    }
}

/// How many calls and files a summary names.
const CALLS: usize = 6;
const CHANGES: usize = 4;

/// Tells how many there are more than are shown.
fn more(out: &mut String, all: usize, shown: usize) -> std::fmt::Result {
    match all.checked_sub(shown) {
        None | Some(0) => Ok(()),
        Some(more) => writeln!(out, "  … and {more} more"),
    }
}

/// What a project's docs say, as its configuration decides.
pub(super) fn understood(project: &Project, config: &Config, dialect: &Dialect) -> Understood {
    understand(project, Decisions::of(config), Some(config), dialect)
}

/// What a client is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be compared with what is there.
    Compare,
    /// To be written.
    Write,
}

impl Purpose {
    /// To be written, if it `is_written`.
    pub(super) fn of(is_written: bool) -> Self {
        if is_written { Self::Write } else { Self::Compare }
    }

    fn plan(
        self,
        folder: PathBuf,
        files: Vec<(String, String)>,
        docs: &[(String, u64)],
    ) -> Result<Plan, OutputError> {
        match self {
            Self::Compare => Plan::to_compare(folder, files, docs),
            Self::Write => Plan::to_write(folder, files, docs),
        }
    }
}

/// Looks at what is wrong in the docs before their client is made, with the configuration.
pub(super) type Weigh<'a> = dyn FnMut(&mut Found, Option<&Config>) -> Result<(), CommandError> + 'a;

/// The client of a project.
pub(super) fn client(
    config: Config,
    dialect: &Dialect,
    today: Option<Date>,
    purpose: Purpose,
    weigh: &mut Weigh<'_>,
) -> Result<Built, CommandError> {
    let project = Project { today, ..Project::read(&config, dialect)? };
    let docs = project::docs_files(&config, project::page_files(&config.docs)?, &project, &dialect.files)?;
    let mut understood = understood(&project, &config, dialect);
    some_source(&understood, &config.docs)?;
    weigh(&mut understood.findings, Some(&config))?;
    let settings = &config.settings;
    let name = crate_name_of(&config);
    let emitted = match settings.output.whole_crate {
        true => emit::whole_crate(&understood.api, &name, embedded::FILES)?,
        false => emit::client(&understood.api, &name)?,
    };
    let mut files = emitted.files;
    if settings.output.whole_crate {
        // what the next run compares the docs with
        files.push((emit::MODEL.to_owned(), emit::model(&understood.api)?));
    }
    if let (Some(options), Some(settings)) = (super::openapi::options_of(&config), &settings.openapi) {
        files.push((settings.file.clone(), openapi::write(&understood.api, &options)));
    }
    let folder = config.resolve(&settings.output.folder);
    let mut plan = purpose.plan(folder, files, &docs)?;
    if let Some(manifest) = &settings.output.manifest {
        let lines = features(&emit::features(&understood.api));
        plan = plan.with_block(config.resolve(manifest), &lines)?;
    }
    Ok(Built { understood, plan, project, config: Some(config) })
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

fn whole_crate(
    docs: &Path,
    out: &Path,
    name: &str,
    dialect: &Dialect,
    purpose: Purpose,
    weigh: &mut Weigh<'_>,
) -> Result<Built, CommandError> {
    if is_inside(out, docs) {
        let message =
            "is inside of the docs, where what is written would be read as a page; name another folder";
        return Err(CommandError::Other(format!("{}: {message}", out.display())));
    }
    let project = Project::of_pages(docs, dialect)?;
    let decisions = Decisions { api: name, ..Decisions::NONE };
    let mut understood = understand(&project, decisions, None, dialect);
    some_source(&understood, docs)?;
    weigh(&mut understood.findings, None)?;
    let files = emit::whole_crate(&understood.api, name, embedded::FILES)?.files;
    let plan = purpose.plan(out.to_path_buf(), files, &[])?;
    Ok(Built { understood, plan, project, config: None })
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
    if !understood.api.sources.is_empty() {
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
