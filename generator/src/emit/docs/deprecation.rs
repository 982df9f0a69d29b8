//! What the documentation calls deprecated, as an attribute with its words.

use proc_macro2::TokenStream;
use quote::quote;

use super::text::plain;
use crate::model::{Lifecycle, Operation, Source};

/// `#[deprecated]` with the notice's words, where the source is.
fn deprecated(source: &Source) -> Option<TokenStream> {
    let said = |notice: &&crate::model::Notice| notice.lifecycle == Some(Lifecycle::Deprecated);
    let note = source.notices.iter().find(said).map_or("", |notice| &notice.text);
    (source.lifecycle == Lifecycle::Deprecated).then(|| attribute(note))
}

/// `#[deprecated]` where an operation is, or its whole source.
pub(in crate::emit) fn deprecated_operation(source: &Source, operation: &Operation) -> Option<TokenStream> {
    deprecated(source).or_else(|| own_deprecation(source, operation))
}

/// `#[deprecated]` of an operation whose source is not.
fn own_deprecation(source: &Source, operation: &Operation) -> Option<TokenStream> {
    let own = operation.deprecated.as_ref().filter(|_| source.lifecycle != Lifecycle::Deprecated)?;
    Some(attribute(&own.text))
}

/// Whether something in a source is deprecated, or all of it.
pub(in crate::emit) fn has_deprecated(source: &Source) -> bool {
    source.lifecycle == Lifecycle::Deprecated || source.operations.iter().any(|it| it.deprecated.is_some())
}

fn attribute(words: &str) -> TokenStream {
    let own = "the documentation calls it deprecated".to_owned();
    let note = if words.is_empty() { own } else { plain(words) };
    // The note is shown as Markdown and as text: it has to do without what only one of them understands.
    let note: String = note.chars().filter(|c| !"[]<>`*".contains(*c)).collect();
    quote!(#[deprecated(note = #note)])
}
