//! What a client sends, and what it makes of answers. All without a socket.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod mocked;

use std::collections::BTreeMap;

use docwright_runtime::{
    Client, Empty, Error, Extra, Headers, Method, Mock, Recorded, Request, TransportErrorKind,
};
use mocked::{BASE, answer, get, send};

async fn sent(request: Request<Empty>) -> Recorded {
    let (answer, mock) = send(Mock::new().reply(204, ""), Headers::new(), request).await;
    answer.unwrap();
    mock.requests().remove(0)
}

async fn refused(request: Request<Empty>) -> String {
    let (answer, mock) = send(Mock::new().reply(204, ""), Headers::new(), request).await;
    assert!(mock.requests().is_empty());
    let error = answer.unwrap_err();
    assert!(matches!(error, Error::Request(_)) && !error.is_retryable());
    error.to_string()
}

#[tokio::test]
async fn urls_are_joined_and_encoded() {
    for (request, url) in [
        (get("/connections"), "https://example.com/base/connections"),
        (get("connections"), "https://example.com/base/connections"),
        (
            get("/a/{ID}/b").path("ID", "x/y?z#%ü {B}"),
            "https://example.com/base/a/x%2Fy%3Fz%23%25%C3%BC%20%7BB%7D/b",
        ),
        (
            get("/files/{path+}/info").path("path", "a b/c?/é.txt"),
            "https://example.com/base/files/a%20b/c%3F/%C3%A9.txt/info",
        ),
        (get("/a/{ID}").path("ID", "..."), "https://example.com/base/a/..."),
        (get("/a/{ID}").path("ID", 7).query("limit", 2), "https://example.com/base/a/7?limit=2"),
        (
            get("/a").query("property", "a.b==c&d").query("q=", "+ 1"),
            "https://example.com/base/a?property=a.b==c%26d&q%3D=%2B%201",
        ),
    ] {
        assert_eq!(sent(request).await.url, url);
    }
}

/// What is documented elsewhere goes there, unless the client is of another server than the documented one.
#[tokio::test]
async fn a_call_goes_to_its_documented_server() {
    for (api, url) in [
        (BASE, "https://files.example/v3/a"),
        ("https://example.com/base/", "https://files.example/v3/a"),
        ("https://example.com", "https://example.com/base/a"),
    ] {
        assert_eq!(sent(get("/a").at(api, "https://files.example/v3")).await.url, url, "{api}");
    }
}

