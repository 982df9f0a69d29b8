//! One folder a case below `tests/corpus`: a page, what must be read out of it, and what must be found in it.
//!
//! | file | what |
//! |---|---|
//! | `page.md` | the page, in our own words |
//! | `read.json` | the `pages` of `docwright inspect --format json` |
//! | `findings.txt` | its findings, one a line; empty when nothing is wrong |
//!
//! `DOCWRIGHT_BLESS=1 cargo test -p docwright --test corpus` writes both anew; read the difference before it is kept.

use std::fs;
use std::path::Path;

use docwright::dialect::Dialect;
use docwright::report::{Files, findings, inspect};
use docwright::{project, rules};

#[test]
fn every_case_is_read_as_it_should_be() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut cases: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    let dialect = Dialect::default_dialect().unwrap();
    let mut wrong = Vec::new();
    for case in cases {
        let pages = project::pages(&case.join("page.md"), &dialect).unwrap();
        let found = rules::check_page(&pages[0], &dialect);
        let read = inspect::to_json(&pages, &[]);
        let read = format!("{:#}\n", read["pages"]);
        let found = findings::concise(&found, &Files::new([&pages[0].file]));
        for (name, text) in [("read.json", read), ("findings.txt", found)] {
            let path = case.join(name);
            if std::env::var_os("DOCWRIGHT_BLESS").is_some() {
                fs::write(&path, text).unwrap();
                continue;
            }
            let expected = fs::read_to_string(&path).unwrap_or_default();
            wrong.extend((expected != text).then(|| difference(&path, &expected, &text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The lines that one text has and the other has not.
fn difference(path: &Path, expected: &str, found: &str) -> String {
    let less = |one: &str, other: &str, mark: char| -> String {
        let other: Vec<&str> = other.lines().collect();
        one.lines().filter(|line| !other.contains(line)).map(|line| format!("{mark} {line}\n")).collect()
    };
    format!("{}\n{}{}", path.display(), less(expected, found, '-'), less(found, expected, '+'))
}
