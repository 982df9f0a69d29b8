//! What a page says to be deprecated: an operation, or all that a section is about. What is said of a field is the field's.
//!
//! A heading says so by a mark: `(deprecated)`, a badge, a shortcode. A sentence does if it begins so (`Deprecated since 15.2`), or
//! if it calls the operation by name (`This endpoint is deprecated`): `The old format is deprecated` is of the format.

use crate::dialect::Dialect;
use crate::dialect::facts::{
    Deprecated, DeprecationFact, OperationFact, PageFacts, Section, Stated, sections_around,
};
use crate::dialect::words::lifecycle;
use crate::dialect::words::vocabulary::LifecycleWords;
use crate::dialect::words::{fold, is_apart, is_ideographic};
use crate::markdown::{Tag, Text};
use crate::source::Span;

/// What a text says to be deprecated: its operation, or what is at its place.
pub(in crate::dialect) fn said(text: &str, dialect: &Dialect) -> Option<Deprecated> {
    if !dialect.of_maturity.mentions(text).has(crate::dialect::List::Deprecated) {
        return None;
    }
    let text = crate::dialect::recognise::labels::shortcodes(text);
    lifecycle::sentences(&text)
        .enumerate()
        .find_map(|(at, sentence)| sentence_says(sentence, at == 0, dialect))
}

fn sentence_says(sentence: &str, is_first: bool, dialect: &Dialect) -> Option<Deprecated> {
    const AROUND: &[char] = &['*', '_', '>', ' ', '\n', '(', ')', '[', ']', '~', '!', '⚠', '\u{fe0f}', '\\'];
    let words = &dialect.lifecycle;
    if words.others.is_in(sentence) {
        return None;
    }
    let folded = fold(sentence);
    words.deprecated.iter().find_map(|phrase| {
        let places = folded.match_indices(phrase.as_str()).map(|(at, found)| at..at + found.len());
        places.filter(|part| is_apart(&folded, part.clone())).find_map(|part| {
            let before = folded.get(..part.start)?.trim_matches(AROUND);
            let behind = folded.get(part.end..)?;
            if before.is_empty() {
                return (is_first && begins(behind, words)).then_some(Deprecated::Place);
            }
            let last = before.split_whitespace().next_back().unwrap_or_default();
            let is_predicate =
                words.links.has(last) || phrase.contains(' ') || phrase.contains(is_ideographic);
            let fields = [&dialect.labels.parameters, &dialect.labels.fields];
            let is_of_operation = words.subjects.is_in(before)
                && !before.contains('`')
                && !fields.iter().any(|phrases| phrases.is_in(before));
            (is_predicate && is_of_operation).then_some(Deprecated::Operation)
        })
    })
}

/// Whether what follows a sentence's first word makes that a statement: `Deprecated.`, `Deprecated since 15.2`, and not
/// `Deprecated fields`.
fn begins(behind: &str, words: &LifecycleWords) -> bool {
    let rest = behind.trim_start_matches(['*', '_', ')', ']', '\\']);
    let ends = rest.trim().is_empty() || rest.starts_with(['.', ':', ',', ';', '!', '\n', '。', '：']);
    let rest = rest.trim_start();
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    ends || rest.starts_with(['-', '–', '—', '(']) || words.behind.has(next)
}

/// Whether a heading has a mark that says so.
pub(in crate::dialect) fn is_marked(text: &Text, dialect: &Dialect) -> bool {
    let by_tag = text.tags.iter().any(|tag| {
        let words = crate::dialect::recognise::component::words_within(text, tag);
        is_tag(tag, dialect) || words.is_some_and(|words| is_word(words, dialect))
    });
    by_tag || has_mark(&text.text, dialect)
}

fn has_mark(text: &str, dialect: &Dialect) -> bool {
    // `{{< badge "deprecated" >}}`
    let codes = text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next());
    let mut words = codes.flat_map(|code| code.split(|c: char| !(c.is_alphanumeric() || c == '-')));
    if words.any(|word| is_word(word, dialect)) {
        return true;
    }
    let groups = text.split(['(', '[', '（']).skip(1).filter_map(|rest| rest.split([')', ']', '）']).next());
    let last = text.rsplit([':', '–', '—']).next().into_iter().chain(text.rsplit(" - ").next());
    let last = last.filter(|part| part.len() < text.len());
    let first = text.split(':').next().filter(|part| part.len() < text.len());
    groups.chain(last).chain(first).any(|part| is_word(part, dialect))
}

/// Whether a text is a word that says so, and since when at most.
fn is_word(text: &str, dialect: &Dialect) -> bool {
    let words = &dialect.lifecycle;
    let folded = fold(text);
    let bare = folded.trim_matches(['*', '_', ' ', '"', '\'', '`', '~', '!']);
    let says = |phrase: &String| {
        let behind = bare.strip_prefix(phrase.as_str());
        behind.is_some_and(|behind| behind.is_empty() || (behind.starts_with(' ') && begins(behind, words)))
    };
    words.deprecated.iter().chain(words.marks.iter()).any(says)
}

/// Whether a component is one that says so: `<Deprecated/>`, `<Badge text="Deprecated"/>`.
pub(in crate::dialect) fn is_tag(tag: &Tag, dialect: &Dialect) -> bool {
    let is_set = |value: &str| !matches!(value, "false" | "{false}");
    is_word(&tag.name, dialect)
        || tag
            .attributes
            .iter()
            .any(|(name, value)| is_word(value, dialect) || (is_word(name, dialect) && is_set(value)))
}

