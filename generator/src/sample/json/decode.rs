//! What a literal and the inside of a string mean.

use super::{JsonNumber, Value};

/// The value of a sound literal; `None` for anything else.
pub(super) fn literal(word: &str) -> Option<Value> {
    match word {
        "null" => Some(Value::Null),
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ => JsonNumber::read(word).map(Value::Number),
    }
}

/// The value that another language writes so.
pub(super) fn foreign_literal(word: &str) -> Option<Value> {
    match word {
        "True" | "TRUE" => Some(Value::Bool(true)),
        "False" | "FALSE" => Some(Value::Bool(false)),
        "None" | "NULL" | "Null" | "nil" | "undefined" => Some(Value::Null),
        _ => None,
    }
}

/// The character that the sound escape at the start of `text` stands for, and how long it is.
pub(super) fn escape(text: &str) -> Option<(char, usize)> {
    let mut bytes = text.bytes();
    bytes.next().filter(|byte| *byte == b'\\')?;
    let decoded = match bytes.next()? {
        byte @ (b'"' | b'\\' | b'/') => char::from(byte),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(text),
        _ => return None,
    };
    Some((decoded, 2))
}

/// `\uXXXX`, and its second half where it is one of a pair.
fn unicode(text: &str) -> Option<(char, usize)> {
    let high = code_unit(text)?;
    if !(0xD800..0xE000).contains(&high) {
        return Some((char::from_u32(high)?, 6));
    }
    let low = code_unit(text.get(6..)?)?;
    let decoded = char::decode_utf16([high, low].map(|unit| unit as u16)).next()?.ok()?;
    Some((decoded, 12))
}

fn code_unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(())?;
    u32::from_str_radix(digits, 16).ok()
}

/// The meaning of what is between the quotes; a backslash that escapes nothing stands for itself, but for
/// `\'`, which other languages know.
pub(super) fn unescape(inner: &str) -> String {
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let foreign = if rest.starts_with("\\'") { ('\'', 2) } else { ('\\', 1) };
        let (decoded, len) = escape(rest).unwrap_or(foreign);
        out.push(decoded);
        rest = rest.get(len..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}
