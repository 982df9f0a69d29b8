//! TB: rows against each other, and against what they say of a field's values.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::{OperationWords, wrong_type};
use crate::dialect::{
    Dialect, Field, FieldLocation, OperationFact, Payload, RawContent, Requirement, SampleIndex,
    contains_words,
};
use crate::finding::{
    DEFAULT_INVALID, DUPLICATE_ROW, ENUM_VIOLATION, Finding, REQUIRED_CONTRADICTION, ROW_NOT_IN_SAMPLE,
};
use crate::lower::{PageRead, fields_of_raw};
use crate::sample::json::{JsonNumber, Node, Value};

/// A field is optional here and required there, or required and in no sample.
pub(super) fn required_contradiction(
    page: &PageRead,
    sent: &SampleIndex<'_>,
    dialect: &Dialect,
) -> Vec<Finding> {
    let within = rows(page).filter(|row| contradicts_itself(row)).map(|row| {
        let message =
            format!("the column and the words of `{}` differ on whether it is required", row.name.value);
        let help = "find out which one holds and correct the other";
        Finding::new(&REQUIRED_CONTRADICTION, page.place(&row.name.span), message, help)
            .field(field_of_row(row))
    });
    let mut fields: BTreeMap<&str, Vec<&Field>> = BTreeMap::new();
    for row in rows(page) {
        row.path.iter().for_each(|path| fields.entry(path).or_default().push(row));
    }
    let general: BTreeSet<usize> = page.facts.credentials.iter().map(|row| row.span.start).collect();
    let between = fields.iter().filter_map(|(path, rows)| {
        // more rows, and rows of two prerequisites tables, may be about different ways to do it; and only of a field
        // that one sample sends do all rows speak alike
        let [first, second] = rows.as_slice() else { return None };
        let of_two_ways = first.table != second.table && general.contains(&second.span.start);
        let alike = !of_two_ways && sent.all(path).len() == 1;
        alike.then(|| contradicts_another(page, path, first, second)).flatten()
    });
    let absent = required_and_absent(page, dialect).chain(required_and_left_out(page));
    within.chain(between).chain(absent).collect()
}

/// A row against the one other row of its field.
fn contradicts_another(page: &PageRead, path: &str, first: &Field, second: &Field) -> Option<Finding> {
    let words = |required: bool| if required { "required" } else { "optional" };
    let (there, here) = (first.required.certain()?, second.required.certain()?);
    let message = format!("`{path}` is {} here and {} in another row", words(here), words(there));
    let help = "find out which one holds and correct the other";
    (here != there).then(|| {
        Finding::new(&REQUIRED_CONTRADICTION, page.place(&second.name.span), message, help)
            .field(path)
            .related(page.place(&first.name.span), format!("{} here", words(there)))
    })
}

/// Rows of a request's own table that name a required field which the bodies of its samples have not, or a required
/// parameter which is in none of their URLs.
fn required_and_absent<'a>(page: &'a PageRead, dialect: &'a Dialect) -> impl Iterator<Item = Finding> + 'a {
    page.facts.operations.iter().flat_map(move |operation| {
        let body =
            operation.requests.iter().find_map(|request| request.body.as_ref().or(request.form.as_ref()));
        let request = operation.requests.first();
        super::tables::absent(operation, &page.facts.operations)
            .filter(|row| !row.name.value.starts_with('{') && row.required == Requirement::Required)
            .filter(|row| !row.is_alternative && !dialect.requirement.exclusive.is_in(&row.description))
            // a row `body` of an object's type is of the body as a whole
            .filter(|row| row.refers_to.is_none() || !dialect.labels.body.has(&row.name.value))
            // what is required of an object is required where that is sent
            .filter(move |row| row.location == Some(FieldLocation::Query) || has_parent(row, body))
            .filter_map(move |row| {
                let (span, label) = match (row.location, body, request) {
                    (Some(FieldLocation::Query), _, Some(request)) => {
                        (request.url.span.clone(), "the URL without it")
                    }
                    (Some(FieldLocation::Body | FieldLocation::Form) | None, Some(body), _) => {
                        (body.span.start..body.span.start + 1, "the body without it")
                    }
                    _ => return None,
                };
                let message = format!("`{}` is required, and no sample sends it", row.name.value);
                let help = "add it to the sample, or say when it is required";
                Some(
                    Finding::new(&REQUIRED_CONTRADICTION, page.place(&row.name.span), message, help)
                        .field(field_of_row(row))
                        .related(page.place(&span), label),
                )
            })
    })
}

/// Whether a body has what a row's field is a member of.
fn has_parent(row: &Field, body: Option<&Node>) -> bool {
    let Some((parent, _)) = row.name.value.rsplit_once('.') else { return true };
    let mut at = body;
    for name in parent.split('.') {
        at = at.and_then(|node| node.member(name.trim_end_matches("[]"))).map(|member| &member.value);
        while let Some(Node { value: Value::Array(items), .. }) = at {
            at = items.first();
        }
    }
    at.is_some()
}

