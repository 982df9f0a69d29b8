//! The items of a client, each with what it is and its evidence. Takes the model with the names that the
//! client has; sees no generated text.

mod collect;

use std::fmt::Write;

pub use collect::items;

use super::Files;
use super::text::{one_line, visible};
use crate::model::{Evidence, Origin};

/// One item of a client.
#[derive(Debug, Clone, Default)]
pub struct ClientItem {
    /// Its path in Rust, from the crate's root, as in `widgets::CreateWidget::color`.
    pub path: String,
    /// The other names it is found by: the same path with the names that are sent.
    also: Option<String>,
    /// What it is.
    what: String,
    /// What is known of it, each with a word for what that is.
    facts: Vec<(&'static str, String)>,
    /// Where the docs say so.
    evidence: Vec<Evidence>,
}

/// The file and the line of an item of the client.
pub type CodeLine<'a> = Option<(&'a str, usize)>;

/// The module of the types that several sources have in common; each source has them by its own path too.
const SHARED: &str = "shared";

/// The items that go by a path, with or without the crate's name before it. What several sources share is an item of each.
///
/// # Errors
/// When there is none; the paths that are nearest to it.
pub fn find<'a>(
    items: &'a [ClientItem],
    crate_name: &str,
    path: &str,
) -> Result<Vec<&'a ClientItem>, Vec<&'a str>> {
    let path = path.replace("r#", "");
    let inner = path.split_once("::").filter(|(first, _)| *first == "crate" || *first == crate_name);
    let inner = inner.map_or(path.as_str(), |(_, rest)| rest);
    // a module may be called as the crate is
    for path in [path.as_str(), inner] {
        let goes_by = |item: &&ClientItem| item.path == path || item.also.as_deref() == Some(path);
        let found: Vec<&ClientItem> = items.iter().filter(goes_by).collect();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let path = inner;
    let inside = |path: &str| path.split_once("::").map(|(_, rest)| rest.to_owned());
    let of_each = |item: &&ClientItem| path.starts_with(SHARED) && inside(&item.path) == inside(path);
    let found: Vec<&ClientItem> = items.iter().filter(of_each).collect();
    if found.len() > 1 {
        return Ok(found);
    }
    let mut near: Vec<&str> = items.iter().map(|item| item.path.as_str()).collect();
    let last = |path: &str| path.rsplit("::").next().unwrap_or_default().to_lowercase();
    near.sort_by_key(|known| {
        let name = strsim::osa_distance(&last(known), &last(path));
        let whole = strsim::osa_distance(&known.to_lowercase(), &path.to_lowercase());
        // the same last name elsewhere is near, another one is not
        (if name < 2 { name } else { whole }, whole)
    });
    near.dedup();
    near.truncate(3);
    Err(near)
}

impl ClientItem {
    fn of(evidence: &[Evidence]) -> Self {
        let mut evidence = evidence.to_vec();
        evidence.sort();
        evidence.dedup();
        Self { evidence, ..Self::default() }
    }

    /// The item as text: what it is, where it is in the client, then each line of the docs that says so.
    pub fn to_text(&self, files: &Files<'_>, code: CodeLine<'_>) -> String {
        let mut text = String::new();
        // writing to a string cannot fail
        let _ = self.write(&mut text, files, code);
        visible(&text)
    }

    fn write(&self, out: &mut String, files: &Files<'_>, code: CodeLine<'_>) -> std::fmt::Result {
        writeln!(out, "{}\n  {}", self.path, self.what)?;
        if let Some((file, line)) = code {
            writeln!(out, "  {file}:{line}")?;
        }
        writeln!(out)?;
        let width = self.facts.iter().map(|(word, _)| word.len() + 1).max().unwrap_or(0);
        for (word, fact) in &self.facts {
            writeln!(out, "  {:width$}  {}", format!("{word}:"), one_line(fact))?;
        }
        if !self.facts.is_empty() {
            writeln!(out)?;
        }
        writeln!(out, "  The docs:")?;
        if self.evidence.is_empty() {
            writeln!(out, "    no place of them says so")?;
        }
        for it in &self.evidence {
            let from = match it.from {
                Origin::Table => "table",
                Origin::List => "list",
                Origin::Definition => "definition",
                Origin::Sample => "sample",
                Origin::Prose => "prose",
                Origin::ApiFormat => "API format",
                Origin::Spec => "OpenAPI document",
                Origin::Code => "code",
            };
            writeln!(out, "    {}:{} ({from})", it.page, it.line)?;
            let line = files.get(&it.page).map_or("", |file| file.text_of_line(it.line));
            writeln!(out, "      {}", line.trim())?;
        }
        Ok(())
    }
}
