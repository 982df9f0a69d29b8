//! How the fields of an operation get into its request, each function called as the place that it puts a value.

use serde::Serialize;

use super::body::Body;
use super::parameter::ParameterValue;
use super::request::Request;
use super::secret::Secret;
use http::Method;

/// A request of a line such as `POST /connections/{ID}`, with the client's headers of these names.
pub fn line<T>(line: &'static str, client_headers: &'static [&'static str]) -> Request<T> {
    let (method, path) = line.split_once(' ').unwrap_or(("GET", line));
    let method = Method::from_bytes(method.as_bytes()).unwrap_or_default();
    Request::new(method, path).client_headers(client_headers)
}

/// In place of `{name}` in the path; with a comma between several.
pub fn path<T>(request: Request<T>, name: &str, value: &impl ParameterValue) -> Request<T> {
    match value.texts() {
        Some(texts) => request.path_secret(name, joined(&texts)),
        None => request,
    }
}

/// As `name=value` in the query, one for each.
pub fn query<T>(request: Request<T>, name: &str, value: &impl ParameterValue) -> Request<T> {
    let texts = value.texts().unwrap_or_default();
    texts.into_iter().fold(request, |request, text| request.query_secret(name, text))
}

/// As `name=a,b` in the query.
pub fn query_joined<T>(request: Request<T>, name: &str, value: &impl ParameterValue) -> Request<T> {
    match value.texts() {
        Some(texts) => request.query_secret(name, joined(&texts)),
        None => request,
    }
}

/// As `name` in the query, without a value, where it is `true`.
pub fn flag<T>(request: Request<T>, name: &str, value: &impl ParameterValue) -> Request<T> {
    let is_given = value.texts().is_some_and(|texts| texts.iter().any(|text| text.expose() == "true"));
    request.flag(name, is_given)
}

/// As a header; with a comma between several.
pub fn header<T>(request: Request<T>, name: &str, value: &impl ParameterValue) -> Request<T> {
    match value.texts() {
        Some(texts) => request.header(name, joined(&texts)),
        None => request,
    }
}

/// As a cookie; with a comma between several.
pub fn cookie<T>(request: Request<T>, name: &str, value: &impl ParameterValue) -> Request<T> {
    match value.texts() {
        Some(texts) => request.cookie(name, joined(&texts)),
        None => request,
    }
}

/// As the JSON body.
pub fn json<T>(request: Request<T>, _: &str, value: &impl Serialize) -> Request<T> {
    request.json(value)
}

/// As the JSON body, if there is one.
pub fn optional_json<T>(request: Request<T>, _: &str, value: &Option<impl Serialize>) -> Request<T> {
    match value {
        Some(value) => request.json(value),
        None => request,
    }
}

/// As the fields of a form.
pub fn form<T>(request: Request<T>, _: &str, value: &impl Serialize) -> Request<T> {
    request.form(value)
}

/// As the fields of a form, if there are any.
pub fn optional_form<T>(request: Request<T>, _: &str, value: &Option<impl Serialize>) -> Request<T> {
    match value {
        Some(value) => request.form(value),
        None => request,
    }
}

/// As parts.
pub fn multipart<T>(request: Request<T>, _: &str, value: &impl Serialize) -> Request<T> {
    request.multipart(value)
}

/// As parts, if there are any.
pub fn optional_multipart<T>(request: Request<T>, _: &str, value: &Option<impl Serialize>) -> Request<T> {
    match value {
        Some(value) => request.multipart(value),
        None => request,
    }
}

/// As it is, with a media type.
pub fn raw<T>(request: Request<T>, media_type: &'static str, value: &Body) -> Request<T> {
    request.raw(media_type, value)
}

/// As it is, with a media type, if there is one.
pub fn optional_raw<T>(request: Request<T>, media_type: &'static str, value: &Option<Body>) -> Request<T> {
    match value {
        Some(value) => request.raw(media_type, value),
        None => request,
    }
}

/// How the body that is an operation's own gets into its request.
pub mod own {
    use super::{Body, Request, Serialize};

    /// As JSON.
    pub fn json<T>(request: Request<T>, operation: &impl Serialize) -> Request<T> {
        request.json(operation)
    }

    /// As JSON, if any of its properties is set.
    pub fn optional_json<T>(request: Request<T>, operation: &impl Serialize) -> Request<T> {
        if is_empty(operation) { request } else { request.json(operation) }
    }

    /// As the fields of a form.
    pub fn form<T>(request: Request<T>, operation: &impl Serialize) -> Request<T> {
        request.form(operation)
    }

    /// As the fields of a form, if any is set.
    pub fn optional_form<T>(request: Request<T>, operation: &impl Serialize) -> Request<T> {
        if is_empty(operation) { request } else { request.form(operation) }
    }

    /// As parts.
    pub fn multipart<T>(request: Request<T>, operation: &impl Serialize) -> Request<T> {
        request.multipart(operation)
    }

    /// As parts, if any is set.
    pub fn optional_multipart<T>(request: Request<T>, operation: &impl Serialize) -> Request<T> {
        if is_empty(operation) { request } else { request.multipart(operation) }
    }

    fn is_empty(operation: &impl Serialize) -> bool {
        Body::json(operation).is_ok_and(|body| &*body == b"{}")
    }
}

fn joined(texts: &[Secret]) -> Secret {
    let texts: Vec<&str> = texts.iter().map(Secret::expose).collect();
    Secret::from(texts.join(","))
}
