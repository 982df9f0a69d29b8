//! The transports over real sockets, against a server on the loopback interface.
#![cfg(feature = "reqwest")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use docwright_runtime::{
    Client, ClientBuilder, Empty, Error, Headers, Method, Request, ReqwestTransport, RetryPolicy,
    TransportErrorKind, reqwest,
};

const OK: &str =
    "HTTP/1.1 201 Created\r\ncontent-length: 3\r\nx-request-id: r1\r\nconnection: close\r\n\r\n[7]";

/// Gives each connection one of the answers, after it has read a request; an empty one is kept waiting.
fn serve(answers: Vec<String>) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut open = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let (mut request, mut buffer) = (String::new(), [0; 4096]);
            while !is_whole(&request) {
                let read = stream.read(&mut buffer).unwrap();
                request.push_str(std::str::from_utf8(buffer.get(..read).unwrap()).unwrap());
            }
            stream.write_all(answer.as_bytes()).unwrap();
            if sender.send(request).is_err() {
                return;
            }
            if ["", ENDLESS, STALLED].contains(&answer.as_str()) {
                open.push(stream);
            }
        }
        // Until the test is over.
        thread::sleep(Duration::from_secs(5));
    });
    (url, receiver)
}

fn is_whole(request: &str) -> bool {
    let Some((head, body)) = request.split_once("\r\n\r\n") else { return false };
    let length =
        head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

fn headers() -> Headers {
    Headers::new().bearer("authorization", "token")
}

fn call<T>(method: Method) -> Request<T> {
    Request::new(method, "/a/{ID}").path("ID", "x y").query("q", "a:b").client_headers(&["authorization"])
}

fn redirect(to: &str) -> String {
    format!(
        "HTTP/1.1 307 Moved\r\nlocation: {to}/elsewhere\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    )
}

fn check_request(request: &str) {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /base/a/x%20y?q=a:b HTTP/1.1\r\n"), "{head}");
    let mut names: Vec<_> = head.lines().skip(1).map(|line| line.split(": ").next().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "authorization", "content-length", "content-type", "host", "user-agent"]);
    assert!(head.contains("authorization: Bearer token\r\n"));
    assert!(head.contains("content-type: application/json\r\n"));
    assert!(head.contains("user-agent: docwright-runtime/"));
    assert_eq!(body, r#"{"a":"b"}"#);
}

fn body() -> std::collections::BTreeMap<&'static str, &'static str> {
    [("a", "b")].into()
}

fn closed() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[tokio::test]
async fn async_requests_arrive_as_they_are() {
    let (url, requests) = serve(vec![OK.into(), OK.into()]);
    let transport = ReqwestTransport::new().unwrap();
    let client = Client::new(&format!("{url}/base"), headers(), transport).unwrap();
    let answer = client.send(call::<Vec<u8>>(Method::POST).json(&body())).await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.request_id(), &**answer), (201, Some("r1"), &[7][..]));
    check_request(&requests.recv().unwrap());
    client.send(call::<Empty>(Method::GET)).await.unwrap();
    let get = requests.recv().unwrap();
    assert!(!get.contains("content-"), "{get}");
}

/// All that any crate of this process logs.
struct Log(Mutex<String>);

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        writeln!(self.0.lock().unwrap(), "{} {}", record.target(), record.args()).unwrap();
    }

    fn flush(&self) {}
}

static LOG: Log = Log(Mutex::new(String::new()));

#[tokio::test]
async fn the_http_stack_logs_no_secret() {
    const PLANTED: &str = "hunter2-planted";
    log::set_logger(&LOG).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let (url, requests) = serve(vec![OK.into()]);
    let secrets = Headers::new().bearer("authorization", PLANTED).secret("x-api-key", PLANTED);
    let client = Client::new(&url, secrets, ReqwestTransport::new().unwrap()).unwrap();
    let request = Request::<Empty>::new(Method::POST, "/a/{TOKEN}").path_secret("TOKEN", PLANTED);
    let request = request.client_headers(&["authorization", "x-api-key"]).query_secret("sig", PLANTED);
    client.send(request.cookie("session", PLANTED).header("x-own", PLANTED).json(PLANTED)).await.unwrap();
    assert_eq!(requests.recv().unwrap().matches(PLANTED).count(), 7);
    let logged = LOG.0.lock().unwrap();
    assert!(
        logged.contains("reqwest") && logged.contains("hyper_util") && !logged.contains(PLANTED),
        "{logged}"
    );
}

