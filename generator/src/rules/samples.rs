//! SM: samples by themselves, and against the API format.

use std::collections::BTreeMap;

use crate::dialect::{
    Carrier, Dialect, IN_ANOTHER_LANGUAGE, OperationFact, RequestFact, Stated, Unread, is_secret,
};
use crate::finding::{
    CONTENT_TYPE_MISMATCH, CURL_BROKEN, DUPLICATE_KEY, Finding, INSECURE_URL, JSON_INVALID,
    PLACEHOLDER_REUSE, RESPONSE_MISSING, SAMPLE_TOO_DEEP,
};
use crate::lower::{DEEPEST, PageRead};
use crate::sample::json::{Member, Node, Value};
use crate::sample::{Family, Repair, RepairKind, TextEdit};
use crate::source::Span;

/// A body that a strict parser rejects, or a command that a shell does: one finding a fault, but one a sample of what JSON is
/// freely written with. To leave something out of a sample is a habit of docs, and no fault; nor is what the language of the fence
/// allows.
pub(super) fn broken(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    let operations = &page.facts.operations;
    let requests = operations.iter().flat_map(|it| &it.requests);
    let requests = requests.map(|it| (it.payload_fence.as_ref().unwrap_or(&it.fence), &it.repairs));
    let responses = operations.iter().flat_map(|it| &it.responses).map(|it| (&it.fence, &it.repairs));
    // what is repaired at one place is one fault, however many repairs that takes
    let mut places: Vec<Vec<&Repair>> = Vec::new();
    let mut free: BTreeMap<usize, Vec<&Repair>> = BTreeMap::new();
    for (fence, repairs) in requests.chain(responses) {
        let allows = is_lenient(page.file.slice(fence));
        let is_fault = |repair: &&Repair| {
            repair.kind != RepairKind::Ellipsis && !(allows && LENIENCIES.contains(&repair.kind))
        };
        for repair in repairs.iter().filter(is_fault) {
            const NEAR: usize = 2;
            let end = |last: &Repair| last.fix.as_ref().map_or(last.at, |fix| fix.span.end.max(last.at));
            let is_at = |last: &Repair| {
                last.kind != repair.kind && (end(last)..=end(last) + NEAR).contains(&repair.at)
            };
            if FREELY_WRITTEN.contains(&repair.kind) {
                free.entry(fence.start).or_default().push(repair);
                continue;
            }
            match places.last_mut() {
                Some(place) if place.last().is_some_and(|last| is_at(last)) => place.push(repair),
                _ => places.push(vec![repair]),
            }
        }
    }
    // lines that were named together share their samples
    free.values_mut().for_each(|all| {
        all.sort_by_key(|repair| repair.at);
        all.dedup();
    });
    let finding =
        |place: &Vec<&Repair>| Some(repaired(page, place.first()?, place.len(), one_edit(page, place)));
    let faults = places.iter().filter_map(|place| {
        let first = place.first()?;
        Some(repaired(page, first, 1, one_edit(page, place)))
    });
    faults.chain(free.values().filter_map(finding)).collect()
}

/// The edits of all repairs of one place as one; none where one of them has none.
fn one_edit(page: &PageRead, place: &[&Repair]) -> Option<TextEdit> {
    let mut edits = place.iter().map(|repair| repair.fix.as_ref());
    let mut all = edits.next()??.clone();
    for edit in edits {
        let edit = edit?;
        all.replacement += page.file.text.get(all.span.end..edit.span.start)?;
        all.replacement += &edit.replacement;
        all.span.end = edit.span.end;
    }
    Some(all)
}

/// What languages allow that JSON is written in a freer way in.
const LENIENCIES: &[RepairKind] =
    &[RepairKind::Comment, RepairKind::TrailingComma, RepairKind::SingleQuotes, RepairKind::UnquotedKey];

/// What JSON is written with by hand, all through a sample more often than once.
const FREELY_WRITTEN: &[RepairKind] = &[
    RepairKind::Comment,
    RepairKind::TrailingComma,
    RepairKind::SingleQuotes,
    RepairKind::CurlyQuotes,
    RepairKind::UnquotedKey,
    RepairKind::UnquotedValue,
    RepairKind::ForeignLiteral,
];

