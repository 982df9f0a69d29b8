//! The names that a text of a field begins with, and what its words say beside them.

use super::Walker;
use crate::dialect::facts::field::Requirement;
use crate::dialect::recognise::name::{self, Name};
use crate::dialect::recognise::words::{self, FieldWords};
use crate::dialect::recognise::{bold, lead, types};
use crate::markdown::Text;
use crate::source::Span;

impl Walker<'_> {
    /// The names in code that an item begins with, two or more, behind words that say something of them or not, and what the words
    /// behind them say of all: `` `limit`, `offset`: … ``.
    pub(super) fn several(&self, text: &Text) -> Option<(Vec<Span>, FieldWords)> {
        let lead = lead::read(text, self.dialect).unwrap_or_default();
        let mut at = lead.end;
        let mut names = Vec::new();
        loop {
            let rest = text.text.get(at..)?;
            let close = rest.strip_prefix('`')?.find('`')? + 2;
            names.push(at..at + close);
            let behind = rest.get(close..)?;
            let joined = [", ", " & "].iter().find_map(|joint| behind.strip_prefix(joint));
            // `a`, `b`, and `c`
            let last = joined.and_then(|joined| joined.split_once(' '));
            let last = last.filter(|(word, _)| self.dialect.listed.between.has(word)).map(|(_, last)| last);
            match last.or(joined).filter(|joined| joined.starts_with('`')) {
                Some(joined) => at += rest.len() - joined.len(),
                None if behind.trim().is_empty()
                    || behind.trim_start().starts_with([':', '：', '-', '–', '—', '(']) =>
                {
                    let words = words::read(behind, self.dialect);
                    let requirement = lead.requirement.or(words.requirement);
                    let type_words = words.type_words.clone().or(lead.type_words);
                    let words = FieldWords { requirement, type_words, ..words };
                    return Some((names, words)).filter(|(names, _)| names.len() > 1);
                }
                None => return None,
            }
        }
    }

    /// Whether an item has a name in code, at its beginning or behind words that say something of it.
    pub(super) fn names_something(&self, text: &Text) -> bool {
        text.text.starts_with('`') || lead::read(text, self.dialect).is_some()
    }

    /// The name that a text begins with, and what the words behind it say, and those before it.
    pub(super) fn name_and_words(&self, text: &Text) -> Option<(Name, FieldWords)> {
        // of a link that leads elsewhere the marks are words
        let is_link = text.links.iter().any(|link| link.range.start == 0)
            || (text.text.starts_with('[') && text.links.iter().any(|link| link.range.start == 1));
        let lead = lead::read(text, self.dialect);
        let name = match &lead {
            Some(lead) => {
                let behind = text.part(lead.end..text.text.len());
                let name = name::leading(&behind, lead.in_brackets)?;
                Name { end: lead.end + name.end, ..name }
            }
            None => name::leading(text, !is_link)?,
        };
        let rest = text.text.get(name.end..).unwrap_or_default();
        let mut words = words::read(rest, self.dialect);
        // `**required**` behind a name is said of it, whatever follows
        let by_bold = bold::requirement(text, name.end, self.dialect);
        if by_bold != Requirement::Unstated {
            words.requirement = words.requirement.or(by_bold);
            words.is_marked = true;
        }
        if words.type_words.is_none()
            && let Some((kind, end)) = bold::type_of(text, name.end, self.dialect)
        {
            let behind = words::read(text.text.get(end..).unwrap_or_default(), self.dialect);
            let by_bold = bold::requirement(text, end, self.dialect);
            // a type in marks of its own sets the name apart
            (words.is_marked, words.is_parted) = (true, true);
            words.requirement = words.requirement.or(by_bold).or(behind.requirement);
            (words.type_words, words.description) = (Some(kind), behind.description);
        }
        if let Some(lead) = lead {
            words.requirement = lead.requirement.or(words.requirement);
            words.type_words = words.type_words.or(lead.type_words);
            words.is_parted = true;
        }
        let given = name.given.clone().filter(|given| types::names_kind(given, self.dialect));
        words.type_words = words.type_words.or(given);
        Some((name, words))
    }
}
