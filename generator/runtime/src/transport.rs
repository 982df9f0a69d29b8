//! The seam between a client and whatever carries its requests.

use std::future::Future;
use std::time::Duration;

use super::bearer::BoxError;
use super::body::Body;
use super::limit::ResponseLimit;

/// Carries requests. It follows no redirects, and leaves retries to the client.
pub trait Transport {
    /// Sends one request and reads the whole answer, whatever its status, up to the request's [`ResponseLimit`].
    ///
    /// # Errors
    /// There is no whole answer; the kind says why.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> impl Future<Output = Result<http::Response<Vec<u8>>, TransportError>> + Send;

    /// Lets the time pass that the client waits between two tries.
    fn sleep(&self, wait: Duration) -> impl Future<Output = ()> + Send;
}

/// The transport of a client that is given no other: reqwest's.
#[cfg(feature = "reqwest")]
pub type DefaultTransport = super::reqwest_transport::ReqwestTransport;

/// The transport of a client that is given no other: without the feature `reqwest` there is none, and no such client.
#[cfg(not(feature = "reqwest"))]
#[derive(Clone, Copy, Debug)]
pub enum DefaultTransport {}

#[cfg(not(feature = "reqwest"))]
impl Transport for DefaultTransport {
    async fn send(&self, _: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        match *self {}
    }

    async fn sleep(&self, _: Duration) {
        match *self {}
    }
}

/// Why there is no whole answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The connection never opened, so the service has seen nothing and every request may be sent again.
    Connect,
    /// The time was up.
    Timeout,
    /// The response body has more bytes than the client's limit.
    TooLarge,
    /// Anything else, such as a connection that broke.
    Other,
}

/// There is no whole answer. The source is the transport's own error.
#[derive(Debug, thiserror::Error)]
#[error("{}", match kind {
    TransportErrorKind::Connect => "the connection did not open",
    TransportErrorKind::Timeout => "no answer came in time",
    TransportErrorKind::TooLarge => "the response body is larger than the client's limit",
    TransportErrorKind::Other => "the connection failed",
})]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
}

impl TransportError {
    /// An error of a transport. `source` must not print what the request carries.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { kind, source: source.into() }
    }

    /// The error of a response body with more bytes than `limit`.
    pub(super) fn too_large(limit: ResponseLimit) -> Self {
        Self::new(TransportErrorKind::TooLarge, TooLarge(limit.0))
    }

    /// Why there is no answer.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

/// The source of an error about a body that is too large.
#[derive(Debug, thiserror::Error)]
#[error("the limit is {0} bytes; `Client::response_limit` sets another")]
struct TooLarge(usize);
