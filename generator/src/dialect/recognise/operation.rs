//! What a fence shows: the lines that name operations, requests, a response, or none of these.

use super::{payload, sketch};
use crate::dialect::Dialect;
use crate::dialect::facts::{RequestFact, ResponseFact, Stated, Unread};
use crate::dialect::words::languages;
use crate::markdown::Fence;
use crate::model::{COOKIE, basic_header};
use crate::sample::http::RequestLine;
use crate::sample::json::{Node, Value};
use crate::sample::request::{Credentials, SampleBody, SampleRequest};
use crate::sample::{Repair, curl, http, httpie, target, wget};
use crate::source::{Excerpt, Span};

/// The header that a user and a password are sent in.
const AUTHORIZATION: &str = "Authorization";

/// Why a program is not read.
pub(crate) const IN_ANOTHER_LANGUAGE: &str = "a sample in another language";

/// What a fence shows.
pub(in crate::dialect) enum FenceContent<'f> {
    /// `METHOD /path` lines.
    Operations(Vec<RequestLine>),
    /// Requests, whole: commands, or written out as they go over the wire.
    Requests {
        /// In the fence's order.
        requests: Vec<RequestFact>,
        /// Whether each begins with its own `METHOD /path` line.
        written_out: bool,
        /// What commands printed, each with the number of its request.
        responses: Vec<(usize, ResponseFact)>,
        /// What is sent but not read.
        unread: Vec<Unread>,
    },
    /// What is answered: a body for each JSON document.
    Responses {
        /// In the fence's order.
        responses: Vec<ResponseFact>,
        /// Whether there is a status line.
        has_status: bool,
    },
    /// A program in this language.
    OtherLanguage(&'f str),
    /// Nothing of these, and why.
    Nothing(&'static str),
}

/// Reads a fence that is at `span`; `rootless` where the page's paths lack their first slash.
pub(in crate::dialect) fn shown<'f>(
    fence: &'f Fence,
    span: &Span,
    section: Option<usize>,
    dialect: &Dialect,
    rootless: bool,
) -> FenceContent<'f> {
    let text = fence.body.text();
    let start = text.trim_start();
    if start.is_empty() {
        return FenceContent::Nothing("it is empty");
    }
    if is_template(start) {
        return FenceContent::Nothing("it is a template");
    }
    let begins_with_line = start.lines().next().is_some_and(|line| !http::request_lines(line).is_empty());
    if start.starts_with(['{', '[']) && !begins_with_line {
        let body = Excerpt::whole(start, text.len() - start.len());
        if !fence.info.to_ascii_lowercase().contains("json") && is_other(start) {
            return FenceContent::Nothing("it is no JSON");
        }
        let responses = responses(&fence.body, span, None, Some(body), dialect);
        return match responses.is_empty() {
            true => FenceContent::Nothing("its JSON could not be read"),
            false => FenceContent::Responses { responses, has_status: false },
        };
    }
    if let Some(answer) = http::response(text) {
        let body = answer.body.filter(|body| payload::may_be_json(body.text(), &answer.headers));
        let responses = responses(&fence.body, span, Some(answer.status), body, dialect);
        return match responses.is_empty() {
            true => FenceContent::Nothing("its body could not be read as JSON"),
            false => FenceContent::Responses { responses, has_status: true },
        };
    }
    let requests = curl::read(text);
    if requests.iter().any(|request| !request.method.chars().all(char::is_alphabetic)) {
        return FenceContent::Nothing("it is a template");
    }
    if !requests.is_empty() {
        return all_requests(requests, false, fence, span, (section, dialect));
    }
    let unnamed = curl::read_unnamed(text);
    if !unnamed.is_empty() {
        return all_requests(unnamed, true, fence, span, (section, dialect));
    }
    if let Some(language) = languages::of(&fence.info) {
        return FenceContent::OtherLanguage(language);
    }
    let commands = [httpie::read(text), wget::read(text)].concat();
    if !commands.is_empty() {
        return all_requests(commands, false, fence, span, (section, dialect));
    }
    let exchanges = http::read(text, rootless && fence.info.trim().is_empty());
    let is_whole =
        |one: &http::HttpRequest| !one.headers.is_empty() || one.body.is_some() || one.answer.is_some();
    if exchanges.iter().any(is_whole) {
        let answer = exchanges.last().and_then(|one| one.answer);
        let requests = exchanges.into_iter().map(self::written_out).collect();
        let mut content = all_requests(requests, true, fence, span, (section, dialect));
        if let (FenceContent::Requests { requests, responses, .. }, Some(at)) = (&mut content, answer) {
            let last = requests.len().saturating_sub(1);
            let shown = fence.body.text().get(at..).unwrap_or_default();
            *responses = printed(&fence.body, (shown, at), span, dialect).map(|it| (last, it)).collect();
        }
        return content;
    }
    match exchanges.is_empty() {
        true => FenceContent::Nothing("neither a request nor JSON"),
        false => FenceContent::Operations(exchanges.into_iter().map(|one| one.line).collect()),
    }
}

