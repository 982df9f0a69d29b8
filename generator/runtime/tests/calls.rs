//! What a client sends, when it tries again, and what it makes of answers. All without a socket.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use docwright_runtime::{
    Bearer, BoxFuture, Client, Empty, Error, Extra, Headers, Method, Mock, Recorded, Request, Response,
    RetryPolicy, Secret, TokenProvider, TransportErrorKind, http,
};

type Sent = (Result<Response<Empty>, Error>, Mock);

const BASE: &str = "https://example.com/base/";

async fn send(mock: Mock, headers: Headers, request: Request<Empty>) -> Sent {
    (Client::new(BASE, headers, mock.clone()).unwrap().send(request).await, mock)
}

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

fn get(path: &'static str) -> Request<Empty> {
    Request::new(Method::GET, path)
}

fn answer(status: u16, headers: &[(&str, &str)]) -> http::Response<Vec<u8>> {
    let mut builder = http::Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(Vec::new()).unwrap()
}

fn seconds(waits: &[u64]) -> Vec<Duration> {
    waits.iter().copied().map(Duration::from_secs).collect()
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
        (get("/a/{ID}").path("ID", "..."), "https://example.com/base/a/..."),
        (get("/a/{ID}").path("ID", 7).query("limit", 2), "https://example.com/base/a/7?limit=2"),
        (
            get("/a").query("property", "a.b==c&d").query_opt("no", None::<u8>).query_opt("q=", Some("+ 1")),
            "https://example.com/base/a?property=a.b==c%26d&q%3D=%2B%201",
        ),
    ] {
        assert_eq!(sent(request).await.url, url);
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_is_not_sent() {
    for value in ["", ".", ".."] {
        assert!(refused(get("/a/{ID}").path("ID", value)).await.contains("`ID`"));
    }
    assert!(refused(get("/a/{ID}")).await.contains("`ID`"));
    assert!(refused(get("/a").path("ID", 1)).await.contains("`ID`"));
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
async fn retries_are_tried_where_they_are_safe() {
    use TransportErrorKind::{Connect, Other, Timeout};
    enum First {
        Status(u16),
        Fails(TransportErrorKind),
    }
    use First::{Fails, Status};
    for (first, idempotent, other) in [
        (Status(429), true, false),
        (Status(502), true, false),
        (Status(503), true, false),
        (Status(504), true, false),
        (Status(500), false, false),
        (Status(400), false, false),
        (Status(301), false, false),
        (Fails(Connect), true, true),
        (Fails(Timeout), true, false),
        (Fails(Other), false, false),
    ] {
        for (method, marked, again) in [
            (Method::GET, false, idempotent),
            (Method::HEAD, false, idempotent),
            (Method::PUT, false, idempotent),
            (Method::DELETE, false, idempotent),
            (Method::OPTIONS, false, idempotent),
            (Method::POST, false, other),
            (Method::PATCH, false, other),
            (Method::POST, true, idempotent),
        ] {
            let mock = match first {
                Status(status) => Mock::new().reply(status, ""),
                Fails(kind) => Mock::new().fail(kind),
            };
            let mut request = Request::new(method.clone(), "/").json(&"body");
            if marked {
                request = request.idempotent();
            }
            let (result, mock) = send(mock.reply(200, ""), Headers::new(), request).await;
            assert_eq!((result.is_ok(), mock.requests().len()), (again, 1 + usize::from(again)), "{method}");
            assert!(mock.requests().windows(2).all(|pair| pair[0] == pair[1]));
            // What is tried again is what users are told they may try again.
            assert!(again || marked || other || !idempotent || result.unwrap_err().is_retryable());
        }
    }
}

#[tokio::test]
async fn waits_double_and_end() {
    let mock = (0..9).fold(Mock::new(), |mock, _| mock.reply(503, ""));
    let policy = RetryPolicy::default().tries(6).longest_wait(Duration::from_secs(3));
    let client = Client::new(BASE, Headers::new(), mock.clone()).unwrap().retry(policy);
    assert!(client.send(get("/")).await.unwrap_err().is_retryable());
    assert_eq!(mock.requests().len(), 6);
    let full = [500, 1000, 2000, 3000, 3000].map(Duration::from_millis);
    let waits = mock.sleeps();
    assert_eq!(waits.len(), full.len());
    for (wait, full) in waits.iter().zip(full) {
        assert!((full / 2..=full).contains(wait), "{wait:?} of {full:?}");
    }
    assert!(waits.iter().zip(full).any(|(wait, full)| *wait != full / 2 && *wait != full), "no jitter");

    for (policy, tries) in [(RetryPolicy::default(), 3), (RetryPolicy::none(), 1)] {
        let mock = (0..9).fold(Mock::new(), |mock, _| mock.fail(TransportErrorKind::Connect));
        let client = Client::new(BASE, Headers::new(), mock.clone()).unwrap().retry(policy);
        assert!(matches!(client.send(get("/")).await, Err(Error::Transport(_))));
        assert_eq!(mock.requests().len(), tries);
    }
    let extreme = RetryPolicy::default().tries(9).first_wait(Duration::MAX).longest_wait(Duration::MAX);
    let mock = (0..9).fold(Mock::new(), |mock, _| mock.reply(503, ""));
    let client = Client::new(BASE, Headers::new(), mock).unwrap().retry(extreme);
    assert!(client.send(get("/")).await.is_err());
}

#[tokio::test]
async fn retry_after_is_honoured() {
    const NOW: &str = "Mon, 28 Feb 2000 23:59:50 GMT";
    for (asked, date, waits) in [
        ("7", NOW, vec![7]),
        ("0", NOW, vec![0]),
        ("30", NOW, vec![30]),
        // Too long: the caller is told, not the service bothered.
        ("31", NOW, vec![]),
        ("Tue, 29 Feb 2000 00:00:05 GMT", NOW, vec![15]),
        ("Wed, 01 Mar 2000 00:00:05 GMT", "Tue, 29 Feb 2000 23:59:50 GMT", vec![15]),
        ("Fri, 01 Jan 2100 00:00:01 GMT", "Thu, 31 Dec 2099 23:59:59 GMT", vec![2]),
        ("Mon, 01 Mar 2100 00:00:01 GMT", "Sun, 28 Feb 2100 23:59:59 GMT", vec![2]),
        // Over already.
        ("Mon, 28 Feb 2000 23:59:40 GMT", NOW, vec![0]),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "none", vec![0]),
    ] {
        let first = answer(429, &[("retry-after", asked), ("date", date)]);
        let (result, mock) = send(Mock::new().respond(first).reply(200, ""), Headers::new(), get("/")).await;
        assert_eq!(mock.sleeps(), seconds(&waits), "{asked} at {date}");
        match result {
            Ok(_) => assert!(!waits.is_empty()),
            Err(Error::Api(error)) => assert_eq!(error.retry_after(), Some(Duration::from_secs(31))),
            Err(error) => panic!("{error}"),
        }
    }
    // Without a date of the service, its own clock is all that a client has.
    let first = answer(503, &[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")]);
    let (result, _) = send(Mock::new().respond(first), Headers::new(), get("/")).await;
    let Err(Error::Api(error)) = result else { panic!() };
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap();
    let end = (now + error.retry_after().unwrap()).as_secs();
    assert!((253_402_300_799 - 2..=253_402_300_799 + 2).contains(&end), "{end}");

    // What cannot be read is as if it were absent.
    for asked in ["soon", "-1", "Mon, 99 Feb 2000 23:59:50 GMT", "Mon, 28 anF 2000 23:59:50 GMT"] {
        let first = answer(503, &[("retry-after", asked)]);
        let (result, mock) = send(Mock::new().respond(first).reply(200, ""), Headers::new(), get("/")).await;
        result.unwrap();
        assert!((250..=500).contains(&mock.sleeps()[0].as_millis()), "{asked}");
    }
    let first = answer(429, &[("retry-after", "1")]);
    let post = Request::new(Method::POST, "/");
    let (result, mock) = send(Mock::new().respond(first).reply(200, ""), Headers::new(), post).await;
    assert_eq!((result.is_err(), mock.requests().len()), (true, 1));
}

#[derive(Clone, Default)]
struct Renewing(Arc<Mutex<Vec<Option<String>>>>);

impl TokenProvider for Renewing {
    fn token<'a>(
        &'a self,
        refused: Option<&'a Secret>,
    ) -> BoxFuture<'a, Result<Secret, Box<dyn std::error::Error + Send + Sync>>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            let mut asked = self.0.lock().unwrap();
            asked.push(refused.map(|token| token.expose().to_owned()));
            let renewals = asked.iter().flatten().count();
            Ok(Secret::from(format!("t{renewals}")))
        })
    }
}

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    // The answers, then the tokens that were sent, then what the provider was told was refused.
    for (statuses, tokens, refused) in [
        (vec![200], vec!["t0"], vec![None]),
        (vec![401, 200], vec!["t0", "t1"], vec![None, Some("t0")]),
        (vec![401, 401, 200], vec!["t0", "t1"], vec![None, Some("t0")]),
        (vec![403, 200], vec!["t0"], vec![None]),
    ] {
        let provider = Renewing::default();
        let mock = statuses.iter().fold(Mock::new(), |mock, status| mock.reply(*status, ""));
        let headers = Headers::new().bearer("authorization", Bearer::provider(provider.clone()));
        let request = Request::new(Method::POST, "/").client_headers(&["authorization"]).json(&1);
        let (result, mock) = send(mock, headers, request).await;
        assert_eq!(result.is_ok(), statuses[tokens.len() - 1] == 200);
        let sent: Vec<_> = mock.requests().iter().map(|r| r.headers[0].1.clone()).collect();
        assert_eq!(sent, tokens.iter().map(|token| format!("Bearer {token}")).collect::<Vec<_>>());
        assert_eq!(
            *provider.0.lock().unwrap(),
            refused.iter().map(|t| t.map(str::to_owned)).collect::<Vec<_>>()
        );
        assert!(mock.sleeps().is_empty());
    }
}

