//! The fields that an operation's responses show above a place.

use crate::dialect::Dialect;
use crate::dialect::facts::OperationFact;
use crate::dialect::recognise::field_match::SampledFields;
use crate::dialect::recognise::table;
use crate::markdown::Table;

/// The fields of an operation's responses above a place; places are looked at from the page's top.
#[derive(Default)]
pub(super) struct Answered {
    pub fields: SampledFields,
    /// How many responses these are of.
    read: usize,
}

impl Answered {
    /// Adds the fields of the responses above an offset.
    pub fn read(&mut self, at: usize, operation: &OperationFact) {
        let new = operation.responses.iter().skip(self.read);
        for response in new.take_while(|response| response.fence.start < at) {
            self.read += 1;
            response.body.iter().for_each(|body| self.fields.extend(body));
        }
    }

    /// Whether a table at an offset names more fields of the responses above it than of those that are `asked`.
    pub fn names_more(
        &mut self,
        table: &Table,
        at: usize,
        operation: &OperationFact,
        asked: &SampledFields,
        dialect: &Dialect,
    ) -> bool {
        self.read(at, operation);
        let named = table::resolved(table, &self.fields, dialect);
        named > 0 && named > table::resolved(table, asked, dialect)
    }
}
