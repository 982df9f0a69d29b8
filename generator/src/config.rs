//! `docwright.yaml` and the front matter of pages: the only user of serde_yaml.
//!
//! Whatever is wrong in a configuration is reported with file, line and the nearest thing that would be right.

mod crate_name;
mod entries;
mod settings;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use serde::de::DeserializeOwned;

pub(crate) use crate_name::check as check_crate_name;
pub use settings::{Level, OpenApi, OutputSettings, Renames, Required, Resolution, RuntimePlace, Settings};
pub use yaml::YamlError;
pub(crate) use yaml::{yaml, yaml_scalar};

use crate::source::{File, Position, ReadError, Span};

/// A configuration that was found and understood, with its paths made sure of.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file, as it was found.
    pub path: PathBuf,
    /// Its text, to point into.
    pub file: File,
    /// The folder of the docs: the one that the file is in.
    pub docs: PathBuf,
    /// What it says.
    pub settings: Settings,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// There is none to be found.
    #[error(
        "no docwright.yaml in {0}, in its docs-input or docs, or above; write one with `docwright init`, or name one with --config"
    )]
    Missing(String),
    /// Something in it is wrong.
    #[error("{file}:{at}: {message}")]
    Wrong {
        /// The file.
        file: String,
        /// Where in it.
        at: Position,
        /// What was found, and what was expected.
        message: String,
    },
}

/// The file's usual name.
pub const FILE_NAME: &str = "docwright.yaml";
/// The folders that docs usually are in.
pub const DOCS_FOLDERS: [&str; 2] = ["docs-input", "docs"];

/// Finds the nearest configuration: in `folder`, in its `docs-input/` or `docs/`, then the same upwards.
///
/// # Errors
/// When there is none.
pub fn find(folder: &Path) -> Result<PathBuf, ConfigError> {
    folder
        .ancestors()
        .flat_map(|above| [above.to_path_buf()].into_iter().chain(DOCS_FOLDERS.map(|docs| above.join(docs))))
        .map(|folder| folder.join(FILE_NAME))
        .find(|path| path.is_file())
        .ok_or_else(|| ConfigError::Missing(folder.display().to_string()))
}

/// The folder of the whole project that some docs belong to: the nearest above them that holds a manifest or a repository,
/// else that of the docs.
pub fn project_of(docs: &Path) -> PathBuf {
    let docs = docs.canonicalize().unwrap_or_else(|_| docs.to_path_buf());
    let is_project = |folder: &&Path| folder.join("Cargo.toml").exists() || folder.join(".git").exists();
    docs.ancestors().find(is_project).unwrap_or(&docs).to_path_buf()
}

