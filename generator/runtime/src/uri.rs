//! URLs: where a client sends to, and the text of the parts of a path or query.

use std::net::IpAddr;

use http::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::error::RequestError;

/// What is escaped in all parts: all but letters, digits, `-._~` and some marks. `+` is escaped: many take it for a space.
const ALL: AsciiSet = NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b':')
    .remove(b'@');
/// What is escaped in a path.
pub(super) const PATH: AsciiSet = ALL.remove(b'=');
/// What is escaped in a part of a path that may hold several segments.
pub(super) const PATH_OF_SEGMENTS: AsciiSet = PATH.remove(b'/');
/// What is escaped in the name of a query's member.
pub(super) const NAME: AsciiSet = ALL.remove(b'/').remove(b'?');
/// What is escaped in its value.
pub(super) const VALUE: AsciiSet = NAME.remove(b'=');

/// What is escaped in a form: all but letters, digits and `-._~`.
pub(super) const FORM: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A checked base URL, without a slash at its end.
#[derive(Clone, Debug)]
pub(super) struct Base(String);

impl Base {
    /// Takes `https`, and `http` where the host is loopback: credentials go nowhere unencrypted.
    pub(super) fn new(url: &str) -> Result<Self, RequestError> {
        let uri: Uri = url.parse().map_err(|_| RequestError::Url("it is no URL"))?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(RequestError::Url("it is not absolute"));
        };
        if authority.as_str().contains('@') {
            return Err(RequestError::Url("it has a user name or a password"));
        }
        if url.contains(['?', '#']) {
            return Err(RequestError::Url("it has a query or a fragment"));
        }
        let port = authority.as_str().get(authority.host().len()..).and_then(|rest| rest.strip_prefix(':'));
        if port.is_some_and(|port| !port.is_empty() && port.parse::<u16>().is_err()) {
            return Err(RequestError::Url("its port is not a port number"));
        }
        match scheme {
            "https" => {}
            "http" if is_loopback(authority.host()) => {}
            "http" => return Err(RequestError::Url("it is not https, and its host is not loopback")),
            _ => return Err(RequestError::Url("it is neither https nor http")),
        }
        Ok(Self(url.trim_end_matches('/').to_owned()))
    }

    /// Whether it is this URL.
    pub(super) fn is(&self, url: &str) -> bool {
        self.0 == url.trim_end_matches('/')
    }

    /// Whether it is of another's scheme, host and port.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        let of = |base: &Self| base.0.parse().ok().map(|uri| origin(&uri));
        of(self) == of(other)
    }

    /// The URL of a path and query that are encoded already. The base's own path stays in front.
    pub(super) fn join(&self, path: &str, query: &str) -> Result<Uri, RequestError> {
        let mark = if query.is_empty() { "" } else { "?" };
        let slash = if path.starts_with('/') { "" } else { "/" };
        [&self.0, slash, path, mark, query]
            .concat()
            .parse()
            .map_err(|_| RequestError::Url("the path or the query is not one"))
    }

    /// The URL of a link in an answer: one of the base's origin, or a path there; one that begins with `?` is of `url`'s path, the
    /// operation's own. Credentials go nowhere else.
    pub(super) fn follow(&self, link: &str, url: &Uri) -> Result<Uri, RequestError> {
        let base: Uri = self.0.parse().map_err(|_| RequestError::Url("it is no URL"))?;
        let own = || {
            format!(
                "{}://{}",
                base.scheme_str().unwrap_or_default(),
                base.authority().map_or("", |it| it.as_str())
            )
        };
        let link = link.split('#').next().unwrap_or_default();
        let whole = match link {
            "" => return Err(RequestError::Url("the link in the answer leads nowhere")),
            _ if link.starts_with("//") => format!("{}:{link}", base.scheme_str().unwrap_or_default()),
            _ if link.starts_with('/') => own() + link,
            _ if link.starts_with('?') => own() + url.path() + link,
            _ => link.to_owned(),
        };
        let next: Uri = whole.parse().map_err(|_| RequestError::Url("the link in the answer is no URL"))?;
        if next.scheme().is_none() {
            return Err(RequestError::Url(
                "the link in the answer is neither absolute nor a path from the root",
            ));
        }
        let has_user = next.authority().is_none_or(|authority| authority.as_str().contains('@'));
        if has_user || origin(&next) != origin(&base) {
            return Err(RequestError::Url("the link in the answer leads to another origin"));
        }
        Ok(next)
    }
}

/// Scheme, host and port.
fn origin(uri: &Uri) -> (Option<String>, Option<String>, Option<u16>) {
    let lower = |text: &str| text.to_ascii_lowercase();
    let scheme = uri.scheme_str().map(lower);
    let usual = if scheme.as_deref() == Some("https") { 443 } else { 80 };
    let port = uri.port_u16().or(Some(usual));
    (scheme, uri.host().map(lower), port)
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || address.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// `text` with every byte escaped that is none of ASCII, or in a set.
pub(super) fn encode(text: &str, escaped: &'static AsciiSet) -> String {
    utf8_percent_encode(text, escaped).to_string()
}
