//! What tests of code that uses a client build: answers from JSON, and errors.
#![allow(clippy::unwrap_used)]

use docwright_runtime::{Answer, Client, ErrorBody, Headers, Mock, from_json, id, operation, response};
use serde_json::{Value, json};

response! {
    /// An account.
    pub struct Account {
        /// Its name.
        required name: String,
        /// Another name.
        optional nick: String,
        /// Whom it knows.
        optional_list friends: Account,
    }
}

response! {
    /// What is said of an account that is not there.
    pub struct NotFound {
        /// What is wrong.
        required message: String,
    }
}

impl ErrorBody for NotFound {
    const STATUSES: &'static [u16] = &[404];
}

id! {
    /// An id.
    pub struct AccountId;
}

operation! {
    /// Rename an account.
    pub struct Rename(account: impl std::fmt::Display, name: impl Into<String>)
        = "POST /accounts/{account}" [] -> Account;
    params {
        /// Which account.
        path display account: String,
    }
    body json {
        /// Its new name.
        required name: String,
    }
}

#[tokio::test]
async fn an_account_is_renamed() {
    let old: Account = from_json(json!({ "name": "Ada" })).unwrap();
    let mock = Mock::new().reply(200, r#"{ "name": "Grace", "nick": null }"#);
    let client = Client::new("https://example.com", Headers::new(), mock.clone()).unwrap();
    let new = client.send(Rename::new(&old.name, "Grace")).await.unwrap();
    assert_eq!(new.name, "Grace");
    assert_eq!(mock.requests()[0].url, "https://example.com/accounts/Ada");
}

#[test]
fn the_readme_shows_the_test_above() {
    let (readme, source) = (include_str!("../README.md"), include_str!("answers.rs"));
    let (_, example) = readme.split_once("```rust\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    assert!(source.contains(example), "{example}");
}

#[test]
fn a_text_and_a_value_are_read_alike() {
    let text = r#"{"name":"Ada","friends":[{"name":"Grace"}]}"#;
    let value: Value = text.parse().unwrap();
    assert_eq!(from_json::<Account>(text).unwrap(), from_json::<Account>(&value).unwrap());
    assert_eq!(from_json::<Vec<Account>>(json!([value])).unwrap().len(), 1);
}

#[test]
fn the_path_of_what_is_not_documented_is_told() {
    fn path<T: Answer + std::fmt::Debug>(json: impl std::fmt::Display) -> String {
        from_json::<T>(json).unwrap_err().path().to_owned()
    }
    assert_eq!(path::<Account>(json!({ "name": "Ada", "friends": [{ "name": 4711 }] })), "friends[0].name");
    assert_eq!(path::<Account>(json!("Ada")), ".");
    assert_eq!(path::<Vec<Account>>(json!([{}])), "[0]");
}

#[tokio::test]
async fn an_error_is_read_as_what_the_docs_show() {
    let mock = Mock::new().reply(404, r#"{"message":"no such account"}"#);
    let client = Client::new("https://example.com", Headers::new(), mock).unwrap();
    let error = client.send(Rename::new(AccountId::from("a"), "Grace")).await.unwrap_err();
    let expected: NotFound = from_json(json!({ "message": "no such account" })).unwrap();
    assert_eq!(error.documented::<NotFound>(), Some(expected));
}

#[test]
fn ids_are_texts() {
    let id = AccountId::from("a/1");
    assert_eq!((AccountId::from("a/1".to_owned()), "a/1".parse()), (id.clone(), Ok(id.clone())));
    assert_eq!((id.as_str(), id.as_ref(), id.to_string().as_str()), ("a/1", "a/1", "a/1"));
    assert_eq!(serde_json::from_value::<AccountId>(json!("a/1")).unwrap(), id);
}
