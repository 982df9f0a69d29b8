//! Pages of very many of one thing: time grows in a line with them. Of a fortieth of them with every run of the tests; of all with
//! `cargo test -p docwright --test size -- --ignored`.

mod endless;

use std::fs;
use std::time::Instant;

use endless::{page, run};
use serde_json::{Map, Value, json};

const IN_ONE_LINE: &str = "faults in one line";

#[test]
fn a_page_of_many_ends() {
    one_page(40);
}

#[test]
#[ignore = "takes minutes"]
fn time_grows_in_a_line_with_one_page() {
    one_page(1);
}

/// Pages of many of one thing each, or of a part of them. Where each is compared with each, all of them take many minutes; else a
/// second or two.
fn one_page(part: usize) {
    let many = |count: usize, each: &dyn Fn(usize) -> String| (0..count / part).map(each).collect::<String>();
    let id = |n: usize| format!("{n:08x}-f0f8-475f-89d4-ce54c8527328");
    let head = "| Property | Description |\n| --- | --- |\n";
    let listed = |count: usize| -> String {
        let rows = (0..count).map(|n| format!("| GET | /a{n}/{{id}} |\n"));
        format!("# All\n\n| Method | Path |\n| --- | --- |\n{}\n", rows.collect::<String>())
    };
    let fields = |count: usize| -> Value {
        (0..count / part).map(|n| (format!("field{n}"), json!("x"))).collect::<Map<_, _>>().into()
    };
    let sound = page("Sound", "/sound", &json!({ "a": 1, "spec": { "id": id(1) } }));
    let link =
        |n: usize| format!("Host={{HOST}};Port={{PORT}};Database={{DATABASE_{n}}};Password={{PASSWORD}}");
    let pages = [
        ("lines of one fence", format!("```http\n{}```\n{sound}", many(60_000, &|n| format!("GET /a{n}\n")))),
        (
            "listed paths, and headings that are those",
            listed(20_000 / part) + &many(20_000, &|n| format!("## /a{n}/{{id}}\n\nIt is.\n\n")),
        ),
        (
            "listed paths, and calls of those",
            listed(10_000 / part)
                + &many(10_000, &|n| {
                    format!("## Call {n}\n\n```\ncurl https://a.example/v1/a{n}/7\n```\n\n")
                }),
        ),
        (
            "lines of one fence, and headings called like their ends",
            format!("# All\n\n```\n{}```\n\n", many(20_000, &|n| format!("GET /a{n}\n")))
                + &many(20_000, &|n| format!("## a{n}\n\nIt is.\n\n")),
        ),
        (
            "rows of no field",
            format!("{sound}\n{head}{}", many(40_000, &|n| format!("| `field{n}` | It is. |\n"))),
        ),
        (
            "rows of fields that are nearly called so",
            page("Many", "/many", &fields(20_000))
                + head
                + &many(20_000, &|n| format!("| `Feild{n}` | It is. |\n")),
        ),
        (
            "answers with their tables",
            sound.clone()
                + &many(15_000, &|n| {
                    format!("```json\n{{\"id{n}\": 1}}\n```\n\n{head}| `id{n}` | It is. |\n\n")
                }),
        ),
        (
            "rows of no operation's own, and operations",
            format!("## Before\n\n{head}")
                + &many(3_000, &|_| format!("| `spec.id` | It is `{}`. |\n", id(1)))
                + &many(3_000, &|n| page("Later", &format!("/a{n}"), &json!({ "spec": { "id": id(1) } }))),
        ),
        (
            "sentences, and operations",
            many(3_000, &|n| page("Sooner", &format!("/a{n}"), &json!({ "id": id(1) })))
                + &many(30_000, &|_| format!("The id is `{}`.\n\n", id(1))),
        ),
        (
            "sentences of identifiers, and fields",
            page(
                "Many",
                "/many",
                &(0..35_000 / part).map(|n| (format!("f{n}"), id(n).into())).collect::<Map<_, _>>().into(),
            ) + &many(35_000, &|n| format!("The id is `{}`.\n\n", id(n))),
        ),
        (
            "patterns that are not the sample's",
            page("Link", "/link", &json!({ "link": link(0) }))
                + head
                + &many(10_000, &|n| format!("| `other{n}` | As `{}`. |\n", link(n))),
        ),
        (
            "fields of one paragraph",
            format!("{sound}\n**Parameters**\n\n{}", many(40_000, &|n| format!("`field{n}`: It is.\n"))),
        ),
        (
            "one sentence",
            format!(
                "{sound}\n{head}| `a` | {} |\n",
                "the default is no, at least 3 valid values are `x`, for example `y` ".repeat(20_000 / part)
            ),
        ),
        (
            "comments that silence",
            sound.clone()
                + &many(35_000, &|_| {
                    format!(
                        "<!-- docwright-disable-next-line empty-table -->\n{head}\n<!-- docwright-disable path-typo -->\n\n"
                    )
                }),
        ),
        (
            IN_ONE_LINE,
            format!("```http\nPOST /a\n```\n\n```json\n[{}]\n```\n", "{\"a\": 1,}, ".repeat(10_000 / part)),
        ),
    ];
    for (what, page) in pages {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        fs::write(at.join("page.md"), &page).unwrap();
        let formats = ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"];
        // what is reported in each grows alike, but for its place: one page is enough
        let reported = if what == IN_ONE_LINE { &formats[..] } else { &formats[..1] };
        for format in reported {
            let start = Instant::now();
            let (status, words) = run(at, &["inspect", "page.md", "--format", format, "--fail-on", "never"]);
            println!("{what}, {format}: {:?}, {} of {} bytes", start.elapsed(), words.len(), page.len());
            assert_eq!(status, 0, "{what}: {}", words.chars().take(400).collect::<String>());
            assert!(
                words.len() < 150 * page.len(),
                "{what}: {format} says {} bytes of {}",
                words.len(),
                page.len()
            );
        }
    }
}