/// Whether a cell of an operation's row says so.
pub(in crate::dialect) fn is_of_row(cell: &Text, dialect: &Dialect) -> bool {
    has_mark(&cell.text, dialect) || is_word(&cell.text, dialect) || said(&cell.text, dialect).is_some()
}

/// Gives each operation what says of it that it is deprecated.
pub(in crate::dialect) fn settle(facts: &mut PageFacts) {
    let deprecations = std::mem::take(&mut facts.deprecations);
    let owners: Vec<Vec<usize>> =
        deprecations.iter().map(|one| owners(one, &facts.operations, &facts.sections)).collect();
    for (one, owners) in deprecations.into_iter().zip(owners) {
        for at in owners {
            if let Some(operation) = facts.operations.get_mut(at) {
                let stated = || Stated { value: one.text.clone(), span: one.span.clone() };
                // words say more than a mark
                match &operation.deprecated {
                    Some(known) if !known.value.is_empty() || one.text.is_empty() => {}
                    _ => operation.deprecated = Some(stated()),
                }
            }
        }
    }
}

/// The operations that something is said of.
fn owners(one: &DeprecationFact, operations: &[OperationFact], sections: &[Section]) -> Vec<usize> {
    let all = || operations.iter().enumerate();
    let is_within = |span: &Span| one.span.start <= span.start && span.start < one.span.end;
    let of_row: Vec<usize> =
        all().filter(|(_, it)| it.is_row && is_within(&it.span)).map(|(at, _)| at).collect();
    if !of_row.is_empty() {
        return of_row;
    }
    let below = |operation: &OperationFact| is_below(operation.section, one.section, sections);
    let beside = || all().filter(|(_, it)| it.section == one.section);
    let above = beside().rfind(|(_, it)| it.span.start <= one.span.start);
    match (one.of, above) {
        // all lines of one fence
        (Deprecated::Place | Deprecated::Operation, Some((last, above))) => {
            let fence = above.label.as_ref().map(|label| &label.span);
            let same = |it: &OperationFact| fence.is_some() && it.label.as_ref().map(|it| &it.span) == fence;
            beside().filter(|(at, it)| *at == last || same(it)).map(|(at, _)| at).collect()
        }
        _ => {
            let mut found: Vec<usize> = all().filter(|(_, it)| below(it)).map(|(at, _)| at).collect();
            // in a part of the operation's own section
            if found.is_empty() && one.of == Deprecated::Operation {
                let around = |it: &OperationFact| is_below(one.section, it.section, sections);
                let last = all().rfind(|(_, it)| around(it) && it.span.start < one.span.start);
                found.extend(last.map(|(at, _)| at));
            }
            found
        }
    }
}

/// Whether a section is another one, or below it.
fn is_below(section: Option<usize>, other: Option<usize>, sections: &[Section]) -> bool {
    let Some(other) = other else { return true };
    sections_around(sections, section).any(|at| at == other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Deprecated::{Operation, Place};

    #[test]
    fn a_sentence_says_what_it_is_about() {
        let dialect = Dialect::default_dialect().unwrap();
        for (text, expected) in [
            ("Deprecated in 15.2.", Some(Place)),
            ("**Deprecated**", Some(Place)),
            ("> Deprecated: use `GET /b`.", Some(Place)),
            ("{{< deprecated >}}", Some(Place)),
            ("**Deprecation notice:** switched off for some.", Some(Place)),
            ("Veraltet seit 3.0.", Some(Place)),
            ("**Note:** This API endpoint is deprecated in favor of `POST /b`.", Some(Operation)),
            ("As of 2.4 usage of these endpoints is [deprecated](x.md).", Some(Operation)),
            ("This method has been deprecated.", Some(Operation)),
            ("Dieser Endpunkt ist veraltet.", Some(Operation)),
            ("このエンドポイントは廃止されました。", Some(Operation)),
            ("It lists. This endpoint is deprecated.", Some(Operation)),
            // of something else
            ("The `size` field is deprecated.", None),
            ("The size parameter of this endpoint is deprecated.", None),
            ("The old format is deprecated.", None),
            ("Deprecated fields are left out.", None),
            ("This endpoint returns deprecated kites.", None),
            ("This endpoint replaces the deprecated one.", None),
            ("This endpoint will soon be deprecated.", None),
            ("It lists kites. Deprecated ones come last.", None),
            ("Undeprecated.", None),
        ] {
            assert_eq!(said(text, &dialect), expected, "{text}");
        }
    }

    #[test]
    fn a_heading_is_marked_by_what_is_set_off() {
        let dialect = Dialect::default_dialect().unwrap();
        for (text, expected) in [
            ("List kites (deprecated)", true),
            ("List kites {{%removed%}} {#list}", true),
            ("List kites {{< badge \"deprecated\" >}}", true),
            ("[Deprecated] List kites", true),
            ("Deprecated: list kites", true),
            ("List kites – deprecated", true),
            ("List kites (deprecated since 3.0)", true),
            ("List kites (veraltet)", true),
            ("List deprecated kites", false),
            ("Deprecated kites", false),
            ("List kites (of deprecated kinds)", false),
            ("List kites: how removed ones come back", false),
        ] {
            assert_eq!(has_mark(text, &dialect), expected, "{text}");
        }
    }
}
