//! Where one side is silent, or says the same in other words, it is taken to agree with the other.

mod beside;
mod schemas;

use self::schemas::{extend, is_whole, property, schema, unwrap};
use super::habits::Habits;
use crate::model::{Location, Operation, Parameter, Property, Response, Schema};

/// How far two values are compared.
#[derive(Debug, Clone, Copy)]
struct Strictness {
    answers: bool,
    /// It is sent as text: a number is one too.
    as_text: bool,
    /// Which fields are required is not stated.
    no_required: bool,
}

/// Makes two operations that are one agree in all that one of them does not state.
pub(super) fn agree(old: &mut Operation, new: &mut Operation, habits: &Habits) {
    new.name.clone_from(&old.name);
    new.summary.clone_from(&old.summary);
    new.method.clone_from(&old.method);
    let in_path: Vec<String> = path_names(new);
    new.path.clone_from(&old.path);
    for operation in [&mut *old, &mut *new] {
        operation.examples.clear();
        operation.headers.clear();
        for parameter in &mut operation.parameters {
            parameter.name = plain(&parameter.name);
        }
    }
    parameters(old, new, &in_path);
    bodies(old, new, habits);
    responses(old, new, habits);
}

fn path_names(operation: &Operation) -> Vec<String> {
    operation.path.parameters().map(str::to_owned).collect()
}

/// A name without the mark of a list.
pub(super) fn plain(name: &str) -> String {
    name.strip_suffix("[]").unwrap_or(name).to_owned()
}

fn parameters(old: &mut Operation, new: &mut Operation, in_path: &[String]) {
    let is_list = old.method == "LIST" || new.parameters.iter().any(|it| it.name == "list");
    let others = (new.parameters.clone(), old.parameters.clone());
    for (operation, others) in [(&mut *old, others.0), (&mut *new, others.1)] {
        let is_compared = |it: &Parameter| match it.location {
            Location::Path => false,
            Location::Query => !(is_list && it.name == "list"),
            // headers are documented once for all, more often than not
            Location::Header | Location::Cookie => others
                .iter()
                .any(|other| other.location == it.location && other.name.eq_ignore_ascii_case(&it.name)),
        };
        operation.parameters.retain(is_compared);
        let mut known = Vec::new();
        operation.parameters.retain(|it| {
            let is_new = !known.contains(&(it.location, it.name.clone()));
            known.push((it.location, it.name.clone()));
            is_new
        });
    }
    // what one sends in the query string and the other in the body is the same
    let names = |operation: &Operation| -> Vec<String> {
        operation.parameters.iter().map(|it| it.name.clone()).collect()
    };
    let members = |operation: &Operation| -> Vec<String> {
        match operation.body() {
            Some(Schema::Object(object)) => object.properties.iter().map(|it| plain(&it.name)).collect(),
            _ => Vec::new(),
        }
    };
    let (old_names, new_names, old_members, new_members) =
        (names(old), names(new), members(old), members(new));
    let has = |all: &[String], name: &str| all.iter().any(|it| it == name);
    old.parameters
        .retain(|it| (has(&new_names, &it.name) || !has(&new_members, &it.name)) && !has(in_path, &it.name));
    new.parameters.retain(|it| has(&old_names, &it.name) || !has(&old_members, &it.name));
    let without = |operation: &mut Operation, others: &[String], own: &[String]| {
        if let Some(Schema::Object(object)) = operation.request_body.as_mut().map(|body| &mut body.schema) {
            object.properties.retain(|it| {
                let name = plain(&it.name);
                has(own, &name) || !has(others, &name)
            });
        }
    };
    without(old, &new_names, &new_members);
    without(old, in_path, &new_members);
    without(new, &old_names, &old_members);
    // of two that have one name, docs list one or both: which of them is required is not stated
    in_path.iter().for_each(|name| required_alike(old, new, name));
    // docs that were read to send nothing, of a call that changes something, say nothing of what it takes
    let changes_something = matches!(old.method.as_str(), "POST" | "PUT" | "PATCH");
    if old.request_body.is_none() && (changes_something || old.parameters.is_empty()) {
        new.parameters.retain(|it| has(&old_names, &it.name));
    }
    for known in &mut old.parameters {
        let is_same = |it: &&mut Parameter| {
            it.location == known.location
                && (it.name == known.name
                    || it.location == Location::Header && it.name.eq_ignore_ascii_case(&known.name))
        };
        let Some(other) = new.parameters.iter_mut().find(is_same) else { continue };
        other.name.clone_from(&known.name);
        let (mut was, mut is) = (known.as_property(), other.as_property());
        property(&mut was, &mut is, Strictness { answers: false, as_text: true, no_required: false });
        take(known, was);
        take(other, is);
        other.description.clone_from(&known.description);
    }
}

