//! Files of pages: found below a folder, and read. Knows nothing of what is in them.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::ProjectError;
use crate::output::LOCK;
use crate::source::{File, ReadError, spelled};

/// A page, or all pages of a folder: the path of each, and what it is called.
///
/// # Errors
/// When the path is neither.
pub fn files(path: &Path) -> Result<Vec<(PathBuf, String)>, ProjectError> {
    if path.is_file() {
        let name = path.file_name().map(|name| spelled(&name.to_string_lossy()));
        return Ok(vec![(path.to_path_buf(), name.unwrap_or_else(|| shown(path)))]);
    }
    Ok(page_files(path)?.into_iter().map(|(below, path)| (path, below)).collect())
}

/// Files as they are, each by its path and what it is called, read on all cores. Some may be other than UTF-8, which is a
/// finding about them.
///
/// # Errors
/// When one cannot be read: of several, always the first. When none is UTF-8.
pub fn read_files(files: &[(PathBuf, String)]) -> Result<Vec<File>, ProjectError> {
    let read = |(path, name): &(PathBuf, String)| Ok(File::read_lossy(path, name.as_str())?);
    let files: Vec<Result<File, ProjectError>> = files.par_iter().map(read).collect();
    let files: Vec<File> = files.into_iter().collect::<Result<_, _>>()?;
    match files.first().filter(|_| files.iter().all(|file| file.not_utf8.is_some())) {
        Some(first) => Ok(first.check().map(|()| Vec::new())?),
        None => Ok(files),
    }
}

/// The Markdown files of a folder, by their path below it, sorted by that.
pub(crate) fn page_files(folder: &Path) -> Result<Vec<(String, PathBuf)>, ProjectError> {
    page_files_within(folder, folder)
}

/// The same for a folder of some docs: links may lead to other folders of these docs.
pub(super) fn page_files_within(folder: &Path, docs: &Path) -> Result<Vec<(String, PathBuf)>, ProjectError> {
    if !folder.is_dir() {
        return Err(ProjectError::Missing(folder.display().to_string()));
    }
    let mut files = Vec::new();
    // what `generate` has written is no page
    let is_written = |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.path().join(LOCK).is_file();
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_entry(|entry| !is_written(entry)) {
        let entry = entry?;
        let (is_link, is_file) = (entry.path_is_symlink(), entry.file_type().is_file());
        let path = entry.into_path();
        let is_called_so =
            path.extension().is_some_and(|end| ["md", "mdx", "markdown"].iter().any(|page| end == *page));
        let is_page = is_called_so && (is_file || (is_link && path.is_file()));
        if is_page && is_link {
            leads_into(&path, folder, docs)?;
        }
        if let Some(below) = path.strip_prefix(folder).ok().filter(|_| is_page) {
            let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            files.push((spelled(&parts.join("/")), path));
        }
    }
    // by name without the ending, so that `a` is before `a-b`
    files.sort_by_cached_key(|(name, _)| {
        name.rsplit_once('.').map(|(stem, ending)| (stem.to_owned(), ending.to_owned()))
    });
    match files.is_empty() {
        true => Err(ProjectError::Empty(folder.display().to_string())),
        false => Ok(files),
    }
}

/// Refuses a link to a file outside of the docs: who writes pages may not be allowed to read it, and who reads what comes
/// of them neither.
fn leads_into(link: &Path, folder: &Path, docs: &Path) -> Result<(), ProjectError> {
    let real = |path: &Path| {
        path.canonicalize().map_err(|source| ReadError::Io { name: shown(path).into(), source })
    };
    let target = real(link)?;
    if target.starts_with(real(folder)?) || target.starts_with(real(docs)?) {
        return Ok(());
    }
    Err(ProjectError::LeadsOut { link: shown(link), docs: shown(docs), target: shown(&target) })
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
