//! What a title or a notice says of maturity.

use super::Dialect;
use super::words::contains_words;
use crate::model::Lifecycle;

/// What `text` says of the thing it stands on; retirement outweighs beta. A sentence that quotes code speaks of that.
pub(super) fn of(text: &str, dialect: &Dialect) -> Option<Lifecycle> {
    sentences(text)
        .filter(|sentence| !sentence.contains('`'))
        .filter_map(|sentence| said(sentence, dialect))
        .max()
}

/// Parts of a text that end with a stop and a blank, or with the text. Stops within words end nothing.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive("\n\n")
        .flat_map(|part| part.split_inclusive(". "))
        .flat_map(|part| part.split_inclusive('。'))
}

fn said(text: &str, dialect: &Dialect) -> Option<Lifecycle> {
    let says = |phrases: &[String]| phrases.iter().any(|phrase| contains_words(text, phrase));
    if says(&dialect.lifecycle.deprecated) {
        Some(Lifecycle::Deprecated)
    } else if says(&dialect.lifecycle.beta) {
        Some(Lifecycle::Beta)
    } else {
        None
    }
}
