//! Which objects that the documentation defines by name callers make.

use std::collections::BTreeSet;

use super::{NamedSchema, Operation, Schema, Source};

/// The names of the objects that callers make: those that a request holds, and those that these hold.
pub fn sent_schemas<'a>(
    schemas: &'a [NamedSchema],
    sources: impl IntoIterator<Item = &'a Source>,
) -> BTreeSet<&'a str> {
    let mut sent = BTreeSet::new();
    let mut open: Vec<&str> = Vec::new();
    let bodies = sources.into_iter().flat_map(|source| &source.operations).filter_map(Operation::body);
    bodies.for_each(|body| body.named(&mut |name| open.push(name)));
    while let Some(name) = open.pop() {
        let Some(named) = schemas.iter().find(|named| named.name == name).filter(|_| sent.insert(name))
        else {
            continue;
        };
        named.schema.properties.iter().for_each(|held| held.schema.named(&mut |name| open.push(name)));
    }
    sent
}

impl Schema {
    /// Calls `found` with the names of the objects that it refers to, however deep.
    pub fn named<'a>(&'a self, found: &mut impl FnMut(&'a str)) {
        let mut held = |schema: &'a Self| {
            if let Self::Named { name } = schema.innermost() {
                found(name);
            }
        };
        held(self);
        self.properties(&mut |property| held(&property.schema));
    }
}
