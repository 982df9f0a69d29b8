//! Where a documented field is sent, where no label says it: what the path names is a part of it, what a sample's body has
//! is of the body, and else the method decides.

use std::collections::HashSet;

use crate::dialect::facts::field::{Field, FieldLocation, FieldShape};
use crate::dialect::facts::route::split_url;
use crate::dialect::facts::{OperationFact, Payload, RequestFact};
use crate::model::joins_parameters;

/// Methods that ask without a body.
const ASKING: &[&str] = &["GET", "HEAD", "DELETE", "LIST", "SCAN", "OPTIONS"];

/// Whether a method asks without a body.
pub(in crate::dialect) fn is_asking(method: &str) -> bool {
    ASKING.contains(&method)
}

/// Gives each field of an operation a place.
pub(in crate::dialect) fn settle(operation: &mut OperationFact) {
    let in_path: Vec<String> = placeholders(&operation.path).into_iter().map(alike).collect();
    let asks = is_asking(&operation.method);
    let query: Vec<String> = operation.query_pairs().into_iter().map(|pair| pair.name).collect();
    let body = match operation.requests.iter().any(|request| request.form.is_some()) {
        true => FieldLocation::Form,
        false => FieldLocation::Body,
    };
    let sends = operation.requests.iter().any(|request| request.payload == Payload::Json);
    let lists = lists_of_query(operation);
    for field in &mut operation.rows {
        if field.location.is_none() {
            let asks_only = asks && !sends || lists.contains(&field.table);
            field.location = Some(location(field, &in_path, &query, asks_only, body));
        }
    }
}

/// The lists of fields that are of the query as a whole, by where they begin: no label speaks of them, and samples send what one of
/// them has there, and nothing as a body. `Parameters` may be of both, and so may a table.
fn lists_of_query(operation: &OperationFact) -> HashSet<usize> {
    let is_bare = |request: &RequestFact| request.payload == Payload::None && request.form.is_none();
    if !operation.requests.iter().all(is_bare) {
        return HashSet::new();
    }
    let queries = operation.requests.iter().filter_map(|request| split_url(&request.url.value).1);
    let pairs = queries.flat_map(|query| query.split('&'));
    let names: HashSet<&str> = pairs.map(|pair| pair.split('=').next().unwrap_or_default()).collect();
    let is_list = |field: &Field| field.shape == FieldShape::List && field.location.is_none();
    let is_shown = |field: &&Field| is_list(field) && names.contains(field.name.value.as_str());
    let shown: HashSet<usize> = operation.rows.iter().filter(is_shown).map(|field| field.table).collect();
    operation.unlabelled.iter().copied().filter(|list| shown.contains(list)).collect()
}

/// `body` is where the fields of its body are, if it has one.
fn location(
    field: &Field,
    in_path: &[String],
    query: &[String],
    asks_only: bool,
    body: FieldLocation,
) -> FieldLocation {
    if in_path.contains(&alike(&field.name.value)) {
        FieldLocation::Path
    } else if field.path.is_some() {
        body
    } else if query.contains(&field.name.value) || asks_only {
        FieldLocation::Query
    } else {
        body
    }
}

/// Whether the path of one operation goes on where that of the other ends. What is sent by another method has the same body
/// more often than not, and does not count.
pub(in crate::dialect) fn goes_beyond(long: &OperationFact, short: &OperationFact) -> bool {
    let below = short.path.trim_end_matches('/');
    let rest = long.path.strip_prefix(below).filter(|_| !below.is_empty());
    long.method == short.method && rest.is_some_and(|rest| rest.starts_with('/') && rest != "/")
}

/// A name without the marks of a placeholder and what else spellings differ in.
pub(in crate::dialect) fn alike(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric() || *c == '.').flat_map(char::to_lowercase).collect()
}

/// The names of a path's parameters, however they are marked.
pub(in crate::dialect) fn placeholders(path: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let mut names = Vec::new();
    let mut before = '/';
    for (at, mark) in path.char_indices() {
        let opens = matches!(mark, '{' | '<' | '(' | '[')
            || (matches!(mark, ':' | '$' | '*') && before == '/')
            || (mark == ':' && joins_parameters(before));
        before = mark;
        if opens {
            let rest = path.get(at + mark.len_utf8()..).unwrap_or_default();
            names.push(rest.split(|c| !is_name(c)).next().unwrap_or_default().trim());
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_named_in_every_spelling() {
        for (path, names) in [
            ("/a/{id}/b/:name", vec!["id", "name"]),
            ("/a/<id>.json", vec!["id"]),
            ("/a/$ID/[key]", vec!["ID", "key"]),
            ("/Products({ID})/jobs/{JOB}:cancel", vec!["ID", "JOB"]),
            ("/a/{{id}}", vec!["id"]),
            ("/a/*rest", vec!["rest"]),
            ("/a/:from.:to", vec!["from", "to"]),
            ("/plain", vec![]),
        ] {
            assert_eq!(placeholders(path), names, "{path}");
        }
    }
}
