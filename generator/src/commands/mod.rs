//! One file per command: from its arguments to what it prints and how it ends.

mod audit;
mod check;
mod client;
mod diff;
mod explain;
mod fix;
mod generate;
mod init;
mod inspect;
mod openapi;
mod selection;
mod spec_file;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde_json::Value;

use crate::baseline::Baseline;
use crate::config::{self, Config, ConfigError};
use crate::dialect::{Date, Dialect, DialectError};
use crate::finding::{Finding, Findings, Severity};
use crate::output::OutputError;
use crate::progress::Progress;
use crate::project::ProjectError;
use crate::report::text::{counted, visible};
use crate::report::{self, Files, Report, ReportFormat, summary};
use crate::source::File;
use selection::Selection;

/// Reads Markdown API docs, writes the Rust client they describe, and says where the two drift apart.
#[derive(Debug, Parser)]
#[command(name = "docwright", version, about, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: CommonOptions,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the client that the docs describe
    Generate(generate::GenerateArguments),
    /// Report what is not in step: stale output, contradictions in the docs, expired resolutions
    Check(check::CheckArguments),
    /// Show what is read out of a page or a folder of pages (needs no config)
    Inspect(inspect::InspectArguments),
    /// Report what changed between two revisions of the docs, and what it means for the client
    Diff(diff::DiffArguments),
    /// Compare a hand-written Rust crate with the docs or with an OpenAPI document
    Audit(audit::AuditArguments),
    /// Write the docs as an OpenAPI document
    Openapi(openapi::OpenApiArguments),
    /// Explain a rule, or an item of the client and the evidence it is based on
    Explain(explain::ExplainArguments),
    /// Write a first docwright.yaml for a folder of docs
    Init(init::InitArguments),
}

