//! The URL of a sample against the path of its operation: the server, the path's values, the query's.
//!
//! Knows strings only.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::model::PathTemplate;

/// A sample's URL, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::emit) struct SampleRoute {
    /// What is before the operation's path.
    pub(in crate::emit) server: String,
    /// The values of the path's parameters, by name.
    pub(in crate::emit) path: Vec<(String, String)>,
    /// The query's members in order.
    pub(in crate::emit) query: Vec<(String, String)>,
}

/// Takes `url` apart; none where it does not end as `path` does. Queries are written as forms are: a `+` is a space. What
/// follows a `#` is not sent.
pub(in crate::emit) fn route(url: &str, path: &PathTemplate) -> Option<SampleRoute> {
    let url = url.split('#').next().unwrap_or_default();
    let (whole, query) = url.split_once('?').unwrap_or((url, ""));
    let (server, values) = path.values_at_end(whole)?;
    let values = values.into_iter().map(|(name, value)| (name.to_owned(), decoded(value))).collect();
    let members = query.split('&').filter(|member| !member.is_empty());
    let query = members.map(|member| member.split_once('=').unwrap_or((member, "")));
    let query = query.map(|(name, value)| (of_query(name), of_query(value))).collect();
    Some(SampleRoute { server: server.to_owned(), path: values, query })
}

/// A name or a value of a query without what stands for other characters.
pub(in crate::emit) fn of_query(text: &str) -> String {
    decoded(&text.replace('+', " "))
}

/// `text` without percent-encoding; as it is where it would not be UTF-8.
pub(in crate::emit) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}

/// The text of a path with escapes for what no URL has as it is. Escapes that it has already stay.
pub(in crate::emit) fn sendable(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/".contains(&byte);
    let escape = |byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(escape).collect()
}
