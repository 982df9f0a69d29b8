//! Where the documentation states or shows a field.

use super::{ChangePlace, place};
use crate::model::{Evidence, Origin, Property};

/// Where a field is first shown.
pub(super) fn shown(property: &Property, text: &str) -> Option<ChangePlace> {
    place(&property.evidence, Origin::Sample, text)
}

/// Where a row describes a field; where none does, where it is shown.
pub(super) fn described_at(property: &Property, text: &str) -> Option<ChangePlace> {
    place(&property.evidence, Origin::Table, text)
}

/// Whether a row describes a field.
pub(super) fn has_row(evidence: &[Evidence]) -> bool {
    evidence.iter().any(|it| it.from.is_field())
}
