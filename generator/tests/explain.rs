//! `docwright explain`: rules, and items of the project's own client with the lines of the docs that they stand on.

use std::path::Path;
use std::process::{Command, Output};

use docwright::finding::CATALOGUE;

fn explain(folder: &Path, what: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_docwright"))
        .current_dir(folder)
        .args(["explain", what])
        .output()
        .unwrap()
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn explained(what: &str) -> String {
    let output = explain(project(), what);
    assert_eq!(output.status.code(), Some(0), "{what}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_rule_is_explained_by_name_and_code_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    for rule in CATALOGUE {
        for name in [rule.name, rule.code, &rule.code.to_lowercase()] {
            let output = explain(folder.path(), name);
            assert_eq!(String::from_utf8(output.stdout).unwrap(), rule.page, "{name}");
        }
    }
}

#[test]
fn an_item_is_explained_with_its_evidence() {
    for (what, expected) in [
        (
            "oracle::BasicAuthentication::ssl_mode",
            &[
                "the property `auth.params.sslMode` in the request body of `POST /connections`",
                "bool, sent as text",
                "yes: documented, and in every sample",
                "en/oracle.md:138 (sample)\n      \"sslMode\": \"true\"",
                "en/oracle.md:156 (table)\n      | `auth.params.sslMode` |",
            ][..],
        ),
        ("flow_service::oracle::BasicAuthentication::sslMode", &["oracle::BasicAuthentication::ssl_mode\n"]),
        (
            "oracle::create_base_connection",
            &["the call `POST /connections`", "CreateBaseConnection\n", "POST /connections\n"],
        ),
        ("oracle::ConnectionSpec::id", &["en/oracle.md:142", "holds: The tables of all revisions say so"]),
        ("oracle::CONNECTION_SPEC_ID", &["what the docs fix for `connectionSpec.id`", "d6b52d86-f0f8-475f"]),
        ("oracle::Auth::ConnectionString", &["where `specName` is `ConnectionString`"]),
        ("oracle::ConnectionStringParts", &["Host={HOST};Port={PORT}"]),
        ("oracle", &["en/oracle.md"]),
        ("Settings::api_key", &["the header `x-api-key`", "-H 'x-api-key: {API_KEY}'"]),
        (
            "shared::ConnectionSpec::id",
            &["oracle::ConnectionSpec::id\n", "oracle_service_cloud::ConnectionSpec::id\n"],
        ),
        ("ConnectionId", &["an identifier that the service gives out"]),
        ("SERVER", &["https://platform.adobe.io/data/foundation/flowservice"]),
    ] {
        let text = explained(what);
        for part in expected {
            assert!(text.contains(part), "{what} gives\n{text}\nwithout\n{part}");
        }
    }
}

/// The places are those of what the configuration has written, as modules or as a crate, whose name a module may have too; words
/// for several calls are no code.
#[test]
fn an_item_is_where_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("docs")).unwrap();
    let page = include_str!("corpus/answers-that-are-objects/page.md");
    std::fs::write(folder.path().join("docs/kites.md"), page).unwrap();
    for (whole_crate, file) in [(true, "  src/kites.rs:"), (false, "  kites.rs:")] {
        let config = format!(
            "api: Kites\nlocales: {{ en: docs }}\noutput: {{ folder: out, crate: kites, whole-crate: {whole_crate} }}\n"
        );
        std::fs::write(folder.path().join("docwright.yaml"), config).unwrap();
        let explained = |what: &str| String::from_utf8(explain(folder.path(), what).stdout).unwrap();
        let text = explained("kites::CreateLoan::days");
        assert!(text.contains(file), "{text}");
        assert!(text.contains("in the request body of `POST /kites/{ID}/loans`"), "{text}");
        let text = explained("schemas::Kite");
        assert!(text.contains("a type of what several operations have in common"), "{text}");
    }
}

#[test]
fn what_is_generated_is_known() {
    are_known(8);
}

#[test]
#[ignore = "takes a minute"]
fn all_that_is_generated_is_known() {
    are_known(1);
}

/// Holds that the constants, types, fields and variants that the generated modules have are known: one of each `part`.
fn are_known(part: usize) {
    let word =
        |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let mut known = 0;
    for module in ["oracle", "oracle_service_cloud", "shared"] {
        let text = std::fs::read_to_string(project().join(format!("generated/{module}.rs"))).unwrap();
        let mut within: Option<String> = None;
        for line in text.lines() {
            // what a macro of the runtime defines is a step further in
            let is_defined = ["    pub struct ", "    pub enum "].iter().any(|start| line.starts_with(start));
            let line = if is_defined { line.trim_start() } else { line };
            let start =
                ["pub struct ", "pub enum ", "pub const "].into_iter().find_map(|it| line.strip_prefix(it));
            let path = match (start.map(word), &within) {
                (Some(name), _) if ["Client", "BlockingClient"].contains(&name.as_str()) => continue,
                (Some(name), _) => {
                    within = (line.ends_with('{') || is_defined).then(|| name.clone());
                    format!("{module}::{name}")
                }
                (None, _) if line.starts_with('}') => {
                    within = None;
                    continue;
                }
                (None, Some(_)) if line.trim_start().starts_with(['/', '#', '=']) => continue,
                (None, Some(held)) => {
                    let member = line.trim_start().trim_start_matches("pub ");
                    // `required name: String` of a macro
                    let member = member
                        .split_once(':')
                        .map_or(member, |(start, _)| &member[start.rfind(' ').map_or(0, |at| at + 1)..]);
                    let member = member.trim_start_matches("r#");
                    let name = word(member);
                    // a field, or a variant of one value; `extra` holds what the docs do not tell of
                    let is_path = member[name.len()..].starts_with("::");
                    if is_path
                        || !member[name.len()..].starts_with([':', '('])
                        || name.is_empty()
                        || name == "extra"
                    {
                        continue;
                    }
                    format!("{module}::{held}::{name}")
                }
                (None, None) => continue,
            };
            if known % part == 0 {
                explained(&path);
            }
            known += 1;
        }
    }
    assert!(known > 35, "{known} items");
}

#[test]
fn what_is_not_known_is_reported_with_what_is_near() {
    let nowhere = tempfile::tempdir().unwrap();
    for (folder, what, expected) in [
        (
            nowhere.path(),
            "path-tpyo",
            "no rule, and no item of the client, is called `path-tpyo`; the nearest: `path-typo`",
        ),
        (nowhere.path(), "tb10", "is called `tb10`; the nearest: `TB101`\n"),
        (nowhere.path(), "a::b", "no docwright.yaml in"),
        (project(), "oracle::BasicAuthentication::ssl_mod", "`oracle::BasicAuthentication::ssl_mode`"),
        (project(), "orcale", "`oracle`"),
    ] {
        let output = explain(folder, what);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{what}: {message}");
        assert!(message.contains(expected), "{what} says\n{message}\nnot\n{expected}");
        assert!(output.stdout.is_empty());
    }
}
