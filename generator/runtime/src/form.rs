//! The fields of a form as a body: percent-encoded, or as parts.

use std::hash::{BuildHasher, RandomState};

use serde::Serialize;
use zeroize::Zeroizing;

use super::body::Body;
use super::error::RequestError;
use super::fields::{Content, ObjectField, fields};
use super::uri;

/// `value` as `application/x-www-form-urlencoded`.
///
/// # Errors
/// `value` is no object of texts. The error has the path to the fault and no value.
pub(super) fn encoded(value: &(impl Serialize + ?Sized)) -> Result<Body, RequestError> {
    let mut pairs: Vec<Zeroizing<String>> = Vec::new();
    for ObjectField { name, content } in fields(value)? {
        let Content::Text(text) = content else { return Err(RequestError::Encode { path: name }) };
        let text = Zeroizing::new(uri::encode(text.expose(), &uri::FORM));
        pairs.push(Zeroizing::new([&uri::encode(&name, &uri::FORM), "=", &text].concat()));
    }
    let pairs: Vec<&str> = pairs.iter().map(|pair| pair.as_str()).collect();
    Ok(Body::from(pairs.join("&").into_bytes()))
}

/// `value` as `multipart/form-data`: the whole media type, and the body.
///
/// # Errors
/// `value` is no object of texts and files. The error has the path to the fault and no value.
pub(super) fn parts(value: &(impl Serialize + ?Sized)) -> Result<(String, Body), RequestError> {
    let parts = fields(value)?;
    let boundary = boundary(&parts);
    let heads: Vec<String> = parts.iter().map(|part| head(part, &boundary)).collect();
    let end = format!("--{boundary}--\r\n");
    let mut pieces: Vec<&[u8]> = Vec::new();
    for (head, part) in heads.iter().zip(&parts) {
        pieces.extend([head.as_bytes(), bytes(part), b"\r\n"]);
    }
    pieces.push(end.as_bytes());
    // put together at once, so that nothing is left behind in a smaller buffer
    Ok((format!("multipart/form-data; boundary={boundary}"), Body::from(pieces.concat())))
}

/// A text that no part has in it.
fn boundary(parts: &[ObjectField]) -> String {
    let hashes = RandomState::new();
    let mut number = 0_u64;
    loop {
        let boundary = format!("docwright-{:016x}", hashes.hash_one(number));
        let is_in =
            |part: &ObjectField| bytes(part).windows(boundary.len()).any(|text| text == boundary.as_bytes());
        if !parts.iter().any(is_in) {
            return boundary;
        }
        number = number.wrapping_add(1);
    }
}

fn bytes(part: &ObjectField) -> &[u8] {
    match &part.content {
        Content::Text(text) => text.expose().as_bytes(),
        Content::File(file) => file.content(),
    }
}

/// What is before a part.
fn head(ObjectField { name, content }: &ObjectField, boundary: &str) -> String {
    let name = quoted(name);
    match content {
        Content::Text(_) => {
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n")
        }
        Content::File(file) => {
            let (file_name, media_type) = (quoted(&file.name), file.media_type.replace(['\r', '\n'], ""));
            format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
                 Content-Type: {media_type}\r\n\r\n"
            )
        }
    }
}

/// A name as browsers write it within quotes.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
