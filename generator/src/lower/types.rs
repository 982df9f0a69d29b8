//! The type of a value that no sample shows, from what its documentation says of it.

use crate::dialect::{Field, JsonKind, ValueFormat};
use crate::model::{Encoding, Format, Schema};

/// The kinds of JSON that some fields state, the first that states any.
fn kinds<'f>(fields: &[&'f Field]) -> Option<&'f Field> {
    fields.iter().copied().find(|field| !field.kinds.is_empty())
}

/// The type that fields state for one value; none where they state none, or several that have nothing in common.
pub(super) fn stated(fields: &[&Field]) -> Option<Schema> {
    let field = kinds(fields)?;
    let Some(kind) = common(&field.kinds) else { return Some(Schema::Any) };
    Some(match kind {
        JsonKind::Array => {
            let item = if field.items.is_empty() {
                None
            } else {
                common(&field.items).map(|kind| scalar(kind, field))
            };
            Schema::Array { items: Box::new(item.unwrap_or(Schema::Any)) }
        }
        JsonKind::Object if field.map && !field.items.is_empty() => {
            let values = common(&field.items).map(|kind| scalar(kind, field));
            Schema::Map { values: Box::new(values.unwrap_or(Schema::Any)) }
        }
        kind => scalar(kind, field),
    })
}

/// The type that fields state for a value of which samples show another; none where these are one type in JSON.
pub(super) fn contradicted(fields: &[&Field], shown: &Schema) -> Option<Schema> {
    stated(fields).filter(|stated| *stated != Schema::Any && *shown != Schema::Any && !stated.is_like(shown))
}

fn scalar(kind: JsonKind, field: &Field) -> Schema {
    match kind {
        JsonKind::String | JsonKind::Object if field.is_file() => Schema::Binary,
        JsonKind::String => Schema::String,
        JsonKind::Integer => Schema::Integer { encoding: Encoding::Native },
        JsonKind::Number => Schema::Number { encoding: Encoding::Native },
        JsonKind::Boolean => Schema::Boolean { encoding: Encoding::Native },
        JsonKind::Array => Schema::Array { items: Box::new(Schema::Any) },
        JsonKind::Object => Schema::Map { values: Box::new(Schema::Any) },
    }
}

/// The kind that values of all these kinds are of; whole numbers are numbers.
fn common(kinds: &[JsonKind]) -> Option<JsonKind> {
    match kinds {
        [kind] => Some(*kind),
        [JsonKind::Integer, JsonKind::Number] => Some(JsonKind::Number),
        _ => None,
    }
}

/// How the text of a value is written, as fields state it.
pub(super) fn format(fields: &[&Field]) -> Option<Format> {
    let format = fields.iter().find_map(|field| field.format)?;
    Some(match format {
        ValueFormat::Date => Format::Date,
        ValueFormat::DateTime => Format::DateTime,
        ValueFormat::Uuid => Format::Uuid,
        ValueFormat::Uri => Format::Uri,
        ValueFormat::Email => Format::Email,
        ValueFormat::Binary => Format::Binary,
        ValueFormat::Int32 => Format::Int32,
        ValueFormat::Int64 => Format::Int64,
    })
}
