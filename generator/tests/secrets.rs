//! Secrets planted by their names, wherever a generated client can carry one, and looked for in all that it shows.
//!
//! The names are a list of this test: what the generator takes for a secret is not asked.

mod crates;

use std::collections::BTreeSet;
use std::fs;

use crates::{cargo, generate, is_clean, words};
use docwright::naming::field_name;
use serde_json::{Map, Value, json};

/// Names of secrets in any place.
const SECRETS: &str = "token accessToken refresh_token id_token secret clientSecret client_secret password passwd newPassword \
    db_password pwd passphrase passcode apiKey api_key apikey access_key secretKey accountKey privateKey signing_key \
    credentials jwt bearer authorization otp totp cvv pem cookie sessionId session_id csrf_token sig signature hmac sas \
    connectionString recovery_code keystore client_assertion mdp jeton senha passwort kennwort geheimnis wachtwoord";

/// And in bodies.
const OF_BODIES: &str = "mot_de_passe clé_api contraseña Zugriffsschlüssel hasło пароль パスワード 密码 비밀번호 s3SecretKey \
    webhookSecret oauthToken tokenValue password2 connection-string sas_uri signed_url security.code";

/// And as headers.
const OF_HEADERS: &str = "Cookie Proxy-Authorization apikey X-Api-Key X-Session-Id X-JWT X-Hub-Signature X-Auth-Token Key \
    X-CSRF-Token X-Vault-Token";

/// And in queries.
const OF_QUERIES: &str = "key auth signature sig access_token X-Amz-Signature hmac";

/// Names of what can be shown: these are texts.
const SHOWN: &str = "tokenize tokenizer keyId key_id accessKeyId secretary passwordPolicy token_type tokenUrl primaryKey \
    publicKey nextPageToken secretName sharedAccessKeyName keyword monkey bypass name author";

/// Names of secrets that may be whole numbers or objects of these, and of whole numbers that are none.
const NUMBERS: &str = "otp pin cvv passcode verificationCode smsToken password";
const SHOWN_NUMBERS: &str = "max_tokens token_count sessionId secrets pinned otpLength token_period secret_shares signatures serviceKey";
const PLANTED_NUMBER: i64 = 824_713_905;

fn names<'a>(lists: &[&'a str]) -> Vec<&'a str> {
    let mut known = Vec::new();
    for name in lists.iter().flat_map(|list| list.split_whitespace()) {
        if !known.contains(&name) {
            known.push(name);
        }
    }
    known
}

/// Names that are other ones in Rust as well.
fn apart<'a>(lists: &[&'a str]) -> Vec<&'a str> {
    let mut known = BTreeSet::new();
    names(lists)
        .into_iter()
        .filter(|name| known.insert(field_name(&name.to_lowercase()).replace('_', "")))
        .collect()
}

fn members(names: &[&str], value: &str) -> Map<String, Value> {
    names.iter().map(|name| ((*name).to_owned(), json!(value))).collect()
}

/// Objects beyond which what they hold is of any kind.
const DEEP: usize = 20;

/// A body with all secrets: at the top, in an object, in a list, in one of several shapes, in a map, far within, and in what is
/// of any kind.
fn body(secret: &str, shown: &str) -> Value {
    let secrets = members(&names(&[SECRETS, OF_BODIES]), secret);
    let mut body = members(&names(&[SHOWN]), shown);
    body.extend(secrets.clone());
    body.insert("inner".to_owned(), json!({ "list": [secrets], "max_tokens": 5, "password_min_length": 8 }));
    body.insert("passwords".to_owned(), json!([secret]));
    let planted = if secret == "PLANTED" { PLANTED_NUMBER } else { 1 };
    let numbers =
        |list, number: i64| names(&[list]).into_iter().map(move |name| (name.to_owned(), json!(number)));
    let numbers: Map<String, Value> =
        numbers(NUMBERS, planted).chain(numbers(SHOWN_NUMBERS, 77_077)).collect();
    body.insert("numbers".to_owned(), json!({ "list": [numbers], "recovery_codes": [planted] }));
    body.extend(NUMBERS.split(' ').map(|name| (format!("numeric_{name}"), json!(planted))));
    let parted = json!({ "first": planted, "list": [planted], "rest": { "tail": planted }, "length": 77_077, "expires_in": 77_077 });
    body.extend(NUMBERS.split(' ').map(|name| (format!("parted_{name}"), parted.clone())));
    body.insert("open".to_owned(), json!({}));
    body.insert("apiToken".to_owned(), json!({ "value": secret, "type": shown }));
    body.insert("auth".to_owned(), json!({ "specName": "One", "params": secrets.clone() }));
    body.insert("daily_passwords".to_owned(), json!({ "2024-05-01": secret, "2024-05-02": secret }));
    body.insert("anything".to_owned(), json!([secret, 7, { "token": secret, "list": [secrets.clone()] }]));
    body.insert("deep".to_owned(), (0..DEEP).fold(json!(secrets), |held, _| json!({ "down": held })));
    Value::Object(body)
}