/// Whether a fence's label names such a language.
fn is_lenient(fence: &str) -> bool {
    const LANGUAGES: &[&str] = &["js", "javascript", "jsx", "ts", "typescript", "json5", "jsonc", "hjson"];
    let first = fence.lines().next().unwrap_or_default();
    let info = first.trim_start_matches(|c: char| matches!(c, '`' | '~' | '>') || c.is_whitespace());
    let label = info.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    LANGUAGES.iter().any(|language| label.eq_ignore_ascii_case(language))
}

fn repaired(page: &PageRead, repair: &Repair, count: usize, fix: Option<TextEdit>) -> Finding {
    let (rule, reader) = match repair.kind.family() {
        Family::Json => (&JSON_INVALID, "a strict JSON parser"),
        Family::Shell => (&CURL_BROKEN, "a shell"),
    };
    let what = repair.describe();
    let message = match repair.kind {
        RepairKind::HeaderWithoutColon => format!("curl does not send this: {what}"),
        _ if count > 1 => format!("{reader} rejects this sample: {what}, and {} more like it", count - 1),
        _ => format!("{reader} rejects this sample: {what}"),
    };
    let finding = Finding::new(rule, page.place(&(repair.at..repair.at)), message, "fix the sample here");
    match fix.filter(|edit| !is_in_text(page, edit.span.start)) {
        Some(edit) => finding.fix(false, edit.span, edit.replacement),
        None => finding,
    }
}

/// Whether a place is in code that JSON of the page holds as a text, where what a fix adds would have to be escaped.
fn is_in_text(page: &PageRead, at: usize) -> bool {
    let before = page.file.text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with("\"code\": \"")
}

/// A body that holds objects or lists deeper than types are made for: one finding a body, at the first of them.
pub(super) fn too_deep(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    let operations = &page.facts.operations;
    let sent = operations.iter().flat_map(|it| &it.requests).filter_map(|it| it.body.as_ref());
    let answered = operations.iter().flat_map(|it| &it.responses).filter_map(|it| it.body.as_ref());
    let deep = sent.chain(answered).filter_map(|body| first_below(body, DEEPEST));
    let finding = |node: &Node| {
        let message =
            format!("nested more than {DEEPEST} deep: the client has JSON of any kind from here on");
        let help = "show less, if less is meant; what is here is sent and read all the same";
        Finding::new(&SAMPLE_TOO_DEEP, page.place(&node.span), message, help)
    };
    deep.map(finding).collect()
}

/// The first object or list within so many others.
fn first_below(node: &Node, levels: usize) -> Option<&Node> {
    match &node.value {
        Value::Object(_) | Value::Array(_) if levels == 0 => Some(node),
        Value::Object(members) => members.iter().find_map(|it| first_below(&it.value, levels - 1)),
        Value::Array(items) => items.iter().find_map(|it| first_below(it, levels - 1)),
        _ => None,
    }
}

/// A placeholder of a header that must not be shown stands for a field of the body too.
pub(super) fn placeholder_reuse(page: &PageRead, dialect: &Dialect) -> Vec<Finding> {
    let requests = page.facts.operations.iter().flat_map(|operation| &operation.requests);
    requests.flat_map(|request| reused(page, request, dialect)).collect()
}

fn reused(page: &PageRead, request: &RequestFact, dialect: &Dialect) -> Vec<Finding> {
    let secret = |name: &str| is_secret(name, Carrier::Request, dialect);
    let headers = request.headers.iter().filter_map(|(name, value)| {
        let placeholder = placeholder(value.value.split_whitespace().last()?)?;
        secret(name).then_some((value, placeholder))
    });
    let Some(body) = &request.body else { return Vec::new() };
    let mut first_of_each: BTreeMap<&str, &Span> = BTreeMap::new();
    for (value, name) in headers {
        first_of_each.entry(name).or_insert(&value.span);
    }
    let mut findings = Vec::new();
    if first_of_each.is_empty() {
        return findings;
    }
    body.fields(&mut |path: &str, node: &Node| {
        let Value::String(text) = &node.value else { return };
        if let Some((name, header)) = placeholder(text).and_then(|name| first_of_each.get_key_value(name)) {
            let message = format!("`{name}` stands for a header's value and for `{path}`");
            let help = "give the field a placeholder of its own";
            findings.push(
                Finding::new(&PLACEHOLDER_REUSE, page.place(&node.span), message, help)
                    .field(path)
                    .related(page.place(header), "the header's value"),
            );
        }
    });
    findings
}

