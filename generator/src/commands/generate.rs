//! `docwright generate`: the client that the docs describe, written or compared.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::client::{self, ProjectClient, Purpose};
use super::{CommandError, CommonOptions, FailOn, Outcome, counted, in_shell};
use crate::config::{Config, RuntimePlace, check_crate_name};
use crate::diff::Diff;
use crate::finding::{
    CONSTANT_MISMATCH, Finding, Findings, NOT_UTF8, OUTPUT_EDITED, RESOLUTION_EXPIRED, TEMPLATE_MISMATCH,
};
use crate::output::{self, FileChange};
use crate::report::changes::{self, ChangeFilter};
use crate::report::reading::ReadCounts;
use crate::report::{self, ReportFormat};

#[derive(Debug, Args)]
pub(super) struct GenerateArguments {
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
    /// Where the runtime of the crate of `--docs` is: within it, or the crate `docwright-runtime`
    #[arg(long, value_name = "PLACE", requires = "docs", default_value = "inside")]
    runtime: RuntimeArgument,
    /// Write what changed since the last time, as a release note in Markdown; nothing is written where nothing has
    #[arg(long, value_name = "FILE", conflicts_with_all = ["check", "docs"])]
    changes: Option<PathBuf>,
}

/// Where a runtime is, as it is said on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum RuntimeArgument {
    /// A module of the crate, which then depends on nothing of docwright's
    Inside,
    /// The crate `docwright-runtime`, of the version of this program
    Dependency,
}

impl From<RuntimeArgument> for RuntimePlace {
    fn from(argument: RuntimeArgument) -> Self {
        match argument {
            RuntimeArgument::Inside => Self::Inside,
            RuntimeArgument::Dependency => Self::Dependency,
        }
    }
}

fn crate_name(name: &str) -> Result<String, String> {
    check_crate_name(name).map(|()| name.to_owned())
}

