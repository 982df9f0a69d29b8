//! Files of an earlier revision, as git has them. Knows git's command line and nothing of docs.
//!
//! Whatever comes from outside is an argument of its own, never a part of a shell's line.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why a revision could not be read.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// Not what names a revision.
    #[error("`{0}`: no revision can be called so; expected a commit, a tag or a branch")]
    Name(String),
    /// Git could not be started.
    #[error("git cannot be run: {0}")]
    Run(#[from] std::io::Error),
    /// Git's own words.
    #[error("git {command}: {message}")]
    Said {
        /// What it was asked.
        command: &'static str,
        /// What it said.
        message: String,
    },
}

/// The files of a folder in a revision, by their path below the repository, and the folder's path below it.
#[derive(Debug)]
pub struct RevisionFiles {
    /// The folder, below the repository.
    pub folder: PathBuf,
    /// Its files that were wanted.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Reads the files of `folder` in `revision` whose names are `wanted`.
///
/// # Errors
/// When git is not there, the folder is in no repository, or it has no such revision.
pub fn read(folder: &Path, revision: &str, wanted: impl Fn(&str) -> bool) -> Result<RevisionFiles, GitError> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err(GitError::Name(revision.to_owned()));
    }
    let commit = format!("{revision}^{{commit}}");
    let commit =
        text(git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit], b"").map_err(
            |error| match error {
                GitError::Said { command, message } if message.is_empty() => {
                    GitError::Said { command, message: format!("no revision is called `{revision}`") }
                }
                other => other,
            },
        )?);
    let prefix = text(git(folder, &["rev-parse", "--show-prefix"], b"")?);
    // below the folder that git runs in, and named from there
    let listed = git(folder, &["ls-tree", "-r", "-z", &commit], b"")?;
    let listed = String::from_utf8_lossy(&listed);
    // `100644 blob 8a0c…\ten/widgets.md`
    let entries: Vec<(&str, &str)> = listed
        .split('\0')
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(about, name)| {
            let mut about = about.split(' ');
            let (mode, _, object) = (about.next()?, about.next()?, about.next()?);
            (mode.starts_with("100") && wanted(name)).then_some((name, object))
        })
        .collect();
    let objects: String = entries.iter().map(|(_, object)| format!("{object}\n")).collect();
    let contents = git(folder, &["cat-file", "--batch"], objects.as_bytes())?;
    let mut rest = contents.as_slice();
    let mut files = Vec::new();
    for (name, _) in entries {
        let content = next_object(&mut rest).ok_or_else(|| GitError::Said {
            command: "cat-file",
            message: format!("`{name}` cannot be read"),
        })?;
        files.push((format!("{prefix}{name}"), content));
    }
    Ok(RevisionFiles { folder: PathBuf::from(prefix), files })
}

/// `8a0c… blob 12\n`, twelve bytes, and a line end.
fn next_object(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (header, body) = rest.split_at_checked(end)?;
    let size: usize = std::str::from_utf8(header).ok()?.rsplit(' ').next()?.parse().ok()?;
    let (content, after) = body.get(1..)?.split_at_checked(size)?;
    *rest = after.get(1..)?;
    Some(content.to_vec())
}

fn git(folder: &Path, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, GitError> {
    let mut child = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let stdin = child.stdin.take();
    let output = std::thread::scope(|scope| {
        // git answers before it has read all; where it ends early, its status says it
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        child.wait_with_output()
    })?;
    match (output.status.success(), arguments) {
        (true, _) => Ok(output.stdout),
        (false, arguments) => {
            let command = match arguments.first() {
                Some(&"ls-tree") => "ls-tree",
                Some(&"cat-file") => "cat-file",
                _ => "rev-parse",
            };
            let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Err(GitError::Said { command, message })
        }
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).trim_end_matches('\n').to_owned()
}
