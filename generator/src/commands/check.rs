//! `docwright check`: is everything in step?

use std::path::Path;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::generate::client;
use super::{CommandError, Common, FailOn, Outcome};
use crate::finding::{Finding, OUTPUT_STALE, Place, Severity};
use crate::output::Change;
use crate::report::changes::{self, Shown};
use crate::report::findings;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Full,
    Concise,
    Json,
}

pub(super) fn run(arguments: &Arguments, common: &Common, folder: &Path) -> Result<Outcome, CommandError> {
    let (config, dialect) = common.load(folder)?;
    let mut built = client(config, &dialect)?;
    let stale: Vec<Finding> =
        built.plan.changes().iter().map(|change| stale(change, &built.plan.folder)).collect();
    let is_stale = !stale.is_empty();
    let diff = built.diff().unwrap_or_default();
    let mut found = std::mem::take(&mut built.understood.findings);
    found.extend(stale);
    common.choose(&mut found);
    let files = built.files();
    let counts = findings::counts(&found);
    let shown: Vec<Finding> =
        found.iter().filter(|it| common.verbose || it.rule.severity > Severity::Info).cloned().collect();
    let mut text = match arguments.format {
        Format::Full => common.full(&shown, &files),
        Format::Concise => findings::concise(&shown, &files),
        Format::Json => {
            let json = json!({
                "version": 1,
                "stale": is_stale,
                "findings": findings::to_json(&found, &files),
                "changes": changes::list(&diff),
            });
            format!("{json:#}\n")
        }
    };
    if !diff.changes.is_empty() {
        let folder = built.plan.folder.display();
        match arguments.format {
            Format::Full => text.push_str(&format!(
                "the docs are ahead of {folder}:\n\n{}",
                changes::text(&diff, Shown::Told)
            )),
            Format::Concise => text.push_str(&changes::concise(&diff, Shown::Told)),
            Format::Json => {}
        }
    }
    let hidden = match found.len() - shown.len() {
        0 => String::new(),
        count => format!(" ({count} of severity info not shown; -v shows them)"),
    };
    let notes = format!("{counts}{hidden}\n");
    Ok(Outcome { text, notes, failed: common.fails(&found, FailOn::Error) })
}

fn stale(change: &Change, folder: &Path) -> Finding {
    let (name, what) = match change {
        Change::New(name) => (name, "is missing"),
        Change::Changed(name) => (name, "is not what the docs give"),
        Change::Removed(name) => (name, "is a left-over: the docs do not give it any more"),
    };
    let page = folder.join(name).display().to_string();
    let message = format!("{page} {what}");
    Finding::new(&OUTPUT_STALE, Place { page, span: 0..0 }, message, "run `docwright generate`")
}
