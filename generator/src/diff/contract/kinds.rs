//! Which kinds of JSON a schema may be, as far as it says.

use std::collections::BTreeSet;

use crate::model::{Encoding, Schema};

/// A kind of JSON. Whole numbers are numbers: documentation calls both so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WireKind {
    String,
    Number,
    Boolean,
    Array,
    Object,
}

impl WireKind {
    fn name(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Array => "a list",
            Self::Object => "an object",
        }
    }
}

/// The kinds of a schema; none where it does not say.
pub(super) fn kinds(schema: &Schema) -> BTreeSet<WireKind> {
    let kinds: &[WireKind] = match schema {
        Schema::String | Schema::Secret | Schema::Id { .. } | Schema::Enum(_) => &[WireKind::String],
        // its meaning and its encoding differ: either may be meant
        Schema::Boolean { encoding: Encoding::Text } => &[WireKind::Boolean, WireKind::String],
        Schema::Integer { encoding: Encoding::Text } | Schema::Number { encoding: Encoding::Text } => {
            &[WireKind::Number, WireKind::String]
        }
        Schema::Boolean { .. } => &[WireKind::Boolean],
        Schema::Integer { .. }
        | Schema::Number { .. }
        | Schema::BigInteger
        | Schema::BigNumber
        | Schema::SecretInteger => &[WireKind::Number],
        Schema::Array { .. } => &[WireKind::Array],
        Schema::Object(_) | Schema::Map { .. } | Schema::OneOf(_) => &[WireKind::Object],
        Schema::Named { .. } | Schema::Any | Schema::Binary => &[],
    };
    kinds.iter().copied().collect()
}

/// `a string or a number`.
pub(super) fn words(kinds: &BTreeSet<WireKind>) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" or ")
}
