//! Changes as text, JSON, Markdown for a pull request or a release note, and annotations of GitHub.

use std::fmt::Write;

use serde_json::{Value, json};

use super::github::{data, property};
use super::markdown::words;
use super::text::{counted, visible};
use crate::diff::{Between, Bump, Change, ChangePlace, Class, Coverage, Diff, Wire};

/// Which changes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeFilter {
    /// Those of the docs only are counted, unless the docs contradict themselves.
    Reported,
    /// All.
    All,
}

impl ChangeFilter {
    /// All, if they are asked for.
    pub fn all_if(asked: bool) -> Self {
        if asked { Self::All } else { Self::Reported }
    }

    fn of(self, diff: &Diff) -> impl Iterator<Item = &Change> {
        diff.changes.iter().filter(move |change| self == Self::All || change.is_reported())
    }
}

/// The JSON of `docwright diff`: all changes, whatever is shown otherwise.
pub fn to_json(diff: &Diff) -> Value {
    json!({
        "version": 1,
        "bump": diff.bump().name(),
        "wire": diff.wire().name(),
        "docs_only": diff.docs_only(),
        "changes": list(diff),
    })
}

/// The `changes` of the interface's JSON.
pub fn list(diff: &Diff) -> Vec<Value> {
    let place = |place: &Option<ChangePlace>| {
        place.as_ref().map(|it| json!({ "page": it.page, "line": it.line, "text": it.text }))
    };
    let one = |change: &Change| {
        json!({
            "class": change.class.name,
            "wire": change.wire.name(),
            "bump": change.bump.name(),
            "source": change.source,
            "operation": change.operation,
            "path": change.path,
            "old": place(&change.old),
            "new": place(&change.new),
            "message": change.message,
        })
    };
    diff.changes.iter().map(one).collect()
}

/// For people at a terminal. `more` is the option that has all changes shown.
pub fn text(diff: &Diff, shown: ChangeFilter, more: &str) -> String {
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = write_text(&mut text, diff, shown, more);
    visible(&text)
}

fn write_text(out: &mut String, diff: &Diff, shown: ChangeFilter, more: &str) -> std::fmt::Result {
    let mut heading = None;
    for change in shown.of(diff) {
        if heading != Some(subject(change)) {
            if heading.is_some() {
                writeln!(out)?;
            }
            writeln!(out, "{}", subject(change))?;
            heading = Some(subject(change));
        }
        writeln!(out, "  {}", class_name(diff, change))?;
        writeln!(out, "    {}", change.message)?;
        let (old, new) = excerpts(change);
        for (mark, place, text) in [('-', &change.old, old), ('+', &change.new, new)] {
            if let Some(place) = place {
                writeln!(out, "    {mark} {}:{}: {text}", place.page, place.line)?;
            }
        }
    }
    match (heading.is_some(), diff.changes.is_empty()) {
        (true, _) => writeln!(out)?,
        (false, true) if diff.between == Between::Documents => writeln!(out, "nothing differs")?,
        (false, true) => writeln!(out, "nothing changed")?,
        (false, false) => {}
    }
    out.push_str(&advice(diff));
    let reported = diff.changes.iter().filter(|change| change.is_docs_only() && change.is_reported()).count();
    match (diff.docs_only(), shown) {
        (0, _) => Ok(()),
        (count, shown) if diff.between == Between::Documents => {
            let more =
                if shown == ChangeFilter::All { String::new() } else { format!("; {more} lists them") };
            writeln!(out, "optional in the spec, not documented: {count}{more}")
        }
        (count, ChangeFilter::All) => writeln!(out, "docs only: {}", counted(count, "change")),
        (count, ChangeFilter::Reported) if count == reported => {
            writeln!(out, "docs only: {}", counted(count, "change"))
        }
        (count, ChangeFilter::Reported) => {
            writeln!(out, "docs only: {}; {more} lists them", counted(count, "change"))
        }
    }
}

