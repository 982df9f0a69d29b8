//! From the model to items: every module, call, type, field and constant of the client.

use super::ClientItem;
use crate::model::{
    Api, Claim, Definitions, Encoding, Enum, Evidence, HeaderKind, Lifecycle, Location, Object, OneOf,
    Operation, Origin, PageStep, Pagination, Property, Schema, Source, Why,
};
use crate::naming::is_listed;

/// Every item of the client of `api`, in the order of its modules.
pub fn items(api: &Api) -> Vec<ClientItem> {
    let mut items = Vec::new();
    if let Some(server) = &api.server {
        let facts = vec![("value", server.url.clone())];
        items.push(ClientItem {
            path: "SERVER".into(),
            what: "where the API is".into(),
            facts,
            ..ClientItem::of(&server.evidence)
        });
    }
    for header in &api.headers {
        let kind = match header.kind {
            HeaderKind::Bearer => "a token that is not shown, sent after `Bearer`",
            HeaderKind::Basic => "a user's name and password that are not shown, sent after `Basic`",
            HeaderKind::Secret => "a secret: not shown",
            HeaderKind::Text => "text",
        };
        let required =
            if header.required { "yes: every sample sends it" } else { "no: a sample does without it" };
        items.push(ClientItem {
            path: format!("Settings::{}", header.ident),
            also: Some(format!("Settings::{}", header.name)),
            what: format!("the header `{}`, asked for once", header.name),
            facts: vec![("type", kind.to_owned()), ("required", required.to_owned())],
            ..ClientItem::of(&header.evidence)
        });
    }
    for named in &api.schemas {
        let at = Where { module: "schemas", part: "what several operations have in common" };
        of_object(&at, &named.schema, &mut items);
    }
    let named = Definitions::of(&api.schemas);
    api.sources.iter().for_each(|source| of_source(source, &named, &mut items));
    // a type that several operations share is met several times
    let mut all: Vec<ClientItem> = Vec::new();
    for item in items {
        match all.iter_mut().find(|known| known.path == item.path && known.what == item.what) {
            Some(known) => {
                let more =
                    item.evidence.into_iter().filter(|it| !known.evidence.contains(it)).collect::<Vec<_>>();
                known.evidence.extend(more);
            }
            None => all.push(item),
        }
    }
    all
}

fn of_source(source: &Source, named: &Definitions<'_>, items: &mut Vec<ClientItem>) {
    let module = &source.module;
    let lifecycle = match source.lifecycle {
        Lifecycle::Ga => "nothing said of it: in use",
        Lifecycle::Beta => "in beta",
        Lifecycle::Deprecated => "retired, or going to be",
    };
    let title = Evidence { page: source.page.clone(), line: 1, from: Origin::Prose };
    items.push(ClientItem {
        path: module.clone(),
        what: format!("the module of `{}`: {}", source.page, source.title),
        facts: vec![("state", lifecycle.to_owned())],
        ..ClientItem::of(
            source.notices.first().map_or(&[title], |notice| std::slice::from_ref(&notice.evidence)),
        )
    });
    for operation in &source.operations {
        of_operation(module, operation, named, items);
    }
}

fn of_operation(module: &str, operation: &Operation, named: &Definitions<'_>, items: &mut Vec<ClientItem>) {
    let Operation { name, method, path, .. } = operation;
    let call = format!("{method} {path}");
    let mut facts = Vec::new();
    if !operation.summary.is_empty() {
        facts.push(("summary", operation.summary.clone()));
    }
    if !operation.headers.is_empty() {
        facts.push(("headers", operation.headers.join(", ")));
    }
    facts.extend(operation.body().map(|body| ("request body", kind(body))));
    facts.extend(operation.answer().map(|body| ("response", kind(body))));
    let mut evidence = operation.evidence.clone();
    if let Some(pages) = Pagination::of(operation, named) {
        let next = match pages.next {
            PageStep::Link(_) => "the header `Link` of the answer".to_owned(),
            PageStep::Url(mark) => format!("the URL in `{}`", mark.name()),
            PageStep::Number(parameter, first) => format!("the number in `{}`, from {first}", parameter.name),
            PageStep::Cursor(mark, parameter) => format!("`{}` in `{}`", mark.name(), parameter.name),
        };
        facts.push(("pages", format!("the next one by {next}")));
        evidence.extend(pages.evidence());
    }
    let what = format!("the call `{call}`");
    let ty = operation.type_name();
    items.push(ClientItem {
        path: format!("{module}::{ty}"),
        also: Some(format!("{module}::{name}")),
        what,
        facts,
        ..ClientItem::of(&evidence)
    });
    for parameter in &operation.parameters {
        let place = match parameter.location {
            Location::Path => "path",
            Location::Query => "query string",
            Location::Header => "headers",
            Location::Cookie => "cookies",
        };
        let required = if parameter.required { "yes" } else { "no: a sample does without it" };
        let mut facts = vec![("required", required.to_owned())];
        facts.extend(parameter.description.iter().map(|words| ("words", words.clone())));
        items.push(ClientItem {
            path: format!("{module}::{ty}::{}", parameter.ident),
            also: Some(format!("{module}::{ty}::{}", parameter.name)),
            what: format!("the parameter `{}` in the {place} of `{call}`", parameter.name),
            facts,
            ..ClientItem::of(&parameter.evidence)
        });
    }
    if let Some(body) = operation.body().filter(|_| operation.own_body().is_none()) {
        items.push(ClientItem {
            path: format!("{module}::{ty}::body"),
            what: format!("the body of `{call}`"),
            facts: vec![("type", kind(body))],
            ..ClientItem::of(&operation.evidence)
        });
    }
    for parameter in &operation.parameters {
        let part = format!("the parameters of `{call}`");
        of_schema(&Where { module, part: &part }, &parameter.schema, &parameter.evidence, items);
    }
    let part = format!("the request body of `{call}`");
    let at = Where { module, part: &part };
    operation.body().into_iter().for_each(|body| of_schema(&at, body, &operation.evidence, items));
    let part = format!("the response of `{call}`");
    let at = Where { module, part: &part };
    for body in operation.responses.iter().filter_map(|response| response.body.as_ref()) {
        of_schema(&at, body, &operation.evidence, items);
    }
}

