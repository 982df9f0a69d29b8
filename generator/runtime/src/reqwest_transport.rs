//! Transports over sockets: reqwest, with the TLS that the features choose.

use std::env;
#[cfg(feature = "blocking")]
use std::io::Read;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{ClientBuilder, NoProxy, Proxy};

use super::body::Body;
use super::error::{Error, RequestError};
use super::limit::ResponseLimit;
use super::transport::{Transport, TransportError, TransportErrorKind};

/// The time for a connection to open, unless set otherwise.
pub(super) const CONNECT: Duration = Duration::from_secs(10);
/// The time for one try as a whole, unless set otherwise.
pub(super) const WHOLE: Duration = Duration::from_secs(60);

/// The async transport: reqwest, in a tokio runtime. Clones share their connections.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A transport that gives a connection 10 seconds to open, and a try 60 seconds as a whole. It follows no
    /// redirect, and reads a body up to the client's limit. A proxy is taken from `HTTPS_PROXY` or `ALL_PROXY`, less `NO_PROXY`, for `https` alone.
    ///
    /// # Errors
    /// [`Error::Transport`]: TLS cannot be set up on this machine, or the proxy's URL is not valid.
    pub fn new() -> Result<Self, Error> {
        Self::with_timeouts(CONNECT, WHOLE)
    }

    /// The same with other times.
    ///
    /// # Errors
    /// Those of [`new`](Self::new).
    pub fn with_timeouts(connect: Duration, whole: Duration) -> Result<Self, Error> {
        let client = configured(connect, whole).and_then(ClientBuilder::build);
        Ok(Self(client.map_err(failed)?))
    }

    /// A transport over a client set up elsewhere. To follow redirects, to send over plain proxies and to wait
    /// without end is then up to that.
    pub fn from_client(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    async fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        let limit = ResponseLimit::of(&request);
        let (parts, body) = request.into_parts();
        let mut request = reqwest::Request::new(parts.method, url(&parts.uri)?);
        *request.headers_mut() = parts.headers;
        *request.body_mut() = shared(body).map(Into::into);
        let mut response = self.0.execute(request).await.map_err(failed)?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let mut body = room(response.content_length(), limit)?;
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            limit.check(size(&body).saturating_add(size(&chunk)))?;
            body.extend_from_slice(&chunk);
        }
        Ok(answer(status, headers, body))
    }

    async fn sleep(&self, wait: Duration) {
        tokio::time::sleep(wait).await;
    }
}

/// The blocking transport: reqwest. Clones share their connections. It must not be used, nor dropped,
/// inside an async runtime.
#[cfg(feature = "blocking")]
#[derive(Clone, Debug)]
pub struct BlockingReqwest(reqwest::blocking::Client);

#[cfg(feature = "blocking")]
impl BlockingReqwest {
    /// As [`ReqwestTransport::new`].
    ///
    /// # Errors
    /// Those of [`ReqwestTransport::new`].
    pub fn new() -> Result<Self, Error> {
        Self::with_timeouts(CONNECT, WHOLE)
    }

    /// The same with other times.
    ///
    /// # Errors
    /// Those of [`ReqwestTransport::new`].
    pub fn with_timeouts(connect: Duration, whole: Duration) -> Result<Self, Error> {
        // The time as a whole is set already: the second clock of reqwest's blocking client is put off.
        let blocking = |builder| reqwest::blocking::ClientBuilder::from(builder).timeout(None).build();
        Ok(Self(configured(connect, whole).and_then(blocking).map_err(failed)?))
    }

    /// As [`ReqwestTransport::from_client`].
    pub fn from_client(client: reqwest::blocking::Client) -> Self {
        Self(client)
    }
}

