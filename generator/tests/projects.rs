//! One folder a case below `tests/projects`: pages that are read together, and what must be found between them.
//!
//! A folder with a `docwright.yaml` is read as that says, any other as `docwright inspect` reads a folder. `findings.txt` has the findings, one a
//! line, those of severity info among them. Today is [`TODAY`].
//!
//! `DOCWRIGHT_BLESS=1 cargo test -p docwright --test projects` writes `findings.txt` anew; read the difference before it is kept.

use std::fs;
use std::path::Path;

use docwright::config::{Config, FILE_NAME};
use docwright::dialect::Dialect;
use docwright::finding;
use docwright::finding::{Finding, Findings};
use docwright::lower::Decisions;
use docwright::pipeline::understand;
use docwright::project::{self, Project};
use docwright::report::{self, Files};
use docwright::source::File;

const TODAY: &str = "2026-01-01";

#[test]
fn every_case_gives_its_findings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects");
    let mut cases: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    let mut wrong = Vec::new();
    for case in cases {
        let (found, path) = (found(&case), case.join("findings.txt"));
        if std::env::var_os("DOCWRIGHT_BLESS").is_some() {
            fs::write(&path, found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != found {
            wrong.push(format!("{}\nexpected:\n{expected}found:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The findings of a case, one a line.
fn found(case: &Path) -> String {
    let dialect = Dialect::default_dialect().unwrap();
    let today = Some(TODAY.parse().unwrap());
    let config = case.join(FILE_NAME);
    if !config.exists() {
        let pages = project::pages(case, &dialect).unwrap();
        let mut found = project::findings(&pages, &dialect);
        found.extend(project::sunsets(&pages, today, &dialect));
        finding::sort(&mut found);
        return concise(found.into(), pages.iter().map(|page| &page.file));
    }
    let config = Config::load(&config).unwrap();
    let called = config.settings.dialect.as_deref();
    let dialect = called.map_or(dialect, |called| Dialect::load(called, case).unwrap());
    let project = Project { today, ..Project::read(&config, &dialect).unwrap() };
    let resolutions = &config.settings.resolutions;
    let decisions = Decisions { api: "case", resolutions, ..Decisions::NONE };
    let found = understand(&project, decisions, Some(&config), &dialect).findings;
    concise(found, project.pages().map(|page| &page.file))
}

fn concise<'a>(found: Findings, files: impl Iterator<Item = &'a File>) -> String {
    let found: Vec<Finding> = found.into_iter().collect();
    report::concise(&found, &Files::new(files))
}
