//! A dialect's file: what it says itself, on top of what it extends and the lexicons of its languages.
//!
//! `dialect.schema.json` describes such a file for people and editors.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::config::{ConfigError, place_in, yaml, yaml_file};
use crate::dialect::facts::shapes::NotRead;
use crate::dialect::words::vocabulary::Vocabulary;
use crate::dialect::words::word_lists::WordLists;
use crate::source::File;

/// Files of a folder, by their names without `.yaml`.
macro_rules! files {
    ($folder:literal: $($name:literal),*) => {
        &[$(($name, include_str!(concat!($folder, "/", $name, ".yaml")))),*]
    };
}

/// The dialects that come with the program; the first is the default.
const DIALECTS: &[(&str, &str)] = files!("dialects": "general", "experience-league");

/// The words of each language.
const LEXICONS: &[(&str, &str)] =
    files!("lexicons": "en", "fr", "de", "es", "it", "pt", "nl", "sv", "ja", "ko", "zh");

/// Why there is no dialect.
#[derive(Debug, thiserror::Error)]
pub enum DialectError {
    /// None is called so.
    #[error("{0}")]
    Unknown(String),
    /// Its file cannot be read, or is none.
    #[error(transparent)]
    File(#[from] ConfigError),
}

/// What a file says.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
struct DialectFile {
    extends: Option<String>,
    languages: Vec<String>,
    not_read: NotRead,
    product_markers: Vec<String>,
    front_matter: FrontMatterKeys,
    words: Vocabulary,
    without: Vocabulary,
}

/// Keys of the front matter.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub(super) struct FrontMatterKeys {
    pub page_id: Vec<String>,
    pub description: Vec<String>,
}

/// What a file, all that it extends and its languages say together.
#[derive(Debug, Default)]
pub(super) struct Merged {
    pub words: Vocabulary,
    pub not_read: NotRead,
    pub product_markers: Vec<String>,
    pub front_matter: FrontMatterKeys,
    pub files: Vec<File>,
}

/// The names of the built-in dialects.
pub(super) fn names() -> Vec<&'static str> {
    DIALECTS.iter().map(|(name, _)| *name).collect()
}

/// Whether a dialect that is called so is a file.
pub(super) fn is_path(called: &str) -> bool {
    called.contains(['/', '\\']) || [".yaml", ".yml"].iter().any(|end| called.ends_with(end))
}

/// A built-in dialect; what is wrong is said in words.
pub(super) fn built_in(name: &str) -> Result<Merged, String> {
    let text = find(DIALECTS, "dialect", name)?;
    let file: DialectFile = yaml(text).map_err(|error| format!("dialect {name}: {error}"))?;
    let base = file.extends.as_deref().map(built_in).transpose()?;
    merge(file, base)
}

/// A user's own dialect, in a file that is called so from `folder`.
pub(super) fn read(called: &str, folder: &Path) -> Result<Merged, ConfigError> {
    extend(&folder.join(called), &mut Vec::new())
}

/// The dialect in a file, which is extended by those in `open`.
fn extend(path: &Path, open: &mut Vec<PathBuf>) -> Result<Merged, ConfigError> {
    let text = File::read(path, path.display().to_string())?;
    let file: DialectFile = yaml_file(&text)?;
    let wrong = |place: &str, message: String| ConfigError::Wrong {
        file: text.name.to_string(),
        at: place_in(&text, place),
        message,
    };
    open.push(path.canonicalize().unwrap_or_else(|_| path.to_path_buf()));
    let base = match file.extends.as_deref() {
        None => None,
        Some(other) if is_path(other) => {
            let below = path.parent().unwrap_or(Path::new("")).join(other);
            if below.canonicalize().is_ok_and(|below| open.contains(&below)) {
                return Err(wrong(
                    other,
                    format!("`{other}` extends this file already; expected another one"),
                ));
            }
            Some(extend(&below, open)?)
        }
        Some(name) => Some(built_in(name).map_err(|message| wrong(name, message))?),
    };
    for name in &file.languages {
        find(LEXICONS, "language", name).map_err(|message| wrong(name, message))?;
    }
    let merged = merge(file, base).map_err(|message| wrong("languages", message))?;
    Ok(Merged { files: [vec![text], merged.files].concat(), ..merged })
}

/// What a file says, on top of what it extends and of its languages.
fn merge(file: DialectFile, base: Option<Merged>) -> Result<Merged, String> {
    let mut merged = base.unwrap_or_default();
    for name in &file.languages {
        let text = find(LEXICONS, "language", name)?;
        let lexicon: Vocabulary = yaml(text).map_err(|error| format!("lexicon {name}: {error}"))?;
        merged.words.add(&lexicon);
    }
    merged.words.add(&file.words);
    merged.words.remove(&file.without);
    merged.not_read.add(&file.not_read);
    merged.product_markers.extend(file.product_markers);
    // the first key that a page has counts: its own go before those of what it extends
    let first = |own: Vec<String>, others: &mut Vec<String>| *others = [own, std::mem::take(others)].concat();
    first(file.front_matter.page_id, &mut merged.front_matter.page_id);
    first(file.front_matter.description, &mut merged.front_matter.description);
    Ok(merged)
}

/// The text of a file, by its name; else what is wrong, in words.
fn find(files: &[(&str, &'static str)], what: &str, name: &str) -> Result<&'static str, String> {
    if let Some((_, text)) = files.iter().find(|(known, _)| *known == name) {
        return Ok(text);
    }
    let nearest = files.iter().min_by_key(|(known, _)| strsim::osa_distance(name, known));
    let nearest = nearest.map_or("", |(known, _)| known);
    Err(format!("no {what} is called `{name}`; the nearest is `{nearest}`, known are {}", listed(files)))
}

/// `` `general`, `other` ``.
fn listed(files: &[(&str, &str)]) -> String {
    files.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// What a dialect's file may have, as JSON Schema.
pub fn schema() -> Value {
    let texts = |words: &str| json!({ "type": "array", "items": { "type": "string" }, "description": words });
    let described = |words: &str, mut schema: Value| {
        if let Value::Object(schema) = &mut schema {
            schema.insert("description".to_owned(), Value::from(words));
        }
        schema
    };
    let languages: Vec<&str> = LEXICONS.iter().map(|(name, _)| *name).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dialect of docwright",
        "description": "How a family of API docs is written, where the built-in reader does not see it by itself. \
                        Name the file in `docwright.yaml` (`dialect: ./ours.yaml`) or with `--dialect`.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "extends": {
                "type": "string",
                "description": format!(
                    "What this dialect adds to: a built-in one ({}), or the path of a file from this one's folder. \
                     Without it the file begins with nothing.",
                    listed(DIALECTS)
                ),
            },
            "languages": {
                "type": "array",
                "items": { "enum": languages },
                "description": "Languages whose words are known, beside those of the dialect that is extended.",
            },
            "not-read": NotRead::schema(),
            "product-markers": texts("Markers such as `DNL` in `[!DNL Big Box]`, whose words are a product's name and no part of what an operation is called."),
            "front-matter": {
                "type": "object",
                "additionalProperties": false,
                "description": "Keys of the front matter; the first that a page has counts, these before those of the dialect that is extended.",
                "properties": {
                    "page-id": texts("What outlives a page's renames."),
                    "description": texts("One sentence about the page."),
                },
            },
            "words": described("Words that are known beside those of the languages.", Vocabulary::schema()),
            "without": described("Words that mean something else in these docs, and are not known.", Vocabulary::schema()),
        },
    })
}

#[cfg(test)]
mod tests;
