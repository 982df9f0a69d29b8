//! What bounds a value, and values as the documentation writes them.

use serde_json::{Map, Value};

use crate::model::{Encoding, Format, Limit, Schema};

/// The keywords of limits; of types that have none, keywords of our own.
pub(super) fn bound(schema: &Schema, limits: &[Limit], made: &mut Map<String, Value>) {
    let [least, most] = match schema {
        Schema::Integer { encoding: Encoding::Native }
        | Schema::Number { encoding: Encoding::Native }
        | Schema::BigInteger
        | Schema::BigNumber
        | Schema::SecretInteger => ["minimum", "maximum"],
        Schema::Array { .. } => ["minItems", "maxItems"],
        Schema::String | Schema::Secret | Schema::Id { .. } => ["minLength", "maxLength"],
        _ => ["x-docwright-minimum", "x-docwright-maximum"],
    };
    let least_of_all = if least == "minimum" { i64::MIN } else { 0 };
    for limit in limits {
        match limit {
            Limit::AtLeast(number) if *number >= least_of_all => {
                made.insert(least.to_owned(), (*number).into())
            }
            Limit::AtMost(number) if *number >= least_of_all => {
                made.insert(most.to_owned(), (*number).into())
            }
            Limit::AtLeast(number) => made.insert("x-docwright-minimum".to_owned(), (*number).into()),
            Limit::AtMost(number) => made.insert("x-docwright-maximum".to_owned(), (*number).into()),
        };
    }
}

/// A value of a type, as the documentation writes it.
pub(super) fn value(schema: &Schema, text: &str) -> Option<Value> {
    match schema {
        Schema::Integer { encoding: Encoding::Native } | Schema::BigInteger | Schema::SecretInteger => {
            text.parse::<i64>().ok().map(Value::from)
        }
        Schema::Number { encoding: Encoding::Native } | Schema::BigNumber => {
            serde_json::from_str(text).ok().filter(Value::is_number)
        }
        Schema::Boolean { encoding: Encoding::Native } => {
            text.to_ascii_lowercase().parse::<bool>().ok().map(Value::from)
        }
        Schema::String
        | Schema::Secret
        | Schema::Id { .. }
        | Schema::Enum(_)
        | Schema::Integer { .. }
        | Schema::Number { .. }
        | Schema::Boolean { .. } => Some(text.into()),
        _ => None,
    }
}

/// Whether a format is one of a type.
pub(super) fn is_of(format: Format, kind: &Value) -> bool {
    let wanted: &[&str] = match format {
        Format::Int32 | Format::Int64 => &["integer"],
        Format::Float | Format::Double => &["number"],
        _ => &["string"],
    };
    kind.as_str().is_some_and(|kind| wanted.contains(&kind))
}
