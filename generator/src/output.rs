//! Files that the program owns: written whole, compared, and known again by a list that lies beside them.
//!
//! Knows only paths and bytes.

mod folder_lock;
mod list;
mod place;
mod stage;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use folder_lock::FolderLock;
pub use list::{LOCK, entries, fingerprint};
use place::There;
use stage::Stage;

/// What the output folder has to become.
#[derive(Debug)]
pub struct Plan {
    /// The output folder.
    pub folder: PathBuf,
    /// What differs there, by name, each with its text.
    differs: Vec<(FileChange, String)>,
    /// Files of earlier runs that are not written any more.
    removed: Vec<String>,
    /// Files that are there and that no run has written, as they are.
    foreign: Vec<String>,
    /// The lists of earlier runs that ended before they were done.
    ended: String,
    /// Held until it is written, or dropped.
    _lock: Option<FolderLock>,
    /// Whether to write over what was changed by hand.
    pub force: bool,
    /// A file elsewhere of which a part is owned, as it has to become.
    pub part: Option<(PathBuf, String)>,
}

/// A change that a [`Plan`] makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileChange {
    /// A file that is not there yet.
    New(String),
    /// A file that has other content.
    Changed(String),
    /// A file that goes.
    Removed(String),
}

impl FileChange {
    /// The file.
    pub fn name(&self) -> &str {
        match self {
            Self::New(name) | Self::Changed(name) | Self::Removed(name) => name,
        }
    }
}

/// Why output could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The file system's own words.
    #[error("{path}: cannot be written: {source}")]
    Io {
        /// What could not be written.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Files that would be lost.
    #[error(
        "{}: changed by hand since it was written, or never written by docwright; change the docs or `docwright.yaml` \
         instead, or let `docwright generate --force` write over it", .0.join(", ")
    )]
    Edited(Vec<String>),
    /// A link in the output folder.
    #[error("{0}: is a link, which may lead out of the output folder; remove it, and run docwright again")]
    Link(String),
    /// Something that is in the way.
    #[error("{path}: expected {expected} or nothing there; move what is there, and run docwright again")]
    Blocked {
        /// The place.
        path: String,
        /// What may be there.
        expected: &'static str,
    },
    /// Another run has not ended.
    #[error(
        "{0}: another docwright is writing to this folder and does not end; run docwright again when it has"
    )]
    Busy(String),
    /// Some files are in their places, others are not.
    #[error("{0}; some files are in place already: the next `docwright generate` finishes this one")]
    Unfinished(Box<OutputError>),
    /// A name that would leave the folder.
    #[error("{0}: would leave the folder that it is written to")]
    Escapes(String),
    /// A manifest that has no place for the features.
    #[error(
        "{path}: no block for the generated features; add these two lines below `[features]`:\n{BEGIN}\n{END}"
    )]
    NoBlock {
        /// The manifest.
        path: String,
    },
}

/// Whether something can be written into a folder.
pub fn is_writable(folder: &Path) -> bool {
    tempfile::Builder::new().prefix(".docwright").tempfile_in(folder).is_ok()
}

/// The first line of the block that `generate` owns in a manifest.
pub const BEGIN: &str = "# docwright: begin (written by `docwright generate`)";
/// Its last line.
pub const END: &str = "# docwright: end";

impl Plan {
    /// Compares files with what is in a folder; `docs` are those that they were made from, with their fingerprints. Files
    /// of earlier runs that are not among them are to go. While there is a plan, no other run has one for this folder.
    ///
    /// # Errors
    /// When the name of a file would leave the folder, when something is in the way, or when another run does not end.
    pub fn to_compare(
        folder: PathBuf,
        files: Vec<(String, String)>,
        docs: &[(String, u64)],
    ) -> Result<Self, OutputError> {
        let lock = FolderLock::wait(&folder, false)?;
        Self::new(folder, files, docs, lock)
    }

    /// The same where it may be written.
    ///
    /// # Errors
    /// The same, or when the folder cannot be made.
    pub fn to_write(
        folder: PathBuf,
        files: Vec<(String, String)>,
        docs: &[(String, u64)],
    ) -> Result<Self, OutputError> {
        let lock = FolderLock::wait(&folder, true)?;
        Self::new(folder, files, docs, lock)
    }

