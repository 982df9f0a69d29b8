//! Files that come for a folder, piece by piece and in any order: each is held against what stands there, and what
//! differs is made ready to be put in its place. None is ever whole in memory.

use std::fs::File;
use std::hash::Hasher as _;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;
use twox_hash::xxhash3_64::Hasher;

use super::list::{self, LOCK};
use super::{Change, OutputError, Plan, STAGE, beside, failed, stays_inside};

/// In the stage: the lists of runs that ended there, while the run that finishes them has none of its own yet.
const ENDED: &str = "ended.lock";
/// Bytes that are compared at once.
const AT_ONCE: usize = 1 << 16;

/// A folder for which files come.
pub struct Draft {
    folder: PathBuf,
    /// What earlier runs wrote: names and fingerprints, in order.
    listed: Vec<(String, u64)>,
    /// Where what differs is made ready; none where files are only compared.
    stage: Option<Stage>,
    is_interrupted: bool,
    came: Mutex<Came>,
}

/// The files that have come.
#[derive(Default)]
struct Came {
    /// Those of which more is to come.
    open: HashMap<String, Coming>,
    done: Vec<Done>,
}

/// A file that has come whole.
struct Done {
    name: String,
    print: u64,
    /// How it differs from what stands there.
    change: Option<Change>,
    /// Whether that is something that no run has written.
    is_foreign: bool,
}

impl Draft {
    /// Begins a draft for a folder. Where it `is_written`, what differs is made ready in it, and gone again unless the
    /// plan is written; else nothing is touched.
    pub fn new(folder: PathBuf, is_written: bool) -> Self {
        let read = |path: PathBuf| std::fs::read_to_string(path).unwrap_or_default();
        let last = read(folder.join(LOCK));
        let ended = [ENDED, LOCK].map(|name| read(folder.join(STAGE).join(name))).concat();
        let mut listed: Vec<(String, u64)> =
            [&last, &ended].into_iter().flat_map(|it| list::files(it)).flatten().collect();
        listed.sort_unstable();
        let is_interrupted = !ended.is_empty();
        let stage = is_written.then(|| Stage::new(&folder, ended));
        Self { folder, listed, stage, is_interrupted, came: Mutex::default() }
    }

    /// Takes a piece of a file: the pieces of one come in their order, those of several as they like.
    ///
    /// # Errors
    /// When the file's name would leave the folder, or it cannot be made ready.
    pub fn take(&self, name: &str, text: &str, is_last: bool) -> Result<(), OutputError> {
        if !stays_inside(name) {
            return Err(OutputError::Escapes(name.to_owned()));
        }
        let known = self.came().open.remove(name);
        let mut coming = known.unwrap_or_else(|| Coming::to(self.folder.join(name)));
        coming.take(name, text.as_bytes(), is_last, self.stage.as_ref())?;
        match is_last {
            true => {
                let done = self.done(name, &coming);
                self.came().done.push(done);
            }
            false => drop(self.came().open.insert(name.to_owned(), coming)),
        }
        Ok(())
    }

    fn done(&self, name: &str, coming: &Coming) -> Done {
        let change = match (coming.is_there, coming.same.is_some()) {
            (true, true) => None,
            (true, false) => Some(Change::Changed(name.to_owned())),
            (false, _) => Some(Change::New(name.to_owned())),
        };
        let is_foreign = matches!(change, Some(Change::Changed(_))) && self.is_foreign(name);
        Done { name: name.to_owned(), print: coming.hasher.finish(), change, is_foreign }
    }

    /// Whether what stands there is as no run has written it.
    fn is_foreign(&self, name: &str) -> bool {
        let there = list::print_of(&self.folder.join(name), &mut [0; 1 << 12]);
        let is_listed = |print| {
            let place = |known: &(String, u64)| (known.0.as_str(), known.1).cmp(&(name, print));
            self.listed.binary_search_by(place).is_ok()
        };
        there.is_ok_and(|print| !is_listed(print))
    }

    /// The plan, once all files have come; `docs` are those that they were made from. Files of earlier runs that have not
    /// come go.
    ///
    /// # Errors
    /// When the list cannot be made ready.
    pub fn finish(self, docs: &[(String, u64)]) -> Result<Plan, OutputError> {
        let mut done = std::mem::take(&mut self.came().done);
        done.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        let written: Vec<(&str, u64)> = done.iter().map(|it| (it.name.as_str(), it.print)).collect();
        let is_written = |name: &str| written.binary_search_by(|(known, _)| (*known).cmp(name)).is_ok();
        let names = self.listed.iter().map(|(name, _)| name);
        let is_left =
            |name: &&String| stays_inside(name) && !is_written(name) && self.folder.join(name).is_file();
        let mut removed: Vec<String> = names.filter(is_left).cloned().collect();
        removed.dedup();
        self.take(LOCK, &list::text(&written, docs), true)?;
        let foreign = done.iter().filter(|it| it.is_foreign).map(|it| it.name.clone());
        let foreign: Vec<String> =
            foreign.chain(removed.iter().filter(|name| self.is_foreign(name)).cloned()).collect();
        let list = self.came().done.pop();
        let mut differs: Vec<Change> = done.into_iter().chain(list).filter_map(|it| it.change).collect();
        differs.sort_by(|one, other| one.name().cmp(other.name()));
        Ok(Plan {
            folder: self.folder,
            differs,
            removed,
            foreign,
            stage: self.stage,
            is_interrupted: self.is_interrupted,
            is_as_listed: false,
            force: false,
            part: None,
        })
    }

