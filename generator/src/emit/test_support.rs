//! What the tests of a whole crate share: written once, in the root of the tests.
//!
//! Fixed text but for the crate's name.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// What stands in for secrets.
pub(super) const PLANTED: &str = "PLANTED";

/// What the tests share.
pub(super) fn shared(crate_name: &Ident) -> TokenStream {
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
                let sent = mock.requests().pop().ok_or("nothing was sent")?;
                Ok(Self {
                    target: format!("{} {}", sent.method, decoded(&sent.url)?),
                    headers: sent.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect(),
                    body: String::from_utf8(sent.body)?,
                })
            }
        }

        /// A client over a mock that answers 500.
        fn client(server: &str, settings: Settings) -> Result<(Client<Mock>, Mock), runtime::Error> {
            let mock = Mock::new().reply(500, PLANTED);
            Ok((Client::with_transport(server, settings, mock.clone())?, mock))
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

        /// A URL without its escapes.
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
