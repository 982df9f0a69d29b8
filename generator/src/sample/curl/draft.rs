//! A request that is put together option by option.

use super::data::{self, SentFile};
use super::options::Meaning;
use crate::sample::http::{self, HttpHeader, METHODS};
use crate::sample::request::{
    Credentials, PartContent, SampleBody, SampleRequest, URL_ENCODED, Unseen, is_stand_in,
};
use crate::sample::shell::Word;
use crate::sample::{Repair, RepairKind, TextEdit};
use crate::source::{Excerpt, Span};

/// What is known of a request so far.
pub(super) struct Draft {
    request: SampleRequest,
    implied: &'static str,
    /// What that is where its data are in the URL.
    without_data: &'static str,
    data_in_url: bool,
    /// Whether brackets in a URL are characters of it.
    is_literal: bool,
    is_json: bool,
    is_basic: bool,
    urls: Vec<(String, Span)>,
    queries: Vec<String>,
    cookies: Option<HttpHeader>,
    /// What the shell gives the command to read.
    pub(super) stdin: Option<Excerpt>,
}

impl Draft {
    pub(super) fn new(span: Span, stdin: Option<Excerpt>) -> Self {
        Self {
            request: SampleRequest { span, ..SampleRequest::default() },
            implied: "GET",
            without_data: "GET",
            data_in_url: false,
            is_literal: false,
            is_json: false,
            is_basic: true,
            urls: Vec::new(),
            queries: Vec::new(),
            cookies: None,
            stdin,
        }
    }

    pub(super) fn typographic_dash(&mut self, word: &Word, dashes: usize, name: &str) {
        let replacement = format!("{}{name}", if dashes == 2 { "--" } else { "-" });
        let fix = (!word.quoted).then(|| TextEdit { span: word.span.clone(), replacement });
        self.repair(word.span.start, RepairKind::SmartQuote, fix);
    }

    fn repair(&mut self, at: usize, kind: RepairKind, fix: Option<TextEdit>) {
        self.request.repairs.push(Repair { at, kind, fix, ambiguous: false });
    }

    fn unseen(&mut self, what: &'static str, why: String, span: &Span) {
        self.request.unseen.push(Unseen { what, why, span: span.clone() });
    }

    pub(super) fn positional(&mut self, word: Word) {
        let text = word.text.text();
        let upper = text.to_ascii_uppercase();
        let method = METHODS.contains(&upper.as_str()) && self.request.method.is_empty();
        if method && !word.quoted {
            // `curl POST 'https://…'`: not what curl understands, but what is meant.
            self.argument(Meaning::Method, word.clone(), &word);
        } else if self.urls.is_empty() || text.contains("://") || text.contains(['.', '/']) {
            self.argument(Meaning::Url, word.clone(), &word);
        } else {
            let why = format!("curl takes `{text}` for another URL");
            self.unseen("argument", why, &word.span);
        }
    }

    pub(super) fn flag(&mut self, flag: Meaning, word: &Word) {
        match flag {
            Meaning::Get => self.data_in_url = true,
            Meaning::Literal => self.is_literal = true,
            Meaning::Head => {
                self.implied = "HEAD";
                self.without_data = "HEAD";
            }
            Meaning::UnreadFlag(what) => {
                self.is_basic = self.is_basic && !what.ends_with("authentication");
                self.option_unseen(what, word);
            }
            _ => {}
        }
    }

    fn option_unseen(&mut self, what: &str, option: &Word) {
        let why = format!("`{}` sends {what}, which is not read", option.text.text());
        self.unseen("option", why, &option.span);
    }

