//! Clients whose answers are set beforehand.

use docwright_runtime::{Client, Empty, Error, Headers, Method, Mock, Request, Response, http};

pub type Sent = (Result<Response<Empty>, Error>, Mock);

pub const BASE: &str = "https://example.com/base/";

pub async fn send(mock: Mock, headers: Headers, request: Request<Empty>) -> Sent {
    (Client::new(BASE, headers, mock.clone()).unwrap().send(request).await, mock)
}

pub fn get(path: &'static str) -> Request<Empty> {
    Request::new(Method::GET, path)
}

pub fn answer(status: u16, headers: &[(&str, &str)]) -> http::Response<Vec<u8>> {
    let mut builder = http::Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(Vec::new()).unwrap()
}
