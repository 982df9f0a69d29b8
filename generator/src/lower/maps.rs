//! Objects whose keys are data, not names: ids, dates, paths, codes.

use std::collections::BTreeSet;

use super::keys::members;
use super::seen::Seen;
use crate::dialect::{Field, JsonKind};
use crate::sample::json::{Node, Value};

/// Members of one shape beyond which their keys are data: no object has so many that are alike.
const MANY: usize = 6;

/// Whether objects are maps: their documentation says so, or their keys are no names. `is_documented` states whether a key has
/// documentation of its own, as names have and data has not.
pub(super) fn are_maps(seen: &[Seen<'_>], fields: &[&Field], is_documented: impl Fn(&str) -> bool) -> bool {
    let keys: BTreeSet<&str> =
        seen.iter().flat_map(|it| members(it.node)).map(|member| member.key.as_str()).collect();
    if keys.is_empty() || keys.iter().any(|key| is_documented(key)) {
        return false;
    }
    let may_be = |field: &Field| field.kinds.is_empty() || field.kinds == [JsonKind::Object];
    fields.iter().any(|field| may_be(field) && field.is_map())
        || keys.iter().all(|key| is_data(key))
        || are_alike(seen, keys.len())
}

/// Whether fields state a map of plain values as programs write one, `map[string]string`, and samples have nothing else in it.
/// Keys that have documentation of their own are then some of those that there may be.
pub(super) fn are_stated(seen: &[Seen<'_>], fields: &[&Field]) -> bool {
    let is_plain = |kind: &JsonKind| !matches!(kind, JsonKind::Array | JsonKind::Object);
    let is_stated = |field: &Field| {
        field.map
            && field.kinds == [JsonKind::Object]
            && !field.items.is_empty()
            && field.items.iter().all(is_plain)
    };
    let mut values = seen.iter().flat_map(|it| members(it.node)).map(|member| &member.value.value);
    fields.iter().any(|field| is_stated(field))
        && values.all(|value| !matches!(value, Value::Array(_) | Value::Object(_)))
}

/// Whether a key is data by its letters: an id, a number, a version, a date, a path, an address, a placeholder.
fn is_data(key: &str) -> bool {
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    let is_number = digits > 0 && digits == key.len();
    let is_id = key.len() >= 16
        && digits > 0
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        && (key.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'-' | b':'))
            || digits * 4 >= key.len());
    let is_version = digits > 0
        && key.split('.').count() > 1
        && key.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let is_date = key.len() >= 8
        && key.as_bytes().iter().take(4).all(u8::is_ascii_digit)
        && key.as_bytes().get(4) == Some(&b'-')
        && key.bytes().all(|byte| byte.is_ascii_digit() || b"-:.TZ+ ".contains(&byte));
    let is_path = key.len() > 1 && (key.contains('/') || key.contains('@') && key.contains('.'));
    let is_placeholder = key.starts_with(['{', '<']) && key.ends_with(['}', '>']);
    is_number || is_version || is_id || is_date || is_path || is_placeholder || is_made_up(key)
}

/// Whether generators of samples have such a key for any: `additionalProp1`, `property2`.
fn is_made_up(key: &str) -> bool {
    let number = ["additionalProp", "property"].iter().find_map(|word| key.strip_prefix(word));
    number.is_some_and(|number| matches!(number, "1" | "2" | "3"))
}

/// Whether an object holds very many objects that all have the same members.
fn are_alike(seen: &[Seen<'_>], count: usize) -> bool {
    if count < MANY {
        return false;
    }
    let keys = |node: &Node| -> Option<BTreeSet<String>> {
        let Value::Object(members) = &node.value else { return None };
        (!members.is_empty()).then(|| members.iter().map(|member| member.key.clone()).collect())
    };
    let mut shapes = seen.iter().flat_map(|it| members(it.node)).map(|member| keys(&member.value));
    let Some(Some(first)) = shapes.next() else { return false };
    shapes.all(|shape| shape.as_ref() == Some(&first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_names_or_data() {
        for key in [
            "1.19.0",
            "4e:91:0b:c7:52:3f:77:01",
            "5ba9452f7de80400007fc52a",
            "0af1c2d3-0000-4000-8000-0242ac130003",
            "2020-07-14T00:00:00Z",
            "2020-07-14",
            "17",
            "/secret/data",
            "https://a.test/b",
            "ann@example.test",
            "{KEY}",
        ] {
            assert!(is_data(key), "{key}");
        }
        for key in [
            "name",
            "createdAt",
            "x-1",
            "v2",
            "s3.key",
            "1.x",
            ".",
            "authenticationType2",
            "is_it-so",
            "",
            "@id",
            "/",
        ] {
            assert!(!is_data(key), "{key}");
        }
    }
}
