//! The bytes of a request's or an answer's body.

use std::fmt;
use std::io;
use std::ops::Deref;
use std::sync::Arc;

use serde::Serialize;
use zeroize::Zeroizing;

use super::error::RequestError;

/// Bytes that are wiped from memory when the last clone is dropped. `Debug` shows their number only.
///
/// Clones share the bytes, so that a second try copies no credentials.
#[derive(Clone, PartialEq, Eq)]
pub struct Body(Arc<Zeroizing<Vec<u8>>>);

impl Body {
    /// `value` as JSON, without white space.
    ///
    /// # Errors
    /// `value` cannot be JSON. The error has the path to the fault and no value.
    pub(super) fn json(value: &(impl Serialize + ?Sized)) -> Result<Self, RequestError> {
        let mut bytes = Wiped(Zeroizing::default());
        let mut track = serde_path_to_error::Track::new();
        let mut json = serde_json::Serializer::new(&mut bytes);
        match value.serialize(serde_path_to_error::Serializer::new(&mut json, &mut track)) {
            Ok(()) => Ok(Self(Arc::new(bytes.0))),
            Err(_) => Err(RequestError::Encode { path: track.path().to_string() }),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Zeroizing::new(bytes)))
    }
}

impl From<&[u8]> for Body {
    fn from(bytes: &[u8]) -> Self {
        Self::from(bytes.to_vec())
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self::from(text.into_bytes())
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        Self::from(text.as_bytes())
    }
}

impl Deref for Body {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.len())
    }
}

/// Grows into a new buffer and wipes the old one. A `Vec` left to itself would free it as it is.
struct Wiped(Zeroizing<Vec<u8>>);

impl io::Write for Wiped {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        let needed = self.0.len().saturating_add(more.len());
        if needed > self.0.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity(needed.saturating_mul(2).max(512)));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
