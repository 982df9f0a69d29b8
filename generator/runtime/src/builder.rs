//! How a client over reqwest is set up: where it sends to, how long it waits, and what goes with every call.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::header::USER_AGENT;

use super::client::Client;
use super::error::{Error, RequestError};
use super::headers::Headers;
use super::limit::ResponseLimit;
use super::reqwest_transport::{self, ReqwestTransport};
use super::retry::RetryPolicy;
use super::secret::Secret;

/// Sets up a client over reqwest: `Client::builder(settings).timeout(Duration::from_secs(5)).build()?`.
///
/// `C` is the client that [`build`](Self::build) makes, `H` reqwest's own client that it can be given.
#[must_use = "`build` makes the client"]
pub struct ClientBuilder<C, H = reqwest::Client> {
    server: String,
    headers: Headers,
    /// What a client is called that nobody gave a name.
    agent: &'static str,
    user_agent: Option<String>,
    retry: RetryPolicy,
    limit: ResponseLimit,
    connect: Duration,
    whole: Duration,
    http: Option<H>,
    client: PhantomData<fn() -> C>,
}

impl<C, H> ClientBuilder<C, H> {
    /// A client of the service at `server`, which sends those of `headers` that an operation documents.
    #[doc(hidden)]
    pub fn new(server: &str, headers: Headers, agent: &'static str) -> Self {
        Self {
            server: server.to_owned(),
            headers,
            agent,
            user_agent: None,
            retry: RetryPolicy::default(),
            limit: ResponseLimit::default(),
            connect: reqwest_transport::CONNECT,
            whole: reqwest_transport::WHOLE,
            http: None,
            client: PhantomData,
        }
    }

    /// Another server: `https`, or `http` to a loopback host. Its path is put in front of each operation's.
    pub fn server(self, url: impl Into<String>) -> Self {
        Self { server: url.into(), ..self }
    }

    /// How long a connection may take to open: 10 seconds unless set.
    pub fn connect_timeout(self, connect: Duration) -> Self {
        Self { connect, ..self }
    }

    /// How long one try may take, from its start to the last byte of the response: 60 seconds unless set.
    pub fn timeout(self, whole: Duration) -> Self {
        Self { whole, ..self }
    }

    /// How often a call is tried.
    pub fn retry(self, retry: RetryPolicy) -> Self {
        Self { retry, ..self }
    }

    /// The largest response body that is read, in bytes: 64 MiB unless set.
    pub fn response_limit(self, bytes: usize) -> Self {
        Self { limit: ResponseLimit(bytes), ..self }
    }

    /// The value of the header `User-Agent`: the name and version of this crate unless set.
    pub fn user_agent(self, name: impl Into<String>) -> Self {
        Self { user_agent: Some(name.into()), ..self }
    }

    /// A header that goes with every call. What an operation sends under the same name takes its place. It goes to
    /// the client's own server only, not to one that an operation has of its own.
    pub fn header(self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        Self { headers: self.headers.always(name, value), ..self }
    }

    /// reqwest's client that sends the calls. Its own timeouts, proxies, redirects and name are then those that hold.
    pub fn http_client(self, client: H) -> Self {
        Self { http: Some(client), ..self }
    }

    /// Whether the server can be reached by what sends the calls.
    ///
    /// # Errors
    /// It is at `https`, and nothing here speaks TLS.
    fn check_tls(&self) -> Result<(), Error> {
        let is_https = self.server.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https:"));
        if reqwest_transport::HAS_TLS || self.http.is_some() || !is_https {
            return Ok(());
        }
        let why = "it is `https`, and none of the features `rustls` and `native-tls` is on";
        Err(RequestError::Url(why).into())
    }

    /// The headers, with the client's name among them.
    fn headers(&self) -> Headers {
        let mut named = self.headers.of_every_request().map(|(name, _)| name);
        let has_own = named.any(|name| name.eq_ignore_ascii_case(USER_AGENT.as_str()));
        let default = || (self.http.is_none() && !has_own).then(|| self.agent.to_owned());
        match self.user_agent.clone().or_else(default) {
            Some(name) => self.headers.clone().always(USER_AGENT.as_str(), name),
            None => self.headers.clone(),
        }
    }
}

impl<C: From<Client<ReqwestTransport>>> ClientBuilder<C, reqwest::Client> {
    /// Makes the client.
    ///
    /// # Errors
    /// The server's URL is refused, TLS cannot be set up on this machine, or the URL of a proxy is not valid.
    pub fn build(self) -> Result<C, Error> {
        self.check_tls()?;
        let headers = self.headers();
        let transport = match self.http {
            Some(client) => ReqwestTransport::from_client(client),
            None => ReqwestTransport::with_timeouts(self.connect, self.whole)?,
        };
        let client = Client::new(&self.server, headers, transport)?;
        Ok(client.retry(self.retry).response_limit(self.limit.0).into())
    }
}

#[cfg(feature = "blocking")]
impl<C: From<super::blocking::Client<super::BlockingReqwest>>> ClientBuilder<C, reqwest::blocking::Client> {
    /// Makes the client, outside of any async runtime.
    ///
    /// # Errors
    /// The server's URL is refused, TLS cannot be set up on this machine, or the URL of a proxy is not valid.
    pub fn build(self) -> Result<C, Error> {
        self.check_tls()?;
        let headers = self.headers();
        let transport = match self.http {
            Some(client) => super::BlockingReqwest::from_client(client),
            None => super::BlockingReqwest::with_timeouts(self.connect, self.whole)?,
        };
        let client = super::blocking::Client::new(&self.server, headers, transport)?;
        Ok(client.retry(self.retry).response_limit(self.limit.0).into())
    }
}

impl<C, H> fmt::Debug for ClientBuilder<C, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("headers", &self.headers)
            .field("retry", &self.retry)
            .field("connect_timeout", &self.connect)
            .field("timeout", &self.whole)
            .finish_non_exhaustive()
    }
}
