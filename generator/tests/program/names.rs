//! The model, what explains it and the client have the same names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use docwright::config::{Config, FILE_NAME};
use docwright::dialect::Dialect;
use docwright::lower::Decisions;
use docwright::model::Api;
use docwright::pipeline::understand;
use docwright::project::Project;
use docwright::report::items;
use docwright::{emit, naming};

/// The project's docs, and all cases.
fn projects() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = |folder| fs::read_dir(root.join("tests").join(folder)).unwrap().map(|it| it.unwrap().path());
    cases("projects").chain(cases("corpus")).chain([root.join("../docs-input")]).collect()
}

fn api(folder: &Path) -> Api {
    let dialect = Dialect::default_dialect().unwrap();
    let config = folder.join(FILE_NAME);
    if !config.exists() {
        let project = Project::of_pages(folder, &dialect).unwrap();
        return understand(&project, Decisions::NONE, None, &dialect).revision.api;
    }
    let config = Config::load(&config).unwrap();
    let project = Project::read(&config, &dialect).unwrap();
    understand(&project, Decisions::of(&config), Some(&config), &dialect).revision.api
}

/// What a client has whatever its docs say.
const OWN: &[&str] = &["Client", "BlockingClient", "Settings", "Result"];

#[test]
fn the_client_has_the_names_of_the_model() {
    let mut wrong = Vec::new();
    for folder in projects() {
        let api = api(&folder);
        let client = emit::client(&api, "names", emit::RuntimeSource::Dependency).unwrap();
        let index = client.index();
        let items = items::items(&api);
        let named: BTreeSet<&str> = items.iter().map(|item| item.path.as_str()).collect();
        let modules: BTreeSet<&str> = api.sources.iter().map(|source| source.module.as_str()).collect();
        let missing: Vec<_> =
            named.iter().filter(|name| !modules.contains(*name) && index.place(name).is_none()).collect();
        wrong
            .extend(missing.into_iter().map(|it| format!("{}: {it} is not in the client", folder.display())));
        // what is required is a struct of its own
        let is_known = |path: &str| {
            let path = &*path.replacen("SettingsRequired", "Settings", 1);
            named.contains(path) || OWN.contains(&path) || path.starts_with("shared::")
        };
        let unknown: Vec<_> = index.paths().filter(|path| !is_known(path)).collect();
        wrong.extend(unknown.into_iter().map(|it| format!("{}: {it} is in no model", folder.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_that_are_decided_stay() {
    for folder in projects() {
        let api = api(&folder);
        let mut again = api.clone();
        naming::decide(&mut again);
        assert!(again == api, "{}", folder.display());
    }
}
