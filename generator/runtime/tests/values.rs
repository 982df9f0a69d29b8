//! Secrets, members the docs do not know, values sent as text, connection strings.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Debug;

use docwright_runtime::{Extra, Json, PartFault, Secret, SecretNumber, Template, object, response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const ORACLE: &str = "Host={HOST};Port={PORT};Password={PASSWORD}";
const SNOWFLAKE: &str = "jdbc:snowflake://{ACCOUNT}.snowflakecomputing.com/?user={USER}&password={PASSWORD}";

response! {
    #[allow(missing_docs)]
    pub struct Encoded {
        text port: u16,
        text ssl: bool,
        optional_text wait: u32,
    }
}

object! {
    #[allow(missing_docs)]
    pub struct Open(name: impl Into<String>) {
        required name: String,
        optional_any note: Json,
        optional_null size / size_null: i64,
        optional tag: String,
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "specName", content = "params")]
enum Auth {
    #[serde(rename = "Basic")]
    Basic { password: Secret },
    #[serde(untagged)]
    Other(Extra),
}

fn round_trip<T: Serialize + DeserializeOwned>(json: &str) {
    let value: T = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
}

fn refusal<T: DeserializeOwned + Debug>(json: &str) -> String {
    let error = serde_json::from_str::<T>(json).unwrap_err().to_string();
    for planted in ["hunter2", "4711", "true"] {
        assert!(!error.contains(planted), "{error} shows {planted}");
    }
    error
}

#[test]
fn json_is_written_as_it_was_read() {
    round_trip::<Encoded>(r#"{"port":"1521","ssl":"true"}"#);
    round_trip::<Encoded>(r#"{"port":"1521","ssl":"false","wait":"3"}"#);
    round_trip::<Open>(r#"{"name":"x","zebra":1,"ant":{"b":2,"a":null},"cow":[]}"#);
    round_trip::<Open>(r#"{"name":"x","note":null,"size":null,"tag":"t"}"#);
    round_trip::<Open>(r#"{"name":"x","note":{"b":[1.5]},"size":7}"#);
    round_trip::<Auth>(r#"{"specName":"Basic","params":{"password":"p"}}"#);
    round_trip::<Auth>(r#"{"specName":"Novel","params":{"z":"1","a":[true]},"more":null}"#);
    round_trip::<Secret>(r#""a \"b\" \n""#);
}

#[test]
fn absent_and_null_texts_are_none() {
    for json in [r#"{"port":"1","ssl":"true"}"#, r#"{"port":"1","ssl":"true","wait":null}"#] {
        let value: Encoded = serde_json::from_str(json).unwrap();
        assert_eq!((value.port, value.ssl, value.wait), (1, true, None));
    }
}

#[test]
fn a_wrong_value_is_not_repeated() {
    assert!(refusal::<Encoded>(r#"{"port":"hunter2","ssl":"true"}"#).contains("a string that holds u16"));
    assert!(refusal::<Encoded>(r#"{"port":4711,"ssl":"false"}"#).contains("a string that holds u16"));
    assert!(refusal::<Encoded>(r#"{"port":-4711,"ssl":"false"}"#).contains("a string that holds u16"));
    assert!(refusal::<Encoded>(r#"{"port":4711.5,"ssl":"false"}"#).contains("a string that holds u16"));
    assert!(refusal::<Encoded>(r#"{"port":"1","ssl":true}"#).contains("a string that holds bool"));
    assert!(refusal::<Encoded>(r#"{"port":"1","ssl":"false","wait":4711}"#).contains("holds u32"));
    assert!(refusal::<Secret>("4711").contains("expected a string"));
    assert!(refusal::<Secret>("[4711]").contains("expected a string"));
}

/// Whatever the order of an object's properties, and whatever else is among them.
#[test]
fn objects_are_read_by_the_names_of_their_properties() {
    let shuffled: Open = serde_json::from_str(r#"{"more":[1],"tag":null,"size":7,"name":"x"}"#).unwrap();
    assert_eq!(serde_json::to_string(&shuffled).unwrap(), r#"{"name":"x","size":7,"more":[1]}"#);
    let other: Encoded = serde_json::from_str(r#"{"more":{"port":1},"ssl":"true","port":"1"}"#).unwrap();
    assert_eq!(serde_json::to_string(&other).unwrap(), r#"{"port":"1","ssl":"true"}"#);
    for (json, fault) in [
        (r#"{"tag":"t"}"#, "missing field `name`"),
        (r#"{"name":"x","name":"y"}"#, "duplicate field `name`"),
        (r#"{"name":null}"#, "expected a string"),
        (r#"["x"]"#, "expected struct Open"),
        ("7", "expected struct Open"),
    ] {
        let error = refusal::<Open>(json);
        assert!(error.contains(fault), "{json}: {error}");
    }
}

#[test]
fn extra_keeps_order_and_replaces() {
    let mut extra = Extra::new();
    assert!(extra.is_empty());
    for (name, value) in [("z", 1), ("a", 2), ("m", 3)] {
        assert_eq!(extra.insert(name, value), None);
    }
    assert_eq!(extra.insert("a", "two"), Some(2.into()));
    assert_eq!(extra.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["z", "a", "m"]);
    assert_eq!(extra.get("a").unwrap(), "two");
    assert_eq!(extra.get("b"), None);
    assert_eq!(format!("{extra:?}"), r#"{"z": number, "a": string, "m": number}"#);
    assert!(!extra.is_empty());
    assert_eq!(extra.clone(), extra);
}

#[test]
fn secrets_compare_and_hide() {
    let secret = Secret::from("hunter2");
    assert_eq!(secret.clone(), Secret::from("hunter2".to_owned()));
    assert_ne!(secret, Secret::from("other"));
    assert_eq!(secret.expose(), "hunter2");
    assert_eq!(format!("{secret:?} {secret:#?}"), "Secret(…) Secret(…)");

    for json in ["824713", "0", "-1", "1.50", "123456789012345678901234567890"] {
        let number: SecretNumber = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), json);
        assert_eq!(number.expose(), json);
        assert_eq!(format!("{number:?} {number:#?}"), "SecretNumber(…) SecretNumber(…)");
    }
    assert_eq!(SecretNumber::from(7), serde_json::from_str("7").unwrap());
    for json in ["\"824713\"", "null", "[824713]"] {
        let error = serde_json::from_str::<SecretNumber>(json).unwrap_err().to_string();
        assert!(error.starts_with("a number was expected") && !error.contains("824713"), "{error}");
    }
}

type Rendered = Result<Secret, docwright_runtime::InvalidPart>;

fn oracle(password: &str) -> Rendered {
    Template::new(ORACLE).render(&[("HOST", "h"), ("PORT", "1"), ("PASSWORD", password)])
}

fn snowflake(password: &str) -> Rendered {
    Template::new(SNOWFLAKE).render(&[("ACCOUNT", "a"), ("USER", "u"), ("PASSWORD", password)])
}

#[test]
fn templates_render() {
    let check = |pattern, parts: &[(&str, &str)], expected| {
        assert_eq!(Template::new(pattern).render(parts).unwrap().expose(), expected);
    };
    let whole = [("PASSWORD", "p=w&%#@/+ x'\""), ("HOST", "{HOST}"), ("PORT", "1521")];
    check(ORACLE, &whole, "Host={HOST};Port=1521;Password=p=w&%#@/+ x'\"");
    // A value is not read as pattern.
    check("A={A};B={B}", &[("A", "{B}"), ("B", "1")], "A={B};B=1");
    check("{A}{B}-{A}", &[("A", "1"), ("B", "2")], "12-1");
    check("no parts } {", &[], "no parts } {");
    let parts = [("ACCOUNT", "xy1.eu-west-1"), ("USER", "u%40v"), ("PASSWORD", "{PASSWORD}")];
    check(
        SNOWFLAKE,
        &parts,
        "jdbc:snowflake://xy1.eu-west-1.snowflakecomputing.com/?user=u%40v&password={PASSWORD}",
    );
}

#[test]
fn templates_refuse_what_would_break_them() {
    use PartFault::{Control, Empty, Missing, Padded, Quote, Reserved, Separator, Unknown};
    let check = |result: Rendered, name, fault| {
        let error = result.unwrap_err();
        assert_eq!((error.name(), error.fault()), (name, fault));
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    };
    for (password, fault) in [
        ("", Empty),
        (" hunter2", Padded),
        ("hunter2 ", Padded),
        ("\u{a0}hunter2", Padded),
        ("hunter2\u{0}x", Control),
        ("hunter2\n", Control),
        ("hunter2;Port=1", Separator),
        ("\"hunter2", Quote),
        ("'hunter2", Quote),
    ] {
        check(oracle(password), "PASSWORD", fault);
    }
    for reserved in ["/", "?", "#", "@", "+", "\\", " ", "%", "%4", "%zz", "%%41"] {
        let password = format!("hunter2{reserved}x");
        check(snowflake(&password), "PASSWORD", Reserved);
    }
    check(snowflake("hunter2&role=x"), "PASSWORD", Separator);
    check(snowflake("hunter2%4"), "PASSWORD", Reserved);
    check(Template::new("A={A}").render(&[]), "A", Missing);
    check(Template::new("A={A}").render(&[("A", "1"), ("B", "hunter2")]), "B", Unknown);
}

/// What a value may hold follows from where it is in its pattern.
#[test]
fn templates_take_what_does_not_separate_where_it_is() {
    use PartFault::{Quote, Reserved, Separator};
    const BUS: &str = "Endpoint=sb://{HOST}/;SharedAccessKeyName={NAME};SharedAccessKey={KEY}";
    const BASE64: &str = "aGk/bG8+d29ybGQ/Pz8+Pg==";
    let refused = [
        ("Host=fixed;Password={KEY}", "a;b", Some(Separator)),
        ("Host=fixed;Password={KEY}", "a=b", None),
        ("{KEY}", "a;b", None),
        ("Password={KEY};", "a;b", Some(Separator)),
        ("host=fixed password={KEY}", "a b", Some(Separator)),
        ("host=fixed password={KEY}", "a;b", None),
        ("Data Source={KEY}", "a b", None),
        ("Data Source=x;User ID={KEY}", "a b", None),
        ("a=1,b={KEY}", "a,b", Some(Separator)),
        ("a=1&b={KEY}", "a&b", Some(Separator)),
        ("jdbc:oracle:thin:@{KEY}:1521", "a:b", Some(Separator)),
        ("tcp:{KEY},1433;Password=x", "a,b", Some(Separator)),
        ("Server=tcp:fixed,1433;Password={KEY}", "a,b", None),
        ("{KEY}=1", "a=b", Some(Separator)),
        (BUS, BASE64, None),
        ("sb://fixed/;SharedAccessKey={KEY};EntityPath=q", BASE64, None),
        ("DefaultEndpointsProtocol=https;AccountName=x;AccountKey={KEY};EndpointSuffix=y", BASE64, None),
        ("AccountKey={KEY};BlobEndpoint=https://x/", BASE64, None),
        (BUS, "a;b", Some(Separator)),
        (BUS, "'a'", Some(Quote)),
        ("Endpoint=sb://{KEY}/;Name=x", BASE64, Some(Separator)),
        ("Endpoint=sb://{KEY};Name=x", BASE64, Some(Reserved)),
        ("mongodb://u:{KEY}@fixed/db", "a/b", Some(Reserved)),
        ("mongodb://u:{KEY}@fixed/db", "a%2Fb", None),
        ("mongodb://u:{KEY}@fixed/db", "a@b", Some(Separator)),
        ("https://fixed/?a=1&b={KEY}", "a&b", Some(Reserved)),
        ("https://fixed/?a=1&b={KEY}", "a=b", None),
    ];
    for (pattern, value, fault) in refused {
        let parts = [("HOST", "h.example.com"), ("NAME", "n"), ("KEY", value)];
        let parts: Vec<_> =
            parts.into_iter().filter(|(name, _)| pattern.contains(&format!("{{{name}}}"))).collect();
        let rendered = Template::new(pattern).render(&parts);
        assert_eq!(rendered.as_ref().err().map(|error| error.fault()), fault, "{pattern} with {value}");
        let whole = pattern.replace("{HOST}", "h.example.com").replace("{NAME}", "n").replace("{KEY}", value);
        assert!(rendered.is_err() || rendered.unwrap().expose() == whole, "{pattern}");
    }
}
