//! What was read out of pages, as the interface's JSON and as text.

use std::fmt::Write;

use serde_json::{Value, json};

use super::text::{self, visible};
use crate::dialect::{
    Dialect, Field, FieldLocation, OperationFact, PageFacts, Payload, RawContent, RequestFact, Requirement,
    ResponseFact, StatedStatus, below_server,
};
use crate::lower::PageRead;
use crate::model::{Lifecycle, PathTemplate};
use crate::sample::Repair;
use crate::sample::json::Node;
use crate::sample::request::{Credentials, PartContent};
use crate::source::File;
use indexmap::IndexMap;

/// What was read out of pages, and what was found in them.
pub fn json(pages: &[PageRead], dialect: &Dialect, findings: Vec<Value>) -> String {
    let pages: Vec<Value> = pages.iter().map(page).collect();
    text::json(&json!({ "version": 2, "dialect": dialect.name, "pages": pages, "findings": findings }))
}

/// What was read out of a page.
pub fn page(page: &PageRead) -> Value {
    let (file, facts) = (&page.file, &page.facts);
    let unread = facts
        .unread
        .iter()
        .map(|it| json!({ "line": file.line(it.span.start), "what": it.what, "why": it.why }));
    json!({
        "path": file.name,
        "title": facts.title.as_ref().map(|title| &title.value),
        "lifecycle": lifecycle(facts.lifecycle),
        "operations": facts.operations.iter().map(|it| operation(it, file)).collect::<Vec<_>>(),
        "objects": objects(facts, file),
        "credentials": facts.credentials.iter().map(|it| credential(it, file)).collect::<Vec<_>>(),
        "unread": unread.collect::<Vec<_>>(),
    })
}

fn operation(operation: &OperationFact, file: &File) -> Value {
    let mut operation_json = json!({
        "method": operation.method,
        "path": below_host(&operation.path),
        "line": file.line(operation.span.start),
        "samples": operation.requests.iter().flat_map(|it| samples(it, file)).collect::<Vec<_>>(),
        "deprecated": operation.deprecated.is_some(),
        "parameters": operation.rows.iter().map(|it| parameter(it, file)).collect::<Vec<_>>(),
        "responses": operation.responses.iter().map(|it| response(it, file)).collect::<Vec<_>>(),
    });
    if let (Some(route), Some(members)) = (generalised(operation), operation_json.as_object_mut()) {
        members.insert("route".to_owned(), route.into());
    }
    if !operation.statuses.is_empty()
        && let Some(members) = operation_json.as_object_mut()
    {
        let line = |it: &StatedStatus| json!({ "line": file.line(it.span.start), "status": it.status });
        members.insert("statuses".to_owned(), operation.statuses.iter().map(line).collect());
    }
    if let (Some(query), Some(members)) = (&operation.query, operation_json.as_object_mut()) {
        members.insert("query".to_owned(), query.as_str().into());
    }
    operation_json
}

/// A path without the placeholder of a server before it: `{HOST}/kites`.
fn below_host(path: &str) -> &str {
    match path.starts_with('{') {
        true => below_server(path),
        false => path,
    }
}

/// A request, and before it the fence that shows its body, if that is one of its own.
fn samples(request: &RequestFact, file: &File) -> Vec<Value> {
    let own = request.payload_fence.as_ref().map(|fence| {
        json!({
            "line": file.line(fence.start),
            "method": request.method.value,
            "url": request.url.value,
            "headers": [],
            "body": payload(request),
            "repaired": [],
        })
    });
    own.into_iter().chain([sample(request, file)]).collect()
}

fn sample(request: &RequestFact, file: &File) -> Value {
    let headers: Vec<_> = request.headers.iter().map(|(name, value)| [name, &value.value]).collect();
    let mut sample = json!({
        "line": file.line(request.fence.start),
        "method": request.method.value,
        "url": request.url.value,
        "headers": headers,
        "body": payload(request),
        "repaired": repaired(&request.repairs, file),
    });
    if let (Some(credentials), Some(members)) = (&request.credentials, sample.as_object_mut()) {
        let Credentials { user, password, .. } = credentials;
        members.insert("credentials".to_owned(), json!({ "user": user, "password": password }));
    }
    sample
}

/// The body of a request: of a form an object, where a file is named by `@`; text as a string.
fn payload(request: &RequestFact) -> Value {
    match &request.payload {
        Payload::None => Value::Null,
        Payload::Json => request.body.as_ref().map_or(Value::Null, |body| body.to_json()),
        Payload::Form(pairs) => form(pairs.iter().map(|(name, value)| (name, value.value.clone()))),
        Payload::Multipart(parts) => form(parts.iter().map(|part| {
            let value = match &part.content {
                PartContent::Text(text) => text.clone(),
                PartContent::File(name) | PartContent::TextOfFile(name) => format!("@{name}"),
            };
            (&part.name, value)
        })),
        Payload::Raw { content: RawContent::Text(text), .. } => json!(text.value),
        Payload::Raw { content: RawContent::File(file), .. } => json!(format!("@{}", file.value)),
    }
}

/// Names and values; what is given several times is a list.
fn form<'a>(pairs: impl Iterator<Item = (&'a String, String)>) -> Value {
    let mut members: IndexMap<&str, Vec<String>> = IndexMap::new();
    for (name, value) in pairs {
        members.entry(name).or_default().push(value);
    }
    let value = |mut values: Vec<String>| match values.len() {
        1 => json!(values.pop()),
        _ => json!(values),
    };
    members.into_iter().map(|(name, values)| (name.to_owned(), value(values))).collect()
}

