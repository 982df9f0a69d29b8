//! `docwright diff`: what changed between two revisions of the docs, and what it means for the client.

mod sides;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{CommandError, CommonOptions, FailOn, Outcome};
use crate::baseline::Baseline;
use crate::diff::{self, Against, Bump, Change, ChangePlace, Coverage, Diff, TextWords, Wire};
use crate::finding::FindingKey;
use crate::output;
use crate::report::changes::{self, ChangeFilter};
use crate::report::text::json;
use sides::RevisionRead;

#[derive(Debug, Args)]
#[command(
    after_help = "With --fail-on error the exit status is 1 when calls of older clients break; with warning also \
when they may break, or the client's version has to go up by a major one; with info (the default) when \
anything but the docs changed; with never it is 0."
)]
pub(super) struct DiffArguments {
    /// The older docs: a page, a folder of pages, a model.json, or an OpenAPI document; with --git, the docs' folder, if no config
    /// names it [default: what the client was generated from]
    #[arg(value_name = "OLD")]
    old: Option<PathBuf>,
    /// The newer docs, likewise [default: the project's, if OLD is not given either]
    #[arg(value_name = "NEW", conflicts_with = "git")]
    new: Option<PathBuf>,
    /// Two revisions of the docs in git; without the second, the files as they are
    #[arg(long, value_name = "REV1[..REV2]")]
    git: Option<String>,
    /// List the changes of the docs only too
    #[arg(long)]
    all: bool,
    /// Where one side is an OpenAPI document: say how much of each side the other one has
    #[arg(long)]
    coverage: bool,
    /// Do not report what this file accepts
    #[arg(long, value_name = "FILE", help_heading = "Baseline")]
    baseline: Option<PathBuf>,
    /// Accept all that is found now, in this file
    #[arg(long, value_name = "FILE", help_heading = "Baseline", conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DiffFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    Text,
    Json,
    Markdown,
    Github,
}

pub(super) fn run(
    arguments: &DiffArguments,
    common: &CommonOptions,
    folder: &Path,
) -> Result<Outcome, CommandError> {
    let (old, new) = match (&arguments.git, &arguments.old, &arguments.new) {
        (Some(range), docs, _) => sides::by_git(range, docs.as_deref(), common, folder)?,
        (None, Some(old), Some(new)) => sides::by_path(old, new, common, folder)?,
        (None, None, None) => sides::of_client(common, folder)?,
        _ => return Err(CommandError::Other("expected NEW beside OLD, or neither, or --git".to_owned())),
    };
    let (mut diff, coverage) = compared(&old, &new)?;
    common.selection.choose_changes(&mut diff);
    let mut notes = arguments.accept(&mut diff)?;
    let shown = ChangeFilter::all_if(arguments.all || common.verbose);
    let mut text = match arguments.format {
        DiffFormat::Text => changes::text(&diff, shown, "--all"),
        DiffFormat::Json => {
            let mut value = changes::to_json(&diff);
            if let (Some(coverage), Some(members)) = (&coverage, value.as_object_mut()) {
                members.insert("coverage".to_owned(), changes::coverage_json(coverage));
            }
            json(&value)
        }
        DiffFormat::Markdown => changes::markdown(&diff, shown),
        DiffFormat::Github => changes::github(&diff, shown),
    };
    if let (Some(coverage), DiffFormat::Text) = (&coverage, arguments.format) {
        text.push_str(&changes::coverage(coverage, arguments.coverage));
    }
    for side in [&old, &new] {
        for problem in side.document.iter().flatten() {
            notes.push_str(&format!("{}:{}: {}\n", side.shown.whole(), problem.line, problem.message));
        }
    }
    Ok(Outcome { text, notes, failed: fails(&diff, common.fail_on.unwrap_or(FailOn::Info)) })
}

impl DiffArguments {
    /// Hides what a baseline accepts, and says how much that is.
    fn accept(&self, diff: &mut Diff) -> Result<String, CommandError> {
        if let Some(path) = &self.write_baseline {
            let baseline = Baseline::of_keys(diff.changes.iter().map(key));
            output::replace([(path.clone(), baseline.to_text().as_str())])?;
            baseline.cover_all(&mut diff.changes, key);
            return Ok(format!(
                "{}: {} accepted\n",
                path.display(),
                super::counted(baseline.count(), "change")
            ));
        }
        let Some(path) = &self.baseline else { return Ok(String::new()) };
        let covered = super::accepted(path)?.cover_all(&mut diff.changes, key);
        Ok(format!(
            "{} hidden by the baseline, {} of its entries found no more\n",
            covered.hidden,
            covered.gone.len()
        ))
    }
}

/// What a change is about, whatever line it is on.
fn key(change: &Change) -> FindingKey {
    let page = change.old.as_ref().or(change.new.as_ref()).map(|place| place.page.clone());
    FindingKey {
        page: page.unwrap_or_default(),
        rule: change.class.name.to_owned(),
        operation: change.operation.clone(),
        field: change.path.clone(),
    }
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

/// Compares two revisions, and calls their pages as they are called from where the program runs. Names count where a
/// client has them.
fn compared(old: &RevisionRead, new: &RevisionRead) -> Result<(Diff, Option<Coverage>), CommandError> {
    if old.api().sources.is_empty() && new.api().sources.is_empty() {
        return Err(CommandError::Other(format!(
            "{}, {}: no operation in these docs: expected a fence with `METHOD /path`, or a curl command",
            old.shown.whole(),
            new.shown.whole()
        )));
    }
    let (mut diff, coverage) = match (&old.document, &new.document) {
        (None, None) => (diff::compare(&old.revision, &new.revision), None),
        (Some(_), Some(_)) => {
            (diff::compare(&diff::flattened(old.api()).into(), &diff::flattened(new.api()).into()), None)
        }
        (None, Some(_)) => parted(against(old, new)?),
        (Some(_), None) => parted(against(new, old)?.swapped()),
    };
    if !(old.own && new.own) {
        diff = diff.without_names();
    }
    let call = |place: &mut Option<ChangePlace>, side: &RevisionRead| {
        if let Some(place) = place {
            place.page = side.shown.page(&place.page);
        }
    };
    for change in &mut diff.changes {
        call(&mut change.old, old);
        call(&mut change.new, new);
    }
    Ok((diff, coverage))
}

/// Compares docs with an OpenAPI document.
fn against(docs: &RevisionRead, spec: &RevisionRead) -> Result<Against, CommandError> {
    if spec.api().sources.iter().all(|source| source.operations.is_empty()) {
        let problem = spec.document.iter().flatten().next();
        let why = problem.map_or_else(String::new, |it| format!(":{}: {}", it.line, it.message));
        return Err(CommandError::Other(format!(
            "{}{why}: no operation in this document",
            spec.shown.whole()
        )));
    }
    let words = TextWords {
        docs: &|section, name| docs.page(section).is_some_and(|it| it.mentions(section.lines.clone(), name)),
        spec: &|section, name| {
            spec.page(section).is_some_and(|it| it.mentions_in_words(section.lines.clone(), name))
        },
    };
    Ok(diff::against(docs.api(), spec.api(), words))
}

fn parted(against: Against) -> (Diff, Option<Coverage>) {
    (against.diff, Some(against.coverage))
}
