use std::collections::BTreeMap;
use std::fs;

use super::{Config, yaml_scalar};

const SOUND: &str = "api: Widgets\nlocales:\n  en: en\noutput:\n  folder: ../generated\n";

/// Loads a configuration from a project's `docs/`, and gives the error with the folder's name taken away.
fn load(text: &str) -> Result<Config, String> {
    let project = tempfile::tempdir().unwrap();
    let root = project.path().canonicalize().unwrap();
    fs::write(root.join("Cargo.toml"), "").unwrap();
    fs::create_dir(root.join("docs")).unwrap();
    let path = root.join("docs/docwright.yaml");
    fs::write(&path, text).unwrap();
    Config::load(&path).map_err(|error| error.to_string().replace(&root.display().to_string(), ""))
}

#[test]
fn a_sound_configuration_is_read_in_order() {
    let config = load(&SOUND.replace("  en: en\n", "  en: en\n  de: de\n  ar: ar\n")).unwrap();
    let locales: Vec<&str> = config.settings.locales.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(locales, ["en", "de", "ar"]);
}

/// Resolutions of one dispute, each of which holds one of these values.
fn resolutions(holds: &[&str]) -> String {
    let one = |holds: &&str| {
        format!("  - source: w\n    field: f\n    disputed: [y, x]\n    holds: '{holds}'\n    reason: r\n")
    };
    format!("resolutions:\n{}output:", holds.iter().map(one).collect::<String>())
}

#[test]
fn what_is_wrong_is_reported_with_its_place_and_what_is_right() {
    for (from, to, expected) in [
        ("api: W", "apy: W", "1:1: unknown key `apy`; the nearest is `api`, known are: api, docs-url,"),
        ("folder:", "foldr:", "5:3: unknown key `foldr`; the nearest is `folder`"),
        ("api: Widgets", "api: [1]", "1:6: api: invalid type: sequence, expected a string"),
        ("  en: en", "  en: ../../en", "3:7: `../../en` leaves the project;"),
        ("  en: en", "  en: /etc", "3:7: `/etc` leaves the project;"),
        ("../generated", "../../x", "5:11: `../../x` leaves the project;"),
        ("../generated", "..", "5:11: the output folder holds docs;"),
        ("locales:\n  en: en", "locales: {}", "2:1: no locale;"),
        ("api: Widgets", "api: \"Widgets", "6:1: found unexpected end of stream"),
        ("  en: en", "  en: en\n  en: de", "3:3: locales: duplicate entry with key \"en\""),
        ("  en: en", "  en: en\n  de: ./en/", "4:3: the locales `en` and `de` have one folder;"),
        ("api:", "docs-url: docs/{page}\napi:", "1:11: `docs/{page}` leads to no page;"),
        ("api:", "docs-url: https://docs.test/\napi:", "1:11: `https://docs.test/` leads to no page;"),
        ("  folder:", "  crate: fn\n  folder:", "5:10: `fn` is a word of Rust"),
        ("  folder:", "  crate: serde-json\n  folder:", "5:10: `serde_json` is a word of Rust"),
        ("  folder:", "  crate: a b;c\n  folder:", "5:10: expected a letter,"),
        ("  folder:", "  crate: ''\n  folder:", "5:3: expected a letter,"),
        (
            "api: Widgets",
            "renames:\n  operations:\n    a:\n      GET /: b\n      GET /: c\napi: W",
            "4:7: renames.operations.a: duplicate entry with key \"GET /\"",
        ),
        (
            "api: Widgets",
            "renames:\n  headers:\n    a: b\n    a: c\napi: W",
            "3:5: renames.headers: duplicate",
        ),
        ("output:", &resolutions(&["{x}"]), "6:5: `f` of `w` holds a value that is not in dispute;"),
        ("output:", &resolutions(&["x", "y"]), "11:5: `f` of `w` has another resolution;"),
    ] {
        assert!(SOUND.contains(from), "{from}");
        let error = load(&SOUND.replace(from, to)).map(|_| ()).unwrap_err();
        let expected = format!("/docs/docwright.yaml:{expected}");
        assert!(error.starts_with(&expected), "{to:?} gives\n{error}\nnot\n{expected}");
    }
}

