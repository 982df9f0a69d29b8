//! How a family of docs is written, as data, and the recognisers that turn blocks into facts with it.
//!
//! Structure comes first (what is where, what names a field of what); words only help. `lexicons/` has the words of each
//! language, `dialects/` what is exceptional in a family of docs. Knows nothing of Rust and nothing of products.

mod attribute;
mod claims;
mod facts;
mod file;
mod outline;
mod page;
mod recognise;
mod walker;
mod words;

pub use claims::pattern;
pub use facts::bounds::Bounds;
pub use facts::field::{Field, FieldLocation, FieldShape, JsonKind, Marks, Requirement, ValueFormat};
pub(crate) use facts::route::{below_server, nameless, split_url};
pub use facts::sent::SampleIndex;
pub use facts::{
    Claims, CodeSpan, Frontmatter, NoticeFact, ObjectFact, ObjectRef, OperationFact, PageFacts, Payload,
    RawContent, RequestFact, ResponseFact, Section, Stated, StatedStatus, Statement, Unread,
};
pub use file::{DialectError, schema};
pub use page::read;
pub(crate) use recognise::labels::shortcodes;
pub(crate) use recognise::operation::IN_ANOTHER_LANGUAGE;
pub use words::dates::{Date, announced_end};
pub use words::lexicon::{List, Mentions};
pub use words::plural::{is_plural, singular};
pub use words::secrets::Carrier;
pub use words::{Phrases, contains_words, identifier, words_of};

use std::collections::HashSet;
use std::ops::Deref;
use std::path::Path;

use facts::shapes::NotRead;
use file::{FrontMatterKeys, Merged};
use words::lexicon::Lexicon;
use words::secrets::Secrets;
use words::vocabulary::Vocabulary;

use crate::source::File;

/// How one family of docs is written: the words that it uses, and what else no structure says.
///
/// [`Dialect::named`] gives one that comes with the program, [`Dialect::load`] a user's own file too.
#[derive(Debug, Clone)]
pub struct Dialect {
    /// What it is called: its built-in name, or the path of its file as it is given.
    pub name: String,
    /// The files of a user's own dialect and of those that it extends, itself first; none of built-in ones.
    pub files: Vec<File>,
    words: Vocabulary,
    not_read: NotRead,
    product_markers: Vec<String>,
    front_matter: FrontMatterKeys,
    /// What rows are searched for; made of the words.
    of_rows: Lexicon,
    /// What titles and notices are searched for; made of the words.
    of_maturity: Lexicon,
    /// What labels are searched for; made of the words.
    of_labels: Lexicon,
    /// The words that labels are made of.
    label_words: HashSet<String>,
    /// Which names are of what must not be shown, in every dialect.
    secrets: Secrets,
}

/// Most of a dialect is its words.
impl Deref for Dialect {
    type Target = Vocabulary;

    fn deref(&self) -> &Vocabulary {
        &self.words
    }
}

impl Dialect {
    /// The names of the built-in dialects, the default first.
    pub fn names() -> Vec<&'static str> {
        file::names()
    }

    /// A built-in dialect.
    ///
    /// # Errors
    /// When there is none of that name, or its file is not a dialect; in words for people.
    pub fn named(name: &str) -> Result<Self, String> {
        Self::of(name, file::built_in(name)?)
    }

    /// The dialect that is used where none is named.
    ///
    /// # Errors
    /// When its file is not a dialect.
    pub fn default_dialect() -> Result<Self, String> {
        Self::named(file::names().first().copied().unwrap_or_default())
    }

    /// A built-in dialect, or a file in `folder`: what has a `/` or ends in `.yaml` or `.yml` is a path.
    ///
    /// # Errors
    /// When there is none of that name, in words for people, or the file is no dialect.
    pub fn load(called: &str, folder: &Path) -> Result<Self, DialectError> {
        if !file::is_path(called) {
            let own = "a file of your own is named by its path, such as `./ours.yaml`";
            return Self::named(called).map_err(|message| DialectError::Unknown(format!("{message}; {own}")));
        }
        Self::of(called, file::read(called, folder)?).map_err(DialectError::Unknown)
    }

    fn of(name: &str, merged: Merged) -> Result<Self, String> {
        let Merged { words, not_read, product_markers, front_matter, files } = merged;
        Ok(Self {
            name: name.to_owned(),
            files,
            of_rows: Lexicon::of_rows(&words),
            of_maturity: Lexicon::of_maturity(&words.lifecycle),
            of_labels: Lexicon::of_labels(&words),
            label_words: words.labels.words(),
            secrets: Secrets::built_in()?,
            words,
            not_read,
            product_markers,
            front_matter,
        })
    }
}

/// Whether a name's words say that its value must not be shown.
pub fn is_secret(name: &str, carrier: Carrier, dialect: &Dialect) -> bool {
    dialect.secrets.has(name, carrier)
}

/// Whether a name's words say that a whole number must not be shown: `pin`, but not the count of `secretKeys`.
pub fn is_secret_integer(name: &str, dialect: &Dialect) -> bool {
    dialect.secrets.has_number(name)
}

/// Whether a whole number must not be shown in an object that is named for such a secret: `first` of `{"pin": {"first": 1}}`,
/// but not what is about it, `{"pin": {"length": 4}}`.
pub fn is_secret_integer_within(name: &str, parent: &str, dialect: &Dialect) -> bool {
    dialect.secrets.has_number_within(name, parent)
}

/// Whether a text is one placeholder of a secret, such as `{API_KEY}`.
pub fn is_secret_placeholder(text: &str, dialect: &Dialect) -> bool {
    let inner = text.trim().trim_start_matches(['{', '<', '$', '[']).trim_end_matches(['}', '>', ']']);
    let is_one = inner.len() < text.len() && !inner.contains(['{', '}', '<', '>', '[', ']', ' ']);
    is_one && dialect.secrets.has(inner, Carrier::Data)
}

/// Whether a name says that its value must not be shown in an object that is named for a secret: `value` of
/// `{"secret": {"value": …}}`.
pub fn is_secret_within(name: &str, parent: &str, dialect: &Dialect) -> bool {
    dialect.secrets.is_value(name) && dialect.secrets.has(parent, Carrier::Data)
}

#[cfg(test)]
mod tests;
