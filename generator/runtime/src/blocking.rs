//! The client without async. It sends the same [`Request`](super::Request) values.

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use super::body::Body;
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
use super::transport::TransportError;

/// Carries requests while its caller waits. It follows no redirects, and leaves retries to the client.
pub trait BlockingTransport {
    /// Sends one request and reads the whole answer, whatever its status, up to the request's [`ResponseLimit`].
    ///
    /// # Errors
    /// There is no whole answer; the kind says why.
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError>;

    /// Lets the time pass that the client waits between two tries.
    fn sleep(&self, wait: Duration);
}

/// Sends requests to one service. Clones share everything but the transport, which is cloned as it sees fit.
#[derive(Clone)]
pub struct Client<T> {
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

impl<T: BlockingTransport> Client<T> {
    /// Sends an operation, or a request of one, tries again as the policy says, and reads the response.
    ///
    /// # Errors
    /// Each kind of [`Error`]: of tries that failed, the last one's.
    pub fn send<O: Operation>(&self, operation: O) -> Result<Response<O::Answer>, Error> {
        self.answer(operation.request().outline)
    }

    /// Sends a request whose answer is of a type that its caller knows.
    pub(super) fn answer<A: Answer>(&self, request: Outline) -> Result<Response<A>, Error> {
        let mut call = self.setup.call(request)?;
        loop {
            let request = wait_for(call.attempt())?;
            match call.judge(self.transport.send(request)) {
                Next::Again => {}
                Next::Wait(wait) => self.transport.sleep(wait),
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

/// Runs a token provider's future on this thread, which sleeps until it is woken.
fn wait_for<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}
