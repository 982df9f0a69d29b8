//! Two hundred awkward words in every position where the documentation names something: all of it compiles, lint-clean, and the
//! crates' own tests pass.
//!
//! The words are Rust's keywords, names of its prelude and inherent methods, and names that generated code, its tests and the
//! runtime use. What they become is the generator's own business.

mod crates;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crates::{cargo, generate, is_clean, words};
use serde_json::{Map, Value, json};

const WORDS: &str = "as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref \
    return self Self static struct super trait true type unsafe use where while async await dyn abstract become box do final \
    macro override priv typeof unsized virtual yield try gen union macro_rules raw auto default \
    Option Some None Result Ok Err Vec String Box Into From Default Clone Copy Debug Display PartialEq Eq Iterator \
    IntoIterator Send Sync ToString Drop Fn Self_ str bool i64 u8 usize f64 char \
    new clone into from fmt eq ne cmp hash drop as_ref as_deref to_string to_owned borrow unwrap expect map iter len next ok \
    err is_some is_none push insert get set deref serialize deserialize \
    client Client BlockingClient ClientBuilder blocking_client builder settings Settings server SERVER send retry with_transport lib main mod_ shared \
    samples tests runtime serde serde_json std core alloc reqwest rustls blocking tokio http docwright_runtime crate_name \
    body options query header headers path path_secret json request Request Response response Method Empty Extra extra Secret \
    Template Bearer Body Error InvalidPart from_parts parts render PATTERN present content to variant other Other expose \
    value Value sent Sent mock Mock ready Ready read planted PLANTED hide settle expected Outcome decoded with_unknown answer \
    Answer written Context Poll Waker Future pin debug line_1 LINE_1 keeps_text keeps_members target sample json_ example \
    field_ Type page_ CONSTANT_ unnamed index error Again RequestSample ResponseSample REQUESTS RESPONSES build examples \
    benches proc_macro test Send_ inner id Id ids foo baz quux";

fn awkward() -> Vec<&'static str> {
    let mut words: Vec<&str> = Vec::new();
    for word in WORDS.split_whitespace() {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    assert!(words.len() >= 200, "{}", words.len());
    words
}

/// The words as headers, whose case does not matter.
fn headers() -> String {
    let mut known = std::collections::BTreeSet::new();
    let names = awkward().into_iter().map(|word| word.replace('_', "-").to_lowercase());
    names.filter(|name| known.insert(name.clone())).map(|name| format!(" \\\n  -H '{name}: 1'")).collect()
}

const SERVER: &str = "https://a.example.test";

fn shell(method: &str, path: &str, more: &str) -> String {
    format!("```http\n{method} {path}\n```\n\n```shell\ncurl -X {method} '{SERVER}{path}'{more}\n```\n\n")
}

fn body(value: &Value) -> String {
    format!(" -H 'Content-Type: application/json' -d '{value}'")
}

fn answer(value: &Value) -> String {
    format!("```json\n{value}\n```\n\n")
}

fn members(value: impl Fn(&str) -> Value) -> Value {
    Value::Object(awkward().into_iter().map(|word| (word.to_owned(), value(word))).collect())
}

/// Compiles a crate of pages for clippy, and runs its tests and examples.
fn check(name: &str, docs: &Path) {
    let folder = generate(docs, name);
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let default =
        manifest.lines().find_map(|line| line.strip_prefix("default = [")?.strip_suffix(']')).unwrap();
    let sources: Vec<&str> =
        default.split(", ").map(|name| name.trim_matches('"')).filter(|name| *name != "rustls").collect();
    // without an HTTP stack, whose building takes longer than all of these
    let features = ["--no-default-features".to_owned(), format!("--features={}", sources.join(","))];
    let run = |arguments: &[&str], more: &[&str]| {
        cargo(&folder, &[arguments, &[features[0].as_str(), features[1].as_str()][..], more].concat())
    };
    is_clean(&run(&["clippy", "--all-targets"], &["--", "-W", "missing_docs"]), name);
    let tested = run(&["test", "--tests"], &[]);
    is_clean(&tested, name);
    assert!(words(&tested).contains("test result: ok."), "{name}");
}

