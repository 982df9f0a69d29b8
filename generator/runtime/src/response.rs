//! The answer to a call that succeeded.

use std::fmt;
use std::ops::Deref;

use http::{HeaderMap, StatusCode};

use super::body::Body;
use super::decode::{Answer, DecodeError};
use super::headers::{names, request_id};

/// The answer to a call that succeeded: it derefs to the value that was read from its body.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
}

impl<T> Response<T> {
    /// The value that was read from the body.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The status, one of 2xx.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The id by which the service's operators find the request, from `x-request-id` or a header like it.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// The body as it came.
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// The body read from JSON into another type, such as that of another status.
    ///
    /// # Errors
    /// The body is not JSON, or not of this shape.
    pub fn json<A: Answer>(&self) -> Result<A, DecodeError> {
        A::read(&self.body)
    }

    pub(super) fn read(response: http::Response<Vec<u8>>) -> Result<Self, DecodeError>
    where
        T: Answer,
    {
        let (parts, body) = response.into_parts();
        let body = Body::from(body);
        Ok(Self { value: T::read(&body)?, status: parts.status, headers: parts.headers, body })
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("value", &self.value)
            .field("status", &self.status)
            .field("headers", &names(&self.headers))
            .field("body", &self.body)
            .finish()
    }
}
