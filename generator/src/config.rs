//! `docwright.yaml` and the front matter of pages: the only user of serde_yaml.
//!
//! Whatever is wrong in a configuration is told with file, line and the nearest thing that would be right.

mod crate_name;
mod entries;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

pub(crate) use crate_name::check as check_crate_name;
pub use yaml::YamlError;
use yaml::{list, ordered, unique, uniques};
pub(crate) use yaml::{yaml, yaml_scalar};

use crate::source::{File, Position, ReadError, Span};

/// A project's configuration, as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// What people call the API.
    pub api: String,
    /// How its pages are written: a built-in dialect's name, or the path of a file.
    pub dialect: Option<String>,
    /// A folder of pages for each language; the first is the source, the others translate it.
    #[serde(deserialize_with = "ordered")]
    pub locales: Vec<(String, String)>,
    /// For a source (by its module's name): the folder of earlier revisions of its page.
    #[serde(default, deserialize_with = "ordered")]
    pub history: Vec<(String, String)>,
    /// Where the client goes.
    pub output: OutputSettings,
    /// The API as an OpenAPI document, if one is wanted.
    pub openapi: Option<OpenApi>,
    /// Names that the generated code gives otherwise than it would.
    #[serde(default)]
    pub renames: Renames,
    /// Fields that must be given though the pages do not say so.
    #[serde(default, deserialize_with = "list")]
    pub required: Vec<Required>,
    /// Disputes between places of the docs, settled.
    #[serde(default, deserialize_with = "list")]
    pub resolutions: Vec<Resolution>,
    /// How much the findings of a rule matter, by its name or code.
    #[serde(default, deserialize_with = "ordered")]
    pub rules: Vec<(String, Level)>,
    /// The file of the findings that are accepted, from this file's folder.
    pub baseline: Option<String>,
}

/// How much the findings of a rule matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// They are not told.
    Off,
    /// Worth knowing.
    Info,
    /// Will mislead a reader.
    Warning,
    /// Wrong.
    Error,
}

/// Where the client goes.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OutputSettings {
    /// The folder of the generated files.
    pub folder: String,
    /// The manifest whose `[features]` get a block of one feature per source.
    pub manifest: Option<String>,
    /// The name of the crate that the folder is the source of; the API's name, unless it is given.
    #[serde(rename = "crate")]
    pub crate_name: Option<String>,
    /// Whether the folder is a whole crate that builds by itself.
    #[serde(default)]
    pub whole_crate: bool,
    /// Where the runtime is; within a whole crate and a dependency of others, unless it is given.
    pub runtime: Option<RuntimePlace>,
}

/// Where the runtime of a client is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuntimePlace {
    /// A module of the client, which then depends on nothing of docwright's.
    Inside,
    /// The crate `docwright-runtime`.
    Dependency,
}

/// An OpenAPI document of the API, and what the pages do not say of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OpenApi {
    /// Its file in the output folder: `openapi.yaml`, `openapi.json`.
    pub file: String,
    /// Which OpenAPI: `"3.1"`, unless it is `"3.0"`.
    pub spec: Option<String>,
    /// The API's version.
    pub version: Option<String>,
    /// What the API is, in a line.
    pub summary: Option<String>,
    /// What it is, at length.
    pub description: Option<String>,
    /// Whom to ask: `name`, `url`, `email`.
    #[serde(default)]
    pub contact: BTreeMap<String, String>,
    /// On which terms: `name`, and `url` or `identifier`.
    #[serde(default)]
    pub license: BTreeMap<String, String>,
}

/// Names that the generated code gives otherwise than it would.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Renames {
    /// From a header's name to its setting's.
    #[serde(default, deserialize_with = "unique")]
    pub headers: BTreeMap<String, String>,
    /// For a source (by its module's name): from an operation, such as `POST /things`, to its function's name.
    #[serde(default, deserialize_with = "uniques")]
    pub operations: BTreeMap<String, BTreeMap<String, String>>,
    /// From a page, below its locale's folder, to its module's name.
    #[serde(default, deserialize_with = "unique")]
    pub sources: BTreeMap<String, String>,
}

/// A field that must be given.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Required {
    /// Of which source; of all of them if it is left out.
    pub source: Option<String>,
    /// From the body's root, with dots.
    pub field: String,
    /// Why.
    pub reason: String,
}

/// A dispute between places of the docs, settled.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Resolution {
    /// The source's module.
    pub source: String,
    /// From the body's root, with dots.
    pub field: String,
    /// The values as the docs have them, in any order.
    pub disputed: Vec<String>,
    /// The value that holds.
    pub holds: String,
    /// Why it does.
    pub reason: String,
}

/// A configuration that was found and understood, with its paths made sure of.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file, as it was found.
    pub path: PathBuf,
    /// Its text, to point into.
    pub file: File,
    /// The folder of the docs: the one that the file stands in.
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
        "no docwright.yaml in {0}, in its docs-input, or above; write one with `docwright init`, or name one with --config"
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
/// The folder that docs usually stand in.
pub const DOCS_FOLDER: &str = "docs-input";

/// Finds the nearest configuration: in `folder`, in its `docs-input/`, then the same upwards.
///
/// # Errors
/// When there is none.
pub fn find(folder: &Path) -> Result<PathBuf, ConfigError> {
    folder
        .ancestors()
        .flat_map(|above| [above.join(FILE_NAME), above.join(DOCS_FOLDER).join(FILE_NAME)])
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

    /// Checks the configuration whose text is in `file` as one that stands in `path`.
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

    /// An error at the first place where `text` stands.
    pub fn wrong(&self, text: &str, message: &str) -> ConfigError {
        ConfigError::Wrong {
            file: self.file.name.to_string(),
            at: self.place_of(text),
            message: message.to_owned(),
        }
    }

    /// Where the field of a resolution stands, by the resolution's number.
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

    /// Where `text` first stands in the file, comments left out.
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

/// Where `text` first stands in a file of YAML, comments left out.
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

/// The line and column where `text` first stands in a file of YAML, comments left out.
pub(crate) fn place_in(file: &File, text: &str) -> Position {
    file.position(span_in(file, text).start)
}

/// Where `word` stands in `line` with no letter of a longer word around it.
fn whole_word(line: &str, word: &str) -> Option<usize> {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
    line.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = line.get(..*at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(inner) && !after.is_some_and(inner)
    })
}

/// A path without `.` and `..`, as far as that can be told from its text.
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
