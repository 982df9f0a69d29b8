//! Whether a value is one of a written schema: what a document shows as an example must be.
//!
//! Knows the keywords that are written, and no others.

use serde_json::{Map, Value};

/// Schemas within schemas beyond which nothing is validated.
const DEEPEST: usize = 64;

/// Whether `value` is one of `schema`; references are into `root`.
pub(super) fn fits(schema: &Value, value: &Value, root: &Value) -> bool {
    valid(schema, value, root, 0)
}

fn valid(schema: &Value, value: &Value, root: &Value, depth: usize) -> bool {
    let Some(schema) = schema.as_object().filter(|_| depth < DEEPEST) else { return true };
    let is = |schema: &Value| valid(schema, value, root, depth + 1);
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = reference.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
        if !target.is_some_and(is) {
            return false;
        }
    }
    if value.is_null() && schema.get("nullable").and_then(Value::as_bool) == Some(true) {
        return true;
    }
    let list = |key: &str| schema.get(key).and_then(Value::as_array);
    list("allOf").is_none_or(|parts| parts.iter().all(is))
        && list("anyOf").is_none_or(|parts| parts.iter().any(is))
        && list("oneOf").is_none_or(|parts| parts.iter().filter(|part| is(part)).count() == 1)
        && is_of_type(schema, value)
        && list("enum").is_none_or(|values| values.contains(value))
        && schema.get("const").is_none_or(|fixed| fixed == value)
        && is_within(schema, value)
        && match value {
            Value::Object(members) => object(schema, members, root, depth),
            Value::Array(items) => {
                let inner = schema.get("items");
                items.iter().all(|item| inner.is_none_or(|schema| valid(schema, item, root, depth + 1)))
            }
            Value::String(text) => {
                schema.get("format").and_then(Value::as_str).is_none_or(|format| is_format(format, text))
            }
            _ => true,
        }
}

