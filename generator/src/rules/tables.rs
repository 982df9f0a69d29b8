//! TB: tables against samples.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::dialect::{self, Claims, Statement};
use crate::dialect::{
    Dialect, Field, FieldLocation, JsonKind, List, OperationFact, Requirement, SampleIndex, contains_words,
    words_of,
};
use crate::finding::{
    CONSTANT_MISMATCH, CREDENTIAL_NOT_IN_SAMPLE, Finding, PATH_TYPO, ROW_NOT_IN_SAMPLE, Severity,
    TEMPLATE_MISMATCH, TYPE_MISMATCH,
};
use crate::lower::PageRead;
use crate::model::{Origin, PathTemplate};
use crate::sample::json::Value;

/// A row's name is a misspelling, or another case, of a field in the sample.
pub(super) fn path_typo(page: &PageRead, sent: &SampleIndex<'_>, _: &Dialect) -> Vec<Finding> {
    let facts = &page.facts;
    let own = facts.operations.iter().flat_map(|operation| &operation.rows).map(|row| (row, true));
    let all = facts.credentials.iter().map(|row| (row, false)).chain(own);
    let known = LazyCell::new(|| OperationWords::by(&facts.operations));
    let in_paths = LazyCell::new(|| names_in_paths(&facts.operations));
    // by table and path: the fields that a row calls by their name
    let documented = LazyCell::new(|| -> BTreeSet<(usize, &str)> {
        let rows = facts.operations.iter().flat_map(|operation| &operation.rows).chain(&facts.credentials);
        rows.filter(|row| !row.typo).filter_map(|row| Some((row.table, row.path.as_deref()?))).collect()
    });
    all.filter(|(row, _)| row.typo)
        .filter_map(|(row, full)| {
            let path = row.path.as_deref()?;
            let last = path.rsplit('.').next().unwrap_or(path);
            let meant = if full || row.name.value.contains('.') { path } else { last };
            // a field that has its row already is not meant by another one, and a parameter is none of the body
            let is_parameter = in_paths.contains(&row.name.value.to_lowercase());
            let is_another = documented.contains(&(row.table, path)) || known.names(&row.name.value);
            if meant == row.name.value || is_parameter || is_another {
                return None;
            }
            let message = format!("`{}` names no field; the sample has `{meant}`", row.name.value);
            let help = format!("write `{meant}`");
            let finding = Finding::new(&PATH_TYPO, page.place(&row.name.span), message, help)
                .field(path)
                .fix(is_plain_typo(&row.name.value, meant), row.name.span.clone(), meant);
            Some(match sent.all(path).next() {
                Some(node) => finding.related(page.place(&node.span), "the field it means"),
                None => finding,
            })
        })
        .collect()
}

/// The names of the parameters that paths have, in lower case.
fn names_in_paths(operations: &[OperationFact]) -> BTreeSet<String> {
    let paths = operations.iter().map(|operation| PathTemplate::parse(&operation.path));
    paths.flat_map(|path| path.parameters().map(str::to_lowercase).collect::<Vec<_>>()).collect()
}

/// Whether two names differ by so little that one is the other, misspelled: in case, by one letter, or by few of many.
pub(super) fn is_plain_typo(found: &str, meant: &str) -> bool {
    const LETTERS_A_TYPO: usize = 6;
    let distance = strsim::osa_distance(&found.to_lowercase(), &meant.to_lowercase());
    distance <= 1 || distance * LETTERS_A_TYPO <= meant.chars().count()
}

/// A row of a request's own table names a field that no sample has.
///
/// Where docs mark what is required, a row without a mark is of what may be left out, and one with it is of
/// `required-contradiction`.
pub(super) fn row_not_in_sample(page: &PageRead) -> Vec<Finding> {
    let operations = page.facts.operations.iter().filter(|operation| !operation.requests.is_empty());
    let marks = marks_requirement(page);
    let is_expected = |row: &&Field| row.required == Requirement::Unstated && !marks;
    operations
        .flat_map(|operation| absent(operation, &page.facts.operations))
        .filter(is_expected)
        .map(|row| {
            let message = format!("no sample of this operation has a field `{}`", row.name.value);
            let help = "show it in a sample, or correct its name if it is sent by another";
            let finding = Finding::new(&ROW_NOT_IN_SAMPLE, page.place(&row.name.span), message, help);
            // a table that says types, or what is required, need not be shown as a whole
            let is_authority = row.type_words.is_some() || row.required != Requirement::Unstated;
            let severity = if is_authority { Severity::Info } else { finding.severity };
            Finding { severity, ..finding }.field(&row.name.value)
        })
        .collect()
}

