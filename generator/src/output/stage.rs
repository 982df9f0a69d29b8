//! Where files are made ready before they are put in their places: `.docwright` in the output folder.
//!
//! When the new list is in it, everything else is too: a run that ended there had begun to put files in their places,
//! and the next one finishes it.

use std::path::{Path, PathBuf};

use super::list::{self, LOCK};
use super::{OutputError, beside, failed, place};

/// The folder, in the output folder, in which files are made ready.
pub(super) const STAGE: &str = ".docwright";
/// In the stage: the lists of runs that ended there, while the run that finishes them has none of its own yet.
const ENDED: &str = "ended.lock";

/// The lists of runs that ended while they put files in their places, joined; empty where none did.
///
/// # Errors
/// Where something else than a stage is there.
pub(super) fn ended(folder: &Path) -> Result<String, OutputError> {
    let [ended, list] = [ENDED, LOCK].map(|name| list::read(folder, &format!("{STAGE}/{name}")));
    Ok(ended? + &list?)
}

/// Takes away what earlier runs left in the stage of an output folder.
///
/// # Errors
/// When it cannot be removed, or a link is there.
pub(super) fn remove(folder: &Path) -> Result<(), OutputError> {
    place::look(folder, STAGE)?;
    let stage = folder.join(STAGE);
    match std::fs::remove_dir_all(&stage) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(&stage, error)),
        _ => Ok(()),
    }
}

/// An open stage. It is emptied when it is dropped, unless its files are being put in their places.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    /// The output folder.
    output: &'a Path,
    folder: PathBuf,
    /// The lists of earlier runs that ended before they were done.
    ended: &'a str,
    /// Whether it stays whatever happens: the next run needs it to finish this one.
    pub(super) is_left: bool,
}

impl<'a> Stage<'a> {
    /// Opens the stage of an output folder, empty but for the lists of runs that `ended` there.
    ///
    /// # Errors
    /// When what earlier runs left cannot be removed.
    pub(super) fn open(output: &'a Path, ended: &'a str) -> Result<Self, OutputError> {
        let stage = Self { output, folder: output.join(STAGE), ended, is_left: false };
        stage.clear()?;
        Ok(stage)
    }

    /// Makes a file ready, with the permissions of the one that it replaces.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<(), OutputError> {
        let (ready, place) = (self.folder.join(name), self.output.join(name));
        let write = || {
            ready.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(&ready, text)?;
            match std::fs::metadata(&place) {
                Ok(there) => std::fs::set_permissions(&ready, there.permissions()),
                Err(_) => Ok(()),
            }
        };
        write().map_err(|source| failed(&place, source))
    }

    /// Puts a file that was made ready in its place.
    ///
    /// # Errors
    /// When it cannot be moved there.
    pub(super) fn put(&self, name: &str) -> Result<(), OutputError> {
        let place = self.output.join(name);
        let put = || {
            place.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::rename(self.folder.join(name), &place)
        };
        put().map_err(|source| failed(&place, source))
    }

    /// Takes away what earlier runs left, but for their lists: these say whose the files are that they put in their
    /// places, should this run end as well.
    fn clear(&self) -> Result<(), OutputError> {
        let Self { folder, ended, .. } = self;
        if ended.is_empty() {
            return remove(self.output);
        }
        let kept = folder.join(ENDED);
        beside(&kept, ended)?.persist(&kept).map_err(|error| failed(&kept, error.error))?;
        let clear = || {
            for entry in std::fs::read_dir(folder)? {
                let entry = entry?;
                let path = entry.path();
                if path == kept {
                    continue;
                }
                if entry.file_type()?.is_dir() {
                    std::fs::remove_dir_all(path)?;
                } else {
                    std::fs::remove_file(path)?;
                }
            }
            Ok(())
        };
        clear().map_err(|source| failed(folder, source))
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        if !self.is_left {
            // what is left is in nobody's way, and the next run removes it
            let _ = self.clear();
        }
    }
}