/// Whether a text begins with an expression of a template, as no JSON does: `{{ printf … }}`, `{% if … %}`.
fn is_template(text: &str) -> bool {
    let inner = text.strip_prefix("{{").map(str::trim_start);
    text.starts_with("{%")
        || inner.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || "#/-.>".contains(c)))
}

/// Whether a text goes on as no JSON does behind the brackets that it begins with, which have no mark of JSON in them:
/// `[in]<PRE>[p]`, the `[section]` of a file of settings, `[12:30] started`.
fn is_other(text: &str) -> bool {
    let mut depth = 0_usize;
    let end = text.char_indices().find(|(_, c)| {
        depth += usize::from(matches!(c, '[' | '{'));
        depth -= usize::from(matches!(c, ']' | '}')).min(depth);
        depth == 0
    });
    let Some((inner, rest)) = end.and_then(|(at, _)| text.split_at_checked(at + 1)) else { return false };
    let goes_on = rest.trim_start().starts_with(|c: char| c.is_alphanumeric() || "<(=-_".contains(c));
    goes_on && !inner.contains(['"', '\n'])
}

/// The status that the words behind an opening fence name: `json 200`, `json title="404"`.
pub(in crate::dialect) fn status_of_info(info: &str) -> Option<u16> {
    let words = info.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '=' | '{' | '}'));
    let mut codes = words.filter(|word| word.len() == 3).filter_map(|word| word.parse().ok());
    codes.find(|code| (100..600).contains(code))
}

/// The title that the words behind an opening fence give it: `json [Error response]`, `json title="Response"`.
pub(in super::super) fn label_of_info(info: &str) -> Option<&str> {
    let in_brackets = || info.split_once('[')?.1.split_once(']').map(|(title, _)| title);
    let titled = || info.split_once("title=\"")?.1.split_once('"').map(|(title, _)| title);
    in_brackets().or_else(titled).filter(|title| !title.is_empty())
}

/// The requests of a fence, and the response that follows the last of them.
fn all_requests(
    requests: Vec<SampleRequest>,
    written_out: bool,
    fence: &Fence,
    span: &Span,
    (section, dialect): (Option<usize>, &Dialect),
) -> FenceContent<'static> {
    let places: Vec<Span> = requests.iter().map(|request| request.span.clone()).collect();
    let mut unread = Vec::new();
    let fact = |request: SampleRequest| {
        unread.extend(request.unseen.iter().map(|it| Unread {
            what: it.what,
            why: it.why.clone(),
            span: fence.body.origin_span(&it.span),
        }));
        let (fact, of_body) = request_fact(request, &fence.body, span, (section, dialect));
        unread.extend(of_body);
        fact
    };
    let requests = requests.into_iter().map(fact).collect();
    let responses = if written_out { Vec::new() } else { all_printed(&fence.body, &places, span, dialect) };
    FenceContent::Requests { requests, written_out, responses, unread }
}

