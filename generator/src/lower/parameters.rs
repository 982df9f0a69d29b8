//! What a call takes beside its body: parameters of the path, of the query string, and of the headers.

use foldhash::{HashMap, HashMapExt};

use super::names::{Names, snake};
use super::{PageRead, headers};
use crate::dialect::{Carrier, Dialect, Field, OperationFact, RequestFact, is_secret, is_secret_placeholder};
use crate::model::{Evidence, Location, Origin, Parameter, PathTemplate, Repetition, Schema, Why};

/// The parameters of the path, the query string, and the headers.
pub(super) fn lower(
    page: &PageRead,
    operation: &OperationFact,
    path: &PathTemplate,
    requests: &[&RequestFact],
    dialect: &Dialect,
) -> Vec<Parameter> {
    let evidence: Vec<Evidence> = vec![page.evidence(&operation.span, Origin::ApiFormat)];
    let mut rows = Named::new();
    for (at, row) in operation.rows.iter().enumerate() {
        rows.entry(bare(&row.name.value)).or_insert((at, row));
    }
    let mut idents = Names::default();
    let mut parameter = |name: &str, placeholder: &str, location| Parameter {
        name: name.to_owned(),
        ident: idents.take(snake(name)),
        location,
        schema: schema(name, placeholder, location, dialect),
        format: None,
        required: location == Location::Path,
        why: Why::Unstated,
        nullable: false,
        repetition: Repetition::Repeated,
        flag: false,
        default: None,
        values: Vec::new(),
        limits: Vec::new(),
        description: description(&rows, &[name, placeholder]),
        evidence: evidence.clone(),
    };
    let mut parameters: Vec<Parameter> =
        path.parameters().map(|name| parameter(name, name, Location::Path)).collect();
    let pairs = operation.query_pairs();
    parameters.extend(pairs.iter().map(|pair| parameter(&pair.name, &pair.value, Location::Query)));
    for (name, required, value) in headers::of_call(requests) {
        let mut header = parameter(name, &value.value, Location::Header);
        header.required = required;
        header.evidence = vec![page.evidence(&value.span, Origin::Sample)];
        parameters.push(header);
    }
    parameters
}

/// Text, or a secret: by the name, or by the placeholder that a sample has for it.
fn schema(name: &str, placeholder: &str, location: Location, dialect: &Dialect) -> Schema {
    let is_secret = match location {
        Location::Path => is_secret(name, Carrier::Data, dialect),
        Location::Query | Location::Header | Location::Cookie => {
            is_secret(name, Carrier::Request, dialect) || is_secret_placeholder(placeholder, dialect)
        }
    };
    if is_secret { Schema::Secret } else { Schema::String }
}

/// Rows by their names, braces or not: the first of each, with its place.
type Named<'a> = HashMap<&'a str, (usize, &'a Field)>;

fn bare(name: &str) -> &str {
    name.trim_matches(['{', '}'])
}

/// The words of the first row that has one of `names`.
fn description(rows: &Named<'_>, names: &[&str]) -> Option<String> {
    let named = names.iter().filter_map(|name| rows.get(bare(name)));
    let (_, row) = named.min_by_key(|(at, _)| *at)?;
    Some(row.description.clone()).filter(|text| !text.is_empty())
}
