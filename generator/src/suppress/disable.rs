//! Comments in a page that silence findings: `<!-- docwright-disable-next-line path-typo -->` and its like.

use std::collections::BTreeMap;

use crate::finding::{DISABLE_UNUSED, Finding, Place, Rule};
use crate::lower::PageRead;
use crate::markdown::Comment;
use crate::source::{File, Span};

/// What a comment can say, after `docwright-`.
const VERBS: &[(&str, Verb)] = &[
    ("disable", Verb::Disable),
    ("disable-line", Verb::Line),
    ("disable-next-line", Verb::NextLine),
    ("enable", Verb::Enable),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    /// From here on.
    Disable,
    /// In the comment's own line.
    Line,
    /// In the next line that is not blank.
    NextLine,
    /// Ends [`Disable`](Self::Disable).
    Enable,
}

/// A comment of ours.
struct Directive<'a> {
    comment: &'a Comment,
    /// As it is written, known or not.
    word: &'a str,
    verb: Option<Verb>,
    names: Vec<NamedRule<'a>>,
}

/// One of the names in a comment.
struct NamedRule<'a> {
    text: &'a str,
    /// The rule, or the name of the one that is nearest.
    rule: Result<&'static Rule, &'static str>,
    /// Where its findings are silenced; the first and the last byte of it.
    reach: Option<(usize, usize)>,
    used: bool,
}

/// Takes those of a page's findings away that its comments silence, and gives those about comments that silence nothing.
pub(super) fn apply(findings: &mut Vec<Finding>, page: &PageRead) -> Vec<Finding> {
    let mut directives: Vec<Directive<'_>> =
        page.comments.iter().filter_map(|comment| read(comment, &page.file)).collect();
    if directives.is_empty() {
        return Vec::new();
    }
    close(&mut directives);
    let mut found: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for finding in findings.iter() {
        found.entry(finding.rule.code).or_default().push(finding.place.span.start);
    }
    found.values_mut().for_each(|places| places.sort_unstable());
    // by rule: where it is silenced, by where that begins, each with how far it and those before it reach
    let mut silenced: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for name in directives.iter_mut().flat_map(|directive| &mut directive.names) {
        let (Ok(rule), Some((first, last))) = (name.rule, name.reach) else { continue };
        let places = found.get(rule.code).map_or(&[][..], Vec::as_slice);
        let next = places.get(places.partition_point(|at| *at < first));
        name.used |= next.is_some_and(|at| *at <= last);
        silenced.entry(rule.code).or_default().push((first, last));
    }
    for reaches in silenced.values_mut() {
        reaches.sort_unstable();
        let mut farthest = 0;
        for (_, last) in reaches {
            farthest = farthest.max(*last);
            *last = farthest;
        }
    }
    findings.retain(|finding| {
        let at = finding.place.span.start;
        let reaches = silenced.get(finding.rule.code).map_or(&[][..], Vec::as_slice);
        let begun = reaches.partition_point(|(first, _)| *first <= at);
        begun.checked_sub(1).and_then(|last| reaches.get(last)).is_none_or(|(_, last)| *last < at)
    });
    directives.iter().filter_map(|directive| unused(directive, page)).collect()
}

fn read<'a>(comment: &'a Comment, file: &File) -> Option<Directive<'a>> {
    let (word, names) = comment.text.split_once(char::is_whitespace).unwrap_or((&comment.text, ""));
    let word = word.strip_prefix("docwright-")?;
    let verb = VERBS.iter().find(|(known, _)| *known == word).map(|(_, verb)| *verb);
    let reach = match verb {
        Some(Verb::Disable) => Some((comment.span.end, file.text.len())),
        Some(Verb::Line) => Some(line_at(file, comment.span.start)),
        Some(Verb::NextLine) => next_line(file, comment.span.end),
        Some(Verb::Enable) | None => None,
    };
    let names = names.split(|c: char| c == ',' || c.is_whitespace()).filter(|name| !name.is_empty());
    let names = names.map(|text| NamedRule { text, rule: Rule::named(text), reach, used: false }).collect();
    Some(Directive { comment, word, verb, names })
}

/// The first and the last byte of the line that an offset is in, its end included.
fn line_at(file: &File, at: usize) -> (usize, usize) {
    let Span { start, end } = file.line_around(at);
    (start, end)
}