/// Whether the rows of a page say what is required, or what is not, as a habit.
fn marks_requirement(page: &PageRead) -> bool {
    let rows = || page.facts.operations.iter().flat_map(|operation| &operation.rows);
    let sent = || rows().filter(|row| row.location != Some(FieldLocation::Path));
    sent().filter(|row| row.required != Requirement::Unstated).count() * 4 >= sent().count().max(1)
}

/// How many rows the operations of a page have that samples show.
pub(super) fn shown_rows(page: &PageRead) -> usize {
    let operations = page.facts.operations.iter().filter(|operation| !operation.requests.is_empty());
    operations.map(|operation| operation.rows.len()).sum()
}

/// Rows of an operation that name neither a field of its samples nor anything else that these send. A table of which
/// no row does is about something else; so is a row that is named like a part of the path of one of `all` operations.
pub(super) fn absent<'a>(
    operation: &'a OperationFact,
    all: &'a [OperationFact],
) -> impl Iterator<Item = &'a Field> {
    const MANY: usize = 3;
    let known = LazyCell::new(|| OperationWords::by([operation]));
    let in_paths = LazyCell::new(|| names_in_paths(all));
    // of each table: how many rows it has, and whether one of them is known
    let mut tables: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
    let mut absent: Vec<&Field> = Vec::new();
    let sends = operation.requests.iter().any(|request| request.body.is_some() || request.form.is_some());
    // a sample shows what the path and the query are by example, and need not show all of what may be left out
    let is_of_sample = |row: &&Field| {
        let is_of_body = matches!(row.location, Some(FieldLocation::Body | FieldLocation::Form) | None);
        sends && is_of_body && matches!(row.required, Requirement::Required | Requirement::Unstated)
    };
    for row in operation.rows.iter().filter(is_of_sample) {
        let is_known = row.path.is_some()
            || known.names(&row.name.value)
            || in_paths.contains(&row.name.value.to_lowercase());
        let (rows, one_is_known) = tables.entry(row.table).or_default();
        *rows += 1;
        *one_is_known |= is_known;
        absent.extend((!is_known).then_some(row));
    }
    let of_another =
        move |table: usize| tables.get(&table).is_some_and(|(rows, known)| *rows >= MANY && !known);
    absent.into_iter().filter(move |row| !of_another(row.table))
}

/// What the samples and the formats of operations state beside their bodies: headers, parameters, placeholders.
#[derive(Default)]
pub(super) struct OperationWords<'a> {
    urls: BTreeSet<&'a str>,
    /// What is on either side of a `=`, and as which words.
    sides: BTreeSet<&'a str>,
    words: BTreeSet<Vec<String>>,
    headers: BTreeSet<String>,
    values: BTreeSet<&'a str>,
    /// What is in braces in URLs, and in values of headers.
    in_urls: BTreeSet<&'a str>,
    in_values: BTreeSet<&'a str>,
}

impl<'a> OperationWords<'a> {
    /// What `operations` state.
    pub(super) fn by(operations: impl IntoIterator<Item = &'a OperationFact>) -> Self {
        let mut known = Self::default();
        for operation in operations {
            let urls = operation.requests.iter().map(|request| request.url.value.as_str());
            for url in urls.chain(operation.query.as_deref()).chain([operation.path.as_str()]) {
                known.url(url);
            }
            for (header, value) in operation.requests.iter().flat_map(|request| &request.headers) {
                known.headers.insert(header.to_ascii_lowercase());
                if known.values.insert(&value.value) {
                    known.in_values.extend(braced(&value.value));
                }
            }
        }
        known
    }

    fn url(&mut self, url: &'a str) {
        if !self.urls.insert(url) {
            return;
        }
        self.in_urls.extend(braced(url));
        let pairs = url.rsplit('?').next().unwrap_or(url).split('&');
        for side in pairs.flat_map(|pair| pair.split('=').take(2)) {
            if self.sides.insert(side) {
                self.words.insert(words_of(side));
            }
        }
    }

