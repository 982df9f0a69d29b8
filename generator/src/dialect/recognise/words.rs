//! What follows a field's name: its type, whether it is required, its default, and the words.
//!
//! `(string: "1h") – …`, `(required) - …`, `: integer, optional. …`, `{{<required>}} String. …`

use super::super::words::fold;
use super::super::{Dialect, Phrases};
use crate::dialect::facts::field::Requirement;
use crate::dialect::recognise::labels::shortcodes;
use crate::dialect::recognise::punctuation::{SEPARATORS, bracketed, end_of_head, remark_of, unquoted};
use crate::dialect::recognise::{noun, presence, types, value_list};

/// What the words of a field say before they describe it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in super::super) struct FieldWords {
    /// What states the type.
    pub type_words: Option<String>,
    pub requirement: Requirement,
    pub default: Option<String>,
    /// The rest.
    pub description: String,
    /// Whether anything is in marks of its own.
    pub is_marked: bool,
    /// Whether a dash or a colon parts the name from the rest, or nothing follows.
    pub is_parted: bool,
}

/// Reads what follows a name.
pub(in super::super) fn read(rest: &str, dialect: &Dialect) -> FieldWords {
    const MOST_MARKS: usize = 5;
    let plain = shortcodes(rest);
    let plain = piped(&plain).unwrap_or(plain);
    let mut words = FieldWords::default();
    let mut rest = plain.trim_start();
    let mut parted = rest.is_empty();
    let mut said = None;
    let mut remark = None;
    for _ in 0..MOST_MARKS {
        if let Some((inner, after)) = bracketed(rest)
            && words.mark(inner, dialect)
        {
            words.is_marked = true;
            rest = after.trim_start();
            // `string` | `null`
            rest = rest.strip_prefix('|').map_or(rest, str::trim_start);
            continue;
        }
        // `(since 1.2): …` says nothing of a type, and the name is parted from the rest all the same
        if !parted && let Some((inner, after)) = remark_of(rest) {
            remark = remark.or(Some(inner));
            rest = after;
            continue;
        }
        let behind = rest.trim_start_matches(|c: char| SEPARATORS.contains(&c) || c.is_whitespace());
        if behind.len() != rest.len() && !parted {
            parted = true;
            // behind marks a dash begins the description
            let is_dash = rest.trim_start().starts_with(['-', '–', '—']);
            rest = behind;
            if words.is_marked && is_dash {
                break;
            }
            continue;
        }
        if let Some(after) = rest.strip_prefix(',').filter(|_| words.is_marked || !parted) {
            rest = after.trim_start();
            parted = true;
        }
        // `Type: string`
        let labelled = rest.split_once(": ").filter(|(label, _)| dialect.columns.kind.has(&fold(label)));
        let labelled = labelled.and_then(|(_, kind)| words.leading(kind, dialect));
        match labelled.or_else(|| words.leading(rest, dialect)) {
            Some(after) => {
                said.get_or_insert(rest);
                rest = after.trim_start();
            }
            None => break,
        }
    }
    words.is_parted = parted;
    let is_separator = |c: char| SEPARATORS.contains(&c) || matches!(c, '.' | ',' | ';') || c.is_whitespace();
    let described = rest.trim_start_matches(is_separator).trim_end();
    words.description = match remark {
        Some(remark) => format!("({remark}) {described}").trim_end().to_owned(),
        None => described.to_owned(),
    };
    if words.type_words.is_none() && !words.is_marked {
        words.mark_at_end(dialect);
    }
    if words.type_words.is_none() {
        words.mark_at_start(dialect);
    }
    // `A number.` states a type, and is a sentence all the same
    let said = said.unwrap_or_default().trim_end();
    let begins = said.split_whitespace().next().map(fold).unwrap_or_default();
    if words.description.is_empty() && dialect.operations.drop.contains(&begins) {
        said.clone_into(&mut words.description);
    }
    if dialect.requirement.is_conditional(&words.description) {
        words.requirement = Requirement::Conditional;
    }
    words
}

impl FieldWords {
    /// Takes what others say, where nothing is said yet.
    pub(in super::super) fn add(&mut self, others: FieldWords) {
        self.type_words = self.type_words.take().or(others.type_words);
        self.requirement = self.requirement.or(others.requirement);
        self.default = self.default.take().or(others.default);
        if !self.description.is_empty() && !others.description.is_empty() {
            self.description.push_str("\n\n");
        }
        self.description.push_str(&others.description);
    }

