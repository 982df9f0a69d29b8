//! Comments in a page that silence findings: `<!-- docwright-disable-next-line path-typo -->` and its like.

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
    names: Vec<Name<'a>>,
}

/// One of the names in a comment.
struct Name<'a> {
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
    close(&mut directives);
    findings.retain(|finding| {
        let at = finding.place.span.start;
        let mut silenced = false;
        for name in directives.iter_mut().flat_map(|directive| &mut directive.names) {
            let reaches = name.reach.is_some_and(|(first, last)| (first..=last).contains(&at));
            if reaches && name.rule == Ok(finding.rule) {
                name.used = true;
                silenced = true;
            }
        }
        !silenced
    });
    directives.iter().filter_map(|directive| unused(directive, page)).collect()
}

fn read<'a>(comment: &'a Comment, file: &File) -> Option<Directive<'a>> {
    let (word, names) = comment.text.split_once(char::is_whitespace).unwrap_or((&comment.text, ""));
    let word = word.strip_prefix("docwright-")?;
    let verb = VERBS.iter().find(|(known, _)| *known == word).map(|(_, verb)| *verb);
    let reach = match verb {
        Some(Verb::Disable) => Some((comment.span.end, file.text.len())),
        Some(Verb::Line) => Some(line_at(&file.text, comment.span.start)),
        Some(Verb::NextLine) => next_line(&file.text, comment.span.end),
        Some(Verb::Enable) | None => None,
    };
    let names = names.split(|c: char| c == ',' || c.is_whitespace()).filter(|name| !name.is_empty());
    let names = names.map(|text| Name { text, rule: Rule::named(text), reach, used: false }).collect();
    Some(Directive { comment, word, verb, names })
}

/// The first and the last byte of the line that an offset stands in, its end included.
fn line_at(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or_default();
    let rest = text.get(at..).unwrap_or_default();
    (before.rfind('\n').map_or(0, |end| end + 1), at + rest.find('\n').unwrap_or(rest.len()))
}

fn next_line(text: &str, after: usize) -> Option<(usize, usize)> {
    let (_, mut end) = line_at(text, after);
    loop {
        let line = line_at(text, end + 1);
        match text.get(line.0..line.1) {
            Some(words) if words.trim().is_empty() && line.1 > end => end = line.1,
            Some(_) => return Some(line),
            None => return None,
        }
    }
}

/// Ends what is disabled where it is enabled again.
fn close(directives: &mut [Directive<'_>]) {
    for at in 0..directives.len() {
        let (before, rest) = directives.split_at_mut(at);
        let Some(enable) = rest.first_mut().filter(|directive| directive.verb == Some(Verb::Enable)) else {
            continue;
        };
        let start = enable.comment.span.start;
        let disables = before.iter_mut().filter(|directive| directive.verb == Some(Verb::Disable));
        for open in disables.flat_map(|directive| &mut directive.names) {
            let Some((_, end)) = open.reach.as_mut().filter(|(_, end)| *end > start) else { continue };
            for name in enable.names.iter_mut().filter(|name| name.rule.is_ok() && name.rule == open.rule) {
                *end = start;
                name.used = true;
            }
        }
    }
}

/// The finding about a comment that does not do all that it says.
fn unused(directive: &Directive<'_>, page: &PageRead) -> Option<Finding> {
    let known = || VERBS.iter().map(|(word, _)| format!("`docwright-{word}`")).collect::<Vec<_>>().join(", ");
    let (kept, idle): (Vec<&Name<'_>>, Vec<&Name<'_>>) = directive.names.iter().partition(|name| name.used);
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
        let (span, text) = without(&page.file.text, comment);
        return Some(finding("take the comment away").fix(true, span, text));
    }
    let kept = kept.iter().map(|name| name.text).collect::<Vec<_>>().join(", ");
    let text = format!("<!-- docwright-{} {kept} -->", directive.word);
    Some(finding("take the name out").fix(true, comment.clone(), text))
}

fn why(name: &Name<'_>, verb: Option<Verb>) -> String {
    match (name.rule, verb) {
        (Err(near), _) => format!("no rule is called `{}`; the nearest is `{near}`", name.text),
        (Ok(rule), Some(Verb::Enable)) => format!("`{}` is not disabled here", rule.name),
        (Ok(rule), _) => format!("`{}` finds nothing here that this comment could silence", rule.name),
    }
}

/// The edit that takes a comment away: with its line, if it stands there alone and does not part what is above from what is
/// below; else with a blank beside it.
fn without(text: &str, comment: &Span) -> (Span, &'static str) {
    let (start, end) = line_at(text, comment.start);
    let before = text.get(start..comment.start).unwrap_or_default();
    let after = text.get(comment.end..end).unwrap_or_default();
    if before.trim().is_empty() && after.trim().is_empty() {
        let is_blank = |line: (usize, usize)| text.get(line.0..line.1).unwrap_or_default().trim().is_empty();
        let above = start.checked_sub(1).is_none_or(|above| is_blank(line_at(text, above)));
        let below = is_blank(line_at(text, (end + 1).min(text.len())));
        if above || below {
            return (start..(end + 1).min(text.len()), "");
        }
        return (start..comment.end, "");
    }
    let blank = before.ends_with(' ') && (after.starts_with(' ') || after.trim().is_empty());
    (comment.start - usize::from(blank)..comment.end, "")
}
