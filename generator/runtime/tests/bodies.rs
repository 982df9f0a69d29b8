//! Forms, parts, raw bodies, parameters that may be left out, numbers of any size, open enums, errors of a status.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[allow(dead_code)]
mod mocked;

use std::collections::BTreeMap;

use docwright_runtime::{
    Empty, Error, ErrorBody, Extra, File, Headers, Method, Mock, Number, Recorded, Request, open_enum,
};
use mocked::send;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Serialize)]
struct Upload {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u32>,
    tags: Vec<&'static str>,
    meta: BTreeMap<&'static str, bool>,
    rules: Vec<BTreeMap<&'static str, i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<File>,
    #[serde(flatten)]
    extra: Extra,
}

fn upload(file: Option<File>) -> Upload {
    let mut extra = Extra::new();
    extra.insert("more", json!(null));
    extra.insert("other[]", json!(["x", 1]));
    let (meta, rules) = (BTreeMap::from([("open", true)]), vec![BTreeMap::from([("days", 3)])]);
    Upload { name: "a b&\"c\"".to_owned(), size: None, tags: vec!["p", "q"], meta, rules, file, extra }
}

async fn sent(request: Request<Empty>) -> Recorded {
    let (answer, mock) = send(Mock::new().reply(204, ""), Headers::new(), request).await;
    answer.unwrap();
    mock.requests().remove(0)
}

fn post() -> Request<Empty> {
    Request::new(Method::POST, "/a")
}

fn content_type(sent: &Recorded) -> &str {
    &sent.headers.iter().find(|(name, _)| name == "content-type").unwrap().1
}

#[tokio::test]
async fn a_form_has_a_pair_for_each_text() {
    let sent = sent(post().form(&upload(None))).await;
    assert_eq!(content_type(&sent), "application/x-www-form-urlencoded");
    let body = String::from_utf8(sent.body).unwrap();
    let expected = "name=a%20b%26%22c%22&tags=p&tags=q&meta%5Bopen%5D=true&rules%5B%5D%5Bdays%5D=3\
                    &other%5B%5D=x&other%5B%5D=1";
    assert_eq!(body, expected);
}

#[tokio::test]
async fn parts_carry_files() {
    let file = File::new("a \"b\".png", [0, 255, 10]).media_type("image/png");
    assert!(!format!("{file:?}").contains("255"));
    let sent = sent(post().multipart(&upload(Some(file)))).await;
    let boundary = content_type(&sent).strip_prefix("multipart/form-data; boundary=").unwrap().to_owned();
    let text = String::from_utf8_lossy(&sent.body).replace(&boundary, "B");
    let part = |name: &str, text: &str| {
        format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let file = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a %22b%22.png\"\r\n\
                Content-Type: image/png\r\n\r\n\0\u{fffd}\n\r\n";
    let expected = [
        part("name", "a b&\"c\""),
        part("tags", "p"),
        part("tags", "q"),
        part("meta[open]", "true"),
        part("rules[][days]", "3"),
        file.to_owned(),
        part("other[]", "x"),
        part("other[]", "1"),
        "--B--\r\n".to_owned(),
    ];
    assert_eq!(text, expected.concat());
}

#[tokio::test]
async fn what_is_no_form_is_not_sent() {
    let file = File::from("x");
    for (request, path) in [
        (post().form(&upload(Some(file))), "`file`"),
        (post().form("text"), "`.`"),
        (post().form(&["a"]), "`.`"),
    ] {
        let (answer, mock) = send(Mock::new().reply(204, ""), Headers::new(), request).await;
        assert!(answer.unwrap_err().to_string().contains(path) && mock.requests().is_empty());
    }
}

#[tokio::test]
async fn a_raw_body_is_sent_as_it_is() {
    let sent = sent(post().raw("text/csv", "a,b\n")).await;
    assert_eq!((content_type(&sent), sent.body.as_slice()), ("text/csv", &b"a,b\n"[..]));
}

#[test]
fn numbers_keep_every_digit() {
    for text in ["123456789012345678901234567890", "-0.10", "1e400", "3.141592653589793238462643383279"] {
        let number: Number = serde_json::from_str(text).unwrap();
        assert_eq!((number.as_str(), serde_json::to_string(&number).unwrap().as_str()), (text, text));
        assert_eq!(text.parse::<Number>().unwrap(), number);
    }
    for text in ["", "x", "\"1\"", "1 ", "[1]", "01"] {
        assert!(
            text.parse::<Number>().is_err() && serde_json::from_str::<Number>("\"1\"").is_err(),
            "{text}"
        );
    }
    assert_eq!(serde_json::to_value(Number::from(u64::MAX)).unwrap(), json!(u64::MAX));
}

open_enum! {
    /// A state.
    pub enum State {
        Open = "open",
        InReview = "in review",
    }
}

#[test]
fn texts_that_are_not_listed_are_kept() {
    let states: Vec<State> = serde_json::from_str(r#"["open","in review","novel"]"#).unwrap();
    assert_eq!(states, [State::Open, State::InReview, State::Other("novel".to_owned())]);
    assert_eq!(serde_json::to_string(&states).unwrap(), r#"["open","in review","novel"]"#);
    for (text, state) in [("open", State::Open), ("novel", State::Other("novel".to_owned()))] {
        assert_eq!((State::from(text), State::from(text.to_owned())), (state.clone(), state.clone()));
        assert_eq!(text.parse(), Ok(state.clone()));
        assert_eq!((state.as_str(), state.as_ref(), state.to_string().as_str()), (text, text, text));
    }
}

#[derive(Debug, Deserialize)]
struct Conflict {
    message: String,
}

impl ErrorBody for Conflict {
    const STATUSES: &'static [u16] = &[409, 412];
}

#[tokio::test]
async fn errors_are_typed_by_their_status() {
    for (status, body, expected) in [
        (409, r#"{"message":"m"}"#, Some("m")),
        (412, r#"{"message":"m"}"#, Some("m")),
        (409, "[]", None),
        (500, r#"{"message":"m"}"#, None),
    ] {
        let (answer, _) = send(Mock::new().reply(status, body), Headers::new(), post()).await;
        let error: Error = answer.unwrap_err();
        assert_eq!(error.documented::<Conflict>().map(|it| it.message).as_deref(), expected);
        assert_eq!(error.status().map(|it| it.as_u16()), Some(status));
        assert_eq!(error.json::<Value>().unwrap().unwrap().to_string(), body);
    }
}
