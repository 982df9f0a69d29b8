//! What a title or a notice says of maturity.

use super::Dialect;
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
    if dialect.lifecycle.deprecated.is_in(text) {
        Some(Lifecycle::Deprecated)
    } else if dialect.lifecycle.beta.is_in(text) {
        Some(Lifecycle::Beta)
    } else {
        None
    }
}
