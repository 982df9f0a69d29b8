//! One operation of the model to one of a document.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::document::{SpecMediaType, SpecOperation, SpecParameter, SpecRequestBody, SpecResponse};
use super::schema::{BodyDirection, DescribedSchema, SchemaWriter, source, unstated};
use super::server;
use crate::model::{
    self, Api, Format, Header, HeaderKind, Location, MediaType, Message, Repetition, Schema, Source,
};

/// Headers that OpenAPI says elsewhere: a parameter of these names counts for nothing.
const IMPLIED: [&str; 3] = ["accept", "content-type", "authorization"];

/// Writes an operation, which goes by `id`.
pub(super) fn write(
    api: &Api,
    source_of: &Source,
    tag: &str,
    operation: &model::Operation,
    id: &str,
    schemas: &SchemaWriter<'_>,
) -> SpecOperation {
    let named = format!("{} {}", operation.method, operation.path);
    let summary = if operation.summary.is_empty() { named } else { operation.summary.clone() };
    let deprecation = operation.deprecated.as_ref().map(|it| it.text.clone()).filter(|text| !text.is_empty());
    let words = operation.description.as_ref().unwrap_or(&summary);
    let description = match &deprecation {
        Some(text) if !words.contains(text) => format!("{words}\n\n{text}"),
        _ => words.clone(),
    };
    let sent = |header: &&Header| operation.headers.iter().any(|it| it.eq_ignore_ascii_case(&header.name));
    let sent: Vec<&Header> = api.headers.iter().filter(sent).collect();
    let mut parameters: Vec<SpecParameter> = Vec::new();
    parameters.extend(sent.iter().filter(|it| it.kind == HeaderKind::Text).map(|it| of_header(it, schemas)));
    for it in &operation.parameters {
        let written = parameter(it, schemas);
        let is_known = parameters.iter().any(|known| {
            known.name.eq_ignore_ascii_case(&written.name) && known.location == written.location
        });
        let is_implied =
            it.location == Location::Header && IMPLIED.iter().any(|name| it.name.eq_ignore_ascii_case(name));
        if !is_known && !is_implied {
            parameters.push(written);
        }
    }
    SpecOperation {
        tags: vec![tag.to_owned()],
        path: None,
        summary,
        description,
        operation_id: id.to_owned(),
        deprecated: operation.deprecated.is_some(),
        deprecation,
        servers: operation.server.iter().map(|it| server::write(Some(it))).collect(),
        elsewhere: !operation.elsewhere.is_empty(),
        next_link: !operation.next_link.is_empty(),
        security: security(&sent),
        security_source: None,
        parameters,
        request_body: body(source_of, operation, schemas),
        responses: responses(source_of, operation, schemas),
        source: source(&operation.evidence),
        of_sources: Vec::new(),
    }
}

/// The credentials that it sends, all of them; the same without where samples do without.
fn security(sent: &[&Header]) -> Vec<IndexMap<String, Vec<String>>> {
    let secret = sent.iter().filter(|header| header.kind != HeaderKind::Text);
    let all: IndexMap<String, Vec<String>> = secret.map(|header| (scheme_key(header), Vec::new())).collect();
    if all.is_empty() { Vec::new() } else { vec![all] }
}

/// Gives an operation that no sample calls the usual credentials: it is not called without any for that.
pub(super) fn assume_security(
    written: &mut SpecOperation,
    operation: &model::Operation,
    usual: Option<&Header>,
) {
    let usual = usual.filter(|_| written.security.is_empty() && !is_shown(operation));
    if let Some(header) = usual {
        written.security.push(IndexMap::from([(scheme_key(header), Vec::new())]));
        written.security_source = Some("unstated");
    }
}

/// Whether a sample calls an operation.
fn is_shown(operation: &model::Operation) -> bool {
    operation.examples.iter().any(|it| matches!(it.message, Message::Request { .. }))
}

/// The credentials that nine of ten operations send which samples call.
pub(super) fn usual_scheme(api: &Api) -> Option<&Header> {
    let operations = || api.sources.iter().flat_map(|source| &source.operations).filter(|it| is_shown(it));
    let sends = |header: &Header| {
        let is_sent = |name: &String| name.eq_ignore_ascii_case(&header.name);
        operations().filter(|operation| operation.headers.iter().any(is_sent)).count()
    };
    let secret = api.headers.iter().filter(|header| header.kind != HeaderKind::Text);
    let (count, header) = secret.map(|header| (sends(header), header)).max_by_key(|(count, _)| *count)?;
    (count > 0 && count * 10 >= operations().count() * 9).then_some(header)
}

/// The key of the security scheme that a header is.
pub(super) fn scheme_key(header: &Header) -> String {
    super::schema::key(&header.ident)
}

fn of_header(header: &Header, schemas: &SchemaWriter<'_>) -> SpecParameter {
    SpecParameter {
        name: header.name.clone(),
        location: "header",
        description: None,
        required: header.required,
        explode: None,
        schema: schemas.bare(&Schema::String, BodyDirection::Request),
        flag: false,
        unstated: None,
        source: source(&header.evidence),
    }
}

