//! `docwright init`: a first `docwright.yaml` for a folder of docs, in the dialect that reads most of them.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{CommandError, CommonOptions, Outcome, counted, in_shell, shortened};
use crate::config::{self, DOCS_FOLDERS, FILE_NAME, project_of};
use crate::dialect::{Dialect, DialectError};
use crate::lower::PageRead;
use crate::output;
use crate::project::{self, page_files};
use crate::report::reading::ReadCounts;

#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// The folder of the docs [default: docs-input or docs, where there is one, else this folder]
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

pub(super) fn run(
    arguments: &InitArguments,
    common: &CommonOptions,
    cwd: &Path,
) -> Result<Outcome, CommandError> {
    let usual = DOCS_FOLDERS.into_iter().find(|docs| cwd.join(docs).is_dir()).unwrap_or(".");
    let folder = arguments.folder.as_deref().unwrap_or(Path::new(usual));
    let path = folder.join(FILE_NAME);
    if folder.is_file() {
        let message = "is a file; expected the folder that it is in";
        return Err(CommandError::Other(format!("{}: {message}", folder.display())));
    }
    if path.exists() {
        let message = format!("{}: is there already; take it away to begin again", path.display());
        return Err(CommandError::Other(message));
    }
    let found = page_files(folder)?;
    let chosen = Chosen::of(&found, common)?;
    if chosen.reading.operations == 0 {
        return Err(CommandError::Other(nothing_to_generate(folder, &chosen.reading)));
    }
    let text = first_config(folder, &chosen);
    std::fs::write(&path, text).map_err(|error| CommandError::Other(not_written(folder, &path, &error)))?;
    let mut text = format!("{}: written\n{}{}\n", path.display(), chosen.why, chosen.reading.to_text());
    let _ = writeln!(text, "Look the file over; this writes the client:\n\n    {}", next(&path, cwd));
    Ok(Outcome { text, ..Outcome::default() })
}

/// The dialect that reads most of some pages.
struct Chosen {
    dialect: String,
    pages: Vec<PageRead>,
    reading: ReadCounts,
    /// Why it was chosen, in a line.
    why: String,
}

impl Chosen {
    /// The one that is named, else of the built-in ones the first that reads most.
    fn of(found: &[(String, PathBuf)], common: &CommonOptions) -> Result<Self, CommandError> {
        let files: Vec<(PathBuf, String)> =
            found.iter().map(|(name, path)| (path.clone(), name.clone())).collect();
        let files = project::read_files(&files)?;
        let read = |dialect: &Dialect| {
            let pages = project::understand_all(files.clone(), dialect);
            Self { dialect: dialect.name.clone(), reading: ReadCounts::of(&pages), pages, why: String::new() }
        };
        if common.dialect.is_some() {
            let chosen = read(&common.dialect(None)?);
            return Ok(Self { why: format!("dialect: {}, as you say\n", chosen.dialect), ..chosen });
        }
        let mut others: Vec<String> = Vec::new();
        let mut chosen: Option<Self> = None;
        for name in Dialect::names() {
            let one = read(&Dialect::named(name).map_err(DialectError::Unknown)?);
            let facts = |it: &Self| format!("`{}` {}", it.dialect, it.reading.facts());
            match chosen.take() {
                Some(best) if best.reading.facts() >= one.reading.facts() => {
                    others.push(facts(&one));
                    chosen = Some(best);
                }
                worse => {
                    others.extend(worse.as_ref().map(facts));
                    chosen = Some(one);
                }
            }
        }
        let chosen =
            chosen.ok_or_else(|| DialectError::Unknown("there is no built-in dialect".to_owned()))?;
        let facts = counted(chosen.reading.facts(), "fact");
        let why = format!("dialect: {} reads {facts} ({})\n", chosen.dialect, others.join(", "));
        Ok(Self { why, ..chosen })
    }
}

/// What to run next, from the folder that the program runs in.
fn next(path: &Path, cwd: &Path) -> String {
    let real = |path: &Path| path.canonicalize().ok();
    let found = config::find(cwd).ok().and_then(|found| real(&found));
    match found.is_some() && found == real(path) {
        true => "docwright generate".to_owned(),
        false => format!("docwright generate --config {}", in_shell(&shortened(path, cwd))),
    }
}

/// Why no client can be made of some pages, and what they lack.
fn nothing_to_generate(folder: &Path, reading: &ReadCounts) -> String {
    format!(
        "{}: no operation in these docs, so there is no client to write, and nothing was written\n{}\
         An operation is a method and a path: `GET /things/{{id}}` in a fence, in code that begins a heading, a paragraph or a \
         bullet, in a table with columns for both, or a curl command.\n`docwright inspect {}` shows what was read. Where the \
         pages name operations in words of their own, a dialect of yours says so: `--dialect FILE`.",
        folder.display(),
        reading.to_text(),
        in_shell(folder),
    )
}