impl Config {
    /// Reads and checks the configuration in `path`.
    ///
    /// # Errors
    /// When it cannot be read, has a key that is not known or a value of the wrong type, or names a path
    /// outside the project.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        Self::of(path, File::read(path, path.display().to_string())?)
    }

    /// The same configuration with another text.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn with_text(&self, text: &str) -> Result<Self, ConfigError> {
        Self::of(&self.path, self.file.with_text(text))
    }

    /// Checks the configuration whose text is in `file` as one that is in `path`.
    ///
    /// # Errors
    /// As [`load`](Self::load), but that nothing is read.
    pub fn of(path: &Path, file: File) -> Result<Self, ConfigError> {
        let settings: Settings = yaml_file(&file)?;
        let docs = normal(path.parent().unwrap_or(Path::new("")));
        let config = Self { path: path.to_path_buf(), file, docs, settings };
        config.check()?;
        Ok(config)
    }

    /// A path of the configuration, from where the program runs.
    pub fn resolve(&self, path: &str) -> PathBuf {
        normal(&self.docs.join(path))
    }

    fn check(&self) -> Result<(), ConfigError> {
        let settings = &self.settings;
        if settings.locales.is_empty() {
            return Err(self.wrong("locales", "no locale; expected at least one, such as `en: en`"));
        }
        let folders = settings.locales.iter().chain(&settings.history).map(|(_, folder)| folder);
        let outputs = std::iter::once(&settings.output.folder).chain(&settings.output.manifest);
        let root = project_of(&self.docs);
        let docs = self.docs.canonicalize().unwrap_or_else(|_| self.docs.clone());
        for path in folders.chain(outputs) {
            let folder = normal(&docs.join(path));
            // links in it may lead elsewhere than its text says
            let real = folder.ancestors().find_map(|above| above.canonicalize().ok());
            let leaves = |path: &Path| !path.starts_with(&root);
            if Path::new(path).is_absolute() || leaves(&folder) || real.is_some_and(|real| leaves(&real)) {
                let message = format!(
                    "`{path}` leaves the project; expected a path from this file's folder to somewhere below {}",
                    root.display()
                );
                return Err(self.wrong(path, &message));
            }
        }
        let docs = normal(&docs);
        for (_, folder) in settings.locales.iter().chain(&settings.history) {
            let folder = normal(&docs.join(folder));
            if folder.starts_with(normal(&docs.join(&settings.output.folder))) {
                return Err(self.wrong(
                    &settings.output.folder,
                    "the output folder holds docs; expected a folder of its own",
                ));
            }
        }
        if let Some(spec) = settings.openapi.as_ref().and_then(|it| it.spec.as_deref())
            && !["3.1", "3.0"].contains(&spec)
        {
            return Err(self.wrong(
                spec,
                &format!("`{spec}` is no version that is written; expected \"3.1\" or \"3.0\""),
            ));
        }
        if let Some(url) = &settings.docs_url {
            let is_url = url.starts_with("https://") || url.starts_with("http://");
            let is_of_pages = url.contains("{page}") || url.contains("{path}");
            if !is_url || !is_of_pages || url.contains(char::is_whitespace) {
                let message =
                    format!("`{url}` leads to no page; expected a URL with {{page}} or {{path}} in it");
                return Err(self.wrong(url, &message));
            }
        }
        let mut locales: BTreeMap<PathBuf, &str> = BTreeMap::new();
        for (locale, folder) in &settings.locales {
            if let Some(other) = locales.insert(normal(Path::new(folder)), locale) {
                let message =
                    format!("the locales `{other}` and `{locale}` have one folder; expected one of its own");
                return Err(self.wrong(locale, &message));
            }
        }
        if let Some(manifest) = settings.output.manifest.as_ref().filter(|_| settings.output.whole_crate) {
            let message = "a whole crate has a manifest of its own; expected one of the two keys";
            return Err(self.wrong(manifest, message));
        }
        if let Some(name) = &settings.output.crate_name {
            let place = if name.is_empty() { "crate" } else { name };
            check_crate_name(name).map_err(|expected| self.wrong(place, &expected))?;
        }
        self.check_resolutions()
    }

    /// A resolution has all that it needs, holds one of the values in dispute, and is the only one of its dispute.
    fn check_resolutions(&self) -> Result<(), ConfigError> {
        let mut known: BTreeMap<(&str, &str, BTreeSet<&str>), usize> = BTreeMap::new();
        for (at, resolution) in self.settings.resolutions.iter().enumerate() {
            let Resolution { source, field, disputed, holds, reason } = resolution;
            let wrong = |message: String| {
                let at = self.file.position(self.span_of_resolution(at).start);
                Err(ConfigError::Wrong { file: self.file.name.to_string(), at, message })
            };
            if let Some((key, _)) =
                [("reason", reason), ("holds", holds)].iter().find(|(_, it)| it.trim().is_empty())
            {
                return wrong(format!("a resolution without a {key}"));
            }
            if !disputed.contains(holds) {
                let message = "holds a value that is not in dispute; expected one of those in `disputed`";
                return wrong(format!("`{field}` of `{source}` {message}"));
            }
            let dispute = (source.as_str(), field.as_str(), disputed.iter().map(String::as_str).collect());
            if known.insert(dispute, at).is_some() {
                return wrong(format!(
                    "`{field}` of `{source}` has another resolution; expected one for each dispute"
                ));
            }
        }
        Ok(())
    }

    /// An error at the first place where `text` is.
    pub fn wrong(&self, text: &str, message: &str) -> ConfigError {
        ConfigError::Wrong {
            file: self.file.name.to_string(),
            at: self.place_of(text),
            message: message.to_owned(),
        }
    }

    /// Where the field of a resolution is, by the resolution's number.
    pub fn span_of_resolution(&self, at: usize) -> Span {
        let field = self.settings.resolutions.get(at).map_or("", |it| it.field.as_str());
        let entry = entries::lines(&self.file.text, "resolutions").into_iter().nth(at).unwrap_or_default();
        match self.file.slice(&entry).find(field).filter(|_| !field.is_empty()) {
            Some(column) => entry.start + column..entry.start + column + field.len(),
            None => self.span_of(field),
        }
    }

    /// The lines of a resolution, by its number: without them the file says the same of everything else. Nothing where
    /// that cannot be made sure of.
    pub fn entry_of_resolution(&self, at: usize) -> Option<Span> {
        let entry = entries::lines(&self.file.text, "resolutions").into_iter().nth(at)?;
        let mut text = self.file.text.clone();
        text.replace_range(entry.clone(), "");
        let mut expected = self.settings.resolutions.clone();
        expected.remove(at);
        (yaml::<Settings>(&text).ok()?.resolutions == expected).then_some(entry)
    }

    /// Where `text` first is in the file, comments left out.
    pub fn span_of(&self, text: &str) -> Span {
        span_in(&self.file, text)
    }

    /// The line and column of [`span_of`](Self::span_of).
    pub fn place_of(&self, text: &str) -> Position {
        place_in(&self.file, text)
    }
}

/// Reads a file of YAML into a type; what is wrong with it has its place.
pub(crate) fn yaml_file<T: DeserializeOwned>(file: &File) -> Result<T, ConfigError> {
    let wrong = |YamlError { at, message }| ConfigError::Wrong { file: file.name.to_string(), at, message };
    yaml(&file.text).map_err(wrong)
}

/// Where `text` first is in a file of YAML, comments left out.
fn span_in(file: &File, text: &str) -> Span {
    let mut at = 0;
    for line in file.text.split_inclusive('\n') {
        let code = line.split(" #").next().unwrap_or(line);
        let comment = code.trim_start().starts_with('#');
        if let Some(column) = whole_word(code, text).filter(|_| !comment) {
            return at + column..at + column + text.len();
        }
        at += line.len();
    }
    0..0
}

/// The line and column where `text` first is in a file of YAML, comments left out.
pub(crate) fn place_in(file: &File, text: &str) -> Position {
    file.position(span_in(file, text).start)
}

/// Where `word` is in `line` with no letter of a longer word around it.
fn whole_word(line: &str, word: &str) -> Option<usize> {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
    line.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = line.get(..*at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(inner) && !after.is_some_and(inner)
    })
}

/// A path without `.` and `..`, as far as its text shows that.
fn normal(path: &Path) -> PathBuf {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    if parts.is_empty() { PathBuf::from(".") } else { parts.iter().collect() }
}

#[cfg(test)]
mod tests;