fn page() -> String {
    let body = serde_json::to_string_pretty(&body("sampled", "sampled")).unwrap();
    let mut headers = String::new();
    for name in names(&[OF_HEADERS]) {
        headers += &format!("  -H '{name}: sampled' \\\n");
    }
    let path: String = apart(&[SECRETS]).iter().map(|name| format!("/{{{}}}", name.to_uppercase())).collect();
    let query = |value: &str| {
        let pairs = apart(&[OF_QUERIES, SECRETS, SHOWN]);
        pairs.iter().map(|name| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    };
    let fields = |option: &str| -> String {
        let names = apart(&[SECRETS, SHOWN]);
        names.iter().map(|name| format!(" \\\n  {option} '{name}=sampled'")).collect()
    };
    let cookies: String =
        apart(&[SECRETS, SHOWN]).iter().map(|name| format!("| `{name}` | string | A crumb. |\n")).collect();
    format!(
        "# Planted\n\n## Create a thing\n\n```http\nPOST /things\n```\n\n```shell\ncurl -X POST 'https://a.example.test/things' \\\n\
         {headers}  -d '{body}'\n```\n\n```json\n{body}\n```\n\n\
         ## List things\n\n```http\nGET /things?{}\n```\n\n```shell\ncurl 'https://a.example.test/things?{}'\n```\n\n\
         ## Look up a path\n\n```http\nGET /paths{path}\n```\n\n\
         ## Create a sign\n\n```http\nPOST /signs\n```\n\n```shell\ncurl 'https://a.example.test/signs'{}\n```\n\n\
         ## Create an upload\n\n```http\nPOST /uploads\n```\n\n```shell\ncurl 'https://a.example.test/uploads'{}\n```\n\n\
         ## List codes\n\n```http\nGET /codes\n```\n\n### Query parameters\n\n| Name | Type | Description |\n\
         | --- | --- | --- |\n| `otp` | integer | The code. |\n| `pin` | integer | The other. |\n\n\
         ## List crumbs\n\n```http\nGET /crumbs\n```\n\n### Cookies\n\n| Name | Type | Description |\n| --- | --- | --- |\n{}\n",
        query("{X}"),
        query("sampled"),
        fields("-d"),
        fields("-F"),
        cookies,
    )
}

/// The test that is put into the crate.
fn planted() -> String {
    let mut body = body("PLANTED", "visible");
    body["open"] = Value::Object(members(&names(&[SECRETS]), "PLANTED"));
    let body = body.to_string();
    let mut form = members(&apart(&[SECRETS]), "PLANTED");
    form.extend(members(&apart(&[SHOWN]), "visible"));
    let query = apart(&[OF_QUERIES, SECRETS]);
    let set = |names: &[&str], value: &str| -> String {
        names.iter().map(|name| format!(".{}({value:?})", field_name(name))).collect()
    };
    let settings: String = names(&[OF_HEADERS])
        .iter()
        .map(|name| {
            let name = name.strip_prefix("X-").unwrap_or(name);
            format!(".{}(\"PLANTED\")", field_name(name))
        })
        .collect();
    let path: String = apart(&[SECRETS])
        .iter()
        .map(|name| format!("{}: \"PLANTED\".into(), ", field_name(&name.to_uppercase())))
        .collect();
    format!(
        r###"
#![allow(unused_imports)]
use std::error::Error as _;
use std::fmt::Debug;
use std::pin::pin;
use std::task::{{Context, Poll, Waker}};

use planted::planted::*;
use planted::{{Client, Settings}};
use planted::runtime::{{http, Error, Mock, Operation}};

const BODY: &str = r##"{body}"##;
const FORM: &str = r##"{form}"##;

fn ready<F: Future>(future: F) -> F::Output {{
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {{
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a mock does not wait"),
    }}
}}

#[track_caller]
fn hides(shown: &str) {{
    if let Some(at) = shown.find("PLANTED").or_else(|| shown.find("{number}")) {{
        let start = at.saturating_sub(80);
        panic!("{{}}", shown.get(start..at + 7).unwrap_or("PLANTED"));
    }}
}}

#[track_caller]
fn hides_debug(value: &impl Debug) {{
    hides(&format!("{{value:?}} {{value:#?}}"));
}}

#[track_caller]
fn hides_error(error: &Error) {{
    hides_debug(error);
    hides(&error.to_string());
    let mut source = error.source();
    while let Some(error) = source {{
        hides(&format!("{{error}} {{error:?}}"));
        source = error.source();
    }}
}}

fn settings() -> Settings {{
    Settings::default(){settings}
}}

fn list() -> ListThings {{
    ListThings::default(){options}
}}

fn look() -> LookUpPath {{
    LookUpPath::new(LookUpPathRequired {{ {path} }})
}}

fn crumbs() -> ListCrumbs {{
    ListCrumbs::default(){crumbs}
}}

#[test]
fn nothing_shows_what_was_planted() {{
    let settings = settings();
    hides_debug(&settings);
    let body: CreateThing = serde_json::from_str(BODY).unwrap();
    hides_debug(&body);
    let shown = format!("{{body:?}}");
    assert_eq!(shown.matches("visible").count(), {visible}, "{{shown}}");
    assert_eq!(shown.matches("77077").count(), {shown_numbers}, "{{shown}}");
    assert_eq!(serde_json::to_string(&body).unwrap().matches("{number}").count(), {numbers});
    hides_debug(&ListCodes::default().otp({number}).pin({number}));

    let answers = |status: u16| {{
        let answer = http::Response::builder().status(status).header("set-cookie", "PLANTED");
        answer.header("x-auth-token", "PLANTED").body(BODY.as_bytes().to_vec()).unwrap()
    }};
    let mock = Mock::new().respond(answers(200)).respond(answers(400));
    let client = Client::with_transport("https://a.example.test", settings, mock.clone()).unwrap();
    hides_debug(&client);
    hides_debug(&body.request());
    let answer = ready(client.send(&body)).unwrap();
    hides_debug(&answer);
    assert_eq!(format!("{{answer:?}}").matches("visible").count(), {visible});
    hides_error(&ready(client.send(&body)).unwrap_err());
    hides_debug(&mock);

    // each member of another type in its turn: the error is about it, and all others are planted
    let whole: serde_json::Value = serde_json::from_str(BODY).unwrap();
    for name in whole.as_object().unwrap().keys() {{
        for wrong in [serde_json::json!({{"PLANTED": "PLANTED"}}), serde_json::json!(["PLANTED"]), serde_json::json!("PLANTED")] {{
            let mut answer = whole.clone();
            answer[name] = wrong;
            let mock = Mock::new().reply(200, answer.to_string());
            let client = Client::with_transport("https://a.example.test", Settings::default(), mock).unwrap();
            if let Err(error) = ready(client.send(&body)) {{
                hides_error(&error);
            }}
        }}
    }}

    let list = list();
    hides_debug(&list);
    hides_debug(&list.request());
    assert_eq!(format!("{{list:?}}").matches("visible").count(), {shown});
    let mock = Mock::new().reply(404, "PLANTED").reply(404, "PLANTED");
    let client = Client::with_transport("https://a.example.test", Settings::default(), mock.clone()).unwrap();
    hides_error(&ready(client.send(&list)).unwrap_err());
    let look = look();
    hides_debug(&look);
    hides_error(&ready(client.send(look)).unwrap_err());
    let sent = mock.requests();
    assert_eq!(sent.iter().map(|it| it.url.matches("PLANTED").count()).collect::<Vec<_>>(), [{queries}, {paths}]);
    hides_debug(&mock);

    // forms, parts and cookies; what comes back is the id of the request
    let echo = || http::Response::builder().status(400).header("x-request-id", "PLANTED").body(Vec::new()).unwrap();
    let mock = Mock::new().respond(echo()).respond(echo()).respond(echo());
    let client = Client::with_transport("https://a.example.test", Settings::default(), mock.clone()).unwrap();
    let form: CreateSign = serde_json::from_str(FORM).unwrap();
    hides_debug(&form);
    hides_debug(&form.request());
    hides_error(&ready(client.send(&form)).unwrap_err());
    let parts: CreateUpload = serde_json::from_str(FORM).unwrap();
    hides_debug(&parts);
    hides_debug(&parts.request());
    hides_error(&ready(client.send(&parts)).unwrap_err());
    let crumbs = crumbs();
    hides_debug(&crumbs);
    hides_debug(&crumbs.request());
    hides_error(&ready(client.send(&crumbs)).unwrap_err());
    for shown in [format!("{{form:?}}"), format!("{{parts:?}}"), format!("{{crumbs:?}}")] {{
        assert_eq!(shown.matches("visible").count(), {shown}, "{{shown}}");
    }}
    let sent = mock.requests();
    let bodies = sent.iter().map(|it| String::from_utf8_lossy(&it.body).matches("PLANTED").count());
    assert_eq!(bodies.collect::<Vec<_>>(), [{paths}, {paths}, 0]);
    let cookies = sent.iter().flat_map(|it| &it.headers).filter(|(name, _)| name == "cookie");
    assert_eq!(cookies.map(|(_, value)| value.matches("PLANTED").count()).collect::<Vec<_>>(), [{paths}]);
    hides_debug(&mock);
}}
"###,
        visible = names(&[SHOWN]).len() + 1,
        number = PLANTED_NUMBER,
        numbers = 5 * names(&[NUMBERS]).len() + 1,
        shown_numbers = names(&[SHOWN_NUMBERS]).len() + 2 * names(&[NUMBERS]).len(),
        shown = apart(&[SHOWN]).len(),
        options = set(&query, "PLANTED") + &set(&apart(&[SHOWN]), "visible"),
        queries = query.len(),
        paths = apart(&[SECRETS]).len(),
        form = Value::Object(form),
        crumbs = set(&apart(&[SECRETS]), "PLANTED") + &set(&apart(&[SHOWN]), "visible"),
    )
}

/// What is put before the values of a call over a socket: a server that answers each request with what was planted, and all that
/// any crate of the process logs.
const LOGS: &str = r###"
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::Mutex;

struct Log(Mutex<String>);

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        writeln!(self.0.lock().unwrap(), "{} {}", record.target(), record.args()).unwrap();
    }

    fn flush(&self) {}
}

