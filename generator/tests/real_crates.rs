//! Crates of others, fetched from the registry and read as they are: how much of each is read, and that known faults are
//! found. Run with `cargo test -p docwright --test real_crates -- --ignored`; it needs the network.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use docwright::audit::audit;
use docwright::openapi;
use docwright::rust::{self, CrateRead};
use docwright::source::File;

/// A crate, the lines that declare its calls, and how many in a hundred of these are read at least.
struct Known {
    name: &'static str,
    version: &'static str,
    declares: fn(&str) -> bool,
    share: usize,
    /// What is found in it: a rule, and words of the finding; without a rule, a call that is read.
    faults: &'static [(&'static str, &'static str)],
}

const KNOWN: &[Known] = &[
    Known {
        name: "vaultrs",
        version: "0.8.0",
        declares: |line| line.starts_with("#[endpoint(") && (line.ends_with('(') || line.contains("path =")),
        share: 95,
        faults: &[("field-unknown", "`efault_critical_options` is sent in the body")],
    },
    Known {
        name: "gitlab",
        version: "0.1905.0",
        declares: |line| line.starts_with("impl") && line.contains(" Endpoint for "),
        share: 90,
        faults: &[("location-mismatch", "`recursive` is sent in the body")],
    },
    Known {
        name: "megalodon",
        version: "1.3.0",
        declares: |line| ["\"/api/", "\"/oauth/"].iter().any(|path| line.contains(path)),
        share: 85,
        faults: &[("", "POST /api/v1/accounts{id}/unmute"), ("", "POST /api/v1/makers")],
    },
    Known {
        name: "prometheus-http-query",
        version: "0.9.0",
        declares: |line| line.contains("HttpMethod::") && line.contains("\"api/"),
        share: 85,
        faults: &[("enum-value-missing", "`resultType` may be `string`")],
    },
    Known { name: "ollama-rs", version: "0.3.6", declares: |_| false, share: 0, faults: &[] },
];

/// The operations that the faults are about.
const SPEC: &str = r#"
openapi: 3.1.0
info: { title: Parts of several APIs, version: "1" }
paths:
  /ssh/roles/{name}:
    post:
      parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { default_critical_options: { type: object } }
      responses: { "204": { description: Made. } }
  /projects/{id}/repository/tree:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: recursive, in: query, schema: { type: boolean } }
      responses: { "200": { description: A tree. } }
  /api/v1/query:
    get:
      responses:
        "200":
          description: What was asked for.
          content:
            application/json:
              schema:
                type: object
                properties:
                  data:
                    type: object
                    required: [resultType]
                    properties: { resultType: { type: string, enum: [matrix, vector, scalar, string] } }
"#;

#[test]
#[ignore = "fetches crates from the registry"]
fn crates_of_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = fetched(folder.path());
    let file = File::new("spec.yaml", SPEC);
    let api = openapi::read(&file).unwrap().api;
    for known in KNOWN {
        let path = vendor.join(format!("{}-{}", known.name, known.version));
        let read = rust::read(&path).unwrap();
        assert!(!read.endpoints.is_empty(), "{}", known.name);
        let declared = lines(&path.join("src"), known.declares);
        let count = places(&read);
        let is_enough = count * 100 >= declared * known.share;
        assert!(is_enough, "{}: {count} of {declared} read", known.name);
        let calls: Vec<String> = read
            .endpoints
            .iter()
            .map(|it| format!("{} {}", it.operation.method, it.operation.path))
            .collect();
        let found = audit(&read, &api, &[]).findings;
        for (rule, words) in known.faults {
            let is_found = (rule.is_empty() && calls.iter().any(|it| it == words))
                || found.iter().any(|it| it.rule.name == *rule && it.message.contains(words));
            assert!(is_found, "{}: {rule} {words}", known.name);
        }
    }
}

/// The places that call something.
fn places(read: &CrateRead) -> usize {
    let all = read.endpoints.iter().filter_map(|it| it.operation.evidence.first());
    all.map(|it| (it.page.clone(), it.line)).collect::<BTreeSet<_>>().len()
}

/// The folder with the unpacked crates.
fn fetched(folder: &Path) -> PathBuf {
    let mut manifest = "[package]\nname = \"fetch\"\nversion = \"0.1.0\"\n\n[dependencies]\n".to_owned();
    KNOWN.iter().for_each(|it| manifest += &format!("{} = \"={}\"\n", it.name, it.version));
    fs::create_dir(folder.join("src")).unwrap();
    fs::write(folder.join("src/lib.rs"), "").unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let vendor =
        Command::new(cargo).args(["vendor", "--versioned-dirs", "vendor"]).current_dir(folder).output();
    let vendor = vendor.unwrap();
    assert!(vendor.status.success(), "{}", String::from_utf8_lossy(&vendor.stderr));
    folder.join("vendor")
}

/// How many lines of a folder's Rust files are of a kind.
fn lines(folder: &Path, is_one: fn(&str) -> bool) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| match path.is_dir() {
            true => lines(&path, is_one),
            false if path.extension().is_some_and(|end| end == "rs") => {
                fs::read_to_string(&path).unwrap().lines().filter(|line| is_one(line.trim())).count()
            }
            false => 0,
        })
        .sum()
}
