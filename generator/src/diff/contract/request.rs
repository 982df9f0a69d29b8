//! What a caller sends against what a request takes.

use super::fields::{DocumentedField, FieldPlace, RequestFields, listed, within};
use super::kinds::{WireKind, kinds, words};
use super::{Caller, DifferenceKind, DifferenceReport, DocumentedApi};
use crate::model::{
    Evidence, Location, MediaType, Message, Object, Operation, Origin, PathTemplate, Schema, Why,
};

/// More objects in objects than are written out.
const DEEPEST: usize = 6;

/// A field as a caller sends it.
struct SentField<'a> {
    /// As documentation of forms writes it, where it does: `poll[options]`.
    name: String,
    part: FieldPlace,
    schema: &'a Schema,
    always: bool,
    /// Whether it may be left out; where it is not known whether it is always sent, neither is.
    omittable: bool,
    nullable: bool,
    evidence: Option<&'a Evidence>,
}

pub(super) fn compare<'a>(
    report: &mut DifferenceReport<'_>,
    documented: &DocumentedApi<'a>,
    caller: &Caller<'_>,
    operation: &'a Operation,
    others: impl Iterator<Item = &'a Operation>,
) {
    let fields = RequestFields::of(documented, operation);
    let others: Vec<RequestFields<'_>> = others.map(|it| RequestFields::of(documented, it)).collect();
    let sent = sent(caller.operation, &fields);
    let is_json =
        |it: &Operation| it.request_body.as_ref().is_none_or(|body| body.media_type == MediaType::Json);
    let typed = is_json(operation) && is_json(caller.operation);
    for it in &sent {
        match fields.get(&it.name) {
            Some(field) => known(report, it, field, typed, operation),
            // what another page lists for the same operation is sent by its words
            None if others.iter().any(|other| other.is_open || other.get(&it.name).is_some()) => {}
            None => unknown(report, it, &fields, caller, operation, &sent),
        }
    }
    for (name, field) in fields.iter() {
        let is_sent = sent.iter().any(|it| {
            let own = super::fields::plain(&it.name);
            own == *name || within(&own, name) || within(name, &own)
        });
        let is_whole = match field.part {
            FieldPlace::Path | FieldPlace::Header => continue,
            FieldPlace::Query => caller.query_is_whole && caller.body_is_whole,
            FieldPlace::Body => caller.body_is_whole,
        };
        let of_path = |path: &PathTemplate| {
            path.parameters().any(|it| it == name) || path.to_string().contains(&format!("*{name}"))
        };
        if is_sent
            || !is_whole
            || documented.is_of_path(field.evidence)
            || of_path(&caller.operation.path)
            || of_path(&operation.path)
        {
            continue;
        }
        let used = caller.operation.evidence.first();
        if is_required(field) {
            let message = format!("`{name}` is documented as required, and is never sent");
            report.add(DifferenceKind::RequiredOmittable, Some(name), used, field.evidence, message);
            if is_left_out(operation, name) {
                report.minor();
            }
        } else {
            let message = format!("`{name}` is documented, and cannot be sent");
            report.add(DifferenceKind::FieldMissing, Some(name), used, field.evidence, message);
            report.minor();
        }
    }
}

/// Whether the documentation says in words that a field is required.
fn is_required(field: &DocumentedField<'_>) -> bool {
    field.required && *field.why == Why::Stated
}

/// Whether a sample of the documentation itself does without a field of a body.
fn is_left_out(operation: &Operation, name: &str) -> bool {
    operation.examples.iter().any(|example| match &example.message {
        Message::Request { body: Some(body), .. } => body.is_object() && body.get(name).is_none(),
        _ => false,
    })
}

/// What is sent; objects that are documented field by field are written out.
fn sent<'a>(operation: &'a Operation, fields: &RequestFields<'_>) -> Vec<SentField<'a>> {
    let mut all = Vec::new();
    for it in operation.parameters.iter().filter(|it| it.location == Location::Query) {
        all.push(SentField {
            name: it.name.clone(),
            part: FieldPlace::Query,
            schema: &it.schema,
            always: it.required,
            omittable: !it.required && it.why == Why::Stated,
            nullable: it.nullable,
            evidence: it.evidence.first(),
        });
    }
    if let Some(Schema::Object(object)) = operation.body() {
        written_out(object, None, fields, &mut all, DEEPEST);
    }
    all
}

fn written_out<'a>(
    object: &'a Object,
    outer: Option<&SentField<'a>>,
    fields: &RequestFields<'_>,
    all: &mut Vec<SentField<'a>>,
    depth: usize,
) {
    for it in &object.properties {
        let name = outer.map_or_else(|| it.name.clone(), |outer| format!("{}[{}]", outer.name, it.name));
        let own = SentField {
            part: FieldPlace::Body,
            schema: &it.schema,
            always: it.required && outer.is_none_or(|outer| outer.always),
            omittable: outer.is_some_and(|outer| outer.omittable) || !it.required && it.why == Why::Stated,
            nullable: it.nullable,
            evidence: it.evidence.first(),
            name,
        };
        match &it.schema {
            Schema::Object(inner) if depth > 0 && fields.has_within(&own.name) => {
                written_out(inner, Some(&own), fields, all, depth - 1);
            }
            _ => all.push(own),
        }
    }
}

