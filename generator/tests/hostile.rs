//! Pages that mean harm, or might as well: each ends in facts, a finding or a clear error, within seconds; what is
//! written for it stays in its folder and compiles.

mod crates;
mod endless;

use std::fs;
use std::time::Instant;

use crates::{cargo, generate, is_clean};
use endless::{page, run};
use serde_json::{Map, Value, json};

/// Names as fields, sources and operations have them when nobody looks.
fn names() -> Vec<String> {
    let mut names: Vec<String> = [
        "type",
        "self",
        "Self",
        "crate",
        "super",
        "fn",
        "async",
        "await",
        "gen",
        "try",
        "dyn",
        "union",
        "macro_rules",
        "_",
        "__",
        "123",
        "1st",
        "-",
        "a-b",
        "a_b",
        "aB",
        "a b",
        "AB",
        "ab",
        "Ab",
        "new",
        "extra",
        "default",
        "clone",
        "into",
        "from_parts",
        "body",
        "options",
        "client",
        "runtime",
        "serde",
        "std",
        "String",
        "Option",
        "Vec",
        "None",
        "🦀",
        "é",
        "e\u{301}",
        "ß",
        "İ",
        "ﬃ",
        "名前",
        "\u{202e}evil",
        "zero\u{200b}width",
        "a\u{0}b",
        "a\"b",
        "a\\b",
        "a'b",
        "a`b",
        "a|b",
        "a{b}",
        "a.b",
        "a[0]",
        "*/",
        "//",
        "#![allow(x)]",
        "r#type",
        "${x}",
        "$(x)",
        "%s",
        "{}",
        "",
        " ",
        "\n",
        "\t",
        "\u{feff}",
        "__proto__",
        "constructor",
    ]
    .map(str::to_owned)
    .to_vec();
    names.push("long".repeat(2_500));
    names
}

/// Text that tries to be something else.
const WORDS: &str = "*/ \" ' \\ #![allow(warnings)] <script>alert(1)</script> [a](b [c]: d ``` {@link x} {{x}} ${x} \
                     ]( \u{202e}x\u{2066} \u{1}x \"#; fn main() {} r#\"x\"# //! x /*! x */ [`crate`] [x][y] <https://x";

#[test]
fn names_and_words_become_rust_that_compiles() {
    compiles(5);
}

#[test]
#[ignore = "takes minutes"]
fn all_names_become_rust_that_compiles() {
    compiles(1);
}

/// All names are those of fields, and of a part of them those of objects and variants: a type each, which takes long to compile.
fn compiles(part: usize) {
    let docs = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(docs.path().join(format!("{name}.md")), text).unwrap();
    let fields: Map<String, Value> = names().into_iter().map(|name| (name, json!("x"))).collect();
    write("fields", page("Fields", "/fields", &Value::Object(fields.clone())));
    let objects = fields
        .keys()
        .step_by(part)
        .map(|name| (name.clone(), json!({ name.as_str(): [{ name.as_str(): 1 }] })))
        .collect();
    write("objects", page("Objects", "/objects", &Value::Object(objects)));
    let variants = names().into_iter().step_by(part).filter(|name| !name.contains(['{', '}']));
    let variants: String = variants
        .map(|name| {
            page("V", "/variants", &json!({ "auth": { "specName": name, "params": { name.as_str(): 1 } } }))
        })
        .collect();
    write("variants", variants);
    for name in
        ["self", "crate", "123", "🦀", "É t é", "a-b", "a_b", "A B", "std", "runtime", "default", "r#x", "-"]
    {
        write(name, page(name, &format!("/{name}"), &json!({ "a": 1 })));
    }
    // what can be seen is in examples as it is
    let seen: String = WORDS.chars().filter(char::is_ascii).collect();
    let row = format!("| `a` | {} |", WORDS.replace('|', "\\|"));
    let reported = format!(
        "---\ntitle: {}\n---\n# {WORDS}\n\n>[!NOTE]\n>{WORDS}\n\n>[!BETA]\n>{WORDS}\n\n## {WORDS}\n\n{WORDS}\n\n{}\n\
         | Property | Description |\n| --- | --- |\n{row}\n",
        json!(WORDS),
        page("x", "/words/{ID}?q={Q}", &json!({ "a": WORDS, "b": { "c": [WORDS] }, "d": { "e": seen } })),
    );
    write("words", reported);

    let folder = generate(docs.path(), "hostile");
    is_clean(&cargo(&folder, &["clippy", "--all-targets", "--features=blocking"]), "clippy");
    // what a page says is within the examples as well
    let examples = cargo(&folder, &["test", "--doc"]);
    is_clean(&examples, "examples");
    let mut open = vec![folder.clone()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            assert!(name.is_ascii() && !name.contains(' '), "{name}");
            if entry.file_type().unwrap().is_dir() {
                open.push(entry.path());
            } else if name.ends_with(".rs") {
                let text = fs::read_to_string(entry.path()).unwrap();
                let control = text.chars().find(|c| c.is_control() && *c != '\n');
                assert_eq!(control, None, "{name}");
            }
        }
    }
}