    fn came(&self) -> MutexGuard<'_, Came> {
        self.came.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file of which some has come.
struct Coming {
    /// Where it is to stand.
    path: PathBuf,
    /// Whether something stands there.
    is_there: bool,
    /// What stands there, read so far, as long as the same has come.
    same: Option<File>,
    /// How much has come.
    length: u64,
    hasher: Hasher,
    /// It as it is made ready.
    ready: Option<File>,
}

impl Coming {
    fn to(path: PathBuf) -> Self {
        let there = File::open(&path).ok().filter(|file| file.metadata().is_ok_and(|it| it.is_file()));
        Self { is_there: there.is_some(), same: there, path, length: 0, hasher: Hasher::new(), ready: None }
    }

    fn take(
        &mut self,
        name: &str,
        bytes: &[u8],
        is_last: bool,
        stage: Option<&Stage>,
    ) -> Result<(), OutputError> {
        self.hasher.write(bytes);
        self.same.take_if(|file| !goes_on(file, bytes, is_last).unwrap_or_default());
        if let Some(stage) = stage.filter(|_| self.same.is_none()) {
            stage.clear_once()?;
            self.write(&stage.folder.join(name), bytes).map_err(|source| failed(&self.path, source))?;
        }
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Makes a piece ready that differs from what stands there, or follows on one that does.
    fn write(&mut self, ready: &Path, bytes: &[u8]) -> std::io::Result<()> {
        if self.ready.is_none() {
            ready.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            let mut file = File::create(ready)?;
            if self.is_there {
                let there = File::open(&self.path)?;
                file.set_permissions(there.metadata()?.permissions())?;
                // what was the same, and has gone by
                std::io::copy(&mut there.take(self.length), &mut file)?;
            }
            self.ready = Some(file);
        }
        self.ready.as_mut().map_or(Ok(()), |file| file.write_all(bytes))
    }
}

/// Whether a file goes on with these bytes, and ends with them if they are the last.
fn goes_on(file: &mut File, bytes: &[u8], is_last: bool) -> std::io::Result<bool> {
    let mut buffer = vec![0; bytes.len().min(AT_ONCE)];
    for some in bytes.chunks(AT_ONCE) {
        let there = buffer.get_mut(..some.len()).unwrap_or_default();
        file.read_exact(there)?;
        if there != some {
            return Ok(false);
        }
    }
    Ok(!is_last || file.read(&mut [0])? == 0)
}

/// Where files are made ready. It goes when it is let go of, unless they are being put in their places.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) folder: PathBuf,
    /// The lists of earlier runs that ended before they were done.
    ended: String,
    /// Whether what earlier runs left here is gone.
    is_clear: Mutex<bool>,
    /// Whether it stays whatever happens: the next run needs it to finish this one.
    pub(super) is_left: bool,
}

impl Stage {
    /// The stage of an output folder, with the lists of runs that ended there.
    pub(super) fn new(folder: &Path, ended: String) -> Self {
        Self { folder: folder.join(STAGE), ended, is_clear: Mutex::new(false), is_left: false }
    }

    /// Makes it empty, the first time.
    ///
    /// # Errors
    /// When something cannot be taken away.
    pub(super) fn clear_once(&self) -> Result<(), OutputError> {
        let mut is_clear = self.is_clear.lock().unwrap_or_else(PoisonError::into_inner);
        if !*is_clear {
            self.clear()?;
            *is_clear = true;
        }
        Ok(())
    }

    /// Takes away what earlier runs left here, but for their lists: these tell whose the files are that they put in their
    /// places, should this run end as well.
    fn clear(&self) -> Result<(), OutputError> {
        let Self { folder, ended, .. } = self;
        if ended.is_empty() {
            return self.remove();
        }
        let kept = folder.join(ENDED);
        beside(&kept, ended)?.persist(&kept).map_err(|error| failed(&kept, error.error))?;
        let clear = || {
            for entry in std::fs::read_dir(folder)? {
                let path = entry?.path();
                match () {
                    () if path == kept => {}
                    () if path.is_dir() => std::fs::remove_dir_all(path)?,
                    () => std::fs::remove_file(path)?,
                }
            }
            Ok(())
        };
        clear().map_err(|source| failed(folder, source))
    }

    /// Takes it away, if it is there.
    ///
    /// # Errors
    /// When it cannot be.
    pub(super) fn remove(&self) -> Result<(), OutputError> {
        match std::fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(&self.folder, error)),
            _ => Ok(()),
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let is_clear = self.is_clear.get_mut().unwrap_or_else(PoisonError::into_inner);
        if *is_clear && !self.is_left {
            // what is not put in its place is in nobody's way, and the next run takes it away
            let _ = self.clear();
        }
    }
}
