//! The async client.

use std::fmt;
use std::sync::Arc;

use super::call::{Next, Setup};
use super::decode::Answer;
use super::error::Error;
use super::headers::Headers;
use super::limit::ResponseLimit;
use super::operation::Operation;
use super::request::Outline;
use super::response::Response;
use super::retry::RetryPolicy;
use super::secret::Secret;
use super::transport::{DefaultTransport, Transport};

/// Sends requests to one service. Clones share everything but the transport, which is cloned as it sees fit.
#[derive(Clone)]
pub struct Client<T = DefaultTransport> {
    setup: Arc<Setup>,
    transport: T,
}

impl<T> Client<T> {
    /// A client of the service at `base_url`, whose path is put in front of each request's.
    ///
    /// # Errors
    /// `base_url` is not `https`, nor `http` to a loopback host; or it has a user name, a query or a fragment.
    pub fn new(base_url: &str, headers: Headers, transport: T) -> Result<Self, Error> {
        Ok(Self { setup: Arc::new(Setup::new(base_url, headers)?), transport })
    }

    /// The same client with another policy of retries.
    #[must_use]
    pub fn retry(self, retry: RetryPolicy) -> Self {
        Self { setup: Arc::new(Setup { retry, ..Setup::clone(&self.setup) }), ..self }
    }

    /// The same client with a header that goes with every call, unless the call has one of its name. It goes to the
    /// client's own server only, not to one that an operation has of its own.
    #[must_use]
    pub fn header(self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        let setup = Setup::clone(&self.setup);
        Self { setup: Arc::new(Setup { headers: setup.headers.always(name, value), ..setup }), ..self }
    }

    /// The same client with another limit on the bytes of a response body: 64 MiB unless set. A larger body is not
    /// read on; the call fails with [`TransportErrorKind::TooLarge`](super::TransportErrorKind::TooLarge).
    #[must_use]
    pub fn response_limit(self, bytes: usize) -> Self {
        let limit = ResponseLimit(bytes);
        Self { setup: Arc::new(Setup { limit, ..Setup::clone(&self.setup) }), ..self }
    }
}

impl<T: Transport> Client<T> {
    /// Sends an operation, or a request of one, tries again as the policy says, and reads the response.
    ///
    /// # Errors
    /// Each kind of [`Error`]: of tries that failed, the last one's.
    pub async fn send<O: Operation>(&self, operation: O) -> Result<Response<O::Answer>, Error> {
        self.answer(operation.request().outline).await
    }

    /// Sends a request whose answer is of a type that its caller knows.
    pub(super) async fn answer<A: Answer>(&self, request: Outline) -> Result<Response<A>, Error> {
        let mut call = self.setup.call(request)?;
        loop {
            let request = call.attempt().await?;
            match call.judge(self.transport.send(request).await) {
                Next::Again => {}
                Next::Wait(wait) => self.transport.sleep(wait).await,
                Next::Done(answer) => return Ok(Response::read(answer?)?),
            }
        }
    }
}

impl<T> fmt::Debug for Client<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client").field(&self.setup).finish()
    }
}
