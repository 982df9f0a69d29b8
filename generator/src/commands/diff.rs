//! `docwright diff`: what changed between two revisions of the docs, and what it means for the client.

mod sides;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{CommandError, Common, FailOn, Outcome};
use crate::diff::{self, Bump, Diff, Place, Wire};
use crate::report::changes::{self, Shown};
use crate::report::text::json;
use sides::Side;

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
    let (old, new) = match (&arguments.git, &arguments.old, &arguments.new) {
        (Some(range), docs, _) => sides::by_git(range, docs.as_deref(), common, folder)?,
        (None, Some(old), Some(new)) => sides::by_path(old, new, common, folder)?,
        _ => return Err(CommandError::Other("two revisions are wanted: OLD and NEW, or --git".to_owned())),
    };
    let diff = compared(&old, &new)?;
    let shown = Shown::all_if(arguments.all || common.verbose);
    let text = match arguments.format {
        Format::Text => changes::text(&diff, shown, "--all"),
        Format::Json => json(&changes::to_json(&diff)),
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

/// Compares two revisions, and calls their pages as they are called from where the program runs. Names count where a
/// client has them.
fn compared(old: &Side, new: &Side) -> Result<Diff, CommandError> {
    if old.api.sources.is_empty() && new.api.sources.is_empty() {
        return Err(CommandError::Other(format!(
            "{}, {}: no operation in these docs: expected a fence with `METHOD /path`, or a curl command",
            old.shown.whole(),
            new.shown.whole()
        )));
    }
    let mut diff = diff::compare(&old.api, &new.api);
    if !(old.own && new.own) {
        diff = diff.without_names();
    }
    let call = |place: &mut Option<Place>, side: &Side| {
        if let Some(place) = place {
            place.page = side.shown.page(&place.page);
        }
    };
    for change in &mut diff.changes {
        call(&mut change.old, old);
        call(&mut change.new, new);
    }
    Ok(diff)
}
