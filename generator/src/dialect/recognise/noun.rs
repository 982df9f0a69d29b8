//! Types within the words of a description, at its beginning: `Boolean for whether it is open`, `An integer from 1 to 50`, `An array
//! of the kites that fly`, `optional string with a name`, `integer how many`.

use super::types;
use crate::dialect::Dialect;
use crate::dialect::facts::field::Requirement;
use crate::dialect::words::fold;

/// The type of the value that a description is a sentence about.
pub(super) fn type_of(description: &str, dialect: &Dialect) -> Option<String> {
    let types = &dialect.types;
    let is_type = |word: &str| types.boolean.has(&fold(word)) || types.integer.has(&fold(word));
    let is_kind = |word: &str| types::is_plain(word, dialect) && types::names_kind(word, dialect);
    let is_noun =
        |word: &str| dialect.labels.parameters.has(&fold(word)) || dialect.labels.fields.has(&fold(word));
    let mut parts = description.split(' ');
    let (first, second) = (parts.next()?, parts.next()?);
    let is_behind_article = dialect.requirement.articles.has(&fold(first)) && parts.next().is_some();
    let named = match () {
        () if is_type(first)
            && first.starts_with(char::is_uppercase)
            && second.starts_with(char::is_lowercase) =>
        {
            Some(first)
        }
        () if is_behind_article && is_type(second) => Some(second),
        // `string parameter that says what for`
        () if is_kind(first) && is_noun(second) => Some(first),
        () => None,
    };
    named.map(str::to_owned).or_else(|| whole(description, dialect))
}

/// The type of a list, or of an object, that a description begins with: `An array of the kites that fly.`
pub(super) fn whole(description: &str, dialect: &Dialect) -> Option<String> {
    let plain = fold(description);
    let begins = |phrase: &&String| {
        plain.strip_prefix(phrase.as_str()).is_some_and(|rest| rest.starts_with(char::is_whitespace))
    };
    if dialect.types.object.iter().any(|it| begins(&it)) {
        return dialect.types.column_object.iter().next().cloned();
    }
    let phrase = dialect.types.array.iter().filter(|it| it.contains(' ')).find(begins)?;
    dialect.types.lists.is_in(phrase).then(|| phrase.clone())
}

/// The type behind a word that says whether it is required, with what that says.
pub(super) fn behind_requirement(description: &str, dialect: &Dialect) -> Option<(Requirement, String)> {
    let mut words = description.split_whitespace();
    let (first, second) = (fold(words.next()?), words.next()?.trim_end_matches(['.', ',', ';']));
    let requirement = match () {
        () if dialect.requirement.required.has(&first) => Requirement::Required,
        () if dialect.requirement.optional.has(&first) => Requirement::Optional,
        () => return None,
    };
    let is_type = types::names_kind(second, dialect) && types::is_plain(second, dialect);
    is_type.then(|| (requirement, second.to_owned()))
}

/// The type before a description that no mark parts from it, and the description; right behind a name that nothing parts from
/// these it may go on with a small letter.
pub(super) fn apart<'t>(text: &'t str, is_parted: bool, dialect: &Dialect) -> Option<(&'t str, &'t str)> {
    let (first, rest) = text.split_once(' ')?;
    let is_scalar = types::is_plain(first, dialect) && !dialect.types.lists.is_in(first);
    let is_one = first.starts_with(char::is_lowercase) && is_scalar && types::names_kind(first, dialect);
    (is_one && (!is_parted || rest.starts_with(char::is_uppercase))).then_some((first, rest))
}
