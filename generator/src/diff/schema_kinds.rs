//! What types have to do with each other, and what they are called.

use crate::model::{Encoding, Schema};

/// Whether whatever `old` takes `new` takes too, and more.
pub(super) fn widened(old: &Schema, new: &Schema) -> bool {
    let native = |encoding: &Encoding| *encoding == Encoding::Native;
    match (old, new) {
        (Schema::Any, _) => false,
        (_, Schema::Any) => true,
        (Schema::Integer { encoding: was }, Schema::Number { encoding: is }) => {
            was == is || !native(was) && !native(is)
        }
        (Schema::Integer { encoding }, Schema::BigInteger | Schema::BigNumber)
        | (Schema::Number { encoding }, Schema::BigNumber) => native(encoding),
        (Schema::BigInteger, Schema::Number { encoding }) => native(encoding),
        (Schema::BigInteger, Schema::BigNumber) | (Schema::Enum(_), Schema::String) => true,
        (Schema::Enum(was), Schema::Enum(is)) => was.values.iter().all(|value| is.values.contains(value)),
        (Schema::Object(_), Schema::Map { values }) => **values == Schema::Any,
        (
            Schema::Boolean { encoding } | Schema::Integer { encoding } | Schema::Number { encoding },
            Schema::String | Schema::Secret | Schema::Id { .. },
        ) => !native(encoding),
        _ => false,
    }
}

/// Whether it is sent as a string.
pub(super) fn is_text(schema: &Schema) -> bool {
    match schema {
        Schema::String | Schema::Secret | Schema::Id { .. } | Schema::Enum(_) => true,
        Schema::Boolean { encoding } | Schema::Integer { encoding } | Schema::Number { encoding } => {
            *encoding == Encoding::Text
        }
        _ => false,
    }
}

/// A type, in words.
pub(super) fn type_name(schema: &Schema) -> &'static str {
    let text = |encoding: &Encoding| *encoding == Encoding::Text;
    match schema {
        Schema::String => "a string",
        Schema::Secret => "a secret",
        Schema::SecretInteger => "a secret whole number",
        Schema::Id { .. } => "an id",
        Schema::Boolean { encoding } if text(encoding) => "a boolean, sent as a string",
        Schema::Boolean { .. } => "a boolean",
        Schema::Integer { encoding } if text(encoding) => "a whole number, sent as a string",
        Schema::Integer { .. } => "a whole number",
        Schema::Number { encoding } if text(encoding) => "a number, sent as a string",
        Schema::Number { .. } => "a number",
        Schema::BigInteger => "a whole number of any size",
        Schema::BigNumber => "a number of any size and precision",
        Schema::Enum(_) => "one of some texts",
        Schema::Binary => "bytes",
        Schema::Any => "any JSON",
        Schema::Array { .. } => "a list",
        Schema::Map { .. } => "a map",
        Schema::Named { .. } => "a named object",
        Schema::Object(_) => "an object",
        Schema::OneOf(_) => "one of several shapes",
    }
}
