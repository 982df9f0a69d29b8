//! A server on this machine that keeps what it is sent, and answers each request alike.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use percent_encoding::percent_decode_str;

/// The server; it ends with the test.
pub struct Loopback {
    pub url: String,
    sent: Receiver<Sent>,
}

/// A request as it came, less what a transport adds of itself and how it escapes. The order of pairs in the query that have
/// other names says nothing, nor that of headers.
#[derive(Debug, PartialEq)]
pub struct Sent {
    method: String,
    path: Vec<String>,
    query: BTreeMap<String, Vec<Option<String>>>,
    headers: Vec<(String, String)>,
    body: String,
}

impl Loopback {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (keep, sent) = channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                if let Some(request) = received(stream.unwrap()) {
                    let _ = keep.send(request);
                }
            }
        });
        Self { url, sent }
    }

    /// What has come since the last time.
    pub fn received(&self) -> Vec<Sent> {
        let first = self.sent.recv_timeout(Duration::from_secs(20)).ok();
        first.into_iter().chain(self.sent.try_iter()).collect()
    }
}

fn received(mut stream: TcpStream) -> Option<Sent> {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let (first, headers) = lines.split_first()?;
    let headers: Vec<(String, String)> = headers
        .iter()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let mut body = vec![0; length.map_or(0, |(_, length)| length.parse().unwrap())];
    reader.read_exact(&mut body).ok()?;
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    stream.write_all(answer.as_bytes()).ok()?;
    Some(Sent::of(first, headers, String::from_utf8(body).unwrap()))
}

impl Sent {
    fn of(line: &str, headers: Vec<(String, String)>, mut body: String) -> Self {
        let decoded = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let (method, target) = line.strip_suffix(" HTTP/1.1").unwrap().split_once(' ').unwrap();
        let (path, pairs) = target.split_once('?').unwrap_or((target, ""));
        // as forms have it, which queries are written as
        let text = |text: &str| decoded(&text.replace('+', " "));
        let mut query: BTreeMap<String, Vec<Option<String>>> = BTreeMap::new();
        for pair in pairs.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) =
                pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value)));
            query.entry(text(name)).or_default().push(value.map(text));
        }
        let of_transport = |name: &str, value: &str| {
            ["host", "user-agent", "accept-encoding", "content-length"].contains(&name)
                || (name, value) == ("accept", "*/*")
        };
        let mut headers: Vec<_> =
            headers.into_iter().filter(|(name, value)| !of_transport(name, value)).collect();
        headers.sort();
        // all cookies are one header's, in whatever order
        let (cookies, mut headers): (Vec<_>, Vec<_>) =
            headers.into_iter().partition(|(name, _)| name == "cookie");
        let mut cookies: Vec<&str> =
            cookies.iter().flat_map(|(_, value)| value.split(';')).map(str::trim).collect();
        cookies.sort_unstable();
        headers.extend(cookies.iter().map(|cookie| ("cookie".to_owned(), (*cookie).to_owned())));
        for (name, value) in &mut headers {
            if let Some((media_type, boundary)) =
                value.split_once("; boundary=").filter(|_| name == "content-type")
            {
                body = body.replace(boundary, "boundary");
                *value = media_type.to_owned();
            }
        }
        for (_, value) in headers.iter_mut().filter(|(name, _)| name == "authorization") {
            // the case of a scheme's name does not matter
            let (scheme, rest) = value.split_once(' ').unwrap_or(("", value));
            *value = format!("{} {rest}", scheme.to_ascii_lowercase());
        }
        let is_form = headers.iter().any(|(_, value)| value == "application/x-www-form-urlencoded");
        if is_form {
            body = body.split('&').map(text).collect::<Vec<_>>().join("&");
        } else if let Ok(json) = serde_json::from_str::<serde_json::Value>(&body) {
            body = json.to_string();
        }
        let path = path.split('/').map(decoded).collect();
        Self { method: method.to_owned(), path, query, headers, body }
    }
}