fn next_line(file: &File, after: usize) -> Option<(usize, usize)> {
    let (_, mut end) = line_at(file, after);
    while end < file.text.len() {
        let line = line_at(file, end + 1);
        if !file.slice(&(line.0..line.1)).trim().is_empty() {
            return Some(line);
        }
        end = line.1.max(end + 1);
    }
    None
}

/// Ends what is disabled where it is enabled again.
fn close(directives: &mut [Directive<'_>]) {
    // by rule: the names that are disabled so far, by their places
    let mut open: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for at in 0..directives.len() {
        let Some(Directive { verb, names, comment, .. }) = directives.get_mut(at) else { continue };
        let mut ended = Vec::new();
        for (place, name) in names.iter_mut().enumerate() {
            let (Ok(rule), Some(verb)) = (name.rule, *verb) else { continue };
            match verb {
                Verb::Disable => open.entry(rule.code).or_default().push((at, place)),
                Verb::Enable => {
                    let disables = open.remove(rule.code).unwrap_or_default();
                    // a name that occurs twice ends the same twice
                    name.used = !disables.is_empty() || ended.iter().any(|(code, _)| *code == rule.code);
                    ended.extend(disables.into_iter().map(|disable| (rule.code, disable)));
                }
                Verb::Line | Verb::NextLine => {}
            }
        }
        let start = comment.span.start;
        for (_, (directive, place)) in ended {
            let name = directives.get_mut(directive).and_then(|directive| directive.names.get_mut(place));
            if let Some((_, end)) = name.and_then(|name| name.reach.as_mut()) {
                *end = start;
            }
        }
    }
}

/// The finding about a comment that does not do all that it says.
fn unused(directive: &Directive<'_>, page: &PageRead) -> Option<Finding> {
    let known = || VERBS.iter().map(|(word, _)| format!("`docwright-{word}`")).collect::<Vec<_>>().join(", ");
    let (kept, idle): (Vec<&NamedRule<'_>>, Vec<&NamedRule<'_>>) =
        directive.names.iter().partition(|name| name.used);
    let message = match (directive.verb, idle.as_slice()) {
        (None, _) => format!("`docwright-{}` says nothing; known are {}", directive.word, known()),
        (_, []) if kept.is_empty() => "this comment names no rule".to_owned(),
        (_, []) => return None,
        (verb, idle) => idle.iter().map(|name| why(name, verb)).collect::<Vec<_>>().join("; "),
    };
    let comment = &directive.comment.span;
    let place = Place { page: page.file.name.clone(), span: comment.clone() };
    let finding = |help: &'static str| Finding::new(&DISABLE_UNUSED, place, message, help);
    if kept.is_empty() || directive.verb.is_none() {
        let (span, text) = without(&page.file, comment);
        return Some(finding("take the comment away").fix(true, span, text));
    }
    let kept = kept.iter().map(|name| name.text).collect::<Vec<_>>().join(", ");
    let text = format!("<!-- docwright-{} {kept} -->", directive.word);
    Some(finding("take the name out").fix(true, comment.clone(), text))
}

fn why(name: &NamedRule<'_>, verb: Option<Verb>) -> String {
    match (name.rule, verb) {
        (Err(near), _) => format!("no rule is called `{}`; the nearest is `{near}`", name.text),
        (Ok(rule), Some(Verb::Enable)) => format!("`{}` is not disabled here", rule.name),
        (Ok(rule), _) => format!("`{}` finds nothing here that this comment could silence", rule.name),
    }
}

/// The edit that takes a comment away: with its line, if it is there alone and does not part what is above from what is
/// below; else with a blank beside it.
fn without(file: &File, comment: &Span) -> (Span, &'static str) {
    let text = &file.text;
    let (start, end) = line_at(file, comment.start);
    let before = text.get(start..comment.start).unwrap_or_default();
    let after = text.get(comment.end..end).unwrap_or_default();
    if before.trim().is_empty() && after.trim().is_empty() {
        let is_blank = |line: (usize, usize)| text.get(line.0..line.1).unwrap_or_default().trim().is_empty();
        let above = start.checked_sub(1).is_none_or(|above| is_blank(line_at(file, above)));
        let below = is_blank(line_at(file, (end + 1).min(text.len())));
        if above || below {
            return (start..(end + 1).min(text.len()), "");
        }
        return (start..comment.end, "");
    }
    let blank = before.ends_with(' ') && (after.starts_with(' ') || after.trim().is_empty());
    (comment.start - usize::from(blank)..comment.end, "")
}
