//! What a fence shows: the lines that name operations, requests, a response, or none of these.

use super::facts::{RequestFact, ResponseFact, Stated, Unread};
use super::payload;
use crate::markdown::Fence;
use crate::sample::http::RequestLine;
use crate::sample::request::{Credentials, Request, SampleBody};
use crate::sample::{Repair, curl, http, json};
use crate::source::{Excerpt, Span};

/// What a fence shows.
pub(super) enum Shown {
    /// `METHOD /path` lines.
    Operations(Vec<RequestLine>),
    /// Requests, whole: commands, or written out as they go over the wire.
    Requests {
        /// In the fence's order.
        requests: Vec<RequestFact>,
        /// Whether each begins with its own `METHOD /path` line.
        written_out: bool,
        /// What a command printed below them.
        response: Option<ResponseFact>,
        /// What is sent but not read.
        unread: Vec<Unread>,
    },
    /// A JSON body that is answered.
    Response(ResponseFact),
    /// Nothing of these, and why.
    Nothing(&'static str),
}

/// Reads a fence that stands at `span`.
pub(super) fn shown(fence: &Fence, span: &Span, section: Option<usize>) -> Shown {
    let text = fence.body.text();
    let start = text.trim_start();
    if start.is_empty() {
        return Shown::Nothing("it is empty");
    }
    if start.starts_with(['{', '[']) {
        let body = Excerpt::whole(start, text.len() - start.len());
        return match response(&fence.body, span, None, Some(body)) {
            Some(response) => Shown::Response(response),
            None => Shown::Nothing("its JSON could not be read"),
        };
    }
    if let Some(answer) = http::response(text) {
        return match response(&fence.body, span, Some(answer.status), answer.body) {
            Some(response) => Shown::Response(response),
            None => Shown::Nothing("its body could not be read as JSON"),
        };
    }
    let requests = curl::read(text);
    if !requests.is_empty() {
        return all_requests(requests, false, fence, span, section);
    }
    let exchanges = http::read(text);
    if exchanges.iter().any(|one| !one.headers.is_empty() || one.body.is_some()) {
        let requests = exchanges.into_iter().map(self::written_out).collect();
        return all_requests(requests, true, fence, span, section);
    }
    match exchanges.is_empty() {
        true => Shown::Nothing("neither a request nor JSON"),
        false => Shown::Operations(exchanges.into_iter().map(|one| one.line).collect()),
    }
}

/// The requests of a fence, and the response that follows the last of them.
fn all_requests(
    requests: Vec<Request>,
    written_out: bool,
    fence: &Fence,
    span: &Span,
    section: Option<usize>,
) -> Shown {
    let end = requests.iter().map(|request| request.span.end).max().unwrap_or_default();
    let mut unread = Vec::new();
    let fact = |request: Request| {
        unread.extend(request.unseen.iter().map(|it| Unread {
            what: it.what,
            why: it.why.clone(),
            span: fence.body.origin_span(&it.span),
        }));
        let (fact, of_body) = request_fact(request, &fence.body, span, section);
        unread.extend(of_body);
        fact
    };
    let requests = requests.into_iter().map(fact).collect();
    let response = if written_out { None } else { printed(&fence.body, end, span) };
    Shown::Requests { requests, written_out, response, unread }
}

/// What a command printed: the response that a fence shows below the commands, which go up to `end`.
fn printed(fence: &Excerpt, end: usize, span: &Span) -> Option<ResponseFact> {
    let rest = fence.text().get(end..)?;
    let (_, below) = rest.split_once('\n')?;
    let shown = below.trim_start();
    let body = || Excerpt::whole(shown, fence.text().len() - shown.len());
    if shown.starts_with(['{', '[']) {
        response(fence, span, None, Some(body()))
    } else {
        let answer = http::response(shown)?;
        let offset = fence.text().len() - shown.len();
        let body = answer.body.map(|body| Excerpt::whole(body.text(), offset + body.origin(0)));
        response(fence, span, Some(answer.status), body)
    }
}

/// A request that is written out as it goes over the wire.
fn written_out(request: http::Request) -> Request {
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
    Request {
        span: line.span.clone(),
        method: line.method,
        method_span: Some(line.span.clone()),
        url,
        url_span: Some(line.span),
        headers: request.headers,
        body: request.body.map_or(SampleBody::None, SampleBody::Text),
        ..Request::default()
    }
}

/// A response; none where there is a body and no JSON can be read out of it.
fn response(
    fence: &Excerpt,
    span: &Span,
    status: Option<u16>,
    body: Option<Excerpt>,
) -> Option<ResponseFact> {
    let Some(excerpt) = body.filter(|body| !body.text().trim().is_empty()) else {
        return Some(ResponseFact { fence: span.clone(), status, body: None, repairs: Vec::new() });
    };
    let document = json::read(excerpt.text());
    let place = |span: &Span| fence.origin_span(&excerpt.origin_span(span));
    let mut body = document.roots.into_iter().next()?;
    body.place(&place);
    let repairs = document.repairs.into_iter().map(|repair| payload::moved(repair, &place)).collect();
    Some(ResponseFact { fence: span.clone(), status, body: Some(body), repairs })
}

/// A request as a fact, and why its body is not used, if so.
fn request_fact(
    request: Request,
    fence: &Excerpt,
    span: &Span,
    section: Option<usize>,
) -> (RequestFact, Option<Unread>) {
    let here = |span: &Span| fence.origin_span(span);
    let mut repairs: Vec<Repair> =
        request.repairs.into_iter().map(|repair| payload::moved(repair, &here)).collect();
    let read = payload::read(request.body, &request.headers, fence);
    repairs.extend(read.repairs);
    repairs.sort_by_key(|repair| repair.at);
    let at = here(&request.span);
    let stated = |value: String, span: Option<Span>| Stated {
        value,
        span: span.as_ref().map_or_else(|| at.clone(), here),
    };
    let fact = RequestFact {
        fence: span.clone(),
        section,
        method: stated(request.method, request.method_span),
        url: stated(request.url, request.url_span),
        headers: request
            .headers
            .into_iter()
            .map(|header| (header.name, stated(header.value, Some(header.span))))
            .collect(),
        body: read.body,
        form: read.form,
        payload: read.payload,
        credentials: request.credentials.map(|it| Credentials { span: here(&it.span), ..it }),
        repairs,
    };
    (fact, read.unread)
}