/// What commands at these places of a fence printed: the responses that are shown between them, and below the last.
fn all_printed(
    fence: &Excerpt,
    places: &[Span],
    span: &Span,
    dialect: &Dialect,
) -> Vec<(usize, ResponseFact)> {
    let text = fence.text();
    let of_request = |(number, place): (usize, &Span)| {
        let below = text.get(place.end..).and_then(|rest| rest.find('\n')).map(|at| place.end + at + 1);
        // up to the line of the next one, and the comments above that
        let next = places.get(number + 1).map(|next| line_start(text, next.start));
        let between = below.and_then(|below| text.get(below..next.unwrap_or(text.len())));
        let (Some(below), Some(between)) = (below, between) else { return Vec::new() };
        let shown = if next.is_some() { without_last_comments(between) } else { between };
        let responses = printed(fence, (shown, below), span, dialect);
        responses.map(|response| (number, response)).collect()
    };
    places.iter().enumerate().flat_map(of_request).collect()
}

/// Where the line of a place begins.
fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// A text without the comments and blank lines at its end.
fn without_last_comments(text: &str) -> &str {
    let mut kept = text.trim_end();
    while let Some((before, _)) =
        kept.rsplit_once('\n').filter(|(_, line)| line.trim_start().starts_with("# "))
    {
        kept = before.trim_end();
    }
    kept
}

/// The responses that a text shows which begins at an offset of a fence.
fn printed(
    fence: &Excerpt,
    (shown, offset): (&str, usize),
    span: &Span,
    dialect: &Dialect,
) -> impl Iterator<Item = ResponseFact> {
    let answer = http::printed::answer(shown, offset);
    answer.map(|it| responses(fence, span, it.status, it.body, dialect)).into_iter().flatten()
}

/// A request that is written out as it goes over the wire.
fn written_out(request: http::HttpRequest) -> SampleRequest {
    let line = request.line;
    let host = request.headers.iter().find(|header| header.name.eq_ignore_ascii_case("host"));
    let target = match line.query {
        Some(query) => format!("{}?{query}", line.path),
        None => line.path,
    };
    let url = match host {
        Some(host) if target.starts_with('/') => format!("https://{}{target}", host.value),
        _ => target,
    };
    SampleRequest {
        span: line.span.clone(),
        method: line.method,
        method_span: Some(line.span.clone()),
        url,
        url_span: Some(line.span),
        headers: request.headers,
        body: request.body.map_or(SampleBody::None, SampleBody::Text),
        ..SampleRequest::default()
    }
}

/// The responses of a body, one for each JSON document in it; none where there is a body and no JSON in it.
fn responses(
    fence: &Excerpt,
    span: &Span,
    status: Option<u16>,
    body: Option<Excerpt>,
    dialect: &Dialect,
) -> Vec<ResponseFact> {
    let empty =
        ResponseFact { fence: span.clone(), status, is_failure: false, body: None, repairs: Vec::new() };
    let is_shown = |body: &Excerpt| {
        let text = body.text().trim_start();
        // `{% raw %}` keeps what is in it from being a template of the site
        let text = text.strip_prefix("{% raw %}").map_or(text, str::trim_start);
        !text.is_empty() && !is_template(text)
    };
    let Some(excerpt) = body.filter(is_shown) else { return vec![empty] };
    let document = sketch::read_answer(excerpt.text(), dialect);
    let place = |span: &Span| fence.origin_span(&excerpt.origin_span(span));
    let holds = |root: &Node| matches!(root.value, Value::Object(_) | Value::Array(_));
    let several = document.roots.iter().any(holds);
    let roots = document.roots.into_iter().filter(|root| !several || holds(root));
    let mut responses: Vec<ResponseFact> = roots
        .map(|mut root| {
            root.place(&place);
            ResponseFact { body: Some(root), ..empty.clone() }
        })
        .collect();
    if !several {
        responses.truncate(1);
    }
    if let Some(first) = responses.first_mut() {
        first.repairs = document.repairs.into_iter().map(|repair| payload::moved(repair, &place)).collect();
    }
    responses
}