    /// Whether a header has this name; or a URL has `{name}`, or a pair with `name` on either side of its `=`, or with
    /// the words of `{NAME}`; or a header's value has `{NAME}`.
    pub(super) fn names(&self, name: &str) -> bool {
        let bare = name.trim_matches(['{', '}']);
        let has = |texts: &BTreeSet<&str>, braced: &BTreeSet<&str>, wanted: &str| match inner(wanted) {
            Some(inner) => braced.contains(inner),
            None => texts.iter().any(|text| text.contains(wanted)),
        };
        self.headers.contains(&name.to_ascii_lowercase())
            || self.sides.contains(bare)
            || (bare != name && self.words.contains(&words_of(bare)))
            || has(&self.urls, &self.in_urls, &format!("{{{bare}}}"))
            || (name.starts_with('{') && has(&self.values, &self.in_values, name))
    }
}

/// What is between two braces that have no other between them.
fn braced(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(inner, _)| inner))
}

/// What is in the braces of a text that is one pair of them.
fn inner(text: &str) -> Option<&str> {
    text.strip_prefix('{')?.strip_suffix('}').filter(|inner| !inner.contains(['{', '}']))
}

/// A row of a prerequisites table names a field that no sample sends.
pub(super) fn credential_not_in_sample(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    if page.facts.operations.iter().all(|operation| operation.requests.is_empty()) {
        return Vec::new();
    }
    let known = LazyCell::new(|| OperationWords::by(&page.facts.operations));
    let rows = page.facts.credentials.iter().filter(|row| row.path.is_none());
    rows.filter(|row| !known.names(&row.name.value))
        .map(|row| {
            let message = format!("no sample on this page sends `{}`", row.name.value);
            let help = "show where it is sent, or say that it is not";
            Finding::new(&CREDENTIAL_NOT_IN_SAMPLE, page.place(&row.name.span), message, help)
                .field(&row.name.value)
        })
        .collect()
}

/// A value said to be fixed differs between two places of the page.
pub(super) fn constant_mismatch(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    page.facts.constants.iter().flat_map(|claims| odd_constants(page, claims)).collect()
}

/// The places that have another value than most; where as many have each, those of the tables.
fn odd_constants(page: &PageRead, claims: &Claims) -> Vec<Finding> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for claim in &claims.claims {
        let (all, in_samples) = counts.entry(&claim.value).or_default();
        *all += 1;
        *in_samples += usize::from(claim.from == Origin::Sample);
    }
    let Some((usual, _)) = counts.iter().max_by_key(|(_, count)| **count) else { return Vec::new() };
    let Some(kept) = claims.claims.iter().find(|claim| claim.value == *usual) else { return Vec::new() };
    let odd = claims.claims.iter().filter(|claim| claim.value != *usual);
    odd.map(|claim| {
        let message =
            format!("`{}` is fixed as `{usual}` elsewhere on the page, here it is `{}`", claims.path, claim.value);
        let help = "find out which one holds and correct the other; until then, settle it in docwright.yaml under \
                    `resolutions:`, or the generated client asks its caller for the value";
        Finding::new(&CONSTANT_MISMATCH, page.place(&claim.span), message, help)
            .field(&claims.path)
            .related(page.place(&kept.span), "the other value")
    })
    .collect()
}

/// A connection-string pattern is spelled differently in table and sample.
pub(super) fn template_mismatch(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    page.facts.templates.iter().flat_map(|claims| odd_patterns(page, claims)).collect()
}

/// The rows whose pattern no sample has, where samples have one.
fn odd_patterns(page: &PageRead, claims: &Claims) -> Vec<Finding> {
    let of = |from: Origin| claims.claims.iter().filter(move |claim| claim.from == from);
    let Some(sample) = of(Origin::Sample).next() else { return Vec::new() };
    let sent: BTreeSet<String> = of(Origin::Sample).map(|it| dialect::pattern(&it.value)).collect();
    let differs = |row: &&Statement| !sent.contains(&dialect::pattern(&row.value));
    of(Origin::Table)
        .filter(differs)
        .map(|row| {
            let message = format!("the pattern of `{}` is not the one that the sample sends", claims.path);
            let help = "find out which one holds and correct the other; until then, settle it in docwright.yaml \
                        under `resolutions:`, or the generated client has no typed template";
            Finding::new(&TEMPLATE_MISMATCH, page.place(&row.span), message, help)
                .field(&claims.path)
                .related(page.place(&sample.span), "the sample's pattern")
        })
        .collect()
}

