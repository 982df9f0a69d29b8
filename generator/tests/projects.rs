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
use docwright::finding::{Finding, Found};
use docwright::lower::{Decisions, module_name};
use docwright::model::Sources;
use docwright::model::{Api, Source};
use docwright::project::{self, Project, SourcePages};
use docwright::report::{self, Files};
use docwright::source::File;
use docwright::{Again, judge, understand};

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
        let mut found = project::findings(&pages);
        found.extend(project::sunsets(&pages, today, &dialect));
        finding::sort(&mut found);
        let texts = || {
            let source = |page: File| SourcePages {
                module: module_name(&page.name),
                page,
                translations: Vec::new(),
                history: Vec::new(),
            };
            let sources = pages.iter().map(|page| source(page.file.clone())).collect();
            Project { sources, today, ..Project::default() }
        };
        both_ways(texts, Decisions::NONE, None);
        return concise(found.into(), pages.iter().map(|page| &page.file));
    }
    let config = Config::load(&config).unwrap();
    let texts = || Project { today, ..Project::texts(&config).unwrap() };
    let resolutions = &config.settings.resolutions;
    let decisions = Decisions { api: "case", resolutions, ..Decisions::NONE };
    let found = both_ways(texts, decisions, Some(&config));
    concise(found, texts().pages())
}

/// What is found in pages that are kept, and as well in such as are let go one by one. What is let go of a model is the same
/// when it is read again.
fn both_ways(texts: impl Fn() -> Project<File>, decisions: Decisions<'_>, config: Option<&Config>) -> Found {
    let dialect = Dialect::default_dialect().unwrap();
    let (project, _) = texts().understood(&dialect, |_, _| ());
    let kept = understand(&project, decisions, config, &dialect);
    for count in [0, 1] {
        let (mut project, let_go) = judge(texts(), count, decisions, config, &dialect);
        project.let_go();
        let again = Again::new(&project, &let_go.api, count, decisions, &dialect);
        let sources: Vec<Source> = (0..again.count()).map(|at| again.get(at).into_owned()).collect();
        assert_eq!(sources, kept.api.sources);
    }
    let (_, let_go) = judge(texts(), 0, decisions, config, &dialect);
    assert_eq!(format!("{:#?}", let_go.findings), format!("{:#?}", kept.findings));
    assert_eq!(let_go.settled, kept.settled);
    let names = |api: &Api| api.sources.iter().map(|source| source.module.clone()).collect::<Vec<_>>();
    assert_eq!(names(&let_go.api), names(&kept.api));
    kept.findings
}

fn concise<'a>(found: Found, files: impl Iterator<Item = &'a File>) -> String {
    let found: Vec<Finding> = found.into_iter().collect();
    report::concise(&found, &Files::new(files))
}
