//! `--fix`, `--unsafe-fixes` and `--diff`: fixes applied until none is left, written whole or only shown.

use std::collections::BTreeMap;

use clap::Args;

use super::{CommandError, CommonOptions, counted};
use crate::finding::{Findings, Fix};
use crate::fix;
use crate::output;
use crate::report::Files;
use crate::report::patch::unified;
use crate::report::text::visible;
use crate::source::File;

#[derive(Debug, Args)]
pub(super) struct FixOptions {
    /// Fix what can be fixed without changing what the docs mean
    #[arg(long, help_heading = "Fixes")]
    fix: bool,
    /// Fix also what somebody should look at
    #[arg(long, help_heading = "Fixes")]
    unsafe_fixes: bool,
    /// Show what would be fixed, and write nothing
    #[arg(long, help_heading = "Fixes")]
    diff: bool,
}

/// Files with findings, as they become while they are fixed.
pub(super) trait FixTarget {
    /// What is wrong, less what was not asked for.
    fn findings(&self) -> Result<Findings, CommandError>;
    /// The file of a name.
    fn file(&self, name: &str) -> Option<&File>;
    /// Gives the file of a name another text.
    fn rewrite(&mut self, name: &str, text: String) -> Result<(), CommandError>;
}

/// What was fixed.
#[derive(Debug)]
pub(super) struct FixedFiles {
    /// Which fixes were asked for.
    most: FixLevel,
    /// Each file that has something to fix, by name.
    files: BTreeMap<String, FixedFile>,
}

/// What becomes of one file.
#[derive(Debug)]
struct FixedFile {
    before: File,
    after: String,
    /// How many fixes are in it.
    fixes: usize,
    rounds: usize,
    takes: FixLevel,
}

/// Which fixes a file takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FixLevel {
    All,
    Safe,
    None,
}

/// A fixed fault may uncover another, or be in the way of one; but a page that is not done after so many rounds is beyond
/// fixing: its fixes feed each other.
const ROUNDS: usize = 30;

impl FixOptions {
    /// Whether something is to be fixed or shown.
    pub(super) fn is_asked_for(&self) -> bool {
        self.fix || self.unsafe_fixes || self.diff
    }

    /// Whether nothing is to be written.
    pub(super) fn only_shows(&self) -> bool {
        self.diff
    }

    /// Applies fixes until none is left. A file whose fixes come to no end is given back what it said before, and takes the
    /// safe ones only, or none.
    ///
    /// # Errors
    /// When a file cannot be written at all.
    pub(super) fn fix(&self, docs: &mut impl FixTarget) -> Result<FixedFiles, CommandError> {
        let most = if self.unsafe_fixes { FixLevel::All } else { FixLevel::Safe };
        let mut files: BTreeMap<String, FixedFile> = BTreeMap::new();
        loop {
            let mut wanted: BTreeMap<String, Vec<Fix>> = BTreeMap::new();
            for finding in docs.findings()? {
                let Some(fix) = finding.fix else { continue };
                let takes = files.get(&*finding.place.page).map_or(most, |fix| fix.takes);
                if takes == FixLevel::All || (takes == FixLevel::Safe && fix.safe) {
                    wanted.entry(finding.place.page.to_string()).or_default().push(*fix);
                }
            }
            let mut changed = false;
            for (name, fixes) in wanted {
                // what is not UTF-8 would be lost
                let file = docs.file(&name).filter(|file| file.not_utf8.is_none());
                let Some(file) = file.cloned() else { continue };
                if file.path.is_none() && !self.diff {
                    let message =
                        format!("{name}: has no file to write to; --diff shows what would be fixed");
                    return Err(CommandError::Other(message));
                }
                let fix = files.entry(name.clone()).or_insert_with(|| FixedFile {
                    before: file.clone(),
                    after: file.text.clone(),
                    fixes: 0,
                    rounds: 0,
                    takes: most,
                });
                fix.round(&fixes);
                if fix.after != file.text {
                    docs.rewrite(&name, fix.after.clone())?;
                    changed = true;
                }
            }
            if !changed {
                return Ok(FixedFiles { most, files });
            }
        }
    }
}

impl FixedFile {
    fn round(&mut self, fixes: &[Fix]) {
        if self.rounds == ROUNDS {
            self.takes = if self.takes == FixLevel::All { FixLevel::Safe } else { FixLevel::None };
            (self.after, self.fixes, self.rounds) = (self.before.text.clone(), 0, 0);
            return;
        }
        let (text, count) = fix::apply(&self.after, &fixes.iter().collect::<Vec<_>>());
        self.after = text;
        self.fixes += count;
        self.rounds += 1;
    }
}

impl FixedFiles {
    fn changed(&self) -> impl Iterator<Item = (&String, &FixedFile)> {
        self.files.iter().filter(|(_, fix)| fix.after != fix.before.text)
    }

    /// Writes the files, each whole.
    ///
    /// # Errors
    /// When one cannot be written.
    pub(super) fn write(&self) -> Result<(), CommandError> {
        let files =
            self.changed().filter_map(|(_, fix)| Some((fix.before.path.clone()?, fix.after.as_str())));
        Ok(output::replace(files)?)
    }

    /// Unified diffs of the files. Raw where another program reads them, so that they can be applied.
    pub(super) fn diff(&self, files: &Files<'_>, common: &CommonOptions) -> String {
        let one =
            |(name, fix): (&String, &FixedFile)| unified(&files.path(name), &fix.before.text, &fix.after);
        let diff: String = self.changed().map(one).collect();
        if common.is_terminal() { visible(&diff) } else { diff }
    }

    /// What was done, or would be.
    pub(super) fn summary(&self, verb: &str) -> String {
        let fixes: usize = self.changed().map(|(_, fix)| fix.fixes).sum();
        let mut text = match fixes {
            0 => format!("nothing {verb}\n"),
            _ => {
                format!("{} {verb} in {}\n", counted(fixes, "fault"), counted(self.changed().count(), "file"))
            }
        };
        for (name, fix) in &self.files {
            if fix.takes == self.most {
                continue;
            }
            let left_out = if fix.takes == FixLevel::Safe { "unsafe " } else { "" };
            text.push_str(&format!(
                "{name}: its {left_out}fixes feed each other and were left out; fix it by hand\n"
            ));
        }
        text
    }
}