#[cfg(feature = "blocking")]
impl super::blocking::BlockingTransport for BlockingReqwest {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        let limit = ResponseLimit::of(&request);
        let (parts, body) = request.into_parts();
        let mut request = reqwest::blocking::Request::new(parts.method, url(&parts.uri)?);
        *request.headers_mut() = parts.headers;
        *request.body_mut() = shared(body).map(Into::into);
        let mut response = self.0.execute(request).map_err(failed)?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let mut body = room(response.content_length(), limit)?;
        let one_more = u64::try_from(limit.0).unwrap_or(u64::MAX).saturating_add(1);
        response.take(one_more).read_to_end(&mut body).map_err(unread)?;
        limit.check(size(&body))?;
        Ok(answer(status, headers, body))
    }

    fn sleep(&self, wait: Duration) {
        std::thread::sleep(wait);
    }
}

/// reqwest's settings with TLS by rustls. Of a program that has chosen no cryptography for rustls yet it becomes ring's,
/// which builds in a fraction of the time that reqwest's own choice takes.
#[cfg(feature = "rustls")]
fn with_tls() -> ClientBuilder {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // another thread may have been quicker: then its choice is kept
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    ClientBuilder::new().tls_backend_rustls()
}

/// reqwest's settings with the system's TLS.
#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
fn with_tls() -> ClientBuilder {
    ClientBuilder::new().tls_backend_native()
}

/// reqwest's settings without TLS of ours.
#[cfg(not(any(feature = "native-tls", feature = "rustls")))]
fn with_tls() -> ClientBuilder {
    ClientBuilder::new()
}

/// Whether the transports that are made here speak HTTPS.
pub(super) const HAS_TLS: bool = cfg!(any(feature = "native-tls", feature = "rustls"));

/// The settings of both transports.
fn configured(connect: Duration, whole: Duration) -> reqwest::Result<ClientBuilder> {
    let builder = with_tls()
        .connect_timeout(connect)
        .timeout(whole)
        .redirect(Policy::none())
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        // Left to itself reqwest sends plain `http` to a proxy as well, and credentials for loopback with it.
        .no_proxy();
    let named = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    match named.iter().filter_map(|name| env::var(name).ok()).find(|proxy| !proxy.is_empty()) {
        Some(proxy) => Ok(builder.proxy(Proxy::https(proxy)?.no_proxy(NoProxy::from_env()))),
        None => Ok(builder),
    }
}

fn url(uri: &http::Uri) -> Result<reqwest::Url, TransportError> {
    let refused = RequestError::Url("reqwest does not take it");
    uri.to_string().parse().map_err(|_| TransportError::new(TransportErrorKind::Other, refused))
}

/// The body without a copy of it, so that it is wiped when reqwest is done with it.
fn shared(body: Body) -> Option<bytes::Bytes> {
    (!body.is_empty()).then(|| bytes::Bytes::from_owner(body))
}

fn answer(status: http::StatusCode, headers: http::HeaderMap, body: Vec<u8>) -> http::Response<Vec<u8>> {
    let mut answer = http::Response::new(body);
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    answer
}

/// An empty buffer for a body of so many bytes, where that is known.
///
/// # Errors
/// They are more than the limit.
fn room(length: Option<u64>, limit: ResponseLimit) -> Result<Vec<u8>, TransportError> {
    let length = length.unwrap_or_default();
    limit.check(length)?;
    // What a service only claims to send is given no more room than the default limit.
    let room = usize::try_from(length).unwrap_or_default().min(ResponseLimit::default().0);
    Ok(Vec::with_capacity(room))
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// The error of a body that could not be read; reqwest puts its own into one of I/O.
#[cfg(feature = "blocking")]
fn unread(error: std::io::Error) -> TransportError {
    match error.downcast::<reqwest::Error>() {
        Ok(error) => failed(error),
        Err(error) => TransportError::new(TransportErrorKind::Other, error),
    }
}

fn failed(error: reqwest::Error) -> TransportError {
    // A connection that took too long to open is both, and is first of all one that did not open.
    let kind = match () {
        () if error.is_connect() => TransportErrorKind::Connect,
        () if error.is_timeout() => TransportErrorKind::Timeout,
        () => TransportErrorKind::Other,
    };
    // The URL may have credentials in its query.
    TransportError::new(kind, error.without_url())
}