    fn new(
        folder: PathBuf,
        mut files: Vec<(String, String)>,
        docs: &[(String, u64)],
        lock: Option<FolderLock>,
    ) -> Result<Self, OutputError> {
        if let Some((name, _)) = files.iter().find(|(name, _)| !stays_inside(name)) {
            return Err(OutputError::Escapes(name.clone()));
        }
        let ended = stage::ended(&folder)?;
        let listed = [list::read(&folder, LOCK)?, ended.clone()];
        let listed: BTreeSet<(String, u64)> = listed.iter().flat_map(|it| list::files(it)).collect();
        let is_foreign = |name: &str, there: &[u8]| {
            name != LOCK && !listed.contains(&(name.to_owned(), list::print(there)))
        };
        files.sort_unstable();
        let print = |(name, text): &(String, String)| (name.clone(), list::print(text.as_bytes()));
        let written: Vec<(String, u64)> = files.par_iter().map(print).collect();
        files.push((LOCK.to_owned(), list::text(&written, docs)));
        let compared = |(name, text): (String, String)| {
            Ok(match place::read(&folder, &name)? {
                Some(there) if there == text.as_bytes() => None,
                Some(there) => {
                    let is_foreign = is_foreign(&name, &there);
                    Some((FileChange::Changed(name), text, is_foreign))
                }
                None => Some((FileChange::New(name), text, false)),
            })
        };
        let compared: Vec<Result<_, OutputError>> = files.into_par_iter().map(compared).collect();
        let (mut differs, mut foreign) = (Vec::new(), Vec::new());
        for compared in compared {
            let Some((change, text, is_foreign)) = compared? else { continue };
            foreign.extend(is_foreign.then(|| change.name().to_owned()));
            differs.push((change, text));
        }
        differs.sort_by(|(one, _), (other, _)| one.name().cmp(other.name()));
        let written: BTreeSet<&str> = written.iter().map(|(name, _)| name.as_str()).collect();
        let names: BTreeSet<&str> = listed.iter().map(|(name, _)| name.as_str()).collect();
        let mut removed = Vec::new();
        for name in names.difference(&written).filter(|name| stays_inside(name)) {
            // what is no file was not written by an earlier run
            let there = match place::look(&folder, name) {
                Ok(There::File) => place::read(&folder, name)?,
                Ok(_) | Err(OutputError::Blocked { .. }) => None,
                Err(error) => return Err(error),
            };
            if let Some(there) = there {
                foreign.extend(is_foreign(name, &there).then(|| (*name).to_owned()));
                removed.push((*name).to_owned());
            }
        }
        Ok(Self { folder, differs, removed, foreign, ended, _lock: lock, force: false, part: None })
    }

    /// Whether an earlier run ended before it was done.
    pub fn is_interrupted(&self) -> bool {
        !self.ended.is_empty()
    }

    /// Also puts `lines` into the block of `manifest` that is owned.
    ///
    /// # Errors
    /// When the manifest cannot be read, or has no such block.
    pub fn with_block(mut self, manifest: PathBuf, lines: &str) -> Result<Self, OutputError> {
        let path = manifest.display().to_string();
        // what is put in its place would be no link
        if manifest.is_symlink() {
            return Err(OutputError::Link(path));
        }
        let text = std::fs::read_to_string(&manifest)
            .map_err(|source| OutputError::Io { path: path.clone(), source })?;
        let (before, rest) = text.split_once(BEGIN).ok_or(OutputError::NoBlock { path: path.clone() })?;
        let (_, after) = rest.split_once(END).ok_or(OutputError::NoBlock { path })?;
        self.part = Some((manifest, format!("{before}{BEGIN}\n{lines}{END}{after}")));
        Ok(self)
    }

    /// What differs from what is there.
    pub fn changes(&self) -> Vec<FileChange> {
        let of_part = |(path, text): &(PathBuf, String)| {
            let name = path.display().to_string();
            match std::fs::read(path) {
                Ok(bytes) if bytes == text.as_bytes() => None,
                Ok(_) => Some(FileChange::Changed(name)),
                Err(_) => Some(FileChange::New(name)),
            }
        };
        let part = self.part.as_ref().and_then(of_part);
        let removed = self.removed.iter().map(|name| FileChange::Removed(name.clone()));
        let differs = self.differs.iter().map(|(change, _)| change.clone());
        differs.chain(part).chain(removed).collect()
    }

    /// Where the file of a name is: below the folder, or the manifest.
    pub fn place(&self, name: &str) -> PathBuf {
        let manifest =
            self.part.as_ref().map(|(path, _)| path).filter(|path| path.display().to_string() == name);
        manifest.map_or_else(|| self.folder.join(name), PathBuf::clone)
    }

    /// Whether the file of a name differs from what is there, or is not there.
    pub fn differs(&self, name: &str) -> bool {
        self.differs.iter().any(|(change, _)| change.name() == name)
    }

    /// Files that would be written over or taken away, though a hand has changed them since they were written.
    pub fn edited(&self) -> &[String] {
        if self.force { &[] } else { &self.foreign }
    }

