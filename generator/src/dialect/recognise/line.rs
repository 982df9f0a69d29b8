//! `METHOD path` in running text: in code or in bold, at the beginning of a paragraph, an item or a heading, behind a label,
//! or at the end of a heading.

use std::collections::HashSet;

use super::arrow::is_arrow;
use super::name::is_method;
use crate::dialect::Dialect;
use crate::dialect::words::fold;
use crate::markdown::{Code, Text};
use crate::sample::http::{RequestLine, common_method, request_line, request_lines};
use crate::sample::target;

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Setting {
    Heading,
    Paragraph,
    Item,
}

/// The request lines that a text begins with, one for each of its methods; their spans are of the page.
pub(in super::super) fn leading(text: &Text, setting: Setting, dialect: &Dialect) -> Vec<RequestLine> {
    let whole = text.text.trim();
    let is_link = text.links.iter().any(|link| link.range.start == 0);
    if is_link && setting == Setting::Item {
        return Vec::new();
    }
    if whole.starts_with('`')
        && let Some(first) = text.codes.first()
    {
        let several: Vec<Vec<RequestLine>> = text.codes.iter().map(of_code).collect();
        let is_nothing_else = whole.split('`').step_by(2).all(|between| between.trim().is_empty());
        if is_nothing_else && several.iter().all(|lines| !lines.is_empty()) {
            return several.into_iter().flatten().collect();
        }
        if let Some(lines) = several.into_iter().next().filter(|lines| !lines.is_empty()) {
            return lines;
        }
        if methods(first.text.trim(), dialect).is_empty() {
            return path_first(text, dialect);
        }
    }
    if setting == Setting::Heading {
        let whole = of_line(&text.plain());
        if !whole.is_empty() {
            return whole.into_iter().map(|line| RequestLine { span: text.span.clone(), ..line }).collect();
        }
    }
    let is_set_off = text.strong.iter().any(|strong| strong.start == 0) || whole.starts_with('`');
    at_start(&text.plain(), is_set_off || setting == Setting::Heading, dialect)
        .into_iter()
        .map(|line| RequestLine { span: text.span.clone(), ..line })
        .collect()
}

/// The request lines of the line of a paragraph that has nothing else, below others and above none but one in bold:
/// words go on in the lines of their source, and such a line may be all that names the operation.
pub(in super::super) fn own_line(text: &Text) -> Vec<RequestLine> {
    let stops = || text.lines.iter().chain(&text.breaks).copied();
    let mut ends: Vec<usize> = stops().chain([text.text.len()]).collect();
    ends.sort_unstable();
    ends.dedup();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let bold: HashSet<usize> = text.strong.iter().map(|strong| strong.start).collect();
    let is_bold = |start: usize| bold.contains(&start) || bold.contains(&(start + 1));
    let is_last = |(_, end): &(usize, &usize)| **end == text.text.len() || is_bold(**end);
    let last = starts.zip(&ends).skip(1).filter(is_last);
    let named = last
        .map(|(start, end)| of_line(text.part(start..*end).plain().trim()))
        .find(|lines| !lines.is_empty());
    let here = |line| RequestLine { span: text.span.clone(), ..line };
    named.into_iter().flatten().map(here).collect()
}

/// The request lines of a part of a cell: of all its words, or of those that it begins with.
pub(in super::super) fn of_part(text: &Text, dialect: &Dialect) -> Vec<RequestLine> {
    let lines = of_line(text.plain().trim());
    let lines = if lines.is_empty() { leading(text, Setting::Heading, dialect) } else { lines };
    if lines.is_empty() { bold_method(text, dialect) } else { lines }
}

/// The request line of a text that is a method in bold, in whatever case, and a path: `**Get** /things`.
fn bold_method(text: &Text, dialect: &Dialect) -> Vec<RequestLine> {
    let plain = text.plain();
    let is_bold = text.strong.first().is_some_and(|strong| strong.start == 0);
    let Some((word, path)) = plain.trim().split_once(' ').filter(|_| is_bold) else { return Vec::new() };
    let path = path.trim();
    let is_path = path.starts_with('/') && target::end(path) == path.len();
    let methods = if is_path { methods_in_any_case(word, dialect) } else { Vec::new() };
    methods.into_iter().filter_map(|method| request_line(&format!("{method} {path}"))).collect()
}

/// The request lines of a code span.
fn of_code(code: &Code) -> Vec<RequestLine> {
    of_line(&code.text).into_iter().map(|line| RequestLine { span: code.span.clone(), ..line }).collect()
}

/// The request lines of a text that names the path first, and nothing beside: `/things (GET)`, `/things – PUT`.
pub(in super::super) fn path_first(text: &Text, dialect: &Dialect) -> Vec<RequestLine> {
    let plain = text.plain();
    let plain = plain.trim();
    let Some((path, rest)) = plain.split_at_checked(target::end(plain)).filter(|_| plain.starts_with('/'))
    else {
        return Vec::new();
    };
    let named =
        methods(rest, dialect).into_iter().filter_map(|method| request_line(&format!("{method} {path}")));
    named.map(|line| RequestLine { span: text.span.clone(), ..line }).collect()
}

