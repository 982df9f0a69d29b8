//! What the tests of a whole crate share: written once, in the root of the tests.
//!
//! Fixed text but for the crate's name.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// What stands in for secrets.
pub(super) const PLANTED: &str = "planted-3f9c27";

/// What the tests share.
pub(super) fn shared(crate_name: &Ident, settings: &TokenStream) -> TokenStream {
    quote! {
        use std::error::Error;
        use std::fmt::Debug;
        use std::pin::pin;
        use std::task::{Context, Poll, Waker};

        use #crate_name::{Client, Settings, runtime::{self, Mock}};
        use serde::{Serialize, de::DeserializeOwned};
        use serde_json::{Value, json};

        type Outcome = Result<(), Box<dyn Error>>;

        /// What stands in for secrets, to be looked for.
        const PLANTED: &str = #PLANTED;

        /// What a mock was sent.
        struct Sent {
            target: String,
            headers: Vec<String>,
            body: String,
        }

        impl Sent {
            fn to(mock: &Mock) -> Result<Self, Box<dyn Error>> {
                let mut sent = mock.requests().pop().ok_or("nothing was sent")?;
                let mut body = String::from_utf8(sent.body)?;
                let content_type = sent.headers.iter_mut().find(|(name, _)| name == "content-type");
                if let Some((_, content_type)) = content_type {
                    if content_type == "application/x-www-form-urlencoded" {
                        body = decoded(&body)?;
                    } else if let Some(boundary) = content_type.strip_prefix("multipart/form-data; boundary=") {
                        body = fields(&body, boundary);
                        *content_type = "multipart/form-data".to_owned();
                    }
                }
                let headers = sent.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
                Ok(Self { target: format!("{} {}", sent.method, target(&sent.url)?), headers, body })
            }
        }

        /// A client over a mock that answers 500.
        fn client(server: &str, settings: Settings) -> Result<(Client<Mock>, Mock), runtime::Error> {
            let mock = Mock::new().reply(500, PLANTED);
            Ok((Client::with_transport(server, settings, mock.clone())?, mock))
        }

        /// The call of an operation with all that the docs have for it sends each where they say: `target` has its query
        /// without escapes, in the order of names; there may be other headers.
        fn sends(
            call: impl AsyncFnOnce(&Client<Mock>) -> Option<runtime::Error>,
            target: &str,
            headers: &[&str],
            body: &str,
        ) -> Outcome {
            let (client, mock) = client("https://server.test", #settings)?;
            let error = ready(call(&client));
            let url = mock.requests().pop().ok_or_else(|| format!("nothing was sent: {error:?}"))?.url;
            let mut sent = Sent::to(&mock)?;
            let method = sent.target.split(' ').next().unwrap_or_default();
            let path = url.split('?').next().unwrap_or_default().trim_start_matches("https://server.test");
            let query = sent.target.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default();
            assert_eq!(format!("{method} {path}{query}"), target);
            sent.headers.retain(|header| headers.contains(&header.as_str()));
            assert_eq!(sent.headers, headers);
            match (read::<Value>(&sent.body), read::<Value>(body)) {
                (Ok(sent), Ok(expected)) => assert_eq!(sent, expected),
                _ => assert_eq!(sent.body, body),
            }
            Ok(())
        }

        /// Awaits what is ready at once, as all is over a mock.
        fn ready<F: Future>(future: F) -> F::Output {
            match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(output) => output,
                Poll::Pending => panic!("a mock does not wait"),
            }
        }

        fn read<T: DeserializeOwned>(json: &str) -> Result<T, serde_json::Error> {
            serde_json::from_str(json)
        }

        /// Read and written again, the sample is the same but for white space.
        fn keeps_text<T: DeserializeOwned + Serialize>(sample: &str) -> Outcome {
            let written = serde_json::to_string(&read::<T>(sample)?)?;
            assert_eq!(written, read::<Value>(sample)?.to_string());
            Ok(())
        }

        /// Read and written again, the sample has the same members, in the client's own order.
        fn keeps_members<T: DeserializeOwned + Serialize>(sample: &str) -> Outcome {
            assert_eq!(serde_json::to_value(read::<T>(sample)?)?, read::<Value>(sample)?);
            Ok(())
        }

        /// Puts what is `sent` in place of what is `shown`, where the docs disagree and that is settled.
        fn settle(expected: &mut Value, at: &str, shown: Value, sent: Value) {
            let value = expected.pointer_mut(at).expect("the sample has it");
            assert_eq!(*value, shown);
            *value = sent;
        }

        /// The sample with other secrets, and with a member that the docs do not tell of.
        fn planted(sample: &str, secrets: &[&str]) -> Result<Value, Box<dyn Error>> {
            let mut json: Value = read(&with_unknown(sample)?)?;
            for at in secrets {
                *json.pointer_mut(at).ok_or("the sample has no such secret")? = PLANTED.into();
            }
            Ok(json)
        }

        fn with_unknown(sample: &str) -> Result<String, serde_json::Error> {
            let mut json: Value = read(sample)?;
            if let Some(members) = json.as_object_mut() {
                members.insert("unknownToTheDocs".to_owned(), json!({ "kept": null }));
            }
            Ok(json.to_string())
        }

        fn hide(shown: &[&dyn Debug]) {
            for shown in shown {
                let shown = format!("{shown:?}");
                assert!(!shown.contains(PLANTED), "{shown}");
            }
        }

        /// The parts of a body, as `name=value` each.
        fn fields(body: &str, boundary: &str) -> String {
            let field = |part: &str| {
                let (head, value) = part.split_once("\r\n\r\n")?;
                let name = head.split_once("; name=\"")?.1.split('"').next()?;
                Some(format!("{name}={}", value.trim_end_matches("\r\n")))
            };
            let fields: Vec<String> = body.split(&format!("--{boundary}")).filter_map(field).collect();
            fields.join("&")
        }

        /// A URL without its escapes, with the pairs of its query in the order of their names.
        fn target(url: &str) -> Result<String, Box<dyn Error>> {
            let (path, query) = url.split_once('?').unwrap_or((url, ""));
            let pairs: Result<Vec<String>, _> =
                query.split('&').filter(|pair| !pair.is_empty()).map(decoded).collect();
            let mut pairs = pairs?;
            pairs.sort_by(|one, other| one.split('=').next().cmp(&other.split('=').next()));
            let mark = if pairs.is_empty() { "" } else { "?" };
            Ok(format!("{}{mark}{}", decoded(path)?, pairs.join("&")))
        }

        /// A text without escapes.
        fn decoded(url: &str) -> Result<String, Box<dyn Error>> {
            let mut pieces = url.split('%');
            let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
            for piece in pieces {
                let (code, rest) = piece.split_at_checked(2).ok_or("half an escape")?;
                bytes.push(u8::from_str_radix(code, 16)?);
                bytes.extend_from_slice(rest.as_bytes());
            }
            Ok(String::from_utf8(bytes)?)
        }
    }
}
