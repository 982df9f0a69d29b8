//! What the tests of a whole crate share: written once, in the root of the tests.
//!
//! Fixed text but for the crate's name and its settings.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::operation_tests;
use crate::emit::plan::settings::ClientHeaders;
use crate::model::HeaderKind;

/// What stands in for secrets.
const PLANTED: &str = "planted-3f9c27";

/// What the tests share.
pub(in crate::emit) fn shared(crate_name: &Ident, headers: &ClientHeaders) -> TokenStream {
    let all: Vec<(String, String)> = operation_tests::settings(headers);
    let all = headers.settings(&all);
    let (settings, types) = (headers.settings_function(), headers.types());
    let secrets =
        headers.all.iter().filter(|header| header.kind != HeaderKind::Text).map(|header| &header.ident);
    let (table, sent) = (table(), sent());
    quote! {
        use std::error::Error;
        use std::fmt::Debug;
        use std::pin::pin;
        use std::task::{Context, Poll, Waker};

        use #crate_name::{Client, #types, runtime::{self, Mock, Operation}};
        use serde::{Serialize, de::DeserializeOwned};
        use serde_json::{Value, json};

        type Outcome = Result<(), Box<dyn Error>>;

        /// What stands in for secrets, to be looked for.
        const PLANTED: &str = #PLANTED;

        /// The names of the settings that are secrets.
        const SECRETS: &[&str] = &[#(#secrets),*];

        #settings
        fn all_settings() -> Settings { #all }
        #table
        #sent
    }
}

/// The rows of a source, and the checks of each.
fn table() -> TokenStream {
    quote! {
        /// The rows of a source, by their names, and what is wrong with some.
        struct Table {
            rows: Value,
            wrong: Vec<String>,
        }

        /// Checks the rows of a source.
        fn table(json: &'static str, checks: fn(&mut Table) -> Outcome) -> Outcome {
            roomy(move || {
                let mut table = Table { rows: serde_json::from_str(json)?, wrong: Vec::new() };
                checks(&mut table)?;
                if table.wrong.is_empty() { Ok(()) } else { Err(table.wrong.join("\n").into()) }
            })
        }

        /// Calls and settings of very many parts need more stack than tests have.
        fn roomy(checks: impl FnOnce() -> Outcome + Send + 'static) -> Outcome {
            let checked = || checks().map_err(|error| error.to_string());
            let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(checked)?;
            Ok(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?)
        }

        impl Table {
            fn check(&mut self, name: &str, check: impl FnOnce(&Value) -> Outcome) {
                let row = self.rows.get(name).ok_or("there is no such row".into());
                if let Err(error) = row.and_then(check) {
                    self.wrong.push(format!("{name}: {error}"));
                }
            }

            /// An operation with all that the documentation has for it sends each where it says; there may be other headers.
            fn sends_all<O: Operation>(&mut self, name: &str, operation: O) {
                let request = operation.request().answer::<runtime::Empty>();
                self.check(name, |row| {
                    let sent = Sent::of("https://server.test", all_settings(), request)?;
                    let path = sent.url.split('?').next().unwrap_or_default().trim_start_matches("https://server.test");
                    let query = sent.target.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default();
                    same(&format!("{} {path}{query}", sent.method), &row["line"])?;
                    let headers = texts(&row["headers"]);
                    let known = sent.headers.iter().filter(|header| headers.contains(header)).cloned().collect::<Vec<_>>();
                    same(&known, &row["headers"])?;
                    sent.has(&row["body"], false)
                });
            }

            /// A sample's call sends what the sample does, and an error shows nothing of its response.
            fn sends<O: Operation>(&mut self, name: &str, operation: O) {
                let request = operation.request().answer::<runtime::Empty>();
                self.check(name, |row| {
                    let sent = Sent::of(row["server"].as_str().unwrap_or_default(), settings(&row["settings"]), request)?;
                    same(&format!("{} {}", sent.method, sent.target), &row["line"])?;
                    same(&sent.headers, &row["headers"])?;
                    let mut body = row["body"].clone();
                    for settled in row["settled"].as_array().into_iter().flatten() {
                        let at = body.pointer_mut(settled["at"].as_str().unwrap_or_default()).ok_or("nothing is settled there")?;
                        same(at, &settled["shown"])?;
                        *at = settled["sent"].clone();
                    }
                    sent.has(&body, row["ordered"] == true)
                });
            }

            /// Read and written again a body is the same; what the documentation does not know is kept; secrets are hidden.
            fn keeps<T: DeserializeOwned + Serialize + Debug>(&mut self, name: &str) {
                self.check(name, |row| {
                    again::<T>(&row["body"], row["ordered"] == true)?;
                    let mut planted = if row["open"] == true { with_unknown(&row["body"]) } else { row["body"].clone() };
                    for at in texts(&row["secrets"]) {
                        *planted.pointer_mut(&at).ok_or("the sample has no such secret")? = PLANTED.into();
                    }
                    let body: T = serde_json::from_value(planted.clone())?;
                    same(&serde_json::to_value(&body)?, &planted)?;
                    hides(&body)
                });
            }

            /// A response is read, written again the same, and read the same with properties that the documentation does not know.
            fn reads<T: DeserializeOwned + Serialize + PartialEq>(&mut self, name: &str) {
                self.check(name, |row| {
                    let response: T = serde_json::from_value(row["body"].clone())?;
                    if let Some(is_ordered) = row["ordered"].as_bool() {
                        again::<T>(&row["body"], is_ordered)?;
                    }
                    if row["open"] == true {
                        return Ok(());
                    }
                    let more: T = serde_json::from_value(with_unknown(&row["body"]))?;
                    if more == response { Ok(()) } else { Err("a property that is not known changes what is read".into()) }
                });
            }
        }

        #[test]
        fn nothing_shows_a_setting() -> Outcome {
            let mut values = json!({});
            if let Some(values) = values.as_object_mut() {
                for name in SECRETS {
                    values.insert((*name).to_owned(), PLANTED.into());
                }
            }
            roomy(move || {
                let settings = settings(&values);
                hides(&settings)?;
                hides(&Client::with_transport("https://server.test", settings, Mock::new())?)
            })
        }
    }
}

/// What a mock was sent, and how values are compared.
fn sent() -> TokenStream {
    quote! {
        /// What a mock was sent.
        struct Sent {
            method: String,
            url: String,
            /// The URL without its escapes, with the pairs of its query in the order of their names.
            target: String,
            headers: Vec<String>,
            body: String,
        }

        impl Sent {
            fn of(server: &str, settings: Settings, request: runtime::Request<runtime::Empty>) -> Result<Self, Box<dyn Error>> {
                let mock = Mock::new().reply(500, PLANTED);
                let client = Client::with_transport(server, settings, mock.clone())?;
                let Some(error) = ready(client.send(request)).err() else { return Err("the mock answers 500".into()) };
                hides(&error)?;
                let mut sent = mock.requests().pop().ok_or_else(|| format!("nothing was sent: {error}"))?;
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
                Ok(Self { method: sent.method.to_string(), target: target(&sent.url)?, url: sent.url, headers, body })
            }

            fn has(&self, body: &Value, is_ordered: bool) -> Outcome {
                let read = serde_json::from_str::<Value>(&self.body);
                match (read, body) {
                    (Err(_), Value::String(text)) => same(&self.body, &Value::from(text.as_str())),
                    (Ok(_), Value::String(text)) if *text == self.body => Ok(()),
                    (Ok(read), _) if is_ordered => same(&read.to_string(), &Value::from(body.to_string())),
                    (Ok(read), _) => same(&read, body),
                    (Err(_), _) => Err(format!("the body is no JSON: {}", self.body).into()),
                }
            }
        }

        fn same(is: &(impl Serialize + ?Sized), expected: &Value) -> Outcome {
            let is = serde_json::to_value(is)?;
            if is == *expected { Ok(()) } else { Err(format!("it is {is}, and has to be {expected}").into()) }
        }

        fn again<T: DeserializeOwned + Serialize>(json: &Value, is_ordered: bool) -> Outcome {
            let value: T = serde_json::from_value(json.clone())?;
            match is_ordered {
                true => same(&serde_json::to_string(&value)?, &Value::from(json.to_string())),
                false => same(&serde_json::to_value(&value)?, json),
            }
        }

        fn with_unknown(json: &Value) -> Value {
            let mut json = json.clone();
            if let Some(members) = json.as_object_mut() {
                members.insert("unknownToTheDocs".to_owned(), json!({ "kept": null }));
            }
            json
        }

        fn hides(value: &impl Debug) -> Outcome {
            let shown = format!("{value:?}");
            if shown.contains(PLANTED) { Err(format!("a secret is shown: {shown}").into()) } else { Ok(()) }
        }

        fn texts(json: &Value) -> Vec<String> {
            json.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        }

        /// Awaits what is ready at once, as all is over a mock.
        fn ready<F: Future>(future: F) -> F::Output {
            match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(output) => output,
                Poll::Pending => panic!("a mock does not wait"),
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