/// Where a schema belongs.
struct Where<'a> {
    module: &'a str,
    /// In words, with marks of code where they are due.
    part: &'a str,
}

/// The types of a schema, which has the evidence of what holds it.
fn of_schema(at: &Where<'_>, schema: &Schema, evidence: &[Evidence], items: &mut Vec<ClientItem>) {
    match schema {
        Schema::Array { items: held } | Schema::Map { values: held } => of_schema(at, held, evidence, items),
        Schema::Object(object) => of_object(at, object, items),
        Schema::OneOf(one_of) => of_variants(at, one_of, items),
        Schema::Enum(one_of) if is_listed(one_of) => of_values(at, one_of, evidence, items),
        _ => {}
    }
}

fn of_values(at: &Where<'_>, one_of: &Enum, evidence: &[Evidence], items: &mut Vec<ClientItem>) {
    let Where { module, part } = at;
    let path = format!("{module}::{}", one_of.name);
    let values =
        one_of.values.iter().map(|listed| ("value", format!("{} (`{}`)", listed.name, listed.value)));
    for listed in &one_of.values {
        items.push(ClientItem {
            path: format!("{path}::{}", listed.name),
            what: format!("the value `{}` in {part}", listed.value),
            ..ClientItem::of(evidence)
        });
    }
    items.push(ClientItem {
        path,
        what: format!("values in {part}, and any other"),
        facts: values.collect(),
        ..ClientItem::of(evidence)
    });
}

fn of_variants(at: &Where<'_>, one_of: &OneOf, items: &mut Vec<ClientItem>) {
    let Where { module, part } = at;
    let evidence: Vec<Evidence> =
        one_of.variants.iter().flat_map(|variant| variant.content.evidence.clone()).collect();
    items.push(ClientItem {
        path: format!("{module}::{}", one_of.name),
        what: format!("one of several shapes in {part}; `{}` says which", one_of.tag),
        facts: one_of
            .variants
            .iter()
            .map(|variant| ("variant", format!("{} (`{}`)", variant.name, variant.value)))
            .collect(),
        ..ClientItem::of(&evidence)
    });
    items.push(ClientItem {
        path: format!("{module}::{}::Other", one_of.name),
        what: format!("any other shape of `{}`: JSON that is not looked into", one_of.content),
        ..ClientItem::of(&[])
    });
    for variant in &one_of.variants {
        items.push(ClientItem {
            path: format!("{module}::{}::{}", one_of.name, variant.name),
            what: format!("the shape of `{}` where `{}` is `{}`", one_of.content, one_of.tag, variant.value),
            ..ClientItem::of(&variant.content.evidence)
        });
        of_object(at, &variant.content, items);
    }
}

fn of_object(at: &Where<'_>, object: &Object, items: &mut Vec<ClientItem>) {
    let Where { module, part } = at;
    let fields = object.properties.iter().map(|property| property.ident.as_str()).collect::<Vec<_>>();
    items.push(ClientItem {
        path: format!("{module}::{}", object.name),
        what: format!("a type of {part}"),
        facts: vec![("fields", fields.join(", "))],
        ..ClientItem::of(&object.evidence)
    });
    for property in &object.properties {
        of_property(at, object, property, items);
        of_schema(at, &property.schema, &property.evidence, items);
    }
}

