//! A file as a part of a body.

use std::fmt;
use std::io;
use std::path::Path;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::body::Body;

/// The content of a file, with the name and the media type that it is sent with. `Debug` shows no content.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) content: Body,
}

/// How [`File`] is called where a body is [taken apart](super::fields).
pub(super) const FILE: &str = "$docwright::File";

impl File {
    /// A file of a name and a content, as `application/octet-stream`.
    pub fn new(name: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        let media_type = "application/octet-stream".to_owned();
        Self { name: name.into(), media_type, content: Body::from(content.into()) }
    }

    /// The file at `path`, by its own name.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self::new(name, std::fs::read(path)?))
    }

    /// The same file with another media type.
    #[must_use]
    pub fn media_type(self, media_type: impl Into<String>) -> Self {
        Self { media_type: media_type.into(), ..self }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its content.
    pub fn content(&self) -> &[u8] {
        &self.content
    }
}

impl From<Vec<u8>> for File {
    fn from(content: Vec<u8>) -> Self {
        Self::new("file", content)
    }
}

impl From<&[u8]> for File {
    fn from(content: &[u8]) -> Self {
        Self::new("file", content)
    }
}

impl From<&str> for File {
    fn from(content: &str) -> Self {
        Self::new("file", content)
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({:?}, {} bytes)", self.name, self.content.len())
    }
}

/// A file is sent in parts of a body. JSON has nothing for it.
impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Bytes<'a>(&'a [u8]);
        impl Serialize for Bytes<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_bytes(self.0)
            }
        }
        let mut file = serializer.serialize_struct(FILE, 3)?;
        file.serialize_field("name", &self.name)?;
        file.serialize_field("media_type", &self.media_type)?;
        file.serialize_field("content", &Bytes(&self.content))?;
        file.end()
    }
}

/// From text, which is the file's content.
impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::text::read(deserializer, "a string", |text| Some(Self::from(text.as_str())))
    }
}
