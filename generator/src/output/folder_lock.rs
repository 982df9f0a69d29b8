//! One run at a time writes to an output folder. The system takes the lock back when a run ends, however it ends.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use super::{OutputError, failed};

/// How long a run waits for another, and how often it looks.
const PATIENCE: Duration = Duration::from_secs(60);
const STEP: Duration = Duration::from_millis(20);

/// The right to write to a folder, until it is dropped.
#[derive(Debug)]
pub(super) struct FolderLock(#[expect(dead_code, reason = "held, and closed when it is dropped")] File);

impl FolderLock {
    /// Waits until no other run writes to a folder, which is made if it is not there and `is_made`. None where it is not
    /// there, or where the file system knows no locks.
    ///
    /// # Errors
    /// When the folder cannot be made or opened, or another run does not end.
    pub(super) fn wait(folder: &Path, is_made: bool) -> Result<Option<Self>, OutputError> {
        Self::within(folder, is_made, PATIENCE)
    }

    pub(super) fn within(
        folder: &Path,
        is_made: bool,
        patience: Duration,
    ) -> Result<Option<Self>, OutputError> {
        if is_made {
            std::fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
        } else if !folder.is_dir() {
            return Ok(None);
        }
        let file = open(folder).map_err(|source| failed(folder, source))?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Self(file))),
                Err(TryLockError::WouldBlock) if start.elapsed() < patience => std::thread::sleep(STEP),
                Err(TryLockError::WouldBlock) => return Err(OutputError::Busy(folder.display().to_string())),
                Err(TryLockError::Error(_)) => return Ok(None),
            }
        }
    }
}

/// What is locked: the folder itself.
#[cfg(unix)]
fn open(folder: &Path) -> std::io::Result<File> {
    File::open(folder)
}

/// What is locked where folders cannot be opened: a file of its own, by the folder's path.
#[cfg(not(unix))]
fn open(folder: &Path) -> std::io::Result<File> {
    let path = folder.canonicalize()?;
    let print = super::fingerprint(path.as_os_str().as_encoded_bytes());
    File::create(std::env::temp_dir().join(format!("docwright-{print:016x}.lock")))
}
