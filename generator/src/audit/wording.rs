//! The rule of each kind of difference, and what to do about it.

use std::borrow::Cow;

use crate::diff::contract::{Difference, DifferenceKind};
use crate::finding::{
    CRATE_TYPE_MISMATCH, DEPRECATED_IN_DOCS, DEPRECATED_ONLY_IN_CRATE, ENUM_VALUE_MISSING, FIELD_MISSING,
    FIELD_UNKNOWN, LOCATION_MISMATCH, NULLABLE_NOT_OPTIONAL, OPERATION_MISSING, OPERATION_UNKNOWN,
    OPTIONAL_FORCED, REQUIRED_OMITTABLE, Rule,
};

/// The rule that finds a kind of difference.
pub(super) fn rule(kind: DifferenceKind) -> &'static Rule {
    match kind {
        DifferenceKind::OperationUnknown => &OPERATION_UNKNOWN,
        DifferenceKind::OperationMissing => &OPERATION_MISSING,
        DifferenceKind::FieldUnknown => &FIELD_UNKNOWN,
        DifferenceKind::FieldMissing => &FIELD_MISSING,
        DifferenceKind::RequiredOmittable => &REQUIRED_OMITTABLE,
        DifferenceKind::OptionalForced => &OPTIONAL_FORCED,
        DifferenceKind::TypeMismatch => &CRATE_TYPE_MISMATCH,
        DifferenceKind::NullableNotOptional => &NULLABLE_NOT_OPTIONAL,
        DifferenceKind::EnumValueMissing => &ENUM_VALUE_MISSING,
        DifferenceKind::LocationMismatch => &LOCATION_MISMATCH,
        DifferenceKind::DeprecatedInDocs => &DEPRECATED_IN_DOCS,
        DifferenceKind::DeprecatedOnlyInCrate => &DEPRECATED_ONLY_IN_CRATE,
    }
}

/// What to do about a difference.
pub(super) fn help(difference: &Difference) -> Cow<'static, str> {
    if let Some(nearest) = &difference.nearest {
        return format!("if `{nearest}` is meant, write it so").into();
    }
    match difference.kind {
        DifferenceKind::OperationUnknown => "compare the method and the path with the documentation",
        DifferenceKind::OperationMissing => "add the operation, or accept that the crate does without it",
        DifferenceKind::FieldUnknown => {
            "compare the name with the documentation, or make a field of a response optional"
        }
        DifferenceKind::FieldMissing => "add the field, if callers want it",
        DifferenceKind::RequiredOmittable => "make the field one that is always sent",
        DifferenceKind::OptionalForced => "make the field optional, and leave it out where it is none",
        DifferenceKind::TypeMismatch => "use the documented type",
        DifferenceKind::NullableNotOptional => "make the field an `Option`",
        DifferenceKind::EnumValueMissing => "add the value, or a variant for any other",
        DifferenceKind::LocationMismatch => "send the field where it is documented",
        DifferenceKind::DeprecatedInDocs => "deprecate it, and name what the documentation has instead",
        DifferenceKind::DeprecatedOnlyInCrate => {
            "compare with the documentation, which does not call it deprecated"
        }
    }
    .into()
}

/// What is at the documented place.
pub(super) fn label(difference: &Difference) -> &'static str {
    match (difference.kind, &difference.field) {
        (DifferenceKind::OperationUnknown, _) => "the nearest documented operation",
        (DifferenceKind::FieldUnknown, _) => "what is documented",
        _ => "documented here",
    }
}
