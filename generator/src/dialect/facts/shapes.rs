//! The shapes that operations and fields are documented in, as a dialect's file calls them.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::dialect::facts::field::FieldShape;

/// What names an operation, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::dialect) enum LineShape {
    Fence,
    Heading,
    Component,
    Pair,
    Paragraph,
    Row,
    Item,
    Sentence,
    Program,
}

/// Shapes that a dialect does not read.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::dialect) struct NotRead {
    /// In which no operation is documented.
    pub operations: Vec<LineShape>,
    /// In which no field is documented.
    pub fields: Vec<FieldShape>,
}

impl NotRead {
    /// Adds what another dialect does not read.
    pub fn add(&mut self, other: &Self) {
        self.operations.extend(&other.operations);
        self.fields.extend(&other.fields);
    }

    /// What a file may have here, as JSON Schema.
    pub fn schema() -> Value {
        let list = |words: &str, names: &[&str]| json!({ "type": "array", "items": { "enum": names }, "description": words });
        let operations =
            ["fence", "heading", "component", "pair", "paragraph", "row", "item", "sentence", "program"];
        let fields = ["table", "list", "definition", "heading", "component", "declaration"];
        json!({
            "type": "object",
            "additionalProperties": false,
            "description": "Shapes that are not read, because these docs mean something else by them. What has one is listed as unread.",
            "properties": {
                "operations": list("Shapes in which no operation is named.", &operations),
                "fields": list("Shapes in which no field is documented.", &fields),
            },
        })
    }
}
