//! What is within an argument of curl's: encoded data, a part of a form.

use crate::sample::request::{FormPart, PartContent};
use crate::sample::url::encode;
use crate::source::{Excerpt, Span};

/// The name of a file whose content is sent.
pub(super) struct SentFile(pub(super) String);

/// `content`, `=content`, `name=content`: the content encoded. `@file` and `name@file` name a file.
pub(super) fn encoded(argument: &Excerpt) -> Result<Excerpt, SentFile> {
    let text = argument.text();
    let (name, content) = match text.find(['=', '@']) {
        Some(at) if text.get(at..).is_some_and(|rest| rest.starts_with('@')) => {
            return Err(SentFile(text.get(at + 1..).unwrap_or_default().to_owned()));
        }
        Some(0) => (0, 1),
        Some(at) => (at + 1, at + 1),
        None => (0, 0),
    };
    let mut data = Excerpt::default();
    for (at, c) in text.char_indices() {
        if at < name {
            data.push(c.encode_utf8(&mut [0; 4]), argument.origin(at));
        } else if at >= content {
            data.push(&encode(c.encode_utf8(&mut [0; 4])), argument.origin(at));
        }
    }
    Ok(data)
}

/// `name=value`, `name=@file;type=image/png`, `name=<file`; literally so where `is_literal`. With the options of it that are not
/// read.
pub(super) fn part(text: &str, span: Span, is_literal: bool) -> Option<(FormPart, Vec<String>)> {
    // without a name it is a part that holds others
    let (name, value) = text.split_once('=').filter(|(name, _)| !name.is_empty())?;
    let name = name.to_owned();
    if is_literal {
        let content = PartContent::Text(value.to_owned());
        return Some((FormPart { name, content, media_type: None, span }, Vec::new()));
    }
    let (value, options) = options(value);
    let option = |wanted: &str| {
        let found = options.iter().find_map(|option| option.trim().strip_prefix(wanted)?.strip_prefix('='));
        found.map(|value| value.trim_matches('"').to_owned())
    };
    let content = match value.strip_prefix('@') {
        Some(file) => PartContent::File(option("filename").unwrap_or_else(|| unquoted(file))),
        None => match value.strip_prefix('<').filter(|file| !file.ends_with('>')) {
            Some(file) => PartContent::TextOfFile(unquoted(file)),
            None => PartContent::Text(unquoted(value)),
        },
    };
    let is_read =
        |option: &&&str| ["type=", "filename="].iter().any(|known| option.trim().starts_with(known));
    let unread = options.iter().filter(|option| !is_read(option)).map(|option| option.trim().to_owned());
    Some((FormPart { name, content, media_type: option("type"), span }, unread.collect()))
}

/// A URL with the first of what each glob of its path stands for, `{a,b}` or `[1-3]`, and these globs. A name alone in braces is a
/// placeholder.
pub(super) fn first_of_globs(url: &str) -> (String, Vec<String>) {
    let (path, query) = url.split_at_checked(url.find('?').unwrap_or(url.len())).unwrap_or((url, ""));
    let (mut made, mut globs) = (String::new(), Vec::new());
    let mut rest = path;
    while let Some((before, from)) = rest.find(['{', '[']).and_then(|at| rest.split_at_checked(at)) {
        let close = if from.starts_with('{') { '}' } else { ']' };
        let Some((glob, behind)) = from.find(close).and_then(|end| from.split_at_checked(end + 1)) else {
            break;
        };
        made.push_str(before);
        match first_of(glob) {
            Some(first) => {
                made.push_str(first);
                globs.push(glob.to_owned());
            }
            None => made.push_str(glob),
        }
        rest = behind;
    }
    (made + rest + query, globs)
}

fn first_of(glob: &str) -> Option<&str> {
    if let Some(several) = glob.strip_prefix('{') {
        let (first, _) = several.strip_suffix('}')?.split_once(',')?;
        return Some(first).filter(|_| !several.contains(['|', ' ']));
    }
    let (first, last) = glob.strip_prefix('[')?.strip_suffix(']')?.split_once('-')?;
    let last = last.split(':').next().unwrap_or_default();
    let are_all = |is: fn(&u8) -> bool| [first, last].iter().all(|end| end.as_bytes().iter().all(is));
    let is_range = are_all(u8::is_ascii_digit)
        || first.len() == 1 && last.len() == 1 && are_all(u8::is_ascii_alphabetic);
    Some(first).filter(|_| is_range && !first.is_empty() && !last.is_empty())
}

/// A value, and what is said of it behind semicolons.
fn options(value: &str) -> (&str, Vec<&str>) {
    const KNOWN: [&str; 5] = ["type=", "filename=", "encoder=", "headers=", "charset="];
    let begins = |rest: &str| KNOWN.iter().any(|known| rest.trim_start().starts_with(known));
    let is_quoted = value.trim_start_matches('@').starts_with('"');
    let from = if is_quoted { value.rfind('"').unwrap_or_default() } else { 0 };
    let behind = value.get(from..).unwrap_or_default();
    match behind.match_indices(';').find(|(at, _)| begins(behind.get(at + 1..).unwrap_or_default())) {
        Some((at, _)) => {
            let at = from + at;
            (
                value.get(..at).unwrap_or_default(),
                value.get(at + 1..).unwrap_or_default().split(';').collect(),
            )
        }
        None => (value, Vec::new()),
    }
}

fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    inner.map_or_else(|| text.to_owned(), |inner| inner.replace("\\\"", "\"").replace("\\\\", "\\"))
}