/// How much of docs and of an OpenAPI document the other has; with `all`, what it has not.
pub fn coverage(coverage: &Coverage, all: bool) -> String {
    let mut text = String::new();
    let ((documented, in_spec), (specified, in_docs)) = (coverage.documented, coverage.specified);
    // writing to a string cannot fail
    let _ = writeln!(text, "operations: {documented} documented, {in_spec} of them in the spec");
    let _ = writeln!(text, "            {specified} in the spec, {in_docs} of them documented");
    for (what, list) in [
        ("in the spec, not documented", &coverage.undocumented),
        ("not compared, several of the spec's fit", &coverage.ambiguous),
    ] {
        match (list.len(), all) {
            (0, _) => {}
            (count, false) => {
                let _ = writeln!(text, "{what}: {count}; --coverage lists them");
            }
            (_, true) => {
                let _ = writeln!(text, "{what}:");
                for (operation, place) in list {
                    let at =
                        place.as_ref().map(|it| format!("{}:{}  ", it.page, it.line)).unwrap_or_default();
                    let _ = writeln!(text, "  {at}{operation}");
                }
            }
        }
    }
    visible(&text)
}

/// The same for programs.
pub fn coverage_json(coverage: &Coverage) -> Value {
    let list = |list: &[(String, Option<ChangePlace>)]| -> Vec<Value> {
        let one = |(operation, place): &(String, Option<ChangePlace>)| {
            let at = place.as_ref().map(|it| json!({ "page": it.page, "line": it.line }));
            json!({ "operation": operation, "at": at })
        };
        list.iter().map(one).collect()
    };
    json!({
        "documented": { "operations": coverage.documented.0, "in_spec": coverage.documented.1 },
        "spec": { "operations": coverage.specified.0, "documented": coverage.specified.1 },
        "undocumented": list(&coverage.undocumented),
        "ambiguous": list(&coverage.ambiguous),
    })
}

/// One line a change: `page:line: major[operation-removed] message`.
pub fn concise(diff: &Diff, shown: ChangeFilter) -> String {
    let line = |change: &Change| {
        let at = change.new.as_ref().or(change.old.as_ref());
        let at = at.map(|it| format!("{}:{}: ", it.page, it.line)).unwrap_or_default();
        format!("{at}{}[{}] {}\n", weight(change), change.class.name, change.message)
    };
    shown.of(diff).map(line).map(|line| visible(&line)).collect()
}

/// The class, and what it means for callers where versions follow each other.
fn class_name(diff: &Diff, change: &Change) -> String {
    match diff.between {
        Between::Revisions => format!("{} ({})", change.class.name, weight(change)),
        Between::Documents => change.class.name.to_owned(),
    }
}

/// `widgets  POST /widgets`.
fn subject(change: &Change) -> String {
    match &change.operation {
        Some(operation) => format!("{}  {operation}", change.source),
        None => change.source.clone(),
    }
}

/// `major, breaks callers`; what is about the docs only counts for nothing.
fn weight(change: &Change) -> String {
    match (change.bump, change.wire) {
        (Bump::None, _) => "docs only".to_owned(),
        (bump, Wire::Compatible) => bump.name().to_owned(),
        (bump, Wire::MayBreak) => format!("{}, may break on the wire", bump.name()),
        (bump, Wire::Breaks) => format!("{}, breaks on the wire", bump.name()),
    }
}

/// What all of it comes to, in two lines.
fn advice(diff: &Diff) -> String {
    if diff.between == Between::Documents {
        return match diff.changes.len() - diff.docs_only() {
            1 => "1 difference\n".to_owned(),
            count => format!("{count} differences\n"),
        };
    }
    let wire = match diff.wire() {
        Wire::Compatible => "compatible: a client made of the older docs goes on as before",
        Wire::MayBreak => {
            "may break: whether a client made of the older docs goes on depends on what the service does"
        }
        Wire::Breaks => {
            "breaks: calls of a client made of the older docs fail, or it cannot read the answers"
        }
    };
    let version = match diff.bump() {
        Bump::None => "as it is: the client stays the same",
        Bump::Patch => "patch: what callers name stays as it is",
        Bump::Minor => "minor: what callers name stays, and there is something new to them",
        Bump::Major => {
            "major: something that callers name is gone, or is another thing (below 1.0: a minor release)"
        }
    };
    format!("wire: {wire}\nversion: {version}\n")
}

/// For a pull request, or as a release note.
pub fn markdown(diff: &Diff, shown: ChangeFilter) -> String {
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = write_markdown(&mut text, diff, shown);
    visible(&text)
}

