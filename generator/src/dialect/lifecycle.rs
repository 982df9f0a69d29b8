//! What a title or a notice says of maturity.

use super::Dialect;
use super::words::contains_words;
use crate::model::Lifecycle;

/// What `text` says; retirement outweighs beta.
pub(super) fn of(text: &str, dialect: &Dialect) -> Option<Lifecycle> {
    let says = |phrases: &[String]| phrases.iter().any(|phrase| contains_words(text, phrase));
    if says(&dialect.lifecycle.deprecated) {
        Some(Lifecycle::Deprecated)
    } else if says(&dialect.lifecycle.beta) {
        Some(Lifecycle::Beta)
    } else {
        None
    }
}