#[test]
fn whatever_is_in_a_page_it_ends() {
    pages_end(1_500);
}

/// Deeper than any stack goes that keeps a frame for each.
#[test]
#[ignore = "takes minutes"]
fn however_deep_a_page_is_it_ends() {
    pages_end(100_000);
}

fn pages_end(deep: usize) {
    let sound = page("Sound", "/sound", &json!({ "a": 1 }));
    let with_body = |body: String| {
        format!(
            "# Deep\n\n```http\nPOST /deep\n```\n\n```shell\ncurl 'https://a.example.test/deep' -d '{body}'\n```\n"
        )
    };
    let bomb = (1..30).fold("a0: &a0 [x, x]\n".to_owned(), |text, at| {
        let before = at - 1;
        format!("{text}a{at}: &a{at} [*a{before}, *a{before}, *a{before}, *a{before}]\n")
    });
    let pages: Vec<(&str, Vec<u8>)> = vec![
        ("json lists", with_body("[".repeat(deep) + &"]".repeat(deep)).into()),
        ("json objects", with_body("{\"a\":".repeat(deep) + "1" + &"}".repeat(deep)).into()),
        ("json that is never closed", with_body("{\"a\":[".repeat(deep)).into()),
        ("json that only closes", with_body("]}".repeat(deep)).into()),
        ("json of quotes", with_body("\"".repeat(deep)).into()),
        ("json of commas", with_body(format!("{{{}}}", ",".repeat(deep))).into()),
        (
            "keys",
            with_body(format!("{{{}}}", (0..deep / 5).map(|n| format!("\"k{n}\": 1,")).collect::<String>()))
                .into(),
        ),
        ("quotes", format!("{} x\n\n{sound}", ">".repeat(deep)).into()),
        ("lists", format!("{}\n\n{sound}", "- ".repeat(deep)).into()),
        ("brackets", format!("{}\n\n{sound}", "[".repeat(deep)).into()),
        ("links", format!("{}\n\n{sound}", "[a](".repeat(deep)).into()),
        ("emphasis", format!("{}\n\n{sound}", "*a_ ".repeat(deep)).into()),
        ("ticks", format!("{}\n\n{sound}", (1..800).map(|n| "`".repeat(n) + " ").collect::<String>()).into()),
        ("html", format!("{}\n\n{sound}", "<div><!-- ".repeat(deep)).into()),
        ("inline html", format!("{}\n{sound}", "<b>\n".repeat(deep)).into()),
        ("inline html in blocks", format!("{}\n{sound}", "<div><b>\n".repeat(deep)).into()),
        ("cells of inline html", format!("{}\n{sound}", "<table><tr><td><b>\n`x`\n".repeat(deep / 5)).into()),
        ("parts of a path", format!("```http\nGET /{}\n```\n{sound}", "#{a}/*b*/[?c=1".repeat(deep)).into()),
        (
            "maps of maps",
            format!("{sound}\n| Name | Type |\n| --- | --- |\n| `a` | {} |\n", "map[string]".repeat(deep))
                .into(),
        ),
        ("instructions", format!("{}\n{sound}", "<?php\n".repeat(deep)).into()),
        ("pipes", format!("| a |\n| --- |\n{}\n{sound}", "|".repeat(deep)).into()),
        ("rows", format!("| a | b |\n| --- | --- |\n{}\n{sound}", "| `a` | b |\n".repeat(deep)).into()),
        ("headings", format!("{}\n{sound}", "## A\n\n".repeat(deep)).into()),
        ("folds", format!("{}\n{sound}", "+++a\n\n".repeat(deep)).into()),
        ("tabs", format!("{}\n{sound}", ">[!TAB a]\n\n".repeat(deep)).into()),
        ("fences", format!("{}\n{sound}", "```json\n{\n".repeat(deep / 10)).into()),
        ("calls", "```http\nGET /a\n```\n".repeat(deep / 20).into()),
        ("backslashes", with_body("\\\n".repeat(deep)).into()),
        ("shell", format!("```shell\ncurl {}\n```\n{sound}", "$(a ".repeat(deep)).into()),
        ("front matter bomb", format!("---\n{bomb}title: *a29\n---\n{sound}").into()),
        ("front matter depth", format!("---\na: {}\n---\n{sound}", "[".repeat(deep)).into()),
        ("nul", sound.replace('a', "\0").into()),
        ("mark and crlf", format!("\u{feff}{}", sound.replace('\n', "\r\n")).into()),
        ("carriage returns", sound.replace('\n', "\r").into()),
        ("one line", "word ".repeat(2 * deep).into()),
        ("nothing", Vec::new()),
        ("not utf-8", [&sound.clone().into_bytes()[..], b"\xff\xfe"].concat()),
        ("utf-16", sound.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ];
    for (what, page) in pages {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        fs::create_dir(at.join("docs")).unwrap();
        fs::write(at.join("docs/page.md"), &page).unwrap();
        for arguments in [
            &["inspect", "docs", "--format", "json", "--fail-on", "never"][..],
            &["generate", "--docs", "docs", "--out", "out", "--crate-name", "x"],
        ] {
            let start = Instant::now();
            let (status, words) = run(at, arguments);
            println!("{what}: {} in {:?}", arguments[0], start.elapsed());
            let reported: String = words.chars().take(400).collect();
            assert!(status == 0 || status == 2, "{what}: {arguments:?} ends with {status}: {reported}");
            assert!(
                status == 0 || words.contains("docs") || words.contains("page.md:"),
                "{what}: {reported}"
            );
        }
        let mut left: Vec<_> = fs::read_dir(at).unwrap().map(|it| it.unwrap().file_name()).collect();
        left.retain(|name| !["docs", "out", "stdout", "stderr"].contains(&name.to_str().unwrap()));
        assert!(left.is_empty(), "{what}: {left:?}");
    }
}

#[test]
fn a_configuration_that_explodes_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let bomb = (1..30).fold("a0: &a0 [x, x]\n".to_owned(), |text, at| {
        let before = at - 1;
        format!("{text}a{at}: &a{at} [*a{before}, *a{before}, *a{before}, *a{before}]\n")
    });
    for text in [bomb, "[".repeat(100_000), "a: ".repeat(100_000), "\0".to_owned(), String::new()] {
        fs::write(folder.path().join("docwright.yaml"), text).unwrap();
        let (status, words) = run(folder.path(), &["check"]);
        assert!(status == 2 && words.contains("docwright.yaml"), "{words}");
    }
}

