//! One folder a case below `tests/corpus`: a page, what must be read out of it, what must be found in it, and the
//! client that it must give.
//!
//! | file | what |
//! |---|---|
//! | `page.md` | the page, in our own words |
//! | `read.json` | the `pages` of `docwright inspect --format json` |
//! | `findings.txt` | its findings, one a line; empty when nothing is wrong |
//! | `client.rs` | the module of the page alone; none where the page has no operation |
//!
//! `DOCWRIGHT_BLESS=1 cargo test -p docwright --test corpus` writes all but the page anew; read the difference before it
//! is kept. `golden.rs` compiles the modules.

use std::fs;
use std::path::Path;

use docwright::dialect::Dialect;
use docwright::lower::Decisions;
use docwright::naming::module_name;
use docwright::pipeline::understand;
use docwright::project::{self, Project, SourcePages};
use docwright::report::{self, Files, inspect};
use docwright::source::File;
use docwright::{emit, finding};

#[test]
fn every_case_is_what_it_should_be() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut cases: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    let dialect = Dialect::default_dialect().unwrap();
    let mut wrong = Vec::new();
    for case in cases {
        let pages = project::pages(&case.join("page.md"), &dialect).unwrap();
        let read = pages.iter().map(inspect::page).collect();
        let read = format!("{:#}\n", serde_json::Value::Array(read));
        let mut found = project::findings(&pages, &dialect);
        finding::sort(&mut found);
        let found = report::concise(&found, &Files::new([&pages[0].file]));
        for (name, text) in
            [("read.json", Some(read)), ("findings.txt", Some(found)), ("client.rs", client(&case, &dialect))]
        {
            let path = case.join(name);
            if std::env::var_os("DOCWRIGHT_BLESS").is_some() {
                match text {
                    Some(text) => fs::write(&path, text).unwrap(),
                    None => drop(fs::remove_file(&path)),
                }
                continue;
            }
            let expected = fs::read_to_string(&path).ok();
            if expected != text {
                wrong.push(difference(&path, &expected.unwrap_or_default(), &text.unwrap_or_default()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The module of a case's page, called as the case is.
fn client(case: &Path, dialect: &Dialect) -> Option<String> {
    let name = format!("{}.md", case.file_name().unwrap().to_str().unwrap());
    let module = module_name(&name);
    let page = project::understand(File::read(&case.join("page.md"), name).unwrap(), dialect);
    let source = SourcePages { module: module.clone(), page, translations: Vec::new(), history: Vec::new() };
    let decisions = Decisions { api: "corpus", ..Decisions::NONE };
    let understood =
        understand(&Project { sources: vec![source], ..Project::default() }, decisions, None, dialect);
    let output = emit::client(&understood.revision.api, "corpus", emit::RuntimeSource::Dependency).unwrap();
    let file = format!("{module}.rs");
    output.files.into_iter().find(|(path, _)| *path == file).map(|(_, text)| text)
}

/// The lines that one text has and the other has not.
fn difference(path: &Path, expected: &str, found: &str) -> String {
    let less = |one: &str, other: &str, mark: char| -> String {
        let other: Vec<&str> = other.lines().collect();
        one.lines().filter(|line| !other.contains(line)).map(|line| format!("{mark} {line}\n")).collect()
    };
    format!("{}\n{}{}", path.display(), less(expected, found, '-'), less(found, expected, '+'))
}

/// The client calls the whole path that a page has, in whatever spelling that names its parameters.
#[test]
fn no_path_loses_its_end() {
    const ENDS: [&str; 4] = ["", "/tail", "/tail.json", "/tail:run"];
    let dialect = Dialect::default_dialect().unwrap();
    let placeholders = [
        "{id}", "{{id}}", "#{id}", "%{id}", "${id}", "$id", "<id>", ":id", "#id", "*id*", "[id]", "(id)",
        "<id?>", "{id:int}", "{id#top}",
    ];
    let spaced = [("<kite id>", "kite id"), ("{kite id}", "kite id")];
    let spelled = placeholders.iter().map(|it| (*it, "id")).chain(spaced);
    let settings: [fn(&str) -> String; 6] = [
        |path| format!("`PUT {path}`\n"),
        |path| format!("```http\nPUT {path}\n```\n"),
        |path| format!("* `PUT {path}`\n"),
        |path| format!("URL: `{path}`\n\nMethod: `PUT`\n"),
        |path| format!("Request: `PUT {path}` (for admins)\n"),
        |path| format!("Send a `PUT` request to `{path}` now.\n"),
    ];
    let mut wrong = Vec::new();
    for (placeholder, name) in spelled {
        for end in ENDS {
            for setting in settings {
                let path = format!("/kites/{placeholder}{end}");
                let text = format!("# Kites\n\n## Change\n\n{}", setting(&path));
                let page = project::understand(File::new("kites.md", text.clone()), &dialect);
                let source = SourcePages {
                    module: "kites".to_owned(),
                    page,
                    translations: Vec::new(),
                    history: Vec::new(),
                };
                let decisions = Decisions { api: "kites", ..Decisions::NONE };
                let project = Project { sources: vec![source], ..Project::default() };
                let understood = understand(&project, decisions, None, &dialect);
                let output =
                    emit::client(&understood.revision.api, "kites", emit::RuntimeSource::Dependency).unwrap();
                let expected = format!("\"PUT /kites/{{{name}}}{end}\"");
                let calls: Vec<_> = output.files.iter().flat_map(|(_, text)| text.lines()).collect();
                let calls: Vec<_> = calls.into_iter().filter(|line| line.contains("= \"PUT ")).collect();
                if !calls.iter().any(|line| line.contains(&expected)) {
                    wrong.push(format!("{text:?} calls {calls:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
