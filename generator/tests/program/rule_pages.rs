//! What the pages of the rules (`src/rules/pages`) say is true: the broken example gives the rule's finding, the repaired one
//! does not, and a fix that is called safe takes the finding away.
//!
//! Examples whose pages have folders are projects: `history/` holds earlier revisions, any other folder is a locale, the
//! first one the source. The others are read as `inspect` reads a folder. Rules about the output and the configuration
//! have no pages to show; each is held by a test of its own, which names it.

use std::fs;
use std::path::Path;
use std::process::Command;

use docwright::finding::{CATALOGUE, Rule};

/// The family of which some findings are about more than pages: about output and configuration.
const OF_A_PROJECT: &str = "GN";
/// Where the source of a crate goes that is audited.
const CRATE: &str = "crate/src/lib.rs";
/// Where an OpenAPI document goes that a crate is compared with.
const SPEC: &str = "spec.yaml";
/// The day of all examples.
const TODAY: &str = "2026-01-01";

/// The part of a page below a heading, up to the next heading outside of a fence.
fn section<'a>(page: &'a str, title: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("\n## {title}\n")).unwrap_or_default();
    let mut fenced = false;
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        fenced ^= line.starts_with("````");
        if !fenced && line.starts_with("## ") {
            break;
        }
        end += line.len();
    }
    &rest[..end]
}

/// The pages in a section: name and text.
fn examples(page: &str, title: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = section(page, title).split("````").collect();
    let mut found = Vec::new();
    for fence in parts.iter().skip(1).step_by(2) {
        let (info, text) = fence.split_once('\n').unwrap();
        let (language, name) = info.split_once(' ').unwrap_or((info, ""));
        let default = match language {
            "markdown" => "page.md",
            "rust" => CRATE,
            "yaml" => SPEC,
            _ => panic!("a fence labelled {info}"),
        };
        found.push((if name.is_empty() { default } else { name }.to_owned(), text.to_owned()));
    }
    found
}

/// A folder with these files in it.
fn folder(files: &[(String, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    if files.iter().any(|(name, _)| name == CRATE) {
        fs::write(folder.path().join("crate/Cargo.toml"), "[package]\nname = \"example\"\n").unwrap();
    } else if files.iter().any(|(name, _)| name.contains('/')) {
        fs::write(folder.path().join("docwright.yaml"), configuration(files)).unwrap();
    }
    folder
}

/// The configuration of pages in folders.
fn configuration(files: &[(String, String)]) -> String {
    let (mut locales, mut history) = (String::new(), String::new());
    for (name, _) in files {
        let folders: Vec<&str> = name.split('/').collect();
        let (to, line) = match folders.as_slice() {
            ["history", source, _] => (&mut history, format!("  {source}: history/{source}\n")),
            [locale, _] => (&mut locales, format!("  {locale}: {locale}\n")),
            _ => panic!("{name}: expected a page in a locale's folder, or in history/SOURCE"),
        };
        if !to.contains(&line) {
            to.push_str(&line);
        }
    }
    let history = if history.is_empty() { history } else { format!("history:\n{history}") };
    // whose front matter has ids
    let of_ids = files.iter().any(|(_, text)| text.contains("exl-id:"));
    let dialect = if of_ids { "dialect: experience-league\n" } else { "" };
    format!("api: Examples\n{dialect}locales:\n{locales}{history}output:\n  folder: out\n")
}

/// The findings of a rule in a folder of pages, after what `arguments` do.
fn found(rule: &Rule, folder: &Path, arguments: &[&str]) -> Vec<serde_json::Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docwright"));
    if folder.join("docwright.yaml").exists() {
        command.arg("check").current_dir(folder);
    } else if folder.join(CRATE).exists() {
        let (option, reference) = match folder.join(SPEC).exists() {
            true => ("--spec", SPEC),
            false => ("--docs", "page.md"),
        };
        command.args(["audit", "crate", option, reference]).current_dir(folder);
    } else {
        command.arg("inspect").arg(folder);
    }
    let output = command.args(["--format", "json", "--today", TODAY]).args(arguments).output().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}: {}", rule.name, String::from_utf8_lossy(&output.stderr)));
    let all = json["findings"].as_array().unwrap().iter();
    all.filter(|it| it["code"] == rule.code).cloned().collect()
}

