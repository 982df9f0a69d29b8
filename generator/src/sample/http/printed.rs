//! What is shown below a request in the same sample: the answer, as a command prints it (`< HTTP/1.1 200 OK`) or behind a mark
//! (`=> 200`, `# {"id": 1}`).

use super::{response, status_line};
use crate::source::Excerpt;

/// What the lines of an answer may begin with.
const MARKS: [&str; 9] = ["<", "←", "<-", "<=", "=>", "->", "→", "#", "//"];

/// The marks of comments, which may be words for people too.
const COMMENTS: [&str; 2] = ["#", "//"];

/// An answer that is shown below its request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedAnswer {
    /// The status code, where it is shown.
    pub status: Option<u16>,
    /// What is shown of the body.
    pub body: Option<Excerpt>,
}

/// Reads the answer that a text, which begins at `offset` of its sample, begins with.
pub fn answer(text: &str, offset: usize) -> Option<PrintedAnswer> {
    let mut at = offset;
    let lines = text.split_inclusive('\n').map(|line| {
        let here = at;
        at += line.len();
        (here, line)
    });
    let mut lines = lines.skip_while(|(_, line)| is_passed_over(line)).peekable();
    let (_, first) = lines.peek()?;
    let mark = mark_of(first);
    let mut shown = Excerpt::default();
    for (at, line) in lines.filter(|(_, line)| mark != Some("<") || !is_traffic(line)) {
        let (line, cut) = mark.map_or((line, 0), |mark| unmarked(line, mark));
        shown.push(line, at + cut);
    }
    if shown.text().trim_start().starts_with(['{', '[']) {
        return Some(PrintedAnswer { status: None, body: Some(shown) });
    }
    if let Some(answer) = response(shown.text()) {
        let body = answer.body.map(|body| moved(&body, &shown));
        return Some(PrintedAnswer { status: Some(answer.status), body });
    }
    let (line, rest) = shown.text().split_once('\n').unwrap_or((shown.text(), ""));
    let status = mark.and_then(|_| bare_code(line))?;
    let body = Excerpt::whole(rest, shown.text().len() - rest.len());
    Some(PrintedAnswer { status: Some(status), body: Some(moved(&body, &shown)) })
}

/// Whether an answer begins with a line below a request.
pub fn begins(line: &str) -> bool {
    match mark_of(line).map(|mark| unmarked(line, mark).0) {
        Some(inner) => status_line(inner).is_some() || bare_code(inner).is_some(),
        None => line.trim_start().starts_with("HTTP/") && status_line(line).is_some(),
    }
}

/// Whether a line before an answer is none of it: it is empty, what was sent, or words for people.
fn is_passed_over(line: &str) -> bool {
    let words = || {
        let mark = mark_of(line).filter(|mark| COMMENTS.contains(mark))?;
        Some(unmarked(line, mark).0.trim())
    };
    let is_words = words().is_some_and(|words| !words.starts_with(['{', '[']) && !begins(line));
    line.trim().is_empty() || is_traffic(line) || is_words
}

/// Whether a line is of what a verbose command prints beside the answer.
fn is_traffic(line: &str) -> bool {
    line.starts_with("> ") || is_remark(line)
}

/// Whether a line is of what a verbose command prints beside what is sent and answered.
pub(super) fn is_remark(line: &str) -> bool {
    line.starts_with("* ") || line.trim_end() == ">"
}

/// The mark that a line begins with, parted from what is behind it.
fn mark_of(line: &str) -> Option<&'static str> {
    let line = line.trim();
    let is_parted = |rest: &str| rest.is_empty() || rest.starts_with([' ', '{', '[']);
    MARKS.into_iter().find(|mark| line.strip_prefix(mark).is_some_and(is_parted))
}

/// A line without a mark at its beginning, and how much was cut.
fn unmarked<'t>(line: &'t str, mark: &str) -> (&'t str, usize) {
    let Some(rest) = line.trim_start().strip_prefix(mark) else { return (line, 0) };
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    (rest, line.len() - rest.len())
}

/// The code that a line begins with: `200`, `201 Created`.
fn bare_code(line: &str) -> Option<u16> {
    let code = line.split_whitespace().next().filter(|code| code.len() == 3)?;
    code.parse().ok().filter(|code| (100..600).contains(code))
}

/// A part of an excerpt, as one of what that is an excerpt of.
fn moved(part: &Excerpt, whole: &Excerpt) -> Excerpt {
    let mut moved = Excerpt::default();
    for (at, c) in part.text().char_indices() {
        moved.push(c.encode_utf8(&mut [0; 4]), whole.origin(part.origin(at)));
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_behind_their_marks() {
        for (text, expected) in [
            ("HTTP/1.1 200 OK\nA: b\n\n{\"id\": 1}\n", "200 {\"id\": 1}"),
            (
                "> GET /a HTTP/1.1\n> Host: x\n>\n< HTTP/1.1 200 OK\n< A: b\n<\n{\"id\": 1}\n",
                "200 {\"id\": 1}",
            ),
            ("\n< 200 OK\n< {\"id\": 1}\n", "200 {\"id\": 1}"),
            ("=> 201\n{\"id\": 1}\n", "201 {\"id\": 1}"),
            ("← 204\n", "204 "),
            ("# 200 OK\n# {\"id\": 1}\n", "200 {\"id\": 1}"),
            ("# Response\n{\"id\": 1}\n", "- {\"id\": 1}"),
            ("// prints:\n[1]\n", "- [1]"),
            ("# then stop it\nkill 1\n", "none"),
            ("two words\n", "none"),
        ] {
            let shown = answer(text, 0).map_or("none".to_owned(), |it| {
                let status = it.status.map_or("-".to_owned(), |status| status.to_string());
                format!("{status} {}", it.body.as_ref().map_or("", |body| body.text()).trim())
            });
            assert_eq!(shown, expected, "{text}");
        }
    }
}
