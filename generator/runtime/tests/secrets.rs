//! A planted secret is shown by nothing.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt::{Debug, Write};
use std::time::Duration;

use docwright_runtime::{
    Bearer, Body, Client, Empty, Error, Extra, Headers, Json, Method, Mock, Request, RetryPolicy, Secret,
    Transport, TransportError, http,
};
use serde::{Deserialize, Serialize};

const PLANTED: &str = "hunter2";
const BASE: &str = "https://example.com";

fn hides(shown: &str) {
    assert!(!shown.is_empty() && !shown.contains(PLANTED), "{shown}");
}

fn hides_debug(value: &impl Debug) {
    hides(&format!("{value:?} {value:#?}"));
}

fn hides_error(error: &Error) {
    hides_debug(error);
    let mut chain = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        write!(chain, ": {error} {error:?}").unwrap();
        source = error.source();
    }
    hides(&chain);
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Account {
    items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Item {
    #[serde(default)]
    port: u16,
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    pair: (u8, u8),
    #[serde(default, deserialize_with = "quoting")]
    custom: (),
}

#[derive(Debug, Default, Deserialize)]
enum Kind {
    #[default]
    A,
}

/// A type of a user, whose error quotes the value in the very form of serde's own.
fn quoting<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    let found = String::deserialize(deserializer)?;
    Err(serde::de::Error::custom(format!("cannot take {found}, expected not {found}")))
}

struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom(PLANTED))
    }
}

/// What a transport sees when it prints the request, as ones that log do.
struct Logging;

impl Transport for Logging {
    async fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        assert_eq!(request.headers().len(), 4);
        hides_debug(&request);
        Ok(http::Response::new(Vec::new()))
    }

    async fn sleep(&self, _: Duration) {}
}

#[tokio::test]
async fn a_transport_that_logs_shows_no_secret() {
    let headers = Headers::new().bearer("authorization", PLANTED).text("x-api-key", PLANTED);
    let request = Request::<Empty>::new(Method::POST, "/").client_headers(&["authorization", "x-api-key"]);
    let client = Client::new(BASE, headers, Logging).unwrap();
    client.send(request.header("x-own", PLANTED).json(PLANTED)).await.unwrap();
}

