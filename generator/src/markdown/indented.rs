//! Lines that other tools read and Markdown takes for words. Tabs and notices whose content is indented below a line of their own, as MkDocs has them: `=== "Request"`, `??? example "Answer"`.
//! To Markdown the content is code; read as items of a list, whose content is indented as far, it is what it is. Attributes of a block,
//! as kramdown has them in a line by themselves (`{: .table}`), are nothing.

use std::borrow::Cow;

/// What a line begins with that brings in indented content.
const MARKS: [&str; 3] = ["===", "!!!", "???"];

/// What a line of attributes begins with.
const ATTRIBUTES: &str = "{:";

/// How far the content is indented.
const INDENT: usize = 4;

/// A text in which these lines are items, with every other place where it was.
pub(super) fn as_items(text: &str) -> Cow<'_, str> {
    if !text.contains(ATTRIBUTES) && !MARKS.iter().any(|mark| text.contains(mark)) {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len());
    let mut in_fence = false;
    for line in text.split_inclusive('\n') {
        in_fence ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        let behind = text.get(made.len() + line.len()..).unwrap_or_default();
        match item(line, behind).or_else(|| without_attributes(line)).filter(|_| !in_fence) {
            Some(read) => made.push_str(&read),
            None => made.push_str(line),
        }
    }
    Cow::Owned(made)
}

/// A line of attributes as one of blanks.
fn without_attributes(line: &str) -> Option<String> {
    let is_one =
        line.trim().strip_prefix(ATTRIBUTES).is_some_and(|rest| rest.ends_with('}') && rest.is_ascii());
    let end = line.trim_end_matches(['\r', '\n']).len();
    is_one.then(|| format!("{}{}", " ".repeat(end), line.get(end..).unwrap_or_default()))
}

/// The line as an item of the same length, if what is behind it is its content.
fn item(line: &str, behind: &str) -> Option<String> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let bare = line.get(indent..)?;
    let mark = MARKS.iter().find(|mark| bare.starts_with(**mark))?;
    let title = bare.get(mark.len()..)?.strip_prefix(' ')?;
    // an empty line may be between
    let below = behind.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let is_content = below.len() - below.trim_start_matches(' ').len() >= indent + INDENT;
    let is_one = is_content && !title.trim().is_empty();
    is_one.then(|| format!("{}-   {title}", " ".repeat(indent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_and_notices_are_items() {
        for (text, expected) in [
            ("=== \"A b\"\n\n    c\n", "-   \"A b\"\n\n    c\n"),
            ("=== \"A\"\n    c\n", "-   \"A\"\n    c\n"),
            ("    === \"A\"\n\n        c\n", "    -   \"A\"\n\n        c\n"),
            ("??? note\n    c\n", "-   note\n    c\n"),
            ("=== \"A\"\nc\n", "=== \"A\"\nc\n"),
            ("A\n===\n    c\n", "A\n===\n    c\n"),
            ("{: .a #b}\na | b\n", "         \na | b\n"),
            ("```\n{: .a}\n```\n", "```\n{: .a}\n```\n"),
            ("```\n=== \"A\"\n    c\n```\n", "```\n=== \"A\"\n    c\n```\n"),
        ] {
            assert_eq!(as_items(text), expected);
            assert_eq!(as_items(text).len(), text.len());
        }
    }
}
