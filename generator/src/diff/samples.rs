//! The values that samples show: where else they are written, and whether only a placeholder's name or a value changed.

use std::collections::BTreeMap;

use super::class::{PLACEHOLDER_RENAMED, SAMPLE_VALUE_CHANGED};
use super::{Place, Told};
use crate::model::{Api, Evidence, Message, Operation, Source};

/// A value, and between which lines of its page the sample stands that shows it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Value {
    pub text: String,
    page: String,
    from: usize,
    to: usize,
}

/// Where in a call a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Url,
    Header,
    Request,
    Response,
}

/// The values that the samples of a source's own page show for an operation, by part and path, each once.
pub(super) struct Shown(BTreeMap<(Part, String), Vec<Value>>);

impl Shown {
    pub fn of(source: &Source, operation: &Operation) -> Self {
        let own: Vec<_> = operation.examples.iter().filter(|example| example.page == source.page).collect();
        let mut shown = Self(BTreeMap::new());
        for example in &own {
            let to =
                own.iter().map(|it| it.line).filter(|line| *line > example.line).min().unwrap_or(usize::MAX);
            let value = |text: String| Value { text, page: example.page.to_string(), from: example.line, to };
            let mut add = |part, path: &str, text: String| {
                let values = shown.0.entry((part, path.to_owned())).or_default();
                if !values.iter().any(|known| known.text == text) {
                    values.push(value(text));
                }
            };
            match &example.message {
                Message::Request { url, headers, body } => {
                    let query = url.split_once('?').map_or("", |(_, query)| query);
                    for (name, text) in query.split('&').filter_map(|pair| pair.split_once('=')) {
                        add(Part::Url, name, text.to_owned());
                    }
                    headers.iter().for_each(|(name, text)| add(Part::Header, name, text.clone()));
                    body.iter()
                        .for_each(|body| leaves(body, "", &mut |path, text| add(Part::Request, path, text)));
                }
                Message::Response { body, .. } => {
                    leaves(body, "", &mut |path, text| add(Part::Response, path, text));
                }
            }
        }
        shown
    }

    /// The values of one path.
    pub fn at(&self, part: Part, path: &str) -> &[Value] {
        self.0.get(&(part, path.to_owned())).map(Vec::as_slice).unwrap_or_default()
    }

    /// The names of the headers.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        self.0.keys().filter(|(part, _)| *part == Part::Header).map(|(_, name)| name.as_str())
    }

    /// The values of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Vec<&Value> {
        let is = |part: &Part, path: &str| *part == Part::Header && path.eq_ignore_ascii_case(name);
        self.0.iter().filter(|((part, path), _)| is(part, path)).flat_map(|(_, values)| values).collect()
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

/// Tells which values samples do not show any more, and what they show instead. What is fixed, in dispute or told
/// otherwise is left out by `skip`.
pub(super) fn compare(
    told: &mut Told,
    old: (&Api, &Operation, &Shown),
    new: (&Api, &Operation, &Shown),
    skip: impl Fn(Part, &str) -> bool,
) {
    for ((part, path), was) in &old.2.0 {
        let is = new.2.at(*part, path);
        let gone = was.iter().find(|value| !is.iter().any(|other| other.text == value.text));
        let come = is.iter().find(|value| !was.iter().any(|other| other.text == value.text));
        let (Some(gone), Some(come)) = (gone, come) else { continue };
        if skip(*part, path) {
            continue;
        }
        let class = match blanked(&gone.text) == blanked(&come.text) {
            true => &PLACEHOLDER_RENAMED,
            false => &SAMPLE_VALUE_CHANGED,
        };
        let message = format!("samples show `{}` for `{path}` now; they showed `{}`", come.text, gone.text);
        let places = (gone.place(*part, path, old.0, old.1), come.place(*part, path, new.0, new.1));
        told.tell(class, path, Some(places.0), Some(places.1), message);
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

impl Value {
    /// Where the value stands: the line that the model has for it within its sample, else the sample's first.
    pub fn place(&self, part: Part, path: &str, api: &Api, operation: &Operation) -> Place {
        let mut known: Vec<&Evidence> = Vec::new();
        match part {
            Part::Url => {}
            Part::Header => {
                let headers = api.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(path));
                known.extend(headers.flat_map(|header| &header.evidence));
            }
            Part::Request | Part::Response => {
                let body = match part {
                    Part::Response => operation.response.as_ref().map(|response| &response.body),
                    _ => operation.request_body.as_ref(),
                };
                body.into_iter().for_each(|body| {
                    body.properties(&mut |property| {
                        if property.path == path {
                            known.extend(&property.evidence);
                        }
                    });
                });
            }
        }
        let within = |it: &&&Evidence| *it.page == *self.page && (self.from..self.to).contains(&it.line);
        let line = known.iter().find(within).map_or(self.from, |evidence| evidence.line);
        Place { page: self.page.clone(), line, text: self.text.clone() }
    }
}