#[test]
fn a_client_and_the_changes_of_a_page_of_many_end() {
    client_and_changes(40);
}

#[test]
#[ignore = "takes minutes"]
fn time_grows_in_a_line_with_one_page_for_a_client_and_for_what_changed() {
    client_and_changes(1);
}

/// Pages of many of one thing each, or of a part of them, of which a client is made, and two revisions of which are compared. Where
/// each is compared with each, all of them take many minutes; else some seconds.
fn client_and_changes(part: usize) {
    let many = |count: usize, each: &dyn Fn(usize) -> String| (0..count / part).map(each).collect::<String>();
    let map = |members: &mut dyn Iterator<Item = (String, Value)>| -> Value {
        Value::Object(members.collect::<Map<_, _>>())
    };
    let sound = page("Sound", "/sound", &json!({ "a": 1 }));
    let sent = |path: &str, more: &str, body: &Value| {
        format!("```shell\ncurl -X POST 'https://a.example.test{path}' {more} -d '{body}'\n```\n\n")
    };
    // each is given a word that is another in the later revision
    type Kind<'a> = (&'static str, &'a dyn Fn(&str) -> String);
    let kinds: [Kind<'_>; 14] = [
        ("operations", &|word| {
            many(400, &|n| page(&format!("Make {n}"), &format!("/a{n}"), &json!({ "spec": { "id": word } })))
        }),
        ("operations at other paths", &|word| {
            many(400, &|n| page(&format!("Make {n}"), &format!("/a{n}/{word}"), &json!({ "a": n })))
        }),
        ("operations that fix a value", &|word| {
            let head = "| Property | Description |\n| --- | --- |\n";
            many(250, &|n| {
                let id = format!("{n:08x}-f0f8-475f-89d4-ce54c8527328");
                page(word, &format!("/a{n}"), &json!({ "spec": { "id": id } }))
                    + &format!("\n{head}| `spec.id` | The fixed ID `{id}`. |\n\n")
            })
        }),
        ("operations with a header of their own", &|word| {
            many(300, &|n| {
                format!("## Make {n}\n\n```http\nPOST /h{n}\n```\n\n")
                    + &sent(&format!("/h{n}"), &format!("-H 'x-{word}-{n}: {{V}}'"), &json!({ "a": 1 }))
            })
        }),
        ("answers", &|word| {
            sound.clone() + &many(5_000, &|n| format!("```json\n{{\"id{n}\": \"{word}\"}}\n```\n\n"))
        }),
        ("answers that are alike", &|word| {
            sound.clone() + &many(3_000, &|n| format!("```json\n{{\"id\": \"{word}{n}\"}}\n```\n\n"))
        }),
        ("requests", &|word| {
            sound.clone() + &many(700, &|n| sent("/sound", "", &json!({ "a": 1, format!("f{n}"): word })))
        }),
        ("fields by other names", &|word| {
            page("Many", "/many", &map(&mut (0..4_000 / part).map(|n| (format!("{word}{n}"), json!("x")))))
        }),
        ("objects in objects", &|word| {
            page(
                "Many",
                "/many",
                &map(&mut (0..300 / part).map(|n| (format!("a{n}"), json!({ "b": { "c": word } })))),
            )
        }),
        ("items of a list", &|word| {
            let items: Vec<Value> = (0..3_000 / part).map(|n| json!({ format!("id{n}"): word })).collect();
            page("Many", "/many", &json!({ "items": items }))
        }),
        ("variants", &|word| {
            many(500, &|n| {
                let body =
                    json!({ "auth": { "specName": format!("{word}{n}"), "params": { format!("p{n}"): 1 } } });
                format!("## Make {n}\n\n```http\nPOST /v\n```\n\n") + &sent("/v", "", &body)
            })
        }),
        ("parameters of a query", &|word| {
            let query = many(400, &|n| format!("&{word}{n}={{Q{n}}}"));
            format!("# Q\n\n```http\nGET /q?a={{A}}{query}\n```\n\n```json\n{{\"a\": 1}}\n```\n")
        }),
        ("parts of a connection string", &|word| {
            let link = many(2_000, &|n| format!("K{n}={{{word}{n}}};"));
            page("Link", "/link", &json!({ "link": link }))
                + &format!(
                    "\n| Property | Description |\n| --- | --- |\n| `link` | The pattern is `{link}`. |\n"
                )
        }),
        ("words of a field by another name", &|word| {
            let words = format!("it is {word}, and that it is ").repeat(2_000 / part);
            page("Words", "/words", &json!({ word: 1 }))
                + &format!("\n| Property | Description |\n| --- | --- |\n| `{word}` | {words} |\n")
        }),
    ];
    for (what, text) in kinds {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        fs::write(at.join("old.md"), text("old")).unwrap();
        fs::write(at.join("new.md"), text("other")).unwrap();
        let commands: [&[&str]; 2] = [
            &["generate", "--docs", "old.md", "--out", "client", "--crate-name", "x"],
            &["diff", "old.md", "new.md", "--fail-on", "never"],
        ];
        for command in commands {
            let start = Instant::now();
            let (status, words) = run(at, command);
            println!("{what}, {}: {:?} of {} bytes", command[0], start.elapsed(), text("old").len());
            assert_eq!(status, 0, "{what}: {}", words.chars().take(400).collect::<String>());
        }
    }
}
