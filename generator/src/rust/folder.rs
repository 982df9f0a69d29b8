//! The files of a crate's folder: its manifest, and the modules that its root names. No path leads out of the folder, and
//! links are refused.

use std::path::{Component, Path, PathBuf};

use crate::source::{File, ReadError};

/// Why a crate could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CrateError {
    /// There is no such folder, or it has no manifest.
    #[error("{0}: no crate: expected a folder with Cargo.toml and src/lib.rs")]
    NoCrate(PathBuf),
    /// A path that leads out of the folder, or a link.
    #[error("{0}: leads out of the crate's folder, or is a link")]
    Outside(PathBuf),
    /// A file that cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// What is read of a manifest.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) name: String,
    pub(super) version: String,
    root: Option<String>,
}

/// A crate's folder, opened.
#[derive(Debug)]
pub(super) struct Sources {
    pub(super) manifest: Manifest,
    folder: PathBuf,
    /// The root module's file.
    pub(super) root: PathBuf,
    files: std::cell::RefCell<Vec<File>>,
}

/// Opens a crate's folder.
pub(super) fn read(folder: &Path) -> Result<Sources, CrateError> {
    let manifest = folder.join("Cargo.toml");
    if !manifest.is_file() {
        return Err(CrateError::NoCrate(folder.to_path_buf()));
    }
    let mut sources = Sources {
        manifest: Manifest::default(),
        folder: folder.to_path_buf(),
        root: PathBuf::new(),
        files: std::cell::RefCell::default(),
    };
    sources.check(Path::new("Cargo.toml"))?;
    sources.manifest = Manifest::of(&File::read(&manifest, "Cargo.toml")?.text);
    let given = sources.manifest.root.clone();
    let candidates = given.as_deref().into_iter().chain(["src/lib.rs", "src/main.rs"]);
    let root = candidates.map(PathBuf::from).find(|path| folder.join(path).is_file());
    sources.root = root.ok_or_else(|| CrateError::NoCrate(folder.to_path_buf()))?;
    sources.check(&sources.root)?;
    Ok(sources)
}

impl Sources {
    /// The first of some paths below the folder that is a file of it, read: its index among the files, and its text.
    pub(super) fn load(&self, candidates: &[PathBuf]) -> Option<(usize, PathBuf, String)> {
        let path =
            candidates.iter().find(|path| self.folder.join(path).is_file() && self.check(path).is_ok())?;
        let path: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
        let name = path.to_string_lossy().replace('\\', "/");
        // what is no text is no module that can be read
        let file = File::read(&self.folder.join(&path), name).ok()?;
        let text = file.text.clone();
        let mut files = self.files.borrow_mut();
        files.push(file);
        Some((files.len() - 1, path, text))
    }

    /// The name of a file.
    pub(super) fn name(&self, index: usize) -> std::sync::Arc<str> {
        self.files.borrow().get(index).map_or_else(|| "".into(), |file| file.name.clone())
    }

    /// All files that were read.
    pub(super) fn into_files(self) -> Vec<File> {
        self.files.into_inner()
    }

    /// That a path below the folder stays in it, and that no part of it is a link.
    fn check(&self, path: &Path) -> Result<(), CrateError> {
        let outside = || CrateError::Outside(path.to_path_buf());
        let mut whole = self.folder.clone();
        for part in path.components() {
            match part {
                Component::Normal(name) => whole.push(name),
                Component::CurDir => continue,
                _ => return Err(outside()),
            }
            if whole.symlink_metadata().is_ok_and(|data| data.file_type().is_symlink()) {
                return Err(outside());
            }
        }
        Ok(())
    }
}

impl Manifest {
    /// Reads the name and the version of the package, and the path of its library. Of TOML only the lines are read that
    /// state these as every manifest does: a key, and a string on the same line.
    fn of(text: &str) -> Self {
        let mut manifest = Self::default();
        let mut table = "";
        for line in text.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix('[') {
                table = name.trim_end_matches(']');
                continue;
            }
            let Some((key, value)) = line.split_once('=') else { continue };
            let value = value.trim().strip_prefix('"').and_then(|rest| rest.split('"').next());
            let Some(value) = value else { continue };
            match (table, key.trim()) {
                ("package", "name") => value.clone_into(&mut manifest.name),
                ("package", "version") => value.clone_into(&mut manifest.version),
                ("lib", "path") => manifest.root = Some(value.to_owned()),
                _ => {}
            }
        }
        manifest
    }
}
