//! Texts of which the documentation lists the values.

use crate::model::{Enum, EnumValue, Schema};
use crate::naming::{Names, pascal};

/// A schema with the values that are listed for it: a text, or a list of texts, becomes one of these.
pub(super) fn listed(schema: Schema, values: &[String], name: impl FnOnce() -> String) -> Schema {
    let is_value = |value: &String| !value.trim().is_empty() && !value.contains(['{', '}', '<', '>']);
    if values.is_empty() || !values.iter().all(is_value) {
        return schema;
    }
    match schema {
        Schema::String => {
            let mut names = Names::but(&["Other"]);
            let value = |value: &String| EnumValue { value: value.clone(), name: names.take(pascal(value)) };
            let values = values.iter().map(value).collect();
            Schema::Enum(Enum { name: name(), values })
        }
        Schema::Array { items } => Schema::Array { items: Box::new(listed(*items, values, name)) },
        schema => schema,
    }
}
