//! A transport without a socket, for tests.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::{Method, Response, StatusCode};

use super::body::Body;
use super::request::Route;
use super::transport::{Transport, TransportError, TransportErrorKind};

/// A transport without a socket: it gives the answers it was given, in order, and keeps what it was sent. Clones
/// share both. It serves the async and the blocking client, and its waits are over at once.
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<MockState>>);

#[derive(Default)]
struct MockState {
    answers: VecDeque<Result<Response<Vec<u8>>, TransportError>>,
    requests: Vec<Recorded>,
    sleeps: Vec<Duration>,
}

/// A request that a [`Mock`] was sent. `Debug` shows the path's template, no header's value, and no body.
#[derive(Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub url: String,
    /// The headers, with names in lower case, sorted.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    route: Option<Route>,
}

impl Mock {
    /// A mock without answers: a request for which there is none fails as if the connection had broken.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers one request with a status and a body. A status that HTTP does not have is a failed connection.
    #[must_use]
    pub fn reply(self, status: u16, body: impl Into<Vec<u8>>) -> Self {
        let mut response = Response::new(body.into());
        match StatusCode::from_u16(status) {
            Ok(status) => {
                *response.status_mut() = status;
                self.respond(response)
            }
            Err(error) => self.push(Err(TransportError::new(TransportErrorKind::Other, error))),
        }
    }

    /// Answers one request with a whole response, headers included.
    #[must_use]
    pub fn respond(self, response: Response<Vec<u8>>) -> Self {
        self.push(Ok(response))
    }

    /// Lets one request fail.
    #[must_use]
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.push(Err(TransportError::new(kind, "the mock was told to fail")))
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// The waits between tries so far.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.state().sleeps.clone()
    }

    fn push(self, answer: Result<Response<Vec<u8>>, TransportError>) -> Self {
        self.state().answers.push_back(answer);
        self
    }

    fn answer(&self, request: &http::Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        let mut state = self.state();
        state.requests.push(Recorded::from(request));
        let none = || Err(TransportError::new(TransportErrorKind::Other, "the mock has no answer left"));
        state.answers.pop_front().unwrap_or_else(none)
    }

    fn state(&self) -> MutexGuard<'_, MockState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Mock {
    async fn send(&self, request: http::Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        self.answer(&request)
    }

    async fn sleep(&self, wait: Duration) {
        self.state().sleeps.push(wait);
    }
}

#[cfg(feature = "blocking")]
impl super::blocking::BlockingTransport for Mock {
    fn send(&self, request: http::Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        self.answer(&request)
    }

    fn sleep(&self, wait: Duration) {
        self.state().sleeps.push(wait);
    }
}

impl From<&http::Request<Body>> for Recorded {
    fn from(request: &http::Request<Body>) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let headers = request.headers().iter();
        let mut headers: Vec<_> = headers.map(|(n, v)| (n.as_str().to_owned(), text(v.as_bytes()))).collect();
        headers.sort();
        let (method, url) = (request.method().clone(), request.uri().to_string());
        let route = request.extensions().get().copied();
        Self { method, url, headers, body: request.body().to_vec(), route }
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        let (method, path) = (&self.method, self.route.map_or("…", |route| route.0));
        write!(f, "Recorded({method} {path}, headers {names:?}, {} bytes)", self.body.len())
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Mock").field(&self.state().requests).finish()
    }
}