    /// Takes what a mark says; false where it says nothing of a type or of being required.
    fn mark(&mut self, inner: &str, dialect: &Dialect) -> bool {
        let plain = inner.replace('`', "");
        // `string, enum: up, down`
        let listed =
            value_list::of_enum(&plain).filter(|(_, values)| !values.iter().any(|it| says(it, dialect)));
        if let Some((before, _)) = listed.filter(|(before, _)| before.len() < plain.len()) {
            self.mark(before.trim_end_matches([',', ' ']), dialect);
            let own = plain.get(before.len()..).unwrap_or_default();
            self.type_words = Some(self.type_words.take().map_or_else(String::new, |it| it + " ") + own);
            return true;
        }
        // `integer, required: no`
        let mut labelled = Requirement::Unstated;
        let is_other = |part: &&str| match presence::labelled(part, dialect) {
            Some((stated, end)) if part.get(end..).is_some_and(|rest| rest.trim().is_empty()) => {
                labelled = stated;
                false
            }
            _ => true,
        };
        let inner = plain.split(',').filter(is_other).collect::<Vec<_>>().join(",");
        let mut found = self.require(&fold(&unquoted(&inner)), dialect);
        if labelled != Requirement::Unstated {
            (self.requirement, found) = (labelled, true);
        }
        // `string: "" or array: []`
        let mut parts: Vec<String> = Vec::new();
        for part in inner.split(" or ") {
            let head = part.split(':').next().unwrap_or_default();
            match parts.last_mut() {
                Some(last) if !(part.contains(':') && last.contains(':') && is_type(head, dialect)) => {
                    last.extend([" or ", part])
                }
                _ => parts.push(part.to_owned()),
            }
        }
        for part in &parts {
            found |= self.mark_part(part, dialect);
        }
        found
    }

    /// Takes what brackets at the end of the description say, or of what is before a dash in it: `The name (string, required)`,
    /// `17 (number) - The name`.
    fn mark_at_end(&mut self, dialect: &Dialect) {
        let head = self.description.split_once(") - ").map(|(head, _)| self.description.get(..=head.len()));
        let text = head.flatten().unwrap_or(&self.description).trim_end_matches('.');
        let at_end = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(_, inner)| inner);
        // `How many minutes (integer) it takes`
        let is_type = |inner: &&str| types::names_kind(inner, dialect) && types::is_plain(inner, dialect);
        let within =
            || text.split('(').skip(1).filter_map(|part| Some(part.split_once(')')?.0)).find(is_type);
        let Some(inner) = at_end.or_else(within).map(str::to_owned) else { return };
        let first = inner.split([',', ':']).next().unwrap_or_default().trim();
        let folded = fold(first);
        let marks = types::names_kind(first, dialect) && types::is_plain(first, dialect)
            || dialect.requirement.required.has(&folded)
            || dialect.requirement.optional.has(&folded);
        if marks {
            self.mark(&inner, dialect);
        }
    }

    /// Takes the type that a sentence begins with which describes a value of it.
    fn mark_at_start(&mut self, dialect: &Dialect) {
        if let Some((requirement, kind)) = noun::behind_requirement(&self.description, dialect) {
            self.requirement = self.requirement.or(requirement);
            self.type_words = Some(kind);
        }
        self.type_words = self.type_words.take().or_else(|| noun::type_of(&self.description, dialect));
    }

    /// Takes the type that is before the description without a mark between them.
    pub(in super::super) fn take_first(&mut self, dialect: &Dialect) {
        let first =
            noun::apart(&self.description, self.is_parted, dialect).filter(|_| self.type_words.is_none());
        if let Some((kind, description)) = first {
            (self.type_words, self.description) = (Some(kind.to_owned()), description.to_owned());
        }
    }

    fn mark_part(&mut self, part: &str, dialect: &Dialect) -> bool {
        let (head, value) = match part.split_once(':') {
            Some((head, value)) => (head, Some(value.trim())),
            None => (part, None),
        };
        let mut found = false;
        let mut names_default = false;
        for part in head.split(',').map(str::trim) {
            let folded = fold(part);
            if dialect.requirement.required.has(&folded) || dialect.requirement.optional.has(&folded) {
                continue;
            }
            if dialect.columns.default.has(&folded) {
                names_default = true;
            } else if dialect.types.null.has(&folded) {
                // in small letters it is no object's name
                let joined = self.type_words.take().map_or_else(String::new, |words| words + " or ");
                self.type_words = Some(joined + &folded);
                found = true;
            } else if is_type(part, dialect) {
                let joined = self.type_words.take().map_or_else(String::new, |words| words + " or ");
                self.type_words = Some(joined + part);
                found = true;
            } else if let Some(default) = default_of(&folded, dialect) {
                self.default = Some(default.trim_matches(['"', '=', ' ']).to_owned());
                self.requirement = Requirement::Optional;
                found = true;
            }
        }
        if let Some(value) = value.filter(|value| (found || names_default) && !value.is_empty()) {
            let plain = unquoted(value);
            let says =
                dialect.requirement.required.is_in(&plain) || dialect.requirement.optional.is_in(&plain);
            if !says {
                self.default = Some(value.trim_matches('"').to_owned());
                if self.requirement == Requirement::Unstated {
                    self.requirement = Requirement::Optional;
                }
                found = true;
            }
        }
        found
    }

    /// Takes what folded words say of being required.
    fn require(&mut self, folded: &str, dialect: &Dialect) -> bool {
        let words = &dialect.requirement;
        let stated = if words.conditional.is_in(folded) {
            Requirement::Conditional
        } else if dialect.no.iter().any(|no| no.contains(' ') && folded.contains(no.as_str())) {
            Requirement::Optional
        } else if words.required.is_in(folded) {
            Requirement::Required
        } else if words.optional.is_in(folded) {
            Requirement::Optional
        } else {
            return false;
        };
        self.requirement = stated;
        true
    }

    /// Takes the type or the requirement that a text begins with, up to a mark that ends it; gives what follows.
    fn leading<'t>(&mut self, text: &'t str, dialect: &Dialect) -> Option<&'t str> {
        const MOST: usize = 6;
        if let Some((stated, end)) = presence::labelled(text, dialect) {
            self.requirement = stated;
            let rest = text.get(end..)?;
            return Some(rest.strip_prefix(['.', ',', ';']).unwrap_or(rest));
        }
        let end = end_of_head(text);
        let head = text.get(..end)?.trim();
        let count = head.split_whitespace().count();
        if count == 0 || count > MOST {
            return None;
        }
        let folded = fold(head);
        let is_requirement = |phrases: &Phrases| phrases.has(folded.trim_matches(['*', '_', ' ']));
        if is_requirement(&dialect.requirement.required) {
            self.requirement = Requirement::Required;
        } else if is_requirement(&dialect.requirement.optional) {
            self.requirement = Requirement::Optional;
        } else if self.type_words.is_none()
            && !states_type_in_brackets(text.get(end..).unwrap_or_default(), dialect)
            && types::names_kind(head, dialect)
            && (end < text.len() || types::is_plain(head, dialect))
        {
            self.type_words = Some(head.to_owned());
            // `string required`
            let ends = [folded.split_whitespace().next(), folded.split_whitespace().next_back()];
            let is_end = |phrases: &Phrases| ends.iter().flatten().any(|word| phrases.has(word));
            if is_end(&dialect.requirement.required) {
                self.requirement = Requirement::Required;
            } else if is_end(&dialect.requirement.optional) {
                self.requirement = Requirement::Optional;
            }
        } else {
            return None;
        }
        let rest = text.get(end..)?;
        Some(rest.strip_prefix(['.', ',', ';', ':']).unwrap_or(rest))
    }
}

