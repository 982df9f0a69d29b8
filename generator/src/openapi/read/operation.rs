//! One operation of a document: parameters, request body, responses.

use heck::ToPascalCase;

use super::super::tree::{MapEntry, SpecNode};
use super::context::ReadContext;
use super::schema::{self, ident};
use super::{parameter, server};
use crate::model::{
    Deprecation, Location, MediaType, Object, Operation, Parameter, PathTemplate, Property, RequestBody,
    Response, Schema, Why,
};

/// Reads an operation of a path's `item`, which begins at `line`.
pub(super) fn read(
    context: &ReadContext<'_>,
    method: &str,
    path: &PathTemplate,
    item: &SpecNode,
    node: &SpecNode,
    line: usize,
) -> Operation {
    // ours may call parameters otherwise than the path does that they share with others
    let shared = path;
    let path = &node.text("x-docwright-path").map_or_else(|| path.clone(), PathTemplate::canonical);
    let named = node.text("operationId").map(ident);
    let name = named.unwrap_or_else(|| ident(&format!("{method} {path}")));
    let summary = node.text("summary").or_else(|| node.text("description")).unwrap_or_default();
    let description = node.text("description");
    let given = given(context, item, node);
    let mut parameters: Vec<Parameter> = Vec::new();
    let read: Vec<Parameter> = given.iter().filter_map(|it| parameter::read(context, it)).collect();
    let in_path = |name: &str| read.iter().find(|it| it.location == Location::Path && it.name == name);
    for (name, shared) in path.parameters().zip(shared.parameters()) {
        parameters.push(match in_path(name).or_else(|| in_path(shared)) {
            Some(known) => Parameter { name: name.to_owned(), ..known.clone() },
            None => Parameter { evidence: context.evidence(line), ..undocumented(name) },
        });
    }
    for location in [Location::Query, Location::Header, Location::Cookie] {
        parameters.extend(read.iter().filter(|it| it.location == location).cloned());
    }
    let request_body = match context.is_swagger() {
        true => swagger_body(context, node, &given, &name),
        false => body(context, node, &name),
    };
    Operation {
        summary: summary.lines().next().unwrap_or_default().trim().to_owned(),
        description: description.filter(|text| *text != summary).map(str::to_owned),
        method: method.to_ascii_uppercase(),
        path: path.clone(),
        other_paths: Vec::new(),
        server: server::of_operation(context, item, node),
        headers: headers(context, node),
        parameters,
        request_body,
        responses: responses(context, node, &name),
        deprecated: node.is_set("deprecated").then(|| Deprecation {
            text: node.text("x-docwright-deprecation").unwrap_or_default().to_owned(),
            evidence: context.evidence(node.entry("deprecated").map_or(line, |it| it.line)),
        }),
        elsewhere: match node.entry("x-docwright-elsewhere") {
            Some(entry) if node.is_set("x-docwright-elsewhere") => context.evidence(entry.line),
            _ => Vec::new(),
        },
        next_link: match node.entry("x-docwright-next-link") {
            Some(entry) if node.is_set("x-docwright-next-link") => context.evidence(entry.line),
            _ => Vec::new(),
        },
        examples: Vec::new(),
        evidence: context.evidence(line),
        name,
    }
}

/// The parameters of the path and those of the operation, which go before.
fn given<'a>(context: &ReadContext<'a>, item: &'a SpecNode, node: &'a SpecNode) -> Vec<&'a SpecNode> {
    let of = |node: &'a SpecNode| {
        let items = node.get("parameters").map_or(&[][..], SpecNode::items);
        items.iter().filter_map(|it| context.follow(it))
    };
    let own: Vec<&SpecNode> = of(node).collect();
    let key = |it: &SpecNode| (it.text("name").map(str::to_owned), it.text("in").map(str::to_owned));
    let mut all: Vec<&SpecNode> =
        of(item).filter(|shared| !own.iter().any(|it| key(it) == key(shared))).collect();
    all.extend(own);
    for it in &all {
        if it.text("name").is_none() || it.text("in").is_none() {
            context.problem(it.line, "a parameter without `name` or `in`: left out");
        }
    }
    all
}

fn undocumented(name: &str) -> Parameter {
    Parameter {
        name: name.to_owned(),
        ident: ident(name),
        location: Location::Path,
        schema: Schema::String,
        required: true,
        ..Parameter::default()
    }
}

/// The headers of credentials that it asks for.
fn headers(context: &ReadContext<'_>, node: &SpecNode) -> Vec<String> {
    if node.get("x-docwright-security").is_some() {
        return Vec::new();
    }
    let asked = node.get("security").or_else(|| context.root.get("security"));
    let mut names = Vec::new();
    for entry in asked.map_or(&[][..], SpecNode::items).iter().flat_map(SpecNode::entries) {
        let scheme = context.security_schemes().iter().find(|scheme| scheme.key == entry.key);
        let scheme = scheme.and_then(|scheme| context.follow(&scheme.value));
        let name = match scheme.and_then(|it| it.text("in")) {
            Some("header") => scheme.and_then(|it| it.text("name")),
            Some(_) => None,
            None => scheme.map(|_| "Authorization"),
        };
        names.extend(name.filter(|name| !names.iter().any(|known| known == name)).map(str::to_owned));
    }
    names
}

