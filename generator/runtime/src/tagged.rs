//! One of several shapes, written with what it holds before its tag.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// Writes an object of two members: `content`, by name and value, and after it the text that `tag` names.
///
/// # Errors
/// Those of the serializer, and of the content.
pub fn content_first<S: Serializer>(
    serializer: S,
    content: (&str, &impl Serialize),
    tag: (&str, &str),
) -> Result<S::Ok, S::Error> {
    let mut members = serializer.serialize_map(Some(2))?;
    members.serialize_entry(content.0, content.1)?;
    members.serialize_entry(tag.0, tag.1)?;
    members.end()
}