fn of_property(at: &Where<'_>, object: &Object, property: &Property, items: &mut Vec<ClientItem>) {
    let Where { module, part } = at;
    let mut facts = vec![("type", kind(&property.schema)), ("required", required(property))];
    facts.extend(property.constant.iter().map(|it| ("constant", format!("{} = {}", it.name, it.value))));
    if let Some(dispute) = &property.dispute {
        facts.push((
            "dispute",
            format!("{}; nothing settles it, so the caller is asked", claims(&dispute.claims)),
        ));
    }
    if let Some(settled) = &property.settled {
        facts.push((
            "settled",
            format!("{}; `{}` holds: {}", claims(&settled.claims), settled.holds, settled.reason),
        ));
    }
    facts.extend(property.template.iter().map(|template| ("pattern", template.pattern.clone())));
    facts.extend(property.descriptions.iter().map(|words| ("words", words.clone())));
    let field = ClientItem {
        path: format!("{module}::{}::{}", object.name, property.ident),
        also: Some(format!("{module}::{}::{}", object.name, property.name)),
        what: format!("the property `{}` in {part}", property.path),
        facts: facts.clone(),
        ..ClientItem::of(&property.evidence)
    };
    if let Some(constant) = &property.constant {
        let what = format!("what the docs fix for `{}`", property.path);
        items.push(ClientItem {
            path: format!("{module}::{}", constant.name),
            also: None,
            what,
            ..field.clone()
        });
    }
    if let Some(template) = &property.template {
        let what = format!("the parts of the connection string `{}`", property.path);
        items.push(ClientItem {
            path: format!("{module}::{}", template.name),
            also: None,
            what,
            ..field.clone()
        });
        for part in &template.parts {
            let kind = if part.secret { "Secret: not shown, and wiped" } else { "String" };
            items.push(ClientItem {
                path: format!("{module}::{}::{}", template.name, part.ident),
                also: None,
                what: format!("the value of `{{{}}}` in `{}`", part.placeholder, property.path),
                facts: vec![("type", kind.to_owned()), ("pattern", template.pattern.clone())],
                ..field.clone()
            });
        }
    }
    if let Some(name) = id_of(&property.schema) {
        let what = "an identifier that the service gives out".to_owned();
        items.push(ClientItem {
            path: name.to_owned(),
            also: None,
            what,
            facts: Vec::new(),
            ..field.clone()
        });
    }
    items.push(field);
}

fn id_of(schema: &Schema) -> Option<&str> {
    match schema {
        Schema::Id { name } => Some(name),
        Schema::Array { items } | Schema::Map { values: items } => id_of(items),
        _ => None,
    }
}

/// The values in dispute, and where each is.
fn claims(claims: &[Claim]) -> String {
    let one = |claim: &Claim| {
        let places: Vec<String> =
            claim.evidence.iter().map(|it| format!("{}:{}", it.page, it.line)).collect();
        format!("`{}` ({})", claim.value, places.join(", "))
    };
    claims.iter().map(one).collect::<Vec<_>>().join(" against ")
}

fn required(property: &Property) -> String {
    let why = match &property.why {
        Why::EverySample => "documented, and in every sample",
        Why::Stated => "the docs say so",
        Why::Conditional => "the documentation says that it depends on something else",
        Why::Unmarked => "the documentation marks others as required beside it",
        Why::SomeSamples => "a sample does without it",
        Why::Unstated => "the documentation does not say",
        Why::Inner => "it holds something that is required",
        Why::Fixed => "always sent, with what the docs fix; no caller gives it",
        Why::Configured(reason) => {
            return format!("{}: docwright.yaml says so: {reason}", yes(property.required));
        }
    };
    format!("{}: {why}", yes(property.required))
}

fn yes(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

/// A schema as Rust has it.
fn kind(schema: &Schema) -> String {
    let sent = |name: &str, encoding: Encoding| match encoding {
        Encoding::Native => name.to_owned(),
        Encoding::Text => format!("{name}, sent as text"),
    };
    match schema {
        Schema::String => "String".to_owned(),
        Schema::Secret => "Secret: not shown, and wiped".to_owned(),
        Schema::SecretInteger => "whole number: not shown, and wiped".to_owned(),
        Schema::Id { name } => name.clone(),
        Schema::Boolean { encoding } => sent("bool", *encoding),
        Schema::Integer { encoding } => sent("i64", *encoding),
        Schema::Number { encoding } => sent("f64", *encoding),
        Schema::BigInteger => "whole number of any size".to_owned(),
        Schema::BigNumber => "number of any size and precision".to_owned(),
        Schema::Enum(of) => of.name.clone(),
        Schema::Binary => "bytes".to_owned(),
        Schema::Any => "any JSON: the samples do not say which".to_owned(),
        Schema::Array { items } => format!("list of {}", kind(items)),
        Schema::Map { values } => format!("map of {}", kind(values)),
        Schema::Named { name } => name.clone(),
        Schema::Object(object) => object.name.clone(),
        Schema::OneOf(one_of) => one_of.name.clone(),
    }
}
