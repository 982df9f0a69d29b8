//! What a fence shows: the lines that name operations, requests, a response, or none of these.

use super::facts::{RequestFact, ResponseFact, Stated, Unread};
use crate::markdown::Fence;
use crate::sample::http::RequestLine;
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
        /// Bodies that are no JSON.
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

fn all_requests(
    requests: Vec<curl::Request>,
    written_out: bool,
    fence: &Fence,
    span: &Span,
    section: Option<usize>,
) -> Shown {
    let mut unread = Vec::new();
    let fact = |mut request: curl::Request| {
        if let Some(body) = request.body.take_if(|body| !is_json(body.text(), &request.headers)) {
            let at = fence.body.origin_span(&body.origin_span(&(0..body.text().len())));
            unread.push(Unread { what: "body", why: "it is no JSON".to_owned(), span: at });
        }
        request_fact(request, &fence.body, span, section)
    };
    let requests = requests.into_iter().map(fact).collect();
    Shown::Requests { requests, written_out, unread }
}

/// Whether a body is meant as JSON: it begins like it, or nothing says that it is anything else.
fn is_json(body: &str, headers: &[http::Header]) -> bool {
    let start = body.trim_start();
    let told = headers.iter().find(|header| header.name.trim().eq_ignore_ascii_case("content-type"));
    let of_another = told.is_some_and(|header| !header.value.to_ascii_lowercase().contains("json"));
    let key = start.split(['=', '"', '\'', ':', '{', ',', '\n']).next().unwrap_or_default();
    let is_form = !key.trim().is_empty() && start.get(key.len()..).is_some_and(|rest| rest.starts_with('='));
    start.starts_with(['{', '[']) || !(of_another || is_form)
}

/// A request that is written out as it goes over the wire.
fn written_out(request: http::Request) -> curl::Request {
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
    curl::Request {
        span: line.span.clone(),
        method: line.method,
        method_span: Some(line.span.clone()),
        url,
        url_span: Some(line.span),
        headers: request.headers,
        body: request.body,
        repairs: Vec::new(),
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
    let repairs = document.repairs.into_iter().map(|repair| moved_repair(repair, &place)).collect();
    Some(ResponseFact { fence: span.clone(), status, body: Some(body), repairs })
}

fn request_fact(request: curl::Request, fence: &Excerpt, span: &Span, section: Option<usize>) -> RequestFact {
    let here = |span: &Span| fence.origin_span(span);
    let mut repairs: Vec<Repair> =
        request.repairs.into_iter().map(|repair| moved_repair(repair, &here)).collect();
    let body = request.body.and_then(|excerpt| {
        let document = json::read(excerpt.text());
        let place = |span: &Span| fence.origin_span(&excerpt.origin_span(span));
        // of what the shell put in or took away nothing can be edited
        let stands = |edit: &mut crate::sample::Edit| {
            fence.text().get(excerpt.origin_span(&edit.span)) == excerpt.text().get(edit.span.clone())
        };
        repairs.extend(document.repairs.into_iter().map(|mut repair| {
            repair.fix = repair.fix.take_if(stands);
            moved_repair(repair, &place)
        }));
        let mut body = document.roots.into_iter().next()?;
        body.place(&place);
        Some(body)
    });
    repairs.sort_by_key(|repair| repair.at);
    let at = here(&request.span);
    let stated = |value: String, span: Option<Span>| Stated {
        value,
        span: span.as_ref().map_or_else(|| at.clone(), here),
    };
    RequestFact {
        fence: span.clone(),
        section,
        method: stated(request.method, request.method_span),
        url: stated(request.url, request.url_span),
        headers: request
            .headers
            .into_iter()
            .map(|header| (header.name, stated(header.value, Some(header.span))))
            .collect(),
        body,
        repairs,
    }
}

fn moved_repair(repair: Repair, place: &dyn Fn(&Span) -> Span) -> Repair {
    let fix = repair.fix.map(|edit| crate::sample::Edit { span: place(&edit.span), ..edit });
    Repair { at: place(&(repair.at..repair.at)).start, fix, ..repair }
}
