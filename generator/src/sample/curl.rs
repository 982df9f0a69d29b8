//! The curl commands of a text to the requests they send.
//!
//! Prompts, comments, output and other commands around them are passed over. Spans are byte ranges into the text
//! given; text that was quoted knows its way back there.

use crate::sample::http::{self, METHODS};
use crate::sample::request::SampleRequest;
use crate::sample::shell::{self, Word};
use crate::source::Excerpt;

mod data;
mod draft;
mod options;

use draft::Draft;
use options::Meaning;

/// Reads every curl command of `text`; one that asks for several URLs sends as many requests.
pub fn read(text: &str) -> Vec<SampleRequest> {
    let mut requests = Vec::new();
    let mut at = 0;
    while let Some(start) = find(text, at) {
        let command = shell::command(text, start, options::continues);
        at = command.end.max(start + 1);
        requests.extend(sent(command, 1));
    }
    requests
}

/// Reads every command of `text` whose name is left out: lines of a method and a path, and behind that options of curl,
/// `POST things -d '{…}'`.
pub fn read_unnamed(text: &str) -> Vec<SampleRequest> {
    let mut requests = Vec::new();
    let mut end = 0;
    for start in shell::starts(text, &METHODS) {
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let Some(at) = first_option(line).filter(|_| start >= end) else { continue };
        let Some(target) = line.get(..at).and_then(http::request_line) else { continue };
        let mut command = shell::command(text, start + at, options::continues);
        end = command.end;
        let span = start..start + line.get(..at).map_or(0, |head| head.trim_end().len());
        let url = match &target.query {
            Some(query) => format!("{}?{query}", target.path),
            None => target.path,
        };
        let word =
            |text: &str, quoted| Word { text: Excerpt::whole(text, start), span: span.clone(), quoted };
        command.words.splice(0..0, [word(&target.method, false), word(&url, true)]);
        command.span.start = start;
        requests.extend(sent(command, 0));
    }
    requests
}

/// Where the first option of a line begins behind a method and a path, if it is one that sends something.
fn first_option(line: &str) -> Option<usize> {
    const SENDING: &[&str] =
        &["-d", "-H", "-F", "-u", "--data", "--data-raw", "--data-binary", "--json", "--header", "--form"];
    let at = line.find(" -")? + 1;
    let name = line.get(at..)?.split([' ', '=', '\'', '"']).next()?;
    SENDING.contains(&name).then_some(at)
}

/// Where the next command that is curl begins.
fn find(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.match_indices("curl").map(|(at, _)| from + at).find(|at| {
        let before = text.get(..*at).unwrap_or_default();
        let after = text.get(at + 4..).unwrap_or_default();
        let after = after.strip_prefix(".exe").unwrap_or(after);
        let begins = before.chars().next_back().is_none_or(|c| c.is_whitespace() || "(|;&`/\\>".contains(c));
        let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
        // `# curl -X` has a prompt, `# curl is` is a comment.
        let word = after.split_whitespace().next().unwrap_or_default();
        let asks = word.starts_with(['-', '\'', '"', '\\', '$']) || is_url(word);
        let comment = line.starts_with('#') && !(asks && line.trim_end() == "#");
        begins && !comment && after.starts_with(|c: char| c.is_whitespace() || c == '\\')
    })
}

/// The requests of a command behind as many words as its name has; none for one that asks for nothing: prose, or
/// `curl --version`.
fn sent(command: shell::ShellCommand, name: usize) -> Vec<SampleRequest> {
    let mut stdin = command.stdin;
    let mut requests: Vec<SampleRequest> = Vec::new();
    let mut words = command.words.into_iter().skip(name).peekable();
    while words.peek().is_some() {
        requests.extend(draft(&mut words, &command.span, &mut stdin).finish());
    }
    if let Some(first) = requests.first_mut() {
        first.repairs.extend(command.repairs);
        first.repairs.sort_by_key(|repair| repair.at);
    }
    requests
}

/// What the words up to the next `--next` ask for.
fn draft(
    words: &mut std::iter::Peekable<impl Iterator<Item = Word>>,
    span: &crate::source::Span,
    stdin: &mut Option<Excerpt>,
) -> Draft {
    let mut draft = Draft::new(span.clone(), stdin.take());
    while let Some(word) = words.next() {
        let text = word.text.text().to_string();
        let Some((dashes, name)) = option(&text).filter(|_| !word.quoted || text.len() > 2) else {
            draft.positional(word);
            continue;
        };
        if text.starts_with(['–', '—']) {
            draft.typographic_dash(&word, dashes, name);
        }
        let (meaning, glued) =
            if dashes == 2 { long_option(name) } else { short_options(name, &word, &mut draft) };
        let meaning = meaning.unwrap_or(match words.peek() {
            // An option unknown here: what follows is its argument unless it looks like something else.
            Some(next) if dashes == 2 && !is_option(next) && !is_url(next.text.text()) => Meaning::Argument,
            _ => Meaning::Flag,
        });
        if meaning == Meaning::Next {
            break;
        }
        if !meaning.takes_argument() {
            draft.flag(meaning, &word);
            continue;
        }
        let argument = match glued {
            Some(glued) => Some(tail(&word, text.len() - glued.len())),
            None => words.next_if(|next| !is_option(next) || next.quoted),
        };
        if let Some(argument) = argument {
            draft.argument(meaning, argument, &word);
        }
    }
    *stdin = draft.stdin.take();
    draft
}

/// The dashes (one or two) and the name of an option.
fn option(text: &str) -> Option<(usize, &str)> {
    let split = |mark: &str, dashes| text.strip_prefix(mark).map(|name| (dashes, name));
    split("--", 2)
        .or_else(|| split("—", 2))
        .or_else(|| split("––", 2))
        .or_else(|| split("–", if text.chars().count() > 2 { 2 } else { 1 }))
        .or_else(|| split("-", 1))
        .filter(|(_, name)| !name.is_empty())
}

fn is_option(word: &Word) -> bool {
    !word.quoted && option(word.text.text()).is_some()
}

fn is_url(text: &str) -> bool {
    ["http://", "https://", "{", "<", "$", "/"].iter().any(|start| text.starts_with(start))
        || text.contains("://")
}

fn long_option(name: &str) -> (Option<Meaning>, Option<&str>) {
    match name.split_once('=') {
        Some((name, glued)) => (options::long(name), Some(glued)),
        None => (options::long(name), None),
    }
}

/// `-sSX`, `-XPOST`: flags up to the first letter that takes the rest, or the next word.
fn short_options<'n>(name: &'n str, word: &Word, draft: &mut Draft) -> (Option<Meaning>, Option<&'n str>) {
    // `-header`: a long option that lost a dash.
    let (whole, glued) = long_option(name);
    if name.len() > 2 && whole.is_some_and(|meaning| meaning != Meaning::Flag) {
        return (whole, glued);
    }
    for (at, letter) in name.char_indices() {
        let meaning = options::short(letter).unwrap_or(Meaning::Flag);
        if meaning.takes_argument() || meaning == Meaning::Next {
            let glued = name.get(at + letter.len_utf8()..).filter(|glued| !glued.is_empty());
            return (Some(meaning), glued);
        }
        draft.flag(meaning, word);
    }
    (Some(Meaning::Flag), None)
}

/// The part of a word from `offset` of its text on.
fn tail(word: &Word, offset: usize) -> Word {
    let text = word.text.part(offset..word.text.text().len());
    Word { span: word.text.origin(offset).min(word.span.end)..word.span.end, text, quoted: word.quoted }
}

#[cfg(test)]
mod tests;