#[tokio::test]
async fn async_failures_are_told_apart() {
    let (elsewhere, stolen) = serve(vec![OK.into()]);
    let (url, requests) =
        serve(vec![redirect(&elsewhere), String::new(), "HTTP/1.1 200 OK\r\ncontent-le".into()]);
    let transport =
        ReqwestTransport::with_timeouts(Duration::from_secs(5), Duration::from_millis(300)).unwrap();
    let client = Client::new(&url, headers(), transport.clone()).unwrap().retry(RetryPolicy::none());
    let Err(Error::Api(error)) = client.send(call::<Empty>(Method::GET)).await else { panic!() };
    assert_eq!(error.status(), 307);
    assert!(stolen.try_recv().is_err());
    let error = client.send(call::<Empty>(Method::GET)).await.unwrap_err();
    assert!(matches!(&error, Error::Timeout(_)) && error.is_retryable(), "{error:?}");
    let error = client.send(call::<Empty>(Method::GET)).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(e) if e.kind() == TransportErrorKind::Other), "{error:?}");
    assert_eq!(requests.iter().take(3).count(), 3);

    let policy = RetryPolicy::default().first_wait(Duration::from_millis(1));
    let client = Client::new(&closed(), headers(), transport).unwrap().retry(policy);
    let error = client.send(call::<Empty>(Method::POST).query("token", "hunter2")).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(e) if e.kind() == TransportErrorKind::Connect), "{error:?}");
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[tokio::test]
async fn async_waits_and_tries_again() {
    let busy = "HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (url, requests) = serve(vec![busy.into(), OK.into()]);
    let client = Client::new(&url, headers(), ReqwestTransport::new().unwrap()).unwrap();
    assert_eq!(*client.send(call::<Vec<u8>>(Method::GET)).await.unwrap(), [7]);
    assert_eq!(requests.recv().unwrap(), requests.recv().unwrap());
}

/// Two responses whose bodies have so many bytes: in chunks, and of a length that is known beforehand.
fn sized(bytes: usize) -> [String; 2] {
    let (head, body) = ("HTTP/1.1 200 OK\r\nconnection: close\r\n", "7".repeat(bytes));
    let half = bytes / 2;
    let (first, second) = body.split_at(half);
    let chunks = format!("{half:x}\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\n\r\n", bytes - half);
    [
        format!("{head}transfer-encoding: chunked\r\n\r\n{chunks}"),
        format!("{head}content-length: {bytes}\r\n\r\n{body}"),
    ]
}

fn check_too_large(error: Error) {
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(error.to_string().contains("limit") && source.contains("10 bytes"), "{error}: {source}");
}

/// Begins a body of far more than the limit, of which no more is sent.
const ENDLESS: &str = "HTTP/1.1 500 Oh\r\ncontent-length: 99999999999999\r\n\r\n";
/// Begins a body within the limit, of which no more is sent.
const STALLED: &str = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n777";

#[tokio::test]
async fn async_bodies_are_read_up_to_the_limit() {
    let answers = [sized(9), sized(10), sized(11)].concat();
    let (url, _requests) = serve([answers, vec![ENDLESS.into(), STALLED.into()]].concat());
    let times = (Duration::from_secs(5), Duration::from_millis(500));
    let transport = ReqwestTransport::with_timeouts(times.0, times.1).unwrap();
    let client = Client::new(&url, headers(), transport).unwrap().retry(RetryPolicy::none());
    let client = client.response_limit(10);
    for length in [9, 9, 10, 10] {
        assert_eq!(client.send(call::<Empty>(Method::GET)).await.unwrap().bytes().len(), length);
    }
    for _ in 0..3 {
        check_too_large(client.send(call::<Empty>(Method::GET)).await.unwrap_err());
    }
    assert!(matches!(client.send(call::<Empty>(Method::GET)).await, Err(Error::Timeout(_))));
}

