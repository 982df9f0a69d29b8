//! A row for each operation, whether or not a sample shows it: with every documented parameter it sends each where the
//! documentation says.
//!
//! What is to be sent follows from the model alone, not from the code that makes the call.

use serde_json::{Value, json};

use super::body;
use crate::emit::calls::call::{CallExpr, called, fixed_headers};
use crate::emit::calls::ready::Ready;
use crate::emit::calls::route::sendable;
use crate::emit::calls::{made_up, parameter};
use crate::emit::plan::ClientPlan;
use crate::emit::plan::settings::ClientHeaders;
use crate::model::{
    COOKIE, Header, HeaderKind, Location, Operation, Parameter, PathPiece, PathTemplate, Repetition, Schema,
};

/// What is sent for a text: it has to be escaped wherever it gets.
const TEXT: &str = "a/b c";
/// The same as a path has it.
const ESCAPED: &str = "a%2Fb%20c";
/// And where its slashes part segments of the path.
const ESCAPED_SEGMENTS: &str = "a/b%20c";
/// What is sent for a header or a cookie.
const HEADER: &str = "text";

/// The call of an operation with all that there is, and what it has to send.
pub(super) fn row(plan: &ClientPlan<'_>, ready: &Ready<'_>) -> Option<(CallExpr, Value)> {
    let operation = ready.operation;
    let json = operation.body().map(|schema| made_up::value(schema, true, &ready.definitions));
    let given = |parameter: &Parameter| parameter::literal(parameter, &texts(parameter));
    let call = called(ready, &given, json.as_ref())?;
    let sent = match (operation.request_body.as_ref(), &json) {
        (Some(sent), Some(json)) if sent.media_type.is_json() => json.clone(),
        (Some(sent), Some(json)) => body::text(sent, json).into(),
        _ => Value::from(""),
    };
    let line = format!("{} {}", operation.method, target(operation));
    Some((call, json!({ "line": line, "headers": headers(plan, operation), "body": sent })))
}

/// The texts that stand for a parameter's value: of a list two.
fn texts(parameter: &Parameter) -> Vec<String> {
    let text = match parameter.location {
        Location::Path | Location::Query => TEXT,
        Location::Header | Location::Cookie => HEADER,
    };
    let one = match &parameter.schema {
        Schema::Array { .. } => parameter::placeholder(parameter, HEADER),
        Schema::String | Schema::Any | Schema::Id { .. } | Schema::Secret => vec![text.to_owned()],
        _ => parameter::placeholder(parameter, text),
    };
    match (&parameter.schema, parameter.location, parameter.repetition) {
        (Schema::Array { .. }, Location::Query, Repetition::Repeated) => [one.clone(), one].concat(),
        (Schema::Array { .. }, ..) => vec![[one.clone(), one].concat().join(",")],
        _ => one,
    }
}

/// The path and the query string: with values in place of parameters, escaped in the path.
fn target(operation: &Operation) -> String {
    let value = |name: &str, escaped: &str| {
        let of = |it: &&Parameter| it.location == Location::Path && it.name == name;
        let texts = operation.parameters.iter().find(of).map(texts).unwrap_or_default();
        texts.join(",").replace(TEXT, escaped)
    };
    let path = path(&operation.path, &value);
    let query = operation.parameters.iter().filter(|it| it.location == Location::Query);
    let mut pairs: Vec<(&str, String)> = query
        .flat_map(|it| {
            let mark = if it.flag { "" } else { "=" };
            texts(it).into_iter().map(move |text| (it.name.as_str(), format!("{}{mark}{text}", it.name)))
        })
        .collect();
    pairs.sort_by_key(|(name, _)| *name);
    let pairs: Vec<String> = pairs.into_iter().map(|(_, pair)| pair).collect();
    let mark = if pairs.is_empty() { "" } else { "?" };
    format!("{path}{mark}{}", pairs.join("&"))
}

fn path(template: &PathTemplate, value: &dyn Fn(&str, &str) -> String) -> String {
    let segments = template.segments().iter().map(|segment| {
        let pieces = segment.iter().map(|piece| match piece {
            PathPiece::Literal(text) => sendable(text),
            PathPiece::Parameter(name) => value(name, ESCAPED),
            PathPiece::Rest(name) => value(name, ESCAPED_SEGMENTS),
        });
        format!("/{}", pieces.collect::<String>())
    });
    segments.collect()
}

/// The headers that have to be there, each as `name: value`.
fn headers(plan: &ClientPlan<'_>, operation: &Operation) -> Vec<String> {
    let given = |header: &Header| match header.kind {
        HeaderKind::Bearer => format!("Bearer {HEADER}"),
        HeaderKind::Basic => format!("Basic {HEADER}"),
        HeaderKind::Secret | HeaderKind::Text => HEADER.to_owned(),
    };
    let own = operation.parameters.iter().filter(|it| it.location == Location::Header);
    let own: Vec<(String, String)> =
        own.map(|it| (it.name.to_ascii_lowercase(), texts(it).join(","))).collect();
    let cookies = operation.parameters.iter().filter(|it| it.location == Location::Cookie);
    let cookies: Vec<String> = cookies.map(|it| format!("{}={}", it.name, texts(it).join(","))).collect();
    let is_own = |name: &str| own.iter().any(|(own, _)| own == name);
    let sent = plan.headers.all.iter().filter(|header| {
        let is_sent = operation.headers.iter().any(|name| name.eq_ignore_ascii_case(&header.name));
        is_sent && !is_own(&header.name.to_ascii_lowercase())
    });
    let sent = sent.map(|header| (header.name.to_ascii_lowercase(), given(header)));
    let fixed = fixed_headers(operation, &plan.headers).into_iter();
    let mut fixed: Vec<(String, String)> =
        fixed.map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    let has_type = is_own("content-type") || fixed.iter().any(|(name, _)| name == "content-type");
    let media_type = operation.request_body.as_ref().filter(|_| !has_type);
    fixed.extend(media_type.map(|body| ("content-type".to_owned(), body.media_type.name().to_owned())));
    let mut all: Vec<(String, String)> = sent.chain(fixed).chain(own.iter().cloned()).collect();
    add_cookies(&mut all, cookies);
    // by names and not by lines, as a mock has them: `accept` is before `accept-language`
    all.sort();
    all.into_iter().map(|(name, value)| format!("{name}: {value}")).collect()
}

/// Adds cookies to the one header of them, behind those that are in it.
pub(super) fn add_cookies(headers: &mut Vec<(String, String)>, own: Vec<String>) {
    if own.is_empty() {
        return;
    }
    match headers.iter_mut().find(|(name, _)| name == COOKIE) {
        Some((_, cookies)) => *cookies = format!("{cookies}; {}", own.join("; ")),
        None => headers.push((COOKIE.to_owned(), own.join("; "))),
    }
}

/// The headers that a client is given once, as all these rows have them.
pub(in crate::emit) fn settings(headers: &ClientHeaders) -> Vec<(String, String)> {
    headers.all.iter().map(|header| (header.name.clone(), HEADER.to_owned())).collect()
}