fn is_of_type(schema: &Map<String, Value>, value: &Value) -> bool {
    let is = |kind: &str| match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|it| it.fract() == 0.0),
        _ => true,
    };
    match schema.get("type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}

#[expect(clippy::cast_precision_loss, reason = "limits and lengths are small")]
fn is_within(schema: &Map<String, Value>, value: &Value) -> bool {
    let (measure, keys) = match value {
        Value::Number(number) => (number.as_f64(), ["minimum", "maximum"]),
        Value::String(text) => (Some(text.chars().count() as f64), ["minLength", "maxLength"]),
        Value::Array(items) => (Some(items.len() as f64), ["minItems", "maxItems"]),
        _ => return true,
    };
    let [least, most] = keys.map(|key| schema.get(key).and_then(Value::as_f64));
    let Some(measure) = measure else { return true };
    least.is_none_or(|least| measure >= least) && most.is_none_or(|most| measure <= most)
}

/// An example of an object has the members that its schema names, and no others where it names any: linters want so.
fn object(schema: &Map<String, Value>, members: &Map<String, Value>, root: &Value, depth: usize) -> bool {
    let required = schema.get("required").and_then(Value::as_array);
    let has = |key: &Value| key.as_str().is_none_or(|key| members.contains_key(key));
    let properties = schema.get("properties").and_then(Value::as_object);
    let more = schema.get("additionalProperties");
    let is_closed = properties.is_some_and(|all| !all.is_empty());
    required.is_none_or(|required| required.iter().all(has))
        && members.iter().all(|(key, value)| match properties.and_then(|all| all.get(key)) {
            Some(property) => valid(property, value, root, depth + 1),
            None => match more {
                Some(more) => valid(more, value, root, depth + 1),
                None => !is_closed,
            },
        })
}

/// Whether a text is certainly of a format.
fn is_format(format: &str, text: &str) -> bool {
    let digits =
        |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = |text: &str| match text.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => {
            let within = |text: &str, most: u8| {
                digits(text, 2) && text.parse().is_ok_and(|it: u8| (1..=most).contains(&it))
            };
            let last = match *month {
                "02" => 28,
                "04" | "06" | "09" | "11" => 30,
                _ => 31,
            };
            digits(year, 4) && within(month, 12) && within(day, last)
        }
        _ => false,
    };
    let is_time = |text: &str| {
        let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
        let (clock, zone) = text.split_at_checked(end).unwrap_or((text, ""));
        let clock = clock.split_once('.').map_or(clock, |(clock, _)| clock);
        let is_zone = zone.eq_ignore_ascii_case("z") || zone.len() == 6 && zone.get(3..4) == Some(":");
        let within = |text: &str, most: u8| digits(text, 2) && text.parse().is_ok_and(|it: u8| it <= most);
        match clock.split(':').collect::<Vec<_>>().as_slice() {
            [hour, minute, second] => is_zone && within(hour, 23) && within(minute, 59) && within(second, 59),
            _ => false,
        }
    };
    match format {
        "date" => is_date(text),
        "time" => is_time(text),
        "date-time" => text.split_once(['T', 't']).is_some_and(|(date, time)| is_date(date) && is_time(time)),
        "duration" => {
            text.starts_with('P')
                && text.len() > 2
                && text.bytes().all(|byte| byte.is_ascii_digit() || b"PYMWDTHS".contains(&byte))
                && text.ends_with(|c: char| c.is_ascii_uppercase() && c != 'T')
        }
        "uuid" => {
            let parts: Vec<usize> = text.split('-').map(str::len).collect();
            parts == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        }
        "uri" => {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c);
            text.split_once("://").is_some_and(|(scheme, rest)| {
                !rest.is_empty()
                    && scheme.chars().all(|c| c.is_ascii_alphanumeric())
                    && text.chars().all(is_plain)
                    && !text.contains('%')
                    && text.matches('#').count() <= 1
            })
        }
        "email" => text.split_once('@').is_some_and(|(name, host)| {
            let is_plain = |text: &str| {
                !text.is_empty()
                    && text.chars().all(|c| c.is_ascii_alphanumeric() || "-._+".contains(c))
                    && !text.contains("..")
            };
            is_plain(name)
                && is_plain(host)
                && host.contains('.')
                && !name.starts_with('.')
                && !name.ends_with('.')
                && !host.ends_with('.')
        }),
        "byte" => {
            text.len().is_multiple_of(4)
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_fits_or_does_not() {
        let root = json!({ "components": { "schemas": { "A": { "type": "integer", "minimum": 3 } } } });
        let object = json!({ "type": "object", "required": ["a"], "properties": { "a": { "$ref": "#/components/schemas/A" } } });
        for (schema, value, expected) in [
            (json!({}), json!(null), true),
            (json!({ "type": "string" }), json!("x"), true),
            (json!({ "type": "string" }), json!(null), false),
            (json!({ "type": "string", "nullable": true }), json!(null), true),
            (json!({ "type": ["string", "null"] }), json!(null), true),
            (object.clone(), json!({ "a": 3 }), true),
            (object.clone(), json!({ "a": 2 }), false),
            (object.clone(), json!({ "a": 3.5 }), false),
            (object.clone(), json!({}), false),
            (object.clone(), json!({ "a": 3, "other": 1 }), false),
            (json!({ "type": "object", "properties": {} }), json!({ "other": 1 }), true),
            (json!({ "type": "array", "items": object }), json!([{ "a": 4 }, { "a": "x" }]), false),
            (
                json!({ "type": "object", "additionalProperties": { "type": "string" } }),
                json!({ "a": 1 }),
                false,
            ),
            (json!({ "enum": ["a", "b"] }), json!("c"), false),
            (json!({ "const": "a" }), json!("a"), true),
            (json!({ "oneOf": [{ "type": "integer" }, { "type": "number" }] }), json!(1), false),
            (json!({ "anyOf": [{ "type": "integer" }, { "type": "number" }] }), json!(1), true),
            (json!({ "format": "date" }), json!("2020-02-28"), true),
            (json!({ "format": "date" }), json!("{DATE}"), false),
            (json!({ "format": "date-time" }), json!("2020-02-28T10:00:00.5Z"), true),
            (json!({ "format": "date-time" }), json!("2020-02-28T10:00:00+01:00"), true),
            (json!({ "format": "date-time" }), json!("2020-02-28 10:00:00"), false),
            (json!({ "format": "uuid" }), json!("d6b52d86-f0f8-475f-89d4-ce54c8527328"), true),
            (json!({ "format": "uri" }), json!("https://a.test/{x}"), false),
            (json!({ "format": "email" }), json!("a@b.test"), true),
        ] {
            assert_eq!(fits(&schema, &value, &root), expected, "{schema} {value}");
        }
    }
}