#[cfg(feature = "blocking")]
mod blocking {
    use docwright_runtime::{
        Bearer, BlockingReqwest, BoxFuture, Mock, Secret, TokenProvider, blocking::Client,
    };

    use super::*;

    /// Gives its token from another thread, some time after it was asked.
    struct Slow;

    impl TokenProvider for Slow {
        fn token<'a>(
            &'a self,
            _: Option<&'a Secret>,
        ) -> BoxFuture<'a, Result<Secret, Box<dyn std::error::Error + Send + Sync>>> {
            let (mut started, token) = (false, Secret::from("slow"));
            Box::pin(std::future::poll_fn(move |context| {
                if started {
                    return std::task::Poll::Ready(Ok(token.clone()));
                }
                started = true;
                let waker = context.waker().clone();
                thread::spawn(move || {
                    thread::sleep(Duration::from_millis(20));
                    waker.wake();
                });
                std::task::Poll::Pending
            }))
        }
    }

    #[test]
    fn blocking_requests_arrive_as_they_are() {
        let (elsewhere, stolen) = serve(vec![OK.into()]);
        let (url, requests) = serve(vec![OK.into(), redirect(&elsewhere), String::new()]);
        let times = (Duration::from_secs(5), Duration::from_millis(300));
        let transport = BlockingReqwest::with_timeouts(times.0, times.1).unwrap();
        let client = Client::new(&format!("{url}/base"), headers(), transport.clone()).unwrap();
        let client = client.retry(RetryPolicy::none());
        let answer = client.send(call::<Vec<u8>>(Method::POST).json(&body())).unwrap();
        assert_eq!((answer.status().as_u16(), answer.request_id(), &**answer), (201, Some("r1"), &[7][..]));
        check_request(&requests.recv().unwrap());
        assert!(matches!(client.send(call::<Empty>(Method::GET)), Err(Error::Api(e)) if e.status() == 307));
        assert!(stolen.try_recv().is_err());
        assert!(matches!(client.send(call::<Empty>(Method::GET)), Err(Error::Timeout(_))));

        let client = Client::new(&closed(), headers(), transport).unwrap().retry(RetryPolicy::none());
        let error = client.send(call::<Empty>(Method::POST)).unwrap_err();
        assert!(
            matches!(&error, Error::Transport(e) if e.kind() == TransportErrorKind::Connect),
            "{error:?}"
        );
    }

    #[test]
    fn blocking_bodies_are_read_up_to_the_limit() {
        let answers = [sized(9), sized(10), sized(11)].concat();
        let (url, _requests) = serve([answers, vec![ENDLESS.into(), STALLED.into()]].concat());
        let times = (Duration::from_secs(5), Duration::from_millis(500));
        let transport = BlockingReqwest::with_timeouts(times.0, times.1).unwrap();
        let client = Client::new(&url, headers(), transport).unwrap().retry(RetryPolicy::none());
        let client = client.response_limit(10);
        for length in [9, 9, 10, 10] {
            assert_eq!(client.send(call::<Empty>(Method::GET)).unwrap().bytes().len(), length);
        }
        for _ in 0..3 {
            check_too_large(client.send(call::<Empty>(Method::GET)).unwrap_err());
        }
        assert!(matches!(client.send(call::<Empty>(Method::GET)), Err(Error::Timeout(_))));
    }

    #[test]
    fn a_builder_makes_one_as_well() {
        type Http = docwright_runtime::reqwest::blocking::Client;
        let (url, requests) = serve(vec![OK.into()]);
        let builder = ClientBuilder::<Client<BlockingReqwest>, Http>::new(&url, headers(), "crate/1.0");
        let client = builder.http_client(Http::new()).header("x-trace", "t-1").build().unwrap();
        client.send(call::<Empty>(Method::GET)).unwrap();
        let request = requests.recv().unwrap();
        assert!(request.contains("x-trace: t-1\r\n") && !request.contains("crate/1.0"), "{request}");
    }

    #[test]
    fn blocking_retries_are_the_same() {
        let mock = Mock::new().reply(503, "").reply(401, "").reply(200, "[1]");
        let headers = Headers::new().bearer("authorization", Bearer::provider(Slow));
        let client = Client::new("https://example.com", headers, mock.clone()).unwrap();
        assert_eq!(*client.send(call::<Vec<u8>>(Method::GET)).unwrap(), [1]);
        assert_eq!((mock.requests().len(), mock.sleeps().len()), (3, 1));
        assert!(
            mock.requests()
                .iter()
                .all(|r| r.headers.contains(&("authorization".into(), "Bearer slow".into())))
        );
    }
}

