//! Which kinds of JSON a schema may be, as far as it says.

use std::collections::BTreeSet;

use crate::model::{Encoding, Schema};

/// A kind of JSON. Whole numbers are numbers: documentation calls both so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum JsonKind {
    String,
    Number,
    Boolean,
    Array,
    Object,
}

impl JsonKind {
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
pub(super) fn kinds(schema: &Schema) -> BTreeSet<JsonKind> {
    let kinds: &[JsonKind] = match schema {
        Schema::String | Schema::Secret | Schema::Id { .. } | Schema::Enum(_) => &[JsonKind::String],
        // its meaning and its encoding differ: either may be meant
        Schema::Boolean { encoding: Encoding::Text } => &[JsonKind::Boolean, JsonKind::String],
        Schema::Integer { encoding: Encoding::Text } | Schema::Number { encoding: Encoding::Text } => {
            &[JsonKind::Number, JsonKind::String]
        }
        Schema::Boolean { .. } => &[JsonKind::Boolean],
        Schema::Integer { .. } | Schema::Number { .. } | Schema::BigInteger | Schema::BigNumber => {
            &[JsonKind::Number]
        }
        Schema::Array { .. } => &[JsonKind::Array],
        Schema::Object(_) | Schema::Map { .. } | Schema::OneOf(_) => &[JsonKind::Object],
        Schema::Named { .. } | Schema::Any | Schema::Binary => &[],
    };
    kinds.iter().copied().collect()
}

/// `a string or a number`.
pub(super) fn words(kinds: &BTreeSet<JsonKind>) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" or ")
}
