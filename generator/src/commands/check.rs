//! `docwright check`: is everything in step?

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::client::{self, Purpose, understood};
use super::fix::{FixOptions, FixTarget};
use super::{CommandError, CommonOptions, FailOn, Outcome, counted};
use crate::baseline::{Baseline, Covered};
use crate::config::Config;
use crate::dialect::Dialect;
use crate::finding::{Finding, FindingKey, Findings, OUTPUT_STALE};
use crate::output;
use crate::project::Project;
use crate::report::changes::{self, ChangeFilter};
use crate::report::{Files, Report, ReportFormat, html, text};
use crate::source::File;

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: ReportFormat,
    /// Print into this file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    fixing: FixOptions,
    /// Do not report what this file accepts [default: `baseline:` of the configuration]
    #[arg(long, value_name = "FILE", help_heading = "Baseline")]
    baseline: Option<PathBuf>,
    /// Accept all that is found now, in this file
    #[arg(long, value_name = "FILE", help_heading = "Baseline", conflicts_with_all = ["baseline", "diff"])]
    write_baseline: Option<PathBuf>,
}

pub(super) fn run(
    arguments: &CheckArguments,
    common: &CommonOptions,
    folder: &Path,
) -> Result<Outcome, CommandError> {
    let (mut config, dialect) = common.load(folder)?;
    let baseline = arguments.accepted(&config)?;
    let fixing = &arguments.fixing;
    let mut done = String::new();
    if fixing.is_asked_for() {
        let project = Project { today: common.today, ..Project::read(&config, &dialect)? };
        let mut docs =
            Checked { project, config: config.clone(), dialect: &dialect, common, baseline: &baseline };
        let found = docs.findings()?;
        let fixed = fixing.fix(&mut docs)?;
        if fixing.only_shows() {
            let files = Files::new(docs.files()).seen_from(folder);
            let failed = common.fails(&found, FailOn::Error);
            let notes = fixed.summary("would be fixed");
            return Ok(Outcome { text: fixed.diff(&files, common), notes, failed });
        }
        fixed.write()?;
        done = fixed.summary("fixed");
        config = docs.config;
    }
    let mut built = client::of_project(
        config,
        &dialect,
        common.today,
        if fixing.is_asked_for() { Purpose::Write } else { Purpose::Check },
        &mut |_, _| Ok(()),
    )?;
    let stale = built.stale();
    let mut found = std::mem::take(&mut built.understood.findings);
    found.extend([stale]);
    let covered = baseline.cover(&mut found);
    common.selection.choose(&mut found, built.config.as_ref())?;
    // what a hand changed is reported, and not written over
    if fixing.is_asked_for() && built.plan.edited().is_empty() && found.iter().any(is_stale) {
        let changes = built.plan.write()?;
        done.push_str(&format!("{} generated\n", counted(changes.len(), "file")));
        found.retain_mut(|finding| !is_stale(finding));
    }
    if let Some(path) = &arguments.write_baseline {
        let accepted = Baseline::of(&found);
        output::replace([(path.clone(), accepted.to_text().as_str())])?;
        done.push_str(&format!("{}: {} accepted\n", path.display(), counted(accepted.count(), "finding")));
        accepted.cover(&mut found);
    }
    // what was not asked for, or is turned off, is stale all the same
    let is_behind = !built.plan.changes().is_empty();
    let files = built.files().seen_from(folder);
    let diff = built.diff().unwrap_or_default();
    let json = |findings: Vec<Value>| {
        let changes = changes::list(&diff);
        text::json(&json!({ "version": 1, "stale": is_behind, "findings": findings, "changes": changes }))
    };
    let mut printed = common.print(arguments.format, &found, &files, false, json);
    if arguments.format == ReportFormat::Html {
        let shown: Vec<&Finding> = found.iter().collect();
        let openapi = built.config.as_ref().and_then(|config| {
            let file = &config.settings.openapi.as_ref()?.file;
            Some(files.path(&built.plan.folder.join(file).display().to_string()))
        });
        let about = html::PageContext {
            api: &built.understood.revision.api,
            changes: &diff,
            openapi: openapi.as_deref(),
        };
        printed.text = html::page(&Report { findings: &shown, files: &files, color: false }, Some(about));
    }
    if !diff.changes.is_empty() {
        let diff = diff.called(|page| files.path(page));
        let shown = ChangeFilter::all_if(common.verbose);
        printed.text += &match arguments.format {
            ReportFormat::Full => format!(
                "the docs are ahead of {}:\n\n{}",
                built.plan.folder.display(),
                changes::text(&diff, shown, "-v")
            ),
            ReportFormat::Concise => changes::concise(&diff, shown),
            ReportFormat::Github => changes::github(&diff, shown),
            ReportFormat::Markdown => format!("\n{}", changes::markdown(&diff, shown)),
            ReportFormat::Json
            | ReportFormat::Sarif
            | ReportFormat::Gitlab
            | ReportFormat::Junit
            | ReportFormat::Html => String::new(),
        };
    }
    if let Some(path) = &arguments.out {
        output::replace([(path.clone(), printed.text.as_str())])?;
        printed.text = String::new();
        done.push_str(&format!("{}: written\n", path.display()));
    }
    let notes = format!("{done}{}{}", printed.notes, baseline_notes(&covered));
    Ok(Outcome { notes, ..printed })
}

