//! Lists page by page: what is asked for, which items come, and where it ends.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::future::poll_fn;
use std::pin::pin;

use docwright_runtime::{
    self as runtime, Client, Error, Headers, Mock, http, id, operation, pages, response,
};
use futures_core::Stream;

/// How many pages of a list are asked for at most, so that what does not end is seen.
const MOST: usize = 12;

id! {
    /// What a page ends with.
    pub struct AfterId;
}

response! {
    /// A page that says what comes next.
    pub struct Page {
        optional things: Vec<i64>,
        optional after: AfterId,
    }
}

response! {
    /// A page that says below what comes next.
    pub struct DeepPage {
        required things: Vec<i64>,
        required links: Page,
        optional meta: Page,
    }
}

macro_rules! lists {
    ($($name:ident -> $answer:ty;)*) => {
        $(operation! {
            /// List things.
            pub struct $name() = "GET /things" ["x-key"] -> $answer;
            params {
                query optional page: i64,
                query optional_display after: String,
                query optional_display kind: String,
            }
        })*
    };
}

lists! {
    ByNumber -> Vec<i64>;
    FromNought -> Vec<i64>;
    ByLink -> Vec<i64>;
    ByCursor -> Page;
    ByUrl -> Page;
    ByMeta -> DeepPage;
    ByLinks -> DeepPage;
}

pages! { ByNumber -> i64 = Number("page", 1) }
pages! { FromNought -> i64 = Number("page", 0) }
pages! { ByLink -> i64 = Link }
pages! { ByCursor in things -> i64 = Cursor("after") of after }
pages! { ByUrl in things -> i64 = Url of after }
pages! { ByMeta in things -> i64 = Cursor("after") of meta?.after }
pages! { ByLinks in things -> i64 = Url of links.after }

/// A body, and what the header `Link` says.
type Answer = (&'static str, Option<&'static str>);

/// What is asked for below the base, and the items; an error is its text.
type Walked = (Vec<String>, Result<Vec<i64>, String>);

fn mock(answers: &[Answer]) -> Mock {
    answers.iter().fold(Mock::new(), |mock, (body, link)| {
        let mut response = http::Response::builder();
        if let Some(link) = link {
            response = response.header("link", *link);
        }
        mock.respond(response.body(body.as_bytes().to_vec()).unwrap())
    })
}

fn client(mock: &Mock) -> Client<Mock> {
    Client::new("https://example.com/base", Headers::new().secret("x-key", "k"), mock.clone()).unwrap()
}

fn walked(mock: &Mock, items: Result<Vec<i64>, Error>) -> Walked {
    let requests = mock.requests();
    assert!(requests.iter().all(|it| it.headers == [("x-key".to_owned(), "k".to_owned())]), "{requests:?}");
    let urls = requests.iter().map(|it| it.url.trim_start_matches("https://example.com/base/").to_owned());
    (urls.collect(), items.map_err(|error| error.to_string()))
}

async fn walk<O: runtime::Paged<Item = i64>>(operation: O, answers: &[Answer]) -> Walked {
    let mock = mock(answers);
    let client = client(&mock);
    let mut items = pin!(client.items(operation));
    let mut found = Vec::new();
    loop {
        assert!(found.len() < MOST, "{found:?}");
        match poll_fn(|context| items.as_mut().poll_next(context)).await {
            Some(Ok(item)) => found.push(item),
            Some(Err(error)) => break walked(&mock, Err(error)),
            None => break walked(&mock, Ok(found)),
        }
    }
}

#[cfg(feature = "blocking")]
fn walk_blocking<O: runtime::Paged<Item = i64>>(operation: O, answers: &[Answer]) -> Walked {
    let mock = mock(answers);
    let headers = Headers::new().secret("x-key", "k");
    let client = runtime::blocking::Client::new("https://example.com/base", headers, mock.clone()).unwrap();
    let items = client.items(operation).take(MOST).collect();
    walked(&mock, items)
}

macro_rules! holds {
    ($what:literal: $operation:expr, [$($body:literal $(, $link:expr)?);* $(;)?] => $urls:expr, $items:expr) => {
        let answers: &[Answer] = &[$(($body, holds!(@ $($link)?))),*];
        let expected: Walked = ($urls.iter().map(|url: &&str| (*url).to_owned()).collect(), $items);
        assert_eq!(walk($operation, answers).await, expected, $what);
        #[cfg(feature = "blocking")]
        assert_eq!(walk_blocking($operation, answers), expected, $what);
    };
    (@) => { None };
    (@ $link:expr) => { Some($link) };
}