/// Samples that leave out a required field which another sample of the same operation sends. A change that is sent in part
/// leaves out what stays as it is.
fn required_and_left_out(page: &PageRead) -> Vec<Finding> {
    let mut findings = Vec::new();
    for operation in page.facts.operations.iter().filter(|operation| operation.method != "PATCH") {
        let bodies: Vec<&Node> =
            operation.requests.iter().filter_map(|request| request.body.as_ref()).collect();
        let required = operation.rows.iter().filter(|row| row.required == Requirement::Required);
        // a field of a form is required where a form is sent
        let has_form = operation.requests.iter().any(|request| request.form.is_some());
        let is_of_json = |row: &&Field| !has_form || row.location != Some(FieldLocation::Form);
        for row in required.filter(|_| bodies.len() > 1).filter(is_of_json) {
            let Some(path) = row.path.as_deref().filter(|path| !path.contains('.')) else { continue };
            let is_left_out = |body: &&&Node| {
                matches!(&body.value, Value::Object(members) if !members.is_empty())
                    && body.member(path).is_none()
            };
            let Some(body) = bodies.iter().find(is_left_out) else { continue };
            let message = format!("`{path}` is required, and a sample does not send it");
            let help = "add it to the sample, or say when it is required";
            findings.push(
                Finding::new(&REQUIRED_CONTRADICTION, page.place(&row.name.span), message, help)
                    .field(path)
                    .related(page.place(&(body.span.start..body.span.start + 1)), "the body without it"),
            );
        }
    }
    findings
}

fn contradicts_itself(row: &Field) -> bool {
    match row.required.certain() {
        Some(true) => row.marks.optional,
        Some(false) => row.marks.required,
        None => false,
    }
}

/// A sample's value is not one of those that a row lists.
pub(super) fn enum_violation(page: &PageRead, sent: &SampleIndex<'_>, _: &Dialect) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut names = None;
    for (at, operation) in page.facts.operations.iter().enumerate() {
        // by field: what is sent, each value once
        let mut fields: BTreeMap<&str, Vec<(&Node, String)>> = BTreeMap::new();
        for row in operation.rows.iter().filter(|row| !row.bounds.values.is_empty()) {
            let Some(path) = &row.path else { continue };
            let all = &row.bounds.values;
            // a list of fields is none of values
            let names = names.get_or_insert_with(|| names_of_fields(page));
            if all.iter().any(|name| names.contains(name)) {
                continue;
            }
            let listed: BTreeSet<&str> = all.iter().map(String::as_str).collect();
            let values = fields.entry(path).or_insert_with(|| distinct(sent.by(at, path)));
            if let Some((node, value)) = values.iter().find(|(_, value)| !listed.contains(value.as_str())) {
                let all: Vec<String> = all.iter().map(|value| format!("`{value}`")).collect();
                let message = format!("`{path}` is `{value}` here; its row lists {}", all.join(", "));
                let help = "correct the sample, or complete the list";
                findings.push(
                    Finding::new(&ENUM_VIOLATION, page.place(&node.span), message, help)
                        .field(path)
                        .related(page.place(&row.name.span), "the row with the list"),
                );
            }
        }
    }
    findings
}

/// What rows and samples of a page call fields: by their paths, and by the last names of these.
fn names_of_fields(page: &PageRead) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut add = |path: &str| {
        for name in [path, path.rsplit('.').next().unwrap_or(path)] {
            if !names.contains(name) {
                names.insert(name.to_owned());
            }
        }
    };
    rows(page).for_each(|row| add(&row.name.value));
    bodies(page).for_each(|body| body.fields(&mut |path: &str, _: &Node| add(path)));
    names
}

/// The plain values of a field in some bodies, each where it is first.
fn distinct<'a>(sent: impl Iterator<Item = &'a Node>) -> Vec<(&'a Node, String)> {
    let mut known = BTreeSet::new();
    sent.flat_map(values).filter(|(_, value)| known.insert(value.clone())).collect()
}

/// The plain values of a field, those of a list one by one; placeholders are none.
fn values(node: &Node) -> Vec<(&Node, String)> {
    match &node.value {
        Value::Array(items) => items.iter().flat_map(values).collect(),
        Value::String(text) if !text.contains(['{', '<']) => vec![(node, text.clone())],
        Value::Number(number) => vec![(node, number.text().to_owned())],
        Value::Bool(is) => vec![(node, is.to_string())],
        _ => Vec::new(),
    }
}

/// Two rows of a table have one name and say different things.
pub(super) fn duplicate_row(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    let mut tables: BTreeMap<usize, Vec<&Field>> = BTreeMap::new();
    for row in rows(page) {
        tables.entry(row.table).or_default().push(row);
    }
    tables.values().filter_map(|rows| doubled(page, rows)).collect()
}

