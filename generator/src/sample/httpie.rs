//! The HTTPie commands of a text (`http POST host/path name=value`) to the requests they send.

use crate::sample::http::{self, HttpHeader, METHODS};
use crate::sample::request::{Credentials, FormPart, PartContent, SampleBody, SampleRequest, Unseen};
use crate::sample::shell::{self, Word};
use crate::sample::url::encode;
use crate::source::Excerpt;

/// Options that an argument follows and that send nothing.
const WITH_ARGUMENT: &[&str] = &[
    "-p",
    "--print",
    "-o",
    "--output",
    "-s",
    "--style",
    "--pretty",
    "--session",
    "--session-read-only",
    "--timeout",
    "--proxy",
    "--verify",
    "--max-redirects",
    "--default-scheme",
    "--cert",
    "--cert-key",
    "--ssl",
    "--ciphers",
    "--response-charset",
    "--response-mime",
    "--format-options",
    "--max-headers",
    "--check-status",
];

/// Reads every HTTPie command of `text`.
pub fn read(text: &str) -> Vec<SampleRequest> {
    shell::starts(text, &["http", "https"])
        .filter_map(|start| sent(shell::command(text, start, |line| line.starts_with("--"))))
        .collect()
}

/// What the items of a command are sent as.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Json,
    Urlencoded,
    Multipart,
}

/// One item: its name, what separates name and value, its value.
struct HttpieItem<'t> {
    name: &'t str,
    separator: &'static str,
    value: &'t str,
}

/// `None` for what is no command: a sentence, or a URL on a line by itself.
fn sent(command: shell::ShellCommand) -> Option<SampleRequest> {
    let mut request =
        SampleRequest { span: command.span, repairs: command.repairs, ..SampleRequest::default() };
    let mut form = Form::Json;
    let mut items: Vec<Word> = Vec::new();
    let mut words = command.words.into_iter();
    let is_https = words.next().is_some_and(|word| word.text.text() == "https");
    while let Some(word) = words.next() {
        let text = word.text.text();
        let (option, glued) = match text.split_once('=').filter(|_| text.starts_with("--")) {
            Some((option, glued)) => (option, Some(glued.to_owned())),
            None => (text, None),
        };
        let mut argument = || glued.clone().or_else(|| words.next().map(|word| word.text.text().to_owned()));
        match option {
            "-f" | "--form" => form = Form::Urlencoded,
            "--multipart" => form = Form::Multipart,
            "-j" | "--json" => form = Form::Json,
            "--raw" => {
                let text = glued.map(|text| Excerpt::whole(text, word.span.start));
                let text = text.or_else(|| words.next().map(|word| word.text));
                request.body = text.map_or(SampleBody::None, SampleBody::Text);
            }
            "-a" | "--auth" => {
                request.credentials = argument().map(|text| Credentials::read(&text, word.span.clone()));
            }
            _ if WITH_ARGUMENT.contains(&option) => drop(argument()),
            _ if option.starts_with('-') && !word.quoted => {}
            method
                if request.url_span.is_none() && request.method.is_empty() && METHODS.contains(&method) =>
            {
                request.method = method.to_owned();
                request.method_span = Some(word.span);
            }
            _ if request.url_span.is_none() => {
                request.url = address(text, is_https)?;
                request.url_span = Some(word.span);
            }
            _ => items.push(word),
        }
    }
    request.url_span.as_ref()?;
    let data = data(&mut request, &items, form);
    if request.body == SampleBody::None {
        request.body = data;
    }
    if request.method.is_empty() {
        request.method = if request.body == SampleBody::None { "GET" } else { "POST" }.to_owned();
    }
    request.take_user_info();
    Some(request)
}

/// `:3000/x` is of this machine. What has no scheme has the command's; `http` says of that no more than curl does.
fn address(text: &str, is_https: bool) -> Option<String> {
    let is_address = text.contains(['.', '/', ':', '$', '{', '<']) || text == "localhost";
    let url = match text.strip_prefix(':') {
        Some(rest) if rest.starts_with('/') => format!("localhost{rest}"),
        Some(rest) => format!("localhost:{rest}"),
        None => text.to_owned(),
    };
    let url = if is_https && !url.contains("://") { format!("https://{url}") } else { url };
    is_address.then_some(url)
}

/// Splits an item at the first separator in it.
fn item(text: &str) -> Option<HttpieItem<'_>> {
    const SEPARATORS: [&str; 7] = [":=@", "=@", ":=", "==", "=", ":", "@"];
    let found = SEPARATORS.iter().filter_map(|separator| Some((text.find(separator)?, *separator)));
    let (at, separator) = found.min_by_key(|(at, separator)| (*at, std::cmp::Reverse(separator.len())))?;
    Some(HttpieItem { name: text.get(..at)?, separator, value: text.get(at + separator.len()..)? })
}

/// The body that items make; headers and parameters go to the request.
fn data(request: &mut SampleRequest, items: &[Word], form: Form) -> SampleBody {
    let mut members = Excerpt::default();
    let mut pairs = Excerpt::default();
    let mut parts: Vec<FormPart> = Vec::new();
    for word in items {
        let text = word.text.text();
        let Some(HttpieItem { name, separator, value }) = item(text) else {
            let why = format!("`{text}` is no item");
            request.unseen.push(Unseen { what: "argument", why, span: word.span.clone() });
            continue;
        };
        let at = word.text.origin(0);
        match separator {
            ":" => {
                let span = word.span.clone();
                let header = http::header(text, 0).map(|header| HttpHeader { span, ..header });
                request.headers.extend(header.filter(|header| !header.value.is_empty()));
            }
            "==" => request.add_query(&format!("{}={}", encode(name), encode(value))),
            ":=@" | "=@" => {
                let why = format!("the file `{value}` that holds `{name}` is not shown");
                request.unseen.push(Unseen { what: "body", why, span: word.span.clone() });
            }
            "=" | ":=" | "@" => {
                let plain = if separator == ":=" {
                    value.to_owned()
                } else {
                    serde_json::Value::from(value).to_string()
                };
                let mark = if members.text().is_empty() { "{" } else { ", " };
                // what is written of each is longer than its item: name and value have places of their own
                let value_at = word.text.origin(text.len() - value.len());
                members.push(mark, at);
                members.push(&format!("{}: ", serde_json::Value::from(name)), at);
                members.push(&plain, value_at);
                pairs.push(if pairs.text().is_empty() { "" } else { "&" }, at);
                pairs.push(&format!("{}=", encode(name)), at);
                pairs.push(&encode(value), value_at);
                let content = match separator {
                    "@" => PartContent::File(value.to_owned()),
                    _ => PartContent::Text(value.to_owned()),
                };
                parts.push(FormPart {
                    name: name.to_owned(),
                    content,
                    media_type: None,
                    span: word.span.clone(),
                });
            }
            _ => {}
        }
    }
    let Some(last) = parts.last().map(|part| part.span.end) else { return SampleBody::None };
    let has_file = parts.iter().any(|part| matches!(part.content, PartContent::File(_)));
    if form == Form::Multipart || has_file {
        return SampleBody::Parts(parts);
    }
    let media_type =
        if form == Form::Json { "application/json" } else { "application/x-www-form-urlencoded" };
    if !request.has_header("content-type") {
        let span = request.span.start..request.span.start;
        let (name, value) = ("Content-Type".to_owned(), media_type.to_owned());
        request.headers.push(HttpHeader { name, value, span });
    }
    members.push("}", last.saturating_sub(1));
    SampleBody::Text(if form == Form::Json { members } else { pairs })
}

#[cfg(test)]
mod tests;
