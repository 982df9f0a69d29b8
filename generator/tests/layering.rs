//! Holds the table of who may depend on whom, as ARCHITECTURE.md has it, and that no files go in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// For each module of the library: the modules that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("model", &[]),
    ("naming", &["model"]),
    ("output", &[]),
    ("embedded", &[]),
    ("git", &[]),
    ("progress", &[]),
    ("json_layout", &[]),
    ("revision", &["json_layout", "model", "naming"]),
    ("finding", &["source"]),
    ("fix", &["finding", "source"]),
    ("baseline", &["finding"]),
    ("markdown", &["source"]),
    ("sample", &["source"]),
    ("config", &["source"]),
    ("dialect", &["config", "markdown", "model", "sample", "source"]),
    ("lower", &["config", "dialect", "finding", "markdown", "model", "naming", "sample", "source"]),
    ("rules", &["dialect", "finding", "lower", "markdown", "model", "naming", "sample", "source"]),
    ("suppress", &["dialect", "finding", "lower", "markdown", "source"]),
    ("openapi", &["model", "sample", "source"]),
    ("rust", &["model", "source"]),
    ("diff", &["finding", "model", "revision"]),
    ("audit", &["diff", "finding", "model", "rust", "source"]),
    ("emit", &["json_layout", "model", "naming"]),
    (
        "report",
        &[
            "audit", "dialect", "diff", "finding", "lower", "model", "naming", "output", "project", "sample",
            "source",
        ],
    ),
    (
        "project",
        &[
            "config", "dialect", "finding", "lower", "markdown", "naming", "output", "progress", "rules",
            "source",
        ],
    ),
    (
        "pipeline",
        &[
            "config", "dialect", "finding", "lower", "model", "naming", "project", "revision", "rules",
            "suppress", "source",
        ],
    ),
    (
        "docs",
        &[
            "dialect", "diff", "embedded", "emit", "finding", "lower", "model", "openapi", "pipeline",
            "project", "report", "source",
        ],
    ),
    ("lib", &[]),
];

/// Crates that few modules may use, most of them one alone, so that replacing one is the work of one place.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("pulldown_cmark", &["markdown"]),
    ("serde_yaml", &["config"]),
    ("saphyr_parser", &["openapi"]),
    ("quote", &["emit"]),
    ("syn", &["emit", "rust"]),
    ("proc_macro2", &["emit", "rust"]),
    ("prettyplease", &["emit"]),
    ("annotate_snippets", &["report"]),
    ("similar", &["report"]),
    ("quick_junit", &["report"]),
    ("indicatif", &["progress"]),
    ("maud", &["report"]),
    ("tempfile", &["output"]),
    ("twox_hash", &["output"]),
    ("walkdir", &["project"]),
];

/// Names that several types have, each with the reason.
const TWICE: &[(&str, &str)] = &[
    ("Client", "async and blocking clients of the runtime have the same interface"),
    ("Error", "each crate has its own"),
    ("File", "a file of docs, and one that a client sends"),
    ("Operation", "a documented operation, and what a client sends for one"),
    ("Response", "a documented response, and what a client receives"),
    ("Text", "what a reader of a page sees, and how a client writes a value as a string"),
];

/// Products are data: their names stand in YAML and in pages.
const PRODUCTS: &[&str] = &["oracle", "adobe", "mysql", "flow service"];

/// The files of Rust in a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}

fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let module = |path: &Path| {
        let first = path.strip_prefix(&root).unwrap().iter().next().unwrap().to_str().unwrap();
        first.trim_end_matches(".rs").to_owned()
    };
    files(&root)
        .into_iter()
        .map(|path| (module(&path), path.clone(), fs::read_to_string(&path).unwrap()))
        .collect()
}

fn is_test(path: &Path) -> bool {
    path.ends_with("tests.rs")
}

