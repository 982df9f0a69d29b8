//! What can go wrong with a call.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, StatusCode};
use serde::de::DeserializeOwned;

use super::bearer::BoxError;
use super::body::Body;
use super::decode::{Answer, DecodeError};
use super::headers::{names, request_id};
use super::retry;
use super::template::InvalidPart;
use super::transport::{TransportError, TransportErrorKind};

/// What can go wrong with a call. Of headers' values it prints the wait that the service asks for, and the
/// request's id where that is nothing that was sent; it prints no byte of a body.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The connection failed; see [`TransportError::kind`].
    #[error(transparent)]
    Transport(TransportError),
    /// No answer came in time.
    #[error(transparent)]
    Timeout(TransportError),
    /// The service answered with a status other than 2xx.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// The service answered with 2xx and a body that is not as documented.
    #[error(transparent)]
    Decode(Box<DecodeError>),
    /// The request could not be made of what was given, or the base URL is refused. Nothing was sent.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The token provider failed, with its own error as the source. Nothing was sent, or a 401 came back.
    #[error("the token provider gave no token")]
    Token(#[source] BoxError),
}

impl Error {
    /// Whether the same call may succeed later: no connection, no answer in time, or a status of 429, 502, 503, 504.
    /// It does not say that the first call had no effect.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => error.kind() == TransportErrorKind::Connect,
            Self::Timeout(_) => true,
            Self::Api(error) => retry::STATUSES.contains(&error.status().as_u16()),
            Self::Decode(_) | Self::Request(_) | Self::Token(_) => false,
        }
    }

    /// What the service answered, where it answered with a status other than 2xx.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The status of an answer other than 2xx.
    pub fn status(&self) -> Option<StatusCode> {
        self.api().map(ApiError::status)
    }

    /// The body of an answer other than 2xx, read from JSON; none where there is no such answer.
    ///
    /// # Errors
    /// The body is not JSON, or not of this shape.
    pub fn json<T: Answer>(&self) -> Option<Result<T, DecodeError>> {
        self.api().map(ApiError::json)
    }

    /// The body that the docs show for the status of the answer; none where the status is another, or the body is:
    /// `error.documented::<Conflict>()`. The docs of an operation name the types of its errors.
    pub fn documented<T: ErrorBody>(&self) -> Option<T> {
        let error = self.api()?;
        let is_of_status = T::STATUSES.is_empty() || T::STATUSES.contains(&error.status().as_u16());
        if is_of_status { error.json().ok() } else { None }
    }
}

/// The body of an error that the docs show: [`Error::documented`] reads it.
pub trait ErrorBody: DeserializeOwned {
    /// The statuses that it comes with; none where the documentation does not say.
    const STATUSES: &'static [u16];
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        match error.kind() {
            TransportErrorKind::Timeout => Self::Timeout(error),
            TransportErrorKind::Connect | TransportErrorKind::TooLarge | TransportErrorKind::Other => {
                Self::Transport(error)
            }
        }
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}

impl From<InvalidPart> for Error {
    fn from(part: InvalidPart) -> Self {
        Self::Request(part.into())
    }
}

/// What a request cannot be made of.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// A header's name or value is not one that HTTP allows.
    #[error("the header `{name}` is not one that HTTP allows")]
    Header {
        /// The name of the header.
        name: String,
    },
    /// A part of the path has no value, a value that is empty, `.` or `..`, or is no part of this path.
    #[error("`{name}` has no usable value for the path, or is no part of it")]
    Path {
        /// The name of the part.
        name: String,
    },
    /// The body could not be written as JSON.
    #[error("the body cannot be written as JSON at `{path}`")]
    Encode {
        /// The JSON path of the value at fault.
        path: String,
    },
    /// The base URL is refused, or makes no URL with the path and query.
    #[error("the URL is refused: {0}")]
    Url(&'static str),
    /// A part of a connection string would break it.
    #[error(transparent)]
    Part(#[from] InvalidPart),
}

/// An answer with a status other than 2xx.
pub struct ApiError {
    method: Method,
    /// Without what the caller gave.
    path: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
    /// Whether the request's id may be printed.
    shows_id: bool,
}

impl ApiError {
    /// The method of the call.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path of the call as the docs have it, with the names of its parameters: `/jars/{id}`.
    pub fn path(&self) -> &str {
        self.path
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it came.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body, read from JSON.
    ///
    /// # Errors
    /// The body is not JSON, or not of this shape.
    pub fn json<T: Answer>(&self) -> Result<T, DecodeError> {
        T::read(&self.body)
    }

    /// The id by which the service's operators find the request, from `x-request-id` or a header like it.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// How long the service asks to wait before the next try: `Retry-After`, as a number of seconds or a date.
    pub fn retry_after(&self) -> Option<Duration> {
        retry::retry_after(&self.headers, SystemTime::now())
    }
}

impl ApiError {
    /// An answer to a call; `sent` says whether a text is of what was sent. A service may give back as an id what is a secret.
    pub(super) fn new(
        (method, path): (Method, &'static str),
        response: http::Response<Vec<u8>>,
        sent: impl FnOnce(&str) -> bool,
    ) -> Self {
        const LONGEST_ID: usize = 128;
        let (parts, body) = response.into_parts();
        let is_id = |id: &str| id.len() <= LONGEST_ID && id.bytes().all(|byte| byte.is_ascii_graphic());
        let shows_id = request_id(&parts.headers).is_some_and(|id| is_id(id) && !sent(id));
        Self { method, path, status: parts.status, headers: parts.headers, body: body.into(), shows_id }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the service answered {} to {} {}", self.status, self.method, self.path)?;
        if let Some(wait) = self.retry_after().filter(|wait| !wait.is_zero()) {
            write!(f, " and asks to wait for {} s", wait.as_secs().max(1))?;
        }
        let id = self.request_id().filter(|_| self.shows_id);
        id.map_or(Ok(()), |id| write!(f, " (request {id})"))
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("status", &self.status)
            .field("headers", &names(&self.headers))
            .field("body", &self.body)
            .finish()
    }
}

impl std::error::Error for ApiError {}