/// A text that is one placeholder.
fn placeholder(text: &str) -> Option<&str> {
    let name = text.strip_prefix('{')?.strip_suffix('}')?;
    (!name.is_empty() && !name.contains(['{', '}', ' '])).then_some(text)
}

/// A key that its object has already. Where brackets had to be guessed the object may be none.
pub(super) fn duplicate_key(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    let operations = &page.facts.operations;
    let asked = operations.iter().flat_map(|it| &it.requests).map(|it| (it.body.as_ref(), &it.repairs));
    let answered = operations.iter().flat_map(|it| &it.responses).map(|it| (it.body.as_ref(), &it.repairs));
    let sound = asked.chain(answered).filter(|(_, repairs)| !repairs.iter().any(is_of_brackets));
    let mut findings = Vec::new();
    sound.filter_map(|(body, _)| body).for_each(|body| repeated(page, body, &mut findings));
    findings
}

fn is_of_brackets(repair: &Repair) -> bool {
    use RepairKind::{MissingCloser, MissingOpener, StrayCloser, SwappedClosers, WrongCloser};
    matches!(
        repair.kind,
        MissingOpener(_) | MissingCloser(_) | WrongCloser { .. } | SwappedClosers | StrayCloser(_)
    )
}

fn repeated(page: &PageRead, node: &Node, findings: &mut Vec<Finding>) {
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| repeated(page, item, findings)),
        Value::Object(members) => {
            let mut known: BTreeMap<&str, &Span> = BTreeMap::new();
            for Member { key, key_span, value } in members {
                let first = *known.entry(key).or_insert(key_span);
                if first != key_span {
                    let message =
                        format!("the object has a key `{key}` already; most readers keep the last one");
                    let help = "keep the one that holds";
                    findings.push(
                        Finding::new(&DUPLICATE_KEY, page.place(key_span), message, help)
                            .related(page.place(first), "the first one"),
                    );
                }
                repeated(page, value, findings);
            }
        }
        _ => {}
    }
}

/// A JSON body whose Content-Type is another's.
pub(super) fn content_type_mismatch(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    json_requests(page).filter_map(|request| wrong_content_type(page, request)).collect()
}

fn wrong_content_type(page: &PageRead, request: &RequestFact) -> Option<Finding> {
    let (_, value) = content_type(request)?;
    let media = value.value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let fits = media.ends_with("json") || media.contains('{');
    let message = format!("a JSON body is sent as `{media}`");
    (!fits).then(|| Finding::new(&CONTENT_TYPE_MISMATCH, page.place(&value.span), message, SEND_JSON))
}

/// A JSON body without a Content-Type: curl then says that it is a form.
pub(super) fn content_type_missing(page: &PageRead) -> Vec<Finding> {
    // a body that is shown alone has its headers elsewhere
    let is_alone = |request: &RequestFact| {
        let is_of_line = request.method.span == request.url.span;
        request.headers.is_empty() && (request.payload_fence.is_some() || is_of_line)
    };
    let without = json_requests(page).filter(|request| content_type(request).is_none() && !is_alone(request));
    without
        .map(|request| {
            let place = request.headers.last().map_or(&request.url.span, |(_, value)| &value.span);
            let message = "a JSON body is sent without a Content-Type";
            Finding::new(&CONTENT_TYPE_MISMATCH, page.place(place), message, SEND_JSON)
        })
        .collect()
}

const SEND_JSON: &str = "send `Content-Type: application/json` with it";

fn content_type(request: &RequestFact) -> Option<&(String, Stated<String>)> {
    request.headers.iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("content-type"))
}

