//! Every format of findings, on a page that would break out of each: controls, marks that turn the direction of text, and
//! the characters that XML, Markdown and workflow commands mean something by.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use docwright::finding::CATALOGUE;
use serde_json::Value;

const FORMATS: &[&str] =
    &["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"];

/// A page in a name of `path`, whose rows are misspelled fields; the last of them are nasty.
fn page(rows: usize) -> String {
    let fields: Vec<String> = (0..rows).map(|at| format!("    \"colour{at:02}\": 1")).collect();
    let names: String = (0..rows).map(|at| format!("| `color{at:02}` | A colour. |\n")).collect();
    format!(
        "# W \u{1b}[31m\u{202e}\u{9b}\u{7f}\u{200f}\r\n\n## Make\n\n```https\u{1b}]0;x\u{7}|<b>&\"]]>::error::%0A@me\u{2066}\nPOST /w\n```\n\n\
         ```shell\ncurl -X POST 'https://a.test/w' -H 'Content-Type: application/json' -d '{{\n{}\n  }}'\n```\n\n\
         | Property | Description |\n| --- | --- |\n{names}| `n\u{202e}o|<x>` | Not there. |\n\n\
         ## List\n\n```http\nGET /w\n```\n\n```json\n{{}}\n```\n\n## Show\n\n```http\nGET /w/{{ID}}\n```\n\n```json\n{{}}\n```\n",
        fields.join(",\n")
    )
}

/// Runs `inspect` in a folder that has the page, at a path that needs care itself.
fn inspect(rows: usize, arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let docs = folder.path().join("a, b");
    fs::create_dir(&docs).unwrap();
    fs::write(docs.join("é:%&.md"), page(rows)).unwrap();
    let all = [&["inspect", "a, b"], arguments].concat();
    Command::new(env!("CARGO_BIN_EXE_docwright")).current_dir(folder.path()).args(all).output().unwrap()
}

fn printed(format: &str, rows: usize) -> String {
    String::from_utf8(inspect(rows, &["--format", format]).stdout).unwrap()
}

fn json(format: &str, rows: usize) -> Value {
    serde_json::from_str(&printed(format, rows)).unwrap()
}

#[test]
fn nothing_of_a_page_steers_a_terminal() {
    let steers = |c: &char| {
        let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        turns || (c.is_control() && *c != '\n')
    };
    for format in FORMATS {
        let output = inspect(1, &["--format", format, "-v"]);
        for stream in [output.stdout, output.stderr] {
            let text = String::from_utf8(stream).unwrap();
            let found: Vec<char> = text.chars().filter(steers).collect();
            assert!(found.is_empty(), "{format} has {found:?}:\n{text}");
        }
    }
    // colours are the only thing that may
    let colored = String::from_utf8(inspect(1, &["--color", "always"]).stdout).unwrap();
    assert!(colored.contains('\u{1b}') && !colored.contains("\u{1b}]"), "{colored}");
}

#[test]
fn every_format_tells_rule_place_and_message() {
    for format in FORMATS {
        let text = printed(format, 1);
        let rule = if *format == "sarif" { "TB101" } else { "path-typo" };
        for part in [rule, "colour00", "17"] {
            assert!(text.contains(part), "{format} has no {part}:\n{text}");
        }
    }
}

#[test]
fn workflow_commands_cannot_be_broken_out_of() {
    let text = printed("github", 1);
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines.iter().all(|line| ["::error ", "::warning "].iter().any(|it| line.starts_with(it))),
        "{text}"
    );
    assert_eq!(
        lines[0],
        "::error file=a%2C b/é%3A%25&.md,line=17,endLine=17,col=4,endColumn=11,title=path-typo (TB101)::`color00` names \
         no field; the sample has `colour00`%0Awrite `colour00`"
    );
    let fence = lines.iter().find(|line| line.contains("fence-language")).unwrap();
    assert!(fence.starts_with("::warning ") && fence.contains("]]>::error::%250A@me"), "{fence}");
}

/// GitHub shows ten errors and ten warnings of a step, so the worst come first and the rest is counted.
#[test]
fn more_than_github_shows_is_counted() {
    let text = printed("github", 14);
    let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((count("::error "), text.lines().count()), (10, 10 + count("::warning ") + 1), "{text}");
    assert_eq!(text.lines().last(), Some("and 5 errors, which GitHub would not show"));
    assert!(text.starts_with("::error "));
}