/// Bodies, responses, parameters, headers: each position has all words.
#[test]
#[ignore = "takes a minute or more: crates with very many names"]
fn words_name_all_that_a_page_has() {
    let docs = tempfile::tempdir().unwrap();
    let write =
        |name: &str, text: String| fs::write(docs.path().join(name), format!("# A page\n\n{text}")).unwrap();
    let texts = members(|_| json!("x"));
    write("fields.md", shell("POST", "/fields", &body(&texts)) + &answer(&texts));
    // what a sample does without is a setter
    write(
        "setters.md",
        shell("POST", "/setters", &body(&texts))
            + &shell("POST", "/setters", &body(&json!({})))
            + &answer(&texts),
    );
    let rows: String =
        awkward().iter().map(|word| format!("| `{word}` | Required. The {word}. |\n")).collect();
    write(
        "arguments.md",
        shell("POST", "/arguments", &body(&texts)) + "| Property | Description |\n| --- | --- |\n" + &rows,
    );
    // what is null in one sample has a setter for that as well, whose name is another property's
    let nulls = |null: bool| {
        let mut all = Map::new();
        for word in awkward() {
            all.insert(word.to_owned(), if null { Value::Null } else { json!("x") });
            all.insert(format!("{word}_null"), json!(1));
        }
        Value::Object(all)
    };
    let pages = [nulls(true), nulls(false), json!({})].map(|value| shell("POST", "/nulls", &body(&value)));
    write("nulls.md", pages.concat());
    let form = |option: &str| -> String {
        awkward().iter().map(|word| format!(" \\\n  {option} '{word}=x'")).collect()
    };
    write("forms.md", shell("POST", "/forms", &form("-d")) + &shell("POST", "/forms", ""));
    write("parts.md", shell("POST", "/parts", &form("-F")));
    // listed values, which are variants; cookies; parameters that no sample shows
    let listed: Vec<String> = awkward().iter().map(|word| format!("`{word}`")).collect();
    let listed = listed.join(", ");
    let values = format!(
        "| Name | Type | Description |\n| --- | --- | --- |\n| `kind` | string | One of: {listed}. |\n\n"
    );
    write("values.md", shell("POST", "/values", &body(&json!({ "kind": "as" }))) + &values);
    let named: String = awkward().iter().map(|word| format!("| `{word}` | string | A {word}. |\n")).collect();
    let table =
        |label: &str| format!("### {label}\n\n| Name | Type | Description |\n| --- | --- | --- |\n{named}\n");
    write("cookies.md", "```http\nGET /cookies\n```\n\n".to_owned() + &table("Cookies"));
    write("unshown.md", "```http\nGET /unshown\n```\n\n".to_owned() + &table("Query parameters"));
    // objects that are defined by name, and errors
    let mut objects = String::new();
    for word in awkward() {
        write!(objects, "## The {word} object\n\n| Name | Type | Description |\n| --- | --- | --- |\n| `{word}` | string | It. |\n\n").unwrap();
    }
    write("objects-by-name.md", objects);
    let errors = "### Errors\n\n".to_owned()
        + "```http\nHTTP/1.1 404 Not Found\nContent-Type: application/json\n\n"
        + &texts.to_string()
        + "\n```\n\n";
    write("errors.md", shell("GET", "/errors", "") + &answer(&json!({ "a": 1 })) + &errors);
    // objects in objects, and lists of them
    let objects = members(|word| json!({ word: { "a": 1 } }));
    write("objects.md", shell("POST", "/objects", &body(&objects)));
    let lists = members(|word| json!([{ word: [true], "b": 1 }]));
    write("lists.md", shell("GET", "/lists", "") + &answer(&lists));
    let mut variants = String::new();
    for word in awkward() {
        variants += &shell(
            "POST",
            "/variants",
            &body(&json!({ "auth": { "specName": word, "params": { word: word } } })),
        );
    }
    write("variants.md", variants);
    let mut query = awkward().iter().map(|word| format!("{word}=1")).collect::<Vec<_>>().join("&");
    query.insert(0, '?');
    write("queries.md", shell("GET", &format!("/queries{query}"), ""));
    let path: String = awkward().iter().map(|word| format!("/{{{word}}}")).collect();
    write("paths.md", format!("```http\nGET /paths{path}\n```\n"));
    // an operation that is called as its parameter is
    let mut operations = String::new();
    for (at, word) in awkward().into_iter().enumerate() {
        let name = format!("get_{word}");
        write!(
            operations,
            "## Get {word}\n\n```http\nGET /operations/{at}/{{{name}}}/{{{name}_with}}?{name}={{X}}\n```\n\n"
        )
        .unwrap();
    }
    write("operations.md", operations);
    write("headers.md", shell("GET", "/headers", &headers()));
    check("names", docs.path());
}

/// Headers that every sample sends are arguments of `Settings::new`.
#[test]
#[ignore = "takes a minute or more: crates with very many names"]
fn words_name_settings_that_have_to_be_given() {
    let docs = tempfile::tempdir().unwrap();
    fs::write(docs.path().join("given.md"), format!("# Given\n\n{}", shell("GET", "/given", &headers())))
        .unwrap();
    check("given", docs.path());
}

/// Each word names a page: a module, a feature, a method of the client and a file of tests.
#[test]
#[ignore = "takes a minute or more: crates with very many names"]
fn words_name_pages() {
    let docs = tempfile::tempdir().unwrap();
    let odd = [
        "\u{202e}evil",
        "a\u{200b}b",
        "carriage\rreturn",
        "line\nend",
        "quote'",
        "quote\"",
        "back`tick",
        "{brace}",
        "a b",
        "ü",
    ];
    for word in awkward().into_iter().chain(odd) {
        let folder = docs.path().join("of").join(word.to_lowercase());
        fs::create_dir_all(&folder).unwrap();
        let text = format!(
            "# Page\n\n## Look up a thing\n\n{}",
            shell("GET", "/things", "") + &answer(&json!({ "a": 1 }))
        );
        fs::write(folder.join(format!("{word}.md")), text).unwrap();
    }
    check("pages", docs.path());
}

/// What is deep, or long, in a body.
#[test]
#[ignore = "takes a minute or more: crates with very many names"]
fn large_bodies_compile() {
    let docs = tempfile::tempdir().unwrap();
    let write = |name: &str, value: &Value| {
        let text = shell("POST", &format!("/{name}"), &body(value)) + &answer(value);
        fs::write(docs.path().join(format!("{name}.md")), format!("# Large\n\n{text}")).unwrap();
    };
    let deep =
        (0..60).fold(json!({ "end": 1 }), |inner, at| json!({ format!("level{at}"): inner, "beside": at }));
    write("deep", &deep);
    let lists = (0..12).fold(json!("x"), |inner, _| json!([inner]));
    write(
        "nested",
        &json!({ "lists": lists, "objects": (0..12).fold(json!({ "a": 1 }), |inner, _| json!([inner])) }),
    );
    let many: Map<String, Value> = (0..150).map(|at| (format!("m{at}"), json!({ "a": at }))).collect();
    write("many", &Value::Object(many));
    check("large", docs.path());
}
