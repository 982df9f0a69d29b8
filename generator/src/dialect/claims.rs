//! What a page claims of a field in more than one place: a fixed identifier, the pattern of a connection string.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::SampleIndex;
use super::facts::field::Field;
use super::facts::{Claims, PageFacts, Statement};
use super::words::identifier;
use crate::model::Origin;
use crate::sample::json::{Node, Value, field_path};
use crate::sample::template;
use crate::source::Span;

/// Fields that samples give an identifier and that words give one too.
pub(super) fn constants(facts: &PageFacts, sent: &SampleIndex<'_>) -> Vec<Claims> {
    let mut fields = FieldClaims::new(facts, sent, str::to_owned);
    for (field, value, span) in sampled(facts, |value| identifier(value).is_some()) {
        fields.add(field, identifier(value).unwrap_or(value), Origin::Sample, span);
    }
    for (field, row) in own_rows(facts) {
        for (identifier, span) in identifiers(row) {
            fields.add(field.clone(), identifier, Origin::Table, span);
        }
    }
    let mut said = StatementCounts::default();
    for (path, row) in credentials(facts) {
        for (identifier, span) in identifiers(row) {
            if !said.is_news(path, identifier.to_owned()) {
                continue;
            }
            for field in fields.meant(path, identifier) {
                fields.add(field, identifier, Origin::Table, span);
            }
        }
    }
    let fixed: BTreeSet<FieldKey<'_>> = fixed_by_words(facts, &mut fields).collect();
    // A sentence names no field: it speaks of the one whose samples have its identifier.
    let with = fields.by_value();
    for quoted in &facts.quoted {
        let Some(identifier) = identifier(&quoted.text) else { continue };
        if !said.is_news("", identifier.to_owned()) {
            continue;
        }
        for field in with.get(identifier).into_iter().flatten() {
            fields.add(field.clone(), identifier, Origin::Prose, &quoted.span);
        }
    }
    fields.claimed(|field, claims| {
        fixed.contains(field)
            || claims.iter().any(|claim| claim.from == Origin::Sample)
                && claims.iter().any(|claim| claim.from != Origin::Sample)
    })
}

/// Adds what words fix of fields that samples show, and what samples have for these. What a list of one value has counts only
/// where all samples have it too: else others may come.
fn fixed_by_words<'a>(
    facts: &'a PageFacts,
    fields: &mut FieldClaims<'a, '_>,
) -> impl Iterator<Item = FieldKey<'a>> + use<'a> {
    let mut fixed = Vec::new();
    for operation in &facts.operations {
        let rows = operation.rows.iter().filter_map(|row| {
            let (value, is_listed) = match (&row.bounds.fixed, row.bounds.values.as_slice()) {
                (Some(value), _) => (value, false),
                (None, [value]) => (value, true),
                _ => return None,
            };
            Some((row.path.as_deref()?, row, value, is_listed)).filter(|_| identifier(value).is_none())
        });
        let rows: Vec<_> = rows.collect();
        // by path: which body has it, and as what
        let mut shown: HashMap<&str, Vec<(usize, &Node)>> =
            rows.iter().map(|row| (row.0, Vec::new())).collect();
        let mut count = 0;
        for (at, body) in operation.bodies().enumerate().filter(|_| !rows.is_empty()) {
            count += 1;
            body.fields(&mut |path: &str, node: &'a Node| {
                if let Some(shown) = shown.get_mut(field_path(path).as_ref()) {
                    shown.push((at, node));
                }
            });
        }
        for (path, row, value, is_listed) in rows {
            let shown = shown.get(path).map_or(&[][..], Vec::as_slice);
            let having: BTreeSet<usize> = shown.iter().map(|(at, _)| *at).collect();
            let texts: Vec<_> = shown.iter().map(|(_, node)| (plain_text(node), &node.span)).collect();
            let agrees = texts.iter().all(|(text, _)| text.as_ref() == Some(value));
            if count == 0 || having.len() < count || (is_listed && !agrees) {
                continue;
            }
            let key = (operation.key(), Cow::Borrowed(path));
            let code = row.codes.iter().find(|code| code.value.trim().trim_matches('"') == value.as_str());
            fields.add(key.clone(), value, Origin::Table, code.map_or(&row.span, |code| &code.span));
            for (text, span) in texts {
                if let Some(text) = text.filter(|text| !text.contains(['{', '<'])) {
                    fields.add(key.clone(), &text, Origin::Sample, span);
                }
            }
            fixed.push(key);
        }
    }
    fixed.into_iter()
}

/// A value that holds no other, as text.
fn plain_text(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.text().to_owned()),
        Value::Bool(is) => Some(is.to_string()),
        _ => None,
    }
}

/// How often words that name no operation said a value of a field. Each time speaks of every operation that sends it: what
/// has been said so often says nothing new.
#[derive(Default)]
struct StatementCounts<'a>(HashMap<(&'a str, String), usize>);