fn not_written(folder: &Path, path: &Path, error: &std::io::Error) -> String {
    format!(
        "{}: cannot be written: {error}; make the folder writable, or do without a configuration: `docwright generate --docs {} \
         --out DIR --crate-name NAME`",
        path.display(),
        in_shell(folder),
    )
}

/// A configuration for the pages of a folder: subfolders named like languages are locales where all operations are in
/// them, one called `history` holds revisions, and else all pages are of one locale.
fn first_config(folder: &Path, chosen: &Chosen) -> String {
    let names = || chosen.pages.iter().map(|page| &*page.file.name);
    let documenting = chosen.pages.iter().filter(|page| !page.facts.operations.is_empty());
    let tops = documenting.map(|page| page.file.name.split_once('/').map(|(top, _)| top));
    let mut tops: Vec<Option<&str>> = tops.filter(|top| *top != Some("history")).collect();
    tops.sort_unstable();
    tops.dedup();
    let all_locales: Option<Vec<&str>> =
        tops.into_iter().map(|top| top.filter(|name| is_language(name))).collect();
    let mut locales = all_locales.unwrap_or_default();
    // the source of a translation is English more often than not
    locales.sort_by_key(|name| !name.starts_with("en"));
    let histories = names().filter_map(|page| page.strip_prefix("history/")?.split_once('/'));
    let mut histories: Vec<&str> = histories.map(|(source, _)| source).collect();
    histories.dedup();

    let mut text = String::new();
    // writing to a string cannot fail
    let _ = write!(
        text,
        "# What people call the API.\napi: {}\n\n# How its pages are written: {}, or the path of a file of yours.\n\
         dialect: {}\n\n# A folder of pages for each language, from this file's folder; the first is the source.\nlocales:\n",
        quoted(&api_name(folder)),
        Dialect::names().join(", "),
        quoted(&dialect_from(folder, &chosen.dialect)),
    );
    match locales.is_empty() {
        true => text.push_str("  en: .\n"),
        false => locales.iter().for_each(|name| text.push_str(&format!("  {name}: {name}\n"))),
    }
    if !histories.is_empty() {
        text.push_str("\n# Earlier revisions of a source's page, by the source's module.\nhistory:\n");
        histories.iter().for_each(|name| text.push_str(&format!("  {name}: history/{name}\n")));
    }
    let _ = write!(
        text,
        "\n# Where the client goes, from this file's folder: a crate that builds by itself.\noutput:\n  folder: {}\n  \
         whole-crate: true\n\n\
         # Disputes between places of the docs, settled. `docwright check` reports what is disputed.\n\
         # resolutions:\n#   - source: my_source\n#     field: auth.params.id\n#     disputed: [one, other]\n\
         #     holds: one\n#     reason: why it does\n\n\
         # How much the findings of a rule matter: error, warning, info or off. `docwright explain RULE` explains each.\n\
         # rules:\n#   field-undocumented: off\n",
        output_folder(folder),
    );
    text
}

/// What a folder's API may be called: as the folder, or as what is above it where its name says nothing.
fn api_name(folder: &Path) -> String {
    const PLAIN: &[&str] =
        &["docs", "doc", "docs-input", "documentation", "api", "reference", "pages", "content", "src"];
    let absolute = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let names = absolute.ancestors().filter_map(Path::file_name).map(|name| name.to_string_lossy());
    let own = |name: &std::borrow::Cow<'_, str>| !PLAIN.contains(&name.to_lowercase().as_str());
    names.into_iter().find(own).map_or_else(|| "My API".to_owned(), |name| name.into_owned())
}

/// A dialect as the configuration in `folder` names it.
fn dialect_from(folder: &Path, called: &str) -> String {
    let Ok(path) = Path::new(called).canonicalize() else { return called.to_owned() };
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    match path.strip_prefix(&folder) {
        Ok(below) => format!("./{}", below.display()),
        Err(_) => path.display().to_string(),
    }
}

/// Where the client goes: beside the docs, where they are part of something that can be written to, else in them. Nothing
/// is written out of a project, and over nothing that is not docwright's.
fn output_folder(folder: &Path) -> String {
    let absolute = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let parent = absolute.parent().filter(|_| project_of(folder) != absolute);
    let above = match parent.filter(|parent| output::is_writable(parent)) {
        Some(_) => "../",
        None => "",
    };
    let is_free = |name: &&str| {
        let there = absolute.join(format!("{above}{name}"));
        !there.exists() || there.join(output::LOCK).is_file()
    };
    let name = ["generated", "docwright-generated"].into_iter().find(is_free).unwrap_or("generated");
    format!("{above}{name}")
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
