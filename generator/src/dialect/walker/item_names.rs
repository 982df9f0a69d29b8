//! The names that a text of a field begins with, and what its words say beside them.

use super::Walker;
use super::headings::lines_of;
use crate::dialect::facts::field::Requirement;
use crate::dialect::recognise::name::{self, Name};
use crate::dialect::recognise::words::{self, FieldWords};
use crate::dialect::recognise::{bold, lead, trait_line, types};
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
                let name = name::leading(&behind, lead.in_brackets, self.dialect)?;
                Name { end: lead.end + name.end, ..name }
            }
            None => name::leading(text, !is_link, self.dialect)?,
        };
        if let Some(words) = self.traits_in_lines(text, name.end) {
            return Some((name, words));
        }
        let mut words = words::read(&with_breaks(text, name.end), self.dialect);
        words.description = words.description.replace('\n', " ");
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
        words.take_first(self.dialect);
        if let Some(lead) = lead {
            words.requirement = lead.requirement.or(words.requirement);
            words.type_words = words.type_words.or(lead.type_words);
            words.is_parted = true;
        }
        let given = name.given.clone().filter(|given| types::names_kind(given, self.dialect));
        words.type_words = words.type_words.or(given);
        Some((name, words))
    }

    /// What the lines below a name say of it that is alone in its own, each one thing: `limit`, `Type: integer`, `Required: no`.
    fn traits_in_lines(&self, text: &Text, end: usize) -> Option<FieldWords> {
        let first = text.breaks.iter().chain(&text.lines).copied().min()?;
        let is_alone = text.text.get(end..first)?.trim_matches([' ', ':']).is_empty();
        let lines = lines_of(text);
        let words = is_alone.then(|| trait_line::read_all(lines.get(1..)?, self.dialect)).flatten()?;
        Some(FieldWords { is_marked: true, is_parted: true, ..words })
    }
}

/// What follows a place of a text, with the ends of the lines that its author broke.
fn with_breaks(text: &Text, from: usize) -> String {
    let mut rest = text.text.get(from..).unwrap_or_default().to_owned();
    for at in text.breaks.iter().filter_map(|at| at.checked_sub(from)) {
        if rest.get(at..).is_some_and(|behind| behind.starts_with(' ')) {
            rest.replace_range(at..=at, "\n");
        }
    }
    rest
}
