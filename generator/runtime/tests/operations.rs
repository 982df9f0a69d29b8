//! What the macros make of operations and objects: constructors, setters, the request, and its body.
#![allow(clippy::unwrap_used, missing_docs)]

#[allow(dead_code)]
mod mocked;

use docwright_runtime::{
    self as runtime, Body, Empty, Extra, Headers, Method, Mock, Operation, Recorded, Secret, id, object,
    open_enum, operation, response,
};
use mocked::send;
use serde_json::{Value, json};

open_enum! {
    /// An order.
    pub enum Order {
        Up = "asc",
    }
}

id! {
    /// An id.
    pub struct ThingId;
}

operation! {
    /// List things.
    pub struct ListThings(group: impl std::fmt::Display, token: impl Into<Secret>)
        = "GET /groups/{group-id}/things" ["x-key"] ["accept": "text/plain"] -> Vec<Thing>;
    params {
        /// The group.
        path display group: String as "group-id" => "page.md:3",
        query optional order: Order,
        query optional_list ids: i64 as "ids[]",
        query_joined optional_display_list tags: String,
        query optional_display search: String,
        flag optional pretty: bool,
        header required token: Secret as "x-token",
        cookie optional session: Secret,
    }
}

operation! {
    /// Create a thing.
    pub struct CreateThing(group: impl std::fmt::Display, name: impl Into<String>, count: i64, note: Option<String>)
        = "POST /groups/{group}/things" [] -> Thing;
    params {
        path display group: String,
        query optional dry: bool,
    }
    body json {
        /// Its name.
        required name: String => "page.md:7",
        text count: i64,
        nullable note: String,
        fixed kind: String = "thing".to_owned(),
        fixed_text version: i64 = 3,
        filled inner: Inner = Inner::default(),
        optional size: i64,
        optional_list tags: String,
        optional_text ratio: f64,
        optional_null parent / parent_null: ThingId as "parentId",
    }
}

operation! {
    /// Upload a thing.
    pub struct UploadThing(body: impl Into<Body>) = "PUT /things" [] -> Empty;
    params {
        raw required body: Body as "text/csv",
        optional_json optional more: Vec<i64>,
    }
}

operation! {
    /// Read a thing.
    pub struct GetThing(thing_id: impl Into<ThingId>) = "GET /things/{id}" [] -> Thing;
    params {
        path required thing_id: ThingId as "id",
        query optional_list beside: ThingId,
    }
}

object! {
    /// What is inside.
    pub struct Inner() {
        optional depth: i64,
    }
}

response! {
    /// A thing.
    #[allow(missing_docs)]
    pub struct Thing {
        required id: ThingId,
        optional r#type: String as "type",
    }
}

async fn sent<O: Operation>(operation: O) -> Recorded {
    let mock = Mock::new().reply(200, "");
    let headers = Headers::new().text("x-key", "k").text("x-other", "o");
    let (_, mock) = send(mock, headers, operation.request().answer::<Empty>()).await;
    mock.requests().remove(0)
}

#[tokio::test]
async fn ids_are_parameters_by_their_types() {
    let thing: Thing = runtime::from_json(json!({ "id": "a/b" })).unwrap();
    let get = GetThing::new(&thing.id).beside(["c", "d"]);
    assert_eq!(get.thing_id, thing.id);
    let sent = sent(get).await;
    assert!(sent.url.ends_with("/things/a%2Fb?beside=c&beside=d"), "{}", sent.url);
    let text = String::from("a/b");
    assert_eq!(GetThing::new(&text), GetThing::new(text));
    assert_eq!(GetThing::new("a/b"), GetThing::new(thing.id));
}

#[tokio::test]
async fn parameters_get_where_they_belong() {
    let list = ListThings::new(5, "t").order("asc").ids([1, 2]).tags(["a", "b"]).search("x y").pretty(true);
    let list = list.session("s");
    assert!(!format!("{list:?}").contains("\"t\""), "{list:?}");
    let sent = sent(&list).await;
    assert_eq!(sent.method, Method::GET);
    assert!(
        sent.url.ends_with("/groups/5/things?order=asc&ids%5B%5D=1&ids%5B%5D=2&tags=a,b&search=x%20y&pretty"),
        "{}",
        sent.url
    );
    let headers: Vec<String> = sent.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    assert_eq!(headers, ["accept: text/plain", "cookie: session=s", "x-key: k", "x-token: t"]);
}

#[tokio::test]
async fn a_body_has_its_properties_in_order_and_no_parameter() {
    let create = CreateThing::new("a/b", "n", 2, None)
        .dry(false)
        .tags(["x"])
        .ratio(0.5)
        .parent_null()
        .extra("more", 1);
    let sent = sent(&create).await;
    assert!(sent.url.ends_with("/groups/a%2Fb/things?dry=false"), "{}", sent.url);
    let body = String::from_utf8(sent.body).unwrap();
    let expected = r#"{"name":"n","count":"2","note":null,"kind":"thing","version":"3","inner":{},"tags":["x"],"ratio":"0.5","parentId":null,"more":1}"#;
    assert_eq!(body, expected);
    let read: CreateThing = serde_json::from_str(expected).unwrap_or_else(|error| unreachable!("{error}"));
    assert_eq!(serde_json::to_string(&read).unwrap(), expected);
    assert_eq!((read.group.as_str(), read.extra.get("more")), ("", Some(&json!(1))));
}

#[tokio::test]
async fn bodies_of_their_own_and_absent_ones() {
    let upload = UploadThing::new("a;b");
    assert!(!format!("{upload:?}").contains("a;b"), "{upload:?}");
    let sent = sent(upload).await;
    assert_eq!((sent.body.as_slice(), sent.headers.len()), (&b"a;b"[..], 1));
}

#[test]
fn responses_are_read_and_written_by_their_names() {
    let json = json!({ "id": "1", "type": "x" });
    let thing: Thing = serde_json::from_value(json.clone()).unwrap();
    assert_eq!((thing.id.as_ref(), thing.r#type.as_deref()), ("1", Some("x")));
    assert_eq!(serde_json::to_value(thing).unwrap(), json);
    let (ids, extra): (ThingId, Extra) = ("1".parse().unwrap(), Extra::new());
    assert_eq!((ids.to_string(), extra.is_empty()), ("1".to_owned(), true));
    assert!(serde_json::from_value::<Thing>(Value::Null).is_err());
}
