//! Answers read from JSON, and what is said of one that cannot be.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

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

impl DecodeError {
    /// The JSON path of the value that could not be read, such as `items[0].id`; `.` is the whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The body as it came.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    fn new(path: impl fmt::Display, error: &serde_json::Error, body: &Body) -> Self {
        let (line, column) = (error.line(), error.column());
        Self { path: path.to_string(), line, column, expected: expected(error), body: body.clone() }
    }
}

impl<T: DeserializeOwned> Answer for T {
    fn read(body: &Body) -> Result<Self, DecodeError> {
        let mut json = serde_json::Deserializer::from_slice(body);
        let value = serde_path_to_error::deserialize(&mut json)
            .map_err(|error| DecodeError::new(error.path(), error.inner(), body))?;
        json.end().map_err(|error| DecodeError::new('.', &error, body))?;
        Ok(value)
    }
}

impl Answer for Empty {
    fn read(_: &Body) -> Result<Self, DecodeError> {
        Ok(Self)
    }
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
    // The value found stands before the last `expected`, whatever it says itself.
    match message.rsplit_once(", expected ") {
        Some((_, expected)) if starts(&["invalid type: ", "invalid value: ", "invalid length "]) => {
            format!("expected {expected}")
        }
        _ => "another value was expected".to_owned(),
    }
}
