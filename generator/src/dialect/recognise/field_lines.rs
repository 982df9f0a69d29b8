//! Fields that the lines of a fence state, as a list would: `limit: integer (optional)`, `limit  - integer, how many`,
//! `limit   integer   optional   how many`; and YAML, where lines below a name say one thing of it each.
//!
//! Of a text with a line that states neither the name and type of a field nor something of the one above it, nothing is read.

use super::name::bare_name;
use super::trait_line;
use super::words::{self, FieldWords};
use crate::dialect::Dialect;
use crate::dialect::facts::field::Requirement;
use crate::markdown::Text;
use crate::source::Span;

/// A field of such a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct LineField {
    pub name: String,
    /// Where its name is, in the text.
    pub span: Span,
    pub words: FieldWords,
}

/// The fields that a text states; none where it is anything else.
pub(in super::super) fn read(text: &str, dialect: &Dialect) -> Option<Vec<LineField>> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut fields: Vec<LineField> = Vec::new();
    let (mut at, mut outer) = (0, None);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.trim().is_empty() || line.trim_start().starts_with("# ") {
            continue;
        }
        let here = indent(line);
        match fields.last_mut() {
            Some(field) if outer.is_some_and(|outer| here > outer) => {
                let line = Text { text: line.trim().to_owned(), ..Text::default() };
                field.words.add(trait_line::read(&line, dialect)?);
            }
            _ if outer.is_none_or(|outer| here == outer) => {
                outer = Some(here);
                fields.push(field(line, start, dialect)?);
            }
            _ => return None,
        }
    }
    let is_typed = |field: &LineField| field.words.type_words.is_some();
    // a schema of one thing says what its own type is
    let is_schema = fields.first().is_some_and(|field| dialect.columns.kind.has(&field.name));
    (!fields.is_empty() && !is_schema && fields.iter().all(is_typed)).then_some(fields)
}

/// The field that a line at a place begins, whose type may be below it.
fn field(line: &str, start: usize, dialect: &Dialect) -> Option<LineField> {
    let bare = line.trim();
    let from = start + line.len() - line.trim_start().len();
    let end = bare.find(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '(')).unwrap_or(bare.len());
    let (word, rest) = bare.split_at_checked(end)?;
    let (name, required) =
        bare_name(word).filter(|_| word.starts_with(|c: char| c.is_alphanumeric() || c == '_'))?;
    let is_apart = rest.starts_with("  ") || rest.starts_with('\t');
    let rest = rest.trim().trim_start_matches([':', '=']).trim_start();
    // blanks part the columns of a table without marks
    let rest = match is_apart && !rest.starts_with(['-', '–', '—']) {
        true => rest
            .split("  ")
            .flat_map(|part| part.split('\t'))
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        false => rest.to_owned(),
    };
    let words = words::read(&format!(": {rest}"), dialect);
    let requirement = words.requirement.or(Requirement::of_mark(required));
    let words = if rest.is_empty() { FieldWords::default() } else { FieldWords { requirement, ..words } };
    Some(LineField { name: name.to_owned(), span: from..from + name.len(), words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_state_fields() {
        let dialect = Dialect::default_dialect().unwrap();
        for (text, expected) in [
            ("q: string (required)\nlimit: integer (optional)\n", "q: string!, limit: integer?"),
            ("q      - string, required, words\nlimit  - integer, words\n", "q: string!, limit: integer"),
            (
                "q       string   required   the words\n\nlimit   integer  optional   how many\n",
                "q: string!, limit: integer?",
            ),
            ("q:\n  type: string\n  required: true\nlimit:\n  type: integer\n", "q: string!, limit: integer"),
            ("# what is sent\n  q: string\n  limit?: integer\n", "q: string, limit: integer?"),
            ("q: web\nlimit: 80\n", "-"),
            ("type: string\nformat: string\n", "-"),
            ("q: string\n- and more\n", "-"),
            ("q: string\n  rule: string\n", "-"),
            ("", "-"),
        ] {
            let mark = |field: &LineField| match field.words.requirement {
                Requirement::Required => "!",
                Requirement::Optional => "?",
                _ => "",
            };
            let shown = |field: &LineField| {
                assert_eq!(text.get(field.span.clone()), Some(field.name.as_str()));
                format!(
                    "{}: {}{}",
                    field.name,
                    field.words.type_words.as_deref().unwrap_or_default(),
                    mark(field)
                )
            };
            let read =
                read(text, &dialect).map(|fields| fields.iter().map(shown).collect::<Vec<_>>().join(", "));
            assert_eq!(read.as_deref().unwrap_or("-"), expected, "{text}");
        }
    }
}
