//! GN: what of the docs does not fit into Rust as it is. These look at the model.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::finding::{Finding, NAME_COLLISION, Place, ROUNDTRIP_FAILS};
use crate::model::{Api, Definitions, Evidence, Loss, Message, Object, Operation, Schema, Source, Unsent};
use crate::naming::field_name;
use crate::source::File;

/// Files by their names.
pub(super) type FilesByName<'a> = HashMap<&'a str, &'a File>;

/// A thing that has a name in the docs and one in Rust, and where it is first named.
type NamedTwice<'a> = (&'a str, &'a str, Option<&'a Evidence>);

/// Two names of the docs are one in Rust: headers, sources.
pub(super) fn names_between(api: &Api, files: &FilesByName<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let headers = api.headers.iter().map(|it| (it.name.as_str(), it.ident.as_str(), it.evidence.first()));
    let help = "give one of them another name in docwright.yaml, under `renames:`";
    collisions("headers", headers, help, files, &mut findings);
    let mut modules: BTreeMap<&str, &Source> = BTreeMap::new();
    for source in &api.sources {
        let first = *modules.entry(&source.module).or_insert(source);
        if !std::ptr::eq(first, source) {
            let message =
                format!("{} and {} both become the module `{}`", first.page, source.page, source.module);
            let here = Finding::new(&NAME_COLLISION, place(&source.page, 1, files), message, help);
            findings.push(here.related(place(&first.page, 1, files), "the other page"));
        }
    }
    findings
}

/// The same of parameters of an operation, and of fields of an object.
pub(super) fn names_in_source(source: &Source, files: &FilesByName<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut reported = BTreeSet::new();
    for operation in &source.operations {
        let parameters = operation.parameters.iter();
        let parameters = parameters.map(|it| (it.name.as_str(), it.ident.as_str(), it.evidence.first()));
        collisions("parameters", parameters, "give one of them another name", files, &mut findings);
        for schema in bodies(operation) {
            objects(schema, &mut |object| {
                let fields = object.properties.iter();
                let fields = fields.map(|it| (it.name.as_str(), it.ident.as_str(), it.evidence.first()));
                let help =
                    "find out whether both are fields of the API; the later one has a number behind its name";
                collisions("fields", fields, help, files, &mut findings);
            });
        }
    }
    // of each pair once, in however many objects it is
    findings.retain(|finding| reported.insert(finding.message.clone()));
    findings
}

/// Names that needed a number behind them, because another has the name without one.
fn collisions<'a>(
    what: &str,
    named: impl Iterator<Item = NamedTwice<'a>> + Clone,
    help: &'static str,
    files: &FilesByName<'_>,
    findings: &mut Vec<Finding>,
) {
    // most have no number: their names need not be made again
    if !named.clone().any(|(_, ident, _)| ident.ends_with(|c: char| c.is_ascii_digit())) {
        return;
    }
    let mut known: BTreeMap<String, (&str, Option<&Evidence>)> = BTreeMap::new();
    for (name, _, evidence) in named {
        let rust = field_name(name);
        let (first, there) = *known.entry(rust.clone()).or_insert((name, evidence));
        if let Some(here) = evidence.filter(|_| first != name) {
            let message = format!("the {what} `{first}` and `{name}` are both `{rust}` in Rust");
            let finding = Finding::new(&NAME_COLLISION, place(&here.page, here.line, files), message, help);
            findings.push(match there {
                Some(there) => finding.related(place(&there.page, there.line, files), "the first one"),
                None => finding,
            });
        }
    }
}

fn bodies(operation: &Operation) -> impl Iterator<Item = &Schema> {
    operation.body().into_iter().chain(operation.answer())
}

/// Calls `each` with every object of a schema.
fn objects<'a>(schema: &'a Schema, each: &mut impl FnMut(&'a Object)) {
    let held: Vec<&Object> = match schema {
        Schema::Object(object) => vec![object],
        Schema::OneOf(one_of) => one_of.variants.iter().map(|variant| &variant.content).collect(),
        Schema::Array { items } | Schema::Map { values: items } => return objects(items, each),
        _ => return,
    };
    for object in held {
        each(object);
        object.properties.iter().for_each(|property| objects(&property.schema, each));
    }
}

/// A sample that the client's types do not read, or would write otherwise. Those of a page fit its own types, and what
/// `translations` show otherwise is reported by the rules about them; samples of earlier revisions may not fit.
pub(super) fn roundtrip_fails(
    source: &Source,
    files: &FilesByName<'_>,
    translations: &[&str],
) -> Vec<Finding> {
    source.operations.iter().flat_map(|operation| failing(operation, files, translations)).collect()
}

fn failing(operation: &Operation, files: &FilesByName<'_>, translations: &[&str]) -> Vec<Finding> {
    let definitions = Definitions::default();
    let (asked, answered) = (operation.body(), operation.answer());
    let own = operation.examples.iter().filter(|example| !translations.contains(&&*example.page));
    let failing = own.filter_map(|example| {
        let lost = |schema: Option<&Schema>, body: Option<&serde_json::Value>, open: bool| {
            definitions.loss(schema?, body?, open).map(|loss| of_body(&loss))
        };
        let fault = match &example.message {
            Message::Request { url, headers, body } => {
                let unsent =
                    || operation.unsent(url, headers).map(|it| of_request(&it, &operation.path.to_string()));
                let body =
                    operation.request_body.as_ref().zip(body.as_ref()).map(|(it, json)| it.meant(json));
                lost(asked, body.as_ref(), true).or_else(unsent)?
            }
            Message::Response { body, .. } => lost(answered, Some(body), false)?,
        };
        let help = "correct the sample, or the page that the client is made from";
        Some(Finding::new(&ROUNDTRIP_FAILS, place(&example.page, example.line, files), fault, help))
    });
    failing.collect()
}

fn of_body(loss: &Loss) -> String {
    let (path, what) = match loss {
        Loss::Unreadable(path) => (path, "is of another type than on the page that the client is made from"),
        Loss::Missing(path) => (path, "is missing, and the client asks for it"),
        Loss::Dropped(path) => (path, "is lost when the client reads and writes it"),
    };
    let path = if path.is_empty() { "the body".to_owned() } else { format!("`{path}`") };
    format!("{path} of this sample {what}")
}

fn of_request(unsent: &Unsent, path: &str) -> String {
    match unsent {
        Unsent::Slash { is_shown: true } => {
            format!("this sample has a slash at its end; the client calls `{path}`")
        }
        Unsent::Slash { is_shown: false } => {
            format!("this sample has no slash at its end; the client calls `{path}`")
        }
        Unsent::Repeated(name) => {
            format!("`{name}` is in this sample's query more than once; the client sends one")
        }
        Unsent::NoValue(name) => {
            format!("`{name}` has no value in this sample; the client sends one, if an empty one")
        }
        Unsent::Value(name) => {
            format!("`{name}` has a value in this sample; the client sends the name alone")
        }
        Unsent::Header(name) => {
            format!("this sample sends the header `{name}` more than once; the client sends one")
        }
        Unsent::Cookie(name) => {
            format!("this sample sends the cookie `{name}` more than once; the client sends one")
        }
    }
}

/// A line of a page.
fn place(page: &Arc<str>, line: usize, files: &FilesByName<'_>) -> Place {
    let span = files.get(&**page).map_or(0..0, |file| file.line_span(line));
    Place { page: Arc::clone(page), span }
}
