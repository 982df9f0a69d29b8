//! The curl commands of a text to the requests they send.
//!
//! Prompts, comments, output and other commands around them are passed over. Spans are byte ranges into the text
//! given; a body knows its way back there.

use crate::sample::http::{self, Header, METHODS};
use crate::sample::shell::{self, Word};
use crate::sample::{Repair, RepairKind};
use crate::source::{Excerpt, Span};

mod options;

use options::Meaning;

/// What one curl command sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The command, from `curl` to its last word.
    pub span: Span,
    /// As `-X` says it, else as the options imply it.
    pub method: String,
    /// Where the method stands, if it is written.
    pub method_span: Option<Span>,
    /// As written, without quotes; empty if there is none.
    pub url: String,
    /// Where the URL stands, quotes included.
    pub url_span: Option<Span>,
    /// In the order written.
    pub headers: Vec<Header>,
    /// The data to send; none if it is a file's.
    pub body: Option<Excerpt>,
    /// What had to be mended in the shell; what is wrong within the body is not told here.
    pub repairs: Vec<Repair>,
}

/// Reads every curl command of `text`.
pub fn read(text: &str) -> Vec<Request> {
    let mut requests = Vec::new();
    let mut at = 0;
    while let Some(start) = find(text, at) {
        let command = shell::command(text, start, options::continues);
        at = command.end.max(start + 1);
        requests.extend(request(command));
    }
    requests
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

/// A request that is being put together.
struct Draft {
    request: Request,
    implied: &'static str,
    data_in_url: bool,
    heredoc: Option<Excerpt>,
}

/// `None` for a command that asks for nothing: prose, or `curl --version`.
fn request(command: shell::Command) -> Option<Request> {
    let request = Request {
        span: command.span,
        method: String::new(),
        method_span: None,
        url: String::new(),
        url_span: None,
        headers: Vec::new(),
        body: None,
        repairs: command.repairs,
    };
    let mut draft = Draft { request, implied: "GET", data_in_url: false, heredoc: command.heredoc };
    let mut words = command.words.into_iter().skip(1).peekable();
    while let Some(word) = words.next() {
        let text = word.text.text().to_string();
        let Some((dashes, name)) = option(&text).filter(|_| !word.quoted || text.len() > 2) else {
            draft.positional(word);
            continue;
        };
        if text.starts_with(['–', '—']) {
            draft.tell_dash(&word, dashes, name);
        }
        let (meaning, glued) = if dashes == 2 { long_option(name) } else { short_options(name, &mut draft) };
        let meaning = meaning.unwrap_or(match words.peek() {
            // An option unknown here: what follows is its argument unless it looks like something else.
            Some(next) if dashes == 2 && !is_option(next) && !is_url(next.text.text()) => Meaning::Argument,
            _ => Meaning::Flag,
        });
        if matches!(meaning, Meaning::Flag | Meaning::Get | Meaning::Head) {
            draft.flag(meaning);
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
    draft.finish()
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
fn short_options<'n>(name: &'n str, draft: &mut Draft) -> (Option<Meaning>, Option<&'n str>) {
    // `-header`: a long option that lost a dash.
    if name.len() > 2 && options::long(name).is_some_and(|meaning| meaning != Meaning::Flag) {
        return long_option(name);
    }
    for (at, letter) in name.char_indices() {
        match options::short(letter).unwrap_or(Meaning::Flag) {
            flag @ (Meaning::Flag | Meaning::Get | Meaning::Head) => draft.flag(flag),
            meaning => {
                let glued = name.get(at + letter.len_utf8()..).filter(|glued| !glued.is_empty());
                return (Some(meaning), glued);
            }
        }
    }
    (Some(Meaning::Flag), None)
}

/// The part of a word from `offset` of its text on.
fn tail(word: &Word, offset: usize) -> Word {
    let mut text = Excerpt::default();
    let whole = word.text.text();
    for (at, c) in whole.char_indices().skip_while(|(at, _)| *at < offset) {
        text.push(c.encode_utf8(&mut [0; 4]), word.text.origin(at));
    }
    Word { span: word.text.origin(offset).min(word.span.end)..word.span.end, text, quoted: word.quoted }
}

impl Draft {
    fn tell_dash(&mut self, word: &Word, dashes: usize, name: &str) {
        let (at, kind) = (word.span.start, RepairKind::SmartQuote);
        let replacement = format!("{}{name}", if dashes == 2 { "--" } else { "-" });
        let fix = (!word.quoted).then(|| crate::sample::Edit { span: word.span.clone(), replacement });
        self.request.repairs.push(Repair { at, kind, fix, ambiguous: false });
    }

    fn positional(&mut self, word: Word) {
        let method = METHODS.contains(&word.text.text()) && self.request.method.is_empty();
        if method && !word.quoted {
            // `curl POST 'https://…'`: not how curl is told, but how it is meant.
            self.argument(Meaning::Method, word.clone(), &word);
        } else if self.request.url_span.is_none() {
            self.argument(Meaning::Url, word.clone(), &word);
        }
    }

    fn flag(&mut self, flag: Meaning) {
        match flag {
            Meaning::Get => self.data_in_url = true,
            Meaning::Head => self.implied = "HEAD",
            _ => {}
        }
    }

    fn argument(&mut self, meaning: Meaning, argument: Word, option: &Word) {
        let text = argument.text.text().to_string();
        let span = argument.span.clone();
        match meaning {
            Meaning::Method => {
                self.request.method = text;
                self.request.method_span = Some(span);
            }
            Meaning::Url => {
                self.request.url = text;
                self.request.url_span = Some(span);
            }
            Meaning::Header => {
                let header = http::header(&text, 0).map(|header| Header { span: span.clone(), ..header });
                let whole =
                    || Header { name: text.trim_end_matches(';').to_string(), value: String::new(), span };
                self.request.headers.push(header.unwrap_or_else(whole));
            }
            Meaning::NamedHeader(name) => {
                let value = if name == "Authorization" { format!("Bearer {text}") } else { text };
                self.request.headers.push(Header { name: name.to_string(), value, span });
            }
            Meaning::Data | Meaning::Json => {
                self.implied = "POST";
                self.data(argument.text);
                if meaning == Meaning::Json {
                    for name in ["Content-Type", "Accept"] {
                        let (name, value) = (name.to_string(), "application/json".to_string());
                        self.request.headers.push(Header { name, value, span: option.span.clone() });
                    }
                }
            }
            Meaning::Form => self.implied = "POST",
            Meaning::Upload => self.implied = "PUT",
            Meaning::Argument | Meaning::Flag | Meaning::Get | Meaning::Head => {}
        }
    }

    /// Data given several times is joined by `&`; `@name` is a file's, and `@-` what is read from the shell.
    fn data(&mut self, data: Excerpt) {
        let data = match data.text() {
            "@-" | "@/dev/stdin" => match self.heredoc.take() {
                Some(heredoc) => heredoc,
                None => return,
            },
            text if text.starts_with('@') => return,
            _ => data,
        };
        match &mut self.request.body {
            Some(body) => {
                // it stands nowhere: what it is put before tells where
                body.push("&", data.origin(0));
                for (offset, c) in data.text().char_indices() {
                    body.push(c.encode_utf8(&mut [0; 4]), data.origin(offset));
                }
            }
            None => self.request.body = Some(data),
        }
    }

    fn finish(mut self) -> Option<Request> {
        let request = &mut self.request;
        if self.data_in_url {
            self.implied = "GET";
            if let Some(data) = request.body.take() {
                let mark = if request.url.contains('?') { '&' } else { '?' };
                request.url = format!("{}{mark}{}", request.url, data.text());
            }
        }
        if request.method.is_empty() {
            request.method = self.implied.to_string();
        }
        let asks = request.url_span.is_some() || !request.headers.is_empty() || request.body.is_some();
        request.repairs.sort_by_key(|repair| repair.at);
        asks.then_some(self.request)
    }
}

#[cfg(test)]
mod tests;
