//! Pages whose requests are easily sent otherwise than they are shown, as one crate: its own tests hold every request to its
//! sample, to the letter, and what it sends over a socket is what curl sends there. Needs curl.
//!
//! Each page is about one kind of thing. What the client cannot send as a sample does is a finding at that sample.

mod crates;
mod loopback;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crates::{cargo, generate, is_clean, root, words};
use loopback::{Loopback, Sent};
use serde_json::Value;

/// Where the pages say that the API is.
const SERVER: &str = "https://quay.example.test";

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exact")
}

#[test]
fn what_is_sent_is_what_is_shown() {
    let folder = generate(&docs(), "exact");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let pages = fs::read_dir(docs()).unwrap().map(|page| page.unwrap().file_name().into_string().unwrap());
    let features: Vec<String> = pages.map(|page| docwright::naming::module_name(&page)).collect();
    assert!(features.iter().all(|feature| manifest.contains(&format!("{feature} = "))), "{manifest}");
    let features = format!("--features={}", features.join(","));
    let clippy = ["clippy", "--all-targets", "--no-default-features", &features, "--", "-W", "missing_docs"];
    is_clean(&cargo(&folder, &clippy), "clippy");
    let tested = cargo(&folder, &["test", "--tests", "--no-default-features", &features]);
    is_clean(&tested, "tests");
    assert!(words(&tested).contains("test result: ok."));
}

/// A client is given user and password once; what other operations send has another scheme, and is sent as it is.
#[test]
fn another_scheme_than_basic_is_sent_as_it_is_shown() {
    let page = tempfile::tempdir().unwrap();
    let call = |name: &str, value: &str| {
        format!(
            "## Get {name}\n\n```http\nGET /{name}\n```\n\n```shell\ncurl '{SERVER}/{name}' -H 'Authorization: {value}'\n```\n\n"
        )
    };
    let text = call("lamps", "Basic bWF0ZTpzZWNyZXQ=") + &call("ropes", "Basic bWF0ZTpzZWNyZXQ=");
    let text = format!("# Quay\n\n{text}{}", call("keys", "Negotiate YIIFSw"));
    fs::write(page.path().join("quay.md"), text).unwrap();
    let folder = generate(page.path(), "quay");
    let tested = cargo(&folder, &["test", "--tests", "--no-default-features", "--features=quay"]);
    is_clean(&tested, "tests");
    let rows = fs::read_to_string(folder.join("tests/samples/quay.json")).unwrap();
    assert!(
        rows.contains("authorization: Negotiate YIIFSw") && rows.contains("authorization: Basic"),
        "{rows}"
    );
}

/// A program that makes the call of every sample, each named before, to the server that it is given.
const PROGRAM: &str = r#"
#[path = "generated/samples.rs"]
mod samples;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = std::env::args().nth(1).unwrap_or_default();
    let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    for sample in samples::REQUESTS {
        let transport = wire::runtime::ReqwestTransport::new()?;
        let sent = tokio.block_on(sample.send(&server, (sample.settings)(), transport));
        // the server answers nothing that the docs show
        let reported = sent.err().map(|error| error.to_string()).unwrap_or_default();
        println!("{}:{} {reported}", sample.page, sample.line);
    }
    Ok(())
}
"#;

const MANIFEST: &str = r#"
[package]
name = "wire"
version = "0.1.0"
edition = "2024"

[lib]
path = "generated/lib.rs"

[[bin]]
name = "send"
path = "send.rs"

[features]
# docwright: begin (written by `docwright generate`)
# docwright: end

[dependencies]
docwright-runtime = { path = "RUNTIME", default-features = false, features = ["reqwest"] }
serde = { version = "1.0.220", features = ["derive"] }
serde_json = { version = "1.0.150", features = ["preserve_order"] }
tokio = { version = "1.50", features = ["rt"] }

[workspace]
"#;

