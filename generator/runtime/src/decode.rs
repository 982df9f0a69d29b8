//! Answers read from JSON, and what is said of one that cannot be.

use std::fmt::Display;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};
use zeroize::Zeroizing;

use super::body::Body;

/// What can be read from the body of an answer: every `DeserializeOwned`, from JSON, and [`Empty`].
pub trait Answer: Sized {
    /// Reads the body.
    ///
    /// # Errors
    /// The body is not JSON, or not of this shape.
    fn read(body: &Body) -> Result<Self, DecodeError>;
}

/// The answer of an operation whose docs show none: whatever comes is taken. `Response::bytes` has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Empty;

/// A body that is not what the docs say. It shows the place and what was expected there, never what was found.
#[derive(Debug, thiserror::Error)]
#[error("the answer does not have the documented form: at `{path}`, line {line} column {column}: {expected}")]
pub struct DecodeError {
    path: String,
    line: usize,
    column: usize,
    expected: String,
    body: Body,
}

/// What a service answers, from JSON: a text, or a `serde_json::Value`. It is how a test builds one, as the types of answers and
/// of errors have no constructor: each property that the docs add would break it.
///
/// # Errors
/// The text is not JSON, or not of this shape; [`DecodeError::path`] says where.
pub fn from_json<T: Answer>(json: impl Display) -> Result<T, DecodeError> {
    T::read(&Body::from(json.to_string()))
}

impl DecodeError {
    /// The JSON path of the value that could not be read, such as `items[0].id`; `.` is the whole. A key that no docs describe is
    /// `*`: it may be anything.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The body as it came.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    fn new(path: String, error: &serde_json::Error, body: &Body) -> Self {
        let (line, column) = (error.line(), error.column());
        Self { path, line, column, expected: expected(error), body: body.clone() }
    }
}

impl<T: DeserializeOwned> Answer for T {
    fn read(body: &Body) -> Result<Self, DecodeError> {
        let mut json = serde_json::Deserializer::from_slice(body);
        let value = serde_path_to_error::deserialize(&mut json)
            .map_err(|error| DecodeError::new(shown::<T>(error.path(), body), error.inner(), body))?;
        json.end().map_err(|error| DecodeError::new(".".to_owned(), &error, body))?;
        Ok(value)
    }
}

impl Answer for Empty {
    fn read(_: &Body) -> Result<Self, DecodeError> {
        Ok(Self)
    }
}

/// A path with `*` for each key that is data: one that may as well be another, where the fault stays the same.
fn shown<T: DeserializeOwned>(path: &Path, body: &Body) -> String {
    let mut whole: Option<Value> = serde_json::from_slice(body).ok();
    let segments: Vec<&Segment> = path.iter().collect();
    let mut text = String::new();
    for (at, segment) in segments.iter().enumerate() {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("[{index}]")),
            Segment::Map { key } => {
                let before = segments.get(..at).unwrap_or_default();
                let is_told = whole.as_mut().is_some_and(|whole| is_told::<T>(whole, before, key));
                text.push_str(if text.is_empty() { "" } else { "." });
                text.push_str(if is_told { key } else { OTHER });
            }
            Segment::Enum { variant } => {
                text.push_str(if text.is_empty() { "" } else { "." });
                text.push_str(variant);
            }
            Segment::Unknown => text.push_str(if text.is_empty() { "?" } else { ".?" }),
        }
    }
    if text.is_empty() { ".".to_owned() } else { text }
}

/// What stands for a key that is not shown.
const OTHER: &str = "*";

/// Whether the value at a key is not read there if the key is another.
fn is_told<T: DeserializeOwned>(whole: &mut Value, before: &[&Segment], key: &str) -> bool {
    if !rename(whole, before, key, OTHER) {
        return false;
    }
    let text = Zeroizing::new(serde_json::to_vec(whole).unwrap_or_default());
    let mut json = serde_json::Deserializer::from_slice(&text);
    let read: Result<T, _> = serde_path_to_error::deserialize(&mut json);
    let is_at_other =
        |path: &Path| matches!(path.iter().nth(before.len()), Some(Segment::Map { key }) if key == OTHER);
    // a struct may refuse all keys but its own
    let is_refused = |error: &serde_json::Error| error.to_string().starts_with("unknown field `");
    let is_told = read.err().is_none_or(|error| !is_at_other(error.path()) || is_refused(error.inner()));
    rename(whole, before, OTHER, key) && is_told
}

/// Gives a key another name, in its place.
fn rename(whole: &mut Value, holder: &[&Segment], from: &str, to: &str) -> bool {
    let holder = holder.iter().try_fold(whole, |value, segment| match segment {
        Segment::Seq { index } => value.get_mut(*index),
        Segment::Map { key } => value.get_mut(key),
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    let Some(members) = holder.and_then(Value::as_object_mut) else { return false };
    let is_there = members.contains_key(from) && !members.contains_key(to);
    let renamed = |(key, value)| if key == from { (to.to_owned(), value) } else { (key, value) };
    *members = std::mem::take(members).into_iter().map(renamed).collect();
    is_there
}

/// The part of serde's message that does not come from the body. Of an error about the data only the forms of serde
/// itself are known to have one; any other may quote a value.
fn expected(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = text.strip_suffix(&place).unwrap_or(&text);
    let starts = |forms: &[&str]| forms.iter().any(|form| message.starts_with(form));
    if error.classify() != Category::Data || starts(&["missing field `", "duplicate field `"]) {
        return message.to_owned();
    }
    // The value found is before the last `expected`, whatever it says itself.
    match message.rsplit_once(", expected ") {
        Some((_, expected)) if starts(&["invalid type: ", "invalid value: ", "invalid length "]) => {
            format!("expected {expected}")
        }
        _ => "another value was expected".to_owned(),
    }
}
