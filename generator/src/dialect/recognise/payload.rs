//! What a request sends after its headers: JSON, a form, a form of several parts, or something else.

use super::sketch;
use crate::dialect::Dialect;
use crate::dialect::facts::{Payload, RawContent, RequestFact, Stated, Unread};
use crate::sample::http::HttpHeader;
use crate::sample::json::{Member, Node, Value};
use crate::sample::request::{FormPart, PartContent, SampleBody, URL_ENCODED, is_stand_in};
use crate::sample::url::decode;
use crate::sample::{Repair, TextEdit};
use crate::source::{Excerpt, Span};

/// A body, read.
#[derive(Default)]
pub(in crate::dialect) struct Read {
    pub(in crate::dialect) body: Option<Node>,
    pub(in crate::dialect) form: Option<Node>,
    pub(in crate::dialect) payload: Payload,
    pub(in crate::dialect) repairs: Vec<Repair>,
    /// Why a part of it is not used, if so.
    pub(in crate::dialect) unread: Option<Unread>,
}

/// Reads the body of a request with its headers, and with the type that it has where these state none; `fence` is the text that it
/// is written in.
pub(in crate::dialect) fn read(
    body: SampleBody,
    (headers, unstated): (&[HttpHeader], Option<&str>),
    fence: &Excerpt,
    dialect: &Dialect,
) -> Read {
    let media_type = media_type(headers);
    match body {
        SampleBody::None => Read::default(),
        SampleBody::File { name, span } => {
            let content = RawContent::File(Stated { value: name, span: fence.origin_span(&span) });
            Read { payload: Payload::Raw { media_type, content }, ..Read::default() }
        }
        SampleBody::Parts(parts) => {
            let here = |part: FormPart| FormPart { span: fence.origin_span(&part.span), ..part };
            let parts: Vec<FormPart> = parts.into_iter().map(here).collect();
            let fields = parts.iter().map(|part| {
                let value = match &part.content {
                    PartContent::Text(text) => text.as_str(),
                    PartContent::File(_) | PartContent::TextOfFile(_) => "",
                };
                (part.name.as_str(), value, &part.span)
            });
            Read { form: fields_of(fields), payload: Payload::Multipart(parts), ..Read::default() }
        }
        SampleBody::Text(text) => match kind(text.text(), media_type.as_deref()) {
            PayloadKind::Json => json(&text, fence, dialect).unwrap_or_else(|| {
                let why = "its JSON could not be read";
                let media_type = media_type.or_else(|| Some("application/json".to_owned()));
                Read { unread: Some(unread(&text, fence, why)), ..raw(&text, media_type, fence) }
            }),
            PayloadKind::Form => {
                let pairs = form(&text, fence);
                let fields =
                    pairs.iter().map(|(name, value)| (name.as_str(), value.value.as_str(), &value.span));
                Read { form: fields_of(fields), payload: Payload::Form(pairs), ..Read::default() }
            }
            PayloadKind::StandIn => {
                let why = "what it stands for is not shown";
                Read { unread: Some(unread(&text, fence, why)), ..raw(&text, media_type, fence) }
            }
            PayloadKind::Other => {
                let mut read = raw(&text, media_type, fence);
                if let Payload::Raw { media_type, .. } = &mut read.payload {
                    *media_type = media_type.take().or_else(|| unstated.map(str::to_owned));
                }
                read
            }
        },
    }
}

/// A URL with the query that is written below the line that has it, where a body would be, and what else the body is.
pub(in crate::dialect) fn with_query(url: String, body: SampleBody) -> (String, SampleBody) {
    let query = match &body {
        SampleBody::Text(text) if !url.contains('?') => query(text.text()),
        _ => None,
    };
    match query {
        Some(query) => (url + &query, SampleBody::None),
        None => (url, body),
    }
}

/// `?a=1`, with `&b=2` below it.
fn query(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let (first, others) = lines.split_first()?;
    let is_query = first.starts_with('?')
        && others.iter().all(|line| line.starts_with('&'))
        && lines.iter().all(|line| line.contains('=') && !line.contains(char::is_whitespace));
    is_query.then(|| lines.concat())
}

/// The media type that the headers state.
fn media_type(headers: &[HttpHeader]) -> Option<String> {
    let stated = headers.iter().find(|header| header.name.trim().eq_ignore_ascii_case("content-type"))?;
    let media_type = stated.value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    (!media_type.is_empty() && !media_type.contains(['{', '<', '$'])).then_some(media_type)
}

