use super::*;
use crate::dialect::Dialect;
use crate::project::understand;
use crate::source::File;

fn reading(pages: &[&str]) -> ReadCounts {
    let dialect = Dialect::default_dialect().unwrap();
    let read = pages.iter().map(|text| understand(File::new("page.md", *text), &dialect));
    ReadCounts::of(&read.collect::<Vec<_>>())
}

const LAMP: &str = "# Lamps\n\n```http\nPOST /lamps\n```\n\n| Parameter | Type |\n|---|---|\n| `glow` | string |\n\n\
                    ```sh\ncurl -X POST https://a.test/lamps -d '{\"glow\": \"x\"}'\n```\n\n```json\n{\"id\": 1}\n```\n";

#[test]
fn what_is_read_is_counted_in_a_few_lines() {
    let one = reading(&[LAMP, "# Words\n"]);
    assert_eq!(
        one.to_text(),
        "read:   1 operation, 1 parameter, 1 sample of requests, 1 of responses\n        in 1 of 2 pages\nunread: nothing\n"
    );
    assert!(one.facts() > reading(&["# Words\n"]).facts());
    let many: Vec<String> = (0..600).map(|n| format!("{LAMP}\n```\nwords {n}\n```\n")).collect();
    let text = reading(&many.iter().map(String::as_str).collect::<Vec<_>>()).to_text();
    assert!(text.contains("  600  fence: neither a request nor JSON\n"), "{text}");
    assert!(text.lines().count() <= 7, "{text}");
}

#[test]
fn reasons_of_one_kind_are_one() {
    for (why, expected) in [
        ("neither a request nor JSON", "neither a request nor JSON"),
        ("2 cells where the header has 3", "… cells where the header has …"),
        ("a sample in another language: go, js", "a sample in another language"),
        ("the file `a.json` that holds it is not shown", "the file … that holds it is not shown"),
    ] {
        assert_eq!(kind(why), expected);
    }
}