/// Options that every command takes.
#[derive(Debug, Args)]
struct CommonOptions {
    /// The configuration [default: the nearest docwright.yaml, here, in docs-input/ or docs/, or above]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The least severity that makes the exit status 1 [default: error; never for generate; info for diff]
    #[arg(long, global = true, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    /// How pages are read that no configuration is of: a built-in dialect, or the path of a file [default: general]
    #[arg(long, global = true, value_name = "NAME|FILE", conflicts_with = "config")]
    dialect: Option<String>,
    #[command(flatten)]
    selection: Selection,
    /// Which day it is, for ends that the docs announce; without it none has come
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Print findings and errors only
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Print more
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// Why a command could not do its job. What is wrong with the docs is a finding, not one of these.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The pages or the configuration.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// The dialect.
    #[error(transparent)]
    Dialect(#[from] DialectError),
    /// The output.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The client could not be made.
    #[error(transparent)]
    Emit(#[from] crate::emit::EmitError),
    /// A revision in git.
    #[error(transparent)]
    Git(#[from] crate::git::GitError),
    /// Anything else, in words.
    #[error("{0}")]
    Other(String),
}

impl From<config::ConfigError> for CommandError {
    fn from(error: config::ConfigError) -> Self {
        Self::Project(error.into())
    }
}

/// What a command has to say once it is done: for standard output, and whether the exit status is 1.
#[derive(Debug, Default)]
pub struct Outcome {
    /// For standard output.
    pub text: String,
    /// For standard error: progress.
    pub notes: String,
    /// Whether something is at or above the threshold, or stale.
    pub failed: bool,
}

impl Cli {
    /// Runs the command in `folder`.
    ///
    /// # Errors
    /// When it could not do its job.
    pub fn run(&self, folder: &Path) -> Result<Outcome, CommandError> {
        let waits = !self.common.quiet && std::io::stderr().is_terminal();
        let _progress = waits.then(Progress::on_terminal);
        self.common.selection.check(matches!(self.command, Command::Diff(_)))?;
        let mut outcome = match &self.command {
            Command::Generate(arguments) => generate::run(arguments, &self.common, folder),
            Command::Check(arguments) => check::run(arguments, &self.common, folder),
            Command::Inspect(arguments) => inspect::run(arguments, &self.common, folder),
            Command::Audit(arguments) => audit::run(arguments, &self.common, folder),
            Command::Explain(arguments) => explain::run(arguments, &self.common, folder),
            Command::Diff(arguments) => diff::run(arguments, &self.common, folder),
            Command::Openapi(arguments) => openapi::run(arguments, &self.common, folder),
            Command::Init(arguments) => init::run(arguments, &self.common, folder),
        }?;
        outcome.notes = if self.common.quiet { String::new() } else { visible(&outcome.notes) };
        Ok(outcome)
    }
}

impl CommonOptions {
    fn load(&self, folder: &Path) -> Result<(Config, Dialect), CommandError> {
        let path = match &self.config {
            Some(path) => path.clone(),
            None => shortened(&config::find(folder)?, folder),
        };
        if self.dialect.is_some() {
            let message =
                "`--dialect` is for pages without a configuration; write `dialect:` in this file instead";
            return Err(CommandError::Other(format!("{}: {message}", path.display())));
        }
        let config = Config::load(&path)?;
        let dialect = configured_dialect(&config)?;
        Ok((config, dialect))
    }

    /// The dialect of pages that no configuration is of, or that only `--config` names one for.
    fn dialect(&self, config: Option<&Config>) -> Result<Dialect, CommandError> {
        match (config, &self.dialect) {
            (Some(config), _) => configured_dialect(config),
            (None, Some(called)) => Ok(Dialect::load(called, Path::new(""))?),
            (None, None) => Ok(Dialect::default_dialect().map_err(DialectError::Unknown)?),
        }
    }

    fn fails(&self, findings: &Findings, default: FailOn) -> bool {
        let least = match self.fail_on.unwrap_or(default) {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
            FailOn::Never => return false,
        };
        findings.iter().any(|finding| finding.severity >= least)
    }

    fn colored(&self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && self.is_terminal()
            }
        }
    }

    /// Whether a terminal shows what is printed.
    fn is_terminal(&self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// Prints findings, and says on the other stream how many there are. Those of severity info are left out where a person
    /// reads, unless `all` are asked for.
    fn print(
        &self,
        format: ReportFormat,
        found: &Findings,
        files: &Files<'_>,
        all: bool,
        json: impl FnOnce(Vec<Value>) -> String,
    ) -> Outcome {
        let all = all || self.verbose || !format.is_for_people();
        let is_shown = |finding: &&Finding| all || finding.severity > Severity::Info;
        let shown: Vec<&Finding> = found.iter().filter(is_shown).collect();
        let report = Report { findings: &shown, files, color: self.colored() };
        let is_summed_up =
            format == ReportFormat::Full && !self.verbose && summary::is_needed(shown.len(), files.count());
        let text = match is_summed_up {
            true => summary::print(&report),
            false => report::print(format, &report, json),
        };
        let hidden = match found.len() - shown.len() {
            0 => String::new(),
            count => format!(" ({count} of severity info not shown; -v shows them)"),
        };
        let more = match format {
            ReportFormat::Full if !shown.is_empty() => "; `docwright explain RULE` says what a rule is about",
            _ => "",
        };
        let notes = format!("{}{hidden}{}{more}\n", report::counts(found.iter()), fixable(found));
        Outcome { text, notes, failed: self.fails(found, FailOn::Error) }
    }
}

/// How many findings a program can fix.
fn fixable(found: &Findings) -> String {
    let count =
        |safe: bool| found.iter().filter_map(|it| it.fix.as_deref()).filter(|fix| fix.safe == safe).count();
    match (count(true), count(false)) {
        (0, 0) => String::new(),
        (safe, 0) => format!("; --fix fixes {safe}"),
        (0, other) => format!("; --unsafe-fixes fixes {other}"),
        (safe, other) => format!("; --fix fixes {safe}, --unsafe-fixes {other} more"),
    }
}

/// The configured dialect, else the default one.
fn configured_dialect(config: &Config) -> Result<Dialect, CommandError> {
    let Some(called) = &config.settings.dialect else {
        return Ok(Dialect::default_dialect().map_err(DialectError::Unknown)?);
    };
    Dialect::load(called, &config.docs).map_err(|error| match error {
        DialectError::Unknown(message) => config.wrong(called, &message).into(),
        // what names the file is in the configuration
        DialectError::File(ConfigError::Read(error)) => config.wrong(called, &error.to_string()).into(),
        error => error.into(),
    })
}

/// The baseline in a file.
fn accepted(path: &Path) -> Result<Baseline, CommandError> {
    let file = File::read(path, path.display().to_string()).map_err(ProjectError::from)?;
    Baseline::read(&file.text).map_err(|message| CommandError::Other(format!("{}:{message}", path.display())))
}

/// A path as it is called from `folder`.
fn shortened(path: &Path, folder: &Path) -> PathBuf {
    path.strip_prefix(folder).map_or_else(|_| path.to_path_buf(), Path::to_path_buf)
}

/// A path as a shell takes it.
fn in_shell(path: &Path) -> String {
    let text = path.to_string_lossy();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    match text.chars().all(is_plain) && !text.starts_with('-') {
        true => text.into_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}