/// Calls a field of the body as required on both sides as the docs do.
fn required_alike(old: &Operation, new: &mut Operation, name: &str) {
    let (Some(Schema::Object(was)), Some(body)) = (old.body(), &mut new.request_body) else { return };
    let Schema::Object(is) = &mut body.schema else { return };
    let was = was.properties.iter().find(|it| it.name == name);
    let is = is.properties.iter_mut().find(|it| it.name == name);
    if let Some((was, is)) = was.zip(is) {
        is.required = was.required;
    }
}

fn take(parameter: &mut Parameter, property: Property) {
    parameter.schema = property.schema;
    parameter.required = property.required;
    parameter.default = property.default;
    parameter.values = property.values;
    parameter.limits = property.limits;
}

fn bodies(old: &mut Operation, new: &mut Operation, habits: &Habits) {
    match (&mut old.request_body, &mut new.request_body) {
        (Some(was), Some(is)) => {
            is.required = was.required;
            let as_text = !was.media_type.is_json() || !is.media_type.is_json();
            is.media_type.clone_from(&was.media_type);
            // a file or a text as a whole has no fields, whatever it is shown with
            let is_file = is.schema == Schema::Binary || as_text;
            if is_file && is_whole(&was.schema) != is_whole(&is.schema) {
                is.schema.clone_from(&was.schema);
            }
            beside::sink(&mut was.schema, &is.schema);
            let how = Strictness { answers: false, as_text, no_required: habits.no_required };
            schema(&mut was.schema, &mut is.schema, how);
        }
        // what the docs show none of may well be taken
        (None, Some(_)) => new.request_body = None,
        (Some(body), None) if is_empty(&body.schema) => old.request_body = None,
        _ => {}
    }
}

fn is_empty(schema: &Schema) -> bool {
    match schema {
        Schema::Object(object) => object.properties.is_empty(),
        Schema::Any => true,
        Schema::Map { values } => **values == Schema::Any,
        _ => false,
    }
}

fn responses(old: &mut Operation, new: &mut Operation, habits: &Habits) {
    let statuses =
        |operation: &Operation| -> Vec<u16> { operation.successes().filter_map(|it| it.status).collect() };
    let (was, is) = (statuses(old), statuses(new));
    let differ = !was.is_empty() && !is.is_empty() && !was.iter().any(|status| is.contains(status));
    let mut answers = (old.answer().cloned(), new.answer().cloned());
    // a file or lines of text as a whole are shown by what is in them
    let is_text = |it: &Response| !it.media_type.is_json() && it.body.as_ref().is_some_and(is_whole);
    if new.successes().find(|it| it.body.is_some()).is_some_and(is_text) {
        answers.1 = None;
    }
    // docs that name fields of an answer say less often of which
    for (operation, answer) in [(&*old, &mut answers.0), (&*new, &mut answers.1)] {
        if let Some(Schema::Object(answer)) = answer {
            let others = operation.successes().filter_map(|it| it.body.as_ref()).filter_map(|it| match it {
                Schema::Object(object) => Some(object),
                _ => None,
            });
            others.for_each(|other| extend(answer, other));
        }
    }
    match (&mut answers.0, &mut answers.1) {
        (Some(was), Some(is)) => {
            unwrap(was, is, habits);
            schema(was, is, Strictness { answers: true, as_text: false, no_required: habits.no_required });
        }
        _ => answers = (None, None),
    }
    for (operation, answer) in [(old, answers.0), (new, answers.1)] {
        operation.responses.retain(|it| !it.is_error());
        for response in &mut operation.responses {
            response.body = None;
            if !differ {
                response.status = None;
            }
        }
        operation.responses.truncate(1);
        if let Some(first) = operation.responses.first_mut() {
            first.body = answer;
        }
    }
}

/// Whether two defaults say something, each of the same kind: `24h` and 86400 may well be one.
fn are_comparable(old: Option<&str>, new: Option<&str>) -> bool {
    let bare = |text: &'_ str| text.trim().trim_matches(['"', '\'', '`']).to_owned();
    let (Some(old), Some(new)) = (old.map(bare), new.map(bare)) else { return false };
    let (old, new) = (old.as_str(), new.as_str());
    let is_nothing =
        |text: &str| matches!(text, "" | "0" | "false" | "null" | "[]" | "{}" | "none" | "nil" | "unlimited");
    let number = |text: &str| text.parse::<f64>().ok();
    let is_same = old.eq_ignore_ascii_case(new) || number(old).is_some() && number(old) == number(new);
    let is_alike = number(old).is_some() == number(new).is_some();
    !is_same && is_alike && !is_nothing(&old.to_ascii_lowercase()) && !is_nothing(&new.to_ascii_lowercase())
}