#[test]
fn one_key_is_read_whatever_stands_beside_it() {
    for (text, expected) in [
        ("a: b\n", Some("b")),
        ("title: Use [x] in: y\na: 7\nlist:\n  - a\n", Some("7")),
        ("a: \"x: y\"  # z\n", Some("x: y")),
        ("a: >\n  two\n  lines\nb: c\n", Some("two lines\n")),
        ("\"a\": yes\r\n", Some("yes")),
        ("a: true\n", Some("true")),
        ("a: 1\na: 2\n", Some("2")),
        ("a: x\n  y: z\n", Some("x")),
        ("a: [x]\n", None),
        ("a:\n", None),
        ("b:\n  a: 7\n", None),
        ("ab: 7\n", None),
        ("", None),
    ] {
        assert_eq!(yaml_scalar(text, "a").as_deref(), expected, "{text:?}");
    }
}

/// All values of up to four of these pieces.
#[test]
fn a_scalar_is_what_the_library_says() {
    let pieces = ["a", "é", "1", "e", "-", ".", " ", "(", ",", "/", "_", "'", "\u{a0}"];
    let mut values = vec![String::new()];
    for _ in 0..4 {
        values = values.iter().flat_map(|value| pieces.map(|piece| format!("{value}{piece}"))).collect();
        for value in &values {
            let text = format!("key: {value}\n");
            let library = serde_yaml::from_str::<BTreeMap<String, serde_yaml::Value>>(&text).ok();
            let expected = match library.and_then(|mut map| map.remove("key")) {
                Some(serde_yaml::Value::String(text)) => Some(text),
                Some(serde_yaml::Value::Number(number)) => Some(number.to_string()),
                _ => None,
            };
            assert_eq!(yaml_scalar(&text, "key"), expected, "{text:?}");
        }
    }
}

#[test]
fn an_alias_bomb_is_an_error() {
    let mut bomb = String::from("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (this, last) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        bomb.push_str(&format!("{this}: &{this} [{}]\n", vec![format!("*{last}"); 9].join(",")));
    }
    assert!(load(&format!("{SOUND}{bomb}")).is_err());
    assert_eq!(yaml_scalar(&bomb, "j"), None);
}

#[test]
fn an_entry_is_found_with_its_lines_and_nothing_else() {
    let entry = |field: &str| format!("{{source: w, field: {field}, disputed: [x], holds: x, reason: r}}");
    for (list, taken) in [
        // dashes below the key, comments and blank lines between entries
        (
            "resolutions:\n# a\n- source: w\n  field: a\n  disputed: [x]\n\n  # in it\n  holds: x\n  reason: r\n\n# b\n- source: w\n  \
             field: b\n  disputed: [x]\n  holds: x\n  reason: r\n# after\n",
            vec![
                "- source: w\n  field: a\n  disputed: [x]\n\n  # in it\n  holds: x\n  reason: r\n",
                "- source: w\n  field: b\n  disputed: [x]\n  holds: x\n  reason: r\n",
            ],
        ),
        // the last line has no end, and the dash is alone
        (
            "resolutions: # none\n   -\n     source: w\n     field: a\n     disputed: [x]\n     holds: x\n     reason: |\n       r\n\n       - s",
            vec![
                "   -\n     source: w\n     field: a\n     disputed: [x]\n     holds: x\n     reason: |\n       r\n\n       - s",
            ],
        ),
        // other ways to write a list are left alone
        (&format!("resolutions: [{}]\n", entry("a")), vec![]),
        (&format!("resolutions:\n  [{}]\n", entry("a")), vec![]),
    ] {
        let text = format!("{SOUND}{list}");
        let config = load(&text).unwrap();
        let count = config.settings.resolutions.len();
        let spans: Vec<&str> = (0..count)
            .filter_map(|at| config.entry_of_resolution(at))
            .map(|span| config.file.text.get(span).unwrap())
            .collect();
        assert_eq!(spans, taken, "{list}");
        let at = config.span_of_resolution(count - 1);
        assert_eq!(config.file.text.get(at), Some(if count == 2 { "b" } else { "a" }), "{list}");
    }
}

#[test]
fn a_list_of_nothing_is_empty() {
    assert_eq!(load(&format!("{SOUND}resolutions:\nrequired:\n")).unwrap().settings.resolutions.len(), 0);
}

#[test]
fn a_byte_order_mark_is_no_text() {
    assert_eq!(load(&format!("\u{feff}{SOUND}")).unwrap().settings.api, "Widgets");
}