static LOG: Log = Log(Mutex::new(String::new()));

fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut reader = BufReader::new(stream.unwrap());
            let (mut length, mut line) = (0, String::new());
            while reader.read_line(&mut line).unwrap() > 2 {
                let value = line.to_lowercase().strip_prefix("content-length:").map(|it| it.trim().parse());
                length = value.map_or(length, Result::unwrap);
                line.clear();
            }
            reader.read_exact(&mut vec![0; length]).unwrap();
            let head = "HTTP/1.1 400 Bad PLANTED\r\nx-request-id: PLANTED\r\nset-cookie: PLANTED\r\ncontent-length: 7";
            write!(reader.get_mut(), "{head}\r\nconnection: close\r\n\r\nPLANTED").unwrap();
        }
    });
    url
}

#[test]
fn nothing_logs_what_was_planted() {
    log::set_logger(&LOG).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let transport = planted::runtime::ReqwestTransport::new().unwrap();
    let client = Client::with_transport(&server(), settings(), transport).unwrap();
    let body: CreateThing = serde_json::from_str(BODY).unwrap();
    let form: CreateSign = serde_json::from_str(FORM).unwrap();
    let parts: CreateUpload = serde_json::from_str(FORM).unwrap();
    tokio.block_on(async {
        hides_error(&client.send(&body).await.unwrap_err());
        hides_error(&client.send(&form).await.unwrap_err());
        hides_error(&client.send(&parts).await.unwrap_err());
        hides_error(&client.send(&list()).await.unwrap_err());
        hides_error(&client.send(&look()).await.unwrap_err());
        hides_error(&client.send(&crumbs()).await.unwrap_err());
    });
    let logged = LOG.0.lock().unwrap();
    assert!(logged.contains("reqwest") && logged.contains("hyper_util"), "nothing was logged: {logged}");
    hides(&logged);
}
"###;

/// Who listens to logs and spans: spans become logs.
const LISTENERS: &str = r#"
[dev-dependencies]
log = { version = "0.4.29", features = ["std"] }
tokio = { version = "1.50", features = ["rt"] }
tracing = { version = "0.1.44", default-features = false, features = ["log-always", "std"] }
"#;

#[test]
fn what_is_planted_by_its_name_is_shown_by_nothing() {
    let docs = tempfile::tempdir().unwrap();
    fs::write(docs.path().join("planted.md"), page()).unwrap();
    let folder = generate(docs.path(), "planted");
    fs::write(folder.join("tests/planted.rs"), planted() + LOGS).unwrap();
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest + LISTENERS).unwrap();
    let tested = cargo(&folder, &["test", "--tests", "--", "--nocapture"]);
    is_clean(&tested, "planted");
    assert!(!words(&tested).contains("PLANTED"), "{}", words(&tested));
}
