//! What is written, as tables: texts made harmless, names, routes, constructors, and whole clients of small models.

use std::process::Command;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Value, json};

use super::{EmitError, Emitted, RuntimeSource, whole_crate};
use crate::emit::calls::literal_expr;
use crate::emit::calls::route::{SampleRoute, decoded, route};
use crate::emit::client_tests::sample;
use crate::emit::crate_files::package;
use crate::emit::docs::comment::{self, DocComment, wrap};
use crate::emit::docs::text::{code, plain, safe};
use crate::emit::syntax::names::ident;
use crate::emit::syntax::print;
use crate::emit::types::template;
use crate::model::{Api, Definitions, Evidence, Origin, PathTemplate, Schema};
use crate::naming::Namespace;

/// Texts as a page may have them, and as Markdown that shows their words.
const TEXTS: &[(&str, &str)] = &[
    ("The host name.", "The host name."),
    ("A `code span` and ``a ` tick``", "A `code span` and ``a ` tick``"),
    ("an `unclosed span", "an \\`unclosed span"),
    ("``` fn main() { panic!() } ```", "`fn main() { panic!() }`"),
    ("```rust\nfn main() {}\n```", "`rust fn main() {}`"),
    ("see [the guide](https://example.com/a_b?c=d#e)", "see [the guide](https://example.com/a_b?c=d#e)"),
    ("see [the guide](../guide.md#part)", "see the guide"),
    ("see [the [nested] guide](https://example.com)", "see [the \\[nested\\] guide](https://example.com)"),
    ("[evil](javascript:alert(1))", "evil)"),
    ("![image](https://example.com/a.png)", "image"),
    ("[Vec] and [`String`] and [x][y]", "\\[Vec\\] and \\[`String`\\] and \\[x\\]\\[y\\]"),
    ("[unclosed", "\\[unclosed"),
    ("go to https://example.com/x, or http://a.b/c.", "go to <https://example.com/x>, or <http://a.b/c>."),
    ("<https://example.com> <b>bold</b>", "<https://example.com> \\<b\\>bold\\</b\\>"),
    ("[see http://hidden.example.com](x.md)", "see http:\\//hidden.example.com"),
    ("http:\\//hidden.example.com", "http:\\//hidden.example.com"),
    ("*/ #![allow(warnings)] /*", "\\*/ #!\\[allow(warnings)\\] /\\*"),
    ("\" \\ ' \\* \\[", "\" \\\\ ' \\* \\["),
    ("snake_case and _emphasis_ and **bold**", "snake_case and \\_emphasis\\_ and \\*\\*bold\\*\\*"),
    ("- no list", "\\- no list"),
    ("1. no list", "1\\. no list"),
    ("# no heading", "\\# no heading"),
    ("> no quote", "\\> no quote"),
    ("a | b\n--|--\nc | d", "a \\| b --\\|-- c \\| d"),
    ("~~~\ncode\n~~~", "\\~\\~\\~ code \\~\\~\\~"),
    ("    four spaces", "four spaces"),
    ("bidi \u{202e}evil\u{2066} zero\u{200b}width \u{feff}", "bidi evil zerowidth"),
    ("tab\tnul\0bell\u{7}line\u{2028}end", "tab nul bell line end"),
    ("", ""),
    ("` `", ""),
];

/// The client of an API whose names are not decided yet.
pub(super) fn client(api: &Api, crate_name: &str) -> Result<Emitted, EmitError> {
    super::client(&named(api), crate_name, RuntimeSource::Dependency)
}

/// An API with its names decided.
fn named(api: &Api) -> Api {
    let mut api = api.clone();
    crate::naming::decide(&mut api);
    api
}

#[test]
fn texts_are_made_harmless() {
    for (text, expected) in TEXTS {
        assert_eq!(safe(text), *expected, "{text:?}");
    }
}

