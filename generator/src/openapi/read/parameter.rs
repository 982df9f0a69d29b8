//! Parameters of a document to those of the model.

use super::super::tree::SpecNode;
use super::context::ReadContext;
use super::keyword::why;
use super::schema::{self, TypedSchema, ident};
use crate::model::{Location, Parameter, Repetition};

/// A parameter; none of what goes into the body.
pub(super) fn read(context: &ReadContext<'_>, node: &SpecNode) -> Option<Parameter> {
    let name = node.text("name")?;
    let location = match node.text("in")? {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        _ => return None,
    };
    let typed = typed(context, node);
    let is_separate = |key, value| node.text(key).is_some_and(|it| it != value);
    let explodes = node.get("explode").map(|_| node.is_set("explode"));
    let is_joined = match context.is_swagger() {
        true => node.text("type") == Some("array") && node.text("collectionFormat") != Some("multi"),
        false => explodes == Some(false) || explodes.is_none() && is_separate("style", "form"),
    };
    let description = node.text("description").map(str::trim).filter(|text| !text.is_empty());
    Some(Parameter {
        name: name.to_owned(),
        ident: ident(name),
        location,
        schema: typed.schema,
        format: typed.format,
        required: node.is_set("required") || location == Location::Path,
        why: why(node),
        nullable: typed.nullable,
        repetition: if is_joined { Repetition::Commas } else { Repetition::Repeated },
        flag: node.is_set("x-docwright-flag"),
        default: typed.default,
        values: typed.values,
        limits: typed.limits,
        description: description.map(str::to_owned).or(typed.description),
        evidence: context.evidence(node.line),
    })
}

/// The type of a parameter: its schema's, that of its only media type, or, of version 2, its own.
fn typed(context: &ReadContext<'_>, node: &SpecNode) -> TypedSchema {
    let content = || node.get("content")?.entries().first()?.value.get("schema");
    let own = node.get("schema").or_else(content).unwrap_or(node);
    schema::read(context, own, "", "")
}
