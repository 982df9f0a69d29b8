//! Words before a field's name: ``optional `limit` ``, `(required) limit`, ``**string** `name` ``.

use super::types;
use crate::dialect::Dialect;
use crate::dialect::facts::field::Requirement;
use crate::dialect::words::fold;
use crate::markdown::Text;

/// What is before a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in super::super) struct Lead {
    pub requirement: Requirement,
    pub type_words: Option<String>,
    /// Whether it is in brackets: what follows may be a bare word.
    pub in_brackets: bool,
    /// Where in the text the name begins.
    pub end: usize,
}

/// The words before the name that a text begins with, if they say nothing but whether it is required, or its type.
pub(in super::super) fn read(text: &Text, dialect: &Dialect) -> Option<Lead> {
    let whole = text.text.as_str();
    let close = match whole.chars().next()? {
        '(' => whole.find(')'),
        '[' => whole.find(']'),
        _ => None,
    };
    let bold = text.strong.first().filter(|strong| strong.start == 0).map(|strong| strong.end);
    let next_bold = text.strong.iter().map(|strong| strong.start).find(|start| *start > 0);
    let marked = whole.find('`').into_iter().chain(next_bold).min().unwrap_or(whole.len());
    let set_off = close.map(|at| at + 1).or(bold.filter(|end| *end <= marked));
    let end = set_off.unwrap_or(marked);
    let words = whole.get(..end)?.trim_matches(|c: char| !c.is_alphanumeric());
    let behind = whole.get(end..)?;
    let blank = behind.len() - behind.trim_start().len();
    let skipped = behind.len() - behind.trim_start_matches([' ', ':', ',', '-', '–', '—', '：']).len();
    let mut lead = Lead { in_brackets: close.is_some(), end: end + skipped, ..Lead::default() };
    let is_type = blank == skipped;
    let is_known = !words.is_empty()
        && words.split(',').all(|part| lead.take(part.trim(), (is_type, set_off.is_some()), dialect));
    // a type alone is the name itself where no other name in marks is behind it: `**id** (string)`, ``**url** `string` ``
    let is_of_name = lead.in_brackets
        || lead.requirement != Requirement::Unstated
        || names_more(text, lead.end, words, dialect);
    (is_known && is_of_name && lead.end < whole.len()).then_some(lead)
}

/// Whether marks behind words that are a type, in code or in bold, hold a name, and not what kind these words are of.
fn names_more(text: &Text, from: usize, before: &str, dialect: &Dialect) -> bool {
    let behind = text.text.get(from..).unwrap_or_default();
    let in_code = behind.strip_prefix('`').and_then(|rest| rest.split('`').next());
    let in_bold =
        text.strong.iter().find(|strong| strong.start == from).map(|it| text.plain_part(it.clone()));
    in_code.map(str::to_owned).or(in_bold).is_some_and(|marked| {
        let folded = fold(&marked);
        let requirement = &dialect.requirement;
        let says_kind = types::is_plain(&marked, dialect) && !types::is_plain(before, dialect);
        !says_kind && !requirement.required.has(&folded) && !requirement.optional.has(&folded)
    })
}

impl Lead {
    /// Takes what a word says, which `may_be_type`; whether it says anything.
    fn take(&mut self, part: &str, (may_be_type, is_set_off): (bool, bool), dialect: &Dialect) -> bool {
        let folded = fold(part);
        let words = &dialect.requirement;
        let stated = match () {
            () if words.required.has(&folded) => Requirement::Required,
            () if words.optional.has(&folded) => Requirement::Optional,
            () if words.conditional.has(&folded) => Requirement::Conditional,
            // `A list of` may begin a sentence
            () if may_be_type
                && (is_set_off || (!part.contains(' ') && types::is_plain(part, dialect)))
                && types::names_kind(part, dialect) =>
            {
                self.type_words = Some(part.to_owned());
                return true;
            }
            () => return false,
        };
        self.requirement = stated;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{self, BlockKind};
    use crate::source::File;

    #[test]
    fn words_before_a_name_are_read() {
        use Requirement::{Conditional, Optional, Required, Unstated};
        let dialect = Dialect::default_dialect().unwrap();
        for (page, expected) in [
            ("*optional* `q`: Words.", Some((Optional, None, "`q`: Words."))),
            ("(optional) q - Words.", Some((Optional, None, "q - Words."))),
            ("**Required** `q`", Some((Required, None, "`q`"))),
            ("Optional: `q`", Some((Optional, None, "`q`"))),
            ("_conditional_ **q**", Some((Conditional, None, "q"))),
            ("(string, required) `q`: Words.", Some((Required, Some("string"), "`q`: Words."))),
            ("**integer** `q`: Words.", Some((Unstated, Some("integer"), "`q`: Words."))),
            ("A list of `kites`", None),
            ("string `q`", Some((Unstated, Some("string"), "`q`"))),
            ("The `q`", None),
            ("**id**: `q` is one", None),
            ("**ids**: A list", None),
            ("**id** *(string)*: Which one.", None),
            ("**url** string", None),
            ("**url** `string` of it", None),
            ("**url** `required`", None),
            ("**id** **q**", Some((Unstated, Some("id"), "q"))),
            ("`q` (optional)", None),
            ("optional", None),
        ] {
            let read = markdown::read(&File::new("page.md", format!("{page}\n").as_str()));
            let text = read.blocks.iter().find_map(|block| match &block.kind {
                BlockKind::Paragraph(text) => Some(text),
                _ => None,
            });
            let text = text.unwrap();
            let found = super::read(text, &dialect);
            let found =
                found.as_ref().map(|it| (it.requirement, it.type_words.as_deref(), &text.text[it.end..]));
            assert_eq!(found, expected, "{page}");
        }
    }
}
