//! What a title or a notice says of maturity.

use crate::dialect::{Dialect, List};
use crate::model::Lifecycle;

/// What `text` says of the thing it is about; retirement outweighs beta. A sentence that quotes code speaks of that, and one
/// that names an earlier version, or what this replaces, of those.
pub(in crate::dialect) fn of(text: &str, dialect: &Dialect) -> Option<Lifecycle> {
    // most say nothing of it
    said(text, dialect)?;
    sentences(text)
        .filter(|sentence| !sentence.contains('`') && !dialect.lifecycle.others.is_in(sentence))
        .filter_map(|sentence| said(sentence, dialect))
        .max()
}

/// Parts of a text that end with a stop and a blank, or with the text. Stops within words end nothing.
pub(in crate::dialect) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive("\n\n")
        .flat_map(|part| part.split_inclusive(". "))
        .flat_map(|part| part.split_inclusive('。'))
}

fn said(text: &str, dialect: &Dialect) -> Option<Lifecycle> {
    let mentions = dialect.of_maturity.mentions(text);
    if mentions.has(List::Deprecated) {
        Some(Lifecycle::Deprecated)
    } else if mentions.has(List::Beta) {
        Some(Lifecycle::Beta)
    } else {
        None
    }
}
