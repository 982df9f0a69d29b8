//! What the client sends over a socket against what the page's own curl command sends there: method, path, headers and
//! body, one trial a request sample. Needs curl.

mod support;

use std::process::Command;

use docwright::dialect::RequestFact;
use flow_service::runtime::ReqwestTransport;
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use support::{Key, Outcome};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for page in support::pages() {
        for (key, request) in support::requests(&page) {
            let fence = page.file.slice(&request.fence).to_owned();
            let request = request.clone();
            let name = format!("wire {}", key.name());
            let trial =
                move || check(&key, &request, &fence).map_err(|error| Failed::from(error.to_string()));
            trials.push(Trial::test(name, trial));
        }
    }
    let tried = trials.len();
    trials.push(Trial::test("every request sample is tried", move || {
        match support::generated::REQUESTS.len() {
            known if known == tried && tried > 0 => Ok(()),
            known => Err(Failed::from(format!("{tried} in the pages, {known} in the client"))),
        }
    }));
    libtest_mimic::run(&arguments, trials).exit();
}

fn check(key: &Key, request: &RequestFact, fence: &str) -> Outcome {
    let sample = support::request_of(key)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let server = MockServer::start().await;
        let answer =
            ResponseTemplate::new(201).set_body_raw(r#"{"id": "1", "etag": "2"}"#, "application/json");
        Mock::given(any()).respond_with(answer).mount(&server).await;

        // on a thread of its own: the server answers meanwhile
        let arguments = curl_arguments(request, fence, &server.uri())?;
        let curl = tokio::task::spawn_blocking(move || Command::new("curl").args(arguments).output()).await?;
        let curl =
            curl.map_err(|error| format!("curl cannot be run ({error}); install it, as .ci/run does"))?;
        if !curl.status.success() {
            return Err(format!("curl failed: {}", String::from_utf8_lossy(&curl.stderr)).into());
        }

        let base = base_path(&request.url.value, key);
        let settings = (sample.settings)();
        sample.send(&format!("{}{base}", server.uri()), settings, ReqwestTransport::new()?).await?;

        let received = server.received_requests().await.ok_or("the server keeps no requests")?;
        let [curl, client] = received.as_slice() else {
            return Err(format!("{} requests came instead of two", received.len()).into());
        };
        compare(curl, client, sample)
    })
}

fn compare(curl: &Request, client: &Request, sample: &support::generated::RequestSample) -> Outcome {
    let line =
        |request: &Request| format!("{} {}", request.method, &request.url[url::Position::BeforePath..]);
    if line(curl) != line(client) {
        return Err(format!("curl sends {}, the client {}", line(curl), line(client)).into());
    }
    if headers(curl) != headers(client) {
        return Err(format!("curl sends {:#?}\nthe client {:#?}", headers(curl), headers(client)).into());
    }
    let body = |request: &Request| -> Result<Value, serde_json::Error> {
        if request.body.is_empty() { Ok(Value::Null) } else { serde_json::from_slice(&request.body) }
    };
    support::differs_as_settled(&body(curl)?, &body(client)?, sample.settled, sample.source)
}

/// Headers less those that a transport adds by itself.
fn headers(request: &Request) -> Vec<(String, String)> {
    const OF_THE_TRANSPORT: &[&str] = &["host", "user-agent", "accept", "accept-encoding", "content-length"];
    let mut headers: Vec<(String, String)> = request
        .headers
        .iter()
        .filter(|(name, _)| !OF_THE_TRANSPORT.contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    headers.sort();
    headers
}

/// The URL's path up to where the operation's begins.
fn base_path(url: &str, key: &Key) -> String {
    let below = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = below.find('/').map_or("", |at| &below[at..]);
    let fixed = key.path.split('{').next().unwrap_or_default().trim_end_matches('/');
    path.find(fixed).map_or(path, |at| &path[..at]).to_owned()
}

/// The arguments of the page's own command, with its origin put to `server`. A page is no script: its words are taken
/// apart by another reader than docwright's, and only options that send something pass.
fn curl_arguments(request: &RequestFact, fence: &str, server: &str) -> Result<Vec<String>, String> {
    let moved = |url: &str| match url.split_once("://") {
        Some((_, rest)) => format!("{server}{}", rest.find('/').map_or("/", |at| &rest[at..])),
        None => url.to_owned(),
    };
    let mut arguments: Vec<String> =
        ["-g", "-q", "-sS", "--noproxy", "*", "--max-time", "20"].map(str::to_owned).to_vec();
    let inner: Vec<&str> = fence.lines().collect();
    let inner = inner.get(1..inner.len().saturating_sub(1)).unwrap_or_default().join("\n");
    // the reader takes a line's continuation for a word
    let words = shlex::split(&inner.replace("\\\n", " ")).filter(|_| request.repairs.is_empty());
    let Some(words) = words else {
        // broken as it is: as its author meant it
        arguments.extend(["-X".to_owned(), request.method.value.clone(), moved(&request.url.value)]);
        for (name, value) in &request.headers {
            arguments.extend(["-H".to_owned(), format!("{name}: {}", value.value)]);
        }
        if let Some(body) = &request.body {
            arguments.extend(["--data-raw".to_owned(), body.to_json().to_string()]);
        }
        return Ok(arguments);
    };
    let mut words = words.into_iter();
    if words.next().as_deref() != Some("curl") {
        return Err("the sample is no curl command".to_owned());
    }
    while let Some(word) = words.next() {
        match word.as_str() {
            "-X" | "--request" | "-H" | "--header" | "-d" | "--data" | "--data-raw" | "--data-binary" => {
                let value = words.next().ok_or_else(|| format!("{word} without a value"))?;
                if value.starts_with('@') {
                    return Err("the sample sends a file".to_owned());
                }
                arguments.extend([word, value]);
            }
            "--url" => arguments.push(moved(&words.next().unwrap_or_default())),
            url if url.starts_with("http") => arguments.push(moved(url)),
            other => return Err(format!("the sample has {other}, which this test does not pass on")),
        }
    }
    Ok(arguments)
}
