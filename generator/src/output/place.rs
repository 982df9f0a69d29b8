//! Places below the output folder. Nothing is read, written or removed through a link, which may lead anywhere, and a
//! file is only put where a file or nothing is.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{OutputError, failed};

/// What is at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum There {
    Nothing,
    File,
    Folder,
}

/// Looks at the place of a name below a folder, and at all that is on the way to it.
///
/// # Errors
/// Where a link is on the way, or something that is neither a file nor a folder, or a file where a folder has to be.
pub(super) fn look(folder: &Path, name: &str) -> Result<There, OutputError> {
    let mut path: PathBuf = folder.to_path_buf();
    let mut there = There::Folder;
    for part in name.split('/') {
        if there == There::File {
            return Err(OutputError::Blocked { path: shown(&path), expected: "a folder" });
        }
        path.push(part);
        let kind = match std::fs::symlink_metadata(&path) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(There::Nothing),
            Err(error) => return Err(failed(&path, error)),
        };
        there = if kind.is_symlink() {
            return Err(OutputError::Link(shown(&path)));
        } else if kind.is_dir() {
            There::Folder
        } else if kind.is_file() {
            There::File
        } else {
            return Err(OutputError::Blocked { path: shown(&path), expected: "a file" });
        };
    }
    Ok(there)
}

/// The bytes of the file of a name below a folder; none where nothing is there.
///
/// # Errors
/// Where something else than a file is there, or it cannot be read.
pub(super) fn read(folder: &Path, name: &str) -> Result<Option<Vec<u8>>, OutputError> {
    let path = folder.join(name);
    match look(folder, name)? {
        There::Nothing => Ok(None),
        There::File => std::fs::read(&path).map(Some).map_err(|source| failed(&path, source)),
        There::Folder => Err(OutputError::Blocked { path: shown(&path), expected: "a file" }),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
