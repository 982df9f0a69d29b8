//! Whether a field must be given, as words say it: those of a description, of a cell, or behind a label, `required: yes`.

use crate::dialect::Dialect;
use crate::dialect::facts::field::Requirement;
use crate::dialect::words::fold;
use crate::dialect::words::vocabulary::RequirementWords;
use crate::markdown::without_notes;

impl RequirementWords {
    /// Whether a description says that its field is required in some cases.
    pub(in crate::dialect) fn is_conditional(&self, text: &str) -> bool {
        self.conditional.is_in(text)
            || text.split(". ").any(|sentence| self.needs.is_in(sentence) && self.cases.is_in(sentence))
    }
}

/// What a cell says of its field's being required.
pub(in crate::dialect) fn requirement(cell: &str, dialect: &Dialect) -> Requirement {
    // more words than these say when it is, or for whom
    const FEW: usize = 2;
    let folded = fold(without_notes(cell));
    let bare = folded.trim();
    if dialect.requirement.conditional.is_in(bare) || dialect.sometimes.has(bare) {
        Requirement::Conditional
    } else if bare.split_whitespace().count() > FEW {
        let first = bare.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        match () {
            () if dialect.yes.has(first) => Requirement::Conditional,
            () if dialect.no.has(first) => Requirement::Optional,
            () => Requirement::Unstated,
        }
    } else if dialect.no.is_in(bare) {
        Requirement::Optional
    } else if dialect.yes.is_in(bare) {
        Requirement::Required
    } else {
        Requirement::Unstated
    }
}

/// What the label and the one word behind it say that a text begins with, and where they end: `required: yes`, `Optional = no`.
pub(super) fn labelled(text: &str, dialect: &Dialect) -> Option<(Requirement, usize)> {
    const LONGEST: usize = 40;
    let start = text.len() - text.trim_start().len();
    let mark = text.char_indices().take(LONGEST).find(|(_, c)| matches!(c, ':' | '=' | '：'))?;
    let label = fold(text.get(start..mark.0)?.trim_matches(['*', '_', ' ', '?']));
    let words = &dialect.requirement;
    let is_of_optional = words.optional.has(&label) || dialect.columns.optional.has(&label);
    if !is_of_optional && !words.required.has(&label) && !dialect.columns.required.has(&label) {
        return None;
    }
    let behind = text.get(mark.0 + mark.1.len_utf8()..)?;
    let value = behind.trim_start_matches(['*', '_', ' ', '`', '"']);
    let word = value.split(|c: char| c.is_whitespace() || ",;).".contains(c)).next()?;
    let end = text.len() - value.len() + word.len();
    let closing = text.get(end..)?;
    let end = end + closing.len() - closing.trim_start_matches('*').len();
    let stated = requirement(word.trim_end_matches(['*', '_', '`', '"']), dialect);
    let stated = if is_of_optional { opposite(stated) } else { stated };
    (stated != Requirement::Unstated).then_some((stated, end))
}

/// What is said of a field of which this is said of its being optional.
pub(super) fn opposite(stated: Requirement) -> Requirement {
    match stated {
        Requirement::Required => Requirement::Optional,
        Requirement::Optional => Requirement::Required,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_say_what_is_required() {
        let dialect = Dialect::default_dialect().unwrap();
        for (text, expected) in [
            ("required: yes, at most 5", Some((Requirement::Required, ", at most 5"))),
            ("required: ✗", Some((Requirement::Optional, ""))),
            ("Required: N — which", Some((Requirement::Optional, " — which"))),
            ("**Required:** Yes", Some((Requirement::Required, ""))),
            ("required=false)", Some((Requirement::Optional, ")"))),
            ("optional: no", Some((Requirement::Required, ""))),
            ("mandatory = true", Some((Requirement::Required, ""))),
            ("required: when it is red", None),
            ("required", None),
            ("default: yes", None),
        ] {
            let found = labelled(text, &dialect).map(|(stated, end)| (stated, &text[end..]));
            assert_eq!(found, expected, "{text}");
        }
    }
}