/// A client of a generated crate, as far as the builder knows one.
struct Api<T>(T);

impl From<Client> for Api<Client> {
    fn from(client: Client) -> Self {
        Self(client)
    }
}

#[tokio::test]
async fn a_builder_sets_what_goes_with_every_call() {
    type Change = fn(ClientBuilder<Api<Client>>) -> ClientBuilder<Api<Client>>;
    let cases: [(&str, Change, &[&str]); 6] = [
        ("nothing", |it| it, &["user-agent: crate/1.0\r\n", "authorization: Bearer token\r\n"]),
        ("a name", |it| it.user_agent("me/3"), &["user-agent: me/3\r\n"]),
        ("a name among the headers", |it| it.header("User-Agent", "me/4"), &["user-agent: me/4\r\n"]),
        ("a header", |it| it.header("x-trace", "t-1"), &["x-trace: t-1\r\n", "user-agent: crate/1.0\r\n"]),
        ("one that the call has", |it| it.header("x-own", "of all").header("Q", "1"), &["x-own: of one\r\n"]),
        (
            "a client",
            |it| it.http_client(reqwest::Client::builder().user_agent("own/2").build().unwrap()),
            &["user-agent: own/2\r\n"],
        ),
    ];
    for (what, change, sent) in cases {
        let (url, requests) = serve(vec![OK.into()]);
        let builder = ClientBuilder::new("https://elsewhere.test", headers(), "crate/1.0").server(url);
        let Api(client) = change(builder).build().unwrap();
        client.send(call::<Empty>(Method::GET).header("x-own", "of one")).await.unwrap();
        let request = requests.recv().unwrap();
        assert!(sent.iter().all(|header| request.contains(header)), "{what}: {request}");
        assert_eq!(request.matches("x-own").count(), 1, "{what}: {request}");
    }
}

#[tokio::test]
async fn a_builder_sets_times_tries_and_limits() {
    let (url, _requests) = serve(vec![String::new(), OK.into(), OK.into()]);
    let builder = || ClientBuilder::<Client>::new(&url, headers(), "crate/1.0");
    let waits = builder().timeout(Duration::from_millis(200)).retry(RetryPolicy::none());
    let late = waits.build().unwrap().send(call::<Empty>(Method::GET)).await.unwrap_err();
    assert!(matches!(late, Error::Timeout(_)), "{late:?}");
    let small = builder().response_limit(1).build().unwrap();
    let large = small.send(call::<Empty>(Method::GET)).await.unwrap_err();
    assert!(matches!(&large, Error::Transport(it) if it.kind() == TransportErrorKind::TooLarge), "{large:?}");
    let refused = builder().server("http://elsewhere.test").build().unwrap_err();
    assert!(matches!(refused, Error::Request(_)), "{refused:?}");
    assert!(!format!("{:?}", builder().header("x", "hunter2")).contains("hunter2"));
}