#[test]
fn modules_use_only_what_they_may() {
    let known: BTreeSet<&str> = MAY_USE.iter().map(|(module, _)| *module).collect();
    let mut seen = BTreeSet::new();
    for (module, path, text) in sources() {
        if ["main", "commands"].contains(&module.as_str()) || is_test(&path) {
            continue;
        }
        let (_, allowed) = MAY_USE
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("{module} is in no row of the table: {}", path.display()));
        seen.insert(module.clone());
        for part in text.split("crate::").skip(1) {
            let used: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if known.contains(used.as_str()) && used != module {
                assert!(allowed.contains(&used.as_str()), "{} uses {used}; {module} may not", path.display());
            }
        }
    }
    assert_eq!(seen.len(), MAY_USE.len(), "a row of the table is about no module");
}

/// The table of ARCHITECTURE.md is this one.
#[test]
fn the_table_is_documented() {
    let text = include_str!("../../ARCHITECTURE.md");
    let names =
        |cell: &str| -> BTreeSet<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let (_, table) = text.split_once("| module | may use |\n|---|---|\n").unwrap();
    let rows = table.lines().map_while(|row| row.strip_prefix("| ")?.split_once(" | "));
    let mut documented: BTreeMap<String, BTreeSet<String>> = rows
        .flat_map(|(modules, used)| names(modules).into_iter().map(move |module| (module, names(used))))
        .collect();
    assert_eq!(documented.remove("commands"), Some(BTreeSet::new()));
    let table = MAY_USE.iter().filter(|(module, _)| *module != "lib").map(|(module, used)| {
        ((*module).to_owned(), used.iter().map(|it| (*it).to_owned()).collect::<BTreeSet<_>>())
    });
    assert_eq!(documented, table.collect());
}

#[test]
fn a_crate_is_used_where_it_belongs() {
    for (module, path, text) in sources() {
        for (name, owners) in ONLY_IN {
            let used = text.contains(&format!("{name}::")) || text.contains(&format!("{name}!"));
            assert!(
                !used || owners.contains(&module.as_str()) || is_test(&path),
                "{} uses {name}",
                path.display()
            );
        }
        let exits = text.contains("process::exit") || text.contains("ExitCode");
        assert!(!exits || module == "main", "{} exits", path.display());
    }
}

#[test]
fn no_product_is_named_in_code() {
    for (_, path, text) in sources() {
        let lower = text.to_lowercase();
        for product in PRODUCTS {
            assert!(is_test(&path) || !lower.contains(product), "{} names {product}", path.display());
        }
    }
}

#[test]
fn modules_say_what_they_are() {
    for (_, path, text) in sources().into_iter().filter(|(_, path, _)| !is_test(path)) {
        assert!(text.starts_with("//!"), "{} has no header", path.display());
    }
}

/// A file that is longer, its tests left out, is two things.
#[test]
fn no_file_is_long() {
    const MOST: usize = 400;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in ["src", "runtime/src"].iter().flat_map(|folder| files(&root.join(folder))) {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
        assert!(lines <= MOST, "{} has {lines} lines", path.display());
    }
}

/// The paths that a file names, each as its segments.
#[derive(Default)]
struct Paths(Vec<Vec<String>>);

impl Paths {
    fn tree(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) => self.0.push(with(&name.ident)),
            syn::UseTree::Rename(name) => self.0.push(with(&name.ident)),
            syn::UseTree::Glob(_) => self.0.push(before.to_vec()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, before)),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    /// What tests use is no matter of layers.
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }
}

/// For each module of the library, as `dialect::table`, the modules that its file uses: neither those that it is in,
/// whose types it may have, nor those in it, which it is made of.
fn uses() -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources()
        .into_iter()
        .filter(|(_, path, _)| !path.iter().any(|part| part == "tests" || part == "tests.rs"));
    let module = |path: &Path| {
        let path = path.strip_prefix(&root).unwrap().with_extension("");
        let parts =
            path.iter().map(|part| part.to_str().unwrap()).filter(|part| *part != "mod" && *part != "lib");
        parts.map(str::to_owned).collect::<Vec<String>>()
    };
    let files: Vec<_> = files.map(|(_, path, text)| (module(&path), text)).collect();
    let known: BTreeSet<&[String]> = files.iter().map(|(module, _)| module.as_slice()).collect();
    let mut uses = BTreeMap::new();
    for (own, text) in &files {
        let mut paths = Paths::default();
        paths.visit_file(&syn::parse_file(text).unwrap());
        let resolved = paths.0.iter().map(|path| {
            let ups = path.iter().take_while(|part| *part == "super").count();
            match path.first().map(String::as_str) {
                Some("crate") => path[1..].to_vec(),
                Some("self") => [own, &path[1..]].concat(),
                _ => [&own[..own.len().saturating_sub(ups)], &path[ups..]].concat(),
            }
        });
        let longest =
            |path: Vec<String>| (1..=path.len()).rev().find_map(|end| known.get(&path[..end]).copied());
        let used =
            resolved.filter_map(longest).filter(|used| !used.starts_with(own) && !own.starts_with(used));
        uses.insert(own.join("::"), used.map(|used| used.join("::")).collect());
    }
    uses
}