#[test]
fn rustdoc_finds_nothing_in_harmless_texts() {
    let long = ["x".repeat(10_000), "word ".repeat(2_000), "[".repeat(5_000), "`a``".repeat(2_000)];
    let texts = TEXTS.iter().map(|(text, _)| (*text).to_owned()).chain(long);
    let items: TokenStream = texts
        .enumerate()
        .map(|(number, text)| {
            let name = ident(&format!("item_{number}"));
            let docs = DocComment::new().words(&text).list([safe(&text)]).outer();
            quote!(#docs pub fn #name() {})
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lib.rs");
    std::fs::write(
        &file,
        print::file(
            "lib.rs",
            quote!(//! Texts.
        #items),
        )
        .unwrap(),
    )
    .unwrap();
    for arguments in [&["-Dwarnings", "--out-dir", "."][..], &["--test", "--test-args=--list"]] {
        let rustdoc = std::env::var("RUSTDOC").unwrap_or_else(|_| "rustdoc".to_owned());
        let mut command = Command::new(rustdoc);
        command.args(["--edition=2024", "--crate-name=texts"]).args(arguments).arg(&file);
        let output = command.current_dir(folder.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let listed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(!listed.contains(": test"), "a text became a test: {listed}");
    }
}

#[test]
fn texts_without_marks() {
    let check = |text: &str, expected: &str| assert_eq!(plain(text), expected, "{text:?}");
    check("is [retired](https://example.com) on `2026-01-31`.", "is retired on 2026-01-31.");
    check("see <https://example.com>", "see https://example.com");
}

#[test]
fn code_spans() {
    let check = |text: &str, expected: &str| assert_eq!(code(text), expected);
    check("en/page.md", "`en/page.md`");
    check("a`b", "``a`b``");
    check("`", "`` ` ``");
    check("a\n  b", "`a b`");
    check("", "(empty)");
}

#[test]
fn lines_are_wrapped_between_words() {
    let check = |text: &str, expected: &[&str]| assert_eq!(wrap(text, 10), expected, "{text:?}");
    check("one two three", &["one two", "three"]);
    check("one `two three four` five", &["one", "`two three four`", "five"]);
    check("wide words - that", &["wide words", "\\- that"]);
    check("long words 1. that", &["long words", "1\\. that"]);
    check("\\`not a span\\`", &["\\`not a", "span\\`"]);
    check("", &[]);
}

#[test]
fn identifiers() {
    let check = |name: &str, expected: &str| assert_eq!(ident(name).to_string(), expected);
    check("port", "port");
    check("type", "r#type");
    check("r#type", "r#type");
    check("self", "self_");
    check("Self", "Self_");
    check("", "unnamed");
    check("_", "unnamed");
    check("2fa", "n2fa");
    check("x-y.z", "x_y_z_");
    check("a b", "a_b_");
    check("schlüssel", "schl_ssel_");
    check("💥", "unnamed");
}

#[test]
fn names_are_given_once() {
    let mut names = Namespace::reserving(&["new"]);
    let given = ["new", "new", "new", "old", "old"].map(|name| names.take(name, "_"));
    assert_eq!(given, ["new_", "new_2", "new_3", "old", "old_"]);
}

#[test]
fn routes() {
    let pairs =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    type Pairs<'a> = &'a [(&'a str, &'a str)];
    let check = |url: &str, path: &str, expected: Option<(&str, Pairs, Pairs)>| {
        let expected = expected.map(|(server, path, query)| SampleRoute {
            server: server.to_owned(),
            path: pairs(path),
            query: pairs(query),
        });
        assert_eq!(route(url, &PathTemplate::parse(path)), expected, "{url}");
    };
    check("https://a.b/v1/things", "/things", Some(("https://a.b/v1", &[], &[])));
    check(
        "https://a.b/things/7?x=%20&y",
        "/things/{ID}",
        Some(("https://a.b", &[("ID", "7")], &[("x", " "), ("y", "")])),
    );
    check("https://a.b/", "/", Some(("https://a.b", &[], &[])));
    check("https://a.b/others", "/things", None);
    check("things", "/a/things", None);
    assert_eq!(decoded("%7Bx%7d %zz %e2%82%ac %"), "{x} %zz € %");
}

#[test]
fn parts_of_connection_strings() {
    let check = |pattern: &str, text: &str, expected: Option<&[(&str, &str)]>| {
        let found = template::values(pattern, text);
        let found: Option<Vec<_>> =
            found.as_ref().map(|v| v.iter().map(|(name, value)| (name.as_str(), *value)).collect());
        assert_eq!(found.as_deref(), expected, "{pattern} {text}");
    };
    check("Host={HOST};Port={PORT}", "Host=a;Port=1", Some(&[("HOST", "a"), ("PORT", "1")]));
    check("Host={HOST};Port={PORT}", "Host=a;Password=1", None);
    check("{A}.example.com", "x.example.com", Some(&[("A", "x")]));
    check("plain", "plain", Some(&[]));
    check("plain", "other", None);
    for (value, is_sound) in
        [("a", true), ("{HOST}", true), ("a;b", false), (" a", false), ("", false), ("'a", false)]
    {
        assert_eq!(template::sound("Host={HOST};Port={PORT}")(value), is_sound, "{value}");
    }
}

#[test]
fn bodies_as_expressions() {
    let check = |schema: Value, body: Value, expected: &str| {
        let schema: Schema = serde_json::from_value(schema).unwrap();
        let Some(built) = literal_expr::held(&schema, &body, false, &Definitions::default()) else {
            assert_eq!(expected, "nothing reads it", "{body}");
            return;
        };
        let statement = print::statements("test", {
            let tokens = built.tokens;
            quote!(#tokens;)
        })
        .unwrap()
        .join(" ");
        assert_eq!(statement.trim_end_matches(';'), expected, "{body}");
    };
    let required = |name: &str, schema: Value| property(name, schema, true, None);
    let optional = |name: &str, schema: Value| property(name, schema, false, None);
    let of = |properties: Vec<Value>| json!({ "type": "object", "name": "Body", "properties": properties, "evidence": [] });
    let text = json!({ "type": "string" });
    let flag = json!({ "type": "boolean", "encoding": "text" });

    check(of(vec![required("a", text.clone())]), json!({ "a": "x" }), r#"Body::new("x")"#);
    check(of(vec![optional("a", text.clone())]), json!({ "a": "x" }), r#"Body::default().a("x")"#);
    check(of(vec![optional("a", text.clone())]), json!({}), "Body::default()");
    check(of(vec![]), json!({ "b": null }), r#"Body::default().extra("b", serde_json::json!(null))"#);
    check(of(vec![required("a", flag.clone())]), json!({ "a": "true" }), "Body::new(true)");
    check(of(vec![property("a", text.clone(), true, Some(json!("x")))]), json!({ "a": "y" }), "Body::new(A)");
    check(
        of(vec![required("a", json!({ "type": "array", "items": text }))]),
        json!({ "a": [] }),
        "Body::new(Vec::<String>::new())",
    );
    // What does not fit the type is read from its text.
    check(of(vec![required("a", flag)]), json!({ "a": "True" }), "nothing reads it");
}

pub(super) fn property(name: &str, schema: Value, required: bool, constant: Option<Value>) -> Value {
    let constant = constant.map(|value| json!({ "name": name.to_uppercase(), "value": value }));
    json!({
        "name": name, "ident": name, "path": name, "schema": schema, "required": required, "why": "every-sample",
        "descriptions": [TEXTS.iter().map(|(text, _)| *text).collect::<Vec<_>>().join(" ")], "constant": constant,
        "dispute": null, "settled": null, "template": null,
        "evidence": [{ "page": "en/a`b.md", "line": 3, "from": "table" }],
    })
}

/// An API whose every text and name is hostile, with one source and one operation.
fn hostile() -> Api {
    let nasty = TEXTS.iter().map(|(text, _)| *text).collect::<Vec<_>>().join(" ");
    let evidence = json!([{ "page": nasty, "line": 3, "from": "prose" }]);
    let text = json!({ "type": "string" });
    let names = ["new", "extra", "extra_", "self", "type", "is_it", "default", "2fa", "a b"];
    let mut properties: Vec<Value> =
        names.iter().map(|name| property(name, text.clone(), false, None)).collect();
    // Two properties whose names differ only where a Rust name cannot.
    properties.extend(names.iter().map(|name| {
        let mut property = property(name, text.clone(), true, None);
        property["name"] = json!(format!("{name}!"));
        property
    }));
    properties.push(property("token", json!({ "type": "id", "name": "Client" }), true, None));
    properties.push(property("fixed", text, true, Some(json!(nasty))));
    let body = json!({ "type": "object", "name": "Option", "properties": properties, "evidence": evidence });
    let mut sample: Value = names.iter().map(|name| (format!("{name}!"), json!(nasty))).collect();
    sample["token"] = json!("7");
    sample["fixed"] = json!("not the constant");
    serde_json::from_value(json!({
        "version": 1, "name": nasty, "server": { "url": nasty, "evidence": evidence },
        "headers": [
            { "name": nasty, "ident": "new", "kind": "secret", "required": true, "evidence": evidence },
            { "name": "A", "ident": "type", "kind": "bearer", "required": false, "evidence": evidence },
        ],
        "sources": [{
            "module": "crate", "page": nasty, "page_id": nasty, "title": nasty, "description": nasty,
            "lifecycle": "deprecated",
            "notices": [{ "kind": nasty, "text": nasty, "lifecycle": "deprecated", "evidence": evidence[0] }],
            "operations": [{
                "name": "fn", "summary": nasty, "method": nasty, "path": nasty, "headers": [nasty],
                "parameters": [
                    { "name": nasty, "ident": "self", "location": "path", "required": true, "description": nasty, "evidence": evidence },
                    { "name": "q", "ident": "body", "location": "query", "required": false, "description": nasty, "evidence": evidence },
                ],
                "request_body": { "schema": body, "required": true },
                "responses": [{ "status": 200, "body": body, "evidence": evidence }],
                "examples": [
                    { "page": nasty, "line": 1, "ordinal": 0, "request": { "url": nasty, "headers": [[nasty, nasty]], "body": sample } },
                    { "page": nasty, "line": 2, "ordinal": 0, "response": { "status": 200, "body": sample } },
                ],
                "evidence": evidence,
            }],
        }],
    }))
    .unwrap()
}

#[test]
fn hostile_models_give_rust() {
    let api = hostile();
    let check = |output: &Emitted, files: &[&str]| {
        let names: Vec<&str> = output.files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, files);
        for (path, text) in output.files.iter().filter(|(path, _)| path.ends_with(".rs")) {
            assert!(syn::parse_file(text).is_ok(), "{path}:\n{text}");
        }
    };
    let written = client(&api, "acme-api").unwrap();
    check(&written, &["crate_.rs", "lib.rs", "samples.rs"]);
    assert_eq!(written, client(&api, "acme-api").unwrap());
    let runtime = [("lib.rs", "//! Runtime.\n"), ("text.rs", "")];
    let of_package = |runtime| whole_crate(&named(&api), "acme-api", runtime).unwrap();
    let written = of_package(RuntimeSource::Inside(&runtime));
    let files = [
        "Cargo.toml",
        "README.md",
        "src/crate_.rs",
        "src/lib.rs",
        "src/runtime/mod.rs",
        "src/runtime/text.rs",
        "tests/samples.rs",
        "tests/samples/crate_.json",
        "tests/samples/crate_.rs",
    ];
    check(&written, &files);
    let without: Vec<&str> = files.into_iter().filter(|file| !file.contains("runtime")).collect();
    check(&of_package(RuntimeSource::Dependency), &without);
}

#[test]
fn a_whole_crate_has_the_dependencies_of_the_runtime() {
    let manifest = include_str!("../../runtime/Cargo.toml");
    let section = |name: &str| {
        let (_, rest) = manifest.split_once(&format!("[{name}]\n")).unwrap();
        rest.split("\n[").next().unwrap().trim_end().to_owned() + "\n"
    };
    assert_eq!(package::DEPENDENCIES, section("dependencies"));
    assert_eq!(format!("default = []\n{}", package::FEATURES), section("features"));
}

#[test]
fn evidence_is_pointed_to() {
    let at = |page: &str, line| Evidence { page: page.into(), line, from: Origin::Table };
    let check = |evidence: &[Evidence], expected: &str| assert_eq!(comment::pointer(evidence), expected);
    check(&[at("a.md", 3)], "`a.md:3`");
    check(&[at("a.md", 7), at("a.md", 3), at("b.md", 1), at("a.md", 7)], "`a.md:3,7`; `b.md:1`");
    let long: Vec<Evidence> = (1..=20).map(|line| at("a.md", line)).collect();
    check(&long, "`a.md:1,2,3 and 17 more`");
    let many: Vec<Evidence> = ["a", "b", "c", "d", "e"].map(|page| at(page, 1)).to_vec();
    check(&many, "`a:1`; `b:1`; and 3 more pages");
}

#[test]
fn secrets_are_found_where_they_are() {
    let schema: Schema = serde_json::from_value(json!({ "type": "array", "items": {
        "type": "object", "name": "Row", "evidence": [],
        "properties": [property("a/b~c", json!({ "type": "secret" }), true, None), property("d", json!({ "type": "string" }), true, None)],
    } }))
    .unwrap();
    assert_eq!(
        sample::secrets(&schema, &json!([{ "a/b~c": "x", "d": "y" }, {}]), &Definitions::default()),
        ["/0/a~1b~0c"]
    );
}
