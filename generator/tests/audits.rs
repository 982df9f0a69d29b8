//! One folder a case below `tests/audits`: a small crate in `crate/`, and what it is compared with: the pages in `docs/`, or
//! `spec.yaml`. `audit.txt` has what was read of the crate, what was found, the tests that are written for its maintainer, and
//! what could not be read.
//!
//! `DOCWRIGHT_BLESS=1 cargo test -p docwright --test audits` writes `audit.txt` anew; read the difference before it is kept.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use docwright::audit::{Audit, audit, test_file};
use docwright::dialect::Dialect;
use docwright::lower::Decisions;
use docwright::model::{Api, Location, Schema};
use docwright::pipeline::understand;
use docwright::project::Project;
use docwright::report::Files;
use docwright::rust::{self, CrateRead, Endpoint};
use docwright::source::File;
use docwright::{openapi, report};

#[test]
fn every_case_gives_its_audit() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audits");
    let mut cases: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    let mut wrong = Vec::new();
    for case in cases {
        let (found, path) = (audited(&case), case.join("audit.txt"));
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

/// What a case gives.
fn audited(case: &Path) -> String {
    let read = rust::read(&case.join("crate")).unwrap();
    let (api, docs) = reference(case);
    let audit = audit(&read, &api, &docs.iter().collect::<Vec<_>>());
    let mut text = format!("{}\n\n", audit.name);
    read.endpoints.iter().for_each(|it| text.push_str(&line(it)));
    write!(text, "\n{}", found(&audit, &read, &docs)).unwrap();
    let test = test_file(&read, &api, &audit);
    if test.answers + test.requests > 0 {
        syn::parse_file(&test.text).unwrap();
        // what all such files share is left out
        let first = test.text.find("\n/// `").unwrap();
        text.push_str(&test.text[first..]);
    }
    write!(text, "\n{}\n{}", report::audit::unresolved(&audit), report::audit::coverage(&audit)).unwrap();
    text
}

fn reference(case: &Path) -> (Api, Vec<File>) {
    let spec = case.join("spec.yaml");
    if spec.exists() {
        let file = File::read(&spec, "spec.yaml").unwrap();
        return (openapi::read(&file).unwrap().api, vec![file]);
    }
    let dialect = Dialect::default_dialect().unwrap();
    let project = Project::of_pages(&case.join("docs"), &dialect).unwrap();
    let files = project.pages().map(|page| page.file.clone()).collect();
    (understand(&project, Decisions::NONE, None, &dialect).revision.api, files)
}

/// What was read of one call: `*` is always sent, `?` may be null, `…` may be more.
fn line(it: &Endpoint) -> String {
    let place = &it.operation.evidence[0];
    let mut text =
        format!("{}:{} {} {} {}", place.page, place.line, it.item, it.operation.method, it.operation.path);
    let query = it.operation.parameters.iter().filter(|it| it.location == Location::Query);
    let query: Vec<String> = query.map(|it| field(&it.name, &it.schema, it.required, it.nullable)).collect();
    if !query.is_empty() || !it.query_is_whole {
        write!(text, "\n    query {}{}", query.join(", "), if it.query_is_whole { "" } else { " …" })
            .unwrap();
    }
    if let Some(body) = &it.operation.request_body {
        write!(text, "\n    {} {}", body.media_type.name(), schema(&body.schema)).unwrap();
    }
    if !it.body_is_whole {
        text.push_str(" …");
    }
    if let Some(answer) = it.operation.answer() {
        write!(text, "\n    -> {}", schema(answer)).unwrap();
    }
    text + "\n"
}

fn field(name: &str, of: &Schema, required: bool, nullable: bool) -> String {
    format!("{name}{}{}: {}", if required { "*" } else { "" }, if nullable { "?" } else { "" }, schema(of))
}

fn schema(of: &Schema) -> String {
    match of {
        Schema::String => "string".to_owned(),
        Schema::Boolean { .. } => "boolean".to_owned(),
        Schema::Integer { .. } => "integer".to_owned(),
        Schema::Number { .. } => "number".to_owned(),
        Schema::Any => "any".to_owned(),
        Schema::Enum(it) => it.values.iter().map(|it| it.value.as_str()).collect::<Vec<_>>().join("|"),
        Schema::Array { items } => format!("[{}]", schema(items)),
        Schema::Map { values } => format!("map of {}", schema(values)),
        Schema::Object(it) => {
            let fields = it.properties.iter().map(|it| field(&it.name, &it.schema, it.required, it.nullable));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
        other => format!("{other:?}"),
    }
}

fn found(audit: &Audit, read: &CrateRead, docs: &[File]) -> String {
    let files = Files::new(read.files.iter().chain(docs));
    report::concise(&audit.findings, &files)
}

/// Each kind of finding is in the audit of some case.
#[test]
fn every_rule_has_a_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audits");
    let cases = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let audits: String = cases.map(|case| fs::read_to_string(case.join("audit.txt")).unwrap()).collect();
    let rules = docwright::finding::CATALOGUE.iter().filter(|rule| rule.code.starts_with("AU"));
    let missing: Vec<&str> =
        rules.map(|rule| rule.name).filter(|name| !audits.contains(&format!("[{name}]"))).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

/// A file with a fault of one kind: bytes, words that are missing, twice or elsewhere, an end too soon, or words deep in others.
fn broken(text: &str, kind: usize, roll: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    match kind {
        0 => {
            for _ in 0..=roll(4) {
                let (at, other) = (roll(bytes.len()), u8::try_from(roll(256)).unwrap());
                match roll(3) {
                    0 => drop(bytes.remove(at)),
                    1 => bytes.insert(at, other),
                    _ => bytes[at] = other,
                }
            }
        }
        1 => {
            let words: Vec<&str> = text.split_inclusive([' ', '\n', '(', ')', '"', ',']).collect();
            let mut mutant = words.clone();
            for _ in 0..=roll(3) {
                let (at, other) = (roll(mutant.len()), roll(words.len()));
                match roll(3) {
                    0 => drop(mutant.remove(at)),
                    1 => mutant.insert(at, words[other]),
                    _ => mutant[at] = words[other],
                }
            }
            bytes = mutant.concat().into_bytes();
        }
        2 => bytes.truncate(roll(bytes.len())),
        _ => {
            let deep = [
                ("(", ")"),
                ("{", "}"),
                ("[", "]"),
                ("Vec<", ">"),
                ("!", ""),
                ("a.b().", ""),
                ("\"{", "}\""),
            ];
            let (open, close) = deep[roll(deep.len())];
            let (at, count) = (roll(bytes.len()), 1 << roll(14));
            let middle = [open.repeat(count), close.repeat(count)].concat();
            bytes.splice(at..at, middle.into_bytes());
        }
    }
    bytes
}

/// All sources of a folder, below it.
fn sources(folder: &Path, below: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder.join(below)).unwrap().map(Result::unwrap) {
        let path = below.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => found.extend(sources(folder, &path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

/// No text of a crate makes the reader fail, whatever is missing or twice in it: each file of each crate with faults of each kind.
#[test]
fn broken_crates_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audits");
    let mut dice = 20_260_101_u64;
    let mut roll = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).unwrap() % sides.max(1)
    };
    for case in fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()) {
        let reference = reference(&case).0;
        let own = case.join("crate");
        let folder = tempfile::tempdir().unwrap();
        let files = sources(&own, Path::new(""));
        for file in &files {
            let place = folder.path().join(file);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::copy(own.join(file), place).unwrap();
        }
        for file in files.iter().filter(|file| file.extension().is_some_and(|it| it == "rs")) {
            let text = fs::read_to_string(own.join(file)).unwrap();
            for number in 0..60 {
                fs::write(folder.path().join(file), broken(&text, number % 4, &mut roll)).unwrap();
                // where the root is no text there is no crate
                if let Ok(read) = rust::read(folder.path()) {
                    audit(&read, &reference, &[]);
                }
            }
            fs::write(folder.path().join(file), &text).unwrap();
        }
    }
}

/// A path that leads out of the crate's folder is not followed, nor is a link.
#[test]
fn nothing_outside_of_the_folder_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir_all(inner.join("src")).unwrap();
    let call = "impl C { fn call(&self) { self.client.get(\"/secret/thing\"); } }";
    fs::write(folder.path().join("outside.rs"), call).unwrap();
    fs::write(inner.join("Cargo.toml"), "[package]\nname = \"inner\"\n").unwrap();
    fs::write(inner.join("src/lib.rs"), "#[path = \"../../outside.rs\"]\nmod outside;\nmod linked;\n")
        .unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("../../outside.rs", inner.join("src/linked.rs")).unwrap();
    assert!(rust::read(&inner).unwrap().endpoints.is_empty());
    fs::write(inner.join("Cargo.toml"), "[lib]\npath = \"../outside.rs\"\n").unwrap();
    let error = rust::read(&inner).unwrap_err().to_string();
    assert_eq!(error, "../outside.rs: leads out of the crate's folder, or is a link");
    // neither do folders that are links, modules in modules, and paths that come back in
    fs::write(inner.join("Cargo.toml"), "[package]\nname = \"inner\"\n").unwrap();
    let secret = folder.path().join("secret");
    fs::create_dir(&secret).unwrap();
    fs::write(secret.join("mod.rs"), call).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&secret, inner.join("src/secret")).unwrap();
    let modules = "mod secret;\nmod deep {\n    #[path = \"../../../../secret/mod.rs\"]\n    mod a;\n    \
                   #[path = \"../../inner/../secret/mod.rs\"]\n    mod b;\n}\n";
    fs::write(inner.join("src/lib.rs"), modules).unwrap();
    assert!(rust::read(&inner).unwrap().endpoints.is_empty());
    let absolute = format!("#[path = {:?}]\nmod a;\n", secret.join("mod.rs"));
    fs::write(inner.join("src/lib.rs"), absolute).unwrap();
    assert!(rust::read(&inner).unwrap().endpoints.is_empty());
    // a module that is its own is read once
    fs::write(inner.join("src/lib.rs"), format!("#[path = \"lib.rs\"]\nmod again;\n{call}\n")).unwrap();
    assert!(rust::read(&inner).unwrap().endpoints.len() < 100);
}
