//! `docwright audit`: a hand-written crate against the documentation, or against an OpenAPI document.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use super::{CommandError, CommonOptions, Outcome};
use crate::audit::{self, Audit};
use crate::baseline::Baseline;
use crate::config::Config;
use crate::finding::{Finding, Findings};
use crate::lower::Decisions;
use crate::model::Api;
use crate::pipeline::understand;
use crate::project::Project;
use crate::report::{self, Files, ReportFormat, text};
use crate::source::File;
use crate::{openapi, output, rust};

#[derive(Debug, Args)]
pub(super) struct AuditArguments {
    /// The crate's folder, as it is unpacked from a registry; it is never built
    #[arg(value_name = "CRATE_FOLDER")]
    folder: PathBuf,
    /// Its documentation: a page, or a folder of pages [default: the docs of the configuration]
    #[arg(long, value_name = "PATH", conflicts_with = "spec")]
    docs: Option<PathBuf>,
    /// An OpenAPI document instead: 3.1, 3.0 or 2.0, in YAML or JSON
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Print how much of each page the crate calls, instead of findings
    #[arg(long)]
    coverage: bool,
    /// Write a Rust test of the crate's public types: they read each documented answer, and send each documented request
    #[arg(long, value_name = "FILE")]
    emit_test: Option<PathBuf>,
    /// Do not report what this file accepts
    #[arg(long, value_name = "FILE", help_heading = "Baseline")]
    baseline: Option<PathBuf>,
    /// Accept all that is found now, in this file
    #[arg(long, value_name = "FILE", help_heading = "Baseline", conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: ReportFormat,
}

/// What a crate is compared with.
struct Reference {
    api: Api,
    files: Vec<File>,
    config: Option<Config>,
}

pub(super) fn run(
    arguments: &AuditArguments,
    common: &CommonOptions,
    folder: &Path,
) -> Result<Outcome, CommandError> {
    let read = rust::read(&arguments.folder).map_err(|error| CommandError::Other(error.to_string()))?;
    let reference = arguments.reference(common, folder)?;
    if reference.api.sources.iter().all(|source| source.operations.is_empty()) {
        return Err(CommandError::Other(
            "no operation is documented there: nothing to compare with".to_owned(),
        ));
    }
    let docs: Vec<&File> = reference.files.iter().collect();
    let mut audit = audit::audit(&read, &reference.api, &docs);
    let mut found: Findings = std::mem::take(&mut audit.findings).into();
    let mut notes = String::new();
    if let Some(path) = &arguments.emit_test {
        let test = audit::test_file(&read, &reference.api, &audit);
        output::replace([(path.clone(), test.text.as_str())])?;
        let answers = super::counted(test.answers, "documented answer");
        let requests = super::counted(test.requests, "documented request");
        notes = format!("{}: {answers}, {requests}\n", path.display());
    }
    if let Some(path) = &arguments.baseline {
        let covered = super::accepted(path)?.cover(&mut found);
        notes += &format!(
            "{} hidden by the baseline, {} of its entries found no more\n",
            covered.hidden,
            covered.gone.len()
        );
    }
    common.selection.choose(&mut found, reference.config.as_ref())?;
    if let Some(path) = &arguments.write_baseline {
        let baseline = Baseline::of(&found);
        output::replace([(path.clone(), baseline.to_text().as_str())])?;
        notes.push_str(&format!(
            "{}: {} accepted\n",
            path.display(),
            super::counted(baseline.count(), "finding")
        ));
        baseline.cover(&mut found);
    }
    let files = Files::new(read.files.iter().chain(&reference.files)).seen_from(folder);
    if arguments.coverage && arguments.format != ReportFormat::Json {
        let failed = common.fails(&found, super::FailOn::Error);
        return Ok(Outcome { text: report::audit::coverage(&audit), notes, failed });
    }
    Ok(arguments.printed(&audit, &found, &files, common, notes))
}

impl AuditArguments {
    fn reference(&self, common: &CommonOptions, folder: &Path) -> Result<Reference, CommandError> {
        if let Some(path) = &self.spec {
            let file =
                File::read(path, path.display().to_string()).map_err(crate::project::ProjectError::from)?;
            let document = openapi::read(&file).map_err(|error| CommandError::Other(error.to_string()))?;
            let config = common.config.as_deref().map(Config::load).transpose()?;
            return Ok(Reference { api: document.api, files: vec![file], config });
        }
        let (config, dialect, project) = match &self.docs {
            Some(path) => {
                let config = common.config.as_deref().map(Config::load).transpose()?;
                let dialect = common.dialect(config.as_ref())?;
                let project = Project::of_pages(path, &dialect)?;
                (config, dialect, project)
            }
            None => {
                let (config, dialect) = common.load(folder)?;
                let project = Project::read(&config, &dialect)?;
                (Some(config), dialect, project)
            }
        };
        let decisions =
            config.as_ref().filter(|_| self.docs.is_none()).map_or(Decisions::NONE, Decisions::of);
        let api = understand(&project, decisions, None, &dialect).revision.api;
        let files = project.pages().map(|page| page.file.clone()).collect();
        Ok(Reference { api, files, config })
    }

    fn printed(
        &self,
        audit: &Audit,
        found: &Findings,
        files: &Files<'_>,
        common: &CommonOptions,
        notes: String,
    ) -> Outcome {
        let all: Vec<&Finding> = found.iter().collect();
        let json = |_: Vec<Value>| text::json(&report::audit::to_json(audit, &all, files));
        let mut printed = common.print(self.format, found, files, false, json);
        if self.format == ReportFormat::Full {
            printed.text += &report::audit::unresolved(audit);
        }
        let audit::Counts { documented, implemented, unknown, unresolved } = audit.counts;
        printed.notes = format!(
            "{}: {documented} operations documented, {implemented} of them called; {unknown} unknown, {unresolved} unresolved\n{notes}{}",
            audit.name, printed.notes,
        );
        printed
    }
}
