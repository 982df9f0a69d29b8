//! One call, before it is sent.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use http::header::COOKIE;
use http::{Method, Uri};
use serde::Serialize;
use zeroize::Zeroizing;

use super::body::Body;
use super::error::RequestError;
use super::form;
use super::secret::Secret;
use super::uri::{self, Base};

/// One call, typed by the body of its answer. The async and the blocking client send the same values.
///
/// What is wrong with a request, such as an empty part of the path, is an error when it is sent.
pub struct Request<T> {
    pub(super) outline: Outline,
    answer: PhantomData<fn() -> T>,
}

/// The template of a request's path, which may be shown where the path itself may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Route(pub(super) &'static str);

/// A request without the type of its answer.
#[derive(Clone)]
pub(super) struct Outline {
    pub(super) method: Method,
    pub(super) template: &'static str,
    path: Zeroizing<String>,
    query: Zeroizing<String>,
    /// The URL of a service's own that takes the place of path and query.
    link: Option<Zeroizing<String>>,
    pub(super) client_headers: &'static [&'static str],
    pub(super) headers: Vec<(String, Secret)>,
    /// By their names.
    cookies: Vec<(String, Secret)>,
    /// With its media type.
    pub(super) body: Option<(Cow<'static, str>, Body)>,
    pub(super) idempotent: bool,
    /// A client of the first of two servers sends it to the second.
    pub(super) elsewhere: Option<(&'static str, &'static str)>,
    fault: Option<RequestError>,
}

impl<T> Request<T> {
    /// A call of `method` on a path such as `/connections/{ID}`, below the client's base URL.
    pub fn new(method: Method, path: &'static str) -> Self {
        let outline = Outline {
            idempotent: method.is_idempotent(),
            method,
            template: path,
            path: Zeroizing::new(path.to_owned()),
            query: Zeroizing::default(),
            link: None,
            client_headers: &[],
            headers: Vec::new(),
            cookies: Vec::new(),
            body: None,
            elsewhere: None,
            fault: None,
        };
        Self { outline, answer: PhantomData }
    }

    /// Has a client of the documented server `api` send it to `server`, where the documentation has it. A client of any other
    /// server sends it there.
    #[must_use]
    pub fn at(mut self, api: &'static str, server: &'static str) -> Self {
        self.outline.elsewhere = Some((api, server));
        self
    }

    /// Puts `value`, percent-encoded, in place of `{name}` in the path. The value is one segment: empty, `.` and
    /// `..` are refused. In place of `{name+}` it may be several, with slashes between them.
    #[must_use]
    pub fn path(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.outline.fill(name, &Zeroizing::new(value.to_string()));
        self
    }

    /// The same with a value that is shown by nothing.
    #[must_use]
    pub fn path_secret(mut self, name: &str, value: impl Into<Secret>) -> Self {
        self.outline.fill(name, value.into().expose());
        self
    }

    /// Adds `name=value`, percent-encoded, to the query.
    #[must_use]
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.outline.add(name, &Zeroizing::new(value.to_string()));
        self
    }

    /// The same with a value that is shown by nothing.
    #[must_use]
    pub fn query_secret(mut self, name: &str, value: impl Into<Secret>) -> Self {
        self.outline.add(name, value.into().expose());
        self
    }

    /// Adds `name` without a value to the query, if it is `given`.
    #[must_use]
    pub fn flag(mut self, name: &str, given: bool) -> Self {
        if given {
            self.outline.flag(name);
        }
        self
    }

    /// The names of those of the client's [`Headers`](super::Headers) that go with this call. Names that the client
    /// has no value for are passed over.
    #[must_use]
    pub fn client_headers(mut self, names: &'static [&'static str]) -> Self {
        self.outline.client_headers = names;
        self
    }

    /// A header of this call alone. It takes the place of any other of its name, the client's included.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.outline.headers.push((name.into(), value.into()));
        self
    }

    /// A cookie of this call alone, beside the others that it has and those of the client. It takes the place of one of
    /// its name. A value that has the mark between cookies, `;`, is refused.
    #[must_use]
    pub fn cookie(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        let (name, value) = (name.into(), value.into());
        if value.expose().contains(';') {
            self.outline.fault(RequestError::Header { name: COOKIE.to_string() });
        }
        self.outline.cookies.retain(|(known, _)| *known != name);
        self.outline.cookies.push((name, value));
        self
    }

    /// `value` as the JSON body, with its `Content-Type`.
    #[must_use]
    pub fn json(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        self.outline.send(Body::json(value).map(|body| ("application/json".into(), body)));
        self
    }

    /// `value`, an object of texts, as a body of `application/x-www-form-urlencoded`.
    #[must_use]
    pub fn form(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        let body = form::encoded(value);
        self.outline.send(body.map(|body| ("application/x-www-form-urlencoded".into(), body)));
        self
    }

    /// `value`, an object of texts and [files](super::File), as a body of `multipart/form-data`.
    #[must_use]
    pub fn multipart(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        self.outline.send(form::parts(value).map(|(media_type, body)| (media_type.into(), body)));
        self
    }

    /// `body` as it is, of a media type.
    #[must_use]
    pub fn raw(mut self, media_type: &'static str, body: impl AsRef<[u8]>) -> Self {
        self.outline.send(Ok((media_type.into(), Body::from(body.as_ref().to_vec()))));
        self
    }

    /// The same request, with its response body read as another type: [`Empty`](super::Empty) takes whatever comes.
    #[must_use]
    pub fn answer<A>(self) -> Request<A> {
        Request { outline: self.outline, answer: PhantomData }
    }

    /// Says that to do this call twice is to do it once, so that it may be tried again. GET, HEAD, OPTIONS, PUT and
    /// DELETE are so of themselves.
    #[must_use]
    pub fn idempotent(mut self) -> Self {
        self.outline.idempotent = true;
        self
    }
}

