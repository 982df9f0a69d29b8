use crate::dialect::Dialect;
use crate::project::understand;
use crate::source::File;

/// Findings as `line:column name`.
fn check(page: &str) -> Vec<String> {
    let dialect = Dialect::default_dialect().unwrap();
    let page = understand(File::new("page.md", page), &dialect);
    let mut findings = page.findings.clone();
    findings.extend(super::check_pages(&[&page], &dialect));
    crate::finding::sort(&mut findings);
    findings
        .iter()
        .map(|finding| format!("{} {}", page.file.position(finding.place.span.start), finding.rule.name))
        .collect()
}

/// A page that nothing is wrong with, with parts to replace.
const SOUND: &str = r#"# Make a widget

| Credential | Description |
| --- | --- |
| `secret` | The secret. |

## Create a widget

```http
POST /widgets
```

```shell
curl -X POST \
  'https://api.example.test/v1/widgets' \
  -H 'Content-Type: application/json' \
  -d '{
    "secret": "{SECRET}",
    "kind": "0af1c2d3-0000-4000-8000-0242ac130003",
    "strict": true,
    "link": "Host={HOST};Key={KEY}"
  }'
```

| Property | Description |
| --- | --- |
| `secret` | The secret. |
| `kind` | This ID is `0af1c2d3-0000-4000-8000-0242ac130003`. |
| `strict` | A boolean. |
| `link` | The pattern is `Host={HOST};Key={KEY}`. |

```json
{"id": "w1"}
```
"#;

#[test]
fn a_sound_page_has_no_findings() {
    assert_eq!(check(SOUND), Vec::<String>::new());
}

#[test]
fn each_rule_finds_its_fault_where_it_stands() {
    for (from, to, expected) in [
        ("```http", "```https", vec!["9:4 fence-language"]),
        ("130003`. |", "130003.` |", vec!["28:60 literal-punctuation"]),
        ("The secret. |\n\n#", "The siteâ€™s secret. |\n\n#", vec!["5:22 mojibake"]),
        (
            "{HOST};Key={KEY}\"",
            "<{HOST}>;Key={KEY}\"",
            vec!["21:13 literal-punctuation", "30:28 template-mismatch"],
        ),
        (
            "-H 'Content-Type",
            "-H 'Authorization: Bearer {SECRET}' -H 'Content-Type",
            vec!["18:15 placeholder-reuse"],
        ),
        ("| `strict` | A boolean. |", "| `strict` | A boolean. | |", vec!["29:1 ragged-row"]),
        ("```json", "+++View it]\n\n```json", vec!["32:1 unclosed-container", "32:11 stray-markup"]),
        ("The pattern", "<b>The pattern", vec!["30:12 unclosed-container"]),
        ("| `link` | The", "| `lnik` | The", vec!["30:4 path-typo"]),
        (
            "| `strict` | A boolean. |",
            "| `other` | Not there. |",
            vec!["20:15 field-undocumented", "29:4 row-not-in-sample"],
        ),
        (
            "| `secret` | The secret. |\n\n## C",
            "| `token` | The token. |\n\n## C",
            vec!["5:4 credential-not-in-sample"],
        ),
        ("\"kind\": \"0af1c2d3-0", "\"kind\": \"0af1c2d4-0", vec!["28:24 constant-mismatch"]),
        ("pattern is `Host=", "pattern is `host=", vec!["30:28 template-mismatch"]),
        ("\"strict\": true", "\"strict\": \"true\"", vec!["29:4 type-mismatch"]),
        ("\"{SECRET}\",", "\"{SECRET}\"", vec!["18:25 json-invalid"]),
        ("widgets' \\\n  -H", "widgets'\n  -H", vec!["15:40 curl-broken"]),
        ("-X POST", "-X PUT", vec!["14:9 verb-mismatch"]),
        ("v1/widgets", "v1/gadgets", vec!["15:3 path-mismatch"]),
        ("The secret. |\n\n#", "The\u{a0}`secret`. |\n\n#", vec!["5:17 odd-space"]),
        (
            "| `strict` | A boolean. |",
            "| `strict` | A boolean. |\n| `other` | (Required) Not there. |",
            vec!["30:4 required-contradiction"],
        ),
        ("A boolean.", "A boolean, one of `yes` or `no`.", vec!["20:15 enum-violation"]),
        (
            "| `strict` | A boolean. |",
            "| `strict` | A boolean. |\n| `strict` | A choice. |",
            vec!["30:4 duplicate-row"],
        ),
        ("A boolean.", "A boolean. Defaults to `yes`.", vec!["29:4 default-invalid"]),
        ("\"strict\": true", "\"strict\": true,\n    \"strict\": false", vec!["21:5 duplicate-key"]),
        ("application/json'", "text/plain'", vec!["16:6 content-type-mismatch"]),
        ("'https://api", "'http://api", vec!["15:3 insecure-url"]),
        (
            "| --- | --- |\n| `secret` | The secret. |\n\n## C",
            "| --- | --- |\n\n## C",
            vec!["3:1 empty-table"],
        ),
    ] {
        assert!(SOUND.contains(from), "{from}");
        assert_eq!(check(&SOUND.replacen(from, to, 1)), expected, "{to}");
    }
    assert_eq!(check("# Widgets\n\n## Send a POST to `/widgets`\n"), ["1:1 no-operation"]);
    assert_eq!(check("# Only words\n\nOf `GET /widgets`, say.\n"), Vec::<String>::new());
}