/// The requests of a page that send a JSON object or list.
pub(super) fn json_requests(page: &PageRead) -> impl Iterator<Item = &RequestFact> {
    let requests = page.facts.operations.iter().flat_map(|operation| &operation.requests);
    requests.filter(|request| {
        request.body.as_ref().is_some_and(|body| matches!(body.value, Value::Object(_) | Value::Array(_)))
    })
}

/// A header or a field that must not be shown is sent to an `http://` address that is not of this machine.
pub(super) fn insecure_url(page: &PageRead, dialect: &Dialect) -> Vec<Finding> {
    let requests = page.facts.operations.iter().flat_map(|operation| &operation.requests);
    requests
        .filter(|request| is_open(&request.url.value))
        .filter_map(|request| {
            let sent = secret_of(request, dialect)?;
            let message =
                format!("`{sent}` is sent to an `http://` address, where anyone on the way can read it");
            let help = "call the `https://` address";
            Some(Finding::new(&INSECURE_URL, page.place(&request.url.span), message, help))
        })
        .collect()
}

/// Whether what is sent to a URL goes over a network as it is.
fn is_open(url: &str) -> bool {
    let Some(rest) = url.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("http://")).and(url.get(7..))
    else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    !(name == "localhost"
        || name.ends_with(".localhost")
        || name.starts_with("127.")
        || host.starts_with("[::1]"))
}

/// What a request sends that must not be shown.
fn secret_of(request: &RequestFact, dialect: &Dialect) -> Option<String> {
    let is_of_header = |name: &&String| is_secret(name, Carrier::Request, dialect);
    let header = request.headers.iter().map(|(name, _)| name).find(is_of_header).cloned();
    header.or_else(|| {
        let mut found = None;
        request.body.as_ref()?.fields(&mut |path: &str, _: &Node| {
            let name = path.rsplit('.').next().unwrap_or(path);
            if found.is_none() && is_secret(name, Carrier::Data, dialect) {
                found = Some(path.to_owned());
            }
        });
        found
    })
}

/// An operation without a response sample. What a deletion answers is nothing, more often than not; and a sample that is no
/// JSON is one.
pub(super) fn response_missing(page: &PageRead) -> Vec<Finding> {
    let without = answering(page).filter(|operation| operation.responses.is_empty());
    without
        .map(|operation| {
            let message = format!("no response sample for {} {}", operation.method, operation.path);
            let help = "show what it answers, so that its type is known";
            Finding::new(&RESPONSE_MISSING, page.place(&operation.span), message, help)
        })
        .collect()
}

/// Whether a fence that was not read may show what is answered; what calls in another language does not.
fn may_answer(unread: &Unread) -> bool {
    unread.what == "fence" && !unread.why.starts_with(IN_ANOTHER_LANGUAGE)
}

/// The operations of a page that may have a response sample.
pub(super) fn answering(page: &PageRead) -> impl Iterator<Item = &OperationFact> {
    let operations = &page.facts.operations;
    let sorted = |mut offsets: Vec<usize>| {
        offsets.sort_unstable();
        offsets
    };
    let starts = sorted(operations.iter().map(|it| it.span.start).collect());
    let unread = page.facts.unread.iter().filter(|unread| may_answer(unread));
    let fences = sorted(unread.map(|it| it.span.start).collect());
    // a fence between it and the next operation
    let shows_other = move |operation: &OperationFact| {
        let start = operation.span.start;
        let end = starts.get(starts.partition_point(|other| *other <= start));
        let fence = fences.get(fences.partition_point(|fence| *fence < start));
        fence.is_some_and(|fence| end.is_none_or(|end| fence < end))
    };
    let answers =
        |operation: &&OperationFact| !matches!(operation.method.as_str(), "DELETE" | "HEAD" | "OPTIONS");
    operations
        .iter()
        .filter(answers)
        .filter(move |it| !it.responses.is_empty() || !(shows_other(it) || says_answer(it)))
}

/// Whether words, and no sample, say what an operation answers: an object, fields, or that there is no body.
fn says_answer(operation: &OperationFact) -> bool {
    let has_no_body = operation.statuses.iter().any(|stated| matches!(stated.status, 204 | 205));
    operation.returns.is_some() || !operation.answered.is_empty() || has_no_body
}
