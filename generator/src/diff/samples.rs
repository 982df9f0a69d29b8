//! The values that samples show: where else they are written, and whether only a placeholder's name or a value changed.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::class::{PLACEHOLDER_RENAMED, SAMPLE_VALUE_CHANGED};
use super::headers::{EvidenceLines, HeadersByName};
use super::{ChangeLog, ChangePlace};
use crate::model::{Evidence, Message, Operation, Schema, Source};

/// A value, and between which lines of its page the sample is that shows it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ShownValue {
    pub text: String,
    page: String,
    from: usize,
    to: usize,
}

/// Where in a call a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SamplePart {
    Url,
    Header,
    Request,
    Response,
}

/// The values that the samples of a source's own page show for an operation, by part and path, each once.
pub(super) struct ShownValues {
    values: BTreeMap<(SamplePart, String), ValueSet>,
    /// By the names of headers in lower case: their names.
    headers: BTreeMap<String, Vec<String>>,
}

/// Values, and their texts.
#[derive(Default)]
struct ValueSet {
    all: Vec<ShownValue>,
    texts: HashSet<String>,
}

impl ValueSet {
    /// The first whose text the others do not have.
    fn first_without(&self, others: Option<&Self>) -> Option<&ShownValue> {
        self.all.iter().find(|value| !others.is_some_and(|others| others.texts.contains(&value.text)))
    }
}

impl ShownValues {
    pub fn of(source: &Source, operation: &Operation) -> Self {
        let own: Vec<_> = operation.examples.iter().filter(|example| example.page == source.page).collect();
        let lines: BTreeSet<usize> = own.iter().map(|it| it.line).collect();
        let mut values: BTreeMap<(SamplePart, String), ValueSet> = BTreeMap::new();
        for example in &own {
            let to = lines.range(example.line + 1..).next().copied().unwrap_or(usize::MAX);
            let value =
                |text: String| ShownValue { text, page: example.page.to_string(), from: example.line, to };
            let mut add = |part, path: &str, text: String| {
                let values = values.entry((part, path.to_owned())).or_default();
                if values.texts.insert(text.clone()) {
                    values.all.push(value(text));
                }
            };
            match &example.message {
                Message::Request { url, headers, body } => {
                    let query = url.split_once('?').map_or("", |(_, query)| query);
                    for (name, text) in query.split('&').filter_map(|pair| pair.split_once('=')) {
                        add(SamplePart::Url, name, text.to_owned());
                    }
                    headers.iter().for_each(|(name, text)| add(SamplePart::Header, name, text.clone()));
                    body.iter().for_each(|body| {
                        leaves(body, "", &mut |path, text| add(SamplePart::Request, path, text))
                    });
                }
                Message::Response { body, .. } => {
                    leaves(body, "", &mut |path, text| add(SamplePart::Response, path, text));
                }
            }
        }
        let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (_, name) in values.keys().filter(|(part, _)| *part == SamplePart::Header) {
            headers.entry(name.to_ascii_lowercase()).or_default().push(name.clone());
        }
        Self { values, headers }
    }

    /// The values of one path.
    pub fn at(&self, part: SamplePart, path: &str) -> &[ShownValue] {
        self.values.get(&(part, path.to_owned())).map(|it| it.all.as_slice()).unwrap_or_default()
    }

    /// The names of the headers.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        self.values.keys().filter(|(part, _)| *part == SamplePart::Header).map(|(_, name)| name.as_str())
    }

    /// The values of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Vec<&ShownValue> {
        let names = self.headers.get(&name.to_ascii_lowercase()).map_or(&[][..], Vec::as_slice);
        names.iter().flat_map(|name| self.at(SamplePart::Header, name)).collect()
    }
}

/// Every scalar of a JSON value, with its path; lists leave no mark in it.
fn leaves(json: &serde_json::Value, path: &str, each: &mut impl FnMut(&str, String)) {
    use serde_json::Value as Json;
    match json {
        Json::Object(members) => {
            for (key, member) in members {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                leaves(member, &path, each);
            }
        }
        Json::Array(items) => items.iter().for_each(|item| leaves(item, path, each)),
        Json::String(text) => each(path, text.clone()),
        other => each(path, other.to_string()),
    }
}

/// Reports which values samples do not show any more, and what they show instead. What is fixed, in dispute or reported
/// otherwise is left out by `skip`.
pub(super) fn compare(
    log: &mut ChangeLog,
    old: (&ModelPlaces<'_>, &ShownValues),
    new: (&ModelPlaces<'_>, &ShownValues),
    skip: impl Fn(SamplePart, &str) -> bool,
) {
    for ((part, path), was) in &old.1.values {
        let is = new.1.values.get(&(*part, path.clone()));
        let come = is.and_then(|is| is.first_without(Some(was)));
        let (Some(gone), Some(come)) = (was.first_without(is), come) else { continue };
        if skip(*part, path) {
            continue;
        }
        let class = match blanked(&gone.text) == blanked(&come.text) {
            true => &PLACEHOLDER_RENAMED,
            false => &SAMPLE_VALUE_CHANGED,
        };
        let message = format!("samples show `{}` for `{path}` now; they showed `{}`", come.text, gone.text);
        let places = (old.0.of_value(gone, *part, path), new.0.of_value(come, *part, path));
        log.report(class, path, Some(places.0), Some(places.1), message);
    }
}

/// A text with nothing left of its placeholders but their braces.
fn blanked(text: &str) -> String {
    let mut blanked = String::new();
    let mut rest = text;
    while let Some((before, (_, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        blanked.push_str(before);
        blanked.push_str("{}");
        rest = after;
    }
    blanked + rest
}

/// Where the model says that things of an operation are, made ready when it is first asked.
pub(super) struct ModelPlaces<'a> {
    headers: &'a HeadersByName<'a>,
    operation: &'a Operation,
    request: OnceCell<HashMap<&'a str, EvidenceLines<'a>>>,
    response: OnceCell<HashMap<&'a str, EvidenceLines<'a>>>,
}

impl<'a> ModelPlaces<'a> {
    /// Of an operation, and of the headers of its API.
    pub fn of(headers: &'a HeadersByName<'a>, operation: &'a Operation) -> Self {
        Self { headers, operation, request: OnceCell::new(), response: OnceCell::new() }
    }

    /// Where a value is: the line that the model has for it within its sample, else the sample's first.
    pub fn of_value(&self, value: &ShownValue, part: SamplePart, path: &str) -> ChangePlace {
        let response = || self.operation.answer();
        let lines = match part {
            SamplePart::Url => None,
            SamplePart::Header => self.headers.lines(path),
            SamplePart::Request => self.request.get_or_init(|| lines(self.operation.body())).get(path),
            SamplePart::Response => self.response.get_or_init(|| lines(response())).get(path),
        };
        let line = lines.and_then(|lines| lines.within(&value.page, value.from, value.to));
        ChangePlace { page: value.page.clone(), line: line.unwrap_or(value.from), text: value.text.clone() }
    }
}

/// Where the fields of a body are, by their paths.
fn lines(body: Option<&Schema>) -> HashMap<&str, EvidenceLines<'_>> {
    let mut evidence: HashMap<&str, Vec<&Evidence>> = HashMap::new();
    if let Some(body) = body {
        body.properties(&mut |property| {
            evidence.entry(&property.path).or_default().extend(&property.evidence);
        });
    }
    evidence.into_iter().map(|(path, evidence)| (path, EvidenceLines::of(evidence))).collect()
}