fn parameter(field: &Field, file: &File) -> Value {
    json!({
        "name": field.name.value,
        "line": file.line(field.span.start),
        "path": field.path,
        "in": field.location.map(FieldLocation::name),
        "type": kinds(field),
        "required": required(field.required),
        "nullable": field.nullable,
        "default": field.bounds.default,
        "values": field.bounds.all_values(),
        "description": field.description,
    })
}

/// The objects that the page defines by name, and those of responses that a table documents.
fn objects(facts: &PageFacts, file: &File) -> Vec<Value> {
    let named = facts.objects.iter().map(|object| {
        let line = file.line(object.name.span.start);
        json!({ "name": object.name.value, "line": line, "fields": members(&object.fields, file) })
    });
    let answered = facts.operations.iter().filter(|operation| !operation.answered.is_empty());
    let answered = answered.map(|operation| {
        let name = format!("{} {} response", operation.method, operation.path);
        let line = operation.answered.first().map(|field| file.line(field.table));
        json!({ "name": name, "line": line, "fields": members(&operation.answered, file) })
    });
    named.chain(answered).collect()
}

fn members(fields: &[Field], file: &File) -> Vec<Value> {
    let member = |field: &Field| {
        json!({
            "name": field.name.value,
            "line": file.line(field.span.start),
            "type": kinds(field),
            "required": required(field.required),
            "nullable": field.nullable,
            "description": field.description,
        })
    };
    fields.iter().map(member).collect()
}

fn kinds(field: &Field) -> Option<Vec<&'static str>> {
    (!field.kinds.is_empty()).then(|| field.kinds.iter().map(|kind| kind.name()).collect())
}

fn required(required: Requirement) -> Value {
    match required {
        Requirement::Required => json!(true),
        Requirement::Optional => json!(false),
        Requirement::Conditional => json!("conditional"),
        Requirement::Unstated => Value::Null,
    }
}

fn credential(field: &Field, file: &File) -> Value {
    json!({
        "name": field.name.value,
        "line": file.line(field.span.start),
        "path": field.path,
        "description": field.description,
    })
}

fn response(response: &ResponseFact, file: &File) -> Value {
    json!({
        "line": file.line(response.fence.start),
        "status": response.status,
        "body": response.body.as_ref().map(|body| body.to_json()),
        "repaired": repaired(&response.repairs, file),
    })
}

fn repaired(repairs: &[Repair], file: &File) -> Vec<String> {
    repairs.iter().map(|repair| format!("{} {}", file.position(repair.at), repair.describe())).collect()
}

fn lifecycle(lifecycle: Lifecycle) -> &'static str {
    match lifecycle {
        Lifecycle::Ga => "ga",
        Lifecycle::Beta => "beta",
        Lifecycle::Deprecated => "deprecated",
    }
}

/// The same for people.
pub fn text_of(page: &PageRead) -> String {
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = page_text(&mut text, page);
    visible(&text)
}

fn page_text(out: &mut String, page: &PageRead) -> std::fmt::Result {
    let (file, facts) = (&page.file, &page.facts);
    let title = facts.title.as_ref().map_or("no title", |title| &title.value);
    writeln!(out, "{}: {title} ({})", file.name, lifecycle(facts.lifecycle))?;
    rows_text(out, "credentials", &facts.credentials, file)?;
    for operation in &facts.operations {
        writeln!(out, "  {:>4}  {} {}", file.line(operation.span.start), operation.method, operation.path)?;
        if let Some(route) = generalised(operation) {
            writeln!(out, "        called as {route}, by its samples")?;
        }
        for request in &operation.requests {
            let leaves = request.body.as_ref().map_or(0, fields);
            let line = file.line(request.fence.start);
            let headers = request.headers.len();
            writeln!(out, "  {line:>4}    request: {} {}", request.method.value, request.url.value)?;
            writeln!(out, "          {headers} headers, {leaves} fields{}", note_of(&request.repairs, file))?;
        }
        rows_text(out, "  parameters", &operation.rows, file)?;
        for response in &operation.responses {
            let line = file.line(response.fence.start);
            let leaves = response.body.as_ref().map_or(0, fields);
            writeln!(out, "  {line:>4}    response: {leaves} fields{}", note_of(&response.repairs, file))?;
        }
        for StatedStatus { status, span, .. } in &operation.statuses {
            writeln!(out, "  {:>4}    status: {status}", file.line(span.start))?;
        }
    }
    for unread in &facts.unread {
        writeln!(out, "  {:>4}  not used: {}: {}", file.line(unread.span.start), unread.what, unread.why)?;
    }
    writeln!(out)
}

/// How many fields a body has.
fn fields(body: &Node) -> usize {
    let mut count = 0;
    body.fields(&mut |_: &str, _: &Node| count += 1);
    count
}

fn rows_text(out: &mut String, title: &str, rows: &[Field], file: &File) -> std::fmt::Result {
    let Some(first) = rows.first() else { return Ok(()) };
    writeln!(out, "  {:>4}  {title}", file.line(first.span.start))?;
    let indent = title.len() - title.trim_start().len() + 2;
    for row in rows {
        let line = file.line(row.span.start);
        let means = match &row.path {
            Some(path) if *path == row.name.value => String::new(),
            Some(path) => format!(" (means {path})"),
            None => " (no sample has it)".to_owned(),
        };
        writeln!(out, "  {line:>4}  {:indent$}{}{means}", "", row.name.value)?;
    }
    Ok(())
}

fn note_of(repairs: &[Repair], file: &File) -> String {
    match repairs.is_empty() {
        true => String::new(),
        false => format!("; repaired: {}", repaired(repairs, file).join(", ")),
    }
}

/// The path that an operation is called by, where samples show parameters in it that the documentation does not name.
fn generalised(operation: &OperationFact) -> Option<&str> {
    let count = |path: &str| PathTemplate::parse(path).parameters().count();
    (count(operation.route()) > count(&operation.path)).then(|| operation.route())
}
