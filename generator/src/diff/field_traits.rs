//! What a field is known by under another name.

use std::collections::{BTreeSet, HashSet};

use super::likeness;
use super::samples::ShownValue;
use crate::model::Property;

/// What a field is known by under another name.
pub(super) struct FieldTraits<'a> {
    pub(super) property: &'a Property,
    /// The values that samples show for it and that mean something.
    values: HashSet<&'a str>,
    /// The paths of what it holds, from itself on.
    members: BTreeSet<String>,
}

impl<'a> FieldTraits<'a> {
    pub(super) fn of(property: &'a Property, values: &'a [ShownValue]) -> Self {
        let distinctive = |text: &&str| text.len() > 3 && !matches!(*text, "true" | "false" | "null");
        let mut members = BTreeSet::new();
        property.schema.properties(&mut |inner| {
            members.insert(inner.path.strip_prefix(property.path.as_str()).unwrap_or(&inner.path).to_owned());
        });
        Self {
            property,
            values: values.iter().map(|it| it.text.as_str()).filter(distinctive).collect(),
            members,
        }
    }

    /// How much speaks for it that a field that is gone is one that is new: what is said of it, what samples show for
    /// it, what it holds, or its name.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        /// Rows that are compared with each other, the nearest first.
        const ROWS: usize = 4;
        let (was, is) = (self.property, other.property);
        if std::mem::discriminant(&was.schema) != std::mem::discriminant(&is.schema) {
            return 0.0;
        }
        if !self.values.is_disjoint(&other.values) {
            return 1.0;
        }
        let words = was
            .descriptions
            .iter()
            .take(ROWS)
            .flat_map(|one| is.descriptions.iter().take(ROWS).map(|other| likeness::text(one, other)));
        let held = likeness::common(&self.members, &other.members);
        let name = likeness::text(&was.name, &is.name);
        words.chain([held, name]).fold(0.0, f64::max)
    }
}