/// Limits that a sample can hit: types, and what is read at all.
#[test]
fn what_is_nested_too_deep_is_said() {
    for (levels, expected) in [
        (15, &[][..]),
        (16, &["sample-too-deep"]),
        (127, &["sample-too-deep"]),
        (128, &["sample-too-deep", "json-invalid"]),
    ] {
        let nested = format!("\"id\": {}7{}", "[".repeat(levels), "]".repeat(levels));
        let found = check(&SOUND.replacen("\"id\": \"w1\"", &nested, 1));
        let names: Vec<&str> =
            found.iter().filter_map(|it| it.split_once(' ')).map(|(_, name)| name).collect();
        assert_eq!(names, expected, "{levels}");
    }
}

#[test]
fn every_fix_mends_its_finding() {
    let dialect = Dialect::default_dialect().unwrap();
    for (from, to) in [
        ("```http", "```https"),
        ("130003`. |", "130003.`  |"),
        ("The secret. |\n\n#", "The\u{a0}`secret`. |\n\n#"),
        ("The secret. |\n\n#", "The `\u{200b}secret`. |\n\n#"),
        ("| `link` | The", "| `lnik` | The"),
        ("\"{SECRET}\",", "\"{SECRET}\""),
        ("widgets' \\\n  -H", "widgets'\n  -H"),
    ] {
        let broken = SOUND.replacen(from, to, 1);
        let page = understand(File::new("page.md", broken.as_str()), &dialect);
        let mut repaired = broken.clone();
        let between = super::check_pages(&[&page], &dialect);
        for finding in page.findings.into_iter().chain(between) {
            for edit in finding.fix.into_iter().flat_map(|fix| fix.edits) {
                repaired.replace_range(edit.span, &edit.text);
            }
        }
        assert_eq!(check(&repaired), Vec::<String>::new(), "{to}\n{repaired}");
    }
}

#[test]
fn a_mark_in_a_literal_goes_behind_it_unless_one_is_there() {
    let dialect = Dialect::default_dialect().unwrap();
    for (broken, help, repaired) in [
        ("130003.` |", "move it behind the closing backtick", "130003`. |"),
        ("130003,` and so on. |", "move it behind the closing backtick", "130003`, and so on. |"),
        ("130003.`. |", "take it away", "130003`. |"),
        ("130003.`, for now. |", "take it away", "130003`, for now. |"),
    ] {
        let broken = SOUND.replacen("130003`. |", broken, 1);
        let page = understand(File::new("page.md", broken.as_str()), &dialect);
        let found = page.findings;
        assert_eq!(found.iter().map(|it| &*it.help).collect::<Vec<_>>(), [help]);
        let fixes: Vec<_> = found.iter().filter_map(|it| it.fix.as_deref()).collect();
        assert_eq!(crate::fix::apply(&broken, &fixes).0, SOUND.replacen("130003`. |", repaired, 1));
    }
}
