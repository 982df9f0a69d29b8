//! `docwright init`: a first `docwright.yaml` for a folder of docs.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{CommandError, Outcome};
use crate::config::{DOCS_FOLDER, FILE_NAME, project_of};
use crate::dialect::Dialect;
use crate::project::page_files;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder of the docs
    #[arg(value_name = "FOLDER", default_value = DOCS_FOLDER)]
    folder: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, CommandError> {
    let folder = &arguments.folder;
    let path = folder.join(FILE_NAME);
    if path.exists() {
        let message = format!("{}: is there already; take it away to begin again", path.display());
        return Err(CommandError::Other(message));
    }
    let pages = page_files(folder)?;
    let text = first_config(folder, &pages.iter().map(|(below, _)| below.as_str()).collect::<Vec<_>>());
    std::fs::write(&path, text)
        .map_err(|error| CommandError::Other(format!("{}: cannot be written: {error}", path.display())))?;
    let notes = format!("{}: written; look it over, then run `docwright generate`\n", path.display());
    Ok(Outcome { notes, ..Outcome::default() })
}

/// A configuration for the pages of a folder: a subfolder named like a language is a locale, one called
/// `history` holds revisions, and without either all pages are of one locale.
fn first_config(folder: &Path, pages: &[&str]) -> String {
    let mut folders: Vec<&str> =
        pages.iter().filter_map(|page| page.split_once('/').map(|(top, _)| top)).collect();
    folders.sort_unstable();
    folders.dedup();
    let mut locales: Vec<&str> = folders.iter().copied().filter(|name| is_language(name)).collect();
    // the source of a translation is English more often than not
    locales.sort_by_key(|name| !name.starts_with("en"));
    let histories = pages.iter().filter_map(|page| page.strip_prefix("history/")?.split_once('/'));
    let mut histories: Vec<&str> = histories.map(|(source, _)| source).collect();
    histories.dedup();

    let absolute = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let name =
        absolute.parent().and_then(Path::file_name).map_or("My API".into(), |name| name.to_string_lossy());
    let dialects = Dialect::names();
    let dialect = dialects.first().copied().unwrap_or_default();
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = write!(
        text,
        "# What people call the API.\napi: {}\n\n# The conventions of its pages; there is: {}.\ndialect: {dialect}\n\n\
         # A folder of pages for each language, from this file's folder; the first is the source.\nlocales:\n",
        quoted(&name),
        dialects.join(", "),
    );
    match locales.is_empty() {
        true => text.push_str("  en: .\n"),
        false => locales.iter().for_each(|name| text.push_str(&format!("  {name}: {name}\n"))),
    }
    if !histories.is_empty() {
        text.push_str("\n# Earlier revisions of a source's page, by the source's module.\nhistory:\n");
        histories.iter().for_each(|name| text.push_str(&format!("  {name}: history/{name}\n")));
    }
    // beside the docs, where they are part of something: nothing is written out of a project
    let output = if project_of(folder) == absolute { "generated" } else { "../generated" };
    let _ = write!(
        text,
        "\n# Where the client goes, from this file's folder.\noutput:\n  folder: {output}\n\n\
         # Disputes between places of the docs, settled. `docwright check` tells what is disputed.\n\
         # resolutions:\n#   - source: my_source\n#     field: auth.params.id\n#     disputed: [one, other]\n\
         #     holds: one\n#     reason: why it does\n\n\
         # How much the findings of a rule matter: error, warning, info or off. `docwright explain RULE` tells what it finds.\n\
         # rules:\n#   field-undocumented: off\n",
    );
    text
}

/// `en`, `pt-br`, `zh_Hans`.
fn is_language(name: &str) -> bool {
    let mut parts = name.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let region = parts.next();
    let letters = |text: &str| text.chars().all(|c| c.is_ascii_alphabetic());
    language.len() == 2
        && letters(language)
        && region.is_none_or(|region| (2..=4).contains(&region.len()) && letters(region))
        && parts.next().is_none()
}

/// A YAML scalar in double quotes.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