fn unknown(
    report: &mut DifferenceReport<'_>,
    it: &SentField<'_>,
    fields: &RequestFields<'_>,
    caller: &Caller<'_>,
    operation: &Operation,
    sent: &[SentField<'_>],
) {
    // what is sent as a whole, and documented part by part
    if fields.has_within(&it.name) {
        return;
    }
    // what a path has may be in the body as well, and a body of any names takes any
    let is_in_path =
        caller.operation.path.parameters().chain(operation.path.parameters()).any(|name| name == it.name);
    // a name that is sent as well is not meant by another
    let is_sent = |near: &String| sent.iter().any(|other| other.name == *near);
    let near = fields.nearest(&it.name).filter(|near| !is_sent(near));
    let is_clear = fields.is_described() || near.is_some();
    if is_in_path || (fields.is_open && it.part == FieldPlace::Body) || !is_clear {
        return;
    }
    let message = format!("`{}` is sent in the {}, and is not documented", it.name, it.part.name());
    report.add(
        DifferenceKind::FieldUnknown,
        Some(&it.name),
        it.evidence,
        operation.evidence.first(),
        message,
    );
    report.nearest(near);
    // lists of fields do not always say where those of an object end
    if fields.holder_of(&it.name).is_some() {
        report.minor();
    }
}

fn known(
    report: &mut DifferenceReport<'_>,
    it: &SentField<'_>,
    field: &DocumentedField<'_>,
    typed: bool,
    operation: &Operation,
) {
    let name = Some(it.name.as_str());
    if is_required(field) && field.part != FieldPlace::Path && it.omittable {
        let message = format!("`{}` is documented as required, and may be left out", it.name);
        report.add(DifferenceKind::RequiredOmittable, name, it.evidence, field.evidence, message);
        if is_left_out(operation, &it.name) {
            report.minor();
        }
    }
    if !field.required && *field.why == Why::Stated && it.always && field.part != FieldPlace::Path {
        let how = if it.nullable { "is always sent, as `null` where it is none" } else { "is always sent" };
        let message = format!("`{}` is documented as optional, and {how}", it.name);
        report.add(DifferenceKind::OptionalForced, name, it.evidence, field.evidence, message);
    }
    if is_stated(field, it.part) {
        let message = format!(
            "`{}` is sent in the {}, and is documented in the {}",
            it.name,
            it.part.name(),
            field.part.name()
        );
        report.add(DifferenceKind::LocationMismatch, name, it.evidence, field.evidence, message);
        return;
    }
    let (own, docs) = (kinds(it.schema), kinds(field.schema));
    let is_text = it.part == FieldPlace::Query || !typed;
    if !own.is_empty() && !docs.is_empty() && own.is_disjoint(&docs) && !is_text {
        let message =
            format!("`{}` is sent as {}, and is documented as {}", it.name, words(&own), words(&docs));
        report.add(DifferenceKind::TypeMismatch, name, it.evidence, field.evidence, message);
        // prose calls lists with commas, and spans of time that are numbers as well, strings
        let is_loose =
            own.union(&docs).all(|it| matches!(it, WireKind::String | WireKind::Array | WireKind::Number));
        if is_loose && !is_of_document(field) {
            report.minor();
        }
    }
    if let Schema::Enum(own) = it.schema {
        let has = |value: &&str| own.values.iter().any(|it| it.value == **value);
        let missing: Vec<&str> =
            listed(field.schema, field.values).into_iter().filter(|it| !has(it)).collect();
        if !missing.is_empty() && missing.len() < listed(field.schema, field.values).len() {
            let message = format!("`{}` cannot be sent as {}", it.name, quoted(&missing));
            report.add(DifferenceKind::EnumValueMissing, name, it.evidence, field.evidence, message);
            report.minor();
        }
    }
}

/// Whether a field goes elsewhere, and the documentation says so by more than its method.
fn is_stated(field: &DocumentedField<'_>, part: FieldPlace) -> bool {
    match (part, field.part) {
        (FieldPlace::Body, FieldPlace::Query) | (FieldPlace::Query, FieldPlace::Body) => {
            is_of_document(field)
        }
        _ => false,
    }
}

/// Whether an OpenAPI document states a field: that is exact where prose need not be.
fn is_of_document(field: &DocumentedField<'_>) -> bool {
    field.evidence.is_some_and(|it| it.from == Origin::Spec)
}

pub(super) fn quoted(values: &[&str]) -> String {
    values.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
}
