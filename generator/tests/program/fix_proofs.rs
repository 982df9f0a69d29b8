//! Fixes of every page of the cases: they end, they take their finding away and bring no other, and they change no fact.

use std::fs;
use std::path::{Path, PathBuf};

use docwright::dialect::Dialect;
use docwright::finding::Fix;
use docwright::lower::PageRead;
use docwright::report::inspect;
use docwright::source::File;
use docwright::{fix, project, suppress};
use serde_json::Value;

/// The facts of a page, less the lines they stand in and what fixes are about: names, words, and fixes.
fn facts(read: &Value) -> Value {
    const ABOUT_FIXES: &[&str] = &["line", "repaired", "name", "description", "title"];
    match read {
        Value::Object(members) => members
            .iter()
            .filter(|(key, _)| !ABOUT_FIXES.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), facts(value)))
            .collect(),
        Value::Array(items) => items.iter().map(facts).collect(),
        other => other.clone(),
    }
}

/// Applies all fixes of a page until none is left; gives what is wrong with that.
fn fixed(path: &Path) -> Vec<String> {
    let dialect = Dialect::default_dialect().unwrap();
    let mut page = project::understand(File::read(path, "page.md").unwrap(), &dialect);
    let read = |page: &PageRead| inspect::page(page);
    let before = facts(&read(&page));
    let mut rounds = 0;
    loop {
        let found = suppress::suppress([project::findings([&page], &dialect)], [(&page, true)]);
        let fixes: Vec<&Fix> = found.iter().filter_map(|finding| finding.fix.as_deref()).collect();
        if fixes.is_empty() {
            break;
        }
        let (text, count) = fix::apply(&page.file.text, &fixes);
        rounds += 1;
        if count == 0 || rounds > 20 {
            let left: Vec<&str> =
                found.iter().filter(|it| it.fix.is_some()).map(|it| it.message.as_str()).collect();
            return vec![format!("{}: fixes that repair nothing: {left:?}", path.display())];
        }
        page = project::understand(page.file.with_text(text), &dialect);
    }
    let after = facts(&read(&page));
    if before == after {
        return Vec::new();
    }
    let lines = |value: &Value| format!("{value:#}").lines().map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (lines(&before), lines(&after));
    let gone = before.iter().filter(|line| !after.contains(line)).map(|line| format!("- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("+ {line}"));
    vec![format!("{}:\n{}", path.display(), gone.chain(new).collect::<Vec<_>>().join("\n"))]
}

/// Every page below a folder.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => pages(&path, found),
            false if path.extension().is_some_and(|end| end == "md") => found.push(path),
            false => {}
        }
    }
}

#[test]
fn all_fixes_leave_no_fix_and_the_same_facts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    pages(&root.join("tests/corpus"), &mut all);
    assert!(all.len() > 50);
    leave_no_fix(all);
}

#[test]
#[ignore = "reads what lies beside this checkout"]
fn all_fixes_of_real_pages_leave_no_fix_and_the_same_facts() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let mut all = Vec::new();
    match shared.is_dir() {
        true => pages(&shared, &mut all),
        false => println!("skipped: no pages in {}", shared.display()),
    }
    leave_no_fix(all);
}

fn leave_no_fix(mut all: Vec<PathBuf>) {
    all.sort();
    let wrong: Vec<String> = all.iter().flat_map(|path| fixed(path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What is found in a page: rule and message of each finding, sorted.
fn found(page: &PageRead) -> Vec<(String, String)> {
    let dialect = Dialect::default_dialect().unwrap();
    let findings = suppress::suppress([project::findings([page], &dialect)], [(page, true)]);
    let mut found: Vec<_> = findings.iter().map(|it| (it.rule.name.to_owned(), it.message.clone())).collect();
    found.sort();
    found
}

/// Makes each fix of a page alone; gives what is wrong with that.
fn each_fix_alone(path: &Path) -> Vec<String> {
    let dialect = Dialect::default_dialect().unwrap();
    let page = project::understand(File::read(path, "page.md").unwrap(), &dialect);
    let before = found(&page);
    let mut wrong = Vec::new();
    for finding in suppress::suppress([project::findings([&page], &dialect)], [(&page, true)]) {
        let Some(fix) = &finding.fix else { continue };
        let (text, count) = fix::apply(&page.file.text, &[fix]);
        assert_eq!(count, 1);
        let after = found(&project::understand(page.file.with_text(text), &dialect));
        let own = (finding.rule.name.to_owned(), finding.message.clone());
        let count =
            |all: &[(String, String)], one: &(String, String)| all.iter().filter(|it| *it == one).count();
        let is_gone = count(&after, &own) < count(&before, &own);
        let new: Vec<_> = after.iter().filter(|it| count(&after, it) > count(&before, it)).collect();
        if !is_gone || !new.is_empty() {
            let at = page.file.position(finding.place.span.start);
            wrong.push(format!("{}:{at}: {own:?}: gone: {is_gone}, new: {new:?}", path.display()));
        }
    }
    wrong
}

/// The pages of the cases, and further ones, where they are at hand.
fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    pages(&root.join("tests/corpus"), &mut all);
    let more = std::env::var_os("DOCWRIGHT_PAGES").map(PathBuf::from);
    for folder in more.into_iter().chain([root.join("../../shared/cases")]) {
        match folder.is_dir() {
            true => pages(&folder, &mut all),
            false => println!("skipped: no pages in {}", folder.display()),
        }
    }
    all.sort();
    all
}

#[test]
fn no_fix_makes_a_page_worse() {
    let wrong: Vec<String> = cases().iter().flat_map(|path| each_fix_alone(path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What samples send and are answered, and what is documented of values: all that a safe fix leaves as it was read.
fn values(read: &Value) -> Vec<String> {
    const OF_VALUES: &[&str] =
        &["method", "url", "headers", "body", "default", "values", "type", "required", "status"];
    let mut found = Vec::new();
    match read {
        Value::Object(members) => {
            for (key, value) in members {
                match OF_VALUES.contains(&key.as_str()) {
                    true => found.push(format!("{key}: {value}")),
                    false => found.extend(values(value)),
                }
            }
        }
        Value::Array(items) => found.extend(items.iter().flat_map(values)),
        _ => {}
    }
    found
}

#[test]
fn no_safe_fix_changes_a_value() {
    let dialect = Dialect::default_dialect().unwrap();
    let mut count = 0;
    for path in cases() {
        let page = project::understand(File::read(&path, "page.md").unwrap(), &dialect);
        let before = values(&inspect::page(&page));
        for finding in suppress::suppress([project::findings([&page], &dialect)], [(&page, true)]) {
            let Some(fix) = finding.fix.as_deref().filter(|fix| fix.safe) else { continue };
            let (text, _) = fix::apply(&page.file.text, &[fix]);
            let after = project::understand(page.file.with_text(text), &dialect);
            assert_eq!(before, values(&inspect::page(&after)), "{}: {}", path.display(), finding.message);
            count += 1;
        }
    }
    assert!(count > 10, "{count}");
}
