//! What a client promises whoever uses it, where no sample can show it: what does not compile, what is documented, and
//! what comes along when it is built.
//!
//! CONTRIBUTING.md lists all promises, and the tests of each.

mod crates;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crates::{cargo, root, words};
use serde_json::Value;

/// Programs of users, and the error that each has to be; none where it has to compile.
const PROGRAMS: &[(&str, Option<&str>, &str)] = &[
    ("all_is_given", None, r#"let _ = CreateBaseConnection::new("name", auth()).extra("more", 1);"#),
    ("an_argument_is_missing", Some("E0061"), r#"let _ = CreateBaseConnection::new("name");"#),
    (
        "what_is_fixed_is_not_asked_for",
        Some("E0061"),
        r#"let _ = CreateBaseConnection::new("name", auth(), CONNECTION_SPEC_ID);"#,
    ),
    (
        "more_properties_may_be_sent",
        Some("E0639"),
        r#"let _ = ConnectionSpec { id: "1".into(), version: "2".into(), extra: Default::default() };"#,
    ),
    ("what_was_given_can_be_read", None, r#"let _: &str = &CreateBaseConnection::new("name", auth()).name;"#),
    (
        "more_variants_may_come",
        Some("E0004"),
        "match Auth::from(auth()) { Auth::ConnectionString(_) | Auth::BasicAuthentication(_) | Auth::Other(_) => {} }",
    ),
    (
        "more_members_may_be_answered",
        Some("E0639"),
        r#"let _ = CreateBaseConnectionResponse { id: "1".into(), etag: "2".into() };"#,
    ),
    (
        "many_are_given_by_name",
        None,
        r#"let _ = BasicAuthentication::new(BasicAuthenticationRequired {
            ssl_mode: true, server: "s".into(), port: 1, database: "d".into(), username: "u".into(),
            password: "p".into(), schema: "S".into(),
        });"#,
    ),
    (
        "one_of_many_is_missing",
        Some("E0063"),
        r#"let _ = BasicAuthentication::new(BasicAuthenticationRequired {
            ssl_mode: true, server: "s".into(), port: 1, database: "d".into(), username: "u".into(),
            password: "p".into(),
        });"#,
    ),
    (
        "many_are_not_given_in_a_row",
        Some("E0061"),
        r#"let _ = BasicAuthentication::new("s", 1, "d", "u", "p", "S", true);"#,
    ),
    ("secrets_are_no_text", Some("E0277"), r#"println!("{}", flow_service::runtime::Secret::from("x"));"#),
];

#[test]
fn what_must_not_compile_does_not() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("promises");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("examples")).unwrap();
    fs::create_dir(folder.join("src")).unwrap();
    fs::write(folder.join("src/lib.rs"), "").unwrap();
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let client = serde_json::to_string(&root()).unwrap();
    let manifest = format!(
        "[package]\nname = \"promises\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         flow-service = {{ path = {client}, default-features = false, features = [\"oracle\"] }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    for (name, _, body) in PROGRAMS {
        let program = format!(
            "#![allow(unused_imports, dead_code)]\nuse flow_service::oracle::*;\n\
             fn auth() -> ConnectionString {{ ConnectionString::new(\"x\") }}\nfn main() {{ {body} }}\n"
        );
        fs::write(folder.join(format!("examples/{name}.rs")), program).unwrap();
    }
    let output = cargo(&folder, &["check", "--examples", "--keep-going", "--message-format=json"]);
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let message: Value = serde_json::from_str(line).unwrap();
        if message["message"]["level"] == "error"
            && let Some(code) = message["message"]["code"]["code"].as_str()
        {
            found.insert(message["target"]["name"].as_str().unwrap().to_owned(), code.to_owned());
        }
    }
    let expected =
        PROGRAMS.iter().filter_map(|(name, code, _)| Some(((*name).to_owned(), (*code)?.to_owned())));
    assert_eq!(found, expected.collect());
}

/// The packages that `flow-service` is built from, with these features.
fn packages(features: &[&str]) -> Vec<String> {
    let arguments =
        ["tree", "--package=flow-service", "--edges=normal,build", "--prefix=none", "--format={p}"];
    let output = cargo(&root(), &[&arguments[..], features].concat());
    assert!(output.status.success(), "{}", words(&output));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn nobody_builds_the_generator_and_types_come_without_http() {
    let all = packages(&["--all-features"]);
    assert!(all.iter().any(|name| name == "reqwest"), "{all:?}");
    assert!(!all.iter().any(|name| name == "docwright"), "{all:?}");
    let types = packages(&["--no-default-features", "--features=oracle"]);
    let plain = packages(&["--no-default-features", "--features=oracle,reqwest"]);
    for tls in ["rustls", "ring", "native-tls"] {
        assert!(!plain.iter().any(|name| name == tls), "{tls} in {plain:?}");
    }
    for stack in ["reqwest", "hyper", "tokio", "rustls", "url", "idna"] {
        assert!(!types.iter().any(|name| name == stack), "{stack} in {types:?}");
    }
}

/// Every operation has an example that is made of a sample, with the page and line of both.
#[test]
fn every_operation_shows_how_it_is_made_and_where_it_is() {
    let mut operations = 0;
    // lib.rs is no source, and samples.rs no part of the client
    let is_source = |path: &PathBuf| !path.ends_with("lib.rs") && !path.ends_with("samples.rs");
    let files = fs::read_dir(root().join("generated")).unwrap().map(|file| file.unwrap().path());
    for path in files.filter(is_source) {
        let text = fs::read_to_string(&path).unwrap();
        for operation in text.split("runtime::operation! {\n").skip(1) {
            operations += 1;
            let (docs, _) = operation.split_once("    pub struct ").unwrap();
            for part in [".md:", "    /// ```\n    /// # use flow_service::", "    /// let call = "] {
                assert!(docs.contains(part), "no {part:?} in\n{docs}");
            }
        }
    }
    assert!(operations > 1, "no operation was found");
}

/// Every field says where the documentation has it.
#[test]
fn every_field_says_where_it_is() {
    let mut fields = 0;
    for name in ["oracle.rs", "oracle_service_cloud.rs", "shared.rs"] {
        let text = fs::read_to_string(root().join("generated").join(name)).unwrap();
        for line in text.lines().filter(|line| line.starts_with("        ") && line.contains(" => \"")) {
            fields += 1;
            assert!(line.contains(".md:"), "{name}: {line}");
        }
    }
    assert!(fields > 15, "only {fields} fields were found");
}
