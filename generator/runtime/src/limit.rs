//! The largest body that is read of a response.

use super::transport::TransportError;

/// The number of bytes of a response body up to which it is read: 64 MiB by default.
///
/// A client sets it as an extension of each request, where a transport finds it with [`of`](Self::of).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResponseLimit(pub usize);

impl Default for ResponseLimit {
    fn default() -> Self {
        Self(64 * 1024 * 1024)
    }
}

impl ResponseLimit {
    /// The limit that a request was given, else the default.
    pub fn of<B>(request: &http::Request<B>) -> Self {
        request.extensions().get().copied().unwrap_or_default()
    }

    /// Checks the number of bytes that a body has, is known to have, or has had so far.
    ///
    /// # Errors
    /// They are more than the limit.
    pub fn check(self, bytes: u64) -> Result<(), TransportError> {
        let is_within = usize::try_from(bytes).is_ok_and(|bytes| bytes <= self.0);
        if is_within { Ok(()) } else { Err(TransportError::too_large(self)) }
    }
}