pub(super) fn run(
    arguments: &GenerateArguments,
    common: &CommonOptions,
    folder: &Path,
) -> Result<Outcome, CommandError> {
    let (mut counts, mut fails) = (None, false);
    // of what is wrong in the docs what is not reported here goes, before the client is made
    let mut filter = |found: &mut Findings, config: Option<&Config>| {
        common.selection.choose(found, config)?;
        counts = found.iter().next().map(|_| report::counts(found.iter()));
        fails = common.fails(found, FailOn::Never);
        found.retain_mut(|finding| is_dispute(finding));
        Ok(())
    };
    let purpose = if arguments.check { Purpose::Compare } else { Purpose::Write };
    let mut built = match (&arguments.docs, &arguments.out, &arguments.crate_name) {
        (Some(docs), Some(out), Some(name)) => {
            let dialect = common.dialect(None)?;
            client::whole_crate(docs, out, name, arguments.runtime.into(), &dialect, purpose, &mut filter)?
        }
        _ => {
            let (config, dialect) = common.load(folder)?;
            client::of_project(config, &dialect, common.today, purpose, &mut filter)?
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
        let edited = built.stale().into_iter().filter(|it| it.rule == &OUTPUT_EDITED);
        let edited = Findings::from(edited.collect::<Vec<_>>());
        let (text, notes) = (draw(&edited, &built, common), "nothing was written\n".to_owned());
        return Ok(Outcome { text, notes, failed: common.fails(&edited, FailOn::Error) });
    }
    let diff = built.diff().map(|diff| diff.called(|page| built.files().seen_from(folder).path(page)));
    if let Some(path) = &arguments.changes {
        // before what it describes is written over
        release_note(path, diff.as_ref())?;
    }
    let was_interrupted = built.plan.is_interrupted();
    let changes = if arguments.check { built.plan.changes() } else { built.plan.write()? };
    let mut outcome = Outcome {
        notes: summary(&built, &changes, arguments.check, counts.as_deref()),
        ..Outcome::default()
    };
    if was_interrupted {
        let hint = if arguments.check { "`docwright generate` finishes it" } else { "it is finished now" };
        outcome.notes.insert_str(0, &format!("an earlier run was ended while it wrote; {hint}\n"));
    }
    if let Some(diff) = diff.filter(|diff| !diff.changes.is_empty()) {
        outcome.notes.push_str(&format!(
            "what changed in the docs:\n\n{}",
            changes::text(&diff, ChangeFilter::all_if(common.verbose), "-v")
        ));
    }
    outcome.text = draw(&built.understood.findings, &built, common);
    outcome.failed = fails || arguments.check && !changes.is_empty();
    Ok(outcome)
}

/// Draws findings as a person reads them.
fn draw(findings: &Findings, built: &ProjectClient, common: &CommonOptions) -> String {
    common.print(ReportFormat::Full, findings, &built.files(), true, |_| String::new()).text
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
    let text = format!("{NOTE}\n\n{}", changes::markdown(diff, ChangeFilter::All));
    Ok(output::replace([(path.to_path_buf(), text.as_str())])?)
}

/// Findings that change what the client asks of its caller.
fn is_dispute(finding: &Finding) -> bool {
    [&CONSTANT_MISMATCH, &TEMPLATE_MISMATCH, &RESOLUTION_EXPIRED, &NOT_UTF8].contains(&finding.rule)
}

/// What was done; `counts` is what is wrong in the docs, if anything is.
fn summary(built: &ProjectClient, changes: &[FileChange], compare: bool, counts: Option<&str>) -> String {
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = write_summary(&mut text, built, changes, compare, counts);
    text
}

fn write_summary(
    out: &mut String,
    built: &ProjectClient,
    changes: &[FileChange],
    compare: bool,
    counts: Option<&str>,
) -> std::fmt::Result {
    let api = &built.understood.revision.api;
    let server = api.server.as_ref().map_or("no documented server", |server| &server.url);
    writeln!(out, "{}: {}, {server}", api.name, counted(api.sources.len(), "source"))?;
    out.push_str(&ReadCounts::of(built.project.sources.iter().map(|source| &source.page)).to_text());
    let calls = api.sources.iter().flat_map(|source| source.operations.iter().map(move |it| (source, it)));
    let shown = || calls.clone().take(CALLS);
    let width = shown().map(|(source, _)| source.module.len()).max().unwrap_or(0);
    for (source, operation) in shown() {
        let (module, name) = (&source.module, &operation.name);
        writeln!(out, "  {module:width$}  {} {}  {name}", operation.method, operation.path)?;
    }
    more(out, calls.clone().count(), shown().count())?;
    let folder = built.plan.folder.display();
    let verb = if compare { "would change" } else { "changed" };
    match changes.len() {
        0 => writeln!(out, "{folder}: up to date")?,
        count => writeln!(out, "{folder}: {} {verb}", counted(count, "file"))?,
    }
    // a client that is all new needs no list
    let is_new = changes.len() > CHANGES && changes.iter().all(|change| matches!(change, FileChange::New(_)));
    let mut listed: Vec<&FileChange> = changes.iter().filter(|_| !is_new).collect();
    // code before what goes with it
    listed.sort_by_key(|change| !change.name().ends_with(".rs"));
    for change in listed.iter().take(CHANGES) {
        match change {
            FileChange::New(name) => writeln!(out, "  new      {name}")?,
            FileChange::Changed(name) => writeln!(out, "  changed  {name}")?,
            FileChange::Removed(name) => writeln!(out, "  removed  {name}")?,
        }
    }
    more(out, listed.len(), CHANGES)?;
    if compare && !changes.is_empty() {
        writeln!(out, "run `docwright generate` to write them")?;
    }
    let is_crate = built.config.as_ref().is_none_or(|config| config.settings.output.whole_crate);
    if is_crate && !compare && !changes.is_empty() {
        let manifest = in_shell(&built.plan.folder.join("Cargo.toml"));
        writeln!(out, "`cargo test --manifest-path {manifest}` builds it and tries every sample")?;
    }
    let settled = match built.understood.settled {
        0 => String::new(),
        count => format!("; {} settled", counted(count, "dispute")),
    };
    let show = match (counts, &built.config) {
        (None, _) => "",
        (Some(_), Some(_)) => "; `docwright check` shows them",
        (Some(_), None) => "; `docwright inspect` shows them",
    };
    writeln!(out, "docs: {}{settled}{show}", counts.unwrap_or("no findings"))
}

/// How many calls and files a summary names.
const CALLS: usize = 6;
const CHANGES: usize = 4;

/// How many there are more than are shown.
fn more(out: &mut String, all: usize, shown: usize) -> std::fmt::Result {
    match all.checked_sub(shown) {
        None | Some(0) => Ok(()),
        Some(more) => writeln!(out, "  … and {more} more"),
    }
}
