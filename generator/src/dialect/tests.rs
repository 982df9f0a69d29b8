use super::{Dialect, Payload, contains_words, words_of};
use crate::model::Lifecycle;
use crate::project::understand;
use crate::source::File;

#[test]
fn words_of_names() {
    for (name, expected) in [
        ("connectionSpec.id", vec!["connection", "spec", "id"]),
        ("SASKeyName", vec!["sas", "key", "name"]),
        ("x-api-key", vec!["x", "api", "key"]),
        ("s3AccessKey", vec!["s3", "access", "key"]),
        ("passPhrase", vec!["pass", "phrase"]),
        ("", vec![]),
    ] {
        assert_eq!(words_of(name), expected, "{name}");
    }
}

#[test]
fn phrases_are_whole_words() {
    for (text, phrase, expected) in [
        ("This is in beta.", "is in beta", true),
        ("Optionally, it", "optional", false),
        ("La source sera abandonnée", "sera abandonné", false),
        ("l’identifiant d’API", "d'api", true),
        ("この機能は廃止されました", "廃止", true),
        ("(Optional) The", "(optional)", true),
    ] {
        assert_eq!(contains_words(text, phrase), expected, "{phrase} in {text}");
    }
}

fn facts(text: &str) -> super::PageFacts {
    understand(File::new("page.md", text), &Dialect::default_dialect().unwrap()).facts
}

#[test]
fn lifecycle_is_reported_by_title_and_opening_notices() {
    for (text, expected) in [
        ("# Plain\n", Lifecycle::Ga),
        ("# (Beta) New\n", Lifecycle::Beta),
        ("# A\n\n>[!NOTE]\n>\n>The A source is in beta.\n", Lifecycle::Beta),
        ("# A\n\n>[!WARNING]\n>\n>La source A sera abandonnée fin juin.\n", Lifecycle::Deprecated),
        ("# A\n\n## Later\n\n>[!NOTE]\n>\n>This field is deprecated.\n", Lifecycle::Ga),
    ] {
        assert_eq!(facts(text).lifecycle, expected, "{text}");
    }
}

/// Rows as `name -> path`, those of operations after those of credentials.
fn rows(text: &str) -> (Vec<String>, Vec<String>) {
    let facts = facts(text);
    let show = |row: &super::Field| format!("{} -> {}", row.name.value, row.path.as_deref().unwrap_or("-"));
    let own = facts.operations.iter().flat_map(|operation| &operation.rows);
    (facts.credentials.iter().map(show).collect(), own.map(show).collect())
}

const CURL: &str = "```sh\ncurl -X POST https://a.test/w -d '{\"auth\": {\"params\": {\"userName\": \"x\", \"region\": \"y\"}}, \"id\": 1}'\n```\n";

#[test]
fn rows_find_their_fields() {
    let table = "| Name | Text |\n|---|---|\n| `auth.params.userName` | full |\n| `region` | last |\n\
                 | `auth.params.username` | case |\n| `params.region` | end |\n| `auth.parms.region` | letter |\n| `zone` | none |\n";
    let (_, own) = rows(&format!("```http\nPOST /w\n```\n{CURL}\n{table}"));
    assert_eq!(
        own,
        [
            "auth.params.userName -> auth.params.userName",
            "region -> auth.params.region",
            "auth.params.username -> auth.params.userName",
            "params.region -> auth.params.region",
            "auth.parms.region -> auth.params.region",
            "zone -> -",
        ]
    );
}

#[test]
fn a_table_belongs_to_the_request_it_stands_nearest_to() {
    let table = |name: &str| format!("| Feld | Text |\n|---|---|\n| `{name}` | x |\n\n");
    let operation = format!("```http\nPOST /w\n```\n\n{CURL}\n");
    // before any request; after one; before the one of a later part of the page
    for (text, expected) in [
        (format!("# A\n\n{}## B\n\n{operation}", table("region")), (vec!["region"], vec![])),
        (format!("# A\n\n## B\n\n{operation}{}", table("region")), (vec![], vec!["region"])),
        (
            format!(
                "# A\n\n## B\n\n{operation}## C\n\n### Needs\n\n{}### Do\n\n{operation}",
                table("region")
            ),
            (vec!["region"], vec![]),
        ),
        (
            format!(
                "# A\n\n## B\n\n### Call\n\n{operation}### Fields\n\n{}## C\n\n{operation}",
                table("region")
            ),
            (vec![], vec!["region"]),
        ),
    ] {
        let (credentials, own) = rows(&text);
        let names = |rows: Vec<String>| -> Vec<String> {
            rows.iter().map(|row| row.split(' ').next().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(
            (names(credentials), names(own)),
            (
                expected.0.iter().map(|name| (*name).to_owned()).collect(),
                expected.1.iter().map(|name| (*name).to_owned()).collect(),
            ),
            "{text}"
        );
    }
}

#[test]
fn what_is_not_used_is_reported() {
    let facts = facts(&format!(
        "```\nhello\n```\n\n```json\n{{\"a\": 1}}\n```\n\n{CURL}\n| Menu | Where |\n|---|---|\n| File | top |\n"
    ));
    let found: Vec<_> = facts.unread.iter().map(|it| format!("{}: {}", it.what, it.why)).collect();
    assert_eq!(
        found,
        [
            "fence: neither a request nor JSON",
            "fence: JSON before any operation",
            "table row: no column of its table names fields of a sample",
        ]
    );
}

#[test]
fn requests_without_a_method_line_are_operations_by_themselves() {
    let facts = facts(
        "```sh\ncurl https://a.test/v1/things?limit=2\n```\n\n```sh\ncurl -XDELETE https://a.test/v1/things/7\n```\n",
    );
    let found: Vec<_> =
        facts.operations.iter().map(|it| format!("{} {} {:?}", it.method, it.path, it.query)).collect();
    assert_eq!(found, ["GET /v1/things Some(\"limit=2\")", "DELETE /v1/things/7 None"]);
}

#[test]
fn a_body_that_is_no_json_is_no_json() {
    let page = |headers: &str, body: &str| {
        format!(
            "# P\n\n```http\nPOST /p\n```\n\n```shell\ncurl -X POST 'https://a.test/p' {headers} -d '{body}'\n```\n"
        )
    };
    let form = "-H 'Content-Type: application/x-www-form-urlencoded'";
    for (headers, body, is_json) in [
        ("", "client_id={CLIENT_ID}&grant_type=client_credentials", false),
        (form, "a=1", false),
        ("-H 'Content-Type: text/csv'", "id,kind", false),
        (form, "{ \"a\": 1 }", true),
        ("", "[{ \"a\": 1 }]", true),
        ("", "\"a\": 1 }", true),
        ("-H 'Content-Type: application/json'", "\"a=1\"", true),
    ] {
        let facts = facts(&page(headers, body));
        let request = facts.operations.first().and_then(|operation| operation.requests.first()).unwrap();
        assert_eq!(request.body.is_some(), is_json, "{body}");
        assert_eq!(request.payload == Payload::Json, is_json, "{body}");
        assert!(facts.unread.is_empty(), "{body}");
    }
}