#[test]
fn what_is_sent_is_what_curl_sends() {
    let folder = project();
    let command = |arguments: &[&str]| {
        let mut docwright = Command::new(env!("CARGO_BIN_EXE_docwright"));
        docwright.current_dir(&folder).args(arguments).output().unwrap()
    };
    let generated = command(&["generate"]);
    assert!(generated.status.success(), "{}", words(&generated));
    let json = command(&["check", "--format", "json", "--fail-on", "never"]).stdout;
    let found = found(&String::from_utf8(json).unwrap());

    let server = Loopback::start();
    let run = ["run", "-q", "--features=all-sources", "--", &format!("{}/v1", server.url)];
    let reported = cargo(&folder, &run);
    assert!(reported.status.success(), "{}", words(&reported));
    let reported = String::from_utf8(reported.stdout).unwrap();
    let by_client: Vec<(&str, Vec<Sent>)> =
        reported.lines().map(|line| (line.split(' ').next().unwrap(), Vec::new())).collect();
    let sent = server.received();
    assert_eq!(sent.len(), by_client.len(), "one request for each sample:\n{reported}");
    let by_client: Vec<(&str, Sent)> = by_client.into_iter().map(|(name, _)| name).zip(sent).collect();

    let mut faults = Vec::new();
    for (name, command) in commands() {
        let output = Command::new("bash").args(["-c", &shell(&command, &server.url)]).output().unwrap();
        assert!(output.status.success(), "{name}: {}", words(&output));
        let curl = server.received().pop().unwrap();
        let client = by_client.iter().find(|(of, _)| *of == name).map(|(_, sent)| sent);
        let is_reported = found.contains(&name);
        match client {
            Some(client) if *client == curl && !is_reported => {}
            None if is_reported => {}
            Some(client) if *client == curl => faults.push(format!("{name}: is reported, and is as shown")),
            Some(_) if is_reported => {}
            _ => faults
                .push(format!("{name}: curl sends {curl:?}, the client {client:?}, and nothing is reported")),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A project of the pages.
fn project() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wire");
    let _ = fs::remove_dir_all(&folder);
    let pages = folder.join("docs-input/en");
    fs::create_dir_all(&pages).unwrap();
    for page in fs::read_dir(docs()).unwrap().map(Result::unwrap) {
        fs::copy(page.path(), pages.join(page.file_name())).unwrap();
    }
    let config = "api: Wire\nlocales:\n  en: en\noutput:\n  folder: ../generated\n  manifest: ../Cargo.toml\n  crate: wire\n";
    fs::write(folder.join("docs-input/docwright.yaml"), config).unwrap();
    let runtime = root().join("generator/runtime").display().to_string();
    fs::write(folder.join("Cargo.toml"), MANIFEST.replace("RUNTIME", &runtime)).unwrap();
    fs::write(folder.join("send.rs"), PROGRAM).unwrap();
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// The samples that findings tell of whose requests cannot be sent as they are shown.
fn found(json: &str) -> BTreeSet<String> {
    let json: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    let findings = json["findings"].as_array().unwrap();
    let of_samples = findings.iter().filter(|it| it["name"] == "roundtrip-fails");
    of_samples.map(|it| format!("{}:{}", it["page"].as_str().unwrap(), it["line"])).collect()
}

/// Every command of the pages, by its page and line.
fn commands() -> Vec<(String, String)> {
    let mut commands = Vec::new();
    for page in fs::read_dir(docs()).unwrap().map(Result::unwrap) {
        let text = fs::read_to_string(page.path()).unwrap();
        let name = page.file_name().into_string().unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for (at, _) in lines.iter().enumerate().filter(|(_, line)| **line == "```shell") {
            let command = lines[at + 1..].iter().take_while(|line| **line != "```");
            commands.push((format!("en/{name}:{}", at + 1), command.copied().collect::<Vec<_>>().join("\n")));
        }
    }
    commands
}

/// A command of a page as the shell has it, sent to a server on this machine. The pages are this test's own.
fn shell(command: &str, server: &str) -> String {
    let curl = "curl() { command curl -q -g -sS --noproxy '*' --max-time 20 -o /dev/null \"$@\"; }";
    format!("{curl}\n{}", command.replace(SERVER, server))
}
