//! What single keywords of a schema say.

use super::super::tree::{SpecNode, SpecValue};
use crate::model::{Encoding, Limit, Schema, Why};

/// What a document says of whether something is required: what ours leave open is open.
pub(super) fn why(node: &SpecNode) -> Why {
    match node.text("x-docwright-required") {
        Some("unstated") => Why::Unstated,
        Some("conditional") => Why::Conditional,
        Some(_) => Why::EverySample,
        None => Why::Stated,
    }
}

pub(super) fn has_properties(node: &SpecNode) -> bool {
    node.get("properties").is_some_and(|properties| !properties.entries().is_empty())
}

/// Whether it says anything of what it stands for: `true` and `{}` do not.
pub(super) fn is_schema(node: &SpecNode) -> bool {
    !node.entries().is_empty()
}

/// The types that a schema names.
pub(super) fn kinds_of(node: &SpecNode) -> Vec<&str> {
    match node.get("type") {
        Some(kind) => match kind.as_str() {
            Some(kind) => vec![kind],
            None => kind.items().iter().filter_map(SpecNode::as_str).collect(),
        },
        None => Vec::new(),
    }
}

/// Whether a schema has null as its only value; version 3.0 has no type of it, and lists it.
pub(super) fn is_null(node: &SpecNode) -> bool {
    let listed = node.get("enum").map_or(&[][..], SpecNode::items);
    kinds_of(node) == ["null"] || matches!(listed, [only] if matches!(only.value, SpecValue::Null))
}

/// The types that a schema names but null.
pub(super) fn kinds(node: &SpecNode) -> Vec<&str> {
    kinds_of(node).into_iter().filter(|kind| *kind != "null").collect()
}

/// The type of a schema that names none.
pub(super) fn implied(node: &SpecNode) -> Option<&'static str> {
    let listed = node.get("enum").map_or(&[][..], SpecNode::items);
    if has_properties(node) || node.get("additionalProperties").is_some_and(is_schema) {
        Some("object")
    } else if node.get("items").is_some() {
        Some("array")
    } else if !listed.is_empty() && listed.iter().all(|it| it.as_str().is_some()) {
        Some("string")
    } else {
        None
    }
}

/// A string, or what one means.
pub(super) fn string(node: &SpecNode) -> Schema {
    let encoding = Encoding::Text;
    match (node.text("x-docwright-meaning"), node.text("format")) {
        (Some("integer"), _) => Schema::Integer { encoding },
        (Some("number"), _) => Schema::Number { encoding },
        (Some("boolean"), _) => Schema::Boolean { encoding },
        (_, Some("password")) => Schema::Secret,
        (_, Some("binary")) => Schema::Binary,
        _ => Schema::String,
    }
}

pub(super) fn constant(node: &SpecNode) -> Option<serde_json::Value> {
    let one = || match node.get("enum")?.items() {
        [only] => Some(only),
        _ => None,
    };
    let fixed = node.get("const").or_else(|| node.get("x-docwright-constant")).or_else(one)?;
    fixed.scalar().map(|_| fixed.to_json())
}

pub(super) fn values(node: &SpecNode) -> Vec<String> {
    node.get("enum")
        .or_else(|| node.get("x-docwright-values"))
        .map_or(&[][..], SpecNode::items)
        .iter()
        .filter_map(SpecNode::scalar)
        .collect()
}

pub(super) fn limits(node: &SpecNode, [least, most]: [&str; 2]) -> Vec<Limit> {
    let number = |key| match node.get(key).map(|it| &it.value) {
        Some(SpecValue::Number(number)) => number.as_i64(),
        _ => None,
    };
    let least = number(least).or_else(|| number("x-docwright-minimum")).map(Limit::AtLeast);
    let most = number(most).or_else(|| number("x-docwright-maximum")).map(Limit::AtMost);
    least.into_iter().chain(most).collect()
}