/// The second row of a name. Where several names occur twice the table is one of several things, and each has its own.
fn doubled(page: &PageRead, rows: &[&Field]) -> Option<Finding> {
    // what is in the path and in the body is called alike, and two things
    let mut known: BTreeMap<(Option<FieldLocation>, &str), &Field> = BTreeMap::new();
    let mut pairs = rows.iter().filter_map(|row| {
        let first = *known.entry((row.location, &row.name.value)).or_insert(row);
        (!std::ptr::eq(first, *row)).then_some((first, *row))
    });
    let (first, second) = pairs.next().filter(|_| pairs.next().is_none())?;
    let words = |row: &Field| row.description.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let said = |row: &Field| (words(row), row.required, row.type_words.clone());
    let name = &second.name.value;
    let message = format!("a second row for `{name}`, which says something else than the first");
    let help = "make one row of both";
    (said(first) != said(second)).then(|| {
        let finding = Finding::new(&DUPLICATE_ROW, page.place(&second.name.span), message, help);
        finding.field(field_of_row(second)).related(page.place(&first.name.span), "the first row")
    })
}

/// Rows for fields of a body that, as its samples send it, has none.
pub(super) fn of_raw_body(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    let operations = page.facts.operations.iter();
    let found = operations.filter_map(|operation| {
        let (media_type, fields) = fields_of_raw(page, operation)?;
        let known = OperationWords::by([operation]);
        let shown = texts_of_raw(operation);
        let is_shown = move |name: &str| {
            let last = name.rsplit('.').next().unwrap_or(name);
            shown.iter().any(|text| contains_words(text, last))
        };
        let fields: Vec<&Field> = fields.collect();
        // of a body that shows some of them, a sample may leave out what need not be given
        let shows_some = fields.iter().any(|row| is_shown(&row.name.value));
        let is_expected = move |row: &&Field| !shows_some || row.required == Requirement::Required;
        let lost = fields.into_iter().filter(is_expected);
        let lost = lost.filter(move |row| row.path.is_none() && !known.names(&row.name.value));
        let lost = lost.filter(move |row| !is_shown(&row.name.value));
        Some(lost.map(move |row| {
            let name = &row.name.value;
            let message = format!("`{name}` is no field of what the samples send, which is {media_type}");
            let help = "say where it is sent; the client takes this body as it is, and has no such field";
            Finding::new(&ROW_NOT_IN_SAMPLE, page.place(&row.name.span), message, help).field(name)
        }))
    });
    found.flatten().collect()
}

/// What is sent that is neither JSON nor a form, where a sample shows it.
fn texts_of_raw(operation: &OperationFact) -> Vec<&str> {
    let payloads = operation.requests.iter().map(|request| &request.payload);
    payloads
        .filter_map(|payload| match payload {
            Payload::Raw { content: RawContent::Text(text), .. } => Some(text.value.as_str()),
            _ => None,
        })
        .collect()
}

/// A default that is not of the type that its row names.
pub(super) fn default_invalid(page: &PageRead, dialect: &Dialect) -> Vec<Finding> {
    rows(page).filter_map(|row| wrong_default(page, row, dialect)).collect()
}

fn wrong_default(page: &PageRead, row: &Field, dialect: &Dialect) -> Option<Finding> {
    const CHECKED: &[&str] = &["boolean", "integer", "number"];
    let words = &dialect.defaults;
    let value = row.bounds.default.as_deref()?;
    let span = row.default.as_ref().map_or(&row.name.span, |column| &column.span);
    let bare = value.trim_matches(['"', '\'']).to_lowercase();
    if bare.is_empty() || bare.contains('{') || words.none.has(&bare) {
        return None;
    }
    let read = match bare.as_str() {
        "true" | "false" => Value::Bool(bare == "true"),
        _ => match JsonNumber::read(&bare) {
            Some(number) => Value::Number(number),
            None => Value::String(bare),
        },
    };
    let kind = wrong_type(row, &read).filter(|kind| CHECKED.contains(kind))?;
    let message = format!("`{}` is said to be of type {kind}; its default is `{value}`", row.name.value);
    let help = "correct the default or the type";
    Some(Finding::new(&DEFAULT_INVALID, page.place(span), message, help).field(field_of_row(row)))
}

/// The field that a row means, as the sample or else the row calls it.
fn field_of_row(row: &Field) -> &str {
    row.path.as_deref().unwrap_or(&row.name.value)
}

/// All rows of a page: the credentials' first.
fn rows(page: &PageRead) -> impl Iterator<Item = &Field> {
    let own = page.facts.operations.iter().flat_map(|operation| &operation.rows);
    page.facts.credentials.iter().chain(own)
}

fn bodies(page: &PageRead) -> impl Iterator<Item = &Node> {
    let requests = page.facts.operations.iter().flat_map(|operation| &operation.requests);
    requests.filter_map(|request| request.body.as_ref())
}