fn parameter(it: &model::Parameter, schemas: &SchemaWriter<'_>) -> SpecParameter {
    let said = DescribedSchema {
        // bytes outside of a body are written as text
        format: it.format.filter(|format| *format != Format::Binary),
        nullable: it.nullable,
        default: it.default.as_deref(),
        values: &it.values,
        limits: &it.limits,
        ..DescribedSchema::default()
    };
    let is_joined = it.repetition == Repetition::Commas && matches!(it.schema, Schema::Array { .. });
    SpecParameter {
        name: it.name.clone(),
        location: match it.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        },
        description: it.description.clone(),
        required: it.required || it.location == Location::Path,
        explode: is_joined.then_some(false),
        schema: schemas.said(
            if it.schema == Schema::Binary { &Schema::String } else { &it.schema },
            &said,
            BodyDirection::Both,
        ),
        flag: it.flag,
        unstated: unstated(&it.why),
        source: source(&it.evidence),
    }
}

fn body(
    source_of: &Source,
    operation: &model::Operation,
    schemas: &SchemaWriter<'_>,
) -> Option<SpecRequestBody> {
    let body = operation.request_body.as_ref()?;
    let mut examples = Map::new();
    for example in &operation.examples {
        if let Message::Request { body: Some(value), .. } = &example.message
            && !matches!(body.media_type, MediaType::Other(_))
        {
            add_example(&mut examples, source_of, example, &body.meant(value));
        }
    }
    let schema = schemas.bare(&body.schema, BodyDirection::Request);
    let content = SpecMediaType { schema, encoding: encoding(body), examples };
    let name = match body.media_type.name() {
        "" => "application/octet-stream",
        name => name,
    };
    Some(SpecRequestBody { required: body.required, content: IndexMap::from([(name.to_owned(), content)]) })
}

/// How the lists of a form are sent: each item by itself. Tools that go by the default alone take them for texts.
fn encoding(body: &model::RequestBody) -> Map<String, Value> {
    let Schema::Object(object) = &body.schema else { return Map::new() };
    let is_list = |it: &&model::Property| {
        body.media_type == MediaType::Form && matches!(it.schema, Schema::Array { .. })
    };
    let each = json!({ "style": "form", "explode": true });
    object.properties.iter().filter(is_list).map(|it| (it.name.clone(), each.clone())).collect()
}

/// An example under a name that says where it is.
fn add_example(
    examples: &mut Map<String, Value>,
    source_of: &Source,
    example: &model::Example,
    value: &Value,
) {
    let page = if example.page == source_of.page { source_of.module.as_str() } else { &example.page };
    let name = super::schema::key(&format!("{}-{}", page.replace('/', "-"), example.line));
    let place = format!("{}:{}", example.page, example.line);
    examples.insert(name, json!({ "summary": place, "value": value }));
}

fn responses(
    source_of: &Source,
    operation: &model::Operation,
    schemas: &SchemaWriter<'_>,
) -> IndexMap<String, SpecResponse> {
    let mut written: IndexMap<String, SpecResponse> = IndexMap::new();
    for response in &operation.responses {
        let (key, status) = match (response.status, response.is_error()) {
            (Some(status), _) => (status.to_string(), None),
            (None, false) => (free(&written, ["200", "2XX"]), Some("unstated")),
            (None, true) => (free(&written, ["4XX", "default"]), Some("unstated")),
        };
        let mut examples = Map::new();
        for example in &operation.examples {
            if let Message::Response { status, body } = &example.message {
                let is_its = *status == response.status || status.is_none() && !response.is_error();
                let is_documented =
                    response.evidence.iter().any(|it| it.page == example.page && it.line == example.line);
                if response.media_type.is_json() && (is_documented || is_its && !response.is_error()) {
                    add_example(&mut examples, source_of, example, body);
                }
            }
        }
        let mut content = IndexMap::new();
        if let Some(body) = &response.body {
            let schema = schemas.bare(body, BodyDirection::Response);
            content.insert(
                response.media_type.name().to_owned(),
                SpecMediaType { schema, encoding: Map::new(), examples },
            );
        }
        let stated = response.description.clone().filter(|text| !text.is_empty());
        let description = stated.unwrap_or_else(|| match response.is_error() {
            true => "An error.".to_owned(),
            false => "Success.".to_owned(),
        });
        written
            .insert(key, SpecResponse { description, content, status, source: source(&response.evidence) });
    }
    let undocumented = |description: &str| SpecResponse {
        description: description.to_owned(),
        content: IndexMap::new(),
        status: Some("undocumented"),
        source: None,
    };
    if !written.keys().any(|key| key.starts_with('2')) {
        let place =
            written.iter().position(|(key, _)| key.starts_with(['4', '5', 'd'])).unwrap_or(written.len());
        let response = undocumented("Success; the documentation shows no response.");
        written.shift_insert(place, "200".to_owned(), response);
    }
    if !written.keys().any(|key| key.starts_with('4')) {
        written
            .insert("4XX".to_owned(), undocumented("An error; the documentation says nothing of failures."));
    }
    written
}

/// The first of some statuses that nothing has.
fn free(written: &IndexMap<String, SpecResponse>, keys: [&str; 2]) -> String {
    let free = keys.iter().find(|key| !written.contains_key(**key));
    free.or(keys.last()).map_or_else(String::new, |key| (*key).to_owned())
}