impl<T> Clone for Request<T> {
    fn clone(&self) -> Self {
        Self { outline: self.outline.clone(), answer: PhantomData }
    }
}

impl Outline {
    /// Puts a value in place of a placeholder of the path. Texts are put together at once, so that no part of them is left
    /// behind in a smaller buffer.
    fn fill(&mut self, name: &str, value: &str) {
        let of_segments = format!("{{{name}+}}");
        let is_of_segments = self.path.contains(&of_segments);
        let placeholder = if is_of_segments { of_segments } else { format!("{{{name}}}") };
        let is_faulty = |segment: &str| matches!(segment, "" | "." | "..");
        let is_faulty = if is_of_segments { value.split('/').any(is_faulty) } else { is_faulty(value) };
        if is_faulty || !self.path.contains(&placeholder) {
            self.fault(RequestError::Path { name: name.to_owned() });
        }
        let escaped = if is_of_segments { &uri::PATH_OF_SEGMENTS } else { &uri::PATH };
        let value = Zeroizing::new(uri::encode(value, escaped));
        let literals: Vec<&str> = self.path.split(&placeholder).collect();
        self.path = Zeroizing::new(literals.join(&value));
    }

    /// Adds a pair to the query.
    fn add(&mut self, name: &str, value: &str) {
        let mark = if self.query.is_empty() { "" } else { "&" };
        let value = Zeroizing::new(uri::encode(value, &uri::VALUE));
        self.query =
            Zeroizing::new([&self.query, mark, &uri::encode(name, &uri::NAME), "=", &value].concat());
    }

    /// The value of the header of its cookies, behind those of `others` that it does not have itself; none where it has none.
    pub(super) fn cookies(&self, others: Option<&str>) -> Option<Secret> {
        let is_own =
            |cookie: &str| self.cookies.iter().any(|(own, _)| cookie.split('=').next() == Some(own.as_str()));
        let others = others.unwrap_or_default().split(';').map(str::trim);
        let others = others.filter(|cookie| !cookie.is_empty() && !is_own(cookie)).flat_map(|it| ["; ", it]);
        let own = self.cookies.iter().flat_map(|(name, value)| ["; ", name, "=", value.expose()]);
        let parts: Vec<&str> = others.chain(own).skip(1).collect();
        (!self.cookies.is_empty()).then(|| Secret::from(parts.concat()))
    }

    /// The same request for what a link of the service leads to.
    pub(super) fn at(self, link: String) -> Self {
        Self { link: Some(Zeroizing::new(link)), ..self }
    }

    /// The same request with another value of a parameter of the query.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        let own = uri::encode(name, &uri::NAME);
        let others = self.query.split('&').filter(|pair| pair.split('=').next() != Some(own.as_str()));
        self.query = Zeroizing::new(others.collect::<Vec<&str>>().join("&"));
        self.add(name, value);
        self
    }

    /// The number that a parameter of the query has.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        let pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        let own = uri::encode(name, &uri::NAME);
        pairs.filter(|(name, _)| *name == own).find_map(|(_, value)| value.parse().ok())
    }

    /// The operation's own server, where a client of `base` sends it there.
    pub(super) fn own_base(&self, base: &Base) -> Result<Option<Base>, RequestError> {
        match self.elsewhere {
            Some((api, server)) if base.is(api) => Base::new(server).map(Some),
            _ => Ok(None),
        }
    }

    /// The URL below or beside a base, or the first thing that is wrong with the request.
    pub(super) fn url(&mut self, base: &Base) -> Result<Uri, RequestError> {
        let (path, query) = self.target()?;
        let url = base.join(path, query)?;
        match &self.link {
            Some(link) => base.follow(link, &url),
            None => Ok(url),
        }
    }

    /// The path and query, or the first thing that is wrong with the request.
    fn target(&mut self) -> Result<(&str, &str), RequestError> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        // Values have their braces escaped: one that is left is the template's.
        match self.path.split_once('{') {
            Some((_, rest)) => {
                Err(RequestError::Path { name: rest.split(['+', '}']).next().unwrap_or_default().to_owned() })
            }
            None => Ok((&self.path, &self.query)),
        }
    }

    /// Adds a name without a value to the query.
    fn flag(&mut self, name: &str) {
        let mark = if self.query.is_empty() { "" } else { "&" };
        self.query = Zeroizing::new([&self.query, mark, &uri::encode(name, &uri::NAME)].concat());
    }

    /// Takes a body.
    fn send(&mut self, body: Result<(Cow<'static, str>, Body), RequestError>) {
        match body {
            Ok(body) => self.body = Some(body),
            Err(error) => self.fault(error),
        }
    }

    fn fault(&mut self, error: RequestError) {
        self.fault.get_or_insert(error);
    }
}

impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Outline { method, template, client_headers, headers, cookies, .. } = &self.outline;
        let of_cookies = (!cookies.is_empty()).then_some(COOKIE.as_str());
        let own = headers.iter().map(|(name, _)| name.as_str()).chain(of_cookies);
        f.debug_struct("Request")
            .field("method", method)
            .field("path", template)
            .field("headers", &client_headers.iter().copied().chain(own).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
