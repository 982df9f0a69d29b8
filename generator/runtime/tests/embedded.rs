//! The sources compile as a module of another crate, which is how stand-alone clients have them.
#![allow(clippy::unwrap_used)]

#[allow(dead_code, unused_imports)]
#[path = "../src/lib.rs"]
mod runtime;

#[tokio::test]
async fn the_module_works_on_its_own() {
    let mock = runtime::Mock::new().reply(200, "[1]");
    let client = runtime::Client::new("https://example.com", runtime::Headers::new(), mock).unwrap();
    let answer = client.send(runtime::Request::<Vec<u8>>::new(runtime::Method::GET, "/")).await.unwrap();
    assert_eq!(*answer, [1]);
}