#[tokio::test]
async fn numbers_are_counted_until_a_page_is_empty() {
    holds!("to an empty page": ByNumber::default().kind("a b"), ["[1,2]"; "[3]"; "[]"] =>
        ["things?kind=a%20b", "things?kind=a%20b&page=2", "things?kind=a%20b&page=3"], Ok(vec![1, 2, 3]));
    holds!("from the one that is asked for": ByNumber::default().page(7), ["[1]"; "[]"] =>
        ["things?page=7", "things?page=8"], Ok(vec![1]));
    holds!("where the first is 0": FromNought::default(), ["[1]"; "[]"] =>
        ["things", "things?page=1"], Ok(vec![1]));
    holds!("the first is empty": ByNumber::default(), ["[]"] => ["things"], Ok(vec![]));
    holds!("the same page again": ByNumber::default(), ["[1]"; "[1]"] =>
        ["things", "things?page=2"], Ok(vec![1]));
    holds!("links to no page say nothing": ByNumber::default(), [
        "[1]", "</style.css>; rel=preconnect"; "[2]", "</docs>; rel=\"describedby\""; "[]"] =>
        ["things", "things?page=2", "things?page=3"], Ok(vec![1, 2]));
    holds!("links say that there is no more": ByNumber::default(), ["[1]", "</things?page=1>; rel=\"first\""] =>
        ["things"], Ok(vec![1]));
}

#[tokio::test]
async fn links_are_followed_on_the_same_origin_alone() {
    let next = "<https://EXAMPLE.com:443/base/things?max=5>; rel=\"prev next\", </a,b>; rel=last";
    holds!("to a page without one": ByLink::default().kind("x"), ["[1]", next; "[2]", "</x>; rel=\"prev\""] =>
        ["things?kind=x", "https://EXAMPLE.com:443/base/things?max=5"], Ok(vec![1, 2]));
    holds!("behind an empty page": ByLink::default(), ["[]", "<?max=5>; title=\"a,b;rel=x\"; rel=next"; "[2]"] =>
        ["things", "things?max=5"], Ok(vec![2]));
    holds!("a path": ByLink::default(), ["[1]", "</base/things?max=5>;rel=next"; "[2]"] =>
        ["things", "things?max=5"], Ok(vec![1, 2]));
    holds!("in circles": ByLink::default(), [
        "[1]", "<?a>;rel=next"; "[2]", "<?b>;rel=next"; "[3]", "<?c>;rel=next"; "[2]", "<?b>;rel=next"; "[3]", "<?c>;rel=next"
    ] => ["things", "things?a", "things?b", "things?c", "things?b"], Ok(vec![1, 2, 3, 2, 3]));
    for elsewhere in [
        "https://evil.test/x",
        "http://example.com/x",
        "https://example.com:444/x",
        "//evil.test/x",
        "https://u@example.com/x",
    ] {
        let link: &'static str = format!("<{elsewhere}>; rel=\"next\"").leak();
        holds!("to another origin": ByLink::default(), ["[1]", link] => ["things"],
            Err("the URL is refused: the link in the answer leads to another origin".to_owned()));
    }
}

#[tokio::test]
async fn cursors_are_sent_as_the_service_gives_them() {
    holds!("to a page without one": ByCursor::default().kind("x"),
        [r#"{"things":[1],"after":"a/b&c"}"#; r#"{"things":[2],"after":"d"}"#; r#"{"things":[3],"after":""}"#] =>
        ["things?kind=x", "things?kind=x&after=a/b%26c", "things?kind=x&after=d"], Ok(vec![1, 2, 3]));
    holds!("behind an empty page": ByCursor::default(), [r#"{"after":"a"}"#; r#"{"things":[2],"after":null}"#] =>
        ["things", "things?after=a"], Ok(vec![2]));
    holds!("the same cursor again": ByCursor::default().after("z"),
        [r#"{"things":[1],"after":"a"}"#; r#"{"things":[2],"after":"a"}"#] =>
        ["things?after=z", "things?after=a"], Ok(vec![1, 2]));
    holds!("a URL in the answer": ByUrl::default(),
        [r#"{"things":[1],"after":"https://example.com/base/things?skip=x"}"#; r#"{"things":[2]}"#] =>
        ["things", "things?skip=x"], Ok(vec![1, 2]));
}

#[tokio::test]
async fn pages_come_one_by_one_and_end_behind_an_error() {
    let mock = mock(&[("[1]", None), ("[2]", None), ("no list", None), ("[4]", None)]);
    let client = client(&mock);
    let mut pages = client.pages(ByNumber::default());
    assert_eq!(mock.requests().len(), 0);
    let first = pages.next_page().await.unwrap().unwrap();
    assert_eq!((&*first, first.status().as_u16(), mock.requests().len()), (&vec![1], 200, 1));
    pages.next_page().await.unwrap();
    assert!(matches!(pages.next_page().await, Err(Error::Decode(_))));
    assert!(pages.next_page().await.unwrap().is_none());
    assert_eq!(mock.requests().len(), 3);
}

/// What holds a stream may be sent to another thread.
#[test]
fn streams_can_be_sent() {
    fn is_send<T: Send>(_: T) {}
    let client = client(&Mock::new());
    is_send(client.items(ByNumber::default()));
    is_send(async move {
        let mut items = client.items(ByCursor::default());
        items.next_item().await.map(drop)
    });
}
