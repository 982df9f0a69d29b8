use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use super::*;
use crate::dialect::Dialect;
use crate::project::understand;

/// The words of an error of a user's own dialect.
fn error(files: &[(&str, &str)]) -> String {
    let folder = folder(files);
    let error = Dialect::load(&format!("./{}", files[0].0), folder.path()).unwrap_err();
    error.to_string().replace(&folder.path().join("./").display().to_string(), "").replace("./", "")
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn own(text: &str) -> Dialect {
    let folder = folder(&[("own.yaml", text)]);
    Dialect::load("own.yaml", folder.path()).unwrap()
}

#[test]
fn the_schema_is_the_one_that_is_checked_in() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/dialect/dialect.schema.json");
    let text = format!("{:#}\n", schema());
    if std::env::var_os("DOCWRIGHT_BLESS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap() == text, "DOCWRIGHT_BLESS=1 writes it");
}

/// A value that a schema allows, as YAML in flow style.
fn example(schema: &Value) -> String {
    let of_enum = schema.get("enum").and_then(|values| values.get(0)).and_then(Value::as_str);
    match (of_enum, schema.get("type").and_then(Value::as_str)) {
        (Some(value), _) => value.to_owned(),
        (None, Some("array")) => format!("[{}]", example(&schema["items"])),
        (None, Some("object")) => "{}".to_owned(),
        (None, _) => "a".to_owned(),
    }
}

/// Every key of a schema with what is above it, and an example of its value.
fn keys(schema: &Value, above: &[String], found: &mut Vec<(Vec<String>, String)>) {
    for (key, schema) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let path = [above, std::slice::from_ref(key)].concat();
        found.push((path.clone(), example(schema)));
        keys(schema, &path, found);
    }
}

/// A file with one key.
fn nested(path: &[String], value: &str) -> String {
    let lines = path.iter().enumerate().map(|(depth, key)| format!("{}\"{key}\":", "  ".repeat(depth)));
    format!("# one key\n{} {value}\n", lines.collect::<Vec<_>>().join("\n"))
}

#[test]
fn the_parser_takes_what_the_schema_allows_and_nothing_else() {
    let mut all = Vec::new();
    keys(&schema(), &[], &mut all);
    assert!(all.len() > 100, "{}", all.len());
    for (path, value) in &all {
        let value = if path[0] == "extends" { "general" } else { value };
        own(&nested(path, value));
        let (last, above) = path.split_last().unwrap();
        let wrong = [above, &[format!("{last}q")]].concat();
        let text = nested(&wrong, value).replace('"', "");
        let (line, column) = (path.len() + 1, 2 * above.len() + 1);
        let found = error(&[("own.yaml", &text)]);
        let expected = format!("own.yaml:{line}:{column}: unknown key `{last}q`; the nearest is `{last}`");
        assert!(found.starts_with(&expected), "{found}\n{expected}");
        let found = error(&[("own.yaml", &nested(path, "{a: [{b: c}]}"))]);
        assert!(found.contains(&format!("own.yaml:{line}:")) || found.contains("unknown key `a`"), "{found}");
    }
}

#[test]
fn what_is_wrong_is_reported_with_its_place_and_what_is_near() {
    for (files, expected) in [
        (
            vec![("own.yaml", "extends: genral\n")],
            "own.yaml:1:10: no dialect is called `genral`; the nearest is `general`",
        ),
        (
            vec![("own.yaml", "languages: [en, fx]\n")],
            "own.yaml:1:17: no language is called `fx`; the nearest is `fr`",
        ),
        (
            vec![("own.yaml", "\nnot-read:\n  operations: [items]\n")],
            "own.yaml:3:16: unknown value `items`; the nearest is `item`",
        ),
        (
            vec![("own.yaml", "words: {labels: {body: [a], answer: [b]}}\n")],
            "own.yaml:1:29: unknown key `answer`; the nearest is `answers`",
        ),
        // a key that is right elsewhere
        (
            vec![("own.yaml", "words:\n  bounds:\n    between: [a]\n  listed:\n    at-least: [a]\n")],
            "own.yaml:5:5: unknown key `at-least`",
        ),
        (
            vec![("own.yaml", "words: {yes: x}\n")],
            "own.yaml:1:14: words.yes: invalid type: string \"x\", expected a sequence",
        ),
        (
            vec![("own.yaml", "extends: ./other.yaml\n"), ("other.yaml", "a: 1\n")],
            "other.yaml:1:1: unknown key `a`",
        ),
        (
            vec![("own.yaml", "extends: ./other.yaml\n"), ("other.yaml", "extends: own.yaml\n")],
            "other.yaml:1:10: `own.yaml` extends this file already",
        ),
        (vec![("own.yaml", "extends: ./gone.yaml\n")], "gone.yaml: "),
    ] {
        let found = error(&files);
        assert!(found.starts_with(expected), "{found}\n{expected}");
    }
    let named = Dialect::load("experience-leage", Path::new("")).unwrap_err().to_string();
    assert!(named.starts_with("no dialect is called `experience-leage`; the nearest is `experience-league`"));
}