/// A request as a fact, and why its body is not used, if so.
fn request_fact(
    request: SampleRequest,
    fence: &Excerpt,
    span: &Span,
    (section, dialect): (Option<usize>, &Dialect),
) -> (RequestFact, Option<Unread>) {
    let here = |span: &Span| fence.origin_span(span);
    let mut repairs: Vec<Repair> =
        request.repairs.into_iter().map(|repair| payload::moved(repair, &here)).collect();
    let url = target::interpolated(&request.url).into_owned();
    let (url, body) = payload::with_query(url, request.body);
    let read = payload::read(body, (&request.headers, request.unstated_type), fence, dialect);
    repairs.extend(read.repairs);
    repairs.sort_by_key(|repair| repair.at);
    let at = here(&request.span);
    let stated = |value: String, span: Option<Span>| Stated {
        value,
        span: span.as_ref().map_or_else(|| at.clone(), here),
    };
    let headers: Vec<(String, Stated<String>)> = request
        .headers
        .into_iter()
        .map(|header| (header.name, stated(header.value, Some(header.span))))
        .collect();
    let mut headers = one_of_cookies(headers);
    let credentials = request.credentials.map(|it| Credentials { span: here(&it.span), ..it });
    authorize(&mut headers, credentials.as_ref());
    let fact = RequestFact {
        payload_fence: None,
        fence: span.clone(),
        section,
        method: stated(request.method, request.method_span),
        url: stated(url, request.url_span),
        headers,
        body: read.body,
        form: read.form,
        payload: read.payload,
        credentials,
        repairs,
    };
    (fact, read.unread)
}

/// Headers of which one has all cookies, as a request has but one of that name (RFC 9113, 8.2.3).
fn one_of_cookies(headers: Vec<(String, Stated<String>)>) -> Vec<(String, Stated<String>)> {
    let is_of_cookies = |name: &str| name.eq_ignore_ascii_case(COOKIE);
    let mut one: Vec<(String, Stated<String>)> = Vec::with_capacity(headers.len());
    for (name, value) in headers {
        match one.iter_mut().find(|(known, _)| is_of_cookies(&name) && is_of_cookies(known)) {
            Some((_, cookies)) => cookies.value = format!("{}; {}", cookies.value, value.value),
            None => one.push((name, value)),
        }
    }
    one
}

/// Adds the header that credentials are sent in, unless the request has one; where a header's value is what the shell makes of
/// a name and a password, it is of these.
fn authorize(headers: &mut Vec<(String, Stated<String>)>, credentials: Option<&Credentials>) {
    match headers.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case(AUTHORIZATION)) {
        Some((_, value)) => {
            if let Some(pair) = encoded_by_shell(&value.value) {
                value.value = basic_header(pair);
            }
        }
        None => {
            headers.extend(credentials.map(|it| {
                let pair = format!("{}:{}", it.user, it.password.as_deref().unwrap_or_default());
                (AUTHORIZATION.to_owned(), Stated { value: basic_header(&pair), span: it.span.clone() })
            }));
        }
    }
}

/// The `user:password` of `Basic $(echo -n user:password | base64)`.
fn encoded_by_shell(value: &str) -> Option<&str> {
    let command = value.trim().strip_prefix("Basic")?.trim();
    let open = ["$(", "`"].iter().find_map(|open| command.strip_prefix(open))?;
    let (print, encode) = open.split_once('|')?;
    let words = ["echo", "printf", "-n", "-e", "%s"];
    let mut pair = print.trim();
    while let Some(rest) = words.iter().find_map(|word| pair.strip_prefix(word)) {
        pair = rest.trim_start_matches([' ', '\\', '"', '\'']);
    }
    let pair = pair.trim_matches(['"', '\'', '\\', ' ']);
    (encode.contains("base64") && pair.contains(':')).then_some(pair)
}