/// Whether a body is JSON: it looks like it, or its headers state no other type.
pub(in crate::dialect) fn may_be_json(text: &str, headers: &[HttpHeader]) -> bool {
    let begins = text.trim_start().starts_with(['{', '[', '"']);
    begins || media_type(headers).is_none_or(|it| it.ends_with("json") || it.starts_with("text/"))
}

/// What the text of a body is.
#[derive(Clone, Copy, PartialEq)]
enum PayloadKind {
    Json,
    Form,
    /// It only stands for what is sent.
    StandIn,
    Other,
}

/// What the text looks like; where that leaves it open, what its media type says.
fn kind(text: &str, media_type: Option<&str>) -> PayloadKind {
    let start = text.trim_start();
    // several values, one a line, are another format than one of them
    let is_of_lines = media_type
        .is_some_and(|it| it.contains("ndjson") || it.contains("jsonl") || it.contains("json-seq"))
        || is_json_lines(start);
    let key = start.split(['=', '"', '\'', ':', '{', ',', '\n', '<']).next().unwrap_or_default();
    // words with a pair somewhere among them are none
    let is_name = !key.trim().is_empty() && !key.trim().contains([' ', '`']);
    let is_pair = is_name && start.get(key.len()..).is_some_and(|rest| rest.starts_with('='));
    let is_json_type = media_type.is_some_and(|it| it.ends_with("json"));
    let is_form_type = media_type == Some(URL_ENCODED);
    if is_stand_in(start) {
        PayloadKind::StandIn
    } else if is_of_lines || is_markup(start) {
        PayloadKind::Other
    } else if start.starts_with(['{', '[']) {
        PayloadKind::Json
    } else if is_pair && (media_type.is_none() || is_json_type || is_form_type) {
        PayloadKind::Form
    } else if is_json_type || (media_type.is_none() && start.contains(['{', '[', '"'])) {
        PayloadKind::Json
    } else {
        PayloadKind::Other
    }
}

/// Whether a text is objects, one a line and more than one.
fn is_json_lines(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let is_object = |line: &str| line.starts_with('{') && line.ends_with('}');
    text.lines().nth(1).is_some() && lines.peek().is_some() && lines.all(is_object)
}

/// Whether a text is XML, or HTML: an element, or a declaration above one.
pub(in crate::dialect) fn is_markup(text: &str) -> bool {
    let begins = |rest: &str| rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '?' | '!'));
    text.strip_prefix('<').is_some_and(begins) && text.trim_end().ends_with('>') && text.contains("</")
}

/// What a request sends whose body a fence shows as markup.
pub(in crate::dialect) fn markup(fence: &Excerpt) -> Payload {
    raw(&Excerpt::whole(fence.text(), 0), None, fence).payload
}

fn unread(text: &Excerpt, fence: &Excerpt, why: &str) -> Unread {
    Unread { what: "body", why: why.to_owned(), span: whole(text, fence) }
}

/// Where a text is on the page.
fn whole(text: &Excerpt, fence: &Excerpt) -> Span {
    fence.origin_span(&text.origin_span(&(0..text.text().len())))
}

fn raw(text: &Excerpt, media_type: Option<String>, fence: &Excerpt) -> Read {
    let start = text.text().trim_start();
    let is_xml =
        is_markup(start) && !start.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
    let media_type = media_type.or_else(|| is_xml.then(|| "application/xml".to_owned()));
    let media_type =
        media_type.or_else(|| is_json_lines(text.text()).then(|| "application/x-ndjson".to_owned()));
    let content = RawContent::Text(Stated { value: text.text().to_owned(), span: whole(text, fence) });
    Read { payload: Payload::Raw { media_type, content }, ..Read::default() }
}

fn json(text: &Excerpt, fence: &Excerpt, dialect: &Dialect) -> Option<Read> {
    let document = sketch::read(text.text(), dialect);
    let place = |span: &Span| fence.origin_span(&text.origin_span(span));
    // of what the shell put in or took away nothing can be edited
    let is_there = |edit: &mut TextEdit| {
        fence.text().get(text.origin_span(&edit.span)) == text.text().get(edit.span.clone())
    };
    let repair = |mut repair: Repair| {
        repair.fix = repair.fix.take_if(is_there);
        moved(repair, &place)
    };
    let repairs = document.repairs.into_iter().map(repair).collect();
    let mut body = document.roots.into_iter().next()?;
    body.place(&place);
    Some(Read { body: Some(body), payload: Payload::Json, repairs, ..Read::default() })
}