fn body(context: &ReadContext<'_>, node: &SpecNode, name: &str) -> Option<RequestBody> {
    let body = context.follow(node.get("requestBody")?)?;
    let (media_type, content) = preferred(body.get("content")?.entries())?;
    let schema = content.get("schema");
    let read = schema.map(|it| schema::read(context, it, &name.to_pascal_case(), "").schema);
    let schema = match (&media_type, read) {
        (MediaType::Other(_), None | Some(Schema::String)) => Schema::Binary,
        (_, read) => read.unwrap_or(Schema::Any),
    };
    Some(RequestBody { media_type, schema, required: body.is_set("required") })
}

/// Of several media types the one of JSON, else a form, else the first.
fn preferred(content: &[MapEntry]) -> Option<(MediaType, &SpecNode)> {
    let all = || content.iter().map(|entry| (MediaType::of(&entry.key), &entry.value));
    let of = |wanted: &MediaType| all().find(|(media_type, _)| media_type == wanted);
    of(&MediaType::Json)
        .or_else(|| of(&MediaType::Form))
        .or_else(|| of(&MediaType::Multipart))
        .or_else(|| all().next())
}

/// The body of version 2: a parameter of its own, or the fields of a form.
fn swagger_body(
    context: &ReadContext<'_>,
    node: &SpecNode,
    given: &[&SpecNode],
    name: &str,
) -> Option<RequestBody> {
    let of = |location: &'static str| given.iter().filter(move |it| it.text("in") == Some(location));
    if let Some(body) = of("body").next() {
        let schema = body.get("schema");
        let schema = schema.map(|it| schema::read(context, it, &name.to_pascal_case(), "").schema);
        return Some(RequestBody {
            media_type: MediaType::Json,
            schema: schema.unwrap_or(Schema::Any),
            required: body.is_set("required"),
        });
    }
    let fields: Vec<&&SpecNode> = of("formData").collect();
    let first = fields.first()?;
    let consumes = node.get("consumes").or_else(|| context.root.get("consumes"));
    let consumes = consumes.map_or(&[][..], SpecNode::items).iter().filter_map(SpecNode::as_str);
    let types: Vec<MediaType> = consumes.map(MediaType::of).collect();
    let has_file = fields.iter().any(|field| field.text("type") == Some("file"));
    let properties: Vec<Property> = fields.iter().filter_map(|field| form_field(context, field)).collect();
    let required = properties.iter().any(|property| property.required);
    let object = Object { name: name.to_pascal_case(), properties, evidence: context.evidence(first.line) };
    Some(RequestBody {
        media_type: match has_file || types.contains(&MediaType::Multipart) {
            true => MediaType::Multipart,
            false => MediaType::Form,
        },
        schema: Schema::Object(object),
        required,
    })
}

fn form_field(context: &ReadContext<'_>, field: &SpecNode) -> Option<Property> {
    let name = field.text("name")?;
    let typed = schema::read(context, field, &name.to_pascal_case(), name);
    Some(Property {
        name: name.to_owned(),
        ident: ident(name),
        path: name.to_owned(),
        schema: typed.schema,
        format: typed.format,
        nullable: typed.nullable,
        required: field.is_set("required"),
        why: Why::Stated,
        descriptions: typed.description.into_iter().collect(),
        default: typed.default,
        values: typed.values,
        limits: typed.limits,
        evidence: context.evidence(field.line),
        ..Property::default()
    })
}

fn responses(context: &ReadContext<'_>, node: &SpecNode, name: &str) -> Vec<Response> {
    let all = node.get("responses").map_or(&[][..], SpecNode::entries);
    let all: Vec<&MapEntry> = all.iter().filter(|entry| !entry.key.starts_with("x-")).collect();
    let mut responses = Vec::new();
    for entry in &all {
        let Some(response) = context.follow(&entry.value) else { continue };
        let stated = response.text("x-docwright-status");
        if stated == Some("undocumented") {
            continue;
        }
        let status = entry.key.parse::<u16>().ok();
        let error = match entry.key.as_bytes().first() {
            Some(b'4' | b'5') => true,
            // what there is beside others is how it fails
            Some(b'd') => all.len() > 1,
            _ => false,
        };
        if status.is_none() && !is_range(&entry.key) {
            context.problem(entry.line, format!("`{}` is no status: left out", entry.key));
            continue;
        }
        let content = response.get("content").and_then(|content| preferred(content.entries()));
        let (media_type, schema) = match content {
            Some((media_type, content)) => (media_type, content.get("schema")),
            None => (MediaType::Json, response.get("schema")),
        };
        let root = format!("{name} response {}", entry.key).to_pascal_case();
        responses.push(Response {
            status: status.filter(|_| stated.is_none()),
            error,
            media_type,
            body: schema.map(|it| schema::read(context, it, &root, "").schema),
            description: response.text("description").filter(|it| !it.is_empty()).map(str::to_owned),
            evidence: context.evidence(entry.line),
        });
    }
    responses.sort_by_key(Response::is_error);
    responses
}

/// `default`, `4XX`.
fn is_range(key: &str) -> bool {
    key == "default" || key.len() == 3 && key.get(1..).is_some_and(|rest| rest.eq_ignore_ascii_case("xx"))
}
