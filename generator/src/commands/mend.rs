//! `--fix`, `--unsafe-fixes` and `--diff`: fixes applied until none is left, written whole or only shown.

use std::collections::BTreeMap;

use clap::Args;

use super::{CommandError, Common, counted};
use crate::finding::{Finding, Fix};
use crate::fix;
use crate::output;
use crate::report::Files;
use crate::report::patch::unified;
use crate::report::text::visible;
use crate::source::File;

#[derive(Debug, Args)]
pub(super) struct Mending {
    /// Mend what can be mended without changing what the docs mean
    #[arg(long, help_heading = "Mending")]
    fix: bool,
    /// Mend also what somebody should look at
    #[arg(long, help_heading = "Mending")]
    unsafe_fixes: bool,
    /// Show what would be mended, and write nothing
    #[arg(long, help_heading = "Mending")]
    diff: bool,
}

/// Files with findings, as they become while they are mended.
pub(super) trait Docs {
    /// What is wrong, less what was not asked for.
    fn findings(&self) -> Result<Vec<Finding>, CommandError>;
    /// The file of a name.
    fn file(&self, name: &str) -> Option<&File>;
    /// Gives the file of a name another text.
    fn rewrite(&mut self, name: &str, text: String) -> Result<(), CommandError>;
}

/// What was mended.
#[derive(Debug, Default)]
pub(super) struct Mended {
    fixes: usize,
    /// Each file that changed, before and after, by name.
    files: BTreeMap<String, (File, String)>,
}

/// A page has no such depth of faults that each only shows when the last is mended.
const ROUNDS: usize = 100;

impl Mending {
    /// Whether something is to be mended or shown.
    pub(super) fn is_asked_for(&self) -> bool {
        self.fix || self.unsafe_fixes || self.diff
    }

    /// Whether nothing is to be written.
    pub(super) fn only_shows(&self) -> bool {
        self.diff
    }

    /// Applies fixes until none is left.
    ///
    /// # Errors
    /// When they do not come to an end, which is a fault of this program, or a file cannot be written at all.
    pub(super) fn mend(&self, docs: &mut impl Docs) -> Result<Mended, CommandError> {
        let mut mended = Mended::default();
        for _ in 0..ROUNDS {
            let mut wanted: BTreeMap<String, Vec<Fix>> = BTreeMap::new();
            for finding in docs.findings()? {
                if let Some(fix) = finding.fix.filter(|fix| fix.safe || self.unsafe_fixes) {
                    wanted.entry(finding.place.page).or_default().push(fix);
                }
            }
            let mut changed = false;
            for (name, fixes) in wanted {
                let Some(file) = docs.file(&name).cloned() else { continue };
                if file.path.is_none() && !self.diff {
                    let message =
                        format!("{name}: has no file to write to; --diff shows what would be mended");
                    return Err(CommandError::Other(message));
                }
                let (text, count) = fix::apply(&file.text, &fixes.iter().collect::<Vec<_>>());
                if text == file.text {
                    continue;
                }
                changed = true;
                mended.fixes += count;
                docs.rewrite(&name, text.clone())?;
                mended.files.entry(name).or_insert_with(|| (file, String::new())).1 = text;
            }
            if !changed {
                return Ok(mended);
            }
        }
        let pages = mended.files.into_keys().collect::<Vec<_>>().join(", ");
        Err(CommandError::Other(format!(
            "{pages}: the fixes come to no end; this is a fault of docwright, and nothing was written"
        )))
    }
}

impl Mended {
    /// Writes the files, each whole.
    ///
    /// # Errors
    /// When one cannot be written.
    pub(super) fn write(&self) -> Result<(), CommandError> {
        let files = self.files.values().filter_map(|(file, text)| Some((file.path.clone()?, text.as_str())));
        Ok(output::replace(files)?)
    }

    /// Unified diffs of the files. Raw where another program reads them, so that they can be applied.
    pub(super) fn diff(&self, files: &Files<'_>, common: &Common) -> String {
        let one =
            |(name, (file, text)): (&String, &(File, String))| unified(&files.path(name), &file.text, text);
        let diff: String = self.files.iter().map(one).collect();
        if common.is_terminal() { visible(&diff) } else { diff }
    }

    /// What was done, or would be.
    pub(super) fn summary(&self, verb: &str) -> String {
        let fixes = counted(self.fixes, "fault");
        match self.fixes {
            0 => format!("nothing {verb}\n"),
            _ => format!("{fixes} {verb} in {}\n", counted(self.files.len(), "file")),
        }
    }
}
