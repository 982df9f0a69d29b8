//! Tables that list the values of fields which other tables document.

use super::Placing;
use crate::dialect::attribute::location::alike;
use crate::dialect::facts::field::{Field, JsonKind};
use crate::dialect::recognise::table;
use crate::dialect::singular;
use crate::markdown::Table;

/// How many parameters above a table it may be of the values of.
const NEAR: usize = 100;

impl Placing<'_, '_> {
    /// The parameter of an operation whose values a table says more of. What is an object has names of its own.
    pub(super) fn valued(&self, table: &Table, at: usize) -> Option<String> {
        let subject = alike(&table::subject_of_values(table, self.dialect)?);
        let is_it = |name: &str| name == subject || singular(name) == subject;
        let is_value = |field: &&Field| field.kinds.iter().all(|kind| *kind != JsonKind::Object);
        let mut rows = self.operations.get(at)?.rows.iter().rev().take(NEAR).filter(is_value);
        rows.find(|field| is_it(&alike(&field.name.value))).map(|field| field.name.value.clone())
    }

    /// Gives the values that a table lists to the fields of an operation that have none yet; whether it is such a table.
    pub(super) fn takes_values(&mut self, table: &Table, at: usize) -> bool {
        let Some(operation) = self.operations.get_mut(at) else { return false };
        let all = || operation.rows.iter().chain(&operation.answered);
        let known = |name: &str| all().any(|field| last(field) == name);
        let Some(pairs) = table::listed_values(table, known, self.dialect) else { return false };
        let mut paths: Vec<&str> = all().map(|field| field.name.value.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        // a name that several have says of which of them no more than it
        let is_one =
            |name: &str| paths.iter().filter(|path| path.rsplit('.').next() == Some(name)).count() == 1;
        let pairs: Vec<(String, String)> = pairs
            .into_iter()
            .filter(|(name, _)| is_one(name))
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let start = table.rows.first().map_or(0, |row| row.span.start);
        for field in operation.rows.iter_mut().chain(&mut operation.answered) {
            let is_before = field.span.start < start && field.bounds.values.is_empty();
            let own = pairs.iter().filter(|(name, _)| is_before && name == last(field));
            field.bounds.values = match is_before {
                true => own.map(|(_, value)| value.clone()).collect(),
                false => continue,
            };
        }
        true
    }
}

fn last(field: &Field) -> &str {
    field.name.value.rsplit('.').next().unwrap_or_default()
}