/// `a=1&b=2`, decoded; line ends and blanks around a pair are layout.
fn form(text: &Excerpt, fence: &Excerpt) -> Vec<(String, Stated<String>)> {
    let mut at = 0;
    let mut pairs = Vec::new();
    for pair in text.text().split('&') {
        let start = at + pair.len() - pair.trim_start().len();
        at += pair.len() + 1;
        let pair = pair.trim();
        if pair.is_empty() {
            continue;
        }
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        // a query may be written where the body is
        let name = if pairs.is_empty() { name.strip_prefix('?').unwrap_or(name) } else { name };
        let span = fence.origin_span(&text.origin_span(&(start..start + pair.len())));
        pairs.push((decode(name), Stated { value: decode(value), span }));
    }
    pairs
}

/// The fields of a form as an object. Those of one name are a list.
fn fields_of<'a>(fields: impl Iterator<Item = (&'a str, &'a str, &'a Span)>) -> Option<Node> {
    let mut members: Vec<Member> = Vec::new();
    for (name, value, span) in fields {
        let node = Node { span: span.clone(), value: Value::String(value.to_owned()) };
        match members.iter_mut().find(|member| member.key == name).map(|member| &mut member.value) {
            None => members.push(Member { key: name.to_owned(), key_span: span.clone(), value: node }),
            Some(Node { value: Value::Array(items), .. }) => items.push(node),
            Some(first) => {
                let span = first.span.clone();
                let items = vec![std::mem::replace(first, node.clone()), node];
                *first = Node { span, value: Value::Array(items) };
            }
        }
    }
    let span = members.first()?.key_span.start..members.last()?.key_span.end;
    Some(Node { span, value: Value::Object(members) })
}

/// A repair of a part of a text as one of the page.
pub(in crate::dialect) fn moved(repair: Repair, place: &dyn Fn(&Span) -> Span) -> Repair {
    let fix = repair.fix.map(|edit| TextEdit { span: place(&edit.span), ..edit });
    Repair { at: place(&(repair.at..repair.at)).start, fix, ..repair }
}

/// Where a request has something that only stands for its body, which the page may show elsewhere.
pub(in crate::dialect) fn stand_in(request: &RequestFact) -> Option<&Span> {
    let Payload::Raw { media_type, content: RawContent::Text(text) } = &request.payload else { return None };
    let stands_in = kind(&text.value, media_type.as_deref()) == PayloadKind::StandIn;
    (stands_in && request.body.is_none()).then_some(&text.span)
}

/// The entry for a request whose body is a file that the page does not show.
pub(in crate::dialect) fn unseen_file(request: &RequestFact) -> Option<Unread> {
    let Payload::Raw { content: RawContent::File(file), .. } = &request.payload else { return None };
    let why = format!("the file `{}` that holds it is not shown", file.value);
    Some(Unread { what: "body", why, span: file.span.clone() })
}

#[cfg(test)]
mod tests {
    use super::{PayloadKind, kind, query};

    #[test]
    fn a_query_below_its_line_is_no_body() {
        assert_eq!(query("?a=1\n&b=2\n").as_deref(), Some("?a=1&b=2"));
        for text in ["a=1&b=2", "?a=1 and more", "?a=1\nb=2", "?", ""] {
            assert_eq!(query(text), None, "{text}");
        }
    }

    #[test]
    fn what_a_text_looks_like_comes_before_what_it_is_called() {
        let check = |text: &str, media_type: Option<&str>, expected: PayloadKind| {
            assert!(kind(text, media_type) == expected, "{text} as {media_type:?}");
        };
        check("{\"a\": 1}", None, PayloadKind::Json);
        check("{\"a\": 1}", Some("text/plain"), PayloadKind::Json);
        check("{\"a\": 1}\n{\"a\": 2}", Some("application/x-ndjson"), PayloadKind::Other);
        check("{\"a\": 1}\n{\"a\": 2}\n", None, PayloadKind::Other);
        check("{\"a\":\n{\"b\": 2}}\n", None, PayloadKind::Json);
        check("a=1&b=2", None, PayloadKind::Form);
        check("a=1", Some("application/json"), PayloadKind::Form);
        check("a=1", Some("text/plain"), PayloadKind::Other);
        check("where the query has `?a=1`", None, PayloadKind::Other);
        check("\"a\": 1}", None, PayloadKind::Json);
        check("5", Some("application/merge-patch+json"), PayloadKind::Json);
        check("hello", None, PayloadKind::Other);
        check("<?xml version=\"1.0\"?><a/>", Some("application/xml"), PayloadKind::Other);
        check("<a b=\"c\"/>", Some("text/xml"), PayloadKind::Other);
        check("{BODY}", Some("application/json"), PayloadKind::StandIn);
        check("$(cat body.json)", None, PayloadKind::StandIn);
    }
}
