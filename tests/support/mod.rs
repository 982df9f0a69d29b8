//! What the pages show, read from `docs-input/` at test time, beside what the client has for it.
//!
//! The pages drive the tests: a sample that is added to a page is tried without new code, and fails as long as the
//! client has nothing for it.
#![allow(dead_code)]

use std::path::Path;

use docwright::config::Config;
use docwright::dialect::{Dialect, OperationFact, RequestFact, ResponseFact};
use docwright::lower::PageRead;
use docwright::model::{Api, Example, Message};
use docwright::project::Project;
use docwright::sample::json::Node;
use serde_json::Value;

#[path = "../../generated/samples.rs"]
pub mod generated;

/// Any error, with its words.
pub type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The configuration of this project.
pub fn config() -> Config {
    Config::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs-input/docwright.yaml")).unwrap()
}

/// All pages of the docs: sources, translations, earlier revisions.
pub fn pages() -> Vec<PageRead> {
    let config = config();
    let dialect = Dialect::named(config.settings.dialect.as_deref().unwrap()).unwrap();
    let project = Project::read(&config, &dialect).unwrap();
    let all = |source: docwright::project::SourcePages| {
        std::iter::once(source.page).chain(source.translations).chain(source.history)
    };
    project.sources.into_iter().flat_map(all).collect()
}

/// The model that the client was made from.
pub fn model() -> Api {
    let text = include_str!("../../generated/model.json");
    serde_json::from_str(text).unwrap()
}

/// Where a sample is: its page, its operation, and its index among those of its kind there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    pub page: String,
    pub line: usize,
    pub method: String,
    pub path: String,
    pub ordinal: usize,
}

impl Key {
    /// `en/page.md:50 POST /things`.
    pub fn name(&self) -> String {
        format!("{}:{} {} {}", self.page, self.line, self.method, self.path)
    }

    /// The same sample in a table of the client's, whatever line it stood on then.
    pub fn is(&self, page: &str, method: &str, path: &str, ordinal: usize) -> bool {
        (self.page.as_str(), self.method.as_str(), shape(&self.path), self.ordinal)
            == (page, method, shape(path), ordinal)
    }
}

/// A path whatever its parameters are called.
fn shape(path: &str) -> Vec<&str> {
    path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }).collect()
}

/// The request samples of a page, in its order.
pub fn requests(page: &PageRead) -> Vec<(Key, &RequestFact)> {
    samples(page, |operation| &operation.requests, |request| request.fence.start)
}

/// The response samples of a page that show a body, in its order.
pub fn responses(page: &PageRead) -> Vec<(Key, &Node)> {
    let all = samples(page, |operation| &operation.responses, |response: &ResponseFact| response.fence.start);
    all.into_iter().filter_map(|(key, response)| Some((key, response.body.as_ref()?))).collect()
}

fn samples<T>(page: &PageRead, of: fn(&OperationFact) -> &Vec<T>, start: fn(&T) -> usize) -> Vec<(Key, &T)> {
    let mut found: Vec<(Key, &T)> = Vec::new();
    for operation in &page.facts.operations {
        for sample in of(operation) {
            let (method, path) = (operation.method.clone(), operation.route().to_owned());
            let earlier = found
                .iter()
                .filter(|(key, _)| key.method == method && shape(&key.path) == shape(&path))
                .count();
            let line = page.file.line(start(sample));
            found.push((
                Key { page: page.file.name.to_string(), line, method, path, ordinal: earlier },
                sample,
            ));
        }
    }
    found
}

/// What the client has for a request sample.
pub fn request_of(key: &Key) -> Result<&'static generated::RequestSample, String> {
    generated::REQUESTS
        .iter()
        .find(|it| key.is(it.page, it.method, it.path, it.ordinal))
        .ok_or_else(|| "the client has nothing for this sample; run `cargo docwright generate`".to_owned())
}

/// What the client has for a response sample.
pub fn response_of(key: &Key) -> Result<&'static generated::ResponseSample, String> {
    generated::RESPONSES
        .iter()
        .find(|it| key.is(it.page, it.method, it.path, it.ordinal))
        .ok_or_else(|| "the client has nothing for this sample; run `cargo docwright generate`".to_owned())
}

/// The sample as it was when the client was made.
pub fn example_of<'a>(api: &'a Api, key: &Key, request: bool) -> Option<&'a Example> {
    api.sources.iter().flat_map(|source| &source.operations).find_map(|operation| {
        operation.examples.iter().find(|example| {
            matches!(example.message, Message::Request { .. }) == request
                && key.is(&example.page, &operation.method, &operation.path.to_string(), example.ordinal)
        })
    })
}

/// The paths at which two values differ.
pub fn differences(one: &Value, other: &Value) -> Vec<String> {
    fn walk(at: &str, one: &Value, other: &Value, found: &mut Vec<String>) {
        let below = |key: &str| if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") };
        match (one, other) {
            (Value::Object(ones), Value::Object(others)) => {
                let keys = ones.keys().chain(others.keys().filter(|key| !ones.contains_key(*key)));
                for key in keys {
                    match (ones.get(key), others.get(key)) {
                        (Some(one), Some(other)) => walk(&below(key), one, other, found),
                        _ => found.push(below(key)),
                    }
                }
            }
            (Value::Array(ones), Value::Array(others)) if ones.len() == others.len() => {
                for (number, (one, other)) in ones.iter().zip(others).enumerate() {
                    walk(&below(&number.to_string()), one, other, found);
                }
            }
            _ if one == other => {}
            _ => found.push(at.to_owned()),
        }
    }
    let mut found = Vec::new();
    walk("", one, other, &mut found);
    found
}

/// Fails unless `sent` differs from what the page shows exactly where a dispute was settled, and there as settled.
pub fn differs_as_settled(shown: &Value, sent: &Value, settled: &[&str], source: &str) -> Outcome {
    let differing = differences(shown, sent);
    if differing != settled {
        return Err(format!(
            "differs from the page at {differing:?}, while disputes are settled at {settled:?}\n\
             page:   {shown}\nclient: {sent}"
        )
        .into());
    }
    let resolutions = config().settings.resolutions;
    for path in settled {
        let at =
            |value: &Value| path.split('.').try_fold(value.clone(), |value, key| value.get(key).cloned());
        let (shown, sent) = (at(shown), at(sent));
        let holds = resolutions
            .iter()
            .find(|resolution| resolution.source == source && resolution.field == *path)
            .ok_or_else(|| format!("nothing in docwright.yaml settles {path} of {source}"))?;
        let text = |value: &Option<Value>| value.as_ref().and_then(Value::as_str).map(str::to_owned);
        let (shown, sent) = (text(&shown), text(&sent));
        if !shown.as_ref().is_some_and(|shown| holds.disputed.contains(shown))
            || sent.as_ref() != Some(&holds.holds)
        {
            return Err(format!("{path}: the page has {shown:?}, the client sends {sent:?}").into());
        }
    }
    Ok(())
}