#[tokio::test]
async fn a_renewal_costs_no_try() {
    let mock = [503, 401, 503, 200].iter().fold(Mock::new(), |mock, status| mock.reply(*status, ""));
    let provider = Renewing::default();
    let headers = Headers::new().bearer("authorization", Bearer::provider(provider.clone()));
    let (result, mock) = send(mock, headers, get("/").client_headers(&["authorization"])).await;
    result.unwrap();
    assert_eq!(mock.requests().len(), 4);
    assert_eq!(*provider.0.lock().unwrap(), [None, None, Some("t0".to_owned()), None]);
}

#[tokio::test]
async fn a_fixed_token_is_not_renewed_and_a_failing_provider_tells() {
    let request = || get("/").client_headers(&["authorization"]);
    let fixed = Headers::new().bearer("authorization", "t");
    let (result, mock) = send(Mock::new().reply(401, "").reply(200, ""), fixed, request()).await;
    assert!(matches!(result, Err(Error::Api(error)) if error.status() == 401));
    assert_eq!(mock.requests().len(), 1);

    let failing = Headers::new().bearer("authorization", Bearer::from_fn(|_| Err("no login".into())));
    let (result, mock) = send(Mock::new().reply(200, ""), failing, request()).await;
    let error = result.unwrap_err();
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "no login");
    assert!(matches!(error, Error::Token(_)) && mock.requests().is_empty());
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
    assert_eq!(error.to_string(), "the service answered 404 Not Found (request r2)");
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