    pub(super) fn argument(&mut self, meaning: Meaning, argument: Word, option: &Word) {
        let text = argument.text.text().to_string();
        let span = argument.span.clone();
        let header =
            |name: &str, value: String| HttpHeader { name: name.to_owned(), value, span: span.clone() };
        match meaning {
            Meaning::Method => {
                self.request.method = text.trim_start_matches('=').to_ascii_uppercase();
                self.request.method_span = Some(span);
            }
            Meaning::Url => self.urls.push((text, span)),
            Meaning::Query => self.query(&argument),
            Meaning::Header => self.header(&text, &span),
            Meaning::NamedHeader(name) => self.request.headers.push(header(name, text)),
            Meaning::Bearer => self.request.headers.push(header("Authorization", format!("Bearer {text}"))),
            Meaning::Range => self.request.headers.push(header("Range", format!("bytes={text}"))),
            Meaning::Cookie if !text.contains('=') => {
                self.unseen("cookies", format!("the file `{text}` that holds them is not shown"), &span);
            }
            Meaning::Cookie => match &mut self.cookies {
                Some(cookies) => cookies.value = format!("{}; {text}", cookies.value),
                None => self.cookies = Some(header("Cookie", text)),
            },
            Meaning::User => self.request.credentials = Some(Credentials::read(&text, span)),
            Meaning::Data | Meaning::Raw | Meaning::Encoded | Meaning::Json => {
                self.implied = "POST";
                self.is_json |= meaning == Meaning::Json;
                self.data(meaning, argument);
            }
            Meaning::Form | Meaning::FormString => {
                self.implied = "POST";
                self.part(meaning, &argument);
            }
            Meaning::Upload => {
                self.implied = "PUT";
                self.file(&text, &span, false);
            }
            Meaning::Unread(what) => {
                // a signature is made of the user and the password, which are not sent
                self.is_basic = self.is_basic && !what.starts_with("a signature");
                self.option_unseen(what, option);
            }
            Meaning::Argument
            | Meaning::Flag
            | Meaning::UnreadFlag(_)
            | Meaning::Get
            | Meaning::Literal
            | Meaning::Head
            | Meaning::Next => {}
        }
    }

    fn header(&mut self, text: &str, span: &Span) {
        if let Some(header) = http::header(text, 0) {
            // `Name:` leaves out what curl sends unasked
            if header.value.is_empty() {
                return;
            }
            self.request.headers.push(HttpHeader { span: span.clone(), ..header });
        } else if let Some(name) = text.strip_suffix(';').filter(|name| !name.contains([' ', ':'])) {
            let header = HttpHeader { name: name.to_owned(), value: String::new(), span: span.clone() };
            self.request.headers.push(header);
        } else if let Some(file) = text.strip_prefix('@') {
            self.unseen("headers", format!("the file `{file}` that holds them is not shown"), span);
        } else if is_stand_in(text) {
            self.unseen("header", format!("what `{text}` stands for is not shown"), span);
        } else {
            self.repair(span.start, RepairKind::HeaderWithoutColon, None);
        }
    }

    /// Data given several times is joined by `&`, JSON by nothing.
    fn data(&mut self, meaning: Meaning, argument: Word) {
        let separator = if meaning == Meaning::Json { "" } else { "&" };
        self.request.unstated_type = Some(URL_ENCODED);
        let span = argument.span.clone();
        let text = match meaning {
            Meaning::Encoded => match data::encoded(&argument.text) {
                Ok(text) => text,
                Err(SentFile(file)) => {
                    self.unseen(
                        "body",
                        format!("the file `{file}` that holds a part of it is not shown"),
                        &span,
                    );
                    return;
                }
            },
            Meaning::Raw => argument.text,
            _ => match argument.text.text().strip_prefix('@') {
                Some(name) => {
                    let name = name.to_owned();
                    return self.file(&name, &span, true);
                }
                None => argument.text,
            },
        };
        self.text(&text, separator, &span);
    }

    fn text(&mut self, text: &Excerpt, separator: &str, span: &Span) {
        match &mut self.request.body {
            SampleBody::None => self.request.body = SampleBody::Text(text.clone()),
            SampleBody::Text(body) => {
                // it is nowhere in the text: what it is put before says where
                body.push(separator, text.origin(0));
                body.append(text);
            }
            SampleBody::File { .. } | SampleBody::Parts(_) => {
                self.unseen("body", "another body is sent by the same command".to_owned(), span);
            }
        }
    }

    /// The content of a file; `-` is what the shell gives the command to read.
    fn file(&mut self, name: &str, span: &Span, is_data: bool) {
        let is_stdin = matches!(name, "-" | "." | "/dev/stdin");
        if let Some(stdin) = self.stdin.take_if(|_| is_stdin) {
            return self.text(&stdin, if is_data { "&" } else { "" }, span);
        }
        match self.request.body {
            SampleBody::None => {
                self.request.body = SampleBody::File { name: name.to_owned(), span: span.clone() }
            }
            _ => {
                self.unseen("body", format!("the file `{name}` that holds a part of it is not shown"), span);
            }
        }
    }