    /// Makes the changes, all or none: every file is made ready before any is put in its place. Files that would not
    /// change are not touched. A run that is ended while it puts them there is finished by the next one.
    ///
    /// # Errors
    /// When something cannot be written, or would be lost. Before anything is put in its place, what was there is there
    /// still; after that the next run finishes it.
    pub fn write(&mut self) -> Result<Vec<FileChange>, OutputError> {
        if !self.edited().is_empty() {
            let path = |name: &String| self.folder.join(name).display().to_string();
            return Err(OutputError::Edited(self.edited().iter().map(path).collect()));
        }
        let changes = self.changes();
        if !changes.is_empty() {
            let mut stage = self.make_ready()?;
            let is_part = |(path, _): &&(PathBuf, String)| {
                changes.iter().any(|change| change.name() == path.display().to_string())
            };
            let part = self.part.as_ref().filter(is_part);
            let part = part.map(|(path, text)| Ok((beside(path, text)?, path))).transpose()?;
            stage.is_left = true;
            let unfinished = |error| OutputError::Unfinished(Box::new(error));
            self.put_in_place(&stage, part).map_err(unfinished)?;
        }
        stage::remove(&self.folder)?;
        (self.differs, self.removed) = Default::default();
        Ok(changes)
    }

    /// What differs, in the order in which it is made ready and put in its place. The list goes last: while it is in the
    /// stage, the next run knows that this one was not finished.
    fn in_order(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_list = |(change, _): &&(FileChange, String)| change.name() == LOCK;
        let (list, others): (Vec<_>, Vec<_>) = self.differs.iter().partition(is_list);
        others.into_iter().chain(list).map(|(change, text)| (change.name(), text.as_str()))
    }

    fn make_ready(&self) -> Result<Stage<'_>, OutputError> {
        let stage = Stage::open(&self.folder, &self.ended)?;
        self.in_order().try_for_each(|(name, text)| stage.write(name, text))?;
        Ok(stage)
    }

    fn put_in_place(
        &self,
        stage: &Stage<'_>,
        part: Option<(tempfile::NamedTempFile, &PathBuf)>,
    ) -> Result<(), OutputError> {
        for path in self.removed.iter().map(|name| self.folder.join(name)) {
            std::fs::remove_file(&path).map_err(|source| failed(&path, source))?;
        }
        if let Some((file, path)) = part {
            file.persist(path).map_err(|error| failed(path, error.error))?;
        }
        self.in_order().try_for_each(|(name, _)| stage.put(name))
    }
}

/// Gives files other texts, each file whole: all are written beside their places before any is put there. A link is
/// followed.
///
/// # Errors
/// When something cannot be written.
pub fn replace<'a>(files: impl IntoIterator<Item = (PathBuf, &'a str)>) -> Result<(), OutputError> {
    let mut staged = Vec::new();
    for (path, text) in files {
        let path = std::fs::canonicalize(&path).unwrap_or(path);
        staged.push((beside(&path, text)?, path));
    }
    for (file, path) in staged {
        file.persist(&path).map_err(|error| failed(&path, error.error))?;
    }
    Ok(())
}

/// A new text for the file at `path`, in a file beside it.
fn beside(path: &Path, text: &str) -> Result<tempfile::NamedTempFile, OutputError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = || {
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new().prefix(".docwright-").tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(path).map_or(0o644, |there| there.permissions().mode());
            file.as_file().set_permissions(std::fs::Permissions::from_mode(mode))?;
        }
        Ok(file)
    };
    write().map_err(|source| failed(path, source))
}

fn failed(path: &Path, source: std::io::Error) -> OutputError {
    OutputError::Io { path: path.display().to_string(), source }
}

/// Whether a name stays below the folder it is joined to.
fn stays_inside(name: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':']);
    name.split('/').all(plain)
}

/// A folder of files for a while: it goes when this does.
#[derive(Debug)]
pub struct Scratch(tempfile::TempDir);

impl Scratch {
    /// Writes files, by their path with `/` between folders, into a new folder that counts as a project's.
    ///
    /// # Errors
    /// When one cannot be written, or its name would leave the folder.
    pub fn of(files: &[(String, Vec<u8>)]) -> Result<Self, OutputError> {
        let temporary = std::env::temp_dir();
        let folder = tempfile::tempdir().map_err(|source| failed(&temporary, source))?;
        // what a configuration names must not leave its project: this is where that begins
        let root = folder.path().join(".git");
        std::fs::create_dir(&root).map_err(|source| failed(&root, source))?;
        for (name, content) in files {
            if !stays_inside(name) {
                return Err(OutputError::Escapes(name.clone()));
            }
            let path = folder.path().join(name);
            let write = || {
                path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
                std::fs::write(&path, content)
            };
            write().map_err(|source| failed(&path, source))?;
        }
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

#[cfg(test)]
mod tests;