/// The names of the fields of the only operation of a page.
fn fields(dialect: &Dialect, page: &str) -> Vec<String> {
    let page = understand(File::new("page.md", page), dialect);
    page.facts.operations.iter().flat_map(|it| &it.rows).map(|field| field.name.value.clone()).collect()
}

#[test]
fn a_file_adds_words_takes_them_away_and_leaves_shapes_unread() {
    let page = "# Lamps\n\n```http\nPOST /lamps\n```\n\n| Nazwa | Opis |\n|---|---|\n| `glow` | How it glows |\n\n\
                Parameters:\n\n- `shade` (string) - Its shade\n";
    let general = own("extends: general\n");
    assert_eq!(fields(&general, page), fields(&Dialect::default_dialect().unwrap(), page));
    let unlisted = "# Lamps\n\n```http\nPOST /lamps\n```\n\n**Pola:**\n\n- `glow`: how it glows\n";
    assert_eq!(fields(&general, unlisted), [""; 0]);
    let polish = own("extends: general\nwords:\n  labels:\n    parameters: [Pola]\n");
    assert_eq!(fields(&polish, unlisted), ["glow"]);
    let again = own("extends: general\nwithout:\n  labels:\n    parameters: [parameters]\n");
    let labelled = "# Lamps\n\n```http\nPOST /lamps\n```\n\nParameters:\n\n- `glow`: how it glows\n";
    assert_eq!(fields(&general, labelled), ["glow"]);
    assert_eq!(fields(&again, labelled), [""; 0]);
    let no_lists = own("extends: general\nnot-read: {fields: [list]}\n");
    assert!(fields(&general, page).contains(&"shade".to_owned()));
    assert!(!fields(&no_lists, page).contains(&"shade".to_owned()));
    let read = understand(File::new("page.md", page), &no_lists);
    let unread: Vec<&str> = read.facts.unread.iter().map(|it| it.what).collect();
    assert!(unread.contains(&"field"), "{unread:?}");
    let no_fences = own("extends: general\nnot-read: {operations: [fence]}\n");
    let read = understand(File::new("page.md", page), &no_fences);
    assert!(read.facts.operations.is_empty());
    assert!(read.facts.unread.iter().any(|it| it.what == "operation"), "{:?}", read.facts.unread);
}

#[test]
fn the_files_of_a_dialect_are_known_with_those_that_it_extends() {
    let folder = folder(&[
        ("own.yaml", "extends: base.yaml\nproduct-markers: [X]\n"),
        ("base.yaml", "extends: general\n"),
    ]);
    let dialect = Dialect::load("own.yaml", folder.path()).unwrap();
    let names: Vec<_> =
        dialect.files.iter().filter_map(|it| it.path.as_ref()?.file_name()?.to_str()).collect();
    assert_eq!(names, ["own.yaml", "base.yaml"]);
    assert!(Dialect::named("experience-league").unwrap().files.is_empty());
}

#[test]
fn every_built_in_dialect_and_lexicon_is_one() {
    for name in names() {
        Dialect::named(name).unwrap();
    }
    for (name, text) in LEXICONS {
        let lexicon: Result<Vocabulary, _> = yaml(text);
        assert!(lexicon.is_ok(), "{name}: {lexicon:?}");
    }
}

#[test]
fn products_are_left_out_where_the_dialect_marks_them() {
    let page = "# [!DNL Big Box] connections\n\n```sh\ncurl https://a.test/w\n```\n";
    let products =
        |name: &str| understand(File::new("page.md", page), &Dialect::named(name).unwrap()).facts.products;
    assert_eq!(products("experience-league"), ["Big Box"]);
    assert_eq!(products("general"), [""; 0]);
}