/// The request lines that a text has behind a label: `**Request**: `GET /things``, with words behind them, if at all, that name
/// no other.
pub(in super::super) fn labelled(text: &Text, is_label: impl Fn(&str) -> bool) -> Vec<RequestLine> {
    let parted = [":", "：", " - ", " – ", " — ", " = ", " | "].into_iter();
    let parted = parted.filter_map(|mark| text.text.split_once(mark));
    let is_label = |(label, _): &(&str, &str)| is_label(label.trim_matches(['*', '_', ' ']));
    // `**Call** GET /things`: marks set the label off
    let set_off = text.strong.iter().chain(&text.emphasis).find(|part| part.start <= 1);
    let set_off = set_off.and_then(|part| text.text.split_at_checked(part.end));
    let parted = parted.min_by_key(|(label, _)| label.len());
    let Some((_, rest)) = set_off.filter(is_label).or(parted.filter(is_label)) else {
        return Vec::new();
    };
    let rest =
        rest.trim_start_matches([':', '：', '-', '–', '—', ' ', '*', '_']).trim_end_matches(['*', '_', ' ']);
    let inner = match (rest.starts_with('`'), text.codes.as_slice()) {
        (true, [first, others @ ..]) if others.iter().all(|code| of_code(code).is_empty()) => &first.text,
        (true, _) => return Vec::new(),
        (false, _) if rest.contains('`') => return Vec::new(),
        (false, _) => rest,
    };
    of_line(inner).into_iter().map(|line| RequestLine { span: text.span.clone(), ..line }).collect()
}

/// The request lines of an item that has them in code, a mark behind a title in bold: ``**List** — `GET /things` ``.
pub(in super::super) fn titled(text: &Text) -> Vec<RequestLine> {
    const MARKS: &[char] = &[':', '-', '–', '—', '→', ' ', '*'];
    let title = text.strong.first().filter(|strong| strong.start == 0 && !strong.is_empty());
    let behind = title.and_then(|strong| text.text.get(strong.end..)).unwrap_or_default();
    let is_first = behind.trim_start_matches(MARKS).starts_with('`') && behind.starts_with(MARKS);
    let is_code = title.and_then(|strong| text.text.get(strong.clone())).is_some_and(|it| it.contains('`'));
    text.codes.first().filter(|_| is_first && !is_code).map(of_code).unwrap_or_default()
}

/// The request lines that a heading ends with, behind a mark or in brackets, and what it says before them:
/// `Get a thing % GET /things/{id}`, `Make a thing [POST /things]`.
pub(in super::super) fn closing(text: &Text) -> Option<(String, Vec<RequestLine>)> {
    const MARKS: &[char] = &['%', '-', '–', '—', ':', '|', '·', '•', '`', '[', '('];
    let plain = text.text.trim();
    let starts = plain.match_indices(MARKS).map(|(at, mark)| (at, at + mark.len()));
    for (at, behind) in starts {
        let (before, rest) = (plain.get(..at)?, plain.get(behind..)?);
        let mark = plain.get(at..behind)?;
        let inner = match mark {
            "`" => rest.strip_suffix('`'),
            "[" => rest.strip_suffix(']'),
            "(" => rest.strip_suffix(')'),
            _ if before.ends_with(' ') || mark == ":" => Some(rest),
            _ => None,
        };
        let lines = inner.map(|inner| of_line(inner.trim().trim_matches('`'))).unwrap_or_default();
        if !lines.is_empty() && before.chars().any(char::is_alphabetic) {
            let title = before.trim_end().trim_end_matches(MARKS).trim_end().to_owned();
            let here = |line| RequestLine { span: text.span.clone(), ..line };
            return Some((title, lines.into_iter().map(here).collect()));
        }
    }
    None
}

/// The path that a heading is, behind a label or in brackets: `URL: /things`, `Things [/things]`.
pub(in super::super) fn path_of_heading(text: &Text, is_label: impl Fn(&str) -> bool) -> Option<String> {
    let plain = text.plain().replace('\\', "");
    let plain = plain.trim();
    let in_brackets = plain.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')).map(|(_, path)| path);
    let labelled = || plain.split_once(':').filter(|(label, _)| is_label(label)).map(|(_, path)| path.trim());
    // `` `kites/{id}` ``: the first slash is left out
    let is_code = text.codes.len() == 1 && text.text.trim().len() == plain.len() + 2;
    if is_code
        && plain.contains('/')
        && plain.starts_with(char::is_alphabetic)
        && target::end(plain) == plain.len()
    {
        return Some(format!("/{plain}"));
    }
    let path = in_brackets.or_else(labelled).unwrap_or(plain);
    (path.starts_with('/') && path.len() > 1 && target::end(path) == path.len()).then(|| path.to_owned())
}

