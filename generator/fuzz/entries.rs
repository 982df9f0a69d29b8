//! What is fuzzed: text goes in, and nothing may panic, take long or contradict itself. The targets of cargo-fuzz and the
//! tests that need no nightly compiler call the same functions.

use std::path::Path;
use std::sync::LazyLock;

use docwright::config::Config;
use docwright::dialect::Dialect;
use docwright::diff::{Diff, compare};
use docwright::finding::{Finding, Findings, Fix};
use docwright::lower::{Decisions, PageRead};
use docwright::pipeline::{Understood, understand};
use docwright::project::{self, Project, SourcePages};
use docwright::report::{self, Files, Report, ReportFormat, inspect};
use docwright::sample::{Repair, curl, http, json};
use docwright::source::{Excerpt, File, Span};
use docwright::{emit, fix, suppress};

/// What is fed.
pub type Entry = fn(&str);

/// Every entry, by the name of its target and of its folder of seeds.
#[allow(dead_code, reason = "a target calls its own")]
pub const ENTRIES: &[(&str, Entry)] =
    &[("page", page), ("curl", curl), ("json", json), ("front_matter", front_matter), ("config", config)];

static DIALECT: LazyLock<Dialect> = LazyLock::new(|| Dialect::default_dialect().unwrap());

/// A page: everything that is done with it, up to the text of its client, the reports, and itself repaired.
pub fn page(text: &str) {
    let read = project::understand(File::new("page.md", text), &DIALECT);
    let found = suppress::suppress([project::findings([&read], &DIALECT)], [(&read, true)]);
    printed(&read, &found);
    let fixes: Vec<&Fix> = found.iter().filter_map(|finding| finding.fix.as_deref()).collect();
    for edit in fixes.iter().flat_map(|fix| &fix.edits) {
        assert!(text.get(edit.span.clone()).is_some(), "an edit of {:?}", edit.span);
    }
    let (repaired, _) = fix::apply(text, &fixes);
    project::understand(read.file.with_text(repaired), &DIALECT);
    let understood = client(read, Decisions { api: "fuzz", ..Decisions::NONE }, None);
    emit::client(&understood.revision.api, "fuzz", emit::RuntimeSource::Dependency).unwrap();
    assert_eq!(compare(&understood.revision, &understood.revision), Diff::default());
}

/// The text of a fence: the requests and the answer in it.
pub fn curl(text: &str) {
    for request in curl::read(text) {
        let spans = [Some(request.span), request.method_span, request.url_span];
        spans.iter().flatten().for_each(|span| within(text, span));
        request.headers.iter().for_each(|header| within(text, &header.span));
        repairs(text, &request.repairs);
        body(text, request.body.text());
    }
    for request in http::read(text, true) {
        within(text, &request.line.span);
        body(text, request.body.as_ref());
    }
    body(text, http::response(text).and_then(|answer| answer.body).as_ref());
}

/// JSON, or what is meant as such. Sound JSON is read as any parser reads it.
pub fn json(text: &str) {
    let document = json::read(text);
    repairs(text, &document.repairs);
    for root in &document.roots {
        within(text, &root.span);
        root.leaves().iter().for_each(|(_, leaf)| within(text, &leaf.span));
    }
    if let Ok(value) = serde_json::from_str::<serde_json::Value>(text) {
        assert_eq!(document.repairs, []);
        assert_eq!(document.roots.iter().map(json::Node::to_json).collect::<Vec<_>>(), [value]);
    }
}

/// The front matter of a page.
pub fn front_matter(text: &str) {
    page(&format!("---\n{text}\n---\n# Make a thing\n\n```http\nPOST /things\n```\n"));
}

/// `docwright.yaml`: it is refused with a place in it, or used.
pub fn config(text: &str) {
    let name = "docwright.yaml";
    let config = match Config::of(Path::new(name), File::new(name, text)) {
        Ok(config) => config,
        Err(error) => return assert!(error.to_string().starts_with(name), "{error}"),
    };
    for at in 0..config.settings.resolutions.len() {
        within(text, &config.span_of_resolution(at));
        config.entry_of_resolution(at).iter().for_each(|span| within(text, span));
    }
    let page = "# W\n\n```http\nPOST /w\n```\n\n```shell\ncurl 'https://a.test/w' -H 'x-org: {ORG}' -d '{\"a\": {\"b\": 1}}'\n```\n";
    let read = project::understand(File::new("en/w.md", page), &DIALECT);
    let understood = client(read, Decisions::of(&config), Some(&config));
    let crate_name = config.settings.output.crate_name.as_deref().unwrap_or("fuzz");
    let _ = emit::client(&understood.revision.api, crate_name, emit::RuntimeSource::Dependency);
}

fn client(page: PageRead, decisions: Decisions<'_>, config: Option<&Config>) -> Understood {
    let source = SourcePages { module: "w".to_owned(), page, translations: Vec::new(), history: Vec::new() };
    let project = Project { sources: vec![source], ..Project::default() };
    understand(&project, decisions, config, &DIALECT)
}

fn printed(read: &PageRead, found: &Findings) {
    let files = Files::new([&read.file]);
    let found: Vec<&Finding> = found.iter().collect();
    let report = Report { findings: &found, files: &files, color: true };
    for format in [
        ReportFormat::Full,
        ReportFormat::Concise,
        ReportFormat::Json,
        ReportFormat::Sarif,
        ReportFormat::Github,
        ReportFormat::Gitlab,
        ReportFormat::Junit,
        ReportFormat::Markdown,
    ] {
        report::print(format, &report, |found| inspect::json(std::slice::from_ref(read), &DIALECT, found));
    }
    inspect::text_of(read);
}

fn body(text: &str, body: Option<&Excerpt>) {
    let Some(body) = body else { return };
    within(text, &body.origin_span(&(0..body.text().len())));
    json(body.text());
}

/// Repairs point into the text, and their edits do not overlap.
fn repairs(text: &str, repairs: &[Repair]) {
    let mut edits: Vec<&Span> = Vec::new();
    for repair in repairs {
        assert!(text.is_char_boundary(repair.at), "{repair:?}");
        edits.extend(repair.fix.iter().map(|edit| &edit.span));
    }
    edits.sort_by_key(|span| (span.start, span.end));
    edits.iter().for_each(|span| within(text, span));
    assert!(edits.is_sorted_by(|one, next| one.end <= next.start), "{repairs:?}");
}

fn within(text: &str, span: &Span) {
    assert!(text.get(span.clone()).is_some(), "{span:?} is no part of the text");
}