impl<'a> StatementCounts<'a> {
    const OFTEN: usize = 50;

    fn is_news(&mut self, path: &'a str, value: String) -> bool {
        let times = self.0.entry((path, value)).or_default();
        *times += 1;
        *times <= Self::OFTEN
    }
}

/// The identifiers that a row gives, examples left out.
fn identifiers(row: &Field) -> impl Iterator<Item = (&str, &Span)> {
    let codes = row.codes.iter().enumerate().filter(|(at, _)| !row.examples.contains(at));
    codes.filter_map(|(_, code)| Some((identifier(&code.value)?, &code.span)))
}

/// Fields whose value is a pattern with placeholders, in rows or in samples.
pub(super) fn templates(facts: &PageFacts, sent: &SampleIndex<'_>) -> Vec<Claims> {
    let mut fields = FieldClaims::new(facts, sent, pattern);
    let mut alternatives: BTreeSet<FieldKey<'_>> = BTreeSet::new();
    let patterns = sampled(facts, |value| template::read(value).is_some());
    for (field, value, span) in &patterns {
        fields.add(field.clone(), value, Origin::Sample, span);
    }
    let own: Vec<(FieldKey<'_>, &Field)> = own_rows(facts).chain(strays(facts, &patterns)).collect();
    let general = credentials(facts).map(|(path, row)| (None, path, row));
    let rows = own.iter().map(|(field, row)| (Some(field), field.1.as_ref(), *row)).chain(general);
    let mut said = StatementCounts::default();
    for (field, path, row) in rows {
        let patterns: Vec<_> =
            row.codes.iter().filter(|code| template::read(&code.value).is_some()).collect();
        let Some(first) = patterns.first() else { continue };
        let value = first.value.trim_end_matches(['.', ',']);
        let meant = match field {
            Some(field) => vec![field.clone()],
            None if said.is_news(path, pattern(value)) => fields.meant(path, value),
            None => continue,
        };
        for field in meant {
            match patterns.len() {
                1 => fields.add(field, value, Origin::Table, &first.span),
                // a row that offers a choice of patterns disputes none of them
                _ => drop(alternatives.insert(field)),
            }
        }
    }
    let all = fields.claimed(|_, _| true).into_iter();
    all.filter(|it| !alternatives.contains(&(it.operation.as_str(), Cow::Borrowed(&it.path)))).collect()
}

/// Rows that name no field but quote nearly the pattern that a sample sends, with that sample's field.
fn strays<'a>(
    facts: &'a PageFacts,
    sent: &[SentString<'a>],
) -> impl Iterator<Item = (FieldKey<'a>, &'a Field)> {
    const NEAR: f64 = 0.8;
    // what a page shows is some patterns, and a pattern is some words; to hold many long ones against each other has no end
    const MANY: usize = 50;
    const LONG: usize = 2_000;
    let mut known = HashSet::new();
    let first_of_each = sent.iter().filter(move |(_, value, _)| value.len() <= LONG && known.insert(*value));
    let sent: Vec<&SentString<'a>> = first_of_each.take(MANY).collect();
    facts.operations.iter().flat_map(|operation| &operation.rows).filter(|row| row.path.is_none()).filter_map(
        move |row| {
            let code = row.codes.iter().find(|code| template::read(&code.value).is_some())?;
            let code = Some(&code.value).filter(|code| code.len() <= LONG)?;
            let near = |value: &str| strsim::normalized_levenshtein(value, code) >= NEAR;
            sent.iter().find(|(_, value, _)| near(value)).map(|(field, ..)| (field.clone(), row))
        },
    )
}

/// What is the same of patterns that say the same. A text that is no pattern is the same as itself.
pub fn pattern(text: &str) -> String {
    match template::read(text) {
        // no text that is a pattern has a `{}` in it, and a text without a mark is none
        Some(template) => template.render(|_| "{}"),
        None => format!("\0{text}"),
    }
}

/// An operation's key, and a field's path in its bodies.
type FieldKey<'a> = (&'a str, Cow<'a, str>);

/// A string that a body sends, with its field and its place.
type SentString<'a> = (FieldKey<'a>, &'a str, &'a Span);

/// The strings in the bodies of requests that `counts` says count.
fn sampled(facts: &PageFacts, counts: impl Fn(&str) -> bool) -> Vec<SentString<'_>> {
    let mut found = Vec::new();
    for operation in &facts.operations {
        for body in operation.requests.iter().filter_map(|request| request.body.as_ref()) {
            body.fields(&mut |path: &str, node: &Node| {
                if let Value::String(text) = &node.value
                    && counts(text)
                {
                    found.push(((operation.key(), Cow::Owned(path.to_owned())), text.as_str(), &node.span));
                }
            });
        }
    }
    found
}