/// A folder is not followed; a page that is a link is read where it leads to another file of the docs, and refused
/// where it does not.
#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_docs() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for name in ["docs/en/deep", "docs/de", "private"] {
        fs::create_dir_all(at.join(name)).unwrap();
    }
    fs::write(at.join("Cargo.toml"), "").unwrap();
    let config = "api: A\nlocales:\n  en: en\n  de: de\noutput:\n  folder: ../generated\n";
    fs::write(at.join("docs/docwright.yaml"), config).unwrap();
    fs::write(at.join("private/secret.md"), page("Secret", "/secret", &json!({ "a": 1 }))).unwrap();
    fs::write(at.join("docs/en/page.md"), page("Sound", "/sound", &json!({ "a": 1 }))).unwrap();
    symlink(at.join("private"), at.join("docs/en/out")).unwrap();
    symlink(at.join("docs"), at.join("docs/en/deep/round")).unwrap();
    symlink("../page.md", at.join("docs/en/deep/again.md")).unwrap();
    symlink("../en/page.md", at.join("docs/de/page.md")).unwrap();
    let inspect = ["inspect", "docs/en", "--format", "json", "--fail-on", "never"];
    let check = ["check", "--config", "docs/docwright.yaml", "--fail-on", "never"];
    let (status, words) = run(at, &inspect);
    assert!(status == 0 && words.matches("\"deep/again.md\"").count() > 0, "{words}");
    assert!(words.contains("/sound") && !words.contains("secret"), "{words}");
    let (status, words) = run(at, &check);
    assert_eq!(status, 0, "{words}");

    symlink("../../private/secret.md", at.join("docs/en/link.md")).unwrap();
    for (arguments, docs) in [(&inspect[..], "docs/en"), (&check[..], "docs")] {
        let (status, words) = run(at, arguments);
        let expected = format!("docwright: docs/en/link.md: leads out of {docs}, to /");
        assert!(status == 2 && words.starts_with(&expected), "{words}");
    }

    // a whole folder that only seems to be one of the project
    let elsewhere = tempfile::tempdir().unwrap();
    for name in ["docs/de", "generated"] {
        let path = at.join(name);
        let _ = fs::remove_dir_all(&path);
        symlink(elsewhere.path(), &path).unwrap();
        let (status, words) = run(at, &check);
        assert!(status == 2 && words.contains("leaves the project"), "{name}: {words}");
        fs::remove_file(path).unwrap();
    }
}
