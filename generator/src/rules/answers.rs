//! TB: tables that document a response, against its samples.

use super::tables::{is_placeholder, is_plain_typo, kind, wrong_type};
use crate::dialect::{Dialect, Field, FieldShape, OperationFact, Requirement};
use crate::finding::{ENUM_VIOLATION, Finding, PATH_TYPO, ROW_NOT_IN_SAMPLE, Severity, TYPE_MISMATCH};
use crate::lower::PageRead;
use crate::sample::json::{Node, Value};

/// Rows that misspell a field of a response, give it another type or other values than it has, or name one that no sample
/// shows.
pub(super) fn compare(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    page.facts.operations.iter().flat_map(|operation| of_operation(page, operation)).collect()
}

fn of_operation(page: &PageRead, operation: &OperationFact) -> Vec<Finding> {
    let answers: Vec<&Node> = operation
        .responses
        .iter()
        .filter(|response| !response.is_error())
        .filter_map(|response| response.body.as_ref())
        .collect();
    let mut findings = Vec::new();
    for row in &operation.answered {
        let node = row.path.as_deref().and_then(|path| answers.iter().find_map(|answer| field(answer, path)));
        match (&row.path, node) {
            (Some(path), Some(node)) if is_about(operation, row.table) => {
                findings.extend(against(page, row, path, node));
            }
            _ => {}
        }
    }
    findings
}

/// Rows of a response that no sample shows, though nothing says that it may be without them.
pub(super) fn absent(page: &PageRead, dialect: &Dialect) -> Vec<Finding> {
    let is_always_there = |row: &&Field| {
        let may_be_absent = matches!(row.required, Requirement::Optional | Requirement::Conditional);
        !may_be_absent
            && !row.is_alternative
            && !row.nullable
            && !dialect.requirement.cases.is_in(&row.description)
    };
    let rows = shown_rows(page).filter(|row| row.path.is_none()).filter(is_always_there);
    rows.map(|row| {
        let message = format!("no response sample of this operation has a field `{}`", row.name.value);
        let help = "show it in a sample if it is always there";
        let place = page.place(&row.name.span);
        let finding = Finding::new(&ROW_NOT_IN_SAMPLE, place, message, help).field(&row.name.value);
        // an answer need not show all
        Finding { severity: Severity::Info, ..finding }
    })
    .collect()
}

/// The rows of responses that samples show.
pub(super) fn shown_rows(page: &PageRead) -> impl Iterator<Item = &Field> {
    page.facts
        .operations
        .iter()
        .flat_map(|operation| operation.answered.iter().filter(|row| is_about(operation, row.table)))
}

/// Whether half of the rows of a table, or more, name fields that samples have, and as many exactly as not: else it may be
/// about something else.
fn is_about(operation: &OperationFact, table: usize) -> bool {
    let rows = || operation.answered.iter().filter(|row| row.table == table);
    let named = rows().filter(|row| row.path.is_some()).count();
    let exact = rows().filter(|row| row.path.is_some() && !row.typo).count();
    named * 2 >= rows().count() && exact * 2 >= named
}

/// Whether a type column says the type itself, rather than by the name of an object.
pub(super) fn is_plain_type(row: &Field) -> bool {
    row.shape == FieldShape::Table
        && row.location.is_none()
        && row.type_words.as_ref().is_none_or(|words| !words.contains('['))
}

/// A row against the field that it means.
fn against(page: &PageRead, row: &Field, path: &str, node: &Node) -> Vec<Finding> {
    let place = || page.place(&row.name.span);
    let mut findings = Vec::new();
    let last = path.rsplit('.').next().unwrap_or(path);
    let meant = if row.name.value.contains('.') { path } else { last };
    if row.typo && row.name.value.to_lowercase() == meant && row.name.value.starts_with(char::is_uppercase) {
        // a word of another kind of table, or a parameter of the path
        return findings;
    }
    if row.typo && path.strip_suffix(row.name.value.as_str()).is_some_and(|above| above.ends_with('.')) {
        // it is written from the object on that a list of the answer has
        return findings;
    }
    if row.typo {
        let message = format!("`{}` names no field; the response has `{meant}`", row.name.value);
        let finding = Finding::new(&PATH_TYPO, place(), message, format!("write `{meant}`")).field(path);
        let finding = finding.related(page.place(&node.span), "the field it means");
        let is_plain = is_plain_typo(&row.name.value, meant);
        findings.push(if is_plain { finding.fix(false, row.name.span.clone(), meant) } else { finding });
        return findings;
    }
    // what only ends in the row's name may be a field of another object
    let is_own = row.name.value == path;
    if !is_own || node.value == Value::Null || is_placeholder(&node.value) {
        return findings;
    }
    if let Some(name) = wrong_type(row, &node.value).filter(|_| is_plain_type(row)) {
        let message =
            format!("`{path}` is said to be of type {name}; the response has {}", kind(&node.value));
        let finding = Finding::new(&TYPE_MISMATCH, place(), message, "correct the type or the sample");
        findings.push(finding.field(path).related(page.place(&node.span), "the sample's value"));
    }
    let values = &row.bounds.values;
    if let Value::String(text) = &node.value
        && !values.is_empty()
        && !values.contains(text)
    {
        let listed: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
        let message = format!("`{path}` is `{text}` here; its row lists {}", listed.join(", "));
        let help = "correct the sample, or complete the list";
        let finding = Finding::new(&ENUM_VIOLATION, page.place(&node.span), message, help);
        findings.push(finding.field(path).related(place(), "the row with the list"));
    }
    findings
}

/// A field by its dotted path; of a list it is in the first item that has it.
fn field<'n>(node: &'n Node, path: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Array(items) => items.iter().find_map(|item| field(item, path)),
        _ => match path.split_once('.') {
            None => node.member(path).map(|member| &member.value),
            Some((first, rest)) => field(&node.member(first)?.value, rest),
        },
    }
}