fn write_markdown(out: &mut String, diff: &Diff, shown: ChangeFilter) -> std::fmt::Result {
    let mut parts = advice(diff).lines().map(str::to_owned).collect::<Vec<_>>();
    let (title, silent, sides) = match diff.between {
        Between::Revisions => ("What changed in the API's docs", "docs only", ("was: ", "now: ")),
        // files say which side is which
        Between::Documents => ("How docs and spec differ", "optional in the spec, not documented", ("", "")),
    };
    match (diff.docs_only(), diff.between) {
        (0, _) => {}
        (count, Between::Revisions) => parts.push(format!("{silent}: {}", counted(count, "change"))),
        (count, Between::Documents) => parts.push(format!("{silent}: {count}")),
    }
    writeln!(out, "## {title}\n")?;
    for part in &parts {
        match part.split_once(": ") {
            Some((what, rest)) => writeln!(out, "- **{what}**: {rest}")?,
            None => writeln!(out, "- **{part}**")?,
        }
    }
    let mut heading = None;
    for change in shown.of(diff) {
        if heading != Some(subject(change)) {
            let operation = change.operation.as_ref().map(|it| format!(" {}", code(it))).unwrap_or_default();
            writeln!(out, "\n### {}{operation}\n", code(&change.source))?;
            heading = Some(subject(change));
        }
        let meaning = match diff.between {
            Between::Revisions => format!(" ({})", weight(change)),
            Between::Documents => String::new(),
        };
        writeln!(out, "- **{}**{meaning}: {}", change.class.name, words(&change.message))?;
        let (old, new) = excerpts(change);
        for (side, place, text) in [(sides.0, &change.old, old), (sides.1, &change.new, new)] {
            if let Some(place) = place {
                writeln!(
                    out,
                    "  - {side}{} ({})",
                    code(&text),
                    code(&format!("{}:{}", place.page, place.line))
                )?;
            }
        }
    }
    Ok(())
}

/// A text as a code span, whatever backticks are in it.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    if text.is_empty() { "nothing".to_owned() } else { format!("{fence}{pad}{text}{pad}{fence}") }
}

/// What a class of change is, and what it means.
pub fn class(class: &Class) -> String {
    let unless = match class.unless {
        "" => String::new(),
        unless => format!("- otherwise: {unless}\n"),
    };
    let bump = match class.bump {
        Bump::None => "as it is; only the docs changed",
        bump => bump.name(),
    };
    format!(
        "# {}\n\nA class of change: {}.\n\n- wire: {}\n- version: {bump}\n{unless}\n`docwright diff OLD NEW` reports \
         such changes.\n",
        class.name,
        class.summary,
        class.wire.label(),
    )
}

/// Annotations in the log of GitHub's actions, at the lines of the newer docs.
pub fn github(diff: &Diff, shown: ChangeFilter) -> String {
    let mut text = String::new();
    for change in shown.of(diff) {
        let level = match (change.wire, change.bump) {
            _ if change.is_docs_only() => "notice",
            (Wire::Breaks, _) => "error",
            (Wire::MayBreak, _) | (_, Bump::Major) => "warning",
            _ => "notice",
        };
        let at = change.new.as_ref().or(change.old.as_ref());
        let at = at.map(|it| format!("file={},line={},", property(&it.page), it.line)).unwrap_or_default();
        let title = property(&class_name(diff, change));
        let message = data(&format!("{}: {}", subject(change), change.message));
        text.push_str(&format!("::{level} {at}title={title}::{message}\n"));
    }
    text.push_str(&format!("::notice title=docwright::{}\n", advice(diff).trim_end().replace('\n', "%0A")));
    text
}

/// The old and the new text on one line each, cut to where they differ.
fn excerpts(change: &Change) -> (String, String) {
    let line = |place: &Option<ChangePlace>| -> Vec<char> {
        let text = place.as_ref().map(|it| it.text.as_str()).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect()
    };
    let (old, new) = (line(&change.old), line(&change.new));
    let same = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    (excerpt(&old, same), excerpt(&new, same))
}

/// A part of a text, from a little before `from`.
fn excerpt(text: &[char], from: usize) -> String {
    const BEFORE: usize = 30;
    const LONGEST: usize = 100;
    let start = if text.len() <= LONGEST { 0 } else { from.saturating_sub(BEFORE).min(text.len() - LONGEST) };
    let part: String = text.iter().skip(start).take(LONGEST).collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if text.len() > start + LONGEST { "…" } else { "" };
    format!("{before}{part}{after}")
}

#[cfg(test)]
mod tests;