/// What follows a name in a line whose parts a mark sets apart as the cells of a row are: `| string | required | How many`.
fn piped(text: &str) -> Option<String> {
    const PARTS: usize = 4;
    let parts: Vec<&str> = text.trim_start().strip_prefix('|')?.splitn(PARTS, '|').map(str::trim).collect();
    Some(parts.join(", "))
}

/// Whether brackets that a text begins with, and ends with, state the type: of `Category ID (int)` not the words before them.
fn states_type_in_brackets(text: &str, dialect: &Dialect) -> bool {
    let inner = text.trim().strip_prefix('(').and_then(|rest| rest.trim_end_matches('.').strip_suffix(')'));
    inner.is_some_and(|inner| types::names_kind(inner, dialect) && types::is_plain(inner, dialect))
}

/// Whether a word says whether a field must be given.
fn says(word: &str, dialect: &Dialect) -> bool {
    let folded = fold(word);
    dialect.requirement.required.has(&folded) || dialect.requirement.optional.has(&folded)
}

/// The default that folded words state: `default 20`, `defaults to 20`.
fn default_of<'t>(folded: &'t str, dialect: &Dialect) -> Option<&'t str> {
    let words = &dialect.defaults;
    let behind = |phrase: &String| folded.strip_prefix(phrase.as_str())?.strip_prefix(' ');
    words.before.iter().chain(words.alone.iter()).filter_map(behind).min_by_key(|rest| rest.len())
}

/// Whether words are of a type and of nothing else.
fn is_type(text: &str, dialect: &Dialect) -> bool {
    // `created_at` may be an object's name where a type is stated; here it is a value, as `{API_KEY}` is a placeholder
    let is_name = text.trim_start_matches(['`', '?']).starts_with(char::is_uppercase)
        && text.contains(char::is_lowercase);
    types::is_type(text, dialect) && (is_name || types::names_kind(text, dialect))
}

#[cfg(test)]
mod tests;
