//! Directives of Sphinx as MyST has them, in fences: ```` ```{http:get} /things/(id) ````, ```` ```{code-block} json ````, notes and
//! tabs. Their content is Markdown, and the lists of fields in it, `:query int limit: how many`, are tables in other marks.

use super::Fence;
use crate::source::Span;

/// What a fence is that a directive begins.
pub(super) enum FenceDirective<'f> {
    /// Code in the language that it names, or in none.
    Code(&'f str),
    /// The method and the path of an operation.
    Operation(String, &'f str),
    /// Markdown, below a title.
    Content(&'f str),
}

/// The directive of a fence; none where it is any other code.
pub(super) fn of(fence: &Fence) -> Option<FenceDirective<'_>> {
    const CODE: [&str; 4] = ["code", "code-block", "sourcecode", "code-cell"];
    const CONTENT: [&str; 17] = [
        "admonition",
        "note",
        "tip",
        "hint",
        "important",
        "warning",
        "caution",
        "attention",
        "danger",
        "error",
        "seealso",
        "dropdown",
        "card",
        "tab-set",
        "tab-item",
        "tabs",
        "details",
    ];
    let (name, argument) = fence.info.trim().strip_prefix('{')?.split_once('}')?;
    let argument = argument.trim();
    match name.strip_prefix("http:") {
        Some(method) => Some(FenceDirective::Operation(method.to_ascii_uppercase(), argument)),
        None if CODE.contains(&name) => Some(FenceDirective::Code(argument)),
        None if CONTENT.contains(&name) => Some(FenceDirective::Content(argument)),
        None => None,
    }
}

/// What an entry of a list of fields is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// A parameter, sent there, of which a type may be stated.
    Parameter(&'static str),
    /// The type of a parameter that another entry is of.
    Type,
    Status,
}

/// An entry of a list of fields: `:query int limit: how many`.
pub(super) struct FieldEntry<'t> {
    pub kind: EntryKind,
    pub type_words: &'t str,
    pub name: &'t str,
    pub words: &'t str,
    /// The whole line.
    pub span: Span,
}

/// The entry that a line at a place is.
pub(super) fn entry(line: &str, at: usize) -> Option<FieldEntry<'_>> {
    let span = at + line.len() - line.trim_start().len()..at + line.trim_end().len();
    let (head, words) = line.trim().strip_prefix(':')?.split_once(':')?;
    let mut head = head.split_whitespace();
    let kind = match head.next()? {
        "param" | "parameter" | "arg" => EntryKind::Parameter("path"),
        "query" | "queryparam" | "qparam" => EntryKind::Parameter("query"),
        "form" | "formparam" | "fparam" => EntryKind::Parameter("form"),
        "reqheader" | "<header" => EntryKind::Parameter("header"),
        "<json" | "reqjson" | "jsonparam" | "json" => EntryKind::Parameter("body"),
        "type" => EntryKind::Type,
        "statuscode" | "status" | "code" => EntryKind::Status,
        _ => return None,
    };
    let name = head.next_back()?;
    Some(FieldEntry {
        kind,
        type_words: head.next_back().unwrap_or_default(),
        name,
        words: words.trim(),
        span,
    })
}

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn lines_are_entries_of_a_list_of_fields() {
        for (line, expected) in [
            (":query int limit: how many", "Parameter(\"query\") int limit how many"),
            (":param id: which: one", "Parameter(\"path\")  id which: one"),
            ("  :statuscode 404: no such thing", "Status  404 no such thing"),
            (":type id: integer", "Type  id integer"),
            (":orphan:", "-"),
            ("query: all", "-"),
        ] {
            let shown =
                entry(line, 0).map(|it| format!("{:?} {} {} {}", it.kind, it.type_words, it.name, it.words));
            assert_eq!(shown.as_deref().unwrap_or("-"), expected, "{line}");
        }
    }
}
