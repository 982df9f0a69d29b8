//! Fields that a JSON Schema states which a fence shows in the place of a body.

use super::field_lines::LineField;
use super::words::FieldWords;
use crate::dialect::facts::field::Requirement;
use crate::sample::json::{Member, Node, Value};

/// The fields that a schema of an object states; none where the JSON is a body.
pub(in super::super) fn read(root: &Node) -> Option<Vec<LineField>> {
    let is_object = text(member(root, "type")?)? == "object";
    let properties = members(member(root, "properties")?)?;
    let is_schema = |it: &Member| {
        ["type", "$ref", "enum", "oneOf", "anyOf", "allOf"].iter().any(|key| member(&it.value, key).is_some())
    };
    if !is_object || properties.is_empty() || !properties.iter().all(is_schema) {
        return None;
    }
    let mut fields = Vec::new();
    add(root, "", &mut fields);
    Some(fields)
}

/// Adds the properties of a schema, and those within them, below a prefix.
fn add(schema: &Node, prefix: &str, fields: &mut Vec<LineField>) {
    let required = member(schema, "required").and_then(items);
    for Member { key, key_span, value } in member(schema, "properties").and_then(members).unwrap_or_default()
    {
        let requirement = required.map(|names| names.iter().any(|name| text(name) == Some(key)));
        let said = |key: &str| member(value, key).and_then(text).unwrap_or_default().to_owned();
        let words = FieldWords {
            type_words: Some(type_words(value)).filter(|words| !words.is_empty()),
            requirement: Requirement::of_mark(requirement),
            description: said("description"),
            ..FieldWords::default()
        };
        let name = format!("{prefix}{key}");
        fields.push(LineField { name: name.clone(), span: key_span.clone(), words });
        add(value, &format!("{name}."), fields);
        if let Some(items) = member(value, "items") {
            add(items, &format!("{name}[]."), fields);
        }
    }
}

/// The words for the type of a schema: `string`, `integer[]`, `string | null`, the name of another.
fn type_words(schema: &Node) -> String {
    let named = |node: &Node| text(node).and_then(|it| it.rsplit('/').next()).unwrap_or_default().to_owned();
    if let Some(target) = member(schema, "$ref") {
        return named(target);
    }
    let Some(stated) = member(schema, "type") else { return String::new() };
    let kinds: Vec<&str> = match items(stated) {
        Some(several) => several.iter().filter_map(text).collect(),
        None => text(stated).into_iter().collect(),
    };
    match (kinds.as_slice(), member(schema, "items").map(type_words)) {
        (["array"], Some(items)) if !items.is_empty() && !items.contains(' ') => format!("{items}[]"),
        _ => kinds.join(" | "),
    }
}

fn member<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    node.member(key).map(|member| &member.value)
}

fn members(node: &Node) -> Option<&[Member]> {
    if let Value::Object(members) = &node.value { Some(members) } else { None }
}

fn items(node: &Node) -> Option<&[Node]> {
    if let Value::Array(items) = &node.value { Some(items) } else { None }
}

fn text(node: &Node) -> Option<&str> {
    if let Value::String(text) = &node.value { Some(text) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;
    use crate::dialect::recognise::sketch;

    #[test]
    fn schemas_state_fields() {
        let dialect = Dialect::default_dialect().unwrap();
        for (json, expected) in [
            (
                r#"{"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"type": ["integer", "null"]}}}"#,
                "a: string!, b: integer | null?",
            ),
            (
                r#"{"type": "object", "properties": {"a": {"type": "array", "items": {"type": "object", "properties": {"c": {"$ref": "x/Kite"}}}}}}"#,
                "a: object[], a[].c: Kite",
            ),
            (r#"{"type": "object", "properties": {"a": "b"}}"#, "-"),
            (r#"{"type": "object", "properties": {}}"#, "-"),
            (r#"{"type": "kite", "properties": {"a": {"type": "tail"}}}"#, "-"),
        ] {
            let mark = |field: &LineField| match field.words.requirement {
                Requirement::Required => "!",
                Requirement::Optional => "?",
                _ => "",
            };
            let shown = |field: &LineField| {
                format!(
                    "{}: {}{}",
                    field.name,
                    field.words.type_words.as_deref().unwrap_or_default(),
                    mark(field)
                )
            };
            let root = sketch::read(json, &dialect).roots.into_iter().next().unwrap();
            let read = read(&root).map(|fields| fields.iter().map(shown).collect::<Vec<_>>().join(", "));
            assert_eq!(read.as_deref().unwrap_or("-"), expected, "{json}");
        }
    }
}
