//! The cases of `tests/diffs`, read: two models each.

use std::fs;
use std::path::{Path, PathBuf};

use docwright::dialect::Dialect;
use docwright::diff::{Diff, compare};
use docwright::lower::Decisions;
use docwright::pipeline::understand;
use docwright::project::{self, Project, SourcePages};
use docwright::revision::Revision;
use docwright::source::File;

/// A case.
pub struct Case {
    pub folder: PathBuf,
    pub old: Revision,
    pub new: Revision,
}

impl Case {
    pub fn name(&self) -> &str {
        self.folder.file_name().unwrap().to_str().unwrap()
    }

    pub fn diff(&self) -> Diff {
        compare(&self.old, &self.new)
    }
}

/// All cases, by name.
pub fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diffs");
    let mut folders: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(!folders.is_empty());
    let dialect = Dialect::default_dialect().unwrap();
    folders.into_iter().map(|folder| case(folder, &dialect)).collect()
}

fn case(folder: PathBuf, dialect: &Dialect) -> Case {
    // a case may have a dialect of its own
    let own = folder.join("dialect.yaml").exists();
    let own = own.then(|| Dialect::load("dialect.yaml", &folder).unwrap());
    let dialect = own.as_ref().unwrap_or(dialect);
    let names = fs::read_to_string(folder.join("names.txt")).unwrap_or_default();
    let names: Vec<&str> = names.lines().collect();
    let read = |file: &str, at: usize| {
        let name = names.get(at).copied().unwrap_or("widgets.md");
        revision("widgets", name, &fs::read_to_string(folder.join(file)).unwrap(), Decisions::NONE, dialect)
    };
    Case { old: read("old.md", 0), new: read("new.md", 1), folder }
}

/// The revision that one page is.
pub fn revision(
    module: &str,
    name: &str,
    text: &str,
    decisions: Decisions<'_>,
    dialect: &Dialect,
) -> Revision {
    let page = project::understand(File::new(name, text), dialect);
    let source =
        SourcePages { module: module.to_owned(), page, translations: Vec::new(), history: Vec::new() };
    understand(&Project { sources: vec![source], ..Project::default() }, decisions, None, dialect).revision
}