#[tokio::test]
async fn nothing_shows_a_planted_secret() {
    let mut extra = Extra::new();
    extra.insert("password", PLANTED);
    hides_debug(&extra);
    hides_debug(&Secret::from(PLANTED));
    hides_debug(&Body::from(PLANTED.as_bytes().to_vec()));
    hides_debug(&Bearer::from(PLANTED));
    hides_debug(&Bearer::from_fn(|_| Ok(PLANTED.into())));

    let headers = Headers::new().bearer("authorization", PLANTED).text("x-api-key", PLANTED);
    hides_debug(&headers);
    let request = || {
        Request::<Empty>::new(Method::POST, "/a/{ID}/{TOKEN}")
            .path("ID", PLANTED)
            .path_secret("TOKEN", PLANTED)
            .query("token", PLANTED)
            .query_secret("sig", PLANTED)
            .cookie("session", PLANTED)
            .cookie("csrf", PLANTED)
            .header("x-own", PLANTED)
            .client_headers(&["authorization", "x-api-key"])
            .json(&extra)
    };
    hides_debug(&request());
    assert_eq!(
        format!("{:?}", request()),
        r#"Request { method: POST, path: "/a/{ID}/{TOKEN}", headers: ["authorization", "x-api-key", "x-own", "cookie"], .. }"#
    );

    let response = |status: u16| {
        let body = format!("{{\"password\":\"{PLANTED}\"}}").into_bytes();
        http::Response::builder().status(status).header("set-cookie", PLANTED).body(body).unwrap()
    };
    let mock = Mock::new().respond(response(200)).respond(response(400));
    let client = Client::new(BASE, headers, mock.clone()).unwrap();
    hides_debug(&client);
    let answer = client.send(request()).await.unwrap();
    hides_debug(&answer);
    assert!(String::from_utf8_lossy(answer.bytes()).contains(PLANTED));
    let error = client.send(request()).await.unwrap_err();
    hides_error(&error);
    let Error::Api(error) = error else { panic!() };
    assert_eq!(error.json::<BTreeMap<String, String>>().unwrap().get("password").unwrap(), PLANTED);

    // What was sent is there, and is not printed.
    let recorded = mock.requests().remove(0);
    assert!(recorded.headers.iter().filter(|(_, value)| value.contains(PLANTED)).count() == 4);
    assert_eq!(recorded.url, "https://example.com/a/hunter2/hunter2?token=hunter2&sig=hunter2");
    let cookies = recorded.headers.iter().find(|(name, _)| name == "cookie").unwrap();
    assert_eq!(cookies.1, "session=hunter2; csrf=hunter2");
    hides_debug(&recorded);

    let bad = Request::<Empty>::new(Method::GET, "/").header("x-own", format!("{PLANTED}\n"));
    hides_error(&client.send(bad).await.unwrap_err());
    let bad = Request::<Empty>::new(Method::GET, "/").json(&Unwritable);
    hides_error(&client.send(bad).await.unwrap_err());
    hides_error(&Client::new(&format!("http://{PLANTED}@example.com"), Headers::new(), mock).unwrap_err());
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_not_repeated() {
    for (body, path, message) in [
        (r#"{"items":[{},{"port":"hunter2"}]}"#, "items[1].port", "expected u16"),
        (r#"{"items":[{"port":"x, expected hunter2"}]}"#, "items[0].port", "expected u16"),
        (r#"{"items":[{"kind":"hunter2"}]}"#, "items[0].kind", "another value was expected"),
        (r#"{"items":[{"kind":"x, expected hunter2"}]}"#, "items[0].kind", "another value was expected"),
        (r#"{"items":[{"pair":[1]}]}"#, "items[0].pair", "expected a tuple of size 2"),
        (r#"{"items":[{"custom":"hunter2"}]}"#, "items[0].custom", "another value was expected"),
        (r#"{"items":"hunter2"}"#, "items", "expected a sequence"),
        (r#"{"other":"hunter2"}"#, ".", "missing field `items`"),
        (r#"{"items":[]} hunter2"#, ".", "trailing characters"),
        (r#"{"items":[hunter2"#, "*[0]", "expected value"),
        ("", ".", "EOF while parsing a value"),
    ] {
        let client = Client::new(BASE, Headers::new(), Mock::new().reply(200, body)).unwrap();
        let error = client.send(Request::<Account>::new(Method::GET, "/")).await.unwrap_err();
        hides_error(&error);
        assert!(!error.is_retryable());
        let Error::Decode(error) = error else { panic!("{error}") };
        assert_eq!(error.path(), path, "{body}");
        assert!(error.to_string().ends_with(message), "{error}");
        assert_eq!(error.body(), body.as_bytes());
    }
    let client = Client::new(BASE, Headers::new(), Mock::new().reply(200, "{\n\"items\": 1}")).unwrap();
    let error = client.send(Request::<Account>::new(Method::GET, "/")).await.unwrap_err();
    assert!(error.to_string().contains("at `items`, line 2 column 10"), "{error}");
}

/// Of JSON of any kind the structure is shown, whatever it is called and however deep it is.
#[test]
fn json_shows_keys_and_kinds_alone() {
    let json = |json: serde_json::Value| Json::from(json);
    let shown =
        json(serde_json::json!({ "name": PLANTED, "list": [PLANTED, 271_828, true, null, {}], "n": 2.5 }));
    assert_eq!(
        format!("{shown:?}"),
        r#"{"name": string, "list": [string, number, bool, null, {}], "n": number}"#
    );
    let mut extra = Extra::new();
    extra.insert("a", shown.clone().into_value());
    assert_eq!(format!("{extra:?}"), format!("{{\"a\": {shown:?}}}"));
    let deep = (0..100).fold(serde_json::json!(PLANTED), |held, _| serde_json::json!([{ "a": held }]));
    hides_debug(&json(deep));
    let read: Json = serde_json::from_str(r#"{"b":1,"a":["hunter2"]}"#).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), r#"{"b":1,"a":["hunter2"]}"#);
    assert_eq!(read, serde_json::json!({ "b": 1, "a": [PLANTED] }));
    assert_eq!(read.pointer("/a/0").and_then(|it| it.as_str()), Some(PLANTED));
}

/// What is in this process's memory at an address.
#[cfg(target_os = "linux")]
fn memory(address: usize, length: usize) -> String {
    use std::io::{Read, Seek, SeekFrom};
    let mut memory = std::fs::File::open("/proc/self/mem").unwrap();
    memory.seek(SeekFrom::Start(address as u64)).unwrap();
    let mut bytes = vec![0; length];
    memory.read_exact(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whoever frees memory may write to its beginning: what is looked for is at the end.
#[test]
#[cfg(target_os = "linux")]
fn secrets_are_wiped_when_they_are_dropped() {
    fn dropped<T>(value: T, text: impl Fn(&T) -> &str) -> String {
        let (address, length) = (text(&value).as_ptr() as usize, text(&value).len());
        assert!(memory(address, length).ends_with(PLANTED), "it was not there in the first place");
        drop(value);
        memory(address, length)
    }
    let planted = format!("{}{PLANTED}", "-".repeat(200));
    assert!(dropped(planted.clone(), |it| it).ends_with(PLANTED), "any text is wiped: this shows nothing");
    assert!(!dropped(Secret::from(planted.clone()), Secret::expose).ends_with(PLANTED));
    let mut extra = Extra::new();
    extra.insert("a", planted.clone());
    assert!(!dropped(extra, |it| it.get("a").unwrap().as_str().unwrap()).ends_with(PLANTED));
    let json = Json::from(vec![planted.clone()]);
    assert!(!dropped(json, |it| it.get(0).unwrap().as_str().unwrap()).ends_with(PLANTED));
    let body = Body::from(planted.into_bytes());
    assert!(!dropped(body, |it| std::str::from_utf8(it).unwrap()).ends_with(PLANTED));
}

/// Where a service gives back what it was sent as the id of the request, or what is no id, the error does not show it.
#[tokio::test]
async fn ids_of_requests_are_shown_if_they_are_ids() {
    let long = "r".repeat(129);
    for (id, is_shown) in [
        ("r-1", true),
        ("0af7651916cd43dd8448eb211c80319c", true),
        ("given-by-the-caller", true),
        ("1", true),
        (PLANTED, false),
        ("Bearer hunter2", false),
        ("echo-hunter2-echo", false),
        ("in-the-path", false),
        ("of a query", false),
        ("in-the-body", false),
        (&long, false),
        ("two words", false),
    ] {
        let answer =
            http::Response::builder().status(500).header("x-request-id", id).body(Vec::new()).unwrap();
        let headers = Headers::new().bearer("authorization", PLANTED).text("x-page", "1234567");
        let client =
            Client::new(BASE, headers, Mock::new().respond(answer)).unwrap().retry(RetryPolicy::none());
        let request = Request::<Empty>::new(Method::POST, "/{ID}").path("ID", "in-the-path");
        let request = request
            .query("q", "of a query")
            .json(&["in-the-body"])
            .client_headers(&["authorization", "x-page"]);
        let error = client.send(request.header("x-request-id", "given-by-the-caller")).await.unwrap_err();
        assert_eq!(error.to_string().contains(id), is_shown, "{id}: {error}");
        assert_eq!(error.api().unwrap().request_id(), Some(id));
    }
}

/// Keys of an answer that are data are not in the path of a decoding error.
#[tokio::test]
async fn paths_of_decoding_errors_have_the_keys_of_the_docs_alone() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Inner {
        count: u8,
    }
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Whole {
        inner: Option<Inner>,
        list: Option<Vec<BTreeMap<String, Inner>>>,
        map: Option<BTreeMap<String, u8>>,
    }
    for (body, path) in [
        (r#"{"inner": {"count": "x"}}"#, "inner.count"),
        (r#"{"inner": {"hunter2": 1}}"#, "inner"),
        (r#"{"map": {"a": 1, "hunter2": "x"}}"#, "map.*"),
        (r#"{"list": [{}, {"hunter2": {"count": 300}}]}"#, "list[1].*.count"),
        (r#"{"list": [{"*": {"count": 300}}]}"#, "list[0].*.count"),
        (r#"{"map": {"hunter2": 1"#, "*"),
        ("[]", "."),
    ] {
        let body = http::Response::builder().status(500).body(body.as_bytes().to_vec()).unwrap();
        let client = Client::new(BASE, Headers::new(), Mock::new().respond(body)).unwrap();
        let request = Request::<Empty>::new(Method::POST, "/");
        let error = client.send(request).await.unwrap_err().json::<Whole>().unwrap().unwrap_err();
        assert!(!format!("{error} {error:?}").contains(PLANTED), "{error} {error:?}");
        assert!(
            error.path() == path || (path == "*" && error.path().starts_with('*')),
            "{} is not {path}",
            error.path()
        );
    }
}

/// What the docs do not tell of may be anything that JSON allows.
#[tokio::test]
async fn unknown_members_fail_no_answer() {
    #[derive(Debug, Deserialize)]
    struct Known {
        known: u8,
    }
    for unknown in
        ["1e999", "-1e999", "123456789012345678901234567890", "[[1e400]]", "{\"a\": 1e999}", "null"]
    {
        let body = format!("{{\"unknown\": {unknown}, \"known\": 1}}");
        let mock = Mock::new().reply(200, body);
        let client = Client::new(BASE, Headers::new(), mock).unwrap();
        let answer = client.send(Request::<Known>::new(Method::GET, "/")).await;
        assert_eq!(answer.unwrap().known, 1, "{unknown}");
    }
}
