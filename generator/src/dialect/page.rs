//! A page's blocks, read in order, as facts.

use std::collections::BTreeMap;

use super::attribute::{
    are_respelled, attribute, settle_alternatives, settle_arguments, settle_locations, settle_named_calls,
};
use super::facts::field::FieldLocation;
use super::facts::{Frontmatter, OperationFact, PageFacts, Unread};
use super::recognise::{deprecation, payload};
use super::words::lifecycle;
use super::{Dialect, SampleIndex, claims, walker};
use crate::config::yaml_scalar;
use crate::markdown::{Block, BlockKind};
use crate::sample::http::{RequestLine, request_line};
use crate::sample::url;
use crate::source::{File, Span};

/// Reads a page's facts. Any page has some, if only an `unread` ledger.
///
/// `front_matter` is where its front matter is, `blocks` what follows.
pub fn read(file: &File, front_matter: Option<Span>, blocks: &[Block], dialect: &Dialect) -> PageFacts {
    let line = front_matter.as_ref().and_then(|span| operation_of(file.slice(span), span.start));
    let mut outline = walker::read(blocks, line, dialect);
    outline.facts.front_matter = front_matter.map(|span| stated(file, span, dialect)).unwrap_or_default();
    let mut facts = attribute(outline, dialect);
    deprecation::settle(&mut facts);
    settle_lifecycle(&mut facts, dialect);
    let requests = facts.operations.iter().flat_map(|operation| &operation.requests);
    facts.unread.extend(requests.filter_map(payload::unseen_file));
    facts.unread.extend(of_transport(&facts.operations));
    let are_respelled = are_respelled(&facts.operations);
    for operation in &mut facts.operations {
        operation.settle();
        facts.unread.extend(settle_arguments(operation, are_respelled));
        facts.unread.extend(settle_named_calls(operation));
        settle_locations(operation);
        settle_alternatives(&mut operation.rows, dialect);
    }
    facts.unread.sort_by_key(|unread| unread.span.start);
    facts.objects.iter_mut().for_each(|object| settle_alternatives(&mut object.fields, dialect));
    facts.links = links(blocks);
    let sent = SampleIndex::of(&facts);
    let (constants, templates) = (claims::constants(&facts, &sent), claims::templates(&facts, &sent));
    (facts.constants, facts.templates) = (constants, templates);
    facts
}

/// The title, and the notices that are before the second heading, speak of the whole page.
fn settle_lifecycle(facts: &mut PageFacts, dialect: &Dialect) {
    let title = facts.title.as_ref().and_then(|title| lifecycle::of(&title.value, dialect));
    let notices = facts.notices.iter().filter(|notice| matches!(notice.section, None | Some(0)));
    facts.lifecycle = notices.filter_map(|notice| notice.lifecycle).chain(title).max().unwrap_or_default();
}

/// The headers that samples send or fields document, and that no call sends so: the transport has its own.
fn of_transport(operations: &[OperationFact]) -> Vec<Unread> {
    let is_agent = |name: &str| name.eq_ignore_ascii_case("user-agent");
    let is_host = |name: &str| name.eq_ignore_ascii_case("host");
    let mut found: BTreeMap<usize, (Span, String)> = BTreeMap::new();
    for operation in operations {
        for request in &operation.requests {
            let server = url::split(&request.url.value).server;
            let host = server.rsplit_once("://").map(|(_, host)| host);
            for (name, value) in &request.headers {
                // the host of a request that is written out is its URL's
                if is_agent(name) || is_host(name) && host != Some(value.value.as_str()) {
                    found.insert(value.span.start, (value.span.clone(), name.clone()));
                }
            }
        }
        for field in operation.rows.iter().filter(|field| field.location == Some(FieldLocation::Header)) {
            let name = &field.name.value;
            if is_agent(name) || is_host(name) {
                found.insert(field.span.start, (field.span.clone(), name.clone()));
            }
        }
    }
    let why = |name: &str| format!("a client's transport sends a `{name}` of its own");
    found.into_values().map(|(span, name)| Unread { what: "header", why: why(&name), span }).collect()
}

/// The pages and headings that sentences lead to.
fn links(blocks: &[Block]) -> Vec<String> {
    let texts = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Paragraph(text) | BlockKind::Item(text) | BlockKind::Notice { text, .. } => Some(text),
        _ => None,
    });
    let targets = texts.flat_map(|text| &text.links).map(|link| &link.target);
    targets.filter(|target| !target.contains("://")).cloned().collect()
}

/// The operation that front matter, which begins at `start`, names: `api: POST /things`, a method and a path,
/// or a title that is both.
fn operation_of(text: &str, start: usize) -> Option<RequestLine> {
    const WHOLE: &[&str] = &["api", "openapi", "operation", "endpoint", "request", "route"];
    const METHOD: &[&str] = &["method", "http_method", "httpMethod", "verb"];
    const PATH: &[&str] = &["path", "url", "endpoint", "route", "uri"];
    let values = |keys: &'static [&'static str]| keys.iter().filter_map(|key| yaml_scalar(text, key));
    let whole = values(WHOLE).find_map(|value| {
        // a document may be named before it
        let words: Vec<&str> = value.split_whitespace().collect();
        let [.., method, path] = words.as_slice() else { return None };
        Some((method.to_ascii_uppercase(), (*path).to_owned()))
    });
    // beside a path a URL is the server's
    let path = || values(PATH).find(|path| path.starts_with('/')).or_else(|| values(PATH).next());
    let parts = || Some((values(METHOD).next()?.to_ascii_uppercase(), path()?));
    let title = || {
        let title = yaml_scalar(text, "title")?;
        let (method, path) = title.split_once(' ').filter(|(_, path)| path.starts_with('/'))?;
        Some((method.to_owned(), path.to_owned()))
    };
    let (method, path) = whole.or_else(parts).or_else(title)?;
    let line = request_line(&format!("{method} {path}"))?;
    let at = start + text.find(&path)?;
    Some(RequestLine { span: at..at + path.len(), ..line })
}

/// What the front matter at `span` states.
fn stated(file: &File, span: Span, dialect: &Dialect) -> Frontmatter {
    let text = file.slice(&span);
    let find = |keys: &[String]| keys.iter().find_map(|key| yaml_scalar(text, key));
    Frontmatter {
        page_id: find(&dialect.front_matter.page_id),
        description: find(&dialect.front_matter.description),
        title: yaml_scalar(text, "title"),
        span,
    }
}