impl CheckArguments {
    /// The findings that are accepted.
    fn accepted(&self, config: &Config) -> Result<Baseline, CommandError> {
        let configured = config.settings.baseline.as_deref().map(|path| config.resolve(path));
        let Some(path) = self.baseline.clone().or(configured).filter(|_| self.write_baseline.is_none())
        else {
            return Ok(Baseline::default());
        };
        let file = File::read(&path, path.display().to_string())
            .map_err(|error| CommandError::Other(format!("{error}; `--write-baseline` writes one")))?;
        Baseline::read(&file.text).map_err(|message| CommandError::Other(format!("{}:{message}", file.name)))
    }
}

/// A project's docs and its configuration.
struct Checked<'a> {
    project: Project,
    config: Config,
    dialect: &'a Dialect,
    common: &'a CommonOptions,
    baseline: &'a Baseline,
}

impl Checked<'_> {
    fn files(&self) -> impl Iterator<Item = &File> {
        self.project.pages().map(|page| &page.file).chain([&self.config.file])
    }
}

impl FixTarget for Checked<'_> {
    fn findings(&self) -> Result<Findings, CommandError> {
        let mut found = understood(&self.project, &self.config, self.dialect).findings;
        self.baseline.cover(&mut found);
        self.common.selection.choose(&mut found, Some(&self.config))?;
        Ok(found)
    }

    fn file(&self, name: &str) -> Option<&File> {
        self.files().find(|file| *file.name == *name)
    }

    fn rewrite(&mut self, name: &str, text: String) -> Result<(), CommandError> {
        if *name == *self.config.file.name {
            self.config = self.config.with_text(&text)?;
        }
        self.project.rewrite(name, &text, self.dialect);
        Ok(())
    }
}

fn is_stale(finding: &Finding) -> bool {
    finding.rule == &OUTPUT_STALE
}

/// What a baseline did.
fn baseline_notes(covered: &Covered) -> String {
    let mut text = match covered.hidden {
        0 => String::new(),
        count => format!("{} not shown: the baseline accepts them\n", counted(count, "finding")),
    };
    for FindingKey { page, rule, operation, field } in &covered.gone {
        let about: Vec<&str> = operation.iter().chain(field).map(String::as_str).collect();
        let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
        text.push_str(&format!(
            "the baseline accepts {rule} in {page}{about}, which is not found any more\n"
        ));
    }
    if !covered.gone.is_empty() {
        text.push_str("`--write-baseline` writes it anew\n");
    }
    text
}
