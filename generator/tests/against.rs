//! One folder a case below `tests/against`: a page, an OpenAPI document, and what `docwright diff --all` must say of them.
//!
//! | file | what |
//! |---|---|
//! | `page.md` | the page, in our own words |
//! | `spec.yaml` | the document |
//! | `differences.txt` | how they differ, and how much of each the other has |
//!
//! `DOCWRIGHT_BLESS=1 cargo test -p docwright --test against` writes `differences.txt` anew; read the difference before it is
//! kept.

use std::fs;
use std::path::{Path, PathBuf};

use docwright::dialect::Dialect;
use docwright::diff::{self, Against, Diff, TextWords};
use docwright::lower::Decisions;
use docwright::model::Api;
use docwright::openapi::{self, DocumentFormat, DocumentInfo, Version, WriteOptions};
use docwright::pipeline::understand;
use docwright::project::Project;
use docwright::report::changes::{self, ChangeFilter};
use docwright::source::File;

fn folders(below: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(below).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn read(docs: &Path) -> (Api, Project) {
    let dialect = Dialect::default_dialect().unwrap();
    let project = Project::of_pages(docs, &dialect).unwrap();
    (understand(&project, Decisions::NONE, None, &dialect).revision.api, project)
}

fn against(docs: &Path, file: &File, spec: &Api) -> Against {
    let (api, project) = read(docs);
    let words = TextWords {
        docs: &|section, name| {
            let page = project.pages().find(|page| &*page.file.name == section.page);
            page.is_some_and(|page| page.file.mentions(section.lines.clone(), name))
        },
        spec: &|section, name| file.mentions_in_words(section.lines.clone(), name),
    };
    diff::against(&api, spec, words)
}

fn shown(against: &Against) -> String {
    changes::text(&against.diff, ChangeFilter::All, "--all") + &changes::coverage(&against.coverage, true)
}

#[test]
fn every_case_says_what_it_should() {
    let mut wrong = Vec::new();
    let cases = folders(&tests().join("against"));
    assert!(!cases.is_empty());
    for case in cases {
        let file = File::read(&case.join("spec.yaml"), "spec.yaml").unwrap();
        let spec = openapi::read(&file).unwrap();
        assert_eq!(spec.problems, [], "{}", case.display());
        let found = shown(&against(&case.join("page.md"), &file, &spec.api));
        let path = case.join("differences.txt");
        if std::env::var_os("DOCWRIGHT_BLESS").is_some() {
            fs::write(&path, found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != found {
            wrong.push(format!("{}\nexpected:\n{expected}\nfound:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn docs_do_not_differ_from_the_document_that_is_written_of_them() {
    let mut docs: Vec<PathBuf> =
        folders(&tests().join("corpus")).iter().map(|case| case.join("page.md")).collect();
    docs.push(tests().join("../../docs-input/en"));
    do_not_differ(docs);
}

#[test]
#[ignore = "reads what lies beside this checkout"]
fn docs_of_others_do_not_differ_from_the_document_that_is_written_of_them() {
    let beside = tests().join("../../../shared/families/corpora");
    match beside.is_dir() {
        true => do_not_differ(folders(&beside)),
        false => println!("skipped: no docs in {}", beside.display()),
    }
}

/// What is written of docs and read again does not differ from them.
fn do_not_differ(docs: Vec<PathBuf>) {
    let dialect = Dialect::default_dialect().unwrap();
    for docs in docs {
        let Ok(project) = Project::of_pages(&docs, &dialect) else { continue };
        let api = understand(&project, Decisions::NONE, None, &dialect).revision.api;
        let operations: usize = api.sources.iter().map(|source| source.operations.len()).sum();
        for version in [Version::V31, Version::V30] {
            let text = openapi::write(
                &api,
                &WriteOptions { version, format: DocumentFormat::Yaml, about: DocumentInfo::default() },
            );
            let read = openapi::read(&File::new("spec.yaml", text)).unwrap();
            assert_eq!(read.problems, [], "{}", docs.display());
            let against = diff::against(&api, &read.api, TextWords::NONE);
            let empty = Diff { between: diff::Between::Documents, ..Diff::default() };
            assert_eq!(against.diff, empty, "{}: {}", docs.display(), shown(&against));
            assert_eq!(against.coverage.documented, (operations, operations), "{}", docs.display());
            assert_eq!(against.coverage.specified, (operations, operations), "{}", docs.display());
        }
    }
}
