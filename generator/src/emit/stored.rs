//! The model as the text of a file, for those who compare it with a later one: one source after another.

use super::layout::laid_out;
use super::{EmitError, MODEL};
use crate::model::{Api, Source};

/// What stands before the first source, between two, and behind the last; and what stands for all where there is none.
pub(super) const FIRST: &str = "[\n    ";
pub(super) const NEXT: &str = ",\n    ";
pub(super) const LAST: &str = "\n  ]\n}\n";
pub(super) const NONE: &str = "[]\n}\n";

/// All that is told before the sources.
///
/// # Errors
/// A fault of this program.
pub(super) fn head(api: &Api) -> Result<String, EmitError> {
    let Api { version, name, server, headers, schemas, .. } = api;
    let (name, server, headers) = (name.clone(), server.clone(), headers.clone());
    let schemas = schemas.clone();
    let head = Api { version: *version, name, server, headers, schemas, sources: Vec::new() };
    let text = laid_out(&json(&head)?, 0) + "\n";
    Ok(text.strip_suffix(NONE).unwrap_or(&text).to_owned())
}

/// A source.
///
/// # Errors
/// A fault of this program.
pub(super) fn source(source: &Source) -> Result<String, EmitError> {
    Ok(laid_out(&json(source)?, 2))
}

fn json(value: &impl serde::Serialize) -> Result<String, EmitError> {
    let fault = |fault: String| EmitError { file: MODEL.to_owned(), fault };
    let mut text = Vec::with_capacity(1 << 14);
    serde_json::to_writer(&mut text, value).map_err(|error| fault(error.to_string()))?;
    String::from_utf8(text).map_err(|error| fault(error.to_string()))
}