/// Every row of an operation's own tables that means a field, with it.
fn own_rows(facts: &PageFacts) -> impl Iterator<Item = (FieldKey<'_>, &Field)> {
    facts.operations.iter().flat_map(|operation| {
        let meaning = operation.rows.iter().filter_map(|row| Some((row.path.as_deref()?, row)));
        meaning.map(|(path, row)| ((operation.key(), Cow::Borrowed(path)), row))
    })
}

/// Every row of a prerequisites table that means a field, with its path.
fn credentials(facts: &PageFacts) -> impl Iterator<Item = (&str, &Field)> {
    facts.credentials.iter().filter_map(|row| Some((row.path.as_deref()?, row)))
}

/// Which fields claim what; values that are the `same` are one.
struct FieldClaims<'a, 's> {
    claims: BTreeMap<FieldKey<'a>, Vec<Statement>>,
    facts: &'a PageFacts,
    sent: &'s SampleIndex<'a>,
    same: fn(&str) -> String,
    /// By path, once a row of no operation's own has asked.
    of_path: HashMap<&'a str, OfPath<'a>>,
}

/// The fields of one path.
struct OfPath<'a> {
    /// Those that are sent, in page order.
    sent: Vec<FieldKey<'a>>,
    /// The place of each in `sent`, by its operation.
    places: HashMap<&'a str, usize>,
    /// Before this one all have a row of their own.
    free: usize,
    /// Those that have a value, by their places in `sent`.
    with: HashMap<String, BTreeSet<usize>>,
}

impl<'a, 's> FieldClaims<'a, 's> {
    fn new(facts: &'a PageFacts, sent: &'s SampleIndex<'a>, same: fn(&str) -> String) -> Self {
        Self { claims: BTreeMap::new(), facts, sent, same, of_path: HashMap::new() }
    }

    fn add(&mut self, field: FieldKey<'a>, value: &str, from: Origin, span: &Span) {
        if let Some(known) = self.of_path.get_mut(field.1.as_ref())
            && let Some(at) = known.places.get(field.0)
        {
            known.with.entry((self.same)(value)).or_default().insert(*at);
        }
        let claim = Statement { value: value.to_owned(), from, span: span.clone() };
        self.claims.entry(field).or_default().push(claim);
    }

    /// The fields that have a value, in their order.
    fn by_value(&self) -> HashMap<String, BTreeSet<FieldKey<'a>>> {
        let mut fields: HashMap<String, BTreeSet<FieldKey<'a>>> = HashMap::new();
        for (field, claims) in &self.claims {
            for claim in claims {
                fields.entry(claim.value.clone()).or_default().insert(field.clone());
            }
        }
        fields
    }

    /// The fields that a row of no operation's own may mean: of all that are sent those that have its value, else the
    /// first of which no row of its own speaks.
    fn meant(&mut self, path: &'a str, value: &str) -> Vec<FieldKey<'a>> {
        let Self { claims, facts, sent, same, of_path } = self;
        let of_path = of_path.entry(path).or_insert_with(|| OfPath::new(path, facts, sent, claims, *same));
        if let Some(agreeing) = of_path.with.get(&same(value)) {
            return agreeing.iter().filter_map(|at| of_path.sent.get(*at)).cloned().collect();
        }
        let is_free = |field: &FieldKey<'a>| {
            claims.get(field).is_none_or(|claims| claims.iter().all(|claim| claim.from == Origin::Sample))
        };
        while of_path.sent.get(of_path.free).is_some_and(|field| !is_free(field)) {
            of_path.free += 1;
        }
        of_path.sent.get(of_path.free).or(of_path.sent.first()).cloned().into_iter().collect()
    }

    fn claimed(self, enough: impl Fn(&FieldKey<'a>, &[Statement]) -> bool) -> Vec<Claims> {
        let mut all: Vec<Claims> = self
            .claims
            .into_iter()
            .filter(|(field, claims)| enough(field, claims))
            .map(|((operation, path), mut claims)| {
                claims.sort_by_key(|claim| claim.span.start);
                claims.shrink_to_fit();
                Claims { operation: operation.to_owned(), path: path.into_owned(), claims }
            })
            .collect();
        all.sort_by_key(|claims| claims.claims.first().map_or(0, |claim| claim.span.start));
        all
    }
}

impl<'a> OfPath<'a> {
    fn new(
        path: &'a str,
        facts: &'a PageFacts,
        sent: &SampleIndex<'a>,
        claims: &BTreeMap<FieldKey<'a>, Vec<Statement>>,
        same: fn(&str) -> String,
    ) -> Self {
        let mut new = Self { sent: Vec::new(), places: HashMap::new(), free: 0, with: HashMap::new() };
        for operation in sent.senders(path).filter_map(|at| facts.operations.get(at)) {
            let (key, at) = (operation.key(), new.sent.len());
            if *new.places.entry(key).or_insert(at) != at {
                continue;
            }
            let field = (key, Cow::Borrowed(path));
            for claim in claims.get(&field).into_iter().flatten() {
                new.with.entry(same(&claim.value)).or_default().insert(at);
            }
            new.sent.push(field);
        }
        new
    }
}
