//! The rule of each kind of difference, and what to do about it.

use std::borrow::Cow;

use crate::diff::contract::{Difference, Kind};
use crate::finding::{
    CRATE_TYPE_MISMATCH, DEPRECATED_IN_DOCS, DEPRECATED_ONLY_IN_CRATE, ENUM_VALUE_MISSING, FIELD_MISSING,
    FIELD_UNKNOWN, LOCATION_MISMATCH, NULLABLE_NOT_OPTIONAL, OPERATION_MISSING, OPERATION_UNKNOWN,
    OPTIONAL_FORCED, REQUIRED_OMITTABLE, Rule,
};

/// The rule that finds a kind of difference.
pub(super) fn rule(kind: Kind) -> &'static Rule {
    match kind {
        Kind::OperationUnknown => &OPERATION_UNKNOWN,
        Kind::OperationMissing => &OPERATION_MISSING,
        Kind::FieldUnknown => &FIELD_UNKNOWN,
        Kind::FieldMissing => &FIELD_MISSING,
        Kind::RequiredOmittable => &REQUIRED_OMITTABLE,
        Kind::OptionalForced => &OPTIONAL_FORCED,
        Kind::TypeMismatch => &CRATE_TYPE_MISMATCH,
        Kind::NullableNotOptional => &NULLABLE_NOT_OPTIONAL,
        Kind::EnumValueMissing => &ENUM_VALUE_MISSING,
        Kind::LocationMismatch => &LOCATION_MISMATCH,
        Kind::DeprecatedInDocs => &DEPRECATED_IN_DOCS,
        Kind::DeprecatedOnlyInCrate => &DEPRECATED_ONLY_IN_CRATE,
    }
}

/// What to do about a difference.
pub(super) fn help(difference: &Difference) -> Cow<'static, str> {
    if let Some(nearest) = &difference.nearest {
        return format!("if `{nearest}` is meant, write it so").into();
    }
    match difference.kind {
        Kind::OperationUnknown => "compare the method and the path with the documentation",
        Kind::OperationMissing => "add the operation, or accept that the crate does without it",
        Kind::FieldUnknown => {
            "compare the name with the documentation, or make a field of a response optional"
        }
        Kind::FieldMissing => "add the field, if callers want it",
        Kind::RequiredOmittable => "make the field one that is always sent",
        Kind::OptionalForced => "make the field optional, and leave it out where it is none",
        Kind::TypeMismatch => "use the documented type",
        Kind::NullableNotOptional => "make the field an `Option`",
        Kind::EnumValueMissing => "add the value, or a variant for any other",
        Kind::LocationMismatch => "send the field where it is documented",
        Kind::DeprecatedInDocs => "deprecate it, and name what the documentation has instead",
        Kind::DeprecatedOnlyInCrate => "compare with the documentation, which does not call it deprecated",
    }
    .into()
}

/// What stands at the documented place.
pub(super) fn label(difference: &Difference) -> &'static str {
    match (difference.kind, &difference.field) {
        (Kind::OperationUnknown, _) => "the nearest documented operation",
        (Kind::FieldUnknown, _) => "what is documented",
        _ => "documented here",
    }
}