#[test]
fn xml_is_well_formed_and_has_every_page() {
    let text = printed("junit", 1);
    let mut open: Vec<&str> = Vec::new();
    for piece in text.split('<').skip(1) {
        let (tag, between) = piece.split_once('>').unwrap_or_else(|| panic!("no end of a tag: {piece}"));
        assert!(!between.contains('>'), "{piece}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{text}");
        } else if !tag.ends_with(['/', '?']) {
            open.push(tag.split(' ').next().unwrap());
        }
        for entity in piece.split('&').skip(1) {
            let name = entity.split(';').next().unwrap();
            assert!(["amp", "lt", "gt", "quot", "#10", "#9"].contains(&name), "{piece}");
        }
    }
    assert!(open.is_empty(), "{open:?}");
    let suite = text.lines().find(|line| line.contains("<testsuite ")).unwrap();
    assert!(
        suite.contains("name=\"é:%&amp;.md\" tests=\"5\"") && suite.contains("failures=\"5\""),
        "{suite}"
    );
}

#[test]
fn the_table_of_markdown_has_a_row_a_finding() {
    let text = printed("markdown", 1);
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(rows.len(), 5, "{text}");
    for row in rows {
        let bars = row.match_indices('|').filter(|(at, _)| !row[..*at].ends_with('\\')).count();
        assert_eq!(bars, 5, "{row}");
        let outside: String = row.split('`').step_by(2).collect();
        assert!(!outside.contains('<') || outside.contains("@<!-- -->"), "{row}");
    }
}

#[test]
fn gitlab_tells_issues_apart() {
    let issues = json("gitlab", 3);
    let issues = issues.as_array().unwrap();
    let mut prints: Vec<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), issues.len());
    for issue in issues {
        assert_eq!(issue["location"]["path"], "a, b/é:%&.md");
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() > 0);
        assert!(["major", "minor", "info"].contains(&issue["severity"].as_str().unwrap()));
        assert!(issue["check_name"].is_string() && issue["description"].is_string());
    }
}

/// What the schema of SARIF 2.1.0 and GitHub's code scanning ask for. (The log of the real pages was held to the official
/// schema by hand; the schema is too large to keep here.)
#[test]
fn sarif_has_what_its_readers_need() {
    let log = json("sarif", 2);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(run["tool"]["driver"]["name"], "docwright");
    for rule in rules {
        let known = CATALOGUE.iter().find(|known| known.code == rule["id"]).unwrap();
        assert_eq!(rule["name"], known.name);
        assert_eq!(rule["shortDescription"]["text"], known.summary);
        assert_eq!(rule["help"]["markdown"], known.page);
        assert!(
            ["error", "warning", "note"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap())
        );
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), json("json", 2)["findings"].as_array().unwrap().len());
    let is_region = |region: &Value| {
        let at = |key: &str| region[key].as_u64().unwrap();
        let ordered = (at("startLine"), at("startColumn")) <= (at("endLine"), at("endColumn"));
        at("startLine") > 0 && at("startColumn") > 0 && ordered
    };
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(result["ruleId"], rule["id"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert_eq!(result["partialFingerprints"]["docwright/v1"].as_str().unwrap().len(), 16);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%2C%20b/%C3%A9%3A%25%26.md");
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        assert!(is_region(&place["region"]), "{place}");
        for related in result["relatedLocations"].as_array().into_iter().flatten() {
            assert!(
                is_region(&related["physicalLocation"]["region"]) && related["message"]["text"].is_string()
            );
        }
        for change in result["fixes"].as_array().into_iter().flatten().map(|fix| &fix["artifactChanges"][0]) {
            assert_eq!(change["artifactLocation"], place["artifactLocation"]);
            assert!(is_region(&change["replacements"][0]["deletedRegion"]), "{change}");
            assert!(change["replacements"][0]["insertedContent"]["text"].is_string());
        }
    }
    let typo = results.iter().find(|result| result["ruleId"] == "TB101").unwrap();
    assert!(typo["relatedLocations"].is_array() && typo["fixes"].is_array());
}

/// What a code scanner recognises a finding by survives an edit above it.
#[test]
fn fingerprints_survive_other_lines_and_words() {
    let prints = |text: String| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("p.md"), text).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_docwright"))
            .current_dir(folder.path())
            .args(["inspect", "p.md", "--format", "sarif"])
            .output()
            .unwrap();
        let log: Value = serde_json::from_slice(&output.stdout).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        results.iter().map(|result| result["partialFingerprints"].clone()).collect::<Vec<_>>()
    };
    let before = prints(page(3));
    assert_eq!(prints(page(3).replacen("# W", "# W\n\nMore words.\n\nAnd more.", 1)), before);
    assert_ne!(prints(page(4)), before);
}

/// Paths are relative to where the program runs, which is the repository's root on a build server.
#[test]
fn paths_lead_to_the_files() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for format in ["sarif", "github", "gitlab", "markdown"] {
        let output = Command::new(env!("CARGO_BIN_EXE_docwright"))
            .current_dir(project)
            .args(["check", "--format", format])
            .output()
            .unwrap();
        assert!(String::from_utf8(output.stdout).unwrap().contains("docs-input/en/oracle.md"), "{format}");
    }
}
