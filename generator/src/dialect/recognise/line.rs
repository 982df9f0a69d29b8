//! `METHOD path` in running text: in code or in bold, at the beginning of a paragraph, an item or a heading.

use super::name::is_method;
use crate::markdown::Text;
use crate::sample::http::{RequestLine, request_line};

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Setting {
    Heading,
    Paragraph,
    Item,
}

/// The request line that a text begins with; its span is of the page.
pub(in super::super) fn leading(text: &Text, setting: Setting) -> Option<RequestLine> {
    let whole = text.text.trim();
    let is_link = text.links.iter().any(|link| link.range.start == 0);
    if is_link && setting == Setting::Item {
        return None;
    }
    if whole.starts_with('`') {
        let mut codes = text.codes.iter();
        let first = codes.next()?;
        if let Some(line) = request_line(&first.text) {
            return Some(RequestLine { span: first.span.clone(), ..line });
        }
        if !is_method(first.text.trim()) {
            return None;
        }
    }
    let plain = text.plain();
    let mut words = plain.split_whitespace().map(|word| word.trim_end_matches(':'));
    let method = words.next().filter(|word| is_method(word))?;
    let target = words.next().map(|word| word.trim_matches(['*', '(', ')']))?;
    let is_path = target.starts_with(['/', '{', '<']) || target.contains("://");
    let rest = words.next().filter(|word| !word.starts_with("HTTP/"));
    let is_set_off = text.strong.iter().any(|strong| strong.start == 0) || whole.starts_with('`');
    let stands_alone = rest.is_none() || setting == Setting::Heading || is_set_off;
    let line = request_line(&format!("{method} {target}")).filter(|_| is_path && stands_alone)?;
    Some(RequestLine { span: text.span.clone(), ..line })
}

/// Whether a text is a directive that brings in a file, in the spelling of any tool: `@include 'fields.mdx'`,
/// `{% include fields.md %}`, `{{< include "fields.md" >}}`, `!include fields.md`, `--8<-- "fields.md"`.
pub(in super::super) fn brings_in(text: &str) -> bool {
    let text = text.trim();
    let is_mark = |c: char| c.is_ascii_punctuation() && c != '`' && c != '*';
    let directive = text.trim_start_matches(|c: char| is_mark(c) || c == ' ');
    let is_snippet = text.starts_with("--8<--");
    let word = directive.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let names_file = |rest: &str| rest.contains('.') && !rest.contains(". ");
    let rest = directive.get(word.len()..).unwrap_or_default();
    text.starts_with(is_mark)
        && text.lines().count() == 1
        && names_file(rest)
        && (is_snippet || word.eq_ignore_ascii_case("include"))
}

#[cfg(test)]
mod tests {
    use super::brings_in;

    #[test]
    fn directives_bring_in_files() {
        for (text, expected) in [
            ("@include 'fields.mdx'", true),
            ("{% include fields.md %}", true),
            ("{{< include \"fields.md\" >}}", true),
            ("!include fields.md", true),
            ("[!INCLUDE [fields](fields.md)]", true),
            ("--8<-- \"fields.md\"", true),
            ("include fields.md", false),
            ("`@include 'fields.mdx'`", false),
            ("(include the port, e.g. 80. It is sent.)", false),
            ("*include* a.b", false),
            ("@included", false),
        ] {
            assert_eq!(brings_in(text), expected, "{text}");
        }
    }
}