#[test]
fn pages_agree_with_the_catalogue() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules/pages");
    let pages = fs::read_dir(folder).unwrap().count();
    assert_eq!(pages, CATALOGUE.len(), "a page is about no rule");
    for rule in CATALOGUE {
        let mut lines = rule.page.lines();
        assert_eq!(lines.next(), Some(format!("# {} ({})", rule.name, rule.code).as_str()));
        assert_eq!(lines.next(), Some(""));
        let reported = lines.next().unwrap_or_default();
        let expected = format!("Severity: {}. Fix: ", rule.severity.name());
        assert!(reported.starts_with(&expected) && reported.ends_with('.'), "{}: {reported}", rule.name);
        let fix = reported.trim_start_matches(&expected);
        let kinds = ["none", "safe", "unsafe"];
        assert!(kinds.iter().any(|kind| fix.starts_with(kind)), "{}: no fix is {fix}", rule.name);
        for title in ["Why it matters", "Broken", "Repaired"] {
            assert!(!section(rule.page, title).trim().is_empty(), "{}: no text below {title}", rule.name);
        }
    }
}

#[test]
fn examples_show_what_they_say() {
    let mut wrong = Vec::new();
    for rule in CATALOGUE.iter().filter(|rule| !is_without_pages(rule)) {
        let (broken, repaired) = (examples(rule.page, "Broken"), examples(rule.page, "Repaired"));
        assert!(!broken.is_empty() && !repaired.is_empty(), "{}: no example", rule.name);
        let pages = folder(&broken);
        let findings = found(rule, pages.path(), &[]);
        let applicability =
            |finding: &serde_json::Value| finding["fix"]["applicability"].as_str().map(str::to_owned);
        let fixes: Vec<String> = findings.iter().filter_map(applicability).collect();
        let reported = rule.page.split("Fix: ").nth(1).unwrap();
        if findings.is_empty() {
            wrong.push(format!("{}: the broken example has no such finding", rule.name));
        }
        if !found(rule, folder(&repaired).path(), &[]).is_empty() {
            wrong.push(format!("{}: the repaired example has the finding", rule.name));
        }
        let kind = ["none", "safe", "unsafe"].into_iter().find(|kind| reported.starts_with(kind)).unwrap();
        // a page that describes a fix is repaired by it
        let option = match kind {
            "safe" => "--fix",
            _ => "--unsafe-fixes",
        };
        if kind != "none" && !found(rule, pages.path(), &[option]).is_empty() {
            wrong.push(format!("{}: {option} leaves the finding in the broken example", rule.name));
        }
        match kind {
            "none" if fixes.is_empty() => {}
            kind if fixes.iter().any(|fix| fix == kind) => {}
            kind => wrong.push(format!("{}: the fix is reported as {kind}, found are {fixes:?}", rule.name)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a rule is about no pages, and so shows none.
fn is_without_pages(rule: &Rule) -> bool {
    rule.family() == OF_A_PROJECT && !section(rule.page, "Broken").contains("````markdown")
}

/// Rules that no page can break are tried elsewhere, by name.
#[test]
fn rules_of_a_project_have_tests_that_name_them() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let texts: Vec<String> = [tests.clone(), tests.join("program")]
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && !path.ends_with("rule_pages.rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for rule in CATALOGUE.iter().filter(|rule| is_without_pages(rule)) {
        assert!(texts.iter().any(|text| text.contains(rule.name)), "no test names {}", rule.name);
    }
}
