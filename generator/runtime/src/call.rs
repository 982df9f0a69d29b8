//! A call from its first try to its result, without any I/O: what to send, and what to do about what came of it.
//! The async and the blocking client only carry out what is decided here.

use std::time::Duration;

use http::header::{CONTENT_TYPE, COOKIE, USER_AGENT};
use http::{Response, StatusCode};
use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

use super::bearer::Bearer;
use super::body::Body;
use super::error::{ApiError, Error, RequestError};
use super::headers::{self, Headers};
use super::limit::ResponseLimit;
use super::request::{Outline, Route};
use super::retry::RetryPolicy;
use super::secret::Secret;
use super::transport::{TransportError, TransportErrorKind};
use super::uri::Base;

/// What every call of a client shares.
#[derive(Clone, Debug)]
pub(super) struct Setup {
    pub(super) base: Base,
    pub(super) headers: Headers,
    pub(super) retry: RetryPolicy,
    pub(super) limit: ResponseLimit,
}

/// A call under way.
pub(super) struct Call<'a> {
    request: http::Request<Body>,
    bearer: Option<(&'a str, &'a Bearer)>,
    policy: &'a RetryPolicy,
    idempotent: bool,
    tried: u32,
    /// The token of the last try.
    token: Option<Secret>,
    refused: Refused,
}

#[derive(PartialEq, Eq)]
enum Refused {
    Never,
    Now,
    Before,
}

/// What to do about the outcome of a try.
pub(super) enum Next {
    Again,
    Wait(Duration),
    Done(Result<Response<Vec<u8>>, Error>),
}

impl Setup {
    pub(super) fn new(base_url: &str, headers: Headers) -> Result<Self, RequestError> {
        let (base, retry, limit) = (Base::new(base_url)?, RetryPolicy::default(), ResponseLimit::default());
        Ok(Self { base, headers, retry, limit })
    }

    pub(super) fn call(&self, mut outline: Outline) -> Result<Call<'_>, RequestError> {
        let mut request = http::Request::new(Body::default());
        let own = outline.own_base(&self.base)?;
        *request.uri_mut() = outline.url(own.as_ref().unwrap_or(&self.base))?;
        // what a caller gave to the API's host goes to no other
        let is_elsewhere = own.is_some_and(|own| !own.is_beside(&self.base));
        let of_every = self.headers.of_every_request();
        let of_every =
            of_every.filter(|(name, _)| !is_elsewhere || name.eq_ignore_ascii_case(USER_AGENT.as_str()));
        *request.method_mut() = outline.method.clone();
        request.extensions_mut().insert(Route(outline.template));
        request.extensions_mut().insert(self.limit);
        let map = request.headers_mut();
        let of_client = of_every.chain(self.headers.values(outline.client_headers));
        for (name, value) in of_client {
            headers::set(map, name, value.expose())?;
        }
        if let Some((media_type, _)) = &outline.body {
            headers::set(map, CONTENT_TYPE.as_str(), media_type)?;
        }
        for (name, value) in &outline.headers {
            headers::set(map, name, value.expose())?;
        }
        if let Some(cookies) = outline.cookies(map.get(COOKIE).and_then(|others| others.to_str().ok())) {
            headers::set(map, COOKIE.as_str(), cookies.expose())?;
        }
        let own = |name: &str| outline.headers.iter().any(|(header, _)| header.eq_ignore_ascii_case(name));
        let bearer = self.headers.bearer_of(outline.client_headers).filter(|(name, _)| !own(name));
        *request.body_mut() = outline.body.map(|(_, body)| body).unwrap_or_default();
        Ok(Call {
            request,
            bearer,
            policy: &self.retry,
            idempotent: outline.idempotent,
            tried: 0,
            token: None,
            refused: Refused::Never,
        })
    }
}

impl Call<'_> {
    /// Gets the token for the next try and gives the request to send.
    pub(super) async fn attempt(&mut self) -> Result<http::Request<Body>, Error> {
        self.tried = self.tried.saturating_add(1);
        let mut request = self.request.clone();
        if let Some((name, bearer)) = self.bearer {
            let refused = self.token.as_ref().filter(|_| self.refused == Refused::Now);
            let token = bearer.token(refused).await.map_err(Error::Token)?;
            // The buffer is a secret as well, and has its room from the start.
            let value = Secret::from(["Bearer ", token.expose()].concat());
            headers::set(request.headers_mut(), name, value.expose())?;
            self.token = Some(token);
        }
        if self.refused == Refused::Now {
            self.refused = Refused::Before;
        }
        Ok(request)
    }

    /// What to do about what came of the last try.
    pub(super) fn judge(&mut self, outcome: Result<Response<Vec<u8>>, TransportError>) -> Next {
        // A transport may not know of the limit.
        let limit = ResponseLimit::of(&self.request);
        let outcome = outcome.and_then(|answer| {
            limit.check(u64::try_from(answer.body().len()).unwrap_or(u64::MAX)).map(|()| answer)
        });
        let error = match outcome {
            Ok(answer) if answer.status().is_success() => return Next::Done(Ok(answer)),
            Ok(answer) => {
                let path = self.request.extensions().get::<Route>().map_or("", |route| route.0);
                let call = (self.request.method().clone(), path);
                Error::Api(Box::new(ApiError::new(call, answer, |id| self.has_sent(id))))
            }
            Err(error) => Error::from(error),
        };
        let unsent = matches!(&error, Error::Transport(e) if e.kind() == TransportErrorKind::Connect);
        let asked = match &error {
            Error::Api(answer) if answer.status() == StatusCode::UNAUTHORIZED && self.may_renew() => {
                self.refused = Refused::Now;
                // A try with a token that was no longer good is not compared with the policy.
                self.tried = self.tried.saturating_sub(1);
                return Next::Again;
            }
            Error::Api(answer) => answer.retry_after(),
            _ => None,
        };
        let safe = unsent || (self.idempotent && error.is_retryable());
        let wait = if safe { self.policy.wait(self.tried, asked) } else { None };
        wait.map_or(Next::Done(Err(error)), Next::Wait)
    }

    /// Whether a text has something of what was sent, or is a part of it: a value of a header, the token, a part of the URL or
    /// of the body. Ids that were sent as such are none.
    fn has_sent(&self, text: &str) -> bool {
        // what is shorter may be there by chance
        const SHORTEST: usize = 6;
        let alike = |sent: &str| {
            sent == text
                || (sent.len() >= SHORTEST && text.contains(sent))
                || (text.len() >= SHORTEST && sent.contains(text))
        };
        let headers = self.request.headers().iter().filter(|(name, _)| !headers::is_request_id(name));
        let mut values = headers.filter_map(|(_, value)| value.to_str().ok());
        let url = percent_decode_str(self.request.uri().path_and_query().map_or("", |it| it.as_str()));
        let url = Zeroizing::new(url.decode_utf8_lossy().into_owned());
        let is_body = || {
            text.len() >= SHORTEST && self.request.body().windows(text.len()).any(|it| it == text.as_bytes())
        };
        values.any(alike)
            || self.token.as_ref().is_some_and(|token| alike(token.expose()))
            || url.split(['/', '?', '&', '=']).any(alike)
            || is_body()
    }

    /// Once a call, and only where there may be another token.
    fn may_renew(&self) -> bool {
        self.refused == Refused::Never && self.bearer.is_some_and(|(_, bearer)| bearer.renews())
    }
}
