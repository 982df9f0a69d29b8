use super::{BlockKind, Marker, read};
use crate::source::File;

/// One line a block: its kind and what it holds.
fn outline(text: &str) -> Vec<String> {
    let page = read(&File::new("page.md", text));
    let front = page.front_matter.map(|span| format!("front {:?}", text.get(span).unwrap_or_default()));
    front
        .into_iter()
        .chain(page.blocks.iter().map(|block| match &block.kind {
            BlockKind::Heading { level, text } => format!("h{level} {}", text.text),
            BlockKind::Paragraph(_) | BlockKind::Item(_) => {
                format!("p {}", text.get(block.span.clone()).unwrap_or_default().trim_end())
            }
            BlockKind::Fence(fence) => {
                format!("fence {}{:?} {}", fence.info, fence.body.text(), fence.closed)
            }
            BlockKind::Table(table) => {
                let rows = table
                    .rows
                    .iter()
                    .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("/"));
                format!("table {}", rows.collect::<Vec<_>>().join(" // "))
            }
            BlockKind::Notice { kind, text } => format!("notice {kind} {}", text.text),
            BlockKind::Definition { term, words } => format!("term {}: {}", term.text, words.text),
            BlockKind::Tag(tag) => format!("tag {}{}", if tag.closes { "/" } else { "" }, tag.name),
            BlockKind::Marker(Marker::FoldOpen(title)) => format!("fold {title}"),
            BlockKind::Marker(Marker::Tab(title)) => format!("tab {title}"),
            BlockKind::Marker(marker) => format!("{marker:?}"),
        }))
        .collect()
}

#[test]
fn blocks_are_read_as_they_stand() {
    for (text, expected) in [
        ("---\ntitle: x\n---\n# A {#a}\n", vec!["front \"title: x\\n\"", "h1 A"]),
        ("\u{feff}---\na: b\n---\ntext\n", vec!["front \"a: b\\n\"", "p text"]),
        ("---\nnever closed\n", vec!["p never closed"]),
        ("# Use [!DNL Big Box] and [[!UICONTROL Save] it](x.md)\r\n", vec!["h1 Use Big Box and Save it"]),
        (
            "# See [this](https://a.test/b) and [that](c.md).",
            vec!["h1 See [this](https://a.test/b) and that."],
        ),
        (">[!NOTE]\n>\n>Mind `it`.\n>\n>Twice.\n", vec!["notice NOTE Mind `it`.\n\nTwice."]),
        (">[!WARNING]\n>At once.\n", vec!["notice WARNING At once."]),
        (
            ">[!BEGINTABS]\n\n>[!TAB One way]\n\ntext\n\n>[!ENDTABS]\n",
            vec!["TabsBegin", "tab One way", "p text", "TabsEnd"],
        ),
        (">[!BEGINTABS]\n>[!TAB A]\n", vec!["TabsBegin", "tab A"]),
        (
            "+++Show it\n\n```json\n{}\n```\n\n+++\n",
            vec!["fold Show it", "fence json\"{}\\n\" true", "FoldClose"],
        ),
        ("+++Show it\ntext below\n", vec!["fold Show it", "p +++Show it\ntext below"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n+++\n", vec!["table 1/2", "FoldClose"]),
        ("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n", vec!["table 1 // 1/2/3"]),
        ("| a | b |\n|---|---|\n| x \\| y | `p|q` |\n", vec!["table x | y/`p/q`"]),
        ("* one\n* two `x`\n", vec!["p one", "p two `x`"]),
        ("> quote\n>\n> ```http\n> GET /a\n> ```\n", vec!["p quote", "fence http\"GET /a\\n\" true"]),
        ("```\nopen\n", vec!["fence \"open\\n\" false"]),
        (
            "one\n: its *words*\n\ntwo\n: {{<required>}} Text.\n\n  More.\n",
            vec!["term one: its words", "term two: {{<required>}} Text.\n\nMore."],
        ),
        (":a\n: one\n\n:b\n: two\n", vec!["term :a: one", "term :b: two"]),
        ("- a\n\n  more\n  - b\n", vec!["p a", "p more", "p b"]),
        ("<Param path=\"id\">\nWords `x`.\n</Param>\n", vec!["tag param", "p Words `x`.", "tag /param"]),
        (
            "<table>\n<tr><th>Name</th><th>Words</th></tr>\n<tr><td><code>a</code></td><td>b</td></tr>\n</table>\n",
            vec!["table `a`/b"],
        ),
        ("| a | b |\n|---|---|---|\n| `1` | 2 |\n", vec!["table `1`/2"]),
        ("Title\n=====\n\n:::note\n\ntext\n\n:::\n", vec!["h1 Title", "p :::note", "p text", "p ::"]),
        ("# a<br>b <ul><li>c</li></ul>", vec!["h1 a b c"]),
        ("| a | b |\n|---|---|\n| 1 | <b>\n", vec!["table 1/"]),
        ("<table><tr><td>n</td></tr><tr><td><b>\n`x` y\n</b> z</td></tr></table>", vec!["table `x` y z"]),
    ] {
        assert_eq!(outline(text), expected, "{text:?}");
    }
}

/// What the words of a block that is nothing but HTML are. Read by themselves they would be such a block again.
#[test]
fn html_of_inline_tags_ends() {
    for (text, expected) in [
        ("<br>", ""),
        ("<br/>\n", ""),
        ("<b>\nx `y`\n</b>", "x `y`"),
        ("<span>\n\nx\n\n</span>", "|x|"),
        ("<a name=\"x\">\n</a>", ""),
        ("<a href=\"y\">\n<img src=\"z\">\n</a>", "|"),
        ("<p align=\"center\">\n<a href=\"y\">\n<img>\n</a>\n</p>", "|"),
        ("<sub>\na *note*\n</sub>", "a note"),
        ("<pre>\n<code>\nx\n</code>\n</pre>", ""),
        ("<b>\n<i>\n<u>\nx\n</u>\n</i>\n</b>", "x"),
        ("<!DOCTYPE html>", "<!DOCTYPE html>"),
        ("<?php echo 1; ?>", "<?php echo 1; ?>"),
        ("<![CDATA[x]]>", "<![CDATA[x]]>"),
        ("<b>\n<!DOCTYPE x>\n</b>", "<!DOCTYPE x>"),
        ("<b>\n<!-- c -->\n<i>\n</b>", "|"),
    ] {
        let page = read(&File::new("page.md", text));
        let words = page.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(text.text.trim()),
            _ => None,
        });
        assert_eq!(words.collect::<Vec<_>>().join("|"), expected, "{text:?}");
    }
}

#[test]
fn spans_lead_to_the_source() {
    let text = "# T\n\n| n | d |\n|---|---|\n| `a.b` | Is `x y`. |\n\n~~~ shell\ncurl\n~~~\n";
    let page = read(&File::new("page.md", text));
    let mut codes = Vec::new();
    for block in &page.blocks {
        match &block.kind {
            BlockKind::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                codes.extend(cells.flat_map(|cell| &cell.codes).map(|code| &text[code.span.clone()]));
            }
            BlockKind::Fence(fence) => {
                assert_eq!(&text[fence.info_span.clone()], "shell");
                assert_eq!(&text[fence.body.origin_span(&(0..4))], "curl");
            }
            _ => {}
        }
    }
    assert_eq!(codes, ["a.b", "x y"]);
}