/// What a caller gave to the documented host goes to no other; what an operation documents goes where the operation does.
#[tokio::test]
async fn headers_of_every_call_stay_with_their_host() {
    let headers = || Headers::new().always("x-gateway", "g").always("user-agent", "me/1").text("x-key", "k");
    for (server, expected) in [
        ("https://files.example/v3", vec!["user-agent", "x-key"]),
        ("https://example.com/v3", vec!["user-agent", "x-gateway", "x-key"]),
    ] {
        let request = get("/a").client_headers(&["x-key"]).at(BASE, server);
        let (answer, mock) = send(Mock::new().reply(204, ""), headers(), request).await;
        answer.unwrap();
        let sent = mock.requests().remove(0);
        let mut names: Vec<String> = sent.headers.into_iter().map(|(name, _)| name).collect();
        names.retain(|name| name.starts_with("x-") || name == "user-agent");
        names.sort();
        assert_eq!(names, expected, "{server}");
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_is_not_sent() {
    for value in ["", ".", ".."] {
        assert!(refused(get("/a/{ID}").path("ID", value)).await.contains("`ID`"));
    }
    assert!(refused(get("/a/{ID}")).await.contains("`ID`"));
    assert!(refused(get("/a").path("ID", 1)).await.contains("`ID`"));
    for value in ["", "/", "a//b", "/a", "a/", "a/../b", "./a", ".."] {
        assert!(refused(get("/files/{path+}").path("path", value)).await.contains("`path`"), "{value}");
    }
    assert!(refused(get("/files/{path+}")).await.contains("`path`"));
    assert!(refused(get("/a").header("x-own", "hunter2\nx: y")).await.contains("`x-own`"));
    assert!(refused(get("/a").header("no name", "v")).await.contains("`no name`"));
    let body = BTreeMap::from([("list", vec![BTreeMap::from([((1, 2), 3)])])]);
    assert!(refused(get("/a").json(&body)).await.contains("`list[0]"));
}

#[tokio::test]
async fn base_urls_keep_credentials_encrypted() {
    for (url, taken) in [
        ("https://example.com", true),
        ("https://example.com:8443/a/b/", true),
        ("http://localhost:80", true),
        ("http://LOCALHOST", true),
        ("http://127.9.9.9:1", true),
        ("http://[::1]:1/x", true),
        ("http://127.0.0.1:99999", false),
        ("https://example.com:65536/a", false),
        ("http://[::1]:65536", false),
        ("http://example.com", false),
        ("http://localhost.example.com", false),
        ("http://127.0.0.1.example.com", false),
        ("http://10.0.0.1", false),
        ("http://localhost@example.com", false),
        ("https://user:password@example.com", false),
        ("https://example.com/?a=b", false),
        ("https://example.com/#a", false),
        ("ftp://localhost", false),
        ("localhost", false),
        ("/path", false),
        ("", false),
    ] {
        assert_eq!(Client::new(url, Headers::new(), Mock::new()).is_ok(), taken, "{url}");
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_an_error_whatever_the_transport() {
    for (status, length, limit, is_within) in [
        (200, 10, 10, true),
        (200, 11, 10, false),
        (404, 11, 10, false),
        (200, 1, 0, false),
        (200, 0, 0, true),
    ] {
        let mock = Mock::new().reply(status, vec![b'7'; length]);
        let client = Client::new(BASE, Headers::new(), mock).unwrap().response_limit(limit);
        let result = client.send(get("/")).await;
        assert_eq!(result.is_ok(), is_within, "{length} {limit}");
        let kind = result.err().map(|error| match error {
            Error::Transport(error) => error.kind(),
            error => panic!("{error:?}"),
        });
        assert!(kind.is_none_or(|kind| kind == TransportErrorKind::TooLarge), "{kind:?}");
    }
}

#[tokio::test]
async fn headers_go_where_they_are_asked_for() {
    let headers = || {
        Headers::new()
            .bearer("authorization", "token")
            .secret("x-api-key", "key")
            .text("x-gw-org", "old")
            .text("x-gw-org", "org")
            .optional_text("x-sandbox", Some("prod".into()))
            .optional_secret("x-none", None)
    };
    let all = &["Authorization", "X-Api-Key", "x-gw-org", "x-sandbox", "x-none", "x-unknown"];
    let org = ("x-gw-org", "org");
    let (key, bearer, sandbox) =
        (("x-api-key", "key"), ("authorization", "Bearer token"), ("x-sandbox", "prod"));
    let json = ("content-type", "application/json");
    for (request, expected) in [
        (get("/"), vec![]),
        (get("/").client_headers(&["x-gw-org"]), vec![org]),
        (get("/").client_headers(all), vec![bearer, org, key, sandbox]),
        (get("/").json(&1), vec![json]),
        (get("/").json(&1).header("Content-Type", "text/x"), vec![("content-type", "text/x")]),
        (get("/").client_headers(&["x-gw-org"]).header("X-Gw-Org", "mine"), vec![("x-gw-org", "mine")]),
        (
            get("/").client_headers(&["authorization"]).header("AUTHORIZATION", "Basic x"),
            vec![("authorization", "Basic x")],
        ),
    ] {
        let (result, mock) = send(Mock::new().reply(200, "ignored"), headers(), request).await;
        result.unwrap();
        let recorded = mock.requests().remove(0);
        let mut expected: Vec<_> =
            expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        expected.sort();
        assert_eq!(recorded.headers, expected);
    }
    let broken = Headers::new().bearer("authorization", "to\nken");
    let (result, _) = send(Mock::new(), broken, get("/").client_headers(&["authorization"])).await;
    assert!(result.unwrap_err().to_string().contains("`authorization`"));
}

#[tokio::test]
async fn all_cookies_are_one_header() {
    let headers = || Headers::new().secret("cookie", "mate=Ida; pin=1;watch=first");
    let cookie = async |headers: Headers, request: Request<Empty>| {
        let (_, mock) = send(Mock::new().reply(204, ""), headers, request.client_headers(&["Cookie"])).await;
        let cookies = mock.requests().remove(0).headers.into_iter().filter(|(name, _)| name == "cookie");
        cookies.map(|(_, value)| value).collect::<Vec<_>>()
    };
    for (headers, request, expected) in [
        (headers(), get("/a"), "mate=Ida; pin=1;watch=first"),
        (headers(), get("/a").cookie("pin", "2"), "mate=Ida; watch=first; pin=2"),
        (headers(), get("/a").cookie("pin", "2").cookie("mate", "x y"), "watch=first; pin=2; mate=x y"),
        (headers(), get("/a").cookie("pin", "2").header("Cookie", "own=3"), "own=3; pin=2"),
        (Headers::new(), get("/a").cookie("pin", "2").cookie("pin", "3"), "pin=3"),
        (Headers::new().always("Cookie", "mate=Ida"), get("/a").cookie("pin", "2"), "mate=Ida; pin=2"),
    ] {
        assert_eq!(cookie(headers, request).await, [expected]);
    }
    assert!(refused(get("/a").cookie("pin", "2; mate=Ida")).await.contains("`cookie`"));
}

#[tokio::test]
async fn bodies_are_compact_json() {
    let mut body = Extra::new();
    body.insert("z", "é".repeat(2000));
    body.insert("a", 1);
    let recorded = sent(Request::new(Method::POST, "/").json(&body)).await;
    assert_eq!(recorded.method, Method::POST);
    assert_eq!(String::from_utf8(recorded.body).unwrap(), serde_json::to_string(&body).unwrap());
    assert!(sent(get("/")).await.body.is_empty());
}

#[tokio::test]
async fn answers_are_read_and_kept() {
    let mut response = answer(201, &[("x-request-id", "r1"), ("etag", "\"e\"")]);
    *response.body_mut() = br#"{"id":"i","z":1,"a":2}"#.to_vec();
    let client = Client::new(BASE, Headers::new(), Mock::new().respond(response)).unwrap();
    let answer = client.send(Request::<Extra>::new(Method::POST, "/")).await.unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(answer.request_id(), Some("r1"));
    assert_eq!(answer.headers()["etag"], "\"e\"");
    assert_eq!(answer.get("id").unwrap(), "i");
    assert_eq!(answer.bytes(), br#"{"id":"i","z":1,"a":2}"#);
    assert_eq!(answer.into_inner().iter().count(), 3);

    let client = Client::new(BASE, Headers::new(), Mock::new().reply(200, "<html>")).unwrap();
    assert_eq!(client.send(get("/")).await.unwrap().bytes(), b"<html>");
}

#[tokio::test]
async fn errors_keep_what_came() {
    let mut response = answer(404, &[("x-amzn-requestid", "r2")]);
    *response.body_mut() = br#"{"code":7}"#.to_vec();
    let (result, _) = send(Mock::new().respond(response), Headers::new(), get("/")).await;
    let Err(Error::Api(error)) = result else { panic!() };
    assert_eq!(error.to_string(), "the service answered 404 Not Found to GET / (request r2)");
    assert_eq!((error.method(), error.path()), (&Method::GET, "/"));
    assert_eq!(error.json::<BTreeMap<String, u8>>().unwrap()["code"], 7);
    assert_eq!(error.json::<Vec<u8>>().unwrap_err().path(), ".");
    assert_eq!((error.body(), error.request_id()), (&br#"{"code":7}"#[..], Some("r2")));
    assert!(error.headers().contains_key("x-amzn-requestid"));

    let (result, _) = send(Mock::new(), Headers::new(), get("/")).await;
    assert!(matches!(result, Err(Error::Transport(error)) if error.kind() == TransportErrorKind::Other));
    let (result, _) = send(Mock::new().reply(1, ""), Headers::new(), get("/")).await;
    assert!(matches!(result, Err(Error::Transport(_))));
    for (kind, message) in [
        (TransportErrorKind::Connect, "the connection did not open"),
        (TransportErrorKind::Timeout, "no answer came in time"),
        (TransportErrorKind::Other, "the connection failed"),
    ] {
        let mock = (0..3).fold(Mock::new(), |mock, _| mock.fail(kind));
        let (result, _) = send(mock, Headers::new(), get("/")).await;
        assert_eq!(result.unwrap_err().to_string(), message);
    }
    let timeout = Mock::new().fail(TransportErrorKind::Timeout);
    let (result, _) = send(timeout, Headers::new(), Request::new(Method::POST, "/")).await;
    assert!(matches!(result, Err(Error::Timeout(_))));
}

#[test]
fn futures_and_errors_can_cross_threads() {
    fn movable(_: &(impl Future + Send)) {}
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Error>();
    shared::<Client<Mock>>();
    shared::<Request<std::rc::Rc<u8>>>();
    movable(&Client::new(BASE, Headers::new(), Mock::new()).unwrap().send(get("/")));
}