/// The methods that a heading is of, and what it says beside them: `GET`, `List things [GET]`, `PUT: Replace`.
pub(in super::super) fn methods_of_heading(
    text: &Text,
    dialect: &Dialect,
) -> Option<(Option<String>, Vec<String>)> {
    let plain = text.plain();
    let plain = plain.trim();
    let in_brackets = plain.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
    let (title, named) = match in_brackets {
        Some((title, named)) => (Some(title), named),
        None => match plain.split_once([':', '-', '–', '—']) {
            Some((named, title)) => (Some(title), named),
            None => (None, plain),
        },
    };
    let title = title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    Some((title, methods(named, dialect))).filter(|(_, methods)| !methods.is_empty())
}

/// The request lines of a text that is nothing else; several methods may share the path.
fn of_line(text: &str) -> Vec<RequestLine> {
    // `GET: /things`
    let text = match text.trim().split_once(": ") {
        Some((method, target)) if is_method(method) => &format!("{method} {target}"),
        _ => text.trim(),
    };
    request_lines(text)
}

/// The request lines that words begin with.
fn at_start(plain: &str, is_set_off: bool, dialect: &Dialect) -> Vec<RequestLine> {
    // a picture of a letter's size
    let plain = plain.trim_start_matches(|c: char| !c.is_ascii() && !c.is_alphanumeric()).trim_start();
    let words: Vec<&str> = plain.split_whitespace().map(|word| word.trim_end_matches(':')).collect();
    let is_joint = |word: &str| is_joint(word, dialect);
    let named = words.iter().take_while(|word| is_joint(word) || !methods(word, dialect).is_empty());
    // a slash behind the last of them is the path
    let count = named.enumerate().filter(|(_, word)| !is_joint(word)).last().map_or(0, |(at, _)| at + 1);
    let several = methods(&words.get(..count).unwrap_or_default().join(" "), dialect);
    let behind = (0..count).fold(plain.trim_start(), |rest, _| {
        rest.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim_start())
    });
    let (target, rest) = behind.split_at(target::end(behind));
    let ends_so = target.len() > 1 && target.ends_with(':');
    let target = target.trim_matches([':', '*', '(', ')', '"']);
    let is_path = target.starts_with(['/', '{', '<', '$']) || target.contains("://");
    let rest = rest.split_whitespace().next().filter(|word| !word.starts_with("HTTP/"));
    // `GET /things → all of them`, `GET /things – all of them`
    let is_parted = |word: &str| is_arrow(word) || matches!(word, "-" | "–" | "—" | ":");
    if !is_path || !(rest.is_none_or(is_parted) || ends_so || is_set_off) {
        return Vec::new();
    }
    several.iter().filter_map(|method| request_line(&format!("{method} {target}"))).collect()
}

/// Whether a word, or a mark, joins methods or paths.
pub(in super::super) fn is_joint(word: &str, dialect: &Dialect) -> bool {
    matches!(word, "|" | "/" | "&" | ",") || dialect.listed.between.has(&fold(word))
}

/// The methods that words name, if they name nothing else.
pub(in super::super) fn methods(text: &str, dialect: &Dialect) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.filter(|word| !is_joint(word, dialect)).collect();
    match words.iter().all(|word| is_method(word)) {
        true => words.into_iter().map(str::to_owned).collect(),
        false => Vec::new(),
    }
}

/// The methods that words name which are where methods are named, in whatever case.
pub(in super::super) fn methods_in_any_case(text: &str, dialect: &Dialect) -> Vec<String> {
    let word = text.trim().trim_end_matches(':');
    match common_method(word) {
        Some(method) => vec![method.to_owned()],
        None => methods(text, dialect),
    }
}

/// Whether a text is a directive that brings in a file, in the spelling of any tool: `@include 'fields.mdx'`,
/// `{% include fields.md %}`, `{{< include "fields.md" >}}`, `!include fields.md`, `--8<-- "fields.md"`.
pub(in super::super) fn brings_in(text: &str) -> bool {
    let text = text.trim();
    let is_mark = |c: char| c.is_ascii_punctuation() && c != '`' && c != '*';
    let directive = text.trim_start_matches(|c: char| is_mark(c) || c == ' ');
    let is_snippet = text.starts_with("--8<--");
    let word = directive.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let names_file = |rest: &str| rest.contains('.') && !rest.contains(". ");
    let rest = directive.get(word.len()..).unwrap_or_default();
    text.starts_with(is_mark)
        && text.lines().count() == 1
        && names_file(rest)
        && (is_snippet || word.eq_ignore_ascii_case("include"))
}

#[cfg(test)]
mod tests {
    use super::brings_in;

    #[test]
    fn directives_bring_in_files() {
        for (text, expected) in [
            ("@include 'fields.mdx'", true),
            ("{% include fields.md %}", true),
            ("{{< include \"fields.md\" >}}", true),
            ("!include fields.md", true),
            ("[!INCLUDE [fields](fields.md)]", true),
            ("--8<-- \"fields.md\"", true),
            ("include fields.md", false),
            ("`@include 'fields.mdx'`", false),
            ("(include the port, e.g. 80. It is sent.)", false),
            ("*include* a.b", false),
            ("@included", false),
        ] {
            assert_eq!(brings_in(text), expected, "{text}");
        }
    }
}