/// The words, or a column for types, name a type that the sample's value does not have.
pub(super) fn type_mismatch(page: &PageRead, sent: &SampleIndex<'_>, _: &Dialect) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, operation) in page.facts.operations.iter().enumerate() {
        for row in &operation.rows {
            let Some(path) = &row.path else { continue };
            let Some(node) = sent.by(at, path).next() else { continue };
            // a placeholder has no type of its own
            if is_placeholder(&node.value) {
                continue;
            }
            let Some(name) = wrong_type(row, &node.value) else { continue };
            let message =
                format!("`{path}` is said to be of type {name}; the sample sends {}", kind(&node.value));
            let help = "say how it is sent, or correct the sample";
            findings.push(
                Finding::new(&TYPE_MISMATCH, page.place(&row.name.span), message, help)
                    .field(path)
                    .related(page.place(&node.span), "the sample's value"),
            );
        }
    }
    findings
}

/// The type that a row names and a value does not have. What a column says is a type; in a sentence, only words that
/// mean nothing else count.
pub(super) fn wrong_type(row: &Field, value: &Value) -> Option<&'static str> {
    type Fits = fn(&Value) -> bool;
    const NAMED: [(&str, List, bool, Fits); 6] = [
        ("boolean", List::Boolean, true, |value| matches!(value, Value::Bool(_))),
        (
            "integer",
            List::Integer,
            true,
            |value| matches!(value, Value::Number(number) if number.is_integer()),
        ),
        ("array", List::Array, true, |value| matches!(value, Value::Array(_))),
        ("number", List::ColumnNumber, false, |value| matches!(value, Value::Number(_))),
        ("string", List::ColumnString, false, |value| matches!(value, Value::String(_))),
        ("object", List::ColumnObject, false, |value| matches!(value, Value::Object(_))),
    ];
    match &row.type_words {
        Some(_) if !row.kinds.is_empty() && row.refers_to.is_none() => {
            let is_null = row.nullable && *value == Value::Null;
            // `Day Totals Object`: the name of an object may have words of other types in it
            let is_object =
                row.is_map() || row.type_words.as_ref().is_some_and(|words| contains_words(words, "object"));
            let fits = is_null
                || (is_object && matches!(value, Value::Object(_)))
                || row.kinds.iter().any(|kind| kind_fits(*kind, value));
            row.kinds.first().map(|kind| kind.name()).filter(|_| !fits)
        }
        Some(kind) => {
            let says = |name, list| row.kind_mentions.has(list) || contains_words(kind, name);
            let mut known = NAMED.iter().filter(|(name, list, ..)| says(name, *list)).peekable();
            let first = known.peek().map(|(name, ..)| *name)?;
            (!known.any(|(.., fits)| fits(value))).then_some(first)
        }
        // `As a string or as an array of strings`
        None if names_another(&row.description, kind(value)) => None,
        // what is said of a map is said of its values
        None if row.mentions.has(List::Map) && matches!(value, Value::Object(_)) => None,
        None => NAMED
            .iter()
            // of `list[].field` a sentence may well speak of the list
            .filter(|(name, ..)| *name != "array" || !row.name.value.contains('['))
            .find(|(_, list, in_sentences, fits)| *in_sentences && row.mentions.has(*list) && !fits(value))
            .map(|(name, ..)| *name),
    }
}

/// Whether words name a kind, `a string`, beside another that it may be.
fn names_another(text: &str, kind: &str) -> bool {
    let kind = kind.rsplit(' ').next().unwrap_or_default();
    let is_it = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case(kind);
    let is_filler = |word: &&str| matches!(*word, "a" | "an" | "as");
    let mut before = text.split(" or ").map(|part| part.split_whitespace().next_back());
    let mut behind = text.split(" or ").skip(1).map(|part| part.split_whitespace().find(|it| !is_filler(it)));
    let parts = text.matches(" or ").count();
    before.by_ref().take(parts).flatten().any(is_it) || behind.any(|word| word.is_some_and(is_it))
}

fn kind_fits(kind: JsonKind, value: &Value) -> bool {
    match (kind, value) {
        (JsonKind::Integer, Value::Number(number)) => number.is_integer(),
        (JsonKind::Boolean, Value::Bool(_))
        | (JsonKind::Number, Value::Number(_))
        | (JsonKind::String, Value::String(_))
        | (JsonKind::Array, Value::Array(_))
        | (JsonKind::Object, Value::Object(_)) => true,
        _ => false,
    }
}

/// Whether a value only stands for one.
pub(super) fn is_placeholder(value: &Value) -> bool {
    matches!(value, Value::String(text) if text.contains('{') || text.starts_with(['<', '$']))
}

pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