/// The circles that modules go in, as lines of who uses whom; without those of modules that still have some.
fn circles(uses: &BTreeMap<String, BTreeSet<String>>) -> String {
    let reached = |from: &str| {
        let mut reached = BTreeSet::new();
        let mut next: Vec<&str> = uses[from].iter().map(String::as_str).collect();
        while let Some(module) = next.pop() {
            if reached.insert(module) {
                next.extend(uses[module].iter().map(String::as_str));
            }
        }
        reached
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        uses.keys().map(|module| (module.as_str(), reached(module))).collect();
    let circle = |module: &str| {
        let others = reached[module].iter().copied().filter(|other| reached[other].contains(module));
        others.collect::<Vec<&str>>()
    };
    let circles: BTreeSet<Vec<&str>> =
        uses.keys().map(|module| circle(module)).filter(|it| !it.is_empty()).collect();
    let arrows = |circle: &Vec<&str>| {
        let of = |module: &&str| {
            let to = uses[*module].iter().filter(|to| circle.contains(&to.as_str()));
            to.map(|to| format!("  {module} uses {to}\n")).collect::<String>()
        };
        circle.iter().map(of).collect::<String>()
    };
    circles.iter().map(arrows).collect()
}

#[test]
fn no_files_go_in_a_circle() {
    let circles = circles(&uses());
    assert!(circles.is_empty(), "files in a circle:\n{circles}");
}

/// A folder of a module is a floor of it: it uses others, and they do not use it.
#[test]
fn no_folders_go_in_a_circle() {
    let folder = |module: &str| module.split("::").take(2).collect::<Vec<&str>>().join("::");
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, used) in uses() {
        let own = folder(&module);
        let others: Vec<String> = used.iter().map(|used| folder(used)).filter(|used| *used != own).collect();
        for other in &others {
            folders.entry(other.clone()).or_default();
        }
        folders.entry(own).or_default().extend(others);
    }
    let circles = circles(&folders);
    assert!(circles.is_empty(), "folders in a circle:\n{circles}");
}

/// The types that a file defines, those of tests left out.
#[derive(Default)]
struct Types(Vec<String>);

impl<'ast> Visit<'ast> for Types {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let name = match item {
            syn::Item::Struct(it) => Some(&it.ident),
            syn::Item::Enum(it) => Some(&it.ident),
            syn::Item::Trait(it) => Some(&it.ident),
            syn::Item::Type(it) => Some(&it.ident),
            syn::Item::Union(it) => Some(&it.ident),
            _ => None,
        };
        self.0.extend(name.map(ToString::to_string));
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }
}

#[test]
fn no_type_name_is_used_twice() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in ["src", "runtime/src"].iter().flat_map(|folder| files(&root.join(folder))) {
        let below = path.strip_prefix(root).unwrap();
        if below.iter().any(|part| part == "tests" || part == "tests.rs") {
            continue;
        }
        let mut types = Types::default();
        types.visit_file(&syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap());
        // one of each platform is one
        for name in types.0.into_iter().collect::<BTreeSet<String>>() {
            places.entry(name).or_default().push(below.display().to_string());
        }
    }
    places.retain(|_, files| files.len() > 1);
    let known: BTreeSet<&str> = TWICE.iter().map(|(name, _)| *name).collect();
    let found: BTreeSet<&str> = places.keys().map(String::as_str).collect();
    assert_eq!(found, known, "{places:#?}");
}