    fn part(&mut self, meaning: Meaning, argument: &Word) {
        let is_literal = meaning == Meaning::FormString;
        let Some((mut part, options)) = data::part(argument.text.text(), argument.span.clone(), is_literal)
        else {
            let why = format!("`{}` is no name and value with a `=` between them", argument.text.text());
            return self.unseen("part of the form", why, &argument.span);
        };
        for option in options {
            self.unseen("part of the form", format!("`{option}` is not read"), &argument.span);
        }
        if matches!(&part.content, PartContent::TextOfFile(file) if file == "-") {
            match self.stdin.take() {
                Some(stdin) => part.content = PartContent::Text(stdin.text().to_owned()),
                None => {
                    let why = "what the command is given to read is not shown".to_owned();
                    self.unseen("part of the form", why, &argument.span);
                }
            }
        }
        match &mut self.request.body {
            SampleBody::Parts(parts) => parts.push(part),
            SampleBody::None => self.request.body = SampleBody::Parts(vec![part]),
            _ => {
                let why = "another body is sent by the same command".to_owned();
                self.unseen("part of the form", why, &argument.span);
            }
        }
    }

    /// `--url-query` encodes as `--data-urlencode` does, but for what begins with `+`.
    fn query(&mut self, argument: &Word) {
        match argument.text.text().strip_prefix('+') {
            Some(plain) => self.queries.push(plain.to_owned()),
            None => match data::encoded(&argument.text) {
                Ok(text) => self.queries.push(text.text().to_owned()),
                Err(SentFile(file)) => {
                    let why = format!("the file `{file}` that holds it is not shown");
                    self.unseen("query", why, &argument.span);
                }
            },
        }
    }

    /// One request for each URL; none where nothing is asked for.
    pub(super) fn finish(mut self) -> Vec<SampleRequest> {
        let request = &mut self.request;
        if let Some(cookies) = self.cookies.take() {
            // curl has a header that is written out in the place of what it makes itself
            match request.has_header(&cookies.name) {
                true => request.unseen.push(Unseen {
                    what: "cookies",
                    why: "curl sends the header `Cookie` alone, without these".to_owned(),
                    span: cookies.span,
                }),
                false => request.headers.push(cookies),
            }
        }
        let option = || request.span.start..request.span.start;
        let implied: Vec<HttpHeader> = ["Content-Type", "Accept"]
            .into_iter()
            .filter(|name| self.is_json && !request.has_header(name))
            .map(|name| HttpHeader {
                name: name.to_owned(),
                value: "application/json".to_owned(),
                span: option(),
            })
            .collect();
        request.headers.extend(implied);
        if !self.is_basic {
            request.credentials = None;
        }
        let mut in_url = std::mem::take(&mut self.queries);
        if self.data_in_url {
            if self.implied == "POST" {
                self.implied = self.without_data;
            }
            match std::mem::take(&mut request.body) {
                SampleBody::Text(data) => in_url.push(data.text().to_owned()),
                SampleBody::File { name, span } => {
                    let why = format!("the file `{name}` that holds it is not shown");
                    request.unseen.push(Unseen { what: "query", why, span });
                }
                other => request.body = other,
            }
        }
        if request.method.is_empty() {
            request.method = self.implied.to_string();
        }
        let asks = !self.urls.is_empty() || !request.headers.is_empty() || request.body != SampleBody::None;
        if !asks {
            return Vec::new();
        }
        if self.urls.is_empty() {
            return vec![self.request];
        }
        let mut requests: Vec<SampleRequest> = Vec::with_capacity(self.urls.len());
        for (url, span) in self.urls {
            let mut request = self.request.clone();
            let (url, globs) = if self.is_literal { (url, Vec::new()) } else { data::first_of_globs(&url) };
            for glob in globs {
                let why = format!("curl sends a request for each of `{glob}`, of which the first is read");
                request.unseen.push(Unseen { what: "URL", why, span: span.clone() });
            }
            request.url = url;
            request.url_span = Some(span);
            in_url.iter().for_each(|data| request.add_query(data));
            request.take_user_info();
            requests.push(request);
            // said once
            self.request.repairs.clear();
            self.request.unseen.clear();
        }
        requests
    }
}
